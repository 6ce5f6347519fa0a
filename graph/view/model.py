"""What the page knows: documents with their words, things, and the facts that tie them, each with its sentence.

It is read from the facts of the preferred texts. Words stand in it once: a fact points into the text of its document, a
link names things by number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from extract.errors import QueryError
from extract.facts import Agency, Facts, Instrument, Mention, Section, Span, Target
from graph.corpus import documents_of, goes_by, no_document
from graph.iris import Iris, digest, fold
from graph.store import Graph
from graph.tasks import tasks_of
from graph.wording import word
from graph.writer import Reading
from seeds.places import find

KINDS = ("agency", "task", "technology", "district", "cluster", "target", "instrument")
ROLES = ("lead", "responsible", "support", "joint", "supervise")
FACTS = (*ROLES, "technology", "located", "sited", "cluster", "target", "instrument", "unparsed")
_OWNING = {"lead": 0, "responsible": 1}
_COMPARATORS = {">=": "≥", "<=": "≤", "=": "＝", "~": "约"}


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a document: where its heading stands, and how deep; ``depth`` is 1 for the outermost."""

    path: str
    title: str
    start: int
    end: int
    depth: int


@dataclass(frozen=True, slots=True)
class Text:
    """A document: its head, its words from ``base`` on (offsets count in the restored file), and its sections."""

    title: str
    place: str
    level: str
    issued: str
    number: str
    issuers: tuple[str, ...]
    digest: bool
    file: str
    base: int
    text: str
    sections: tuple[Part, ...]


@dataclass(slots=True)
class Thing:
    """One thing: an agency, a task, a technology.

    Attributes
    ----------
    key
        Ten hexadecimal digits that name it in every page made from the same documents.
    also
        Other names that documents use for it.
    current
        Of an agency, keys of the bodies that hold its work today; empty where that is not known.
    detail
        Level of an agency, kind of a technology or cluster.
    at
        Of a task, document number, start and end of its words.
    """

    kind: str
    key: str
    name: str
    short: str
    also: dict[str, None] = field(default_factory=dict)
    current: tuple[str, ...] = ()
    detail: str = ""
    at: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement of a document.

    ``what`` is the thing it is about (agency, technology, cluster, district …), ``of`` are the things it ties it to;
    both are keys. ``term`` is the printed word of a role, what a district is given, or why nothing could be read.
    """

    kind: str
    what: str
    of: tuple[str, ...]
    document: int
    section: int
    start: int
    end: int
    evidence: Span
    term: str
    confidence: float


@dataclass(slots=True)
class Model:
    """All that a page shows; ``owners`` maps a task to the agency that owns it."""

    documents: list[Text] = field(default_factory=list)
    things: dict[str, Thing] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)

    def find(self, words: str) -> str:
        """Return the key of the thing that ``words`` name: exactly, or as a part of one name.

        Of several (each city has a 市发展改革委) it is the one of whom most is said.

        Raises
        ------
        QueryError
            If nothing has these words in its name.
        """
        ranked = [
            [t.key for t in self.things.values() if words in (t.name, t.short)],
            [t.key for t in self.things.values() if words in t.also],
            [t.key for t in self.things.values() if words in t.name or any(words in other for other in t.also)],
        ]
        found = next(filter(None, ranked), None)
        if found is None:
            raise QueryError(
                f"nothing in the graph has {words!r} in its name", "leave --focus out and search in the page"
            )
        said = Counter(key for fact in self.facts for key in (fact.what, *fact.of))
        return max(found, key=lambda key: said[key])

    def documents_of(self) -> dict[str, set[int]]:
        """Return the numbers of the documents that speak of each thing."""
        spoken: dict[str, set[int]] = defaultdict(set)
        for fact in self.facts:
            for key in (fact.what, *fact.of):
                spoken[key].add(fact.document)
        return spoken


def read_model(
    graph: Graph,
    document: str | None = None,
    kinds: Iterable[str] = KINDS,
    progress: Callable[[Sequence[str]], Iterable[str]] = lambda items: items,
) -> Model:
    """Read what a page shows, from the preferred texts of a graph.

    Parameters
    ----------
    graph
        A built graph.
    document
        Words of the title or file name of the documents to show; all by default.
    kinds
        The kinds of things to show, of :data:`KINDS`; agencies and tasks go together.
    progress
        Called with the documents' titles; yields them as they are worked through.

    Raises
    ------
    QueryError
        If no document has these words in its title or file name.
    """
    chosen = [r for r in documents_of(graph) if document is None or goes_by(r.facts.document, document)]
    if not chosen:
        raise no_document(document or "")
    working = progress([r.facts.document.title for r in chosen])
    return model_of((reading for reading, _ in zip(chosen, working, strict=True)), kinds)


def model_of(readings: Iterable[Reading], kinds: Iterable[str] = KINDS) -> Model:
    """Return what a page shows of some readings, in their order."""
    model = Model()
    for reading in readings:
        _Reader(model, reading, set(kinds)).read()
    _number_namesakes(model)
    return model


class _Reader:
    """Adds one document to a model."""

    def __init__(self, model: Model, reading: Reading, kinds: set[str]) -> None:
        self.model = model
        self.reading = reading
        self.facts: Facts = reading.facts
        self.words = reading.text
        self.kinds = kinds
        self.iris = Iris("x:/")
        self.number = len(model.documents)
        self.agencies: dict[str, Agency] = {a.canonical: a for a in self.facts.agencies}
        # Paths repeat where an annex numbers anew.
        self.places: dict[str, list[tuple[Section, int]]] = defaultdict(list)
        for i, section in enumerate(self.facts.sections):
            self.places[section.path].append((section, i))
        self.tasks: list[tuple[Span, str, str]] = []
        self.clusters: dict[str, list[str]] = defaultdict(list)

    def read(self) -> None:
        self._head()
        if "agency" in self.kinds or "task" in self.kinds:
            self._duties()
        if "cluster" in self.kinds:
            self._clusters()
        if "district" in self.kinds:
            self._districts()
        if "technology" in self.kinds:
            self._technologies()
        self._figures()
        for piece in self.facts.unparsed:
            span = Span(piece.start, piece.end)
            self._fact("unparsed", "", (), piece.path, span.start, span.end, span, word(piece.reason))

    def _head(self) -> None:
        d = self.facts.document
        spans = [row.at.evidence for row in self.facts.rows()] + [Span(u.start, u.end) for u in self.facts.unparsed]
        # A fact may rest on words that stand outside the policy's own text, as in a letter that carries it.
        start, end = min([d.span.start, *(s.start for s in spans)]), max([d.span.end, *(s.end for s in spans)])
        sections = tuple(
            Part(s.path, s.title, s.at.start, s.at.end, s.path.count("/") + 1) for s in self.facts.sections
        )
        head = (d.title, d.jurisdiction or "", d.level or "", d.issued or "", d.doc_number or "", d.issuers, d.digest)
        self.model.documents.append(Text(*head, d.file, start, self.words[start:end], sections))

    def _thing(self, kind: str, iri: str, name: str, short: str = "", detail: str = "") -> Thing:
        # A thing's key is the end of its IRI, which is a hash, or a code where it is a place.
        key = digest(iri)[:10]
        thing = self.model.things.get(key)
        if thing is None:
            thing = self.model.things[key] = Thing(kind, key, name, short or name, detail=detail)
        for other in (name, short):
            if other and other not in (thing.name, thing.short):
                thing.also[other] = None
        return thing

    def _section(self, path: str, start: int) -> int:
        same = self.places.get(path, [])
        holding = [pair for pair in same if pair[0].extent.start <= start < pair[0].extent.end]
        return next((i for _, i in (*holding, *same)), -1)

    def _fact(
        self,
        kind: str,
        what: str,
        of: tuple[str, ...],
        path: str,
        start: int,
        end: int,
        evidence: Span,
        term: str = "",
        confidence: float = 1.0,
    ) -> None:
        section = self._section(path, start)
        self.model.facts.append(Fact(kind, what, of, self.number, section, start, end, evidence, term, confidence))

    def _state(self, kind: str, what: Thing, of: tuple[str, ...], path: str, at: Mention, term: str = "") -> None:
        self._fact(kind, what.key, of, path, at.start, at.end, at.evidence, term, at.confidence)

    def _agency(self, name: str) -> Thing:
        agency = self.agencies[name]
        thing = self._thing(
            "agency", self.iris.agency(agency, self.facts.document), agency.canonical, agency.short, agency.level or ""
        )
        if agency.current and not thing.current:
            thing.current = tuple(
                thing.key if body == agency.canonical else self._body(body, agency) for body in agency.current
            )
        return thing

    def _body(self, name: str, before: Agency) -> str:
        """Return the key of a body that holds an agency's work today, which may be in no document."""
        known = self.agencies.get(name) or Agency(
            name, name, before.level, before.kind, before.jurisdiction, before.line, True, "reform"
        )
        return self._thing(
            "agency", self.iris.agency(known, self.facts.document), name, known.short, known.level or ""
        ).key

    def _duties(self) -> None:
        best: dict[str, int] = {}
        for task in tasks_of(self.reading):
            key = f"{self.facts.document.sha256}/{task.path}/{task.span.start}-{task.span.end}"
            thing = self._thing("task", key, task.title)
            thing.at = (self.number, task.span.start, task.span.end)
            self.tasks.append((task.span, task.path, thing.key))
            for duty in task.duties:
                agency = self._agency(duty.canonical)
                for printed in (duty.agency, duty.at.quote):
                    if printed not in (agency.name, agency.short):
                        agency.also[printed] = None
                self._state(duty.role, agency, (thing.key,), duty.path, duty.at, duty.role_term)
                # The first agency that leads owns a task, else the first responsible one, else the first that is named.
                rank = _OWNING.get(duty.role, len(_OWNING))
                if rank < best.get(thing.key, len(_OWNING) + 1):
                    best[thing.key] = rank
                    self.model.owners[thing.key] = agency.key

    def _home(self, path: str, at: Mention) -> tuple[str, ...]:
        """Return what a mention belongs to: the tasks whose words hold it, else those or the clusters of its section."""
        holding = [key for span, _, key in self.tasks if span.start <= at.start < span.end]
        same = [key for _, own, key in self.tasks if own == path]
        return tuple(holding or same or self.clusters.get(path, []))

    def _place(self, name: str) -> Thing:
        within = self.facts.document.jurisdiction
        place = find(name, within)
        return self._thing("district", self.iris.place(name, within), place.name if place else name, name)

    def _clusters(self) -> None:
        stated = {(row.object, row.district) for row in self.facts.districts}
        for row in self.facts.clusters:
            iri = self.iris.cluster(row.name, self.facts.document.jurisdiction)
            cluster = self._thing("cluster", iri, row.name, detail=row.kind)
            if cluster.key not in self.clusters[row.path]:
                self.clusters[row.path].append(cluster.key)
            self._state("cluster", cluster, (), row.path, row.at)
            # Where a sentence of its own states the pair, that one tells it.
            for district in row.districts if "district" in self.kinds else ():
                if (row.name, district) not in stated:
                    self._state("located", cluster, (self._place(district).key,), row.path, row.at)

    def _districts(self) -> None:
        named = {fold(t.name): t for t in self.model.things.values() if t.kind == "cluster"}
        for row in self.facts.districts:
            place, cluster = self._place(row.district), named.get(fold(row.object))
            if cluster is not None:
                self._state("located", cluster, (place.key,), row.path, row.at, row.relation)
            else:
                self._state("sited", place, self._home(row.path, row.at), row.path, row.at, row.object)

    def _technologies(self) -> None:
        for row in self.facts.technologies:
            iri = self.iris.technology(row.concept or row.name)
            thing = self._thing("technology", iri, row.name, detail=row.kind)
            self._state("technology", thing, self._home(row.path, row.at), row.path, row.at)

    def _figures(self) -> None:
        document = self.facts.document
        figures: list[tuple[str, Target | Instrument, str]] = [
            *(("target", row, target_words(row)) for row in self.facts.targets),
            *(("instrument", row, row.at.quote) for row in self.facts.instruments),
        ]
        for kind, row, words in figures:
            if kind in self.kinds:
                key = f"{document.sha256}/{kind}/{row.at.start}-{row.at.end}-{words}"
                thing = self._thing(kind, key, words, detail=getattr(row, "kind", ""))
                self._state(kind, thing, self._home(row.path, row.at), row.path, row.at)


def target_words(target: Target) -> str:
    """Return a target on one line: 增加值 ≥ 600 亿元（2025）."""
    year = f"（{target.year}）" if target.year else ""
    return f"{target.indicator} {_COMPARATORS[target.comparator]} {target.value:g} {target.unit}{year}".replace(
        "  ", " "
    )


def _number_namesakes(model: Model) -> None:
    """Tell namesakes apart: tasks of one document that share a title by number, agencies of one name by their document."""
    tasks = [t for t in model.things.values() if t.kind == "task" and t.at]
    shared = Counter((t.at[0], t.name) for t in tasks if t.at)
    seen: Counter[tuple[int, str]] = Counter()
    for task in tasks:
        if task.at and shared[task.at[0], task.name] > 1:
            seen[task.at[0], task.name] += 1
            task.short = f"{task.name}（{seen[task.at[0], task.name]}）"
    for task in tasks:
        task.name = task.short
    # Agencies of places that nobody knows: of which document each is.
    agencies = [t for t in model.things.values() if t.kind == "agency"]
    alike = Counter(t.name for t in agencies)
    speaks = {key: fact.document for fact in reversed(model.facts) for key in (fact.what, *fact.of)}
    for agency in agencies:
        if alike[agency.name] > 1 and agency.key in speaks:
            document = model.documents[speaks[agency.key]]
            agency.name = f"{agency.name}（{document.place or f'《{document.title}》'}）"
