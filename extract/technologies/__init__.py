"""Technologies, products, materials, equipment and specialised services that sections set out to grow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.facts import Span, Technology
from extract.outline import Outline
from extract.prose import is_kind, masked
from extract.technologies.frames import Frame, flatten, frames
from extract.technologies.items import Verdict, verdict, without_sector
from extract.technologies.lists import Item, items

_QUIET = ("status", "goal", "idea")
_MAX_NAME = 60


def _accept(item: Item, frame: Frame, name: str, strong_mates: int) -> bool:
    """Decide whether a candidate is a row, from its own words, its list and its verb."""
    own = verdict(name)
    if own is Verdict.STOP or not 2 <= len(name) <= _MAX_NAME:
        return False
    if own in (Verdict.GENERIC, Verdict.STAGE):
        return own is Verdict.GENERIC and strong_mates >= 2 and len(name) > 3
    if frame.force == "strong":
        return own >= Verdict.ACTION or item.mates > 1
    if frame.force == "weak":
        return own >= Verdict.HEAD or (own is Verdict.ACTION and len(name) > 3) or strong_mates >= 2
    if frame.force == "field":
        return own >= Verdict.HEAD or (strong_mates >= 1 and item.mates > 1)
    return own >= Verdict.HEAD and len(name) > 3


def _read(text: str, flat: str, span: Span) -> Iterator[tuple[Span, str]]:
    for frame in frames(flat, span):
        if frame.force == "none":
            continue
        found = list(items(flat, frame.body.start, frame.body.end))
        mates = sum(verdict(i.span.of(text)) >= Verdict.ACTION for i in found)
        for item in found:
            name = without_sector(item.span.of(text).strip())
            start = item.span.start + len(item.span.of(text)) - len(item.span.of(text).lstrip())
            if _accept(item, frame, name, mates):
                yield Span(start, start + len(name)), f"technologies.{frame.force}.{item.rule}"


def find_technologies(outline: Outline, title: str) -> tuple[Technology, ...]:
    """Find what each section says to develop, break through, promote, apply or support.

    Parameters
    ----------
    outline
        The outline of the policy.
    title
        The policy's title; what only repeats it is no row.

    Returns
    -------
    tuple of Technology
        One row for each item and section, in the order of the text.
    """
    text = outline.page.text
    flat = flatten(masked(text))
    by_path = {section.body.start: section for section in outline.sections}
    out: list[Technology] = []
    for path, span in outline.stretches():
        section = by_path.get(span.start) if path else None
        if any(is_kind(outline, section, kind) for kind in _QUIET):
            continue
        start = span.start
        if section is not None and section.at.end - section.at.start <= 30:
            start = section.at.end
        seen: set[str] = set()
        for at, rule in _read(text, flat, Span(start, span.end)):
            name = at.of(text)
            if name in seen or re.sub(r"\s", "", name) in title or "\n" in name:
                continue
            seen.add(name)
            out.append(Technology(path, name, outline.page.mention(at.start, at.end, rule)))
    return tuple(out)
