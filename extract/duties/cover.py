"""Which sections a clause belongs to: its own, the parent's, or several that it counts (以上两项由…)."""

from __future__ import annotations

import re

from extract.duties.clauses import Clause
from extract.facts import Section
from extract.outline import Outline

_ABOVE = re.compile(r"[(（〔\[［【\s]*(?:以上|上述)")
_COUNT = re.compile(r"(?:以上|上述)(?:第)?[（(]?(?P<n>[\d一二两三四五六七八九十]+)[）)]?(?P<unit>项|条|款)")
_RANGE = re.compile(
    r"(?:以上|上述)?第?[（(]?(?P<a>[\d一二三四五六七八九十]+)[）)]?(?:项|条)?(?:至|到|[—\-~～])第?[（(]?(?P<b>[\d一二三四五六七八九十]+)[）)]?(?:项|条)"
)
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


def homes(outline: Outline, clause: Clause, taken: set[str]) -> tuple[str, ...]:
    """Return the paths that a clause gives duties on.

    On a paragraph of its own after the last sub-item, where no sub-item has a clause of its own, or
    where it says 以上, it belongs to the parent; where it counts the items above (以上两项), to each of them.
    """
    section = outline.section_at(clause.outer.start)
    if section is None:
        return ("",)
    parents = outline.parents(section)
    words = clause.outer.of(outline.text)
    above = _ABOVE.match(words) is not None
    if not parents or not (clause.own_line or above):
        return (section.path,)
    parent = parents[-1]
    siblings = outline.siblings(section)
    before = [s for s in siblings if s.at.start <= clause.outer.start]
    if above:
        counted = _counted(words, before)
        return tuple(s.path for s in counted) if counted else (parent.path,)
    last = siblings[-1].path == section.path
    if last and section.path in taken:
        return (parent.path,)
    if last and len(siblings) > 1 and not any(s.path in taken for s in siblings):
        return (parent.path,)
    return (section.path,)


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
