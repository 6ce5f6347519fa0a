"""Clusters in tables: a column that names them beside columns of where they lie (核心区, 承载园区)."""

from __future__ import annotations

from collections.abc import Iterator

from extract import patterns as re
from extract.areas import list_at
from extract.clusters.words import Named, is_generic, kind_of
from extract.facts import Span
from extract.outline import Outline

_LINE = re.compile(r"[^\n]+")
_RULE = re.compile(r"[\s|:—\-─┼+]+$")
_NAMES = re.compile(
    "(?:重点|主导|特色|优势|主要|培育|未来|新兴)*(?:产业集群|集群|产业链|产业|领域|产业方向)(?:名称|类别)?"
)
_WHERE = re.compile(
    "(?:主要|重点|核心|集聚|发展|实施|覆盖|依托|拟?承接|产业|空间|分布|所在|布局)*(?:核心区|协同区|拓展区|配套区|辐射区|承载地|承载区|承载|布局|区域|地区|县区|区县|县[（(]市、?区[)）]|县市区|园区|载体|集聚区|承载园区|承载县区|所在地|开发区)"
    "(?:域|布局|（.*）)?"
)
_CLUSTERS = re.compile("集群|产业链|未来")
_NUMBER = re.compile(r"\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、．)）]?\s*")
_BETWEEN = re.compile(r"[\s、，,；;和及与/]+|等")
_MAX_NAME = 24


def _cells(text: str, line: Span, mark: str) -> list[Span]:
    """Return the cells of a line, without the blank ones that bars at both ends make."""
    start, end = line.start, line.end
    if mark == "|":
        while start < end and text[start] in " 　|":
            start += 1
        while end > start and text[end - 1] in " 　|":
            end -= 1
    out, at = [], start
    for piece in text[start:end].split(mark):
        lead = len(piece) - len(piece.lstrip())
        out.append(Span(at + lead, at + max(lead, len(piece.rstrip()))))
        at += len(piece) + 1
    return out


def named_by_rows(outline: Outline, text: str, jurisdiction: str | None) -> Iterator[Named]:
    """Yield the clusters that tables name beside the places where they lie."""
    span = outline.span
    if "\t" not in text and "|" not in text:
        return
    mark, width, name, where, heading = "", 0, 0, [0], ""
    for line in _LINE.finditer(text, span.start, span.end):
        if "\t" not in line[0] and "|" not in line[0]:
            mark = ""
            continue
        sign = "\t" if "\t" in line[0] else "|"
        cells = _cells(text, Span(*line.span()), sign)
        words = ["".join(cell.of(text).split()) for cell in cells]
        places = [i for i, word in enumerate(words) if _WHERE.fullmatch(word)]
        names = [i for i, word in enumerate(words) if _NAMES.fullmatch(word)]
        if places and names and (names[0] < places[0] or _CLUSTERS.search(words[names[0]])):
            # 区域|主导产业 lists what each place has, which are no clusters.
            mark, width, name, where, heading = sign, len(cells), names[0], places, words[names[0]]
            continue
        if sign != mark or len(cells) != width or _RULE.match(line[0]):
            continue
        yield from _row(outline, text, cells[name], [cells[i] for i in where], heading, jurisdiction)


def _row(
    outline: Outline, text: str, cell: Span, where: list[Span], heading: str, jurisdiction: str | None
) -> Iterator[Named]:
    number = _NUMBER.match(text, cell.start, cell.end)
    start = number.end() if number is not None and number.end() < cell.end else cell.start
    name = text[start : cell.end]
    if not 1 < len(name) <= _MAX_NAME or is_generic(name) or "、" in name:
        return
    hosts: dict[str, None] = {}
    for places in where:
        at = places.start
        while at < places.end:
            areas = list_at(text, at, places.end, jurisdiction)
            if areas is None:
                break
            hosts.update(dict.fromkeys(area.name for area in areas.found))
            gap = _BETWEEN.match(text, areas.end, places.end)
            at = gap.end() if gap is not None else places.end
    if hosts:
        yield Named(name, start, kind_of(name, heading), outline.path_at(start), "cluster.row", tuple(hosts))
