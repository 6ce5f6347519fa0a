"""Brackets of every kind, matched by depth: a clause may be 〔…(…)…〕 or (…〔…〕…), and widths may be mixed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extract import patterns as re
from extract.facts import Span

OPENING = {"(": 0, "（": 0, "〔": 1, "[": 2, "［": 2, "【": 3, "〈": 4, "<": 4, "＜": 4, "‹": 4}
CLOSING = {")": 0, "）": 0, "〕": 1, "]": 2, "］": 2, "】": 3, "〉": 4, ">": 4, "＞": 4, "›": 4}
_MARK = re.compile(r"[(（〔\[［【〈<＜‹)）〕\]］】〉>＞›]")


def has_bracket(words: str) -> bool:
    """Tell whether words hold a bracket at all, open or closed."""
    return _MARK.search(words) is not None


def outermost(text: str, span: Span) -> Iterator[Span]:
    """Yield the outermost brackets in ``span``, the marks included; one that is never closed is passed over.

    A closing mark closes the nearest open one of its kind, and with it what was left open inside.
    """
    return _outermost(text, span) if _MARK.search(text, span.start, span.end) is not None else iter(())


def _outermost(text: str, span: Span) -> Iterator[Span]:
    at = span.start
    while at < span.end:
        stack: list[int] = []
        start = at
        for match in _MARK.finditer(text, at, span.end):
            char = match[0]
            if char in OPENING:
                if not stack:
                    start = match.start()
                stack.append(OPENING[char])
            elif stack and CLOSING[char] in stack:
                while stack.pop() != CLOSING[char]:
                    pass
                if not stack:
                    yield Span(start, match.end())
        if not stack:
            return
        at = start + 1


def unclosed(text: str, span: Span) -> int | None:
    """Return where the first bracket opens that ``span`` does not close, None where there is none."""
    if _MARK.search(text, span.start, span.end) is None:
        return None
    at = span.start
    for bracket in [*outermost(text, span), Span(span.end, span.end)]:
        for match in _MARK.finditer(text, at, bracket.start):
            if match[0] in OPENING:
                return match.start()
        at = bracket.end
    return None


def unwrapped(text: str, span: Span) -> Span:
    """Return what one bracket around the whole of ``span`` holds, or what stands behind one that it leaves open."""
    if span.end - span.start < 3 or text[span.start] not in OPENING:
        return span
    first = next(outermost(text, span), None)
    if first is None or first.start != span.start:
        return Span(span.start + 1, span.end)
    return Span(span.start + 1, span.end - 1) if first.end == span.end else span


@cache
def _separators(separators: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(separators)}]")


_QUOTED = re.compile("“[^“”\n]{1,30}”")


def split(text: str, span: Span, separators: str) -> Iterator[Span]:
    """Yield the pieces of ``span`` between separators that stand outside all brackets and quotation marks."""
    pattern = _separators(separators)
    if pattern.search(text, span.start, span.end) is None:
        yield span
        return
    quoted = (Span(*match.span()) for match in _QUOTED.finditer(text, span.start, span.end))
    inside = sorted((*outermost(text, span), *quoted), key=lambda at: at.start)
    start, index = span.start, 0
    for match in pattern.finditer(text, span.start, span.end):
        at = match.start()
        while index < len(inside) and inside[index].end <= at:
            index += 1
        if index < len(inside) and inside[index].start <= at:
            continue
        yield Span(start, at)
        start = match.end()
    yield Span(start, span.end)


def trailing(text: str, span: Span) -> Span | None:
    """Return the bracket that ends ``span``, None where none does or nothing stands before it."""
    if span.end - span.start < 3 or text[span.end - 1] not in CLOSING:
        return None
    last = next(reversed(list(outermost(text, span))), None)
    return last if last is not None and last.end == span.end and last.start > span.start else None
