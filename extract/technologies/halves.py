"""Where 和, 与 or 及 inside an item splits it: each side must name a technology alone."""

from __future__ import annotations

from functools import cache

from extract import patterns as re
from extract.facts import Span
from extract.prose import trie, words_for
from extract.technologies.items import Verdict, core, ending, verdict

_AND = re.compile(r"以及|(?<!中)和(?!其)|[与及](?!其)")
# 及关键核心部件, 与配套设备: what leans on the item before.
_GENERAL = re.compile(r"(?:关键|核心|配套|相关|其|零部件|应用|服务(?!器)|系统集成|集成)")
# 再生铝合金与工业硅联产: what is done with both together.
_TOGETHER = re.compile(
    r"(?:联产|耦合|联用|联合运行|共生|混合|共挤|共聚|能效提升|节能改造|性能提升)(?:$|技术|系统|工艺|示范)"
)
_COMPLETE = re.compile(r"(?:技术|装备|系统|设备|产品)$")
_INSTITUTE = re.compile(r"(?:平台|中心|基地|园区?|体系|实验室|网点|城|港|区)$")
_LATIN_START = re.compile(r"[A-Za-z0-9]")
# 智能传感及控制技术: a process that names no object leans on what stands before it.
_BARE_TECHNIQUE = re.compile(
    r"(?:控制|处理|处置|检测|监测|诊断|利用|回收|运维|优化|评价|管理|加工|制造|制备|存储|传输|集成|应用)技术"
)
_OWN_ATTRIBUTE = ("基于", "面向", "具备", "具有")
_WHOLE = 5
_APART = 4
_HEAD_END = re.compile(r"(?:技术|装备|系统|设备|工艺|服务)+$")
_SHORT = 2
# 充换电设施建设和光伏: two tasks, of which only the first says what is done.
_DONE = re.compile(r"(?:(?:推广)?应用|建设|推广|(?:更新|升级)?改造|更新(?:替换|换代)|更换|研发|生产)$")
_DONE_TOO = re.compile(
    r"(?:(?:推广)?应用|建设|推广|改造|研发|生产|运营|管理|运维|维护|使用|示范|布局|服务|产业化|升级|更新|标准)"
)


@cache
def _joined_terms() -> re.Pattern[str]:
    """Return the pattern of terms that hold a joint (碳捕集利用与封存)."""
    return re.compile(trie(word for word in words_for("tech_lexicon", "term") if _AND.search(word) or "、" in word))


def inside_terms(flat: str, start: int, end: int) -> set[int]:
    """Return the places inside terms that hold a joint: it cuts no list there."""
    return {at for found in _joined_terms().finditer(flat, start, end) for at in range(*found.span())}


# 移动式或固定式储能, 电动或气动装配设备: kinds of one thing.
_KINDS = re.compile(r"[^、]{1,5}[式型性化动]")


def cut(flat: str, start: int, end: int, mark: re.Pattern[str]) -> list[Span]:
    """Cut ``flat[start:end]`` at every mark that stands in no term and between no kinds of one thing."""
    out, at = [], start
    inside = inside_terms(flat, start, end)
    for found in mark.finditer(flat, start, end):
        if found.start() in inside or (found[0] == "或" and _KINDS.fullmatch(flat, at, found.start())):
            continue
        if found.start() > at:
            out.append(Span(at, found.start()))
        at = found.end()
    if at < end:
        out.append(Span(at, end))
    return out


def _alone(name: str) -> bool:
    """Tell whether a name says by itself what technology it is."""
    own = verdict(name)
    return own is Verdict.TERM or (len(name) > _SHORT and own >= Verdict.SERVICE)


def _like(a: str, b: str, joint: str) -> bool:
    """Tell whether two names are of one kind, so that neither lends the other its object or its head."""
    if _COMPLETE.search(a) or a[:2] == b[:2] or (joint != "与" and _HEAD_END.sub("", b).endswith(a[-2:])):
        return True
    heads = (verdict(a) >= Verdict.HEAD, verdict(b) >= Verdict.HEAD)
    return all(heads) or (joint != "与" and not any(heads))


def _complete_pair(a: str, b: str, joint: str) -> bool:
    """Tell whether two names are whole by themselves: 晶圆级封装和Chiplet工艺, 智能控制和在线分析仪."""
    if joint not in ("和", "以及", "、") or verdict(a) < Verdict.ACTION or verdict(b) < Verdict.HEAD:
        return False
    if _LATIN_START.match(b):
        return len(a) > _SHORT + 1
    return min(len(a), len(b)) > _WHOLE and not _HEAD_END.search(b)


def _apart(a: str, b: str, joint: str) -> bool:
    """Tell whether two long names lend each other nothing: 绿色算力服务和数据标注, 非林地栽参和参后还林技术.

    与 and 及 lean more often, and a process behind the second may be done with both (油茶籽和核桃烘干).
    """
    if (
        joint != "和"
        or min(len(a), len(b)) < _APART
        or "的" in a
        or ending(a) is Verdict.OBJECT
        or _GENERAL.match(b)
        or _TOGETHER.search(b)
    ):
        return False
    one, other = verdict(a), verdict(b)
    if other in (Verdict.STOP, Verdict.ACTION):
        return one >= Verdict.ACTION
    return max(one, other) >= Verdict.SERVICE


def is_head(name: str) -> bool:
    """Tell whether a name of some length ends in what technologies end in."""
    return len(name) > _SHORT + 1 and verdict(name) >= Verdict.HEAD


def split_halves(flat: str, part: Span, listed: bool) -> list[Span]:
    """Split ``part`` at 和, 与 or 及 where each side names a technology alone."""
    words = part.of(flat)
    if len(words) < 5 or not ("和" in words or "与" in words or "及" in words):
        return [part]
    inside = inside_terms(flat, part.start, part.end)
    for found in _AND.finditer(flat, part.start + 2, part.end - 1):
        if found.start() in inside:
            continue
        left, right = Span(part.start, found.start()), Span(found.end(), part.end)
        a, b = left.of(flat), right.of(flat)
        own = verdict(b)
        if found[0] in ("及", "与") and _BARE_TECHNIQUE.fullmatch(b) is not None:
            continue
        if "的" in b and "的" not in a:
            # 信息专网和基于健康档案的信息平台: an attribute of the second alone.
            if b.startswith(_OWN_ATTRIBUTE) and is_head(a) and is_head(b):
                return [left, right]
            continue
        done = _DONE.search(a) if found[0] == "和" and own >= Verdict.HEAD else None
        if done is not None and verdict(a[: done.start()]) >= Verdict.HEAD and not _DONE_TOO.match(b):
            return [Span(part.start, part.start + done.start()), *split_halves(flat, right, listed)]
        if own is not Verdict.TERM and len(b) == _SHORT + 1 and (found[0] == "及" or own < Verdict.HEAD):
            continue
        if ending(a) is Verdict.TERM and own is Verdict.GENERIC and found[0] != "及":
            return [left, right]
        # Beside a facility that is none (服务平台和数字孪生系统) the other side still counts.
        if (_INSTITUTE.search(b) and is_head(a)) or (_INSTITUTE.search(a) and is_head(b)):
            return [left, *split_halves(flat, right, listed)]
        if _complete_pair(a, b, found[0]):
            return [left, *split_halves(flat, right, listed)]
        # 双摆角铣头、光栅尺和刀库: short things count at the end of a list.
        thing = listed and found[0] == "和" and own in (Verdict.UNKNOWN, Verdict.HEAD)
        thing = thing and (len(a) > _SHORT or verdict(a) is Verdict.HEAD)
        if own in (Verdict.GENERIC, Verdict.STAGE) or (len(b) <= _SHORT and own is not Verdict.TERM and not thing):
            continue
        # Before the last item of a list 和 only separates, unless what is on its left needs the head on its right.
        separates = (
            listed
            and (found[0] in ("和", "以及") or (len(a) > _SHORT + 1 and len(b) > _SHORT + 1 and not _GENERAL.match(b)))
            and (len(a) > _SHORT or verdict(a) is Verdict.TERM or (found[0] == "和" and verdict(a) is Verdict.HEAD))
            and ending(a) is not Verdict.OBJECT
        )
        long = found[0] in ("和", "与") and min(len(a), len(b)) > _WHOLE and len(core(b)) > _SHORT * 2
        if (
            separates
            or _apart(a, b, found[0])
            or (_alone(a) and _alone(b) and long and "的" not in a)
            or (_alone(a) and _alone(b) and _like(a, b, found[0]))
        ):
            return [left, *split_halves(flat, right, listed)]
    return [part]
