"""Which reader a file needs: by its name, and by its first bytes where these say otherwise.

A page saved as .doc or a .docx renamed is common; what a file is called decides only where its bytes don't.
"""

from __future__ import annotations

import io
import re
import zipfile

from extract.errors import ReadError

# Suffix → the module of this package that reads it; ``text`` and ``zip`` are read by the package itself.
_READERS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".htm": "page",
    ".html": "page",
    ".xhtml": "page",
    ".mht": "mht",
    ".mhtml": "mht",
    ".docx": "word",
    ".docm": "word",
    ".pdf": "pdf",
    ".xlsx": "sheet",
    ".xlsm": "sheet",
    ".doc": "office",
    ".wps": "office",
    ".rtf": "office",
    ".odt": "office",
    ".xls": "office",
    ".et": "office",
    ".ods": "office",
    ".zip": "zip",
}
SUFFIXES: tuple[str, ...] = tuple(_READERS)
# Known to people, not to us: no light and maintained reader of them is on PyPI.
_CONVERT = (".ofd", ".ceb", ".caj", ".pages")
_PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif")
# A sheet of corrections is one too.
TABLES = (".csv", ".tsv")
UNREAD = (*_CONVERT, *_PICTURES, *TABLES)
HIDDEN = (".", "~$", "__MACOSX")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HEAD = 2048


def kind_of(suffix: str, data: bytes) -> str | None:
    """Return the reader of a file, None where there is none.

    Parameters
    ----------
    suffix
        In lower case with its dot; empty for standard input.
    data
        The file, or its beginning.
    """
    named = _READERS.get(suffix)
    if named is None and suffix:
        return None
    head = data[:_HEAD]
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "office"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        # An encrypted .docx or .xlsx is such a file too; its reader says so.
        return named if named in ("word", "sheet") else "office"
    if head.startswith(b"PK\x03\x04"):
        return _packed(data) or named or "zip"
    if named in (None, "text", "office", "word") and _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "page"
    return named or "text"


def _packed(data: bytes) -> str | None:
    """Tell what a zip is by the names of its members; None where it is an archive like others, or broken."""
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    if any(name.startswith("word/document") for name in names):
        return "word"
    if any(name.startswith("xl/workbook") for name in names):
        return "sheet"
    return "office" if {"content.xml", "META-INF/manifest.xml"} <= set(names) else None


def unread(name: str, suffix: str) -> ReadError:
    """Return what is to be said of a file that has no reader."""
    if suffix in _PICTURES:
        return ReadError(f"{name}: a picture", "read it by OCR first (先用 OCR 识别成文字)")
    if suffix in _CONVERT:
        mend = "save it as .docx or PDF first (另存为 .docx 或 PDF 后再试)"
        return ReadError(f"{name}: {suffix} files are not read", mend)
    if suffix in TABLES:
        return ReadError(
            f"{name}: {suffix} files are not read", "save it as .xlsx in Excel (用 Excel 另存为 .xlsx 后再试)"
        )
    kind = f"files ending in {suffix}" if suffix else "files without an ending"
    return ReadError(f"{name}: {kind} are not read", "save it as .txt, .docx or PDF (另存为)")
