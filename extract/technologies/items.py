"""What an item of a list names: a technology, perhaps one, or something else."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache

from extract.prose import alternation, any_of, words_for

_LATIN = re.compile(r"[A-Za-z0-9+/\-—]{2,12}")
_BRACKET_END = re.compile(r"[(（].*?[)）]$")
# The longest word of the tables of endings; no ending longer than this is looked up.
_LONGEST = 10
_SHORTEST = 3


class Verdict(IntEnum):
    """How sure it is that a string names a technology, from its own words."""

    STOP = 0
    ABSTRACT = 1
    GENERIC = 2
    STAGE = 3
    OBJECT = 4
    UNKNOWN = 5
    LIKELY = 6
    ACTION = 7
    HEAD = 8
    TERM = 9


@cache
def _endings() -> dict[str, Verdict]:
    """Return every word that decides by standing at the end; of two that fit, the longer one counts."""
    found: dict[str, Verdict] = dict.fromkeys(words_for("tech_stops", "end"), Verdict.STOP)
    found.update(dict.fromkeys(words_for("tech_stops", "abstract"), Verdict.ABSTRACT))
    found.update(dict.fromkeys(words_for("tech_heads", "object"), Verdict.OBJECT))
    found.update(dict.fromkeys(words_for("tech_heads", "action"), Verdict.ACTION))
    found.update(dict.fromkeys(words_for("tech_heads", "head"), Verdict.HEAD))
    found.update(dict.fromkeys(words_for("tech_lexicon", "term"), Verdict.TERM))
    return found


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    praise = any_of("tech_heads", "praise")
    generic = any_of("tech_heads", "generic")
    stage = any_of("tech_heads", "stage")
    return {
        "stop": re.compile(any_of("tech_stops", "any")),
        "start": re.compile(any_of("tech_stops", "start")),
        "generic": re.compile(rf"(?:{praise}|[、和与及])*(?:{generic}|[、和与及])*"),
        "object": re.compile(any_of("tech_heads", "object")),
        "mark": re.compile(any_of("tech_heads", "mark")),
        "stage": re.compile(rf"(?:{stage}|[、和与及])+"),
        "sector": re.compile(r"(?<=..)(?:产业|行业|业)$"),
    }


def without_sector(name: str) -> str:
    """Drop 业 or 产业 where the words before it name a product (有机肥产业), else return ``name``."""
    bare = _patterns()["sector"].sub("", name)
    if bare == name or ending(name) is Verdict.STOP or ending(bare) < Verdict.ACTION:
        return name
    return bare


def ending(name: str) -> Verdict:
    """Return what the longest known ending of ``name`` says, UNKNOWN where none is known."""
    endings = _endings()
    for length in range(min(_LONGEST, len(name)), 0, -1):
        found = endings.get(name[-length:])
        if found is not None:
            return found
    return Verdict.UNKNOWN


@cache
def _terms() -> frozenset[str]:
    return frozenset(words_for("tech_lexicon", "term"))


def is_term(name: str) -> bool:
    """Tell whether ``name`` is a published term or a Latin abbreviation."""
    return name in _terms() or bool(_LATIN.fullmatch(name))


@lru_cache(maxsize=20000)
def verdict(name: str) -> Verdict:
    """Judge ``name`` by its own words, without its list or its sentence."""
    patterns = _patterns()
    if is_term(name):
        return Verdict.TERM
    if patterns["stop"].search(name) or patterns["start"].match(name):
        return Verdict.STOP
    if patterns["stage"].fullmatch(name):
        return Verdict.STAGE
    if patterns["generic"].fullmatch(name):
        return Verdict.GENERIC
    found = ending(_BRACKET_END.sub("", name))
    # A process with the thing it is done to is as good as a technology (秸秆还田, 余热利用).
    if found is Verdict.ACTION and patterns["object"].search(name):
        return Verdict.HEAD
    # An unknown noun that carries a word of engineering is likely one (智能综采工作面).
    if found is Verdict.UNKNOWN and len(name) > _SHORTEST and patterns["mark"].search(name):
        return Verdict.LIKELY
    return found


def generic_pattern() -> re.Pattern[str]:
    """Return the pattern of words that are praise and general nouns only (高端装备)."""
    return _patterns()["generic"]


@cache
def action_start() -> re.Pattern[str]:
    """Return the pattern of a process at the start of a string (处理技术, 资源化利用设备)."""
    actions = any_of("tech_heads", "action")
    more = alternation(
        ("超低排放", "协同", "综合", "集中", "异地", "安全", "整体", "系统", "原位", "就地", "现场", "梯级")
    )
    return re.compile(rf"(?:的|{more})*(?:{actions})")
