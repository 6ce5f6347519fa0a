"""The list parser: from the words behind a verb to the items that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.facts import Span
from extract.prose import any_of
from extract.technologies.items import Verdict, action_start, ending, generic_pattern, verdict

_MARK = re.compile(r"、|以及|或者")
_AND = re.compile(r"[和与及](?!其)")
_ETC = re.compile(r"等(?=[^级离高效同压温厚额比功于])|等$")
# A category that only says what the items before it are: they stand without it.
_SCOPE = re.compile(r"等?(?:[^、等]{0,6})(?:领域|行业|方面|环节)的?")
_QUALITY = re.compile(r"[^、]{1,8}(?:式|化|性|型|级|效|低|高|用|量|强|轻)$")
_BARE = re.compile(r"(?:各类|大宗)?(?:废物|废弃物|污染|污染物|固体废物|工业固废)的?")
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Item:
    """A candidate: its place in the text, and how many its list holds."""

    span: Span
    mates: int
    rule: str


@cache
def _tail() -> re.Pattern[str]:
    tails = any_of("tech_tails", "tail")
    return re.compile(rf"(?:(?:的|等)*(?:{tails})(?:和|与|及|、)?)+$")


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(
        r"(?:各类|一批|若干|多种|具有[^、]{0,20}?的|涵盖|包括|基于[^、]{2,12}的|对|以|的|\s|及)+"
    )


def strip(flat: str, start: int, end: int) -> Span:
    """Drop what a name never begins or ends with: counting words, tails, marks."""
    lead = _lead().match(flat, start, end)
    if lead:
        start = lead.end()
    tail = _tail().search(flat[start:end])
    if tail and tail.start() > 1:
        end = start + tail.start()
    while end > start and (flat[end - 1].isspace() or flat[end - 1] in "的等和与及"):
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


def _alone(name: str) -> bool:
    """Tell whether a name says by itself what technology it is."""
    return (len(name) > _SHORT and verdict(name) >= Verdict.ACTION) or verdict(name) is Verdict.TERM


def _halves(flat: str, part: Span, last: bool) -> list[Span]:
    """Split ``part`` at 和, 与 or 及 where each side names a technology alone."""
    for found in _AND.finditer(flat, part.start + 2, part.end - 1):
        left, right = Span(part.start, found.start()), Span(found.end(), part.end)
        a, b = left.of(flat), right.of(flat)
        if generic_pattern().fullmatch(b) or (len(b) <= _SHORT and verdict(b) is not Verdict.TERM):
            continue
        easy = last and found[0] == "和" and len(a) > _SHORT and ending(a) is not Verdict.OBJECT
        if easy or (_alone(a) and _alone(b)):
            return [left, *_halves(flat, right, last)]
    return [part]


def _needs_head(names: list[str]) -> bool:
    """Tell whether most of the items name only what is treated, not how."""
    return 2 * sum(ending(name) is Verdict.OBJECT for name in names) >= len(names)


def _group(flat: str, start: int, end: int, category: Span | None) -> Iterator[Item]:
    """Yield the items of one enumeration; ``category`` is what stands behind its 等."""
    parts = _cut(flat, start, end, _MARK)
    names = [part.of(flat) for part in parts]
    if category is not None and category.start < category.end:
        head = category.of(flat)
        if all(_QUALITY.fullmatch(n) and verdict(n) < Verdict.HEAD for n in names):
            yield Item(category, 1, "list.category")
            return
        if _needs_head(names) and (action_start().match(head) or _BARE.match(head)):
            yield Item(Span(start, category.end), 1, "list.shared_head")
            return
        if _needs_head(names) and verdict(head) >= Verdict.ACTION:
            yield Item(category, 1, "list.category")
            return
    elif len(parts) > 1 and _needs_head(names[:-1]):
        yield Item(Span(start, end), 1, "list.shared_head")
        return
    merged: list[Span] = []
    for part in parts:
        name = part.of(flat)
        short = len(name) <= _SHORT and verdict(name) < Verdict.HEAD
        if merged and (short or re.search(r"[^、]{2}化$", merged[-1].of(flat))):
            merged[-1] = Span(merged[-1].start, part.end)
        else:
            merged.append(part)
    many = len(merged)
    for i, part in enumerate(merged):
        halves = _halves(flat, part, many > 1 and i == many - 1)
        for half in halves:
            yield Item(half, many + len(halves) - 1, "list.item" if many + len(halves) > 2 else "object")


def items(flat: str, start: int, end: int) -> Iterator[Item]:
    """Yield the candidates of the list in ``flat[start:end]``, brackets blanked in ``flat``."""
    scope = None
    for found in _SCOPE.finditer(flat, start, end):
        if found.end() < end - 1 and not _tail().fullmatch(flat[found.end() : end]):
            scope = found
    if scope is not None:
        start = scope.end()
    marks = list(_ETC.finditer(flat, start, end))
    if not marks:
        whole = strip(flat, start, end)
        yield from _group(flat, whole.start, whole.end, None)
        return
    at = start
    for i, mark in enumerate(marks):
        stop = marks[i + 1].start() if i + 1 < len(marks) else end
        close = stop
        if i + 1 < len(marks):
            join = re.search(r"、|以及|和|与|及", flat[mark.end() : stop])
            close = mark.end() + join.start() if join else stop
        category = strip(flat, mark.end(), close)
        first = strip(flat, at, mark.start())
        yield from _group(flat, first.start, mark.start(), category)
        at = close + 1 if close < stop else stop
        if i + 1 == len(marks):
            return
