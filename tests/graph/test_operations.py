"""Updates taken apart: which operations they hold, what these may reach, and what none may do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Store

from extract.errors import QueryError
from graph.operations import Dataset, check_update, operations, run_update

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://127.0.0.1:9/>",
        "LOAD SILENT <file:///etc/passwd> INTO GRAPH <urn:x:g>",
        "PREFIX : <http://127.0.0.1:9/> LOAD:x",
        "INSERT DATA { <urn:x:a> a 1 } ; LOAD <http://127.0.0.1:9/>",
        "INSERT DATA { <urn:x:a> a 1 } ; #\rLOAD <http://127.0.0.1:9/>\n",
        "INSERT DATA { <urn:x:a> a 'x\\u0027 } ; LOAD <http://127.0.0.1:9/> # ' }",
        "INSERT { ?s a 1 } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "INSERT { ?s a 1 } WHERE { ?s ?p 1SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:9/> INSERT { ?s a 1 } WHERE { SERVICE:x { ?s ?p ?o } }",
    ],
)
def test_no_update_fetches(text: str) -> None:
    with pytest.raises(QueryError, match="may not fetch"):
        check_update(text)


@pytest.mark.parametrize("text", [";", "INSERT DATA {", "CLEAR ALL ;; CLEAR ALL", "CLEAR ALL CLEAR ALL", "ASK {}", "INSERT DATA {} }",
                                  "PREFIX a: <urn:x:> ; CLEAR ALL"])  # fmt: skip
def test_what_is_no_update_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="doesn't parse"):
        check_update(text)


def test_no_words_are_an_update_without_operations() -> None:
    assert check_update("") == []


WORDS = st.sampled_from(["load", "a;b", "}", "{", "WHERE", "# no", "服务", "it''s", "<", "\\\\", "@en", "?v"])
LITERALS = st.one_of(WORDS, st.text("ab;{}#?$:<>@ 权", max_size=8)).map(lambda w: '"' + w.replace('"', "'") + '"')


@given(st.lists(st.tuples(st.sampled_from(["data", "where", "with", "short"]), LITERALS), min_size=1, max_size=5))
def test_operations_are_told_apart_whatever_their_strings_hold(parts: list[tuple[str, str]]) -> None:
    texts = {
        "data": "PREFIX p{n}: <urn:p{n}:> INSERT DATA {{ p{n}:a <urn:x:b> {word} }} # ; }}\n",
        "where": "INSERT {{ ?s <urn:x:c> {word} }} WHERE {{ ?s <urn:x:b> ?o }}",
        "with": "WITH <urn:x:g> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER(?o = {word}) }}",
        "short": "DELETE WHERE {{ ?s <urn:x:none> {word} }}",
    }
    text = ";".join(texts[kind].format(n=n, word=word) for n, (kind, word) in enumerate(parts))
    found = list(operations(text))
    assert [bool(op.where) for op in found] == [kind in ("where", "short") for kind, _ in parts]
    assert [op.named for op in found] == [kind == "with" for kind, _ in parts]
    # Run one by one as here, they come to what the engine makes of them on one unnamed graph.
    ours, engine = Store(), Store()
    run_update(ours, found, Dataset(), "http://x/", 1000)
    for op in found:
        engine.update(op.whole)
    assert set(ours) == set(engine)


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("CLEAR ALL", None),
        ("DROP SILENT NAMED", None),
        ("CLEAR DEFAULT", ""),
        ("CLEAR GRAPH <a:b>", "a:b"),
        ("COPY <a:b> TO <a:c>", "a:b a:c"),
        ("MOVE DEFAULT TO GRAPH p:c", "a:c"),
        ("CREATE GRAPH <a:q>", "a:q"),
        ("INSERT DATA { GRAPH p:c { <a:a> <a:b> 1 } }", "a:c"),
        ("INSERT DATA { GRAPH <rel> { <a:a> <a:b> 1 } }", None),
        ("INSERT DATA { GRAPH:c { <a:a> <a:b> 1 } }", None),
        ("INSERT { GRAPH ?g { ?s ?p 1 } } WHERE { GRAPH ?g { ?s ?p ?o } }", None),
        ("INSERT { GRAPH <a:q> { ?s ?p 1 } } WHERE { GRAPH ?g { ?s ?p ?o } }", "a:q"),
        ("WITH <a:b> DELETE { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }", "a:b"),
        ("DELETE { ?s ?p ?o } INSERT { GRAPH p:c { ?s ?p 2 } } USING <a:b> WHERE { ?s ?p ?o }", "a:c"),
        ("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", None),
        ("DELETE WHERE { GRAPH <a:c> { ?s ?p ?o } }", "a:c"),
    ],
)
def test_what_an_update_can_reach_is_told_before_it_runs(text: str, reach: str | None) -> None:
    (part,) = check_update(f"PREFIX p: <a:> PREFIX : <a:> {text}")
    assert part.reach == (None if reach is None else frozenset(reach.split()))
    store = Store()
    store.update("INSERT DATA { <a:s> <a:p> 1 . GRAPH <a:b> { <a:s> <a:p> 2 } GRAPH <a:c> { <a:s> <a:p> 3 } }")
    before = set(store)
    run_update(store, [part], Dataset(), "http://x/", 10)
    changed = {str(q.graph_name.value) for q in before ^ set(store) if isinstance(q.graph_name, NamedNode)}
    assert part.reach is None or changed <= part.reach
