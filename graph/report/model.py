"""What is printed, whatever file it ends up in: reports of sheets of tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Literal

from graph.store import Graph

Language = Literal["zh", "en"]
Paper = Literal["A3", "A4"]
Kind = Literal["text", "long", "mark", "upright"]


class Marked(str):
    """Words of which some are marked, as those that changed are.

    As a plain string the marks are brackets (按【20】%), for formats that know no colours; others go by ``runs``.
    """

    __slots__ = ("runs",)
    runs: tuple[tuple[str, bool], ...]

    def __new__(cls, runs: Iterable[tuple[str, bool]]) -> Marked:
        """Make marked words of runs of text, each with whether it is marked."""
        kept = tuple((text, marked) for text, marked in runs if text)
        made = super().__new__(cls, "".join(f"【{text}】" if marked else text for text, marked in kept))
        made.runs = kept
        return made

    @property
    def plain(self) -> str:
        """The words without marks."""
        return "".join(text for text, _ in self.runs)


Value = str | int | float | None


def say(language: Language) -> Callable[[str, str], str]:
    """Return what chooses between a Chinese and an English wording."""
    return lambda zh, en: zh if language == "zh" else en


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where an output comes from: the graph and its version, the program's version and the day it was made (ISO).

    Without a version it was made from files, which ``source`` names.
    """

    source: str
    version: int | None
    program: str
    made: str

    def line(self, language: Language = "zh") -> str:
        """Return the stamp as one line."""
        t = say(language)
        if self.version is None:
            graph = f"{t('文件', 'files')} {self.source}"
        else:
            number = t(f"第 {self.version} 版", f"version {self.version}")
            graph = f"{t('图谱', 'graph')} {self.source} {number}"
        return t("　", "; ").join((graph, f"quanze {self.program}", t(f"制表日期 {self.made}", f"made on {self.made}")))


def stamp_of(graph: Graph) -> Stamp:
    """Return the stamp of what is made from a graph today."""
    return Stamp(graph.folder.resolve().name, graph.version, version("quanze"), date.today().isoformat())


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    key
        Its name for programs, as JSON has it.
    label
        Its heading for readers.
    width
        In half-width letters; a Chinese character takes two.
    kind
        ``long`` texts wrap, ``mark`` is centred, ``upright`` is centred under a heading whose
        letters stand above each other.
    choices
        What may be filled in; a workbook offers these.
    """

    key: str
    label: str
    width: int = 12
    kind: Kind = "text"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; ``groups`` names for each row the heading that it stands under, or is empty.

    ``totals`` are closing rows, ``note`` is a line above the table that says how to read it. A table ``beside`` follows the
    one that its sheet is about and says what that has not.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    caption: str = ""
    note: str = ""
    groups: tuple[str, ...] = ()
    totals: tuple[tuple[Value, ...], ...] = ()
    beside: bool = False

    def lines(self) -> Iterator[str | tuple[Value, ...]]:
        """Yield the rows, and before the first of each group its heading as a string."""
        open_group = ""
        for i, row in enumerate(self.rows):
            group = self.groups[i] if self.groups else ""
            if group and group != open_group:
                yield group
            open_group = group
            yield row


@dataclass(frozen=True, slots=True)
class Sheet:
    """Tables that belong on one sheet, under a title; ``about`` and ``notes`` stand below the title.

    ``about`` is one line on what the sheet was made of (who issued a document, its number and date), which goes with every
    row where rows are copied elsewhere. A ``bare`` sheet is one table that programs read back: it has neither title nor notes in a workbook.
    """

    name: str
    title: str
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    bare: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What one file holds.

    Attributes
    ----------
    title
        What the file is called.
    sheets
        At least one.
    stamp
        What it was made from; printed in every format.
    language, paper
        Of headings and notes; size of the sheet, always landscape.
    """

    title: str
    sheets: tuple[Sheet, ...]
    stamp: Stamp | None = None
    language: Language = "zh"
    paper: Paper = "A4"

    @property
    def made_from(self) -> str:
        """The stamp as one line, empty where there is none."""
        return self.stamp.line(self.language) if self.stamp else ""
