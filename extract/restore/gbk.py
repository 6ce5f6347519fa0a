"""The bytes of GBK: which two bytes are which character, which are none, and which characters policies print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from extract.restore.pinyin import first_readings, read_as
from extract.restore.script import simple

_TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))
_USUAL_MARKS = frozenset(
    "，。、；：（）“”‘’《》〈〉〔〕【】！？—…·　～％＋－．／①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳□○●■◆★※×℃→≥≤±"
)
_TONES = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿê")


@cache
def by_lead() -> Mapping[int, Mapping[int, str]]:
    """Return every character of GBK: lead byte → trail byte → character."""
    table: dict[int, dict[int, str]] = {}
    for lead in range(0x81, 0xFF):
        row = table.setdefault(lead, {})
        for trail in _TRAILS:
            try:
                row[trail] = bytes((lead, trail)).decode("gbk")
            except UnicodeDecodeError:
                continue
    return table


@cache
def no_character() -> Mapping[int, frozenset[int]]:
    """Return the pairs that no character has: first byte → second bytes that can lead a character."""
    rows = by_lead()
    leads = frozenset(rows)
    # 80 leads nothing, but is the second byte of some (個).
    return {0x80: leads} | {lead: left for lead, row in rows.items() if (left := frozenset(leads - row.keys()))}


@cache
def dropped_trails() -> tuple[tuple[frozenset[int], frozenset[int]], ...]:
    """Return groups of first bytes of such pairs with the second bytes that they share."""
    groups: dict[frozenset[int], set[int]] = {}
    for first, seconds in no_character().items():
        groups.setdefault(seconds, set()).add(first)
    return tuple((frozenset(firsts), seconds) for seconds, firsts in groups.items())


@cache
def pair(char: str) -> tuple[int, int] | None:
    """Return the two bytes of a character, private use included; None for one that has not two."""
    try:
        data = char.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return (data[0], data[1]) if len(data) == 2 else None


def fold_width(char: str) -> str:
    """Return the ASCII form of a full-width character, any other as it is."""
    return chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char


class _Plain(dict[str, str]):
    """A character in simplified script and half width."""

    def __missing__(self, char: str) -> str:
        found = self[char] = fold_width(simple(char))
        return found


plain = _Plain()
# In traditional script 著 stands for 着 as well (沿著, 顯著): one character to whoever weighs words.
plain["著"] = "着"


@cache
def usual(char: str) -> bool:
    """Tell whether a character is one that policies print; what isn't may be the trace of a misreading."""
    from extract.restore.language import common

    if char.isascii() or char in _TONES or char in _USUAL_MARKS or "！" <= char <= "～":
        return True
    return "㐀" <= char <= "鿿" and common(plain[char])


_Bytes = int | frozenset[int] | None


@cache
def candidates(leads: _Bytes, trails: _Bytes, reading: str = "", usually: bool = True) -> tuple[str, ...]:
    """Return the usual characters whose lead is one of ``leads`` and trail one of ``trails`` (None: any).

    Parameters
    ----------
    leads, trails
        A byte, several, or None for any.
    reading
        Where it is given, only characters that are read so: usually or, without ``usually``, at times.
    """
    rows = by_lead()
    if isinstance(leads, int):
        leads = frozenset((leads,))
    found: Iterable[str] = (
        char
        for lead in sorted(rows.keys() if leads is None else leads & rows.keys())
        for trail, char in rows[lead].items()
        if trails is None or trail == trails or (not isinstance(trails, int) and trail in trails)
    )
    if reading:
        fitting = read_as(reading)
        return tuple(c for c in found if c in fitting and (reading in first_readings(c)) == usually)
    return tuple(c for c in found if usual(c))
