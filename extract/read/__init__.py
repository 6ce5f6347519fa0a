"""From paths to text: files of the kinds that people have, folders, archives, standard input.

Each reader gives the words in reading order, a paragraph a line and a table's row a line with tabs between its
cells. Nothing is fetched and nothing executed.
"""

from __future__ import annotations

import importlib
import re
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extract.errors import ReadError
from extract.read.limits import LIMITS, Limits
from extract.read.text import decode

__all__ = ["LIMITS", "SUFFIXES", "Limits", "Source", "decode", "find_files", "read_file", "read_sources"]

# Suffix → module that reads it; a module's ``read(data, name)`` returns text.
_READERS = {
    ".docx": "word",
    ".htm": "page",
    ".html": "page",
    ".pdf": "pdf",
    ".xlsx": "sheet",
}
_TEXT = (".txt", ".md", ".text")
SUFFIXES: tuple[str, ...] = (*_TEXT, *_READERS, ".zip")
_CONVERT = (".doc", ".wps", ".ofd", ".rtf", ".xls", ".et")


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it came: ``text`` decoded, nothing else changed; ``encoding`` as detected, or the kind of file."""

    path: Path
    text: str
    encoding: str

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name


def find_files(paths: Iterable[Path]) -> Iterator[Path | ReadError]:
    """Yield the files that ``paths`` name, folders searched through, in a fixed order, each once.

    A path that doesn't exist, or a folder without a readable file, yields the error instead of raising
    it, so that one bad path doesn't stop the others. ``-`` is standard input.
    """
    seen: set[Path] = set()
    for path in paths:
        if str(path) == "-":
            inside = [path]
        elif path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and _wanted(p, path))
            if not inside:
                mend = f"put files here that end in {', '.join(SUFFIXES)}"
                yield ReadError(f"{path}: no document in this folder", mend)
        elif path.exists():
            inside = [path]
        else:
            yield ReadError(f"{path}: no such file or folder", "check the path")
            continue
        for file in inside:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _wanted(file: Path, top: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in file.relative_to(top).parts)
    return file.suffix.lower() in SUFFIXES and not hidden and file.stem.lower() not in ("readme", "license")


def read_file(path: Path) -> Source:
    """Read one file that holds one text.

    Raises
    ------
    ReadError
        Where the file can't be read as a document; the message names it and says what to do.
    """
    sources = list(read_sources(path))
    for found in sources:
        if isinstance(found, ReadError):
            raise found
    if len(sources) != 1 or not isinstance(sources[0], Source):
        raise ReadError(f"{path}: {len(sources)} documents in one archive", "name the folder or unpack it")
    return sources[0]


def read_sources(path: Path) -> Iterator[Source | ReadError]:
    """Read the documents of a file: one, or those of an archive; a member that can't be read yields its error."""
    if str(path) == "-":
        yield _source(Path("stdin.txt"), sys.stdin.buffer.read(LIMITS.bytes + 1), "standard input")
        return
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise _unread(str(path), suffix)
    try:
        size = path.stat().st_size
        if size > LIMITS.bytes:
            megabytes = f"{size // 2**20} MB, more than the {LIMITS.bytes // 2**20} MB that are read"
            raise ReadError(f"{path}: {megabytes}", "split the file")
        data = path.read_bytes()
    except OSError as fault:
        raise ReadError(f"{path}: can't be opened ({fault.strerror})", "check the path and the permissions") from fault
    if suffix == ".zip":
        yield from _members(path, data)
    else:
        yield _source(path, data, str(path))


def _unread(name: str, suffix: str) -> ReadError:
    if suffix in _CONVERT:
        return ReadError(
            f"{name}: {suffix} files are not read", "save it as .docx or PDF first (另存为 .docx 或 PDF 后再试)"
        )
    kind = f"files ending in {suffix}" if suffix else "files without an ending"
    return ReadError(f"{name}: {kind} are not read", "save it as .txt, .docx or PDF (另存为)")


def _source(path: Path, data: bytes, name: str) -> Source:
    suffix = path.suffix.lower()
    module = _READERS.get(suffix)
    if module is None:
        text, encoding = decode(data, name)
        return Source(path, text, encoding)
    if not data:
        raise ReadError(f"{name}: the file is empty", "save the document into it again")
    try:
        text = importlib.import_module(f"extract.read.{module}").read(data, name, LIMITS)
    except ReadError:
        raise
    except Exception as fault:
        # The libraries that read these formats promise nothing about what a mutilated file makes them raise.
        mend = "open it in its own program and save it again"
        raise ReadError(f"{name}: broken ({type(fault).__name__})", mend) from fault
    if not text.strip():
        raise ReadError(f"{name}: no text in it", "a scan has to be read by OCR first (先用 OCR 识别成文字)")
    return Source(path, text, suffix[1:])


def _members(path: Path, data: bytes) -> Iterator[Source | ReadError]:
    """Yield the documents of a .zip; what would unpack beyond the limits is refused unread."""
    import io

    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise ReadError(f"{path}: not a .zip archive", "pack it again") from fault
    infos = [i for i in archive.infolist() if not i.is_dir()]
    unpacked = sum(i.file_size for i in infos)
    if len(infos) > LIMITS.members or unpacked > LIMITS.unpacked or unpacked > LIMITS.ratio * max(len(data), 1):
        raise ReadError(
            f"{path}: unpacks to {len(infos)} files, {unpacked // 2**20} MB", "unpack it yourself and name the folder"
        )
    found = False
    for info in sorted(infos, key=_member_name):
        member = _member_name(info)
        inner = PurePosixPath(member)
        if inner.suffix.lower() not in SUFFIXES or any(p.startswith((".", "__MACOSX", "~$")) for p in inner.parts):
            continue
        found = True
        name = f"{path}/{member}"
        if inner.suffix.lower() == ".zip":
            yield ReadError(f"{name}: an archive in an archive", "unpack it first")
            continue
        try:
            yield _source(Path(re.sub(r"[\\:]", "_", inner.name)), archive.read(info), name)
        except ReadError as fault:
            yield fault
        except (RuntimeError, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as fault:
            yield ReadError(
                f"{name}: can't be unpacked ({fault})", "unpack it yourself; an encrypted one needs its password"
            )
    if not found:
        raise ReadError(f"{path}: no document in this archive", f"pack files that end in {', '.join(SUFFIXES)}")


def _member_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; Chinese programs write GBK where the format says code page 437."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename
