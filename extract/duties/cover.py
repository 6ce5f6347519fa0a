"""Which sections a clause belongs to: its own, the parent's, several that it counts (以上两项由…) or names by number."""

from __future__ import annotations

from dataclasses import replace

from extract import patterns as re
from extract.duties.clauses import Clause
from extract.duties.words import label_word
from extract.facts import Section, Span
from extract.outline import Outline
from extract.page import trim
from extract.records import record

_ABOVE = re.compile(r"[(（〔\[［【\s]*(?:以上|上述)")
_COUNT = re.compile(r"(?:以上|上述)(?:第)?[（(]?(?P<n>[\d一二两三四五六七八九十]+)[）)]?(?P<unit>项|条|款)")
_RANGE = re.compile(
    r"(?:以上|上述)?第?[（(]?(?P<a>[\d一二三四五六七八九十]+)[）)]?(?:项|条)?(?:至|到|[—\-~～])第?[（(]?(?P<b>[\d一二三四五六七八九十]+)[）)]?(?:项|条)"
)
_ITEM = r"第[（(]?[\d一二三四五六七八九十]+[）)]?(?:项|条|款)"
_EACH = re.compile(rf"{_ITEM}(?:(?:[、和与及]|至|到|[—\-~～]){_ITEM})*")
_NUMBER = r"[（(]?(?:\d{1,2}(?:\.\d{1,2})*|[一二三四五六七八九十]{1,3})[）)]?"
_JOIN = r"[、和与及]|以?及|至|到|[—\-~～]"
_UNIT = r"项|条|款|点|部分|章|大项|方面"
# 第(一)至(四)项, 以上第6、7项, 以上2.1至2.4各项, 第三部分各项任务: sections named by their number.
_REFERENCE = re.compile(
    rf"(?:以上|上述|前述|本(?:办法|意见|方案|措施|规定|细则|计划))?(?P<numbers>(?:第|(?<=以上)|(?<=上述)){_NUMBER}"
    rf"(?:(?:{_JOIN})第?{_NUMBER}|(?:{_UNIT})(?:{_JOIN})第{_NUMBER})*)个?(?P<unit>{_UNIT}|(?=各项|[均都]?由))"
)
# What they are called, and who does something for them: …任务由A督办, …均涉及B.
_OF_THEM = re.compile(
    r"(?!所[称指]|第|[^，,。；;]{0,8}(?:以外|除外|之外))(?P<of>[^，,。；;：:、由]{0,14}?)(?=[,，]?(?:均|都|分别|具体|统一|主要|也|同时)*(?:由|涉及|需要?|须)(?!求))"
)
# A对第5项至第8项任务开展督办
_FOR_THEM = re.compile(
    r"(?:任务|工作|措施|事项|内容)?(?:的[^，,。；;]{2,8})?(?:开展|进行|实施|予以|给予)?(?:全程|专项|跟踪)*(?:督办|督查|督导|指导|监督|审计监督|审计|监测|考核|评估|检查)+"
)
# A同时为第8项、第9项任务的配合单位
_PART_IN_THEM = re.compile(r"(?:任务|工作|措施|事项)?的(?P<label>[^，,。；;]{2,6}(?:单位|部门))")
_WHO_IS = re.compile(r"(?:同时|均|都|也)*(?:为|是|作为)\Z")
_FIGURE = re.compile(r"\d")
# 对照《若干措施》,第2条、第3条由…; 《办法》规定:第三条…: another document's.
_ELSEWHERE = re.compile(r"《|依照|对照|按照|根据|依据|规定|细则")
_TOP = frozenset(("部分", "章", "大项", "方面"))
_BEGINS = re.compile(r"[。；;,，：:\n]")
_STOPS = re.compile(r"[。；;\n]|(?<=》)[，,]|牵头|负责|配合|督办")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}


def _value(digits: str) -> int:
    if digits.isdigit():
        return int(digits)
    if len(digits) == 1:
        return _DIGITS[digits]
    head, _, tail = digits.partition("十")
    return (_DIGITS[head] if head else 1) * 10 + (_DIGITS[tail] if tail else 0)


def _number(section: Section) -> int | None:
    match = re.search(r"[\d一二三四五六七八九十]+", section.path.rsplit("/", 1)[-1])
    return _value(match[0]) if match else None


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
    above = _ABOVE.match(words) is not None
    siblings = outline.siblings(section) if above or (parents and clause.own_line) else ()
    if above:
        counted = _counted(words, [s for s in siblings if s.at.start <= clause.outer.start])
        if counted:
            return tuple(s.path for s in counted)
        elsewhere = _tasks_above(outline, section, words, clause) or _every_task(outline, section, clause, taken)
        if elsewhere:
            return elsewhere
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
    return (section.path,)


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
    "[(（〔\\[［【\\s]*(?:以上|上述)(?:各项|所有|全部|各类|各)*(?:重点|主要|目标|工作|改革)*(?:任务|措施|工作|举措|事项)(?:的?(?:完成|落实|推进|进展)(?:情况)?)?"
)
_OVERSIGHT = re.compile("督[查办导]|考核")
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


def _every_task(outline: Outline, section: Section, clause: Clause, taken: set[str]) -> tuple[str, ...]:
    """Return every task of a policy that closes with 以上各项任务由督查室督查, on a line below the last of its parts."""
    tops = [s for s in outline.sections if not outline.parents(s) and not _NO_TASKS.search(s.title)]
    text, end = outline.text, outline.sections[-1].body.end
    closes = _begins_line(text, clause.outer.start) and not text[clause.outer.end : end].strip("。；;，,！ 　\n）)")
    if len(tops) < _PARTS or section.path != outline.sections[-1].path or not closes:
        return ()
    words = clause.outer.of(text)
    if _ALL_TASKS.match(words) is None or _OVERSIGHT.search(words) is None:
        # Who is to carry out the tasks above belongs to the part that says so.
        return ()
    return tuple(dict.fromkeys(s.path for s in outline.sections if s.path in taken))


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
    marks = list(_EACH.finditer(words)) if "第" in words and section is not None and _ABOVE.match(words) else []
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


def referring(outline: Outline, clause: Clause) -> tuple[tuple[tuple[str, ...], Clause], ...]:
    """Take apart a clause of which a sentence speaks of other sections by their number (第三部分各项任务均涉及各区).

    Returns
    -------
    tuple
        The paths and the words of each part, no paths for what comes before; empty where no sentence does so.
    """
    words = clause.inner.of(outline.text)
    if "第" not in words and "以上" not in words and "上述" not in words:
        return ()
    found: list[tuple[int, _Told, tuple[str, ...]]] = []
    for reference in _REFERENCE.finditer(words):
        begin = max((m.end() for m in _BEGINS.finditer(words, 0, reference.start())), default=0)
        told = _told(words, begin, reference)
        if told is not None:
            found.append((begin, told, _referred(outline, reference, told.of, clause)))
    section = outline.section_at(clause.outer.start)
    own = (section.path,) if section is not None else ()
    if not any(paths and paths != own for _, _, paths in found):
        return ()
    base = clause.inner.start
    out: list[tuple[tuple[str, ...], Clause]] = []

    def take(paths: tuple[str, ...], start: int, end: int, label: str = "") -> None:
        inner = trim(outline.text, Span(base + start, base + end))
        if inner.of(outline.text).strip("备注说明:： ，,。；;"):
            out.append((paths, replace(clause, inner=inner, label=label)))

    take((), 0, found[0][0])
    for (begin, told, paths), end in zip(found, [*(f[0] for f in found[1:]), len(words)], strict=True):
        span = told.words
        if span.start < span.end:
            # A对第3项任务开展督办, and what the sentence says besides.
            take(paths, span.start, span.end, told.label)
            take((), told.stop, max(told.stop, end))
        else:
            take(paths, span.start if paths else begin, max(span.end, end))
    return tuple(out)


@record
class _Told:
    """What is told of a reference: the words that say who does what, up to where; their label; what it is called.

    The words are empty where they follow it (第3项任务由A牵头) and go on as far as the sentence does.
    """

    words: Span
    stop: int
    label: str = ""
    of: str = ""


def _told(words: str, begin: int, reference: re.Match[str]) -> _Told | None:
    """Return what is told of a reference in the words that begin at ``begin``; None where it is only mentioned."""
    at = reference.end()
    numbers = reference["numbers"]
    if not reference["unit"] and "." not in numbers and not words.startswith("各项", at):
        return None
    if "第" not in numbers and "." not in numbers and len(_numbers(numbers)) < 2:
        # 以上2项: how many, not which.
        return None
    before = words[:begin].rstrip("，,：:")
    said = before[max((m.end() for m in _STOPS.finditer(before)), default=0) :]
    if before != words[:begin] and _ELSEWHERE.search(said):
        return None
    if reference.start() == begin and (them := _OF_THEM.match(words, at)) is not None:
        return _Told(Span(them.end(), them.end()), them.end(), of=them["of"])
    before = words[begin : reference.start()]
    if before.endswith("对") and (them := _FOR_THEM.match(words, at)) is not None:
        return _Told(Span(begin, them.end()), them.end())
    who, part = _WHO_IS.search(before), _PART_IN_THEM.match(words, at)
    # 同时为第8项、第9项任务的配合单位: the last of the numbers is followed by the part.
    if who is not None and part is not None and label_word(part["label"]) is not None:
        return _Told(Span(begin, begin + who.start()), part.end(), part["label"])
    return None


def _referred(outline: Outline, reference: re.Match[str], of: str, clause: Clause) -> tuple[str, ...]:
    """Return the paths of the sections that a reference names; of a whole part whose items are meant, those of its items."""
    numbers = _numbers(reference["numbers"])
    sections = outline.sections
    if reference["unit"] in _TOP:
        parts = [s for s in sections if "/" not in s.path and _named(s) in numbers]
        if not any(word in of for word in ("各项", "所有", "全部")):
            return tuple(s.path for s in parts)
        above = {"/".join(s.path.split("/")[:-1]) for s in sections}
        return tuple(
            s.path
            for s in sections
            if s.path not in above and any(s.path == part.path or s.path.startswith(f"{part.path}/") for part in parts)
        )
    section = outline.section_at(clause.outer.start)
    alike = [s for s in sections if _alike(reference, s.path.rsplit("/", 1)[-1])]
    # 第1项 is 1, where anything is numbered so, and not 一.
    figures = _FIGURE.search(reference["numbers"]) is not None
    alike = [s for s in alike if (_FIGURE.search(s.path.rsplit("/", 1)[-1]) is not None) == figures] or alike
    alike = [s for s in alike if s.at.start < clause.outer.start]
    by_part: dict[str, dict[tuple[int, ...], str]] = {}
    for s in alike:
        if _named(s) in numbers:
            by_part.setdefault(s.path.rpartition("/")[0], {})[_named(s)] = s.path
    # Numbers that begin again in each part are those of one part; which, a word for what stands above says (以上).
    whole = {parent: named for parent, named in by_part.items() if set(named) == numbers}
    here = section.path.rpartition("/")[0] if section is not None else ""
    if len(whole) > 1 and here in whole and _ABOVE.match(reference[0]):
        whole = {here: whole[here]}
    if not whole:
        # Numbers that run on over the parts.
        every = [(number, path) for named in by_part.values() for number, path in named.items()]
        whole = {"": dict(every)} if len(every) == len(numbers) == len(dict(every)) else {}
    return tuple(path for _, path in sorted(next(iter(whole.values())).items())) if len(whole) == 1 else ()


def _named(section: Section) -> tuple[int, ...]:
    """Return the number of a section: 2.1 is (2, 1), (三) is (3,)."""
    match = re.search(_NUMBER, section.path.rsplit("/", 1)[-1])
    return tuple(_value(n) for n in re.findall(r"[\d一二三四五六七八九十]+", match[0])) if match else ()


def _alike(reference: re.Match[str], number: str) -> bool:
    """Tell whether a section is numbered as a reference names it: 第三条 is no chapter, 第(一)项 has a bracket."""
    if reference["unit"] == "条" and "条" in number:
        return True
    bracket = "(" in reference["numbers"] or "（" in reference["numbers"]
    return not re.search("[章节条部]", number) and (not bracket or number.startswith("("))


def _numbers(words: str) -> set[tuple[int, ...]]:
    """Return the numbers that a reference names: 第(一)至(四)项 is four, 2.1至2.4 too."""
    found: list[tuple[int, ...]] = []
    last = 0
    for match in re.finditer(r"\d{1,2}(?:\.\d{1,2})*|[一二三四五六七八九十]+", words):
        value = tuple(_value(n) for n in match[0].split("."))
        between = words[last : match.start()]
        ranged = found and re.search(r"至|到|[—\-~～]", between) and found[-1][:-1] == value[:-1]
        found += [(*value[:-1], n) for n in range(found[-1][-1] + 1, value[-1] + 1)] if ranged else [value]
        last = match.end()
    return set(found)


def _each(words: str, before: list[Section]) -> list[Section]:
    numbers = {_value(n) for n in re.findall(r"[\d一二三四五六七八九十]+", words)}
    return [s for s in before if _number(s) in numbers]


def _counted(words: str, before: list[Section]) -> list[Section]:
    span = _RANGE.search(words)
    if span is not None:
        first, last = _value(span["a"]), _value(span["b"])
        return [s for s in before if (n := _number(s)) is not None and first <= n <= last]
    count = _COUNT.search(words)
    if count is None:
        return []
    n = _value(count["n"])
    if "第" in count[0]:
        return [s for s in before if _number(s) == n]
    return before[-n:]
