"""The page on the disk or in a notebook: one file, or a folder or zip of them where one would be too large."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.errors import OutputError
from graph.frame import framed
from graph.store import Graph
from graph.view.folder import Split, files_of
from graph.view.model import KINDS, Model, read_model
from graph.view.page import render

# What one page carries; more things go into a folder of pages.
LARGEST = 10_000
# An ending that is meant as a kind of file: not that of a folder called 图谱2.1.
_FILE = re.compile(r"\.[A-Za-z]\w{1,4}")
Progress = Callable[[Sequence[str]], Iterable[str]]


@dataclass(frozen=True, slots=True)
class ViewSummary:
    """What was written: nodes and edges that it shows, in how many pages, and the name of what it opens on."""

    nodes: int
    edges: int
    pages: int = 1
    focus: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A page that shows itself in a notebook, and as a string of HTML.

    Attributes
    ----------
    model
        What it shows.
    focus
        Key of the thing that it opens on.
    pictures
        Whether it has the focus view and the map.
    """

    model: Model
    focus: str | None = None
    pictures: bool = True

    def html(self) -> str:
        """Return the page."""
        return render(self.model, self.focus, self.pictures)

    def _repr_html_(self) -> str:
        return framed(self.html(), "权责", 720)


def _same(items: Sequence[str]) -> Iterable[str]:
    return items


def view_of(
    graph: Graph,
    document: str | None = None,
    focus: str | None = None,
    kinds: Iterable[str] = KINDS,
    pictures: bool = True,
    progress: Progress = _same,
) -> View:
    """Return the page of a graph.

    Parameters
    ----------
    graph
        A built graph.
    document
        Words of the title of the documents to show; all by default.
    focus
        Name of the thing to open on.
    kinds
        Kinds of things to show, of ``agency``, ``task``, ``technology``, ``district``, ``cluster``, ``target``,
        ``instrument``; agencies and tasks go together.
    pictures
        Whether to put the focus view and the map in.
    progress
        Called with the documents' titles; yields them as they are worked through.

    Raises
    ------
    QueryError
        If no document, or nothing, has the words.
    """
    model = read_model(graph, document, kinds, progress)
    return View(model, model.find(focus) if focus else None, pictures)


def write_view(
    graph: Graph,
    path: Path,
    document: str | None = None,
    focus: str | None = None,
    kinds: Iterable[str] = KINDS,
    pictures: bool = True,
    split: Split = "agency",
    progress: Progress = _same,
) -> ViewSummary:
    """Write the page of a graph as one HTML file that opens with no network, or as a folder or zip of such files.

    Parameters
    ----------
    graph
        A built graph.
    path
        The file to write, whole or not at all. One that ends in ``.zip`` holds an index and its pages; so does a
        folder, which is what a path without an ending is.
    document, focus, kinds, pictures, progress
        As in :func:`view_of`.
    split
        Whether the pages of a folder go by ``agency`` or by ``district``.

    Raises
    ------
    QueryError
        If no document, or nothing, has the words.
    OutputError
        If the folder doesn't exist, the file can't be replaced, or a single file would be too large.
    """
    if not path.parent.is_dir():
        raise OutputError(f"{path}: the folder {path.parent} does not exist", "create it first")
    single = path.suffix.lower() in (".html", ".htm")
    if single and path.is_dir():
        raise OutputError(f"{path}: is a folder", "name a file")
    if not single and _FILE.fullmatch(path.suffix) and path.suffix.lower() != ".zip" and not path.is_dir():
        raise OutputError(
            f"{path}: a page is no {path.suffix} file", "name a file that ends in .html or .zip, or a folder"
        )
    view = view_of(graph, document, focus, kinds, pictures, progress)
    model = view.model
    name = model.things[view.focus].name if view.focus else ""
    edges = sum(max(1, len(fact.of)) for fact in model.facts)
    if single:
        if len(model.things) > LARGEST:
            raise OutputError(
                f"{path}: {len(model.things)} things are too many for one page, which takes {LARGEST}",
                f"write a folder of pages (-o {path.with_suffix('')}) or a zip (-o {path.with_suffix('.zip')}), "
                "or narrow it with --document or --kind",
            )
        _replace(path, view.html().encode("utf-8"))
        return ViewSummary(len(model.things), edges, 1, name)
    largest = LARGEST if len(model.things) <= LARGEST else LARGEST * 4 // 5
    files = files_of(model, largest, split, view.focus, pictures, progress)
    pages = _write_zip(path, files) if path.suffix.lower() == ".zip" else _write_folder(path, files)
    return ViewSummary(len(model.things), edges, pages, name)


def _write_folder(path: Path, files: Iterable[tuple[str, str]]) -> int:
    """Write the pages of a folder, its index last, so that an index never names a page that is not there."""
    if path.exists() and not path.is_dir():
        raise OutputError(f"{path}: is a file", "name a folder, or a file that ends in .html or .zip")
    foreign = [p.name for p in path.iterdir()] if path.is_dir() else []
    if foreign and "index.html" not in foreign:
        raise OutputError(f"{path}: holds other files", "name a new folder")
    path.mkdir(exist_ok=True)
    count = 0
    written = set()
    for name, page in files:
        _replace(path / name, page.encode("utf-8"))
        written.add(name)
        count += 1
    for old in path.glob("part-*.html"):
        if old.name not in written:
            old.unlink()
    return count


def _write_zip(path: Path, files: Iterable[tuple[str, str]]) -> int:
    import zipfile

    target = path.resolve()
    temporary = target.with_name(f".quanze-{secrets.token_hex(6)}.tmp")
    count = 0
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name, page in files:
                # One time for all, so that the same graph gives the same bytes.
                entry = zipfile.ZipInfo(f"{path.stem}/{name}", (1980, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, page.encode("utf-8"))
                count += 1
        _put(temporary, target, path)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise _full(path, target, fault) from fault
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return count


def _replace(path: Path, page: bytes) -> None:
    # As graph.matrix does: a link stays a link, and who may read the folder may read the page.
    target = path.resolve()
    temporary = target.with_name(f".quanze-{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(page)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise _full(path, target, fault) from fault
    _put(temporary, target, path)


def _full(path: Path, target: Path, fault: OSError) -> OutputError:
    return OutputError(
        f"{path}: can't write in {target.parent}: {fault.strerror}", "free some space or choose another folder"
    )


def _put(temporary: Path, target: Path, path: Path) -> None:
    try:
        os.replace(temporary, target)  # noqa: PTH105 - the name says that it is atomic
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise OutputError(
            f"{path}: can't be replaced: {fault.strerror}", "close the program that has it open, or choose another name"
        ) from fault
