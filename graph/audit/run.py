"""All checks over the documents of a graph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from extract.errors import QueryError
from graph.audit.bodies import body_findings, validity_findings
from graph.audit.duties import duty_findings
from graph.audit.levels import COUNTERPART, Counterpart, counterparts, level_findings, target_findings
from graph.audit.model import SEVERITIES, Finding, checks
from graph.audit.pairs import Pair, brothers, pairs
from graph.writer import Reading


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found, the gravest first, and what it held against what.

    Attributes
    ----------
    findings
        By severity, then document, then place in the text.
    counterparts
        Every task of a superior document with the most similar item of the subordinate one, found wanting or not.
    pairs
        Which documents were held against each other, and why.
    documents
        How many were looked at.
    day
        The day of the audit (ISO 8601).
    """

    findings: tuple[Finding, ...]
    counterparts: tuple[Counterpart, ...]
    pairs: tuple[Pair, ...]
    documents: int
    day: str

    def gravest(self, severity: str) -> list[Finding]:
        """Return the findings that are as grave as a severity or graver."""
        limit = SEVERITIES.index(severity)
        return [f for f in self.findings if SEVERITIES.index(f.severity) <= limit]


def audit(
    readings: Sequence[Reading],
    day: date | None = None,
    *,
    only: Iterable[str] = (),
    between: Sequence[Pair] | None = None,
    threshold: float = COUNTERPART,
) -> Audit:
    """Look over documents as a reviewer does.

    Parameters
    ----------
    readings
        Facts and texts.
    day
        Agencies and validity are held against this day; today by default.
    only
        Names of checks; all by default.
    between
        Superior documents with their subordinates; by default those that name each other or share a subject.
    threshold
        Similarity (0 to 1) below which a task has no counterpart.

    Raises
    ------
    QueryError
        If a check has no such name.
    """
    wanted = set(only)
    unknown = wanted - checks().keys()
    if unknown:
        raise QueryError(f"no check is called {', '.join(sorted(unknown))}", "quanze audit --list shows them")
    day = day or date.today()
    found: list[Finding] = []
    for reading in readings:
        found += duty_findings(reading)
        found += body_findings(reading, day)
        found += validity_findings(reading, day)
    chosen = list(pairs(readings)) if between is None else list(between)
    matches: list[Counterpart] = []
    for pair in chosen:
        own = counterparts(pair)
        matches += own
        found += level_findings(pair, own, threshold)
    for one, other in brothers(readings):
        found += target_findings(one, other)
    order = {id(r): i for i, r in enumerate(readings)}
    place = {r.facts.document.file: order[id(r)] for r in reversed(readings)}
    names = list(checks())
    kept = [f for f in found if not wanted or f.check in wanted]
    kept.sort(
        key=lambda f: (SEVERITIES.index(f.severity), place[f.at.file], names.index(f.check), f.at.start, f.subject)
    )
    return Audit(tuple(kept), tuple(matches), tuple(chosen), len(readings), day.isoformat())
