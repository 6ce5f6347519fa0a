"""Places each with a thing of its own: A县的X、B区的Y, AX、BY, A（X）、B（Y）."""

from __future__ import annotations

from collections.abc import Callable

from extract import patterns as re
from extract.areas.lists import Areas, list_at
from extract.areas.names import Area
from extract.facts import Span
from extract.records import record
from seeds.places import surfaces_below

_JOINT = re.compile("、|[—–]+|以及|和|与|及")
_MARK = re.compile("、|[—–]")
_BRACKETED = re.compile("[(（](?P<thing>[^()（）]{2,24})[)）]")
_SHORT = 2
_TWO = 2
# A区X园、丙县Y园: a place that no table knows has a thing of its own, too.
_OTHER = re.compile("、[\u4e00-\u9fff]{1,3}[县区旗镇][\u4e00-\u9fff]{2,}")
# 南阳高新、济源虎岭等集群 names zones, 虎岭 no thing.
_CITY_ZONE = re.compile("(?:高新|经开|保税|综保|空港|临港)$")
_SAYS_KIND = re.compile("产业集群|集群|特色产业|优势产业|产业链")
# A short name side by side with a thing may be part of it; what is printed with its kind is none.
_WHOLE = "省市区县州旗盟镇乡道"
# What closes such a list: 等3个特色产业, 错位发展, 产业集群加快形成, 的产业格局.
_RANK = "(?:特色|优势|新兴|传统|主导|重点|现代|支柱|未来|战略性|[百千万]亿元?级?|先进制造业|省级|国家级|中小企业|块状|富民|县域)*"
_KINDS = "(?:产业集群|产业链|产业基地|产业园区|产业|园区|集群)"
_MANY = "(?:(?:\\d+|[一二两三四五六七八九十]+)[个大条]|一批)"
_NOTED = re.compile("等[^，,。；;]{2,50}")
_TAIL = re.compile(
    rf"(?:等{_MANY}?[\u4e00-\u9fff]{{0,8}}?{_KINDS}|{_MANY}[\u4e00-\u9fff]{{0,8}}?{_KINDS}|{_RANK}{_KINDS}|等)?(?:名片|品牌|板块)?"
    "(?:(?:产业|资源|特色|现有)*优势|错位|协同|联动|差异化|特色|互补|竞相|集聚)*(?:(?:发展)?(?:水平|能级|质量|规模)|发展|布局|集聚|配套)?"
    "(?:(?:加快|初步|逐步|竞相)?(?:形成|崛起|成型|成势|建设|发展|壮大|培育|打造|提升))?"
    "(?:的?(?:产业|发展|空间|区域|总体|分工|协作)*(?:格局|布局|态势|体系|版图))?"
    # 等优势产业|向高端化发展, 转型升级
    "(?:向[^，,。；;]{2,12}(?:发展|迈进|延伸|转型|升级|攀升)|(?:加快|全面)?(?:转型升级|提质增效|提质升级|做大做强|做强做优|集群化发展|集群发展))?"
)
# A集群、B集群建设: each thing says itself what it is.
_OWN_KIND = re.compile("(?:产业)?集群$")
_TO_KIND = re.compile("(?:产业)?集群")


@record
class Pair:
    """Places with what is theirs; ``sure`` tells that the text parts the two (的, a bracket, the place's kind)."""

    areas: tuple[Area, ...]
    thing: Span
    sure: bool


@record
class Pairs:
    """A list of pairs, and the words that close it (等特色产业); ``told`` where these say that each thing is an industry."""

    found: tuple[Pair, ...]
    tail: Span
    told: bool = False


def pairs_at(
    text: str,
    position: int,
    end: int,
    jurisdiction: str | None,
    is_place: Callable[[Area], bool],
    *,
    quoted: bool = False,
) -> Pairs | None:
    """Read places each with a thing of its own, from ``position`` to ``end``.

    Parameters
    ----------
    text
        Running text.
    position, end
        Where the list begins, and where its clause ends.
    jurisdiction
        Full name of the place that the places lie in.
    is_place
        Whether an area is one without a doubt.
    quoted
        Whether quotation marks hold the list, so that it is nothing else.

    Returns
    -------
    Pairs or None
        None where fewer than two such pairs fill the stretch.
    """
    if _MARK.search(text, position, end) is None and "和" not in text[position:end]:
        return None
    found: list[Pair] = []
    at = position
    while True:
        areas = list_at(text, at, end, jurisdiction)
        if areas is None or areas.grouped or not all(is_place(a) and a.inner is None for a in areas.found):
            return None
        bracket = _BRACKETED.match(text, areas.end, end)
        parted = bracket is not None or text.startswith("的", areas.end)
        start = bracket.start("thing") if bracket is not None else areas.end + text.startswith("的", areas.end)
        if not parted and _JOINT.match(text, start, end) is not None:
            return None
        sure = parted or text[areas.end - 1] in _WHOLE
        if bracket is not None:
            found.append(Pair(areas.found, Span(*bracket.span("thing")), True))
            stop, following = bracket.end(), _JOINT.match(text, bracket.end(), end)
        else:
            areas, start = _narrowed(areas, text, start) if not sure else (areas, start)
            following = _next(text, start, end, jurisdiction, is_place)
            stop = following.start() if following is not None else _ends(text, start, end)
            found.append(Pair(areas.found, Span(start, stop), sure))
        if following is None:
            break
        at = following.end()
    last = found[-1]
    kind = _TO_KIND.match(text, stop, end) if _OWN_KIND.search(found[0].thing.of(text)) else None
    if kind is not None:
        stop = kind.end()
        found[-1] = Pair(last.areas, Span(last.thing.start, stop), last.sure)
    tail = Span(stop, end)
    if any(_OTHER.search(pair.thing.of(text)) for pair in found):
        return None
    kinds = text.startswith("等", stop) and _SAYS_KIND.search(text, stop, end) is not None
    if any("等" in pair.thing.of(text) or (not (pair.sure or kinds) and "、" in pair.thing.of(text)) for pair in found):
        # 山东甲、乙、丙等做大做强: names side by side.
        return None
    noted = all(text[pair.thing.start - 1] in "(（" for pair in found) and _NOTED.fullmatch(text, stop, end) is not None
    if len(found) < _TWO or not (noted or _TAIL.fullmatch(text, stop, end)):
        return None
    # 等新兴产业集群: the words behind say that short names are things, too.
    said = _SAYS_KIND.search(text, stop, end) is not None
    told = quoted or (
        len(found) > _TWO
        and not any(_CITY_ZONE.match(pair.thing.of(text)) for pair in found)
        and _SAYS_KIND.search(text, stop, end) is not None
    )
    return Pairs(tuple(found), tail, said) if told or all(_names_thing(pair, text) for pair in found) else None


def _narrowed(areas: Areas, text: str, start: int) -> tuple[Areas, int]:
    """Return the district that a thing begins with behind its city's short name (沈阳大东|汽车), and where the thing begins."""
    last = areas.found[-1]
    below = surfaces_below(last.name)
    length = next((n for n in (4, 3, 2) if text[start : start + n] in below), 0)
    place = below[text[start : start + length]] if length else None
    if place is None or place.level != "county" or text[start + length : start + length + 1] in "、，,":
        return areas, start
    inner = Area(place.name, last.start, start + length, True)
    return Areas((*areas.found[:-1], inner), inner.end, areas.grouped), inner.end


def _next(
    text: str, start: int, end: int, jurisdiction: str | None, is_place: Callable[[Area], bool]
) -> re.Match[str] | None:
    """Return the joint behind which the next pair begins: the first behind which a place stands."""
    for joint in _JOINT.finditer(text, start + _SHORT, end):
        areas = list_at(text, joint.end(), end, jurisdiction)
        if areas is not None and all(map(is_place, areas.found)) and areas.end < end:
            return joint
    return None


def _ends(text: str, start: int, end: int) -> int:
    """Return where the last thing ends: before the shortest rest that closes a list."""
    return next((at for at in range(start + _SHORT, end) if _TAIL.fullmatch(text, at, end)), end)


def _names_thing(pair: Pair, text: str) -> bool:
    """Tell whether words behind a place may name a thing, not a place within it: 鹰潭|余江."""
    words = pair.thing.of(text)
    return len(words) >= _SHORT and (
        pair.sure or (len(words) > _SHORT and words not in surfaces_below(pair.areas[-1].name))
    )
