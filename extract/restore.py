"""Undo what a web page did to the text: injected pinyin, traditional script.

Misread bytes are left as they are for now. The channel of damage: a site turns a simplified page into
traditional script character by character and puts the reading of a character behind it in brackets,
``發(fā)展``. Only a reading of the character before it is removed, so ``(GDP)`` and ``(一)`` stay.
"""

from __future__ import annotations

import re
from array import array
from functools import cache
from typing import Any

from extract.page import Page, Repair
from seeds.tables import words

_LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ"
_ANNOTATION = re.compile(rf"(?<=[㐀-鿿])[(（]([{_LETTERS}]{{1,7}})[)）]")
# Below this share of traditional characters among the Han characters a page counts as simplified: a
# few are names or quotations, and must stay as they are.
_TRADITIONAL_SHARE = 0.01
_HAN = re.compile(r"[㐀-鿿]")


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


@cache
def _readings(char: str) -> frozenset[str]:
    """Return the readings of a character in either script, with tone marks."""
    import pypinyin

    both = {char, _converter().convert(char)}
    found = set()
    for form in both:
        for style in (pypinyin.Style.TONE, pypinyin.Style.NORMAL):
            found.update(pypinyin.pinyin(form, style=style, heteronym=True)[0])
    return frozenset(found)


def _injected(text: str, traditional: bool) -> list[re.Match[str]]:
    found = [m for m in _ANNOTATION.finditer(text) if m[1] in _readings(text[m.start() - 1])]
    # One gloss on a simplified page is an author's own (囧(jiǒng)); a site's replacement strikes often.
    return found if traditional or len(found) > 1 else []


def _simplify(text: str) -> str:
    """Return ``text`` in simplified script, character for character."""
    converted: str = _converter().convert(text)
    if len(converted) != len(text):
        converted = "".join(c if len(c) == 1 else o for o in text for c in (_converter().convert(o),))
    kept = [m.span() for m in re.finditer("|".join(words("zhu")), converted)]
    out = list(converted)
    for i, char in enumerate(converted):
        if char == "著" and not any(start <= i < end for start, end in kept):
            out[i] = "着"
    return "".join(out)


def is_traditional(text: str) -> bool:
    """Tell whether the page is set in traditional script."""
    han = len(_HAN.findall(text))
    if not han:
        return False
    converted: str = _converter().convert(text)
    return sum(a != b for a, b in zip(text, converted, strict=False)) >= max(1, _TRADITIONAL_SHARE * han)


def restore(source: str) -> Page:
    """Return the page with injected pinyin removed and, on a traditional page, in simplified script.

    Parameters
    ----------
    source
        The decoded text of a file.

    Returns
    -------
    Page
        Text without damage unchanged; every character maps back to its place in ``source``.
    """
    traditional = is_traditional(source)
    repairs: list[Repair] = []
    kept = bytearray(b"\x01") * len(source)
    for match in _injected(source, traditional):
        kept[match.start() : match.end()] = bytes(match.end() - match.start())
        repairs.append(Repair(match.start(), match[0], "", "injected pinyin", 1.0))
    origin = array("q", (i for i, keep in enumerate(kept) if keep))
    bare = source if len(origin) == len(source) else "".join(source[i] for i in origin)
    text = _simplify(bare) if traditional else bare
    if traditional:
        changed = sum(a != b for a, b in zip(bare, text, strict=True))
        repairs.append(Repair(0, "", "", f"traditional script, {changed} characters", 1.0))
    return Page(text, origin, tuple(repairs))
