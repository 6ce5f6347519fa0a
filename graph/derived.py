"""What follows from all texts together: preferred texts, policies in force, today's bodies, broader clusters.

What a query would need negation for is written down here, since no spelling of negation is fast on every engine.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pyoxigraph import Literal, Quad

from extract.facts import Document
from graph.editions import Arrival, editions
from graph.hierarchy import ties
from graph.iris import Iris, fold
from graph.ordering import in_force, place_and_date
from graph.tasks import tasks_of
from graph.writer import Reading, Writer
from ontology import QZ, SKOS


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

    The same days as matrices go by (:func:`graph.ordering.in_force`), but that a policy which is replaced by one of the
    graph is in force until the day that one comes into force.
    """
    starts: dict[str, str] = {}
    ends: dict[str, str] = {}
    for document in best:
        policy = iris.policy(document)
        first, last = in_force(document)
        if first:
            starts[policy] = _first_day(first)
        if last:
            ends[policy] = _last_day(last)
    for document in best:
        begins = starts.get(iris.policy(document))
        for cite in document.cites:
            replaced = policies.get(fold(cite.title), set()) - {iris.policy(document)}
            if cite.relation == "replaces" and begins and len(replaced) == 1:
                (old,) = replaced
                # One that is dated later than what replaces it is another of that title.
                if begins >= starts.get(old, begins):
                    ends[old] = min(ends.get(old, begins), begins)
    for policy, day in sorted(starts.items()):
        out.date(policy, QZ + "inForceFrom", day)
    for policy, day in sorted(ends.items()):
        out.date(policy, QZ + "inForceTo", day)


def _bodies(out: Writer, iris: Iris, readings: Sequence[Reading]) -> None:
    pairs = {
        (own, own if name == agency.canonical else iris.body(name))
        for reading in readings
        for agency in reading.facts.agencies
        for own in [iris.agency(agency, reading.facts.document)]
        for name in agency.current
    }
    for agency, body in sorted(pairs):
        out.link(agency, QZ + "currentBody", body)


def _loads(out: Writer, iris: Iris, readings: Sequence[Reading], best: Sequence[Document]) -> None:
    """Write how many tasks each agency has a part in, over the preferred texts."""
    preferred = {document.sha256 for document in best}
    tasks: dict[str, set[tuple[str, str, int]]] = defaultdict(set)
    for reading in readings:
        sha256 = reading.facts.document.sha256
        if sha256 in preferred:
            by_name = {a.canonical: iris.agency(a, reading.facts.document) for a in reading.facts.agencies}
            for task in tasks_of(reading):
                for duty in task.duties:
                    tasks[by_name[duty.canonical]].add((sha256, task.path, task.span.start))
    for agency, held in sorted(tasks.items()):
        out.number(agency, QZ + "taskCount", len(held))


def _ranks(out: Writer, iris: Iris, readings: Sequence[Reading]) -> None:
    """Write the place of each text in lists: engines sort numbers many times as fast as titles (benchmarks/store.md)."""
    texts = {reading.facts.document.sha256: reading.facts.document for reading in readings}
    for rank, document in enumerate(sorted(texts.values(), key=place_and_date), 1):
        out.number(iris.text(document), QZ + "rank", rank)


def _broader(out: Writer, iris: Iris, readings: Sequence[Reading]) -> None:
    """Link clusters to the superior ones that the graph holds, likely ones by a property of their own."""
    for tie in ties(readings):
        narrow, broad = iris.cluster(*tie.narrow), iris.cluster(*tie.broad)
        if narrow != broad:
            out.link(narrow, QZ + "likelyPartOf" if tie.ground == "alike" else SKOS + "broadMatch", broad)


def derived_quads(
    readings: Sequence[Reading], iris: Iris, arrivals: Mapping[str, Arrival] = MappingProxyType({})
) -> list[Quad]:
    """Return what follows from all texts together.

    Parameters
    ----------
    readings
        All documents of the graph.
    iris
        Where IRIs are minted.
    arrivals
        When each text came into the graph, as :func:`graph.editions.editions` has it.
    """
    out = Writer(iris.graph("derived"))
    policies: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        policies[fold(reading.facts.document.title)].add(iris.policy(reading.facts.document))
    preferred, aside = editions(readings, iris, arrivals)
    for document in preferred:
        out.add(iris.text(document), QZ + "preferred", Literal(True))
    for edition in aside:
        out.add(iris.text(edition.document), QZ + "preferred", Literal(False))
    for title in sorted({c.title for r in readings for c in r.facts.document.cites}):
        known = policies.get(fold(title), set())
        if len(known) == 1:
            out.link(iris.cited(title), QZ + "resolvesTo", next(iter(known)))
    _in_force(out, iris, preferred, policies)
    _bodies(out, iris, readings)
    _loads(out, iris, readings, preferred)
    _ranks(out, iris, readings)
    _broader(out, iris, readings)
    return out.quads
