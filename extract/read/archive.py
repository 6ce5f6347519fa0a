"""Archives: the documents in a .zip, their names as Chinese programs write them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extract.errors import ReadError
from extract.read.kinds import HIDDEN, SUFFIXES, kind_of
from extract.read.limits import Limits, check_archive


@dataclass(frozen=True, slots=True)
class Member:
    """A document in an archive: what it is called there, a path that stands for it, its bytes."""

    name: str
    path: Path
    data: bytes


def listed(path: Path, kinds: Container[str] = SUFFIXES) -> list[str]:
    """Return the names of the members of some kinds; none where a file is no archive, which reading it will tell."""
    try:
        with zipfile.ZipFile(path) as archive:
            return [name for info in archive.infolist() if _of_kind(name := _member_name(info), kinds)]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []


def _of_kind(member: str, kinds: Container[str]) -> bool:
    inner = PurePosixPath(member)
    return inner.suffix.lower() in kinds and not any(part.startswith(HIDDEN) for part in inner.parts)


def members(path: Path, data: bytes, limits: Limits) -> Iterator[Member | ReadError]:
    """Yield the documents of a .zip; what would unpack beyond the limits is refused unread.

    Raises
    ------
    ReadError
        Where the file is no archive, or holds no document.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise ReadError(f"{path}: not a .zip archive", "pack it again") from fault
    check_archive(data, str(path), limits)
    found = False
    for info in sorted((i for i in archive.infolist() if not i.is_dir()), key=_member_name):
        member = _member_name(info)
        inner = PurePosixPath(member)
        if not _of_kind(member, SUFFIXES):
            continue
        found = True
        name = f"{path}/{member}"
        try:
            content = archive.read(info)
        except (RuntimeError, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as fault:
            mend = "unpack it yourself; an encrypted one needs its password"
            yield ReadError(f"{name}: can't be unpacked ({fault})", mend)
            continue
        if kind_of(inner.suffix.lower(), content) == "zip":
            yield ReadError(f"{name}: an archive in an archive", "unpack it first")
        else:
            yield Member(name, Path(inner.name.replace("\\", "_").replace(":", "_")), content)
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
