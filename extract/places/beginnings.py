"""How a clause begins to speak of places: the state of what is being spoken of, and what a frame makes of it."""

from __future__ import annotations

from dataclasses import dataclass

from extract import patterns as re
from extract.areas import Area, Areas, any_verb, is_place, known_at, list_at
from extract.places.figures import Figures
from extract.places.frames import Frame
from extract.places.manner import MODAL
from extract.places.objects import gathers
from extract.places.predicates import holds, is_county
from extract.places.rows import Row, Setting
from extract.prose import clause_end

# A区、B区协同发展
_ALIKE = re.compile(
    "(?:等(?:区|市|县|地)?)?(?:联动|协同|特色|错位|差异化|配套|联合|融合|集聚|互补|一体化)(?:发展|配套|布局|联动|集聚)?(?:的.{2,8})?"
)
# A functional zone that is said something of by itself lies beside a district, not in it.
_PEER = re.compile(
    r"(?:[\u4e00-\u9fff]{2,}(?:先行区|试验区|示范区|科学城|科技城|知识城|综合保税区|度假区|新城)|高新技术产业开发区|经济技术开发区|经济开发区|高新区|经开区|合作区)$"
    r"|^[\u4e00-\u9fff]{2,3}(?<![园片社街矿景城郊山港灾地库厂校保辖贸])区$"
)
_SEGMENT = re.compile("[；;]")
# 带动佛山、东莞等地协同发展的“3+N”产业格局
_ALONG = re.compile(
    "(?:并|同时|积极|重点|有效)?(?:辐射|带动|联动|拓展|协同|引领|串联|联合|携手|统筹)+(?:至|到)?(?:周边)?(?:的)?"
)
_TOGETHER = re.compile("联动|协同|联合|携手")
# 以A为龙头,带动B、C发展X
_TAKES_ALONG = re.compile("(?:带动|联动|协同|辐射)(?:周边)?$")
_TAKEN = re.compile(
    "(?:等?地?区?)?(?:(?:加快|协同|联动|配套|错位|一体化|共同|融合|集聚|融通|协调|互补|联合|特色)*(?:发展|布局|配套|联动|推进|共建)?(?:的?[^，,。；;]{0,14}(?:格局|布局|体系|版图|态势))?)?"
)
# 形成济南、青岛两核引领,东营、烟台等市多点支撑的格局
_DRAWS = re.compile("(?:基本|加快|初步|努力)?(?:形成|构建|构筑|打造|呈现)?")
_FIGURES = re.compile(
    "市?[一二两三四五双多]+[核极翼点轴带心区](?:引领|带动|支撑|驱动|联动|协同|发展|辐射|拓展|并进)*(?:的[^，,。；;]{0,20}(?:格局|布局|体系|版图|态势))?$|(?:产业|经济|发展|创新|协作|集群)+(?:走廊|带|轴|联合体|共同体)$"
)
_PICTURED = re.compile("(?:发展|布局|联动|互补|协同)的[^，,。；;]{0,14}(?:格局|布局|体系|版图)$")
_SEVERAL = 2
_TOWNS = ("镇", "街道", "乡", "社区")
# 分别建设A、B: each place its own.
EACH = re.compile(r"分别")
# 以A为核心区,…;以B为拓展区,…
_ROLES = re.compile("(?:^|[；;])[^，,；;。]{0,6}以[^，,；;。]{2,40}?为[^，,；;。、]{0,8}(?:区|地|带|片区|基地)[，,]")
# 以A为载体培育X产业集群,|布局Y
_LAYS_NEXT = re.compile("[，,](?:重点|主要|集中)*布局(?![在于到])")
_SAYS_NEXT = re.compile("(?:重点|主要|着力|大力|优先|加快)+(?:发展|布局|培育|打造)")

# 加快X产业园、Y科技园|建设,推动Z发展
_BUILT = re.compile("等?(?:的?(?:规划|建设|扩容|升级|改造))+")


@dataclass(slots=True)
class Talk:
    """The places that a sentence is speaking of.

    ``topic`` tells that all that follows is said of them (A区重点发展…), else only what they are supported in (支持A发展…);
    ``waiting`` that nothing was said of them yet; ``said`` that something was; ``apart`` that each has its own (分别);
    ``hosting`` that they were only said to host the cluster; ``cast`` that they play one of several roles, and what follows
    is theirs (以A为核心区,发展X;以B为拓展区,发展Y); ``leaned`` that their clause only told by what means they do it; ``built`` that they are parks that
    their clause builds, so that the next may be of anything;
    ``shut`` are the places that were spoken of before.
    """

    places: tuple[Area, ...] = ()
    topic: bool = False
    waiting: bool = False
    said: bool = False
    apart: bool = False
    figure: bool = False
    hosting: bool = False
    cast: bool = False
    leaned: bool = False
    built: bool = False
    shut: tuple[Area, ...] = ()

    def end(self) -> None:
        """Speak of no places any more."""
        self.shut = ()
        self.places, self.topic, self.waiting, self.figure, self.cast, self.leaned = (
            (),
            False,
            False,
            False,
            False,
            False,
        )


class Beginnings(Figures):
    """Begins to speak of the places of a frame, or of those that a figure takes along."""

    def __init__(self, text: str, setting: Setting, said: tuple[tuple[str, int], ...]) -> None:
        super().__init__(text, setting, said)
        # The places of the figure being drawn (以A为核心,B、C为两翼), how many rows there were then, and all so drawn.
        self.axes: tuple[Area, ...] = ()
        self.figured = 0
        self.drawn: tuple[Area, ...] = ()

    def drawn_along(self, talk: Talk, start: int, end: int) -> bool:
        """Read whom the core of a figure takes along: 带动佛山、东莞等地协同发展的格局, 辐射带动C县."""
        figure = _DRAWS.match(self.text, start, end)
        lead = _ALONG.match(self.text, start, end)
        at = lead.end() if lead is not None else figure.end() if figure is not None else start
        drawn = _FIGURES.search(self.text, start, end) is not None
        # 形成A、B、C等地协同发展的布局
        joint = lead is None and not drawn and _PICTURED.search(self.text, at, end) is not None
        areas = list_at(self.text, at, end, self.jurisdiction) if lead is not None or drawn or joint else None
        if areas is None or not all(map(is_place, areas.found)) or (joint and len(areas.found) < _SEVERAL):
            return False
        if not (_FIGURES if drawn and lead is None else _TAKEN).fullmatch(self.text, areas.end, end):
            return False
        goes_on = lead is not None and talk.waiting and self.axes and not self.own and self.text[end : end + 1] in "，,"
        if goes_on and any_verb().match(self.text, end + 1) is not None:
            # 以A为核心,协同B、C,打造X: all of them do.
            talk.places = self.axes = (*talk.places, *areas.found)
            return True
        alone = lead is not None and not (talk.places or self.axes or self.own) and _TOGETHER.match(lead[0]) is not None
        if alone and self.text[end : end + 1] in "，," and _SAYS_NEXT.match(self.text, end + 1) is not None:
            # 联动A、B,重点发展X, behind a core that is no place: it is theirs.
            talk.places, talk.topic, talk.waiting = areas.found, True, True
            return True
        if self.own:
            self.supports(areas.found)
        else:
            self.pictured += areas.found
        talk.end()
        return True

    def begin(self, frame: Frame, talk: Talk, end: int, limit: int) -> int:
        """Begin to speak of the places of a frame; return where the clause ends."""
        kind = frame.kind
        if kind == "as" and frame.role and self.text[frame.start : frame.start + 1] == "、":
            # 以A为龙头、B为支撑: each role by itself.
            end = frame.start
        if frame.areas.end > end:
            end = clause_end(self.text, frame.areas.end, limit)
        if not frame.areas.found:
            talk.end()
            return end
        areas, chained = self._draw(frame, talk, end)
        inner = self._take(frame, areas, talk, end)
        before = len(self.rows)
        if kind in ("topic", "let"):
            self.leans_on(talk.places, areas.end, frame.start)
        said = self.predicate(talk.places, frame.start, end, first=True, each=talk.apart)
        alone = kind in ("let", "found", "work") and len(areas.found) == 1 and areas.found[0].known
        if said is None and alone and len(self.rows) == before and self.thing_behind(areas.found[0], areas.end, end):
            # 推进A|国家数据基础设施|建设
            talk.end()
            return end
        if self.own and kind in ("topic", "at", "let", "on") and all(area.known for area in areas.found):
            self.pictured += areas.found
        hosts = self.own and not inner
        alike = _ALIKE.fullmatch(self.text, areas.end, end) if all(map(is_place, areas.found)) else None
        if hosts and kind == "topic" and len(self.rows) == before and alike is not None:
            # A区、B区特色发展: they grow what the section is about.
            self.supports(areas.found)
            talk.end()
            return end
        self._host(frame, areas, before, end, hosts=hosts)
        things = self._things_since(before)
        talk.said = len(self.rows) > before
        talk.hosting = not things
        # 以A、B为主要承载地,重点发展…: they host the section's cluster, what follows is the cluster's.
        talk.waiting = said != "hosts" and not (
            kind == "as" and self.own and frame.start >= end and (len(areas.found) > 1 or chained) and not talk.cast
        )
        # What several places grow together, or one through another, is the cluster's own; one place goes on with its own.
        grown = self.grown(before, end) and (len(areas.found) > 1 or kind in ("on", "as"))
        alone = len(areas.found) == 1 and kind == "as" and _LAYS_NEXT.match(self.text, end) is not None
        if said == "hosts" or (grown and not alone) or (self.own and said is not None and frame.start < end):
            if not talk.topic:
                places = talk.places
                talk.end()
                talk.shut = places if said in ("rows", "nothing") and not grown and kind != "as" else ()
        return end

    def _draw(self, frame: Frame, talk: Talk, end: int) -> tuple[Areas, bool]:
        """Go on with the figure that places draw; return those of a frame, with the axes they join, and whether roles chain."""
        areas, kind = frame.areas, frame.kind
        joined = kind == "as" or (kind == "let" and _TAKES_ALONG.search(self.text, 0, areas.found[0].start) is not None)
        if joined and self.axes and len(self.rows) == self.figured:
            areas = areas.joined(self.axes)
        self.figured = len(self.rows)
        self.axes = areas.found if kind == "as" and frame.start >= end else ()
        # 以A、B为核心,建设…,重点发展…: all of it is said of them.
        talk.figure = bool(self.axes) and not self.own
        # 把A作为核心区,B作为配套区,发展X: X is the cluster's, not B's.
        chained = kind == "as" and bool(self.drawn) and not self.said_of(self.drawn)
        self.drawn = self.axes or self.drawn
        return areas, chained

    def _take(self, frame: Frame, areas: Areas, talk: Talk, end: int) -> bool:
        """Let the talk be of the places of a frame, unless they lie in those spoken of; tell whether they do."""
        kind = frame.kind
        inner = self.lies_in(talk, frame)
        if inner and talk.topic:
            for area in areas.found:
                self.add(talk.places, "park", area.name, area.start, area.end, "place.inner")
        else:
            talk.cast = kind == "as" and frame.start >= end and self.shares_roles(end)
            leans = kind in ("topic", "let") and not frame.role and areas.end < end <= frame.start
            if leans and talk.leaned and kind == "topic" and talk.waiting and not talk.said:
                # 引导A、B发挥港口优势,C、D结合产业特点,打造X: it is all of theirs.
                areas = areas.joined(talk.places)
            talk.leaned = leans
            modal = MODAL.match(self.text, areas.end, end) if leans else None
            if modal is not None:
                self.view(frame.areas.found, modal.end(), end)
            built = kind == "found" or (kind == "let" and _BUILT.fullmatch(self.text, areas.end, end) is not None)
            talk.built = built and not any(area.known for area in areas.found)
            talk.places, talk.topic = areas.found, kind in ("topic", "found") or talk.cast
        talk.apart = len(areas.found) > 1 and EACH.search(self.text, areas.end, end) is not None
        for area in areas.found:
            if area.inner is not None:
                # 龙湖镇|枫林片区: where in the place. An enclave is of all that build it.
                of = areas.found if "飞地" in area.inner.of(self.text) else (area,)
                self.add(of, "park", area.inner.of(self.text), area.inner.start, area.inner.end, "place.within")
        return inner

    def _host(self, frame: Frame, areas: Areas, before: int, end: int, *, hosts: bool) -> None:
        """Add what the places of a frame host by being named so; what was said since row ``before`` counts."""
        kind = frame.kind
        cast_as = kind == "as" and frame.start >= end and self.text.startswith("作为", areas.end)
        if ((kind == "topic" and frame.role) or cast_as) and not self.own and len(self.rows) == before:
            # “一核”即A,“多点”即B、C
            self.pictured += areas.found
        if frame.of is not None:
            self.add(
                areas.found, "supports_cluster", frame.of.of(self.text), frame.of.start, frame.of.end, "place.role"
            )
        elif hosts and kind == "topic" and frame.role:
            self.supports(areas.found)
        if not hosts or kind in ("topic", "found"):
            return
        if kind == "at" and frame.start >= end and self.text[end : end + 1] in "，,":
            if _SAYS_NEXT.match(self.text, end + 1):
                # 在A、B等区域,重点发展X: what the next clause says is theirs.
                return
        # Places with things of their own have those; a group of them (等区) with a park or a pilot hosts the cluster as well.
        things = self._things_since(before)
        if not things or (areas.grouped and all(row.relation != "focus" for row in things)):
            self.supports(areas.found, before)

    def _things_since(self, before: int) -> list[Row]:
        return [row for row in self.rows[before:] if row.rule in ("place.object", "place.field")]

    def said_of(self, areas: tuple[Area, ...]) -> bool:
        """Tell whether a place was said to grow anything but the cluster."""
        names = {area.name for area in areas}
        return any(row.district in names and row.relation != "supports_cluster" for row in self.rows)

    def shares_roles(self, end: int) -> bool:
        """Tell whether a role ends at ``end`` that is one of several, each with what it grows; or 分别 says so."""
        text = self.text
        if text[end : end + 1] not in ("，", ","):
            return False
        if EACH.match(text, end + 1) is not None:
            return True
        return _SEGMENT.search(text) is not None and len(_ROLES.findall(text)) > 1

    def grown(self, before: int, end: int) -> bool:
        """Tell whether places are to grow a cluster: 支持A打造X产业集群,发展…; what follows is the cluster's."""
        return any(
            gathers(row.object, self.text[row.end : end]) for row in self.rows[before:] if row.rule == "place.object"
        )

    def builds(self, talk: Talk, frame: Frame) -> bool:
        """Tell whether a clause says what the places spoken of are to build: 支持A区发展X,建设Y产业园."""
        parks = talk.places and all(a.inner is not None and a.inner.start == a.start for a in frame.areas.found)
        if parks and frame.areas.found and any(holds(p.name, frame.areas.found[0].name) for p in talk.places):
            # 支持东莞发展X,建设松山湖Y产业园: the park's place lies in the one spoken of.
            return frame.kind == "found"
        own = any(a.known or self.elsewhere(a) for a in frame.areas.found)
        return frame.kind == "found" and not own and bool(talk.places) and (talk.said or talk.waiting)

    def lies_in(self, talk: Talk, frame: Frame) -> bool:
        """Tell whether the places of a frame lie in those spoken of: 罗湖区…,依托笋岗片区…."""
        if not talk.places or any(a.known or self.elsewhere(a) for a in frame.areas.found):
            return False
        carried = (known_at(self.text, a.start, a.end, self.jurisdiction) for a in frame.areas.found)
        if any(
            place is not None
            and is_county(place.name)
            and not any(holds(p.name, place.name) or p.name == place.name for p in talk.places)
            for place in carried
        ):
            # A区…;宜城化工园…: the name says that it lies in another.
            return False
        # A functional zone, or a town beside a town, is a place of its own.
        beside = frame.kind in ("topic", "at", "let") or (frame.kind == "as" and (talk.cast or not talk.topic))
        peers = beside and all(_PEER.search(a.name) for a in frame.areas.found)
        # A区为核心区,X开发区为拓展区: roles side by side.
        peers = peers or (
            frame.kind == "as" and bool(self.drawn) and self.text.endswith("区", frame.areas.end, frame.start)
        )
        towns = all(a.name.endswith(_TOWNS) for a in (talk.places[0], *frame.areas.found))
        outer = talk.places[0].known or (frame.kind == "on" and talk.topic and talk.places[0].name.endswith(_TOWNS))
        return outer and not peers and not towns
