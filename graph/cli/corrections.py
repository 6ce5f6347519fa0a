"""``--corrections FILE`` of several commands: an analyst's corrections put on every reading, and told row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.cli.console import warn

if TYPE_CHECKING:
    from extract.corrections import Match, Outcome
    from extract.pipeline import Reading


class Corrector:
    """Puts the rows of a file on the readings of one file after another; without a file it changes nothing.

    ``files`` are all that is read: a row that names several of them is put on none.
    """

    def __init__(self, path: Path | None, files: Sequence[Path]) -> None:
        self.matches: list[Match] = []
        self.corrections = None
        if path is not None:
            from extract.corrections import read_corrections, settle
            from extract.read import places

            self.corrections = settle(read_corrections(path), places(files))

    def correct(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """Yield the readings with their facts corrected, those of a file together."""
        if self.corrections is None:
            yield from readings
            return
        from graph.jobs.pool import corrected

        for _, of_file in groupby(readings, lambda reading: reading.place):
            for reading, matches in corrected(list(of_file), self.corrections):
                self.matches += matches
                yield reading

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return what became of each row, once all documents are read."""
        if self.corrections is None:
            return ()
        from extract.corrections import outcomes

        return outcomes(self.corrections, self.matches)

    def tell(self) -> bool:
        """Print what became of the rows to standard error; return whether one of them could not be applied."""
        source = self.corrections.source if self.corrections is not None else ""
        return told(source, [asdict(outcome) for outcome in self.outcomes()])


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
