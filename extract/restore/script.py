"""The characters of a page made those of simplified script, one for one: radicals and traditional forms."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from extract import patterns as re
from seeds.tables import rows, words

# Below this share of traditional characters among the Han characters a page counts as simplified: a
# few are names or quotations, and must stay as they are.
_TRADITIONAL_SHARE = 0.01
_HAN = re.compile(r"[㐀-鿿]+")
# Radicals and characters kept for other standards' sake: PDF files of some fonts have ⼯⻓ where 工长 is printed.
_LOOK_ALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_SURROGATES = re.compile(r"([\ud800-\udfff]+)")
# The characters of GB 2312 that are traditional forms all the same.
_ALSO_TRADITIONAL = "乾菸薹拚捱摺吒後徵夥榘於袷麴醣麽著"
_MARKS = "，。、；：（）“”‘’《》〈〉〔〕【】！？—…·　～％＋－．／"
# What of a long text is looked at to tell its script.
_STRETCHES, _STRETCH = 50, 4000


def first_level() -> str:
    """Return the 3,755 characters of GB 2312's first level."""
    return bytes(byte for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF) for byte in (a, b)).decode(
        "gb2312", "ignore"
    )


@cache
def _uncommon() -> re.Pattern[str]:
    common = "".join(sorted(set(first_level()).difference(_ALSO_TRADITIONAL)))
    return re.compile(f"[^\\x00-\\x7f{common}{_MARKS}]")


@lru_cache(maxsize=4)
def uncommon(text: str) -> frozenset[str]:
    """Return the characters of a page but for the commonest: ASCII, GB 2312's first level, the marks of running text.

    What else may tell damage or script is among these few, so that sound text is gone through once.
    """
    return frozenset(_uncommon().findall(text))


@cache
def _unified() -> Mapping[int, str]:
    every = (chr(code) for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)))
    found = {ord(c): unicodedata.normalize("NFKC", c) for c in every}
    return found | {ord(row["radical"]): row["character"] for row in rows("radicals")}


def unified(text: str) -> str:
    """Return ``text`` with the characters that radicals and compatibility forms stand for, as long as it was.

    Sources: Unicode's compatibility decompositions and, for radicals that have none, its EquivalentUnifiedIdeograph.
    """
    return text.translate(_unified()) if any(map(_LOOK_ALIKE.match, uncommon(text))) else text


@cache
def _converter(direction: str = "t2s") -> Any:
    import opencc

    return opencc.OpenCC(direction)


@cache
def in_both(char: str) -> bool:
    """Tell whether traditional script prints a character too (于 beside 於): what Big5 has."""
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _variants() -> Mapping[int, str]:
    """Return the characters of pages in traditional script that are neither's standard form: 陜 for 陕."""
    return {ord(row["printed"]): row["character"] for row in rows("variants")}


@cache
def simple(char: str) -> str:
    """Return one character in simplified script."""
    converted: str = _converter().convert(char).translate(_variants())
    return converted if len(converted) == 1 else char


@cache
def traditional(char: str) -> str:
    """Return the traditional form of a simplified character (環 of 环), any other as it is."""
    return _traditional_forms().get(char, char)


def simple_forms(chars: Sequence[str]) -> Mapping[str, str]:
    """Return several characters in simplified script; one by one takes the converter ten times as long."""
    return dict(zip(chars, "".join(_each("t2s", chars)).translate(_variants()), strict=True))


@cache
def _traditional_forms() -> Mapping[str, str]:
    han = tuple(map(chr, range(0x3400, 0xA000)))
    return dict(zip(han, _each("s2t", han), strict=True))


def _each(direction: str, chars: Sequence[str]) -> list[str]:
    """Convert characters, each by itself, and only to one."""
    converted: str = _converter(direction).convert("\n".join(chars))
    return [new if len(new) == 1 else old for old, new in zip(chars, converted.split("\n"), strict=True)]


def _simplified(text: str) -> str:
    if _SURROGATES.match(text):
        return text
    converted: str = _converter().convert(text).translate(_variants())
    return converted if len(converted) == len(text) else "".join(map(simple, text))


def simplify(text: str) -> str:
    """Return ``text`` in simplified script, as long as it was; 著 becomes 着 but in words of its own (显著)."""
    # A lone surrogate has no UTF-8, which the converter asks for: what stands between them is converted.
    converted = "".join(_simplified(part) for part in _SURROGATES.split(text))
    if "著" not in converted:
        return converted
    kept = [m.span() for m in re.finditer("|".join(words("zhu")), converted)]
    out = list(converted)
    for i, char in enumerate(converted):
        if char == "著" and not any(start <= i < end for start, end in kept):
            out[i] = "着"
    return "".join(out)


def is_traditional(text: str) -> bool:
    """Tell whether the page is set in traditional script; of a long text, from stretches all over it."""
    if len(text) > _STRETCHES * _STRETCH:
        step = len(text) // _STRETCHES
        text = "\n".join(text[i : i + _STRETCH] for i in range(0, len(text), step))
    # GB 2312 holds no other traditional forms: what it can write needs no converting to be known as simplified.
    may_be = (
        c for c in uncommon(text) if c in _ALSO_TRADITIONAL or (_HAN.match(c) and not c.encode("gb2312", "ignore"))
    )
    count = sum(map(text.count, may_be))
    if not count:
        return False
    found = _HAN.findall(text)
    least = max(1, _TRADITIONAL_SHARE * sum(map(len, found)))
    if count < least:
        return False
    han = "".join(found)
    converted: str = _converter().convert(han)
    return sum(a != b for a, b in zip(han, converted, strict=False)) >= least
