"""An analyst's corrections: facts × corrections → corrected facts, and what became of each row.

A row is matched by document, path and words as printed, never by offset, so that it holds at the next build of the same text,
or of the same text scraped anew. A row that matches nothing, or two things, changes nothing and is told. What a row changed,
added or confirmed has rule ``correction``, confidence 1 and in ``why`` who decided it, when and for what reason.
"""

from __future__ import annotations

from extract.corrections.apply import apply_all
from extract.corrections.files import settle
from extract.corrections.outcomes import Match, Outcome, outcomes
from extract.corrections.rows import COLUMNS, Correction, Corrections, Fault, read_corrections

__all__ = [
    "COLUMNS",
    "Correction",
    "Corrections",
    "Fault",
    "Match",
    "Outcome",
    "apply_all",
    "outcomes",
    "read_corrections",
    "settle",
]
