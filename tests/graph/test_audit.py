"""The audit: every kind of finding where it is due, none where it is not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from extract.errors import QueryError
from extract.facts import Change, Unparsed
from graph.audit import Finding, audit, audit_report, checks
from graph.audit.pairs import pairs, same_subject
from graph.cli import main
from graph.report import SUFFIXES, Stamp, write
from graph.similarity import Similarity, dice
from graph.writer import Reading
from tests.graph.documents import CITY, PROVINCE, SILENT, reading

ALL = (reading(PROVINCE), reading(CITY), reading(SILENT))
DAY = date(2025, 6, 1)


def found(readings: tuple[Reading, ...] = ALL, *only: str, day: date = DAY) -> list[Finding]:
    return list(audit(readings, day, only=only).findings)


def places(*only: str, readings: tuple[Reading, ...] = ALL, day: date = DAY) -> list[tuple[str, str]]:
    return [(f.at.document[:2], f.at.path) for f in found(readings, *only, day=day)]


@pytest.mark.parametrize(
    ("check", "where"),
    [
        ("no-owner", [("浙江", "二/(三)")]),
        ("no-lead", [("浙江", "二/(四)")]),
        ("no-lead-style", [("宁波", "二/(一)")]),
        ("several-leads", [("浙江", "二/(二)")]),
        ("only-collective", [("浙江", "二/(五)")]),
        ("prose-duty", [("浙江", "二/(五)")]),
        ("no-duties", [("宁波", "")]),
        ("no-counterpart", [("浙江", "二/(三)")]),
        ("technology-dropped", [("浙江", "二/(三)")]),
        ("target-levels", [("宁波", "一")]),
        ("cluster-dropped", []),
        ("expired", []),
        ("no-clause", []),
        ("two-roles", []),
        ("overloaded", []),
    ],
)
def test_findings_stand_where_they_are_due(check: str, where: list[tuple[str, str]]) -> None:
    assert places(check) == where


def test_every_finding_has_its_sentence_and_its_check() -> None:
    for finding in found():
        assert finding.check in checks()
        assert finding.at.sentence
        assert finding.message
    (missing,) = found(ALL, "no-counterpart")
    assert missing.at.sentence == "开展增殖放流,建设深远海养殖网箱。"
    assert missing.score is not None
    assert missing.score < 0.12
    assert missing.other is not None


def test_a_target_above_the_superior_s_is_a_warning() -> None:
    (finding,) = found(ALL, "target-levels")
    assert finding.severity == "warning"
    assert "120%" in finding.message
    low = reading(CITY.replace("600亿元", "90亿元"))
    (finding,) = found((ALL[0], low), "target-levels")
    assert (finding.severity, "18%" in finding.message) == ("notice", True)


def test_documents_of_one_place_that_disagree() -> None:
    other = reading(CITY.replace("实施方案", "行动方案").replace("600亿元", "0.07万亿元"))
    (finding,) = found((ALL[1], other), "target-differs")
    assert "600亿元" in finding.message
    same = reading(CITY.replace("实施方案", "行动方案").replace("600亿元", "0.06万亿元"))
    assert not found((ALL[1], same), "target-differs")


def test_validity_goes_by_the_day() -> None:
    assert places("expired", day=date(2026, 1, 1)) == [("浙江", ""), ("宁波", "")]
    assert places("expired", day=date(2025, 12, 31)) == []
    assert len(places("expires-soon", day=date(2025, 12, 1))) == 2


def test_a_reformed_agency_is_told_from_the_day_of_its_reform() -> None:
    one = ALL[0]
    change = Change("merged", ("浙江省新厅",), "2024-03-01", "机构改革方案", "certain")
    moved = replace(one.facts.agencies[0], changes=(change,), current=("浙江省新厅",))
    kept = replace(moved, current=(moved.canonical,))
    for agency, day, number in ((moved, DAY, 1), (moved, date(2024, 2, 1), 0), (kept, DAY, 0)):
        agencies = (agency, *(replace(a, changes=(), current=()) for a in one.facts.agencies[1:]))
        changed = Reading(replace(one.facts, agencies=agencies), one.text)
        assert len(found((changed,), "gone-agency", day=day)) == number


def test_words_that_could_not_be_read_are_errors() -> None:
    one = ALL[1]
    at = one.text.index("市商务局")
    unread = Reading(replace(one.facts, unparsed=(Unparsed("二/(四)", at, at + 4, "市商务局", "no role"),)), one.text)
    (finding,) = found((unread,), "unread-duty")
    assert (finding.severity, finding.subject) == ("error", "市商务局")


def test_an_item_without_a_clause_among_brothers_that_have_one() -> None:
    text = CITY.replace("(责任单位:市教育局、市人力社保局)", "")
    assert places("no-clause", readings=(reading(text),)) == [("宁波", "二/(三)")]


def test_one_agency_with_unusually_much() -> None:
    others = ["财政", "教育", "民政", "司法", "交通运输", "商务", "水利", "审计", "统计"]
    items = "".join(
        f"({'一二三四五六七八九'[i]})办理{i}事。做好{i}事。(责任单位:市经信局、市{n}局)\n" for i, n in enumerate(others)
    )
    text = f"宁波市造船工作方案\n一、主要任务\n{items}"
    (finding,) = found((reading(text),), "overloaded")
    assert finding.subject == "宁波市经济和信息化局"
    assert "9 项" in finding.message


def test_what_one_document_of_a_city_takes_up_another_need_not() -> None:
    partial = reading(
        "宁波市促进船舶与海洋装备产业集群若干措施\n"
        "一、深远海养殖\n开展增殖放流,建设深远海养殖网箱,养护渔业资源。(责任单位:市农业农村局)\n"
    )
    assert places("no-counterpart", readings=(*ALL, partial)) == []
    assert len(list(pairs((*ALL, partial)))) == 1


def test_subjects_of_titles() -> None:
    one, other, silent = (r.facts.document for r in ALL)
    assert same_subject(one, other) == 1.0
    assert same_subject(one, silent) == 0.0


def test_similarity_is_a_cosine() -> None:
    texts = ["推动修船基地建设", "办好船舶展会", "保护灯塔"]
    similarity = Similarity(texts, [*texts[1:], "没有"])
    assert similarity.row(1)[0] == pytest.approx(1.0)
    assert similarity.row(2) == pytest.approx([0.0, 1.0, 0.0])
    assert Similarity(["甲乙"], []).best(0) is None
    assert dice("船舶", "船舶") == 1.0
    assert dice("", "") == 0.0


def test_an_unknown_check_is_said() -> None:
    with pytest.raises(QueryError, match="no check is called nonsense; quanze audit --list"):
        audit(ALL, only=["nonsense"])


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_report_has_every_finding_in_every_format(tmp_path: Path, suffix: str) -> None:
    result = audit(ALL, DAY)
    report = audit_report(result, Stamp("g", 1, "0", "2026-01-02"))
    write(report, tmp_path / f"a{suffix}")
    assert [len(table.rows) for sheet in report.sheets for table in sheet.tables] == [
        len(result.findings),
        len(checks()),
        5,
    ]


def test_the_command_ends_with_3_where_it_should(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "p.txt").write_text(PROVINCE, encoding="utf-8")
    (docs / "c.txt").write_text(CITY, encoding="utf-8")
    runner = CliRunner()
    folder = str(tmp_path / "g")
    assert runner.invoke(main, ["build", str(docs), "-o", folder]).exit_code == 0
    common = ["audit", "-g", folder, "--date", "2025-06-01"]
    for extra, code in (([], 0), (["--fail-on", "error"], 3), (["--check", "expired", "--fail-on", "notice"], 0)):
        assert runner.invoke(main, [*common, *extra]).exit_code == code
    data = json.loads(runner.invoke(main, [*common, "--json"]).output)
    assert {f["check"] for f in data["findings"]} >= {"no-owner", "no-counterpart"}
    pair = ["--superior", "浙江省", "--subordinate", "宁波市", "--threshold", "1"]
    data = json.loads(runner.invoke(main, [*common, *pair, "--check", "no-counterpart", "--json"]).output)
    # The first task is word for word the same below: 1 is not below 1.
    assert len(data["findings"]) == 4
    assert "no-owner" in runner.invoke(main, ["audit", "--list"]).output
