"""What follows from all texts together: preferred texts, policies in force, today's bodies, broader clusters.

What a query would need negation for is written down here, since no spelling of negation is fast on every engine.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pyoxigraph import Literal, Quad

from extract.facts import Document
from graph.iris import Iris, fold
from graph.writer import Reading, Writer
from ontology import QZ, SKOS
from seeds.places import ancestors, find


def _preference(document: Document) -> tuple[bool, int, str]:
    """Of several texts of one policy the best: no digest, then the longest, then the smallest hash."""
    return document.digest, document.span.start - document.span.end, document.sha256


def _first_day(date: str) -> str:
    return date + "-01-01"[3 * (len(date) // 3 - 1) :] if len(date) < 10 else date


def _last_day(date: str) -> str:
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        return f"{date}-{calendar.monthrange(int(date[:4]), int(date[5:]))[1]}"
    return date


def _in_force(out: Writer, iris: Iris, best: Sequence[Document], policies: Mapping[str, set[str]]) -> None:
    """Write from which day to which a policy is in force, as far as it or one that replaces it says.

    Without a day of its own a policy is in force from the day it is issued; one that is replaced by a policy of the
    graph until the day that one comes into force.
    """
    starts: dict[str, str] = {}
    ends: dict[str, str] = {}
    for document in best:
        policy = iris.policy(document)
        begins = document.effective_from or document.issued
        if begins:
            starts[policy] = _first_day(begins)
        if document.effective_to:
            ends[policy] = _last_day(document.effective_to)
    for document in best:
        begins = starts.get(iris.policy(document))
        for cite in document.cites:
            replaced = policies.get(fold(cite.title), set()) - {iris.policy(document)}
            if cite.relation == "replaces" and begins and len(replaced) == 1:
                (old,) = replaced
                ends[old] = min(ends.get(old, begins), begins)
    for policy, day in sorted(starts.items()):
        out.date(policy, QZ + "inForceFrom", day)
    for policy, day in sorted(ends.items()):
        out.date(policy, QZ + "inForceTo", day)


def _bodies(out: Writer, iris: Iris, readings: Sequence[Reading]) -> None:
    pairs = {
        (iris.agency(agency), iris.agency(agency) if name == agency.canonical else iris.body(name))
        for reading in readings
        for agency in reading.facts.agencies
        for name in agency.current
    }
    for agency, body in sorted(pairs):
        out.link(agency, QZ + "currentBody", body)


def _above(jurisdiction: str | None) -> Iterator[str | None]:
    """Yield the jurisdictions above one, the nearest first; None is the state."""
    place = find(jurisdiction, None) if jurisdiction else None
    if place is not None:
        yield from (holder.name for holder in ancestors(place))
    if jurisdiction is not None:
        yield None


def _broader(out: Writer, iris: Iris, readings: Sequence[Reading]) -> None:
    """Link a cluster to the superior one that its document says it is a part of, where the graph holds that one."""
    held = {iris.cluster(c.name, r.facts.document.jurisdiction) for r in readings for c in r.facts.clusters}
    pairs: set[tuple[str, str]] = set()
    for reading in readings:
        place = reading.facts.document.jurisdiction
        for cluster in reading.facts.clusters:
            if cluster.broader:
                own = iris.cluster(cluster.name, place)
                above = (iris.cluster(cluster.broader, holder) for holder in _above(place))
                pairs.update((own, iri) for iri in above if iri in held and iri != own)
    for narrow, broad in sorted(pairs):
        out.link(narrow, SKOS + "broadMatch", broad)


def derived_quads(readings: Sequence[Reading], iris: Iris) -> list[Quad]:
    """Return what follows from all texts together.

    Parameters
    ----------
    readings
        All documents of the graph.
    iris
        Where IRIs are minted.
    """
    out = Writer(iris.graph("derived"))
    texts: dict[str, list[Document]] = defaultdict(list)
    policies: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        document = reading.facts.document
        texts[iris.policy(document)].append(document)
        policies[fold(document.title)].add(iris.policy(document))
    preferred = []
    for documents in texts.values():
        best = min(documents, key=_preference)
        preferred.append(best)
        # Two files may hold one and the same text.
        for text in {document.sha256: document for document in documents}.values():
            out.add(iris.text(text), QZ + "preferred", Literal(text.sha256 == best.sha256))
    for title in sorted({c.title for r in readings for c in r.facts.document.cites}):
        known = policies.get(fold(title), set())
        if len(known) == 1:
            out.link(iris.cited(title), QZ + "resolvesTo", next(iter(known)))
    _in_force(out, iris, preferred, policies)
    _bodies(out, iris, readings)
    _broader(out, iris, readings)
    return out.quads
