"""Goals that are split by year: 更新设备500台,其中2025年200台、2026年300台; 2025—2027年分别新建8所、10所、12所."""

from __future__ import annotations

from extract import patterns as re
from extract.quantities import Quantity
from extract.targets.words import only_verb

_YEAR = r"(?:计划|力争|到|至|在)*20\d\d年(?:年?[底末]前?|前|内)?"
# Nothing but a year and what is to be done stands before a year's figure: 其中2025年(完成).
_OF_YEAR = re.compile(
    rf"[（(]?\s*(?:其中)?[，,：:]?\s*{_YEAR}(?:[、和]{_YEAR})*[，,]?(?:各|均|都)?(?P<does>[^，,。；;\d]*)"
)
# 新增3000个(2025年1000个、2026年2000个)
BRACKET = rf"[(（](?:其中)?[，,：:]?\s*{_YEAR}[^()（）\n，,、；;\d]{{0,6}}(?=\d|$)"
_EACH_YEAR = re.compile(
    r"(?P<a>20\d\d)年?\s*(?:[-—–~～至到]|——)\s*(?P<b>20\d\d)年[，,]?[^，,。；;\d]{0,12}?(?:分别|依次)"
)
# 2025年、2026年各40台
_ALIKE = re.compile(r"(?P<years>20\d\d年(?:[、和及]20\d\d年)+)(?:各|均|都)(?P<does>[^，,。；;、\d]*)$")
_BETWEEN = re.compile("年[、和及]?")
_LARGE = "万亿"


def is_of_year(head: str, q: Quantity, whole: str, unit: str) -> bool:
    """Tell whether a quantity with ``head`` before it is one year's part of the ``whole`` that was told in ``unit``."""
    said = _OF_YEAR.fullmatch(head)
    if said is None or q.unit.lstrip(_LARGE) != unit.lstrip(_LARGE):
        return False
    return whole.startswith(said["does"]) or only_verb().fullmatch(said["does"]) is not None


def each_year(text: str, start: int, end: int, count: int) -> list[int]:
    """Return the years of a period of ``count`` years that a list goes through: 2025—2027年分别新建8所、10所、12所."""
    period = _EACH_YEAR.search(text, start, end) if count > 1 else None
    years = list(range(int(period["a"]), int(period["b"]) + 1)) if period is not None else []
    return years if len(years) == count else []


def years_alike(text: str, start: int, end: int) -> list[int]:
    """Return the years that have the same figure each, which stands behind them: 2025年、2026年各40台."""
    alike = _ALIKE.search(text, start, end)
    return [int(year) for year in _BETWEEN.split(alike["years"]) if year] if alike is not None else []


def in_bracket(text: str, start: int, position: int) -> bool:
    """Tell whether a bracket stands open at ``position``."""
    opened = max(text.rfind("(", start, position), text.rfind("（", start, position))
    return opened > max(text.rfind(")", start, position), text.rfind("）", start, position))
