"""What a policy assigns to districts, zones and parks: one row for each place and object.

A clause names places (支持福田、南山等区…, 依托X片区…, A区重点发展…, or a heading that is a place) and says what is to
grow there. Bare words for a cluster (集聚区) stand for the cluster that the section is about; how good a place
shall be (创新高地) is nothing that grows. Named parks in a list of projects stand for themselves.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.areas import Area, area_at, list_at
from extract.facts import Cluster, District, Section, Span
from extract.outline import Outline
from extract.places.reader import Reader
from extract.prose import is_kind, masked
from seeds.places import find

_ZONES = ("高新区", "经开区", "开发区", "新区", "合作区", "综保区")
_SENTENCE = re.compile(r"[^。！？!?\n]+")


def _cluster_of(section: Section | None, clusters: tuple[Cluster, ...]) -> tuple[Cluster | None, bool]:
    """Return the cluster that a section is about, and whether it or a section above it is its own."""
    path = section.path if section else ""
    while path:
        for cluster in clusters:
            if cluster.path == path and not cluster.at.rule.startswith("cluster.prose"):
                return cluster, True
        path = path.rpartition("/")[0]
    whole = [c for c in clusters if c.path == ""]
    return (whole[0] if whole else None), False


def find_districts(
    outline: Outline, title: str, jurisdiction: str | None, clusters: tuple[Cluster, ...]
) -> tuple[District, ...]:
    """Find what a policy assigns to places below its jurisdiction.

    Parameters
    ----------
    outline
        The policy's outline.
    title
        Its title.
    jurisdiction
        Full name of the place whose policy it is; None where it is unknown or the country.
    clusters
        The policy's clusters, for sections that speak of 集聚区 alone.

    Returns
    -------
    tuple of District
        One row for each (section, place, object), in order of the text.
    """
    text = masked(outline.text)
    out: list[District] = []
    names = frozenset(c.name for c in clusters)
    for path, body in outline.stretches():
        section = outline.section_at(body.start)
        if is_kind(outline, section, "status") or is_kind(outline, section, "idea"):
            continue
        cluster, own = _cluster_of(section, clusters)
        reader = Reader(text, jurisdiction, cluster, own, names)
        start = body.start
        subject: tuple[Area, ...] = ()
        if section is not None:
            start, subject = section.at.start, _heading_places(text, section, jurisdiction)
        for match in _SENTENCE.finditer(text, start, body.end):
            reader.sentence(Span(match.start(), match.end()), subject)
        seen: set[tuple[str, str]] = set()
        for row in reader.rows:
            key = (row.district, row.object)
            if key not in seen and row.district != jurisdiction:
                seen.add(key)
                at = outline.page.mention(row.start, row.end, row.rule)
                out.append(District(path, row.district, row.relation, row.object, at))
    return tuple(out)


def _heading_places(text: str, section: Section, jurisdiction: str | None) -> tuple[Area, ...]:
    """Return the places that a heading names and nothing else: 1.南山区。, (二)苏州工业园区:."""
    start, end = section.at.start, section.at.end
    areas = list_at(text, start, end, jurisdiction)
    if areas is None or (areas.end < end and text[areas.end] not in "：:，,—（(-"):
        return ()
    return areas.found


def _hosts(cluster: Cluster, districts: tuple[District, ...], jurisdiction: str | None) -> tuple[str, ...]:
    """Return the administrative districts and zones that host a cluster, in order of the text.

    Parameters
    ----------
    cluster
        The cluster; for one with path "" the whole document counts.
    districts
        All rows of the document.
    jurisdiction
        Full name of the place whose policy it is.
    """
    out: dict[str, None] = {}
    for row in districts:
        hosted = row.relation == "supports_cluster" and row.object == cluster.name
        inside = bool(cluster.path) and (row.path == cluster.path or row.path.startswith(cluster.path + "/"))
        inside = inside and not cluster.at.rule.startswith("cluster.prose")
        # What is said of a park inside the section of a cluster need not make the park its host.
        if (hosted or inside) and _is_district(row.district, jurisdiction, named=hosted):
            out.setdefault(row.district)
    return tuple(out)


def with_hosts(
    clusters: tuple[Cluster, ...], districts: tuple[District, ...], jurisdiction: str | None
) -> tuple[Cluster, ...]:
    """Return the clusters with the districts that host them, as the rows of the document say."""
    return tuple(replace(c, districts=_hosts(c, districts, jurisdiction)) for c in clusters)


def _is_district(name: str, jurisdiction: str | None, *, named: bool) -> bool:
    """Tell whether a cluster can lie in a place: a district or zone, ``named`` also a park.

    A street or a town is too small, except in a policy of its county.
    """
    if name.endswith(("街道", "镇", "乡")):
        own = find(jurisdiction) if jurisdiction else None
        return own is not None and own.level == "county"
    if named and name.endswith(_ZONES):
        return True
    area = area_at(name, 0, len(name), jurisdiction, named=named)
    return area is not None and area.end == len(name)
