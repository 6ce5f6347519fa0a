"""The frame of a clause: the places that it speaks of, how it names them, and where begins what it says of them.

A clause that assigns something to places is a row of typed spans:

    [opening] [figure] [preposition] PLACES [role] [manner] [modal] VERB OBJECTS

The preposition tells the kind of frame (``_PREPOSITIONS``); without one the places are the topic of what follows. A role
says what the places are in a figure (为核心), a manner by what means they do what follows (依托港口优势); both may end
the clause, then the next says what the places are to do.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from extract import patterns as re
from extract.areas import Area, Areas, any_verb, area_at, is_place, known_at, list_at
from extract.clusters import is_generic
from extract.facts import Span
from extract.places.gathering import Gathering
from extract.places.manner import MANNER, MODAL, predicate_at
from extract.places.patterns import PART_OF, PROJECTS, REGION_OF, UNKNOWN_PART, any_word
from extract.places.sites import sites_at
from extract.prose import any_of, clause_end
from extract.records import record

Kind = Literal["topic", "let", "at", "on", "as", "found", "work"]

# 重点支持在A…: what leads to the preposition; the last of several prepositions counts.
# Behind a word for work (加大A、B等地X推广应用) only what is named as done there counts.
_PREPOSITIONS: tuple[Kind, ...] = ("let", "at", "on", "as", "found", "work")
# A name that no table knows counts as a place behind 支持.
_NAMING_LET = "支持"

# 天山北坡带以A、B为节点, 南翼依托A…: the figure that the places make is named first.
_FIGURE = re.compile(
    r"[^，,、以。；;]{0,8}(?:带|圈|极|核|翼|轴|片区|组团|板块|廊|集群|产业|[东西南北中]部|[东西南北中]线|[东西南北]向|(?:主|中心|老)城区)(?:则|则是|主要|就是)?(?=以|依托|围绕)"
)
# 以A为双核心, 以B为主要承载地
_OF_ROLE = re.compile("的?(?:产业)?(?:组团|园区|载体|区域|区块)?")
# 苏州工业园区生物医药产业园为引领: the park in a place that leads.
_INNER_PARK = re.compile(
    r"[^，,。；;、为]{2,14}?(?:园区?|基地|城|谷|片区|小镇|盆地|区块|矿区|[油气煤]田)(?=(?:一带)?为)"
    # 以A、B等县|荒山荒坡|为主要用地: the land there.
    r"|(?:的)?[^，,。；;为]{0,10}?(?:荒山|荒坡|荒地|荒滩|荒漠|滩涂|戈壁|沙漠|废弃地|沉陷区|塌陷区|矿坑|矿山|盐碱地|山地|林地|草原|草场|水面|水域|海域|岸线|屋顶|闲置地|[地用厂]地)(?=为)"
)
# 发挥A产业基础优势, 依托B区位条件: what a place has.
_HAS = re.compile(
    r"[^，,。；;]{2,24}?(?:基础|优势|资源|条件|特色|禀赋|作用|效应|潜力|地位|引领|带动|机场|陆港|空港|口岸|港口|铁路港)"
)
# 依托东莞散裂中子源布局…: what stands in a place.
_FACILITY = re.compile(
    r"[^，,。；;、]{2,14}?(?:源|装置|器|实验室|中心|平台|企业|资源|优势|基础|设施|大学|院|港口?|机场|口岸)"
    r"(?=布局|(?:重点|大力|着力|加快|积极)?发展|打造|培育|建设|做[强大优])"
)
_IN_COURSE = re.compile("(?:[^，,。；;、]{1,12}(?<!集)中|[^，,。；;、]{1,12}(?:方面|过程))")
_BODY_THERE = re.compile("[^，,。；;、]{2,16}?(?:平台|实验室|研究院|研究所|创新中心)")
_ENDS = "省市区县州旗盟镇乡道"
# 在田庄乡|高马溪|建设…: the village or the site within a town.
_SITE = re.compile("[\u4e00-\u9fff]{2,6}?(?=建设|打造|新建|布局|试点|规划建设|开展)")
# 支持济宁、聊城等市与山西、陕西开展…: with whom.
WITH = re.compile(
    r"(?:与|同|和|联合|会同|携手)(?P<whom>[^，,。；;]{2,20}?)(?=(?:协同|联合|共同|合作|协作)*(?:共建|共享|开展|发展|建设|打造|培育|推进|布局)|共同(?:构成|组成|形成))"
)
_BODY_OF = re.compile("(?:人民)?政府|管委会|管理委员会")
_AND = re.compile("[与和、同]")
_SIGN = re.compile("(?:将|拟|正式|成功|签约|签订|签署|协议|合作|携手|联合|共同)*(?=共建)")
_JOINTLY = re.compile("(?:合作|联合|共同|携手)?共建|(?:合作|联合|共同|携手)+(?:建设|打造|布局|发展|设立)")
_THROUGH = re.compile("依托|以|(?:重点|主要|优先)?在")
# A镇不再新增陶瓷产能,转而培育…; A镇是陶瓷产业集聚的重点镇,要发展…
_NOT_SO = re.compile("(?:原则上)?(?:不再|不得|不宜|不|严禁|禁止)")
_IS = re.compile(
    "(?:是|作为)[^，,。；;]{2,30}?(?:重点|核心|主要|重要)?(?:镇|区|县|市|基地|集聚区|集聚地|载体|承载地|阵地|地区|园区)"
)
# 提升A、B数据交易所能级: what is raised is there.
_RAISES = ("提升", "增强", "强化")
_THRIVES = re.compile(
    "(?:加快|快速|高质量|特色|创新|集聚|错位|协同|持续|规模化|做[大强优]+|提质|升级|健康)+发展(?:壮大)?"
)
_PICTURES = ("构建", "形成", "打造")
# A为核心、B为支点的产业布局
_OF_FIGURE = re.compile("的[^，,。；;]{0,20}(?:格局|布局|体系|版图|基础上)")
_BARE_VERB = 2
_PAIR = 2
TOWN_OR_PARK = ("镇", "街道", "乡", "园", "城", "区")


@record
class Frame:
    """The places of a clause, how they are named (``kind``), and where the predicate begins.

    ``role`` tells whether they are given a role in a figure, ``of`` the industry that the role names (为石墨产业基地).
    """

    areas: Areas
    kind: Kind
    role: bool
    start: int
    of: Span | None = None


@cache
def role() -> re.Pattern[str]:
    """Return the pattern of what places are in a figure: 为双核心, 为主要承载地, 为协同发展区."""
    nouns = (
        "[地区带城园址]|区域|承载|配套|延伸|侧翼|基地|平台|[两双一]?翼|极|核|支点|多点|中心|补充|核心|龙头|主?轴线?|重点|先导|引领|牵引|支撑|载体|依托|主阵地|主战场"
        "|主导|主要|主体|主|节点|组团|辅|突破口|试点|两侧|外围|协同|纽带|枢纽|门户|腹地|窗口|支柱|样板|支撑点|增长点|点"
    )
    of = (
        r"(?:(?:全[省市区县国州]|我[省市区县])?(?P<of>(?![\u4e00-\u9fff]{0,4}(?:建设|打造|培育|发展))"
        r"(?:(?!的)[\u4e00-\u9fff]){2,10}?产业(?:集群)?)(?:的)?(?:[一二两三四五]大)?)?"
    )
    return re.compile(
        rf"(?:共同)?(?:一带)?(?:为|作为){of}[\u4e00-\u9fff]{{0,8}}?(?:{nouns})(?:支撑|引领|带动|拓展|辐射)?"
        rf"(?=$|[的、，,。；;：:]|(?!承载[地区]|发展区|发展地区){any_verb().pattern}|{MANNER.pattern})"
    )


@cache
def _preposition() -> re.Pattern[str]:
    lead = f"(?:{any_of('place_words', 'lead')})*"
    let, last, found, work = (any_of("place_words", use) for use in ("let", "let", "found", "work"))
    inner = "|".join(f"(?P<{kind}>{any_of('place_words', kind)})" for kind in ("at", "on", "as"))
    return re.compile(f"{lead}(?:(?:{let})?{lead}(?:{inner})|(?P<found>{found})|(?P<let>{last})|(?P<work>{work}))")


def _named(plays: re.Match[str]) -> Span | None:
    """Return where a role names an industry: 为石墨产业基地."""
    return Span(*plays.span("of")) if plays["of"] and not is_generic(plays["of"]) else None


class Framing(Gathering):
    """Reads the frames of clauses."""

    def frame(self, start: int, end: int, limit: int, *, opens: bool = False, labelled: bool = False) -> Frame | None:
        """Read the frame of a clause; ``opens`` where it begins its sentence, ``labelled`` behind a figure's label (“一核”为A)."""
        text = self.text
        figure = _FIGURE.match(text, start, end)
        start = figure.end() if figure else start
        lead = _preposition().match(text, start, end)
        manner = any_word("adverb").match(text, start, end) if lead is None else None
        if manner is not None and (lead := _preposition().match(text, manner.end(), end)) is not None:
            # 高标准建设A区X产业园: a park that no table knows is no place behind such words.
            known = area_at(text, lead.end(), limit, self.jurisdiction)
            lead = lead if known is not None and is_place(known) else None
        if lead is None:
            return self._topic(start, end, limit, opens=opens, labelled=labelled)
        kind: Kind = next(kind for kind in _PREPOSITIONS if lead[kind])
        region = REGION_OF.match(text, lead.end(), limit)
        first = region.end() if region is not None else lead.end()
        areas = (sites_at(text, first, limit, self.jurisdiction) if kind == "at" else None) or list_at(
            text, first, limit, self.jurisdiction, commas=kind in ("let", "at")
        )
        if areas is not None and kind == "let" and not lead[0].endswith(_NAMING_LET):
            # 鼓励X小镇拓展…: a name that no table knows is a place where a verb follows, or among more that tables know (A、X、B等).
            many = areas.grouped and 2 * sum(area.known for area in areas.found) > len(areas.found) > _PAIR
            sure = all(map(is_place, areas.found)) or many or predicate_at(text, areas.end, limit) == areas.end
            areas = areas if sure else None
        if areas is not None and lead[0].endswith(("到", "赴")) and not all(map(is_place, areas.found)):
            # 到2027年建成X园区
            areas = None
        areas = self._together(areas, limit) if areas is not None else None
        if areas is None:
            return self._axis(lead.end(), end) if kind == "as" and self.own else None
        end = max(end, clause_end(text, areas.end, limit))
        if kind == "let" and lead[0].endswith(("把", "将")) and (cast := self._cast(areas, end)) and cast.of is None:
            # 把A作为核心区
            return cast
        if kind == "as":
            # 构建以A为核心的格局 draws a picture, unless the sentence says of which industry.
            cast = self._cast(areas, end)
            if cast is not None and lead[0].startswith(_PICTURES) and not (self.about or self.own):
                self.pictured += areas.found
                return Frame(Areas((), cast.areas.end, False), "as", True, cast.start)
            return cast
        return self._prepositional(areas, kind, end)

    def _cast(self, areas: Areas, end: int) -> Frame | None:
        """Read 以A、B为核心, with or without what the places are to do."""
        text = self.text
        at = areas.end
        park = _INNER_PARK.match(text, at, end) if areas.found[-1].known else None
        at = park.end() if park else at
        of = _OF_ROLE.match(text, at, end)
        plays = role().match(text, of.end() if of else at, end)
        return Frame(areas, "as", True, plays.end(), _named(plays)) if plays is not None else None

    def _prepositional(self, areas: Areas, kind: Kind, end: int) -> Frame | None:
        """Read what stands behind the places of 支持A…, 在A…, 依托A…, 建设A…."""
        text = self.text
        known = all(map(is_place, areas.found))
        if kind in ("let", "at") and _BODY_OF.match(text, areas.end, end):
            # 由A县政府负责, 办公室设在B区管委会: who does it, not where.
            return None
        holders = self.holders(areas, end)
        if holders is not None:
            return Frame(holders, kind, False, end)
        if kind == "at" and _IN_COURSE.fullmatch(text, areas.end, end):
            # 在A区规划管理中,开展X: when, and the next clause says what.
            return Frame(areas, kind, False, end)
        if kind == "found" and PROJECTS.search(text, areas.found[-1].end, end):
            # 建设X产业园、Y小镇等重点项目 lists parks.
            return None
        if kind in ("on", "let") and self.more_parks(areas, end):
            # 依托A区X基地、Y基地: all of them lie there.
            return Frame(Areas(areas.found, end, areas.grouped), kind, False, end)
        if kind == "on" and known:
            if _HAS.fullmatch(text, areas.end, end):
                return Frame(areas, kind, False, end)
            if text[areas.end - 1] not in _ENDS and _BODY_THERE.fullmatch(text, areas.end, end) is not None:
                # 依托三亚深海创新平台,攻关X: what a body does is not the place's.
                return Frame(Areas((), end, areas.grouped), kind, False, end)
            facility = _FACILITY.match(text, areas.end, end)
            if facility is not None:
                return Frame(areas, kind, False, facility.end())
        through = self._through(areas, end) if kind == "let" else None
        if through is not None:
            return Frame(through.areas, kind, False, through.start)
        if kind == "work":
            done = self.holders(areas, end) is None and (self.project_of(areas, end) or self.work_of(areas, end))
            return Frame(Areas((), end, areas.grouped), kind, False, end) if done else None
        at = predicate_at(text, areas.end, end)
        if areas.end >= end or at is not None:
            return Frame(areas, kind, False, at or areas.end)
        if kind == "let" and _THRIVES.fullmatch(text, areas.end, end) is not None:
            # 支持A软件园、B软件园快速发展: they grow what the section is about.
            return Frame(areas, kind, False, end)
        worked = kind != "on" or text.endswith(_RAISES, 0, areas.found[0].start)
        if areas.grouped:
            done = worked and (self.project_of(areas, end) or self.work_of(areas, end))
            return Frame(Areas((), end, True) if done else areas, kind, False, end if done else areas.end)
        if kind == "at" and areas.found[-1].name.endswith(("镇", "乡", "街道")):
            site = _SITE.match(text, areas.end, end)
            if site is not None:
                return Frame(areas, kind, False, site.end())
        if known and self.firms_use(areas, end):
            return Frame(Areas((), end, areas.grouped), kind, False, end)
        if self.project_of(areas, end):
            return Frame(Areas((), end, areas.grouped), kind, False, end)
        if self.industry_of(areas, end):
            return Frame(Areas((), end, areas.grouped), kind, False, end)
        park = self.park_behind(areas.end, end)
        if park is None and worked and self.work_of(areas, end):
            return Frame(Areas((), end, areas.grouped), kind, False, end)
        first = areas.found[0]
        if (
            kind in ("at", "on")
            and len(areas.found) == 1
            and first.known
            and text[areas.end - 1] not in _ENDS
            and not park
        ):
            # 在蚌埠中恒商贸城…, 依托蚌埠综合服务平台…: what stands there by a name of its own is not the city.
            printed = text[first.start : areas.end]
            if printed != first.name and first.name.startswith(printed[:_BARE_VERB]):
                return Frame(Areas((), end, areas.grouped), kind, False, end)
        if not PROJECTS.search(text, areas.end, end) and (known or park):
            return Frame(areas, kind, False, areas.end)
        return None

    def _topic(self, start: int, end: int, limit: int, *, opens: bool, labelled: bool) -> Frame | None:
        """Read places that a clause begins with: A区重点发展…, A区、B区协同发展, A区为核心, A区:…."""
        text = self.text
        along = list_at(text, start + 1, limit, self.jurisdiction) if text.startswith("沿", start) else None
        if along is not None and len(along.found) > 1 and all(map(is_place, along.found)):
            # 沿A区—B区建设X
            start += 1
        part = PART_OF.match(text, start, limit)
        if part is not None and known_at(text, part.end(), limit, self.jurisdiction) is not None:
            start = part.end()
        areas = (
            self.members(start, limit)
            or self.those(start, limit)
            or self._governments(start, limit)
            or list_at(text, start, limit, self.jurisdiction, commas=True)
        )
        if areas is None:
            return None
        end = max(end, clause_end(text, areas.end, limit))
        through = self._through(areas, end)
        if through is not None:
            return through
        areas = self._together(areas, limit)
        through = self._through(areas, end)
        if through is not None:
            return through
        known = all(map(is_place, areas.found))
        at = predicate_at(text, areas.end, end)
        if at is not None and (at == areas.end or known or areas.found[-1].name.endswith(TOWN_OR_PARK)):
            return Frame(areas, "topic", False, at)
        part = UNKNOWN_PART.match(text, areas.end, end) if at is None and text[areas.end - 1] in _ENDS else None
        if part is not None and known:
            return Frame(areas, "topic", False, part.end())
        plays = role().match(text, areas.end, end)
        whole = plays is not None and (plays.end() == end or _OF_FIGURE.fullmatch(text, plays.end(), end) is not None)
        if plays is not None and whole and all(map(is_place, areas.found)):
            return Frame(areas, "as", True, end, _named(plays))
        if known and _NOT_SO.match(text, areas.end, end):
            return Frame(areas, "topic", False, end)
        if known and _IS.fullmatch(text, areas.end, end):
            return Frame(areas, "topic", True, end)
        rest = text[areas.end : end].strip()
        if not rest and (text[end : end + 1] in "：:" or areas.grouped or labelled):
            return Frame(areas, "topic", labelled, end)
        # 长沙市,重点发展…: the topic before a comma opens the sentence.
        if not rest and opens and known and text[end : end + 1] in "，,":
            following = clause_end(text, end + 1, limit)
            if predicate_at(text, end + 1, following) is not None:
                return Frame(areas, "topic", False, end)
        return None

    def _governments(self, start: int, limit: int) -> Areas | None:
        """Read places by their governments that build something together: A县政府与B县政府签约|共建X."""
        text = self.text
        if "共建" not in text[start:limit] or not any(word in text[start:limit] for word in ("政府", "管委会")):
            return None
        found: list[Area] = []
        at = start
        while (areas := list_at(text, at, limit, self.jurisdiction)) is not None and all(map(is_place, areas.found)):
            found += areas.found
            body = _BODY_OF.match(text, areas.end, limit)
            at = body.end() if body is not None else areas.end
            joint = _AND.match(text, at, limit)
            if joint is None:
                break
            at = joint.end()
        signs = _SIGN.match(text, at, limit)
        return Areas(tuple(found), signs.end(), True) if len(found) > 1 and signs is not None else None

    def _together(self, areas: Areas, limit: int) -> Areas:
        """Leave out with whom places are to do something: 与四川达州共建…, 与上海嘉定区协同发展…."""
        text = self.text
        first = areas.found[0]
        for n, area in enumerate(areas.found[1:], 1):
            joint = text[area.start - 1] if area.start else ""
            if joint in "与同" and not self.within(area) and self.within(first):
                areas = Areas(areas.found[:n], area.start - 1, areas.grouped)
                break
        if not all(map(is_place, areas.found)):
            return areas
        whom = WITH.match(text, areas.end, limit)
        if whom is None:
            return areas
        # A区联合B县共建X: it is B's, too, unless that lies elsewhere.
        beside = list_at(text, *whom.span("whom"), self.jurisdiction)
        whole = beside is not None and beside.end == whom.end("whom") and all(map(is_place, beside.found))
        more = tuple(filter(self.within, beside.found)) if beside is not None and whole else ()
        return Areas((*areas.found, *more), whom.end(), areas.grouped)

    def _through(self, areas: Areas, end: int) -> Frame | None:
        """Read places of a region through which it does something: 长三角依托上海、杭州发展…, 西部以A、B为节点,发展…."""
        modal = MODAL.match(self.text, areas.end, end)
        word = _THROUGH.match(self.text, modal.end() if modal else areas.end, end)
        inner = list_at(self.text, word.end(), end, self.jurisdiction, named=False) if word is not None else None
        if word is None or inner is None or not all(a.known for a in (*areas.found, *inner.found)):
            return None
        core = role().match(self.text, inner.end, end) if word[0] == "以" else None
        at = core.end() if core is not None else inner.end
        if (word[0] == "以") != (core is not None) or not (at >= end or any_verb().match(self.text, at, end)):
            return None
        if all(area.inner for area in inner.found):
            # 鸡西市以麻山区石墨产业园为载体: the parks are where, what grows is the city's.
            for area in inner.found:
                if area.inner is not None:
                    self.add(
                        (area,), "park", area.inner.of(self.text), area.inner.start, area.inner.end, "place.within"
                    )
            return Frame(Areas(areas.found, at, areas.grouped), "topic", False, at)
        if word[0].endswith("在") and (_JOINTLY.match(self.text, at, end) or "飞地" in self.text[at:end]):
            # A区和B县在B县共建产业园: it is both places'.
            there = {area.name for area in areas.found}
            more = tuple(area for area in inner.found if area.name not in there)
            return Frame(Areas((*areas.found, *more), at, areas.grouped), "topic", False, at)
        if word[0].endswith("在"):
            # 阿勒泰地区重点在富蕴县布局…: it is only there.
            return Frame(Areas(inner.found, at, inner.grouped), "topic", False, at)
        return Frame(Areas((*inner.found, *areas.found), at, areas.grouped), "topic", False, at)

    def _axis(self, start: int, end: int) -> Frame | None:
        """Read 以A—B—C为主轴: the known places among them."""
        core = role().search(self.text, start, end)
        if core is None:
            return None
        found, at = [], start
        while at < core.start():
            area = known_at(self.text, at, core.start(), self.jurisdiction)
            if area is not None and (at == start or self.text[at - 1] in "—–-、和及至到"):
                found.append(area)
            at = area.end if area is not None else at + 1
        return Frame(Areas(tuple(found), core.end(), False), "as", True, core.end()) if found else None
