"""What a search keeps: the window that it reads, the best reading to each state, and what it found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, cast

from extract.restore.moves import IN_STEP, Waiting
from extract.restore.pairs import unpaired_in

# What a bracket or quote costs that stays without the other one.
UNPAIRED = 7.0
# What each numeral of a heading's number that comes next is worth, and its end; another's end costs as much.
NUMBERED = 4.0

# The places of what was said, the last one outermost.
Places = tuple[object, int] | None


class Window(NamedTuple):
    """A stretch to be read again, and what is known around it.

    It is read on from ``end`` to ``limit`` as long as the reader is out of step; its line ends at ``line_end``. ``context``
    is what stands before it, as the language model wants it, ``last`` the character before it, as it stands. ``outside``
    gives the balance of brackets and quotes of the line outside the window, by the place where it ends. ``numbers`` are
    those with which a heading is to be expected here, with what they are worth at their end.
    """

    start: int
    end: int
    limit: int
    line_end: int
    context: str
    last: str
    outside: Callable[[int], int]
    numbers: Mapping[str, float]


class Entry(NamedTuple):
    """The best reading to a state: ``said`` with the places, how far ahead it is."""

    score: float
    said: str
    places: Places
    margin: float


class Found(NamedTuple):
    """The best reading of a window: its characters with their places, how far it is ahead, its end in the page."""

    said: str
    places: tuple[int, ...]
    margin: float
    stop: int
    score: float
    unpaired: int


Key = tuple[str, int]
State = dict[Key, Entry]


def score_of(item: tuple[Key, Entry]) -> float:
    """Return how good the reading of a state is."""
    return item[1].score


def next_of(nodes: dict[Waiting, State], done: set[Waiting]) -> Waiting | None:
    """Return the next node of one place: known bytes, then several, in step last."""
    left = [w for w in nodes if w not in done]
    return min(left, key=turn_of, default=None)


def turn_of(waiting: Waiting) -> int:
    """Return when a node has its turn: known bytes first, what is in step last."""
    if isinstance(waiting, int):
        return 99 if waiting == IN_STEP else 0
    return waiting.drops


def keep(onto: State, key: Key, entry: Entry) -> None:
    """Keep the better of two readings to one state, and by how much it is."""
    rival = onto.get(key)
    if rival is None:
        onto[key] = entry
        return
    if rival.said == entry.said:
        if entry.score > rival.score:
            onto[key] = entry
        return
    gap = rival.score - entry.score
    if gap >= 0:
        if gap < rival.margin:
            onto[key] = rival._replace(margin=gap)
    else:
        onto[key] = entry if -gap >= entry.margin else entry._replace(margin=-gap)


def best_of(finished: list[tuple[int, Entry, int]], outside: Callable[[int], int]) -> list[Found]:
    """Return what was found, the best first; ``outside`` is as a window has it."""
    out = []
    for opened, entry, stop in finished:
        unpaired = unpaired_in(opened + outside(stop))
        places: list[int] = []
        link = entry.places
        while link is not None:
            places.append(link[1])
            link = cast(Places, link[0])
        places.reverse()
        score = entry.score - UNPAIRED * unpaired
        out.append(Found(entry.said, tuple(places), entry.margin, stop, score, unpaired))
    out.sort(key=lambda f: -f.score)
    if len(out) > 1:
        rivals = [f.score for f in out[1:] if f.said != out[0].said]
        if rivals:
            out[0] = out[0]._replace(margin=min(out[0].margin, out[0].score - rivals[0]))
    return out
