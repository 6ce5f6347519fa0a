"""What became of the rows of a corrections file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.corrections.rows import Correction, Corrections
from extract.corrections.values import say

Status = Literal["applied", "unmatched", "ambiguous", "fault"]


@dataclass(frozen=True, slots=True)
class Match:
    """What one row did in one document: how many facts it touched, or why none."""

    line: int
    document: str
    status: Status
    facts: int
    message: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row over all documents."""

    line: int
    status: Status
    facts: int
    message: str


def outcomes(corrections: Corrections, matches: Iterable[Match]) -> tuple[Outcome, ...]:
    """Return what became of each row, in the order of the file, faults of the file included."""
    by_line: dict[int, list[Match]] = {}
    for match in matches:
        by_line.setdefault(match.line, []).append(match)
    out = [Outcome(fault.line, fault.status, 0, fault.message) for fault in corrections.faults]
    for row in corrections.rows:
        out.append(_outcome(row, by_line.get(row.line, [])))
    return tuple(sorted(out, key=lambda o: o.line))


def _outcome(row: Correction, found: Sequence[Match]) -> Outcome:
    if not found:
        said = say(row.chinese)(f"没有读到名为“{row.file}”的文件", f"no document named {row.file!r} was read")
        return Outcome(row.line, "unmatched", 0, said)
    touched = sum(m.facts for m in found)
    for status in ("fault", "ambiguous"):
        bad = next((m for m in found if m.status == status), None)
        if bad is not None:
            return Outcome(row.line, bad.status, touched, f"{bad.document}: {bad.message}")
    if touched:
        return Outcome(row.line, "applied", touched, "")
    first = found[0]
    rest = len(found) - 1
    many = say(row.chinese)(f"（其余 {rest} 份文件也没有）", f" (nor in {rest} other documents)") if rest else ""
    return Outcome(row.line, "unmatched", 0, f"{first.document}: {first.message}{many}")
