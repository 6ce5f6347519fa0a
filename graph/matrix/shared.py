"""What is given to all places or departments at once (各县（市、区）人民政府, 市直有关部门): whom of those named it may mean.

Such a group is an agency of its own, with a sheet of its own. A district that gets its sheet alone would not see what is
given to all districts: its sheet has these tasks as a table of their own, which says that the document doesn't name it. Of
departments nobody can tell which ones are meant by 有关部门: theirs has a note.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from graph.matrix.model import Assignment, Matrix, Row
from seeds.places import Place, ancestors, find, find_zone

COLLECTIVE = "collective"
# What in a group's words means places of which kind, by the end of the place's name.
_MEANT = {
    "区": re.compile("(?<![园城港新矿片社])(?<!开发)(?<!功能)(?<!先导)(?<!示范)(?<!合作)(?<!试验)(?<!自治)区"),
    "县": re.compile("县"),
    "旗": re.compile("旗"),
    "州": re.compile("州"),
    "盟": re.compile("盟"),
    "市": re.compile("市"),
}
_EVERY = re.compile("各地(?!级)|地方(?:各级)?人民?政府|属地|所在地")
_PARKS = re.compile("园区|开发区|功能区|先导区|新区|管委|管理委员会")
# Of a province 各市 are those below it, 各县（市、区） those below them.
_BELOW_CITIES = re.compile("县|旗|(?<!设)(?<!自治)区")
_LEVEL = re.compile("^(?:[省市州盟县旗区]|自治区)(?=各|有关|相关|直|级|属)")
_UNITS = re.compile("部门|单位|机构")
# 市直有关部门 may be any department, 住建部门 are those of one line.
_ANY_UNIT = re.compile(
    r"(?:[省市州盟县旗区直级属各及和、]|自治区|人民政府|政府|有关|相关|其他|其它|成员|直属|责任|职能|机关|参与|工作|等)*(?:部门|单位|机构)+"
)
_OTHERS = re.compile(
    "企业|公司|高校|院校|学校|院所|银行|金融|协会|商会|运营商|医院|主管|乡|镇|街|[局厅委办](?:$|[、和])"
)
_GOVERNS = ("人民政府", "行政公署")
_PARTIAL = re.compile("有关|相关|沿|涉及|部分|其他|其它|所在|属地")


class Named(Protocol):
    """A body as far as groups go: what kind of body it is, its full name, whose it is."""

    @property
    def kind(self) -> str | None:
        """What kind of body it is."""

    @property
    def canonical(self) -> str:
        """Its full name."""

    @property
    def jurisdiction(self) -> str | None:
        """Whose it is."""


@dataclass(frozen=True, slots=True)
class _Government:
    canonical: str
    jurisdiction: str
    kind: str = "government"


@dataclass(frozen=True, slots=True)
class Share:
    """A task of a group that a body may belong to, and the group's parts in it."""

    row: Row
    parts: tuple[Assignment, ...]

    @property
    def sure(self) -> bool:
        """Whether the group holds all of its kind, and not some that are not named (有关县区)."""
        return not any(_PARTIAL.search(a.short) for a in self.parts)


def shares(matrix: Matrix, canonical: str) -> tuple[Share, ...]:
    """Return the tasks of groups that an agency may belong to, but for those that it is named in itself."""
    named = next((a for a in matrix.assignments if a.canonical == canonical), None)
    if named is None or not matrix.common:
        return ()
    own = {(row.doc_id, row.path, row.content) for row in matrix.rows if canonical in row.cells}
    return tuple(
        share
        for share in _shares(matrix.common, named)
        if canonical not in share.row.cells and (share.row.doc_id, share.row.path, share.row.content) not in own
    )


def given_to_all(matrix: Matrix, district: str) -> tuple[Share, ...]:
    """Return the tasks of groups that a place's government may belong to, whether a document names it or not."""
    place = _place(district)
    if place is None:
        return ()
    government = _Government(place.name + _GOVERNS[0], place.name)
    named = {
        (row.doc_id, row.path, row.content)
        for row in matrix.rows
        for name in row.cells
        if name.endswith(government.canonical)
    }
    return tuple(
        s for s in _shares(matrix.common, government) if (s.row.doc_id, s.row.path, s.row.content) not in named
    )


def _shares(rows: Sequence[Row], named: Named) -> Iterator[Share]:
    for row in rows:
        parts = [a for cell in row.cells.values() for a in cell.assignments if a.kind == COLLECTIVE]
        meant = tuple(a for a in parts if means(a.short, a.jurisdiction, named))
        if meant:
            yield Share(row, meant)


def means(group: str, jurisdiction: str | None, named: Named) -> bool:
    """Tell whether a group of a place, by its words, may hold an agency."""
    words = _LEVEL.sub("", group)
    above, place = _place(jurisdiction), _place(named.jurisdiction)
    if above is None or place is None:
        return False
    below = any(holder.name == above.name for holder in ancestors(place))
    if named.kind == "government":
        own = any(named.canonical.removesuffix(end).endswith(place.name) for end in _GOVERNS)
        return (
            own and below and not _UNITS.search(words) and not _OTHERS.search(words) and _of_kind(words, above, place)
        )
    if named.kind == "committee" and named.canonical.endswith("管理委员会"):
        return (below or place == above) and _PARKS.search(words) is not None and not _UNITS.search(words)
    return named.kind == "department" and place == above and _ANY_UNIT.fullmatch(group) is not None


def _of_kind(words: str, above: Place, place: Place) -> bool:
    if _EVERY.search(words):
        return True
    kind = _MEANT.get(place.name[-1:])
    if kind is None or kind.search(words) is None:
        return False
    cities = above.level == "province" and not above.name.endswith("市")
    return not cities or place.level == "prefecture" or _BELOW_CITIES.search(words) is not None


def _place(name: str | None) -> Place | None:
    return (find(name) or find_zone(name)) if name else None


def held(rows: Collection[Assignment]) -> list[Assignment]:
    """Return the parts in tasks in which some group has one."""
    tasks = {(a.doc_id, a.order, a.path) for a in rows if a.kind == COLLECTIVE}
    return [a for a in rows if (a.doc_id, a.order, a.path) in tasks]
