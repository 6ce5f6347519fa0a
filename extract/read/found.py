"""What a reader found in a file: its text, and what it left out because nobody who opens the file sees it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records import record

# As much of what was left out as a line of a message holds.
_FEW = 3
_LONGEST = 24


@record
class Found:
    """The text of a file, and what was left out of it, a sentence each."""

    text: str
    left_out: tuple[str, ...] = ()


def some(pieces: Sequence[str]) -> str:
    """Return the first of some pieces of text in one line, shortened."""
    shown = [piece if len(piece) <= _LONGEST else f"{piece[:_LONGEST]}…" for piece in pieces[:_FEW]]
    return "、".join(shown) + ("…" if len(pieces) > _FEW else "")
