"""Commas that a site put beside the marks of its pages, ``能力,。电动化,、智能化``: no text prints two in a row."""

from __future__ import annotations

from extract import patterns as re
from extract.facts import Span

_BESIDE = re.compile(r"[,，](?:(?=[、。;；:：])|(?<=[,，、。;；:：].))")
# So many on one page are no slip of its author.
_SEVERAL = 3


def injected_commas(text: str) -> list[Span]:
    """Return the commas of a page that stand beside another mark, where there are several of them."""
    found = [Span(*m.span()) for m in _BESIDE.finditer(text)]
    return found if len(found) >= _SEVERAL else []
