"""Commas that a site put beside the marks of its pages, ``能力,。电动化,、智能化``: no text prints two in a row."""

from __future__ import annotations

from extract import patterns as re
from extract.facts import Span

_BESIDE = re.compile(r"[,，](?:(?=[、。;；:：])|(?<=[,，、。;；:：].))")
_BLANK_CELLS = re.compile(r",,,|,,$", re.MULTILINE)
# So many on one page are no slip of its author.
_SEVERAL = 3


def injected_commas(text: str) -> list[Span]:
    """Return the commas of a page that stand beside another mark, where there are several of them."""
    found = [Span(*m.span()) for m in _BESIDE.finditer(text)]
    if found and _BLANK_CELLS.search(text) is not None:
        # A table saved as CSV: commas beside each other part its blank cells.
        found = [
            span for span in found if "," not in (text[span.start - 1 : span.start], text[span.end : span.end + 1])
        ]
    return found if len(found) >= _SEVERAL else []
