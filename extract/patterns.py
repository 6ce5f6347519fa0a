"""Regular expressions whose compiled form is kept in the user's cache folder from one run to the next.

Python compiles every pattern anew at each start, and a class of Chinese characters takes it most of a millisecond: for
the patterns of extraction, longer than a document takes. So a module of this package writes
``from extract import patterns as re`` and goes on as with :mod:`re`; a pattern made of a page's own characters is left to
:mod:`re`.

What is kept is the compiler's code, handed to the same function that the compiler hands it to; it is kept only if that
gives a pattern equal to the compiler's own, for this very version of Python's engine, and whatever is amiss with it leads
back to the compiler.
"""

from __future__ import annotations

import atexit
import re
import sys
from array import array
from functools import cache
from itertools import islice
from pathlib import Path
from re import MULTILINE, I, M, Match, Pattern, S, escape, findall, finditer, fullmatch, match, search, split, sub

from extract.cachefile import load, path_of, store, told

__all__ = [
    "MULTILINE",
    "I",
    "M",
    "Match",
    "Pattern",
    "S",
    "compile",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
]

# Patterns of versions that are gone add up in the file; from so many on it begins anew with those of the run.
_MOST = 2000
# What an engine other than the one that this was written for may say.
_AMISS = (ImportError, AttributeError, RuntimeError, TypeError, ValueError, OverflowError, EOFError)
_Key = tuple[str, int]
_Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
_made: dict[_Key, Pattern[str]] = {}
_taken: set[_Key] = set()


def _file() -> Path:
    import _sre  # type: ignore[import-not-found]

    # Codes are words of the machine.
    return path_of(f"patterns-{sys.implementation.cache_tag}-{sys.hexversion:x}-{_sre.MAGIC}-{sys.byteorder}")


@cache
def _kept() -> dict[_Key, _Code]:
    """Return what earlier runs kept: for each pattern what the engine's own ``compile`` takes, the code as bytes."""
    try:
        return load(_file()) or {}
    except _AMISS as fault:
        told("patterns can't be loaded: %s", fault)
        return {}


def _from_code(pattern: str, kept: _Code) -> Pattern[str]:
    import _sre

    flags, code, groups, names, by_number = kept
    made: Pattern[str] = _sre.compile(pattern, flags, memoryview(code).cast("I").tolist(), groups, names, by_number)
    return made


def _code_of(made: Pattern[str], flags: int) -> _Code:
    """Return what makes a compiled pattern again, as ``re._compiler.compile`` works it out."""
    from re import _compiler  # type: ignore[attr-defined]

    code = _compiler._code(_compiler._parser.parse(made.pattern, flags), flags)
    by_number: list[str | None] = [None] * (made.groups + 1)
    for name, number in made.groupindex.items():
        by_number[number] = name
    return made.flags, array("I", code).tobytes(), made.groups, dict(made.groupindex), tuple(by_number)


def compile(pattern: str, flags: int = 0) -> Pattern[str]:  # noqa: A001 - stands in for re.compile
    """Return the compiled form of a pattern, what ``re.compile`` gives.

    Raises
    ------
    re.error
        Where the pattern is none.
    """
    key = pattern, int(flags)
    kept = _kept().get(key)
    if kept is not None:
        try:
            made = _from_code(pattern, kept)
        except _AMISS as fault:
            told("%r can't be made of what was kept: %s", pattern, fault)
        else:
            _taken.add(key)
            return made
    if not _made:
        atexit.register(_keep)
    _made[key] = made = re.compile(pattern, flags)
    return made


def _keep() -> None:
    """Write the patterns that this run had to compile beside those that it found."""
    kept = dict(_kept())
    if len(kept) + len(_made) > _MOST:
        kept = {key: kept[key] for key in _taken}
    try:
        codes = {key: _code_of(made, key[1]) for key, made in islice(_made.items(), _MOST)}
        kept |= {key: code for key, code in codes.items() if _from_code(key[0], code) == _made[key]}
        store(_file(), kept, f"patterns-{sys.implementation.cache_tag}-*.marshal")
    except _AMISS as fault:
        told("patterns can't be kept: %s", fault)
