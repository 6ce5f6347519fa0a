"""What stands beside the agencies in a row of a table: the task above a measure, what is to be done, by when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from extract.facts import Span
from extract.tables import find_rows
from extract.tables.model import Cell, column_of
from graph.tasks import in_row
from graph.writer import Reading

_WHEN = re.compile("时限|时间|节点|期限|进度")


@dataclass(frozen=True, slots=True)
class Line:
    """A row as its table's columns part it.

    ``above`` is the task of a merged first column where the row is one of its measures, ``content`` what the columns beside
    the row's title say of it, ``deadline`` the cells under a heading that asks for a time.
    """

    above: str = ""
    content: str = ""
    deadline: str = ""


def lines_of(reading: Reading) -> Mapping[Span, Line]:
    """Return the rows of a document's tables of duties by their extent."""
    if not any(map(in_row, reading.facts.responsibilities)):
        return {}
    text = reading.text
    found: dict[Span, Line] = {}
    for row in find_rows(text, reading.facts.document.span):
        what = [(cell, _words(text, cell)) for name, cell in row.cells if column_of(name) in {"task", "detail"}]
        title = next((words for cell, words in what if any(row.title in piece for piece in cell)), "")
        others = [words for _, words in what if words and words != title]
        above = what[0][1] if what and what[0][1] != title else ""
        content = "；".join(words for words in others if words != above)
        when = [_words(text, cell) for name, cell in row.cells if _WHEN.search(name) and column_of(name) != "task"]
        found[row.extent] = Line(above, content, "；".join(dict.fromkeys(filter(None, when))))
    return found


def _words(text: str, cell: Cell) -> str:
    return " ".join("".join(piece.of(text) for piece in cell).split())
