"""Which section of one document answers which of another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extract.facts import Section
from graph.iris import fold
from graph.outline import Outline
from graph.similarity import Similarity, dice
from graph.writer import Reading

# Below it the pairs of the tried documents share generic words only; versions of one policy score near 1.
ALIGNED = 0.15
_TITLE, _BODY = 0.3, 0.7
_SAME_TITLE = 0.6
# Texts that share less are shown whole: letters in common by chance would only confuse.
ALIKE = 0.35
# Figures and Latin words are one; letters around a change that say what it is about.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+|.", re.S)
_AROUND = 30


@dataclass(frozen=True, slots=True)
class Match:
    """A section of the old document and that of the new which answers it; one of them is None where there is none.

    ``score`` is 0 to 1; ``moved`` tells that it stands under another heading or in another order. ``into`` is the section
    of the new document, answering another one, whose text is most like that of a section which is left out: what it said
    may have been taken up there.
    """

    old: Section | None
    new: Section | None
    score: float = 0.0
    moved: bool = False
    into: Section | None = None


def own_text(reading: Reading, section: Section) -> str:
    """Return a section's text behind its heading, without those of its sub-sections."""
    start = section.at.end if section.body.start <= section.at.start <= section.body.end else section.body.start
    return reading.text[start : section.body.end].strip("。:： \r\n\t")


def align(old: Reading, new: Reading) -> list[Match]:
    """Return every section of both documents once, in the order of the new, those left out where they stood.

    Two sections are as alike as their headings (Dice coefficient of character bigrams) and their texts (cosine of TF-IDF
    vectors of character bigrams) are; the most alike are paired first. Headings without a text of their own follow: they
    are as alike as their words are and as what stands under them has been paired.
    """
    left, right = old.facts.sections, new.facts.sections
    texts = [own_text(old, s) for s in left], [own_text(new, s) for s in right]
    similarity = Similarity(*texts)
    scored: list[tuple[float, int, int]] = []
    for i in (i for i, text in enumerate(texts[0]) if text):
        bodies = similarity.row(i)
        for j in (j for j, text in enumerate(texts[1]) if text):
            scored.append((_TITLE * _title(left[i], right[j]) + _BODY * bodies[j], i, j))
    paired: dict[int, tuple[int, float]] = {}
    _pair(scored, left, right, paired)
    below = _below(left), _below(right)
    scored = []
    for i in (i for i, text in enumerate(texts[0]) if not text):
        for j in (j for j, text in enumerate(texts[1]) if not text):
            score = _title(left[i], right[j])
            if below[0][i] or below[1][j]:
                kept = sum(k in paired and paired[k][0] in below[1][j] for k in below[0][i])
                score = (score + 2 * kept / (len(below[0][i]) + len(below[1][j]))) / 2
            scored.append((score, i, j))
    _pair(scored, left, right, paired)
    # One has a text of its own and the other has not: the heading has to say it alone.
    rest = [j for j in range(len(right)) if j not in {k for k, _ in paired.values()}]
    titles = [(_title(left[i], right[j]), i, j) for i in range(len(left)) if i not in paired for j in rest]
    _pair([item for item in titles if item[0] >= _SAME_TITLE], left, right, paired)
    into: dict[int, tuple[Section, float]] = {}
    for i in (i for i, text in enumerate(texts[0]) if text and i not in paired):
        best = similarity.best(i)
        if best is not None and best[1] >= ALIGNED:
            into[i] = (right[best[0]], best[1])
    return _ordered(old, new, paired, into)


def _title(one: Section, other: Section) -> float:
    return 1.0 if fold(one.title) == fold(other.title) else dice(one.title, other.title)


def _below(sections: Sequence[Section]) -> list[set[int]]:
    """Return for each section the places of those that stand under it."""
    return [
        {k for k, s in enumerate(sections) if k != i and section.extent.start <= s.at.start < section.extent.end}
        for i, section in enumerate(sections)
    ]


def _pair(
    scored: Sequence[tuple[float, int, int]],
    left: Sequence[Section],
    right: Sequence[Section],
    paired: dict[int, tuple[int, float]],
) -> None:
    """Pair the most alike first, each once; of equals those at one number, then those nearest in the order."""
    taken = {j for j, _ in paired.values()}

    def rank(item: tuple[float, int, int]) -> tuple[float, bool, int]:
        score, i, j = item
        return -score, left[i].path != right[j].path, abs(i - j)

    for score, i, j in sorted(scored, key=rank):
        if score < ALIGNED:
            break
        if i not in paired and j not in taken:
            paired[i] = (j, min(1.0, score))
            taken.add(j)


def _ordered(
    old: Reading, new: Reading, paired: dict[int, tuple[int, float]], into: dict[int, tuple[Section, float]]
) -> list[Match]:
    left, right = old.facts.sections, new.facts.sections
    moved = _moved(old, new, {i: j for i, (j, _) in paired.items()})
    answers = {j: (i, score) for i, (j, score) in paired.items()}
    out: list[Match] = []
    # A section that is left out stands behind the last one before it that is kept.
    waiting = [i for i in range(len(left)) if i not in paired]
    by_new: dict[int, list[int]] = {}
    for i in waiting:
        before = [paired[k][0] for k in range(i) if k in paired]
        by_new.setdefault(before[-1] if before else -1, []).append(i)

    def left_out(i: int) -> Match:
        home, score = into.get(i, (None, 0.0))
        return Match(left[i], None, score, into=home)

    out += [left_out(i) for i in by_new.get(-1, [])]
    for j, section in enumerate(right):
        if j in answers:
            i, score = answers[j]
            out.append(Match(left[i], section, score, i in moved))
        else:
            out.append(Match(None, section))
        out += [left_out(i) for i in by_new.get(j, [])]
    return out


def _moved(old: Reading, new: Reading, paired: dict[int, int]) -> set[int]:
    """Return the sections under another heading, and those that leave the order of the others.

    Those that keep the order are a longest increasing run of the pairs; the rest has moved.
    """
    left, right = old.facts.sections, new.facts.sections
    at_old = {s.at.start: i for i, s in enumerate(left)}
    at_new = {s.at.start: j for j, s in enumerate(right)}
    above_old, above_new = Outline(old).parents, Outline(new).parents
    moved = set(paired) - _increasing(paired)
    for i, j in paired.items():
        one = above_old[left[i].at.start]
        other = above_new[right[j].at.start]
        parent = at_old[one[-1].at.start] if one else None
        there = at_new[other[-1].at.start] if other else None
        if parent is None or there is None:
            if (parent is None) != (there is None):
                moved.add(i)
        elif parent in paired and paired[parent] != there:
            moved.add(i)
    return moved


def _increasing(paired: dict[int, int]) -> set[int]:
    """Return a longest run of pairs that stand in the same order in both documents (patience sorting)."""
    from bisect import bisect_left

    order = sorted(paired)
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for i in order:
        at = bisect_left(tails, paired[i])
        before[i] = ends[at - 1] if at else None
        if at == len(tails):
            tails.append(paired[i])
            ends.append(i)
        else:
            tails[at] = paired[i]
            ends[at] = i
    run: set[int] = set()
    last: int | None = ends[-1] if ends else None
    while last is not None:
        run.add(last)
        last = before[last]
    return run


def wording(a: str, b: str) -> float:
    """Return how much of two texts is the same, 0 to 1, white space and width apart (normalised Indel similarity)."""
    return fuzz.ratio(fold(a), fold(b)) / 100


def pieces(a: str, b: str, shortest: int = 2) -> Sequence[tuple[str, str, str]]:
    """Return two texts as pieces ``(kind, old, new)`` with kind ``equal``, ``replace``, ``delete`` or ``insert``.

    A figure or a Latin word changes as a whole (20 % to 30 %, not 2 to 3). Equal runs of fewer than ``shortest`` letters
    between changes are taken into these: single letters in common (的, 和) would make a torn picture.
    """
    from rapidfuzz.distance import Indel

    left, right = _TOKEN.findall(a), _TOKEN.findall(b)
    # Kind, old and new words of each piece, while they are put together.
    out: list[tuple[bool, str, str]] = []
    for code in Indel.opcodes(left, right):
        tag, a1, a2, b1, b2 = code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end
        one, other = "".join(left[a1:a2]), "".join(right[b1:b2])
        inner = tag == "equal" and len(one) < shortest and a1 > 0 and a2 < len(left)
        same = tag == "equal" and not inner
        if out and out[-1][0] == same:
            out[-1] = (same, out[-1][1] + one, out[-1][2] + other)
        else:
            out.append((same, one, other))
    return [("equal" if same else _kind(one, other), one, other) for same, one, other in out]


def excerpts(a: str, b: str) -> tuple[str, str]:
    """Return what changed between two texts with some words around it, the rest left out for ``…``."""
    left, right = [], []
    found = pieces(a, b)
    for i, (kind, one, other) in enumerate(found):
        words = one, other
        if kind == "equal":
            head = one[:_AROUND] if i else ""
            tail = one[-_AROUND:] if i + 1 < len(found) else ""
            if len(head) + len(tail) + 1 < len(one):
                words = (f"{head}…{tail}",) * 2
        left.append(words[0])
        right.append(words[1])
    return "".join(left), "".join(right)


def _kind(one: str, other: str) -> str:
    if one and other:
        return "replace"
    return "delete" if one else "insert"
