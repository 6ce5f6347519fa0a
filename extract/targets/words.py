"""The words of ``goal_words.csv`` as patterns, and whether a stretch tells of the past."""

from __future__ import annotations

from functools import cache

from extract import patterns as re
from extract.prose import any_of

_SINCE = frozenset("由从")
_ON_BASE = re.compile("的?(?:水平|规模)?的?基础上")


@cache
def measure() -> re.Pattern[str]:
    """Return the pattern of a measured thing at the end of its name."""
    return re.compile(rf"(?:{any_of('goal_words', 'measure')})$")


@cache
def measured_of() -> re.Pattern[str]:
    """Return the pattern of a measured thing with what leads to its value: 产值分别."""
    return re.compile(rf"(?:{any_of('goal_words', 'measure')})(?:分别|均|合计|都|力争|预计)*$")


@cache
def attribute() -> re.Pattern[str]:
    """Return the pattern of what is measured of things: 总面积."""
    return re.compile(rf"(?:总|建筑|用地|占地)?(?:{any_of('goal_words', 'measure')})$")


@cache
def only_verb() -> re.Pattern[str]:
    """Return the pattern of words that name no thing: 累计新增."""
    return re.compile(rf"(?:{any_of('goal_words', 'lead')})+")


@cache
def set_out() -> re.Pattern[str]:
    """Return the pattern of work to be done right before how much of it: 更新30辆."""
    return re.compile(rf"(?:{any_of('goal_words', 'set')})$")


@cache
def set_for_year() -> re.Pattern[str]:
    """Return the pattern of a year with the work that is to be done in it: 2025年更换2万个."""
    return re.compile(rf"(?P<y>20\d\d)年(?:内|[底末]前?|前)?(?:计划|力争|累计)*(?:{any_of('goal_words', 'set')})")


@cache
def pattern(use: str) -> re.Pattern[str]:
    """Return the pattern of the words of ``goal_words.csv`` of one use."""
    return re.compile(any_of("goal_words", use))


def told_of_past(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the first word of a stretch that tells of the past.

    由目前的45%提高到65% and 在上年基础上压减5% tell of what a goal starts from.
    """
    for match in pattern("past").finditer(text, start, end):
        if text[match.start() - 1 : match.start()] not in _SINCE and not _ON_BASE.match(text, match.end()):
            return match
    return None
