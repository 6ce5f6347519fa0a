"""The outline of a policy: where it begins and ends on the page, and every numbered heading in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from extract import patterns as re
from extract.facts import Section, Span
from extract.headings import before_mark, first_heading, numbers
from extract.numbering import Number, number_at
from extract.page import Page, trim, with_plain_marks
from extract.records import record
from extract.tables import TableRow, find_rows
from seeds.tables import rows

_LINE = re.compile(r"[^\n]+")
_TITLE_END = re.compile(r"[。\n]")
# What ends the last section: the closing rules, the attachment list, the signature.
_CLOSING = re.compile(
    r"\s*(?:本(?:办法|措施|意见|方案|计划|规划|细则|规定|政策|行动计划|实施意见|实施方案|若干措施|通知|文件)"
    r"[^。\n]{0,40}?(?:负责解释|施行|实施|有效期|印发之日)|附件\s*\d*\s*[:：]|附\s*[:：])"
)
# 七、附则 on a line of its own: the rule below is its body.
_RULES_HEADING = re.compile(r"(?:附则|其他(?:事项)?|实施(?:日期|时间)|施行(?:日期|时间)?|有效期)\s*$")
_ATTACHED = re.compile(r"^\s*附(?:件|表|录)\s*[\d一二三四五六七八九十]*\s*(?:[:：].*)?$", re.M)
# 某县重点任务分工表, right above the table's headings.
_TABLE_TITLE = re.compile(r"^[^\n。；;]{3,60}(?:表|清单|台账)(?:[(（][^()（）\n]{2,20}[)）])?[ 　]*\n\s*\Z", re.M)
_SIGNATURE = re.compile(r"\s*[^\s。,，;；:：、]{2,40}(?:[ 　]+[^\s。,，;；:：、]{2,40})*\s*$")
_DATE_LINE = re.compile(r"\s*(?:[12]\d{3}|[一二][〇○零一二三四五六七八九]{3})年\S{1,3}月\S{1,3}日\s*$")
_LEADER = re.compile(r"[\s.…·]")
# 第三条【职责分工】 市…负责: a blank behind the bracket parts the heading of an article from its text.
_SET_APART = re.compile(r"[ 　]*(?:【(?P<t>[^【】\n]{2,20})】|[（(](?P<u>[^（）()\n，,。；;：:]{2,16})[)）])(?=[ 　])")
_MAX_HEADING = 60


@cache
def _furniture() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what furniture begins with, and what stands anywhere in it."""
    patterns = [row["pattern"] for row in rows("furniture")]
    begins = (pattern.removeprefix("^") for pattern in patterns if pattern.startswith("^"))
    anywhere = (pattern for pattern in patterns if not pattern.startswith("^"))
    return re.compile("|".join(f"(?:{p})" for p in begins)), re.compile("|".join(f"(?:{p})" for p in anywhere))


_HOSTS = re.compile(r"\s*(?:主办|承办)单位\s*[:：]")
# 主办单位：某市人民政府 承办单位：某市信息中心, 主办单位：某局 版权所有
_OF_SITE = re.compile(r"版权|备案|维护|网站|(?:主办|承办)单位.*(?:主办|承办|技术支持)")
_OTHER_ROLES = re.compile("(?:牵头|责任|配合|负责|参与|协同|落实)(?:责任)?(?:单位|部门)[:：]|牵头[，,、)）]|负责[)）]")


# Titles, headings and the end of the policy are looked for in the same lines.
@lru_cache(maxsize=8192)
def is_furniture(line: str) -> bool:
    """Tell whether a line belongs to the web page and not to the policy."""
    begins, anywhere = _furniture()
    return begins.match(line) is not None or anywhere.search(line) is not None


@dataclass(frozen=True, slots=True)
class Outline:
    """A policy on its page.

    Attributes
    ----------
    page
        The page that all offsets refer to.
    span
        The policy's own text: from its notice or title to its signature, without furniture.
    preamble
        What stands between the head and the first heading; empty where nothing does.
    sections
        Every numbered heading, in order.
    closing
        Closing rules, attachments and signature behind the last section.
    rows
        Rows of tables of duties with their paths; each is a section too.
    """

    page: Page
    span: Span
    preamble: Span
    sections: tuple[Section, ...]
    closing: Span
    rows: tuple[tuple[str, TableRow], ...] = ()
    _starts: tuple[int, ...] = field(default=(), repr=False)
    # Where the title of a section begins → the sections above it.
    _above: Mapping[int, tuple[Section, ...]] = field(default_factory=dict, repr=False)
    _headings: Mapping[int, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @property
    def text(self) -> str:
        """The text of the page as it is read: marks that stand for others as these, each at its place."""
        return with_plain_marks(self.page.text)

    def section_at(self, position: int) -> Section | None:
        """Return the innermost section that holds ``position``, None in the preamble and the closing."""
        if self.closing.start <= position < self.closing.end:
            return None
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return None
        section = self.sections[index]
        return section if position < section.body.end else None

    def path_at(self, position: int) -> str:
        """Return the path of the section that holds ``position``, "" outside all sections."""
        section = self.section_at(position)
        return section.path if section else ""

    def parents(self, section: Section) -> tuple[Section, ...]:
        """Return the sections above ``section``, outermost first."""
        return self._above.get(section.at.start, ())

    def headings(self, section: Section) -> tuple[str, ...]:
        """Return the title of ``section`` and the titles above it, outermost first behind its own."""
        found = self._headings.get(section.at.start)
        return found if found is not None else (section.title,)

    def siblings(self, section: Section) -> tuple[Section, ...]:
        """Return the sections that stand below the same section as this one, itself included, in order."""
        above = self.parents(section)
        if not above:
            return tuple(s for s in self.sections if not self.parents(s))
        first = bisect_right(self._starts, above[-1].body.start)
        last = bisect_right(self._starts, above[-1].extent.end)
        return tuple(s for s in self.sections[first:last] if len(self.parents(s)) == len(above))

    def stretches(self) -> Iterator[tuple[str, Span]]:
        """Yield the preamble with path "" and each section's own text, title included, in order."""
        if self.preamble.start < self.preamble.end:
            yield "", self.preamble
        for section in self.sections:
            yield section.path, section.body


def _title(text: str, begin: int, end: int, *, article: bool = False) -> Span:
    if article and (apart := _SET_APART.match(text, begin, end)) is not None:
        return Span(*apart.span(apart.lastgroup or 0))
    start = next((i for i in range(begin, end) if not text[i].isspace()), end)
    stop = _TITLE_END.search(text, start, end)
    stopped = stop.start() if stop else end
    # The commas of a line of CSV part its blank cells from the heading.
    return trim(text, Span(start, start + len(text[start:stopped].rstrip(", ")) if stopped > start else stopped))


def _first_sentence(text: str, cell: Span) -> Span:
    """Return what names the task of a row: the first sentence of its cell, as of a heading that text runs on from."""
    return _title(text, cell.start, cell.end)


def _hosts_a_task(text: str, at: int, start: int, end: int) -> bool:
    """Tell whether 承办单位： names who does a task of the policy, and not who runs the site.

    A site names its hosts once; where other lines tell who leads or supports, or a heading follows, a task is meant.
    """
    line_end = text.find("\n", at, end)
    if _HOSTS.match(text, at) is None or _OF_SITE.search(text, at, end if line_end < 0 else line_end):
        return False
    lines, hosts, assigned = _host_lines(text, start, end)
    here = bisect_left(lines, at, key=lambda line: line.start)
    if any(is_furniture(line.of(text)) for line in lines[max(0, here - 2) : here + 4] if line.start not in hosts):
        return False
    below = (trim(text, line).start for line in lines[here + 1 :])
    return len(hosts) > 2 or assigned or any(number_at(text, at) is not None for at in below)


@lru_cache(maxsize=4)
def _host_lines(text: str, start: int, end: int) -> tuple[list[Span], frozenset[int], bool]:
    """Return the lines of a stretch, where those of hosts begin, and whether others tell who does what."""
    lines = [Span(*line.span()) for line in _LINE.finditer(text, start, end) if line[0].strip()]
    hosts = frozenset(line.start for line in lines if _HOSTS.match(text, line.start))
    return lines, hosts, any(_OTHER_ROLES.search(text, line.start, line.end) for line in lines)


def _policy_end(text: str, start: int, end: int) -> int:
    """Return where the policy ends: before the first line of furniture behind ``start``, once its text has begun.

    What stands above the first sentence is furniture of the head (来源：… 浏览：… below a title).
    """
    last, begun = start, False
    for line in _LINE.finditer(text, start, end):
        if line.start() > start and is_furniture(line[0]) and not _hosts_a_task(text, line.start(), start, end):
            if begun or "。" in text[start : line.start()] or "。" not in text[line.end() : end]:
                break
            continue
        if line[0].strip():
            last = line.end()
            begun = begun or len(line[0].strip()) > _MAX_HEADING
    return trim(text, Span(start, last)).end


def _closing_start(text: str, start: int, end: int) -> int:
    """Return where the closing rules, attachments and signature begin behind the last heading."""
    lines = [m for m in _LINE.finditer(text, start, end) if m[0].strip()]
    if not lines:
        return end
    for line in lines[2:] if _RULES_HEADING.search(lines[0][0]) else lines[1:]:
        if _CLOSING.match(line[0]) or _DATE_LINE.match(line[0]):
            at = line.start()
            break
    else:
        return end
    before = [m for m in lines[1:] if m.end() <= at]
    if _DATE_LINE.match(text[at:end].split("\n", 1)[0]):
        # Several bodies sign on lines of their own.
        while before and _SIGNATURE.match(before[-1][0]) and number_at(text, before[-1].start()) is None:
            at = before.pop().start()
    return at


def _entry(words: str) -> str:
    """Return an entry of a table of contents without its page number; longer words are no entry."""
    if len(words) > 2 * _MAX_HEADING:
        return words
    end = len(words.rstrip())
    while end and words[end - 1].isdecimal():
        end -= 1
    while end and _LEADER.match(words, end - 1):
        end -= 1
    return words[:end]


def _without_contents(text: str, found: list[tuple[str, Number]], limit: int) -> list[tuple[str, Number]]:
    """Drop a table of contents: headings with nothing behind their title that come again further down."""
    if not found:
        return found
    ends = [number.start for _, number in found[1:]] + [limit]
    titles = [_entry(text[n.end : end].strip()) for (_, n), end in zip(found, ends, strict=True)]
    first_lines = [title.split("\n", 1)[0].strip() for title in titles]
    places: dict[str, list[int]] = {}
    for i, (path, _) in enumerate(found):
        places.setdefault(path, []).append(i)

    def comes_again(i: int) -> bool:
        """Tell whether a heading stands further down, alone on its line or before its text (扩大规模。到2025年…)."""
        title = first_lines[i]
        return any(
            j > i and first_lines[j].startswith(title) and first_lines[j][len(title) :][:1] in ("", *"。．.：: 　")
            for j in places[found[i][0]]
        )

    # The last line of the contents has the text behind them below it, which is no body of its own.
    leading = 0
    while leading < len(found) and comes_again(leading):
        leading += 1
    if not (leading > 1 and "\n" not in titles[0] and len(titles[0]) <= _MAX_HEADING):
        leading = 0
    return [
        item
        for i, item in enumerate(found)
        if i >= leading
        if "\n" in titles[i] or len(titles[i]) > _MAX_HEADING or not comes_again(i)
    ]


def read_outline(page: Page, head_start: int, body_start: int, end: int | None = None) -> Outline:
    """Find the headings of the policy whose head begins at ``head_start``.

    Parameters
    ----------
    page
        The page.
    head_start
        Where the policy's notice or title begins.
    body_start
        Where the text behind the title and the addressee begins.
    end
        Where the policy ends at the latest; the page's end by default.

    Returns
    -------
    Outline
        Possibly without sections; then the preamble is the whole body.
    """
    text = with_plain_marks(page.text)
    limit = len(text) if end is None else end
    first = first_heading(text, Span(body_start, limit))
    stop = _policy_end(text, body_start if first is None else first.start, limit)
    every = list(numbers(text, Span(body_start, stop)))
    found = _without_contents(text, every, stop)
    last_start = found[-1][1].start if found else body_start
    closing = _closing_start(text, last_start, stop)
    entries, rows = _with_rows(text, found, Span(body_start, stop), closing)
    starts = [entry.start for entry in entries]
    tables = sorted({row.heading.start for _, row in rows})
    sections = []
    for i, entry in enumerate(entries):
        # Rows of an attachment's table stand behind the closing; no heading reaches them.
        limit = closing if entry.start < closing else stop
        body_end = min(starts[i + 1] if i + 1 < len(entries) else limit, entry.end or limit, limit)
        below = (e.start for e in entries[i + 1 :] if e.rank <= entry.rank)
        if entry.end is None:
            body_end = _above_table(text, entry.number_end, body_end, tables)
        title = entry.title or _title(text, entry.number_end, body_end, article=entry.rule == "outline.article")
        mention = page.mention(title.start, title.end, entry.rule)
        extent = Span(entry.start, min(entry.end or next(below, limit), limit))
        body = trim(text, Span(entry.start, before_mark(text, body_end)))
        sections.append(Section(entry.path, mention.quote, body, trim(text, extent), mention))

    preamble = trim(text, Span(body_start, min(_preamble_end(text, every, starts), closing) if starts else closing))
    tail = trim(text, Span(closing, stop))
    span, above = Span(head_start, stop), _nesting(sections)
    headings = {s.at.start: (s.title, *(p.title for p in above[s.at.start])) for s in sections}
    return Outline(page, span, preamble, tuple(sections), tail, rows, tuple(starts), above, headings)


def _above_table(text: str, start: int, end: int, tables: Sequence[int]) -> int:
    """Return where the text of a section ends that a table follows: above its headings, its title, the word 附表."""
    index = bisect_left(tables, start)
    if index == len(tables) or tables[index] > end:
        return end
    at = text.rfind("\n", start, tables[index]) + 1 or tables[index]
    attached = _ATTACHED.search(text, text.find("\n", start, at) + 1 or at, at)
    if attached is not None:
        return attached.start()
    title = _TABLE_TITLE.search(text, text.find("\n", start, at) + 1 or at, at)
    return title.start() if title is not None else at


def _preamble_end(text: str, every: Sequence[tuple[str, Number]], starts: Sequence[int]) -> int:
    """Return where the preamble ends: before a table of contents that the first section stands right below."""
    listed = [number for _, number in every if number.start < starts[0]]
    if not listed:
        return starts[0]
    last = text.find("\n", listed[-1].end)
    return listed[0].start if 0 <= last < starts[0] and not text[last : starts[0]].strip() else starts[0]


def _nesting(sections: Sequence[Section]) -> dict[int, tuple[Section, ...]]:
    """Map where each title begins to the sections above it, outermost first."""
    above: dict[int, tuple[Section, ...]] = {}
    stack: list[Section] = []
    for section in sections:
        while stack and section.at.start >= stack[-1].extent.end:
            stack.pop()
        above[section.at.start] = tuple(stack)
        stack.append(section)
    return above


@record
class _Entry:
    """A section to be: a numbered heading, or a row of a table with its title and end."""

    path: str
    start: int
    number_end: int
    rank: int
    rule: str
    title: Span | None = None
    end: int | None = None


# A row stands below every numbered heading.
_ROW_RANK = 99


def _with_rows(
    text: str, found: list[tuple[str, Number]], span: Span, closing: int
) -> tuple[list[_Entry], tuple[tuple[str, TableRow], ...]]:
    """Put the rows of tables among the headings; a number at the start of a row is no heading."""
    rows = list(find_rows(text, span))
    begins = [row.extent.start for row in rows]

    def in_row(position: int) -> bool:
        index = bisect_right(begins, position) - 1
        return index >= 0 and position < rows[index].extent.end

    entries = [
        _Entry(path, n.start, n.end, n.style.rank, f"outline.{n.style.kind}")
        for path, n in found
        if not in_row(n.start)
    ]
    starts = [entry.start for entry in entries]
    named = []
    for row in rows:
        above = bisect_right(starts, row.extent.start) - 1
        # The table of an attachment stands in no section.
        own = above >= 0 and row.extent.start < closing and not _ATTACHED.search(text, starts[above], row.heading.start)
        named.append((f"{entries[above].path}/{row.label}" if own else row.label, row))
    entries += [
        _Entry(
            path,
            row.extent.start,
            row.extent.start,
            _ROW_RANK,
            "outline.row",
            _first_sentence(text, row.title),
            row.extent.end,
        )
        for path, row in named
    ]
    return sorted(entries, key=lambda e: e.start), tuple(named)
