"""Where the policy stands on its page: its title, its head and the beginning of its body.

The title (``titles``) is what the notice announces (关于印发《…》的通知, 《…》已经…同意) or a line of its own that ends with a
kind of document (``kinds.csv``); the candidate nearest before the first numbered heading wins, since web pages repeat
titles in menus and news.
"""

from __future__ import annotations

from itertools import islice

from extract import patterns as re
from extract.facts import Span
from extract.headings import first_heading
from extract.page import trim
from extract.records import record
from extract.tables import find_rows, opens_table
from extract.titles import (
    ANNOUNCED,
    APPROVED,
    CLAUSE,
    ISSUERS_LINE,
    LINE,
    NOTICE_BARE,
    NOTICE_QUOTED,
    NUMBER_LINE,
    announced,
    choose_title,
    fold_title,
    lines_of,
    standalone,
)
from seeds.places import find

DIGEST_MARK = "〔摘编，非原文"
_ADDRESSEE = re.compile(
    r"\s*(?:各|有关|[省市州盟县区旗](?:(?:人民)?政府各|委各|级各|直)|[^\s。,，]{2,15}人民政府)[^。\n]{0,120}[:：]\s*$"
)
_NOTICE_PARAGRAPH = re.compile(r"(?:现(?:将|予)?[^。\n]{0,60}?(?:印发|发布|公布)|特此(?:通知|公告))")
_DATE_LINE = re.compile(r"\s*(?:20\d{2}|[二][〇○零一二三四五六七八九]{3})\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日\s*$")
_ATTACHMENT = re.compile(r"\s*附件\s*\d*\s*[:：]")
_LEAST_TITLE = 9
# 一、 and what stands above it can begin a policy whatever the one before it began with.
_TOP_RANK = 5
# So many lines below a title hold its 文号, addressee and notice.
_BELOW_TITLE = 4
_HEADLINE = 12
# A paragraph that hands out a text is shorter.
_LONGEST_NOTICE = 200
# What stands below this word alone on its line belongs to the policy above.
_ANNEX = re.compile(r"(?:^|\n)\s*附\s*[件表录]\s*[\d一二三四五六七八九十]{0,2}\s*[:：]?\s*\n\s*$")
_ANNEX_WORD = 20
# A first line that is longer or ends so is a sentence of the text.
_HEADING = 45
_STOPS = ("。", "；", ";", ":", "：", "，", ",")
# Where the line of a title may hold the text too.
_RUN_ON = frozenset({"title.line", "title.run_in", "title.news"})
# A call for opinions has the draft as its annex: the draft is the policy.
_SOLICITS = re.compile("征求[^\\n]{0,30}意见的?(?:公告|通知|启事)")
_SOLICITING = 200
# Between a title and its first heading stand an addressee and a preamble, no more.
_HEAD_LENGTH = 2500


@record
class Frame:
    """The place of the policy on the page.

    ``title`` is the official title (lines joined), ``title_at`` its place; ``head`` begins with the notice
    or the title, ``body`` behind the title, the addressee and the notice. ``rule`` says how it was found, ``within`` is
    the stretch of the page that holds this policy and no other.
    """

    title: str
    title_at: Span
    head: int
    body: int
    digest: bool
    rule: str
    within: Span


def policies(text: str) -> list[Span]:
    """Cut a page into its policies: a new one begins at a title behind headings whose own headings begin at one.

    Parameters
    ----------
    text
        The restored text of the page.

    Returns
    -------
    list of Span
        One after the other, without gaps; one where there is nothing to cut.
    """
    cuts = [0]
    heading = first_heading(text, Span(0, len(text)))
    if heading is None:
        return [Span(0, len(text))]
    titles: dict[int, Span] = {}
    for title, at in standalone(text, lines_of(text, heading.start, len(text))):
        if len(title) >= _LEAST_TITLE and _names_policy(title):
            titles.setdefault(at.end, at)
    # A notice with its addressee begins a policy even where the title stands nowhere else.
    for _, at in announced(text, heading.start, len(text)):
        line = Span(text.rfind("\n", 0, at.start) + 1, at.start)
        if _addressee(text, max(0, line.start - _HEAD_LENGTH), line) is not None:
            titles.setdefault(at.end, at)
    for at in sorted(titles.values(), key=lambda t: t.start):
        follows = first_heading(text, Span(at.end, min(len(text), at.end + _HEAD_LENGTH)))
        own = first_heading(text, Span(cuts[-1], at.start))
        if own is None or follows is None or follows.values != (1,):
            continue
        solicits = _SOLICITS.search(text, cuts[-1], cuts[-1] + _SOLICITING) is not None
        if not solicits and _ANNEX.search(text, max(0, at.start - _ANNEX_WORD), at.start):
            continue
        if (
            follows.style.rank <= max(own.style.rank, _TOP_RANK)
            or _begins_with_place(at.of(text))
            or _has_head(text, at)
        ):
            # The whole line, where a notice says the title within one.
            at = (
                Span(at.start, at.end)
                if text.startswith("\n", at.start - 1)
                else Span(text.rfind("\n", 0, at.start) + 1, at.end)
            )
            begin = _with_notice(text, at, max(cuts[-1], at.start - _HEAD_LENGTH))
            if first_heading(text, Span(cuts[-1], begin)) is None:
                # The headings are paragraphs of the notice that hands this policy out.
                continue
            cuts.append(_with_issuers(text, begin, cuts[-1]))
    return [Span(a, b) for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _has_head(text: str, title: Span) -> bool:
    """Tell whether a 文号, an addressee or the words of a notice stand right below a title."""
    below = [trim(text, Span(m.start(), m.end())) for m in islice(LINE.finditer(text, title.end), _BELOW_TITLE)]
    return any(
        NUMBER_LINE.fullmatch(line.of(text))
        or _ADDRESSEE.match(line.of(text))
        or _NOTICE_PARAGRAPH.search(line.of(text))
        for line in below
    )


def _with_notice(text: str, title: Span, floor: int) -> int:
    """Return where the notice or the news above a title begins that announces it, or the title itself."""
    folded = fold_title(title.of(text))
    for line in lines_of(text, floor, title.start):
        words_of = line.of(text)
        found = (p.search(words_of) for p in (NOTICE_QUOTED, NOTICE_BARE, APPROVED, ANNOUNCED))
        told = any(match is not None and fold_title(match["title"]) in folded for match in found)
        # A headline is little more than the title.
        headline = folded in fold_title(words_of) and len(words_of) < title.end - title.start + _HEADLINE
        if told or headline:
            above = _addressee(text, floor, line)
            return above.start if above is not None else line.start
    return title.start


def _addressee(text: str, floor: int, line: Span) -> Span | None:
    """Return the line above another one if it is an addressee."""
    above = next(reversed(lines_of(text, floor, line.start)), None)
    return above if above is not None and _ADDRESSEE.match(above.of(text)) else None


def _with_issuers(text: str, title: int, floor: int) -> int:
    """Return where a policy begins whose title stands at ``title``: joint notices name their issuers above it."""
    start = title
    while start > floor:
        above = text.rfind("\n", floor, start - 1) + 1
        line = text[above : start - 1]
        if above >= start - 1 or not ISSUERS_LINE.fullmatch(line.strip()):
            return start
        start = above
    return start


def _names_policy(title: str) -> bool:
    """Tell whether a line begins as a policy's title does: with a place, or with 关于 behind an issuer."""
    return "关于" in title[:24] or _begins_with_place(title)


def _begins_with_place(title: str) -> bool:
    return any(find(title[:n]) is not None for n in range(2, 9))


def _signed_above(text: str, lines: list[Span], title: int) -> int:
    """Return where the issuers begin that sign with a date right above the title, which begins the page; else the title."""
    above = [line.of(text) for line in lines if line.end <= title]
    signed = len(above) > 1 and _DATE_LINE.match(above[-1]) and all(ISSUERS_LINE.fullmatch(w) for w in above[:-1])
    return lines[0].start if signed else title


def _ends_notice(words: str) -> bool:
    """Tell whether a line is one of those that a notice has above the text that it hands out."""
    if _ADDRESSEE.match(words) or _DATE_LINE.match(words) or _ATTACHMENT.match(words):
        return True
    return len(words) < _LONGEST_NOTICE and _NOTICE_PARAGRAPH.search(words) is not None


def find_frame(text: str, within: Span | None = None) -> Frame:
    """Find the policy on the page.

    Parameters
    ----------
    text
        The restored text of the page.
    within
        The stretch of the page that holds the policy; all of it by default.

    Returns
    -------
    Frame
        Always one; ``rule`` is ``title.first_line`` where nothing looks like a title.
    """
    within = within or Span(0, len(text))
    heading = first_heading(text, within)
    end = within.end if heading is None else heading.start
    digest = text.lstrip("\ufeff \n\r\t").startswith(DIGEST_MARK)
    skip = text.find("\n") + 1 if digest and within.start == 0 else within.start
    lines = lines_of(text, skip, end)
    row = next(find_rows(text, Span(skip, end)), None)
    above = [line for line in lines if row is not None and line.end <= row.heading.start]
    if row is not None and next(standalone(text, above), None) is not None:
        # Behind the first table of duties stand titles of others, signatures, notes.
        lines, end = above, row.heading.start
    title, at, rule = choose_title(text, lines, skip, end)
    anchors = [at.start]
    for line in lines:
        words_of = line.of(text)
        quoted = "《" in words_of or "关于" in words_of
        named = [fold_title(told) for told, _ in announced(text, line.start, line.end)] if quoted else []
        # The draft that opinions are asked on says so in brackets.
        same = bool(named) and any(told.removesuffix("征求意见稿") in fold_title(title) for told in named)
        if same or (_ADDRESSEE.match(words_of) and line.start < at.start):
            anchors.append(line.start)
    anchors.append(_signed_above(text, lines, at.start))
    # A page may list other notices far above: only what stands within forty lines of the title is its head.
    before = [line.start for line in lines if line.start <= at.start][-40:]
    head = min([a for a in anchors if not before or a >= before[0]], default=at.start)
    line_of_title = text.find("\n", at.end)
    runs_on = len(text[at.end : line_of_title if line_of_title >= 0 else end].strip()) > _HEADLINE
    sentence = at.end - at.start >= _HEADING or text[at.start : at.end].endswith(_STOPS)
    told = rule == "title.first_line" and (sentence or runs_on)
    body = min(at.start if told else line_of_title + 1 if line_of_title >= 0 else end, end)
    if rule in _RUN_ON and len(text[at.end : body].strip()) > _HEADLINE:
        # The text goes on behind the title.
        body = min(at.end, end)
    notices = [line.end for line in lines if line.end >= head and _ends_notice(line.of(text))]
    if row is not None:
        # A signature below a table is no part of a notice above it.
        notices = [stop for stop in notices if stop <= row.heading.start]
    body = max(body, *(min(stop + 1, end) for stop in notices), body)
    if rule == "title.first_line":
        # Nothing looks like a title: a table or a clause above the first heading is part of it all.
        first = next((ln.start for ln in lines if CLAUSE.match(text, ln.start, ln.end) or opens_table(text, ln)), head)
        head, body = min(head, first), min(body, first)
    return Frame(title, at, head, body, digest, rule, within)
