"""What is built or raised in one place, named right behind it: 打造A区|水铁联运基地, 推进B|国家数据基础设施|建设."""

from __future__ import annotations

from extract import patterns as re
from extract.areas import Area, any_verb, known_at
from extract.clusters import is_generic
from extract.facts import Span
from extract.places.objects import LEAD, designates

_BUILDS = re.compile(
    "(?:(?:到|力争)?20\\d\\d年(?:\\d{1,2}月)?(?:[底末])?(?:之?前)?)?"
    "(?:高标准|高水平|高质量|加快|重点|积极|规划|谋划|着力|全力|统筹|大力|持续|深入|稳步|有序|启动|继续|进一步|推进|推动|支持|加强|强化|深化|完善|提升|增强)*"
    "(?:建设|打造|建成|创建|扩建|新建|改建|改扩建|迁建|开工建设|完成|启用|投入使用|投运|投用|布局|做[大强优](?:做[大强优])?|推进|推动|加快|支持|提升|强化|加强|完善|培育|壮大)(?=..)"
)
_THING = re.compile(
    "(?P<name>[^，,。；;：:、的和与（()）“”]{2,22}?(?:基地|枢纽|(?<![核重])中心|示范区|测试区|试飞区|先行区|试验区|先导区|(?<=数据中心)集群|(?<=算力)集群|集聚[区带]|产业带|示范带|走廊|基础设施|接收站|口岸|港区"
    "|码头|机场|产业园区?|科技园|物流园|试点城市|示范城市))"
    "等?(?:[一二三四五]期)?(?:(?:扩展|扩建|改扩建|改造|升级|迁建|提升|续建|新建|配套)*(?:工程|改造|扩建))?(?:的?(?:规划|建设|发展|打造|布局|提升|扩容|升级|改造|完善|验收|申报|创建|落地|(?:先行先试|试点|示范)?项目|先行先试|建成|实施|能级|功能|水平|工作|投运|投用))*"
)
# 合肥海关, 合肥大学科技园, 合肥都市圈: what a place's name is part of.
_OF_NAME = re.compile(
    "[市区县]?(?:都市圈|城市群|经济圈|大学|学院|海关|银行|集团|公司|政府|管委会|及|和|与|等|至|段)|[—–-]"
)
# 中欧班列郑州集结中心, 某重工开封产业园: whose it is, where, and what.
_HOLDER = re.compile(
    "(?P<name>[^，,。；;：:、的和与及（()）“”]{6,22}?)(?:的?(?:规划|建设|发展|打造|布局|扩容|升级|建成|投产|投用|投运))*"
)
_IS_THERE = re.compile(
    "[\u4e00-\u9fff]{0,6}?(?:集结中心|分中心|枢纽|产业园|科技园|生产基地|基地|节点|口岸|总部|分拨中心)"
)
# These say what stands there, how good it shall be or not.
_SITES = ("枢纽", "中心", "口岸", "基础设施", "机场", "港区", "码头", "接收站", "基地", "城市")
_SHORTEST = 4


def place_of(text: str, start: int, end: int, jurisdiction: str | None) -> Area | None:
    """Return the place that stands behind the verbs of a clause that builds or raises something."""
    builds = _BUILDS.match(text, start, end)
    return known_at(text, builds.end(), end, jurisdiction) if builds is not None else None


def named_within(text: str, start: int, end: int, jurisdiction: str | None) -> tuple[Area, Span] | None:
    """Return the place that the name of what is built holds, and where that name stands: 建设|中欧班列郑州集结中心."""
    builds = _BUILDS.match(text, start, end)
    named = _HOLDER.fullmatch(text, builds.end(), end) if builds is not None else None
    if named is None or any_verb().match(named["name"]) is not None:
        return None
    for at in range(named.start("name") + 2, named.end("name") - 2):
        place = known_at(text, at, end, jurisdiction)
        if place is not None and _IS_THERE.fullmatch(text, place.end, named.end("name")) is not None:
            return place, Span(*named.span("name"))
    return None


def thing_at(text: str, start: int, end: int, jurisdiction: str | None) -> Span | None:
    """Return where stands what is built in the one place whose name ends at ``start``; None where nothing is.

    Parameters
    ----------
    text
        The sentence.
    start, end
        Where the place's name ends, and the clause.
    jurisdiction
        Full name of the place whose policy it is.
    """
    if _OF_NAME.match(text, start, end) is not None:
        return None
    thing = _THING.fullmatch(text, start, end)
    if thing is None or len(thing["name"]) < _SHORTEST or is_generic(thing["name"]):
        return None
    if any_verb().match(thing["name"]) is not None or known_at(text, start, end, jurisdiction) is not None:
        return None
    begins = thing.start("name") + len(lead[0] if (lead := LEAD.match(thing["name"])) else "")
    name = text[begins : thing.end("name")]
    good = name.endswith(_SITES) or not designates(name)
    return Span(begins, thing.end("name")) if good and len(name) >= _SHORTEST else None
