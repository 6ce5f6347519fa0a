"""The channel of :mod:`tests.damage` as other sites may have it, seeded.

Sites differ, so each seed draws one: script and how it is converted, which characters carry a reading and how it is
printed, which folds fire, how often they cross a boundary, whether indents are trimmed, which marks stand outside the
bytes, and what the reader shows where bytes have no character. Each drawn site is one that the mechanisms allow; no
list of real sites stands behind it.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import opencc
import pypinyin

from extract.restore.script import simplify
from tests.damage import Damaged, encodable, runs_of

_S2T = opencc.OpenCC("s2t")
_WIDE = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in "!,:;?()"})
_TONES = frozenset("\u0304\u0301\u030c\u0300")
# Characters that carry readings on pages where they do not stand too: the site's list is made for all its pages.
_LISTED = "发国节环产业会长开关动运进远还这达过务劳势单卖卫厂厅历压县参双变号叶后园团图场块坚坏声处备够头奖"
_LISTED += "妇学宁实审宾导将尔尘尝层届岁岛岭峡币师带帮广庄庆库应废张弹强归当录征径总恒恶态悬惊惯戏战户扑扩扫"
_LISTED += "护报担拟拥择挂挡挥损换据掳摄摆摇撑敌数斋断无旧时显晋晓术机杀杂权条来杨极构枪标树样桥检楼欢欧歼残"


@dataclass(frozen=True)
class Reader:
    """What is shown where bytes have no character.

    ``hole`` stands for a byte that leads nowhere; with ``swallows`` an ASCII character behind it goes with it.
    ``pair`` stands for two bytes that no character has: ``"private"`` keeps private use, ``"step"`` means that the
    reader shows a hole for the first byte only and goes on with the second, anything else is printed.
    """

    hole: str
    swallows: bool
    pair: str


_READERS = (
    (Reader("?", True, ""), 4),
    (Reader("?", True, "private"), 4),
    (Reader("?", True, "?"), 2),
    (Reader("?", False, ""), 1),
    (Reader("?", False, "?"), 1),
    (Reader("", False, ""), 1),
    (Reader("\ufffd", False, "\ufffd"), 2),  # a browser
    (Reader("\ufffd", False, "private"), 2),  # a browser, or Python's gb18030, errors replaced
    (Reader("\ufffd", False, "step"), 1),  # Python's gbk, errors replaced
    (Reader("", False, "step"), 1),  # Python's gbk, errors ignored
    (Reader("", False, "private"), 1),
)


@dataclass(frozen=True)
class Site:
    """How one site edits and shows text."""

    convert: Callable[[str], str]
    annotated: dict[bytes, bytes]
    folds: dict[bytes, bytes]
    crossing_readings: float
    crossing_folds: float
    trims: float
    trims_any: bool
    trim_mark: str
    entities: str
    reader: Reader
    folds_what_is_left: bool


def half(text: str) -> str:
    """Fold full-width forms of ASCII."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)


def by_characters(text: str) -> str:
    """Turn text into traditional script character by character, but what would not come back the same."""
    out = []
    for char in text:
        turned = _S2T.convert(char)
        keeps = len(turned) != 1 or not encodable(turned) or char in "制布范于里后着台准系向云面余征松致沖采志划"
        out.append(char if keeps else turned)
    return _returning(text, "".join(out))


def by_words(text: str) -> str:
    """Turn text into traditional script by words, as OpenCC does."""
    turned = _S2T.convert(text)
    return _returning(text, turned) if len(turned) == len(text) else by_characters(text)


def _returning(text: str, turned: str) -> str:
    """Keep the simplified form where the traditional one does not lead back: that loss is not a reader's."""
    back = simplify(turned)
    return "".join(t if b == s and encodable(t) else s for s, t, b in zip(text, turned, back, strict=True))


def draw_site(text: str, rng: random.Random) -> Site:
    """Draw a site: what it does to every page, this one and others."""
    convert = rng.choices([by_characters, by_words, lambda t: t], [5, 2, 4])[0]
    folds = {bytes((0xA3, ord(c) + 0x80)): c.encode() for c in "!;?," if rng.random() < 0.85}
    if rng.random() < 0.25:
        folds |= {bytes((0xA3, ord(c) + 0x80)): c.encode() for c in "():"}
    if rng.random() < 0.15:
        folds |= {bytes((0xA3, c + 0x80)): bytes((c,)) for c in range(0x21, 0x7F)}
    has_readings = rng.random() < 0.8
    has_folds = not has_readings or rng.random() < 0.8
    return Site(
        convert,
        _draw_readings(convert(text), rng) if has_readings else {},
        folds if has_folds else {},
        rng.choice((0.3, 0.7, 1.0)),
        rng.choice((0.2, 0.5, 1.0)),
        rng.choice((0.0, 0.0, 0.3, 0.6)),
        rng.random() < 0.3,
        rng.choice(("?", "?", "\ufffd", "")),
        rng.choice(("", "", "、", "、", "、“”")),
        rng.choices([r for r, _ in _READERS], [n for _, n in _READERS])[0],
        rng.random() < 0.7,
    )


def _draw_readings(text: str, rng: random.Random) -> dict[bytes, bytes]:
    """Draw which characters carry a reading: some of the page's, some that other pages have."""
    here = [c for c in dict.fromkeys(text) if "一" <= c <= "鿿" and encodable(c)]
    changed = [c for c in here if c in by_characters(simplify(text)) and c not in simplify(text)]
    pool = changed if changed and rng.random() < 0.5 else here
    chosen = rng.sample(pool, min(len(pool), rng.randint(20, 120)))
    others = [c for c in (_S2T.convert(_LISTED) if changed else _LISTED) if encodable(c)]
    chosen += rng.sample(others, rng.randint(0, 60))
    opening, closing = ("(", ")") if rng.random() < 0.75 else ("（", "）")
    toneless = rng.random() < 0.12
    readings = {}
    for char in chosen:
        reading = pypinyin.pinyin(char, heteronym=False)[0][0]
        if toneless:
            bare = (c for c in unicodedata.normalize("NFD", reading) if c not in _TONES)
            reading = unicodedata.normalize("NFC", "".join(bare))
        if all(map(encodable, reading)):
            readings[char.encode("gbk")] = f"{opening}{reading}{closing}".encode("gbk")
    return readings


# A byte, the written character that it belongs to (-1: injected, -2: a fold across a boundary), and whether it is
# the start of an entity, which no reader swallows.
_Bytes = list[tuple[int, int]]


def damage(text: str, seed: int) -> Damaged:
    """Send a page through the channel.

    Parameters
    ----------
    text
        Simplified, with punctuation of any width; characters outside GBK are left out.
    seed
        Draws the site and what it hits.
    """
    rng = random.Random(seed)
    text = "".join(c for c in text if encodable(c) and c != "\r")
    text = re.sub(r"[!,:;?()]", lambda m: m[0].translate(_WIDE), text)
    # What stands in traditional script already, or is written with 著, is not the channel's.
    text = "".join(c for c, s in zip(text, simplify(text), strict=True) if s == c)
    site = draw_site(text, rng)
    shown: list[str] = []
    written: list[str] = []
    runs: list[tuple[int, int]] = []
    unknown: set[int] = set()
    base = 0
    for line in text.split("\n"):
        plain = half(line)
        page, found, lost = _line(line, site, rng)
        shown.append(page)
        written.append(plain)
        runs += [(base + a, base + b) for a, b in found]
        unknown |= {base + i for i in lost}
        base += len(plain) + 1
    return Damaged("\n".join(shown), "\n".join(written), tuple(runs), frozenset(unknown))


def _line(line: str, site: Site, rng: random.Random) -> tuple[str, list[tuple[int, int]], set[int]]:
    """Damage one line: the page's line, the misread runs of the written line, what can't be known."""
    data: _Bytes = []
    entities = []
    for i, char in enumerate(site.convert(line)):
        if char in site.entities:
            entities.append(char)
            data.append((0, i))
            continue
        data += [(b, i) for b in char.encode("gbk")]
    data = _annotate(data, site, rng)
    data = _fold(data, site, rng)
    trimmed = bool(line) and (site.trims_any or line[0] in "（一二三四五六七八九十") and rng.random() < site.trims
    if trimmed:
        data = [(0xA1, -1), *data]
    page, runs, lost = _show(data, entities, site.reader)
    # Whoever copies the page may fold what is left of full-width forms, misread ones too (Ｍ → M).
    page = (site.trim_mark if trimmed else "") + page
    return half(page) if site.folds_what_is_left else page, runs, lost


def _edit(
    data: _Bytes, table: dict[bytes, bytes], crossing: float, rng: random.Random, replaces: bool
) -> tuple[_Bytes, bool]:
    """Replace or follow pairs of bytes wherever they stand; across a boundary as often as ``crossing`` says."""
    out: _Bytes = []
    i = 0
    while i < len(data):
        pair = bytes((data[i][0], data[i + 1][0])) if i + 1 < len(data) else b""
        aligned = i + 1 < len(data) and data[i][1] == data[i + 1][1]
        if pair in table and (aligned or rng.random() < crossing):
            if replaces:
                out += [(b, data[i][1] if aligned else -2) for b in table[pair]]
            else:
                out += [data[i], data[i + 1], *((b, -1) for b in table[pair])]
            i += 2
            continue
        out.append(data[i])
        i += 1
    return out, False


def _annotate(data: _Bytes, site: Site, rng: random.Random) -> _Bytes:
    return _edit(data, site.annotated, site.crossing_readings, rng, replaces=False)[0]


def _fold(data: _Bytes, site: Site, rng: random.Random) -> _Bytes:
    return _edit(data, site.folds, site.crossing_folds, rng, replaces=True)[0]


def _show(data: _Bytes, entities: list[str], reader: Reader) -> tuple[str, list[tuple[int, int]], set[int]]:
    """Decode as a reader does: two bytes a character, out of step until an ASCII byte."""
    out: list[str] = []
    bad: set[int] = set()
    unknown: set[int] = set()
    left = iter(entities)
    i = 0
    while i < len(data):
        byte, owner = data[i]
        if byte < 0x80:
            out.append(chr(byte) if byte else next(left))
            if owner == -2 or (byte and owner >= 0 and i and data[i - 1][1] == owner and data[i - 1][0] >= 0x80):
                bad.add(owner)
            i += 1
            continue
        second, other = data[i + 1] if i + 1 < len(data) else (0, -1)
        if second < 0x40:
            # Nothing to pair with: the end, an entity, or an ASCII character that some readers take along.
            bad.add(owner)
            out.append(reader.hole)
            i += 1
            if reader.swallows and second and i < len(data):
                i += 1
                if other >= 0:
                    # A figure or a bracket of the text itself: swallowed, and nobody can know it.
                    unknown.add(other)
                    bad.add(other)
            continue
        if owner != other or owner < 0:
            bad |= {o for o in (owner, other) if o >= 0}
        pair = bytes((byte, second))
        try:
            out.append(pair.decode("gbk"))
        except UnicodeDecodeError:
            if reader.pair == "step" or byte == 0xFF or (second < 0x80 and reader.pair == "\ufffd"):
                out.append(reader.hole)
                i += 1
                continue
            private = pair.decode("gb18030", "ignore")
            keeps = reader.pair == "private" and len(private) == 1
            out.append(private if keeps else reader.hole if reader.pair == "private" else reader.pair)
        i += 2
    return "".join(out), runs_of(bad), unknown
