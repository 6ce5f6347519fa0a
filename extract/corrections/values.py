"""The words of a corrections file, and values of facts to and from its cells."""

from __future__ import annotations

import types
from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
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
# As difflib counts: of two words of four letters that have three in common.
_NEAR = 0.7


@cache
def _words(kind: str) -> Mapping[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for row in rows("correction_words"):
        if row["kind"] == kind:
            out[row["word"]] = (*out.get(row["word"], ()), row["means"])
    return out


def in_chinese(*cells: str) -> bool:
    """Tell whether cells hold Chinese: who writes 牵头 is answered in Chinese, who writes lead in English."""
    return any("\u3400" <= c <= "\u9fff" for cell in cells for c in cell)


def say(chinese: bool) -> Callable[[str, str], str]:
    """Return what chooses between a Chinese and an English wording."""
    return lambda zh, en: zh if chinese else en


def spelled(kind: str, code: str, chinese: bool) -> str:
    """Return what the file calls a layer, a field or a value; a code that has no Chinese word stays as it is."""
    words = (word for word, codes in _words(kind).items() if code in codes and in_chinese(word)) if chinese else ()
    return next(iter(words), code)


def listed(kind: str, codes: Collection[str], chinese: bool) -> str:
    """Return what may be written, in the file's words; in Chinese what has a word there."""
    words = [spelled(kind, code, chinese) for code in codes]
    return (
        "、".join(w for w in dict.fromkeys(words) if in_chinese(w)) or "、".join(words) if chinese else ", ".join(words)
    )


def near(word: str, kind: str, codes: Collection[str]) -> str:
    """Return the word of the file that comes nearest to one that means nothing; empty where none does."""
    known = [name for name, means in _words(kind).items() if set(means) & set(codes)]
    return next(iter(get_close_matches(word, known, 1, _NEAR)), "")


def meaning(kind: str, word: str, among: Collection[str] | None = None) -> str | None:
    """Return what a word of the file means (责任 → responsibilities), one of ``among`` where that is given."""
    if among is not None and word in among:
        return word
    return next((m for m in _words(kind).get(word, ()) if among is None or m in among), None)


@cache
def _hints(layer: str) -> Mapping[str, Any]:
    return get_type_hints(TYPES[layer])


def parse(layer: str, field: str, cell: str, chinese: bool = True) -> Any:
    """Turn a cell into the value of a field.

    Parameters
    ----------
    layer, field
        The program's own words.
    cell
        What the file has.
    chinese
        Whether the message is to be Chinese.

    Raises
    ------
    ValueError
        With a sentence that says what the field takes.
    """
    hint = _hints(layer)[field]
    t, name = say(chinese), spelled("field", field, chinese)
    optional = get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint)
    if optional:
        if not cell:
            return None
        hint = next(arg for arg in get_args(hint) if arg is not type(None))
    if get_origin(hint) is Literal:
        choices = get_args(hint)
        value = meaning("value", cell, choices)
        if value is None:
            among = listed("value", choices, chinese)
            raise ValueError(t(f"{name}应为{among}之一，不是“{cell}”", f"{name} is one of {among}, not {cell!r}"))
        return value
    if get_origin(hint) is tuple:
        separators = "-—－~" if field == "period" else "、,，;；"
        parts = [cell]
        for mark in separators:
            parts = [piece.strip() for part in parts for piece in part.split(mark)]
        found = tuple(part for part in parts if part)
        if field == "period" and len(found) != 2:
            raise ValueError(
                t(f"{name}应为两个年份（2021-2025），不是“{cell}”", f"{name} is two years (2021-2025), not {cell!r}")
            )
        return found
    if hint in (int, float):
        return _number(cell, hint, t(f"{name}应为数字，不是“{cell}”", f"{name} is a number, not {cell!r}"))
    if not cell:
        raise ValueError(t(f"{name}不能为空", f"{name} can't be empty"))
    return cell


def _number(cell: str, kind: type[Any], otherwise: str) -> Any:
    try:
        if cell.endswith(("%", "％")):
            return kind(float(cell[:-1]) / 100)
        return kind(float(cell)) if kind is float else kind(cell.removesuffix("年"))
    except ValueError:
        raise ValueError(otherwise) from None


def same(layer: str, field: str, value: Any, cell: str) -> bool:
    """Tell whether a cell spells the value that a fact has; of words the white space between them counts for nothing."""
    if isinstance(value, str) and "".join(value.split()) == "".join(cell.split()):
        return True
    try:
        return bool(parse(layer, field, cell) == value)
    except ValueError:
        return False
