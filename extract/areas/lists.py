"""Lists of places, with what is named within each."""

from __future__ import annotations

from dataclasses import replace

from extract import patterns as re
from extract.areas.names import Area, area_at, is_place, known_at
from extract.areas.words import (
    BRACKETED,
    COMMA,
    HELD_BY,
    JOINT,
    NO_PARK,
    NOT_LISTED,
    OTHERS,
    PARK_INSIDE,
    PART,
    SCENIC,
    SHORT_COUNTIES,
    SHORT_TOWNS,
    SISTER_TOWN,
    TOWN_FIRST,
    WHOLE_PARK,
    ZONE_KIND,
    ZONED,
    any_verb,
    group_word,
    inside,
    listed,
    park_within,
    town_within,
)
from extract.facts import Span
from extract.records import record
from seeds.places import find

_COUNTIES = ("county", "prefecture")
_DISTRICT = re.compile("[\u4e00-\u9fff]{2}区(?<![园山景灾社地片城郊]区)")
_TOWN_ENDS = ("镇", "街道", "乡")


@record
class Areas:
    """A list of places that share one statement, and where it ends (等区 included)."""

    found: tuple[Area, ...]
    end: int
    grouped: bool

    def joined(self, before: tuple[Area, ...]) -> Areas:
        """Return the list with places named before it."""
        return Areas((*before, *self.found), self.end, self.grouped)


def list_at(
    text: str, position: int, end: int, jurisdiction: str | None, *, named: bool = True, commas: bool = False
) -> Areas | None:
    """Read a list of places that begins at ``position``.

    Parameters
    ----------
    text
        Running text.
    position, end
        Where the list begins, and where it ends at the latest.
    jurisdiction
        Full name of the place that the places lie in.
    named
        Whether areas that no table knows (深圳湾总部基地) count.
    commas
        Whether commas may part groups of places of one city each (甲市乙县、丙县,丁市戊县).

    Returns
    -------
    Areas or None
        None where no place begins there.
    """
    found: list[Area] = []
    at = stop = position
    grouped = False
    towns = SHORT_TOWNS.match(text, position, end) if named else None
    if towns is not None and any_verb().search(towns["names"]) is None:
        return _towns(towns)
    counties = _counties(text, position, end) if jurisdiction is None and "等" in text[position:end] else None
    if counties is not None:
        return counties
    scenic = (
        SCENIC.match(text, position, end)
        if named and ("等地" in text[position:end] or "景" in text[position:end])
        else None
    )
    if scenic is not None and known_at(text, position, end, jurisdiction) is None:
        return _scenic(scenic)
    while True:
        sister = SISTER_TOWN.match(text, at, end) if found and found[-1].name.endswith("镇") else None
        area = (
            Area(sister[0], at, sister.end(), False)
            if sister is not None
            else area_at(text, at, end, jurisdiction, named=named)
        )
        area = _within(area, text, end, jurisdiction) if area is not None else None
        area = _held(area, text, end) if area is not None else None
        if area is None and any(a.known or a.name.endswith("园") for a in found):
            area = _listed_at(text, at, end)
        if area is None:
            break
        found.append(area)
        stop = area.end
        for behind in (PART, BRACKETED):
            more = behind.match(text, stop, end)
            stop = more.end() if more else stop
            if more and behind is BRACKETED and area.known and area.inner is None and PARK_INSIDE.match(more[0]):
                # 滨江区(物联网小镇)
                found[-1] = replace(area, inner=Span(more.start() + 1, more.end() - 1))
        stop = _behind_seat(text, stop, end, area, jurisdiction)
        if (beside := _beside(text, stop, end, area, jurisdiction)) is not None:
            found.append(beside)
            stop = beside.end + 1
        group = group_word().match(text, stop, end)
        if group and (group["g"] or group["etc"]):
            grouped, stop = True, group.end()
        # 、和田地区, ，和静县: names that begin as the joint ends.
        mark = stop < end and text[stop] in "、，," and text.startswith("和", stop + 1)
        if mark and known_at(text, stop + 1, end, jurisdiction) is not None and (text[stop] == "、" or commas):
            at = stop + 1
            continue
        joint = JOINT.match(text, stop, end)
        if joint is None and commas and not grouped and (area.known or area.name.endswith(("镇", "乡"))):
            joint = COMMA.match(text, stop, end)
            held = area_at(text, joint.end(), end, jurisdiction, named=False) if joint is not None else None
            # The next group names its city first, or the county of its towns.
            whole = held is not None and len(held.name) < held.end - held.start
            joint = joint if held is not None and (whole or town_within().match(text, held.end, end)) else None
        if joint is None:
            break
        at = joint.end()
    if not found:
        return None
    if at > stop and (other := OTHERS.match(text, at, end)) is not None:
        stop = other.end()
    if any(area.known for area in found):
        # 伊滨区、孟津区: what is called a district beside those that tables know is one.
        found = [replace(area, known=area.known or _DISTRICT.fullmatch(area.name) is not None) for area in found]
    return Areas(tuple(found), stop, grouped)


def _behind_seat(text: str, stop: int, end: int, area: Area, jurisdiction: str | None) -> int:
    """Return where a place ends behind the bracket that says where in it: 德宏（瑞丽）|."""
    inner = known_at(text, stop + 1, end, area.name) if area.known and text[stop : stop + 1] in ("（", "(") else None
    return inner.end + 1 if inner is not None and text[inner.end : inner.end + 1] in ("）", ")") else stop


def _beside(text: str, stop: int, end: int, area: Area, jurisdiction: str | None) -> Area | None:
    """Return the place of the same rank that a bracket names behind another: 遵化(迁西)."""
    if not area.known or text[stop : stop + 1] not in ("（", "("):
        return None
    other = known_at(text, stop + 1, end, jurisdiction)
    whole = other is not None and other.known and text[other.end : other.end + 1] in ("）", ")")
    if other is None or not whole or other.name == area.name:
        return None
    one, two = find(area.name, jurisdiction), find(other.name, jurisdiction)
    alike = one is not None and two is not None and one.level == two.level and one.parent == two.parent
    return other if alike else None


def _counties(text: str, position: int, end: int) -> Areas | None:
    """Return the counties that a policy of the country lists by their short names: 寿光、凌源等蔬菜主产县."""
    match = SHORT_COUNTIES.match(text, position, end)
    if match is None:
        return None
    found, at = [], position
    for short in match["names"].split("、"):
        places = [p for kind in ("市", "县") if (p := find(short + kind)) is not None and p.level in _COUNTIES]
        if len(places) != 1:
            return None
        found.append(Area(places[0].name, at, at + len(short), True))
        at += len(short) + 1
    return Areas(tuple(found), match.end(), True)


def _scenic(match: re.Match[str]) -> Areas:
    """Return the sites of a list that says of them that they are places: 长白山、查干湖等地, 甲景区、乙古街等重点景区."""
    told = match["told"] is not None
    names = re.compile("[^、]+").finditer(match.string, *match.span("told" if told else "names"))
    return Areas(tuple(Area(n[0], n.start(), n.end(), told) for n in names), match.end(), True)


def _towns(match: re.Match[str]) -> Areas:
    """Return the towns that a list names without their ending."""
    kind = match["kind"] if match["kind"] != "乡镇" else "镇"
    found, at = [], match.start("names")
    for name in match["names"].split("、"):
        found.append(Area(name if name.endswith(_TOWN_ENDS) else name + kind, at, at + len(name), False))
        at += len(name) + 1
    return Areas(tuple(found), match.end(), True)


def _within(area: Area, text: str, end: int, jurisdiction: str | None) -> Area:
    """Return the area with what is named within it: 海曙区|望春工业园, 龙湖镇|枫林片区, 晋江集成电路产业园(内坑镇)."""
    if not area.known and not area.name.endswith(ZONED):
        town = TOWN_FIRST.fullmatch(text, area.start, area.end)
        if (
            town is not None
            and known_at(text, area.start, town.end("town"), jurisdiction) is None
            and not WHOLE_PARK.fullmatch(town["inner"])
        ):
            return Area(town["town"], area.start, area.end, False, Span(*town.span("inner")))
        held = HELD_BY.match(text, area.end, end)
        if held is not None and (area.name.endswith("产业园区") or not area.name.endswith(("区", "镇", "街道"))):
            return Area(held["town"], area.start, held.end(), False, Span(area.start, area.end))
        return area
    printed = text[area.start : area.end]
    if printed[-1] not in "区县市州旗盟镇道乡" or (printed.endswith("镇") and not printed.endswith(area.name)):
        return area
    zone = ZONE_KIND.match(text, area.end, end)
    if zone is not None:
        # 陵城区经济开发区 is a zone by its own name.
        return Area(text[area.start : zone.end()], area.start, zone.end(), False)
    town = town_within().match(text, area.end, end)
    if town is not None:
        return Area(town["town"], area.start, town.end(), True)
    inner = park_within().match(text, area.end, end)
    if inner is None or NO_PARK.search(inner[0]) or WHOLE_PARK.fullmatch(inner[0]) or any_verb().match(inner[0]):
        return area
    return Area(area.name, area.start, inner.end(), area.known, Span(inner.start(), inner.end()))


def _held(area: Area, text: str, end: int) -> Area:
    """Return the area with the park that the text says to lie in it: 经开区内的|X产业园."""
    if "内" not in text[area.end : area.end + 3]:
        return area
    within = inside().match(text, area.end, end)
    if within is None:
        return area
    park = Span(*within.span("park")) if within["park"] else area.inner
    return Area(area.name, area.start, within.end(), area.known, park)


def _listed_at(text: str, position: int, end: int) -> Area | None:
    """Return a name that no table knows, listed with places and closed by a word for places."""
    match = listed().match(text, position, end)
    if match is None or NOT_LISTED.search(match["name"]) or any_verb().search(match["name"]):
        return None
    return Area(match["name"], match.start(), match.end(), False)


# 南通市支持|通州区、海门区做强X
_LETS = re.compile("(?:要|应当?|将)?(?:重点|积极|大力)?(?:支持|鼓励|推动|引导|指导)(?=..)")
# Where such a word may stand: behind one place of two letters, or a few.
_LEAST, _FAR = 2, 24


def behind_letting(text: str, start: int, end: int, jurisdiction: str | None) -> int:
    """Return where the places begin that a place lets do something, ``start`` where it lets none: 甲市支持|乙区做强X."""
    if _LETS.search(text, start + _LEAST, min(end, start + _FAR)) is None:
        return start
    outer = list_at(text, start, end, jurisdiction, named=False)
    lets = _LETS.match(text, outer.end, end) if outer is not None else None
    if lets is None:
        return start
    inner = list_at(text, lets.end(), end, jurisdiction)
    return lets.end() if inner is not None and all(map(is_place, inner.found)) else start
