"""Reading the duties back out of every format that the matrix is written in: (path, agency, role) with their number."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Collection
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl

ROLES = {"牵头": "lead", "负责": "responsible", "配合": "support", "会同": "joint", "督导": "supervise"}
SIGNS = {"●": "lead", "○": "responsible", "△": "support", "◇": "joint", "▽": "supervise"}
Cells = Counter[tuple[str, str, str]]


class Tables(HTMLParser):
    """Collects the cells of every table, and every tag that is opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.tags: list[str] = []
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.tables[-1][-1][-1] += data


def tasks_in(path: Path) -> Cells:
    """Return the cells of tasks × agencies; agencies by full name in CSV and JSON, by their heading elsewhere."""
    found: Cells = Counter()
    if path.suffix == ".json":
        for document in json.loads(path.read_text("utf-8"))["documents"]:
            for task in document["tasks"]:
                cells = {(task["path"], part["agency"], part["role"]) for part in task["parts"]}
                found.update(cells)
        return found
    if path.suffix == ".csv":
        head, *lines = csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
        last = head.index("单位数")
        for line in lines:
            for name, cell in zip(head[4:last], line[4:last], strict=True):
                found.update((line[1], name, ROLES[word]) for word in cell.split("、") if word)
        return found
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        for sheet in (s for s in book if s.title not in {"依据", "核对"}):
            head = next((row for row in sheet.iter_rows() if row[0].value == "条目"), None)
            if head is None:
                continue
            names = [c.comment.text if c.comment else c.value for c in head]
            for line in sheet.iter_rows(min_row=head[0].row + 1, values_only=True):
                if line[0] is not None:
                    cells = zip(names[2:-1], line[2:-1], strict=True)
                    found.update(
                        (line[0], name, SIGNS[sign]) for name, cell in cells for sign in cell or "" if sign in SIGNS
                    )
        return found
    text = path.read_text("utf-8")
    titles = re.findall(r'<th class="a" scope="col" title="([^"]*)"', text)
    for table in (t for t in Tables(text).tables if t[0][0] == "条目" and t[0][-1] == "单位数"):
        width = len(table[0]) - 3
        names, titles = titles[:width], titles[width:]
        for line in (line for line in table[1:] if len(line) == len(table[0])):
            cells = zip(names, line[2:-1], strict=True)
            found.update((line[0], name, SIGNS[sign]) for name, cell in cells for sign in cell if sign in SIGNS)
    return found


def list_in(path: Path) -> list[tuple[str, str, str, str]]:
    """Return the rows of the 分工表: task, lead, responsible, support."""
    if path.suffix == ".csv":
        lines = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
        return [(r["重点任务"], r["牵头单位"], r["责任单位"], r["配合单位"]) for r in lines if r.get("序号")]
    if path.suffix == ".json":
        sheets = json.loads(path.read_text("utf-8"))["sheets"]
        rows = [row for sheet in sheets for table in sheet["tables"] for row in table["rows"] if "lead" in row]
        return [(r["task"], r["lead"], r["responsible"], r["support"]) for r in rows]
    if path.suffix == ".html":
        grids = Tables(path.read_text("utf-8")).tables
    elif path.suffix == ".docx":
        grids = [[[c.text for c in row.cells] for row in table.rows] for table in docx.Document(str(path)).tables]
    else:
        book = openpyxl.load_workbook(path)
        grids = [
            [[str(v or "") for v in row] for row in s.iter_rows(values_only=True)] for s in book if s.title != "核对"
        ]
    return [(r[1], r[3], r[4], r[5]) for grid in grids for r in grid if len(r) in {8, 9} and r[0].isdigit()]


def listed(rows: list[tuple[str, str, str, str]], names: Collection[str]) -> Cells:
    """Return the agencies of the rows of a 分工表 as cells, by the number of the row.

    A cell has to be names one behind the other, separated as a reader sees them; a name may have a 、 of its own.
    """
    known = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    one = re.compile(rf"({known})等?(?:（(会同|督导)）)?(?:[、；]|$)")
    found: Cells = Counter()
    for number, (_, *columns) in enumerate(rows, 1):
        for role, cell in zip(("lead", "responsible", "support"), columns, strict=True):
            at = 0
            while at < len(cell):
                match = one.match(cell, at)
                assert match, f"{cell[at:]!r} begins with no name"
                found[str(number), match[1], ROLES[match[2]] if match[2] else role] += 1
                at = match.end()
    return found
