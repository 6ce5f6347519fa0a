"""The facts that extraction yields: frozen dataclasses (``extract.plain`` has their JSON form).

Offsets are code points, half open, in the text that ``quanze restore`` prints for the file, so that
``text[start:end] == quote`` holds for every mention.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from extract.records import record

Role = Literal["lead", "responsible", "support", "joint", "supervise"]
Level = Literal["national", "province", "prefecture", "county", "zone"]
AgencyKind = Literal[
    "department",
    "party",
    "central_office",
    "government",
    "committee",
    "leading_group",
    "enterprise",
    "institution",
    "collective",
    "unknown",
]
ClusterKind = Literal["strategic_emerging", "future_industry", "pillar", "other"]
Relation = Literal["focus", "supports_cluster", "pilot", "park"]
Comparator = Literal[">=", "<=", "=", "~"]
CitationRelation = Literal["based_on", "implements", "replaces", "cites"]
TechnologyKind = Literal["technology", "product", "equipment", "material", "service"]
ChangeKind = Literal["renamed", "merged", "split", "transferred", "abolished"]
Certainty = Literal["certain", "likely", "unknown"]

ROLES: tuple[Role, ...] = get_args(Role)


@record
class Span:
    """A stretch of text: code points ``start`` (inclusive) to ``end`` (exclusive)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of ``text`` that the span covers."""
        return text[self.start : self.end]

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@record
class Mention:
    """Where a fact is printed and what says so.

    Attributes
    ----------
    start, end, quote
        The words as printed, ``text[start:end] == quote``.
    evidence
        The clause or sentence that states the fact, possibly in another section.
    source
        The same words in the file as it came, before restoration.
    rule
        Name of the rule that found it.
    confidence
        1.0, or lower where a repair or a guess touches it.
    why
        The reason for a confidence below 1.0.
    """

    start: int
    end: int
    quote: str
    evidence: Span
    source: Span
    rule: str
    confidence: float = 1.0
    why: str | None = None


@record
class Citation:
    """Another policy that the document names, with its 文号 where it is printed."""

    title: str
    number: str | None
    relation: CitationRelation
    at: Mention


@dataclass(frozen=True, slots=True)
class Document:
    """The head of a policy.

    ``span`` is the policy's own text on the page, without the furniture around it; ``sha256`` is the hash
    of that text and names it. ``evidence`` maps a field to the mentions that it was read from, and a rule
    that makes leads of names (``first_leads``, ``sole_leads``, ``mark_leads``, ``sides``) to where it is stated.
    Dates are ISO 8601; ``period`` is two years. ``interpreters`` are the bodies that explain the policy (由…负责解释)
    and ``contacts`` what it prints of them (telephone, address), as printed.
    """

    id: str
    file: str
    part: int
    title: str
    type: str | None
    jurisdiction: str | None
    level: Level | None
    issuers: tuple[str, ...]
    doc_number: str | None
    issued: str | None
    effective_from: str | None
    effective_to: str | None
    period: tuple[str, str] | None
    cites: tuple[Citation, ...]
    digest: bool
    stage: str | None
    sha256: str
    span: Span
    evidence: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    interpreters: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()


@record
class Section:
    """A numbered heading: ``path`` joins the numbers (三/(一)/1), ``body`` runs to the next heading.

    ``extent`` runs to the next heading that is not below this one, so it holds the sub-sections too.
    """

    path: str
    title: str
    body: Span
    extent: Span
    at: Mention


@record
class Responsibility:
    """One agency's part in one task.

    ``agency`` has its shared prefix restored, ``canonical`` is the full official name at the document's
    date, ``role_term`` the printed word, ``task`` the stretch of text that the duty clause is about. ``deadline`` is by when
    the task is due where somebody corrected it (empty: it has none); None: as its text says.
    """

    path: str
    agency: str
    canonical: str
    role: Role
    role_term: str
    task: Span
    at: Mention
    deadline: str | None = None


@record
class Change:
    """A reform that took an agency's work elsewhere.

    ``bodies`` are the canonical names that hold it from ``date`` on (ISO 8601: a day, a month or a year,
    as far as it is known; None where it is not), ``source`` is the act that ordered it.
    """

    kind: ChangeKind
    bodies: tuple[str, ...]
    date: str | None
    source: str
    certainty: Certainty


@record
class Agency:
    """Who an agency of this document is: one row for each canonical name.

    ``short`` is the form with its prefix as a document of that jurisdiction prints it; ``line`` is the
    functional line (条线) that ties it to its counterparts at other levels; ``reason`` says in words how
    the name was resolved; ``known`` is False where it was kept as written. ``changes`` are the reforms since the
    document's date, in order, and ``current`` who holds its work today: its own name where nothing changed,
    several after a split, none where that is not known.
    """

    canonical: str
    short: str
    level: Level | None
    kind: AgencyKind
    jurisdiction: str | None
    line: str | None
    known: bool
    reason: str
    changes: tuple[Change, ...] = ()
    current: tuple[str, ...] = ()


@record
class Cluster:
    """An industrial cluster or future industry that the policy sets out to grow, with its host districts.

    ``broader`` is the superior document's cluster that this one is said to be a part of.
    """

    path: str
    name: str
    kind: ClusterKind
    districts: tuple[str, ...]
    at: Mention
    broader: str | None = None


@record
class District:
    """Something assigned to a district, zone or park: one row for each district and object."""

    path: str
    district: str
    relation: Relation
    object: str
    at: Mention


@record
class Technology:
    """A technology, product, material, equipment or specialised service to be developed or applied.

    ``concept`` is the normalised name under which mentions of different documents are one.
    """

    path: str
    name: str
    at: Mention
    kind: TechnologyKind = "technology"
    concept: str = ""


@record
class Target:
    """A quantified goal; ``unit`` keeps 万 and 亿 as printed; ``baseline`` is the value it starts from, where stated."""

    path: str
    indicator: str
    comparator: Comparator
    value: float
    unit: str
    year: int | None
    at: Mention
    baseline: float | None = None
    baseline_year: int | None = None


@record
class Instrument:
    """A quantified measure of support.

    ``rate`` is a share (0.3 for 30 %), ``max`` the cap and ``amount`` a fixed sum, both in ``unit``;
    ``condition`` and ``beneficiary`` are the words that say for what and to whom, ``per`` those that say for each of
    what the sum is given (每人每月), as printed.
    """

    path: str
    kind: str
    rate: float | None
    max: float | None
    unit: str | None
    at: Mention
    amount: float | None = None
    condition: str | None = None
    beneficiary: str | None = None
    per: str | None = None


@record
class Unparsed:
    """Words that look like a duty and could not be read: never dropped in silence."""

    path: str
    start: int
    end: int
    quote: str
    reason: str


Row = Section | Responsibility | Cluster | District | Technology | Target | Instrument

# What the rows of each layer are.
ROWS: Mapping[str, type[Row]] = {
    "sections": Section,
    "responsibilities": Responsibility,
    "clusters": Cluster,
    "districts": District,
    "technologies": Technology,
    "targets": Target,
    "instruments": Instrument,
}
LAYERS: tuple[str, ...] = tuple(ROWS)


@record
class Facts:
    """All that was read from one policy."""

    document: Document
    sections: tuple[Section, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    agencies: tuple[Agency, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    districts: tuple[District, ...] = ()
    technologies: tuple[Technology, ...] = ()
    targets: tuple[Target, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    unparsed: tuple[Unparsed, ...] = ()

    def rows(self) -> Iterator[Row]:
        """Yield every row that carries a mention, layer by layer."""
        for layer in LAYERS:
            yield from getattr(self, layer)
