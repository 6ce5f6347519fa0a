"""What a goal starts from: 从1800亿元提高到2600亿元, 较2020年下降12%, 达到80%(2022年为70%)."""

from __future__ import annotations

from dataclasses import replace

from extract import patterns as re
from extract.prose import clause_start
from extract.quantities import Quantity, comparison_of

_GROWN = r"(?:年均|同比|累计|再)?(?:增长|增加|提高|提升|扩大|上升|下降|降低|减少|压减|缩短|缩减|翻)"
# 较2020年增长20%: what a goal is compared with.
_COMPARED = re.compile(
    rf"(?:较|(?<!占)比(?!$)|相比|相较|相对|对比|同比|在)(?:于)?(?:(?P<year>20\d{{2}})|[“\"]?十[一二三四五六]五[”\"]?)?(?:年|上年|去年|基期|现有)?(?:底|末|度)?(?:水平|实际|基础上|的基础上|同期)?[,，]?"
    rf"(?P<grown>{_GROWN})?(?:了)?$"
)
# 从2020年的1800亿元提高到: what a goal starts from.
_FROM = re.compile(
    r"(?:从|由|在)(?:(?P<year>20\d{2})年?|[“\"]?十[一二三四五六]五[”\"]?)?(?:底|末)?(?:的|约|现在的?|目前的?|当前的?|现有的|不足|不到|每[^，,。；、\d]{1,4})*$"
)
_WAS = re.compile(
    r"[(（](?:(?P<year>20\d\d)年?[底末]?|基期|现状|[上去]年|目前|现有)(?:年|值|基数|实际|水平|同期)*(?:仅|[:：])?"
)
# 3000个(2025年1000个、2026年2000个) is split by year.
_MORE_YEARS = re.compile(r"[、，,和]\s*20\d\d年")
_IS = frozenset({"", "为", "约", "约为"})
_UP_TO = re.compile(
    r"(?:[（(][^（）()]{0,12}[)）])?(?:左右|以上)?(?:的?基础上)?(?:[、,，])?(?:(?:力争|逐步|大幅|进一步|稳步)*(?:提高|提升|增加|增长|扩大|上升|下降|降低|减少|压减|压缩|缩短|缩减|发展|拓展|壮大|增|升|降|减|扩|达))?(?:到|至|为)"
)
# 达到2022年的2倍: what the multiple is of.
_TIMES_OF = re.compile(r"(?:达到?|是|为|相当于)?(?P<year>20\d\d)年(?:底|末)?的$")
# 不低于停车位的10%, 达到最大负荷的5%: what the share is of stands behind the word that compares.
_SHARE_OF = re.compile(
    r"(?<=..)(?<!按)(?<!按照)(?<!不)(?:原则上|力争|应)*(?P<word>不得低于|不低于|不少于|不得超过|不高于|不超过|达到|超过|低于|高于)(?P<base>[^，,。；;、\d]{2,20})的$"
)
_NEAR = 20
# 覆盖率超过50%(示范区超过60%): what a bracket says of a part.
OF_PART = re.compile(r"[(（][^()（）\n\d]{1,10}(?:超过|突破|不低于|不少于|达到?)\d")


def begins(text: str, q: Quantity, following: Quantity, floor: int) -> bool:
    """Tell whether a quantity is only what the next one starts from: 从1800亿元提高到2600亿元."""
    if not _FROM.search(text, clause_start(text, q.start, floor), q.start):
        return False
    return bool(_UP_TO.match(text, q.tail, following.start)) and following.start - q.tail < _NEAR


def base_in_bracket(text: str, q: Quantity, following: Quantity) -> tuple[int | None] | None:
    """Return the year of what a goal starts from where the next quantity tells it in a bracket, else None.

    The year stands in a tuple since a bracket may name none (现状为70%).
    """
    if text[following.lead : following.start] not in _IS:
        return None
    said = _WAS.fullmatch(text, q.tail, following.lead) if not _MORE_YEARS.match(text, following.tail) else None
    return (int(said["year"]) if said["year"] else None,) if said is not None else None


def without_start(head: str) -> tuple[str, int | None]:
    """Return the words before what a goal starts from, and its year: 产值从2020年的."""
    said = _FROM.search(head)
    if said is None:
        return head, None
    return head[: said.start()], int(said["year"]) if said["year"] else None


def of_whole(text: str, q: Quantity, floor: int) -> Quantity:
    """Return a share with the words that compare it, which may stand before what it is of: 车位不低于停车位的10%."""
    said = _SHARE_OF.search(text, floor, q.lead) if q.kind == "share" and q.lead == q.start else None
    if said is None:
        return q
    comparator = comparison_of(said["word"], text[q.end : q.tail] or None)
    return replace(q, lead=said.start(), comparator=comparator)


def without_base(head: str, *, is_ratio: bool) -> tuple[str, str, int | None]:
    """Return the words before what a goal is compared with, how it is to change, and the year of the base.

    Parameters
    ----------
    head
        The words in front of the quantity: 能耗较2020年下降.
    is_ratio
        Whether the quantity is a multiple (翻一番, 2倍): what is doubled is meant, not its growth.
    """
    said = _COMPARED.search(head)
    if said is not None:
        # 能耗较2020年下降12% is not an 能耗 of 12%.
        grown = said["grown"] if not is_ratio and said["grown"] else ""
        return head[: said.start()] + grown, grown, int(said["year"]) if said["year"] else None
    times = _TIMES_OF.search(head) if is_ratio else None
    if times is not None:
        return head[: times.start()], "", int(times["year"])
    return head, "", None
