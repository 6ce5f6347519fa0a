"""When two targets are about one thing, two technologies one technology: what the audit and the diff go by."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from extract.facts import Target, Technology
from graph.iris import fold

# Levenshtein-based ratios of rapidfuzz, 0 to 100. Names of technologies are long and differ in one or two letters
# (污染治理、污染防治); indicators are short, so that one letter in four may differ.
SAME_TECHNOLOGY = 86.0
SAME_INDICATOR = 75.0
_FACTORS = {"万亿": 1e12, "亿": 1e8, "万": 1e4}


def plain_value(target: Target) -> tuple[float, str]:
    """Return a target's value and unit without 万 and 亿, so that 1.5 万亿元 and 15000 亿元 are one."""
    unit = target.unit
    match = re.match(r"万亿|亿|万", unit)
    if match is None:
        return target.value, unit
    return target.value * _FACTORS[match.group()], unit[match.end() :]


def same_indicator(a: Target, b: Target) -> float:
    """Return how alike two indicators are, 0 to 100; 0 where their units differ."""
    if plain_value(a)[1] != plain_value(b)[1]:
        return 0.0
    return fuzz.ratio(fold(a.indicator), fold(b.indicator))


class Concepts:
    """Technologies of a document, found by concept, by name, or by a name that is nearly the same."""

    def __init__(self, technologies: Iterable[Technology]) -> None:
        self._by_key: dict[str, Technology] = {}
        for technology in technologies:
            for name in (technology.concept, technology.name):
                if name:
                    self._by_key.setdefault(fold(name), technology)
        self._keys = list(self._by_key)

    def find(self, technology: Technology) -> tuple[Technology, float] | None:
        """Return the nearest technology and its score (100: the same), None where none is near enough."""
        for name in filter(None, (technology.concept, technology.name)):
            if fold(name) in self._by_key:
                return self._by_key[fold(name)], 100.0
        hit = process.extractOne(fold(technology.name), self._keys, scorer=fuzz.ratio, score_cutoff=SAME_TECHNOLOGY)
        return (self._by_key[hit[0]], hit[1]) if hit else None
