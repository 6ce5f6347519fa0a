"""Which documents a row is about: by the name of a file, its path or a part of it, an id or a title."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath

from extract.corrections.rows import Correction, Corrections, Fault
from extract.corrections.values import say
from extract.evaluate import fold
from extract.facts import Document

# As many files as a message can name.
_FEW = 5
_PATTERN = "*?["


def _parts(name: str) -> tuple[str, ...]:
    return PurePath(name.replace("\\", "/")).parts


def fits(name: str, place: str) -> bool:
    """Tell whether a name is of the file at a place: its name or stem, or its path from some folder on.

    A pattern (``*.txt``) is held against the file's name, one with folders in it (``2024/*.txt``) against as much of the path.
    """
    asked, there = _parts(name), _parts(place)
    if not asked or len(asked) > len(there):
        return False
    end = there[len(there) - len(asked) :]
    *folders, file = zip(asked, end, strict=True)
    if not all(fnmatch.fnmatchcase(own, wanted) for wanted, own in folders):
        return False
    wanted, own = file
    return wanted in (own, PurePath(own).stem) or fnmatch.fnmatchcase(own, wanted)


def concerns(row: Correction, document: Document, place: str = "") -> bool:
    """Tell whether a row is about a document: by its file's name, stem or path, its id or title; ``*`` or nothing for all."""
    name = row.file
    if name in ("", "*"):
        return True
    if fold(name) in (fold(document.id), fold(document.title), fold(document.title.strip("《》"))):
        # The id of a file is its stem.
        return fits(name, place) if place and len(_parts(name)) > 1 else True
    return fits(name, place or document.file)


def names_one(row: Correction) -> bool:
    """Tell whether a row says of which file it is, and not of all or of those that are called by a pattern."""
    return bool(row.file) and not any(sign in row.file for sign in _PATTERN)


def settle(corrections: Corrections, places: Iterable[str]) -> Corrections:
    """Return corrections without the rows whose name is of several files; these are told as ambiguous.

    Parameters
    ----------
    corrections
        The rows of a file.
    places
        Where each file that is read stands, those of an archive with its path before theirs.
    """
    known = list(dict.fromkeys(places))
    rows, faults = [], list(corrections.faults)
    told: dict[str, list[str]] = {}
    for row in corrections.rows:
        if row.file not in told:
            told[row.file] = [place for place in known if fits(row.file, place)] if names_one(row) else []
        several = told[row.file]
        if len(several) > 1:
            faults.append(Fault(row.line, _ambiguous(row, several), "ambiguous"))
        else:
            rows.append(row)
    return replace(corrections, rows=tuple(rows), faults=tuple(faults))


def _ambiguous(row: Correction, places: Sequence[str]) -> str:
    shown = "、".join(places[:_FEW]) + ("…" if len(places) > _FEW else "")
    return say(row.chinese)(
        f"有 {len(places)} 份文件名为“{row.file}”：{shown}；请在文件栏写明路径",
        f"{len(places)} files are named {row.file!r}: {shown}; write the path as 文件",
    )
