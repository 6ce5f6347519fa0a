"""Which cluster of a superior document a cluster is a part of, where the policy says so.

Said by a sentence (对接省先进材料产业集群), for the cluster of its section, or by the policy that a whole document
carries out (落实《江南省培育先进材料产业集群行动计划》), for the cluster that it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from extract.clusters import cluster_in, is_generic
from extract.facts import Cluster, Document, Span
from extract.outline import Outline
from extract.prose import any_of, masked, sentences
from seeds.places import ancestors, find

# Its pattern is a jurisdiction's own and not worth keeping from run to run, so this is Python's ``re``.
# Stands in all that is said of a superior's cluster.
_WORD = "集群"


@cache
def _tie() -> re.Pattern[str]:
    return re.compile(any_of("cluster_words", "tie"))


@lru_cache(maxsize=256)
def _stated(jurisdiction: str | None) -> re.Pattern[str]:
    """Return the pattern of a tie to a cluster of a place above ``jurisdiction``."""
    place = find(jurisdiction) if jurisdiction else None
    above = [name for holder in ancestors(place) for name in (holder.name, holder.short)] if place else []
    whose = "|".join((*map(re.escape, sorted(above, key=len, reverse=True)), any_of("cluster_words", "above")))
    return re.compile(
        rf"(?:{any_of('cluster_words', 'tie')})[^。；;，,\n《》]{{0,12}}?(?:{whose})(?![内外际市直])的?"
        r"(?P<name>[^。；;，,、\n《》“”]{2,24}?(?:产业)?集群)"
    )


def _said(text: str, outline: Outline, jurisdiction: str | None) -> Iterator[tuple[int, str]]:
    """Yield where the text ties something to a superior's cluster, and that cluster's name."""
    at, end = outline.preamble.start, outline.span.end
    while (named := text.find(_WORD, at, end)) >= 0:
        at = max(text.rfind("\n", at, named) + 1, at)
        stop = text.find("\n", named, end)
        line = Span(at, stop if stop >= 0 else end)
        # The pattern is the jurisdiction's own, and takes a while to compile.
        for span in sentences(text, line) if _tie().search(text, line.start, line.end) else ():
            for match in _stated(jurisdiction).finditer(text, span.start, span.end):
                if not is_generic(match["name"]):
                    yield match.start("name"), match["name"]
        at = line.end


def _holds(cluster: Cluster, outline: Outline, position: int) -> bool:
    """Tell whether a position lies in the section that is the cluster's, or that places it."""
    section = outline.section_at(position)
    path = section.path if section else ""
    return bool(cluster.path) and (path == cluster.path or path.startswith(cluster.path + "/"))


def with_superiors(clusters: tuple[Cluster, ...], outline: Outline, document: Document) -> tuple[Cluster, ...]:
    """Return the clusters with the superior document's cluster that each is said to be a part of.

    Parameters
    ----------
    clusters
        The policy's clusters.
    outline
        Its outline.
    document
        Its head: the jurisdiction tells who is above, the citations what it carries out.
    """
    if not clusters:
        return clusters
    said = list(_said(masked(outline.text), outline, document.jurisdiction))
    named = (cluster_in(cite.title) for cite in document.cites if cite.relation in ("based_on", "implements"))
    carried = next((name for name in named if name is not None and "集群" in name), None)
    out = []
    for cluster in clusters:
        own = [name for at, name in said if _holds(cluster, outline, at)]
        if not own and cluster.at.rule == "cluster.title":
            # What no section's own cluster takes is said of the cluster that the whole document is about.
            own = [name for at, name in said if not any(_holds(other, outline, at) for other in clusters)]
            own += [carried] if carried else []
        broader = next((name for name in own if name != cluster.name), None)
        out.append(replace(cluster, broader=broader))
    return tuple(out)
