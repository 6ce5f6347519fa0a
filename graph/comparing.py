"""When two targets are about one thing, two technologies one technology: what the audit and the diff go by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import count

from rapidfuzz import fuzz, process

from extract.facts import Target, Technology
from graph.iris import fold
from graph.similarity import bigrams
from graph.writer import Reading

# Levenshtein-based ratios of rapidfuzz, 0 to 100. Names of technologies are long and differ in one or two letters
# (污染治理、污染防治); indicators are short, so that one letter in four may differ.
SAME_TECHNOLOGY = 86.0
SAME_INDICATOR = 75.0
# Share of a name's bigrams that one sentence has to have. A row that is itself a list (高盐废水、含重金属废水处理技术) is taken up
# where half of it is.
CONTAINED, CONTAINED_LIST = 0.8, 0.5
_SENTENCE = re.compile(r"[。；;\n]")
_FACTORS = {"万亿": 1e12, "亿": 1e8, "万": 1e4}


def plain_value(target: Target) -> tuple[float, str]:
    """Return a target's value and unit without 万 and 亿, so that 1.5 万亿元 and 15000 亿元 are one."""
    factor, unit = plain_unit(target.unit)
    return target.value * factor, unit


def plain_unit(unit: str) -> tuple[float, str]:
    """Return what 万 and 亿 before a unit come to, and the unit without them."""
    match = re.match(r"万亿|亿|万", unit)
    return (_FACTORS[match.group()], unit[match.end() :]) if match else (1.0, unit)


def same_indicator(a: Target, b: Target) -> float:
    """Return how alike two indicators are, 0 to 100; 0 where their units differ."""
    if plain_value(a)[1] != plain_value(b)[1]:
        return 0.0
    return fuzz.ratio(fold(a.indicator), fold(b.indicator))


class Concepts:
    """What documents say of technologies: found by concept, by name, by a name nearly the same, or in a sentence.

    A technology counts as named where a sentence has most of the bigrams of its name (生活污水处理提标改造 in
    「生活污水、自来水、雨水处理提标改造」), so that a list that shares its head is no loss, nor a technology that is printed but
    was not read as one.
    """

    def __init__(self, readings: Iterable[Reading]) -> None:
        self._by_key: dict[str, Technology] = {}
        self._sentences: dict[str, set[int]] = {}
        counter = count()
        for reading in readings:
            for technology in reading.facts.technologies:
                for name in (technology.concept, technology.name):
                    if name:
                        self._by_key.setdefault(fold(name), technology)
            for sentence in _SENTENCE.split(reading.text):
                number = next(counter)
                for gram in bigrams(sentence):
                    self._sentences.setdefault(gram, set()).add(number)
        self._keys = list(self._by_key)

    def has(self, technology: Technology) -> bool:
        """Tell whether a technology is named."""
        names = [fold(name) for name in (technology.concept, technology.name) if name]
        if any(name in self._by_key for name in names):
            return True
        if process.extractOne(names[-1], self._keys, scorer=fuzz.ratio, score_cutoff=SAME_TECHNOLOGY):
            return True
        grams = set(bigrams(technology.name))
        share = CONTAINED_LIST if "、" in technology.name else CONTAINED
        counts = Counter(number for gram in grams for number in self._sentences.get(gram, ()))
        return bool(counts) and max(counts.values()) >= share * len(grams)
