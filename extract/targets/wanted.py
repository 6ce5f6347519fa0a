"""Which quantities of a sentence may be goals: none of the past, of a condition, or of what is given in support."""

from __future__ import annotations

from functools import cache

from extract import patterns as re
from extract.facts import Span
from extract.instruments import given
from extract.prose import any_of, clause_end, clause_start
from extract.quantities import Quantity
from extract.targets.words import pattern, told_of_past
from extract.targets.years import Years, plan_of_past

# In a document of measures a sentence is about a goal only where it says so.
_CUE = re.compile(
    r"力争|争取到|到20\d\d年|20\d\d年(?:底|末|前)|目标|确保|年内|全年|每年(?!度)(?=[^，,。；]{0,16}\d)|(?<![\d一二三四五六七八九十每])年(?=培养|培训|新增|引进|培育)|[一二两三四五六]年(?:内)?(?:累计|共)?(?=建设|建成|培[养训育]|引[进育]|招引|新增|新建|打造|完成|推广|实施|盘活|支持)"
)
_AIMS = re.compile(r"力争|争取到|(?<![自从以])到20\d\d年(?:底|末|前)?")
_STRIVES = re.compile("力争|争取")
# 各类补贴性培训30万人次, 发挥奖补资金作用: words of support that give nothing.
# 选拔资助不少于100名青年科技人员: how many are to be helped.
_GIVES_NOTHING = re.compile(
    "性|(?:专项)?资金的?(?:撬动|引导|杠杆)*作用|(?<=资助)[^，,。；;、\\d元额最]{0,16}(?:不少于|不低于|达到|超过?|约|近)?\\d+[万千百余]*(?:名|家|个|人|项)(?!以)"
)
# 统筹使用就业补助资金,开展培训30万人次
_USES = re.compile("(?:使用|利用|用好|发挥|依托)[^，,。；;]*$")
# 全省贷款增速不低于10%: what all of a place are to come to.
_OF_ALL = re.compile("(?:全|我|本)[国省市区县州]")
# 新增发放贷款不少于5亿元: how much is to be lent in all.
_LENT = re.compile(
    r"(?:新增|发放|投放|安排|增加)[^，,。；;、\d]*(?:贷款|再贴现|信贷|放款|融资)(?:额度?|规模|总额|投放|发放)*$"
)
# 规上企业是指年主营业务收入2000万元以上的企业
_DEFINES = frozenset({"是指", "所称"})
# 2025年产量达到800万吨以上
_YEAR_FIRST = re.compile(r"(20\d\d)年(?![度起以至])")
# What is offered begins here: 对揭榜项目给予…, 按…补助.
_OFFER = re.compile(r"[，,；;。:：](?:对|凡|按|给予|每(?!年)|单[个家项笔户张台次]|最高|补)")
# 对投资5亿元以上的项目优先供地: whom it is for.
_OF_WHOM = re.compile(r"(?:^|[，,；;\s])(?:对(?![标接照外口])|对于|凡|凡是)[^，,。；;]*$")
_OFFERED_TO = re.compile(r"\s*(?:对(?![标接照外口])|凡|给予)")
# What comes to a value: 通关时间压缩至6小时以内.
_RATE = re.compile(
    r"(?:率|比例|比重|占比|强度|密度|总数|总量|能耗|效率|时限|时间|用时|周期|时长|\([A-Z]+\)|（[A-Z]+）)(?:[^，,。；;、]{0,8})$"
)
_SHRINKS = re.compile(r"(?:压缩|缩短|缩减|压减|下降|降低|提高|提升)$")
_AFTER_SUPPORT = re.compile(r"带动|撬动|实现|力争|形成|推动|建成|引导")
# 须, 必须, 具备
_MUST, _MUSTS, _HAS = "须", "必", "具备"
_BY_YEAR = re.compile("20\\d\\d(?=年)")


@cache
def _work() -> re.Pattern[str]:
    """Return the pattern of work that a quantity counts: 实施项目10项."""
    return re.compile(any_of("goal_words", "work"))


@cache
def _set() -> re.Pattern[str]:
    """Return the pattern of work that a clause begins with: 推广车辆5000辆."""
    return re.compile(rf"(?:计划|累计|新|力争)?(?:{any_of('goal_words', 'set')})(?=[^，,。；;]{{2}})")


def wanted(
    text: str, span: Span, found: list[Quantity], goal: bool, measures: bool, years: Years, present: int | None
) -> list[Quantity]:
    """Return the quantities of a sentence that may be goals.

    Where it speaks of the past (in its first words) only those behind a year to come are (现有园区10个,到2025年达到15个);
    where it states a condition those before it; in a measure of support those behind what is given (带动社会投资500亿元);
    in a document of ``measures`` those of a sentence that says it is about a goal.
    """
    found = [q for q in found if not (text.startswith("的", q.tail) and _OF_WHOM.search(text[span.start : q.lead]))]
    past = told_of_past(text, span.start, min(span.start + 10, span.end)) or plan_of_past(text, span.start, present)
    if past is not None and past[0] in _DEFINES:
        return []
    if past is not None:
        # 依托现有实验室5家,争取获批国家级实验室2家
        found = [
            q for q in found if years.to_come(span.start, q.lead, present) or _STRIVES.search(text, past.end(), q.lead)
        ]
    if goal or not found:
        return found
    items = given(text, span, found)
    first = _OFFER.search(text, span.start, items[0].start) if items else None
    offer = first.start() if first is not None else clause_start(text, items[0].start, span.start) if items else 0
    offer = span.start if _OFFERED_TO.match(text, span.start, span.end) else offer
    before = [q for q in found if q.tail <= offer and (_is_work(text, span, q) or _is_end_state(text, span, q))]
    asks = (m for m in pattern("condition").finditer(text, span.start, span.end) if _is_asked(text, m, measures))
    asked = next((m for m in asks if not any(_bounds_by_year(text, span, m, q) for q in found)), None)
    if asked:
        return [q for q in before if q.tail <= asked.start()]
    if items:
        return before + [q for q in found if q.start >= items[-1].end and _follows(text, span, items[-1].end, q)]
    if (offers := _offers(text, span)) is not None:
        # 支持企业…,力争到2025年集聚企业500家: support before it makes a goal no less one.
        return [
            q
            for q in found
            if _AIMS.search(text, span.start, q.lead)
            or _is_due(text, span, q, present)
            or _each_year(text, span, q)
            or (q.tail < offers.start() and _is_set(text, span, q))
        ]
    if measures and not _CUE.search(text, span.start, span.end):
        return [
            q
            for q in found
            if _is_end_state(text, span, q)
            or _is_due(text, span, q, present)
            or (q.comparator == ">=" and (_is_work(text, span, q) or _LENT.search(text, span.start, q.lead)))
            or _is_set(text, span, q)
            or _is_of_all(text, span, q)
        ]
    return found


def _is_of_all(text: str, span: Span, q: Quantity) -> bool:
    """Tell whether a clause says what all of a place are to come to: 全省贷款增速不低于10%."""
    start, end = clause_start(text, q.lead, span.start), clause_end(text, q.tail, span.end)
    return q.comparator is not None and q.kind != "money" and q.tail == end and _OF_ALL.match(text, start) is not None


def _offers(text: str, span: Span) -> re.Match[str] | None:
    """Return the first word of a sentence that offers support."""
    words = pattern("support").finditer(text, span.start, span.end)
    return next(
        (
            word
            for word in words
            if not (_GIVES_NOTHING.match(text, word.end()) or _USES.search(text, span.start, word.start()))
        ),
        None,
    )


def _is_asked(text: str, word: re.Match[str], measures: bool) -> bool:
    """Tell whether a word asks something of those who want support: not 项目必须进入园区, 均具备智能功能 in a plan of action."""
    if word[0] == _MUST:
        return text[word.start() - 1 : word.start()] != _MUSTS
    return measures or word[0] != _HAS


def _bounds_by_year(text: str, span: Span, word: re.Match[str], q: Quantity) -> bool:
    """Tell whether a word is no condition but compares what is to be reached by a year: 利用率2026年不得低于70%."""
    return q.lead == word.start() and _BY_YEAR.search(text, clause_start(text, q.lead, span.start), q.lead) is not None


def _is_work(text: str, span: Span, q: Quantity) -> bool:
    """Tell whether a quantity in front of what is given counts work to be done (每年实施项目10项,对…给予…)."""
    start, end = clause_start(text, q.lead, span.start), clause_end(text, q.tail, span.end)
    return q.kind != "money" and "的" not in text[q.tail : end] and bool(_work().search(text, start, q.lead))


def _is_set(text: str, span: Span, q: Quantity) -> bool:
    """Tell whether a clause is work to be done and ends in how much of it: 培训技能人才5000人次, 推广车辆5000辆."""
    start, end = clause_start(text, q.lead, span.start), clause_end(text, q.tail, span.end)
    return (
        q.kind == "count" and q.comparator is None and q.tail == end and _set().match(text, start, q.lead) is not None
    )


def _is_due(text: str, span: Span, q: Quantity, present: int | None) -> bool:
    """Tell whether a clause begins with the year in which something is to come to a value: 2025年产量达到800万吨以上."""
    start = clause_start(text, q.lead, span.start)
    named = _YEAR_FIRST.match(text, start, q.lead)
    return q.comparator is not None and named is not None and (present is None or int(named[1]) >= present)


def _each_year(text: str, span: Span, q: Quantity) -> bool:
    """Tell whether a quantity counts what is to be done each year (每年培育上云企业50家)."""
    return text.startswith("每年", clause_start(text, q.lead, span.start)) and _is_work(text, span, q)


def _follows(text: str, span: Span, given_to: int, q: Quantity) -> bool:
    """Tell whether a quantity behind what is given says what that is to bring (带动社会投资500亿元)."""
    if _AFTER_SUPPORT.search(text, given_to, q.lead):
        return True
    start = clause_start(text, q.lead, span.start)
    if text.startswith("其中", start) and q.comparator in ("=", ">="):
        return _is_end_state(text, span, q)
    return start > given_to and q.comparator != "<=" and bool(_work().search(text, start, q.lead))


def _is_end_state(text: str, span: Span, q: Quantity) -> bool:
    """Tell whether a rate or a time is to come to a value (通关时间压缩至6小时以内) in a document of measures."""
    start, end = clause_start(text, q.lead, span.start), clause_end(text, q.tail, span.end)
    # 投资强度每亩不低于100万元的项目: who is meant.
    if q.kind == "money" or (q.comparator is None and not _SHRINKS.search(text, start, q.lead)):
        return False
    return "的" not in text[q.tail : end] and bool(_RATE.search(text, start, q.lead))
