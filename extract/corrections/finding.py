"""Which facts of its layer a row means: by path, words and what was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from extract.corrections.places import RefusedError, meant, words_of
from extract.corrections.rows import Correction
from extract.corrections.values import same, say, spelled
from extract.evaluate import fold_path
from extract.facts import Facts, Mention

# The field of each layer that holds the name which the words may stand for.
NAMES = {
    "sections": "title",
    "responsibilities": "agency",
    "clusters": "name",
    "districts": "district",
    "technologies": "name",
    "targets": "indicator",
    "instruments": "kind",
}
# When each duty is due as the print says, by its path and the place of its mention; and what tells it of facts.
Printed = Mapping[tuple[str, int, int], str]
Dues = Callable[[Facts], Printed]


def told(value: object, chinese: bool) -> str:
    """Return a fact's value in the file's words."""
    if value is None or value == ():
        return say(chinese)("空", "empty")
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return spelled("value", str(value), chinese)


def found(row: Correction, facts: Facts, text: str, dues: Callable[[], Printed | None]) -> list[int]:
    """Return the places in its layer of the facts that a row means.

    Raises
    ------
    RefusedError
        If it means none, or several of which it doesn't tell which.
    """
    rows = getattr(facts, row.layer)
    wanted, path = words_of(row.words), fold_path(row.path)
    here = [i for i, fact in enumerate(rows) if row.path in ("", "*") or fold_path(fact.path) == path]
    named = {i: (rows[i].at.quote, getattr(rows[i], NAMES[row.layer]) or "") for i in here}
    hits = [i for i in here if not row.words or wanted in map(words_of, named[i])]
    # Of several that are called alike, the words of the sentence around it tell which is meant.
    hits = hits or [i for i in here if _said(rows[i].at, named[i], wanted, text)]
    t, layer = say(row.chinese), spelled("layer", row.layer, row.chinese)
    where = t(f"{row.path or '各条目'}的{layer}", f"{layer} at {row.path or 'any path'}")
    if not hits:
        guess = meant(row.words, (name for names in named.values() for name in names), row.chinese)
        raise RefusedError(
            "unmatched", t(f"{where}中没有“{row.words}”", f"nothing reads {row.words!r} in {where}") + guess
        )
    field = row.field.split("|")[0]
    if field == "deadline":
        # What is due when is said of the task: of all its duties that the words name.
        return _due(hits, rows, row, where, dues)
    if row.old and row.field:
        has = {i: getattr(rows[i], field) for i in hits}
        hits = _narrowed(has, [i for i in hits if same(row.layer, field, has[i], row.old)], row, where)
    return _one(hits, rows, row, where)


def _said(at: Mention, names: tuple[str, ...], wanted: str, text: str) -> bool:
    """Tell whether words are a part of the sentence of a fact that holds its name."""
    own = [words_of(name) for name in names if name]
    return any(name in wanted for name in own) and wanted in words_of(at.evidence.of(text))


def _narrowed(has: Mapping[int, object], hits: list[int], row: Correction, where: str) -> list[int]:
    """Return the hits, which have the value that a row says is there."""
    if not hits:
        name, t = spelled("field", row.field.split("|")[0], row.chinese), say(row.chinese)
        values = "、".join(dict.fromkeys(told(value, row.chinese) for value in has.values()))
        old = f"“{row.old}”" if row.old else told(None, True)
        raise RefusedError(
            "unmatched",
            t(
                f"{where}中“{row.words}”的{name}是{values}，不是{old}",
                f"{row.words!r} in {where} has {name} {values}, not {row.old or 'empty'!r}",
            ),
        )
    return hits


def _due(
    hits: list[int], rows: Sequence[Any], row: Correction, where: str, dues: Callable[[], Printed | None]
) -> list[int]:
    """Return the hits whose deadline is what the row says it is (nothing: none), which are of one task."""
    printed = dues() if row.operation == "change" else None
    if printed is not None:
        has = {
            i: printed.get((rows[i].path, rows[i].at.start, rows[i].at.end), "")
            if rows[i].deadline is None
            else rows[i].deadline
            for i in hits
        }
        same_due = [i for i in hits if "".join(has[i].split()) == "".join(row.old.split())]
        told = {i: value or None for i, value in has.items()}
        hits = _narrowed(told, same_due, row, where)
    if len({(rows[i].task.start, rows[i].path) for i in hits}) > 1:
        return _one(hits, rows, row, where)
    return hits


def _one(hits: list[int], rows: Sequence[Any], row: Correction, where: str) -> list[int]:
    """Return the hits, which are one unless the row is about all items."""
    t = say(row.chinese)
    if len(hits) > 1 and row.path != "*":
        paths = "、".join(rows[i].path or t("（引言）", "(preamble)") for i in hits[:5])
        raise RefusedError(
            "ambiguous",
            t(
                f"{where}中有 {len(hits)} 处“{row.words}”：{paths}；请填路径或原值，或在原文栏多写几个字",
                f"{len(hits)} facts read {row.words!r} in {where}: {paths}; give 路径 or 原值, or more of the sentence as 原文",
            ),
        )
    return hits
