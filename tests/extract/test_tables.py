"""Tables of duties as they come out of documents: cells over the whole width, merged, wrapped, one a line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extract.facts import Facts
from extract.pipeline import extract
from extract.read import Source

TITLE = "泉州市推动鞋服产业提质升级重点任务分工表\n"
# With a merged number and task, a heading over the whole width, and two bodies set apart by a line's end only.
UPRIGHT = """序号
工作任务
具体举措
牵头单位
配合单位
完成时限
一、做强产业链
1
培育链主企业
遴选链主企业20家以上，推动上下游协同发展
市工信局
市商务局、市财政局，各县（市、区）人民政府
2025年6月
支持企业兼并重组
市国资委
市税务局、
市市场监管局
2025年底
2
建设产业园区
建设智能鞋服产业园，完善公共服务平台
晋江市人民政府、石狮市人民政府
市自然资源规划局、市生态环境局
持续推进
创新驱动
3
攻关关键技术
支持高性能纤维研发
市科技局
市教育局
市人社局
2026年
三、保障措施
4
加强金融支持
用好技改专项贷款
市委金融办
市财政局
/
"""
ROWS = """序号\t工作任务\t具体举措\t牵头单位\t配合单位\t完成时限
一、做强产业链
1\t培育链主企业\t遴选链主企业20家以上，推动上下游协同发展\t市工信局\t市商务局、市财政局，各县（市、区）人民政府\t2025年6月
1\t培育链主企业\t支持企业兼并重组\t市国资委\t市税务局、市市场监管局\t2025年底
2\t建设产业园区\t建设智能鞋服产业园，完善公共服务平台\t晋江市人民政府、石狮市人民政府\t市自然资源规划局、市生态环境局\t持续推进
创新驱动
3\t攻关关键技术\t支持高性能纤维研发\t市科技局\t市教育局、市人社局\t2026年
三、保障措施
4\t加强金融支持\t用好技改专项贷款\t市委金融办\t市财政局\t/
"""


def duties(text: str) -> list[tuple[str, str, str]]:
    (found,) = extract(Source(Path("p.txt"), TITLE + text, ""))
    assert found.facts.unparsed == ()
    for duty in found.facts.responsibilities:
        assert found.text[duty.at.start : duty.at.end] == duty.at.quote
    return [(d.path.rsplit("/", 1)[-1], d.canonical, d.role) for d in found.facts.responsibilities]


def test_one_cell_a_line_is_read_as_the_rows_are() -> None:
    found = duties(UPRIGHT)
    assert found == duties(ROWS)
    assert len(found) == 16
    assert ("3", "泉州市科学技术局", "lead") in found
    assert ("3", "泉州市人力资源和社会保障局", "support") in found


@pytest.mark.parametrize(
    "groups", [("一 口岸建设", "二 保障措施"), ("口岸建设", "保障措施"), ("（一）建设", "（二）保障")]
)
def test_a_cell_over_the_whole_width_does_not_end_a_table(groups: tuple[str, str]) -> None:
    text = (
        f"宁波市口岸发展任务分工表\n序号\t重点任务\t牵头单位\t责任单位\n{groups[0]}\n1\t建设智慧口岸\t市口岸办\t市商务局\n"
        f"{groups[1]}\n口岸资金\n2\t加强政策支持\t市财政局\t市商务局\n本表由市口岸办解释。\n3\t不属于表\t市口岸办\t市财政局\n"
    )
    (found,) = extract(Source(Path("p.txt"), text, ""))
    duties = [(d.path.rsplit("/", 1)[-1], d.agency, d.role) for d in found.facts.responsibilities]
    assert duties == [
        ("1", "市口岸办", "lead"), ("1", "市商务局", "responsible"),
        ("2", "市财政局", "lead"), ("2", "市商务局", "responsible"),
    ]  # fmt: skip


def test_goals_of_a_row_are_those_of_its_task() -> None:
    text = (
        "毕节市磷煤化工产业重点任务分工方案\n一、重点任务\n"
        "序号\t重点任务\t牵头单位\t责任单位\t配合单位\t完成时限\n"
        "1\t建设智能工厂6家\t市工业和信息化局\t市科技局、市能源局\t织金县人民政府\t2024年12月\n"
        "2\t磷石膏综合利用率提高到80%以上\t市生态环境局\t市工业和信息化局\t各县区人民政府\t2025年底\n"
        "3\t引进上下游企业9户以上\t市投资促进局\t金沙县人民政府\t市自然资源和规划局\t持续推进\n"
        "二、保障措施\n加强调度。\n"
    )
    (reading,) = extract(Source(Path("x.txt"), text, "utf-8"))
    assert [(t.path, t.indicator, t.value, t.year) for t in reading.facts.targets] == [
        ("一/1", "智能工厂", 6.0, 2024),
        ("一/2", "磷石膏综合利用率", 80.0, 2025),
        ("一/3", "上下游企业", 9.0, None),
    ]


# One list of tasks in every layout that copies of documents have: lines of cells between tabs, bars, blanks, one a line,
# with the group merged over rows (its cell is blank or leaves nothing), under headings that no list of ours may have.
GROUPED = [
    ("提升创新能力", "建设检验检测中心", "市科技局", "市财政局、各县（市、区）人民政府"),
    ("", "培育农业龙头企业", "市农业农村局、经开区管委会", ""),
    ("", "开展质量提升行动", "市市场监管局", "市商务局"),
    ("壮大市场主体", "完善物流枢纽设施", "市交通运输局", "市发展改革委、市税务局"),
    ("", "落实用地用能保障", "市自然资源和规划局", ""),
]


def read(text: str) -> Facts:
    (found,) = extract(Source(Path("p.txt"), text, ""))
    return found.facts


def width(words: str) -> int:
    return sum(2 if ord(c) > 255 else 1 for c in words)


def between(mark: str, rows: list[list[str]]) -> str:
    return "\n".join(mark.join(row) for row in rows) + "\n"


def aligned(rows: list[list[str]]) -> str:
    wide = [max(width(row[i]) for row in rows) + 2 for i in range(len(rows[0]))]
    return (
        "\n".join("".join(c + " " * (w - width(c)) for c, w in zip(r, wide, strict=True)).rstrip() for r in rows) + "\n"
    )


LAYOUTS = {
    "tabs": lambda rows: between("\t", rows),
    "bars": lambda rows: between("|", rows),
    "blanks": aligned,
    "one cell a line": lambda rows: "\n".join(cell for row in rows for cell in row if cell) + "\n",
    "single blanks": lambda rows: "\n".join(" ".join(cell for cell in row if cell) for row in rows) + "\n",
}


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("task", ["重点任务", "政策措施", "改革举措"])
@pytest.mark.parametrize("last", ["完成时限", "预期成果"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_in_any_layout_gives_the_same_duties(layout: str, last: str, task: str, numbered: bool) -> None:
    said = "2025年底" if last == "完成时限" else "形成工作机制"
    rows = [["序号", "板块", task, "牵头单位", "配合单位", last]]
    rows += [[str(n), *cells, said] for n, cells in enumerate(GROUPED, 1)]
    if not numbered:
        rows = [row[1:] for row in rows]
    facts = read(TITLE + LAYOUTS[layout](rows))
    got = {(d.agency, d.role) for d in facts.responsibilities}
    want = {(name, "lead") for *_, lead, _ in GROUPED for name in lead.split("、")}
    want |= {
        (name.replace("（", "(").replace("）", ")"), "support") for *_, others in GROUPED for name in split(others)
    }
    assert {(a.replace("（", "(").replace("）", ")"), r) for a, r in got} == want
    assert {s.title for s in facts.sections} >= {cells[1] for cells in GROUPED}


def split(names: str) -> list[str]:
    return re.split("、(?![^（]*）)", names) if names else []


def test_a_page_break_with_its_headings_begins_no_row() -> None:
    head = ["重点任务", "责任部门", "工作目标"]
    page = ["建设智能鞋服产业园", "市自然资源规划局", "建成1个", "举办设计大赛", "市工信局", "出台方案"]
    rest = ["加强金融支持", "市委金融办", "达到10家以上"]
    facts = read(TITLE + "\n".join([*head, *page, "— 5 —", *head, *rest]) + "\n")
    assert [d.agency for d in facts.responsibilities] == ["市自然资源规划局", "市工信局", "市委金融办"]


def test_names_one_below_the_other_in_a_cell_are_several() -> None:
    facts = read(TITLE + "工作任务\t责任单位\n建设产业园\t市科技局 市财政局市税务局 市商务局\n")
    assert [d.agency for d in facts.responsibilities] == ["市科技局", "市财政局", "市税务局", "市商务局"]
