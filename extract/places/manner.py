"""What stands between places and what they are to do: modal words, by what means, and where the predicate begins."""

from __future__ import annotations

from extract import patterns as re
from extract.areas import any_verb
from extract.places.patterns import INSIDE
from extract.places.statements import states

MODAL = re.compile("(?:有序|稳步|还|也|则|要|应当?|须|将|可|均|都|共同|联合|协同|率先|继续|分别|同步|统筹|因地制宜)*")
# By what means, or with what in view, the places do what follows.
MANNER = re.compile(
    "(?:充分|紧紧|积极|主动|持续|深入|切实)?(?:依托|盘活|腾退|立足|利用|发挥|用好|放大|结合|借助|凭借|围绕|面向|针对|瞄准|对标|锚定|抢占|抢抓|紧扣|按照|根据|基于|对接|服务|融入|发扬|以)"
)
# A verb that is part of a noun: 发展走廊, 集聚优势, 规划范围.
_NOUN_BEHIND = re.compile(
    "(?:走廊|需求|基础(?!软件|材料|零|元|件|设施|研究|原料|工艺|装备|器)|规划|格局|战略|优势|机遇|现状|水平|环境(?!监测|治理|保护|友好|修复)"
    "|条件|要求|经验|模式|空间(?!信息|智能|站|计算|激光|数据|科学)|趋势|实际|范围|契机|成果|带(?!动)|轴|圈|目标|定位|纲要|思路|理念|政策)"
)
# What then follows it where the whole is a noun.
_NOUN_ENDS = re.compile("$|[内外上下中的等和、，,]")
_BARE_VERB = 2
# The verbs that end a manner; weaker ones stand in names too (重点实验室, 创新平台).
_GROWS = re.compile(
    "(?:配套|集中|优先|加快|积极|重点|主要|着力|大力|协同|联动|适度|全力|差异化|前瞻|规划|率先|共同)*"
    "(?:发展|开发(?!区)|生产|建设|打造|培育|布局|做[强大优精足好]|集聚(?![区地带])|壮大|形成|承接|引进|开展|构建|创建|研制|突破|探索|扩大|推广|延伸|聚焦|主攻|试点|引育|招引)"
)


def verb_in(text: str, start: int, end: int) -> int | None:
    """Return where the first verb in ``text[start:end]`` begins that is no part of a noun (发展走廊)."""
    for verb in _GROWS.finditer(text, start, end):
        if len(verb[0]) > _BARE_VERB or _NOUN_BEHIND.match(text, verb.end(), end) is None:
            return verb.start()
    return None


def predicate_at(text: str, at: int, end: int) -> int | None:
    """Return where the predicate behind places begins, behind modal words and manner.

    ``end`` where the manner fills the clause; None where what stands there is no predicate.
    """
    modal = MODAL.match(text, at, end)
    at = modal.end() if modal else at
    inside = INSIDE.match(text, at, end)
    at = inside.end() if inside else at
    if at >= end:
        return None
    if states(text, at, end):
        return at
    manner = MANNER.match(text, at, end)
    if manner is not None:
        found = verb_in(text, manner.end(), end)
        return end if found is None else found
    verb = any_verb().match(text, at, end)
    noun = _NOUN_BEHIND.match(text, verb.end(), end) if verb is not None else None
    if verb is None or (noun is not None and _NOUN_ENDS.match(text, noun.end(), end)):
        return None
    return at
