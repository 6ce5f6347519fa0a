"""Tables in CSV (UTF-8, a header line, ``|`` between several values of a cell) and their loader."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``seeds/tables/<table>.csv``, each a mapping from column to text.

    Raises
    ------
    FileNotFoundError
        If there is no such table.
    """
    text = resources.files("seeds.tables").joinpath(f"{table}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def words(table: str, column: str = "word") -> tuple[str, ...]:
    """Return one column of a table, in order."""
    return tuple(row[column] for row in rows(table))
