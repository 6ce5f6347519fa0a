"""Several texts of one policy: which of them stands for it, and why the others do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.facts import Document
from graph.iris import Iris
from graph.writer import Reading

# A text that is shorter than this share of another is a part of it, not an edition. Our own choice: a revision that
# strikes a third of a policy was not met, a page with the notice alone or the first of several pages was.
_WHOLE = 2 / 3
WHY = {
    "digest": "it is a digest or an interpretation, the other an original",
    "part": "it is much shorter: a part, it seems",
    "issued": "it is dated earlier",
    "added": "it was added earlier",
    "modified": "its file is older",
    "order": "it was named first; nothing else tells which is newer",
    "same": "both are the same text",
}


class Arrival(NamedTuple):
    """When a text came into the graph: the build, the file's date (UTC, to the minute) and its place among the files."""

    build: int = 0
    modified: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """A text that another one of the same policy stands for; ``why`` is a key of :data:`WHY`."""

    document: Document
    stands: Document
    why: str


def editions(
    readings: Sequence[Reading], iris: Iris, arrivals: Mapping[str, Arrival]
) -> tuple[list[Document], list[Edition]]:
    """Return the text that stands for each policy, and the others with the reason.

    An original stands before a digest, a whole text before a part of it. Of editions that are about as long it is the one
    dated last, else the one added last, else the one whose file is newest, else the one named last.

    Parameters
    ----------
    readings
        All documents of the graph.
    iris
        Where IRIs are minted; what has one IRI is one policy.
    arrivals
        When each text came into the graph, by its hash; without an entry only its place among ``readings`` is known.
    """
    policies: dict[str, dict[str, Document]] = defaultdict(dict)
    known: dict[str, Arrival] = {}
    for place, reading in enumerate(readings):
        document = reading.facts.document
        # Of two files with one text the first names it.
        policies[iris.policy(document)].setdefault(document.sha256, document)
        known[document.sha256] = arrivals.get(document.sha256, Arrival(place=place))
    standing: list[Document] = []
    aside: list[Edition] = []
    for documents in policies.values():
        best, others = _best(list(documents.values()), known)
        standing.append(best)
        aside += others
    return standing, aside


def _best(documents: Iterable[Document], known: Mapping[str, Arrival]) -> tuple[Document, list[Edition]]:
    left = list(documents)
    out: list[tuple[Document, str]] = []

    def keep(why: str, kept: Sequence[Document]) -> None:
        nonlocal left
        out.extend((d, why) for d in left if d not in kept)
        left = list(kept)

    keep("digest", [d for d in left if not d.digest] or left)
    longest = max(map(_length, left))
    keep("part", [d for d in left if _length(d) >= _WHOLE * longest])
    dates = {d.sha256: d.issued or d.effective_from or "" for d in left}
    if all(dates.values()):
        last = max(dates.values())
        keep("issued", [d for d in left if dates[d.sha256] == last])
    for why, key in (("added", "build"), ("modified", "modified"), ("order", "place")):
        newest = max(getattr(known[d.sha256], key) for d in left)
        keep(why, [d for d in left if getattr(known[d.sha256], key) == newest])
    best = min(left, key=lambda d: d.sha256)
    return best, [Edition(document, best, why) for document, why in out]


def _length(document: Document) -> int:
    return document.span.end - document.span.start
