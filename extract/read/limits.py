"""What is read at the most: settings with defaults that no honest document reaches."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
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
