"""Nothing is lost in silence: every word of duty in a policy is covered by what was read, or said to be unread.

A trigger (负责, 牵头, 责任单位, 配合 …) that no clause covers and that no row of ``no_duty.csv`` explains is returned, so that
it becomes a row of ``unparsed``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from extract import patterns as re
from extract.duties.bare import left_names
from extract.duties.rules import is_of_rule
from extract.duties.words import NO_VERB
from extract.facts import Span
from extract.names import is_known
from extract.numbering import number_at
from extract.outline import Outline
from extract.page import trim
from extract.resolve import Context
from extract.tables.model import ROW_NUMBER
from seeds.tables import rows

_BODY = "(?:单位|部门|机关)"
_KINDS = "单位|部门|机关|主体|机构|[处科]室"
# Each begins with a letter of its own: so a place where none begins is passed over at once.
TRIGGER = re.compile(
    rf"负责|牵头|会同|主抓|协抓|配合{_BODY}|配合(?=[做抓开推落实完。，,；;、)）]|$)"
    + "".join(f"|{word}{_BODY}" for word in ("责任", "主办", "协办", "督导", "督办", "主责", "承办"))
)
# 受理部门：市科技局, a label that no table knows before a name.
_LABELLED = re.compile(rf"(?<![一-鿿、])[一-鿿]{{1,9}}[^各关](?:{_KINDS})\s*[:：]\s*(?P<name>[一-鿿]{{2,20}})")
# 序号主要工作任务第一责任单位主要责任单位: the heading of a table that has lost its lines, and all its rows behind it.
_UNITS = "[^，,。；;\n]{0,16}?(?:责任|牵头|主责)单位(?:主要|协同)?(?:责任|配合|协办|牵头|主责)单位"
_FLAT = re.compile(
    "序号(?:[一-鿿]{2,6}){1,4}?(?:责任|牵头|主责|负责)(?:单位|部门)(?=[一-鿿]{0,12}1)"
    f"|序号{_UNITS}|任务{_UNITS}|事项{_UNITS}"
)
# Headings that no row of a table begins with.
_ABOVE_ROWS = frozenset(f"outline.{kind}" for kind in ("part", "chapter", "division", "article", "han", "han_paren"))
_ANYWHERE = Context(None)
EXPLAINS = "who explains the policy holds no task"
_LINE = re.compile(r"[^\n]+")
_MAX_NAMES = 80
_MIN_CELLS = 2
_CELLS = (re.compile(r"[|\t]"), re.compile(","), re.compile(r"[ 　]+"))
_SENTENCE_MARK = "。；;\n"
_NAMED = re.compile(
    r"[省市县区州](?:委|政府)?[一-鿿]{2,14}(?:局|厅|委|办|部|署|院|中心|政府|管委会)|部门|人民政府|各[区县市]|各地区?(?=(?:具体|牵头)?负责|牵头)"
    rf"|[省市县区州][一-鿿]{{0,8}}(?:[协会行队]|集团|公司|防指)(?=负责(?!{NO_VERB})|牵头)"
)


@cache
def _reasons() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"].replace("{no_verb}", NO_VERB)), row["reason"]) for row in rows("no_duty"))


def sentence_around(text: str, at: int, within: Span) -> Span:
    """Return the sentence that a place stands in, no further than a stretch around it."""
    start = at
    while start > within.start and text[start - 1] not in _SENTENCE_MARK:
        start -= 1
    end = at
    while end < within.end and text[end] not in _SENTENCE_MARK:
        end += 1
    return trim(text, Span(start, end))


def reason_for(text: str, trigger: Span, sentence: Span) -> str | None:
    """Return why a word of duty gives nobody a task, None where no reason is known."""
    for pattern, reason in _reasons():
        for match in pattern.finditer(text, sentence.start, sentence.end):
            if match.start() < trigger.end and trigger.start < match.end():
                return reason
    # Where no public body is named there is nobody who could have the duty.
    if not _NAMED.search(text, sentence.start, sentence.end):
        return "no public body is named"
    return None


def merged(spans: Iterable[Span]) -> tuple[list[int], list[int]]:
    """Return where stretches begin and end, those that meet as one, in order."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted((span.start, span.end) for span in spans):
        if starts and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def touches(starts: Sequence[int], ends: Sequence[int], span: Span) -> bool:
    """Tell whether a stretch meets one of those that ``merged`` has put in order."""
    index = bisect_right(starts, span.end - 1) - 1
    return index >= 0 and span.start < ends[index]


def unread(text: str, policy: Span, settled: Sequence[Span]) -> Iterator[Span]:
    """Yield the sentences of a policy that hold a word of duty which nothing explains.

    Parameters
    ----------
    text
        The page.
    policy
        The policy on it.
    settled
        The stretches that were read, or reported as unread, already.
    """
    starts, ends = merged(settled)
    told = policy.start
    labelled = (m for m in _LABELLED.finditer(text, policy.start, policy.end) if is_known(m["name"], _ANYWHERE))
    for flat in _FLAT.finditer(text, policy.start, policy.end):
        index = bisect_right(starts, flat.start()) - 1
        if index < 0 or flat.start() >= ends[index]:
            yield Span(flat.start(), flat.end())
    for bracket in left_names(text, policy):
        # （宁波大学）, where no other item ends so: perhaps whose the task is, perhaps a gloss.
        if not touches(starts, ends, bracket):
            yield bracket
    for match in sorted((*TRIGGER.finditer(text, policy.start, policy.end), *labelled), key=lambda m: m.start()):
        index = bisect_right(starts, match.start()) - 1
        if match.start() < told or (index >= 0 and match.start() < ends[index]):
            continue
        trigger = Span(match.start(), match.end())
        sentence = sentence_around(text, match.start(), policy)
        if reason_for(text, trigger, sentence) is None and not is_of_rule(text, trigger, sentence):
            told = sentence.end
            yield sentence


def flat_table(outline: Outline, settled: Sequence[Span]) -> Span:
    """Return where a table stands that has lost its lines, up to the next heading: its rows can't be told apart.

    The stretch is empty, and at the policy's end, where there is none, or where its rows were ``settled``.
    """
    text, end = outline.text, outline.span.end
    flat = next(_FLAT.finditer(text, outline.span.start, end), None)
    if flat is None or touches(*merged(settled), Span(flat.start(), flat.start() + 1)):
        return Span(end, end)
    below = (s.body.start for s in outline.sections if s.body.start > flat.end() and s.at.rule in _ABOVE_ROWS)
    return Span(flat.start(), next(below, end))


def rows_left(outline: Outline, known: Sequence[Span], context: Context) -> Iterator[Span]:
    """Yield the lines that stand as rows of a table do, name a body in a cell of its own, and are no row."""
    text = outline.text
    if not outline.rows:
        return
    starts, ends = merged(known)
    within = Span(min(row.heading.start for _, row in outline.rows), max(row.extent.end for _, row in outline.rows))
    left: Span | None = None
    for match in _LINE.finditer(text, outline.span.start, outline.span.end):
        line = trim(text, Span(match.start(), match.end()))
        words = line.of(text)
        if touches(starts, ends, line):
            yield from [left] if left else []
            left = None
            continue
        parted = "|" in words or "\t" in words
        ways = (p.split(words) for p in _CELLS if len(p.findall(words)) >= _MIN_CELLS)
        cells = next((way for way in ways if parted or ROW_NUMBER.match(way[0])), [])
        if any(is_known(cell, context) for c in cells if (cell := c.strip())):
            yield from [left] if left else []
            left = line
        elif left is not None and not cells and len(words) < _MAX_NAMES and number_at(text, line.start) is None:
            # What a page broke off the row goes with it.
            left = Span(left.start, line.end)
        elif left is None and line in within and all(is_known(name, context) for name in re.split("[、，,]", words)):
            # Bodies alone on a line between the rows: a wrapped cell.
            left = line
    yield from [left] if left else []
