"""Quantified measures of support: 按照经核定总投资的30%给予资助,最高1000万元.

Within one sentence shares (30%, 1:1) and amounts are read in order. An amount that limits (最高, 不超过) closes
the share before it; other amounts are measures of their own; thresholds (营业收入突破10亿元的企业) are none. Lists
joined by 分别 give one row an item.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extract import patterns as re
from extract.facts import Span
from extract.instruments.words import Item, gives_otherwise, in_words, matching, once, without_instalments
from extract.prose import CLAUSE_BREAK, any_of, clause_end, clause_start
from extract.quantities import Quantity

_BREAK = re.escape(CLAUSE_BREAK)
_BEHIND_THRESHOLD = re.compile(
    r"(?:\((?:含|不含)[^()]{0,6}\)|（(?:含|不含)[^（）]{0,6}）|[及或]?以上|[及或]?以下|的|且|和|或|至|-)*(?:企业|单位|项目|机构|平台|园区|产品|人才|团队|集群|装备|设备|主体|部分|之间)"
    # 对年销售收入首次超过5亿元的配套企业，分别奖励…
    # 1000万元以下的贷款: how large what is vouched for may be.
    r"|[及或]?以下的?(?:小额)?(?:融资|贷款|担保|授信|借款)"
    r"|的(?!标准|比例|额度)[^，,。；;、\d]{1,8}(?:企业|机构|银行|公司|单位)(?=[，,、]|分别|一次性|给予|予以)"
)
_REWARDED = re.compile(r"[^，,、。]{0,6}(?:奖励|资助|补助|补贴)")
# 增长10%以上的再奖励5万元: who reaches it is given another sum.
_REACHES = re.compile(
    r"(?:的企业)?的?[，,]?(?:再|另|分别|一次性|给予|予以|每[家个户])?(?:给予|予以|奖励|补助|资助|补贴)*\d"
)
_WHO_REACHES = re.compile(rf"(?:、\d[^{_BREAK}]*?)?(?:的企业)?的[，,]")
_BEHIND_OVER = re.compile(r"[（(]含[^()（）]{0,6}[)）]|(?:[（(][^()（）]{0,10}[)）])?[及或]?以上")
_RANGE = re.compile(r"\s*(?:至|到|[-—–~～－])\s*")
_UP_TO = re.compile(r"(?:至|到|[-—–~～－])\s*(?P<value>\d+(?:\.\d+)?)(?=[%％\s万亿元])")
# 每平方米补助50元,单个项目最高500万元: what is given for one of many, and what limits all of it.
_FOR_EACH = re.compile("每(?:新增|满)?(?:\\d+[万千百]?)?(?:平方米|立方米|亩|万元|标?箱|人次)[^，,。；;每]{0,16}$")
_LIMITS_ALL = re.compile("(?:单[个户家一]|同一|每[家户年个]|累计|年度|总额|全年|合计)[^，,。；;]{0,14}$|^$")
_LIST_JOINT = re.compile(r"^(?:、|和|及|以及|或|，|,)$")
# What an amount is measured in where a threshold is meant; such words stand right before the comparing word.
_THRESHOLD_SUBJECT = re.compile(
    r"(?:收入|营收|产值|价格|售价|电价|单价|投资额?|投入|销售额?|零售额|交易额|规模|增加值|利润|税收|纳税|注册资[本金]|资本|估值|市值|融资额?|合同额?|金额|成交额|进出口额?|贡献|贷款余额|余额|增速|增长|占比|比例|比重|面积|强度|费率|利率|研发费用|费用|成本|总额|价值)(?:的?(?:首次|新增|年度|累计|当年|合计))?$"
)
_SHARE_OF = re.compile(
    r"按照|按|依照|依据|参照|比照|根据|以(?![上下内])|不超过|最高|给予|予以|补助|资助|补贴|奖励|贴息|减按|享受|承担|分担|降低|减免|优惠|抵扣|预留|抵用|抵减"
)
# 贴息比例为1.5个百分点: the rate of what is given.
_RATE_OF_SUPPORT = re.compile(
    "(?:(?:贴息|补贴|补助|奖励|资助|返还)(?:比例|标准|率|幅度|金额|额度)(?:为|是|不超过|不低于|最高|最高为)?"
    "|(?:出资|扣除|贴息|补贴|补助|奖励|资助|返还)比例(?:可|再|统一)?(?:提高|提升|上调)[到至为]|预留(?:份额|比例|额度)[^，,。；;\\d]{0,10}(?:提高|提升|增加|上调)[到至为])$"
)
# 超过3%的部分即征即退: the figure is what is given, though it reads as a threshold.
_REFUNDED = re.compile(r"的?部分[^，,。]{0,6}(?:即征即退|先征后返)")
# 按上述标准的50%执行, 返还50%: words that only a share carries.
_DEDUCTED = re.compile(r"的?(?:在税前)?(?:加计)?(?:扣除|抵扣|抵免|摊销)")
_APPLIES = re.compile(r"执行|确定出让|计收|征收|收取|缴纳")
_RETURNED = re.compile(
    r"(?:返还|退还|减免|免除|承担)[^，,。；;\d]{0,4}$|返还[^，,。；;\d]{0,24}的\s*$|(?:留成|留存|分成)部分的?\s*$|费率(?:不高于|不超过|降至|控制在)$"
)
# 设立50亿元的省级新能源汽车产业投资基金, 首期到位资金不少于30亿元.
_FUND_BEHIND = re.compile(
    r"(?:的|规模的)?[^，,。；;\d]{0,30}?(?:基金|专项资金|引导资金|资金池|(?:信贷|贷款)额度|专项(?:信贷|贷款))"
)
_SETS_UP = re.compile(r"(?:设立|组建|发起|成立|建立)[^，,。；;\d]{0,8}$")
# 设立应急转贷资金2000万元
_FUND_BEFORE = re.compile(r"(?:设立|组建|发起|成立|建立)[^，,。；;\d]{2,20}(?:资金池?|基金)(?:共|规模|总额|总规模)?$")
# 预留安装条件: what is kept free for later is not kept for anybody.
_KEPT_FREE = re.compile("预留[^，,。；;]{0,8}(?:条件|接口|空间|用地|位置|管线)")
# 价格按照基准价下浮50%结算
_FLOATS = re.compile(r"(?:价格?|费用?|租金|利率|标准)[^，,。；;\d]*(?:上浮|下浮)$")
# 单件售价不超过6000元: what a thing may cost is not given.
_PRICED = re.compile("(?:价格|售价|单价|票价)(?:为|在)?$")
# 金额200万元以下(含200万元)的业务
_INCLUDED = re.compile(r"(?:[及或]?以[上下内])?[（(](?:不?含|包括)[^（()）]{0,10}[)）]?")
# 新增发放贷款不少于5亿元, 安排再贷款额度不少于10亿元: how much is to be lent in all.
_LENT = re.compile(
    r"(?:新增|发放|投放|安排|增加)[^，,。；;、\d]*(?:贷款|再贴现|信贷|放款|融资)(?:额度?|规模|总额|投放|发放)*$"
)
# 给予引进成本不低于10%的资金支持, 给予30万元以上资金支持: what is given at the least.
_GIVES_AT_LEAST = re.compile(r"(?:给予|予以)[^，,。；;、\d]{0,12}$")
_BY_SHARE = re.compile(r"(?:按照?|以)[^，,。；;\d]*$")
_AT_THAT_SHARE = re.compile("的?比例[，,]?")
_SIZE_BY = re.compile(r"(?:到|至|力争)20\d\d年")
_FOUNDS = re.compile(r"设立|组建|发起|成立|建立|筹建|首期|安排")
# 市财政每年安排专项资金2000万元以上, 财政首年出资不低于10亿元
_BUDGETED = re.compile(
    r"(?:财政|预算)(?:局|资金)?[^，,。；;\d]{0,10}(?:安排|出资|列支|统筹|投入)[^，,。；;\d]{0,16}$|安排[^，,。；;\d]{2,20}(?:资金|经费)(?:总额|规模|共|额度)?$|安排(?:资金)?的?总?(?:规模|总额|额度)$"
)
# 资助上限由200万元提高到300万元: what it was, and what it is now.
_RAISED = re.compile(
    r"(?:比例|标准|额度|上限|限额|范围)(?:[，,])?(?:由|从)[^，,。；;]{1,24}(?:提高|提升|增加|上调)[到至]$"
)
_RAISES = re.compile(r"(?:提高|提升|增加|上调)[到至]")
# 荣誉奖励：国家级50万元、省级20万元; 初级奖励五万元、中级二十万元
_LABELLED = re.compile(
    r"(?:奖励|补助|补贴|资助|奖补|扶持|返还)(?:标准)?[:：](?:[^，,。；;、\d]{0,12}[\d一二三四五六七八九十百][\d.一二三四五六七八九十百千]*[万亿]?元?、)*[^，,。；;、\d]{0,12}$"
)
_NEXT_OF_LIST = re.compile(r"、[^，,。；;、\d]{1,10}")
_LISTS = re.compile("(?!其中)[^，,。；;]*?(?:奖励?|补助|补贴|资助|给予|安排|扶持|返还)")
_SUMS_GIVEN = re.compile(
    "(?:、[^，,。；;、\\d]{1,10}\\d[\\d.]*[万亿]?元)*(?:的标准)?(?:分别|一次性)*(?:给予|予以|进行|发放)(?:一次性)?(?:奖励|补助|补贴|资助|奖补|扶持|支持)"
)
_ITEM_ENDS = re.compile(r"\s*(?:$|[、，,；;。）)\n])")
_FIRST_SHARE = re.compile(r"(?:首期|第一期)[^，,。；;\d]{0,10}$")
_FUND = re.compile(r"基金|设立[^，,。；;]{0,24}(?:专项资金贷款|专项贷款|信贷)")
_SIZE = re.compile(r"规模(?:原则上)?$")
# 完成技改投资20亿元, 项目投资3亿元: what was or is to be put in, not what is given, unless a fund does so.
_INVESTED = re.compile(
    r"(?:完成|实现|引进|带动|拉动|撬动|新增)[^，,。；;]{0,12}投资[^，,。；;\d]{0,4}$|投资额?(?:由|从|在)[^，,。；;]*$"
    r"|投资(?!主体|人|者|方|机构|企业|商)额?(?:(?!补|奖|助|贴|支持|扶持|给|最[高多]|不超|上限|限额)[^，,。；;\d]){0,6}$"
)
_FUND_INVESTS = re.compile(r"基金|股权|股本|参股|跟投|直投|创投|引导资金|母?子基金")
# 按二维动画片1500元/分钟、三维动画片2000元/分钟,给予一次性奖励
_BY = re.compile(r"按(?:照)?[^，,。；;]*$")
_AT_RATE = re.compile("的?标准(?:分别|一次性)*(?:给予|予以|发放)")
_THEN = re.compile(r"[，,](?:分别|一次性)*(?:给予|予以)")
_GIVES = re.compile(r"(?:给予|予以|奖励|资助|补助|支持|最高|不超过|一次性)+(?:[\d.]+[万亿]?元?(?:至|到|[-—–~～]))?$")
_LAND = re.compile(r"的?[^，,。；;、\d]{0,10}?(?:用地指标|建设用地|工业用地|产业用地|用地|土地)")
_CAP_COUNT = re.compile(r"(?:不超过|不多于|最多|最高|最大|限|不得超过)(?:\D{0,6})$")
_CAP_SUBJECT = re.compile(r"同一|每家|每个|每年|单个|单家|资助|补贴|补助|支持|奖励|申报|申请|评选|遴选|认定|享受|受")


@cache
def support() -> re.Pattern[str]:
    """Return the pattern of the words that say that something is given."""
    budget = "[^，,。；;\\d]{0,10}(?:统筹|列支|出资|投入)[^，,。；;\\d]{0,10}\\d"
    # Each way begins with a letter of its own, so that a search stops at no other.
    return re.compile(
        f"{any_of('support_words', 'give')}|{any_of('support_words', 'noun')}|设立[^，,。；;\\d]{{2,20}}资金池?(?=[\\d共])|标准的[\\d.]+%(?:执行|确定)"
        f"|财政{budget}|预算{budget}"
        "|上浮[\\d.]+[%％]|下浮[\\d.]+[%％]|按[^，,。；;\\d]{0,8}[\\d.]+[%％](?:征收|计征|收取|计收)|税前摊销|预留(?:份额|比例|额度)[^，,。；;\\d]{0,10}[到至为]|设立[\\d.]+亿元[^，,。；;]{0,16}(?:信贷|贷款)|加计[\\d.]+[%％]扣除"
    )


@cache
def _before() -> re.Pattern[str]:
    """Words right before an amount that make it support, with what may stand between."""
    between = rf"[^{_BREAK}\d]{{0,12}}"
    return re.compile(
        rf"(?:{any_of('support_words', 'give')}|{any_of('support_words', 'cap')}|{any_of('support_words', 'each')}"
        rf"|标准(?!化|地|厂房|车间|仓|件)为?|(?:贴息|补贴|补助|奖励|资助|贴现)(?:比例|标准|率|幅度|金额|额度)[为是]?|总规模){between}$"
    )


@cache
def _behind() -> re.Pattern[str]:
    """Words right behind an amount that make it support: 的一次性奖励."""
    return re.compile(
        rf"(?:以内|以下|左右|标准|/\S{{1,4}}|[（(][^()（）]{{0,10}}[)）])?的?[^{_BREAK}\d、]{{0,10}}?(?:{any_of('support_words', 'noun')}|为限|封顶|扶持)"
    )


@cache
def _threshold() -> re.Pattern[str]:
    return re.compile(rf"(?<!不)(?:{any_of('support_words', 'threshold')})(?:人民币)?$")


@cache
def _cap() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('support_words', 'cap')})[^{_BREAK}\d]{{0,10}}$")


def _is_threshold(text: str, q: Quantity, span: Span) -> bool:
    """Tell whether an amount or a share states who is meant, not what is given."""
    floor = max(span.start, q.lead - 24)
    lead = text[floor : q.lead]
    comparing = text[q.lead : q.start]
    behind = text[q.end : min(q.end + 16, span.end)]
    if _LENT.search(lead) and q.comparator == ">=":
        return True
    if _REFUNDED.match(behind) or _RATE_OF_SUPPORT.search(lead + comparing) or _BUDGETED.search(lead):
        return False
    if _GIVES_AT_LEAST.search(lead) and q.comparator == ">=" and _behind().match(text, q.tail, span.end):
        return False
    # 按不超过总投资30%的比例,给予最高3000万元
    if q.kind == "share" and _BY_SHARE.search(lead) and _AT_THAT_SHARE.match(behind):
        return False
    if comparing and _PRICED.search(lead):
        return True
    if _sizes_fund(text, q, span):
        return False
    over = _BEHIND_OVER.match(behind)
    if over is not None and (_REACHES.match(behind, over.end()) or not _REWARDED.match(behind[2:])):
        return True
    if _BEHIND_THRESHOLD.match(behind):
        # 给予最高1亿元项目资助: the project is given for, it is not measured.
        return not (_GIVES.search(lead) and _behind().match(text, q.end, span.end))
    if comparing and _threshold().search(comparing) and (_THRESHOLD_SUBJECT.search(lead) or "突破" in comparing):
        return True
    included = _INCLUDED.match(behind)
    if _THRESHOLD_SUBJECT.search(lead) and (behind.startswith("的") or (included and included.end() > 0)):
        return not _behind().match(behind)
    # 首次突破5亿元、10亿元的,分别给予…: a list that ends with 的 before a break states who is meant.
    return _WHO_REACHES.match(behind) is not None


def _sizes_fund(text: str, q: Quantity, span: Span) -> bool:
    """Tell whether an amount is the size of a fund: 设立…基金,首期规模不低于20亿元."""
    floor = max(span.start, q.lead - 16)
    if _SETS_UP.search(text, floor, q.lead) and _FUND_BEHIND.match(text, q.tail, span.end):
        return True
    if "金" in text[floor : q.lead] and _FUND_BEFORE.search(text, max(span.start, q.lead - 30), q.lead):
        return True
    sized = _SIZE.search(text, floor, q.lead) or _FIRST_SHARE.search(text, floor, q.lead)
    # 到2027年,基金规模达到50亿元: what it is to come to.
    if _SIZE_BY.search(text, span.start, q.lead) and not _FOUNDS.search(text, span.start, span.end):
        return False
    return sized is not None and _FUND.search(text, span.start, span.end) is not None


def _given(text: str, q: Quantity, span: Span) -> bool:
    """Tell whether words of support stand right before or behind a quantity."""
    lead = text[max(span.start, q.lead - 30) : q.start]
    if _sizes_fund(text, q, span) or _BUDGETED.search(text, max(span.start, q.lead - 30), q.lead):
        return True
    if _RAISED.search(lead) or (
        _LABELLED.search(text, span.start, q.lead) and _ITEM_ENDS.match(text, q.tail, span.end)
    ):
        return True
    if _INVESTED.search(lead) and not _FUND_INVESTS.search(text, clause_start(text, q.lead, span.start), q.lead):
        return False
    if "/" in q.unit and _BY.search(lead):
        if _AT_RATE.match(text, q.tail) or _THEN.match(text, clause_end(text, q.end, span.end), span.end):
            return True
    return bool(_before().search(lead) or _behind().match(text, q.end, span.end))


def _share_base(text: str, q: Quantity, span: Span) -> bool:
    """Tell whether a share is one of what is given: 按…的30%, 不超过总投资20%."""
    clause = text[clause_start(text, q.lead, span.start) : q.start]
    if (
        _RATE_OF_SUPPORT.search(clause)
        or _RAISED.search(clause)
        or _RETURNED.search(clause)
        or _FLOATS.search(clause)
        or (clause.endswith("标准的") and _APPLIES.match(text, q.tail))
    ):
        return True
    if _SHARE_OF.search(clause) or _REFUNDED.match(text, q.end, span.end) or _DEDUCTED.match(text, q.end, span.end):
        return True
    return bool(_behind().match(text, q.end, span.end))


def given(text: str, span: Span, found: list[Quantity], *, before: bool = False) -> list[Item]:
    """Return what a sentence gives.

    Parameters
    ----------
    text
        Running text, duty clauses blanked out.
    span
        The sentence.
    found
        Its quantities.
    before
        Whether a sentence before it in the section gives something, so that 每家每年申报不超过2项 limits it.

    Returns
    -------
    list
        Shares, amounts and limits in order; empty for a sentence without words of support.
    """
    said = (word for word in support().finditer(text, span.start, span.end))
    if all(_KEPT_FREE.match(text, word.start()) for word in said) and not gives_otherwise(text, span):
        return (
            [i for i in _items(text, span, found) if i.kind == "count" or (i.cap and i.kind == "amount")]
            if before
            else []
        )
    items = sorted(
        [*_items(text, span, found), *matching(text, span), *in_words(text, span)], key=lambda item: item.start
    )
    items = without_instalments(text, span, once(items))
    return [item for i, item in enumerate(items) if not _for_each(text, span, item, items[i + 1 :])]


def _for_each(text: str, span: Span, item: Item, later: list[Item]) -> bool:
    """Tell whether an amount is for one of many and another limits what all of them give."""
    if item.kind != "amount" or not _FOR_EACH.search(text, clause_start(text, item.start, span.start), item.start):
        return False
    return any(
        other.cap
        and other.kind == "amount"
        and _LIMITS_ALL.search(text, clause_start(text, other.start, span.start), other.start)
        for other in later
    )


def _goes_on(text: str, before: Quantity, q: Quantity, span: Span) -> bool:
    """Tell whether an amount goes on with a list whose items have names: 宽体机奖励600万元、窄体机200万元."""
    if q.kind != "money" or before.kind != "money" or q.lead != q.start:
        return False
    if not _LISTS.match(text, clause_start(text, before.lead, span.start), before.lead):
        return False
    named = _NEXT_OF_LIST.fullmatch(text, before.tail, q.lead)
    of_them = named is not None and _THRESHOLD_SUBJECT.search(text, before.tail, q.lead) is None
    return of_them and _ITEM_ENDS.match(text, q.tail, span.end) is not None


def _items(text: str, span: Span, found: list[Quantity]) -> Iterator[Item]:
    """Yield what a sentence gives, in order; units left out in a list are taken from its last item."""
    listed = limits = False
    for i, q in enumerate(found):
        if _is_lower(text, span, found, i):
            continue
        if text[q.lead - 1 : q.lead] == "含":
            # 200万元以下(含200万元)
            continue
        joined = i > 0 and bool(_LIST_JOINT.match(text[found[i - 1].tail : q.lead].strip()))
        listed = listed and (joined or _goes_on(text, found[i - 1], q, span))
        unit, kind = _measured_in(text, span, found, i)
        if kind == "area" and _LAND.match(text, q.tail, span.end):
            if _before().search(text[max(span.start, q.lead - 30) : q.lead]):
                yield Item("amount", q.value, unit, q.lead, q.tail, False)
                continue
        if kind in ("count", "area"):
            head = text[max(span.start, q.lead - 12) : q.start]
            if _CAP_COUNT.search(head) and _CAP_SUBJECT.search(text, clause_start(text, q.lead, span.start), q.lead):
                yield Item("count", q.value, unit, q.lead, q.end, True)
            listed = False
            continue
        if kind not in ("money", "share") or ("百分点" in unit and not _given(text, q, span)):
            listed = False
            continue
        last = _last_of_list(text, found, i)
        # 按类别分别给予500万元、100万元项目资助: the words behind the last and before the first tell that all are given.
        told = (listed and text[q.lead - 1] not in "，,") or (last is not q and _GIVES.search(text, span.start, q.lead))
        told = bool(told and _behind().match(text, last.tail, span.end))
        if not told and (_is_threshold(text, q, span) or (last is not q and _is_threshold(text, last, span))):
            listed = False
            continue
        if kind == "money":
            ranged = i > 0 and _RANGE.fullmatch(text, found[i - 1].tail, q.lead) is not None
            among = (q, last, found[i - 1]) if ranged else (q, last)
            listed = listed or any(_given(text, one, span) for one in among)
        else:
            # 70%、80%和90%给予奖励: what is said of the last of a list.
            listed = listed or any(_share_base(text, one, span) for one in (q, last))
        if not listed:
            continue
        # 最高分别为1000万元、2000万元: what limits the first of a list limits all.
        limits = _is_limit(text, q, span) or (joined and limits)
        upper = _UP_TO.search(text, q.start, q.end) or _UP_TO.match(text, q.tail, span.end)
        value = float(upper["value"]) if upper is not None else q.value
        yield Item("share" if kind == "share" else "amount", value, unit, q.lead, q.tail, limits)


def _is_lower(text: str, span: Span, found: list[Quantity], i: int) -> bool:
    """Tell whether only the next quantity counts: 给予100万元至300万元, 补贴30%至50%, 上限由200万元提高到300万元."""
    q, following = found[i], found[i + 1] if i + 1 < len(found) else None
    if following is not None and (following.kind == q.kind or not (following.kind and q.kind)):
        if _RANGE.fullmatch(text, q.tail, following.lead):
            return True
    end = following.start if following is not None else q.tail
    return _RAISES.match(text, q.tail) is not None and _RAISED.search(text, span.start, end) is not None


def _measured_in(text: str, span: Span, found: list[Quantity], i: int) -> tuple[str, str]:
    """Return unit and kind of a quantity, the unit of the list's last item where it has none; no kind where none is told."""
    q = found[i]
    if q.kind:
        return q.unit, q.kind
    follower = next((f for f in found[i + 1 :] if f.kind), None)
    if follower is not None and follower.kind == "money":
        return re.sub(r"^(?:万亿|亿|万)", q.unit, follower.unit), "money"
    # 每个补助10万
    alone = follower is None and q.unit in ("万", "亿") and not text.startswith("级", q.tail)
    return (f"{q.unit}元", "money") if alone and _given(text, q, span) else (q.unit, "")


def _last_of_list(text: str, found: list[Quantity], i: int) -> Quantity:
    """Return the last of the list that quantity ``i`` begins: its items stand or fall together with 分别 or words behind it."""
    last = q = found[i]
    for follower in found[i + 1 :]:
        same = follower.kind == q.kind or not (follower.kind and q.kind)
        between = text[last.tail : follower.lead].strip()
        # 奖励20万元,突破5亿元的奖励50万元: behind a comma another threshold begins.
        other = between in ("，", ",") and _threshold().search(text, follower.lead, follower.start) is not None
        if not same or other or not (_LIST_JOINT.match(between) or _names_next(text, last, follower)):
            break
        last = follower
    return last


def _names_next(text: str, before: Quantity, q: Quantity) -> bool:
    """Tell whether an amount is the next of a list whose items have names: 国家级100万元、省级50万元给予奖励."""
    if _NEXT_OF_LIST.fullmatch(text, before.tail, q.lead) is None or not (before.kind == q.kind == "money"):
        return False
    return _THRESHOLD_SUBJECT.search(text, before.tail, q.lead) is None and _SUMS_GIVEN.match(text, q.tail) is not None


def _is_limit(text: str, q: Quantity, span: Span) -> bool:
    """Tell whether an amount limits what is given: 最高1000万元, 50万元以内."""
    if text.startswith(("以内", "为限", "封顶"), q.end):
        return True
    return _cap().search(text[max(span.start, q.start - 24) : q.start]) is not None
