"""Whose a policy is whose title does not say: the place that its words, its bodies and what it names belong to."""

from __future__ import annotations

from extract import patterns as re
from extract.facts import Span
from extract.outline import Outline
from seeds.places import Place, ancestors, find, longest_surface

TITLES = re.compile(r"《[^》]*》")
# 结合淮安实际: the short name of a prefecture or of a place above it.
_OWN_SHORT = re.compile(r"(?:结合|立足|针对)(?P<place>[一-鿿]{2,6}?)(?:的)?(?:实际|特点|市情|省情|区情)")
# Central offices carry the place that the policy is of, or the province above it: 上海银保监局, 人行郑州中心支行.
_CENTRAL = re.compile(
    r"(?<![一-鿿])(?:(?:中国)?人民银行|人行)?(?P<place>[一-鿿]{2,5}?)(?:银保监|证监|银监|保监|金融监管|通信管理|财政监管|海事|中心支行|省分行)(?:局|分局)?(?![一-鿿])"
)
_OWN_BODY = re.compile(
    r"(?<![一-鿿])(?:国网)?(?P<place>[一-鿿]{2,3}?)市?(?:供电(?:分?公司|局)|(?:经济|高新|工业)?[一-鿿]{0,6}?开发区管委会|(?:经开|高新)区管委会)"
)
_OF_PROVINCE = re.compile(r"我省|全省|省委、?省政府|省政府(?!办公厅《)|我区|全区|自治区")
# Departments with the level before them tell of which level the policy is: 市工信局 is none of a province's.
LEVELLED = re.compile(r"(?<![一-鿿])(?P<level>省|市|县|区|州|自治区)[一-鿿]{2,10}?(?:局|厅|委|办)(?![一-鿿])")
_OF_PROVINCE_BODY = re.compile("(?:省|自治区)[一-鿿]{1,8}厅")
OF_LEVEL = re.compile(r"(?:^|[\s，,。；;:：、(（由])(?P<level>[省市县区州])[一-鿿]{2,8}[局委办](?![一-鿿]{0,2}[长任])")
_OF_LOWER_BODY = re.compile("[市县区州](?![场级])[一-鿿]{1,8}局")
_MIN_BODIES = 2
_SOURCES = re.compile("(?:为|根据|依据|按照|为了)")
_CITY_OR_ZONE = re.compile("[一-鿿]{2,4}市|[一-鿿]{2,6}(?:实验区|新区|合作区)")
_DISTRICT = re.compile("[一-鿿]{1,5}[区县市旗]")
# [接上页] is none.
_SHORT = 20
_LEAST_DISTRICTS, _MOST_DISTRICTS = 3, 0.75
_OWN_COUNTY = re.compile("我县|全县|我旗")


def fits(place: Place, outline: Outline) -> bool:
    """Tell whether a place is of the level that the departments of the policy speak of (市工信局: a city)."""
    levels = [match["level"] for match in LEVELLED.finditer(outline.text, outline.span.start, outline.span.end)]
    counts = {level: levels.count(level) for level in set(levels)}
    most = max(counts, key=lambda level: counts[level], default=None)
    if most is None or counts[most] < 2:
        return True
    return place.name.endswith(most) or (most in ("区", "市") and place.level == "zone")


def by_short_name(text: str, outline: Outline) -> tuple[Place, Span] | None:
    """Return the place that the policy fits itself to (结合淮安实际)."""
    for match in _OWN_SHORT.finditer(text, outline.span.start, outline.span.end):
        names = (match["place"] + kind for kind in ("", "县", "区", "市", "旗"))
        place = next((p for name in names if (p := find(name)) is not None), None)
        if place is not None and place.level != "national" and fits(place, outline):
            return place, Span(match.start("place"), match.end("place"))
    return None


def by_central_office(text: str, outline: Outline) -> tuple[Place, Span] | None:
    """Return the place of the central offices that have duties, where they are all of one place and its level fits."""
    found: dict[Place, Span] = {}
    for match in _CENTRAL.finditer(text, outline.span.start, outline.span.end):
        if longest_surface(match["place"]) != len(match["place"]) or (place := find(match["place"])) is None:
            continue
        if place.level == "prefecture" and _OF_PROVINCE.search(text, outline.span.start, outline.span.end):
            place = next(ancestors(place), place)
        found.setdefault(place, Span(match.start("place"), match.end("place")))
    if len(found) != 1:
        return None
    place, at = next(iter(found.items()))
    return (place, at) if fits(place, outline) and (place.level != "province" or _speaks_as(place, outline)) else None


def by_own_bodies(text: str, outline: Outline) -> tuple[Place, Span] | None:
    """Return the city of the companies and zones that have duties beside its departments (开封供电公司, 徐州经开区管委会)."""
    if not _is_citys(outline):
        return None
    found: dict[Place, Span] = {}
    for match in _OWN_BODY.finditer(text, outline.span.start, outline.span.end):
        place = find(match["place"])
        if place is not None and place.level == "prefecture":
            found.setdefault(place, Span(match.start("place"), match.end("place")))
    return next(iter(found.items())) if len(found) == 1 and fits(next(iter(found)), outline) else None


def _speaks_as(province: Place, outline: Outline) -> bool:
    """Tell whether a policy's departments are a province's: 省财政厅, and 市财政局 in a municipality alone."""
    levels = {match["level"] for match in LEVELLED.finditer(outline.text, outline.span.start, outline.span.end)}
    return levels <= {province.name[-1], "自治区" if province.name.endswith("自治区") else province.name[-1]}


def by_superior(outline: Outline) -> tuple[Place, Span] | None:
    """Return the place that a policy's sources name, all of them the same, where it speaks of 我省, or of 市委 and 市X局.

    In a policy that speaks of 我县 a county that it names anywhere (《某县资金管理办法》) is its own.
    """
    text, preamble = outline.text, outline.preamble
    # A page that goes on from another has no preamble: what it cites anywhere tells.
    span = Span(outline.span.start, preamble.end if preamble.end - preamble.start > _SHORT else outline.span.end)
    if _OWN_COUNTY.search(text, outline.span.start, outline.span.end) is not None:
        return _of_titles(outline, outline.span, "county")
    sources = next((s for s in outline.sections[:2] if _SOURCES.match(s.title)), None)
    if sources is not None:
        # 第一条 为…，根据…: the sources of rules in articles.
        span = Span(span.start, sources.body.end)
    if re.search("我省|全省|我区|全区", span.of(text)) is not None or _is_provinces(outline):
        level = "province"
    elif re.search("我市|全市|市委", outline.span.of(text)) is not None and speaks_of_levels(outline):
        level = "prefecture"
    else:
        return None
    return _of_titles(outline, span, level)


def _of_titles(outline: Outline, span: Span, level: str) -> tuple[Place, Span] | None:
    """Return the place of a level that begins titles which a stretch names, where they are all of one place."""
    text = outline.text
    found: dict[Place, Span] = {}
    for title in TITLES.finditer(text, span.start, span.end):
        length = longest_surface(title[0][1:].removeprefix("中共"))
        begin = title.start() + (3 if title[0].startswith("《中共") else 1)
        place = find(text[begin : begin + length]) if length else None
        if place is not None and place.level == level:
            found.setdefault(place, Span(begin, begin + length))
    return next(iter(found.items())) if len(found) == 1 and fits(next(iter(found)), outline) else None


def _is_citys(outline: Outline) -> bool:
    """Tell whether the departments that a policy speaks of are a city's, none of a district or a county."""
    levels = {m["level"] for m in OF_LEVEL.finditer(outline.text, outline.span.start, outline.span.end)}
    return levels in ({"市"}, {"州"})


def _is_provinces(outline: Outline) -> bool:
    """Tell whether a policy speaks of departments of a province and of none below."""
    words = outline.span.of(outline.text)
    return len(_OF_PROVINCE_BODY.findall(words)) >= _MIN_BODIES and _OF_LOWER_BODY.search(words) is None


def by_cities(text: str, outline: Outline) -> tuple[Place, Span] | None:
    """Return the province of the cities that a policy names, where it speaks of 全省 and they are all of one."""
    if re.search("我省|全省", outline.span.of(text)) is None:
        return None
    found: dict[str, Span] = {}
    for match in _CITY_OR_ZONE.finditer(text[outline.span.start : outline.span.end]):
        for start in range(len(match[0]) - 2):
            place = find(match[0][start:])
            if place is not None and place.level in ("prefecture", "zone"):
                province = next((p.name for p in ancestors(place) if p.level == "province"), "")
                begin = outline.span.start + match.start() + start
                found.setdefault(province, Span(begin, outline.span.start + match.end()))
                break
    if len(found) != 1:
        return None
    name, at = next(iter(found.items()))
    of_all = find(name)
    return (of_all, at) if of_all is not None and fits(of_all, outline) else None


def by_districts(text: str, outline: Outline) -> tuple[Place, Span] | None:
    """Return the city of the districts and counties that a policy names, where its departments are a city's.

    Three at least are of one city, and nearly all are: a neighbour may be named too.
    """
    if not _is_citys(outline):
        return None
    found: dict[str, dict[str, Span]] = {}
    for match in _DISTRICT.finditer(text, outline.span.start, outline.span.end):
        for start in range(len(match[0]) - 1):
            place = find(match[0][start:])
            if place is not None and place.level == "county" and place.name == match[0][start:]:
                at = Span(match.start() + start, match.end())
                found.setdefault(place.parent or "", {}).setdefault(place.name, at)
                break
    if not found:
        return None
    name, districts = max(found.items(), key=lambda item: len(item[1]))
    every = sum(len(named) for named in found.values())
    city = find(name)
    if len(districts) < _LEAST_DISTRICTS or len(districts) < _MOST_DISTRICTS * every or city is None:
        return None
    return (city, next(iter(districts.values()))) if city.level == "prefecture" and fits(city, outline) else None


def speaks_of_levels(outline: Outline) -> bool:
    """Tell whether a policy speaks of departments by their level (市工信局), and so is of a place."""
    return LEVELLED.search(outline.text, outline.span.start, outline.span.end) is not None
