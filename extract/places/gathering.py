"""What a sentence gives to places: its rows, the parks that it lists, the projects that it names."""

from __future__ import annotations

from extract import patterns as re
from extract.areas import Area, Areas, any_verb, is_place, known_at, lies_outside, list_at
from extract.clusters import is_generic
from extract.facts import Relation, Span
from extract.places.objects import INSIDE_LIST, read_objects, relation_of
from extract.places.patterns import (
    BRACKET_PLACE,
    INDUSTRY_OF,
    PROJECT_OF,
    PROJECT_VERB,
    PROJECTS,
    SUB_AREA,
    WORK_OF,
    any_word,
    park_name,
)
from extract.places.rows import Row, Setting
from extract.places.things import named_within, place_of, thing_at

# 建设A区X产业园、B县Y产业园项目建设
_WORK = re.compile("(?:等?项目)?(?:的?(?:建设|(?:错位|协同|联动|特色|快速|高质量|创新|集聚)*发展|提升|扩容|升级))*$")
# 芜湖|经开区智能家电
_ZONE_NEXT = re.compile("(?:国家级?|省级)?(?:经济技术开发区|高新技术产业开发区|经济开发区|经开区|高新区|开发区)(?=..)")
_TRIED = re.compile('[”"]?(?:综合|改革|先行|开发|建设|应用)*试点')
_SHORT, _SEVERAL = 3, 2
# 前海X集聚区、大鹏Y走廊和盐田Z中心
_BUILDS = re.compile(
    "(?:高标准|高水平|高质量|加快|重点|积极|规划|着力|全力|统筹|推进|推动|大力|持续|支持)*(?:建设|打造|布局|建成|形成|(?:加快|推进|推动)(?=[^，,。；;]*(?:中心|枢纽|机场|港区|码头|口岸)(?:等[^，,。；;]{0,14})?建设$))(?=..)"
)
_BESIDE = re.compile("、|[和与及](?=[^、和与及]+$)")
_SITES = (
    "集聚区", "聚集区", "集聚带", "中心", "枢纽", "产业带", "示范带", "综合体", "港区", "机场", "码头", "口岸", "算力中心", "保税区",
)  # fmt: skip
# A区X港区、B区Y中心|等功能区建设
_CLOSED_BY = re.compile(
    "等(?:一批)?[\u4e00-\u9fff]{0,10}(?:功能区|基础设施|设施|枢纽|集聚区|中心)(?:的?(?:规划|建设|发展|布局|落地|升级))*$"
)
# What joins or measures industries is no name of one.
_WHOLE = "省市区县州旗盟镇乡道"
_NOT_ONE = ("的", "等", "与", "及")
# 推动A、B油田|开展X试点 says what is done itself.
_SAYS_SO = re.compile("开展|(?<!开发)建设(?!者)|打造|实施")
_FIRMS_USE = re.compile(
    "(?!等)[\u4e00-\u9fff]{2,8}?(?:企业|农户|合作社)(?:率先|加快|全面|普遍)?(?:普及|应用|推广|采用|使用|引进|购置)(?P<list>[^，,。；;]{2,60})$"
)
# A区依托X产业园发展Y: the park by which it does so; 化工园区 alone is any.
_MEANS = re.compile("(?:充分|紧紧|积极|主动|重点|主要|要|应|将|可)*依托")
_PARK_OF_ITS_OWN = re.compile(
    "(?!现有|各|其|该|本|重点|一批|区域|省级|国家级)[^，,。；;、的]{2,16}(?:园区?|片区|基地|(?<!县|都)城|谷|小镇|保税区|综保区|新区|开发区|高新区|经开区|组团|社区|窗口)"
)
_SORT_OF_PARK = re.compile(
    "(?:化工|工业|科技|产业|物流|农业|现代|特色|重点|经济|循环|集聚|集中|已有|原有|[县市区镇])*(?:园区?|片区|基地|开发区)"
)
# 焉耆盆地(A县、B县)重点发展
_REGION = re.compile("[\u4e00-\u9fff]{2,8}[（(]")
# 山南片区由A镇、B镇组成
_MADE_OF = re.compile(
    "[\u4e00-\u9fff]{2,8}(?:片区|组团|板块|地区|区域|[带翼极核区圈])由(?P<list>[^，,。；;：:]{4,60}?)(?:共同)?(?:组成|构成)"
)

# A区发展X,B区发展Y,两区共同打造Z
_THOSE = re.compile(
    "(?:以上|上述)?(?P<n>[两三四])(?:区|县|市|旗|地|镇|县区|区县|县市)(?=(?:将|要|应)?(?:联合|共同|协同|合力|携手))"
)
_HOW_MANY = {"两": 2, "三": 3, "四": 4}


# 中德(沈阳)高端装备产业园: a park of two countries, and where it lies.
_OF_TWO = re.compile(
    "(?P<name>[\u4e00-\u9fff]{0,3}中[日德美韩法英意俄新以瑞荷欧澳加奥丹匈白越泰马埃沙印巴哈捷芬比葡西][\u4e00-\u9fff]{0,3}"
    "[（(](?P<place>[\u4e00-\u9fff]{2,6})[)）][^，,。；;、（）()]{2,16}?(?:产业园|园区|生态园|工业园|科技园|合作区|新城|产业城|基地))"
    "等?(?:的?(?:规划|建设|发展|提升|扩容|升级))*"
)
_PLANS = re.compile(
    "(?:高标准|高水平|高质量|加快|重点|积极|谋划|规划|全力|大力|持续|推进|推动|促进|支持|建设|打造|建成|布局)+"
)

_MORE_PARKS = re.compile("(?:、[^、，,。；;]{2,14}?(?:基地|园区?|片区|科学城|科技城|小镇))+等?")


class Gathering:
    """The rows of one sentence, with the parks and projects that it lists."""

    def __init__(self, text: str, setting: Setting, said: tuple[tuple[str, int], ...]) -> None:
        self.text = text
        self.jurisdiction, self.cluster, self.own, self.names = (
            setting.jurisdiction, setting.cluster, setting.own, setting.names,
        )  # fmt: skip
        self.said = said
        # Whether the sentence names the industry that it is about itself.
        self.about = False
        # The places toward which a clause said that something moves, where what moves is nothing by itself.
        self.lain: tuple[Area, ...] = ()
        # The places of a figure that nothing is said of: 形成以A为核心,带动B、C的格局.
        self.pictured: tuple[Area, ...] = ()
        # The industries that a labelled list of places was said to hold: X产业,核心区在A,配套区在B.
        self.held: list[tuple[str, int, int]] = []
        # The fields that places have in view, where nothing else is said of them: A区围绕X、Y等,建设若干集群.
        self.viewed: list[tuple[tuple[Area, ...], Span]] = []
        self.rows: list[Row] = []

    def add(self, areas: tuple[Area, ...], relation: Relation, thing: str, start: int, end: int, rule: str) -> None:
        """Add a row for each place."""
        if relation != "supports_cluster" and _TRIED.match(self.text, end):
            relation = "pilot"
        for area in areas:
            self.rows.append(Row(area.name, relation, thing, start, end, rule))

    def supports(self, areas: tuple[Area, ...], at: int | None = None, rule: str = "place.cluster") -> None:
        """Add that the places host the cluster of the section, as row ``at`` or the last."""
        if self.cluster is not None:
            for n, area in enumerate(areas):
                self.rows.insert(
                    len(self.rows) if at is None else at + n,
                    Row(
                        area.name,
                        "supports_cluster",
                        self.cluster,
                        area.start,
                        area.end,
                        rule,
                    ),
                )

    def within(self, area: Area) -> bool:
        """Tell whether an area is no place that lies outside the jurisdiction (上海嘉定区 in a policy of Suzhou)."""
        return not lies_outside(area.name, self.jurisdiction)

    def elsewhere(self, area: Area) -> bool:
        """Tell whether an area carries the jurisdiction's own name and so lies in no district named before it."""
        own = re.sub(r"(?:省|市|自治区|自治州|州|区|县)$", "", self.jurisdiction or "")
        return len(own) > 1 and area.name.startswith(own)

    def members(self, start: int, limit: int) -> Areas | None:
        """Read a region by its members: 焉耆盆地(A县、B县)."""
        made = _MADE_OF.match(self.text, start, limit)
        areas = list_at(self.text, *made.span("list"), self.jurisdiction) if made is not None else None
        if made is not None and areas is not None and areas.end == made.end("list"):
            return Areas(areas.found, made.end(), True)
        name = _REGION.match(self.text, start, limit)
        areas = list_at(self.text, name.end(), limit, self.jurisdiction, named=False) if name is not None else None
        if areas is None or len(areas.found) < 2 or self.text[areas.end : areas.end + 1] not in ("）", ")"):
            return None
        return Areas(areas.found, areas.end + 1, True)

    def those(self, start: int, limit: int) -> Areas | None:
        """Read the places that were spoken of last by how many they are: 两区|共同打造X."""
        spoken = _THOSE.match(self.text, start, limit)
        if spoken is None:
            return None
        names = list(dict.fromkeys(row.district for row in self.rows))[-_HOW_MANY[spoken["n"]] :]
        if len(names) < _HOW_MANY[spoken["n"]]:
            return None
        return Areas(tuple(Area(name, start, spoken.end(), True) for name in names), spoken.end(), True)

    def project_of(self, areas: Areas, end: int) -> bool:
        """Read a project that is named right behind its places, as words of their own would; False where there is none."""
        if not all(area.known for area in areas.found):
            return False
        match = PROJECT_OF.match(self.text, areas.end, end)
        if match is None or PROJECTS.search(self.text, areas.end, end) or any_verb().search(match["name"][:-2]):
            return False
        self.add(areas.found, "focus", match["name"], match.start("name"), match.end("name"), "place.project")
        return True

    def holders(self, areas: Areas, end: int) -> Areas | None:
        """Return the places whose short names parks begin with that are built: 推进肥西新材料产业园建设; None where one does not."""
        if any(area.known for area in areas.found) or _WORK.match(self.text, areas.end, end) is None:
            return None
        found = []
        for area in areas.found:
            known = known_at(self.text, area.start, area.end, self.jurisdiction)
            park = any_word("park", end="$").search(area.name) or area.name.endswith("产业集聚区")
            if known is None or area.end - known.end <= _SHORT or not park:
                return None
            if any_word("generic_park", end="$").fullmatch(self.text, known.end, area.end):
                return None
            found.append(Area(known.name, area.start, area.end, True, Span(area.start, area.end)))
        return Areas(tuple(found), end, areas.grouped)

    def industry_of(self, areas: Areas, end: int) -> bool:
        """Read an industry that is to grow, named right behind its places: 加快A县|新材料产业|发展; False where there is none."""
        match = INDUSTRY_OF.match(self.text, areas.end, end)
        if match is None or not all(map(is_place, areas.found)) or self.text[areas.end - 1] not in _WHOLE:
            # 长春生物医药产业, 牡丹花卉产业: a short name is part of what is named.
            return False
        name = match["name"]
        if is_generic(name) or any_verb().search(name[:-2]) or any(mark in name for mark in _NOT_ONE):
            return False
        self.add(areas.found, relation_of(name), name, *match.span("name"), "place.industry")
        return True

    def work_of(self, areas: Areas, end: int) -> bool:
        """Read what is built or spread in several places, named right behind them: 加快A、B等通道|充电设施|建设; False where there is none."""
        several = areas.grouped or len(areas.found) > 1
        sure = all(map(is_place, areas.found)) or sum(area.known for area in areas.found) > 1
        match = WORK_OF.match(self.text, areas.end, end) if several and sure else None
        if match is None or PROJECTS.search(self.text, areas.end, end) or any_verb().match(match["name"]):
            return False
        if _SAYS_SO.search(match["name"]):
            return False
        before = len(self.rows)
        found = list(read_objects(self.text, *match.span("name")))
        if "等地" in match["name"]:
            # 在A、某某、B等地开展X: the list of places goes on.
            return False
        for name, a, b in found:
            self.add(areas.found, relation_of(name), name, a, b, "place.work")
        return len(self.rows) > before

    def firms_use(self, areas: Areas, end: int) -> bool:
        """Read what the firms of places are to take up: 支持A区标准件企业普及X、Y; False where they are not named."""
        match = _FIRMS_USE.match(self.text, areas.end, end)
        if match is None:
            return False
        before = len(self.rows)
        for name, a, b in read_objects(self.text, *match.span("list")):
            self.add(areas.found, relation_of(name), name, a, b, "place.object")
        return len(self.rows) > before

    def park_behind(self, start: int, end: int) -> re.Match[str] | None:
        """Return the name of a park that runs on from a district's: 深汕特别合作区环境科技产业园."""
        return park_name().match(self.text, start, end)

    def parks(self, start: int, end: int) -> bool:
        """Read named parks in a list of projects: 加快建设仙湖氢谷、X产业园等重点项目; False where there are none."""
        text = self.text
        tail = PROJECTS.search(text, start, end)
        leading = PROJECT_VERB.search(text, start, end)
        if leading is None:
            return False
        if tail is None:
            return self.located_parks(leading.end(), end)
        before = len(self.rows)
        at = leading.end()
        more = PROJECT_VERB.match(text, at)
        at = more.end() if more else at
        position = at
        for part in INSIDE_LIST.split(text[at : tail.start()]):
            position = text.find(part, position)
            self.park(part, position)
            position += len(part)
        return len(self.rows) > before

    def side_by_side(self, start: int, end: int) -> bool:
        """Read parks that are built side by side, each with its district before it; False where there are none."""
        plans = _PLANS.match(self.text, start, end)
        if plans is not None and self._of_two(plans.end(), end):
            return True
        builds = _BUILDS.match(self.text, start, end)
        if builds is None:
            return False
        return self._of_all(builds.end(), end) or self.located_parks(builds.end(), end)

    def thing(self, start: int, end: int) -> bool:
        """Read what is built in one place, named right behind it: 打造A区|水铁联运基地; False where there is nothing."""
        place = place_of(self.text, start, end, self.jurisdiction)
        within = named_within(self.text, start, end, self.jurisdiction) if place is None else None
        if within is not None:
            name = within[1].of(self.text)
            self.add((within[0],), relation_of(name), name, within[1].start, within[1].end, "place.thing")
            return True
        return place is not None and self.thing_behind(place, place.end, end)

    def thing_behind(self, place: Area, start: int, end: int) -> bool:
        """Read what is built in a place whose name ends at ``start``; False where there is nothing."""
        at = thing_at(self.text, start, end, self.jurisdiction)
        if at is None:
            return False
        name = at.of(self.text)
        tried = list(read_objects(self.text, at.start, at.end)) if name.endswith("城市") else []
        for thing, a, b in tried or [(name, at.start, at.end)]:
            self.add((place,), relation_of(name), thing, a, b, "place.thing")
        return True

    def _of_two(self, start: int, end: int) -> bool:
        """Read parks of two countries that hold their places in brackets: 建设中德(沈阳)高端装备产业园; False where one does not."""
        found, at = [], start
        for part in _BESIDE.split(self.text[start:end]):
            park = _OF_TWO.fullmatch(self.text, at, at + len(part))
            known = known_at(self.text, *park.span("place"), self.jurisdiction) if park is not None else None
            if park is None or known is None or known.end < park.end("place"):
                return False
            found.append(Row(known.name, "park", park["name"], *park.span("name"), "place.park"))
            at += len(part) + 1
        self.rows += found
        return True

    def _of_all(self, start: int, end: int) -> bool:
        """Read what 等 says that all places of a list are to be: 打造A、B片区等|X示范区域; False where it is nothing."""
        areas = list_at(self.text, start, end, self.jurisdiction)
        if areas is None or len(areas.found) < _SEVERAL or self.text[areas.end - 1] != "等":
            return False
        park = self.park_behind(areas.end, end)
        if park is None or _WORK.fullmatch(self.text, park.end(), end) is None or not is_place(areas.found[0]):
            return False
        name = park[0]
        if is_generic(name) or relation_of(name) != "pilot" or any_word("generic_park").search(name):
            return False
        self.add(areas.found, "pilot", name, *park.span(), "place.park")
        return True

    def located_parks(self, start: int, end: int) -> bool:
        """Read parks that carry their districts side by side: 建设A区X产业园、B县Y走廊和C区Z中心; False where one does not."""
        closed = _CLOSED_BY.search(self.text, start, end)
        parts = _BESIDE.split(self.text[start : closed.start() if closed is not None else end])
        if len(parts) < _SEVERAL:
            return False
        found, at = [], start
        for part in parts:
            name = _WORK.sub("", part)
            known = known_at(self.text, at, at + len(name), self.jurisdiction)
            park = any_word("park", end="$").search(name) or (name.endswith(_SITES) and not name.endswith("创新中心"))
            if known is None or not park or any_word("generic_park").search(name):
                return False
            begins = known.end + self.text.startswith("的", known.end)
            if at + len(name) - begins <= _SHORT or any_verb().match(self.text, begins, at + len(name)):
                return False
            found.append(
                Row(known.name, "park", self.text[begins : at + len(name)], begins, at + len(name), "place.park")
            )
            at += len(part) + 1
        self.rows += found
        return True

    def more_parks(self, areas: Areas, end: int) -> bool:
        """Read further parks of one place behind the first: 依托A区X基地|、Y产业园; False where there are none."""
        place = areas.found[-1]
        if place.inner is None or len(areas.found) > 1 or _MORE_PARKS.fullmatch(self.text, areas.end, end) is None:
            return False
        at = areas.end + 1
        for name in self.text[at:end].removesuffix("等").split("、"):
            if any_word("generic_park").fullmatch(name) is None:
                self.add((place,), "park", name, at, at + len(name), "place.within")
            at += len(name) + 1
        return True

    def leans_on(self, areas: tuple[Area, ...], start: int, end: int) -> None:
        """Add the parks of a place by means of which it does something: A区|依托X产业园、Y片区|发展Z."""
        means = _MEANS.match(self.text, start, end) if len(areas) == 1 else None
        at = means.end() if means is not None else end
        for part in self.text[at:end].split("、"):
            name = part.strip('“”"')
            sort = _SORT_OF_PARK.fullmatch(name) or any_word("generic_park", end="$").fullmatch(name)
            if _PARK_OF_ITS_OWN.fullmatch(name) is not None and not sort:
                begins = self.text.find(name, at)
                self.add(areas, "park", name, begins, begins + len(name), "place.means")
            at += len(part) + 1

    def park(self, part: str, at: int) -> None:
        """Add the row of one named park; a name that holds no district is a place itself."""
        name_only = part.strip('“”"')
        located = self.located(part, at)
        # 晋江市鞋服供应链中心 in a list of projects: the district before it says that it is one.
        if len(name_only) < 3 or (located is None and not any_word("park", end="$").search(name_only)):
            return
        if located is not None:
            district, name = located
            start = self.text.find(name, at)
            self.rows.append(Row(district, "park", name, start, start + len(name), "place.park"))
            return
        if name_only.endswith("基地") and "国家" not in name_only and not name_only.startswith("中国"):
            return
        if (
            any_word("generic_park").search(name_only) and "国家" not in name_only and not name_only.startswith("中国")
        ) or self.cluster is None:
            return
        start = self.text.find(name_only, at)
        self.rows.append(Row(name_only, "park", self.cluster, start, start + len(name_only), "place.named_park"))

    def located(self, part: str, at: int) -> tuple[str, str] | None:
        """Return the district that a park's name begins with or holds in brackets, and the park's name."""
        end = at + len(part)
        known = known_at(self.text, at, end, self.jurisdiction)
        if known is not None and known.end < end:
            inner = known_at(self.text, known.end, end, known.name)
            if inner is not None and inner.end >= end:
                # 广州南沙 is a place.
                return None
            rest = self.text[known.end : end]
            printed = self.text[known.start : known.end]
            zone = _ZONE_NEXT.match(rest)
            if zone is not None:
                return printed + zone[0], rest[zone.end() :]
            if printed.endswith(known.name) and known.name.endswith(("区", "市", "县")):
                return known.name, rest.strip('“”"')
            return known.name, part
        bracket = BRACKET_PLACE.search(part)
        if bracket and part[: bracket.start()] in ("中国", "国家"):
            inner = known_at(bracket["p"], 0, len(bracket["p"]), self.jurisdiction)
            if inner is not None and inner.end == len(bracket["p"]):
                return inner.name, part
        sub = SUB_AREA.match(part)
        return (sub[0], part) if sub else None
