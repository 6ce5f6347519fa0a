"""Whether a graph knows the names that a question asks for, and which come near."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import ratio

from extract.errors import QueryError
from graph.query import plain, question
from graph.store import Graph
from ontology import PREFIXES

# By parameter: what a thing is called in a message, and where its names stand. The default graph is the union of all.
_NAMES: Mapping[str, tuple[str, str]] = {
    "agency": ("agency", "?x a cv:PublicOrganisation ; skos:prefLabel|skos:altLabel ?name"),
    "cluster": ("cluster", "?x a qz:Cluster ; skos:prefLabel ?name"),
    "district": ("district", "?x a schema:AdministrativeArea ; skos:prefLabel|skos:altLabel ?name"),
    "document": ("document", "?x a qz:Text ; dcterms:title ?name"),
    "line": ("functional line", "?x a qz:FunctionalLine ; skos:prefLabel ?name"),
    "task": ("task", "?x a qz:Task ; dcterms:title ?name"),
    "technology": ("technology", "?x a qz:Technology ; skos:prefLabel|skos:altLabel ?name"),
}
_OF_QUESTION = {("body-tasks", "agency"): "?before qz:currentBody ?x . ?x skos:prefLabel ?name"}
# These are asked for by their whole name, the others by words of it.
_WHOLE = frozenset({"agency", "district", "line"})
_LEAST = 0.5


def near(wanted: str, names: Iterable[str], count: int = 3) -> list[str]:
    """Return the names that come nearest to what was written, the nearest first.

    Short forms leave characters out (市工信局 for 市工业和信息化局): first counts how much of what was written stands in the name
    in this order, then how alike the two are.
    """

    def score(name: str) -> tuple[float, float]:
        return LCSseq.similarity(wanted, name) / len(wanted), ratio(wanted, name)

    scored = sorted(
        ((score(name), name) for name in set(names) if wanted), key=lambda pair: (pair[0], pair[1]), reverse=True
    )
    return [name for (held, _), name in scored[:count] if held > _LEAST]


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that names nothing in the graph: of which parameter, what it is, and the names that come near."""

    parameter: str
    value: str
    near: tuple[str, ...]

    def __str__(self) -> str:
        what = _NAMES[self.parameter][0]
        said = "is called" if self.parameter in _WHOLE else "has these words in its name:"
        hint = f"did you mean {'、'.join(self.near)}?" if self.near else "check the name"
        return f"no {what} in the graph {said} {self.value!r}; {hint}"


def missing(graph: Graph, name: str, parameters: Mapping[str, str]) -> Missing | None:
    """Return the first value of a question that names nothing in the graph; None where all do.

    Where all do, an empty answer is the answer.
    """
    for key, given in parameters.items():
        pattern = _OF_QUESTION.get((name, key)) or _NAMES.get(key, ("", ""))[1]
        if not pattern:
            continue
        text = f"SELECT DISTINCT ?name {{ {pattern} }}"
        rows = graph.store.query(text, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
        names = {str(plain(row["name"])) for row in rows}  # type: ignore[union-attr]
        if not any(given == known if key in _WHOLE else given in known for known in names):
            return Missing(key, given, tuple(near(given, names)))
    return None


def check_values(name: str, parameters: Mapping[str, str]) -> None:
    """Refuse values that can't be meant: a day that is none, a number that is none.

    Raises
    ------
    QueryError
        Saying how it is written.
    """
    examples = {p.name: p.example for p in question(name).parameters}
    for key, given in parameters.items():
        try:
            if key == "day":
                date.fromisoformat(given)
            elif key == "year":
                int(given)
            elif key == "amount":
                float(given)
        except ValueError as fault:
            raise QueryError(
                f"{key}={given}: that is no {key}", f"write it as {key}={examples.get(key, '')}"
            ) from fault
