"""From facts to RDF: one named graph a text, a registry of agencies and places, and what is derived.

The text's graph holds nothing that differs between two runs on the same input. Numbers that a query would
need negation for (how many lead a task) are written down, since no spelling of negation is fast on
every engine. Evidence is shared by the facts of one clause.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, Quad

from extract.errors import ExtractError
from extract.facts import Cluster, District, Instrument, Mention, Section, Span, Target, Technology
from graph.derived import derived_quads
from graph.editions import Arrival
from graph.iris import Iris
from graph.registry import registry_quads
from graph.ruled import ruling
from graph.tasks import tasks_of
from graph.writer import Reading, Writer
from ontology import CV, DCTERMS, ELI, OA, PROV, QZ, ROLE, SCHEMA, XSD

__all__ = ["Reading", "all_quads", "derived_quads", "registry_quads", "run_quads", "text_quads"]

_SHARED_TERM = "按职责分工负责"
# "Nobody leads" is asked by number, since no spelling of negation is fast on every engine.
_COUNTED = ("lead", "responsible")
_WHOLE = len("2025-01-31")


class _Text(Writer):
    """The named graph of one text."""

    def __init__(self, reading: Reading, iris: Iris) -> None:
        self.iris = iris
        self.reading = reading
        self.facts = reading.facts
        self.document = reading.facts.document
        self.words = reading.text
        self.iri = iris.text(self.document)
        super().__init__(self.iri)
        self.agencies = {a.canonical: a for a in reading.facts.agencies}
        self.sections: dict[str, list[tuple[Section, str]]] = defaultdict(list)
        self.evidence: dict[Span, str] = {}
        self.ordinals: Counter[tuple[str, str]] = Counter()

    def mint(self, kind: str, path: str, start: int) -> str:
        self.ordinals[kind, path] += 1
        return self.iris.node(self.document, kind, path, self.ordinals[kind, path], start)

    def clause(self, span: Span) -> str:
        """Return the clause or sentence of a span, written once."""
        if span not in self.evidence:
            iri = f"{self.iri}/evidence/{span.start}-{span.end}"
            self.evidence[span] = iri
            selector = iri + "/selector"
            self.a(iri, OA + "SpecificResource")
            self.link(iri, OA + "hasSource", self.iri)
            self.link(iri, OA + "hasSelector", selector)
            self.a(selector, OA + "TextPositionSelector", OA + "TextQuoteSelector")
            self.number(selector, OA + "start", span.start)
            self.number(selector, OA + "end", span.end)
            self.text(selector, OA + "exact", span.of(self.words))
        return self.evidence[span]

    def cite(self, fact: str, at: Mention) -> None:
        """Point from a fact to its evidence, and say where exactly it is printed."""
        self.link(fact, QZ + "evidence", self.clause(at.evidence))
        self.number(fact, QZ + "mentionStart", at.start)
        self.number(fact, QZ + "mentionEnd", at.end)
        if at.confidence < 1:
            self.add(fact, QZ + "confidence", Literal(at.confidence))

    def found(self, path: str, start: int) -> tuple[Section, str] | None:
        """Return the section of a path; where an annex numbers anew, the one that holds the position."""
        same = self.sections[path]
        holding = [pair for pair in same if pair[0].extent.start <= start < pair[0].extent.end]
        return next(iter(holding or same), None)

    def section(self, path: str, start: int) -> str:
        """Return the section's IRI; the text itself stands for the whole document."""
        pair = self.found(path, start)
        return pair[1] if pair else self.iri

    def place(self, name: str) -> str:
        return self.iris.place(name, self.document.jurisdiction)

    def agency(self, canonical: str) -> str:
        if canonical not in self.agencies:
            raise ExtractError(
                f"{self.document.file}: no agency describes {canonical}", "every name used needs its row in agencies"
            )
        return self.iris.agency(self.agencies[canonical], self.document)

    def write(self) -> list[Quad]:
        self._head()
        self._outline()
        self._duties()
        self._clusters()
        self._districts()
        self._technologies()
        self._targets()
        self._instruments()
        self._unparsed()
        return self.quads

    def _head(self) -> None:
        d = self.document
        policy = self.iris.policy(d)
        self.a(self.iri, PROV + "Entity", QZ + "Text")
        self.link(self.iri, DCTERMS + ("source" if d.digest else "isVersionOf"), policy)
        self.link(self.iri, QZ + "policy", policy)
        self.text(self.iri, DCTERMS + "title", d.title, "zh")
        self.add(self.iri, QZ + "path", Literal(""))
        self.link(self.iri, QZ + "within", self.iri)
        self.add(self.iri, QZ + "digest", Literal(d.digest))
        self.number(self.iri, QZ + "start", d.span.start)
        self.number(self.iri, QZ + "end", d.span.end)
        self.a(policy, ELI + "LegalResource")
        self.text(policy, DCTERMS + "title", d.title, "zh")
        self.text(policy, DCTERMS + "identifier", d.doc_number)
        self.text(policy, QZ + "documentKind", d.type, "zh")
        self.text(policy, QZ + "stage", d.stage, "zh")
        if d.jurisdiction:
            self.link(policy, ELI + "jurisdiction", self.place(d.jurisdiction))
        for issuer in d.issuers:
            self.link(policy, ELI + "passed_by", self.agency(issuer))
        self._day(policy, ELI + "date_document", DCTERMS + "date", d.issued)
        self._day(policy, ELI + "first_date_entry_in_force", DCTERMS + "valid", d.effective_from)
        self._day(policy, ELI + "date_no_longer_in_force", DCTERMS + "valid", d.effective_to)
        for name in d.interpreters:
            self.text(policy, QZ + "interpreter", name, "zh")
        for words in d.contacts:
            self.text(policy, QZ + "contact", words, "zh")
        if d.period:
            self.number(policy, QZ + "periodFrom", int(d.period[0]))
            self.number(policy, QZ + "periodTo", int(d.period[1]))
        relations = {
            "based_on": ELI + "based_on",
            "cites": ELI + "cites",
            "implements": QZ + "implements",
            "replaces": QZ + "replaces",
        }
        for cite in d.cites:
            target = self.iris.cited(cite.title)
            self.link(policy, relations[cite.relation], target)
            node = self.mint("citation", "", cite.at.start)
            self.a(node, QZ + "Citation")
            self.link(node, QZ + "citedPolicy", target)
            self.text(node, QZ + "citationRelation", cite.relation)
            self.cite(node, cite.at)

    def _day(self, policy: str, of_day: str, of_any: str, given: str | None) -> None:
        """Say when; ELI's dates are whole days, so that a month or a year goes to the wider property."""
        self.date(policy, of_day if given and len(given) == _WHOLE else of_any, given)

    def _outline(self) -> None:
        spans: list[tuple[Span, str]] = []
        policy = self.iris.policy(self.document)
        for section in self.facts.sections:
            iri = self.mint("section", section.path, section.at.start)
            self.sections[section.path].append((section, iri))
            while spans and section.at.start >= spans[-1][0].end:
                spans.pop()
            self.a(iri, ELI + "LegalResourceSubdivision")
            self.text(iri, ELI + "number", section.path.rsplit("/", 1)[-1])
            self.text(iri, QZ + "path", section.path)
            self.text(iri, DCTERMS + "title", section.title or section.path, "zh")
            # To ELI a work is part of works, and a text is none: which text a section stands in is said by qz:within.
            self.link(iri, ELI + "is_part_of", spans[-1][1] if spans else policy)
            self.number(iri, QZ + "start", section.body.start)
            self.number(iri, QZ + "end", section.body.end)
            spans.append((section.extent, iri))
            # Written down, since a path of any length is slow on one engine or the other.
            for holder in (self.iri, *(above for _, above in spans)):
                self.link(iri, QZ + "within", holder)

    def _duties(self) -> None:
        tasks = tasks_of(self.reading)
        for task in tasks:
            node = self.mint("task", task.path, task.span.start)
            self.a(node, QZ + "Task")
            self.link(node, QZ + "section", self.section(task.path, task.span.start))
            self.number(node, QZ + "start", task.span.start)
            self.number(node, QZ + "end", task.span.end)
            self.text(node, DCTERMS + "title", task.title, "zh")
            parts: set[tuple[str, str]] = set()
            for duty in task.duties:
                agency = self.agency(duty.canonical)
                parts.add((duty.role, agency))
                iri = self.mint("assignment", duty.path, duty.at.start)
                self.a(iri, QZ + "Assignment")
                self.link(iri, CV + "hasParticipant", agency)
                shared = duty.role == "responsible" and duty.role_term == _SHARED_TERM
                self.link(iri, CV + "role", ROLE + ("shared" if shared else duty.role))
                self.link(iri, QZ + "task", node)
                self.text(iri, QZ + "roleTerm", duty.role_term, "zh")
                self.text(iri, QZ + "agencyAsNamed", duty.agency, "zh")
                self.cite(iri, duty.at)
                for stated in ruling(self.document, duty):
                    self.link(iri, QZ + "roleEvidence", self.clause(stated.evidence))
            numbers = Counter(role for role, _ in parts)
            for role in _COUNTED:
                self.number(node, f"{QZ}{role}Count", numbers[role])
        self.number(self.iri, QZ + "taskCount", len(tasks))

    def _fact(self, kind: str, type_: str, row: Cluster | District | Technology | Target | Instrument) -> str:
        """Mint the node of a row with its type, its section and its evidence; return its IRI."""
        node = self.mint(kind, row.path, row.at.start)
        self.a(node, QZ + type_)
        self.link(node, QZ + "section", self.section(row.path, row.at.start))
        self.cite(node, row.at)
        return node

    def _clusters(self) -> None:
        for cluster in self.facts.clusters:
            node = self._fact("cluster", "ClusterMention", cluster)
            concept = self.iris.cluster(cluster.name, self.document.jurisdiction)
            for district in cluster.districts:
                # The mention says who says so; the concept gathers what all documents say.
                self.link(concept, QZ + "locatedIn", self.place(district))
                self.link(node, QZ + "district", self.place(district))
            self.link(node, QZ + "cluster", concept)
            self.text(node, QZ + "partOfCluster", cluster.broader, "zh")

    def _districts(self) -> None:
        for row in self.facts.districts:
            node = self._fact("siting", "Siting", row)
            self.link(node, QZ + "district", self.place(row.district))
            self.text(node, QZ + "object", row.object, "zh")
            self.text(node, QZ + "sitingRelation", row.relation)

    def _technologies(self) -> None:
        for technology in self.facts.technologies:
            node = self._fact("technology", "TechnologyMention", technology)
            self.link(node, QZ + "technology", self.iris.technology(technology.concept or technology.name))
            self.text(node, QZ + "technologyKind", technology.kind)
            if technology.concept not in ("", technology.name):
                self.text(node, QZ + "technologyAsNamed", technology.name, "zh")

    def _targets(self) -> None:
        for target in self.facts.targets:
            node = self._fact("target", "Target", target)
            self.text(node, QZ + "indicator", target.indicator, "zh")
            self.text(node, QZ + "comparator", target.comparator)
            self.real(node, SCHEMA + "value", target.value)
            self.real(node, QZ + "baseline", target.baseline)
            if target.baseline_year is not None:
                self.number(node, QZ + "baselineYear", target.baseline_year)
            self.text(node, SCHEMA + "unitText", target.unit)
            if target.year is not None:
                self.number(node, QZ + "deadline", target.year)

    def _instruments(self) -> None:
        for instrument in self.facts.instruments:
            node = self._fact("instrument", "Instrument", instrument)
            self.text(node, QZ + "instrumentKind", instrument.kind)
            self.real(node, QZ + "rate", instrument.rate)
            self.real(node, SCHEMA + "amount", instrument.amount)
            self.real(node, SCHEMA + "maxValue", instrument.max)
            self.text(node, QZ + "condition", instrument.condition, "zh")
            self.text(node, QZ + "beneficiary", instrument.beneficiary, "zh")
            self.text(node, QZ + "per", instrument.per, "zh")
            self.text(node, SCHEMA + "unitText", instrument.unit)

    def _unparsed(self) -> None:
        for piece in self.facts.unparsed:
            node = self.mint("unparsed", piece.path, piece.start)
            self.a(node, QZ + "Unparsed")
            self.link(node, QZ + "section", self.section(piece.path, piece.start))
            self.text(node, OA + "exact", piece.quote)
            self.text(node, QZ + "reason", piece.reason)


def text_quads(reading: Reading, iris: Iris) -> list[Quad]:
    """Return the named graph of one text.

    Parameters
    ----------
    reading
        Facts and restored text of one document.
    iris
        Where IRIs are minted.
    """
    return _Text(reading, iris).write()


def run_quads(readings: Sequence[Reading], iris: Iris, version: str) -> list[Quad]:
    """Return what differs between runs: when, by which version, from which files."""
    out = Writer(iris.graph("run"))
    run = iris.graph("run")
    out.a(run, PROV + "Activity")
    now = datetime.now(UTC).replace(microsecond=0).isoformat()
    out.add(run, PROV + "endedAtTime", Literal(now, datatype=NamedNode(XSD + "dateTime")))
    out.text(run, QZ + "programVersion", version)
    for reading in readings:
        text = iris.text(reading.facts.document)
        out.link(text, PROV + "wasGeneratedBy", run)
        out.text(text, QZ + "file", reading.facts.document.file)
    return out.quads


def all_quads(
    readings: Sequence[Reading],
    iris: Iris,
    version: str,
    standing: Container[str] = (),
    arrivals: Mapping[str, Arrival] = MappingProxyType({}),
) -> Iterator[Quad]:
    """Yield the whole graph: each text's, the registry, what is derived, and the run's.

    Two files with the same text are one text: its graph is written once. Texts of ``standing`` are left out, since
    their graphs stand in the store already. ``arrivals`` tells when each text came into the graph, by its hash.
    """
    written: set[str] = set()
    for reading in readings:
        iri = iris.text(reading.facts.document)
        if iri not in written and iri not in standing:
            written.add(iri)
            yield from text_quads(reading, iris)
    yield from registry_quads(readings, iris)
    yield from derived_quads(readings, iris, arrivals)
    yield from run_quads(readings, iris, version)
