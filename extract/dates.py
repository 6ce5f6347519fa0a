"""Dates as policies print them: 2020年9月25日, 二〇二〇年九月二十五日, 2020-09-25."""

from __future__ import annotations

from datetime import date, timedelta

from extract import patterns as re

_DIGITS = str.maketrans("〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖", "000123456789123456789")
DATE = (
    r"(?:(?P<y>[12]\d{3}|[一二][〇○零一二三四五六七八九]{3})\s*年\s*"
    r"(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
    r"|(?P<iy>20\d{2})[-/.](?P<im>\d{1,2})[-/.](?P<id>\d{1,2})(?!\d))"
)
# The same without groups, to stand several times in one pattern.
ANY_DATE = re.sub(r"\?P<\w+>", "?:", DATE)
# Where no year can begin nothing else is tried.
_DATE = re.compile(rf"(?=[12一二]){DATE}")
_TERM = re.compile(r"(?P<n>\d{1,3}|[一二三四五六七八九十两壹贰叁肆伍陆柒捌玖]{1,3})\s*(?P<unit>年|个月)")


def figure(text: str) -> int:
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
        return date(int(year.translate(_DIGITS)), figure(match["m"]), figure(match["d"]))
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


def months_in(text: str) -> int | None:
    """Return the number of months in 有效期5年, 有效期为三年 or 试行18个月, None where there is none."""
    match = _TERM.search(text)
    if match is None:
        return None
    return figure(match["n"]) * (12 if match["unit"] == "年" else 1)


def later(start: date, months: int) -> date:
    """Return the day ``months`` after ``start``; where that month has no such day, the first of the next."""
    year, month = divmod(start.month - 1 + months, 12)
    try:
        return start.replace(year=start.year + year, month=month + 1)
    except ValueError:
        return start.replace(year=start.year + year + (month + 1) // 12, month=(month + 1) % 12 + 1, day=1)


def last_day(start: date, months: int) -> date:
    """Return the last day in force of what is valid for ``months`` from ``start`` (5 years from 2024-05-23: 2029-05-22)."""
    return later(start, months) - timedelta(days=1)
