"""The bytes of GBK: which two bytes are which character, which are none, and which characters policies print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from extract.page import UNKNOWN
from extract.restore.pinyin import first_readings, read_as
from extract.restore.script import first_level, simple, simple_forms
from seeds.tables import words

_TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))
_USUAL_MARKS = frozenset(
    "，。、；：（）“”‘’《》〈〉〔〕【】！？—…·　～％＋－．／①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳□○●■◆▲★☆※×℃→≥≤±°‰αβγμΩⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ〇‖｜∶〖〗「」『』︰﹒•▪＋"
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
    # Whoever asks for these asks for their plain forms next.
    forms = simple_forms([char for row in table.values() for char in row.values()])
    plain.update((char, fold_width(form)) for char, form in forms.items() if char not in plain)
    return table


@cache
def no_character() -> Mapping[int, frozenset[int]]:
    """Return the pairs that no character has: first byte → second bytes that can lead a character."""
    rows = by_lead()
    leads = frozenset(rows)
    # 80 leads nothing, but is the second byte of some (個).
    return {0x80: leads} | {lead: left for lead, row in rows.items() if (left := frozenset(leads - row.keys()))}


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


def unfold_width(char: str) -> str:
    """Return the full-width form of an ASCII character, any other as it is."""
    return chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char


class _Plain(dict[str, str]):
    """A character in simplified script and half width."""

    def __missing__(self, char: str) -> str:
        found = self[char] = fold_width(simple(char))
        return found


plain = _Plain()
# In traditional script 著 stands for 着 as well (沿著, 顯著): one character to whoever weighs words.
plain["著"] = "着"


@cache
def _printed() -> frozenset[str]:
    """Return the simplified characters that policies print: the 3,755 of GB 2312's first level, and rarer ones of names."""
    return frozenset(first_level()) | frozenset(words("rare_characters"))


@cache
def usual(char: str) -> bool:
    """Tell whether a character is one that policies print; what isn't may be the trace of a misreading."""
    if char.isascii() or char.isspace() or char in _TONES or char in _USUAL_MARKS or "！" <= char <= "～":
        return True
    return "㐀" <= char <= "鿿" and (char in _printed() or plain[char] in _printed())


_NOTHING: Mapping[str, float] = {}
_Bytes = int | frozenset[int] | None


class Chars:
    """Several characters one of which was written; equal only to itself, so that it is a cheap key.

    ``costs`` says of some what they cost (log) beside what the language says.
    """

    __slots__ = ("all_of", "costs")

    def __init__(self, all_of: Iterable[str], costs: Mapping[str, float] = _NOTHING) -> None:
        self.all_of = tuple(all_of)
        self.costs = costs


NO_CHARS = Chars(())


@cache
def candidates(leads: _Bytes, trails: _Bytes, reading: str = "", usually: bool = True) -> Chars:
    """Return the usual characters whose lead is one of ``leads`` and trail one of ``trails`` (None: any).

    Parameters
    ----------
    leads, trails
        A byte, several, or None for any.
    reading, usually
        Where a reading is given, only characters that are read so: usually or, without ``usually``, at times.
    """
    if reading:
        fitting = (c for c in read_as(reading) if (reading in first_readings(c)) == usually)
        return Chars(c for c in fitting if (both := pair(c)) and _is(both[0], leads) and _is(both[1], trails))
    rows = by_lead()
    among = (leads,) if isinstance(leads, int) else sorted(rows if leads is None else leads & rows.keys())
    if isinstance(trails, int):
        found = [c for lead in among if (c := rows.get(lead, {}).get(trails)) is not None]
    else:
        found = [c for lead in among for t, c in rows.get(lead, {}).items() if trails is None or t in trails]
    # The box of forms stands for what nobody can know; nobody takes it for what was written.
    return Chars(c for c in found if c != UNKNOWN and usual(c))


def _is(byte: int, one_of: _Bytes) -> bool:
    return one_of is None or (byte == one_of if isinstance(one_of, int) else byte in one_of)


@cache
def before_dropped(leads: int | frozenset[int]) -> Chars:
    """Return the usual characters of some leads whose second byte may begin a pair that no character has."""
    return candidates(leads, frozenset(no_character()))


@cache
def seconds_of(char: str) -> frozenset[int]:
    """Return which bytes make a pair without a character with the second byte of ``char``."""
    both = pair(char)
    return no_character()[both[1]] if both else frozenset()
