"""Tables in CSV (UTF-8, a header line, ``|`` between several values of a cell) and their loader."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_left_out: dict[str, frozenset[str]] = {}


def leave_out(words_of: Mapping[str, frozenset[str]]) -> None:
    """Leave words out of tables for the rest of this process, to see what a result owes to them.

    Raises
    ------
    RuntimeError
        If tables were read already: what was made of their words would keep them.
    """
    if rows.cache_info().currsize:
        raise RuntimeError("words can be left out of tables only before the first is read")
    _left_out.update(words_of)


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``seeds/tables/<table>.csv``, each a mapping from column to text.

    Raises
    ------
    FileNotFoundError
        If there is no such table.
    """
    text = Path(__file__).with_name(f"{table}.csv").read_text(encoding="utf-8")
    head, *found = filter(None, csv.reader(text.splitlines()))
    left_out = _left_out.get(table, frozenset())
    every = [dict(zip(head, cells, strict=True)) for cells in found]
    return tuple(row for row in every if row["word"] not in left_out) if left_out else tuple(every)


@cache
def words(table: str, column: str = "word") -> tuple[str, ...]:
    """Return one column of a table, in order."""
    return tuple(row[column] for row in rows(table))
