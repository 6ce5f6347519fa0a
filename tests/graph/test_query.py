"""Questions by name and SPARQL."""

from __future__ import annotations

import pytest

from extract.errors import QueryError
from graph.query import Rows, ask, question, questions, run, to_sparql_json
from graph.store import Graph


@pytest.mark.parametrize("name", questions(), ids=str)
def test_every_question_runs_and_says_what_it_is(graph: Graph, name: str) -> None:
    asked = question(name)
    assert all((asked.title, asked.title_zh, asked.description))
    assert "NOT EXISTS" not in asked.sparql
    assert "MINUS" not in asked.sparql
    for parameter in asked.parameters:
        assert f"VALUES ?{parameter.name} {{ UNDEF }}" in asked.sparql
    assert ask(graph, name, {p.name: p.example for p in asked.parameters if p.required}).columns


def test_tasks_of_an_agency_by_short_and_full_name(graph: Graph) -> None:
    by_short = ask(graph, "agency-tasks", {"agency": "省财政厅"})
    by_full = ask(graph, "agency-tasks", {"agency": "河南省财政厅"})
    assert [(r["path"], r["role"]) for r in by_short] == [
        ("一/(一)", "responsible"),
        ("二/(一)", "responsible"),
    ]
    assert by_short.terms == by_full.terms
    assert "省财政厅、自然资源厅" in str(next(iter(by_short))["evidenceText"])


def test_who_leads_a_task(graph: Graph) -> None:
    rows = ask(graph, "task-agencies", {"task": "建设分拨中心"})
    assert [r["agencyName"] for r in rows if r["role"] == "lead"] == ["河南省发展和改革委员会"]


def test_leaders_count_tasks(graph: Graph) -> None:
    counts = {
        r["agencyName"]: (r["led"], r["responsible"], r["supported"], r["supervised"]) for r in ask(graph, "leaders")
    }
    assert counts["河南省发展和改革委员会"] == (1, 0, 0, 1)
    assert counts["河南省财政厅"] == (0, 2, 0, 0)
    assert counts["河南省统计局"] == (0, 0, 1, 0)


def test_tasks_without_lead(graph: Graph) -> None:
    rows = [(r["documentTitle"], r["path"]) for r in ask(graph, "tasks-without-lead", {"document": "冷链"})]
    assert rows == [("河南省推进冷链物流高质量发展实施方案", p) for p in ("一/(二)", "二/(一)")]


def test_basis(graph: Graph) -> None:
    (row,) = ask(graph, "basis", {"document": "冷链"})
    assert (row["citedTitle"], row["inGraph"]) == ("河南省“十四五”现代流通体系发展规划", False)


@pytest.mark.parametrize("hostile", ['x" } } #', "x\\", "' OR 1=1", "}\n DROP ALL"])
def test_a_parameter_is_data(graph: Graph, hostile: str) -> None:
    assert len(ask(graph, "agency-tasks", {"agency": hostile})) == 0


def test_a_value_can_not_name_the_place_of_another(graph: Graph) -> None:
    asked = {"task": "VALUES ?document { UNDEF }", "document": "x"}
    assert len(ask(graph, "task-agencies", asked)) == 0


def test_bytes_that_are_no_text_are_named(graph: Graph) -> None:
    with pytest.raises(QueryError, match="agency holds bytes that are no text"):
        ask(graph, "agency-tasks", {"agency": "\udc80"})


def test_a_number_that_is_none_is_shown_as_it_stands(graph: Graph) -> None:
    rows = run(graph, 'SELECT ("many"^^xsd:integer AS ?n) {}')
    assert isinstance(rows, Rows)
    assert rows.values() == [["many"]]


SERVICE = "SERVICE <http://127.0.0.1:9/> { ?a ?b ?c }"


@pytest.mark.parametrize(
    "pattern",
    [
        SERVICE,
        SERVICE.lower(),
        SERVICE.replace(" <", " SILENT <"),
        SERVICE.replace(" <", "SILENT<"),
        f"?s ?p true{SERVICE}",
        f"?s ?p 1{SERVICE}",
        f"?s ?p <http://a/\\u0041#> . {SERVICE}",
        f"?s ?p qz:a\\# . {SERVICE}",
        f'?s ?p "\\"" . {SERVICE} # "',
        f"?s ?p ?o FILTER(?s<?o){SERVICE} FILTER(?s>?o)",
    ],
)
def test_a_query_asks_no_other_server(graph: Graph, pattern: str) -> None:
    with pytest.raises(QueryError, match="may not ask other servers"):
        run(graph, f"SELECT * {{ {pattern}\n}}")


@pytest.mark.parametrize(
    "pattern",
    [
        "?service a qz:Task",
        '?s ?p "service" # the service',
        "?s ?p <http://example.org/service>",
        "?s ?p '''a 'quoted' service'''",
    ],
)
def test_the_word_service_may_be_spoken_of(graph: Graph, pattern: str) -> None:
    assert isinstance(run(graph, f"SELECT * {{ {pattern}\n}} LIMIT 1"), Rows)


def test_faults_name_the_mend(graph: Graph) -> None:
    with pytest.raises(QueryError, match="did you mean leaders"):
        ask(graph, "leader")
    with pytest.raises(QueryError, match="agency-tasks agency="):
        ask(graph, "agency-tasks")
    with pytest.raises(QueryError, match="has no parameter 'agnecy'; it takes agency"):
        ask(graph, "agency-tasks", {"agnecy": "x"})
    with pytest.raises(QueryError, match="doesn't parse"):
        run(graph, "SELECT ?x WHERE {")
    with pytest.raises(QueryError, match="doesn't parse"):
        run(graph, "DELETE WHERE { ?s ?p ?o }")


def test_sparql_kinds_of_answer(graph: Graph) -> None:
    rows = run(graph, "SELECT (COUNT(?t) AS ?n) WHERE { ?t a qz:Task }")
    assert isinstance(rows, Rows)
    assert [dict(r) for r in rows] == [{"n": 12}]
    assert run(graph, "ASK { ?t a qz:Task }") is True
    triples = run(graph, "CONSTRUCT { ?t a qz:Task } WHERE { ?t a qz:Task }")
    assert not isinstance(triples, (Rows, bool))
    assert len(triples) == 12
    assert to_sparql_json(rows)["results"]["bindings"][0]["n"]["value"] == "12"
