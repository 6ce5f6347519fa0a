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

Force = Literal["strong", "weak", "build", "field", "none", "follow"]

_BRACKET = re.compile(r"[(（][^()（）\n]*[)）]|[“\"][^”\"\n]*[”\"]|《[^》\n]*》")
_CLAUSE = re.compile(r"[^,，。；;：:！？!?\n]+")
# Where the object ends though the clause goes on: its use, its partner in merging, its share.
_CUT = re.compile(
    r"(?<=.)在(?![线轨位])[^、]{2,}?(?:应用|示范|推广|使用|普及|落地|场景)|(?<=.)(?:应用|运用)于|纳入|作为(?=.{2})"
    r"|为(?:重点|核心|主导|支撑|特色|主攻方向|引领|主体)|(?:向|朝)[^、]{2,}方向"
    r"|实现(?=.{2})|(?:与|和)(?=[^、和与]{2,14}(?:深度)?(?:的)?(?:融合|结合|协同))"
)


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
    every = alternation((*_verbs(), *words_for("tech_verbs", "adverb")))
    return re.compile(every)


@cache
def _compound() -> re.Pattern[str]:
    """Return the nouns that begin like a verb (生产线, 建设用地)."""
    return re.compile(any_of("tech_verbs", "compound"))


@cache
def _subject() -> re.Pattern[str]:
    ends = any_of("tech_verbs", "subject")
    return re.compile(
        rf"(?:(?:{ends})+|[^、,\s]{{1,9}}?(?:省|市|县|区|州|旗|企业|机构|公司|高校|院所|建筑|本措施|本方案))(?=(?:{_step().pattern}))"
    )


@cache
def _scope() -> re.Pattern[str]:
    return re.compile(rf"在?[^、,]{{2,24}}?(?:领域|方面|环节)(?=(?:{_step().pattern}))")


@cache
def _inner() -> re.Pattern[str]:
    """Return where a clause begins anew without a comma: a field that a verb follows, or a plain lead-in."""
    strong = any_of("tech_verbs", "strong")
    return re.compile(
        rf"(?<=领域)(?=(?:重点|大力|加快)?(?:{strong}))|(?<=.)(?=重点(?:发展|研发|推广|支持))|(?<=[^、和与及])(?=推广应用)"
    )


_RANK: dict[Force, int] = {"none": 4, "strong": 3, "weak": 2, "build": 1, "field": 0}


def _open(flat: str, start: int, end: int) -> tuple[int, Force | None, str]:
    """Read the verbs at the start of a clause; return where their object begins and the strongest."""
    at, force, verb = start, None, ""
    while at < end:
        if flat[at].isspace():
            at += 1
            continue
        step = None if _compound().match(flat, at, end) else _step().match(flat, at, end)
        if step is None:
            step = _subject().match(flat, at, end) or (
                _scope().match(flat, at, end) if force is None else None
            )
            if step is None:
                break
            at = step.end()
            continue
        kind = _verbs().get(step[0])
        if kind is not None and (force is None or _RANK[kind] > _RANK[force]):
            force, verb = kind, step[0]
        at = step.end()
    return at, force, verb


def frames(flat: str, span: Span) -> Iterator[Frame]:
    """Yield the clauses of a stretch that govern something, in order."""
    last: Force | None = None
    for clause in _CLAUSE.finditer(flat, span.start, span.end):
        if clause.start() > span.start and flat[clause.start() - 1] in "。\n":
            last = None
        cuts = [clause.start(), *(m.start() for m in _inner().finditer(flat, *clause.span())), clause.end()]
        for a, b in zip(cuts, cuts[1:], strict=False):
            if a >= b:
                continue
            at, force, verb = _open(flat, a, b)
            if force is None:
                if last == "strong" and at < b:
                    yield Frame(Span(at, b), "follow", "", Span(a, b))
                continue
            last = force
            if at < b:
                cut = _CUT.search(flat, at, b)
                yield Frame(
                    Span(at, cut.start() if cut and cut.start() > at + 1 else b), force, verb, Span(a, b)
                )
