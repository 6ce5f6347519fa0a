"""What a table of goals says above its rows: a caption names what its figures measure, their unit and year.

A table of places and years (区县 | 2023年 | 2025年) measures the one thing its caption names, a table of places and
goals (区县 | 签约项目(个) | 到位资金(亿元)) measures what its columns name, in the year of the caption.
"""

from __future__ import annotations

from extract import patterns as re
from extract.facts import Span
from extract.records import record

_PLACES = re.compile(
    "(?:各?(?:县区|区县|市县|县市|市州|州市|地市|盟市|市区|县|市|区)|(?:各?[县市区州盟旗地]+[(（][市区县州旗、]+[)）])|县市区|市县区|区市县"
    "|地区|区域|片区|园区|开发区|镇街|街镇|乡镇|镇|乡镇街道|镇[(（]街道?[)）])(?:名称)?"
)
_UNIT = re.compile("[(（]?(?:计量)?单位[:：]\\s*(?P<unit>[^\\s()（）、,，]{1,8})[)）]?")
_YEAR = re.compile("20\\d\\d(?=年)")
# 表2, 附件1: how a caption begins.
_LABEL = re.compile("^(?:附?[表件]|专栏)\\s*(?:\\d{1,2}|[一二三四五六七八九十]{1,2})?(?:[-—.．]\\d{1,2})?[:：.、]?\\s*")
_TIME = re.compile('^(?:[“"]?十[二三四五六]五[”"]?(?:时期|期间)?|20\\d\\d年?(?:\\s*[-—–~～至]+\\s*20\\d\\d)?年?度?)')
_WHOSE = re.compile(f"^(?:全[省市县区州]|各地|{_PLACES.pattern})的?")
# 分年度目标分解表: what kind of table it is.
_KIND = re.compile(
    "(?:的?(?:分?(?:年度|年|区域|地区|县区|区县)|主要|预期|发展|工作|任务|目标|指标|计划|分解|分配|情况|明细|一览))*(?:表|分解|目标|任务|计划|指标)$"
)
_AIMS = re.compile("目标|任务|计划|分解|指标")
_ROWS_ABOVE = 2


@record
class Caption:
    """The words above a table: what it measures (may be empty), the unit, the year, and whether it is of goals."""

    measured: str
    unit: str
    year: int | None
    aims: bool


def names_places(cell: str) -> bool:
    """Tell whether a heading's cell says that the rows below it are places (区县, 县(市、区))."""
    return _PLACES.fullmatch(cell.strip()) is not None


def caption_above(text: str, start: int, floor: int) -> Caption:
    """Read the lines right above a table that begins at ``start``; a line of the unit alone may stand between."""
    said, unit, end = "", "", start
    for _ in range(_ROWS_ABOVE):
        line = Span(max(text.rfind("\n", floor, max(end - 1, floor)) + 1, floor), max(end - 1, floor))
        words = line.of(text).strip()
        named = _UNIT.search(words)
        if named is not None:
            unit, words = named["unit"], (words[: named.start()] + words[named.end() :]).strip(" 　()（）")
        end = line.start
        if words or end <= floor:
            said = words
            break
    year = _YEAR.findall(said)
    aims = _AIMS.search(said) is not None and "。" not in said
    return Caption(_measured(said) if aims else "", unit, int(year[-1]) if year else None, aims)


def _measured(said: str) -> str:
    """Return what a caption says is measured: 表2 各县区规模以上工业增加值分年度目标分解 → 规模以上工业增加值."""
    previous = ""
    while said != previous:
        previous = said
        for worn in (_LABEL, _TIME, _WHOSE, _KIND):
            said = worn.sub("", said.strip(" 　"))
    return said
