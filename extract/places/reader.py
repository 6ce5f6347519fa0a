"""Reads sentences for what they assign to places, clause by clause."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.areas import Area, Areas, any_verb, known_at, list_at
from extract.facts import Relation, Span
from extract.places.objects import INSIDE_LIST, read_objects, relation_of
from extract.places.patterns import any_word, bare, park_name, toward, verbs
from extract.places.rows import NEAR, Row, Setting
from extract.prose import clause_end

_CLAUSE = re.compile(r"[^，,；;：:\n]+")
_OPENING = re.compile(r"(?:[\s　—\-·●]|其中|同时|并且?|此外|[一二三四五六七八九十]是|[“\"](?=[^”\"]{1,6}[”\"]为|即))*")
_AS_CORE = re.compile(
    r"(?:一带)?为(?:主要|核心|重点|优先)?(?:承载地|承载区|布局区域|布局地|集聚区|集聚地|发展区域|区域)|(?:一带)?为(?:双|主要)?(?:两翼|双翼|一翼|支点|多点|次中心|副中心|补充|一极|极核|核心|龙头|主轴|中心|重点|先导|引领|支撑|载体|依托|主体?|主阵地|主战场|轴|节点|主要)"
)
_SUBJECT_PREPS = re.compile(r"(?:加快|统筹|推进|着力|积极)?(?:建设|优化)$|统筹推进$|加快推进$")
_PROJECTS = re.compile(
    r"等(?:一批)?(?:重点|重大|标志性|示范)?(?:项目|产业基地|产业园区?|园区|平台|载体|基地)?(?:的?建设|发展|建设投产)?$"
)
_PROJECT_VERB = re.compile(r"(?:建设|推进|推动|打造|加快|布局|规划|促进|支持|依托|发展)(?:建设)?")
_BRACKET_PLACE = re.compile(r"[（(](?P<p>[^()（）]{2,6})[)）]")
_SUB_AREA = re.compile(r"^[^、（(“]{2,5}?(?:片区|街道|镇)(?=.{2})")
# Behind these a name that no table knows counts as a place.
_NAMING_PREP = re.compile(r"(?:重点|优先)?支持|依托|(?:主要|重点|优先)?在|以|立足|.*建设$|.*优化$|统筹推进")
# 以广州国际生物岛、科学城为核心建设…: where in the place.
_AROUND = re.compile(r"以[^，,。；;]{2,30}?为(?:核心|重点|主体|龙头|依托|中心|载体|引领|支撑)(?=..)")
# 分别建设A、B: each place its own.
_EACH = re.compile(r"分别")
# 加快A市、B市X项目前期工作: the project is named behind its places.
_PROJECT_OF = re.compile(
    r"(?P<name>[^，,。；;、]{3,20}?(?:项目|工程))(?:的?(?:前期工作|建设|落地|投产|开工|达产|实施|竣工|投运|扩能))*$"
)
# 黄山市、宣城市依托生态资源,发展…: by what the places are to do it.
_BY_MEANS = re.compile(
    r"(?:充分)?(?:依托|立足|利用|发挥|结合|借助|面向|围绕|针对|瞄准|抢抓|按照|根据|基于|突出|对接|服务)[^，,。；;]{2,30}"
)
# What a clause behind begins with that is said of no place any more: 支持A建设产业园,推广…
_SPREADS = re.compile("推广")
_ELSEWHERE = re.compile(r"推广|攻关|引导|带动|完善|健全|鼓励|支持|推动|促进|提供|探索|加强|强化|实施|到20")
_GOES_ON = re.compile(r"重点|主要|着力|大力|发展|做[强大优精]|壮大|聚焦|打造|培育|形成|集聚|引进|研制|研发|生产|突破")
# 依托东莞散裂中子源布局中子探测设备
_FACILITY = re.compile(
    r"[^，,。；;、]{2,14}?(?:源|装置|器|实验室|中心|平台|企业|资源|优势|基础|设施|大学|院)(?=布局|(?:重点|大力|着力)?发展|打造|培育|建设)"
)
_TOWN_OR_PARK = ("镇", "街道", "乡", "园", "城", "区")
# 主要布局在A、B; 重点发展区域:A、B
_LAID = re.compile(r"(?:主要|重点|优先|集中)*(?:布局|落户|集聚|分布)(?:在|于|到)")
_LABEL = re.compile(r"(?:布局|发展|重点|承载|集聚|建设)[^，,：:]{0,6}(?:区域|地区|载体|范围|市县|区县)[：:]\s*$")
_THROUGH = re.compile("依托|以")
_BELT = re.compile(r"[^，,、以]{2,8}(?:带|圈|极|核|翼|轴|片区|组团|板块)(?=以)")
# A functional zone that is said something of by itself lies beside a district, not in it.
_PEER = re.compile(r"(?:高新技术产业开发区|经济技术开发区|经济开发区|高新区|经开区|合作区)$")
# 渌口区依托通用机场发展航空器维修.
_USING = re.compile(
    r"(?:充分)?(?:依托|立足|利用|发挥|围绕|结合|面向|借助|凭借|因地制宜)[^，,。；;、]{0,20}?(?=(?:配套|集中|优先|加快|积极)*(?:重点|主要|着力|大力)?(?:发展|建设|打造|培育|布局|做[强大优]))"
)


@lru_cache(maxsize=8192)
def read_sentence(
    words: str, setting: Setting, subject: tuple[Area, ...], said: tuple[tuple[str, int], ...]
) -> tuple[Row, ...]:
    """Read one sentence by itself; all places count from its beginning.

    Parameters
    ----------
    words
        The sentence with the mark that ends it.
    setting
        What the section tells.
    subject
        The places that the heading names.
    said
        The districts of the rows shortly before, and where these begin.

    Returns
    -------
    tuple of Row
        In order of the text.
    """
    reader = _Reader(words, setting, said)
    reader.sentence(Span(0, len(words) - 1), subject)
    return tuple(reader.rows)


class _Reader:
    """Reads one sentence."""

    def __init__(self, text: str, setting: Setting, said: tuple[tuple[str, int], ...]) -> None:
        self.text = text
        self.jurisdiction, self.cluster, self.own, self.names = (
            setting.jurisdiction, setting.cluster, setting.own, setting.names,
        )  # fmt: skip
        self.said = said
        self.rows: list[Row] = []

    def add(self, areas: tuple[Area, ...], relation: Relation, thing: str, start: int, end: int, rule: str) -> None:
        """Add a row for each place."""
        for area in areas:
            self.rows.append(Row(area.name, relation, thing, start, end, rule))

    def supports(self, areas: tuple[Area, ...], at: int | None = None) -> None:
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
                        "place.cluster",
                    ),
                )

    def sentence(self, span: Span, subject: tuple[Area, ...]) -> None:
        """Read one sentence; ``subject`` are the places that the heading names."""
        lasting = bool(subject)
        once = said = apart = False
        waiting = bool(subject)
        axes: tuple[Area, ...] = ()
        figure = False
        drawn: tuple[Area, ...] = ()
        position = span.start
        while (match := _CLAUSE.search(self.text, position, span.end)) is not None:
            opening = _OPENING.match(self.text, match.start(), match.end())
            start = opening.end() if opening else match.start()
            position = end = match.end()
            frame = self.frame(start, end, span.end)
            if frame is None and self.parks(start, end):
                continue
            if frame is not None:
                areas, prep = frame
                if areas.end > end:
                    position = end = clause_end(self.text, areas.end, span.end)
                if not areas.found:
                    subject, lasting, waiting = (), False, False
                    continue
                # 以A为核心、以B为两翼: places of one figure.
                if prep == "以" and axes:
                    areas = Areas((*axes, *areas.found), areas.end, areas.grouped)
                axes = areas.found if prep == "以" and areas.end >= end else ()
                # 以A、B为核心,建设…,重点发展…: all of it is said of them.
                figure = bool(axes) and not self.own
                drawn = axes or drawn
                inner = (
                    bool(subject)
                    and (subject[0].known or (lasting and prep == "建设" and subject[0].name.endswith(_TOWN_OR_PARK)))
                    and not any(a.known or self.elsewhere(a) for a in areas.found)
                    and not (not prep and lasting and all(_PEER.search(a.name) for a in areas.found))
                )
                # 支持A区发展X,建设Y产业园: the park is A's, whether or not more is said of A.
                if inner and (lasting or (said and prep == "建设")):
                    for area in areas.found:
                        self.add(subject, "park", area.name, area.start, area.end, "place.inner")
                else:
                    subject = areas.found
                    lasting = not prep or bool(_SUBJECT_PREPS.search(prep))
                once = bool(self.own and prep and not inner and not _SUBJECT_PREPS.search(prep))
                before = len(self.rows)
                stop = self.predicate(subject, areas.end, end, first=True)
                # One place with a thing of its own has that; a group of them (等区) hosts the cluster as well.
                if once and (areas.grouped or not any(row.rule == "place.object" for row in self.rows[before:])):
                    self.supports(areas.found, before)
                # 以A、B为主要承载地,重点发展…: they host the section's cluster, what follows is the cluster's.
                said = len(self.rows) > before
                apart = len(areas.found) > 1 and _EACH.search(self.text, areas.end, end) is not None
                waiting = stop is not True and not (
                    prep == "以" and self.own and areas.end >= end and len(areas.found) > 1
                )
                # 依托A打造X产业集群,发展…: the cluster is A's, what follows is the document's.
                if prep == "依托" and self.rows and self.rows[-1].object.endswith("集群") and self.rows[-1].end <= end:
                    if self.rows[-1].start >= areas.end:
                        subject, lasting, waiting = (), False, False
                        continue
                if stop is True or (self.own and stop is False and areas.end < end):
                    subject = subject if lasting else ()
                continue
            if self.laid(start, end, span) or self.toward(start, end):
                subject, lasting = (), False
                continue
            if said and (_SPREADS if lasting else _ELSEWHERE).match(self.text, start, end):
                subject, lasting, waiting = (), False, False
            if subject and (waiting or lasting):
                before = len(self.rows)
                done = self.predicate(subject, start, end) if not once or waiting else None
                if said and not lasting and (apart or not _GOES_ON.match(self.text, start, end)):
                    # 支持A发展X,建设Y产业园: behind what A is to do only a park is still said of A.
                    self.rows[before:] = [
                        row for row in self.rows[before:] if row.relation in ("park", "supports_cluster")
                    ]
                said = said or len(self.rows) > before
                if done is None and not lasting and not figure:
                    subject = ()
                waiting = lasting or figure
        # 以A、B为核心,C、D为支撑: where nothing more is said of them they host what the document is about.
        if not self.own and all(row.relation == "supports_cluster" for row in self.rows):
            said_of = {row.district for row in self.rows}
            self.supports(tuple(area for area in drawn if area.name not in said_of))

    def laid(self, start: int, end: int, sentence: Span) -> bool:
        """Read where something is laid out: 主要布局在A、B; 重点发展区域:A、B; False where nothing is."""
        text = self.text
        word = _LAID.match(text, start, end)
        named = _LABEL.search(text, sentence.start, start) if word is None else None
        if word is None and named is None:
            return False
        areas = list_at(text, word.end() if word else start, sentence.end, self.jurisdiction, named=False)
        if areas is None or not (areas.end >= end or areas.grouped or bare().match(text[areas.end : end])):
            return False
        before = len(self.rows)
        if self.own:
            self.supports(areas.found)
        elif word is not None:
            # 发展X、Y,布局在A、B: what the clause before names.
            done = text.rfind("，", sentence.start, start - 1), text.rfind(",", sentence.start, start - 1)
            clause = max(*done, sentence.start - 1) + 1
            verb = verbs().search(text, clause, start - 1)
            for name, a, b in read_objects(text, verb.end(), start - 1) if verb else ():
                self.add(areas.found, "focus", name, a, b, "place.laid")
        return len(self.rows) > before

    def frame(self, start: int, end: int, limit: int) -> tuple[Areas, str] | None:
        """Read places at the beginning of a clause: 支持A、B等区…, A区重点发展…; with the preposition."""
        text = self.text
        # 天山北坡带以A、B为节点: the figure that the places make is named first.
        belt = _BELT.match(text, start, end)
        start = belt.end() if belt else start
        prep = any_word("prep").match(text, start, end)
        if prep is not None:
            areas = list_at(text, prep.end(), limit, self.jurisdiction, named=bool(_NAMING_PREP.match(prep[0])))
            if areas is not None:
                end = max(end, clause_end(text, areas.end, limit))
                rest = text[areas.end : end]
                projects = _PROJECTS.search(text, areas.end, end) is not None
                if prep[0] == "以":
                    core = _AS_CORE.match(rest)
                    if core is None:
                        return None
                    return Areas(areas.found, areas.end + core.end(), areas.grouped), prep[0]
                using = _USING.match(rest) or (_FACILITY.match(rest) if prep[0] == "依托" else None)
                if using is not None and all(a.known for a in areas.found):
                    return Areas(areas.found, areas.end + using.end(), areas.grouped), prep[0]
                if not rest or areas.grouped or any_verb().match(rest):
                    return areas, prep[0]
                if self.project_of(areas, end):
                    return Areas((), end, areas.grouped), prep[0]
                if not projects and (self.park_behind(areas.end, end) or all(a.known for a in areas.found)):
                    return areas, prep[0]
            if prep[0] == "以" and self.own:
                return self.axis(prep.end(), end)
            return None
        areas = list_at(text, start, limit, self.jurisdiction)
        if areas is None:
            return None
        end = max(end, clause_end(text, areas.end, limit))
        rest = text[areas.end : end].lstrip()
        behind = text[end : end + 1]
        through = self.through(areas, end)
        if through is not None:
            return through, ""
        using = _USING.match(rest)
        if using is not None and all(a.known or a.name.endswith(_TOWN_OR_PARK) for a in areas.found):
            return Areas(areas.found, areas.end + using.end(), areas.grouped), ""
        if all(a.known for a in areas.found) and _BY_MEANS.fullmatch(rest):
            return Areas(areas.found, end, areas.grouped), ""
        core = _AS_CORE.fullmatch(rest)
        if core is not None and all(a.known for a in areas.found):
            return Areas(areas.found, end, areas.grouped), "以"
        if any_verb().match(rest) or (not rest and (behind in "：:" or areas.grouped)):
            return areas, ""
        return None

    def through(self, areas: Areas, end: int) -> Areas | None:
        """Read places of a region through which it does something: 长三角依托上海、杭州发展…, 西部以A、B为节点,发展…."""
        word = _THROUGH.match(self.text, areas.end, end)
        inner = list_at(self.text, word.end(), end, self.jurisdiction, named=False) if word is not None else None
        if word is None or inner is None or not all(a.known for a in (*areas.found, *inner.found)):
            return None
        core = _AS_CORE.match(self.text, inner.end, end) if word[0] == "以" else None
        at = core.end() if core is not None else inner.end
        if (word[0] == "以") != (core is not None) or not (at >= end or any_verb().match(self.text, at, end)):
            return None
        return Areas((*inner.found, *areas.found), at, areas.grouped)

    def elsewhere(self, area: Area) -> bool:
        """Tell whether an area carries the jurisdiction's own name and so lies in no district named before it."""
        own = re.sub(r"(?:省|市|自治区|自治州|州|区|县)$", "", self.jurisdiction or "")
        return len(own) > 1 and area.name.startswith(own)

    def project_of(self, areas: Areas, end: int) -> bool:
        """Read a project that is named right behind its places, as words of their own would; False where there is none."""
        if not all(area.known for area in areas.found):
            return False
        match = _PROJECT_OF.match(self.text, areas.end, end)
        if match is None or _PROJECTS.search(self.text, areas.end, end):
            return False
        self.add(areas.found, "focus", match["name"], match.start("name"), match.end("name"), "place.project")
        return True

    def axis(self, start: int, end: int) -> tuple[Areas, str] | None:
        """Read 以A—B—C为主轴: the known places among them."""
        core = _AS_CORE.search(self.text, start, end)
        if core is None:
            return None
        found, at = [], start
        while at < core.start():
            area = known_at(self.text, at, core.start(), self.jurisdiction)
            if area is not None and (at == start or self.text[at - 1] in "—–-、和及"):
                found.append(area)
            at = area.end if area is not None else at + 1
        return (Areas(tuple(found), core.end(), False), "以") if found else None

    def park_behind(self, start: int, end: int) -> re.Match[str] | None:
        """Return the name of a park that runs on from a district's: 深汕特别合作区环境科技产业园."""
        return park_name().match(self.text, start, end)

    def toward(self, start: int, end: int) -> bool:
        """Read 推动X向A、B等区集聚: what moves and where to."""
        text = self.text
        for word in toward().finditer(text, start + 1, end):
            areas = list_at(text, word.end(), end, self.jurisdiction, named=False)
            if areas is None or not (areas.grouped or areas.found[0].end - areas.found[0].start > 2):
                continue
            verbs = re.match(r"(?:推动|引导|支持|促进|鼓励|加快)*", text[start : word.start()])
            at = start + (verbs.end() if verbs else 0)
            thing = text[at : word.start()].strip("主要重点优先")
            if self.own and (self._is_own(thing) or "产业" not in thing):
                self.supports(areas.found)
            elif bare().match(text[areas.end : end]) or not text[areas.end : end]:
                for name, a, b in read_objects(text, at, word.start()):
                    self.add(areas.found, "focus", name, a, b, "place.toward")
            elif any_verb().match(text, areas.end, end):
                self.predicate(areas.found, areas.end, end)
            elif thing:
                continue
            return True
        return False

    def predicate(self, areas: tuple[Area, ...], start: int, end: int, *, first: bool = False) -> bool | None:
        """Read what places are to do; True where it ends the matter, None where it is no predicate."""
        text = self.text
        if start >= end:
            return False
        park = self.park_behind(start, end) if first and not any_verb().match(text, start, end) else None
        if park is not None and any(a.known for a in areas):
            name = park[0].strip('“”"')
            at = text.find(name, start)
            self.add(areas[-1:], "park", name, at, at + len(name), "place.park")
            start = park.end()
        around = _AROUND.match(text, start, end)
        start = around.end() if around else start
        chain = verbs().match(text, start, end)
        if chain is None:
            return None
        at = chain.end()
        thing = text[at:end]
        if thing.startswith("成") or (text[end - 2 : end] == "企业" and "等" not in thing):
            return False
        if bare().match(text[start:end]):
            if not self.own:
                self.supports(areas)
            return True
        if self.cluster is not None and self._is_own(thing) and thing not in self.names - {self.cluster}:
            if not self.own:
                self.supports(areas)
            return True
        before = len(self.rows)
        if thing in self.names:
            self.add(areas, "supports_cluster", thing, at, end, "place.object")
            return len(self.rows) == before and self.own
        found = list(read_objects(text, at, end, stage_counts=self.fresh(areas, at)))
        each = _EACH.search(text, start, at) is not None and len(found) == len(areas)
        for i, (name, a, b) in enumerate(found):
            self.add(areas[i : i + 1] if each else areas, relation_of(name), name, a, b, "place.object")
        return len(self.rows) == before and self.own

    def fresh(self, areas: tuple[Area, ...], at: int) -> bool:
        """Tell whether nothing was said of a place in the words before, so that a bare stage is its object."""
        if not areas:
            return False
        rows = (*self.said, *((row.district, row.start) for row in self.rows))
        return not any(district == areas[0].name and start > at - NEAR for district, start in rows)

    def _is_own(self, thing: str) -> bool:
        name = self.cluster or ""
        base = re.sub(r"(?:战略性新兴)?(?:产业集群|集群|产业)$", "", name)
        return bool(base) and bool(
            re.search(
                rf"{re.escape(base)}(?:战略性新兴)?(?:产业)?(?:集群|集聚区|聚集区|产业|集聚发展|产业基地|产业高地)$",
                thing,
            )
        )

    def parks(self, start: int, end: int) -> bool:
        """Read named parks in a list of projects: 加快建设仙湖氢谷、X产业园等重点项目; False where there are none."""
        text = self.text
        tail = _PROJECTS.search(text, start, end)
        leading = _PROJECT_VERB.search(text, start, end)
        if tail is None or leading is None:
            return False
        before = len(self.rows)
        at = leading.end()
        more = _PROJECT_VERB.match(text, at)
        at = more.end() if more else at
        position = at
        for part in INSIDE_LIST.split(text[at : tail.start()]):
            position = text.find(part, position)
            self.park(part, position)
            position += len(part)
        return len(self.rows) > before

    def park(self, part: str, at: int) -> None:
        """Add the row of one named park; a name that holds no district is a place itself."""
        name_only = part.strip('“”"')
        if not any_word("park", end="$").search(name_only) or len(name_only) < 3:
            return
        located = self.located(part, at)
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
            rest = self.text[known.end : end]
            printed = self.text[known.start : known.end]
            if printed.endswith(known.name) and known.name.endswith(("区", "市", "县")):
                return known.name, rest.strip('“”"')
            return known.name, part
        bracket = _BRACKET_PLACE.search(part)
        if bracket and part[: bracket.start()] in ("中国", "国家"):
            inner = known_at(bracket["p"], 0, len(bracket["p"]), self.jurisdiction)
            if inner is not None and inner.end == len(bracket["p"]):
                return inner.name, part
        sub = _SUB_AREA.match(part)
        return (sub[0], part) if sub else None
