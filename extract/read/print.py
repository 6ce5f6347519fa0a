"""Lines of print on their pages, and rows of a table that a page's end has cut in two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.read.cells import cell_of
from extract.tables.model import kinds_of, opens

# So many lines may be printed anew above the headings of a table: its title, what its figures are counted in.
_MAX_ABOVE = 3
_ENDS = ("。", "；", ";", "！")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of print, or a table's ``row``.

    Lengths are in points, ``y`` counts from the bottom of the page; ``first`` is the width of the first word. A row has
    ``cells``, of each of which ``full`` says whether its last line left no room.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    first: float
    page: int
    cells: tuple[str, ...] = ()
    full: tuple[bool, ...] = ()

    @property
    def row(self) -> bool:
        """Whether it is a table's."""
        return bool(self.cells)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page from top to bottom, and its size in points."""

    lines: list[Line]
    width: float
    height: float


def rejoined(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of all pages, the two halves of a row that a page's end cut in two put together.

    What is printed anew at the head of a page, the headings of a table and what stands above them, is left out.
    """
    out: list[Line] = []
    heading: Line | None = None
    above: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if heading is not None and out and out[-1].row and line.page != out[-1].page:
            anew = next((n for n in range(_MAX_ABOVE + 1) if _again(lines[at : at + n + 1], heading, above)), None)
            at += anew + 1 if anew is not None else 0
            if at < len(lines) and _goes_on(out[-1], lines[at], heading):
                out[-1] = _whole(out[-1], lines[at])
                at += 1
            if anew is not None or at == len(lines):
                continue
            line = lines[at]
        if line.row and opens(line.cells, ruled=True):
            heading, above = line, [before.text for before in out[-_MAX_ABOVE:] if not before.row]
        out.append(line)
        at += 1
    return out


def _again(lines: Sequence[Line], heading: Line, above: Sequence[str]) -> bool:
    """Tell whether lines are the headings of the table once more, with what stands above them."""
    return bool(lines) and lines[-1].cells == heading.cells and all(line.text in above for line in lines[:-1])


def _goes_on(last: Line, line: Line, heading: Line) -> bool:
    """Tell whether a row goes on with that at the foot of the page before: it has no number, and its task no beginning."""
    kinds = kinds_of(heading.cells, ruled=True)
    if not len(kinds) == len(line.cells) == len(last.cells):
        return False
    if any(line.cells[i] for i, kind in enumerate(kinds) if kind == "number"):
        return False
    tasks = [i for i, kind in enumerate(kinds) if kind in ("task", "detail")]
    torn = all(last.full[i] and not last.cells[i].endswith(_ENDS) for i in tasks if line.cells[i])
    owned = any(line.cells[i] for i, kind in enumerate(kinds) if kind == "role")
    # Without numbers a row that has a task and bodies is one of its own.
    return torn and ("number" in kinds or not (owned and any(line.cells[i] for i in tasks)))


def _whole(last: Line, line: Line) -> Line:
    cells = tuple(
        cell_of([part for part in (a, b) if part], [not full, False])
        for a, b, full in zip(last.cells, line.cells, last.full, strict=True)
    )
    full = tuple(b if cell else a for a, b, cell in zip(last.full, line.full, line.cells, strict=True))
    return replace(line, text="\t".join(cells), cells=cells, full=full)
