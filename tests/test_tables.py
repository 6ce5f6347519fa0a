"""The tables of words hold nothing twice, and nothing that no code asks for."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from seeds.tables import rows
from tests.conftest import TOP

TABLES = sorted(path.stem for path in (TOP / "seeds" / "tables").glob("*.csv"))
USE = ("use", "column", "position", "side")


@cache
def asked_for() -> frozenset[str]:
    """Return the words that the code may name a use by: whole strings, and names in braces (``{unit}``)."""
    strings = (
        node.value
        for path in Path(TOP / "extract").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return frozenset(name for text in strings for name in (text, *re.findall(r"\{(\w+)\}", text)))


@pytest.mark.parametrize("table", TABLES)
def test_no_row_stands_twice(table: str) -> None:
    every = Counter(tuple(row.values()) for row in rows(table))
    assert [row for row, times in every.items() if times > 1] == []


@pytest.mark.parametrize("table", [table for table in TABLES if set(USE) & set(rows(table)[0])])
def test_a_word_has_each_of_its_uses_once_and_code_that_reads_it(table: str) -> None:
    (column,) = set(USE) & set(rows(table)[0])
    uses = Counter(
        (*(cell for name, cell in row.items() if name in ("word", "role")), use.rstrip("!"))
        for row in rows(table)
        for use in row[column].split("|")
    )
    assert [use for use, times in uses.items() if times > 1] == []
    assert {use[-1] for use in uses} <= asked_for()
