"""The tables of this layer as compiled patterns: tries, so that one scan knows every word."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

from extract import patterns as re
from extract.prose import any_of, trie, words_for
from extract.records import record
from seeds.tables import rows

Force = Literal["none", "strong", "weak", "field", "prep", "adverb", "applied", "term"]


class Endings:
    """The words that a name may end in, looked up by their last two letters; thousands are no pattern to compile.

    Parameters
    ----------
    words
        Any number of words, none empty.
    """

    def __init__(self, words: Iterable[str]) -> None:
        found: dict[str, list[str]] = {}
        for word in sorted(set(words), key=len, reverse=True):
            found.setdefault(word[-2:], []).append(word)
        self._by_end = found

    def of(self, name: str) -> str | None:
        """Return the longest word that ``name`` ends in, None where there is none."""
        for word in self._by_end.get(name[-2:], ()):
            if name.endswith(word):
                return word
        return name[-1:] if name[-1:] in self._by_end else None


@record
class Verb:
    """A word that may govern: ``inner`` also after an unknown subject, never before ``blocked``."""

    force: Force
    inner: bool
    blocked: tuple[str, ...]


@cache
def verbs() -> dict[str, Verb]:
    """Return the table of governing words."""
    table = {}
    for row in rows("tech_verbs"):
        force, _, inner = row["use"].partition("|")
        blocked = tuple(w for w in row["not_before"].split("|") if w)
        table[row["word"]] = Verb(force, bool(inner), blocked)  # type: ignore[arg-type]
    return table


@cache
def verb_pattern() -> re.Pattern[str]:
    """Return the pattern that finds every governing word."""
    return re.compile(trie(verbs()))


# Verbs that names may begin with all the same: 培养基, 出口工艺瓷, services (评估咨询).
_NAMES_TOO = frozenset({"出口", "培养", "创新", "评估", "评价", "维护", "培训"})


@cache
def is_action(name: str) -> bool:
    """Tell whether a name begins with a verb that governs the rest (淘汰落后锅炉, 推动产业集聚): what is done, not a thing."""
    found = verb_pattern().match(name)
    if found is None or found[0] in _NAMES_TOO:
        return False
    verb = verbs()[found[0]]
    return verb.force in ("none", "weak") and not name.startswith(verb.blocked, found.end())


@cache
def lefts() -> tuple[str, ...]:
    """Return the endings of agents, places and scopes, behind which a clause begins anew."""
    return (*words_for("tech_lefts", "agent"), *words_for("tech_lefts", "scope"))


@cache
def inner_lefts() -> tuple[str, ...]:
    """Return the endings behind which only a verb that is hardly ever a noun begins anew (等发展)."""
    return words_for("tech_lefts", "inner")


@cache
def _leads() -> tuple[re.Pattern[str], frozenset[str]]:
    words = words_for("tech_tails", "lead")
    return re.compile(rf"(?:{trie(words)}|\s)+"), frozenset(word[0] for word in words)


def behind_lead(text: str, start: int, end: int) -> int:
    """Return where a name begins behind what does not belong to it, ``start`` where nothing stands before it."""
    pattern, letters = _leads()
    # Most names begin at once; looking at one letter is far cheaper than the pattern.
    if start >= end or not (text[start] in letters or text[start].isspace()):
        return start
    found = pattern.match(text, start, end)
    return found.end() if found is not None else start


# What may stand between tails.
_BETWEEN = "的等和与及、并"


@cache
def _tails() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return the pattern of the tails of a reversed object, and the letters that they end in."""
    words = [word for use in ("boost", "plain", "area") for word in words_for("tech_tails", use)]
    pattern = re.compile(rf"(?:{trie(word[::-1] for word in words)}|[{_BETWEEN}\s])+")
    return pattern, frozenset((*(word[-1] for word in words), *_BETWEEN))


def before_tails(text: str, start: int, end: int) -> int:
    """Return where the tails of ``text[start:end]`` begin, ``end`` where it has none."""
    pattern, letters = _tails()
    if start >= end or not (text[end - 1] in letters or text[end - 1].isspace()):
        return end
    found = pattern.match(text[start:end][::-1])
    return end - found.end() if found is not None else end


@cache
def boost_pattern() -> re.Pattern[str]:
    """Return the pattern of a tail that says that its object is to be developed or applied."""
    return re.compile(trie(words_for("tech_tails", "boost")))


@cache
def soft_pattern() -> re.Pattern[str]:
    """Return the pattern of a category that names ways of doing business (等新业态)."""
    return re.compile(rf"^(?:{any_of('tech_tails', 'soft')})|(?:{any_of('tech_tails', 'soft')})$")


@cache
def area_pattern() -> re.Pattern[str]:
    """Return the pattern of a tail that names a place of production."""
    return re.compile(trie(words_for("tech_tails", "area")))


def _predicate(use: str) -> str:
    found = (row for row in rows("tech_predicates") if row["use"] == use)
    return "|".join(
        row["word"] + (f"(?!{row['not_before']})" if row["not_before"] else "")
        for row in sorted(found, key=lambda row: -len(row["word"]))
    )


@cache
def predicate_pattern() -> re.Pattern[str]:
    """Return the pattern of words that say something of the name in front of them, which ends there.

    Where the words only tell how much or how well (``told``: 产能达到, 成效明显), nothing is set out to grow.
    """
    return re.compile(rf"(?<=..)(?:{_predicate('ends')}|(?P<told>{_predicate('told')}))")


@cache
def disposed_pattern() -> re.Pattern[str]:
    """Return the pattern of who does something with what follows (企业将|X, 医院把|X)."""
    return re.compile(rf"(?:[^、将把]{{0,14}}(?<![即干车火门刀])(?:{_predicate('takes')})(?=..))+")
