"""Clusters of one place and those of the places above it: which belongs to which, and on what ground.

A document may say it (``Cluster.broader``). Where it does not, one name in both documents (激光与增材制造产业集群 of the
city, 激光与增材制造战略性新兴产业集群 of the province) is as good; of clusters that whole documents are about, names that
are alike are worth a look.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from graph.iris import fold
from graph.similarity import dice
from graph.writer import Reading
from seeds.places import ancestors, find

Ground = Literal["stated", "name", "alike"]
# What names of clusters of any industry share.
_COMMON = re.compile(r"(?:战略性|新兴|支柱|先进制造业|世界级|国家级|现代|未来|产业|集群)+|[与和及、]")
# Names of whole documents' clusters share a third of their character pairs or more where the industry is one, as their
# titles do.
ALIKE = 0.3


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """A cluster and the superior one: each a name and the place whose policy has it, None for the country."""

    narrow: tuple[str, str | None]
    broad: tuple[str, str | None]
    ground: Ground


@lru_cache(maxsize=65536)
def industry(name: str) -> str:
    """Return what a cluster's name says of the industry: without the words that all such names share."""
    return _COMMON.sub("", fold(name))


def above(jurisdiction: str | None) -> Iterator[str | None]:
    """Yield the jurisdictions above one, the nearest first; None is the state."""
    place = find(jurisdiction, None) if jurisdiction else None
    if place is not None:
        yield from (holder.name for holder in ancestors(place))
    if jurisdiction is not None:
        yield None


def ties(readings: Sequence[Reading]) -> list[Tie]:
    """Return which clusters are parts of superior ones.

    Parameters
    ----------
    readings
        All documents of the graph.

    Returns
    -------
    list of Tie
        Sorted. ``stated`` and ``name`` go to every level that has the cluster; ``alike`` to the most similar cluster
        of the nearest level that has one, and only where there is no better ground.
    """
    names: dict[str | None, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    whole: dict[str | None, dict[str, None]] = defaultdict(dict)
    stated: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for reading in readings:
        place = reading.facts.document.jurisdiction
        for cluster in reading.facts.clusters:
            names[place][industry(cluster.name)].add(cluster.name)
            said = stated[cluster.name, place]
            if cluster.broader:
                said.add(industry(cluster.broader))
            if not cluster.path:
                whole[place][cluster.name] = None
    found = set()
    for own in stated:
        name, place = own
        same = industry(name)
        best: list[Tie] = []
        for holder in above(place):
            wanted: dict[str, Ground] = {same: "name", **dict.fromkeys(stated[own], "stated")}
            for key, ground in wanted.items():
                best += [Tie(own, (other, holder), ground) for other in names[holder].get(key, ()) if key]
        if not best and name in whole[place]:
            best = _alike(own, whole)
        found.update(best)
    return sorted(
        found, key=lambda tie: (tie.narrow[0], tie.narrow[1] or "", tie.broad[0], tie.broad[1] or "", tie.ground)
    )


def _alike(own: tuple[str, str | None], whole: dict[str | None, dict[str, None]]) -> list[Tie]:
    for holder in above(own[1]):
        rivals = [(dice(industry(own[0]), industry(other)), other) for other in whole.get(holder, ())]
        score, other = max(rivals, default=(0.0, ""))
        if score >= ALIKE:
            return [Tie(own, (other, holder), "alike")]
    return []
