"""What stands in places, named right behind them: 完善A、B等测试场功能, 依托A、B等国家物流枢纽, 发挥A国家X示范区作用, 支持A的X、Y面向….

It is theirs; what the next clause says is said of no place, unless that goes on with what is to grow there.
"""

from __future__ import annotations

from functools import cache

from extract import patterns as re
from extract.areas import Areas, any_verb, is_place, known_at, list_at
from extract.clusters import is_generic
from extract.places.objects import relation_of
from extract.places.patterns import any_word
from extract.places.siting import Siting
from extract.prose import any_of

# Of several places any such thing is theirs; of one only what says that it is no body of its own (国家级, 试验区).
_RANKED = ("国家", "全国", "国际", "省级", "跨境", "综合保税")
_TRIED = ("示范区", "试验区", "先行区", "先导区", "示范基地", "试点", "创新区")
_ITEM = re.compile("、|和")
_OPENS = re.compile("(?:等(?:地|市|县|区|州)?)?的?")
# What is said of what stands there: 的辐射带动作用, 功能, 建设.
_TAIL = re.compile(
    "等?(?:的?(?:示范|引领|带动|辐射|支撑|核心|平台|窗口|先行先试|试点|先发|政策|服务|综合|枢纽|集聚|保障|叠加|溢出|品牌|资源)*(?:作用|效应|功能|优势|能级|平台|红利))?"
    "(?:的?(?:建设|发展|布局|升级|扩容|提升))?$"
)
_AS_BASE = re.compile("等?为(?:依托|基础|支撑|载体)$")
# 支持A、B的X、Y|面向企业开展服务: what they do for others.
_SERVES = re.compile("等?(?:面向|为|向|服务|开展|提供|对外|加强|共享|开放)(?=[^，,。；;]{2,})")
_GOES_ON = re.compile("[，,](?:重点|主要|着力|大力|积极|加快|集中)*(?:发展|布局|培育|打造|做[强大优]|壮大|建设)")
# 推进A、B等X试点建设 is work that is done in them.
_TRIAL = "试点"
_SEVERAL, _SHORTEST = 2, 3
_NO_NAME = re.compile("[与及的在向对把将为—–]|开展|建设|打造|培育|^[两三四五六七八九\\d]+[大个]|^(?:这|该|本|各|其)")


@cache
def _leads() -> re.Pattern[str]:
    """Return the pattern of the verbs before places whose facility is used or raised: 依托, 合理布局及完善, 更好发挥."""
    before = f"(?:{any_of('place_words', 'adverb')}|更好|不断|合理|加快|推动|推进|支持)*"
    raises = any_of("place_words", "raises")
    return re.compile(rf"{before}(?:布局|建设)?[及和]?(?P<verb>{raises})[及和]?(?:{raises})?|以(?=[^为]{{4,40}}为)")


@cache
def _builds() -> re.Pattern[str]:
    """Return the pattern of the verbs before several places whose facility is built, or serves others: 推动A、B等X建设."""
    return re.compile(
        "(?:大力|积极|重点|统筹|持续|进一步|优先|加快|规划|谋划|布局)*(?:加快|推动|推进|支持|鼓励|引导|建设|打造|布局|促进)+"
    )


class Facilities(Siting):
    """Reads what stands in places."""

    def facility(self, start: int, end: int, limit: int) -> Areas | None:
        """Read what stands in places by the clause that begins at ``start``; return the places, for what the next may say.

        No places where it serves others, None where the clause names no such thing.
        """
        lead = _leads().match(self.text, start, end)
        if lead is not None and (found := self._stands(lead.end(), end, limit, raised=True)) is not None:
            return found
        lead = _builds().match(self.text, start, end)
        return self._stands(lead.end(), end, limit, raised=False) if lead is not None else None

    def goes_on(self, at: int) -> bool:
        """Tell whether the clause behind ``at`` says what grows where a facility stands: 依托A、B等X,|发展Y."""
        return _GOES_ON.match(self.text, at) is not None

    def _stands(self, at: int, end: int, limit: int, *, raised: bool) -> Areas | None:
        text = self.text
        areas = list_at(text, at, limit, self.jurisdiction, named=False)
        if areas is None or not all(map(is_place, areas.found)):
            return None
        inner = areas.found[0].inner if len(areas.found) == 1 and raised else None
        if any_verb().match(text, areas.end, end) or (inner is None and any(a.inner is not None for a in areas.found)):
            return None
        several = len(areas.found) >= _SEVERAL
        opens = _OPENS.match(text, areas.end, end)
        at = inner.start if inner is not None else opens.end() if opens is not None else areas.end
        things: list[tuple[str, int]] = []
        while (name := self._kind_at(at, end)) is not None:
            things.append((name, at))
            at += len(name)
            joint = _ITEM.match(text, at, end)
            if joint is None:
                break
            at = joint.end()
        if not things or (not raised and things[-1][0].endswith(_TRIAL)):
            return None
        serves = _SERVES.match(text, at, end) is not None
        closes = _TAIL.match(text, at, end) or (raised and _AS_BASE.match(text, at, end))
        if not (serves or closes) or (not raised and not (several or serves)):
            return None
        if not several and raised and not all(self._is_its_own(name) for name, _ in things):
            return None
        for name, a in things:
            self.add(areas.found, relation_of(name), name, a, a + len(name), "place.facility")
        return Areas(() if serves else areas.found, end, areas.grouped)

    def _kind_at(self, at: int, end: int) -> str | None:
        """Return the name of a facility that begins at ``at``; None where none does."""
        named = _name().match(self.text, at, end)
        if named is None:
            return None
        name = named[0]
        if len(name) < _SHORTEST or is_generic(name) or _NO_NAME.search(name) or any_verb().match(name):
            return None
        kind = any_word("generic_park").fullmatch(name) is not None and not name.endswith("基地")
        if kind or known_at(self.text, at, end, self.jurisdiction):
            return None
        return name

    @staticmethod
    def _is_its_own(name: str) -> bool:
        return name.startswith(_RANKED) or name.endswith(_TRIED)


@cache
def _name() -> re.Pattern[str]:
    """Return the pattern of the name of a facility, up to what is said of it."""
    kinds = any_of("place_words", "facility")
    return re.compile(
        rf"[^，,。；;：:、（()）“”等]{{0,20}}?(?:{kinds})(?=$|[、和等的，,]|面向|为|向|服务|开展|提供|开放|对外|加强|共享"
        rf"|(?:示范|引领|带动|辐射|支撑|核心|平台|窗口|政策|综合|枢纽|集聚|先行先试)*(?:作用|效应|功能|优势|能级|政策|平台)|建设|发展|布局|升级|扩容|提升)"
    )
