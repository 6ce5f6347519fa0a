"""Clauses that a page broke into pieces: cells of tables, brackets over several lines."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from extract import patterns as re
from extract.duties.grammar import Part, read_clause
from extract.duties.words import Word
from extract.facts import Span
from extract.names import looks_like_agency
from extract.page import trim
from extract.resolve import LEVEL_WORDS, Context, split_prefix

_BETWEEN_NAMES = re.compile("[、，,;；\\s]")
_LINE = re.compile(r"[^\n]+")


def lines_of(text: str, span: Span) -> tuple[Span, ...]:
    """Return the lines of a clause that a page broke, without the white space at their ends."""
    if "\n" not in span.of(text):
        return (span,)
    lines = (trim(text, Span(m.start(), m.end())) for m in _LINE.finditer(text, span.start, span.end))
    return tuple(line for line in lines if line.start < line.end) or (span,)


def read_cell(
    text: str, cell: tuple[Span, ...], context: Context, column: Word | None = None
) -> tuple[list[Part], list[Span]]:
    """Read a cell of a table, which a page may have wrapped into several pieces, as one clause.

    A name over a break has its first piece as its place.
    """
    if len(cell) == 1:
        return read_clause(text, cell[0], context, column)
    whole, starts = "", []
    for piece in cell:
        # A name broken between two pieces is one; two whole ones are set apart as a list sets them.
        after = _BETWEEN_NAMES.split(piece.of(text))[0]
        if (
            looks_like_agency(_BETWEEN_NAMES.split(whole)[-1])
            and looks_like_agency(after)
            and (after.startswith((*LEVEL_WORDS, "各", "有关", "相关")) or split_prefix(after, context).prefix)
        ):
            whole += "、"
        starts.append(len(whole))
        whole += piece.of(text)

    def back(span: Span) -> Span:
        index = bisect_right(starts, span.start) - 1
        shift = cell[index].start - starts[index]
        return Span(span.start + shift, min(span.end + shift, cell[index].end))

    parts, strange = read_clause(whole, Span(0, len(whole)), context, column)
    moved = [replace(part, names=tuple(replace(name, at=back(name.at)) for name in part.names)) for part in parts]
    return moved, [back(span) for span in strange]
