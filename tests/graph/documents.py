"""Documents of the tests' own wording, read by the program's own extraction, and graphs of readings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Quad

from extract.pipeline import extract
from extract.read import read_file
from graph.build import all_quads
from graph.iris import Iris
from graph.store import Graph, file_ids, write_graph
from graph.writer import Reading


@cache
def reading(text: str, name: str = "d.txt") -> Reading:
    """Return facts and text of a document."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        (found,) = extract(read_file(path))
    return Reading(found.facts, found.text)


def report(readings: Sequence[Reading]) -> dict[str, object]:
    """Return what a build tells of its documents, as far as somebody asks for it."""
    files = [r.facts.document.file for r in readings]
    documents = [{"id": name, "file": file} for name, file in zip(file_ids(readings), files, strict=True)]
    return {"documents": documents, "base": Iris().base, "tasks": 1, "agencies": 1, "quads": 1}


def stored(folder: Path, readings: Sequence[Reading], *more: Quad) -> Graph:
    """Write a graph of readings, with quads of our own beside theirs."""
    quads = [*all_quads(readings, Iris(), "test"), *more]
    return write_graph(folder, readings, quads, lambda _: report(readings))


PROVINCE = """浙江省培育船舶与海洋装备产业集群行动计划(2021—2025年)
为培育船舶与海洋装备产业集群,制定本行动计划。
一、工作目标
到2025年,产业产值超过500亿元。
二、重点任务
(一)突破船用低速柴油机。支持船用低速柴油机、船用曲轴研发,建设船舶动力试验场。(省经信厅牵头,省科技厅、省发展改革委按职责分工负责)
(二)建设绿色修船基地。推广超高压水除锈、岸电设施,2023年底前建成两个绿色修船基地。(省生态环境厅、省经信厅牵头,省交通运输厅配合)
(三)养护渔业资源。开展增殖放流,建设深远海养殖网箱。(省农业农村厅配合)
(四)培养船舶工匠。支持院校开设船舶焊接专业。(省教育厅、省人力社保厅按职责分工负责)
(五)办好船舶展会。支持举办船舶博览会,做好与省商务厅的衔接。(各设区市人民政府负责)
"""
CITY = """宁波市培育船舶与海洋装备产业集群实施方案(2022—2025年)
一、工作目标
到2025年,产业产值超过600亿元。
二、重点任务
(一)突破船用低速柴油机。支持船用低速柴油机、船用曲轴研发,建设船舶动力试验场。(责任单位:市经信局、市科技局、市发展改革委)
(二)推进绿色修船。推广超高压水除锈和岸电设施,建设绿色修船基地。(责任单位:市生态环境局、市经信局)
(三)培养船舶工匠。支持院校开设船舶焊接专业。(责任单位:市教育局、市人力社保局)
(四)办好船舶展会。支持举办船舶博览会。(责任单位:市商务局)
"""
SILENT = """宁波市灯塔保护意见
一、总体要求
保护灯塔。
二、保护内容
修缮老灯塔。
"""
