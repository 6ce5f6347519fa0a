"""The lead-in frames: which words of a sentence introduce a list of technologies, and how surely."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from extract.facts import Span
from extract.prose import alternation, any_of, words_for
from extract.technologies.items import Verdict, ending

Force = Literal["strong", "weak", "build", "field", "none"]

_BRACKET = re.compile(r"[(（][^()（）\n]*[)）]|[“\"][^”\"\n]*[”\"]|《[^》\n]*》")
_CLAUSE = re.compile(r"[^,，。；;：:！？!?\n]+")
# Where the object ends though the clause goes on: its use, its partner in merging, what is built for it.
_CUT = re.compile(
    r"(?<=.)在(?![线轨役位]).{2,60}?(?:应用|示范|推广|使用|普及|落地|场景|融合|试点|运行)|(?:应用|运用)于|纳入|作为(?=.{2})"
    r"|为(?:重点|核心|主导|支撑|特色|主攻方向|引领|主体|主的)|(?:向|朝).{2,40}方向|实现(?=.{2})|或与"
    r"|(?<=.{2})(?:建设|打造|创建)(?=[^、,，]{2,20}(?:基地|园区?|中心|集聚区|聚集区|平台|高地|集群)(?:$|[,，。]))"
    r"|(?:与|和)(?=(?P<partner>[^和与]{2,40}?)(?:的|深度)*(?:融合|结合))"
)
_RANK: dict[Force, int] = {"none": 4, "strong": 3, "weak": 2, "build": 1, "field": 0}


@dataclass(frozen=True, slots=True)
class Frame:
    """A clause with what its verb governs: ``body`` holds the list."""

    body: Span
    force: Force
    verb: str
    clause: Span


def flatten(text: str) -> str:
    """Blank out brackets and quotations, every other character in its place."""
    return _BRACKET.sub(lambda m: m[0][0] + "□" * (len(m[0]) - 2) + m[0][-1], text)


@cache
def _verbs() -> dict[str, Force]:
    table: dict[str, Force] = {}
    for use in ("weak", "build", "field", "strong", "none"):
        table.update(dict.fromkeys(words_for("tech_verbs", use), use))
    return table


@cache
def _step() -> re.Pattern[str]:
    return re.compile(alternation((*_verbs(), *words_for("tech_verbs", "adverb"))))


@cache
def _compound() -> re.Pattern[str]:
    """Return the nouns that begin like a verb (生产线, 建设用地)."""
    return re.compile(any_of("tech_verbs", "compound"))


@cache
def _subject() -> re.Pattern[str]:
    ends = any_of("tech_verbs", "subject")
    some = r"[^、,，\s]{1,9}?(?:省|市|县|区|州|旗|企业|机构|公司|高校|院所|建筑|船企|药企|车企|城市|地区|本措施|本方案)"
    return re.compile(rf"(?:(?:{ends})+|{some})(?=(?:{_step().pattern}))")


@cache
def _scope() -> re.Pattern[str]:
    steps = _step().pattern
    return re.compile(
        rf"在?[^、,，]{{2,24}}?(?:领域|方面|环节)(?=(?:{steps}))|在[^,，]{{2,40}}?(?:场景|行业|领域|地区|中)(?=(?:{steps}))"
    )


@cache
def _inner() -> re.Pattern[str]:
    """Return where a clause begins anew without a comma: a field that a verb follows, or a plain lead-in."""
    strong = any_of("tech_verbs", "strong")
    return re.compile(
        rf"(?<=领域)(?=(?:重点|大力|加快)?(?:{strong})(?!场景))|(?<=.)(?=重点(?:发展|研发|推广|支持))|(?<=[^、和与及])(?=推广应用)|(?<=[区市县园])(?=示范应用.{{4}})"
    )


def _open(flat: str, start: int, end: int) -> tuple[int, Force | None, str]:
    """Read the verbs at the start of a clause; return where their object begins and the strongest."""
    at, force, verb = start, None, ""
    while at < end:
        if flat[at].isspace():
            at += 1
            continue
        step = None if _compound().match(flat, at, end) else _step().match(flat, at, end)
        if step is None:
            step = _subject().match(flat, at, end) or (_scope().match(flat, at, end) if force is None else None)
            if step is None:
                break
            at = step.end()
            continue
        kind = _verbs().get(step[0])
        if kind is not None and (force is None or _RANK[kind] > _RANK[force]):
            force, verb = kind, step[0]
        at = step.end()
    return at, force, verb


def _clauses(flat: str, span: Span) -> Iterator[Span]:
    """Yield the clauses of a stretch, cut too where a new lead-in begins without a comma."""
    for clause in _CLAUSE.finditer(flat, span.start, span.end):
        starts = (m.start() for m in _inner().finditer(flat, *clause.span()))
        for a, b in pairwise((clause.start(), *starts, clause.end())):
            if a < b:
                yield Span(a, b)


def _goes_on(words: str) -> bool:
    """Tell whether a clause without a verb goes on with the list of the clause before it."""
    return "、" in words or "等" in words or ending(words) >= Verdict.HEAD


def _finished(flat: str, frame: Frame) -> Iterator[Frame]:
    """Cut off what follows the object; the technology that something is to merge with is an object too."""
    cut = _CUT.search(flat, frame.body.start + 2, frame.body.end)
    if cut is None:
        yield frame
        return
    yield Frame(Span(frame.body.start, cut.start()), frame.force, frame.verb, frame.clause)
    if cut[0] == "为主的":
        yield Frame(Span(cut.end(), frame.body.end), frame.force, frame.verb, frame.clause)
    partner = cut["partner"]
    if partner and partner.endswith("技术"):
        yield Frame(Span(cut.end(), cut.end() + len(partner)), frame.force, frame.verb, frame.clause)


def frames(flat: str, span: Span) -> Iterator[Frame]:
    """Yield the clauses of a stretch that govern something, in order.

    A clause without a verb that goes on with a list is part of the frame before it.
    """
    before: Frame | None = None
    for clause in _clauses(flat, span):
        at, force, verb = _open(flat, clause.start, clause.end)
        if before is not None:
            follows = force is None and at < clause.end and flat[clause.start - 1] in ",，;；"
            if follows and before.force in ("strong", "weak") and _goes_on(flat[at : clause.end]):
                whole = Span(before.clause.start, clause.end)
                before = Frame(Span(before.body.start, clause.end), before.force, before.verb, whole)
                continue
            yield from _finished(flat, before)
            before = None
        if force is not None and at < clause.end:
            before = Frame(Span(at, clause.end), force, verb, clause)
    if before is not None:
        yield from _finished(flat, before)
