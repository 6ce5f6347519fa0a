"""Asking the graph: competency questions by name, or SPARQL.

A question is a file of ``ontology/queries``; comment lines at its head give title, topic, description and
parameters::

    # title: Tasks of an agency
    # title-zh: 某单位的任务
    # topic: 单位
    # description: …
    # param: agency | required | name of an agency, full or short | 单位全称或简称 | 市发展改革委

and each parameter has its place in the text, ``VALUES ?agency { UNDEF }``, where its value is put as an escaped
literal (a query's variables can't be bound from outside in every engine). The default graph is the union of all
named graphs. A query stays at home: ``SERVICE``, which would send data to another server, is refused
(:mod:`graph.guard`).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
)

import ontology
from extract.errors import QueryError
from graph.bodies import meant
from graph.faults import explain
from graph.guard import check
from graph.store import Graph
from ontology import PREFIXES, XSD

Term = NamedNode | BlankNode | Literal | Triple
Value = str | int | float | bool | None
_HEADER = re.compile(r"^#\s*(title|title-zh|topic|description|param)\s*:\s*(.*)$", re.M)
_PLACE = re.compile(r"VALUES \?(\w+) \{ UNDEF \}")
_NUMBERS: Mapping[str, type[int] | type[float]] = {
    XSD + "integer": int,
    XSD + "decimal": float,
    XSD + "double": float,
    XSD + "float": float,
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question."""

    name: str
    required: bool
    description: str
    description_zh: str
    example: str


@dataclass(frozen=True, slots=True)
class Question:
    """A competency question."""

    name: str
    title: str
    title_zh: str
    topic: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT: column names, and terms in their order (None where unbound)."""

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        for row in self.terms:
            yield dict(zip(self.columns, (plain(term) for term in row), strict=True))

    def values(self) -> list[list[Value]]:
        """Return the rows as plain Python values."""
        return [[plain(term) for term in row] for row in self.terms]


def plain(term: Term | None) -> Value:
    """Return a term as a Python value: numbers and booleans as such, all else as text."""
    if term is None:
        return None
    if isinstance(term, Literal):
        kind = term.datatype.value
        if kind == XSD + "boolean":
            return term.value == "true"
        try:
            return _NUMBERS[kind](term.value) if kind in _NUMBERS else term.value
        except ValueError:
            # RDF allows "abc"^^xsd:integer; it is shown as it stands.
            return term.value
    return str(term) if isinstance(term, (BlankNode, Triple)) else term.value


@cache
def questions() -> Mapping[str, Question]:
    """Return the competency questions by name."""
    return {name: _parse(name, sparql) for name, sparql in ontology.questions().items()}


def _parse(name: str, sparql: str) -> Question:
    heads: dict[str, str] = {}
    parameters = []
    for key, value in _HEADER.findall(sparql):
        if key == "param":
            label, need, description, description_zh, example = (part.strip() for part in value.split("|"))
            parameters.append(Parameter(label, need == "required", description, description_zh, example))
        else:
            heads[key] = f"{heads[key]} {value}" if key in heads else value
    return Question(
        name, heads["title"], heads["title-zh"], heads["topic"], heads["description"], tuple(parameters), sparql
    )


def question(name: str) -> Question:
    """Return a question by name.

    Raises
    ------
    QueryError
        If there is none of that name; the message says which come near.
    """
    found = questions().get(name)
    if found is None:
        near = difflib.get_close_matches(name, questions(), 3)
        hint = f"did you mean {', '.join(near)}?" if near else "quanze query --list shows the names"
        raise QueryError(f"there is no question named {name!r}", hint)
    return found


def ask(graph: Graph, name: str, parameters: Mapping[str, str] | None = None) -> Rows:
    """Answer a competency question.

    Parameters
    ----------
    graph
        A graph from :func:`graph.open_graph`.
    name
        The question's name.
    parameters
        Values by parameter name.

    Raises
    ------
    QueryError
        If there is no such question, a required parameter is missing, or one is not of the question.
    """
    answer = _run(graph.store, prepared(name, parameters, meant(graph, parameters or {})))
    if not isinstance(answer, Rows):
        raise QueryError(f"{name} is no SELECT", "ask it as a file")
    return answer


def prepared(
    name: str, parameters: Mapping[str, str] | None = None, more: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> str:
    """Return the SPARQL of a competency question with its parameters put in.

    Parameters
    ----------
    name, parameters
        As of :func:`ask`.
    more
        Other names that a parameter stands for, as :func:`graph.bodies.meant` has them.

    Raises
    ------
    QueryError
        If there is no such question, a required parameter is missing, or one is not of the question.
    """
    asked = question(name)
    given = dict(parameters or {})
    known = {p.name for p in asked.parameters}
    strange = sorted(given.keys() - known)
    if strange:
        takes = f"it takes {', '.join(sorted(known))}" if known else "it takes no parameters"
        raise QueryError(f"{name} has no parameter {strange[0]!r}", takes)
    for parameter in asked.parameters:
        if parameter.required and not given.get(parameter.name):
            example = f"quanze query {name} {parameter.name}={parameter.example}"
            raise QueryError(f"{name} needs {parameter.name} ({parameter.description})", f"for example: {example}")
    return _filled(asked.sparql, given, more)


def _filled(sparql: str, given: Mapping[str, str], more: Mapping[str, Sequence[str]]) -> str:
    """Put the values in their places, all at once, so that a value can't name the place of another."""

    def put(place: re.Match[str]) -> str:
        name = place[1]
        # The N-Triples form of a literal escapes whatever could end the string.
        if name not in given:
            return place[0]
        values = dict.fromkeys((given[name], *more.get(name, ())))
        return f"VALUES ?{name} {{ {' '.join(str(_literal(name, value)) for value in values)} }}"

    return _PLACE.sub(put, sparql)


def _literal(name: str, value: str) -> Literal:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as fault:
        raise QueryError(f"{name} holds bytes that are no text: {value!r}", "write it in UTF-8") from fault
    return Literal(value)


def run(graph: Graph, sparql: str) -> Rows | bool | Sequence[Triple]:
    """Run a SPARQL query: rows of a SELECT, the truth of an ASK, triples of a CONSTRUCT or DESCRIBE.

    The usual prefixes (``qz:``, ``skos:`` …) may be left out. Without ``FROM`` the default graph is the union of all.

    Raises
    ------
    QueryError
        If it doesn't parse or asks for what a query may not: an update, or another server (``SERVICE``).
    """
    checked = check(sparql)
    return _run(graph.store, checked.text, union=not checked.dataset)


def _run(store: Store, sparql: str, *, union: bool = True) -> Rows | bool | Sequence[Triple]:
    try:
        answer = store.query(sparql, prefixes=dict(PREFIXES), use_default_graph_as_union=union)
    except SyntaxError as fault:
        if is_update(sparql):
            raise QueryError(
                "the query doesn't parse: it is an update", "send it to quanze serve --allow-updates"
            ) from fault
        raise QueryError(explain(sparql, fault)) from fault
    except (OSError, ValueError, RuntimeError) as fault:
        raise QueryError(f"the query can't be run: {fault}") from fault
    if isinstance(answer, QuerySolutions):
        columns = tuple(v.value for v in answer.variables)
        try:
            return Rows(columns, tuple(tuple(row) for row in answer))
        except (OSError, ValueError, RuntimeError) as fault:
            raise QueryError(f"the query can't be run: {fault}") from fault
    if isinstance(answer, (QueryTriples, tuple)):
        return tuple(answer)
    assert isinstance(answer, QueryBoolean)  # noqa: S101 - the engine has no fourth kind of answer
    return bool(answer)


def is_update(sparql: str) -> bool:
    """Tell whether a text that is no query is an update."""
    from graph.operations import check_update

    try:
        return bool(check_update(sparql))
    except QueryError:
        return False


def to_sparql_json(answer: Rows | bool) -> dict[str, Any]:
    """Return an answer in the SPARQL 1.1 Query Results JSON Format."""
    if isinstance(answer, bool):
        return {"head": {}, "boolean": answer}
    bindings = [
        {name: _json_term(term) for name, term in zip(answer.columns, row, strict=True) if term is not None}
        for row in answer.terms
    ]
    return {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        return {"type": "triple", "value": str(term)}
    out = {"type": "literal", "value": term.value}
    if term.language:
        out["xml:lang"] = term.language
    elif term.datatype.value != XSD + "string":
        out["datatype"] = term.datatype.value
    return out
