"""What is to grow in a place: the objects of its verbs, without stages, categories and praise."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extract import patterns as re
from extract.clusters import is_generic
from extract.facts import Relation
from extract.places.patterns import any_word, generic, stage_only, tail
from extract.prose import any_of

INSIDE_LIST = re.compile(
    r"、|(?<=”)(?=“)|以及|(?<!总)和(?!谐|信息(?:技术)?服务)|及(?!其|时|配套|(?:[关核][键心])?(?:基础)?(?:材料|零部件|部件|配件|设备|装备|耗材)(?:$|[、等]))|(?<=[\u4e00-\u9fff]{4})与(?=[\u4e00-\u9fff]{4})"
)
# The words that name a cluster: what stands before them is part of its name.
CLUSTER = re.compile(
    r"(?P<name>[^、，。]*?[\u4e00-\u9fff]{2}(?:产业)?集群)(?:核心)?(?:承载区|集聚区|核心区|主阵地|基地)?(?:(?:绿色|数字化|智能化|高端化|高质量|提质)*(?:转型|升级|提升|发展|建设|增效)+)?$"
)
_QUANTITY_LEAD = re.compile(
    r"^.*\d[^、]{0,12}?(?:左右|以上)?的(?=\d|.{2})|^(?:建成|新建)?(?:不少于|不低于|至少|超过|约)?(?:\d+|[一二两三四五六七八九十百千万]+)(?:多|余)?(?:个|家|大|条|座|亩|平方公里|处|项|类)(?:以上|左右)?(?=[^、\d]{2})"
)
# 集中连片、生态高效的渔业养殖园区, 产城融合、区港融合的石化城: how a thing shall be.
_ADJECTIVES = re.compile(
    "(?:[\u4e00-\u9fff]{2,4}、)+[\u4e00-\u9fff]{2,4}的(?=[^、，,的]{2,}(?:园区?|基地|城|区|带|产业|集群|小镇)$)"
)
_WITH_FOCUS = re.compile(r"^以(?P<list>.+?)(?:等)?为(?:重点|核心|特色|主导?|主体|引领)的?(?P<head>.*)$")
LEAD = re.compile(
    r"(?:^的|(?:符合|具备|有)条件的|具有[^的]{2,14}的|一批|若干|多个|各(?![类向异自级具有地国界族方区县市镇园个])|(?:全国|国内|国际|区域|全省|我国|国家)?(?:重要|知名|主要|最大|规模最大)的|(?:全国|国际|国内|世界|全球)(?:一流|领先|先进)的|国内外|特色(?!型)|一个|[百千万亿\d]+(?:亩|平方公里|个|座|大|条|家)|以|\s|重点|主要|加快|推进|[将把]|在(?![线轨役研建])|国家级|国家(?=[“\"])|世界级|省级|(?:我|本|全)[省市县区州](?:[东西南北中]{1,2}部)?(?:山区|沿海|地区|丘陵|平原)?的?|(?:\d+|[百千万]+)亿元?级|全市|全省|全国)*"
)
# 商务楼宇类、居住社区类等各具特色的充电站: of which sorts it is.
_SORTS = re.compile("(?:一批)?[^、，,类]{2,8}类(?:、[^、，,类]{2,8}类)+等?(?:各具特色|多种形式|不同类型)?的?(?=..)")
# 集研发、制造等于一体的X基地, 涵盖风、光等的Y: what it holds.
_HOLDS = re.compile("(?:集[^的]{2,60}?(?:于|为)一体的|(?:涵盖|包含|融合)[^的]{2,60}的)(?=..)")
# 光伏制氢为主的绿色氢能基地: of what it is for the most part.
_MAINLY = re.compile("(?!以)[^、，,的为]{2,14}为主(?:体|导)?的(?=..)")
# 光伏储能产业核心区: the industry that gathers there.
_CORE_OF = re.compile(
    r"(?P<name>.{2,}(?:产业|制造业))(?:核心(?:承载|集聚)?区|(?:主)?承载区|集聚区|聚集区|集中区|集聚地|(?:创新|发展|集聚|制造)*(?:新?高地|策源地|增长极|引领区|先行区))"
)
# 承接电子信息产业转移: what is taken over grows there.
_MOVED = re.compile("(?P<name>.{2,}产业)(?:链|梯度|有序)*转移(?:项目|企业)?$")
_FROM = re.compile(
    "(?:东部|中部|沿海|国内外?|国际|境外|海外|发达|先进|外地|周边|中高端|优质)+(?:地区|城市|省[份市]?)?的?"
)
_SHARED_PARK = re.compile(r"园区$|基地$")
# “百千万”工程, 一区五园: figures of speech.
_FIGURE_NAME = re.compile(r"[\d.]+[百千万亿%]|[“\"][\d一二两三四五六七八九十百千万多+]")
# 首单质押贷款2000万元, 亚洲第一, 工业化
_NOTHING = re.compile(
    r"\d[百千万亿]?元|(?:全国|全省|亚洲|世界|全球)第[一二三四五]$|^(?:工业|城镇|信息|市场|国际|循环|智能|数字|绿色|低碳|高端|集群|专业|规模|标准)化$"
)
# 转化在市北, 企业同步开发石墨负极: what is said of others, or where.
_NO_OBJECT = re.compile(
    "^考虑|^(?:龙头|骨干|重点)?企业(?!级|服务|管理|总部|孵化)|[\u4e00-\u9fff]{2}在(?![线轨役研建岗校位制])|推广[至到]"
    # 与A合作内容, 对A服务成效: with whom, and for whom. But 对虾, 对二甲苯, 对外贸易.
    "|^(?:方式|标准|对象|条件|范围|程序)$|(?:支持|奖励|补助|申报)(?:的支持)?(?:对象|条件|方式|标准)|措施$|链(?:互补|互连|互促|互联|互通|互动|贯通|协同)$|^与|^对(?![外俄日韩美欧台虾讲接口二苯氨硝甲羟位])"
)
# 一区五园, 三核多点
_COUNTED_PARTS = re.compile("(?:[一二两三四五六七八九十多][区园带轴核心极圈廊镇翼点片港城谷]){2,4}")
# “三谷”
_ONE_FIGURE = re.compile("[一二两三四五六七八九十多][区园带轴核心极圈廊镇翼点片港城谷]")
_MERGED = re.compile("(?:深度)?融合(?:发展)?(?:改革)?(?:试点|示范)?$")
_TRIED = re.compile("(?:(?<=”)(?:建设|创建))?(?:综合)?(?:改革|先行)?试点(?:示范)?(?:工作|工程)?$")
# 国家清洁取暖试点城市: what the city tries.
_PILOT_CITY = re.compile("(?:国家级?|全国)?(?P<name>.{2,12}?)(?:综合)?(?:示范试点|试点示范|试点|示范)城市群?")
# 引进精深加工企业3家
_MANY_FIRMS = re.compile(
    "(?:企业|公司|工厂|车间|机构|平台|人才|院所|基地)\\d+(?:余|多)?(?:[家户个名人处])(?:以上|左右)?$"
)
# 面向汽车行业的智能算力中心: for whom it is.
_AIMED = re.compile("面向[^，,。；;的]{2,20}的(?=[\u4e00-\u9fffA-Za-z]{3})")
# 冷链仓储10万吨, 古道12公里, 生产线4条: how much of it.
_SO_MUCH = re.compile(
    "(?<=[\u4e00-\u9fff]{2})(?:约|超过?|达到?)?\\d+(?:\\.\\d+)?(?:余|多)?[百千万亿]{0,2}(?:立方米|平方公里|平方米|公里|千米|万?千瓦|吨|亩|公顷|[个处座条台套辆艘架项株头只羽口眼间栋])(?:/年|以上|左右)?$"
)
# 年产13万吨|高纯氢, 180万吨|甲醇
_MADE = re.compile(
    "(?:年(?:产|处理|加工|利用))?(?:约|超过?)?\\d+(?:\\.\\d+)?(?:余|多)?[百千万亿]{0,2}(?:立方米|吨|[台套辆架只头羽]|标方)(?:级)?的?(?=[\u4e00-\u9fff]{2})"
)
_KIND_OF_BASE = re.compile(
    "(?:[一二两三四五六七八九十]|[大个]|一批|若干|重点|重大|特色|专业|优势|产业|示范|创新|生产|制造|研发|加工|项目|配套|孵化|中试|各类|现代|标志性|[和与及的化性])*(?:基地|园区|产业园|加工区)$"
)
# A kind of zone says what it is; how good it shall be (创新区) says nothing.
_NAMED_ZONE = re.compile(
    "(?:(?:测试|试飞|监管|作业|仓储|养殖|种植|体验|展示|起降|采选|冶炼|繁育|制种|育种|放养|加工)区|园区|片区|街区|社区|小区|矿区|保护区|集控区|加工区|合作区|开发区|高新区|(?<!创)新区|保税区|(?<!创新)港区|自贸区|轮圈|线圈|垫圈)$"
)
# 蓝莓、偃松等寒带植物提取物基地: what stands behind 等 names the place of work itself.
_BASE_OF = re.compile("等(?P<name>[^、，等]{3,16}(?:基地|园区|产业园|加工区))$")
_COUNTED = re.compile(
    "等?(?:[2-9]|\\d{2,}|[两二三四五六七八九十]+)[大个类条](?:[\u4e00-\u9fff]{0,6}(?:产业|领域|方向|板块|行业|产业链|产品链|集群|集聚区|基地|示范区))?$"
)
_LIST_IN_BRACKETS = re.compile("[（(][^()（）]*[、和及与][^()（）]*[)）]")
_HIDDEN = "\0"
_MAX_OBJECT = 30
_SHORTEST = 2
# 概念验证中心、中试基地: each by itself.
_FACILITIES = ("中心", "平台", "实验室", "枢纽", "机场", "码头", "口岸")
_TWO_IN_ONE = re.compile("(?<=..)[与及](?=..)")
_NATIONAL_CENTRE = re.compile("国家(?:级|地方)?(?:共建)?[\u4e00-\u9fffA-Za-z+]{2,12}(?:创新|研究|工程)中心$")


def read_objects(text: str, start: int, end: int, *, stage_counts: bool = False) -> Iterator[tuple[str, int, int]]:
    """Yield the objects in ``text[start:end]`` with their places; ``stage_counts`` where a bare stage is one."""
    # 高端装备(工程机械、机器人): what a bracket lists belongs to the object before it.
    thing = _LIST_IN_BRACKETS.sub(lambda match: _HIDDEN * len(match[0]), text[start:end])
    for name, a, _ in _read(thing, start, stage_counts=stage_counts):
        shown = name.rstrip(_HIDDEN)
        if len(shown) > 1:
            yield text[a : a + len(shown)], a, a + len(shown)


def _read(thing: str, start: int, *, stage_counts: bool) -> Iterator[tuple[str, int, int]]:
    end = start + len(thing)
    # 镁基新材料、绿色食品两大产业: how many they are says nothing of them.
    counted = _COUNTED.search(thing)
    if counted is not None and counted.start() > 1:
        thing = thing[: counted.start()]
        end = start + len(thing)
    focus = _WITH_FOCUS.match(thing)
    if focus:
        if stage_only().match(focus["list"]):
            if stage_counts:
                yield thing, start, end
            return
        yield from _split(focus["list"], start + focus.start("list"))
        head = focus["head"]
        if head and not stage_only().match(head) and not designates(head):
            yield head, start + focus.start("head"), start + focus.end("head")
        return
    much = _SO_MUCH.search(thing)
    if much is not None and _MANY_FIRMS.search(thing) is None:
        thing = thing[: much.start()]
    aimed = _AIMED.match(thing)
    if aimed is not None:
        thing, start = thing[aimed.end() :], start + aimed.end()
    praised = _MAINLY.match(thing) or _ADJECTIVES.match(thing) or _SORTS.match(thing) or _HOLDS.match(thing)
    if praised is not None:
        thing, start = thing[praised.end() :], start + praised.end()
    lead = _QUANTITY_LEAD.match(thing)
    if lead and "、" not in lead[0]:
        thing, start = thing[lead.end() :], start + lead.end()
    yield from _split(thing, start)


def _split(thing: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Split a list into its objects; categories behind 等 and words for stages fall away."""
    listed = thing
    named = CLUSTER.match(thing) if INSIDE_LIST.search(thing) is None else None
    if named is not None and not is_generic(named["name"]):
        lead = LEAD.match(named["name"])
        # 产教深度融合的X产业集群: how it shall be.
        how = named["name"].rfind("的") + 1
        offset = max(lead.end() if lead else 0, how if not is_generic(named["name"][how:]) else 0)
        yield named["name"][offset:], start + offset, start + named.end("name")
        return
    base = _BASE_OF.search(thing)
    if base is not None and not generic().match(base["name"][:-2]) and not _KIND_OF_BASE.match(base["name"]):
        yield base["name"], start + base.start("name"), start + base.end("name")
        return
    cut = tail().search(thing)
    if designates(parts[-1] if (parts := INSIDE_LIST.split(thing)) else thing):
        cut = None
    if cut and "、" not in thing and _CORE_OF.fullmatch(thing):
        cut = None
    if cut and cut.start() - thing.rfind("、", 0, cut.start()) == _SHORTEST:
        # 茶产业、竹产业: each keeps its word.
        cut = None
    if cut and cut.start() >= 2 and "等" not in thing and not any_word("park", end="$").search(thing):
        listed = thing = thing[: _stop(thing, cut)]
    open_end = thing.rfind("等")
    if open_end > 0 and thing[open_end + 1 : open_end + 2] not in ("级", "离", "待"):
        listed = thing[:open_end]
    parts = INSIDE_LIST.split(listed)
    whole = listed.split("、")
    if sum(_TWO_IN_ONE.search(part) is not None for part in whole) > 1:
        # 发动机与燃气轮机、数控机床与基础装备: each item has two sides.
        parts = whole
    if (
        listed is thing
        and len(parts) > 1
        and _SHARED_PARK.search(parts[-1])
        # “甲”、“乙”基地: each by its own name.
        and not all(part.startswith(("“", '"')) for part in parts)
        and not any(any_word("park", end="$").search(p) or p.endswith(_FACILITIES) for p in parts[:-1])
    ):
        parts = [listed]
    if len(parts) == 2 and "、" not in listed and _MERGED.search(parts[1]):
        # 制造业和服务业融合试点: one thing for two.
        parts = [listed]
    # 原料交易和分梳产业园: one park for two things.
    elif (
        len(parts) == 2
        and "、" not in listed
        and parts[1].endswith(("园", "中心", "街区", "平台", "先导区", "示范区", "试验区", "集聚区"))
        and not any_word("park", end="$").search(parts[0])
    ):
        parts = [listed]
    at = 0
    for i, part in enumerate(parts):
        at = listed.find(part, at)
        if "“" in listed and part.isalnum() and listed.count("“", 0, at) > listed.count("”", 0, at):
            # 支撑“全球采购、全球生产、全球销售”的网络: a piece of a saying.
            at += len(part)
            continue
        name, offset = _trim(part, last=i == len(parts) - 1 and listed is thing)
        if name is not None:
            yield name, start + at + offset, start + at + offset + len(name)
        at += len(part)


def _stop(name: str, cut: re.Match[str]) -> int:
    """Return where an object ends before a tail: 氢能综合应用|示范 is no 氢能综合."""
    if cut[0].startswith("技术") and name.endswith("信息", 0, cut.start()):
        # 新一代信息技术|产业
        return cut.start() + _SHORTEST
    if cut[0] == "服务业" and name.endswith("信息", 0, cut.start()):
        # 软件和信息服务业 is one.
        return len(name)
    return cut.start() + (_SHORTEST if name.endswith("综合", 0, cut.start()) else 0)


_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")


@cache
def _empty() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of('place_words', 'empty')})*")


def _trim(part: str, *, last: bool) -> tuple[str | None, int]:
    """Return an object without vague words around it, None where nothing is left; and its offset."""
    lead = LEAD.match(part)
    offset = lead.end() if lead else 0
    made = _MADE.match(part, offset)
    offset = made.end() if made else offset
    name = part[offset:].rstrip("的")
    # What is left of the quotation marks of a cell.
    name = name.rstrip('"') if name.count('"') % 2 else name
    quoted = _QUOTED.fullmatch(name)
    if quoted:
        name, offset = quoted[1], offset + 1
    core = _CORE_OF.fullmatch(name)
    if core is not None and not is_generic(core["name"].rpartition("的")[2]):
        return core["name"], offset
    moved = _MOVED.fullmatch(name)
    if moved is not None:
        whence = _FROM.match(moved["name"])
        start = whence.end() if whence is not None else 0
        if not is_generic(moved["name"][start:]):
            return moved["name"][start:], offset + start
    city = _PILOT_CITY.fullmatch(name)
    if city is not None and not stage_only().match(city["name"]):
        return city["name"], offset + city.start("name")
    if designates(name):
        return None, offset
    if last and not any_word("park", end="$").search(name):
        cut = tail().search(name)
        if cut and cut.start() >= 2:
            name = name[: _stop(name, cut)]
        elif cut and not (cut.start() == 1 and cut[0] in ("产业", "产业链")):
            # 茶产业 keeps its word.
            return None, offset
    if len(name) < 2 or len(name) > _MAX_OBJECT or stage_only().match(name):
        return None, offset
    nation = _NATIONAL_CENTRE.search(part)
    if nation is not None:
        # 国家级制造业创新中心 is one by its rank, 创新中心 is any.
        return nation[0], nation.start()
    if (
        _MANY_FIRMS.search(name)
        or name.count("“") != name.count("”")
        or any_word("reject", end="$").search(name)
        or _FIGURE_NAME.match(name)
        or _NOTHING.search(name)
        or _NO_OBJECT.search(name)
    ):
        return None, offset
    if generic().match(name):
        return None, offset
    # 林下三七种植试点: what is tried is what grows.
    tried = _TRIED.search(name)
    name = name[: tried.start()] if tried and tried.start() > 1 else name
    if tried and name.endswith("领域"):
        # 金融领域改革试点: a field alone is nothing that is tried.
        return (None, offset) if "改革" not in tried[0] else (f"{name}改革", offset)
    quoted = _QUOTED.fullmatch(name)
    name, offset = (quoted[1], offset + 1) if quoted else (name, offset)
    figure = _COUNTED_PARTS.fullmatch(name) or _ONE_FIGURE.fullmatch(name)
    return (None, offset) if figure else (name, offset)


def designates(name: str) -> bool:
    """Tell whether words only say how good a place shall be: 创新驱动发展示范区, 创新高地."""
    if any_word("named", end="$").search(name):
        return False
    if any_word("pilot", end="$").search(name):
        content = any_word("pilot", end="$").sub("", name)
        return _empty().fullmatch(content) is not None
    if name.endswith(("集聚区", "聚集区")):
        return _empty().fullmatch(name[:-3]) is not None
    if _NAMED_ZONE.search(name):
        return False
    return bool(any_word("designation", end="$").search(name))


def gathers(name: str, behind: str) -> bool:
    """Tell whether an object is a cluster as such, not a place in it (产业集群核心区); ``behind`` are the words behind it."""
    return name.endswith(("集群", "未来产业")) and behind in ("", "建设", "发展")


def relation_of(name: str) -> Relation:
    """Return how an object belongs to its place, by its last word."""
    if any_word("pilot", end="$").search(name):
        return "pilot"
    if name.endswith("集群"):
        return "supports_cluster"
    if any_word("park", end="$").search(name):
        return "park"
    return "focus"
