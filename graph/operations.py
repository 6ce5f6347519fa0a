"""An update taken apart into its operations, so that it can be held to what it may do, and be run as the endpoint says.

The engine runs a whole update over the graphs as they are stored: in its ``WHERE`` the default graph is then the one
without a name, while queries here read the union of all. So that a ``WHERE`` finds in an update what it finds in a query,
it is run as a query first, and its solutions are put in its place as ``VALUES``.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, QuerySolutions, Store

from extract.errors import QueryError
from graph.faults import explain
from graph.tokens import Token, prefixes, tokens
from ontology import PREFIXES

_FORBIDDEN = re.compile("LOAD|SERVICE", re.I)
_ESCAPE = re.compile(r"\\[uU][0-9A-Fa-f]{4}")
_DEPTH = {"{": 1, "}": -1}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CHANGES = frozenset({"INSERT", "DELETE", "WITH"})


@dataclass(frozen=True, slots=True)
class Dataset:
    """What the ``WHERE`` of an update reads, as ``using-graph-uri`` and ``using-named-graph-uri`` say."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.default or self.named)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of an update.

    Attributes
    ----------
    prologue
        All that was declared before it.
    text
        Its own words.
    head
        Where it has a ``WHERE`` that reads the dataset of the request: the words before it.
    where
        The group of that ``WHERE`` with its braces.
    variables
        Variables that the words before it use.
    named
        Whether it names what its ``WHERE`` reads by itself (``USING``, ``WITH``).
    reach
        Named graphs that it alters at most; None where that shows only as it runs.
    """

    prologue: str
    text: str
    head: str = ""
    where: str = ""
    variables: tuple[str, ...] = ()
    named: bool = False
    reach: frozenset[str] | None = None

    @property
    def whole(self) -> str:
        """The operation as an update of its own."""
        return self.prologue + self.text


def check_update(text: str) -> list[Operation]:
    """Return the operations of an update that may be run.

    Raises
    ------
    QueryError
        If it doesn't parse, or would fetch from elsewhere (``LOAD``, ``SERVICE``).
    """
    # The engine ends a comment at a carriage return, rdflib's parser does not: both get the same lines.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _FORBIDDEN.search(text):
        _stays_here(text)
    found = list(operations(text))
    for part in found:
        try:
            # Nothing stands in this store: only whether the text can be read is asked.
            Store().update(part.whole, base_iri="http://localhost/", prefixes=dict(PREFIXES))
        except SyntaxError as fault:
            raise QueryError(explain(part.whole, fault, "update")) from fault
        except (OSError, ValueError, RuntimeError):
            # A graph that is not there, and the like: the real store will tell.
            continue
    return found


def _stays_here(text: str) -> None:
    """Refuse what fetches, or can't be told from fetching: by its terminals, and by a parser of another make."""
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseUpdate

    from graph.guard import rules

    what = "an update may not fetch from elsewhere (LOAD, SERVICE)"
    for token in tokens(text):
        # The engine wants no space between a keyword and what follows it.
        word = token.text.partition(":")[0] if token.kind == "name" else token.text
        if token.kind in ("word", "name") and _FORBIDDEN.search(word):
            raise QueryError(what, "leave it out; what is in a file can be sent with PUT or POST to /data")
    if _ESCAPE.search(text):
        raise QueryError(f"{what}, and where characters are escaped that can't be told", "write them without \\u…")
    try:
        found = frozenset(rules(parseUpdate(text)))
    except (ParseBaseException, RecursionError, ValueError, TypeError, KeyError, AttributeError) as fault:
        raise QueryError(f"{what}, and this one can't be read as SPARQL 1.1 to tell whether it does") from fault
    if found & {"Load", "ServiceGraphPattern"}:
        raise QueryError(what)


def operations(text: str) -> Iterator[Operation]:
    """Yield the operations of an update; what comes of one that doesn't parse doesn't either.

    Each is given all that was declared before it, since the engine knows declarations at the head of an update only.

    Raises
    ------
    QueryError
        If one is missing between two semicolons.
    """
    prologue, depth = "", 0
    current: list[Token] = []
    for token in [*tokens(text), Token("end", ";", len(text), len(text))]:
        depth += _DEPTH.get(token.text, 0) if token.kind == "mark" else 0
        if token.kind != "end" and (depth or token.text != ";" or token.kind != "mark"):
            current.append(token)
            continue
        declared, rest = _prologue(current)
        prologue += text[current[0].start : declared] + "\n" if declared else ""
        if not rest and token.kind != "end":
            raise QueryError("the update doesn't parse: an operation is missing before a semicolon")
        if rest:
            yield _operation(text, prologue, rest)
        current = []


def _prologue(found: Sequence[Token]) -> tuple[int, Sequence[Token]]:
    """Return where the declarations end, 0 where there are none, and the terminals behind them."""
    at = end = 0
    while at < len(found) and found[at].text.upper() in ("BASE", "PREFIX", "VERSION"):
        at += 3 if found[at].text.upper() == "PREFIX" else 2
        end = found[min(at, len(found)) - 1].end
    return end, found[at:]


def _operation(text: str, prologue: str, found: Sequence[Token]) -> Operation:
    start, end = found[0].start, found[-1].end
    whole = text[start:end]
    reach = _reach(prologue, found)
    words, depth, where = [], 0, None
    for at, token in enumerate(found):
        if token.kind == "mark":
            depth += _DEPTH.get(token.text, 0)
        elif token.kind == "word" and depth == 0:
            words.append(token.text.upper())
            if words[-1] == "WHERE":
                where = at
    if words[0] not in _CHANGES or where is None:
        return Operation(prologue, whole, reach=reach)
    if "WITH" in words or "USING" in words:
        return Operation(prologue, whole, named=True, reach=reach)
    group = text[found[where].end : end]
    # DELETE WHERE { … } is short for DELETE { … } WHERE { … }.
    short = where == 1
    head = text[start : found[where].start] + (group if short else "")
    used = found if short else found[:where]
    variables = dict.fromkeys(token.text[1:] for token in used if token.kind == "variable")
    return Operation(prologue, whole, head, group, tuple(variables), reach=reach)


def _reach(prologue: str, words: Sequence[Token]) -> frozenset[str] | None:
    """Return the graphs that are named where an operation writes; None where one has no name yet."""
    known = prefixes(prologue)
    found, data = set(), words[0].text.upper() in _CHANGES
    for before, token in itertools.pairwise(words):
        word = before.text.upper() if before.kind == "word" else ""
        if token.kind == "name" and token.text.upper().partition(":")[0].endswith(("GRAPH", "WITH")):
            # The engine may read the keyword and a name without prefix.
            return None
        if data and token.kind == "word" and token.text.upper() == "WHERE" and before is not words[0]:
            break
        # Behind GRAPH and WITH stands a graph; an operation on whole graphs names nothing else.
        if word in ("GRAPH", "WITH") or (not data and (token.kind in ("iri", "name") or word in ("ALL", "NAMED"))):
            iri = _absolute(token, known)
            if iri is None:
                return None
            found.add(iri)
    return None if not data and words[-1].text.upper() in ("ALL", "NAMED") else frozenset(found)


def _absolute(token: Token, known: Mapping[str, str]) -> str | None:
    """Return the IRI that a terminal stands for; None for a variable, and for what must be resolved."""
    if token.kind == "name":
        prefix, _, local = token.text.partition(":")
        iri = known.get(f"{prefix}:", PREFIXES.get(prefix, "")) + local
    else:
        iri = token.text[1:-1] if token.kind == "iri" else ""
    return iri if _SCHEME.match(iri) and "\\" not in iri else None


def run_update(store: Store, parts: Sequence[Operation], dataset: Dataset, base: str, limit: int) -> None:
    """Run an update.

    Parameters
    ----------
    store
        Is altered operation by operation.
    parts
        As :func:`check_update` returned them.
    dataset
        What the request says its ``WHERE`` reads; nothing for the union of all graphs.
    base
        What relative IRIs are resolved against.
    limit
        Solutions that a ``WHERE`` may have.

    Raises
    ------
    QueryError
        If it can't be run, or the request and the update both name a dataset.
    """
    default, named = graphs(store, dataset.default), graphs(store, dataset.named)
    if dataset and any(part.named for part in parts):
        raise QueryError("the request names a dataset (using-graph-uri) and the update another (USING, WITH)")
    try:
        for part in parts:
            words = part.whole
            if part.where:
                names = part.variables or ("none",)
                found = store.query(
                    f"{part.prologue}SELECT {' '.join(f'?{name}' for name in names)} WHERE {part.where}",
                    base_iri=base,
                    prefixes=dict(PREFIXES),
                    use_default_graph_as_union=not dataset,
                    default_graph=[*default] if dataset else None,
                    named_graphs=[*named] if dataset else None,
                )
                assert isinstance(found, QuerySolutions)  # noqa: S101 - a SELECT has no other answer
                words = f"{part.prologue}{part.head} WHERE {{ VALUES ({' '.join(f'?{name}' for name in names)}) {{ {_values(found, limit)} }} }}"
            store.update(words, base_iri=base, prefixes=dict(PREFIXES))
    except SyntaxError as fault:
        raise QueryError(explain(words, fault, "update")) from fault
    except (OSError, ValueError, RuntimeError) as fault:
        raise QueryError(f"the update can't be run: {fault}") from fault


def _values(found: QuerySolutions, limit: int) -> str:
    rows = []
    for number, row in enumerate(found):
        if number >= limit:
            raise QueryError(
                f"the WHERE has more than {limit} solutions", "ask for less, or start with a larger --rows"
            )
        if any(isinstance(term, BlankNode) for term in row):
            raise QueryError("the WHERE finds blank nodes", "name the graphs that it reads by USING or WITH")
        rows.append(f"({' '.join('UNDEF' if term is None else str(term) for term in row)})")
    return "\n".join(rows)


def graphs(store: Store, names: Sequence[str]) -> list[NamedNode]:
    """Return graphs by name.

    Raises
    ------
    QueryError
        If a name is no IRI, or of no graph.
    """
    found: list[NamedNode] = []
    for name in names:
        try:
            graph = NamedNode(name)
        except ValueError as fault:
            raise QueryError(f"{name!r} is no IRI of a graph ({fault})") from fault
        if not store.contains_named_graph(graph):
            raise QueryError(f"there is no graph {name}", "leave the dataset out, or name graphs of this store")
        found.append(graph)
    return found
