"""The list parser: from the object of a verb to the items that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extract import patterns as re
from extract.facts import Span
from extract.prose import words_for
from extract.records import record
from extract.technologies.halves import cut, is_head, split_halves
from extract.technologies.items import Verdict, ending, is_recycling, starts_process, starts_recycling, verdict
from extract.technologies.objects import CLAIM, ETC, without_tails
from extract.technologies.shared import BARE, DEVICE, are_states, is_all_in_one, needs_category, works_on
from extract.technologies.words import area_pattern, behind_lead, is_action, soft_pattern, verb_pattern, verbs

_MARK = re.compile(r"、|(?<=[”\"])(?=“□{5})|以及|或者|或(?![者是])|及其他|及(?=各类)")
_PLUS = re.compile(r"\+")
_COUNT = re.compile(
    r"[约超近]?\d[\d.,]*[万千百亿]?(?:个|座|台|套|家|条|公里|辆|项|处|艘|架|吨|兆瓦|万千瓦|千瓦|MW|GW|GWh|P|片|亩|万亩)+(?:[(（][□套个]+[)）])?(?:以上|左右)?$"
)
# A category that says that its members are technologies.
_LABEL = re.compile(
    r"(?:技术|工艺|装备|设备|产品|材料|药物|器械|零部件|部件|软件|系统|装置|终端|服务|器件|疗法|种植|养殖)$"
)
# Actors that a scope may end in where the text sets out to grow them (扶持固废处理等产业主导型企业).
_GROWN = re.compile(r"(?:企业|产业|集群|产业带|基地)$")
_JOINT = re.compile(r"、|以及|[和与及]")
# A category that begins with the name of a scope: 等领域, 等重点行业的…
_SCOPE = re.compile(
    r"[^、，的]{0,6}?(?:领域|行业(?!级)|方面|环节|方向)的?|[^、，的]{0,6}?(?:产业链|产业|赛道)(?P<trade>)"
)
# 以A、B等环节改造为重点: where something is to be done.
_REBUILT = re.compile(r"(?:改造|提升|建设|攻坚)+|[^、]{2,8}电动化")
_QUALITY = re.compile(
    r"[^、]{0,8}(?:式|化|性|型|级|效|低|高|用|量|强|轻|大|长|短|小|寿命|节水|节能|精度|功率|通量|密度)$"
)
_MANNER = re.compile(r"(?:多种|各类|不同|多样化?|系列)?(?:形态|类型|型式|形式|规格|用途)的?")
# A、B等创新中心提升能力: what bodies are of, and what these are to do.
_THEIRS = re.compile(
    r"[^、]{0,6}(?:创新中心|研究中心|实验室|研究院|联盟|院校|企业)(?:提升|增强|加强|开展|建设|做大|做强|参与|加快|深化|向)"
    r"|[^、]{0,4}(?:高耗能|高排放|高污染|过剩)|信息$"
)
# 20款, 百项; 四座电动飞机 has four seats.
_NUMBER = re.compile(
    r"(?:不少于|不低于|至少|超过|年产)?(?:\d[\d.]*[万千百亿]?(?:个|座|台套|台|套|条|艘|架|款|种|家|项)(?:[(（][□套个]+[)）])?|\d{2,}类|[一二两三四五六七八九十百千]{1,3}(?:个|台套|套|条|艘|款|种|家|项))(?:以上|左右)?的?"
)
# 乙公司20万吨乙二醇, 甲醇制20万吨烯烃: whose a project is and how large stands before what it makes.
_SIZED = re.compile(
    r"^.{0,16}?\d[\d.×]*[万千百亿]?(?:立方米|平方米|吨|台套|台|套|条|辆|只|件|米|千瓦|兆瓦|锭|头|羽|株|片)(?=[\u4e00-\u9fffA-Za-z“□]{2})(?!级|以上|及以上)"
)
# 气象探测站并开放共享: what else is done with it.
_AND_DO = re.compile(r"(?<=...)(?<![合兼])并(?![网购联行轨发举重列])(?:[\u4e00-\u9fff]{2,6})$")
# 先进封装技术和产线, 新能源车辆和配套设施
_AND_LINE = re.compile(
    r"(?<=...)(?:(?:技术|工艺)[和与及](?:生产线|产线|产能)|[和与及](?:相关|配套|附属)(?:基础)?设施)$"
)
# 覆盖A、B、C的追溯系统: how far it reaches.
_REACH = re.compile(r"(?:覆盖|涵盖|贯穿|贯通|打通)[^，,。；;的]{2,40}的(?=[^的]{3,}$)")
# 散货船、油轮、集装箱船三大主流船型
_SO_MANY = re.compile(
    r"(?:[一二两三四五六七八九十]|\d+)大(?:传统|优势|特色|主导|支柱|主流|重点|主力|拳头|核心|新兴)*(?:产品|趋势|产业|船型|车型|机型|品种|品类|系列|类型|领域|技术|装备|板块|方向)?$"
    r"|[两三四五六七八九十]个(?:方向|领域|方面)?$"
)
_SO_MANY_OF = re.compile("\\d{1,2}大(?=..)")
_HAN_FIGURES = frozenset("一二两三四五六七八九十百千")
_BY_FIRMS = re.compile(r"企业(?!级|网|云|与|和|将|的|开放|共建|试用)(?=..)")
# 工业领域锅炉: the name stands behind a sector; 卫星应用领域导航 without its field is another thing.
_OF_FIELD = re.compile(
    r"[^、的]{0,4}(?:工业|农业|农村|建筑|交通|运输|能源|电力|市政|环境|环保|教育|科教|医疗|文旅|民生|生活|生产|城乡)各?领域(?=..)(?!设备|装备|设施)"
)
_COMPLETE_KINDS = frozenset({Verdict.SERVICE, Verdict.ACTION, Verdict.TERM})
_LONGEST_QUALITY = 16
_DIGIT = re.compile(r"\d")
_SHORT = 2
_REACHES = ("覆", "涵", "贯", "打")


@record
class Item:
    """A candidate: its place, how many items its list holds, and how it was told apart.

    ``labelled`` is set where a category calls the list technologies, products and the like, ``soft`` where
    it calls them ways of doing business.
    """

    span: Span
    mates: int
    rule: str
    labelled: bool = False
    soft: bool = False


# 企业OT(操作技术), 企业5G: whose.
_WHOSE = re.compile(r"企业(?=[A-Z]{2,}[(（□]|5G(?!$))")


def _strip(flat: str, start: int, end: int) -> Span:
    begin = behind_lead(flat, start, end)
    if flat[begin : begin + 1] == "企" and (whose := _WHOSE.match(flat, begin, end)) is not None:
        begin = whose.end()
    start = begin if begin < end else start
    if end - start > _SHORT + 1 and flat[start] in "与及":
        start += 1
    while end > start and (flat[end - 1].isspace() or flat[end - 1] in "的等和与及、"):
        end -= 1
    return Span(start, end)


def _mostly_objects(names: list[str]) -> bool:
    """Tell whether most of the items name only what is treated, not how."""
    return 2 * sum(ending(name) is Verdict.OBJECT for name in names) >= len(names)


def _lean(names: list[str], head: str) -> bool:
    """Tell whether a process that begins ``head`` takes the items as its objects (动力电池等回收利用)."""
    if starts_recycling(head) or BARE.match(head):
        return not any(DEVICE.search(name) or ending(name) in (Verdict.ACTION, Verdict.STOP) for name in names)
    return _mostly_objects(names) and starts_process(head)


def _merge(flat: str, parts: list[Span]) -> list[Span]:
    """Join items that share an object or a process.

    Two letters that go on with the object of the one before (碳排放监测、量化、核查; 梯次利用、再生利用), and things
    that are treated with the process behind the last of them (臭氧、温室气体、噪声治理).
    """
    merged: list[Span] = []
    run: Span | None = None
    for part in parts:
        name = part.of(flat)
        before = merged[-1].of(flat) if merged else ""
        kind = ending(name)
        if kind is Verdict.OBJECT:
            run = run or part
        elif run is not None:
            if kind is Verdict.ACTION and verdict(name) is not Verdict.TERM:
                while merged and merged[-1].start >= run.start:
                    merged.pop()
                part = Span(run.start, part.end)
            run = None
        shares = len(name) <= _SHORT and verdict(name) in (
            Verdict.ACTION,
            Verdict.SERVICE,
            Verdict.GENERIC,
            Verdict.STAGE,
        )
        shares = shares or (is_recycling(name) and verdict(name) is Verdict.ACTION and starts_recycling(name))
        if shares and len(before) > _SHORT and ending(before) in (Verdict.ACTION, Verdict.SERVICE):
            merged[-1] = Span(merged[-1].start, part.end)
        else:
            merged.append(part)
    return merged


def _is_quality(name: str) -> bool:
    own = verdict(name)
    return own < Verdict.SERVICE or (own < Verdict.HEAD and len(name) <= 4 and bool(_QUALITY.fullmatch(name)))


def _after_qualities(flat: str, parts: list[Span]) -> list[Span]:
    """Drop adjectives that the list begins with, up to the 的 that ends them (大通量、长寿命的净水器)."""
    for i, part in enumerate(parts):
        name = part.of(flat)
        of = name.find("的")
        if i and 0 < of <= _LONGEST_QUALITY and len(name) - of > _SHORT:
            if all(_is_quality(p.of(flat)) for p in parts[:i]):
                return [Span(part.start + of + 1, part.end), *parts[i + 1 :]]
            return parts
        if not _is_quality(name):
            return parts
    return parts


def _bare(flat: str, part: Span) -> Span:
    """Drop counts and, where only that leaves a name, what is to be done with it (隔膜生产, 水处理膜项目)."""
    bare = _strip(flat, part.start, part.end)
    if _DIGIT.search(flat, bare.start, bare.end):
        count = _COUNT.search(flat, bare.start + 2, bare.end)
        bare = Span(bare.start, count.start()) if count else bare
    if flat[bare.start : bare.start + 1] in _HAN_FIGURES or _DIGIT.search(flat, bare.start, bare.end):
        number = _NUMBER.match(flat, bare.start, bare.end)
        if number and number.end() < bare.end:
            bare = Span(number.end(), bare.end)
        sized = _SIZED.match(flat[bare.start : bare.end])
        if sized is not None:
            bare = Span(bare.start + sized.end(), bare.end)
    if _BY_FIRMS.search(flat, bare.start + 1, bare.end) or is_action(bare.of(flat)):
        bare = _without_verb(flat, bare)
    if (line := _AND_LINE.search(flat, bare.start + 2, bare.end)) is not None:
        bare = Span(bare.start, line.start())
    if "并" in bare.of(flat) and (more := _AND_DO.search(flat[bare.start : bare.end])) is not None:
        bare = Span(bare.start, bare.start + more.start())
    if verdict(bare.of(flat)) < Verdict.SERVICE or ending(bare.of(flat)) is Verdict.UNKNOWN:
        stop, tails = without_tails(flat, bare.start, bare.end)
        shorter = Span(bare.start, stop)
        if tails and not area_pattern().search(tails) and is_head(shorter.of(flat)):
            return shorter
    return bare


def _without_verb(flat: str, span: Span) -> Span:
    """Drop who does it and a weak verb in front of what names a technology by itself (甲企业开展在线监测: 在线监测)."""
    firms = _BY_FIRMS.search(flat, span.start + 1, span.end)
    start = firms.end() if firms else span.start
    found = verb_pattern().match(flat, start, span.end)
    if found is not None and verbs()[found[0]].force == "weak":
        start = found.end()
    rest = Span(start, span.end)
    own = verdict(rest.of(flat))
    return rest if own is Verdict.TERM or (rest.end - rest.start > _SHORT and own >= Verdict.SERVICE) else span


def _described(flat: str, category: Span) -> Iterator[Item]:
    """Yield what adjectives in front of 等 describe (便携式、床旁式等多种形态的血气分析仪、超声诊断仪)."""
    manner = _MANNER.match(flat, category.start, category.end)
    parts = cut(flat, manner.end() if manner else category.start, category.end, _MARK)
    if len(parts) > 1 and all(verdict(part.of(flat)) >= Verdict.SERVICE for part in parts):
        for part in parts:
            yield Item(part, len(parts), "list")
    else:
        yield Item(Span(parts[0].start, category.end), 1, "category")


def _group(flat: str, start: int, end: int, category: Span | None, against: re.Pattern[str]) -> Iterator[Item]:
    """Yield the items of one enumeration; ``category`` is what stands behind its 等."""
    parts = _after_qualities(flat, cut(flat, start, end, _MARK))
    if not parts:
        return
    if category is not None and category.start < category.end:
        together = _with_category(flat, parts, category, against)
    else:
        together = _with_last(flat, parts) if len(parts) > 1 else None
    if together is not None:
        yield from together
        return
    merged = _merge(flat, parts)
    final = len(merged) - 1
    halves = [half for i, part in enumerate(merged) for half in split_halves(flat, part, listed=0 < i == final)]
    labelled = category is not None and bool(_LABEL.search(category.of(flat)))
    soft = category is not None and bool(soft_pattern().search(category.of(flat))) and "服务" not in category.of(flat)
    for part in halves:
        field = _OF_FIELD.match(flat, part.start, part.end) if len(halves) > 1 else None
        part = part if field is None else Span(field.end(), part.end)
        yield Item(_bare(flat, part), len(halves), "list" if len(halves) > 1 else "object", labelled, soft)


def _with_category(flat: str, parts: Sequence[Span], category: Span, against: re.Pattern[str]) -> Iterable[Item] | None:
    """Return what an enumeration and its category name together; None where each item is one by itself."""
    names = [part.of(flat) for part in parts]
    head = category.of(flat)
    if _THEIRS.match(head):
        return ()
    if all(_QUALITY.fullmatch(n) and (verdict(n) < Verdict.SERVICE or n.endswith("化")) for n in names):
        return _described(flat, category)
    if needs_category(names, head):
        return (Item(Span(parts[0].start, category.end), 1, "shared_head"),)
    if len(names) > 1 and are_states(names[:-1]):
        return (Item(Span(parts[0].start, parts[-1].end), 1, "shared_head"),)
    if works_on(names, head):
        return (Item(category, 1, "category"),)
    # Items that are complete stand before the run that shares a head (叶片回收利用、退役电池等再生利用技术).
    ready = next((i for i, n in enumerate(names) if ending(n) is not Verdict.ACTION and not DEVICE.search(n)), 0)
    if _lean(names[ready:], head):
        whole = (Item(part, len(parts), "list") for part in parts[:ready])
        return (*whole, Item(Span(parts[ready].start, category.end), 1, "shared_head"))
    of = head.rfind("的")
    if of > 0 and verdict(head[of + 1 :]) >= Verdict.SERVICE and not starts_process(head):
        halves = split_halves(flat, Span(category.start + of + 1, category.end), listed=False)
        return tuple(Item(half, 1, "category") for half in halves)
    things = sum(verdict(n) not in (Verdict.ACTION, Verdict.SERVICE, Verdict.UNKNOWN) for n in names)
    found = against.search(head)
    if found and (2 * things > len(names) or found[0] not in words_for("tech_tails", "against_weak")):
        return ()
    if _mostly_objects(names) and verdict(head) >= Verdict.SERVICE:
        return (Item(category, 1, "category"),)
    return None


def _with_last(flat: str, parts: Sequence[Span]) -> Iterable[Item] | None:
    """Return what the items of an enumeration name together with its last; None where each is one by itself."""
    *before, last = (part.of(flat) for part in parts)
    if is_all_in_one(before, last):
        return (Item(Span(parts[0].start, parts[-1].end), 1, "shared_head"),)
    kinds = [ending(n) for n in before]
    whole = any(DEVICE.search(n) for n in before) or any(k in _COMPLETE_KINDS for k in kinds)
    # 水性涂料、柔性化生产线和废料热能利用: what stands before 和 is a thing by itself.
    first, *more = split_halves(flat, parts[-1], listed=True)
    apart = bool(more) and ending(first.of(flat)) is not Verdict.OBJECT and verdict(first.of(flat)) >= Verdict.SERVICE
    if are_states(before):
        # 低温液态、固态合金、高压储氢设备: states, and what is in them.
        return (Item(Span(parts[0].start, parts[-1].end), 1, "shared_head"),)
    leaning = is_recycling(last) and not whole and not apart
    if not leaning and any(k is not Verdict.OBJECT for k in kinds):
        return None
    halves = split_halves(flat, parts[-1], listed=False)
    shared = Item(Span(parts[0].start, halves[0].end), 1, "shared_head")
    return (shared, *(Item(half, 2, "list") for half in halves[1:]))


def _only_where(flat: str, span: Span) -> bool:
    """Tell whether an enumeration in front of a scope names one branch, or mostly no technologies (钢铁、石化等行业)."""
    verdicts = [verdict(part.of(flat)) for part in cut(flat, span.start, span.end, _MARK)]
    return len(verdicts) == 1 or 2 * sum(own >= Verdict.SERVICE for own in verdicts) < len(verdicts)


def _category(flat: str, span: Span) -> tuple[Span | None, list[Span], bool]:
    """Read what follows 等: the category, further items behind it, and whether these replace the list."""
    claim = CLAIM.match(flat, span.start, span.end)
    if claim:
        span = Span(claim.end(), span.end)
    scope = _SCOPE.match(flat, span.start, span.end)
    if scope and scope["trade"] is not None:
        rest = Span(scope.end(), span.end)
        grown = verdict(rest.of(flat)) is not Verdict.STOP or _GROWN.search(rest.of(flat))
        return None, [], not grown
    if scope:
        rest = _strip(flat, scope.end(), span.end)
        stop, _ = without_tails(flat, rest.start, rest.end)
        rest = Span(rest.start, stop)
        if _REBUILT.fullmatch(flat, rest.start, rest.end):
            return None, [], True
        if verdict(rest.of(flat)) is Verdict.STOP and len(rest.of(flat)) > _SHORT and not _GROWN.search(rest.of(flat)):
            return None, [], True
        if "、" in rest.of(flat) and not _only_where(flat, rest):
            # 工业等领域锅炉、电机、变压器: the list stands behind its scope.
            parts = [
                half
                for part in cut(flat, rest.start, rest.end, _MARK)
                for half in split_halves(flat, part, listed=True)
            ]
            return None, parts, True
        if len(rest.of(flat)) > _SHORT and verdict(rest.of(flat)) >= Verdict.SERVICE:
            return None, split_halves(flat, rest, listed=False), True
        return None, [], False
    pieces = cut(flat, span.start, span.end, _JOINT)
    if len(pieces) < 2:
        return (span if span.start < span.end else None), [], False
    more = [p for p in pieces[1:] if len(p.of(flat)) > _SHORT + 1 and verdict(p.of(flat)) >= Verdict.HEAD]
    # 氢气泄漏、火焰等在线监测系统、无损检测技术、阻火装置: the list goes on behind the category.
    if (
        len(more) == len(pieces) - 1
        and is_head(pieces[0].of(flat))
        and all(flat[a.end : b.start] == "、" for a, b in pairwise(pieces))
    ):
        return pieces[0], more, False
    if verdict(pieces[0].of(flat)) not in (Verdict.GENERIC, Verdict.STAGE) or not more:
        return span, [], False
    return pieces[0], more, False


def read_items(flat: str, start: int, end: int, against: re.Pattern[str]) -> Iterator[Item]:
    """Yield the candidates of the list in ``flat[start:end]``, brackets blanked in ``flat``.

    ``against`` finds the categories whose members are no rows (等企业, 等改造).
    """
    if flat[start : start + 1] in _REACHES and (reach := _REACH.match(flat, start, end)) is not None:
        start = reach.end()
    if flat[start : start + 1].isdigit() and (many := _SO_MANY_OF.match(flat, start, end)) is not None:
        start = many.end()
    if (flat.find("大", start + _SHORT, end) >= 0 or flat.find("个", start + _SHORT, end) >= 0) and (
        many := _SO_MANY.search(flat, start + _SHORT, end)
    ) is not None:
        end = many.start()
    marks = list(ETC.finditer(flat, start, end)) if flat.find("等", start, end) >= 0 else []
    if not marks:
        if flat.count("+", start, end) > 1 and "、" not in flat[start:end]:
            # 建筑光伏+新型储能+车网互动: a list of what works together.
            parts = [part for part in cut(flat, start, end, _PLUS) if verdict(part.of(flat)) >= Verdict.ACTION]
            yield from (Item(part, len(parts), "list") for part in parts)
            return
        whole = _strip(flat, start, end)
        yield from _group(flat, whole.start, whole.end, None, against)
        return
    at = start
    for i, mark in enumerate(marks):
        stop = marks[i + 1].start() if i + 1 < len(marks) else end
        close = stop
        scope = _SCOPE.match(flat, mark.end(), stop) if i + 1 < len(marks) else None
        if (
            scope is not None
            and scope["trade"] is None
            and flat.find("、", scope.end(), stop) >= 0
            and _only_where(flat, _strip(flat, at, mark.start()))
        ):
            # 工业等领域锅炉、电机等设备: the list stands behind its scope.
            at = scope.end()
            continue
        if i + 1 < len(marks):
            join = _JOINT.search(flat, mark.end(), stop)
            close = join.start() if join else stop
        first = _strip(flat, at, mark.start())
        category, more, replaces = _category(flat, _strip(flat, mark.end(), close))
        if not replaces:
            yield from _group(flat, first.start, first.end, category, against)
        for span in more:
            yield Item(_strip(flat, span.start, span.end), 1 if replaces else 2, "behind")
        at = min(close + 1, stop)
