"""The list parser: from the words that a verb governs to the items that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.facts import Span
from extract.prose import any_of, words_for
from extract.technologies.items import Verdict, action_start, ending, generic_pattern, is_term, verdict

_MARK = re.compile(r"、|以及|或者")
_AND = re.compile(r"以及|[和与及](?!其)")
# 等 that counts up, not that of 等离子 or 中等.
_ETC = re.compile(r"(?<![中高初平同相均对特优])等(?![离级温压额静])")
_SCOPE = re.compile(r"等?[^、等]{0,8}?(?:领域|行业|方面|环节)(?:的|中)?")
_ABOUT = re.compile(r"等?(?:[^、等]{0,4})方面的")
_QUALITY = re.compile(r"[^、]{0,8}(?:式|型|级|[高低大小长短超多轻耐抗防][^、]{1,3}|[^、]{2}化|性)$")
_BARE = re.compile(r"(?:各类|大宗)?(?:固体|工业|农业|有机)?(?:废物|废弃物|污染|污染物|固废)的?(?=.)")
_IZE = re.compile(r"[^、]*[^、]{2}化$")
_SHORT = 2
_AFFIX = 2


@dataclass(frozen=True, slots=True)
class Listing:
    """One enumeration: its items, and the words behind them that say what they are."""

    items: tuple[Span, ...]
    rule: str
    label: str


@cache
def _tail() -> re.Pattern[str]:
    tails = any_of("tech_tails", "tail")
    return re.compile(rf"(?:(?:的|等)*(?:{tails})(?:和|与|及|、)?)+$")


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('tech_tails', 'lead')}|具有[^、]{{0,20}}?的|基于[^、]{{2,12}}的|\s|□)+")


@cache
def _processes() -> frozenset[str]:
    return frozenset((*words_for("tech_heads", "action"), *words_for("tech_heads", "stage")))


def strip(flat: str, start: int, end: int) -> Span:
    """Drop what a name never begins or ends with: counting words, tails, marks."""
    lead = _lead().match(flat, start, end)
    if lead and lead.end() < end:
        start = lead.end()
    tail = _tail().search(flat[start:end])
    if tail and tail.start() > 1:
        end = start + tail.start()
    while end > start and (flat[end - 1].isspace() or flat[end - 1] in "的等和与及、"):
        end -= 1
    return Span(start, end)


def _cut(flat: str, start: int, end: int, mark: re.Pattern[str]) -> list[Span]:
    out, at = [], start
    for found in mark.finditer(flat, start, end):
        if found.start() > at:
            out.append(Span(at, found.start()))
        at = found.end()
    if at < end:
        out.append(Span(at, end))
    return out


def _alone(name: str, floor: Verdict) -> bool:
    """Tell whether a name says by itself what technology it is."""
    return is_term(name) or (len(name) > _SHORT and verdict(name) >= floor)


def _halves(flat: str, part: Span, last: bool) -> list[Span]:
    """Split ``part`` at 和, 与 or 及 where each side names a technology alone."""
    for found in _AND.finditer(flat, part.start + 2, part.end - 1):
        left, right = Span(part.start, found.start()), Span(found.end(), part.end)
        a, b = left.of(flat), right.of(flat)
        if generic_pattern().fullmatch(b) or (len(b) <= _SHORT and not is_term(b)):
            continue
        # In 生命监测与生命支持 the sides are built alike.
        alike = len(a) > _AFFIX < len(b) and a[:_AFFIX] == b[:_AFFIX]
        listed = last and found[0] in ("和", "以及") and len(a) > _SHORT and ending(a) is not Verdict.OBJECT
        floor = Verdict.ACTION if found[0] == "和" else Verdict.HEAD
        if listed or alike or found[0] == "以及" or (_alone(a, floor) and _alone(b, floor)):
            return [left, *_halves(flat, right, last)]
    return [part]


def _needs_head(names: list[str]) -> bool:
    """Tell whether most of the items name only what is treated, not how."""
    return 2 * sum(ending(name) is Verdict.OBJECT for name in names) >= len(names) > 0


def _merged(flat: str, parts: list[Span]) -> list[Span]:
    """Join the parts that lean on each other: 监测、量化、核查; 无害化、资源化利用."""
    out: list[Span] = []
    for part in parts:
        name = part.of(flat)
        before = out[-1].of(flat) if out else ""
        leans = (
            len(name) <= _SHORT and name in _processes() and ending(before) in (Verdict.ACTION, Verdict.HEAD)
        )
        chain = bool(_IZE.fullmatch(before)) and bool(re.match(r"[^、]{1,2}化", name))
        if out and (leans or chain):
            out[-1] = Span(out[-1].start, part.end)
        else:
            out.append(part)
    return out


def _group(flat: str, start: int, end: int, category: Span | None, label: str) -> Listing:
    """Read one enumeration; ``category`` is what stands behind its 等."""
    parts = _cut(flat, start, end, _MARK)
    names = [part.of(flat) for part in parts]
    whole = _needs_head([re.split(r"[和与及]", n)[-1] for n in names[: None if category else -1]])
    if category is not None and category.start < category.end:
        head = category.of(flat)
        if all(_QUALITY.fullmatch(n) and ending(n) < Verdict.HEAD for n in names):
            return Listing((category,), "category", label)
        if whole and (action_start().match(head) or _BARE.match(head)):
            return Listing((Span(start, category.end),), "shared_head", label)
        if whole and verdict(head) >= Verdict.ACTION and action_start().search(head):
            return Listing((category,), "category", label)
    elif len(parts) > 1 and whole and category is None:
        return Listing((Span(start, end),), "shared_head", label)
    merged = _merged(flat, parts)
    out: list[Span] = []
    for i, part in enumerate(merged):
        lead = _lead().match(flat, part.start, part.end)
        bare = Span(lead.end() if lead and lead.end() < part.end else part.start, part.end)
        out.extend(_halves(flat, bare, len(merged) > 1 and i == len(merged) - 1))
    return Listing(tuple(out), "list" if len(out) > 1 else "object", label)


def _after_scope(flat: str, start: int, end: int) -> int:
    """Return where the list begins behind words that only say for whom or where it is (等行业的)."""
    for found in _ABOUT.finditer(flat, start, end):
        start = found.end()
    for found in _SCOPE.finditer(flat, start, end):
        rest = flat[found.end() : end]
        bare = strip(flat, found.end(), end)
        if (
            len(bare.of(flat)) > _SHORT
            and not _tail().fullmatch(rest)
            and verdict(bare.of(flat)) >= Verdict.ACTION
        ):
            start = found.end()
    return start


def listings(flat: str, start: int, end: int) -> Iterator[Listing]:
    """Yield the enumerations in ``flat[start:end]``, brackets blanked in ``flat``."""
    start = _after_scope(flat, start, end)
    marks = list(_ETC.finditer(flat, start, end))
    if not marks:
        whole = strip(flat, start, end)
        yield _group(flat, whole.start, whole.end, None, flat[whole.end : end])
        return
    at = start
    for i, mark in enumerate(marks):
        close = stop = end
        if i + 1 < len(marks):
            stop = marks[i + 1].start()
            join = _MARK.search(flat, mark.end(), stop) or _AND.search(flat, mark.end(), stop)
            close = join.start() if join else stop
        first = strip(flat, at, mark.start())
        label = flat[mark.end() : close]
        if first.start < mark.start():
            yield _group(flat, first.start, mark.start(), strip(flat, mark.end(), close), label)
        at = min(close + 1, stop)
