"""Which bodies of a graph are meant by a name that is asked for, in whatever form it is written."""

from __future__ import annotations

from collections.abc import Mapping

from extract.asked import means
from graph.store import Graph
from ontology import PREFIXES

AGENCY = "agency"
_KNOWN = (
    "SELECT DISTINCT ?label ?name ?place { ?who a cv:PublicOrganisation ; skos:prefLabel ?label . "
    "OPTIONAL { ?who skos:altLabel ?name } OPTIONAL { ?who qz:jurisdiction/skos:prefLabel ?place } }"
)


def bodies(graph: Graph, wanted: str) -> tuple[str, ...]:
    """Return the full names of the bodies that a name means: those that go by it, and those whose short form it is."""
    rows = graph.store.query(_KNOWN, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    found: dict[str, None] = {}
    for row in rows:  # type: ignore[union-attr]
        label = row["label"].value
        names = {label, row["name"].value if row["name"] is not None else label}
        place = row["place"]
        if wanted in names or any(means(wanted, own, place.value if place is not None else None) for own in names):
            found[label] = None
    return tuple(sorted(found))


def meant(graph: Graph, parameters: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the names to be asked for besides those that are given, by parameter."""
    wanted = parameters.get(AGENCY)
    return {AGENCY: bodies(graph, wanted)} if wanted else {}
