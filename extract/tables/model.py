"""What tables of duties are made of: columns by their headings, rows of cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from extract import patterns as re
from extract.facts import Span
from extract.numbering import number_at
from extract.page import trim
from extract.records import record
from seeds.places import namesakes
from seeds.tables import rows

ROW_NUMBER = re.compile(r"[(（]?\d{1,3}[)）]?[.．、]?$")
_PERIOD_OR_NOTE = re.compile(r"^(?:20\d\d年度?|\d{1,2}[-—]\d{1,2}月份?)|[(（][^()（）]*[)）]$")
_EITHER = re.compile("[或及和与、/／]+")
_MAX_HEADING = 12
MAX_CELL = 300
MAX_GROUP = 60
# Headings that a table prints between its rows stand on lines of their own: 一、科研攻关.
_GROUP_KINDS = frozenset({"part", "chapter", "division", "formal", "han", "han_paren"})

Cell = tuple[Span, ...]
# What parts cells for certain: tabs, bars, several blanks in a row, lines.
SPACES = r"[ 　]{2,}"
# A bar, as keyboards have it, as Chinese type has it, and of a frame drawn in characters.
BARS = "|｜│┃║"
BAR = f"[{BARS}]"
RULED = frozenset({r"\t", BAR, SPACES, "\n"})


_COMMON_WORDS = frozenset({"责任", "负责", "落实", "指导", "监督", "参与", "参加", "协同"})


@cache
def _column_words() -> dict[str, str]:
    labels = {r["word"]: "role" if r["role"] else "other" for r in rows("roles") if r["position"] == "label"}
    # 主办, 会办 alone over a column; other short ones are words of any table (落实, 指导).
    labels |= {
        r["word"]: "role"
        for r in rows("roles")
        if "short" in r["position"].split("|") and r["word"] not in _COMMON_WORDS
    }
    # A mark behind the column: the word counts as a whole heading only, not as the end of one.
    return labels | {row["word"]: row["column"].rstrip("!") for row in rows("table_words")}


# No number of a chapter: 第二章  责任分工.
_WORD = re.compile("(?!第[一二三四五六七八九十\\d])[一-鿿]{2}")
_LEVEL = re.compile("^(?:省|市|州|盟|县|区|旗|县区|区县|乡镇|镇街)[级直属]")


def without_level(heading: str) -> str:
    """Drop the level of government before what a column holds: 市级牵头单位."""
    return _LEVEL.sub("", heading)


@cache
def column_of(heading: str) -> str | None:
    """Return what a column holds by its heading: number, task, detail, role, other; None where it is not known."""
    bare = _PERIOD_OR_NOTE.sub("", heading)
    kind = _column_words().get(bare) or _column_words().get(without_level(bare))
    if kind is not None or len(bare) > _MAX_HEADING:
        return kind
    if _EITHER.search(bare) is not None and all(_column_words().get(word) == "role" for word in _EITHER.split(bare)):
        # 责任单位或牵头单位
        return "role"
    return next((column for word, column in _heading_ends() if bare.endswith(word)), None)


@cache
def _heading_ends() -> tuple[tuple[str, str], ...]:
    """Return the words that a longer heading may end with, and what its column then holds."""
    kinds = ("task", "detail", "other")
    return tuple((r["word"], r["column"]) for r in rows("table_words") if r["column"] in kinds and len(r["word"]) > 1)


def _is_sure(kinds: Sequence[str | None], ruled: bool) -> bool:
    """Tell whether what may be headings are such for certain: cells set apart, a column of numbers, several known ones."""
    return ruled or "number" in kinds[:1] or sum(kind is not None for kind in kinds) > 1


# A district's name over a column, perhaps a zone's.
_PLACE = re.compile("(?!各|全|[省市县区旗]{2})[一-鿿]{1,10}(?<![片园地])[区县市旗]|[一-鿿]{2,10}管委会")
_LEAST_PLACES = 2


def place_columns(cells: Sequence[str]) -> list[int]:
    """Return the columns that are each a district's, whose headings are its name: two at least that are known."""
    found = [i for i, cell in enumerate(cells) if _PLACE.fullmatch(cell)]
    known = sum(bool(namesakes(cells[i])) for i in found)
    return found if known >= _LEAST_PLACES else []


# A body's name over a column, which marks give its part in each task: two at least of a level's own, then any.
_BODY = re.compile("(?!各)[省市州盟县区旗][一-鿿]{1,16}(?:[局厅委办部署]|委员会|政府|办公室)")
_ANY_BODY = re.compile(
    "(?!单位)[一-鿿()（）]{1,20}(?:[局厅委办部署院室队站所]|中心|政府|管委会|公司|集团|海关|街道|[镇乡]|大学|协会|[支分银]行)"
)
_LEAST_BODIES = 2
# What a cell of such a column holds: a mark, a word; no figure.
_SAYS_PART = re.compile(r"[^\d\s.,，%—–－\-/／\\×无]")


def body_columns(cells: Sequence[str]) -> list[int]:
    """Return the columns that are each a body's, whose headings are its name (市商务局), for tasks by bodies."""
    own = [i for i, cell in enumerate(cells) if _BODY.fullmatch(cell) and column_of(cell) is None]
    if len(own) < _LEAST_BODIES:
        return []
    return [i for i, cell in enumerate(cells) if i in own or (_ANY_BODY.fullmatch(cell) and column_of(cell) is None)]


def says_part(words: str) -> bool:
    """Tell whether the words of a cell under a body's name say that it has a part: a mark, 牵头, what it is to do."""
    return _SAYS_PART.search(words) is not None


def kinds_of(cells: Sequence[str], *, ruled: bool) -> list[str | None]:
    """Return what the columns under some headings hold, as ``column_of`` has it; place or body where one has its own.

    Where bodies have a column and no heading is known for that of tasks, the unknown one before them is it: a table whose
    cells stand apart for certain (``ruled``), whose rows have numbers, or of which other headings are known, is not lost
    for a heading that no list has.
    """
    kinds = [column_of(cell) for cell in cells]
    for i in place_columns(cells):
        kinds[i] = kinds[i] or "place"
    for i in body_columns(cells):
        kinds[i] = kinds[i] or "body"
    if _is_sure(kinds, ruled) and "role" in kinds and not {"task", "detail"} & {*kinds}:
        unknown = [i for i, kind in enumerate(kinds) if kind is None and _WORD.match(cells[i])]
        # What the task belongs to stands before it, who does it behind it.
        before = [i for i in unknown if i < kinds.index("role")]
        if unknown:
            kinds[(before or unknown)[-1]] = "task"
    elif _is_sure(kinds, ruled) and "task" in kinds and "detail" not in kinds:
        # What an unknown heading behind the task names is a part of it: 一级任务, 工作项目.
        behind = kinds.index("task") + 1
        if behind < len(kinds) and kinds[behind] is None and "role" in kinds[behind:] and _WORD.match(cells[behind]):
            kinds[behind] = "detail"
    return kinds


def opens(cells: Sequence[str], *, ruled: bool = False) -> bool:
    """Tell whether cells are the headings of a table of duties; in a ruled one more of them may be unknown."""
    kinds = kinds_of(cells, ruled=ruled)
    unknown = sum(kind is None and cell != "" for kind, cell in zip(kinds, cells, strict=True))
    tasked = "task" in kinds or "detail" in kinds
    most = len(kinds) // (2 if _is_sure(kinds, ruled) else 3)
    owned = "role" in kinds or (ruled and ("place" in kinds or "body" in kinds))
    return len(cells) > 1 and owned and tasked and unknown <= most


def spelled(cells: Sequence[str]) -> list[str]:
    """Join single characters that were set apart (工 作 任 务)."""
    out: list[str] = []
    for cell in cells:
        if out and len(cell) == 1 and len(out[-1]) < 4 and out[-1] not in _column_words():
            out[-1] += cell
        else:
            out.append(cell)
    return out


@record
class TableRow:
    """One row: its number as printed (or its place in the table), the task, and the cells under role headings.

    A cell is one stretch of text, or several where the page wrapped it; ``heading`` is the line that names the columns and
    ``cells`` are all cells with their headings, a blank one of the first column of tasks and of roles filled from above.
    """

    label: str
    title: Span
    extent: Span
    roles: tuple[tuple[str, Cell], ...]
    heading: Span
    cells: tuple[tuple[str, Cell], ...] = ()


def words_of(text: str, cell: Cell) -> str:
    """Return what a cell holds, its pieces as one."""
    return "".join(piece.of(text) for piece in cell)


@dataclass(slots=True)
class RawRow:
    """A row as cut: one cell a column."""

    cells: list[Cell]
    extent: Span


@dataclass(slots=True)
class Table:
    """A table as far as it is read: the headings of its columns, what parts its cells, where each heading begins."""

    columns: list[str]
    separator: str
    heading: Span
    starts: list[int]
    rows: list[RawRow] = field(default_factory=list)
    # Where the heading's line ends, a bar at its end included.
    line_end: int = 0

    @property
    def kinds(self) -> list[str | None]:
        """What the columns hold."""
        return kinds_of(self.columns, ruled=self.separator in RULED)

    def indexes(self, kind: str) -> list[int]:
        """Return the places of the columns of one kind."""
        return [i for i, found in enumerate(self.kinds) if found == kind]


def names_group(text: str, line: Span) -> bool:
    """Tell whether a short line is a heading with a number: 一、科技创新."""
    number = number_at(text, trim(text, line).start)
    return number is not None and number.style.kind in _GROUP_KINDS and line.end - line.start < MAX_GROUP
