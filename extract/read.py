"""From paths to decoded text: files and folders, encodings detected, faults named with their mend."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.errors import ReadError

SUFFIXES: tuple[str, ...] = (".txt", ".md", ".text")
MAX_BYTES = 200 * 1024 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it came: ``text`` decoded, nothing else changed; ``encoding`` as detected."""

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
    it, so that one bad path doesn't stop the others.
    """
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and _wanted(p, path))
            if not inside:
                yield ReadError(
                    f"{path}: no document in this folder", f"put files here that end in {', '.join(SUFFIXES)}"
                )
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


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Decode the bytes of a text file.

    Parameters
    ----------
    data
        The whole file.
    name
        Its name, for the error.

    Returns
    -------
    tuple of str
        The text and the name of the encoding: UTF-8, UTF-16 or -32 by their mark, GB18030 or Big5.

    Raises
    ------
    ReadError
        If the file is empty, binary, or in none of these encodings.
    """
    if not data.strip():
        raise ReadError(f"{name}: the file is empty", "save the document's text into it")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError as fault:
                raise ReadError(
                    f"{name}: broken {encoding} text at byte {fault.start}", "save it again as UTF-8"
                ) from fault
    if b"\x00" in data[:_SAMPLE]:
        raise ReadError(f"{name}: a binary file, not text", "save it as .txt in UTF-8 (另存为 → 纯文本)")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        found = _guess(data[:_SAMPLE])
    if found is None:
        raise ReadError(f"{name}: not text in UTF-8, GB18030 or Big5", "save it again as UTF-8 (另存为 → 编码 UTF-8)")
    try:
        return data.decode(found), found
    except UnicodeDecodeError as fault:
        raise ReadError(f"{name}: broken {found} text at byte {fault.start}", "save it again as UTF-8") from fault


def _guess(sample: bytes) -> str | None:
    """Tell GB18030 from Big5: both accept most of each other's bytes, but only one yields Chinese."""
    import charset_normalizer

    # A sample may end in the middle of a character; a line's end never does.
    cut = sample.rfind(b"\n") + 1 if len(sample) == _SAMPLE else len(sample)
    best = charset_normalizer.from_bytes(sample[: cut or len(sample)], cp_isolation=["gb18030", "big5hkscs"]).best()
    return best.encoding if best is not None else None


def read_file(path: Path) -> Source:
    """Read one file.

    Raises
    ------
    ReadError
        Where the file can't be read as a document; the message names it and says what to do.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise ReadError(
            f"{path}: files ending in {path.suffix or 'nothing'} are not read yet",
            "save it as .txt in UTF-8 (另存为 → 纯文本)",
        )
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReadError(
                f"{path}: {size // 2**20} MB, more than the {MAX_BYTES // 2**20} MB that are read",
                "split the file",
            )
        data = path.read_bytes()
    except OSError as fault:
        raise ReadError(f"{path}: can't be opened ({fault.strerror})", "check the path and the permissions") from fault
    text, encoding = decode(data, str(path))
    return Source(path, text, encoding)
