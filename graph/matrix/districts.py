"""Districts by clusters and technologies: what the documents place where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.facts import Cluster, Facts
from graph.corpus import Choice, choose, quoted, titled
from graph.matrix.words import PLAIN, Style
from graph.outline import Outline
from graph.report.model import Column, Report, Sheet, Stamp, Table, Value
from graph.writer import Reading

_RELATIONS = {
    "focus": ("重点发展", "focus"),
    "supports_cluster": ("布局集群", "hosts the cluster"),
    "pilot": ("试点示范", "pilot"),
    "park": ("园区载体", "park"),
}
_TECHNOLOGIES = 40
_WIDEST = 30


@dataclass(frozen=True, slots=True)
class _Siting:
    """One thing that one document places in one district."""

    reading: Reading
    path: str
    district: str
    relation: str
    object: str
    sentence: str


def district_report(
    readings: Sequence[Reading], choice: Choice | None = None, style: Style = PLAIN, stamp: Stamp | None = None
) -> Report:
    """Return districts × clusters as a square for each place, what is placed in each district, and its technologies.

    A district has the technologies of the sections that name a cluster placed in it and of the sections below these
    (of the whole document where it is all about that cluster); the column says through which cluster.
    """
    t = style.say
    chosen = choose(readings, choice or Choice())
    sitings = [s for reading in chosen for s in _sitings(reading)]
    title = t("区域产业布局表", "Districts, clusters and technologies")
    silent = [r.facts.document for r in chosen if not any(s.reading is r for s in sitings)]
    told = t("未载明区域布局", "places nothing in districts")
    # What a document of one place leaves out is no matter of another's sheet.
    own: dict[str, list[str]] = {}
    for document in silent:
        own.setdefault(document.jurisdiction or "", []).append(f"{titled(document)}：{told}")
    notes = tuple(note for place in own.values() for note in place)
    squares = _squares([(r, c) for r in chosen for c in r.facts.clusters], style)
    name = t("区域×集群", "districts x clusters")
    first = [
        Sheet(
            f"{name} {place}" if len(squares) > 1 else name,
            f"{title}　{place}" if len(squares) > 1 else title,
            grid,
            tuple(own.get(place, ())),
        )
        for place, grid in squares.items()
    ]
    hosted = [row for reading in chosen for row in _technologies(reading)]
    sheets = (
        *(
            first
            or [
                Sheet(
                    name,
                    title,
                    (),
                    (
                        *notes,
                        t(
                            "所选文件没有写明哪个区域承载哪个产业集群",
                            "no document chosen says which district hosts a cluster",
                        ),
                    ),
                )
            ]
        ),
        Sheet(t("区域布局", "sitings"), t("各区域布局事项", "What is placed where"), _list(sitings, style), notes),
        Sheet(
            t("区域×技术", "districts x technologies"),
            t("各区域相关技术（经由集群）", "Technologies of districts, through their clusters"),
            _hosted(hosted, style),
            (t("技术取自载明该集群的条目及其下级条目", "technologies of the sections that name the cluster"),),
        ),
    )
    # A sheet without a table is a blank page; one stays, to say that there is nothing.
    sheets = tuple(sheet for sheet in sheets if sheet.tables) or sheets[:1]
    return Report(title, sheets, stamp, style.language, style.paper)


def _sitings(reading: Reading) -> Iterator[_Siting]:
    facts = reading.facts
    for row in facts.districts:
        words = quoted(reading, row.at.evidence)
        yield _Siting(reading, row.path, row.district, row.relation, row.object, words)
    named = {(row.district, row.object) for row in facts.districts}
    for cluster in facts.clusters:
        for district in cluster.districts:
            if (district, cluster.name) not in named:
                words = quoted(reading, cluster.at.evidence)
                yield _Siting(reading, cluster.path, district, "supports_cluster", cluster.name, words)


def _squares(clusters: Sequence[tuple[Reading, Cluster]], style: Style) -> dict[str, tuple[Table, ...]]:
    """Return for each place districts × clusters: places share hardly a cluster, and one square of all would be empty."""
    places: dict[str, list[Cluster]] = {}
    for reading, cluster in clusters:
        if cluster.districts:
            places.setdefault(reading.facts.document.jurisdiction or "", []).append(cluster)
    return {place: tuple(_square(place, own, style)) for place, own in places.items()}


def _square(place: str, clusters: Sequence[Cluster], style: Style) -> Iterator[Table]:
    t = style.say
    found: dict[str, set[str]] = {}
    for cluster in clusters:
        for district in cluster.districts:
            found.setdefault(district, set()).add(cluster.name)
    names = list(dict.fromkeys(c.name for c in clusters))
    districts = sorted(found, key=lambda district: -len(found[district]))
    # As many columns as a printed sheet has room for, the same number in each part.
    parts = -(-len(names) // _WIDEST)
    size = -(-len(names) // parts)
    for part in range(parts):
        shown = names[part * size : (part + 1) * size]
        columns = (
            Column("jurisdiction", t("地区", "Place"), 12),
            Column("district", t("区域", "District"), 28),
            *(Column(name, name, 5, "upright") for name in shown),
            Column("total", t("集群数", "Clusters"), 7, "upright"),
        )
        rows: list[tuple[Value, ...]] = []
        for district in districts:
            own = [name for name in shown if name in found[district]]
            if own or parts == 1:
                rows.append((place, district, *("●" if name in own else None for name in shown), len(own)))
        sums = [sum(name in own for own in found.values()) for name in shown]
        totals: tuple[tuple[Value, ...], ...] = (("", t("区域数", "Districts"), *sums, sum(sums)),)
        caption = t(f"第 {part + 1} 部分，共 {parts} 部分", f"part {part + 1} of {parts}") if parts > 1 else ""
        yield Table(columns, tuple(rows), totals=totals, caption=caption)


def _list(sitings: Sequence[_Siting], style: Style) -> tuple[Table, ...]:
    t = style.say
    columns = (
        Column("district", t("区域", "District"), 26),
        Column("relation", t("关系", "Relation"), 10),
        Column("object", t("布局内容", "What is placed"), 28),
        Column("document", t("文件", "Document"), 28),
        Column("path", t("条目", "Item"), 12),
        Column("evidence", t("依据", "Evidence"), 60, "long"),
    )
    ordered = sorted(sitings, key=lambda s: (s.reading.facts.document.jurisdiction or "", s.district))
    rows = tuple(
        (
            s.district,
            t(*_RELATIONS.get(s.relation, (s.relation, s.relation))),
            s.object,
            titled(s.reading.facts.document),
            s.path,
            s.sentence,
        )
        for s in ordered
    )
    return (Table(columns, rows),) if rows else ()


@dataclass(frozen=True, slots=True)
class _Hosted:
    """The technologies that a district has through one cluster of one document."""

    document: str
    district: str
    cluster: str
    path: str
    technologies: tuple[str, ...]


def technologies_of(facts: Facts, cluster: Cluster, outline: Outline) -> tuple[str, ...]:
    """Return the technologies of the sections that name a cluster and of those below, each once by its concept."""
    section = outline.find(cluster.path, cluster.at.start) if cluster.path else None
    found: dict[str, str] = {}
    for technology in facts.technologies:
        if section is None or section.extent.start <= technology.at.start < section.extent.end:
            found.setdefault(technology.concept or technology.name, technology.name)
    return tuple(found.values())


def _technologies(reading: Reading) -> Iterator[_Hosted]:
    outline = Outline(reading)
    for cluster in reading.facts.clusters:
        names = technologies_of(reading.facts, cluster, outline) if cluster.districts else ()
        for district in cluster.districts:
            yield _Hosted(titled(reading.facts.document), district, cluster.name, cluster.path, names)


def _hosted(rows: Sequence[_Hosted], style: Style) -> tuple[Table, ...]:
    t = style.say
    columns = (
        Column("district", t("区域", "District"), 26),
        Column("cluster", t("经由集群", "Through cluster"), 28),
        Column("number", t("技术数", "Technologies"), 8, "mark"),
        Column("technologies", t("技术", "Which"), 80, "long"),
        Column("document", t("文件", "Document"), 28),
        Column("path", t("条目", "Item"), 12),
    )
    lines = []
    for row in sorted(rows, key=lambda r: r.district):
        rest = f"……（{len(row.technologies)}）" if len(row.technologies) > _TECHNOLOGIES else ""
        names = "、".join(row.technologies[:_TECHNOLOGIES]) + rest
        lines.append((row.district, row.cluster, len(row.technologies), names, row.document, row.path))
    return (Table(columns, tuple(lines)),) if lines else ()
