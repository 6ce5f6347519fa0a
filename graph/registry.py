"""What belongs to no single text: agencies, places, clusters, technologies and cited policies, each once.

The registry is made anew from the facts of all documents at every build.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence

from pyoxigraph import Literal, Quad

from extract.facts import Agency, Document
from graph.iris import Iris, fold
from graph.writer import Reading, Writer
from ontology import CV, DCTERMS, ELI, GEO, ORG, QZ, SCHEMA, SKOS
from seeds.places import ancestors, find


def _place(out: Writer, iris: Iris, name: str, within: str | None, done: set[str]) -> None:
    iri = iris.place(name, within)
    if iri in done:
        return
    done.add(iri)
    place = find(name, within)
    out.a(iri, SCHEMA + "AdministrativeArea", ELI + "AdministrativeArea")
    out.text(iri, SKOS + "prefLabel", place.name if place else name, "zh")
    if place is None:
        if within:
            out.link(iri, GEO + "sfWithin", iris.place(within, None))
        return
    out.text(iri, SKOS + "notation", place.code)
    out.text(iri, QZ + "level", place.level)
    if place.short != place.name:
        out.text(iri, SKOS + "altLabel", place.short, "zh")
    holder = next(ancestors(place), None)
    if holder is not None:
        out.link(iri, GEO + "sfWithin", iris.place(holder.name, None))
        _place(out, iris, holder.name, None, done)


def _agency(out: Writer, iris: Iris, iri: str, name: str, agency: Agency, names: Iterable[str]) -> None:
    out.a(iri, ORG + "FormalOrganization", CV + "PublicOrganisation")
    out.text(iri, SKOS + "prefLabel", name, "zh")
    for other in sorted({*names, agency.canonical} - {name}):
        out.text(iri, SKOS + "altLabel", other, "zh")
    out.text(iri, QZ + "level", agency.level)
    out.text(iri, QZ + "agencyKind", agency.kind)
    out.add(iri, QZ + "known", Literal(agency.known))
    if agency.jurisdiction:
        out.link(iri, QZ + "jurisdiction", iris.place(agency.jurisdiction, None))
    if agency.line:
        line = iris.line(agency.line)
        out.link(iri, QZ + "functionalLine", line)
        out.a(line, QZ + "FunctionalLine")
        out.text(line, SKOS + "prefLabel", agency.line, "zh")


def _reforms(out: Writer, iris: Iris, rows: Sequence[tuple[str, Agency]], described: Container[str]) -> None:
    """Write what became of agencies; a body that no document names gets its full name and no more.

    The first change starts from the agency as named, each later one from what the one before it left.
    """
    done: set[str] = set()

    def body(name: str) -> str:
        iri = iris.body(name)
        if iri not in described and iri not in done:
            done.add(iri)
            out.a(iri, ORG + "FormalOrganization", CV + "PublicOrganisation")
            out.text(iri, SKOS + "prefLabel", name, "zh")
        return iri

    for iri, agency in rows:
        origins = [iri]
        for change in agency.changes:
            event = iris.change(agency.canonical, change)
            results = [body(name) for name in change.bodies]
            if event not in done:
                done.add(event)
                out.a(event, ORG + "ChangeEvent")
                for origin in origins:
                    out.link(event, ORG + "originalOrganization", origin)
                for result in results:
                    out.link(event, ORG + "resultingOrganization", result)
                out.text(event, QZ + "changeKind", change.kind)
                out.text(event, QZ + "certainty", change.certainty)
                out.date(event, DCTERMS + "date", change.date)
                out.text(event, DCTERMS + "source", change.source, "zh")
            origins = results or origins
        for name in agency.current:
            body(name)


def _concepts(out: Writer, iris: Iris, readings: Sequence[Reading]) -> None:
    """Describe clusters, technologies and cited policies, each once; the first spelling is the label."""
    done: set[str] = set()

    def new(iri: str) -> bool:
        fresh = iri not in done
        done.add(iri)
        return fresh

    for reading in readings:
        facts = reading.facts
        for cluster in facts.clusters:
            iri = iris.cluster(cluster.name, facts.document.jurisdiction)
            if new(iri):
                out.a(iri, QZ + "Cluster")
                out.text(iri, SKOS + "prefLabel", cluster.name, "zh")
                out.text(iri, QZ + "clusterKind", cluster.kind)
        for technology in facts.technologies:
            label = technology.concept or technology.name
            iri = iris.technology(label)
            if new(iri):
                out.a(iri, QZ + "Technology")
                out.text(iri, SKOS + "prefLabel", label, "zh")
            if fold(technology.name) != fold(label) and new(iri + fold(technology.name)):
                out.text(iri, SKOS + "altLabel", technology.name, "zh")
        for cite in facts.document.cites:
            iri = iris.cited(cite.title)
            if new(iri):
                out.a(iri, ELI + "LegalResource")
                out.text(iri, DCTERMS + "title", cite.title, "zh")
            if cite.number and new(iri + cite.number):
                out.text(iri, DCTERMS + "identifier", cite.number)


def told_apart(readings: Iterable[Reading]) -> dict[tuple[str, str], str]:
    """Return names for agencies that share one and are several: 市发改委（《…若干措施》）.

    Each stands under the hash of the document that names it and its name there. What is behind the name is the document's
    place, or its title where no place is known, and its file where the title doesn't tell them apart.
    """
    iris = Iris()
    bodies: dict[str, dict[str, list[Document]]] = defaultdict(lambda: defaultdict(list))
    for reading in readings:
        document = reading.facts.document
        for agency in reading.facts.agencies:
            bodies[agency.canonical][iris.agency(agency, document)].append(document)
    found = {}
    for name, several in bodies.items():
        if len(several) > 1:
            whose = [docs[0].jurisdiction or f"《{docs[0].title}》" for docs in several.values()]
            for docs, who in zip(several.values(), whose, strict=True):
                behind = who if whose.count(who) == 1 else docs[0].file
                found.update({(d.sha256, name): f"{name}（{behind}）" for d in docs})
    return found


def registry_quads(readings: Sequence[Reading], iris: Iris) -> list[Quad]:
    """Return the registry: every agency, place, cluster, technology and cited policy, each once."""
    out = Writer(iris.graph("registry"))
    _concepts(out, iris, readings)
    agencies: dict[str, Agency] = {}
    rows: list[tuple[str, Agency]] = []
    labels: dict[str, str] = {}
    names: dict[str, set[str]] = defaultdict(set)
    places: set[str] = set()
    apart = told_apart(readings)
    for reading in readings:
        facts = reading.facts
        by_name = {a.canonical: iris.agency(a, facts.document) for a in facts.agencies}
        for agency in facts.agencies:
            iri = by_name[agency.canonical]
            rows.append((iri, agency))
            agencies.setdefault(iri, agency)
            names[iri].add(agency.short)
            labels[iri] = apart.get((facts.document.sha256, agency.canonical), agency.canonical)
        for duty in facts.responsibilities:
            names[by_name[duty.canonical]].update((duty.agency, duty.at.quote))
        within = facts.document.jurisdiction
        for name in (d for c in facts.clusters for d in c.districts):
            _place(out, iris, name, within, places)
        for row in facts.districts:
            _place(out, iris, row.district, within, places)
        for name in filter(None, (within, *(a.jurisdiction for a in facts.agencies))):
            _place(out, iris, name, None, places)
    for iri, agency in agencies.items():
        _agency(out, iris, iri, labels[iri], agency, names[iri])
    _reforms(out, iris, rows, agencies)
    return out.quads
