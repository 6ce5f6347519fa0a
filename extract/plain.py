"""Facts as plain data: the JSON object of a document and back, and the schema of both.

The keys are those of the annotation guide; each row carries its mention beside them. ``facts.schema.json`` says the same
for machines.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

from extract.facts import (
    ROWS,
    Agency,
    Change,
    Citation,
    Document,
    Facts,
    Mention,
    Span,
    Unparsed,
)

T = TypeVar("T")


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


def _plain(value: Any) -> Any:
    """Turn a dataclass, tuple or mapping into what ``json`` writes; a mention joins its row's own keys."""
    # Strings, numbers and None are most of what there is.
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    out: dict[str, Any] = {}
    kind: Any = type(value)
    for name in _field_names(kind):
        item = getattr(value, name)
        if name == "at":
            out.update(_plain(item))
        elif item is not None or name not in RARE:
            out[name] = _plain(item)
    return out


def to_json(facts: Facts) -> dict[str, Any]:
    """Return the JSON object of one document: the guide's keys, with the mention in every row."""
    plain: dict[str, Any] = _plain(facts)
    return plain


def _span(row: Mapping[str, int]) -> Span:
    return Span(row["start"], row["end"])


def _mention(row: Mapping[str, Any]) -> Mention:
    return Mention(
        row["start"],
        row["end"],
        row["quote"],
        _span(row["evidence"]),
        _span(row["source"]),
        row["rule"],
        row["confidence"],
        row.get("why"),
    )


# What most rows have nothing of is left out where it says nothing.
RARE = frozenset({"why", "deadline"})
_SPANS = frozenset({"body", "extent", "task", "span"})


def _row(kind: type[T], row: Mapping[str, Any]) -> T:
    values: dict[str, Any] = {}
    for f in fields(kind):  # type: ignore[arg-type]
        if f.name == "at":
            values["at"] = _mention(row)
        elif f.name in _SPANS:
            values[f.name] = _span(row[f.name])
        elif f.name == "changes":
            values["changes"] = tuple(_row(Change, change) for change in row["changes"])
        elif f.name not in RARE or f.name in row:
            value = row[f.name]
            values[f.name] = tuple(value) if isinstance(value, list) else value
    return kind(**values)


def from_json(data: Mapping[str, Any]) -> Facts:
    """Rebuild the facts from :func:`to_json`'s object.

    Raises
    ------
    KeyError
        Where a key of the schema is missing; check the object against :func:`schema` first.
    """
    head = dict(data["document"])
    head["cites"] = [_row(Citation, c) for c in head["cites"]]
    evidence = {k: tuple(_mention(m) for m in v) for k, v in head.pop("evidence").items()}
    document = _row(Document, {**head, "evidence": evidence})
    kinds: dict[str, type[Any]] = {**ROWS, "agencies": Agency, "unparsed": Unparsed}
    layers = {name: tuple(_row(kind, row) for row in data[name]) for name, kind in kinds.items()}
    return Facts(document=document, **layers)


@cache
def schema() -> dict[str, Any]:
    """Return ``facts.schema.json``, the JSON Schema (2020-12) of one document's facts."""
    from importlib import resources

    loaded: dict[str, Any] = json.loads(resources.files("extract").joinpath("facts.schema.json").read_text("utf-8"))
    return loaded
