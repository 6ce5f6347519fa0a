"""Which sections a clause belongs to: its own, the parent's, several that it counts (以上两项由…), or all (以上任务由…督查)."""

from __future__ import annotations

from dataclasses import replace

from extract import patterns as re
from extract.dates import figure
from extract.duties.clauses import Clause
from extract.duties.onward import ABOVE_ALL, ends_clause
from extract.duties.references import ABOVE
from extract.facts import Section, Span
from extract.outline import Outline
from extract.page import trim
from extract.records import record

_COUNT = re.compile(r"(?:以上|上述)(?:第)?[（(]?(?P<n>[\d一二两三四五六七八九十]+)[）)]?(?P<unit>项|条|款)")
_RANGE = re.compile(
    r"(?:以上|上述)?第?[（(]?(?P<a>[\d一二三四五六七八九十]+)[）)]?(?:项|条)?(?:至|到|[—\-~～])第?[（(]?(?P<b>[\d一二三四五六七八九十]+)[）)]?(?:项|条)"
)
_ITEM = r"第[（(]?[\d一二三四五六七八九十]+[）)]?(?:项|条|款)"
_EACH = re.compile(rf"{_ITEM}(?:(?:[、和与及]|至|到|[—\-~～]){_ITEM})*")


def _number(section: Section) -> int | None:
    match = re.search(r"[\d一二三四五六七八九十]+", section.path.rsplit("/", 1)[-1])
    return figure(match[0]) if match else None


def homes(outline: Outline, clause: Clause, taken: set[str], closed: set[str]) -> tuple[str, ...]:
    """Return the paths that a clause gives duties on: ``taken`` have duties already, ``closed`` a clause's, not of prose.

    On a paragraph of its own after the last sub-item, where no sub-item has a clause of its own, or
    where it says 以上, it belongs to the parent; where it counts the items above (以上两项), to each of them.
    """
    section = outline.section_at(clause.outer.start)
    if section is None:
        return ("",)
    parents = outline.parents(section)
    words = clause.outer.of(outline.text)
    whole = next((p for p in parents if _speaks_of(words, p)), None)
    if whole is not None:
        # 本篇任务由…组织实施, below the last chapter of the part.
        return (whole.path,)
    if clause.prose and parents and _OF_ITEM.match(words) and _begins_line(outline.text, clause.outer.start):
        # 本项任务由督查考核办督办, on a line of its own below the last item.
        last = outline.siblings(section)[-1].path == section.path
        return ((parents[-1] if last else section).path,)
    above = ABOVE.match(words) is not None
    siblings = outline.siblings(section) if above or (parents and clause.own_line) else ()
    if above:
        counted = _counted(words, [s for s in siblings if s.at.start <= clause.outer.start])
        counted = _over_parts(outline, words, clause, len(counted)) or counted
        if counted:
            return tuple(s.path for s in counted)
        elsewhere = _tasks_above(outline, section, words, clause)
        if elsewhere:
            return elsewhere
    if parents and (clause.prose or not clause.own_line) and _closes_list(outline, section, clause):
        return (parents[-1].path,)
    if not parents or not (clause.own_line or above):
        return (section.path,)
    if above and siblings[-1].path != section.path and _within(outline, section, clause):
        # 建立台账，逐校整改。以上工作由市教育局负责, more items below: what the item itself has said.
        return (section.path,)
    parent = parents[-1]
    if above:
        return (parent.path,)
    last = siblings[-1].path == section.path
    if last and section.path in closed:
        return (parent.path,)
    if last and len(siblings) > 1 and not any(_has_duties(s.path, taken) for s in siblings):
        return (parent.path,)
    if last and len(siblings) > 1 and not any(_has_duties(s.path, closed) for s in siblings):
        # What running text says of an item is no clause; where items before have lines of their own, so has this one.
        return ((section if _each_has_its_own(outline, section, closed) else parent).path,)
    return (section.path,)


def _each_has_its_own(outline: Outline, section: Section, closed: set[str]) -> bool:
    """Tell whether an item of a section's level that others follow has a clause of its own."""
    depth = section.path.count("/")
    of_level = (s for s in outline.sections if s.path in closed and s.path.count("/") == depth)
    return any(outline.siblings(s)[-1].path != s.path for s in of_level)


def _over_parts(outline: Outline, words: str, clause: Clause, found: int) -> list[Section]:
    """Return the items that a clause counts where their numbers run on over the parts: 上述第4项至第6项, 6 in the next part."""
    span = _RANGE.search(words)
    if span is None or figure(span["b"]) - figure(span["a"]) < found:
        return []
    figures = span["a"].isdigit()
    before = [s for s in outline.sections if s.at.start <= clause.outer.start]
    items = _counted(words, [s for s in before if s.path.rsplit("/", 1)[-1].strip("()（）").isdigit() == figures])
    return items if len({_number(s) for s in items}) == len(items) == figure(span["b"]) - figure(span["a"]) + 1 else []


def _closes_list(outline: Outline, section: Section, clause: Clause) -> bool:
    """Tell whether a sentence stands in a paragraph of its own behind items that have one paragraph each."""
    text, siblings = outline.text, outline.siblings(section)
    if len(siblings) < _LEAST_ITEMS or siblings[-1].path != section.path:
        return False
    line_end = text.find("\n", section.at.end)
    if not 0 <= line_end < clause.outer.start or len(text[section.at.end : line_end]) < _LEAST_BODY:
        # The title alone on its line: the paragraphs below are what the item says.
        return False
    if "\n" in text[line_end : clause.outer.start].strip() or _EACH.search(clause.outer.of(text)) is not None:
        # 第（三）项由昆明市人民政府负责 says itself whose it is.
        return False
    return all("\n" not in s.extent.of(text).strip() for s in siblings[:-1])


_LEAST_ITEMS = 2
_LEAST_BODY = 12
_OF_ITEM = re.compile("本(?:项|条)(?:任务|工作|措施|行动)")


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


_OF_THIS = re.compile(r"[(（〔\[［【\s]*本(?P<kind>[篇章节编])(?:各项|所列|的)?(?:任务|工作|措施|内容)")
_PATH_END = re.compile(r"/|\Z")
# 本部分以下任务均涉及B: no further than the part that says so.
_THIS_PART = re.compile("本(?:部分|章|节|篇|大项|方面)")


@record
class Covered:
    """How far a clause reaches that covers later sections: up to ``end``, the items beside its own first of all."""

    section: Section | None
    end: int

    def bare(self, outline: Outline, taken: set[str]) -> tuple[Section, ...]:
        """Return the items behind that of the clause, in the same list, which say nothing of duties themselves."""
        if self.section is None:
            return ()
        after = [s for s in outline.siblings(self.section) if s.at.start > self.section.at.start]
        # Every section that has duties, or of which a part has.
        having = {path[: cut.start()] for path in taken for cut in _PATH_END.finditer(path)}
        return tuple(s for s in after if s.body.end - s.at.end > 1 and s.path not in having)


def covered(outline: Outline, clause: Clause) -> Covered:
    """Return how far a clause reaches that covers later sections (以下任务均涉及B)."""
    section = outline.section_at(clause.outer.start)
    parents = outline.parents(section) if section is not None else ()
    within = (
        parents[-1].extent.end if parents and _THIS_PART.search(clause.outer.of(outline.text)) else outline.span.end
    )
    return Covered(section, within)


def _speaks_of(words: str, section: Section) -> bool:
    """Tell whether a clause is about a section as it calls itself: 本篇任务 in 第四篇, 本章 in 第二章."""
    own = _OF_THIS.match(words)
    return own is not None and section.path.rsplit("/", 1)[-1].endswith(own["kind"])


def _has_duties(path: str, taken: set[str]) -> bool:
    """Tell whether a section or one below it has duties already."""
    return path in taken or any(other.startswith(f"{path}/") for other in taken)


# 以上各项任务 in a part that tells who does them: those of the parts before it, aims and principles left out.
_ALL_TASKS = re.compile(
    "[(（〔\\[［【\\s]*(?:(?:以上|上述)|(?=各项|所有|全部))(?:各项|所有|全部|各类|各)*(?:重点|主要|目标|工作|改革)*(?:任务|措施|工作|举措|事项)(?:的?(?:完成|落实|推进|进展)(?:情况)?)?"
)
_OVERSIGHT = re.compile("督[查办导]|考核")
_PHRASE = re.compile("[^，,；;]+")
# A policy of one part closes as the part does.
_PARTS = 2
_TELLS_WHO = re.compile("组织|保障|责任|分工|附则|要求|实施|落实|机制|领导|推进")
_NO_TASKS = re.compile("总体|目标|原则|思想|背景|现状|基础|形势|意义|思路|要求|依据|目的")


def _tasks_above(outline: Outline, section: Section, words: str, clause: Clause) -> tuple[str, ...]:
    """Return the parts whose tasks a clause means that stands first in a part which has none of its own."""
    if _ALL_TASKS.match(words) is None:
        return ()
    parents = outline.parents(section)
    part = parents[0] if parents else section
    if not _TELLS_WHO.search(part.title) and not _TELLS_WHO.search(section.title):
        return ()
    first = next(s for s in (*outline.siblings(section), section) if s.path != part.path or not parents)
    if parents and first.path != section.path:
        return ()
    if outline.text[section.at.end : clause.outer.start].strip("。，,：:；; 　\n"):
        # What the section itself has said comes first.
        return ()
    tops = [s for s in outline.sections if s.at.start < part.at.start and not outline.parents(s)]
    return tuple(s.path for s in tops if not _NO_TASKS.search(s.title))


def overseen(outline: Outline, clause: Clause, taken: set[str]) -> tuple[tuple[tuple[str, ...], Clause], ...]:
    """Take apart a clause that closes a policy and has all its tasks inspected (以上各项任务由督查室督查).

    Who is to carry out the tasks above belongs to the part that says so.

    Returns
    -------
    tuple
        Every task with the words on oversight, and no path with what the clause says besides; empty for other clauses.
    """
    text, sections = outline.text, outline.sections
    words = clause.inner.of(text)
    if "任务" not in words or _ALL_TASKS.match(words) is None or not sections:
        return ()
    section = outline.section_at(clause.outer.start)
    tops = [s for s in sections if not outline.parents(s) and not _NO_TASKS.search(s.title)]
    last = section is None or section.path == sections[-1].path
    if clause.outer.start < sections[-1].at.start or not last or len(tops) < _PARTS:
        return ()
    end = sections[-1].body.end
    closes = _begins_line(text, clause.outer.start) and not text[clause.outer.end : end].strip("。；;，,！ 　\n）)")
    top = section is not None and not outline.parents(section) and _TELLS_WHO.search(section.title) is not None
    phrases = [m for m in _PHRASE.finditer(words) if _OVERSIGHT.search(m[0]) or ABOVE_ALL.match(m[0])]
    if not phrases or not (closes or top or section is None):
        return ()
    paths = tuple(dict.fromkeys(s.path for s in sections if s.path in taken))
    cut = len(words) if closes else phrases[0].end()
    base = clause.inner.start
    own = replace(clause, inner=Span(base, base + cut))
    rest = trim(text, Span(base + cut, clause.inner.end))
    beside = trim(text, Span(rest.start + 1, rest.end)) if rest.start < rest.end else rest
    more = beside.start < beside.end and not ends_clause(beside.of(text))
    return ((paths, own), *((((), replace(clause, inner=beside)),) if more else ()))


def _within(outline: Outline, section: Section, clause: Clause) -> bool:
    """Tell whether a clause stands in a paragraph of its section, behind other words of it."""
    start = max(outline.text.rfind("\n", 0, clause.outer.start) + 1, section.at.start)
    return outline.text[start : clause.outer.start].strip(" 　（(〔[【") != ""


_COMMA = re.compile("[,，;；]")


def apart(outline: Outline, clause: Clause) -> tuple[tuple[tuple[str, ...], Clause], ...]:
    """Take apart a clause that gives each of the items above to others (上述第1项由A牵头,第2项由B牵头,各区配合).

    Returns
    -------
    tuple
        The paths and the words of each part; what follows the last item is said of all where the others have one
        phrase each. Empty where a clause does not count two items.
    """
    words = clause.inner.of(outline.text)
    section = outline.section_at(clause.outer.start)
    marks = list(_EACH.finditer(words)) if "第" in words and section is not None and ABOVE.match(words) else []
    if len(marks) < 2 or section is None:
        return ()
    before = [s for s in outline.siblings(section) if s.at.start <= clause.outer.start]
    items = [tuple(s.path for s in _counted(mark[0], before) or _each(mark[0], before)) for mark in marks]
    if not all(items):
        return ()
    ends = [*(mark.start() for mark in marks[1:]), len(words)]
    stretches = [Span(mark.end(), end) for mark, end in zip(marks, ends, strict=True)]
    comma = _COMMA.search(words, stretches[-1].start)
    plain = not any(re.search("[,，;；].", s.of(words)) for s in stretches[:-1])
    out = list(zip(items, stretches, strict=True))
    if comma is not None and plain:
        out[-1] = (items[-1], Span(stretches[-1].start, comma.start()))
        out.append((tuple(path for item in items for path in item), Span(comma.end(), len(words))))
    base = clause.inner.start
    return tuple((paths, replace(clause, inner=Span(base + s.start, base + s.end))) for paths, s in out)


def _each(words: str, before: list[Section]) -> list[Section]:
    numbers = {figure(n) for n in re.findall(r"[\d一二三四五六七八九十]+", words)}
    return [s for s in before if _number(s) in numbers]


def _counted(words: str, before: list[Section]) -> list[Section]:
    span = _RANGE.search(words)
    if span is not None:
        first, last = figure(span["a"]), figure(span["b"])
        return [s for s in before if (n := _number(s)) is not None and first <= n <= last]
    count = _COUNT.search(words)
    if count is None:
        return []
    n = figure(count["n"])
    if "第" in count[0]:
        return [s for s in before if _number(s) == n]
    return before[-n:]
