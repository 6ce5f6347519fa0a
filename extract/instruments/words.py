"""What a sentence gives, and the shares that words tell: 全额, 减半, 五折, 1:1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from extract import patterns as re
from extract.facts import Span
from extract.records import record

# 全额补贴, 全额免收: all of it; 全额上缴, 全额纳入预算 give nothing.
_FULL = re.compile(
    r"全额(?:给予|予以)?(?:补贴|补助|资助|奖励|贴息|返还|退还|免收|免除|减免|免征|减征|报销|承担|保障(?!金))|(?:补贴|补助|贴息|返还|减免)全额"
    r"|全额(?=[、，,][^，,。；;]{0,14}减半)"
)
# 第三年减半补贴, 按市场租金五折优惠: a part of it that is told in a word.
_PART = re.compile(
    r"减半(?:给予|予以)?(?:补贴|补助|资助|奖励|贴息|返还|减免|征收|收取|缴纳|计收)|(?<=年)减半(?=[，,；;。、\n]|$)"
    r"|(?P<tenths>[一二三四五六七八九])(?P<hundredths>[一二三四五六七八九])?折(?=优惠|收取|计收|出租|租金|给予|支持)"
)
_TENTHS = "一二三四五六七八九"
# 1:1, 1∶0.5: the own share in a matching grant is the second figure.
_MATCHING = re.compile(
    r"(?<![\d:∶：.])1\s*[:∶：比]\s*(?P<share>\d+(?:\.\d+)?)(?![\d:∶：])(?=[^。\n]{0,12}(?:配套|比例|给予|予以|资助|补助|补贴|奖励|奖补|贴息))"
)
# 风险补偿资金与银行按4:6比例分担风险: what is borne of the whole is the first part of it.
_BORNE = re.compile(
    r"(?<![\d:∶：.])(?P<own>\d{1,2})\s*[:∶：比]\s*(?P<other>\d{1,2})(?![\d:∶：])(?:的)?(?:比例|比率)?(?:共同|分别)?(?:分担|分摊|承担)[^，,。；;]{0,6}(?:风险|损失|补偿)"
)
# 宽带资费再降10%, 通行费下调15%, 原有扶持基础上加计30%: by how much less is to be paid, or more is given.
_LESS = re.compile(
    r"(?:(?:资费|收费|通行费|过路费|过闸费|使用费|服务费|管理费|检测费|租金|电价|气价|水价|运价)(?:标准|水平|价格)?(?:平均|统一|阶段性|再|至少|整体)*(?:降低|下调|下浮|降|减收|优惠)"
    r"|(?:扶持|奖励|补贴|补助|资助|奖补)[^，,。；;\d]{0,8}基础上(?:再)?(?:加计|上浮|提高|增加))(?P<rate>\d{1,2}(?:\.\d+)?)[%％](?!以[上内])"
)
_IN_WORDS = ("全额", "减半", "折", "%", "％")
# What both ratios hold.
_RATIO = re.compile(r"\d\s*[:∶：比]\s*\d")

# (第一年奖励2万元,第二年奖励2万元): when a sum is paid.
_BY_YEARS = re.compile(r"[（(]第[一1][ 　]*[年期批][^（()）]*[)）]")
# 补助资金按开工、投产、达产分别拨付40%、30%、30%: when it is paid, not how much of it.
_PAID = re.compile(r"(?:拨付|兑付|兑现|发放|拨款|支付)[^，,。；;\d]{0,4}$")
_WHOLE_OF_IT = 100
_MOST_MATCHED = 10


@record
class Item:
    """A share or an amount that a sentence gives; ``cap`` where it limits."""

    kind: Literal["share", "amount", "count"]
    value: float
    unit: str | None
    start: int
    end: int
    cap: bool


def matching(text: str, span: Span) -> Iterator[Item]:
    """Yield the shares of matching grants and of what is borne together: 按1:1的比例给予配套, 按4:6分担风险."""
    if _RATIO.search(text, span.start, span.end) is None:
        return
    for match in _MATCHING.finditer(text, span.start, span.end):
        # 1:500 is the scale of a map.
        if float(match["share"]) > _MOST_MATCHED:
            continue
        yield Item("share", 100 * float(match["share"]), None, match.start(), match.end(), False)
    for match in _BORNE.finditer(text, span.start, span.end):
        own, other = int(match["own"]), int(match["other"])
        if own and other:
            yield Item("share", 100 * own / (own + other), None, match.start(), match.end(), False)


def in_words(text: str, span: Span) -> Iterator[Item]:
    """Yield the shares that a word tells: 给予全额补贴, 全额免收通行费, 减半征收, 五折优惠."""
    if not any(text.find(word, span.start, span.end) >= 0 for word in _IN_WORDS):
        return
    for match in _LESS.finditer(text, span.start, span.end):
        yield Item("share", float(match["rate"]), None, match.start("rate"), match.end(), False)
    for match in _FULL.finditer(text, span.start, span.end):
        yield Item("share", 100.0, None, match.start(), match.end(), False)
    for match in _PART.finditer(text, span.start, span.end):
        tenths = _TENTHS.index(match["tenths"]) + 1 if match["tenths"] else 5
        more = _TENTHS.index(match["hundredths"]) + 1 if match["hundredths"] else 0
        yield Item("share", 10.0 * tenths + more, None, match.start(), match.end(), False)


def gives_otherwise(text: str, span: Span) -> bool:
    """Tell whether something is given that no quantity says: in full, by half, in a ratio to what others give (1:1)."""
    return any(matching(text, span)) or any(in_words(text, span))


def once(items: list[Item]) -> list[Item]:
    """Return items in order without those that a word told again."""
    return [
        item
        for n, item in enumerate(items)
        if not any(one.kind == item.kind and item.start < one.end and one.start < item.end for one in items[:n])
    ]


def without_instalments(text: str, span: Span, items: list[Item]) -> list[Item]:
    """Return the items without the shares in which a sum is paid: from 拨付 on they make up the whole of it."""
    years = [(m.start(), m.end()) for m in _BY_YEARS.finditer(text, span.start, span.end)]
    items = [item for item in items if not any(start <= item.start < end for start, end in years)]
    shares = [item for item in items if item.kind == "share" and not item.cap]
    for i, item in enumerate(shares[:-1]):
        if _PAID.search(text, span.start, item.start) and sum(s.value for s in shares[i:]) == _WHOLE_OF_IT:
            return [item for item in items if item not in shares[i:]]
    return items
