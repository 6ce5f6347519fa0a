"""Clauses that speak of other sections by their number: 第三部分各项任务均涉及各区, A对第5项任务开展督办."""

from __future__ import annotations

from dataclasses import replace

from extract import patterns as re
from extract.dates import figure
from extract.duties.clauses import Clause
from extract.duties.words import label_word
from extract.facts import Section, Span
from extract.outline import Outline
from extract.page import trim
from extract.records import record

__all__ = ["ABOVE", "referring"]

ABOVE = re.compile(r"[(（〔\[［【\s]*(?:以上|上述)")

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
    if len(whole) > 1 and here in whole and ABOVE.match(reference[0]):
        whole = {here: whole[here]}
    if not whole:
        # Numbers that run on over the parts.
        every = [(number, path) for named in by_part.values() for number, path in named.items()]
        whole = {"": dict(every)} if len(every) == len(numbers) == len(dict(every)) else {}
    return tuple(path for _, path in sorted(next(iter(whole.values())).items())) if len(whole) == 1 else ()


def _named(section: Section) -> tuple[int, ...]:
    """Return the number of a section: 2.1 is (2, 1), (三) is (3,)."""
    match = re.search(_NUMBER, section.path.rsplit("/", 1)[-1])
    return tuple(figure(n) for n in re.findall(r"[\d一二三四五六七八九十]+", match[0])) if match else ()


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
        value = tuple(figure(n) for n in match[0].split("."))
        between = words[last : match.start()]
        ranged = found and re.search(r"至|到|[—\-~～]", between) and found[-1][:-1] == value[:-1]
        found += [(*value[:-1], n) for n in range(found[-1][-1] + 1, value[-1] + 1)] if ranged else [value]
        last = match.end()
    return set(found)
