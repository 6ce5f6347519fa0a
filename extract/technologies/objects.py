"""The object of a verb: what is left of its words without the tails that say what is to be done with it."""

from __future__ import annotations

from extract import patterns as re
from extract.facts import Span
from extract.records import record
from extract.technologies.items import Verdict, ending
from extract.technologies.words import (
    area_pattern,
    before_tails,
    behind_lead,
    boost_pattern,
    disposed_pattern,
    predicate_pattern,
)

# Who has what the object names (…的企业): the object ends in front of it.
_ACTORS = re.compile(r"的(?=[^的、]{0,12}?(?:企业|单位|机构|项目|地区|农户|用户|团队)(?:$|[^、的]))")
# An attribute in front of the object: 面向…的, 具有…的, 本区企业生产的.
CLAIM = re.compile(
    r"(?:面向|适应|适用于|适用|基于|用于|[^、]{0,10}(?:企业|机构|单位|自主)(?:生产|研发|研制|开发)"
    r"|具有|具备|符合|满足|有效满足|针对|拥有|应用于|以|服役|超出|超过|不符合|存在)[^、]{0,24}?的(?=..)"
    # 氢能领域的核心材料: the field of a thing.
    r"|[^、的在]{2,12}领域的(?=..)"
    r"|(?:能够?|可以?)?(?:替代|取代)[^、的]{2,8}的(?=..)"
    # 基于A、B的解决方案: what it rests on is read apart.
    r"|基于[^的，,]{2,60}的(?=..)"
    # 与A、B发展相适应的咨询服务: beside what.
    r"|[^，,的]{0,8}?与[^，,的]{2,40}相(?:适应|匹配|配套|衔接|融合)的(?=..)"
    # 面向A、B等领域的总集成: for whom.
    r"|(?:面向|针对)[^的，,]{2,60}?等[^、的]{0,8}的(?=..)"
    # 长寿命低成本高可靠性的: praise of any kind.
    r"|[^、的]{2,12}(?:偏高|偏低|过高|过低|较高|较低|较大|老化)的(?=..)"
    r"|[高低长短轻强大小超][^、的]{1,24}(?:[性度率命本耗效量]|密度)的(?=..)"
)
# 向低功耗方向发展: an aim.
_TOWARDS = re.compile(
    r"(?<=..)向[^、]{1,12}(?:、[^、]+)*?(?:方向|转变|转型(?:升级)?|升级|演进|迁移|跃升|延伸|迈进|聚集|集聚|拓展|发展)$"
)
_FOCUS = re.compile(r"以(?P<body>[^以]{2,60}?)(?:等)?为(?:重点|核心|主|主导|主体|代表|特色)的")
# 在…中的应用: where the object is applied.
_INTO = re.compile(
    r"(?<=..)(?<!存)在(?!产(?![品业])|建(?![材筑设])|研(?![发究制])|用(?![户电能水地])|地(?![方区下面铁质])|[线轨岸岗位册役校场])"
)
# 充电桩接入监管平台, 人工智能赋能制造: where it goes or what it is for.
_ONTO = re.compile(
    r"(?<=..)(?:统一|优先|逐步|直接|有序|全面)?(?:接入|并入|赋能|嵌入|给予|予以)(?!网|设备|系统|点|能力|率|式)|(?<=..)对(?=[^、，对比]{2,}[^，]*(?:实施|进行))"
)
# 处理设施升级改造, 平台互联互通: what is done with a thing that is named.
_DONE_WITH = re.compile(
    r"(?:(?<=平台|系统|网络|设施|设备|装置|装备|机组|仪器|工艺|产线|管道|管网|电梯|锅炉|钢瓶|车辆|船舶|路灯|水泵|终端|□[)）])|(?<=[机器泵表站桩炉]))"
    r"(?:的?(?:(?<=[)）])(?:网络|技术|系统)(?:改造|升级|部署|规模部署)+|升级改造|更新改造|老化更新改造|技术升级改造|实施改造|改造升级|更新换代|更新替换|更新升级|智能化更新|升级替代|互联互通|更换|技改|更新))+$"
)
# 虚拟电厂市场化、规模化、规范化发展: in how many ways it is to grow.
_IN_WAYS = re.compile(
    r"(?<=..)(?:[\u4e00-\u9fff]{2}化[、和与])+[\u4e00-\u9fff]{2}化(?:转型|升级|发展|改造|协同|提升|建设|更新|应用|推广|开发|布局|部署)*$"
)
_APPLIED = re.compile(r"应用|推广|使用|落地|示范|融合|普及")
# 固态电池率先实现装车应用, 工业软件取得突破: what is said of the thing is that it comes into use.
_GROWS = re.compile(r"量产|产业化|突破|进展|应用|装车|上车|装机|国产|商业化|落地|推广|示范|替代|用于|融入|嵌入")
# 设备产能达到…, 汽车渗透率实现…: a measure of it is to rise.
_MEASURED = re.compile(r"(?:产能|产量|产值|规模|收入|水平|效率|能力|效益|比例|份额|质量|数量|[率量值额比])$")
# A、B三个方向率先突破
_OF_SEVERAL = re.compile(r"[一二两三四五六七八九十]个(?:重点)?(?:方向|领域|方面)?$")
# A、B等产品的节水节能水平: in what the things are to be better.
_BETTER = re.compile(
    r"(?<=等)(?:[^、的]{0,6}(?:产品|装备|设备|材料|零部件|部件|器件|药物|系统|仪器))(?P<how>的?[^、的等]{2,10}?(?:水平|性能|质量|能效|效率|可靠性|一致性|稳定性|竞争力|附加值|市场占有率))$"
)
# 应用区块链提升监管能力: what it is for.
_FOR = re.compile(
    r"(?<=..)(?:提升|提高|增强|优化|改善|赋能|助力)(?=[^、]{2,}(?:能力|水平|效率|质量|效能|效益|精度|精准度|体验|治理|管理|服务)$)"
)
# 感知技术向农业领域落地应用: where a thing is to spread.
_SPREADS_TO = re.compile(
    r"(?<=..)向[^、]{2,24}?(?:领域|行业|产业|市场|企业|场景|区域|乡村|农村|社区|家庭)?(?:落地|推广|普及|渗透|覆盖|应用|开放|下沉|延展)+$"
)
# 数据中心由通用算力向智能算力升级: what it is to become.
_BECOMES = re.compile(r"(?<=..)由[^、由向]{2,20}向")
# 支持以A、B等技术: by what.
_BY_MEANS = re.compile(r"以[^的为]{2,80}?等[^、的]{0,8}(?:技术|装备|设备|手段|系统)$")
# 某某公司的显示模组生产线: whose a thing is.
_OWNED = re.compile(
    r"[^、的]{2,14}(?:公司|集团|股份)的(?=..)"
    r"|[^、的]{2,8}的(?=[^、的和]{2,12}(?:数据中心|超算中心|智算中心|云平台|生产线)(?:$|[和与、]|建设))"
)
_MERGED = re.compile(
    r"(?:深度|跨界|全面|有机|双向|融通)*(?:融合|融通)(?:创新|发展|应用|赋能)*$"
    # 操作系统与芯片的兼容适配与性能优化, 智能电网与电动汽车协同发展: two things that are brought together.
    r"|的?(?:规模化|深度|兼容)*(?:适配(?:验证|优化|认证|测试)?|协同优化|联合优化|融合创新|协同创新|协同发展|一体化发展)"
    r"(?:[与和及](?:适配验证|联合优化|协同优化|性能优化|融合应用|(?:设备|产品|技术)?研发))*$"
)
# 智能检测装备优秀|应用场景, 新能源电池核心|产业: what only praises the tail.
_PRAISED = re.compile(r"(?:的?(?:地方|区域|本地)?(?:核心|优秀|主导|优势|特色|典型|关键|创新|示范|标志性))+$")
_ABILITY = re.compile(r"能力|水平|需求")
# 等 behind a list, not the beginning or the end of a word (等离子, 中等).
ETC = re.compile(r"(?<![中高均初优同平对])等(?!离子|级|高线|离激|温|熵|效|距|同|候|待)")


_TECHNIQUES = re.compile(r"技术(?!改造)")


@record
class Object:
    """The object of a verb without its tails.

    ``boost`` is set where a tail says that it is to be developed or applied, ``area`` where the whole
    names a place of production, ``direct`` where that place is only the last item's, ``merged`` where the
    object is two things that are to be merged, ``aim`` where an ability is to grow, ``project`` where the
    words name projects, ``steps`` where they name steps of a value chain (设计、制造、封测等环节),
    ``scene`` where they name where something is used (商场、车站等应用场景), ``called`` where a tail behind
    等 calls the list technologies (等关键技术).
    """

    span: Span
    boost: bool
    area: bool
    merged: bool
    direct: bool = False
    aim: bool = False
    project: bool = False
    steps: bool = False
    scene: bool = False
    called: bool = False


def without_tails(flat: str, start: int, end: int) -> tuple[int, str]:
    """Return where ``flat[start:end]`` ends without its tails, and the tails."""
    stop = before_tails(flat, start, end)
    if stop == end:
        return end, ""
    if stop > start and flat[stop - 1] == "+":
        return end, ""
    if flat.startswith("再制造", stop - 1):
        return stop + 2, flat[stop + 2 : end]
    # Some terms end in a word that is mostly a tail (酶工程, 数据中心).
    for at in range(end, stop, -1):
        # 存储能力 ends in no 储能.
        if flat[at : at + 1] == "力":
            continue
        if ending(flat[start:at]) is Verdict.TERM and flat[at - 1] not in "的等和与及并、":
            return at, flat[at:end]
    return stop, flat[stop:end]


def read_objects(flat: str, span: Span) -> list[Object]:
    """Take the tails off the words that a verb governs; an attribute 以…为主的 is an object of its own."""
    start = behind_lead(flat, span.start, span.end)
    shares = _SHARES.match(flat, start, span.end) if flat.find("为辅", start, span.end) >= 0 else None
    if shares is not None:
        named = [
            Object(Span(*shares.span(part)), True, False, False) for part in ("main", "aux", "more") if shares[part]
        ]
        rest = [_read_object(flat, shares.end(), span.end)] if shares.end() < span.end else []
        return [*named, *rest]
    focus = _FOCUS.match(flat, start, span.end) if flat.startswith("以", start) else None
    if focus is None:
        return [_read_object(flat, start, span.end)]
    rest = [_read_object(flat, focus.end(), span.end)] if focus.end() < span.end else []
    return [Object(Span(*focus.span("body")), True, False, False), *rest]


# 快充为主、慢充为辅、大功率为补充的: the shares of several things.
_SHARES = re.compile(
    r"(?P<main>[^、的为]{2,20})为主[体导]?、(?P<aux>[^、的为]{2,20})为辅助?(?:、(?P<more>[^、的为]{2,20})为[^、的为]{0,4}补充)?(?:、[^、的]{2,12})?(?:的|$)"
)
# 室内定位项目20个以上: how many.
_HOW_MANY = re.compile(
    r"(?:项目|产品|设备|装备)?[约超近达]?\d[\d.,]*[万千百亿]?[\u4e00-\u9fffA-Za-z/]{0,4}?(?:以上|左右|以内)?$"
)


def _read_object(flat: str, start: int, end: int) -> Object:
    start = behind_lead(flat, start, end)
    many = _HOW_MANY.search(flat, start, end) if flat[end - 1 : end] in "上右内个台套家条项辆座艘架处吨米" else None
    if many and many.start() > start and flat[many.start() - 1] not in "、和":
        end = many.start()
    boost = False
    # Looking for a letter is far cheaper than the patterns below, which most objects do not need.
    words = flat[start:end]
    if words.startswith("以") and _BY_MEANS.match(words):
        start += 1
    disposed = disposed_pattern().match(flat, start, end)
    start = disposed.end() if disposed else start
    if "的" in words:
        # 基于模型的定义(MBD) is a name of its own.
        named = words.startswith("基于模型")
        claim = None if named else CLAIM.match(flat, start, end) or _OWNED.match(flat, start, end)
        start = claim.end() if claim else start
    if "向" in words:
        spreads = _SPREADS_TO.search(flat, start, end) or _BECOMES.search(flat, start, end)
        boost, end = (True, spreads.start()) if spreads else (boost, end)
        towards = _TOWARDS.search(flat, start, end)
        end = towards.start() if towards else end
    if "在" in words:
        into = _INTO.search(flat, start + 1, end)
        if into:
            boost = bool(_APPLIED.search(flat, into.end(), end))
            end = into.start()
    said = predicate_pattern().search(flat, start + 2, end)
    if said:
        if said["told"] or _MEASURED.search(flat, start, said.start()):
            return Object(Span(start, start), False, False, False)
        boost = bool(_GROWS.search(flat, said.start(), end))
        end = said.start()
        several = _OF_SEVERAL.search(flat, start + 2, end)
        end = several.start() if several else end
        words = flat[start:end]
    ways = _IN_WAYS.search(flat, start, end) if "化" in words and "、" in words else None
    if ways:
        boost, end = True, ways.start()
    onto = _ONTO.search(flat, start + 2, end)
    if onto:
        end = onto.start()
    better = _BETTER.search(flat, start, end) if "等" in words else None
    if better:
        end = better.start("how")
    purpose = _FOR.search(flat, start + 2, end)
    if purpose:
        end = purpose.start()
    done = _DONE_WITH.search(flat, start, end)
    if done:
        end = done.start()
    if "的" in words:
        actors = _ACTORS.search(flat, start, end)
        end = actors.start() if actors else end
    if ("融" in words or "协同" in words or "适配" in words) and ("与" in words or "和" in words):
        merged = _MERGED.search(flat, start + 2, end)
        if merged:
            return Object(Span(start, merged.start()), True, False, True)
    stop, tails = without_tails(flat, start, end)
    if tails and (praise := _PRAISED.search(flat, start + 2, stop)):
        stop = praise.start()
    if not tails:
        return Object(Span(start, stop), boost, False, False)
    return Object(
        Span(start, stop),
        boost or bool(boost_pattern().search(tails)),
        bool(area_pattern().search(tails)),
        False,
        bool(area_pattern().match(tails)) and not ETC.search(flat, start, stop),
        bool(_ABILITY.search(tails)),
        "项目" in tails or "工程" in tails,
        "环节" in tails,
        tails.endswith("场景"),
        _TECHNIQUES.search(tails) is not None and ETC.search(flat, start, end) is not None,
    )
