"""Networks of a graph's documents: agencies that work together, agencies and technologies, districts and clusters.

Measures are those of networkx; what each means is said in words beside it (:data:`MEASURES`). A reader who has not heard of
betweenness should know from the line below the table what the number is good for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from extract.errors import QueryError
from graph.registry import told_apart
from graph.report.model import Column, Language, Report, Sheet, Stamp, Table, Value, say
from graph.tasks import Task, tasks_of
from graph.writer import Reading

NETWORKS = {
    "agencies": (
        "单位协作网络：两单位共同承担一项任务即有一条边，边权为共同任务数",
        "two agencies are joined where they share a task, weighted by how many tasks they share",
    ),
    "technologies": (
        "单位—技术二部网络：单位承担的条目提到某技术即有一条边，边权为条目数",
        "an agency and a technology are joined where an item that the agency has a part in names the technology",
    ),
    "districts": (
        "区域—集群二部网络：文件把集群布局在某区域即有一条边，边权为文件数",
        "a district and a cluster are joined where a document places the cluster in the district",
    ),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its name, its heading, and in words what it says."""

    zh: str
    en: str
    meaning_zh: str
    meaning_en: str


MEASURES = {
    "degree": Measure(
        "度",
        "degree",
        "度：直接相连的结点数。单位的度高，说明要同许多单位打交道。",
        "degree: how many others a node is joined to; an agency with a high one deals with many others.",
    ),
    "strength": Measure(
        "加权度",
        "strength",
        "加权度：各边权之和。单位的加权度高，说明同别的单位共同承担的任务多。",
        "strength: sum of the weights of its edges; much shared work, whether with few or with many.",
    ),
    "betweenness": Measure(
        "中介中心度",
        "betweenness",
        "中介中心度：其他结点两两之间的最短路径有多大比例经过它（0 到 1）。高者是沟通不同单位群的桥梁，缺了它两边就难以衔接。",
        "betweenness: the share of shortest paths between others that run through it (0 to 1); a high one is a bridge "
        "between groups that have little else in common.",
    ),
    "communities": Measure(
        "社群",
        "community",
        "社群：内部联系密、对外联系疏的一组结点（Clauset–Newman–Moore 贪心模块度法），号小者大。同一社群的单位常在一起办事。",
        "community: nodes that are joined among themselves more than to others (greedy modularity, Clauset, Newman and "
        "Moore 2004); number 1 is the largest. Agencies of one community often work together.",
    ),
}
_KINDS = {
    "agency": ("单位", "agency"),
    "technology": ("技术", "technology"),
    "district": ("区域", "district"),
    "cluster": ("集群", "cluster"),
}


def build(name: str, readings: Sequence[Reading]) -> nx.Graph[str]:
    """Return a network; its nodes have ``kind`` and ``label``, its edges ``weight``.

    Parameters
    ----------
    name
        A key of ``NETWORKS``.
    readings
        Facts and texts.

    Raises
    ------
    QueryError
        If there is no such network.
    """
    makers: dict[str, Callable[[Sequence[Reading]], nx.Graph[str]]] = {
        "agencies": _agencies,
        "technologies": _technologies,
        "districts": _districts,
    }
    if name not in makers:
        raise QueryError(f"no network is called {name!r}", f"there are {', '.join(makers)}")
    return makers[name](readings)


def _node(graph: nx.Graph[str], kind: str, name: str) -> str:
    # A technology may be called as a cluster is: the kind keeps them apart.
    key = f"{kind}:{name}"
    if key not in graph:
        graph.add_node(key, kind=kind, label=name)
    return key


def _join(graph: nx.Graph[str], a: str, b: str) -> None:
    weight = graph.edges[a, b]["weight"] if graph.has_edge(a, b) else 0
    graph.add_edge(a, b, weight=weight + 1)


def _named(apart: Mapping[tuple[str, str], str], reading: Reading, task: Task) -> list[str]:
    """Return who has a part in a task, each once, under a name that is of no other."""
    document = reading.facts.document.sha256
    return list(dict.fromkeys(apart.get((document, d.canonical), d.canonical) for d in task.duties))


def _agencies(readings: Sequence[Reading]) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    apart = told_apart(readings)
    for reading in readings:
        for task in tasks_of(reading):
            keys = [_node(graph, "agency", agency) for agency in _named(apart, reading, task)]
            for a, b in combinations(keys, 2):
                _join(graph, a, b)
    return graph


def _technologies(readings: Sequence[Reading]) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    apart = told_apart(readings)
    for reading in readings:
        for task in tasks_of(reading):
            inside = (t for t in reading.facts.technologies if task.span.start <= t.at.start < task.span.end)
            named = {t.concept or t.name: None for t in inside}
            for agency in _named(apart, reading, task):
                for technology in named:
                    _join(graph, _node(graph, "agency", agency), _node(graph, "technology", technology))
    return graph


def _districts(readings: Sequence[Reading]) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    for reading in readings:
        pairs = {(district, c.name): None for c in reading.facts.clusters for district in c.districts}
        for district, cluster in pairs:
            _join(graph, _node(graph, "district", district), _node(graph, "cluster", cluster))
    return graph


def measure(graph: nx.Graph[str]) -> dict[str, dict[str, float]]:
    """Return every measure of every node, by measure and node; communities are numbered from the largest.

    Betweenness goes by the number of steps, as a weight here is no distance. Communities go by the weights.
    """
    found: dict[str, dict[str, float]] = {
        "degree": dict(graph.degree()),
        "strength": dict(graph.degree(weight="weight")),
        "betweenness": dict(nx.betweenness_centrality(graph)),
    }
    numbers: dict[str, float] = {}
    if graph.number_of_edges():
        groups = nx.community.greedy_modularity_communities(graph, weight="weight")
        ordered = sorted(groups, key=lambda group: (-len(group), min(group)))
        numbers = {node: i for i, group in enumerate(ordered, 1) for node in group}
    found["communities"] = numbers
    return found


def annotate(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Put the measures on the nodes, so that an export carries them."""
    for name, values in measure(graph).items():
        nx.set_node_attributes(graph, values, "community" if name == "communities" else name)
    return graph


def graphml(graph: nx.Graph[str], stamp: Stamp | None = None) -> bytes:
    """Return the network as GraphML with its measures and its stamp, for Gephi, Cytoscape, yEd and others."""
    marked = annotate(graph.copy())
    if stamp is not None:
        marked.graph["made_from"] = stamp.line("en")
    return "\n".join(nx.generate_graphml(marked)).encode()


def network_report(
    name: str,
    graph: nx.Graph[str],
    wanted: Sequence[str] = tuple(MEASURES),
    stamp: Stamp | None = None,
    language: Language = "zh",
) -> Report:
    """Return nodes with their measures and edges with their weights, and in words what each measure says.

    Parameters
    ----------
    name
        A key of ``NETWORKS``.
    graph
        What :func:`build` returned for it.
    wanted
        Keys of ``MEASURES``; nodes are ordered by the first (communities by their number).
    stamp, language
        What it was made from, and the language of headings.
    """
    t = say(language)
    title = t(*NETWORKS[name])
    values = measure(graph)
    first = wanted[0] if wanted else "degree"
    largest = -1 if first != "communities" else 1
    order = sorted(
        graph,
        key=lambda node: (largest * values[first].get(node, 0), -values["strength"][node], graph.nodes[node]["label"]),
    )
    columns = (
        Column("kind", t("类别", "Kind"), 8),
        Column("label", t("名称", "Name"), 44),
        *(Column(key, t(MEASURES[key].zh, MEASURES[key].en), 12, "mark") for key in wanted),
    )
    rows: list[tuple[Value, ...]] = [
        (t(*_KINDS[graph.nodes[n]["kind"]]), graph.nodes[n]["label"], *(_number(values[key].get(n)) for key in wanted))
        for n in order
    ]
    meanings = tuple(t(MEASURES[key].meaning_zh, MEASURES[key].meaning_en) for key in wanted)
    size = t(
        f"结点 {graph.number_of_nodes()} 个，边 {graph.number_of_edges()} 条",
        f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges",
    )
    sheets = [Sheet(t("结点", "nodes"), title, (Table(columns, tuple(rows)),) if rows else (), (size, *meanings))]
    edges = _edges(graph, language)
    if edges.rows:
        sheets.append(Sheet(t("边", "edges"), title, (edges,)))
    if "communities" in wanted and values["communities"]:
        sheets.append(Sheet(t("社群", "communities"), title, (_groups(graph, values["communities"], language),)))
    return Report(title, tuple(sheets), stamp, language)


def _number(value: float | None) -> Value:
    if value is None:
        return None
    return round(value, 4) if isinstance(value, float) else value


def _edges(graph: nx.Graph[str], language: Language) -> Table:
    t = say(language)
    columns = (
        Column("source", t("一端", "One"), 40),
        Column("target", t("另一端", "Other"), 40),
        Column("weight", t("权", "Weight"), 8, "mark"),
    )
    rows = sorted(
        (
            (graph.nodes[a]["label"], graph.nodes[b]["label"], int(data["weight"]))
            for a, b, data in graph.edges(data=True)
        ),
        key=lambda row: (-row[2], row[0], row[1]),
    )
    return Table(columns, tuple(rows))


def _groups(graph: nx.Graph[str], numbers: dict[str, float], language: Language) -> Table:
    t = say(language)
    members: dict[int, list[str]] = {}
    for node, number in numbers.items():
        members.setdefault(int(number), []).append(node)
    columns = (
        Column("community", t("社群", "Community"), 8, "mark"),
        Column("size", t("结点数", "Nodes"), 8, "mark"),
        Column("members", t("成员", "Members"), 100, "long"),
    )
    rows = []
    for number, nodes in sorted(members.items()):
        strength = Counter({node: graph.degree(node, weight="weight") for node in nodes})
        names = "、".join(graph.nodes[node]["label"] for node, _ in strength.most_common())
        rows.append((number, len(nodes), names))
    return Table(columns, tuple(rows))
