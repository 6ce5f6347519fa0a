"""Reads sentences for what they assign to places, clause by clause.

What a sentence says is kept as a state (``Talk``): the places being spoken of, whether they are its topic, and what was said
of them. A clause with a frame (``frames``) begins anew, one that says where something lies (布局在A) stands by
itself, any other goes on with what the places are to do, as long as it can.
"""

from __future__ import annotations

from functools import lru_cache

from extract import patterns as re
from extract.areas import Area, any_verb, behind_letting, is_place, known_at, list_at
from extract.clusters import is_generic, names_industry
from extract.facts import Span
from extract.places.beginnings import EACH, Beginnings, Talk
from extract.places.objects import read_objects, relation_of
from extract.places.patterns import CLAUSE, LABELLED, OPENING, verbs, who_acts
from extract.places.rows import PICTURE, Row, Setting
from extract.prose import clause_end

# 电子信息产业以A、B为核心: the industry that a sentence is about.
_ABOUT = re.compile(
    "(?P<name>[^，,。；;：:、的以在由和与及（(]{2,14}?(?:产业集群|集群|产业链群?|产业)|[^，,。；;：:、的以在由（(]{2,16}?(?:产业集群|集群|产业链群?))"
    "(?=的?(?:重点|主要|核心|承载)|(?:形成|构建|呈现)(?=以)|(?:主要)?是以|聚焦|以|依托|围绕|立足|布局|集聚|落户|分布|要|应|将|在|由|[，,：:])(?:的?(?:空间|产业|区域)?布局(?=[，,以]))?"
)
# 着力打造X产业集群,以A为核心区
_SETS_OUT = re.compile(
    "(?:着力|重点|加快|全力|积极|大力|聚力)*(?:打造|培育|做[大强优]+|建设|发展|壮大|构建)(?P<name>[^，,。；;、的]{2,16}?(?:产业集群|集群))(?=[，,](?:形成|构建)?(?:以|依托))"
)
# 推进X产业高质量发展,支持A、B快速发展
_SETS_ON = re.compile(
    "(?:持续|大力|加快|深入|积极)*(?:推进|推动|促进)(?P<name>[^，,。；;、的]{2,10}?产业)(?:高质量|集聚|加快|快速|健康|创新)*发展(?=[，,](?:重点|大力)?(?:支持|推动)[^，,。；;]{4,60}发展)"
)
_PLAIN = re.compile(
    "(?P<name>[\u4e00-\u9fffA-Za-z\\d]{2,14}?)(?=(?P<word>以|(?:主要|重点|集中)*(?:布局|集聚|分布)[在于]))"
)
_DASHED = re.compile(
    "(?<=[\u4e00-\u9fff][区县市旗镇乡])——(?=[\u4e00-\u9fff][^—；;]*[\u4e00-\u9fff)）](?:[；;]|[。\n]?$))"
)
_VERB_INSIDE = re.compile(
    "壮大|做大|做强|融入|承接|对接|延伸|主动|嵌入|推进|促进|加快|培育|推动|发展|建设|支持|打造|形成|构建|做|围绕|聚焦|对|为|将|把|各|该|本|此|强化|提升|加强|巩固|优化|整合|利用|发挥|^沿"
)
_ONE_NAME = 16
# What the items of a list that commas part are called.
_KINDS, _KIND = ("工程", "项目", "基地"), 2
# What a clause behind begins with that is said of no place any more: 支持A建设产业园,推广…
_SPREADS = re.compile("推广")
_ELSEWHERE = re.compile(
    r"推广|攻关|突破(?!性)|攻克|引导|带动|完善|健全|鼓励|支持|推动|促进|提供|探索|加强|强化|实施|到20"
)
# 推动X项目落户A: of a place that could not be read.
_LIES_ELSEWHERE = re.compile("[^，,]落户|(?:布局|集聚|落地|集中|分布)[在于到]")
_SUCH_AS = re.compile("[，,](?:主要)?(?:包括|涵盖)$")
_LAYS_OUT = re.compile("(?:集中|规划|前瞻|超前|加快|统筹|重点)*(?:布局|建设)")
_ADDS = re.compile("(?:同步|并)?(?:配套|试点|试验|示范|分别)(?!企业|能力|体系|基地)")
_GOES_ON = re.compile(
    r"(?:充分)?(?:依托|立足|利用|结合|发挥)[^，,。；;]{2,14}?(?=发展|打造|培育|建设|做[强大优])|重点|主要|着力|大力|分别|发展|做[强大优]|壮大|聚焦|打造|培育|形成|集聚|引进|研制|研发|生产|突破|加快|新上|建成|试点|试验|配套|主攻|攻关|攻克|巩固|布局"
)
_THEN_CLUSTER = re.compile(
    "[，,](?:共同|联合|加快|着力)*(?:打造|形成|建设|培育)[^，,。；;]{2,30}集群(?:建设|发展)?(?:[，,。；;\n]|$)"
)
# 慈溪市建设基地；优先支持新材料: what is supported is so wherever it is.
_FOR_ALL = re.compile("(?:优先|重点|大力|积极)*(?:支持|鼓励|扶持)")


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
    # 曹县——桐木家具: a dash does what a colon does.
    words = _DASHED.sub("::", words) if "——" in words else words
    reader = _Reader(words, setting, said)
    reader.sentence(Span(0, len(words) - 1), subject)
    return tuple(reader.rows)


class _Reader(Beginnings):
    """Reads one sentence."""

    def sentence(self, span: Span, heading: tuple[Area, ...]) -> None:
        """Read one sentence; ``heading`` are the places that the heading names."""
        talk = Talk(heading, bool(heading), bool(heading))
        of_section = self.cluster, self.own
        segment = 0
        position = self.speak_of_industry(span)
        if self.lone(span):
            return
        while (match := CLAUSE.search(self.text, position, span.end)) is not None:
            opening = OPENING.match(self.text, match.start(), match.end())
            position = end = match.end()
            start = behind_letting(self.text, opening.end() if opening else match.start(), end, self.jurisdiction)
            start = self.behind_actor(start, end)
            if start > span.start and self.text[match.start() - 1] in "；;":
                self.close_figure(segment)
                segment = len(self.rows)
                if talk.cast or _FOR_ALL.match(self.text, match.start(), end) is not None:
                    talk.end()
                self.cluster, self.own, self.about = *of_section, False
                start = max(start, self.speak_of_industry(Span(match.start(), span.end)))
                end = position = max(end, clause_end(self.text, start, span.end))
            another = self.another(start, end)
            if another is not None:
                end, position = another.start(), another.end()
            hosted = self.carried(start, end) if "集群" in self.text[start:end] else None
            hosted = hosted if hosted is not None else self.parts(start, span)
            hosted = hosted if hosted is not None else self.figure(start, end, span)
            if hosted is not None:
                position = max(end, clause_end(self.text, hosted, span.end))
                talk.end()
                continue
            if self.headed(start, end, span):
                talk.end()
                continue
            listed = self.labelled(start, span)
            if listed is not None:
                position = max(end, clause_end(self.text, listed, span.end))
                talk.end()
                continue
            closed = self.bracketed(start, end, span)
            if closed is not None:
                position = max(end, clause_end(self.text, closed, span.end))
                talk.end()
                continue
            if self.formed(start, end) or self.numbered(start, end) or self.side_by_side(start, end):
                talk.end()
                continue
            if self.paired(start, end):
                talk.end()
                if _THEN_CLUSTER.match(self.text, end) is not None:
                    # 加快A(X)、B(Y)等基地建设,打造Z产业集群: that is theirs together.
                    talk.places, talk.waiting = self.lain, True
                continue
            laid = self.laid(start, span.end)
            if laid is not None:
                position = max(end, clause_end(self.text, laid, span.end))
                talk.end()
                continue
            if self.tried(start, end, span) or self.chosen(start, end):
                talk.end()
                continue
            stands = self.facility(start, end, span.end)
            if stands is not None:
                talk.end()
                if stands.found and self.goes_on(end):
                    talk.places, talk.waiting = stands.found, True
                continue
            opens = match.start() == span.start or start > match.start() or self.text[start - 1] in "：:；;"
            labelled = opening is not None and LABELLED.search(opening[0]) is not None
            if self.drawn_along(talk, start, end):
                continue
            frame = self.frame(start, end, span.end, opens=opens, labelled=labelled)
            if frame is not None and not self.builds(talk, frame):
                position = self.begin(frame, talk, end, span.end)
                # 以A为龙头、B为支撑: the next role stands behind the mark.
                position += self.text[position : position + 1] == "、"
            elif self.parks(start, end) or (not talk.places and self.thing(start, end)):
                continue
            elif self.sited(start, end, span):
                talk.end()
                # 产业链下游向A、B延伸,形成X集聚区: what is formed there is theirs.
                talk.places, talk.waiting = self.lain, bool(self.lain)
            else:
                self.go_on(talk, start, end)
        self.close_figure(segment)
        self.grow_in_view()
        said_of = {row.district for row in self.rows}
        self.supports(tuple(place for place in self.pictured if place.name not in said_of), rule=PICTURE)

    def behind_actor(self, start: int, end: int) -> int:
        """Return where a clause says in which places others are to do something: 支持高校|在A设立X; ``start`` where it doesn't."""
        actor = who_acts().match(self.text, start, end)
        leads = actor is not None and self.text.startswith("带动", actor.end())
        if actor is not None and leads:
            # 推动龙头企业|带动A、B X产业发展
            taken = list_at(self.text, actor.end() + len("带动"), end, self.jurisdiction)
            return actor.end() if taken is not None and all(map(is_place, taken.found)) else start
        areas = list_at(self.text, actor.end() + 1, end, self.jurisdiction) if actor is not None else None
        verb = verbs().match(self.text, areas.end, end) if areas is not None else None
        if actor is None or areas is None or verb is None or verb.end() >= end:
            # 推动X龙头企业在A落地 says what goes there.
            return start
        return actor.end() if all(map(is_place, areas.found)) or self.text.startswith("在", actor.end()) else start

    def close_figure(self, since: int) -> None:
        """Let the places of a figure that nothing more is said of host what the document is about.

        以A、B为核心,C、D为支撑; what was said since row ``since`` counts.
        """
        said = [row for row in self.rows[since:] if row.rule != "place.within"]
        if not self.own and all(row.relation == "supports_cluster" for row in said):
            said_of = {row.district for row in said}
            self.supports(tuple(place for place in self.drawn if place.name not in said_of))
        self.drawn = ()

    def speak_of_industry(self, span: Span) -> int:
        """Let the industry that a sentence is about stand for that of its section: 电子信息产业以A、B为核心….

        Return where what is said of it begins, where the sentence begins if it names none.
        """
        opening = OPENING.match(self.text, span.start, span.end)
        begin = opening.end() if opening else span.start
        about = (
            _SETS_OUT.match(self.text, begin, span.end)
            or _SETS_ON.match(self.text, begin, span.end)
            or _ABOUT.match(self.text, begin, span.end)
            or self._plain_industry(begin, span.end)
        )
        if about is None or is_generic(about["name"]) or _VERB_INSIDE.search(about["name"]):
            return span.start
        if known_at(self.text, about.start(), span.end, self.jurisdiction) is not None:
            return span.start
        if not self.is_own(about["name"]) or about["name"] in self.names - {self.cluster}:
            self.cluster, self.own, self.about = about["name"], True, True
        return about.end()

    def _plain_industry(self, start: int, end: int) -> re.Match[str] | None:
        """Return an industry that goes by no word for one, where places follow: 智能家电以|A为核心, 生物医药布局在|A."""
        about = _PLAIN.match(self.text, start, end)
        if about is None or not names_industry(about["name"]):
            return None
        there = list_at(self.text, about.end() + len(about["word"]), end, self.jurisdiction)
        return about if there is not None and any(map(is_place, there.found)) else None

    def lone(self, span: Span) -> bool:
        """Read a line of places and nothing else, in what is about a cluster (东湖高新区、汉阳区)."""
        if not self.own or self.about or "、" not in self.text[span.start : span.end]:
            return False
        areas = list_at(self.text, span.start, span.end, self.jurisdiction)
        if areas is None or areas.end < span.end or not all(map(is_place, areas.found)):
            return False
        self.supports(areas.found)
        return True

    def lists(self, talk: Talk, start: int, end: int) -> bool:
        """Read 肥东县:光伏、精细化工 as what places are to grow; False where it is no list."""
        words = self.text[start:end]
        if not talk.topic or talk.said or self.text[start - 1 : start] not in ("：", ":"):
            return False
        if not ("、" in words or (len(words) <= _ONE_NAME and self.text[end : end + 1] in "；;。\n")):
            return False
        if not all(map(is_place, talk.places)) or any_verb().search(words) is not None:
            return False
        before = len(self.rows)
        for name, a, b in read_objects(self.text, start, end):
            self.add(talk.places, relation_of(name), name, a, b, "place.list")
        return len(self.rows) > before

    def lists_on(self, talk: Talk, start: int, end: int) -> bool:
        """Read what goes on with the list before it, called alike: 建设A、B等X示范工程,|C等Y示范工程; False where it is none."""
        kind = self.text[end - _KIND : end]
        if self.text[start - 1] not in "，," or kind not in _KINDS or not self.text.endswith(kind, 0, start - 1):
            return False
        if any_verb().match(self.text, start, end) is not None or "等" not in self.text[:end]:
            return False
        found = list(read_objects(self.text, start, end))
        for name, a, b in found:
            self.add(talk.places, relation_of(name), name, a, b, "place.list")
        return bool(found)

    def go_on(self, talk: Talk, start: int, end: int) -> None:
        """Read a clause without places of its own as said of the places spoken of."""
        if talk.said and self.lists_on(talk, start, end):
            return
        spreads = _ELSEWHERE if talk.built or not talk.topic else _SPREADS
        if (talk.said or talk.built) and spreads.match(self.text, start, end):
            talk.end()
            return
        if talk.shut and not talk.places and (adds := _ADDS.match(self.text, start, end)):
            # 在A布局X,配套Y
            self.predicate(talk.shut, start, end, each=adds[0].startswith("分别"))
            return
        if not talk.places or not (talk.waiting or talk.topic):
            return
        if _LIES_ELSEWHERE.search(self.text, start, end):
            return
        before = len(self.rows)
        if talk.said and talk.topic and "、" in self.text[start:end] and _SUCH_AS.search(self.text, 0, start):
            # 发展高新技术产业,包括X、Y
            for name, a, b in read_objects(self.text, start, end):
                self.add(talk.places, relation_of(name), name, a, b, "place.list")
            return
        if not talk.said and self.leans(start, end) and self.text[end : end + 1] in ("，", ","):
            # 强化A引领,依托X、Y等,建成Z
            self.view(talk.places, start, end)
            return
        start, places = self.beside(talk.places, start, end)
        said = self.predicate(places, start, end, each=EACH.match(self.text, start, end) is not None)
        if said is None and self.lists(talk, start, end):
            said = "rows"
        goes_on = _GOES_ON.match(self.text, start, end) or (talk.hosting and _LAYS_OUT.match(self.text, start, end))
        if talk.said and not talk.topic and (talk.apart or not goes_on):
            # 支持A发展X,建设Y产业园: behind what A is to do only a park is still said of A.
            self.rows[before:] = [row for row in self.rows[before:] if row.relation in ("park", "supports_cluster")]
        talk.said = talk.said or len(self.rows) > before
        if not talk.topic and self.grown(before, end) and (talk.figure or len(talk.places) > 1):
            talk.end()
            return
        if said is None and not talk.topic and not talk.figure:
            talk.places = ()
        if said is not None or not talk.waiting:
            talk.waiting = talk.topic or talk.figure
