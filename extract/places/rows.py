"""A place with what is assigned to it, as the sentences of a section say."""

from __future__ import annotations

from collections.abc import Sequence

from extract.facts import Relation
from extract.records import record

# So many characters behind a row its place is still being spoken of.
NEAR = 200
# The rule of rows that a figure alone gives: what else is said of the place in its section goes before.
PICTURE = "place.picture"


@record
class Row:
    """A place with what is assigned to it; ``start`` and ``end`` are where the words stand that say so."""

    district: str
    relation: Relation
    object: str
    start: int
    end: int
    rule: str

    def moved(self, by: int, district: str) -> Row:
        """Return the row with its places counted from ``by`` characters before, and its district by another name."""
        return Row(district, self.relation, self.object, self.start + by, self.end + by, self.rule)


@record
class Setting:
    """What the sentences of a section are read by.

    ``cluster`` names what bare words for a cluster stand for, ``own`` tells whether the section is about it, ``names`` are
    all clusters of the document.
    """

    jurisdiction: str | None
    cluster: str | None
    own: bool
    names: frozenset[str] = frozenset()


def before(rows: Sequence[Row], base: int) -> list[Row]:
    """Return the rows that stand near enough before ``base`` to count."""
    return [row for row in rows if row.start > base - NEAR]
