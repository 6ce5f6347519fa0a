"""SPARQL that doesn't parse is told by place and cause; terms that no graph holds are warned of."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import ontology
from extract.errors import QueryError
from graph.cli import main
from graph.faults import explain, unknown_terms
from graph.query import run
from graph.serve.worker import answer
from graph.store import Graph
from ontology import RDF


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?x { ?x a qx:Task }", "line 1, column 18: unknown prefix qx: in qx:Task; did you mean qz:? Known are qz: role:"),
        ("SELECT ?x {\n?x a qz:Task FILTR(?x) }", "line 2, column 14: FILTR is no word of SPARQL; did you mean FILTER?"),
        ("SELECT ?x { ?x a Task }", "line 1, column 18: Task is no word of SPARQL; did you mean qz:Task or qz:task?"),
        ("SELECT ?x { ?x a qz:Task", "line 1, column 11: this { is not closed"),
        ("SELECT ?x { ?x a qz:Task } }", "line 1, column 28: this } closes nothing"),
        ("SELECT ?x { FILTER(?x = '市 }", "line 1, column 25: a text in quotes begins here and does not end"),
        ("SELECT ?x { ?x a qz:Task ?y }", "line 1, column 26: '?y' can't stand here"),
        ("SELECT ?x {?y a qz:Task} GROUP BY ?y", "The SELECT contains a variable that is unbound"),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_place_and_cause(graph: Graph, query: str, said: str) -> None:
    with pytest.raises(QueryError) as fault:
        run(graph, query)
    assert said in str(fault.value)
    assert "\\u" not in str(fault.value)
    # The endpoint says the same.
    assert said in answer(graph.store, {"query": query}, 10)[1].decode()


def test_the_caret_stands_below_the_place_behind_chinese(graph: Graph) -> None:
    with pytest.raises(QueryError) as fault:
        run(graph, 'SELECT ?x {\n  ?x dcterms:title "某市" ?z }')
    _, line, caret = str(fault.value).split("\n")
    # Two letters of two columns each.
    assert line.index("?z") + 2 == caret.index("^")


def test_a_prefix_that_is_declared_is_known(graph: Graph) -> None:
    assert not run(graph, "PREFIX qx: <urn:x:> SELECT ?x { ?x a qx:Task }")


@given(st.text(alphabet="SELECT ?x{}()'\"<>:;.,#a\n市_\\", max_size=40))
def test_whatever_is_wrong_is_told(text: str) -> None:
    assert explain(text, SyntaxError("error at 1:1: expected X")).startswith("the query doesn't parse: ")


def test_misspelt_terms_of_the_project_are_told() -> None:
    query = "SELECT * { ?x a qz:Tsk ; qz:titel ?y . ?p <https://w3id.org/quanze/role/laed> ?z ; <urn:mine> qz:Task }"
    assert unknown_terms(query) == [
        "qz:Tsk is no term of the ontology; did you mean qz:Task or qz:task?",
        "qz:titel is no term of the ontology; did you mean dcterms:title?",
        "role:laed is no term of the ontology; did you mean role:lead?",
    ]
    for name, question in ontology.questions().items():
        assert unknown_terms(question) == [], name


def test_what_the_graph_says_in_the_terms_of_others_is_told_by_what_users_try(graph: Graph) -> None:
    (said,) = unknown_terms("SELECT ?a { ?x qz:agency ?a }")
    assert "the graph says that by cv:hasParticipant of a qz:Assignment" in said
    told = {(b.subject, b.term) for b in ontology.borrowed()}
    kinds: dict[str, set[str]] = {}
    for quad in graph.store:
        if quad.predicate.value == RDF + "type":
            kinds.setdefault(str(quad.subject), set()).add(short(quad.object.value))
    used = {(kind, short(q.predicate.value)) for q in graph.store for kind in kinds.get(str(q.subject), ())}
    assert ("qz:Assignment", "cv:hasParticipant") in told & used
    # No term of others stands in a graph that the page does not tell.
    theirs = {term for _, term in used if not term.startswith(("qz:", "rdf:"))}
    assert theirs - {term for _, term in told} <= {"prov:endedAtTime"}


def short(iri: str) -> str:
    return next(
        (f"{name}:{iri.removeprefix(home)}" for name, home in ontology.PREFIXES.items() if iri.startswith(home)), iri
    )


def test_the_warning_goes_to_standard_error(graph: Graph) -> None:
    done = CliRunner().invoke(main, ["query", "-g", str(graph.folder), "SELECT ?x { ?x a qz:Tsk }", "--format", "csv"])
    assert (done.exit_code, done.stdout.strip()) == (0, "x")
    assert "qz:Tsk is no term of the ontology; did you mean qz:Task" in done.stderr
