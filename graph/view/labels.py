"""What stands on a box, and how much room it takes."""

from __future__ import annotations

import re
import unicodedata

SIZES = {"agency": 18, "task": 16, "cluster": 18, "district": 18, "technology": 15}
# Characters of a line, lines of a label.
_LINES = {"agency": (9, 2), "task": (8, 2), "cluster": (18, 1), "district": (12, 2), "technology": (9, 2)}
_PLACE = re.compile(r"^(.{2,7}?(?:省|市|自治区))(?=.{3})")
# What vis leaves between the words and the edge of a box, and an ellipse around them.
_MARGIN = 7.0
_ELLIPSE = 1.42


def wrapped(name: str, kind: str) -> str:
    """Break a name into lines of even length; one that is too long ends in an ellipsis."""
    width, lines = _LINES[kind]
    place = _PLACE.match(name) if kind == "agency" and len(name) > width else None
    if place and len(name) - place.end() <= width:
        return f"{name[: place.end()]}\n{name[place.end() :]}"
    if len(name) > width * lines:
        name = name[: width * lines - 1] + "…"
    count = -(-len(name) // width) or 1
    even = -(-len(name) // count) or 1
    return "\n".join(name[i : i + even] for i in range(0, len(name), even))


def room(name: str, kind: str) -> tuple[float, float]:
    """Return half the width and half the height of a thing's box."""
    lines = wrapped(name, kind).split("\n")
    size = SIZES[kind]
    widest = max(sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.6 for c in line) for line in lines)
    wide, high = widest * size / 2 + _MARGIN, len(lines) * size * 1.2 / 2 + _MARGIN
    return (wide * _ELLIPSE, high) if kind == "cluster" else (wide, high)
