"""The ways on over a damaged page, one by one, and what of a character may wait for its other half."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from extract.restore.gbk import NO_CHARS, Chars, by_lead, candidates, pair, seconds_of, unfold_width
from extract.restore.pinyin import readings


class Several(NamedTuple):
    """One of several bytes waits; so many pairs of bytes without a character were dropped in a row before it."""

    leads: frozenset[int]
    drops: int


# What waits: a byte, one of several, or nothing.
Waiting = int | Several
IN_STEP = -1
# What waits is one of the bytes that make no character with the second byte of the one just read.
BY_CHARACTER = -2
MOST_DROPS = 4
ANY_FOLD = Several(frozenset(range(0xA1, 0xFF)), 0)


class Move(NamedTuple):
    """One way on: the characters of ``chars``, one of which was written (None: nothing was), and where it leads.

    ``waiting`` is :data:`IN_STEP`, the byte that waits, several of which one waits, or :data:`BY_CHARACTER`. ``then``
    is a second character that goes with the first (what a hole swallowed). ``drops`` counts the pairs dropped.
    """

    to: int
    waiting: Waiting
    cost: float
    chars: str | Chars | None = None
    then: Chars | None = None
    drops: int = 0


@cache
def several(char: str, drops: int) -> Several:
    """Return what waits behind a character where a pair of bytes without a character was dropped, the last of several."""
    return Several(seconds_of(char), drops)


def leads_of(waiting: Waiting) -> int | frozenset[int]:
    """Return the byte that waits, or those of which one does."""
    return waiting.leads if isinstance(waiting, Several) else waiting


def complete(waiting: Waiting, trail: int) -> str | Chars:
    """Return what the waiting half makes with its other half."""
    if isinstance(waiting, int):
        return by_lead().get(waiting, {}).get(trail, NO_CHARS)
    return candidates(waiting.leads, trail)


def crossing(last: str, reading: str) -> Mapping[int, str]:
    """Return the bytes that, behind the last byte of ``last``, make a character of this reading: 域 F2 + 8C = 驅 qū.

    Marks are folded to half width last of all: a comma on the page had two bytes when the readings were put in.
    """
    here = pair(unfold_width(last))
    row = by_lead().get(here[1], {}) if here is not None else {}
    return {trail: char for trail, char in row.items() if trail >= 0x81 and reading in readings(char)}
