"""Technologies, products, materials, equipment and specialised services that sections set out to grow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from itertools import chain, pairwise

from extract import patterns as re
from extract.facts import Section, Span, Technology, TechnologyKind
from extract.outline import Outline
from extract.prose import any_of, masked
from extract.records import record
from extract.tables import tells_more, without_bodies
from extract.technologies.clauses import MEANS, TECHNIQUE, Governed, clauses, flatten
from extract.technologies.concepts import concept_of, kind_of
from extract.technologies.fields import SPREADS, is_worked_in, leads_elsewhere
from extract.technologies.items import Verdict, core, verdict
from extract.technologies.lists import Item, read_items
from extract.technologies.objects import Object, read_objects
from extract.technologies.weigh import (
    NO_BEGINNING,
    NO_OBJECT,
    accept,
    are_branches,
    are_sectors,
    company,
    is_renewed_by_count,
)
from seeds.places import cities

# A heading longer than this is a sentence of its own and is read with the text.
_MAX_HEADING = 30
# A heading on what is to be done, though the part above it also tells the goals (明确发展重点和目标).
_TO_DO = re.compile(
    r"^(?:夯实|筑牢)|^(?:做[强大优]|壮大|突破)(?!规模|实力|总量|主体|企业)|重点领域|重点方向|重点产品|主要任务|重点任务|技术攻关|产品|装备|绿色(?!金融|通道)|技术改造|节能|低碳|应用(?:场景|示范|推广)|示范应用|安全生产|首台"
)
_BREAKTHROUGH = re.compile(r"突破|进展")
_PROJECT = re.compile(r"(?:项目|研发|产业化|示范|应用|(?<=等)(?:升级改造|更新改造|改造升级|更新换代))$")
# 加强对A、B等技术的研发和推广: what is worked on.
_WORK_ON = re.compile(r"(?:技术|工艺|装备|设备|产品|材料|系统)的(?:研究|研发|开发|攻关)[^的，,、]{0,8}$")
# 重点对A、B等升级改造: what is renewed.
_LIST_RENEWED = re.compile(
    r"、[^的]*等(?:设备|装备|设施|生产线)?(?:进行|实施|开展)?(?:升级改造|更新改造|改造升级|更新换代|更新)$"
)
_APPLIED_BY = frozenset({"利用", "运用", "应用", "采用"})
_FIRMS = re.compile(r"(?<=..)(?:企业|公司|厂商|供应商|(?:政策|资金|贴息|金融|信贷)支持)$")
_SIZED = re.compile(r"\d[^、]{1,6}以上")
_BUYS = re.compile(
    "[^，,。；;、的]{0,14}?(?:企业|单位|机构|主体|园区|农户|合作社|医院|学校)(?:新|首次)?(?:购置|采购|购买|购入|使用)(?=..)"
)
_TRADE_END = re.compile(r"(?:产业|行业|服务业|制造业|农业|工业)$")
_TRADE = re.compile(r"(?<=[^行作产])业$")
# 稀土永磁电机产品 is the 稀土永磁电机 named before.
_GENERAL_END = re.compile(r"(?:产品|技术|设备|装备|系统|服务)$")
# As many letters of a name at its end as are held against the headings.
_REPEATED = 4
_WHERE = re.compile(
    r"(?:旅游|景区|公共|公用|单位|内部|居民|社区|小区|城际|城市|城乡|农村|县域|乡镇|重点|区域|沿线|园区|既有|专用)*"
)
_ACHIEVES = frozenset({"建成", "创建", "培育", "认定", "新建", "打造"})
_COUNTED = re.compile(r"(?:约|近|超过?|达到?)?\d+(?:余|多)?[家个座]")
_COUNTED_BEFORE = re.compile(r"\d+(?:余|多)?[家个座](?:以上)?$")
# 充换电设施(如超充站): an example is no part of the name.
_EXAMPLE = re.compile(r"[(（](?:如|含|包括|包含|例如|比如|以下简称|简称)[^()（）]*[)）]$")
_OF_CITIES = 3
# As many things are named where support itself is told, that they are what is supported.
_SEVERAL = 2
_SHORT_FIRM = 3
_WORKPLACE = re.compile(r"(?:工厂|车间|标杆|场景|园区)$")

# 无人配送、多式联运等运输方式: how things are moved and kept is a technique, other ways of doing (方式) are none.
_NO_WAYS_OF_MOVING = "".join(f"(?<!{what}方式)" for what in ("运输", "储运", "配送", "储存", "输送"))


@cache
def _against(force: str) -> re.Pattern[str]:
    words = any_of("tech_tails", "against")
    # What is rebuilt or looked after is not developed, unless the text says so by a tail.
    more = any_of("tech_tails", "against_weak")
    words = words if force == "strong" else f"{words}|{more}"
    return re.compile(rf"(?:{words}){_NO_WAYS_OF_MOVING}$")


@cache
def _quiet(kind: str) -> re.Pattern[str]:
    """Return the pattern of headings over the present, goals and principles, or over support for the whole policy."""
    if kind == "support":
        return re.compile(any_of("tech_sections", kind))
    return re.compile("|".join(any_of("section_words", told) for told in ("status", "goal", "idea")))


@lru_cache(maxsize=4096)
def _is_quiet(headings: tuple[str, ...], kind: str) -> bool:
    """Tell whether a section tells goals, principles and the like; one on what to do counts though its parent does."""
    if not headings:
        return False
    if _quiet(kind).search(headings[0]):
        return True
    return not _TO_DO.search(headings[0]) and any(_quiet(kind).search(heading) for heading in headings[1:])


def _force(found: Governed, thing: Object, flat: str) -> str:
    """Return how surely the object names technologies: its verb's force, or its tails'."""
    if found.force == "prep":
        whole = found.body.of(flat)
        if found.verb == "在" and thing.boost and _BREAKTHROUGH.search(whole):
            return "strong"
        if found.verb in MEANS and TECHNIQUE.search(whole):
            return "term"
        # 利用A、B、C等提升…: a list that is applied.
        if found.verb in _APPLIED_BY and "、" in whole:
            return "applied"
        if found.verb == "对" and thing.boost and _WORK_ON.search(whole):
            return "strong"
        if found.verb == "对" and _LIST_RENEWED.search(whole):
            return "strong"
        return "weak" if found.verb == "对" and "的" not in whole and _PROJECT.search(whole) else "none"
    return "strong" if found.force == "weak" and thing.boost else found.force


# What a preamble says is why there is a policy (巩固X等领域优势,制定本方案), unless it says what comes first.
_FIRST = re.compile(r"(?:重点|优先|着重)(?:支持|发展|突破|推广|研发|扶持|培育|鼓励|布局)")
# 重点支持以下方向: what the items below are, each named without a verb of its own.
_NAMED_BELOW = re.compile(
    r"(?:支持|扶持|资助|补助|发展|鼓励|推广)[^。；;]{0,16}?(?:以下|下列|如下)[^。；;]{0,8}?(?:方向|领域|项目|内容|产品|技术|范围|重点|产业)?[:：]$"
)
# A list goes on over commas and semicolons, never into the next sentence.
_SENTENCE = re.compile(r"[^。！？!?\n\t]+")


@lru_cache(maxsize=8192)
def _read(text: str, flat: str, muted: bool, named: bool) -> tuple[tuple[int, int, str], ...]:
    """Return (start, end, rule) of each row of one sentence; ``flat`` is its text with brackets blanked out.

    Policies repeat sentences of each other, and the same policy comes from several pages.
    """
    return tuple((at.start, at.end, rule) for at, rule in _found(text, flat, muted, named))


def _found(text: str, flat: str, muted: bool, named: bool) -> Iterator[tuple[Span, str]]:
    """Read a sentence; in a ``muted`` stretch, about support, only what is spread or applied by name counts.

    A ``named`` one is an item of what the section above says is supported: its list needs no verb.
    """
    found = list(clauses(flat, Span(0, len(flat)), listed=named))
    for i, governed in enumerate(found):
        if governed.force == "none" or (muted and governed.force not in ("strong", "weak")):
            continue
        if governed.force == "field" and leads_elsewhere(found, i, flat):
            continue
        if governed.verb == "在" and is_worked_in(found, i, flat):
            governed = replace(governed, force="field")
        to_whom = flat[governed.body.start - 1 : governed.body.start] == "对"
        buys = _BUYS.match(flat, governed.body.start, governed.body.end) if to_whom else None
        if buys is not None:
            # 对企业购置X、Y等设备: what is bought.
            governed = replace(governed, body=Span(buys.end(), governed.body.end))
        body = governed.body
        if NO_OBJECT.search(flat, body.start, body.end) or NO_BEGINNING.match(flat, body.start, body.end):
            continue
        for thing in read_objects(flat, governed.body):
            force = _force(governed, thing, flat)
            if force != "none":
                yield from _rows(text, flat, governed, thing, "applied" if muted else force, muted)


def _has_stage(words: str) -> bool:
    """Tell whether a step of the value chain stands in a list (压力表设计、制造、封测)."""
    return any(verdict(word) is Verdict.STAGE for word in words.split("、"))


def _are_firms(candidates: list[Item], verdicts: list[Verdict]) -> bool:
    """Tell whether a list of projects names who builds them (甲微、乙芯、丙华等重大项目): short words that say nothing."""
    short = all(item.span.end - item.span.start <= _SHORT_FIRM for item in candidates)
    return short and len(candidates) > _SEVERAL and 2 * verdicts.count(Verdict.UNKNOWN) >= len(verdicts)


def _rows(
    text: str, flat: str, governed: Governed, thing: Object, force: str, muted: bool
) -> Iterator[tuple[Span, str]]:
    candidates = _without_cities(flat, _candidates(flat, thing, force))
    if muted and governed.verb not in SPREADS and len(candidates) < _SEVERAL:
        return
    verdicts = [verdict(c.span.of(text)) for c in candidates]
    if len(candidates) > _SEVERAL and _FIRMS.search(candidates[-1].span.of(flat)) and "等" not in thing.span.of(flat):
        # 培育A、B、整车生产企业: whose firms are meant.
        return
    if thing.project and force == "weak" and _are_firms(candidates, verdicts):
        return
    if are_branches(flat[thing.span.start : governed.body.end], verdicts):
        return
    named = [c.span.of(text) for c in candidates if c.rule != "behind"]
    listed = [v for c, v in zip(candidates, verdicts, strict=True) if c.rule != "behind"]
    if are_sectors(governed.verb, flat[thing.span.start : governed.body.end], named, listed):
        candidates = [c for c in candidates if c.rule == "behind"]
        verdicts = [verdict(c.span.of(text)) for c in candidates]
    if thing.steps and (_has_stage(thing.span.of(flat)) or max(verdicts, default=Verdict.STOP) < Verdict.HEAD):
        return
    around = company(force, governed.verb, thing, verdicts)
    for item, own in zip(candidates, verdicts, strict=True):
        span = item.span
        if governed.verb in _ACHIEVES and _is_counted(flat, span) and _WORKPLACE.search(span.of(text)):
            # 建成智能工厂8家: so many of them are a goal.
            continue
        if len(candidates) == 1 and is_renewed_by_count(governed.verb, governed.body.of(flat)):
            # 更新公交车30辆: so many of them are a goal.
            continue
        if force == "weak" and "以上" in span.of(text) and _SIZED.search(text, span.start, span.end):
            # 库容1万立方米以上冷库: whom a measure is for.
            continue
        if own is Verdict.UNKNOWN and text.endswith("产业", span.start, span.end):
            continue
        # 海洋电子信息业: what stands before 业 is the row; 行业, 作业 and 产业 are words of their own.
        if own is Verdict.UNKNOWN and force == "strong" and _TRADE.search(text, span.start, span.end):
            span = Span(span.start, span.end - 1)
        if text[span.end - 1] in ")）" and (example := _EXAMPLE.search(text, span.start, span.end)) is not None:
            span = Span(span.start, example.start())
        if accept(own, item, span.of(text), around):
            yield span, f"technologies.{force}.{item.rule}"


def _is_counted(flat: str, span: Span) -> bool:
    """Tell whether a number of places stands beside a name (智能工厂8家, 20家智能工厂)."""
    return _COUNTED.match(flat, span.end) is not None or _COUNTED_BEFORE.search(flat, 0, span.start) is not None


def _without_cities(flat: str, found: list[Item]) -> list[Item]:
    """Return items without the cities that they are of, where several of a list name one: 本溪|生物医药、铁岭|改装车."""
    if len(found) < _OF_CITIES:
        return found
    out = []
    for item in found:
        start, end = item.span.start, item.span.end
        length = next((n for n in (4, 3, 2) if end - start >= n + 2 and flat[start : start + n] in cities()), 0)
        out.append(replace(item, span=Span(start + length, end)) if length else item)
    return out if sum(a is not b for a, b in zip(out, found, strict=True)) * 2 > len(found) else found


def _merged(flat: str, span: Span) -> Iterator[Item]:
    """Yield the members of both sides of a merger (物联网、5G等技术与农机装备); a side called technologies is the one meant."""
    joint = flat.find("与", span.start, span.end)
    sides = [span] if joint < 0 else [Span(span.start, joint), Span(joint + 1, span.end)]
    sides = [side for side in sides if not _TRADE_END.search(side.of(flat))]
    found = [list(read_items(flat, side.start, side.end, _against("strong"))) for side in sides]
    labelled = [members for members in found if any(item.labelled for item in members)]
    for members in labelled or found:
        yield from members


def _candidates(flat: str, thing: Object, force: str) -> list[Item]:
    if thing.merged:
        return list(_merged(flat, thing.span))
    candidates = list(read_items(flat, thing.span.start, thing.span.end, _against(force)))
    if thing.called:
        candidates = [replace(c, labelled=True) if c.mates > 1 else c for c in candidates]
    if thing.direct or (thing.area and len(candidates) < 3):
        # 中试线、传感器产业基地: the place of production is the last item's own.
        return [replace(c, rule="area") for c in candidates[:-1]]
    return candidates


def _headings(outline: Outline, section: Section | None) -> tuple[str, ...]:
    """Return the headings of a section and of those above it, less what is a sentence of its own."""
    if section is None:
        return ()
    return tuple(title for title in outline.headings(section) if len(title) <= _MAX_HEADING)


def _is_named(outline: Outline, section: Section) -> bool:
    """Tell whether the section above says that what stands below it is supported (重点支持以下方向:)."""
    above = outline.parents(section)
    if not above:
        return False
    said = outline.text[above[-1].at.start : min(section.at.start, above[-1].body.end)].partition("\n")[0]
    return _NAMED_BELOW.search(said.rstrip()) is not None


@record
class _Name:
    """What a name tells by itself: without a general noun at its end, what it is about, its kind and concept."""

    bare: str
    said: str
    kind: TechnologyKind
    concept: str


@lru_cache(maxsize=16384)
def _name(name: str) -> _Name:
    said = core(name.rsplit("的", 1)[-1])
    return _Name(_GENERAL_END.sub("", name), said, kind_of(name), concept_of(name))


def _repeats(name: str, said: str, headings: str, title: str, rule: str) -> bool:
    if rule.endswith("list"):
        return name in title
    if rule.endswith("weak.object") and len(said) >= _REPEATED and _WHERE.fullmatch(said, 0, len(said) - _REPEATED):
        # 旅游景区公共充电设施 under 充换电基础设施: the thing that the heading names, and where.
        letters = ".{0,2}".join(re.escape(letter) for letter in said[-_REPEATED:])
        if re.search(letters, headings):
            return True
    return len(said) > 1 and said in headings


def find_technologies(outline: Outline, title: str) -> tuple[Technology, ...]:
    """Find what each section says to develop, break through, promote, apply or support.

    Parameters
    ----------
    outline
        The outline of the policy.
    title
        The policy's title; what only repeats it is no row.

    Returns
    -------
    tuple of Technology
        One row for each item and section, in the order of the text.
    """
    page, text = outline.page, outline.text
    flat = flatten(without_bodies(masked(text), [row for _, row in outline.rows]))
    of_tasks = {row.extent.start: row for _, row in outline.rows}
    by_start = {section.body.start: section for section in outline.sections}
    out: list[Technology] = []
    for path, span in outline.stretches():
        section = by_start.get(span.start) if path else None
        headings = _headings(outline, section)
        if _is_quiet(headings, "told"):
            continue
        named = section is not None and _is_named(outline, section)
        muted = not named and _is_quiet(headings, "support")
        start = span.start
        stops: tuple[int, ...] = ()
        if section is not None and section.at.rule == "outline.row":
            # The task of a row is what is to be done, unless another cell tells that.
            stops = (section.at.end,)
            if not tells_more(of_tasks[span.start]):
                headings, start = headings[1:], section.at.start
            else:
                start, stops = section.at.end, ()
        elif section is not None and not (named or section.at.end - section.at.start <= _MAX_HEADING):
            # A long heading is a sentence; the number in front of it is no part of that.
            start = section.at.start
        elif section is not None:
            whole = not flat[section.at.end : span.end].strip("。；; 　\n")
            if named or (whole and text.startswith("。", section.at.end)):
                # A heading that is all of its section says itself what is to be done.
                headings, start = headings[1:], section.at.start
            else:
                start = section.at.end
        about = "\n".join((title, *headings))
        cuts = (start, *stops, span.end)
        seen: set[str] = set()
        evidence = Span(0, 0)
        for sentence in chain.from_iterable(_SENTENCE.finditer(flat, a, b) for a, b in pairwise(cuts)):
            base = sentence.start()
            if not path and outline.sections and _FIRST.search(sentence[0]) is None:
                continue
            for first, last, rule in _read(text[base : sentence.end()], sentence[0], muted, named):
                at, end = base + first, base + last
                name = text[at:end]
                if name in seen:
                    continue
                own = _name(name)
                if own.bare in seen or "\n" in name or _repeats(name, own.said, about, title, rule):
                    continue
                # 液氢储运技术 and 液氢储运 are one.
                seen |= {name, name.removesuffix("技术")}
                if not evidence.start <= at < end <= evidence.end:
                    evidence = page.sentence(Span(at, end))
                mention = page.mention(at, end, rule, evidence)
                out.append(Technology(path, name, mention, own.kind, own.concept))
    return tuple(out)
