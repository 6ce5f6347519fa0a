"""What is printed in the margins of pages and is no part of the text: page numbers, running heads, lines of a browser.

A line is left out only where something shows that it is one of these, since a duty may stand in the first or the last
line of a page. A running head stands at the same place on nearly all pages, the number of the page in it aside, and is
set off from the text: it is smaller, or has a space before the text that the text itself has not. Lines of the text
that merely come again, such as who is responsible below each task, have neither. On a single page it is small print at
the very edge, far from the text.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Generic, Protocol, TypeVar

from extract import patterns as re

# A page number with its marks, and one without: this may be a figure of the text, and has to count the pages.
_MARKED = re.compile(
    r"(?=.*[^\s\d])(?!.*\d\s*[—\-–－~～]\s*\d)[\s—\-–－~～·|｜第页/共\d]{1,20}$"
    r"|第[〇零一二三四五六七八九十百]+页$|[ivxIVXⅠ-Ⅻⅰ-ⅻ]{1,6}$"
    r"|[Pp](?:age)?\.?\s?\d{1,4}(?:\s?of\s?\d{1,4})?$|\d{1,4}\s?of\s?\d{1,4}$"
)
_BARE = re.compile(r"\d[\d\s]{0,4}$")
# A number at either end of a line, set off by blanks or marks, as that of a page is.
_COUNTED = re.compile(
    r"(?:^|(?<=[\s—\-–·|｜第]))\d{1,4}(?=\s*页|[\s—\-–·|｜/]|$)(?:\s*页?[\s/,，]*(?:共|of)?\s*\d{1,4}(?=\s*页|$))?"
)
# What browsers print at the head and the foot of a page: when, the title, where from, which page.
_BROWSER = re.compile(
    r"(?:第?\s?\d{1,4}\s?(?:/|of|页[，,\s]*共)\s?\d{1,4}(?:\s?页)?\s+)?\d{1,4}[/\-.年]\d{1,2}[/\-.月]\d{1,4}日?[,\s]*"
    r"(?:[上下]午\s?)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s?[AP]M)?(?:\s{2}.*)?$"
    r"|(?:.*\s{2})?(?:https?|file)://\S+(?:\s+\d{1,4}\s?/\s?\d{1,4})?$"
)
# No running head says who does what.
_DUTY = re.compile(r"牵头|负责|责任|配合|落实|主办|协办|单位[:：]")
_SENTENCE = ("。", "；", ";", "：", ":")
# Measures are shares of the page's height, of the size of the type, or points.
_MARGIN = 0.065
_NUMBER_MARGIN = 0.13
_SMALLER = 0.92
_SMALL = 0.75
_FAR = 2.0
_SAME_PLACE = 2.0
_SAME_SPACE = 1.0
_SAME_SIZE = 0.1
# So many lines at the head and at the foot of a page may stand in its margin.
_EDGE = 2
# By so many a page's number may differ from its place in the file, where nothing else tells that it is one.
_FRONT = 2
# On so many of the pages a running head stands, and it is set off on so many of those where it stands.
_NEARLY_ALL = 0.6
_MOSTLY = 0.5


class Printed(Protocol):
    """A line of print, ``y`` points from the bottom of its page."""

    @property
    def text(self) -> str:
        """What is printed."""

    @property
    def y(self) -> float:
        """Where its baseline is."""

    @property
    def size(self) -> float:
        """The size of the type."""

    @property
    def row(self) -> bool:
        """Whether it is a table's."""


L = TypeVar("L", bound=Printed)


@dataclass(frozen=True, slots=True)
class _Edge(Generic[L]):
    """A line at an edge of a page: ``far`` points from the edge, ``space`` from the line on its other side."""

    line: L
    page: int
    at: int
    top: bool
    far: float
    space: float | None


def body(pages: Sequence[tuple[Sequence[L], float]]) -> list[L]:
    """Return the lines of all pages without those that are printed in the margins.

    Parameters
    ----------
    pages
        The lines of each page from top to bottom, and the page's height in points.
    """
    alone = _alone(pages)
    left = [
        ([line for i, line in enumerate(lines) if (n, i) not in alone], high) for n, (lines, high) in enumerate(pages)
    ]
    running = _running(left)
    return [line for n, (lines, _) in enumerate(left) for i, line in enumerate(lines) if (n, i) not in running]


def _alone(pages: Sequence[tuple[Sequence[L], float]]) -> set[tuple[int, int]]:
    """Return the lines that each show by themselves that they are none of the text: page numbers, what a browser adds."""
    out = set()
    bare = []
    for page, (lines, height) in enumerate(pages):
        for edge in _edges(page, lines, height):
            text, apart = edge.line.text, edge.far / height
            if apart < _NUMBER_MARGIN and _BARE.fullmatch(text):
                bare.append((edge, int("".join(text.split())) - page))
            elif (apart < _NUMBER_MARGIN and _MARKED.match(text)) or (apart < _MARGIN and _BROWSER.match(text)):
                out.add((page, edge.at))
    for edge, ahead in bare:
        counts = any(n == ahead and e.page != edge.page and _near(e.far, edge.far) for e, n in bare)
        if counts or abs(ahead) <= _FRONT:
            out.add((edge.page, edge.at))
    return out


def _running(pages: Sequence[tuple[Sequence[L], float]]) -> set[tuple[int, int]]:
    """Return the running heads and feet, as (page, line on it)."""
    edges = [edge for page, (lines, height) in enumerate(pages) for edge in _edges(page, lines, height)]
    families: dict[tuple[bool, str], list[_Edge[L]]] = defaultdict(list)
    for edge in edges:
        families[edge.top, _COUNTED.sub("#", edge.line.text)].append(edge)
    size = median([line.size for lines, _ in pages for line in lines] or [1.0])
    if len(pages) == 1:
        height = pages[0][1]
        return {(0, e.at) for e in edges if _small_print(e, size) and e.far < _MARGIN * height}
    found = []
    for (_, text), family in families.items():
        here = _at_one_place(family)
        if len(here) < 2 or _DUTY.search(text) or not _count_pages(here) or _comes_again(text, here, pages):
            continue
        smaller = all(edge.line.size <= _SMALLER * size for edge in here)
        if smaller or _set_off(here, [e for e in edges if _beside(e, here[0])], pages):
            # A title may stand at the head of every page, as wide sheets are printed, and nowhere else.
            found.append((here, here[0].top and not smaller and "#" not in text))
    out = set()
    for here, title in found:
        # Heads may differ from chapter to chapter, or on the left and on the right: together they are on nearly all pages.
        on = {edge.page for other, _ in found for edge in other if _beside(edge, here[0])}
        if len(on) >= max(2, _NEARLY_ALL * len(pages)):
            said = title and not any(line.text == here[0].line.text for line in _within(pages))
            out |= {(edge.page, edge.at) for edge in here[1 if said else 0 :]}
    return out


def _small_print(edge: _Edge[L], size: float) -> bool:
    line = edge.line
    small = line.size <= _SMALL * size and (edge.space is None or edge.space > _FAR * size)
    return small and not _DUTY.search(line.text) and not line.text.endswith(_SENTENCE)


def _edges(page: int, lines: Sequence[L], height: float) -> Iterator[_Edge[L]]:
    for i, line in enumerate(lines):
        if line.row:
            continue
        if i < _EDGE:
            space = line.y - lines[i + 1].y if i + 1 < len(lines) else None
            yield _Edge(line, page, i, True, height - line.y, space)
        if i >= len(lines) - _EDGE:
            yield _Edge(line, page, i, False, line.y, lines[i - 1].y - line.y if i else None)


def _near(a: float, b: float) -> bool:
    return abs(a - b) <= _SAME_PLACE


def _beside(edge: _Edge[L], other: _Edge[L]) -> bool:
    """Tell whether two lines stand at the same place, each on its page."""
    return edge.top == other.top and _near(edge.far, other.far)


def _within(pages: Sequence[tuple[Sequence[L], float]]) -> Iterator[L]:
    """Yield the lines that are at no edge."""
    return (line for lines, _ in pages for line in lines[_EDGE : len(lines) - _EDGE])


def _at_one_place(family: Sequence[_Edge[L]]) -> list[_Edge[L]]:
    """Return those that stand as far from the edge as most do."""
    place = max(family, key=lambda edge: sum(_near(edge.far, other.far) for other in family)).far
    return [edge for edge in family if _near(edge.far, place)]


def _count_pages(here: Sequence[_Edge[L]]) -> bool:
    """Tell whether the numbers in lines that are otherwise alike go up with the pages."""
    numbers = [[int(n) for n in re.findall(r"\d+", " ".join(_COUNTED.findall(edge.line.text)))[:1]] for edge in here]
    steps = [
        a == b or b[0] - a[0] == right.page - left.page
        for (left, a), (right, b) in itertools.pairwise(zip(here, numbers, strict=True))
        if a and b
    ]
    return sum(steps) >= _NEARLY_ALL * len(steps)


def _comes_again(text: str, here: Sequence[_Edge[L]], pages: Sequence[tuple[Sequence[L], float]]) -> bool:
    """Tell whether such lines stand within pages, too: what is under each task is no running head."""
    size = here[0].line.size
    within = sum(
        abs(line.size - size) <= _SAME_SIZE * size and _COUNTED.sub("#", line.text) == text for line in _within(pages)
    )
    return within >= max(2, _MOSTLY * len(here))


def _set_off(here: Sequence[_Edge[L]], place: Sequence[_Edge[L]], pages: Sequence[tuple[Sequence[L], float]]) -> bool:
    """Tell whether lines have another space beside them than those have that stand at no such ``place``."""
    own = {(edge.page, edge.at) for edge in place}
    spaces = sorted(
        above.y - below.y
        for page, (lines, _) in enumerate(pages)
        for i, (above, below) in enumerate(itertools.pairwise(lines))
        if not (above.row or below.row) and not {(page, i), (page, i + 1)} & own
    )

    def usual(space: float) -> bool:
        like = sum(edge.space is not None and abs(edge.space - space) <= _SAME_SPACE for edge in here)
        return bisect_right(spaces, space + _SAME_SPACE) - bisect_left(spaces, space - _SAME_SPACE) >= like

    return sum(edge.space is None or not usual(edge.space) for edge in here) >= _MOSTLY * len(here)
