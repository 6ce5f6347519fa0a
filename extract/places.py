"""What a policy assigns to districts, zones and parks: one row for each place and object.

A clause names places (支持福田、南山等区…, 依托X片区…, A区重点发展…, or a heading that is a place) and says what is to
grow there. Bare words for a cluster (集聚区) stand for the cluster that the section is about; how good a place
shall be (创新高地) is nothing that grows. Named parks in a list of projects stand for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from extract.areas import Area, Areas, any_verb, area_at, known_at, list_at
from extract.facts import Cluster, District, Relation, Section, Span
from extract.outline import Outline
from extract.prose import any_of, clause_end, is_kind, masked

_SENTENCE = re.compile(r"[^。！？!?\n]+")
_CLAUSE = re.compile(r"[^，,；;：:\n]+")
_OPENING = re.compile(r"(?:[\s　—\-·●]|其中|同时|并且?|此外|[一二三四五六七八九十]是|[“\"](?=[^”\"]{1,6}[”\"]为|即))*")
_AS_CORE = re.compile(
    r"(?:一带)?为(?:双|主要)?(?:核心|龙头|主轴|中心|重点|先导|引领|支撑|载体|依托|主体?|主阵地|主战场|轴|节点|主要)"
)
_SUBJECT_PREPS = re.compile(r"(?:加快|统筹|推进|着力|积极)?(?:建设|优化|推进)$")
_INSIDE_LIST = re.compile(r"、|以及|(?<!总)和(?![谐])|及(?!其|时)")
_QUANTITY_LEAD = re.compile(
    r"^.*\d[^、]{0,12}?(?:左右|以上)?的(?=\d|.{2})|^(?:建成|新建)?(?:\d+|[一二两三四五六七八九十百千万]+(?!批))(?:个|家|大|条|座|亩|平方公里)?(?:以上|左右)?(?=[^、\d]{2})"
)
_VAGUE_LEAD = re.compile(r"^(?:一批|若干|特色|专业|国内|国际)?(?:一流的|领先的)?(?:一批|若干|多个)?")
_WITH_FOCUS = re.compile(r"^以(?P<list>.+?)(?:等)?为(?:重点|核心|特色|主导?|主体|引领)的?(?P<head>.*)$")
_SHARED_PARK = re.compile(r"园区$|基地$")
_PROJECTS = re.compile(
    r"等(?:一批)?(?:重点|重大|标志性|示范)?(?:项目|产业基地|产业园区?|园区|平台|载体|基地)?(?:的?建设|发展|建设投产)?$"
)
_PROJECT_VERB = re.compile(r"(?:建设|推进|推动|打造|加快|布局|规划|促进|支持|依托|发展)(?:建设)?")
_BRACKET_PLACE = re.compile(r"[（(](?P<p>[^()（）]{2,6})[)）]")
_SUB_AREA = re.compile(r"^[^、（(“]{2,5}?(?:片区|街道|镇)(?=.{2})")
# Behind these a name that no table knows counts as a place.
_NAMING_PREP = re.compile(r"(?:重点|优先)?支持|依托|(?:主要|重点|优先)?在|以|立足|.*建设$|.*优化$|统筹推进")
# “百千万”工程, 一区五园: figures of speech.
_FIGURE_NAME = re.compile(r"[“\"][\d一二三四五六七八九十百千万+]")
_MAX_OBJECT = 30


@dataclass(frozen=True, slots=True)
class _Row:
    district: str
    relation: Relation
    object: str
    start: int
    end: int
    rule: str


@cache
def _any(use: str, *, start: str = "", end: str = "") -> re.Pattern[str]:
    return re.compile(f"{start}(?:{any_of('place_words', use)}){end}")


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{any_of('place_words', 'verb')}|和|并|、(?=(?:{any_of('place_words', 'verb')})))*(?:{any_of('place_words', 'verb')})"
    )


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{any_of('place_words', 'verb')}|和|并)*?"
        rf"(?:(?:一批|若干|特色|专业|产业|各具特色的|相关)*(?:{any_of('place_words', 'bare')}))+(?:建设)?$"
    )


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('place_words', 'stage')}|及|和|与|的|型)*(?:{any_of('place_words', 'tailword')})+$")


@cache
def _stage_only() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('place_words', 'stage')}|{any_of('place_words', 'tailword')}|和|及|与|、|的)*$")


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('cluster_words', 'generic')})*$")


@cache
def _park_name() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[“\"](?![一二三四五六七八九十\d])[^、，,。“”\"]{{2,16}}?[”\"]|[^、，,。“”\"]{{1,16}}?(?:{any_of('place_words', 'park')}))"
        rf"(?=(?:{any_of('place_words', 'verb')})|[、和及等，,。；;]|$)"
    )


@cache
def _toward() -> re.Pattern[str]:
    return re.compile(any_of("place_words", "toward"))


@dataclass(slots=True)
class _Reader:
    """Reads one section; ``cluster`` is what bare words for a cluster stand for."""

    text: str
    jurisdiction: str | None
    cluster: Cluster | None
    own: bool
    rows: list[_Row] = field(default_factory=list)

    def add(self, areas: tuple[Area, ...], relation: Relation, thing: str, start: int, end: int, rule: str) -> None:
        """Add a row for each place."""
        for area in areas:
            self.rows.append(_Row(area.name, relation, thing, start, end, rule))

    def supports(self, areas: tuple[Area, ...]) -> None:
        """Add that the places host the cluster of the section."""
        if self.cluster is not None:
            for area in areas:
                self.rows.append(
                    _Row(
                        area.name,
                        "supports_cluster",
                        self.cluster.name,
                        area.start,
                        area.end,
                        "place.cluster",
                    )
                )

    def sentence(self, span: Span, subject: tuple[Area, ...]) -> None:
        """Read one sentence; ``subject`` are the places that the heading names."""
        lasting = bool(subject)
        once = False
        waiting = bool(subject)
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
                inner = bool(subject) and subject[0].known and not any(a.known for a in areas.found)
                if inner and lasting:
                    for area in areas.found:
                        self.add(subject, "park", area.name, area.start, area.end, "place.inner")
                else:
                    subject = areas.found
                    lasting = not prep or bool(_SUBJECT_PREPS.search(prep))
                if self.own and prep and not inner and not _SUBJECT_PREPS.search(prep):
                    self.supports(areas.found)
                    once = True
                else:
                    once = False
                stop = self.predicate(subject, areas.end, end, first=True)
                waiting = stop is not True
                if stop is True or (self.own and stop is False):
                    subject = subject if lasting else ()
                continue
            if self.toward(start, end):
                subject, lasting = (), False
                continue
            if subject and (waiting or lasting):
                done = self.predicate(subject, start, end) if not once or waiting else None
                if done is None and not lasting:
                    subject = ()
                waiting = lasting

    def frame(self, start: int, end: int, limit: int) -> tuple[Areas, str] | None:
        """Read places at the beginning of a clause: 支持A、B等区…, A区重点发展…; with the preposition."""
        text = self.text
        prep = _any("prep").match(text, start, end)
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
                if not rest or areas.grouped or any_verb().match(rest):
                    return areas, prep[0]
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
        if any_verb().match(rest) or (not rest and (behind in "：:" or areas.grouped)):
            return areas, ""
        return None

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
        return _park_name().match(self.text, start, end)

    def toward(self, start: int, end: int) -> bool:
        """Read 推动X向A、B等区集聚: what moves and where to."""
        text = self.text
        for word in _toward().finditer(text, start + 1, end):
            areas = list_at(text, word.end(), end, self.jurisdiction, named=False)
            if areas is None or not (areas.grouped or areas.found[0].end - areas.found[0].start > 2):
                continue
            verbs = re.match(r"(?:推动|引导|支持|促进|鼓励|加快)*", text[start : word.start()])
            at = start + (verbs.end() if verbs else 0)
            thing = text[at : word.start()].strip("主要重点优先")
            if self.own:
                self.supports(areas.found)
            elif _bare().match(text[areas.end : end]) or not text[areas.end : end]:
                for name, a, b in self.items(at, word.start()):
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
        verbs = _verbs().match(text, start, end)
        if verbs is None:
            return None
        at = verbs.end()
        thing = text[at:end]
        if thing.startswith("成") or (text[end - 2 : end] == "企业" and "等" not in thing):
            return False
        if _bare().match(text[start:end]):
            if not self.own:
                self.supports(areas)
            return True
        if self.cluster is not None and self._is_own(thing):
            if not self.own:
                self.supports(areas)
            return True
        before = len(self.rows)
        for name, a, b in self.items(at, end, areas):
            self.add(areas, self.relation(name), name, a, b, "place.object")
        return len(self.rows) == before and self.own

    def _is_own(self, thing: str) -> bool:
        name = self.cluster.name if self.cluster else ""
        base = re.sub(r"(?:战略性新兴)?(?:产业集群|集群|产业)$", "", name)
        return bool(base) and bool(
            re.search(rf"{re.escape(base)}(?:战略性新兴)?(?:产业)?(?:集群|集聚区|聚集区|产业|集聚发展)$", thing)
        )

    @staticmethod
    def relation(name: str) -> Relation:
        """Return how an object belongs to its place, by its last word."""
        if _any("pilot", end="$").search(name):
            return "pilot"
        if name.endswith("集群"):
            return "supports_cluster"
        if _any("park", end="$").search(name):
            return "park"
        return "focus"

    def items(self, start: int, end: int, areas: tuple[Area, ...] = ()) -> Iterator[tuple[str, int, int]]:
        """Yield the objects in ``text[start:end]`` with their places."""
        text = self.text
        thing = text[start:end]
        focus = _WITH_FOCUS.match(thing)
        if focus:
            if _stage_only().match(focus["list"]):
                if areas and not any(r.district == areas[0].name and r.start > start - 200 for r in self.rows):
                    yield thing, start, end
                return
            yield from self._split(focus["list"], start + focus.start("list"))
            head = focus["head"]
            if head and not _stage_only().match(head) and not self._designates(head):
                yield head, start + focus.start("head"), start + focus.end("head")
            return
        lead = _QUANTITY_LEAD.match(thing)
        if lead and "、" not in lead[0]:
            start += lead.end()
        yield from self._split(text[start:end], start)

    def _split(self, thing: str, start: int) -> Iterator[tuple[str, int, int]]:
        """Split a list into its objects; categories behind 等 and words for stages fall away."""
        listed = thing
        cut = _tail().search(thing)
        if self._designates(parts[-1] if (parts := _INSIDE_LIST.split(thing)) else thing):
            cut = None
        if cut and cut.start() >= 2 and "等" not in thing and not _any("park", end="$").search(thing):
            listed = thing = thing[: cut.start()]
        open_end = thing.rfind("等")
        if open_end > 0 and thing[open_end + 1 : open_end + 2] not in ("级", "离", "待"):
            listed = thing[:open_end]
        parts = _INSIDE_LIST.split(listed)
        if (
            listed is thing
            and len(parts) > 1
            and _SHARED_PARK.search(parts[-1])
            and not any(_any("park", end="$").search(p) for p in parts[:-1])
        ):
            parts = [listed]
        at = 0
        for i, part in enumerate(parts):
            at = listed.find(part, at)
            name, offset = self._trim(part, last=i == len(parts) - 1 and listed is thing)
            if name is not None:
                yield name, start + at + offset, start + at + offset + len(name)
            at += len(part)

    def _trim(self, part: str, *, last: bool) -> tuple[str | None, int]:
        """Return an object without vague words around it, None where nothing is left; and its offset."""
        lead = re.match(
            r"(?:一批|若干|多个|国际一流的|国内领先的|国内外|特色|一个|[百千万亿\d]+(?:亩|平方公里|个|座|大|条|家)|以|\s|重点|主要|加快|推进|[在将把]|全市|全省|全国)*",
            part,
        )
        offset = lead.end() if lead else 0
        name = part[offset:].rstrip("的")
        quoted = re.fullmatch(r"[“\"]([^“”\"]+)[”\"]", name)
        if quoted:
            name, offset = quoted[1], offset + 1
        if self._designates(name):
            return None, offset
        if last and not _any("park", end="$").search(name):
            cut = _tail().search(name)
            if cut and cut.start() >= 2:
                name = name[: cut.start()]
            elif cut:
                return None, offset
        if len(name) < 2 or len(name) > _MAX_OBJECT or _stage_only().match(name):
            return None, offset
        if name.count("“") != name.count("”") or _any("reject", end="$").search(name) or _FIGURE_NAME.match(name):
            return None, offset
        return (None, offset) if _generic().match(name) else (name, offset)

    @staticmethod
    def _designates(name: str) -> bool:
        """Tell whether words only say how good a place shall be: 创新驱动发展示范区, 创新高地."""
        if _any("pilot", end="$").search(name):
            content = _any("pilot", end="$").sub("", name)
            return bool(re.fullmatch(f"(?:{any_of('place_words', 'empty')})*", content))
        if name.endswith(("集聚区", "聚集区")):
            return bool(re.fullmatch(f"(?:{any_of('place_words', 'empty')})*", name[:-3]))
        return bool(_any("designation", end="$").search(name))

    def parks(self, start: int, end: int) -> bool:
        """Read named parks in a list of projects: 加快建设仙湖氢谷、X产业园等重点项目; False where there are none."""
        text = self.text
        tail = _PROJECTS.search(text, start, end)
        verbs = _PROJECT_VERB.search(text, start, end)
        if tail is None or verbs is None:
            return False
        before = len(self.rows)
        at = verbs.end()
        more = _PROJECT_VERB.match(text, at)
        at = more.end() if more else at
        position = at
        for part in _INSIDE_LIST.split(text[at : tail.start()]):
            position = text.find(part, position)
            self.park(part, position)
            position += len(part)
        return len(self.rows) > before

    def park(self, part: str, at: int) -> None:
        """Add the row of one named park; a name that holds no district is a place itself."""
        bare = part.strip('“”"')
        if not _any("park", end="$").search(bare) or len(bare) < 3:
            return
        located = self.located(part, at)
        if located is not None:
            district, name = located
            start = self.text.find(name, at)
            self.rows.append(_Row(district, "park", name, start, start + len(name), "place.park"))
            return
        if bare.endswith("基地") and "国家" not in bare and not bare.startswith("中国"):
            return
        if (
            _any("generic_park").search(bare) and "国家" not in bare and not bare.startswith("中国")
        ) or self.cluster is None:
            return
        start = self.text.find(bare, at)
        self.rows.append(_Row(bare, "park", self.cluster.name, start, start + len(bare), "place.named_park"))

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


def _cluster_of(section: Section | None, clusters: tuple[Cluster, ...]) -> tuple[Cluster | None, bool]:
    """Return the cluster that a section is about, and whether it or a section above it is its own."""
    path = section.path if section else ""
    while path:
        for cluster in clusters:
            if cluster.path == path and not cluster.at.rule.startswith("cluster.prose"):
                return cluster, True
        path = path.rpartition("/")[0]
    whole = [c for c in clusters if c.path == ""]
    return (whole[0] if whole else None), False


def find_districts(
    outline: Outline, title: str, jurisdiction: str | None, clusters: tuple[Cluster, ...]
) -> tuple[District, ...]:
    """Find what a policy assigns to places below its jurisdiction.

    Parameters
    ----------
    outline
        The policy's outline.
    title
        Its title.
    jurisdiction
        Full name of the place whose policy it is; None where it is unknown or the country.
    clusters
        The policy's clusters, for sections that speak of 集聚区 alone.

    Returns
    -------
    tuple of District
        One row for each (section, place, object), in order of the text.
    """
    text = masked(outline.text)
    out: list[District] = []
    for path, body in outline.stretches():
        section = outline.section_at(body.start)
        if is_kind(outline, section, "status") or is_kind(outline, section, "idea"):
            continue
        cluster, own = _cluster_of(section, clusters)
        reader = _Reader(text, jurisdiction, cluster, own)
        start = body.start
        subject: tuple[Area, ...] = ()
        if section is not None:
            start, subject = section.at.start, _heading_places(text, section, jurisdiction)
        for match in _SENTENCE.finditer(text, start, body.end):
            reader.sentence(Span(match.start(), match.end()), subject)
        seen: set[tuple[str, str]] = set()
        for row in reader.rows:
            key = (row.district, row.object)
            if key not in seen and row.district != jurisdiction:
                seen.add(key)
                at = outline.page.mention(row.start, row.end, row.rule)
                out.append(District(path, row.district, row.relation, row.object, at))
    return tuple(out)


def _heading_places(text: str, section: Section, jurisdiction: str | None) -> tuple[Area, ...]:
    """Return the places that a heading names and nothing else: 1.南山区。, (二)苏州工业园区:."""
    start, end = section.at.start, section.at.end
    areas = list_at(text, start, end, jurisdiction)
    if areas is None or (areas.end < end and text[areas.end] not in "：:，,—（(-"):
        return ()
    return areas.found


def hosts(cluster: Cluster, districts: tuple[District, ...], jurisdiction: str | None) -> tuple[str, ...]:
    """Return the administrative districts and zones that host a cluster, in order of the text.

    Parameters
    ----------
    cluster
        The cluster; for one with path "" the whole document counts.
    districts
        All rows of the document.
    jurisdiction
        Full name of the place whose policy it is.
    """
    out: dict[str, None] = {}
    for row in districts:
        hosted = row.relation == "supports_cluster" and row.object == cluster.name
        inside = bool(cluster.path) and (row.path == cluster.path or row.path.startswith(cluster.path + "/"))
        if (hosted or (inside and not cluster.at.rule.startswith("cluster.prose"))) and _is_district(
            row.district, jurisdiction
        ):
            out.setdefault(row.district)
    return tuple(out)


def _is_district(name: str, jurisdiction: str | None) -> bool:
    area = area_at(name, 0, len(name), jurisdiction, named=False)
    return (
        area is not None
        and area.end == len(name)
        and area.name == name
        and not name.endswith(("街道", "镇", "乡", "片区"))
    )
