"""The districts that host a policy's clusters, as the rows of the document say, and the clusters only these name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from extract import patterns as re
from extract.areas import area_at
from extract.clusters import extents, is_generic, kind_of, stem, topic_lines, without_verbs
from extract.facts import Cluster, District, Span
from extract.outline import Outline
from extract.prose import is_kind
from seeds.places import find, surfaces_below

ZONES = ("高新区", "经开区", "开发区", "新区", "合作区", "综保区")
_OFFICIAL_ZONES = ("高新技术产业开发区", "经济技术开发区", "旅游度假区")
# A layout of an industry names more places than a project does.
_FEW = 2
# The same, in a line of running text.
_LAID = re.compile("布局|格局|承载|为核心|为龙头|为重点|为两翼|核心区|集聚区|协同发展|错位发展")
_LAYOUT = re.compile("布局|格局|空间|分工")
# Clusters that have no section of their own.
NO_SECTION = ("cluster.item", "cluster.row")
# 前瞻布局未来产业
_PLANS = re.compile("(?:谋划|[前超抢]\\S布局)[^，,。；;\\n]*$")
_CLAUSE = 60
_FUTURE = re.compile("[^，,。；;：:、和与及]{0,8}未来产业(?:先导区|集聚区|布局|发展)?(?:$|[。：:])")


def _hosts(
    cluster: Cluster,
    districts: tuple[District, ...],
    jurisdiction: str | None,
    names: frozenset[str],
    lines: list[Span],
    own: str,
) -> tuple[str, ...]:
    """Return the administrative districts and zones that host a cluster, in order of the text.

    Parameters
    ----------
    cluster
        The cluster; for one with path "" the whole document counts.
    districts
        All rows of the document.
    jurisdiction
        Full name of the place whose policy it is.
    names
        The names of all clusters of the document.
    lines
        What lines and sentences of the text are about the cluster by themselves.
    own
        The path of the section that is about the cluster, "" where there is none.
    """
    out = dict.fromkeys(cluster.districts)
    bare = stem(cluster.name)
    for row in districts:
        # 前沿新材料产业 where the cluster is 前沿新材料产业集群, unless it is one of its own.
        hosted = row.relation == "supports_cluster" and (
            row.object == cluster.name
            or _carries(cluster.name, row)
            or (row.object not in names and stem(row.object) == bare)
        )
        # 在A布局X、Y等未来产业: the words that name the cluster say where.
        hosted = hosted or (row.object == cluster.name and row.at.start == cluster.at.start)
        inside = hosted or (bool(own) and row.path.startswith(own) and row.path[len(own) : len(own) + 1] in ("", "/"))
        inside = inside or (bool(lines) and any(line.start <= row.at.start < line.end for line in lines))
        # What is said of a park inside the section of a cluster need not make the park its host.
        if inside and _is_district(row.district, jurisdiction, named=hosted):
            out.setdefault(row.district)
    return tuple(out)


def _carries(name: str, row: District) -> bool:
    """Tell whether a cluster's name is that of a row's place and object: 肥西新材料产业集群."""
    place = name.removesuffix(row.object)
    return len(place) > 1 and place != name and row.district.startswith(place)


def _section_of(cluster: Cluster, headed: Mapping[str, str]) -> str:
    """Return the path of the section about a cluster: the one that names it, or whose heading is its name."""
    if cluster.at.rule in NO_SECTION:
        return ""
    return headed.get(stem(cluster.name), "") if cluster.at.rule.startswith("cluster.prose") else cluster.path


def with_hosts(
    clusters: tuple[Cluster, ...], districts: tuple[District, ...], outline: Outline, jurisdiction: str | None
) -> tuple[Cluster, ...]:
    """Return the clusters with the districts that host them, as the rows of the document say.

    The cluster that a whole document is about is hosted by the places that its sections of layout give something to.
    """
    rest = (c for c in clusters if c.at.rule != "cluster.title")
    more = sorted(
        (*rest, *_only_there(clusters, districts), *_of_the_future(clusters, districts, outline)),
        key=lambda c: c.at.start,
    )
    clusters = (*(c for c in clusters if c.at.rule == "cluster.title"), *more)
    names = frozenset(cluster.name for cluster in clusters)
    lines: dict[Cluster, list[Span]] = {}
    for span, cluster in (*extents(outline, clusters), *topic_lines(outline, clusters)):
        lines.setdefault(cluster, []).append(span)
    headed = {stem(without_verbs(s.title.rstrip("。：:"))): s.path for s in reversed(outline.sections)}
    hosts = [
        _hosts(cluster, districts, jurisdiction, names, lines.get(cluster, []), _section_of(cluster, headed))
        for cluster in clusters
    ]
    # Where the document names hosts of further clusters, its layout is theirs.
    alone = not any(found for cluster, found in zip(clusters, hosts, strict=True) if cluster.at.rule != "cluster.title")
    out = []
    about = {stem(cluster.name) for cluster in clusters if cluster.at.rule == "cluster.title"}
    for cluster, found in zip(clusters, hosts, strict=True):
        grouped = cluster.name.endswith("集群")
        # 北斗产业集群, named by the lead of a policy on 北斗产业, is what the whole of it is about.
        if cluster.path == "" and stem(cluster.name) in about and alone and (grouped or len(clusters) == 1):
            # Of an industry only what is called a layout says where it is to grow.
            laid_out = _laid_out(districts, outline, jurisdiction, plainly=not grouped)
            found = tuple(dict.fromkeys((*found, *laid_out))) if grouped or len(laid_out) > _FEW else found
        out.append(replace(cluster, districts=found) if found else cluster)
    return tuple(out)


def _only_there(clusters: tuple[Cluster, ...], districts: tuple[District, ...]) -> Iterator[Cluster]:
    """Yield the clusters that are named only where the text says who hosts them: 支持A、B做强X产业集群."""
    named = {cluster.name for cluster in clusters}
    stems = {
        stem(cluster.name)
        for cluster in clusters
        if cluster.at.rule != "cluster.title" or cluster.name.endswith("集群")
    }
    for row in districts:
        if not row.object.endswith("集群") or row.object in named or stem(row.object) in stems:
            continue
        # 肥西新材料产业集群: the name that carries its place is the cluster's.
        if not any(_carries(cluster.name, row) for cluster in clusters):
            named.add(row.object)
            stems.add(stem(row.object))
            if not is_generic(row.object) and row.at.quote == row.object:
                yield Cluster(row.path, row.object, kind_of(row.object), (), replace(row.at, rule="cluster.prose"))


def _of_the_future(
    clusters: tuple[Cluster, ...], districts: tuple[District, ...], outline: Outline
) -> Iterator[Cluster]:
    """Yield what a section on future industries plans in places, as the clusters that it sets out to grow there."""
    headed = {s.path for s in outline.sections if _FUTURE.match(s.title) is not None}
    stems = {stem(cluster.name) for cluster in clusters}
    for row in districts:
        if row.path not in headed or row.relation != "focus" or row.at.quote != row.object or stem(row.object) in stems:
            continue
        if _PLANS.search(outline.text, max(0, row.at.start - _CLAUSE), row.at.start) is not None:
            stems.add(stem(row.object))
            hosts = dict.fromkeys(d.district for d in districts if (d.path, d.object) == (row.path, row.object))
            at = replace(row.at, rule="cluster.prose")
            yield Cluster(row.path, row.object, "future_industry", tuple(hosts), at)


def _laid_out(
    districts: tuple[District, ...], outline: Outline, jurisdiction: str | None, *, plainly: bool
) -> tuple[str, ...]:
    """Return the districts and zones that sections of layout (优化空间布局) make hosts, in order of the text."""
    laid = {
        s.path
        for s in outline.sections
        if is_kind(outline, s, "layout") and (not plainly or any(map(_LAYOUT.search, outline.headings(s))))
    }
    # A community of talents (人才社区) is where people live.
    rows = [d for d in districts if d.path in laid and d.relation != "pilot" and not d.object.endswith("社区")]
    if not outline.sections:
        # News of a policy has no headings: its lines that lay something out say so themselves.
        text = outline.text
        rows = [d for d in districts if d.relation != "pilot" and _LAID.search(_line(text, d.at.start)) is not None]
    return tuple(dict.fromkeys(row.district for row in rows if _is_district(row.district, jurisdiction, named=True)))


def _line(text: str, at: int) -> str:
    """Return the line of the text that holds a place."""
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


@lru_cache(maxsize=512)
def _has_no_counties(name: str) -> bool:
    own = find(name)
    below = surfaces_below(name).values()
    return own is not None and own.level == "prefecture" and not any(p.level == "county" for p in below)


@lru_cache(maxsize=4096)
def _is_district(name: str, jurisdiction: str | None, *, named: bool) -> bool:
    """Tell whether a cluster can lie in a place: a district or zone, ``named`` also a park.

    A street or a town is too small, except in a policy of its county or of a city that has none (东莞市).
    """
    if name.endswith(("街道", "镇", "乡")):
        own = find(jurisdiction) if jurisdiction else None
        return own is not None and (own.level == "county" or _has_no_counties(own.name))
    if name.endswith((*_OFFICIAL_ZONES, "高新区", "经开区")) or (named and name.endswith(ZONES)):
        return True
    area = area_at(name, 0, len(name), jurisdiction, named=named)
    return area is not None and area.end == len(name)
