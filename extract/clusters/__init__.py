"""Industrial clusters and future industries that a policy sets out to grow, with the districts that host them.

They are named by the title (then the whole document is about one, path ""), by headings (X产业集群, or short nouns
below a heading such as 未来产业重点发展方向), by lines and rows of tables, or in prose (打造X产业集群, 布局A、B等未来产业).
"""

from __future__ import annotations

from dataclasses import replace

from extract import patterns as re
from extract.clusters.headings import named_by_headings, named_by_lines
from extract.clusters.prose import named_in_prose
from extract.clusters.rows import named_by_rows
from extract.clusters.titles import cluster_in, in_title, subject_of, title_at
from extract.clusters.topics import extents, topic_lines
from extract.clusters.words import PRAISED, is_generic, kind_of, names_industry, stem, without_verbs
from extract.facts import Cluster
from extract.outline import Outline
from extract.prose import masked

__all__ = [
    "PRAISED",
    "cluster_in",
    "extents",
    "find_clusters",
    "is_generic",
    "kind_of",
    "names_industry",
    "stem",
    "subject_of",
    "topic_lines",
    "without_verbs",
]

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
