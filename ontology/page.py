"""The vocabulary as one HTML page with a diagram: ``python -m ontology.page > docs/ontology.html``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING

import ontology
from ontology import PREFIXES, QZ, ROLE

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

_ONTOLOGY = "https://w3id.org/quanze/ontology"
_KINDS = (
    ("Class", "类 Classes"),
    ("ObjectProperty", "对象属性 Object properties"),
    ("DatatypeProperty", "数据属性 Datatype properties"),
)
# Where the boxes of the diagram stand: term, label, column, row.
_BOXES = (
    ("eli:LegalResource", "政策 policy", 0, 0),
    ("qz:Text", "文本 text", 0, 1),
    ("eli:LegalResourceSubdivision", "条目 section", 0, 2),
    ("qz:Task", "任务 task", 1, 2),
    ("qz:Assignment", "责任分工 assignment", 2, 2),
    ("cv:PublicOrganisation", "单位 agency", 3, 2),
    ("org:Role", "角色 role", 3, 1),
    ("org:ChangeEvent", "机构变动 reform", 4, 1),
    ("qz:FunctionalLine", "条线 line", 4, 2),
    ("schema:AdministrativeArea", "地区 place", 4, 3),
    ("oa:SpecificResource", "依据 evidence", 2, 0),
    ("qz:Citation", "引用 citation", 1, 0),
    ("qz:ClusterMention", "集群提及", 0, 3),
    ("qz:TechnologyMention", "技术提及", 1, 3),
    ("qz:Siting", "布局 siting", 3, 3),
    ("qz:Cluster", "集群 cluster", 0, 4),
    ("qz:Technology", "技术 technology", 1, 4),
    ("qz:Target", "目标 target", 2, 3),
    ("qz:Instrument", "措施 measure", 2, 4),
)
_ARROWS = (
    ("qz:Text", "eli:LegalResource", "policy"),
    ("eli:LegalResourceSubdivision", "qz:Text", "within"),
    ("qz:Task", "eli:LegalResourceSubdivision", "section"),
    ("qz:Assignment", "qz:Task", "task"),
    ("qz:Assignment", "cv:PublicOrganisation", "hasParticipant"),
    ("qz:Assignment", "org:Role", "role"),
    ("qz:Assignment", "oa:SpecificResource", "evidence"),
    ("oa:SpecificResource", "qz:Text", "hasSource"),
    ("qz:Citation", "eli:LegalResource", "citedPolicy"),
    ("org:ChangeEvent", "cv:PublicOrganisation", "original/resulting"),
    ("cv:PublicOrganisation", "qz:FunctionalLine", "functionalLine"),
    ("cv:PublicOrganisation", "schema:AdministrativeArea", "jurisdiction"),
    ("qz:ClusterMention", "eli:LegalResourceSubdivision", "section"),
    ("qz:ClusterMention", "qz:Cluster", "cluster"),
    ("qz:TechnologyMention", "qz:Technology", "technology"),
    ("qz:Siting", "schema:AdministrativeArea", "district"),
)
_WIDE, _HIGH, _BOX_W, _BOX_H = 268, 112, 172, 46
_STYLE = """
body{font:15px/1.6 "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif;margin:0 auto;max-width:1180px;
padding:1rem 1.2rem 4rem;color:#1b2430}a{color:#14507a}h1{font-size:1.6rem}h2{border-bottom:2px solid #14507a;margin-top:2.4rem}
section.term{border:1px solid #d7dce2;padding:.4rem 1rem .7rem;margin:.8rem 0}section.term h3{margin:.3rem 0}
code,.iri{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.88em;color:#4a5563;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:9rem 1fr;gap:.15rem .8rem;margin:.4rem 0}dt{color:#566}dd{margin:0}
.toc{columns:4 14rem}.toc a{display:block}table{border-collapse:collapse}td,th{border:1px solid #d7dce2;padding:.25rem .6rem;
text-align:left;vertical-align:top}.diagram{overflow-x:auto}svg text{font-size:13px}svg .edge{font-size:11px;fill:#566}
""".replace("\n", "")


@cache
def _graphs() -> tuple[rdflib.Graph, rdflib.Graph]:
    import rdflib

    def parsed(name: str) -> rdflib.Graph:
        return rdflib.Graph().parse(data=ontology.read(name), format="turtle")

    return parsed("policy.ttl"), parsed("roles.ttl")


def _short(term: object) -> str:
    iri = str(term)
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri


def _said(graph: rdflib.Graph, term: Node, predicate: Node) -> tuple[str, str]:
    """Return what is said in Chinese and in English."""
    words = {getattr(o, "language", None): str(o) for o in graph.objects(term, predicate)}
    return words.get("zh", ""), words.get("en", "")


def _reference(term: Node) -> str:
    short = _short(term)
    target = f"#{short[3:]}" if short.startswith("qz:") else str(term)
    return f'<a href="{escape(target)}"><code>{escape(short)}</code></a>'


def _facts(graph: rdflib.Graph, term: Node) -> Iterator[tuple[str, str]]:
    from rdflib.namespace import RDFS, SKOS

    zh, en = _said(graph, term, SKOS.definition)
    yield "定义", f"{escape(zh)}<br>{escape(en)}"
    zh, en = _said(graph, term, SKOS.example)
    yield "示例", escape(zh) if zh == en else f"{escape(zh)}<br>{escape(en)}"
    for label, predicate in (
        ("上位类", RDFS.subClassOf),
        ("上位属性", RDFS.subPropertyOf),
        ("定义域", RDFS.domain),
        ("值域", RDFS.range),
    ):
        found = sorted(graph.objects(term, predicate), key=str)
        if found:
            yield label, ", ".join(map(_reference, found))
    for label, predicate in (("以此为定义域", RDFS.domain), ("以此为值域", RDFS.range)):
        users = sorted(graph.subjects(predicate, term), key=str)
        if users:
            yield label, ", ".join(map(_reference, users))


def _terms(graph: rdflib.Graph, kind: str) -> list[Node]:
    from rdflib.namespace import OWL, RDF

    return sorted((s for s in graph.subjects(RDF.type, OWL[kind]) if str(s).startswith(QZ)), key=str)


def _section(graph: rdflib.Graph, term: Node) -> str:
    from rdflib.namespace import RDFS

    zh, en = _said(graph, term, RDFS.label)
    name = _short(term)[3:]
    body = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in _facts(graph, term))
    return (
        f'<section class="term" id="{name}"><h3>{escape(zh)} {escape(en)} <code>qz:{name}</code></h3>'
        f'<div class="iri">{escape(str(term))}</div><dl>{body}</dl></section>'
    )


def _diagram() -> str:
    where = {term: (4 + column * _WIDE, 20 + row * _HIGH) for term, _, column, row in _BOXES}
    parts = []
    for source, target, label in _ARROWS:
        (x1, y1), (x2, y2) = where[source], where[target]
        start, end = _edge(x1, y1, x2, y2), _edge(x2, y2, x1, y1)
        middle = ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2 - 4)
        parts.append(
            f'<line x1="{start[0]}" y1="{start[1]}" x2="{end[0]}" y2="{end[1]}" stroke="#8a94a3" marker-end="url(#tip)"/>'
            f'<text class="edge" x="{middle[0]}" y="{middle[1]}" text-anchor="middle">{label}</text>'
        )
    for term, label, _, _ in _BOXES:
        x, y = where[term]
        fill = "#e3eef6" if term.startswith("qz:") else "#f3f1e7"
        parts.append(
            f'<rect x="{x}" y="{y}" width="{_BOX_W}" height="{_BOX_H}" rx="5" fill="{fill}" stroke="#8a94a3"/>'
            f'<text x="{x + _BOX_W // 2}" y="{y + 19}" text-anchor="middle">{escape(label)}</text>'
            f'<text class="edge" x="{x + _BOX_W // 2}" y="{y + 36}" text-anchor="middle">{term}</text>'
        )
    size = f"0 0 {5 * _WIDE} {20 + 5 * _HIGH}"
    tip = (
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0,0 L8,4 L0,8 z" fill="#8a94a3"/></marker></defs>'
    )
    return f'<div class="diagram"><svg viewBox="{size}" role="img" aria-label="diagram" width="1140">{tip}{"".join(parts)}</svg></div>'


def _edge(x1: int, y1: int, x2: int, y2: int) -> tuple[int, int]:
    """Return where the line from one box's middle to the other's leaves the first box."""
    cx, cy = x1 + _BOX_W / 2, y1 + _BOX_H / 2
    dx, dy = x2 - x1, y2 - y1
    scale = min(_BOX_W / 2 / abs(dx) if dx else 9, _BOX_H / 2 / abs(dy) if dy else 9)
    return round(cx + dx * scale), round(cy + dy * scale)


def _roles(graph: rdflib.Graph) -> str:
    from rdflib.namespace import ORG, RDF, SKOS

    rows = []
    for role in sorted(graph.subjects(RDF.type, ORG.Role), key=str):
        zh, en = _said(graph, role, SKOS.prefLabel)
        words = "、".join(sorted(str(o) for o in graph.objects(role, SKOS.altLabel)))
        meaning = "<br>".join(escape(part) for part in _said(graph, role, SKOS.definition))
        letters = ", ".join(str(graph.value(m, SKOS.notation)) for m in graph.objects(role, SKOS.closeMatch))
        name = str(role).removeprefix(ROLE)
        rows.append(
            f"<tr><td><code>role:{name}</code></td><td>{escape(zh)} {escape(en)}</td><td>{meaning}</td>"
            f"<td>{escape(words)}</td><td>{letters}</td></tr>"
        )
    head = "<tr><th></th><th>名称</th><th>定义</th><th>文中用词</th><th>RASCI</th></tr>"
    return f"<table>{head}{''.join(rows)}</table>"


def _borrowed(graph: rdflib.Graph) -> Iterable[str]:
    from rdflib.namespace import RDF

    for prefix, base in PREFIXES.items():
        if prefix in ("qz", "role", "rdf", "rdfs", "xsd"):
            continue
        terms: Sequence[str] = sorted({_short(s) for s in graph.subjects(RDF.type) if str(s).startswith(base)})
        if terms:
            yield f"<tr><td><code>{escape(base)}</code></td><td>{escape('  '.join(terms))}</td></tr>"


def _said_by_others() -> Iterable[str]:
    for b in ontology.borrowed():
        name, term = f"<code>{escape(b.subject)}</code>", f"<code>{escape(b.term)}</code>"
        yield f"<tr><td>{name}</td><td>{term}</td><td>{escape(b.zh)}</td><td>{escape(b.en)}</td></tr>"


def render() -> str:
    """Return the page: what the vocabulary is for, its diagram, each term with definition and example, the roles."""
    import rdflib
    from rdflib.namespace import DCTERMS, OWL, RDFS

    graph, roles = _graphs()
    about = rdflib.URIRef(_ONTOLOGY)
    title, english = _said(graph, about, DCTERMS.title)
    meaning, said = _said(graph, about, DCTERMS.description)
    version = str(graph.value(about, OWL.versionInfo))
    parts = [
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<link rel="icon" href="data:,"><title>{escape(title)}</title><style>{_STYLE}</style></head><body>',
        f"<h1>{escape(title)} {escape(english)}</h1><p>{escape(meaning)}<br>{escape(said)}</p>",
        f"<p>IRI <code>{_ONTOLOGY}</code>, 版本 version {escape(version)}: <code>",
        f"{escape(str(graph.value(about, OWL.versionIRI)))}</code>, 前缀 prefix <code>qz:</code> <code>{QZ}</code></p>",
        "<h2>总览 Diagram</h2>",
        _diagram(),
    ]
    for kind, heading in _KINDS:
        terms = _terms(graph, kind)
        links = "".join(
            f'<a href="#{_short(t)[3:]}">{escape(_said(graph, t, RDFS.label)[0])} <code>{_short(t)[3:]}</code></a>'
            for t in terms
        )
        parts.append(f'<h2>{heading}</h2><div class="toc">{links}</div>')
        parts += [_section(graph, term) for term in terms]
    parts += [
        "<h2>角色 Roles</h2>",
        _roles(roles),
        "<h2>借用的术语 Borrowed terms</h2>",
        f"<table>{''.join(_said_by_others())}</table><p></p>",
        f"<table>{''.join(_borrowed(graph))}</table>",
        "</body></html>\n",
    ]
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(render())
