"""``--corrections FILE`` of several commands: an analyst's corrections put on every reading, and told row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from extract.corrections import Corrections, Match, Outcome, apply, outcomes, read_corrections
from extract.pipeline import Reading
from graph.cli.console import warn

F = TypeVar("F", bound=Callable[..., Any])


def corrections_option(command: F) -> F:
    """Give a command ``--corrections FILE``."""
    return click.option(
        "--corrections",
        "corrections_file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="CSV (UTF-8 or GBK) or workbook with columns 文件, 路径, 层, 原文, 字段, 原值, 新值, 操作 (改/增/删/确认), "
        "经办人, 日期, 理由; put on the facts of every document.",
    )(command)


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

    def report(self) -> list[dict[str, Any]]:
        """Return the outcomes as the report keeps them."""
        return [asdict(outcome) for outcome in self.outcomes()]

    def tell(self) -> bool:
        """Print what became of the rows to standard error; return whether one of them could not be applied."""
        if not self.corrections.source:
            return False
        found = self.outcomes()
        for outcome in found:
            if outcome.status != "applied":
                warn(f"{self.corrections.source}:{outcome.line}: {outcome.status}: {outcome.message}")
        numbers = Counter(outcome.status for outcome in found)
        touched = sum(outcome.facts for outcome in found)
        rest = ", ".join(f"{numbers[s]} {s}" for s in ("unmatched", "ambiguous", "fault") if numbers[s])
        warn(
            f"corrections: {numbers['applied']} of {len(found)} rows applied to {touched} facts{f'; {rest}' if rest else ''}"
        )
        return numbers["applied"] < len(found)
