"""Industrial clusters and future industries that a policy sets out to grow, with the districts that host them.

They are named by the title (then the whole document is about one, path ""), by headings (X产业集群, or short nouns
below a heading such as 未来产业重点发展方向), by lines and rows of tables, or in prose (打造X产业集群, 布局A、B等未来产业).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract import patterns as re
from extract.clusters.headings import named_by_headings, named_by_lines
from extract.clusters.prose import named_in_prose
from extract.clusters.rows import named_by_rows
from extract.clusters.titles import cluster_in, in_title, subject_of, title_at
from extract.clusters.words import PRAISED, is_generic, kind_of, stem, without_verbs
from extract.facts import Cluster, Span
from extract.outline import Outline
from extract.prose import masked

__all__ = [
    "PRAISED",
    "cluster_in",
    "extents",
    "find_clusters",
    "is_generic",
    "kind_of",
    "stem",
    "subject_of",
    "without_verbs",
]

_ASPECT_WORDS = ("方面", "领域", "部分", "板块", "为例")
_ASPECT = re.compile(
    r"(?:(?<=[。；;\n])|^)[\s　]*(?:其中[，,]?)?(?:在|以)?(?P<name>[\u4e00-\u9fffA-Za-z\d]{2,16}?)(?:方面|领域|部分|板块|为例)[，,：:]",
    re.M,
)
_SENTENCE_END = re.compile("[。\n]")
_TITLES = re.compile(r"《[^》]*》")


def find_clusters(outline: Outline, title: str, jurisdiction: str | None = None) -> tuple[Cluster, ...]:
    """Find the clusters of a policy.

    Parameters
    ----------
    outline
        The policy's outline.
    title
        Its title.
    jurisdiction
        Full name of the place whose policy it is; None where it is unknown or the country.

    Returns
    -------
    tuple of Cluster
        The document's own first, then in order of the text; ``districts`` are those that its name carries
        (徐州市工程机械集群).
    """
    page, text = outline.page, masked(outline.text)
    out: list[Cluster] = []
    seen: set[str] = set()
    at = in_title(title)
    if at is not None:
        name = title[at[0] : at[1]]
        lead = _TITLES.sub("", text[outline.preamble.start : outline.preamble.end])
        kind = kind_of(name, "新兴" if "战略性新兴产业" in lead else "")
        out.append(Cluster("", name, kind, (), title_at(outline, title, name)))
        seen.add(stem(name))
    named = list(named_by_headings(outline, kind_of(title), jurisdiction))
    paths = {n.start for n in named}
    taken = [s.extent for s in outline.sections if any(s.at.start <= p <= s.at.end for p in paths)]
    lines = list(named_by_lines(outline, text, taken, jurisdiction))
    rows = sorted(
        [
            *named_by_rows(outline, text, jurisdiction),
            *named,
            *lines,
            *named_in_prose(outline, text, taken, jurisdiction),
        ],
        key=lambda n: (n.rule.startswith("cluster.prose"), n.start),
    )
    found: list[Cluster] = []
    named_so: set[str] = set()
    for row in rows:
        # A document about an industry may place that industry's cluster somewhere (生物医药产业, 生物医药产业集群).
        whole = bool(out) and stem(row.name) == stem(out[0].name) and "集群" in row.name and "集群" not in out[0].name
        if stem(row.name) in seen and not (whole and row.name not in named_so):
            # One cluster that lies in several places: 郑州高端装备、焦作高端装备产业集群.
            first = next((n for n, c in enumerate(found) if stem(c.name) == stem(row.name)), None)
            if row.hosts and first is not None:
                found[first] = replace(
                    found[first], districts=tuple(dict.fromkeys((*found[first].districts, *row.hosts)))
                )
            continue
        named_so.add(row.name)
        seen.add(stem(row.name))
        mention = page.mention(row.start, row.start + len(row.name), row.rule)
        found.append(Cluster(row.path, row.name, row.kind, row.hosts, mention))
    out.extend(sorted(found, key=lambda c: c.at.start))
    return tuple(out)


def extents(outline: Outline, clusters: tuple[Cluster, ...]) -> tuple[tuple[Span, Cluster], ...]:
    """Return what lines of the text are about one cluster each (——新能源产业集群。依托…), in order of the text.

    Such a stretch ends where the next begins, or its section.
    """
    items = [c for c in clusters if c.at.rule == "cluster.item"]
    found = []
    for n, cluster in enumerate(items):
        section = outline.section_at(cluster.at.start)
        end = section.body.end if section is not None else outline.preamble.end
        following = items[n + 1].at.start if n + 1 < len(items) else end
        found.append((Span(cluster.at.start, min(end, following)), cluster))
    return (*found, *_aspects(outline, clusters))


def _aspects(outline: Outline, clusters: tuple[Cluster, ...]) -> Iterator[tuple[Span, Cluster]]:
    """Yield the sentences that say first which cluster they are about: 新材料方面,A县重点发展…; 以白酒为例,…."""
    text = masked(outline.text)
    if not any(word in text for word in _ASPECT_WORDS):
        return
    by_stem = {stem(c.name): c for c in reversed(clusters) if c.at.rule != "cluster.title"}
    for match in _ASPECT.finditer(text, outline.span.start, outline.span.end) if by_stem else ():
        cluster = by_stem.get(stem(match["name"]))
        if cluster is not None:
            ends = _SENTENCE_END.search(text, match.end(), outline.span.end)
            yield Span(match.start(), ends.start() if ends else outline.span.end), cluster
