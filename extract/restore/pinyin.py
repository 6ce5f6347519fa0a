"""Readings that a site put behind characters, ``發(fā)展``: only a reading of the character before counts."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from extract import patterns as re
from extract.facts import Span
from extract.restore.kept import file_beside, kept
from extract.restore.script import simple

TONE_LETTERS = "āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿê"
LETTERS = "a-z" + TONE_LETTERS
# Macron, acute, caron, grave: the four tones.
_TONE_MARKS = frozenset("\u0304\u0301\u030c\u0300")
# A reading as it stands in brackets: some sites leave a blank, the tone's number or other readings behind it, 會(huì ),
# 均(jun1), 一(yī / yì).
READING = rf"([{LETTERS}]{{1,7}})(?: ?/ ?[{LETTERS}]{{1,7}}){{0,3}}[1-5]?[ \u00a0\u3000]?"
ANNOTATION = re.compile(rf"[(（](?<=[㐀-鿿].){READING}[)）]")
# A site that edits a page several times puts the reading there several times, 電(dian)(dian).
_ANNOTATIONS = re.compile(rf"{ANNOTATION.pattern}(?:[(（]\1[1-5]?[ \u00a0\u3000]?[)）])*")

# A reading that lost something itself.
_CUT = re.compile(rf"(?<=[㐀-鿿])([(（]?)([{LETTERS}?]{{1,7}})([)）]?)")
_TELLING = 2
_MANY = 5


@cache
def _tables() -> tuple[Mapping[int, str], Mapping[str, str]]:
    """Return pypinyin's table of single characters, code point to readings with a comma between, and what it is reversed."""
    return kept("readings", _both_ways, file_beside("pypinyin", "pinyin_dict.py").read_bytes())


def _both_ways(_: bytes) -> tuple[dict[int, str], dict[str, str]]:
    from pypinyin.pinyin_dict import pinyin_dict

    table: dict[int, str] = dict(pinyin_dict)
    found: dict[str, set[str]] = {}
    for code, all_of in table.items():
        for reading in all_of.split(","):
            found.setdefault(reading, set()).add(chr(code))
            found.setdefault(_plain(reading), set()).add(chr(code))
    return table, {reading: "".join(sorted(chars)) for reading, chars in found.items()}


@cache
def _plain(reading: str) -> str:
    """Return a reading without its tone mark; ü keeps its dots."""
    bare = (c for c in unicodedata.normalize("NFD", reading) if c not in _TONE_MARKS)
    return unicodedata.normalize("NFC", "".join(bare))


@cache
def readings(char: str) -> frozenset[str]:
    """Return the readings of a character in either script, with and without tone marks."""
    found = {r for form in {char, simple(char)} for r in _tables()[0].get(ord(form), "").split(",") if r}
    return frozenset(found | {_plain(r) for r in found})


@cache
def first_readings(char: str) -> frozenset[str]:
    """Return the usual reading of a character in either script, with and without tone marks."""
    found = {_tables()[0].get(ord(form), "").split(",")[0] for form in {char, simple(char)}} - {""}
    return frozenset(found | {_plain(r) for r in found})


def read_as(reading: str) -> str:
    """Return the characters that have a reading, with its tone mark or without tone marks at all."""
    return _tables()[1].get(reading, "")


def cut_reading(text: str, at: int) -> int:
    """Return where a reading ends that begins at a place and lost a bracket or one of its letters; 0 where there is none.

    With both brackets 開(ki), 開(k?i) and 開(āi) are of 開 kāi; with one only the whole reading is. A single letter of
    ASCII in brackets is the text's own, 其他(a).
    """
    found = _CUT.match(text, at) if at else None
    if found is None:
        return 0
    opening, letters, closing = found.groups()
    if not (opening or closing) or (letters.isascii() and len(letters) < _TELLING):
        return 0
    of_it = readings(text[at - 1])
    if not (opening and closing):
        return found.end() if letters in of_it else 0
    one_less = {
        reading[:k] + hole + reading[k + 1 :] for reading in of_it for k in range(len(reading)) for hole in ("", "?")
    }
    return found.end() if letters in one_less else 0


@lru_cache(maxsize=4)
def is_annotated(text: str) -> bool:
    """Tell whether a page holds anything like a reading in brackets behind a character."""
    return ANNOTATION.search(text) is not None


def injected(text: str, traditional: bool) -> list[Span]:
    """Return the annotations that a site injected; one gloss on a simplified page is an author's own (囧(jiǒng)).

    Where there are many, those that lost a part of themselves are the site's too.
    """
    if not is_annotated(text):
        return []
    found = [Span(*m.span()) for m in _ANNOTATIONS.finditer(text) if m[1] in readings(text[m.start() - 1])]
    if len(found) >= _MANY:
        whole = {span.start for span in found}
        cut = (Span(m.start(), cut_reading(text, m.start())) for m in _CUT.finditer(text) if m.start() not in whole)
        found += [span for span in cut if span.end]
    return found if traditional or len(found) > 1 else []
