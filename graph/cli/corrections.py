"""``--corrections FILE`` of several commands: an analyst's corrections put on every reading, and told row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from extract.corrections import Corrections, Match, Outcome, apply, outcomes, read_corrections
from extract.pipeline import Reading
from graph.cli.console import warn


class Corrector:
    """Puts the rows of a file on one reading after another; without a file it changes nothing."""

    def __init__(self, path: Path | None) -> None:
        self.corrections = read_corrections(path) if path is not None else Corrections("", ())
        self.matches: list[Match] = []

    def correct(self, reading: Reading) -> Reading:
        """Return the reading with its facts corrected."""
        facts, matches = apply(reading.facts, reading.page, reading.context, self.corrections)
        self.matches += matches
        return replace(reading, facts=facts) if matches else reading

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return what became of each row, once all documents are read."""
        return outcomes(self.corrections, self.matches)

    def tell(self) -> bool:
        """Print what became of the rows to standard error; return whether one of them could not be applied."""
        return told(self.corrections.source, [asdict(outcome) for outcome in self.outcomes()])


def told(source: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Tell what became of the rows of a corrections file; return whether one of them could not be applied."""
    if not source:
        return False
    for row in rows:
        if row["status"] != "applied":
            warn(f"{source}:{row['line']}: {row['status']}: {row['message']}")
    numbers = Counter(row["status"] for row in rows)
    touched = sum(row["facts"] for row in rows)
    rest = ", ".join(f"{numbers[s]} {s}" for s in ("unmatched", "ambiguous", "fault") if numbers[s])
    done = f"corrections: {numbers['applied']} of {len(rows)} rows applied to {touched} facts"
    warn(f"{done}; {rest}" if rest else done)
    return numbers["applied"] < len(rows)
