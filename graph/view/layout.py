"""Where things stand: a disc for each agency that owns tasks, packed without overlap; no chance in it.

Labels are boxes of one size. In a disc they stand on rows around the owner, nearest first, so that none covers
another; discs are placed largest first, each at the free place nearest the middle of a window that is wider than high.
To the right of the discs stand districts and their clusters in two columns, then technologies, in discs of their own.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from graph.view.labels import room
from graph.view.model import Model

Point = tuple[float, float]
# Half the height of the title of a disc without a thing in its middle, and half its width.
_TITLE = (118.0, 12.0)
_RIM = 7.0
_GAP = 7.0
# What lies between boxes, from side to side and from row to row.
_BETWEEN = (10.0, 8.0)
# A window beside the panel is about so much wider than high.
_WIDE = 1.45
# Most points on a side of the grid that discs are placed on.
_GRID = 90
_BLOCK = 200.0
_ROW = 50.0
_PAIR = 480.0
_CELL = (230.0, 66.0)


@dataclass(frozen=True, slots=True)
class Disc:
    """A disc around things that belong together; ``owner``, to which they belong, is at ``title`` below the centre."""

    x: float
    y: float
    radius: float
    owner: str
    kind: str
    title: float


@dataclass(slots=True)
class Layout:
    """The place of every thing, and the discs behind them."""

    at: dict[str, Point] = field(default_factory=dict)
    discs: list[Disc] = field(default_factory=list)

    def span(self) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of all that is placed."""
        boxes = [(d.x - d.radius, d.y - d.radius, d.x + d.radius, d.y + d.radius) for d in self.discs]
        boxes += [(x - 90, y - 30, x + 90, y + 30) for x, y in self.at.values()]
        if not boxes:
            return (0.0, 0.0, 0.0, 0.0)
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return (min(lefts), min(tops), max(rights), max(bottoms))


def rows_around(count: int, cell: Point, middle: Point) -> list[Point]:
    """Return ``count`` places for boxes of size ``cell`` around a box of half size ``middle`` at the origin.

    They lie on rows, nearest first, so as to need the smallest disc; neither they nor the middle overlap.
    """
    best: tuple[float, list[Point]] = (math.inf, [])
    # Rows are set off by half a box, as bricks are, in the four ways that there are above and below.
    for above, below in ((0, 0), (0, 1), (1, 0), (1, 1)):
        places = _lattice(count, cell, middle, above, below)
        radius = _disc([(0.0, 0.0, *middle), *((x, y, cell[0] / 2, cell[1] / 2) for x, y in places)])[1]
        # A box right behind another looks like a part of it.
        column = [y for x, y in places if x == 0]
        behind = sum(max(0, sum(y * side > 0 for y in column) - 1) for side in (1, -1))
        if radius + cell[1] * behind / count < best[0] - 0.01:
            best = (radius + cell[1] * behind / count, places)
    return best[1]


def _lattice(count: int, cell: Point, middle: Point, above: int, below: int) -> list[Point]:
    wide, high = cell
    reach = 2 + math.isqrt(count)
    places = []
    for row in range(-reach * 2, reach * 2 + 1):
        # Rows above and below the middle stand clear of it; the row of the middle starts at its sides.
        y = math.copysign(middle[1] + high * (abs(row) - 0.5), row) if row else 0.0
        shift = 0.5 * ((abs(row) + (below if row > 0 else above)) % 2)
        for column in range(-reach, reach + 1):
            if row:
                places.append(((column + shift) * wide, y))
            elif column:
                places.append((math.copysign(middle[0] + wide * (abs(column) - 0.5), column), y))
    # Below comes before above, and left before right, at the same distance.
    far = {(x, y): round(math.hypot(abs(x) + wide / 2, abs(y) + high / 2), 3) for x, y in places}
    return sorted(places, key=lambda p: (far[p], -p[1], p[0]))[:count]


def _disc(boxes: list[tuple[float, float, float, float]]) -> tuple[float, float]:
    """Return height of the centre and radius of a disc around boxes (centre, half size)."""
    centre = (min(y - h for _, y, _, h in boxes) + max(y + h for _, y, _, h in boxes)) / 2
    return centre, max(math.hypot(abs(x) + w, abs(y - centre) + h) for x, y, w, h in boxes)


def pack(radii: list[float]) -> list[Point]:
    """Return centres for discs of these radii without overlap, near the middle of a wide window.

    The order should be largest first; a disc takes the first free place of a grid, in the order of the size of
    the window that it would need.
    """
    area = sum(4 * (r + _GAP) ** 2 for r in radii)
    # Squares around the discs, packed so badly that two thirds stay empty, fit in this.
    half = math.sqrt(area * 3 / _WIDE) / 2 + (max(radii, default=0.0) + _GAP)
    side = min(_GRID, int(8 * half / min(radii, default=1.0)))
    step = half / max(1, side)
    grid = [(column * step * _WIDE, row * step) for row in range(-side, side + 1) for column in range(-side, side + 1)]
    placed: list[tuple[float, float, float]] = []
    order: list[Point] = []
    size, start, hit = -1.0, 0, 0
    for radius in radii:
        # Discs of nearly one size share an order: what was no place for one of them is none for the next.
        if abs(radius - size) > 0.08 * radius:
            order, size, start = sorted(grid, key=_window(radius)), radius, 0
        for at in range(start, len(order)):
            x, y = order[at]
            clash = _clash(placed, x, y, radius + _GAP, hit)
            if clash is None:
                placed.append((x, y, radius))
                start = at + 1
                break
            hit = clash
        else:
            # Should the grid ever be full: beside all others.
            placed.append((max(px + pr for px, _, pr in placed) + radius + _GAP, 0.0, radius))
    return [(x, y) for x, y, _ in placed]


def _window(radius: float) -> Callable[[Point], tuple[float, float, float, float]]:
    def size(point: Point) -> tuple[float, float, float, float]:
        x, y = point
        return (max((abs(x) + radius) / _WIDE, abs(y) + radius), math.hypot(x, y), y, x)

    return size


def _clash(placed: list[tuple[float, float, float]], x: float, y: float, radius: float, hit: int) -> int | None:
    """Return the number of a disc in the way; ``hit``, in the way of the last place, is tried first."""
    if hit < len(placed):
        px, py, other = placed[hit]
        if math.hypot(x - px, y - py) < radius + other:
            return hit
    for i, (px, py, other) in enumerate(placed):
        if math.hypot(x - px, y - py) < radius + other:
            return i
    return None


@dataclass(slots=True)
class Picture:
    """What the layout sees of a model: the things of the map, who owns which task, and what hangs together."""

    kinds: dict[str, str]
    names: dict[str, str]
    owned: dict[str, list[str]]
    sited: list[tuple[str, str]]
    grown: list[tuple[str, str]]


_DRAWN = ("agency", "task", "cluster", "district", "technology")


def picture_of(model: Model, document: int | None = None, most: int | None = None) -> Picture:
    """Return what the map shows of a model, or of one of its documents.

    Parameters
    ----------
    model
        What the page knows.
    document
        Number of the one document to show; all by default.
    most
        How many things a map may hold: agencies that own most come first, with their tasks.
    """
    facts = [f for f in model.facts if document in (None, f.document)]
    shown = dict.fromkeys(key for f in facts for key in (f.what, *f.of) if key)
    owned: dict[str, list[str]] = defaultdict(list)
    for task, owner in model.owners.items():
        if task in shown:
            owned[owner].append(task)
    kept = {key: model.things[key].kind for key in shown if model.things[key].kind in _DRAWN}
    if most is not None and len(kept) > most:
        large = sorted(owned, key=lambda key: -len(owned[key]))
        allowed: dict[str, str] = {}
        for owner in large:
            if len(allowed) + 1 + len(owned[owner]) <= most:
                allowed.update({key: kept[key] for key in (owner, *owned[owner])})
        for kind in ("cluster", "district", "technology", "agency"):
            for key in (k for k in kept if kept[k] == kind and k not in allowed):
                if len(allowed) < most:
                    allowed[key] = kind
        kept = allowed
    owned = {owner: [t for t in tasks if t in kept] for owner, tasks in owned.items() if owner in kept}
    sited = [(f.what, key) for f in facts if f.kind == "located" for key in f.of if f.what in kept and key in kept]
    grown = [
        (home, f.what) for f in facts if f.kind == "technology" for home in f.of[:1] if {home, f.what} <= kept.keys()
    ]
    names = {key: model.things[key].name for key in kept}
    return Picture(kept, names, owned, list(dict.fromkeys(sited)), list(dict.fromkeys(grown)))


def place(picture: Picture) -> Layout:
    """Return where the things of a picture stand.

    Agencies that own nothing have no disc; they stand in rows under the discs.
    """
    layout = Layout()
    names = {key: room(picture.names[key], kind) for key, kind in picture.kinds.items()}
    _discs(layout, picture.owned, "agency", names, (0.0, 0.0))
    left, _, right, bottom = layout.span()
    rest = [key for key, kind in picture.kinds.items() if kind == "agency" and key not in layout.at]
    _rows(layout, rest, left + _CELL[0] / 2, bottom + _CELL[1], right)
    _hosts(layout, picture)
    found: dict[str, list[str]] = defaultdict(list)
    taken: set[str] = set()
    for home, technology in picture.grown:
        if technology not in taken:
            # One of several tasks is as good a home as another; it stands with the first.
            found[home].append(technology)
            taken.add(technology)
    _, top, right, bottom = layout.span()
    _discs(layout, found, "technology", names, (right + _BLOCK, (top + bottom) / 2))
    left, _, right, bottom = layout.span()
    others = [key for key in picture.kinds if key not in layout.at]
    _rows(layout, others, left + _CELL[0] / 2, bottom + _CELL[1], right)
    return layout


def _discs(layout: Layout, groups: dict[str, list[str]], kind: str, names: dict[str, Point], corner: Point) -> None:
    """Put each group in a disc; the discs' left edge and the middle of their height are at ``corner``."""
    made = []
    for owner, keys in groups.items():
        middle = names[owner] if kind == "agency" else _TITLE
        wide = max(names[k][0] for k in keys) * 2 + _BETWEEN[0]
        high = max(names[k][1] for k in keys) * 2 + _BETWEEN[1]
        places = rows_around(len(keys), (wide, high), (middle[0] + _BETWEEN[0] / 2, middle[1] + _BETWEEN[1] / 2))
        # Each row of a disc is as wide as its own names need: the disc is drawn around these.
        boxes = [(0.0, 0.0, *middle), *((x, y, *names[k]) for k, (x, y) in zip(keys, places, strict=True))]
        centre, radius = _disc(boxes)
        made.append((radius + _RIM, centre, owner, places))
    made.sort(key=lambda m: -m[0])
    middles = pack([m[0] for m in made])
    left = min((x - m[0] for (x, _), m in zip(middles, made, strict=True)), default=0.0)
    for (x, y), (radius, centre, owner, places) in zip(middles, made, strict=True):
        cx, cy = corner[0] + x - left, corner[1] + y
        layout.discs.append(Disc(cx, cy, radius, owner, kind, -centre))
        if kind == "agency":
            layout.at[owner] = (cx, cy - centre)
        for key, (dx, dy) in zip(groups[owner], places, strict=True):
            layout.at[key] = (cx + dx, cy + dy - centre)


def _rows(layout: Layout, keys: list[str], left: float, top: float, right: float) -> None:
    columns = max(4, int((right - left) / _CELL[0]))
    for i, key in enumerate(keys):
        layout.at[key] = (left + (i % columns) * _CELL[0], top + (i // columns) * _CELL[1])


def _hosts(layout: Layout, picture: Picture) -> None:
    """Put districts and clusters in pairs of columns, one pair for each set that hangs together."""
    links: dict[str, list[str]] = defaultdict(list)
    # Districts that only a task names are left to the rows below.
    for cluster, district in picture.sited:
        links[cluster].append(district)
        links[district].append(cluster)
    chosen = [key for key, kind in picture.kinds.items() if kind in ("cluster", "district")]
    _, top, right, bottom = layout.span()
    left = right + _BLOCK
    pairs = []
    for group in _together(chosen, links):
        clusters = [k for k in group if picture.kinds[k] == "cluster"]
        districts = [k for k in group if picture.kinds[k] == "district"]
        # A thing stands at the height of the middle of those it is linked to, so that lines cross little.
        for _ in range(4):
            districts = _sorted_by(districts, clusters, links)
            clusters = _sorted_by(clusters, districts, links)
        pairs.append((districts, clusters))
    lone = [key for key in chosen if not links[key]]
    tall = max((_ROW * len(max(pair, key=len)) for pair in pairs), default=0.0)
    # Small pairs stand one above the other, in columns no higher than the largest pair.
    x, y = left + _CELL[0] / 2, 0.0
    start = (top + bottom - tall) / 2 if len(layout.at) else 0.0
    for districts, clusters in pairs:
        height = _ROW * max(len(districts), len(clusters))
        if y and y + height > tall:
            x, y = x + _PAIR + _CELL[0] * 1.3, 0.0
        for column, keys in ((x, districts), (x + _PAIR, clusters)):
            for i, key in enumerate(keys):
                layout.at[key] = (column, start + y + height * (i + 0.5) / len(keys))
        y += height + _ROW
    # Those without a link come last, in columns of the same height.
    x += (_PAIR + _CELL[0] * 1.3) if pairs else 0.0
    rows = max(8, int(tall / _ROW))
    for i, key in enumerate(lone):
        layout.at[key] = (x + (i // rows) * _CELL[0] * 1.3, start + (i % rows + 0.5) * _ROW)


def _together(keys: list[str], links: dict[str, list[str]]) -> list[list[str]]:
    """Return the sets of things that links hold together, largest first; a thing without a link is in none."""
    seen: set[str] = set()
    groups = []
    for key in keys:
        if key in seen or not links[key]:
            continue
        seen.add(key)
        group, at = [key], 0
        while at < len(group):
            for other in links[group[at]]:
                if other not in seen:
                    seen.add(other)
                    group.append(other)
            at += 1
        groups.append(group)
    return sorted(groups, key=len, reverse=True)


def _sorted_by(keys: list[str], others: list[str], links: dict[str, list[str]]) -> list[str]:
    height = {key: i for i, key in enumerate(others)}
    return sorted(keys, key=lambda k: sum(height[o] for o in links[k]) / len(links[k]))
