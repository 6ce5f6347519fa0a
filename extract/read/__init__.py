"""From paths to text: files of the kinds that people have, folders, archives, standard input.

Each reader gives the words in reading order, a paragraph a line and a table's row a line with tabs between its
cells. Nothing is fetched and nothing executed.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from extract.errors import ReadError
from extract.read.found import Found
from extract.read.kinds import HIDDEN, SUFFIXES, UNREAD, kind_of, unread
from extract.read.limits import LIMITS, Limits
from extract.read.text import decode
from extract.records import record

__all__ = [
    "LIMITS",
    "SUFFIXES",
    "Limits",
    "Source",
    "decode",
    "find_files",
    "passed_over",
    "places",
    "read_file",
    "read_sources",
]

STDIN = "-"
_SCAN_MEND = "a scan has to be read by OCR first (先用 OCR 识别成文字)"


@record
class Source:
    """A document as it came: ``text`` decoded, nothing else changed; ``encoding`` as detected, or the kind of file.

    ``place`` says where it stands: its path as it was named, or within an archive the archive's path and its own.
    ``left_out`` tells, a sentence each, what the file holds that nobody who opens it sees (a hidden row) and is not in the text.
    """

    path: Path
    text: str
    encoding: str
    place: str = ""
    left_out: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name


def find_files(paths: Iterable[Path]) -> Iterator[Path | ReadError]:
    """Yield the files that ``paths`` name, folders searched through, in a fixed order, each once.

    A path that doesn't exist, a folder that can't be opened or is without a readable file yields the error instead of
    raising it, so that one bad path doesn't stop the others. ``-`` is standard input.
    """
    seen: set[Path] = set()
    for path in paths:
        if str(path) == STDIN:
            inside = [path]
        elif path.is_dir():
            files, closed = _walk(path)
            inside = [file for file in files if file.suffix.lower() in SUFFIXES]
            yield from closed
            if not inside and not closed:
                mend = f"put files here that end in {', '.join(SUFFIXES)}"
                yield ReadError(f"{path}: no document in this folder", mend)
        elif path.exists():
            inside = [path]
        else:
            yield ReadError(f"{path}: no such file or folder", "check the path")
            continue
        for file in inside:
            whole = file.resolve()
            if whole not in seen:
                seen.add(whole)
                yield file


def passed_over(paths: Iterable[Path]) -> list[Path]:
    """Return the files of folders and archives that may be documents and are of a kind that is not read: .ofd, pictures.

    Pictures that a browser saved beside a page (``…_files``) are none.
    """
    from extract.read.archive import listed

    found: list[Path] = []
    for path in paths:
        for file in _walk(path)[0] if path.is_dir() else [path]:
            if file.suffix.lower() == ".zip":
                found += (file / member for member in listed(file, UNREAD))
            elif path.is_dir() and file.suffix.lower() in UNREAD:
                found.append(file)
    return [file for file in found if not file.parent.name.endswith(("_files", ".files"))]


def _walk(top: Path) -> tuple[list[Path], list[ReadError]]:
    """Return the files below a folder that are not hidden, in order, and the folders that can't be opened."""
    files: list[Path] = []
    closed: list[OSError] = []
    for folder, _, names in os.walk(top, onerror=closed.append):
        files += (file for name in names if (file := Path(folder, name)).is_file() and not _hidden(file, top))
    return sorted(files), [_unopened(Path(fault.filename), fault) for fault in closed]


def _hidden(file: Path, top: Path) -> bool:
    return any(part.startswith(HIDDEN) for part in file.relative_to(top).parts) or file.stem.lower() in (
        "readme",
        "license",
    )


def _unopened(path: Path, fault: OSError) -> ReadError:
    return ReadError(f"{path}: can't be opened ({fault.strerror})", "check the path and the permissions")


def read_file(path: Path, limits: Limits = LIMITS) -> Source:
    """Read one file that holds one text.

    Raises
    ------
    ReadError
        Where the file can't be read as a document; the message names it and says what to do.
    """
    sources = list(read_sources(path, limits))
    for found in sources:
        if isinstance(found, ReadError):
            raise found
    if len(sources) != 1 or not isinstance(sources[0], Source):
        raise ReadError(f"{path}: {len(sources)} documents in one archive", "unpack it and name one of them")
    return sources[0]


def read_sources(path: Path, limits: Limits = LIMITS) -> Iterator[Source | ReadError]:
    """Read the documents of a file: one, or those of an archive; a member that can't be read yields its error.

    Parameters
    ----------
    path
        A file, or ``-`` for standard input, whose kind is told from its first bytes.
    limits
        What is read at the most.

    Raises
    ------
    ReadError
        Where the file as a whole can't be read.
    """
    name = str(path)
    if name == STDIN:
        path, name = Path("stdin"), "standard input"
        data = sys.stdin.buffer.read(limits.bytes + 1)
        size = len(data)
    else:
        try:
            size = path.stat().st_size
            data = path.read_bytes() if size <= limits.bytes else b""
        except OSError as fault:
            raise _unopened(path, fault) from fault
    if size > limits.bytes:
        megabytes = f"more than the {limits.bytes / 2**20:g} MB that are read"
        raise ReadError(f"{name}: {megabytes}", "split the file, or raise --max-mb")
    if kind_of(path.suffix.lower(), data) == "zip":
        yield from _members(path, data, limits)
    else:
        yield _source(path, data, name, limits)


def _source(path: Path, data: bytes, name: str, limits: Limits) -> Source:
    suffix = path.suffix.lower()
    kind = kind_of(suffix, data)
    if kind is None:
        raise unread(name, suffix)
    if kind == "text":
        text, encoding = decode(data, name)
        return Source(path, text, encoding, str(Path(name).resolve()))
    if not data:
        raise ReadError(f"{name}: the file is empty", "save the document into it again")
    try:
        read = importlib.import_module(f"extract.read.{kind}").read(data, name, limits)
        found = read if isinstance(read, Found) else Found(read)
    except ReadError:
        raise
    except MemoryError:
        raise
    except Exception as fault:
        # The libraries that read these formats promise nothing about what a mutilated file makes them raise.
        mend = "open it in its own program and save it again"
        raise ReadError(f"{name}: broken ({type(fault).__name__})", mend) from fault
    if not found.text.strip():
        raise ReadError(f"{name}: no text in it", _SCAN_MEND)
    return Source(path, found.text, suffix[1:] or kind, str(Path(name).resolve()), found.left_out)


def places(files: Iterable[Path]) -> Iterator[str]:
    """Yield where the documents of files stand, as :attr:`Source.place` has it; nothing is read but lists of archives."""
    for file in files:
        place = str(file.resolve())
        if file.suffix.lower() == ".zip":
            from extract.read.archive import listed

            yield from (f"{place}/{member}" for member in listed(file))
        elif str(file) != STDIN:
            yield place


def _members(path: Path, data: bytes, limits: Limits) -> Iterator[Source | ReadError]:
    """Yield the documents of a .zip; a member that can't be read yields its error."""
    from extract.read.archive import members

    for found in members(path, data, limits):
        if isinstance(found, ReadError):
            yield found
            continue
        try:
            yield _source(found.path, found.data, found.name, limits)
        except ReadError as fault:
            yield fault
