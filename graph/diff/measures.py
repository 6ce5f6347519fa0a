"""Measures of support in two documents: which answers which, and what became of rate, cap, sum and terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from extract.facts import Instrument
from graph.comparing import plain_unit
from graph.corpus import quoted
from graph.diff.align import Match
from graph.diff.change import Change
from graph.iris import fold
from graph.wording import word
from graph.writer import Reading

# Of 100: how alike the words of two measures have to be, their figures apart, and what else speaks for or against a pair. Our own
# choice; measures of one document that are not one share 按…给予…最高…万元 and score 30 to 55.
_ALIKE = 60.0
_OTHER_ITEM, _SAME_KIND, _SAME_FIGURES = 10.0, 5.0, 3.0
_FIGURE = re.compile(r"[\d.,]+")
_Figures = tuple[float | None, float | None, str]


def instrument_changes(old: Reading, new: Reading, matches: Sequence[Match]) -> Iterator[Change]:
    """Yield the measures of support that are other than they were, in the order of the old document, then the new ones.

    Parameters
    ----------
    old, new
        The two documents.
    matches
        Which item of one answers which of the other.
    """
    left, right = old.facts.instruments, new.facts.instruments
    answers = {(m.old.path, m.new.path) for m in matches if m.old is not None and m.new is not None}
    scored = [(_alike(a, b, answers), i, j) for i, a in enumerate(left) for j, b in enumerate(right)]
    paired: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    # The most alike first; of equals those nearest in the order.
    for score, i, j in sorted(scored, key=lambda item: (-item[0], abs(item[1] - item[2]), item[1])):
        if score >= _ALIKE and i not in paired and j not in taken:
            paired[i] = (j, score)
            taken.add(j)
    for i, a in enumerate(left):
        sentence = quoted(old, a.at.evidence)
        if i not in paired:
            yield Change("instrument", "removed", _name(a), a.path, "", _said(a), "", None, sentence, "")
            continue
        j, score = paired[i]
        b = right[j]
        kind = _kind(a, b)
        if kind:
            score = round(min(100.0, score) / 100, 2)
            sides = (*_both(a, b), score, sentence, quoted(new, b.at.evidence))
            yield Change("instrument", kind, _name(b), a.path, b.path, *sides)
    for j, b in enumerate(right):
        if j not in taken:
            sentence = quoted(new, b.at.evidence)
            yield Change("instrument", "added", _name(b), "", b.path, "", _said(b), None, "", sentence)


def _words(instrument: Instrument) -> str:
    return fold(_FIGURE.sub("", f"{instrument.condition or ''}{instrument.at.quote}"))


def _alike(a: Instrument, b: Instrument, answers: set[tuple[str, str]]) -> float:
    score = fuzz.ratio(_words(a), _words(b))
    score -= _OTHER_ITEM * ((a.path, b.path) not in answers)
    return score + _SAME_KIND * (a.kind == b.kind) + _SAME_FIGURES * (_figures(a) == _figures(b))


def _figures(instrument: Instrument) -> _Figures:
    """Return rate, cap or sum, and the unit without 万 and 亿."""
    factor, unit = plain_unit(instrument.unit or "")
    total = instrument.amount if instrument.amount is not None else instrument.max
    return instrument.rate, total if total is None else total * factor, unit


def _kind(a: Instrument, b: Instrument) -> str:
    """Return what became of a measure, empty where it is what it was."""
    before, after = _figures(a), _figures(b)
    if before[2] == after[2] or None in (before[1], after[1]):
        pairs = list(zip(before[:2], after[:2], strict=True))
        up = any(was is not None and now is not None and now > was for was, now in pairs)
        down = any(was is not None and now is not None and now < was for was, now in pairs)
        if up != down:
            return "raised" if up else "lowered"
    same = before == after and (a.amount is None) == (b.amount is None)
    return "" if same and _terms(a) == _terms(b) else "terms"


def _terms(instrument: Instrument) -> tuple[str, ...]:
    terms = instrument.kind, instrument.per, instrument.beneficiary, instrument.condition
    return tuple(fold(term or "") for term in terms)


def _said(instrument: Instrument) -> str:
    """Return a measure in a few words: 资助20%，最高100万元."""
    parts = [] if instrument.rate is None else [f"{100 * instrument.rate:g}%"]
    unit = instrument.unit or ""
    if instrument.amount is not None:
        parts.append(f"{instrument.per or ''}{instrument.amount:g}{unit}")
    elif instrument.max is not None:
        parts.append(f"{instrument.per or ''}最高{instrument.max:g}{unit}")
    return word(instrument.kind) + "，".join(parts)


def _both(a: Instrument, b: Instrument) -> tuple[str, str]:
    """Return two measures in a few words, with for what and to whom where these differ."""
    said = [_said(a), _said(b)]
    for label, one, other in (("对象", a.beneficiary, b.beneficiary), ("条件", a.condition, b.condition)):
        if fold(one or "") != fold(other or ""):
            said = [f"{words}；{label}：{term or '未写明'}" for words, term in zip(said, (one, other), strict=True)]
    return said[0], said[1]


def _name(instrument: Instrument) -> str:
    """Return what a measure is for: its condition, else whom it is given to, else its own words."""
    return instrument.condition or instrument.beneficiary or " ".join(instrument.at.quote.split())
