"""Numbers of automatic lists, written as Word and browsers print them."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CHINESE = ("chinese", "ideograph", "japanese", "taiwanese", "cjk", "simp", "trad")


def written(value: int, form: str) -> str:
    """Return a number in a list's form, named as in OOXML (ST_NumberFormat) or CSS (list-style-type)."""
    form = form.replace("-", "").lower()
    if "enclosedcircle" in form:
        return chr(ord("①") + value - 1) if 1 <= value <= 20 else str(value)
    if form.startswith(_CHINESE):
        return _chinese(value)
    if form.endswith(("letter", "alpha", "latin")) and 1 <= value <= 26:
        return chr(ord("A" if form.startswith("upper") else "a") + value - 1)
    if form.endswith("roman") and 1 <= value < 40:
        roman = _roman(value)
        return roman.upper() if form.startswith("upper") else roman
    if form == "decimalfullwidth":
        return "".join(chr(ord(c) + 0xFEE0) for c in str(value))
    return str(value)


def _chinese(value: int) -> str:
    if 0 <= value < 10:
        return _DIGITS[value]
    tens, ones = divmod(value, 10)
    if 0 < tens < 10:
        return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
    return str(value)


def _roman(value: int) -> str:
    out = ""
    for size, letters in _ROMAN:
        while value >= size:
            out += letters
            value -= size
    return out
