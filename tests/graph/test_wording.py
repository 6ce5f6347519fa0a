"""Names and codes are for programs, words for people; a name that the graph doesn't hold is told with those near it."""

from __future__ import annotations

import csv
import re
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions, Store

import ontology
from extract import facts
from extract.errors import QueryError
from extract.resolve import NATION, Context, resolve, succeed
from graph.names import check_values, missing, near
from graph.query import prepared, questions
from graph.store import Graph
from graph.wording import for_people, heading, value, word
from seeds.places import find
from seeds.tables import rows
from tests.conftest import TOP
from tests.graph.documents import reading

HAN = re.compile(r"[㐀-鿿≥≤=]")


def columns() -> dict[str, tuple[str, ...]]:
    found = {}
    for question in questions().values():
        text = prepared(question.name, {p.name: p.example for p in question.parameters if p.required})
        answer = Store().query(text)
        assert isinstance(answer, QuerySolutions)
        found[question.name] = tuple(variable.value for variable in answer.variables)
    return found


def test_every_column_of_a_question_has_a_chinese_heading_and_no_other_has() -> None:
    used = {name for names in columns().values() for name in names}
    assert used == set(ontology.columns())
    assert all(HAN.search(heading(name)) for name in used)


def test_headings_of_one_question_differ() -> None:
    for question, names in columns().items():
        shown = [heading(names[i]) for i in for_people(names)]
        assert shown
        assert len(set(shown)) == len(shown), question


def test_every_parameter_is_explained_in_chinese() -> None:
    assert all(HAN.search(p.description_zh) for question in questions().values() for p in question.parameters)


def test_every_code_of_the_facts_has_a_word() -> None:
    kinds = (
        *(facts.Role, facts.Level, facts.AgencyKind, facts.ClusterKind, facts.Relation, facts.Comparator),
        *(facts.CitationRelation, facts.TechnologyKind, facts.ChangeKind, facts.Certainty),
    )
    codes = {code for kind in kinds for code in get_args(kind)}
    codes |= {row["kind"] for row in rows("support_words")} - {""} | {"cap", "shared"}
    assert {code for code in codes if not HAN.search(word(code))} == set()


def test_every_reason_for_an_agency_has_words() -> None:
    names = csv.DictReader((TOP / "tests" / "extract" / "agencies.csv").read_text(encoding="utf-8").splitlines())
    reasons = set()
    for row in names:
        context = Context(NATION if row["place"] == "全国" else find(row["place"]), row["date"])
        reasons.add(succeed(resolve(row["name"], context), context).reason)
    assert len(reasons) > 15
    left = {reason: word(reason) for reason in reasons if re.search("[a-z]", word(reason))}
    assert not left


def test_every_reason_for_what_was_not_read_has_words() -> None:
    reasons = set()
    for path in sorted((TOP / "tests" / "cases").glob("*/input.txt")):
        reasons |= {piece.reason for piece in reading(path.read_text("utf-8"), path.name).facts.unparsed}
    assert len(reasons) > 4
    assert {reason for reason in reasons if not HAN.search(word(reason))} == set()


def test_a_code_is_put_into_words_only_where_codes_stand() -> None:
    assert value("role", "lead") == "牵头"
    assert value("technologyName", "material") == "material"
    assert [value("amount", v) for v in (500.0, 0.3, None, True)] == [500, 0.3, None, "是"]
    assert (
        word("functional line and ending, second name in brackets left out") == "条线名称加机构后缀，括号内挂牌名称未计"
    )
    assert word("office of 广州市天河区规划和自然资源局") == "广州市天河区规划和自然资源局的内设机构"
    assert word("no such code") == "no such code"


def test_what_comes_near_a_short_form_is_what_it_is_short_for() -> None:
    names = ["广东省工业和信息化厅", "市工业和信息化局", "市商务局", "市应急管理局", "深圳市工业和信息化局"]
    assert near("市工信局", names)[:2] == ["市工业和信息化局", "深圳市工业和信息化局"]
    assert near("卫健", names) == []


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=8))
def test_what_comes_near_is_of_the_names(wanted: str, names: list[str]) -> None:
    found = near(wanted, names)
    assert set(found) <= set(names)
    assert len(found) <= 3
    if wanted in names and wanted:
        assert found[0] == wanted


def test_a_name_that_is_not_in_the_graph_is_told(graph: Graph) -> None:
    lost = missing(graph, "agency-tasks", {"agency": "河南发改委"})
    assert lost is not None
    assert "河南省发展和改革委员会" in lost.near
    assert str(lost).startswith("no agency in the graph is called '河南发改委'; did you mean ")
    assert missing(graph, "agency-tasks", {"agency": lost.near[0]}) is None
    assert missing(graph, "tasks-without-lead", {"document": "没有这个标题"}) is not None
    # Values that are no names are not looked up.
    assert missing(graph, "in-force", {"day": "1900-01-01"}) is None


@pytest.mark.parametrize(
    ("name", "given_"),
    [("in-force", {"day": "昨天"}), ("targets-of-year", {"year": "x"}), ("support-above", {"amount": "五百"})],
)
def test_a_value_that_can_not_be_meant_is_refused(name: str, given_: dict[str, str]) -> None:
    with pytest.raises(QueryError, match="write it as"):
        check_values(name, given_)
