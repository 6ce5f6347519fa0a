"""The tables of this layer as compiled patterns: tries, so that one scan knows every word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.prose import any_of, words_for
from seeds.tables import rows

Force = Literal["none", "strong", "weak", "field", "prep", "adverb", "applied"]


def trie(words: Iterable[str]) -> str:
    """Return a regular expression that matches the longest of ``words``, branching letter by letter.

    A plain alternation tries its words one after the other at every place; a trie rejects a place by its
    first letter.
    """
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(root)


def _branches(node: dict) -> str:  # type: ignore[type-arg]
    ends = "" in node
    parts = [re.escape(letter) + _branches(below) for letter, below in sorted(node.items()) if letter]
    if not parts:
        return ""
    single = [
        p
        for p, (letter, below) in zip(parts, sorted(i for i in node.items() if i[0]), strict=True)
        if len(below) == 1 and "" in below
    ]
    if len(single) == len(parts) and len(parts) > 1:
        body = f"[{''.join(parts)}]"
    else:
        body = f"(?:{'|'.join(parts)})"
    return f"{body}?" if ends else body


@dataclass(frozen=True, slots=True)
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


@cache
def lefts() -> tuple[str, ...]:
    """Return the endings of agents, places and scopes, behind which a clause begins anew."""
    return (*words_for("tech_lefts", "agent"), *words_for("tech_lefts", "scope"))


@cache
def inner_lefts() -> tuple[str, ...]:
    """Return the endings behind which only a verb that is hardly ever a noun begins anew (等发展)."""
    return words_for("tech_lefts", "inner")


@cache
def lead_pattern() -> re.Pattern[str]:
    """Return the pattern of what stands before a name and does not belong to it."""
    return re.compile(rf"(?:{trie(words_for('tech_tails', 'lead'))}|\s)+")


@cache
def reversed_tails() -> re.Pattern[str]:
    """Return the pattern that matches the tails of a reversed object."""
    tails = trie(w[::-1] for use in ("boost", "plain", "area") for w in words_for("tech_tails", use))
    return re.compile(rf"(?:{tails}|[的等和与及、并\s])+")


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
