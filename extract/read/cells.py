"""The lines of a printed cell put together: names that stand one below the other are told from one that was broken."""

from __future__ import annotations

from collections.abc import Sequence

from extract.resolve import LEVEL_WORDS
from extract.tables.fitting import bodies_in

# What a line is said to hold where it names bodies that are known.
_KNOWN = 2
_LISTS = ("、", "，", ",", "；", ";")
# What the name of another body begins with.
_BEGIN_NAMES = (*LEVEL_WORDS, "各", "国网", "国家", "中国")
# 市委, 市政府: an office of it may stand on the next line.
_SHORT_NAME = 3


def joined(lines: Sequence[str]) -> str:
    """Put the lines of a paragraph or a cell together."""
    out = ""
    for line in filter(None, lines):
        # A space at the end of a line is not printed; figures are not parted by one.
        words = out and _latin(out[-1]) and _latin(line[0]) and not (out[-1].isdigit() and line[0].isdigit())
        out += (" " if words else "") + line
    return out


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def cell_of(lines: Sequence[str], roomy: Sequence[bool]) -> str:
    """Put the lines of a cell together, a blank behind each that was meant to end.

    Parameters
    ----------
    lines
        The lines as printed.
    roomy
        Of each whether the next word would have found room in it.
    """
    out: list[str] = []
    name = ""
    for i, line in enumerate(lines):
        name += line
        ends = i + 1 < len(lines) and (roomy[i] or _two_names(name, *[*lines[i + 1 : i + 3], ""][:2]))
        out.append(line + (" " if ends else ""))
        name = "" if ends else name
    return joined(out)


def _two_names(above: str, below: str, after: str) -> bool:
    """Tell whether the name of a body ends and the next line, with the one after it, begins that of another."""
    whole = next((words for words in (below, below + after) if bodies_in(words)), "")
    if above.endswith(_LISTS) or bodies_in(above) != _KNOWN or not whole:
        return False
    levelled = above.startswith(LEVEL_WORDS) and len(above) > _SHORT_NAME and bodies_in(whole) == _KNOWN
    return below.startswith(_BEGIN_NAMES) or levelled
