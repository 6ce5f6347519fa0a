"""The words of a corrections file, and values of facts to and from its cells."""

from __future__ import annotations

import types
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from extract.facts import (
    ROWS,
    Agency,
    Document,
)
from seeds.tables import rows

TYPES: Mapping[str, type[Any]] = {
    **ROWS,
    "agencies": Agency,
    "document": Document,
}
# What a correction may set; the rest is where a fact stands, which follows from its words.
_FIXED = {
    "at", "body", "extent", "task", "span", "evidence", "sha256", "id", "file", "part", "cites", "digest", "known",
    "reason", "changes", "current", "short",
}  # fmt: skip
FIELDS: Mapping[str, frozenset[str]] = {
    layer: frozenset(kind.__dataclass_fields__) - _FIXED for layer, kind in TYPES.items()
}
_SPELLED = {True: "是", False: "否"}


@cache
def _words(kind: str) -> Mapping[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for row in rows("correction_words"):
        if row["kind"] == kind:
            out[row["word"]] = (*out.get(row["word"], ()), row["means"])
    return out


def meaning(kind: str, word: str, among: Collection[str] | None = None) -> str | None:
    """Return what a word of the file means (责任 → responsibilities), one of ``among`` where that is given."""
    if among is not None and word in among:
        return word
    return next((m for m in _words(kind).get(word, ()) if among is None or m in among), None)


@cache
def _hints(layer: str) -> Mapping[str, Any]:
    return get_type_hints(TYPES[layer])


def parse(layer: str, field: str, cell: str) -> Any:
    """Turn a cell into the value of a field.

    Raises
    ------
    ValueError
        With a sentence that says what the field takes.
    """
    hint = _hints(layer)[field]
    optional = get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint)
    if optional:
        if not cell:
            return None
        hint = next(arg for arg in get_args(hint) if arg is not type(None))
    if get_origin(hint) is Literal:
        choices = get_args(hint)
        value = meaning("value", cell, choices)
        if value is None:
            raise ValueError(f"{field} is one of {', '.join(choices)}, not {cell!r}")
        return value
    if get_origin(hint) is tuple:
        separators = "-—－~" if field == "period" else "、,，;；"
        parts = [cell]
        for mark in separators:
            parts = [piece.strip() for part in parts for piece in part.split(mark)]
        found = tuple(part for part in parts if part)
        if field == "period" and len(found) != 2:
            raise ValueError(f"period is two years (2021-2025), not {cell!r}")
        return found
    if hint in (int, float):
        return _number(field, cell, hint)
    if not cell:
        raise ValueError(f"{field} can't be empty")
    return cell


def _number(field: str, cell: str, kind: type[Any]) -> Any:
    try:
        if cell.endswith(("%", "％")):
            return kind(float(cell[:-1]) / 100)
        return kind(float(cell)) if kind is float else kind(cell.removesuffix("年"))
    except ValueError:
        raise ValueError(f"{field} is a number, not {cell!r}") from None


def same(layer: str, field: str, value: Any, cell: str) -> bool:
    """Tell whether a cell spells the value that a fact has."""
    try:
        return bool(parse(layer, field, cell) == value)
    except ValueError:
        return False
