"""Figures that places make: 形成以A为核心、B和C为两翼、D联动发展的X产业布局.

A figure is a row of groups, each some places with their role, and what closes it:

    [verb] 以 PLACES 为ROLE {、 PLACES (为ROLE | 联动发展)} [的 [INDUSTRY] 格局]

The industry that closes it grows in all of them; where none is named it is that of the section.
"""

from __future__ import annotations

from extract import patterns as re
from extract.areas import Area, is_place, known_at, list_at
from extract.clusters import PRAISED, is_generic, stem
from extract.facts import Span
from extract.places.frames import role
from extract.places.laying import Laying
from extract.prose import clause_end

_LEAD = re.compile(
    "(?:(?:加快|初步|基本|逐步|努力|着力|积极|联合|共同|重点)*(?:形成|构建|构筑|打造|培育|建设|发展|壮大|做强|做大|布局|建成|呈现)(?:一批|若干)?)?(?:以|依托)"
)
_WITHIN = re.compile(
    "(?<![^，,；;。：:和及])(?:形成|构建|构筑|打造|培育|建设|发展|壮大|做强|做大|布局|建成)(?:一批|若干)?以(?=[^。；;]{2,90}?为)"
)
_LINK = re.compile("[、，,](?:并)?(?:以|由|在)?")
_ALONG = re.compile("(?:辐射|带动|联动|拓展|协同|引领|串联)+(?:至|到)?(?:周边)?(?:的)?")
# 江阴、宜兴高效联动
_PLAYS = re.compile(
    "(?:等?(?:地|区|市|县|区县|县区|县市|地区)?)(?:共同|高效|协同|联动|配套|错位|互补|支撑|辐射|融合|特色|多点|集聚|差异化|互动|梯度|一体|协作|分工|有机)+(?:发展|布局|支撑|配套|联动|互动|集聚|跟进|推进|补充)?(?=的|[、，,])"
)
# 中心城区为主体: a group of what is no place by its name.
_NO_PLACE = re.compile("[^，,。；;、为]{2,16}?(?:为|作为)[^，,。；;、的]{1,10}?(?=的|[、，,])")
_PICTURE = "(?:发展|空间|产业|总体|区域|新|协同|协调|错位|联动)*(?:格局|布局|体系|版图|态势|带|走廊|集聚区|板块)"
_CLOSE = re.compile(
    f"(?:的|[，,]?(?:加快|着力|共同|重点|联合)*(?:打造|形成|构建|构筑|建设|培育|发展|壮大))?(?:世界级|国家级|省级|全国|全省|区域|[百千万]亿元?级?|特色|“[^”]{{1,10}}”|的)*"
    f"(?P<name>[^，,。；;、的以“]{{2,18}}?(?:产业集群|集群|产业链群?|产业))?(?P<picture>(?:“[^”]{{2,14}}”)?的?{_PICTURE})?"
)
_CLUSTER = re.compile(
    "(?:为[^，,。；;、的]{1,10}|发展|配套|联动|支撑|协同|补充)的(?P<name>[^，,。；;、的以]{2,18}?(?:产业集群|集群|产业链群?))"
)
_MORE = re.compile("[，,](?:以|带动|联动|辐射|协同|并|和|及)*")

# “一核(A)两翼(B、C)”的X产业集聚区: each part with its places in brackets.
_PARTS = re.compile(
    '(?:(?:加快|初步|基本|逐步|努力|着力|积极|重点|推动|全面)*(?:形成|构建|构筑|打造|培育|建设|完善|优化|建成|呈现))?[“"]?'
    '(?P<parts>[“"]?[一二两三四五六七八九十多双][\u4e00-\u9fff]{1,4}[”"]?[（(][^()（）]{2,60}[)）](?:[、和及+＋]?[“"]?[一二两三四五六七八九十多双][\u4e00-\u9fff]{1,4}[”"]?(?:[（(][^()（）]{2,60}[)）])?)+)'
)
_IN_BRACKETS = re.compile("[（(](?P<places>[^()（）]+)[)）]")
_CLOSE_PARTS = re.compile(
    '[”"]?的?(?P<name>[^，,。；;、的以“”]{2,18}?(?:产业集群|集群|产业链群?|产业))?[^，,。；;、]{0,16}?(?:格局|布局|体系|版图|走廊|集聚区|板块)'
)


class Figures(Laying):
    """Reads figures."""

    def parts(self, start: int, sentence: Span) -> int | None:
        """Read a figure whose parts hold their places in brackets: “一核(A)两翼(B、C)”的X产业布局; return where it ends."""
        text = self.text
        drawn = _PARTS.match(text, start, sentence.end) if "（" in text or "(" in text else None
        close = _CLOSE_PARTS.match(text, drawn.end(), sentence.end) if drawn is not None else None
        if drawn is None or close is None:
            return None
        found: list[Area] = []
        for group in _IN_BRACKETS.finditer(text, *drawn.span("parts")):
            areas = list_at(text, *group.span("places"), self.jurisdiction)
            if areas is None or areas.end < group.end("places") or not all(map(is_place, areas.found)):
                return None
            found += areas.found
        name = close["name"]
        if name is None or is_generic(name) or self.is_own(name) or stem(name) == stem(self.cluster or ""):
            self.supports(tuple(found))
        else:
            self.add(tuple(found), "supports_cluster", name, *close.span("name"), "place.hosted")
        return close.end()

    def figure(self, start: int, end: int, sentence: Span) -> int | None:
        """Read a figure of places that says of which industry it is; return where it ends, None where there is none."""
        text = self.text
        words = text[start : sentence.end]
        if "以" not in words and "依托" not in words:
            return None
        lead = _LEAD.match(text, start, end) or _WITHIN.search(text, start, end)
        if lead is None:
            return None
        found, groups, at = self._groups(lead.end(), sentence.end)
        closed = self._closed(found, groups, at, sentence) if found else None
        return closed if closed is not None else self._cluster_of(lead.end(), sentence)

    def _closed(self, found: tuple[Area, ...], groups: int, at: int, sentence: Span) -> int | None:
        """Read what closes a figure, and add its rows; None where nothing does."""
        text = self.text
        close = _CLOSE.match(text, at, sentence.end)
        name = close["name"] if close is not None else None
        if close is None or (name is None and not close["picture"]):
            return None
        if name is not None and text[at] != "的" and groups < 2:
            # 以A为核心,打造X产业集群: what places are to do, which need no figure.
            return None
        if name is not None and (is_generic(name) or text[close.start("name") - 1] in "、，,"):
            return None
        if name is None:
            if groups < 2:
                return None
            if self.own:
                self.supports(found)
            elif not self.about:
                # 以A为核心、以B为两翼的格局 of what the document is about.
                self.pictured += found
            else:
                return None
        elif name.endswith(("产业", "链")) and not close["picture"]:
            # 以A、B为主体的X产业: no figure, unless a picture of it closes the clause.
            return None
        elif self.own and stem(self.cluster or "").endswith(stem(name)):
            # 先进超硬材料产业链群: 打造以A、B为主的超硬材料产业集群.
            self.supports(found)
        else:
            praise = PRAISED.match(text, *close.span("name"))
            begins = praise.end() if praise is not None else close.start("name")
            self.add(
                found, "supports_cluster", text[begins : close.end("name")], begins, close.end("name"), "place.hosted"
            )
        return close.end()

    def _cluster_of(self, start: int, sentence: Span) -> int | None:
        """Read 打造以A、B为主体,C等地协同发展的X产业集群 by the cluster that it ends in, whatever the roles are."""
        text = self.text
        name = _CLUSTER.search(text, start, sentence.end) if "集群" in text[start : sentence.end] else None
        if name is None or is_generic(name["name"]) or "为" not in text[start : name.start()]:
            return None
        found: list[Area] = []
        at = start
        while at < name.start():
            areas = list_at(text, at, name.end(), self.jurisdiction)
            if areas is None or not all(map(is_place, areas.found)):
                break
            found += areas.found
            # Behind the next comma may stand more of them.
            stop = clause_end(text, areas.end, name.start())
            more = _MORE.match(text, stop, name.start())
            at = more.end() if more else name.start()
        if not found:
            return None
        if self.own and stem(self.cluster or "").endswith(stem(name["name"])):
            self.supports(tuple(found))
        else:
            self.add(tuple(found), "supports_cluster", name["name"], *name.span("name"), "place.hosted")
        return name.end()

    def _groups(self, at: int, limit: int) -> tuple[tuple[Area, ...], int, int]:
        """Return the places of a figure, how many groups they make, and where what closes it begins."""
        text = self.text
        found: list[Area] = []
        groups = 0
        while True:
            along = _ALONG.match(text, at, limit) if groups else None
            areas = list_at(text, along.end() if along else at, limit, self.jurisdiction)
            if areas is not None and all(map(is_place, areas.found)):
                members, stop = list(areas.found), areas.end
                while (beside := known_at(text, stop, limit, self.jurisdiction)) is not None:
                    # 江阴宜兴为两翼
                    members.append(beside)
                    stop = beside.end
                plays = role().match(text, stop, limit) or _PLAYS.match(text, stop, limit)
            else:
                members, plays = [], _NO_PLACE.match(text, at, limit)
            if plays is None:
                break
            found += members
            groups += 1
            at = plays.end()
            link = _LINK.match(text, at, limit)
            if link is None:
                break
            following = link.end()
            if _ALONG.match(text, following, limit) is None and not self._goes_on(following, limit):
                break
            at = following
        return tuple(found), groups, at

    def _goes_on(self, at: int, limit: int) -> bool:
        """Tell whether a further group of a figure begins."""
        areas = list_at(self.text, at, limit, self.jurisdiction)
        return (areas is not None and all(map(is_place, areas.found))) or _NO_PLACE.match(
            self.text, at, limit
        ) is not None
