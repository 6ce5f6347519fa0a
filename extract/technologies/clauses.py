"""Clauses and what governs them: which words introduce a list, and how surely it is one of technologies."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extract import patterns as re
from extract.facts import Span
from extract.records import record
from extract.technologies.beside import named_beside
from extract.technologies.items import Verdict, verdict
from extract.technologies.words import Force, before_tails, inner_lefts, lefts, verb_pattern, verbs
from seeds.places import cities

# Each begins with a letter of its own: so a place where none begins is passed over at once.
_BRACKET = re.compile(
    "|".join(
        (
            *(rf"{mark}[^()（）\n]*[)）]" for mark in (r"\(", "（")),
            r"“[^”\"\n]*[”\"]",
            # A longer one is a cell of a table.
            r"\"[^”\"\n]{0,30}[”\"]",
            r"《[^》\n]*》",
        )
    )
)
_CLAUSE = re.compile(r"[^,，。；;：:！？!?\n\t]+")
# 参与X建设: X, one thing and no place, is built all the same.
_TAKES_PART = re.compile(r"[^、]{3,40}(?<!高地|园区|基地|集群|产业|范区|城市|体系)(?:建设|研发|攻关|研制)")
# 完成X系统、Y平台建设
_BUILT = re.compile(r".{4,}(?:建设|部署|研制|开发)")
# 打造集A、B、C于一体的…: what it unites.
_UNITES = re.compile(r"集(?=[^、]{2,24}、)(?P<body>[^集，,。；;]{4,90}?)(?:等(?:功能)?)?[为于]一体的?")
# 针对A、B等环节的重大项目,按…给予资助: what support is given for.
_FUNDED = re.compile(
    r"(?:针对|对于?)(?P<body>[^的对]{2,60}?、[^的]{2,90}?等[^、，的]{0,12}?)的?(?:重大|重点|示范|产业化|科技|投资|攻关|关键)*项目$"
)
# What numbers a sentence inside a section: ①, 1、, 一是.
_NUMBERING = re.compile(
    r"(?:【[^】\n]{1,16}】)?[\s\"①-⑳❶-❿●■◆▪·—\-]*(?:\d{1,2}[、.．﹒)）](?!\d)|[（(]□{1,2}[)）](?=[^，,。；;]))?\s*(?:(?:力争|争取)?[到至在]?20\d\d年(?:[底末]前?|前|内|起)?(?!度))?"
)
_JOINTS = frozenset({"、", "和", "与", "并", "及", "或", "以及"})
# What never ends the subject of a verb inside a clause.
_NOT_LEFT = "的和与及或、化性"
# A word before which a verb in the middle of a clause is a noun.
_NOUN_NEXT = "、等和与及的"
# 严禁新建A、B: what is built is not wanted.
_FORBIDS = frozenset({"严禁", "禁止", "限制", "淘汰", "关停", "不得", "不再", "严控"})
# Verbs that are no nouns whatever stands behind them (企业开展示范).
_DOES = frozenset({"补齐", "开展", "实施", "推进", "推动", "加快", "加强", "打造", "引进", "提质", "提升"})
# Behind these only a verb stands (火电机组合理配置储能).
_MANNER = frozenset(
    {"合理", "优先", "因地制宜", "积极", "逐步", "有序", "同步", "大力", "适度", "稳妥", "切实", "抓紧", "择优"}
)
# Who chooses may be several (引导港口、矿山短途运输采用电动重卡).
_CHOSEN = frozenset({"叠加", "安装", "加装", "使用", "采用", "选用", "更新为", "改建为", "更换为", "替换为"})
# By what something is done; a technique that they name counts though another verb follows (利用A技术打造B).
MEANS = frozenset({"利用", "运用", "发挥", "依托", "借助", "基于", "通过"})
TECHNIQUE = re.compile(
    r"(?:技术|手段)(?:的?(?:作用|优势))?(?:(?:降本|提质|赋能|助力)[^、]{0,4})?$|、.*等[^、等]{0,10}(?:装备|设备|系统|软件|工具)$"
)
_IN_A_WAY = re.compile(r"[\u4e00-\u9fff]{2}化")
_SPREADS = frozenset({"布设", "布局", "部署", "推广", "推广应用", "推进", "推动", "开展"})
_SO_MANY = re.compile(r"\d+[个家项条处座](?![\u4e00-\u9fff])")
# Prepositions that open the attribute of an object (发展基于…的系统) and do not govern behind another verb.
_OF = frozenset({"基于", "以", "面向", "针对", "立足"})
_RUNS_ON = re.compile(r"(?![的中])[\u4e00-\u9fff]{4}")
_MAX_SUBJECT = 24
_MAX_FIELD = 60
_AS_FOCUS = re.compile(
    r"以(?P<body>[^以]+?)(?:等)?(?P<scope>[^、等]{0,6}行业)?为(?P<what>[^,，]{0,6}(?:重点|方向|主导|核心))"
)
# Who does what is governed (对使用高效电机的企业): it is supported though another verb follows.
_OF_ACTORS = re.compile(r"的[^的、]{0,6}(?:企业|项目|单位|农户|用户|机构)$")
_LISTED_BEFORE = re.compile(r"、.*等$")
_HASTENS = ("加快", "加速")
_TAKEN = re.compile(
    r"(?:[^，,、]{2,14}(?:应当?|要|须|局|委|厅|部门))?[将把](?P<body>.+?)(?:优先|统一|一并|逐步|全面|及时|同步)?(?:纳入|列入)(?P<where>.+)"
)
# 对新建公共换电站按…给予补贴, 对A、B等设备投资…: what support is given for, named by what is bought or built.
_BOUGHT = re.compile(
    r"对于?(?:符合[^，,。；;、的]{0,6}的)?(?:企业|单位|用户|(?:个人)?消费者|个人|居民|农户|农民|[^，,。；;、的对]{0,8}(?:机构|主体|合作社))?(?:(?:(?:新?(?:建设|建|购置|购买|采购|购|开发|研发|研制|引进)|采用|使用|应用|投用|加装|更新|改造|报废|淘汰|置换)(?:[(（]□+[)）])?[、和或]?){1,3}的?(?:符合[^，,。；;、的]{0,8}的)?(?P<body>[^的按]{2,60}?(?:等(?:设备|装备|产品|技术|系统|软件|服务))?)"
    r"(?=的|按|服务的|投资|[每亩台]补[助贴]|等\d+类|给予|予以|，|,|$)|(?P<list>[^的按]{4,60}?、[^的按]{2,60}?等(?:设备|装备|产品|技术|系统|软件|服务|[^，,。；;、的]{2,8}(?:设备|装备|产品)(?:(?:产业化|研发|示范)?项目)?$)))"
)
# 对采购本市企业研制的刻蚀机、清洗机的,按…: what is bought of those at home.
_BOUGHT_HERE = re.compile(
    r"(?:对|支持|鼓励)?(?:首次|新)?(?:[^，,。的、]{0,6}企业|单位|用户)?(?:首次)?(?:采购|购买|购置|应用|使用)(?:本[市区省县州]|[市区省县园]内|本地)企业"
    r"(?:自主)?(?:研制|生产|研发|开发|制造)的(?P<body>[^的按，,]{2,60}?)(?=的|按|，|,|$)"
)
# 支持企业购买管理咨询、检验检测等服务, 加大对A、B等服务业的支持: services by name.
_HIRED = re.compile(
    r"(?:支持|鼓励|引导)[^，,。；;、的]{0,16}?(?:采购|购买)(?P<body>[^，,。；;的]{3,60}?等[^，,。；;、的]{0,8}服务)$"
    r"|加大对(?P<named>[^，,。；;的]{3,60}?等[^，,。；;、的]{0,8}(?:服务业?|技术|产品|装备|设备))的?(?:支持|扶持|培育|推广)(?:力度)?$"
)
# 实现A、B等关键材料自主可控: what is to be made at home.
_MADE_HERE = re.compile(
    r"实现(?P<body>[^，,。；;、的]{2,16}(?:、[^，,。；;、的]{2,16})+?等[^，,。；;、的]{0,12}(?:技术|材料|零?部件|元器件|装备|设备|产品)的?)"
    r"(?:自主可控|自主化|国产化?|进口替代|突破|量产|产业化|达到[^，,。；;、]{0,6}(?:领先|先进))[^，,。；;、]{0,4}$"
)
# 对首次取得注册证的手术机器人、血管支架,每张奖励…: what is supported, with the condition in front.
_SUPPORTED = re.compile(
    r"对[^，,。的]{0,24}(?:符合条件|取得|获得|通过|列入|纳入|入选|首次|省内|国产|自主|开展|上市)[^，,。的]{0,24}的(?P<body>[^的，,。]{3,90}?、[^的，,。]{3,90}?|[^的，,。、]{3,16}?(?<!企业|单位|机构|项目|工厂|车间|平台))"
    r"(?=实行|实施|给予|予以|开展|分别|按|$)"
)
# 电力推进：综合电力系统、推进电机: a label and its list.
_LISTED = re.compile(r"(?:[^、]{2,24}、){2,}[^、]{2,24}")
# 支持游艇企业向复合材料艇体、船用娱乐设备延伸, 推动碳酸锂向金属锂、磷酸铁锂延伸
_ONWARD = re.compile(
    r"(?:[^、]{0,16}企业由[^向]{2,24}向(?:提供)?|[^、]{0,16}(?:企业向|(?<=[^方导面志意趋定转取横纵双单去])向(?=[^向、]{2,}、)))(?P<body>[^向]{4,60}?)(?:方向|领域|产业链|环节)?(?:延伸|拓展|转型|转产|升级)+(?:发展)?$"
)
# 突破以下技术：A、B; 重点支持：A；B: the list behind the colon is what the verb governs.
_BELOW = re.compile(r"以下|下列|如下")
# 主攻方向为A、B, 攻关重点包括A、B: said without a verb.
_STATED = re.compile(
    r"[^、，,。；;：:]{0,10}?(?:(?:重点|主攻|主要|发展)+的?(?:发展)?(?:方向|产品|技术|品种)|(?P<sure>攻关|研发|突破)的?(?:重点|方向|产品|技术))"
    r"(?:主要)?(?:为|是|有(?![机色源限])|包括|包含)(?P<body>[^、]{2,24}(?:、[^、]{2,24})+)"
)
_WORKED_ON = re.compile(r"(?:攻关|研发|突破)[^、，,。；;：:]{0,8}(?:技术|产品|方向|重点)(?:有|为|包括|包含|是)?$")
_ALSO = ("以及", "及")
_TAKEN_WHERE = re.compile(r"补贴|支持|推广|重点|攻关|研发")


@record
class Governed:
    """What a verb governs: ``body`` holds the object, ``clause`` all of its clause."""

    body: Span
    force: Force
    verb: str
    sentence: int


def flatten(text: str) -> str:
    """Blank out brackets and quotations, every other character in its place."""
    return _BRACKET.sub(lambda m: m[0][0] + "□" * (len(m[0]) - 2) + m[0][-1], text)


@cache
def _plain_verb() -> frozenset[str]:
    return frozenset(word for word, verb in verbs().items() if verb.force != "adverb")


def _is_inner(found: re.Match[str] | None, adverb: str) -> bool:
    """Tell whether a verb behind ``adverb`` may govern inside a clause."""
    if found is None:
        return False
    verb = verbs()[found[0]]
    return verb.inner or verb.force == "strong" or (verb.force == "weak" and adverb in _MANNER)


def _governing(flat: str, start: int, end: int) -> Iterator[tuple[Force, str, int, int]]:
    """Yield (force, verb, start of its object, end of its object) of each chain of verbs in a clause."""
    table, pattern, left_words = verbs(), verb_pattern(), lefts()
    chain_end = start
    force: Force | None = None
    word = ""
    for found in pattern.finditer(flat, start, end):
        at, stop = found.span()
        verb = table[found[0]]
        # 开发|区块链, not 开发区.
        blocked = verb.blocked and flat.startswith(verb.blocked, stop) and not flat.startswith("区块链", stop)
        if stop >= end or blocked:
            # 发展基础软件, 重点发展空间智能: at the head of a clause 基础 may only begin a name; 发展基础 is none.
            headed = found[0] == "发展" and at in (start, chain_end) and stop < end
            if not (headed and _RUNS_ON.match(flat, stop, end)):
                continue
        if force in ("strong", "weak") and at == chain_end and found[0] in _OF:
            continue
        joined = at == chain_end or (force is not None and at - chain_end <= 2 and flat[chain_end:at] in _JOINTS)
        following = None
        if verb.force == "adverb":
            following = pattern.match(flat, stop, end)
            if following is None or following.end() >= end:
                continue
        if not joined:
            # 增量配电网试点2个: how many of a thing; 加油点建设试点: what is done with one.
            if (
                flat[stop] in _NOUN_NEXT
                or (chain_end > start and found[0] not in _DOES and before_tails(flat, stop, end) == stop)
                or (not verb.inner and _SO_MANY.match(flat, stop) is not None)
                or (following is not None and following[0] not in _plain_verb())
            ):
                continue
            begins = flat[max(chain_end, at - 4) : at].endswith(left_words)
            begins = (
                begins or flat[max(chain_end, at - 2) : at] in cities() or flat[max(chain_end, at - 3) : at] in cities()
            )
            begins = begins or (verb.inner and flat[chain_end:at].endswith(inner_lefts()))
            # 网格化布设X, 规模化推广X: in what way.
            begins = begins or (found[0] in _SPREADS and _IN_A_WAY.fullmatch(flat, start, at) is not None)
            if not begins:
                made = force == "prep" and verb.force == "strong"
                if not verb.inner and not made and not (verb.force == "adverb" and _is_inner(following, found[0])):
                    continue
                if (
                    at - chain_end > (_MAX_FIELD if force == "field" else _MAX_SUBJECT)
                    or flat[at - 1] in _NOT_LEFT
                    or ("、" in flat[chain_end:at] and force != "field" and found[0] not in _CHOSEN)
                ):
                    continue
            if force is not None:
                yield force, word, chain_end, at
            force = None
        chain_end = stop
        if joined and word in _FORBIDS:
            continue
        if verb.force != "adverb" and not (force == "strong" and verb.force == "weak"):
            force, word = verb.force, found[0]
    if force is not None:
        yield force, word, chain_end, end


def _one_clause(flat: str, start: int, end: int, sentence: int) -> Iterator[Governed]:
    focus = _AS_FOCUS.match(flat, start, end) if flat[start] == "以" else None
    if focus:
        if not focus["scope"]:
            yield Governed(Span(*focus.span("body")), "field", "以", sentence)
        start = focus.end()
    unites = _UNITES.search(flat, start, end) if "一体" in flat[start:end] else None
    if unites:
        yield Governed(Span(*unites.span("body")), "applied", "", sentence)
        # The verb in front of the list governs what stands behind it too.
        leads = [m for m in verb_pattern().finditer(flat, start, unites.start()) if m.end() == unites.start()]
        start = unites.end()
        if leads and start < end:
            yield Governed(Span(start, end), verbs()[leads[0][0]].force, leads[0][0], sentence)
            return
    here = _BOUGHT_HERE.match(flat, start, end) if "企业" in flat[start:end] else None
    if here:
        yield Governed(Span(*here.span("body")), "applied", "采购", sentence)
        return
    bought = _BOUGHT.match(flat, start, end) if start < end and flat[start] == "对" else None
    if bought:
        yield Governed(Span(*bought.span("list" if bought["list"] else "body")), "weak", "购置", sentence)
        return
    hired = _HIRED.match(flat, start, end) or _MADE_HERE.match(flat, start, end)
    if hired:
        yield Governed(Span(*hired.span(hired.lastgroup or "body")), "strong", "购买", sentence)
        return
    funded = _FUNDED.match(flat, start, end) if flat.endswith("项目", start, end) else None
    if funded:
        yield Governed(Span(*funded.span("body")), "weak", "购置", sentence)
        return
    supported = _SUPPORTED.match(flat, start, end) if start < end and flat[start] == "对" else None
    if supported:
        yield Governed(Span(*supported.span("body")), "applied", "对", sentence)
        return
    taken = _TAKEN.match(flat, start, end) if "列入" in flat[start:end] or "纳入" in flat[start:end] else None
    if taken:
        force: Force = "weak" if _TAKEN_WHERE.search(taken["where"]) else "none"
        yield Governed(Span(*taken.span("body")), force, "将", sentence)
        return
    onward = _ONWARD.match(flat, start, end) if "向" in flat[start:end] else None
    if onward:
        yield Governed(Span(*onward.span("body")), "applied", "向", sentence)
        return
    chains = list(_governing(flat, start, end))
    for i, (force, verb, at, stop) in enumerate(chains):
        # What a verb other than 围绕 governs in front of another verb is its agent or its place.
        # 推动A、B等加快升级改造: things, not who is to hasten.
        things = flat.startswith(_HASTENS, stop) and _LISTED_BEFORE.search(flat, at, stop) is not None
        if (
            i + 1 < len(chains)
            and force != "field"
            and not (verb in MEANS and TECHNIQUE.search(flat, at, stop))
            and not things
            and not (force == "strong" and _OF_ACTORS.search(flat, at, stop))
        ):
            continue
        if verb == "安装" and "的" in flat[at:stop]:
            # 安装北斗终端的农机: whose.
            continue
        if (verb == "参与" and _TAKES_PART.fullmatch(flat, at, stop)) or (
            verb.endswith("完成") and _BUILT.fullmatch(flat, at, stop)
        ):
            force = "weak"
        yield Governed(Span(at, stop), force, verb, sentence)


def clauses(flat: str, span: Span, *, listed: bool = False) -> Iterator[Governed]:
    """Yield what the verbs of a stretch govern, in order.

    A clause without a verb goes on with the list of the one before it, within the same sentence; it
    carries that one's force. ``listed`` says that the first sentence goes on with a list that is to be supported.
    """
    sentence, listing = 0, False
    before: Span | None = None
    last = Governed(Span(span.start, span.start), "weak", "支持", 0) if listed else None
    for clause in _CLAUSE.finditer(flat, span.start, span.end):
        start, end = clause.span()
        if start > span.start and flat[start - 1] in "。\n\t！？!?":
            sentence, last, listing = sentence + 1, None, False
        numbering = (
            None if flat[start].isalpha() and flat[start] not in "到至在力争" else _NUMBERING.match(flat, start, end)
        )
        start = numbering.end() if numbering else start
        if start >= end:
            continue
        stated = _STATED.fullmatch(flat, start, end) if "、" in flat[start:end] else None
        if stated is not None:
            found = [Governed(Span(*stated.span("body")), "strong" if stated["sure"] else "applied", "", sentence)]
        else:
            found = list(_one_clause(flat, start, end, sentence))
        opened = clause.start() > span.start and flat[clause.start() - 1] in "：:"
        if not found and opened:
            led = _leading(flat, before, last)
            if led is not None:
                found, listing = [Governed(Span(start, end), led, "", sentence)], True
            elif _LISTED.fullmatch(flat, start, end):
                found = [Governed(Span(start, end), "applied", "", sentence)]
        if not found and last is not None and _goes_on(last.force, flat, start):
            body = flat[start:end]
            own = verdict(body)
            sure = own >= (Verdict.SERVICE if listing else Verdict.HEAD) and (listing or last.force == "strong")
            if "、" in body or "等" in body or sure:
                found = [Governed(Span(start, end), last.force, "", sentence)]
        beside = [Governed(body, force, verb, sentence) for body, force, verb in named_beside(flat, start, end)]
        yield from sorted((*beside, *found), key=lambda governed: governed.body.start)
        before = Span(start, end)
        if found:
            last = found[-1]


# 满足A、B等需求, 实现A、B等监测: what comes of it.
_OUTCOME = re.compile(
    r"(?:更好)?(?:满足|具备|确保|保证|保障|避免|防止|稳定运行|实现(?![^，,。；;]*(?:突破|产业化|国产|应用|替代|量产|自主|制造|研制|生产|供货|供应|装机|落地)))|[^，,。；;：:]*(?:需求|要求|规定)(?:[，,。；;]|$)"
)


def _goes_on(force: Force, flat: str, start: int) -> bool:
    """Tell whether a list goes on over a comma: that of 聚焦 only behind 以及 (聚焦A、B,以及C、D)."""
    if _OUTCOME.match(flat, start):
        return False
    return force in ("strong", "weak") or (force == "field" and flat.startswith(_ALSO, start))


def _leading(flat: str, before: Span | None, last: Governed | None) -> Force | None:
    """Return the force that the words before a colon give to the list behind it, None where they give it none."""
    if before is None:
        return None
    if last is not None and last.force in ("strong", "weak") and _BELOW.search(flat, before.start, before.end):
        return last.force
    if _WORKED_ON.search(flat, before.start, before.end):
        return "strong"
    ends = [m for m in verb_pattern().finditer(flat, before.start, before.end) if m.end() == before.end]
    force = verbs()[ends[0][0]].force if ends else None
    return force if force in ("strong", "weak") else None
