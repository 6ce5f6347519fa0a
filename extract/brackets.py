"""Brackets of every kind, matched by depth: a clause may be 〔…(…)…〕 or (…〔…〕…), and widths may be mixed."""

from __future__ import annotations

from collections.abc import Iterator

from extract.facts import Span

OPENING = {"(": 0, "（": 0, "〔": 1, "[": 2, "［": 2, "【": 3}
CLOSING = {")": 0, "）": 0, "〕": 1, "]": 2, "］": 2, "】": 3}


def outermost(text: str, span: Span) -> Iterator[Span]:
    """Yield the outermost brackets in ``span``, the marks included; one that is never closed is passed over.

    A closing mark closes the nearest open one of its kind, and with it what was left open inside.
    """
    stack: list[int] = []
    start = i = span.start
    while i < span.end:
        char = text[i]
        if char in OPENING:
            if not stack:
                start = i
            stack.append(OPENING[char])
        elif stack and char in CLOSING and CLOSING[char] in stack:
            while stack.pop() != CLOSING[char]:
                pass
            if not stack:
                yield Span(start, i + 1)
        i += 1
        if i == span.end and stack:
            stack, i = [], start + 1


def unclosed(text: str, span: Span) -> int | None:
    """Return where the first bracket opens that ``span`` does not close, None where there is none."""
    inside = list(outermost(text, span))
    at = span.start
    for bracket in [*inside, Span(span.end, span.end)]:
        for i in range(at, bracket.start):
            if text[i] in OPENING:
                return i
        at = bracket.end
    return None


def split(text: str, span: Span, separators: str) -> Iterator[Span]:
    """Yield the pieces of ``span`` between separators that stand outside all brackets."""
    inside = [(b.start, b.end) for b in outermost(text, span)]
    start = span.start
    for i in range(span.start, span.end):
        while inside and inside[0][1] <= i:
            inside.pop(0)
        if text[i] in separators and not (inside and inside[0][0] <= i):
            yield Span(start, i)
            start = i + 1
    yield Span(start, span.end)


def trailing(text: str, span: Span) -> Span | None:
    """Return the bracket that ends ``span``, None where none does or nothing stands before it."""
    if span.end - span.start < 3 or text[span.end - 1] not in CLOSING:
        return None
    last = next(reversed(list(outermost(text, span))), None)
    return last if last is not None and last.end == span.end and last.start > span.start else None
