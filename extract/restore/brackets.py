"""Readings in wide brackets that stand in the middle of a character: the bracket's bytes are taken for other characters."""

from __future__ import annotations

from functools import cache

from extract import patterns as re
from extract.restore.gbk import no_character, pair, unfold_width
from extract.restore.pinyin import LETTERS, readings

# The bytes of the wide opening bracket; the first one is that of all marks that are folded. The second of the closing one.
FOLD_LEAD, BRACKET_TRAIL, CLOSING_TRAIL = 0xA3, 0xA8, 0xA9
# The one letter whose second byte and the closing bracket's first are a sign that is folded (A8 A3 | A3 A9: A3A3 → #); what
# is left of it is a hole, which may take the sign along.
_FOLDED_LETTER = "ǎ"
_FOLDED_CLOSING = re.compile(rf"[(（]([{LETTERS}]{{0,6}})(?:[?\ufffd]#?|#)")
# Its second byte took the first letter of the reading.
_CUT_TAIL = re.compile(rf"([{LETTERS}]{{0,6}})[)）]")


def wide_reading(source: str, i: int, end: int) -> tuple[int, str, int]:
    """Return the half before a wide bracket that is shown as a character at ``i``, the reading, where it ends.

    The sign that both make (＃) may have been folded since.
    """
    here = pair(unfold_width(source[i])) if i < end else None
    if here is None or here[1] != FOLD_LEAD or i + 1 >= end:
        return 0, "", i
    reading, stop = behind_bracket(source, i + 1, end)
    return (here[0], reading, stop) if reading else (0, "", i)


def behind_bracket(source: str, i: int, end: int) -> tuple[str, int]:
    """Return the reading whose first letter a wide bracket's second byte took, and where it ends; empty if none."""
    both = pair(source[i]) if i < end else None
    if both is None or both[0] != BRACKET_TRAIL or not 0x61 <= both[1] <= 0x7A:
        return "", i
    tail = _CUT_TAIL.match(source, i + 1, end)
    return (chr(both[1]) + tail[1], tail.end()) if tail else ("", i)


def folded_closing(source: str, i: int, end: int, last: str) -> int:
    """Return where a reading of ``last`` ends whose last letter and closing bracket were folded together; 0 if none does.

    Behind it the bracket's second byte is left, and leads what follows.
    """
    found = _FOLDED_CLOSING.match(source, i, end)
    return found.end() if found is not None and found[1] + _FOLDED_LETTER in readings(last) else 0


@cache
def before_bracket() -> frozenset[int]:
    """Return the bytes that make no character with the first of a wide bracket."""
    return frozenset(first for first, seconds in no_character().items() if FOLD_LEAD in seconds)
