"""Numbers in front of headings: their kinds (``seeds/tables/numbering.csv``) and their values."""

from __future__ import annotations

import unicodedata
from functools import cache

from extract import patterns as re
from extract.dates import figure
from extract.records import record
from seeds.tables import rows

_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
# Signs that stand for one number each, in order.
_COUNTED = (("①", "⑳"), ("Ⅰ", "Ⅻ"), ("A", "Z"))
_BELOW_HUNDRED = re.compile("[一二三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?")
_DOT = re.compile(r"[.\-－]")
_WIDTH = str.maketrans("（）〔〕", "()()")
# (-) and —、 are (一) and 一、 where somebody's OCR took a numeral of one stroke for a dash.
_STROKE = str.maketrans("-－—–―", "一一一一一")


@record
class Style:
    """A kind of numbering; a lower ``rank`` stands higher in the outline, ``first`` matches what it begins with."""

    kind: str
    rank: int
    first: re.Pattern[str]
    pattern: re.Pattern[str]


@record
class Number:
    """A number as found: ``label`` is its element of a path (一, (一), 1, 第三条)."""

    style: Style
    values: tuple[int, ...]
    label: str
    start: int
    end: int


@cache
def styles() -> tuple[Style, ...]:
    """Return the kinds of numbering, highest in the outline first."""
    return tuple(
        Style(row["kind"], int(row["rank"]), re.compile(f"[{row['first']}]"), re.compile(row["pattern"]))
        for row in rows("numbering")
    )


@cache
def _beginning_with(character: str) -> tuple[Style, ...]:
    return tuple(style for style in styles() if style.first.match(character))


def _value(digits: str) -> int | None:
    """Return the number that Chinese or Arabic digits write, None where they write none (一三)."""
    digits = digits.translate(_FORMAL)
    if digits.isdigit() and digits.isascii():
        return int(digits)
    for first, last in _COUNTED:
        if len(digits) == 1 and first <= digits <= last:
            return ord(digits) - ord(first) + 1
    if _BELOW_HUNDRED.fullmatch(digits):
        return figure(digits)
    # It is slow to load, and few outlines count beyond ninety-nine.
    import cn2an

    try:
        return int(cn2an.cn2an(digits, "smart"))
    except (ValueError, KeyError):  # it says ValueError for 一三, and stumbles over 百十
        return None


@cache
def _values(digits: str) -> tuple[int, ...] | None:
    """Return the figures of a number (1.2.3), None where one of them is none."""
    values = [_value(part) for part in _DOT.split(digits.replace(" ", ""))]
    known = tuple(value for value in values if value is not None)
    return known if len(known) == len(values) else None


def number_at(text: str, start: int) -> Number | None:
    """Return the number that begins at ``start``, None where none does."""
    for style in _beginning_with(text[start : start + 1]):
        match = style.pattern.match(text, start)
        if match is None:
            continue
        digits, one = match["n"], ""
        if digits is None:
            # One character may be a number with its marks: ㈠ is (一), ⒈ is 1., ⑴ is (1).
            one = unicodedata.normalize("NFKC", match["m"])
            digits = one.strip("().")
        printed = match[0]
        if len(digits) == 1:
            digits, printed = digits.translate(_STROKE), printed.translate(_STROKE)
        values = _values(digits)
        if values is None:
            continue
        label = (one or printed.translate(_WIDTH).replace(" ", "")).rstrip("、.．﹒：:")
        return Number(style, values, label, start, match.end())
    return None
