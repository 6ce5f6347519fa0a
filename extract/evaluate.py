"""Precision, recall and F1 of extracted facts against a hand-made annotation, layer by layer.

The measures are those of the annotation's own scorer: rows are compared as multisets of their keys after
folding width and dropping white space; layers marked ``~`` match where the longest common substring of
the last key is at least half of the longer string, each row used once. Counts are pooled over documents.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.errors import ReadError

_DOCUMENT_FIELDS = (
    "title", "type", "jurisdiction", "level", "doc_number", "issued", "effective_from", "effective_to", "period",
)  # fmt: skip
_LENIENT = 0.5
Key = tuple[Any, ...]
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one layer: rows found in both, in the gold, in the system's output."""

    hits: int
    gold: int
    found: int

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.gold + other.gold, self.found + other.found)

    @property
    def precision(self) -> float:
        """The share of found rows that are right; 1 where there was nothing to find and nothing found."""
        return self.hits / self.found if self.found else float(not self.gold)

    @property
    def recall(self) -> float:
        """The share of gold rows that were found; 1 where there was nothing to find and nothing found."""
        return self.hits / self.gold if self.gold else float(not self.found)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def fold(value: Any) -> Any:
    """Fold width and drop white space and closing punctuation of a string; leave other values alone."""
    if not isinstance(value, str):
        return value
    return re.sub(r"[。;；,，、]+$", "", re.sub(r"\s+", "", unicodedata.normalize("NFKC", value)))


def fold_path(path: str | None) -> str:
    """Fold a path so that 三/（一）/1. and 三/(一)/1 are one place, and 三/1 and 三/(1) are not."""
    parts = (str(fold(part)).strip("、.") for part in (path or "").split("/"))
    return "/".join(part for part in parts if part)


def overlap(a: str, b: str) -> float:
    """Return the length of the longest common substring over that of the longer string, 0 to 1."""
    best, row = 0, [0] * (len(b) + 1)
    for x in a:
        diagonal = 0
        for j, y in enumerate(b, 1):
            above = row[j]
            row[j] = diagonal + 1 if x == y else 0
            best = max(best, row[j])
            diagonal = above
    return best / max(len(a), len(b), 1)


def _keys(doc: Facts, layer: str, *names: str, path: bool = True) -> list[Key]:
    out = []
    for row in doc.get(layer) or ():
        values = tuple(
            fold(row.get(name) or "") if name in ("name", "title") else fold(row.get(name)) for name in names
        )
        out.append((fold_path(row.get("path")), *values) if path else values)
    return out


def _exact(gold: Sequence[Any], found: Sequence[Any]) -> Score:
    return Score(sum((Counter(gold) & Counter(found)).values()), len(gold), len(found))


def _lenient(gold: Sequence[Key], found: Sequence[Key]) -> Score:
    hits, free = 0, list(found)
    for row in gold:
        rivals = [(overlap(row[-1] or "", other[-1] or ""), other) for other in free if other[:-1] == row[:-1]]
        if rivals:
            best, other = max(rivals, key=lambda r: r[0])
            if best >= _LENIENT:
                hits += 1
                free.remove(other)
    return Score(hits, len(gold), len(found))


def _sites(doc: Facts) -> list[Key]:
    return [(fold(c["name"]), fold(d)) for c in doc.get("clusters") or () for d in c.get("districts") or ()]


def score(gold: Facts, found: Facts) -> dict[str, Score]:
    """Score one document's facts, each layer under its name.

    Parameters
    ----------
    gold, found
        JSON objects of the guide's schema.
    """

    def exact(layer: str, *names: str, path: bool = True) -> Score:
        return _exact(_keys(gold, layer, *names, path=path), _keys(found, layer, *names, path=path))

    def lenient(layer: str, *names: str) -> Score:
        return _lenient(_keys(gold, layer, *names), _keys(found, layer, *names))

    head, ours = gold["document"], found.get("document") or {}
    annotated = [name for name in _DOCUMENT_FIELDS if name in head]
    fields = [[(name, fold(str(d[name]))) for name in annotated if d.get(name)] for d in (head, ours)]
    issuers = [[fold(i) for i in d.get("issuers") or ()] for d in (head, ours)]
    cites = [[(fold(c.get("title")), fold(c.get("number") or "")) for c in d.get("cites") or ()] for d in (head, ours)]
    districts = [sorted(set(_keys(d, "districts", "district"))) for d in (gold, found)]
    return {
        "sections": exact("sections", "title"),
        "responsibility": exact("responsibilities", "agency", "role"),
        "responsibility.agency": exact("responsibilities", "agency"),
        "responsibility.canonical": exact("responsibilities", "canonical", "role"),
        "clusters": exact("clusters", "name", path=False),
        "clusters.districts": _exact(_sites(gold), _sites(found)),
        "districts": _exact(*districts),
        "districts.object~": lenient("districts", "district", "object"),
        "technologies": exact("technologies", "name"),
        "technologies~": lenient("technologies", "name"),
        "targets": exact("targets", "value", "unit", "year"),
        "targets.indicator~": lenient("targets", "value", "unit", "year", "comparator", "indicator"),
        "instruments": exact("instruments", "max", "unit", "rate"),
        "document": _exact(*fields),
        "document.issuers": _exact(*issuers),
        "document.cites": _exact(*cites),
    }


def pool(scores: Iterable[Mapping[str, Score]]) -> dict[str, Score]:
    """Add up the counts of several documents."""
    total: dict[str, Score] = {}
    for table in scores:
        for layer, counts in table.items():
            total[layer] = total.get(layer, Score(0, 0, 0)) + counts
    return total


def stem(path: Path) -> str:
    """Return the name that pairs a document with its gold: the stem up to the first ``_`` or ``.``."""
    return re.split(r"[_.]", path.name, maxsplit=1)[0]


def pair(gold_dir: Path, doc_dir: Path) -> list[tuple[Path, Path]]:
    """Pair gold files (``*.json``) with documents by stem.

    Raises
    ------
    ReadError
        If there is no gold, or a gold file has no document or several.
    """
    golds = sorted(gold_dir.glob("*.json"))
    if not golds:
        raise ReadError(f"{gold_dir}: no gold file (*.json) in this folder", "name the folder of the annotation first")
    documents: dict[str, list[Path]] = {}
    for path in sorted(doc_dir.iterdir()) if doc_dir.is_dir() else []:
        if path.is_file() and not path.name.startswith("."):
            documents.setdefault(stem(path), []).append(path)
    pairs = []
    for gold in golds:
        partners = documents.get(stem(gold), [])
        if len(partners) != 1:
            found = "no document" if not partners else f"{len(partners)} documents"
            raise ReadError(
                f"{gold}: {found} named {stem(gold)}… in {doc_dir}",
                "each gold file needs one document of its stem",
            )
        pairs.append((gold, partners[0]))
    return pairs


def load_gold(path: Path) -> dict[str, Any]:
    """Load a gold file.

    Raises
    ------
    ReadError
        If it is no JSON object with a ``document``.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise ReadError(f"{path}: not a gold file ({fault})", "it must be JSON of the annotation guide") from fault
    if not isinstance(data, dict) or "document" not in data:
        raise ReadError(f"{path}: not a gold file: no document in it", "it must be JSON of the annotation guide")
    return data


def load_floors(path: Path) -> dict[str, float]:
    """Load floors: a JSON object of F1 by layer, or a table of ``--json`` output under ``all``.

    Raises
    ------
    ReadError
        If it is no such object.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        floors = {
            layer: float(value["f1"] if isinstance(value, dict) else value)
            for layer, value in data.get("all", data).items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as fault:
        raise ReadError(f"{path}: no floors ({fault})", 'write F1 by layer: {"targets": 0.95, …}') from fault
    return floors


def below(total: Mapping[str, Score], floors: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """Return (F1, floor) of each layer that lies below its floor; a layer that was not scored counts as 0."""
    found = {layer: (total[layer].f1 if layer in total else 0.0, floor) for layer, floor in floors.items()}
    return {layer: pair for layer, pair in found.items() if pair[0] < pair[1]}


def only_once(texts: Sequence[str], words: Iterable[str]) -> frozenset[str]:
    """Return the words that exactly one of the texts holds."""
    return frozenset(word for word in words if sum(word in text for text in texts) == 1)
