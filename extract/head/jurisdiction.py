"""Whose policy it is: by the title, else by who announces, signs or numbers it, else by the place that its head names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extract import patterns as re
from extract.dates import DATE
from extract.facts import Mention, Span
from extract.frame import Frame
from extract.head.issuers import in_news
from extract.head.whose import (
    LEVELLED,
    OF_LEVEL,
    TITLES,
    by_central_office,
    by_cities,
    by_districts,
    by_own_bodies,
    by_short_name,
    by_superior,
    fits,
    speaks_of_levels,
)
from extract.outline import Outline
from extract.page import trim
from extract.resolve import NATION, Context, resolve, split_prefix
from extract.site import without_site
from seeds.places import Place, ancestors, city_zone, find, find_zone, longest_surface, spelled
from seeds.tables import rows

_FIRST_BODY = re.compile(
    r"\s*(?P<name>[一-鿿]{3,20}?(?:部|委|会|局|署|行|院))(?=[\s、]|关于|办公厅|印发|等[\d一二三四五六七八九十]+个?(?:部门|单位))"
)
_DATE_LINE = re.compile(rf"^\s*{DATE}\s*$", re.M)
# Who announces: what stands before 关于印发 at the beginning of a notice.
_ANNOUNCER = re.compile(r"\s*(?P<name>[一-鿿()（）]{4,30}?)\s*(?:关于)?(?:印发|转发|发布|公布|关于)")
# 泰州关于印发…: a headline that names the place alone.
_ANNOUNCING_PLACE = re.compile(r"\s*(?P<name>[一-鿿]{2,4}?)(?:关于)?(?:印发|转发|发布|公布|出台)")
_BODY_LINE = re.compile(r"[一-鿿()（）]{3,36}$")
_BODY_END = re.compile(r"(?:国务院|人民政府|政府|委员会|管委会|厅|局|委|办公室|办公厅|办事处|署|部)$")
# Leagues are divisions of one province alone.
_LEAGUES = re.compile("各(?:有关)?盟(?:行政公署|市)")
_WORD = re.compile(r"\S+")
_NAMED = re.compile(r"[一-鿿]{1,10}?(?:自治区|新片区|开发区|高新区|经开区|合作区|新区|省|市|州(?!市)|县|区)")
# What a document says of its own place (结合佛山市实际, 在长沙县注册).
_KINDS = "自治区|新片区|开发区|高新区|经开区|合作区|新区|省|市|州|县|区"
_OWN_PLACE = re.compile(
    rf"(?:结合|立足|根据|针对|适用于|凡?在)(?P<place>[一-鿿]{{2,14}}?(?:{_KINDS}))"
    r"(?:的?实际|注册|产业|发展|工作|行政区域|范围|内|依法|实际情况)"
)
# What is listed is none's own: 包括上海浦东、河北雄安新区…
_LISTED = re.compile(r"(?:[、和与及]|包括|如|把)$")
# Whom the policy speaks to tells its level: 各盟行政公署, 各地级以上市人民政府 are below a province.
_BELOW_PROVINCE = re.compile(
    r"^\s*(?:各(?:设区市|地级以上市|省辖市|市州|市、州|盟|地区|州|地、州)[^\n]{0,16}|各市、?(?:自治州|州|地|县)[^\n]{0,24})(?:人民政府|行政公署|行署)",
    re.M,
)
_LINES_UP = 6
# 2012年某市某区…实施细则
_YEAR_FIRST = re.compile(r"^20\d{2}年度?")
# 数字广东建设…, 美丽丰台建设…: what the place is to become stands before its short name.
_TO_BECOME = re.compile(
    r"^(?:数字|智慧|美丽|健康|平安|法治|信用|质量|绿色|清洁|幸福|文明|诚信|海洋|文化)(?=[一-鿿]{2,6}(?:建设|行动|发展|规划))"
)

# 国家碳达峰试点(唐山)实施方案: a national undertaking in one place, which its bracket names.
_HELD_IN = re.compile("(?:国家|全国|中国)[^《》()（）]{2,30}[(（](?P<place>[一-鿿]{2,8})[)）]")


@cache
def _marks() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((r["mark"], r["place"]) for r in rows("number_marks")), key=lambda row: -len(row[0])))


def place_of_number(number: str) -> Place | None:
    """Return whose number a document bears (佛府办〔2021〕12号), None where the table has no mark for it.

    The mark of a province stands before the mark of the office: 粤府, 苏政办发, 浙经信.
    """
    mark, name = next(((m, p) for m, p in _marks() if number.startswith(m)), ("", ""))
    if name == NATION.name:
        return NATION
    office = len(mark) > 1 or re.match(
        r"政|府|办|委|党|发|工|经|科|商|财|人|交|建|环|农|金|市|药|卫|数|能|科|文|自|国", number[len(mark) :]
    )
    return find(name) if name and office else None


def _zone_of(title: str, length: int) -> Place | None:
    """Return the functional zone whose name begins with a city's: 西安高新区, 长沙经济技术开发区."""
    return next((zone for end in range(len(title[: length + 9]), length, -1) if (zone := city_zone(title[:end]))), None)


def prefix_of(title: str) -> Place | None:
    """Return the place that begins a title, the country where a central body does."""
    title = _TO_BECOME.sub("", _YEAR_FIRST.sub("", title))
    for length in range(min(len(title), 12), 1, -1):
        place = find(title[:length])
        if place is not None:
            # 池州东至县: the place within is meant.
            rest = title[length : length + 12]
            below = find(rest[: longest_surface(rest)])
            within = below is not None and below.name == rest[: len(below.name)] and place in ancestors(below)
            return _zone_of(title, length) or (below if within else place)
    held = _HELD_IN.match(title)
    if held is not None and (place := find(held["place"])) is not None:
        return place
    if title.startswith(("国务院", "国家", "中共中央", "全国")):
        return NATION
    return None


def _place_of_body(name: str) -> Place | None:
    """Return the place of a body that signs or announces; the country for a central one."""
    if not _BODY_END.search(name) or len(name) < 3:
        return None
    body = resolve(name, Context(NATION))
    if body.known and body.level == "national":
        return NATION
    if body.known and body.kind == "central_office" and body.jurisdiction is not None:
        # 国家税务总局上海市税务局
        return find(body.jurisdiction)
    found = prefix_of(name.removeprefix("中共"))
    if found is not None:
        return found
    zone = re.sub(r"(?:管理委员会|管委会)(?:办公室|[一-鿿]{2,8}[局部])?$", "", name)
    return (find_zone(zone) if zone != name else None) or split_prefix(name, Context(None)).place


def _signers(outline: Outline) -> Iterator[Span]:
    """Yield the lines right above a date on a line of its own: at the end, in the head, then behind a notice's points."""
    text = outline.text
    first = outline.sections[0].body.start if outline.sections else outline.closing.start
    for stretch in (outline.closing, Span(outline.span.start, first), Span(first, outline.closing.start)):
        for match in _DATE_LINE.finditer(text, stretch.start, stretch.end):
            end = trim(text, Span(match.start(), match.end())).start
            for _ in range(_LINES_UP):
                start = text.rfind("\n", stretch.start, max(end - 1, stretch.start)) + 1 or stretch.start
                line = trim(text, Span(start, end))
                if line.start < line.end:
                    if not _BODY_LINE.match("".join(line.of(text).split())):
                        break
                    yield from (
                        Span(line.start + m.start(), line.start + m.end()) for m in _WORD.finditer(line.of(text))
                    )
                if start <= stretch.start:
                    break
                end = start - 1


def _is_of_another(place: Place, frame: Frame, outline: Outline) -> bool:
    """Tell whether a title begins with a short name that is another place's for whoever announces it.

    河套全域…方案, which 巴彦淖尔市人民政府办公室 issues, is not the zone's of that name.
    """
    if frame.title.startswith(place.name):
        return False
    announcer = _ANNOUNCER.match(outline.text, outline.span.start, frame.title_at.end)
    by = _place_of_body(announcer["name"]) if announcer is not None else None
    return by is not None and by is not NATION and place not in (by, *ancestors(by)) and by not in ancestors(place)


def jurisdiction_of(
    frame: Frame, outline: Outline, number: Mention | None = None
) -> tuple[Place | None, Mention | None]:
    """Return whose policy it is, and the words that say so.

    The place that begins the title; else of the body that announces it, of the ministry that begins the page, of who signs
    it, of its own number; else the first place that the head, the end or the page above name, which is less sure.
    """
    page = outline.page
    place = prefix_of(frame.title)
    at = frame.title_at
    if place is not None and not _is_of_another(place, frame, outline):
        name = next(n for n in (spelled(place), place.name) if frame.title.startswith(n[:2]) or n == place.name)
        length = next((n for n in range(len(name), 1, -1) if page.text.startswith(name[:n], at.start)), 2)
        begin = page.text.find(place.name, at.start, at.end)
        if begin >= 0:
            return place, page.mention(begin, begin + len(place.name), "jurisdiction.title")
        held = _HELD_IN.match(page.text, at.start, at.end)
        if held is not None:
            return place, page.mention(*held.span("place"), "jurisdiction.title")
        return place, page.mention(at.start, at.start + length, "jurisdiction.title")
    first = outline.sections[0].at.start if outline.sections else outline.span.end
    notice = page.text[outline.span.start : first].lstrip()
    if prefix_of(notice) is NATION:
        begin = page.text.index(notice[:2], outline.span.start)
        return NATION, page.mention(begin, begin + 2, "jurisdiction.notice")
    body = _FIRST_BODY.match(page.text, outline.span.start, first)
    if body is not None and resolve(body["name"], Context(NATION)).level == "national":
        # 工业和信息化部 财政部关于印发…: ministries issue the country's policies.
        return NATION, page.mention(body.start("name"), body.end("name"), "jurisdiction.issuer")
    short = _ANNOUNCING_PLACE.match(page.text, outline.span.start, first)
    if short is not None and (place := find(short["name"])) is not None and fits(place, outline):
        return place, page.mention(short.start("name"), short.end("name"), "jurisdiction.notice")
    announcer = _ANNOUNCER.match(page.text, outline.span.start, first)
    if announcer is not None and (place := _place_of_body(announcer["name"])) is not None:
        return place, page.mention(announcer.start("name"), announcer.end("name"), "jurisdiction.notice")
    told = in_news(page.text, Span(frame.within.start, max(first, frame.title_at.end)), frame, Context(NATION))
    if told and (place := _place_of_body(told[0].of(page.text))) is not None:
        return place, page.mention(told[0].start, told[0].end, "jurisdiction.news")
    signers = list(_signers(outline))
    central = next((s for s in signers if _place_of_body(s.of(page.text)) is NATION), None)
    for line in (central, *signers) if central is not None else signers:
        if (place := _place_of_body(line.of(page.text))) is not None:
            return place, page.mention(line.start, line.end, "jurisdiction.signature")
    if number is not None and (place := place_of_number(number.quote)) is not None and fits(place, outline):
        return place, page.mention(number.start, number.end, "jurisdiction.number")
    return _in_words(frame, outline, first)


def _in_words(frame: Frame, outline: Outline, first: int) -> tuple[Place | None, Mention | None]:
    """Return the place that the policy says is its own, else the first that its head names outside of titles in 《》."""
    page = outline.page
    text = without_site(TITLES.sub(lambda m: "\n" * len(m[0]), page.text))
    own = _OWN_PLACE.search(text, outline.span.start, outline.span.end)
    while own is not None:
        for start in range(len(own["place"]) - 1):
            place = _exact(own["place"][start:])
            if place is not None and fits(place, outline):
                begin = own.start("place") + start
                return place, page.mention(begin, own.end("place"), "jurisdiction.own", confidence=0.8,
                                           why="no place in the title: what the text says of its own place")  # fmt: skip
        own = _OWN_PLACE.search(text, own.end(), outline.span.end)
    found = (
        by_short_name(text, outline)
        or by_central_office(text, outline)
        or by_superior(outline)
        or by_own_bodies(text, outline)
        or by_cities(text, outline)
        or by_districts(text, outline)
    )
    if found is not None:
        place, at = found
        return place, page.mention(at.start, at.end, "jurisdiction.own", confidence=0.7,
                                   why="no place in the title: what the text names as its own or belongs to it")  # fmt: skip
    leagues = _LEAGUES.search(text, outline.span.start, outline.span.end)
    if leagues is not None and (place := find("内蒙古自治区")) is not None and fits(place, outline):
        return place, page.mention(leagues.start(), leagues.end(), "jurisdiction.own", confidence=0.8,
                                   why="no place in the title: only one province has such divisions")  # fmt: skip
    unsure: tuple[Place, Mention] | None = None
    above_cities = _BELOW_PROVINCE.search(text, outline.span.start, first) is not None
    for stretch in (Span(outline.span.start, first), outline.closing, Span(frame.within.start, outline.span.start)):
        for match in _NAMED.finditer(text, stretch.start, stretch.end):
            for start in range(len(match[0]) - 2):
                named = _exact(match[0][start:])
                if named is None:
                    continue
                if _listed(text, match.start() + start, match.end()):
                    break
                if above_cities and named.level != "province":
                    continue
                # 江西省南昌市: the place within is meant.
                below = find(text[match.end() : match.end() + longest_surface(text[match.end() : match.end() + 12])])
                if below is not None and not above_cities and named in ancestors(below):
                    continue
                mention = page.mention(match.start() + start, match.end(), "jurisdiction.head", confidence=0.8,
                                       why="no place in the title: the first that the head names")  # fmt: skip
                if _above(named, outline):
                    break
                if fits(named, outline):
                    return named, mention
                unsure = unsure or (named, mention)
                break
    return unsure if unsure is not None and not speaks_of_levels(outline) else (None, None)


def _above(place: Place, outline: Outline) -> bool:
    """Tell whether a place is a province, and a policy's departments are all of places below it."""
    levels = {
        match["level"]
        for pattern in (LEVELLED, OF_LEVEL)
        for match in pattern.finditer(outline.text, outline.span.start, outline.span.end)
    }
    return bool(levels) and place.name.endswith(("省", "自治区")) and not levels & {"省", "自治区"}


def _listed(text: str, start: int, end: int) -> bool:
    """Tell whether a place is one of several that the text lists."""
    return _LISTED.search(text, max(0, start - 2), start) is not None or text.startswith(("、", "和"), end)


def _exact(name: str) -> Place | None:
    """Return the place whose full name, or for a zone any name, is printed."""
    place = find(name) or find_zone(name)
    return place if place is not None and (place.name == name or place.level == "zone") else None
