"""Quantified measures of support."""
from __future__ import annotations
from extract.facts import Instrument
from extract.outline import Outline
def find_instruments(outline: Outline) -> tuple[Instrument, ...]:
    """Find."""
    return ()
