"""How alike two Chinese texts are, by what they share of two-character sequences.

The measure is the cosine of TF-IDF vectors of character bigrams (Manning, Raghavan and Schütze, *Introduction to
Information Retrieval*, 2008, sections 6.2 and 6.3, with 1 + log tf and smoothed idf). Bigrams need no segmentation and are
the usual unit of retrieval for Chinese; what all texts share (加快, 推动, 产业) weighs little. 1 is the same, 0 shares nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

_OUTSIDE = re.compile(r"[\W_]+")
MEASURE = "字符二元组 TF-IDF 余弦相似度"
MEASURE_ENGLISH = "cosine of TF-IDF vectors of character bigrams"


def bigrams(text: str) -> Counter[str]:
    """Return how often each two neighbouring letters or digits occur, none across punctuation."""
    found: Counter[str] = Counter()
    for run in _OUTSIDE.split(text.lower()):
        found.update(run[i : i + 2] for i in range(len(run) - 1))
    return found


def dice(a: str, b: str) -> float:
    """Return the Dice coefficient of the bigrams of two short texts, for which TF-IDF has too little to count."""
    one, other = set(bigrams(a)), set(bigrams(b))
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


class Similarity:
    """Compares the texts of two collections; rarity is counted over both together."""

    def __init__(self, left: Sequence[str], right: Sequence[str]) -> None:
        counts = [bigrams(text) for text in (*left, *right)]
        documents: Counter[str] = Counter()
        for count in counts:
            documents.update(count.keys())
        total = len(counts)
        self._idf = {gram: math.log((1 + total) / (1 + n)) + 1 for gram, n in documents.items()}
        vectors = [self._vector(count) for count in counts]
        self._left, self._right = vectors[: len(left)], vectors[len(left) :]
        self._postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for i, vector in enumerate(self._right):
            for gram, weight in vector.items():
                self._postings[gram].append((i, weight))

    def _vector(self, count: Counter[str]) -> dict[str, float]:
        weights = {gram: (1 + math.log(n)) * self._idf[gram] for gram, n in count.items()}
        length = math.sqrt(sum(w * w for w in weights.values()))
        return {gram: w / length for gram, w in weights.items()} if length else {}

    def row(self, i: int) -> list[float]:
        """Return the similarity of text ``i`` of the left to every text of the right."""
        scores = [0.0] * len(self._right)
        for gram, weight in self._left[i].items():
            for j, other in self._postings.get(gram, ()):
                scores[j] += weight * other
        return scores

    def best(self, i: int) -> tuple[int, float] | None:
        """Return the most similar text of the right and its score, None where the right is empty."""
        scores = self.row(i)
        if not scores:
            return None
        j = max(range(len(scores)), key=scores.__getitem__)
        return j, scores[j]
