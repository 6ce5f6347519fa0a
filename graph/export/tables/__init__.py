"""Tidy tables: one a kind of fact, one row a fact, each column said once, in a data dictionary beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from graph.export.tables import documents, duties, layers
from graph.export.tables.model import Table
from graph.writer import Reading

__all__ = ["TABLES", "Table", "package", "rows"]

TABLES: tuple[Table, ...] = (
    documents.DOCUMENTS,
    documents.SECTIONS,
    duties.ASSIGNMENTS,
    duties.AGENCIES,
    duties.CHANGES,
    layers.CLUSTERS,
    layers.SITINGS,
    layers.TECHNOLOGIES,
    layers.TARGETS,
    layers.INSTRUMENTS,
    documents.CITATIONS,
    documents.UNPARSED,
)


def rows(table: Table, documents: Sequence[tuple[str, Reading]]) -> Iterator[list[Any]]:
    """Yield the rows of a table, cells in the order of its columns."""
    for key, reading in documents:
        yield from table.rows(key, reading)


def package(suffix: str, base: str) -> dict[str, Any]:
    """Return the data dictionary as a Data Package (Frictionless, version 1)."""
    return {
        "profile": "tabular-data-package" if suffix == ".csv" else "data-package",
        "name": "quanze",
        "title": "产业政策权责事实表",
        "homepage": base,
        "resources": [
            {
                "name": table.name,
                "path": f"{table.name}{suffix}",
                "title": table.zh,
                "description": table.en,
                **({"profile": "tabular-data-resource", "encoding": "utf-8"} if suffix == ".csv" else {}),
                "schema": {
                    "fields": [
                        # A month or a year is a date here, which is more than Table Schema's date takes.
                        {
                            "name": c.name,
                            "type": "string" if c.kind == "date" else c.kind,
                            "title": c.zh,
                            "description": c.en,
                        }
                        for c in table.columns
                    ]
                },
            }
            for table in TABLES
        ],
    }
