"""Shares joined with the amounts that limit them: 按总投资的30%给予资助,最高500万元."""

from __future__ import annotations

from collections.abc import Iterator

from extract import patterns as re
from extract.facts import Span
from extract.instruments.words import Item

# 对A补贴35%,对B单台补贴最高2000元: to whom something else is given.
_TO_OTHERS = re.compile("[，,；;]对(?!单[个户家项]|同一|每[个户家年]|其|上述)[^，,。；;]{2,}")
# 单笔投资不超过1000万元,让利比例最高为50%: a limit before a share of something else.
_OF_ELSE = re.compile("[，,；;](?!其中|且|并)[^，,。；;\\d]{2,10}比例")
# 风险补偿比例不超过40%,单笔贷款不高于1000万元: how large a loan may be limits nothing of what is given for it.
_OF_LOAN = re.compile(
    "[，,；;](?:单[笔户个家]|每[笔户家]|同一[^，,。；;]{1,4})?(?:企业)?(?:的)?(?:贷款|授信|借款|融资)(?:额度|金额|规模|总额)?(?:原则上)?(?:最高|最多|不|$)"
)
_NEXT = re.compile("|.|、(?!单|每|同一|年|累计|合计|总|全)[^，,。；;、\\d]{2,12}")
_TO_SOMEBODY = re.compile("(?:^|[，,；;])对[^，,。；;]{2,}")


def to_each(text: str, span: Span, items: list[Item]) -> Iterator[list[Item]]:
    """Yield what a sentence gives to each of those that it names one after the other: a limit is one of its own share."""
    group: list[Item] = []
    for item in items:
        if group and (group[-1].cap, group[-1].kind, item.kind) == (True, "amount", "share"):
            if _OF_ELSE.search(text, group[-1].end, item.start):
                yield group
                group = []
        if group and (item.cap, item.kind) == (True, "amount") and _OF_LOAN.search(text[group[-1].end : item.end]):
            yield group
            group = []
        if group and _TO_OTHERS.search(text[group[-1].end : item.start]):
            if _TO_SOMEBODY.search(text[span.start : group[0].start]):
                yield group
                group = []
        group.append(item)
    if group:
        yield group


def pair(text: str, items: list[Item]) -> Iterator[tuple[Item | None, Item | None]]:
    """Join shares with the amounts that limit them: one row a share, one for every other amount."""
    i = 0
    while i < len(items):
        following = items[i + 1 : i + 3]
        if (
            items[i].kind == "amount"
            and items[i].cap
            and [f.kind for f in following[:1]] == ["share"]
            and not (len(following) > 1 and following[1].cap)
        ):
            # The cap may come first: 最高5万元,可抵扣检测费用的40%.
            yield items[i + 1], items[i]
            i += 2
            continue
        if items[i].kind != "share":
            yield None, items[i]
            i += 1
            continue
        j = i
        while j < len(items) and items[j].kind == "share":
            j += 1
        k = j
        while k < len(items) and items[k].kind == "amount" and k - j < j - i and items[k].cap:
            k += 1
        # 按5%奖励,最高分别不超过500万元、100万元: one share and a limit for each of several.
        # 按30%,国际首创不超过500万元、国内首创不超过300万元: each with a name.
        while (
            j == i + 1
            and j < k < len(items)
            and items[k].cap
            and _NEXT.fullmatch(text, items[k - 1].end, items[k].start)
        ):
            k += 1
        # 按租金的50%补贴,面积不超过1000平方米,每年最高60万元: a limit of number stands between.
        between = j < len(items) and items[j].kind == "count" and j == i + 1 and k == j
        if between and j + 1 < len(items) and items[j + 1].kind == "amount" and items[j + 1].cap:
            yield items[i], items[j + 1]
            yield None, items[j]
            i = j + 2
            continue
        shares, limits = items[i:j], items[j:k]
        if len(limits) == len(shares):
            yield from zip(shares, limits, strict=True)
        elif len(limits) == 1:
            for share in shares:
                yield share, limits[0]
        elif limits and len(shares) == 1:
            for limit in limits:
                yield shares[0], limit
        else:
            for share in shares:
                yield share, None
            for limit in limits:
                yield None, limit
        i = k
