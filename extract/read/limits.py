"""What is read at the most: settings with defaults that no honest document reaches."""

from __future__ import annotations

import io

from extract.errors import ReadError
from extract.records import record

# What unpacks to less needs no protection.
_HARMLESS = 16 * 1024 * 1024


@record
class Limits:
    """How much is read before a file is refused.

    Attributes
    ----------
    bytes
        Size of a file.
    members, unpacked, ratio
        Of an archive, and of the archives that .docx and .xlsx are: files in it, bytes that they unpack to, and how
        many times its own size that may be.
    pages
        Pages of a PDF.
    cells
        Cells of a workbook.
    seconds
        How long another program may take to convert a file.
    """

    bytes: int = 200 * 1024 * 1024
    members: int = 2000
    unpacked: int = 500 * 1024 * 1024
    ratio: int = 200
    pages: int = 5000
    cells: int = 5_000_000
    seconds: float = 120.0


LIMITS = Limits()


def check_archive(data: bytes, name: str, limits: Limits) -> None:
    """Refuse an archive that would unpack to more than is read, before anything is unpacked.

    Parameters
    ----------
    data
        A .zip, .docx or .xlsx.
    name
        For the error.
    limits
        What is read at the most.

    Raises
    ------
    ReadError
        With the sizes, if it is beyond the limits. What is no archive at all is left to its reader.
    """
    import zipfile

    try:
        infos = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return
    unpacked = sum(info.file_size for info in infos)
    # A short document of even text packs well: the ratio counts only where the size would hurt.
    bomb = unpacked > max(limits.ratio * len(data), _HARMLESS)
    if len(infos) > limits.members or unpacked > limits.unpacked or bomb:
        raise ReadError(
            f"{name}: unpacks to {len(infos)} files, {unpacked / 2**20:.0f} MB",
            "unpack it yourself and name the folder",
        )
