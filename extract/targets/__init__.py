"""Quantified goals: 增加值突破600亿元, 专精特新企业100家以上, 建设60个以上重点实验室.

A quantity is read together with the words around it. Where a noun follows (5家左右龙头企业) that noun is
counted; where nothing follows (增加值突破600亿元) the words in front are measured. What tells the present, states
a condition or belongs to a measure of support is no goal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract import patterns as re
from extract.clusters import subject_of
from extract.facts import Comparator, Section, Span, Target
from extract.instruments import given
from extract.outline import Outline
from extract.prose import clause_end, clause_start, is_kind, masked, sentences
from extract.quantities import Quantity, quantities, within
from extract.tables import TableRow, without_bodies
from extract.targets.conditions import ASKED, DUE, bounds_by_year, is_asked, lists_conditions
from extract.targets.reading import COLLECTIVE, Sentence
from extract.targets.tables import Table, find_tables
from extract.targets.words import pattern, told_of_past
from extract.targets.years import (
    YEAR,
    Years,
    plan_of_past,
    present_year,
    with_deadlines,
    year_of_report,
    year_of_work,
    years_in,
)

_SHARED = 2
# 研发投入、技改投资分别增长5%、8%
_EACH = re.compile(
    "(?<=..)分别(?:新增|净增|新建|建成|培育|引进|认定|完成|实现)?(?P<grown>(?:增长|增加|提高|提升|下降|降低|减少)*)达?到?$"
)
_AMOUNTS = re.compile("(?:收入|[额值率量]|规模|投资|利润|税收|总收|效益|面积|数|能耗)$")
_ALIKE = re.compile("(?P<names>.{4,}?)(?:均|都|双双)(?P<grown>(?:年均|同比)?(?:增长|提高|提升|增加|下降|降低|减少))")
_INSIDE = re.compile(r"、|以及|(?<![普涉危])及|(?<![总饱])和|(?<!参)与")
# In a document of measures a sentence is about a goal only where it says so.
_MEASURES = re.compile(r"(?:措施|政策|办法|细则|规定|条例|指南|政策意见)(?:[(（][^()（）]*[)）])*$")
_CUE = re.compile(
    r"力争|争取到|到20\d\d年|20\d\d年(?:底|末|前)|目标|确保|年内|全年|每年(?!度)(?=[^，,。；]{0,16}\d)|(?<![\d一二三四五六七八九十每])年(?=培养|培训|新增|引进|培育)|[一二两三四五六]年(?:内)?(?:累计|共)?(?=建设|建成|培[养训育]|引[进育]|招引|新增|新建|打造|完成|推广|实施|盘活|支持)"
)
_AIMS = re.compile(r"力争|争取到|(?<![自从以])到20\d\d年(?:底|末|前)?")
_SAYS_GOAL = re.compile("(?:预期|主要|发展|工作|总体)目标(?:任务)?(?:值)?(?:是|为|包括)?[：:]?|目标(?:是|为)?[：:]")
_DEFINES = frozenset({"是指", "所称"})
_COMPARES = frozenset({"同比", "去年", "上年"})
_DURATION = re.compile(
    r"(?:时限|时间|周期|时长|用时|寿命|时效|天数|时延|延时|延迟)(?:平均|均|整体|再|进一步)*(?:[到至]?20\d\d年(?:[底末]前?|前)?)?$"
)
_DEADLINE = re.compile("时限|时间|期限")
_YEAR_FIRST = re.compile(r"(20\d\d)年(?![度起以至])")
# What is offered begins here: 对揭榜项目给予…, 按…补助.
_OFFER = re.compile(r"[，,；;。:：](?:对|凡|按|给予|每(?!年)|单[个家项笔户张台次]|最高|补)")
_OF_WHOM = re.compile(r"(?:^|[，,；;\s])(?:对(?![标接照外口])|对于|凡|凡是)[^，,。；;]*$")
_OFFERED_TO = re.compile(r"\s*(?:对(?![标接照外口])|凡|给予)")
_WORK = re.compile(
    r"(?:引进|引育|招引|筛选|培养|培训|培育|新增|新建|新开|制定|制修订|建设|建成|开通|实施|推广|选树|集聚|打造|统筹|整理|遴选|支持|发布|盘活|完成|推出|创建|布局|组织|安排)"
)
_SET = re.compile(
    "(?:计划|累计|新|力争|组织|开展)*(?:组织|开展|培训|培养|培育|推广|制定|制修订|建设|建成|新建|引进|打造|新增|创建|开发|更新|改造|布局|关停|淘汰|取缔|新开)(?=[^，,。；;]{2})"
)
_RATE = re.compile(
    r"(?:率|比例|比重|占比|强度|密度|总数|总量|能耗|效率|时限|时间|用时|周期|时长|\([A-Z]+\)|（[A-Z]+）)(?:[^，,。；;、]{0,8})$"
)
_SHRINKS = re.compile(r"(?:压缩|缩短|缩减|压减|下降|降低|提高|提升)$")
_ITEM = re.compile(r"\s*[(（]?[一二三四五六七八九十\d]{1,2}[)）.．、]")
_AFTER_SUPPORT = re.compile(r"带动|撬动|实现|力争|形成|推动|建成|引导")


def _limits(text: str, q: Quantity, span: Span) -> bool:
    """Tell whether a span of time is itself measured: 审批时限压缩至5个工作日以内."""
    return q.comparator is not None and bool(_DURATION.search(text, clause_start(text, q.lead, span.start), q.lead))


def _wanted(
    text: str, span: Span, found: list[Quantity], goal: bool, measures: bool, years: Years, present: int | None
) -> list[Quantity]:
    """Return the quantities of a sentence that may be goals.

    Where it speaks of the past (in its first words) only those behind a year to come are (现有园区10个,到2025年达到15个),
    none where it states a condition; in a measure of
    support only those behind what is given (带动社会投资500亿元); in a document of ``measures`` only those of a
    sentence that says it is about a goal.
    """
    # 对投资5亿元以上的项目优先供地: whom it is for.
    found = [q for q in found if not (text.startswith("的", q.tail) and _OF_WHOM.search(text[span.start : q.lead]))]
    past = told_of_past(text, span.start, min(span.start + 10, span.end)) or plan_of_past(text, span.start, present)
    if past is not None and past[0] in _DEFINES:
        return []
    if past is not None:
        found = [q for q in found if years.to_come(span.start, q.lead, present)]
    if goal or not found:
        return found
    items = given(text, span, found)
    first = _OFFER.search(text, span.start, items[0].start) if items else None
    offer = first.start() if first is not None else clause_start(text, items[0].start, span.start) if items else 0
    offer = span.start if _OFFERED_TO.match(text, span.start, span.end) else offer
    before = [q for q in found if q.tail <= offer and (_is_work(text, span, q) or _is_end_state(text, span, q))]
    words = (m for m in pattern("condition").finditer(text, span.start, span.end) if is_asked(text, m, measures))
    asked = next((m for m in words if not any(bounds_by_year(text, span, m, q) for q in found)), None)
    if asked:
        return [q for q in before if q.tail <= asked.start()]
    if items:
        return before + [q for q in found if q.start >= items[-1].end and _follows(text, span, items[-1].end, q)]
    if (offers := pattern("support").search(text, span.start, span.end)) is not None:
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
            or (q.comparator == ">=" and _is_work(text, span, q))
            or _is_set(text, span, q)
        ]
    return found


def _is_work(text: str, span: Span, q: Quantity) -> bool:
    """Tell whether a quantity in front of what is given counts work to be done (每年实施项目10项,对…给予…)."""
    start, end = clause_start(text, q.lead, span.start), clause_end(text, q.tail, span.end)
    return q.kind != "money" and "的" not in text[q.tail : end] and bool(_WORK.search(text, start, q.lead))


def _is_set(text: str, span: Span, q: Quantity) -> bool:
    """Tell whether a clause is work to be done and ends in how much of it: 培训技能人才5000人次, 推广车辆5000辆."""
    start, end = clause_start(text, q.lead, span.start), clause_end(text, q.tail, span.end)
    return q.kind == "count" and q.comparator is None and q.tail == end and _SET.match(text, start, q.lead) is not None


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
    return start > given_to and q.comparator != "<=" and bool(_WORK.search(text, start, q.lead))


def _is_end_state(text: str, span: Span, q: Quantity) -> bool:
    """Tell whether a rate or a time is to come to a value (通关时间压缩至6小时以内) in a document of measures."""
    start, end = clause_start(text, q.lead, span.start), clause_end(text, q.tail, span.end)
    if q.comparator is None and not _SHRINKS.search(text, start, q.lead):
        return False
    return "的" not in text[q.tail : end] and bool(_RATE.search(text, start, q.lead))


def _runs(text: str, found: list[Quantity]) -> list[list[int]]:
    """Return the quantities in groups: those of one list (分别达到12万人、20万人) stand together."""
    out: list[list[int]] = []
    for i, q in enumerate(found):
        if out and q.lead == q.start and re.fullmatch(r"、|和|及|以及", text[found[i - 1].tail : q.lead]):
            out[-1].append(i)
        else:
            out.append([i])
    return out


def _with_head(name: str, last: str) -> str:
    """Return the name of a listed thing with the measured head that it shares with the last: 城镇居民(人均可支配收入)."""
    if pattern("measure").search(name[-4:]):
        return name
    at = last.find(name[-_SHARED:]) + _SHARED
    if at < _SHARED and last[len(name) - 1 : len(name)] == name[-1:]:
        # 铁路、公路货运量
        at = len(name)
    return name + last[at:] if _SHARED <= at < len(last) and len(name) >= _SHARED else name


def _both(indicator: str) -> tuple[str, ...]:
    """Return each of the things that grow alike: 居民收入、农民收入均增长 tells of two."""
    alike = _ALIKE.fullmatch(indicator)
    names = _INSIDE.split(alike["names"]) if alike is not None else []
    measured = len(names) > 1 and all(_AMOUNTS.search(name) for name in names)
    return tuple(name + alike["grown"] for name in names) if alike is not None and measured else ()


def _is_rough(q: Quantity) -> bool:
    """Tell whether a quantity is a round figure of speech: 百亩, 万亩."""
    return q.kind == "area" and q.written == "han"


def _line_start(text: str, position: int, floor: int) -> int:
    return max(text.rfind("\n", floor, position) + 1, floor)


def _section_targets(
    outline: Outline,
    text: str,
    path: str,
    body: Span,
    section: Section | None,
    years: Years,
    found: Sequence[Quantity],
    subject: str | None,
    measures: bool,
    present: int | None,
) -> Iterator[Target]:
    goal = is_kind(outline, section, "goal")
    start = section.at.start if section is not None else body.start
    of_section = goal
    if not goal and lists_conditions(outline, section):
        return
    asked = False
    reader: Sentence | None = None
    for span in sentences(text, Span(start, body.end)):
        # 主要预期目标是:…增长5%左右: a sentence that says so is about goals.
        held = asked and _ITEM.match(text, span.start, span.end) is not None
        asks = ASKED.search(text, span.start, span.end)
        asked = held or asks is not None
        if held and not of_section:
            continue
        goal = of_section or _SAYS_GOAL.search(text, span.start, span.end) is not None
        inside = [q for q in within(found, span) if q.kind != "time" or _limits(text, q, span)]
        if asks is not None and not of_section:
            inside = [q for q in inside if q.tail <= asks.start()]
        inside = _wanted(text, span, inside, goal, measures, years, present) if inside else inside
        if not inside:
            continue
            # A semicolon goes on with what was measured before it.
        before = reader.last if reader is not None and text[span.start - 1] in "；;" else None
        reader = Sentence(text, span, inside, goal, subject, present, before)
        # In a section of goals a year holds to the end of the section, elsewhere to the end of the line.
        line = body.start if goal else _line_start(text, span.start, body.start)
        if not (goal or outline.sections):
            # In a text without headings a deadline holds over the lines that follow it.
            line = min(line, years.deadline_before(text, span.start, line))
        for run in _runs(text, reader.found):
            first = reader.found[run[0]]
            reading = reader.read(run[0])
            if reading is None or not reading.stated:
                continue
            past = told_of_past(text, clause_start(text, first.lead, span.start), first.lead)
            # 由目前的8000P提升到3万P; 产量达到8万辆,同比增长60%以上: a goal told by the past.
            if past and reading.baseline is None and not (past[0] in _COMPARES and first.comparator and goal):
                continue
            each = _EACH.search(reading.indicator) if len(run) > 1 else None
            names = _INSIDE.split(reading.indicator[: each.start()] if each is not None else reading.indicator)
            if COLLECTIVE.search(names[-1]):
                names = names[:1] if len(names) == 1 else []
            both = _both(reading.indicator) if len(run) == 1 else ()
            listed = years.listed(span.start, first.lead, len(run))
            for n, i in enumerate(run):
                q = reader.found[i]
                # The items of a list share their years (到2025年和2027年,分别…) or their names (A、B分别…).
                shared = len(run) > 1
                indicator = names[n] if shared and len(names) == len(run) and not listed else reading.indicator
                if indicator is not reading.indicator:
                    indicator = _with_head(indicator, names[-1]) + (each["grown"] if each is not None else "")
                year = listed[n] if shared and listed else years.at(text, q.lead, line, span)
                dated = text.find("20", span.start, q.lead) >= 0
                years_before = YEAR.finditer(text, span.start, q.lead) if dated else ()
                named = [m for m in years_before if m["y"] and not m["base"] and not m["since"]]
                named = [m for m in named if int(m["y"]) != reading.baseline_year]
                if named and (year is None or (present is not None and int(named[-1]["y"]) < present)):
                    if not named[-1]["due"] and (present is not None or not goal):
                        continue
                comparator: Comparator = q.comparator or first.comparator or ("~" if _is_rough(q) else "=")
                # 突破30项技术 breaks through that many, it does not exceed them.
                if reading.rule == "target.counted" and text[q.lead : q.start] == "突破" and q.tail == q.end:
                    comparator = "="
                # 控制在0起: none at all.
                comparator = "=" if comparator == "<=" and q.value == 0 else comparator
                unit = q.unit
                whole = reader.found[run[-1]].unit
                # 分别提高6个、8个百分点
                if shared and (not unit or (unit == "个" and whole == "个百分点")):
                    unit = whole
                end = max(reading.end, q.tail) if not shared else q.tail
                at = outline.page.mention(min(reading.start, q.lead), end, reading.rule)
                for name in both or (indicator,):
                    yield Target(
                        path, name, comparator, q.value, unit, year, at, reading.baseline, reading.baseline_year
                    )


def _of_table(outline: Outline, path: str, table: Table) -> Iterator[Target]:
    for cell in table.cells:
        at = outline.page.mention(cell.at.start, cell.at.end, "target.table", evidence=cell.row)
        yield Target(
            path,
            cell.indicator,
            cell.comparator,
            cell.value,
            cell.unit,
            cell.year,
            at,
            cell.baseline,
            cell.baseline_year,
        )


def _due(text: str, row: TableRow) -> int | None:
    """Return the year in which the table says that a row's task is due."""
    due = DUE.findall(text, row.title.end, row.extent.end) if _DEADLINE.search(row.heading.of(text)) else ()
    return int(due[-1]) if due else None


def find_targets(outline: Outline, title: str, issued: str | None = None) -> tuple[Target, ...]:
    """Find the quantified goals of a policy.

    Parameters
    ----------
    outline
        The policy's outline.
    title
        Its title: names the period and the industry that indicators leave out.
    issued
        The date of its head: figures of the years before are past.

    Returns
    -------
    tuple of Target
        In order of the text; a year holds until the next one within a paragraph, and in the
        sub-sections of the section whose lead-in names it.
    """
    present = present_year(outline, title, issued)
    text = with_deadlines(without_bodies(masked(outline.text), [row for _, row in outline.rows]), present)
    subject = subject_of(title)
    measures = bool(_MEASURES.search(title))
    every = quantities(text)
    tables = list(find_tables(text, outline.span, present))
    every = tuple(q for q in every if not any(t.span.start <= q.start < t.span.end for t in tables))
    work = year_of_work(title) or year_of_report(title, outline.text)
    out: list[Target] = []
    carried: dict[str, int | None] = {}
    by_start = {section.body.start: section for section in outline.sections}
    of_tasks = {row.extent.start: row for _, row in outline.rows}
    for path, body in outline.stretches():
        section = by_start.get(body.start)
        row = of_tasks.get(body.start)
        if is_kind(outline, section, "status") or is_kind(outline, section, "idea"):
            continue
        known = carried.get(path.rpartition("/")[0], work) if "/" in path else work
        if row is not None and (due := _due(text, row)) is not None:
            known = due
        years = Years(years_in(text, body if row is None else row.title, present), known)
        goal = is_kind(outline, section, "goal")
        carried[path] = (years.found[-1][2] if years.found else years.carried) if goal else work
        for table in tables:
            if body.start <= table.span.start < body.end:
                out.extend(_of_table(outline, path, table))
        found = within(every, body)
        if found:
            out.extend(_section_targets(outline, text, path, body, section, years, found, subject, measures, present))
    return tuple(out)
