"""Names of places: divisions that tables know, zones and parks by how they are named."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from operator import add

from extract import patterns as re
from extract.areas.words import (
    BODY,
    BRACKETED_PARK,
    BY_MEANS,
    CERTAIN_PART,
    CORPS,
    DIVISION,
    NATURAL,
    NATURE,
    NOT_FIRST,
    OF_RIVER,
    OFFICE,
    PORT,
    SEVERAL,
    SURE_ENDS,
    TOWN_FIRST,
    TWO_PLACES,
    WHOLE,
    ZONE,
    ZONE_END,
    ZONE_INSIDE,
    any_verb,
    area_sign,
    generic_area,
    kind_of_area,
    named_area_at,
    natural,
    own_park,
)
from extract.facts import Span
from extract.records import record
from seeds.places import ancestors, cities, find, regions, surfaces_below
from seeds.tables import rows

# How much longer the name of an area may be than the place's that it begins with; how long names are.
_MAX_MORE = 14
# 南京市联合昆山高新区共建: with whom.
_TOGETHER = re.compile("联合|会同|携手|协同|联动")
_SHORT = 2
_LONGEST = 14
# Quarters of any zone, which are also districts' names somewhere.
_QUARTERS = frozenset(("东区", "西区", "南区", "北区", "中区"))
# What stands behind a mountain that is meant as a place: a list, or what is to be done there.
_SITES_BEHIND = "、，,；;。和与及等地一沿建布发开设打为"


@record
class Area:
    """A place in the text: ``name`` is its full form where it is known, else as printed.

    ``inner`` is where the text names what is meant within it (龙湖镇|枫林片区), None where it is the whole.
    """

    name: str
    start: int
    end: int
    known: bool
    inner: Span | None = None


@record
class _Surfaces:
    """The ways to print the places below a jurisdiction, by their first two characters, longest first."""

    names: Mapping[str, tuple[str, ...]]
    prefixes: tuple[str, ...]

    def at(self, text: str, position: int, end: int) -> Span | None:
        """Return where the longest name at ``position`` stands; the jurisdiction before it is passed over."""
        for prefix in self.prefixes:
            if text.startswith(prefix, position):
                found = self._at(text, position + len(prefix), end)
                if found is not None:
                    return found
        return self._at(text, position, end)

    def _at(self, text: str, position: int, end: int) -> Span | None:
        for name in self.names.get(text[position : position + 2], ()):
            if text.startswith(name, position) and position + len(name) <= end:
                return Span(position, position + len(name))
        return None


@cache
def _known(jurisdiction: str | None) -> _Surfaces:
    surfaces = {*regions(), *(surfaces_below(jurisdiction) if jurisdiction is not None else cities())}
    names: dict[str, list[str]] = {}
    for name in sorted(surfaces, key=len, reverse=True):
        names.setdefault(name[:2], []).append(name)
    short = re.sub(r"(?:省|市|自治区|自治州|州|区|县)$", "", jurisdiction or "")
    # 深圳市南山区 and 深圳南山 name the same place as 南山区.
    prefixes = (jurisdiction, short) if jurisdiction is not None and len(short) >= _SHORT else ()
    return _Surfaces({start: tuple(found) for start, found in names.items()}, prefixes)


@lru_cache(maxsize=8192)
def may_name_place(words: str, jurisdiction: str | None) -> bool:
    """Tell whether words may name a place, an area or a park at all: a cheap test, which most sentences fail."""
    if area_sign().search(words) is not None or (jurisdiction is None and "县" in words):
        return True
    if "师" in words and CORPS.search(words) is not None:
        return True
    return not _known(jurisdiction).names.keys().isdisjoint(map(add, words, words[1:]))


@lru_cache(maxsize=8192)
def _official(surface: str, jurisdiction: str | None) -> str:
    """Return the full name of a place: 大理州 → 大理白族自治州."""
    place = find(surface, jurisdiction)
    return place.name if place is not None else surface


@lru_cache(maxsize=8192)
def _full(surface: str, jurisdiction: str | None) -> str:
    if surface in regions():
        return surface
    below = surfaces_below(jurisdiction).get(surface) if jurisdiction else None
    place = find(surface, jurisdiction) or below
    if place is None or (ZONE if place.level == "zone" else WHOLE).match(surface):
        return surface
    return place.name


@lru_cache(maxsize=512)
def _seat(jurisdiction: str | None) -> str | None:
    """Return the town that a county is named as: 平乡镇 of 平乡县."""
    own = find(jurisdiction) if jurisdiction is not None and jurisdiction.endswith("县") else None
    return own.short + "镇" if own is not None and own.level == "county" and len(own.short) > 1 else None


def known_at(text: str, position: int, end: int, jurisdiction: str | None) -> Area | None:
    """Return the known place whose name begins at ``position``."""
    corps = CORPS.match(text, position, end)
    if corps is not None:
        # 第八师石河子市, 第十三师: a division of the corps; where the region speaks of it its city by itself.
        city = find(corps["city"] or "", jurisdiction)
        own = city is not None and city.name in surfaces_below(jurisdiction or "")
        return Area(corps["city"] if own else corps["name"], position, corps.end(), True)
    seat = _seat(jurisdiction)
    if seat is not None and text.startswith(seat, position) and position + len(seat) <= end:
        return Area(seat, position, position + len(seat), True)
    found = _known(jurisdiction).at(text, position, end)
    if found is None:
        return None
    name, stop = found.of(text), found.end
    if stop < end and text[stop] in "河江湖流" and OF_RIVER.match(text, stop, end) is not None:
        # 赤水河流域 is no part of 赤水市, 晋江流域 not of 晋江市.
        return None
    if (
        text[stop : stop + 1] in NATURE
        and NATURAL.match(text, stop, end) is not None
        and found.of(text)[-1] not in DIVISION
    ):
        # 长白山 is not 长白县, 洪泽湖 not 洪泽区.
        return None
    if name not in regions() and text.startswith(natural(), found.start):
        return None
    if name[-1] in "山岭" and stop < end and name in regions() and text[stop] not in _SITES_BEHIND:
        # 长白山道地药材 are what grows there, wherever it is.
        return None
    full = _full(name, jurisdiction)
    printed, after = name, stop
    if stop < end and name != full:
        if text[stop] in "市县区州盟旗" and (full.endswith(text[stop]) or text[stop] in "市县"):
            # 甘孜州: the short name with the ending of the full one is a name as people write it; 库车县: one of before.
            printed, after = text[found.start : stop + 1], stop + 1
        elif text.startswith("地区", stop, end):
            printed, after = text[found.start : stop + 2], stop + 2
    if printed == name != full and PORT.match(text, after, end) is not None:
        # 蚌埠港 is no part of what stands behind it.
        return Area(text[found.start : after + 1], position, after + 1, True)
    inner = _inner_at(text, after, end, name if printed == name else full, _official(name, jurisdiction))
    if inner is not None:
        # 浙江杭州滨江区: one in another in a third.
        within = _inner_at(text, inner.end, end, inner.name, inner.name)
        inner = within if within is not None else inner
        whole = text[position : inner.end]
        if jurisdiction is None and within is None and whole == full + inner.name and inner.name.endswith("区"):
            # 北京市海淀区 in a policy of the country: a district goes by its city.
            return Area(whole, position, inner.end, True)
        return Area(inner.name, position, inner.end, True)
    return Area(full if printed == name else printed, position, after, True)


def _inner_at(text: str, position: int, end: int, name: str, full: str) -> Area | None:
    """Return the place within another (``name``, in full ``full``) that is named right behind it.

    芜湖市鸠江区, 杭州钱塘区, 河南洛阳.
    """
    below = surfaces_below(full)
    lengths = range(min(_LONGEST, end - position), 1, -1) if below else ()
    length = next((n for n in lengths if text[position : position + n] in below), 0)
    if not length:
        return None
    words, stop = text[position : position + length], position + length
    place = below[words]
    if place.parent != full:
        # 河北安国、安徽亳州: a county-level city behind its province, where nothing else follows.
        alone = words != place.name and place.name == words + "市" and text[stop : stop + 1] in "、，,等和与及"
        alone = alone and stop < end and place.level == "county" and _level(full) == "province"
        return Area(place.name, position, stop, True) if alone or words == place.name else None
    # Two short names side by side may be a district that goes by them (深圳南山); those of a province and its city are not.
    former = stop < end and words != place.name and text[stop] in "市县" and place.level == "county"
    if former and name.endswith(("市", "州", "区", "盟")):
        # 南通市海门市: a name of before.
        return Area(words + text[stop], position, stop + 1, True)
    whole = words == place.name or (length > _SHORT and name.endswith(("省", "市", "区", "州", "盟")))
    if whole and place.level == "zone" and place.official is not None and _level(full) == "prefecture":
        # 武汉市东湖高新区 is 武汉东湖新技术开发区.
        return Area(place.official, position, stop, True)
    return Area(place.name, position, stop, True) if whole or _level(full) == "province" else None


@lru_cache(maxsize=1024)
def _level(name: str) -> str | None:
    place = find(name)
    return place.level if place is not None else None


def area_at(text: str, position: int, end: int, jurisdiction: str | None, *, named: bool = True) -> Area | None:
    """Return the known place or, with ``named``, the named area (香蜜湖片区) that begins at ``position``."""
    known = known_at(text, position, end, jurisdiction)
    if known is not None and _is_office(text, known.end, end):
        return None
    body = BODY.match(text, known.end, end) if known is not None and text[known.end - 1] not in "省市区县州" else None
    if body is not None and any_verb().search(body[0]) is None:
        return None
    if known is not None and not named:
        zone = ZONE_END.match(text, known.end, end)
        if zone is not None and known.name != text[position : known.end]:
            return Area(_full(text[position : zone.end()], jurisdiction), position, zone.end(), False)
    if known is not None:
        # A short name that runs on into the name of an area is part of it: 苏州工业园区, 佛山高新区.
        if named and text[known.end : known.end + 1] not in "、，,。等和及与的":
            match = named_area_at(text, position, end)
            if (
                match is not None
                and match.end() > known.end
                and len(match[0]) <= len(text[known.start : known.end]) + _MAX_MORE
            ):
                inner = text[known.end : match.end()]
                if (
                    CERTAIN_PART.match(inner)
                    or any_verb().match(inner)
                    or BY_MEANS.match(inner)
                    or SEVERAL.match(inner)
                    or _TOGETHER.match(inner)
                ):
                    return known
                if text[known.start : known.end].endswith(known.name):
                    city = _level(known.name) in ("province", "prefecture")
                    zone = ZONE_INSIDE.fullmatch(inner) if city else None
                    return Area(inner, position, match.end(), True) if zone is not None else known
                whole = _without_above(match[0], known.name) if jurisdiction is None else match[0]
                return Area(_full(whole, jurisdiction), match.start(), match.end(), False)
        if named and known.name != text[known.start : known.end]:
            park = own_park().match(text, known.end, end)
            if park is not None and any_verb().search(park[0]) is None:
                return Area(text[position : park.end()], position, park.end(), False)
        return known
    if not named:
        return None
    numbered = BRACKETED_PARK.match(text, position, end)
    if numbered is not None and (numbered["own"] or find(numbered["head"]) is not None):
        return Area(numbered[0], numbered.start(), numbered.end(), False)
    match = named_area_at(text, position, end)
    if (
        match is None
        or "其他" in match[0]
        or any_verb().match(match[0])
        or NOT_FIRST.match(match[0])
        or generic_area().search(match[0])
        or kind_of_area().fullmatch(match[0])
        or _holds_above(match[0], jurisdiction)
    ):
        return None
    if _is_office(text, match.end(), end):
        return None
    if TWO_PLACES.match(match[0]) is not None and (town := TOWN_FIRST.match(match[0])) is not None:
        return Area(town["town"], match.start(), match.start() + len(town["town"]), False)
    return Area(match[0], match.start(), match.end(), False)


@lru_cache(maxsize=4096)
def _holds_above(name: str, jurisdiction: str | None) -> bool:
    """Tell whether a place above that whose policy it is stands within a name, behind what is none of it: 某某集团上海|松江保税区."""
    own = find(jurisdiction) if jurisdiction is not None else None
    return own is not None and any(name.find(p.short, 1) > 0 for p in ancestors(own))


def _without_above(name: str, place: str) -> str:
    """Return the name of a zone without the province and city before it: 河北省唐山市|曹妃甸工业区."""
    own = find(place)
    at = name.rfind(own.short) if own is not None and own.level == "county" else -1
    return name[at:] if at > 0 and name[at - 1] in "省市州区盟" else name


def zone_of(kind: str, jurisdiction: str | None, text: str) -> str:
    """Return the name of the zone that a policy of its city calls by its kind alone (高新区), as is any other name.

    As the text prints it elsewhere (襄阳高新区), else in full (襄阳高新技术产业开发区).
    """
    kinds = _zone_kinds()
    full = kind if kind in kinds.values() else kinds.get(kind)
    own = find(jurisdiction) if full is not None and jurisdiction is not None else None
    if full is None or own is None or own.level not in ("prefecture", "county"):
        return kind
    official = find(own.short + kind, own.name)
    named = official.name if official is not None and official.level == "zone" else own.short + kind
    full = named if named != own.short + kind else own.short + full
    return own.short + kind if own.short + kind in text else full


@cache
def _zone_kinds() -> Mapping[str, str]:
    return {row["form"]: row["full"] for row in rows("zone_words") if not row["full"].endswith("自由贸易试验区")}


def _is_office(text: str, position: int, end: int) -> bool:
    """Tell whether a name runs on into that of an office: 天津经开区|发展改革局."""
    near = text[position : min(end, position + _LONGEST)]
    return ("局" in near or "委" in near or "部门" in near) and OFFICE.match(near) is not None


def is_place(area: Area) -> bool:
    """Tell whether an area is a place without a doubt: one that a table knows, or a zone by its ending."""
    return area.known or (area.name.endswith(SURE_ENDS) and area.name != "产业园区")


@lru_cache(maxsize=4096)
def lies_outside(name: str, jurisdiction: str | None) -> bool:
    """Tell whether a name is that of a division outside the jurisdiction: 上海嘉定区, 四川达州 in a policy of Suzhou."""
    own = find(jurisdiction) if jurisdiction else None
    if own is None or name in surfaces_below(own.name) or name in _QUARTERS:
        return False
    # 滨海新区 in a policy of Shaoxing is a zone of its own: one elsewhere is named with its city.
    place = None if name.endswith("新区") else find(name, own.name)
    if place is None:
        # 上海嘉定区: a province or a city before its district.
        # 杭州湾新区 is named by the bay.
        heads = (find(name[:length]) for length in range(len(name) - 2, 1, -1) if name[length] not in NATURE)
        place = next((p for p in heads if p is not None and p.level in ("province", "prefecture")), None)
    if place is None or place.level not in ("province", "prefecture", "county") or place == own:
        return False
    return own not in ancestors(place) and place not in ancestors(own)
