"""Which of the characters that fit a place are worth a look, and how likely they are.

Where a character was never seen behind a context, it is as likely there as behind the end of that context, less what the
context gives away (:meth:`Row.lean`). So those that fit are put in order once, by themselves, and behind a context only those
that were seen there need be weighed anew.
"""

from __future__ import annotations

from heapq import nlargest
from typing import NamedTuple

from extract.restore.channel import INDENT
from extract.restore.gbk import Chars, plain
from extract.restore.language import CLASSES, COUNTED_TOGETHER, Language, Row, class_of

_INDENT_COST = -1.0
_INDENT_INSIDE = -14.0
# So many are worth a look, the likeliest first.
_MOST = 40
_ODD_ONES = COUNTED_TOGETHER | {INDENT}


class Breadth(NamedTuple):
    """How widely a search looks around."""

    # How many states of one place are followed (where one of several bytes waits), and how far behind the best.
    beam: int
    beam_of_several: int
    behind: float
    # Silence is listened to where what is read goes on worse than this.
    well: float


# A window is searched again more widely where what was found does not convince, and once more where that finds another.
BREADTHS = (Breadth(3, 6, 8.0, -7.0), Breadth(6, 20, 13.0, 0.0), Breadth(10, 40, 16.0, 0.0))


# A character that may have been written: how likely it is, in simplified script and half width, as the page has it, and
# what it is counted as.
Weighed = tuple[float, str, str, str]


class _Choice(NamedTuple):
    """Characters that may have been written: plain form → (as the page has it, cost); those counted by themselves or not."""

    forms: dict[str, tuple[str, float]]
    alone: frozenset[str]
    together: list[str]


# Several of them, the likeliest first, and what is to be added to each.
Ranked = tuple[list[Weighed], float]


class Worth:
    """What is worth a look on one page."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._choices: dict[Chars, _Choice] = {}
        # By the row of the context: contexts that were never seen share that of their end.
        self._ranked: dict[tuple[int, Chars], Ranked] = {}
        self._weighed: dict[tuple[int, Chars], Ranked] = {}

    def of(self, context: str, chars: Chars) -> Ranked:
        """Return what is worth a look of ``chars`` behind a context."""
        row = self._language[context]
        key = (id(row), chars)
        found = self._weighed.get(key)
        if found is None:
            choice = self._choices.get(chars) or self._choice(chars)
            found = self._behind(row, chars, choice)
            if choice.together:
                forms = choice.forms
                ranked, more = found
                extra = [
                    (
                        (indent(context) if said == INDENT else row[said]) + forms[said][1] - more,
                        said,
                        forms[said][0],
                        class_of(context, said),
                    )
                    for said in choice.together
                ]
                found = sorted([*ranked, *extra], reverse=True), more
            self._weighed[key] = found
        return found

    def _choice(self, chars: Chars) -> _Choice:
        script, costs = self._language.script, chars.costs
        forms: dict[str, tuple[str, float]] = {}
        for char in chars.all_of:
            cost = script[char] + costs.get(char, 0.0) if costs else script[char]
            said = plain[char]
            rival = forms.get(said)
            if rival is None or cost > rival[1]:
                forms[said] = (char, cost)
        together = sorted(_ODD_ONES.intersection(forms))
        found = self._choices[chars] = _Choice(forms, frozenset(forms).difference(together), together)
        return found

    def _behind(self, row: Row, chars: Chars, choice: _Choice) -> Ranked:
        """Return the likeliest of ``chars`` that are counted by themselves."""
        key = (id(row), chars)
        found = self._ranked.get(key)
        if found is None:
            forms = choice.forms
            if row.below is None:
                everything = [
                    (row[said] + forms[said][1], said, forms[said][0], CLASSES[said]) for said in choice.alone
                ]
                # Of equal ones the same is first in every run.
                found = _near(nlargest(_MOST, everything)), 0.0
            else:
                ranked, more = self._behind(row.below, chars, choice)
                seen = row.seen_of(choice.alone)
                more += row.lean()
                if seen:
                    ranked = [weighed for weighed in ranked if weighed[1] not in seen]
                    ranked += [
                        (row[said] + forms[said][1] - more, said, forms[said][0], CLASSES[said]) for said in seen
                    ]
                    ranked.sort(reverse=True)
                    ranked = _near(ranked[:_MOST])
                found = ranked, more
            self._ranked[key] = found
        return found


def _near(found: list[Weighed]) -> list[Weighed]:
    """Leave out what is so far behind the likeliest that no search follows it."""
    if not found:
        return found
    least = found[0][0] - BREADTHS[-1].behind
    return [weighed for weighed in found if weighed[0] >= least]


def indent(context: str) -> float:
    """Return what an ideographic space costs: one belongs to the start of a line."""
    return _INDENT_COST if context[-1:] == "\n" else _INDENT_INSIDE
