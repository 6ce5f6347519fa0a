"""Names of places below a jurisdiction in running text: districts, zones, regions, parks, and lists of them.

Short names of districts (南山, 龙岗) are also words and parts of names, so they count only inside a list of
places (福田、南山等区) or in a frame that calls for a place; the callers choose where to look.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import add

from extract.facts import Span
from extract.prose import alternation, any_of, words_for
from extract.records import record
from seeds.places import ancestors, cities, find, regions, surfaces_below

# 园区, 地区, 山区 …: words for an area, no district's name.
_NO_DISTRICT = "各生园地城山社景库牧林矿灾辖片功集聚示范分郊街老校厂小湾海港"
# What stands in brackets behind a place: another name of it, or its parts.
_BRACKETED = re.compile(
    r"[（(](?:(?:以下)?简称[^()（）]{1,12}|[^()（）、，,]{2,12}(?:区|市|县|园|城|镇|街道|新区|谷|港))[)）]"
)
# 天河区东部, 京杭运河江苏段: which part of the place, which is no part of its name.
_PART = re.compile(
    r"(?:[东西南北中]部|[东西南北]翼|主城区|中心城区|老城区|全域|境内|辖区|范围内|沿线|沿江|沿海|周边|一带)(?:地区|区域|片区)?(?![\u4e00-\u9fff]{0,3}(?:新区|新城|开发区))"
)
_JOINT = re.compile(r"(?:、|[，,]?以及|[，,]?及|[，,]?和|与|至|[—–]+)")
_NOT_FIRST = re.compile(
    r"(?:\d+|[一二两三四五六七八九十]+)[个家座条批]|依托|围绕|发挥|利用|支持|鼓励|引导|完善|优化|加强|健全|提升|推进|加快|强化|[各全跨将把使让以对与和及为从向以在由该本我其]|一批|若干|所有|有条件|其他|重点(?!片区)"
)
# What cannot begin the name of an area, nor stand inside it.
_MAX_MORE = 14
_SHORT = 2
_LONGEST = 14
_NOT_NAME = r"、，,。；;：:（）()“”\"《》\s"


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
class Areas:
    """A list of places that share one statement, and where it ends (等区 included)."""

    found: tuple[Area, ...]
    end: int
    grouped: bool

    def joined(self, before: tuple[Area, ...]) -> Areas:
        """Return the list with places named before it."""
        return Areas((*before, *self.found), self.end, self.grouped)


@dataclass(frozen=True, slots=True)
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


@cache
def _area_sign() -> re.Pattern[str]:
    return re.compile(f"[区镇乡]|{any_of('place_words', 'area')}|{any_of('place_words', 'park')}")


@lru_cache(maxsize=8192)
def may_name_place(words: str, jurisdiction: str | None) -> bool:
    """Tell whether words may name a place, an area or a park at all: a cheap test, which most sentences fail."""
    if _area_sign().search(words) is not None:
        return True
    return not _known(jurisdiction).names.keys().isdisjoint(map(add, words, words[1:]))


@cache
def _named_area() -> re.Pattern[str]:
    area = any_of("place_words", "area")
    ending = rf"(?:(?<![城乡小名强重特古集村])镇|(?<![城])乡|(?<![{_NO_DISTRICT}])区|(?<=[^农偏民边贫沿内发城重其有相落困村远族境海陆达镇点他关]{{2}})地区)"
    town = rf"[\u4e00-\u9fff]{{2,4}}?{ending}(?={any_verb().pattern}|[、和与及等以为是不（(：:，,；;。]|依托|立足|围绕|结合|利用|发挥)"
    # 外高桥区域重点承接…
    region = rf"(?![重核主相各该全城农中西东南北沿])(?:(?![等和及与])[\u4e00-\u9fff]){{2,4}}区域(?={any_of('place_words', 'verb')}|[，,：:])"
    return re.compile(
        rf"{town}|{region}|(?:高新区|经开区|综保区)(?![\u4e00-\u9fff]*委)|[^{_NOT_NAME}]{{2,16}}?(?:{area})(?:(?<=园)区)?(?!{area})"
    )


@cache
def _group() -> re.Pattern[str]:
    cities = r"[一-鿿]{0,4}(?:城市|省份|省区|地方)(?!更新|建设|管理|群)"
    return re.compile(
        rf"(?P<etc>等(?:{cities}|[^，,。；;、\n]{{1,8}}?(?:地区|区域|市县|县市|区县|县区))?)?(?:\d+|[一二两三四五六七八九十]+)?个?"
        rf"(?P<g>(?:{any_of('place_words', 'group')})(?![\u4e00-\u9fff]*(?:公司|企业)))?"
    )


# 浦东、闵行、临港等区域: what is listed with places and closed by a word for places is one too.
_UNKNOWN = r"[\u4e00-\u9fff]{2,6}?"


@cache
def _listed() -> re.Pattern[str]:
    close = rf"(?:等(?:{any_of('place_words', 'group')}|地)|(?:两|三|四|五|六)(?:区|市|县|地|镇))(?![\u4e00-\u9fff]*(?:公司|企业))"
    return re.compile(rf"(?P<name>{_UNKNOWN})(?=(?:[、和及与][\u4e00-\u9fff]{{2,12}})*?{close})")


# 第六师五家渠市: the division of the Production and Construction Corps before its city.
_CORPS = re.compile("(?:新疆生产建设)?(?:兵团)?第[一二三四五六七八九十]+师")


# A division with such an ending is a full name as people write it (甘孜州): it stays as printed.
_WHOLE = re.compile(r".{2,}(?:省|市|区|县|州|盟|旗)$")

# The customary names of zones too: 东湖高新区. Others have their full one (深汕: 深汕特别合作区).
_ZONE = re.compile(r".{2,}(?:示范区|高新区|经开区|开发区|新片区|自贸区|综保区|保税区)$")


_NOT_LISTED = re.compile("各|其他|有条件|重点|所属|有关|相关|部分|周边|区$|县$|市$")
# A区、B区和各类园区: what else the list holds.
_OTHERS = re.compile(r"各类?[^、，,。]{0,4}?(?:区|园区|县|市)")


# 九江经开区 is a zone of that city, not the city.
_ZONE_END = re.compile(
    r"(?:国家级?)?(?:经济技术开发区|高新技术产业开发区|经济开发区|经开区|高新区|开发区|综保区|综合保税区|工业园区)"
)


_BY_MEANS = re.compile("还?(?:依托|围绕|利用|发挥|结合|借助|凭借|面向|以|在|为|作为|是|要|应|将)")


# 中国(宝鸡)传感器产业园
_BRACKETED_PARK = re.compile(
    r"(?:中国|国家)[（(][\u4e00-\u9fff]{2,4}[)）][\u4e00-\u9fff]{2,14}?(?:产业园|园区|基地|片区|试验区|示范区|先导区)(?=[、和及与，,。；;\n]|$)"
)
# 黔西南州义龙新区, 肇庆市鼎湖街道: the place within is what is meant.
_ZONE_INSIDE = re.compile(
    r"[\u4e00-\u9fff]{2,6}(?:新区|新城|街道|(?<![城乡小])镇|科学城|科技城|高新区|经开区|开发区|保税区|示范区|度假区)"
)


_ZONED = ("镇", "街道", "乡", "经济开发区", "技术开发区", "产业开发区", "新区", "合作区")
_ZONE_KIND = re.compile(
    "(?:国家级?|省级)?(?:经济(?:技术)?开发区|高新(?:技术产业开发)?区|经开区|开发区|工业园区|综合保税区)"
)
_COMMA = re.compile("[，,](?:以及|和)?")
_TOWN_FIRST = re.compile(
    r"(?P<town>[\u4e00-\u9fff]{2,4}?(?:(?<![城乡小名强重特古集村])镇|街道|乡))(?P<inner>[\u4e00-\u9fff]{3,})"
)
_HELD_BY = re.compile(r"[（(](?P<town>[\u4e00-\u9fff]{2,5}(?:镇|街道|区|县|乡))[)）]")
_NO_PARK = re.compile(
    "牵头|负责|建设|打造|布局|培育|承接|推进|^[—–以-]|依托|围绕|立足|利用|结合|发挥|为|加速器$|[要将应的在与]|全力|力争"
)
# Any park of a place, none by its name.
_WHOLE_PARK = re.compile(
    "(?:产业|工业|各类?|重点|特色|现有|存量|老旧|专业|相关|省级|国家级|有条件的?|所属|下辖|两|三|四|[一二五六七八九十]个?)*(?:园区?|片区|基地|新城|开发区|社区|新区)"
)


@cache
def _town_within() -> re.Pattern[str]:
    """Return the pattern of a town behind its county: 德清县|钟管镇."""
    return re.compile(
        rf"(?P<town>[\u4e00-\u9fff]{{2,4}}?(?:(?<![城乡小名强重特古集村])镇|街道|乡))(?=$|{any_verb().pattern}|[、，,和与及等以为是不（(：:；;]|依托|立足|围绕|分别)"
    )


@cache
def _park_within() -> re.Pattern[str]:
    """Return the pattern of the name of a park or an area that runs on from a district's."""
    parks = alternation((*words_for("place_words", "park"), *words_for("place_words", "area")))
    verbs = any_of("place_words", "verb")
    return re.compile(
        rf"[^{_NOT_NAME}和及与等]{{2,10}}?(?:{parks})(?:(?<=园)区)?(?=$|[、，,和及与等为（(]|分?别?(?:{verbs})|成为|建成|分工|错位|协同|改造|规划)"
    )


@cache
def _own_park() -> re.Pattern[str]:
    """Return the pattern of what behind a city's short name makes the name of a park: 中山|国家健康科技产业基地."""
    parks = any_of("place_words", "park")
    return re.compile(
        rf"(?:国家级?|国际)[^{_NOT_NAME}]{{2,14}}?(?:{parks})(?=[、和及与]|{any_of('place_words', 'verb')}|$)"
    )


# 武汉大学, 广州医科大学附属医院: a body that carries a place's short name.
_BODY = re.compile(r"[一-鿿]{0,8}?(?:大学|学院|研究院|研究所|研究中心|实验室|医院)")


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
    if place is None or (_ZONE if place.level == "zone" else _WHOLE).match(surface):
        return surface
    return place.name


def known_at(text: str, position: int, end: int, jurisdiction: str | None) -> Area | None:
    """Return the known place whose name begins at ``position``."""
    corps = _CORPS.match(text, position, end)
    found = _known(jurisdiction).at(text, corps.end() if corps else position, end)
    if found is None:
        return None
    name, stop = found.of(text), found.end
    full = _full(name, jurisdiction)
    printed, after = name, stop
    if stop < end and name != full:
        if text[stop] in "市县区州盟旗" and (full.endswith(text[stop]) or text[stop] in "市县"):
            # 甘孜州: the short name with the ending of the full one is a name as people write it; 库车县: one of before.
            printed, after = text[found.start : stop + 1], stop + 1
        elif text.startswith("地区", stop, end):
            printed, after = text[found.start : stop + 2], stop + 2
    inner = _inner_at(text, after, end, name if printed == name else full, _official(name, jurisdiction))
    if inner is not None:
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
        return None
    # Two short names side by side may be a district that goes by them (深圳南山); those of a province and its city are not.
    former = stop < end and words != place.name and text[stop] in "市县" and place.level == "county"
    if former and name.endswith(("市", "州", "区", "盟")):
        # 南通市海门市: a name of before.
        return Area(words + text[stop], position, stop + 1, True)
    whole = words == place.name or (length > _SHORT and name.endswith(("省", "市", "区", "州", "盟")))
    return Area(place.name, position, stop, True) if whole or _level(full) == "province" else None


@lru_cache(maxsize=1024)
def _level(name: str) -> str | None:
    place = find(name)
    return place.level if place is not None else None


def area_at(text: str, position: int, end: int, jurisdiction: str | None, *, named: bool = True) -> Area | None:
    """Return the known place or, with ``named``, the named area (香蜜湖片区) that begins at ``position``."""
    known = known_at(text, position, end, jurisdiction)
    body = _BODY.match(text, known.end, end) if known is not None and text[known.end - 1] not in "省市区县州" else None
    if body is not None and any_verb().search(body[0]) is None:
        return None
    if known is not None and not named:
        zone = _ZONE_END.match(text, known.end, end)
        if zone is not None and known.name != text[position : known.end]:
            return Area(_full(text[position : zone.end()], jurisdiction), position, zone.end(), False)
    if known is not None:
        # A short name that runs on into the name of an area is part of it: 苏州工业园区, 佛山高新区.
        if named and text[known.end : known.end + 1] not in "、，,。等和及与":
            match = _named_area().match(text, position, end)
            if (
                match is not None
                and match.end() > known.end
                and len(match[0]) <= len(text[known.start : known.end]) + _MAX_MORE
            ):
                inner = text[known.end : match.end()]
                if any_verb().match(inner) or _BY_MEANS.match(inner):
                    return known
                if text[known.start : known.end].endswith(known.name):
                    city = _level(known.name) in ("province", "prefecture")
                    zone = _ZONE_INSIDE.fullmatch(inner) if city else None
                    return Area(inner, position, match.end(), True) if zone is not None else known
                return Area(_full(match[0], jurisdiction), match.start(), match.end(), False)
        if named and known.name != text[known.start : known.end]:
            park = _own_park().match(text, known.end, end)
            if park is not None and any_verb().search(park[0]) is None:
                return Area(text[position : park.end()], position, park.end(), False)
        return known
    if not named:
        return None
    numbered = _BRACKETED_PARK.match(text, position, end)
    if numbered is not None:
        return Area(numbered[0], numbered.start(), numbered.end(), False)
    match = _named_area().match(text, position, end)
    if match is None or any_verb().match(match[0]) or _NOT_FIRST.match(match[0]) or _generic_area().search(match[0]):
        return None
    return Area(match[0], match.start(), match.end(), False)


@lru_cache(maxsize=4096)
def lies_outside(name: str, jurisdiction: str | None) -> bool:
    """Tell whether a name is that of a division outside the jurisdiction: 上海嘉定区, 四川达州 in a policy of Suzhou."""
    own = find(jurisdiction) if jurisdiction else None
    if own is None or name in surfaces_below(own.name):
        return False
    # 滨海新区 in a policy of Shaoxing is a zone of its own: one elsewhere is named with its city.
    place = None if name.endswith("新区") else find(name, own.name)
    if place is None:
        # 上海嘉定区: a province or a city before its district.
        heads = (find(name[:length]) for length in range(len(name) - 2, 1, -1))
        place = next((p for p in heads if p is not None and p.level in ("province", "prefecture")), None)
    if place is None or place.level not in ("province", "prefecture", "county") or place == own:
        return False
    return own not in ancestors(place) and place not in ancestors(own)


@cache
def _generic_area() -> re.Pattern[str]:
    """Return the pattern of what only looks like a name: 绿色园区, 理念融入园区."""
    return re.compile(
        rf"{alternation(w for w in words_for('place_words', 'generic_park') if w[-2:] != '基地')}|融入|[—的向]"
    )


@cache
def any_verb() -> re.Pattern[str]:
    """Return the pattern of a verb that says what a place is to do."""
    return re.compile(rf"(?:{any_of('place_words', 'adverb')})*(?:{any_of('place_words', 'verb')})")


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
    while True:
        area = area_at(text, at, end, jurisdiction, named=named)
        area = _within(area, text, end, jurisdiction) if area is not None else None
        if area is None and any(a.known for a in found):
            area = _listed_at(text, at, end)
        if area is None:
            break
        found.append(area)
        stop = area.end
        for behind in (_PART, _BRACKETED):
            more = behind.match(text, stop, end)
            stop = more.end() if more else stop
        group = _group().match(text, stop, end)
        if group and (group["g"] or group["etc"]):
            grouped, stop = True, group.end()
        # 、和田地区, ，和静县: names that begin as the joint ends.
        mark = stop < end and text[stop] in "、，," and text.startswith("和", stop + 1)
        if mark and known_at(text, stop + 1, end, jurisdiction) is not None and (text[stop] == "、" or commas):
            at = stop + 1
            continue
        joint = _JOINT.match(text, stop, end)
        if joint is None and commas and area.known and not grouped:
            joint = _COMMA.match(text, stop, end)
            held = area_at(text, joint.end(), end, jurisdiction, named=False) if joint is not None else None
            # The next group names its city first.
            joint = joint if held is not None and len(held.name) < held.end - held.start else None
        if joint is None:
            break
        at = joint.end()
    if not found:
        return None
    if at > stop and (other := _OTHERS.match(text, at, end)) is not None:
        stop = other.end()
    return Areas(tuple(found), stop, grouped)


def _within(area: Area, text: str, end: int, jurisdiction: str | None) -> Area:
    """Return the area with what is named within it: 海曙区|望春工业园, 龙湖镇|枫林片区, 晋江集成电路产业园(内坑镇)."""
    if not area.known and not area.name.endswith(_ZONED):
        town = _TOWN_FIRST.fullmatch(text, area.start, area.end)
        if (
            town is not None
            and known_at(text, area.start, town.end("town"), jurisdiction) is None
            and not _WHOLE_PARK.fullmatch(town["inner"])
        ):
            return Area(town["town"], area.start, area.end, False, Span(*town.span("inner")))
        held = _HELD_BY.match(text, area.end, end)
        if held is not None and not area.name.endswith(("区", "镇", "街道")):
            return Area(held["town"], area.start, held.end(), False, Span(area.start, area.end))
        return area
    printed = text[area.start : area.end]
    if printed[-1] not in "区县市州旗盟镇道乡" or (printed.endswith("镇") and not printed.endswith(area.name)):
        return area
    zone = _ZONE_KIND.match(text, area.end, end)
    if zone is not None:
        # 陵城区经济开发区 is a zone by its own name.
        return Area(text[area.start : zone.end()], area.start, zone.end(), False)
    town = _town_within().match(text, area.end, end)
    if town is not None:
        return Area(town["town"], area.start, town.end(), True)
    inner = _park_within().match(text, area.end, end)
    if inner is None or _NO_PARK.search(inner[0]) or _WHOLE_PARK.fullmatch(inner[0]) or any_verb().match(inner[0]):
        return area
    return Area(area.name, area.start, inner.end(), area.known, Span(inner.start(), inner.end()))


def _listed_at(text: str, position: int, end: int) -> Area | None:
    """Return a name that no table knows, listed with places and closed by a word for places."""
    match = _listed().match(text, position, end)
    if match is None or _NOT_LISTED.search(match["name"]) or any_verb().search(match["name"]):
        return None
    return Area(match["name"], match.start(), match.end(), False)
