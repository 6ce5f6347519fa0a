"""Which documents belong together: a superior's and its subordinate's on one subject, or several of one level."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from extract.facts import Document
from graph.corpus import titled
from graph.iris import fold
from graph.similarity import dice
from graph.writer import Reading
from seeds.places import ancestors, find
from seeds.tables import words

_RANK = {"national": 0, "province": 1, "prefecture": 2, "county": 3, "zone": 3}
_YEARS = re.compile(r"[（(][^（）()]*[)）]|\d{4}[—–-]+\d{4}年?")
# What titles of any subject share.
_COMMON = re.compile(
    r"战略性|新兴|支柱|未来|产业|集群|培育|发展|促进|推动|加快|推进|高质量|建设|进一步|关于|印发|支持|壮大|的|和|与|及|省|市"
)
# Of the titles of the bundled and the tried documents those of one subject share a third or more, others less than a
# tenth.
SAME_SUBJECT = 0.3


@dataclass(frozen=True, slots=True)
class Pair:
    """A superior's document, those of one subordinate that carry it out, and in words why each is held against it.

    What one of the subordinate's documents takes up the others need not: they are looked at together.
    """

    upper: Reading
    lower: tuple[Reading, ...]
    why: tuple[str, ...]

    @property
    def names(self) -> str:
        """The titles of the subordinate's documents."""
        return "".join(f"《{titled(reading.facts.document)}》" for reading in self.lower)


def subject(document: Document) -> str:
    """Return the words of a title that say what it is about: without place, kind, years and what all titles share."""
    title = _YEARS.sub("", document.title).removeprefix(document.jurisdiction or "").removeprefix("人民政府")
    for kind in words("kinds"):
        title = title.removesuffix(kind)
    return _COMMON.sub("", title)


def same_subject(a: Document, b: Document) -> float:
    """Return how much the subjects of two titles share (Dice coefficient of their character bigrams)."""
    return dice(subject(a), subject(b))


def alike(a: str, b: str) -> float:
    """Return how much two names of clusters share without what all such names have in common."""
    return dice(_COMMON.sub("", a), _COMMON.sub("", b))


def superior(upper: Document, lower: Document) -> bool:
    """Tell whether a document is of a level above another, and of a place that holds the other's."""
    if _RANK.get(upper.level or "", 9) >= _RANK.get(lower.level or "", -1):
        return False
    if upper.level == "national":
        return True
    place = find(lower.jurisdiction or "")
    return place is not None and any(above.name == upper.jurisdiction for above in ancestors(place))


def pairs(readings: Sequence[Reading]) -> Iterator[Pair]:
    """Yield each superior document with the documents of each subordinate that carry it out.

    They do where they name the superior's document, or where both are about one subject by their titles.
    """
    for upper in readings:
        above = upper.facts.document
        found: dict[str, list[tuple[Reading, str]]] = {}
        for lower in readings:
            below = lower.facts.document
            if not superior(above, below):
                continue
            if fold(above.title) in {fold(cite.title) for cite in below.cites}:
                why = "下级文件写明依据该文件"
            elif (score := same_subject(above, below)) >= SAME_SUBJECT:
                why = f"标题主题相近（二元组 Dice 系数 {score:.2f}）"
            else:
                continue
            found.setdefault(below.jurisdiction or "", []).append((lower, why))
        for own in found.values():
            yield Pair(upper, tuple(reading for reading, _ in own), tuple(why for _, why in own))


def brothers(readings: Sequence[Reading]) -> Iterator[tuple[Reading, Reading]]:
    """Yield documents of one place that are about one subject, or of which one names the other."""
    for one, other in combinations(readings, 2):
        a, b = one.facts.document, other.facts.document
        if a.jurisdiction is None or a.jurisdiction != b.jurisdiction:
            continue
        cited = fold(a.title) in {fold(c.title) for c in b.cites} or fold(b.title) in {fold(c.title) for c in a.cites}
        if cited or same_subject(a, b) >= SAME_SUBJECT:
            yield one, other
