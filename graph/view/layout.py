"""Where things stand: a disc for each agency that owns tasks, packed without overlap; no chance in it.

Tasks stand around their owner as seeds in a sunflower (Vogel 1979, A better way to construct the sunflower head), so
that a disc of n tasks has a radius of about √n. Discs are placed largest first at the first free place of a spiral.
"""

from __future__ import annotations

import math
from collections import defaultdict

from graph.view.model import Picture

Point = tuple[float, float]
_GOLDEN = math.pi * (3 - math.sqrt(5))
_SPACING = 112.0
_HOLE = 1.1
_WIDE = 1.35
_MARGIN = 75.0
_ROW = 240.0
_GAP = 62.0


def sunflower(count: int, spacing: float = _SPACING) -> list[Point]:
    """Return ``count`` places around the origin, the first one below it; labels are wider than high."""
    out = []
    for i in range(count):
        radius, angle = spacing * math.sqrt(i + _HOLE), math.pi / 2 + i * _GOLDEN
        out.append((radius * math.cos(angle) * _WIDE, radius * math.sin(angle) * 0.75))
    return out


def pack(radii: list[float]) -> list[Point]:
    """Return centres for discs of these radii, in the order given, without overlap and near the origin."""
    placed: list[tuple[float, float, float]] = []
    for radius in radii:
        step = 0
        while True:
            # Windows are wider than high: so is the spiral.
            angle, distance = step * _GOLDEN, 9.0 * math.sqrt(step)
            x, y = distance * math.cos(angle) * 1.7, distance * math.sin(angle)
            if all(math.hypot((x - px) / _WIDE, (y - py) / 0.85) >= radius + other for px, py, other in placed):
                placed.append((x, y, radius))
                break
            step += 1
    return [(x, y) for x, y, _ in placed]


def place(picture: Picture) -> dict[str, Point]:
    """Return the place of every thing.

    Owners stand in the middle of their tasks, other agencies in rows below; districts and clusters stand to
    the right in two columns, a cluster's technologies in a row behind it; a technology of a task beside the task.
    """
    tasks: dict[str, list[str]] = defaultdict(list)
    for task, owner in picture.owners.items():
        tasks[owner].append(task)
    owners = sorted(tasks, key=lambda o: -len(tasks[o]))
    radii = [_SPACING * math.sqrt(len(tasks[o]) - 1 + _HOLE) * 0.95 + _MARGIN for o in owners]
    at: dict[str, Point] = {}
    for owner, (x, y) in zip(owners, pack(radii), strict=True):
        at[owner] = (x, y)
        for task, (dx, dy) in zip(tasks[owner], sunflower(len(tasks[owner])), strict=True):
            at[task] = (x + dx, y + dy)
    bottom = max((y for _, y in at.values()), default=0.0) + 2 * _MARGIN
    left = min((x for x, _ in at.values()), default=0.0)
    right = max((x for x, _ in at.values()), default=0.0) + 4 * _MARGIN
    columns = max(1, int((right - left) / _ROW))
    rest = [n.id for n in picture.nodes.values() if n.kind == "agency" and n.id not in at]
    for i, agency in enumerate(rest):
        at[agency] = (left + (i % columns) * _ROW, bottom + (i // columns) * 110.0)
    _right_side(picture, at, right)
    return at


def _right_side(picture: Picture, at: dict[str, Point], right: float) -> None:
    around: dict[str, list[str]] = defaultdict(list)
    for edge in picture.edges:
        if edge.kind == "technology":
            around[edge.source].append(edge.target)
    clusters = [n.id for n in picture.nodes.values() if n.kind == "cluster"]
    districts = [n.id for n in picture.nodes.values() if n.kind == "district"]
    hosts: dict[str, list[int]] = defaultdict(list)
    for edge in picture.edges:
        if edge.kind == "located":
            hosts[edge.target].append(clusters.index(edge.source))
    # A district stands at the height of the middle of its clusters, so that lines cross little.
    districts.sort(key=lambda d: sum(hosts[d]) / len(hosts[d]) if hosts[d] else math.inf)
    height = _GAP * max(len(clusters), len(districts))
    for i, district in enumerate(districts):
        at[district] = (right + 2 * _ROW, (i + 0.5) * height / len(districts) - height / 2)
    for i, cluster in enumerate(clusters):
        at[cluster] = (right + 6 * _ROW, (i + 0.5) * height / len(clusters) - height / 2)
    for home, found in around.items():
        x, y = at[home]
        fresh = [t for t in dict.fromkeys(found) if t not in at]
        if home in hosts or home in clusters:
            places = [((j + 1.2) * _ROW, 0.0) for j in range(len(fresh))]
        else:
            places = sunflower(len(fresh), _GAP)
        for technology, (dx, dy) in zip(fresh, places, strict=True):
            at[technology] = (x + dx, y + dy)
    lone = [n.id for n in picture.nodes.values() if n.id not in at]
    for i, key in enumerate(lone):
        at[key] = (right + (8 + i % 10) * _ROW, height / 2 + (2 + i // 10) * _GAP)
