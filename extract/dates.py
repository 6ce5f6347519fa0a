"""Dates as policies print them: 2020年9月25日, 二〇二〇年九月二十五日, 2020-09-25."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
DATE = (
    r"(?:(?P<y>[12]\d{3}|[一二][〇○零一二三四五六七八九]{3})\s*年\s*"
    r"(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
    r"|(?P<iy>20\d{2})[-/.](?P<im>\d{1,2})[-/.](?P<id>\d{1,2})(?!\d))"
)
_DATE = re.compile(DATE)
_YEARS = re.compile(r"(?P<n>\d{1,2}|[一二三四五六七八九十两]{1,2})\s*年")


def _figure(text: str) -> int:
    """Return the value of one or two digits, Arabic or Chinese (二十五 → 25)."""
    if text.isdigit() and text.isascii():
        return int(text)
    if text == "两":
        return 2
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return int(text.translate(_DIGITS))
    return (int(tens.translate(_DIGITS)) if tens else 1) * 10 + (int(ones.translate(_DIGITS)) if ones else 0)


def to_date(match: re.Match[str]) -> date | None:
    """Return the day that a match of :data:`DATE` names, None where there is no such day."""
    try:
        if match["iy"]:
            return date(int(match["iy"]), int(match["im"]), int(match["id"]))
        year = match["y"]
        return date(int(year.translate(_DIGITS)), _figure(match["m"]), _figure(match["d"]))
    except ValueError:
        return None


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, date]]:
    """Return (start, end, day) of every date in ``text[start:end]``, in order."""
    found = []
    for match in _DATE.finditer(text, start, len(text) if end is None else end):
        day = to_date(match)
        if day is not None:
            found.append((match.start(), match.end(), day))
    return found


def years_in(text: str) -> int | None:
    """Return the number of years in 有效期5年 or 有效期为三年, None where there is none."""
    match = _YEARS.search(text)
    return _figure(match["n"]) if match else None


def last_day(start: date, years: int) -> date:
    """Return the last day in force of what is valid for ``years`` from ``start`` (5 years from 2024-05-23: 2029-05-22)."""
    try:
        anniversary = start.replace(year=start.year + years)
    except ValueError:  # 29 February
        anniversary = start.replace(year=start.year + years, month=3, day=1)
    return anniversary - timedelta(days=1)
