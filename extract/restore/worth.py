"""Which of the characters that fit a place are worth a look, and how likely they are: rare ones are most, and cost most.

Behind a context whatever was seen behind its last character is looked at, the most frequent ones, and what is likely
anywhere. How many that is, and how far a search looks around altogether, is its breadth.
"""

from __future__ import annotations

from collections.abc import Mapping
from heapq import nlargest
from typing import NamedTuple

from extract.restore.channel import INDENT
from extract.restore.gbk import Chars, plain
from extract.restore.language import BEFORE_NUMERALS, NUMERALS, Language

_INDENT_COST = -1.0
_INDENT_INSIDE = -14.0
_INDENTS, _NONE = frozenset(INDENT), frozenset[str]()


class Breadth(NamedTuple):
    """How widely a search looks around."""

    # How many states of one place are followed (where one of several bytes waits), and how far behind the best.
    beam: int
    beam_of_several: int
    behind: float
    # Of more characters that fit than so many, the most frequent behind the last one are weighed, and the likeliest
    # anywhere.
    few: int
    likely: int
    worth: int
    # Silence is listened to where what is read goes on worse than this.
    well: float


# A window is searched again more widely where what was found does not convince.
BREADTHS = (Breadth(3, 6, 8.0, 20, 3, 8, -7.0), Breadth(10, 40, 16.0, 40, 8, 24, 0.0))
_MOST_LIKELY = max(breadth.likely for breadth in BREADTHS)


class Weighed(NamedTuple):
    """A character that may have been written: how likely it is, in simplified script and half width, as the page has it."""

    cost: float
    said: str
    char: str


class _Choice(NamedTuple):
    """Characters that may have been written: plain form → (as the page has it, cost)."""

    forms: dict[str, tuple[str, float]]
    all_of: frozenset[str]


class Worth:
    """What is worth a look on one page."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._choices: dict[Chars, _Choice] = {}
        self._likeliest: dict[Chars, list[str]] = {}
        self._worthy: dict[tuple[Breadth, str, Chars], frozenset[str]] = {}
        self._follows: dict[str, Mapping[str, float]] = {}
        # By the row of the context: contexts that were never seen share that of their end.
        self._weighed: dict[tuple[Breadth, int, Chars], list[Weighed]] = {}

    def of(self, breadth: Breadth, context: str, chars: Chars) -> list[Weighed]:
        """Return what is worth a look of ``chars`` behind a context, the likeliest first."""
        row = self._language[context]
        key = (breadth, id(row), chars)
        found = self._weighed.get(key)
        if found is None:
            forms, all_of = self._choice(chars)
            few = len(all_of) <= breadth.few
            found = []
            for said in all_of if few else self._worthy_behind(breadth, context, chars):
                char, extra = forms[said]
                found.append(Weighed((indent(context) if said == INDENT else row[said]) + extra, said, char))
            # Of equal ones the same is first in every run.
            found.sort(reverse=True)
            self._weighed[key] = found
        return found

    def _choice(self, chars: Chars) -> _Choice:
        found = self._choices.get(chars)
        if found is None:
            script = self._language.script
            forms: dict[str, tuple[str, float]] = {}
            for char in chars.all_of:
                cost = script(char)
                rival = forms.get(plain[char])
                if rival is None or cost > rival[1]:
                    forms[plain[char]] = (char, cost)
            found = self._choices[chars] = _Choice(forms, frozenset(forms))
        return found

    def _likely(self, chars: Chars) -> list[str]:
        """Return the likeliest of ``chars``, whatever stands before."""
        found = self._likeliest.get(chars)
        if found is None:
            alone = self._language.alone
            forms = self._choice(chars).forms
            likely = sorted(forms, key=lambda said: (-alone[said] - forms[said][1], said))[:_MOST_LIKELY]
            found = self._likeliest[chars] = likely
        return found

    def _worthy_behind(self, breadth: Breadth, context: str, chars: Chars) -> set[str]:
        """Return those seen behind the context and behind each end of it, the most frequent ones, and likely ones."""
        worthy = set(self._worthy_behind_last(breadth, context[-1:], chars))
        all_of = self._choice(chars).all_of
        for start in range(len(context) - 1):
            # 强化 is followed by 要 often, 化 by much else.
            seen = self._after(context[start:])
            worthy.update(nlargest(breadth.worth, all_of.intersection(seen), key=lambda said: (seen[said], said)))
        return worthy

    def _worthy_behind_last(self, breadth: Breadth, last: str, chars: Chars) -> frozenset[str]:
        key = (breadth, last, chars)
        found = self._worthy.get(key)
        if found is None:
            all_of, likely = self._choice(chars).all_of, self._likely(chars)
            seen = self._after(last)
            follows = nlargest(breadth.worth, all_of.intersection(seen), key=lambda said: (seen[said], said))
            # Language is counted without indents, and numerals of headings as one.
            expected = all_of & (
                (NUMERALS if last in BEFORE_NUMERALS else _NONE) | (_INDENTS if last == "\n" else _NONE)
            )
            found = self._worthy[key] = frozenset({*follows, *likely[: breadth.likely], *expected})
        return found

    def _after(self, context: str) -> Mapping[str, float]:
        """Return what was seen behind just this context; nothing where the context itself never was."""
        found = self._follows.get(context)
        if found is None:
            row = self._language[context]
            found = self._follows[context] = row.after() if row.context == context else {}
        return found


def indent(context: str) -> float:
    """Return what an ideographic space costs: one belongs to the start of a line."""
    return _INDENT_COST if context[-1:] == "\n" else _INDENT_INSIDE
