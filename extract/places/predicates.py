"""What places are to do: the verbs of a clause and their objects."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from extract import patterns as re
from extract.areas import Area, any_verb, area_at, is_place, known_at, list_at
from extract.clusters import is_generic
from extract.places.frames import WITH, Framing
from extract.places.manner import MANNER, verb_in
from extract.places.objects import LEAD, read_objects, relation_of
from extract.places.patterns import any_word, bare, verbs
from extract.places.rows import NEAR
from extract.places.statements import becomes, fields_at, is_focus, objects_at, viewed_at
from seeds.places import ancestors, cities, find

# 以广州国际生物岛、科学城为核心建设…: where in the place.
_AROUND = re.compile(r"以[^，,。；;]{2,30}?为(?:核心|重点|主体|龙头|依托|中心|载体|引领|支撑)(?=..)")

# 引导企业向周边集聚 gives them nothing.
_MOVING = re.compile("向[^，,]{1,10}(?:集聚|集中|转移|延伸|汇聚|聚集)+(?:发展|布局)?$")
# 引进X、Y企业入驻 gives the firms, which are nothing that grows by itself.
_COME_IN = re.compile(
    "(?:企业|机构)(?:入驻|落户|落地)$|(?:企业|机构|^[^、]{0,8}(?:重大|重点|优质|标志性|大)[^、]{0,4})项目(?:入驻|落户|落地)$"
)
# 推动园区企业X: what firms do.
_FIRMS_DO = re.compile("(?:园区|区内|域内|辖区内?|入园)企业")
_DENIED = re.compile("不(?!少于|低于|超过)")
_INTO = re.compile("成(?!果|品|套|都|渝|长|本|衣|药|形)")
_NO_THINGS = ("功能", "格局", "体系", "机制")
# 探索利益共享、风险共担的运营模式: how places work together.
_HOW = re.compile('(?:运营|运作|运行|合作|管理|商业|招商|服务|监管|治理|共享|共担|共赢)的?[^、，]{0,6}模式[”"]?$')
_LISTED = re.compile("[等、和]")
_OF_CLUSTER = re.compile(r"(?:战略性新兴)?(?:产业集群|集群|产业)$")
_OWN_END = re.compile(r"(?:战略性新兴)?(?:产业)?(?:集群|集聚区|聚集区|产业|集聚发展|产业基地|产业高地)$")
_CLUSTER_WORDS = re.compile(
    r"(?:[^的，,]*[、\d一二两三四五六七八九十][大个])?(?P<name>[^的，,、]*?(?:产业集群|集群|产业))(?:集聚区|聚集区|集聚发展|产业基地|高地)?$"
)
_BUILT = re.compile("(?:联合|共同|协同|重点|合力)*(?:打造|建设|培育|做[大强优]|发展|构成|组成|形成)")
_NAME = 2
_JOINED, _AND, _MARK = re.compile("[、和]"), re.compile("和"), re.compile("、")
_PAIR = 2
_GREAT = re.compile("世界级|国家级|国际|全国|全省|区域性?|(?P<many>(?:\\d|[两三四五六])[个大])")
# 支持A发展X、支持B发展Y
_LIKE = re.compile("(?:重点|着力|全力|加快)*(?P<word>支持|推动|引导|鼓励|将|把)")
# What runs through places is of all of them.
_SPANS = ("走廊", "廊道", "产业带", "经济带", "创新带", "示范带")
# What a predicate gave: rows, the section's own cluster (集聚区 alone), or nothing.
Said = Literal["rows", "hosts", "nothing"]


@lru_cache(maxsize=4096)
def lies_in(name: str, holder: str) -> bool:
    """Tell whether a place lies in another, or may: of a holder that no table knows nothing can be told."""
    place, outer = find(name), find(holder)
    if place is None or place.level not in ("prefecture", "county") or outer is None or outer.level == "zone":
        return True
    return place == outer or outer in ancestors(place) or place in ancestors(outer)


@lru_cache(maxsize=4096)
def holds(outer: str, name: str) -> bool:
    """Tell whether a place that tables know lies in another."""
    place, holder = find(name), find(outer)
    return place is not None and holder is not None and holder in ancestors(place)


def is_county(name: str) -> bool:
    """Tell whether a place is a county, or a district or city of that level."""
    place = find(name)
    return place is not None and place.level == "county"


def _grows_nothing(thing: str) -> bool:
    """Tell whether what a clause speaks of is nothing that grows: 向周边集聚, 成为…, 功能, the firms that come in."""
    if (
        _FIRMS_DO.match(thing)
        or _MOVING.search(thing)
        or _COME_IN.search(thing)
        or _INTO.match(thing)
        or _DENIED.match(thing)
    ):
        return True
    return (
        _HOW.search(thing) is not None
        or thing.rstrip('”"').endswith(_NO_THINGS)
        or (thing.endswith("企业") and not _LISTED.search(thing))
    )


class Predicates(Framing):
    """Reads what places are to do."""

    def predicate(
        self, areas: tuple[Area, ...], start: int, end: int, *, first: bool = False, each: bool = False
    ) -> Said | None:
        """Read what places are to do, ``each`` its own; None where it is no predicate."""
        text = self.text
        if start >= end:
            return "nothing"
        verb = becomes(text, start, end) or any_verb().match(text, start, end) is not None
        if first and not verb:
            start = self._park_of(areas, start, end)
        around = _AROUND.match(text, start, end)
        start = around.end() if around else start
        before = len(self.rows)
        fields = fields_at(text, start, end)
        if fields is not None:
            # 围绕X、Y开展配套, 在X、Y等环节形成分工: the fields are what they grow.
            lead = verbs().match(text, fields.start, fields.end)
            for name, a, b in read_objects(text, lead.end() if lead else fields.start, fields.end):
                self.add(areas, relation_of(name), name, a, b, "place.field")
            return self._given(before)
        manner = MANNER.match(text, start, end) if not is_focus(text, start, end) else None
        if manner is not None:
            # 立足湖区资源,重点发展…: by what means is nothing that grows.
            if self.leans(start, end):
                return "nothing"
            start = verb_in(text, manner.end(), end) or end
        stated = objects_at(text, start, end)
        chain = verbs().match(text, start, end) if stated is None else None
        if stated is None and chain is None:
            return None
        at, end = (stated.start, stated.end) if stated is not None else (chain.end() if chain else start, end)
        thing = text[at:end]
        if _grows_nothing(thing):
            return "nothing"
        if bare().match(text[start:end]):
            if not self.own:
                self.supports(areas)
            return "hosts"
        if self.cluster is not None and self.is_own(thing) and thing not in self.names - {self.cluster}:
            if not self.own:
                self._supports_as_printed(areas, at, end)
            elif first and thing.endswith("集群") and len(areas) > 1 and _BUILT.match(text, start, at):
                # A县、B县联合打造X产业集群: whatever else each of them has.
                self.supports(areas)
            return "hosts"
        if thing in self.names:
            self.add(areas, "supports_cluster", thing, at, end, "place.object")
            return "rows"
        found = list(read_objects(text, at, end, stage_counts=self.fresh(areas, at)))
        if each and len(found) != len(areas) and text.count("、", at, end) + 1 == len(areas):
            # 分别发展A和B、C: what 和 joins is one place's.
            self._each_its_own(areas, at, end)
        else:
            each = each and len(found) == len(areas)
            self._grow(areas, found, each=each, taken_over="承接" in text[start:at])
        return self._given(before)

    def leans(self, start: int, end: int) -> bool:
        """Tell whether a clause only says by what means something is done: 依托X培育、Y建设等."""
        manner = MANNER.match(self.text, start, end) if not is_focus(self.text, start, end) else None
        if manner is None:
            return False
        return self.text[end - 1] == "等" or verb_in(self.text, manner.end(), end) is None

    def view(self, areas: tuple[Area, ...], start: int, end: int) -> None:
        """Keep the fields that a clause has in view, in case nothing else is said of its places."""
        fields = viewed_at(self.text, start, end)
        if fields is not None and all(map(is_place, areas)):
            self.viewed.append((areas, fields))

    def grow_in_view(self) -> None:
        """Let the places that nothing is said of, or only that they shall form clusters, grow the fields that they have in view."""
        for areas, fields in self.viewed:
            names = {area.name for area in areas}
            if any(row.district in names and row.rule != "place.cluster" for row in self.rows):
                continue
            found = list(read_objects(self.text, fields.start, fields.end))
            if found:
                self.rows = [row for row in self.rows if row.district not in names]
            for name, a, b in found:
                self.add(areas, relation_of(name), name, a, b, "place.field")

    def _given(self, before: int) -> Said:
        return "rows" if len(self.rows) > before else "nothing"

    def _park_of(self, areas: tuple[Area, ...], start: int, end: int) -> int:
        """Read a park that is named right behind its places; return where what is said of them goes on."""
        park = self.park_behind(start, end)
        if park is None or not any(map(is_place, areas)):
            return start
        name = park[0].strip('“”"')
        if any_word("generic_park").fullmatch(name):
            # 在A县、B县等|工业园区|进行X
            return park.end()
        at = self.text.find(name, start)
        # 建设A、B世界级X基地 is of both, A、B|X产业园 of the last.
        great = _GREAT.match(name)
        # 建设A、B等X试验区: 等 says that it is of all of them.
        of = areas if great is not None or self.text[start - 1] == "等" or name.endswith(_SPANS) else areas[-1:]
        if great is not None and great["many"]:
            name, at = name[great.end() :], at + great.end()
        self.add(of, "park", name, at, at + len(name), "place.park")
        return park.end()

    def _grow(
        self, areas: tuple[Area, ...], found: list[tuple[str, int, int]], *, each: bool, taken_over: bool
    ) -> None:
        """Add what places are to grow; a thing that carries a place's name is that place's."""
        text = self.text
        for i, (name, a, b) in enumerate(found):
            there = self._town(a, b) or known_at(text, a, b, self.jurisdiction)
            if there is not None and there.end >= b:
                # 联动娄底、湘潭: a place grows nowhere.
                continue
            own = areas[i : i + 1] if each else areas
            if taken_over and (whence := self._whence(a, b)) > a:
                # 承接上海电子信息产业: whence it comes.
                name, a, there = text[whence:b], whence, None
                if is_generic(name):
                    continue
            does = any_verb().match(text, there.end, b) if there is not None else None
            if there is not None and does is not None and b - does.end() >= _NAME:
                # 支持A发展X、B发展Y
                areas, name, a = (there,), text[does.end() : b], does.end()
                self.add(areas, relation_of(name), name, a, b, "place.object")
                continue
            if there is not None and not any(lies_in(there.name, area.name) for area in own):
                # 江阴片区…,支持建设宜兴集成电路材料产业园: a park of another place.
                own = (there,)
            short = there is not None and there.name != text[there.start : there.end]
            if there is not None and short and relation_of(name) == "focus" and b - there.end >= _NAME:
                # 包头低空经济制造: the place is no part of what grows there.
                name, a, own = text[there.end : b], there.end, (there,)
            self.add(own, relation_of(name), name, a, b, "place.object")

    def _supports_as_printed(self, areas: tuple[Area, ...], start: int, end: int) -> None:
        """Add that places host the cluster of the document in the words that stand there: 前沿新材料产业集聚区."""
        name = _CLUSTER_WORDS.search(self.text, start, end)
        if name is None:
            self.supports(areas)
            return
        lead = LEAD.match(name["name"])
        at = name.start("name") + (lead.end() if lead else 0)
        self.add(areas, "supports_cluster", self.text[at : name.end("name")], at, name.end("name"), "place.cluster")

    def _each_its_own(self, areas: tuple[Area, ...], start: int, end: int) -> None:
        # Two places: X和Y、Z and X、Y和Z are parted by 和; more of them by whatever gives as many things.
        text = self.text
        both = _JOINED.findall(text, start, end)
        one = len(areas) == both.count("和") + 1 == _PAIR and len(both) > 1
        joint = _JOINED if len(areas) == len(both) + 1 else _AND if one else _MARK
        for area in areas:
            hit = joint.search(text, start, end)
            mark = hit.start() if hit is not None else -1
            stop = mark if mark >= 0 else end
            for name, a, b in read_objects(self.text, start, stop):
                self.add((area,), relation_of(name), name, a, b, "place.object")
            start = stop + 1

    def _town(self, start: int, end: int) -> Area | None:
        """Return the town or zone that a further statement of a list is about: 支持A镇发展X、|B镇|发展Y."""
        town = area_at(self.text, start, end, self.jurisdiction)
        says = town is not None and is_place(town) and any_verb().match(self.text, town.end, end) is not None
        return town if says else None

    def _whence(self, start: int, end: int) -> int:
        """Return where an industry begins behind the place that it comes from: 上海|电子信息产业, 长三角|电子信息产业."""
        known = known_at(self.text, start, end, self.jurisdiction)
        if known is not None:
            # What is taken over from a place is not that place's, wherever it lies.
            return known.end
        lengths = (n for n in (4, 3, 2) if self.text[start : start + n] in cities() and start + n < end)
        return start + next(lengths, 0)

    def another(self, start: int, end: int) -> re.Match[str] | None:
        """Return the mark behind which a clause says the like of further places: 支持A发展X|、支持B发展Y."""
        lead = _LIKE.match(self.text, start, end)
        if lead is None:
            return None
        for mark in re.compile(f"、(?={lead['word']})").finditer(self.text, lead.end(), end):
            areas = list_at(self.text, mark.end() + len(lead["word"]), end, self.jurisdiction)
            if areas is not None and all(map(is_place, areas.found)):
                return mark
        return None

    def beside(self, places: tuple[Area, ...], start: int, end: int) -> tuple[int, tuple[Area, ...]]:
        """Return what places do together with others, and all of them: 并与C县|共同培育X."""
        whom = WITH.match(self.text, start, end)
        areas = list_at(self.text, *whom.span("whom"), self.jurisdiction) if whom is not None else None
        if whom is None or areas is None or areas.end < whom.end("whom") or not all(map(is_place, areas.found)):
            return start, places
        return whom.end(), (*places, *filter(self.within, areas.found))

    def fresh(self, areas: tuple[Area, ...], at: int) -> bool:
        """Tell whether nothing was said of a place in the words before, so that a bare stage is its object."""
        if not areas:
            return False
        rows = (*self.said, *((row.district, row.start) for row in self.rows))
        return not any(district == areas[0].name and start > at - NEAR for district, start in rows)

    def is_own(self, thing: str) -> bool:
        """Tell whether words name the cluster that the section is about."""
        base = _OF_CLUSTER.sub("", self.cluster or "")
        at = thing.find(base) if base else -1
        while at >= 0:
            if _OWN_END.match(thing, at + len(base)):
                return True
            at = thing.find(base, at + 1)
        return False
