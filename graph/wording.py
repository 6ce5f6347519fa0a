"""What the columns and the codes of answers are called where people read them.

Answers have names and codes for programs (``agencyName``, ``lead``); tables and pages have words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import ontology
from seeds.tables import rows

DIGEST = "〔摘编，非原文〕"
_OFFICE_OF = "office of "
# Columns whose values are codes; what a document prints is shown as printed.
_CODED = frozenset({"certainty", "change", "comparator", "fact", "kind", "level", "reason", "relation", "role"})


@cache
def _words() -> Mapping[str, str]:
    return {row["code"]: row["word"] for row in rows("shown_words")}


def word(code: str) -> str:
    """Return the Chinese word for a code (``lead``, ``>=``, a reason); a code that has none stays as it is.

    Reasons are made of parts: the whole is looked up, else what stands before and behind its last comma.
    """
    found = _words().get(code)
    if found is not None:
        return found
    head, comma, tail = code.rpartition(", ")
    if comma and tail in _words():
        return f"{word(head)}，{_words()[tail]}"
    return f"{code.removeprefix(_OFFICE_OF)}的内设机构" if code.startswith(_OFFICE_OF) else code


def heading(name: str) -> str:
    """Return what a column of a named question is called."""
    return ontology.columns()[name].zh if name in ontology.columns() else name


def for_people(names: Sequence[str]) -> list[int]:
    """Return the places of the columns that people read: no IRIs, offsets and flags."""
    known = ontology.columns()
    return [i for i, name in enumerate(names) if name not in known or not known[name].for_programs]


def value(name: str, given: object) -> object:
    """Return what a cell of a column shows: words for codes, 是 and 否 for true and false, 500 for 500.0."""
    if isinstance(given, bool):
        return "是" if given else "否"
    if isinstance(given, float) and given.is_integer():
        return int(given)
    return word(given) if name in _CODED and isinstance(given, str) else given
