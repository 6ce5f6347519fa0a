"""The channel that damages pages, seeded: script, pinyin on bytes, folds on bytes, trims, a reader out of step.

Sites differ, so each seed draws one: which characters carry a reading, whether pairs without a character are
dropped or kept as private use, how a byte that leads nowhere is shown.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

import opencc
import pypinyin

_S2T = opencc.OpenCC("s2t")
_PARTING = (b"\xa1\xa3", b"\xa3\xa1", b"\xa3\xbb", b"\xa3\xbf", b"\xa3\xac")
_FOLDS = {b"\xa3\xa1": b"!", b"\xa3\xbb": b";", b"\xa3\xbf": b"?", b"\xa3\xac": b","}
_WIDE = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in "!,:;?()"})


# A byte with the written character that it belongs to (-1: injected).
_Byte = tuple[bytes, int]


@dataclass(frozen=True)
class Site:
    """How one site edits and shows text."""

    annotated: dict[bytes, bytes]
    drops_private: bool
    marks_lost_lead: bool
    trims: bool
    swallow_figures: bool


@dataclass(frozen=True)
class Damaged:
    """A damaged page, what was written (half width, simplified), and the runs of it that were misread."""

    page: str
    written: str
    runs: tuple[tuple[int, int], ...]
    unknown: frozenset[int]


def traditional(text: str) -> str:
    """Turn text into traditional script character by character, as sites do."""
    out = []
    for char in text:
        turned = _S2T.convert(char)
        # A character that doesn't come back alone (里 → 裏 → 里 does, 着 → 著 may not) is left as sites leave it.
        keeps = len(turned) != 1 or char in "制布范于里后着台准系向云面余征松致沖采志划" or not encodable(turned)
        out.append(char if keeps else turned)
    return "".join(out)


def encodable(char: str) -> bool:
    """Tell whether GBK has a character."""
    try:
        return len(char.encode("gbk")) <= 2
    except UnicodeEncodeError:
        return False


def draw_site(text: str, rng: random.Random) -> Site:
    """Draw a site that annotates some of the page's frequent characters."""
    han = [c for c in dict.fromkeys(traditional(text)) if "一" <= c <= "鿿" and encodable(c)]
    chosen = rng.sample(han, min(len(han), rng.randint(25, 70)))
    readings = {}
    for char in chosen:
        reading = pypinyin.pinyin(char, heteronym=False)[0][0]
        try:
            readings[char.encode("gbk")] = f"({reading})".encode("gbk")
        except UnicodeEncodeError:
            continue
    return Site(readings, rng.random() < 0.6, rng.random() < 0.5, rng.random() < 0.6, rng.random() < 0.8)


def damage(text: str, seed: int, parted: bool = False) -> Damaged:
    """Send a page through the channel.

    Parameters
    ----------
    text
        Simplified, with punctuation of any width; characters outside GBK are left out.
    seed
        Draws the site and what it hits.
    parted
        Whether the site takes the bytes apart at sentence marks, wherever they start, and shows each part by itself:
        the mark stays as it is, the byte before it is shown as ``?`` or not at all.
    """
    rng = random.Random(seed)
    text = "".join(c for c in text if encodable(c) and c != "\r")
    text = re.sub(r"[!,:;?()]", lambda m: m[0].translate(_WIDE), text)
    site = draw_site(text, rng)
    if parted and rng.random() < 0.4:
        site = replace(site, annotated={})
    shown: list[str] = []
    written: list[str] = []
    runs: list[tuple[int, int]] = []
    unknown: set[int] = set()
    base = 0
    for line in text.split("\n"):
        plain = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in line)
        page, found, lost = _parted(line, site, rng) if parted else _line(line, site, rng)
        shown.append(page)
        written.append(plain)
        runs += [(base + a, base + b) for a, b in found]
        unknown |= {base + i for i in lost}
        base += len(plain) + 1
    return Damaged("\n".join(shown), "\n".join(written), tuple(runs), frozenset(unknown))


def _line(line: str, site: Site, rng: random.Random) -> tuple[str, list[tuple[int, int]], set[int]]:
    """Damage one line: the page's line, the misread runs of the written line, what can't be known."""
    data: list[_Byte] = []  # one byte each, with the written character it belongs to (-1: injected)
    for i, char in enumerate(traditional(line)):
        data += [(bytes([b]), i) for b in char.encode("gbk")]
    data = _annotate(data, site, rng)
    data = _fold(data, rng)
    trimmed = site.trims and line[:1] in "（一二三四五六七八九十" and rng.random() < 0.5
    prefix = "?" if trimmed else ""
    if trimmed:
        data = [(b"\xa1", -1), *data]
    page, runs, lost = _show(data, site)
    # Whoever copies the page folds what is left of full-width forms, misread ones too (Ｍ → M).
    return prefix + "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in page), runs, lost


def _parted(line: str, site: Site, rng: random.Random) -> tuple[str, list[tuple[int, int]], set[int]]:
    """Damage one line on a site that takes it apart at sentence marks."""
    data: list[_Byte] = [(bytes([b]), i) for i, char in enumerate(traditional(line)) for b in char.encode("gbk")]
    data = _annotate(data, site, rng)
    page, runs, lost = "", [], set()
    start = i = 0
    while i < len(data):
        # A mark at a true boundary parts too, which puts the reader back in step.
        ends = i + 1 >= len(data)
        if ends or (data[i][0] + data[i + 1][0] in _PARTING and (data[i][1] == data[i + 1][1] or rng.random() < 0.8)):
            part, found, gone = _show(data[start : len(data) if ends else i], site)
            page += part + ("" if ends else (data[i][0] + data[i + 1][0]).decode("gbk"))
            if not ends and data[i][1] != data[i + 1][1]:
                found.append((data[i][1], data[i + 1][1] + 1))
            runs, lost, start, i = runs + found, lost | gone, i + 2, i + 1
        i += 1
    merged = runs_of({k for a, b in runs for k in range(a, b)})
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in page), merged, lost


def _annotate(data: list[_Byte], site: Site, rng: random.Random) -> list[_Byte]:
    out: list[_Byte] = []
    i = 0
    while i < len(data):
        pair = data[i][0] + data[i + 1][0] if i + 1 < len(data) else b""
        aligned = i + 1 < len(data) and data[i][1] == data[i + 1][1]
        if pair in site.annotated and (aligned or rng.random() < 0.7):
            out += [data[i], data[i + 1]]
            out += [(bytes([b]), -1) for b in site.annotated[pair]]
            i += 2
            continue
        out.append(data[i])
        i += 1
    return out


def _fold(data: list[_Byte], rng: random.Random) -> list[_Byte]:
    out: list[_Byte] = []
    i = 0
    while i < len(data):
        pair = data[i][0] + data[i + 1][0] if i + 1 < len(data) else b""
        aligned = i + 1 < len(data) and data[i][1] == data[i + 1][1]
        if pair in _FOLDS and (aligned or rng.random() < 0.5):
            out.append((_FOLDS[pair], data[i][1] if aligned else -2))
            i += 2
        else:
            out.append(data[i])
            i += 1
    return out


def _show(data: list[_Byte], site: Site) -> tuple[str, list[tuple[int, int]], set[int]]:
    """Decode as a browser does: two bytes a character, out of step until an ASCII byte."""
    out: list[str] = []
    bad: set[int] = set()
    unknown: set[int] = set()
    i = 0
    while i < len(data):
        byte, owner = data[i]
        if byte < b"\x80":
            out.append(byte.decode("ascii"))
            i += 1
            continue
        if i + 1 >= len(data):
            bad.add(owner)
            out.append("?" if site.marks_lost_lead and owner >= 0 else "")
            break
        second, other = data[i + 1]
        pair = byte + second
        if owner != other or owner < 0:
            bad |= {o for o in (owner, other) if o >= 0}
        if second < b"\x40":
            bad.add(owner)
            if second in (b"!", b";", b",", b"?") and other == -2:
                out.append("?" if site.marks_lost_lead and second == b";" else "")
                i += 1
                continue
            out.append("?")
            if second == b"(" and other < 0:
                i += 2
            elif other >= 0:
                # A figure or a bracket of the text itself: swallowed, and nobody can know it.
                unknown.add(other)
                bad.add(other)
                i += 2
            else:
                i += 1
            continue
        try:
            out.append(pair.decode("gbk"))
        except UnicodeDecodeError:
            private = pair.decode("gb18030", "ignore")
            out.append("" if site.drops_private or len(private) != 1 else private)
        i += 2
    return "".join(out), runs_of(bad), unknown


def runs_of(bad: set[int]) -> list[tuple[int, int]]:
    """Return the runs that places make up."""
    runs: list[tuple[int, int]] = []
    for i in sorted(bad - {-1, -2}):
        if runs and i - runs[-1][1] <= 1:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs
