"""Traditional script to simplified, character for character."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from seeds.tables import words

# Below this share of traditional characters among the Han characters a page counts as simplified: a
# few are names or quotations, and must stay as they are.
_TRADITIONAL_SHARE = 0.01
_HAN = re.compile(r"[㐀-鿿]+")
_SURROGATES = re.compile(r"([\ud800-\udfff]+)")
# The characters of GB 2312 that are traditional forms all the same.
_ALSO_TRADITIONAL = "乾菸薹拚捱摺吒後徵夥榘於袷麴醣麽著"
# What of a long text is looked at to tell its script.
_STRETCHES, _STRETCH = 50, 4000


@cache
def _converter(direction: str = "t2s") -> Any:
    import opencc

    return opencc.OpenCC(direction)


@cache
def has_traditional_form(char: str) -> bool:
    """Tell whether a character is the simplified form of another (环 of 環)."""
    return bool(_converter("s2t").convert(char) != char)


@cache
def simple(char: str) -> str:
    """Return one character in simplified script."""
    converted: str = _converter().convert(char)
    return converted if len(converted) == 1 else char


def _simplified(text: str) -> str:
    if _SURROGATES.match(text):
        return text
    converted: str = _converter().convert(text)
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
    also = sum(map(text.count, _ALSO_TRADITIONAL))
    # GB 2312 holds no other traditional forms: what it can write needs no converting to be known as simplified.
    if not also:
        written = text.encode("gb2312", "ignore").decode("gb2312")
        if len(written) == len(text) or not any(map(_HAN.match, set(text).difference(written))):
            return False
    han = "".join(_HAN.findall(text))
    if not han:
        return False
    least = max(1, _TRADITIONAL_SHARE * len(han))
    if len(han) - len(han.encode("gb2312", "ignore")) // 2 + also < least:
        return False
    converted: str = _converter().convert(han)
    return sum(a != b for a, b in zip(han, converted, strict=False)) >= least
