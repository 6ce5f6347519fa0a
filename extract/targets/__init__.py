"""Quantified goals: 增加值突破600亿元, 专精特新企业100家以上, 建设60个以上重点实验室.

A quantity is read together with the words around it. Where a noun follows (5家左右龙头企业) that noun is
counted; where nothing follows (增加值突破600亿元) the words in front are measured. What tells the present, states
a condition or belongs to a measure of support is no goal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from extract import patterns as re
from extract.clusters import subject_of
from extract.facts import Comparator, Section, Span, Target
from extract.outline import Outline
from extract.prose import clause_start, is_kind, masked, sentences
from extract.quantities import Quantity, quantities, within
from extract.records import record
from extract.tables import TableRow, without_bodies
from extract.targets.bases import begins
from extract.targets.reading import Reading, Sentence
from extract.targets.splits import each_year, years_alike
from extract.targets.tables import Table, find_tables
from extract.targets.wanted import wanted
from extract.targets.words import pattern, told_of_past
from extract.targets.years import (
    YEAR,
    Years,
    in_title,
    present_year,
    with_deadlines,
    year_of_report,
    years_in,
)
from extract.titles import year_of_work

_SHARED = 2
# 研发投入、技改投资分别增长5%、8%
_EACH = re.compile(
    "(?<=..)分别(?:新增|净增|新建|建成|培育|引进|认定|完成|实现)?(?P<grown>(?:增长|增加|提高|提升|下降|降低|减少)*)达?到?$"
)
_AMOUNTS = re.compile("(?:收入|[额值率量]|规模|投资|利润|税收|总收|效益|面积|数|能耗)$")
_ALIKE = re.compile("(?P<names>.{4,}?)(?:均|都|双双)(?P<grown>(?:年均|同比)?(?:增长|提高|提升|增加|下降|降低|减少))")
_INSIDE = re.compile(r"、|以及|(?<![普涉危])及|(?<![总饱])和|(?<!参)与")
# 医药、食品、木制品三大行业产值: the items of the list are nothing that is measured by itself.
_COLLECTIVE = re.compile(r"(?:[一二三四五六七八九十两\d]+[大个类家]|等)")
# A document of measures speaks of goals only where it says so.
_MEASURES = re.compile(r"(?:措施|政策|办法|细则|规定|条例|指南|政策意见)(?:[(（][^()（）]*[)）])*$")
_SAYS_GOAL = re.compile("(?:预期|主要|发展|工作|总体)目标(?:任务)?(?:值)?(?:是|为|包括)?[：:]?|目标(?:是|为)?[：:]")
_COMPARES = frozenset({"同比", "去年", "上年"})
_DURATION = re.compile(
    r"(?:时限|时间|周期|时长|用时|寿命|时效|天数|时延|延时|延迟)(?:平均|均|整体|再|进一步)*(?:[到至]?20\d\d年(?:[底末]前?|前)?)?$"
)
# 办理时间由5个工作日压缩至4个工作日以内: what it was stands between.
_TIME_WAS = re.compile(r"[由从](?:原来的?|法定的?)?\d+[ \u3000]?(?:个?工作日|天|小时|分钟|个月|年)$")
_DUE, _DEADLINE = re.compile("20\\d\\d(?=年)"), re.compile("时限|时间|期限")
# 同时满足以下条件, 申报对象: what is listed behind is asked of those who want support.
_ASKED = re.compile(
    r"(?:满足|符合|具备)[^。；;\n]{0,8}(?:以下|下列|如下)[^。；;\n]{0,16}?条件(?=[。:：\n]|$)"
    r"|(?:申报|支持|扶持|认定|评选|奖励|申请|基本)(?:条件|对象|范围)(?=[:：])"
)
_ASKING = re.compile(
    r"(?:申报|支持|扶持|认定|评选|奖励|申请|基本|准入)+(?:条件|对象|范围)(?:[和与及、](?:申报|支持|扶持|认定|评选|奖励|申请|基本|准入)*(?:条件|对象|范围|标准|程序))?"
)
_ITEM = re.compile(r"\s*[(（]?[一二三四五六七八九十\d]{1,2}[)）.．、]")


def _asks(outline: Outline, section: Section | None) -> bool:
    """Tell whether the section above says that what stands below it are conditions (支持对象, 应满足以下条件)."""
    above = outline.parents(section) if section is not None else ()
    if not above:
        return False
    asked = _ASKED.search(outline.text, above[-1].at.start, above[-1].body.end) is not None
    return asked or _ASKING.fullmatch(above[-1].title) is not None


def _limits(text: str, q: Quantity, span: Span) -> bool:
    """Tell whether a span of time is itself measured: 审批时限压缩至5个工作日以内."""
    start = clause_start(text, q.lead, span.start)
    was = _TIME_WAS.search(text, start, q.lead)
    return q.comparator is not None and bool(_DURATION.search(text, start, was.start() if was is not None else q.lead))


def _is_limit(text: str, every: Sequence[Quantity], i: int, span: Span) -> bool:
    """Tell whether a span of time is measured, or what one that is starts from: 由5个工作日压缩至4个工作日以内."""
    following = every[i + 1] if i + 1 < len(every) else None
    starts = following is not None and _limits(text, following, span) and begins(text, every[i], following, span.start)
    return starts or _limits(text, every[i], span)


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


@record
class _Policy:
    """What the goals of all sections share: the outline, its text as goals are read in it, and what the title says."""

    outline: Outline
    text: str
    subject: str | None
    measures: bool
    present: int | None


@record
class _Stretch:
    """A section's own text with its quantities and years; ``goal`` tells whether it is a section of goals."""

    path: str
    body: Span
    section: Section | None
    years: Years
    found: Sequence[Quantity]
    goal: bool

    @property
    def start(self) -> int:
        """Where the section begins, its heading included."""
        return self.section.at.start if self.section is not None else self.body.start


def _goal_sentences(policy: _Policy, stretch: _Stretch) -> Iterator[tuple[Span, list[Quantity], bool]]:
    """Yield the sentences that may tell goals, each with its quantities and whether it is about goals."""
    text, asked = policy.text, False
    for span in sentences(text, Span(stretch.start, stretch.body.end)):
        # What is listed behind 应满足以下条件 is asked of those who want support.
        held = asked and _ITEM.match(text, span.start, span.end) is not None
        asks = _ASKED.search(text, span.start, span.end)
        asked = held or asks is not None
        if held and not stretch.goal:
            continue
        # 主要预期目标是:…增长5%左右: a sentence that says so is about goals.
        goal = stretch.goal or _SAYS_GOAL.search(text, span.start, span.end) is not None
        every = within(stretch.found, span)
        inside = [q for i, q in enumerate(every) if q.kind != "time" or _is_limit(text, every, i, span)]
        if asks is not None and not stretch.goal:
            inside = [q for q in inside if q.tail <= asks.start()]
        if inside:
            inside = wanted(text, span, inside, goal, policy.measures, stretch.years, policy.present)
        if inside:
            yield span, inside, goal


def _section_targets(policy: _Policy, stretch: _Stretch) -> Iterator[Target]:
    """Yield the goals of a section's own text."""
    if not stretch.goal and _asks(policy.outline, stretch.section):
        return
    text, body, years = policy.text, stretch.body, stretch.years
    reader: Sentence | None = None
    for span, inside, goal in _goal_sentences(policy, stretch):
        # A semicolon goes on with what was measured before it.
        goes_on = text[span.start - 1] in "；;" or text.startswith("其中", span.start)
        before = reader if reader is not None and goes_on else None
        reader = Sentence(text, span, inside, goal, policy.subject, policy.present, before)
        # In a section of goals a year holds to the end of the section, elsewhere to the end of the line.
        line = body.start if goal else _line_start(text, span.start, body.start)
        if not (goal or policy.outline.sections):
            # In a text without headings a deadline holds over the lines that follow it.
            line = min(line, years.deadline_before(text, span.start, line))
        for run in _runs(text, reader.found):
            yield from _of_run(policy, stretch, reader, run, line)


def _of_run(policy: _Policy, stretch: _Stretch, reader: Sentence, run: list[int], line: int) -> Iterator[Target]:
    """Yield the goals of quantities that stand in one list; years before ``line`` don't hold for them."""
    text, span, years, present = policy.text, reader.span, stretch.years, policy.present
    first, before = reader.found[run[0]], reader.last
    reading = reader.read(run[0])
    if reading is None or not reading.stated:
        return
    past = told_of_past(text, clause_start(text, first.lead, span.start), first.lead)
    # 由目前的8000P提升到3万P; 产量达到8万辆,同比增长60%以上: a goal told by the past.
    known = first.comparator or (before is not None and before.stated)
    if past and reading.baseline is None and not (past[0] in _COMPARES and known and reader.goal):
        return
    # The items of a list share their years (到2025年和2027年,分别…) or their names (A、B分别…).
    shared = len(run) > 1
    listed = each_year(text, span.start, first.lead, len(run)) or years.listed(span.start, first.lead, len(run))
    names = [reading.indicator] * len(run) if listed else _names(reading.indicator, len(run))
    both = _both(reading.indicator) if not shared else ()
    for n, i in enumerate(run):
        q = reader.found[i]
        year = listed[n] if shared and listed else years.at(text, q.lead, line, span)
        if _is_past(text, span, q, reading, year, present=present, goal=reader.goal):
            continue
        unit, whole = q.unit, reader.found[run[-1]].unit
        # 分别提高6个、8个百分点
        if shared and (not unit or (unit == "个" and whole == "个百分点")):
            unit = whole
        end = q.tail if shared else max(reading.end, q.tail)
        at = policy.outline.page.mention(min(reading.start, q.lead), end, reading.rule)
        comparator = _comparator(text, q, first, reader.found[run[-1]], reading)
        same = years_alike(text, span.start, q.lead) if not shared else []
        for name, due in product(both or (names[n],), same or (year,)):
            yield Target(
                stretch.path, name, comparator, q.value, unit, due, at, reading.baseline, reading.baseline_year
            )


def _names(indicator: str, count: int) -> list[str]:
    """Return what each of ``count`` quantities measures: as many listed things (A、B分别增长), else all the same."""
    each = _EACH.search(indicator) if count > 1 else None
    names = _INSIDE.split(indicator[: each.start()] if each is not None else indicator)
    if count == 1 or len(names) != count or _COLLECTIVE.search(names[-1]):
        return [indicator] * count
    grown = each["grown"] if each is not None else ""
    return [_with_head(name, names[-1]) + grown for name in names]


def _is_past(
    text: str, span: Span, q: Quantity, reading: Reading, year: int | None, *, present: int | None, goal: bool
) -> bool:
    """Tell whether the last year named before a quantity says what was, not what is to be."""
    if text.find("20", span.start, q.lead) < 0:
        return False
    named = [m for m in YEAR.finditer(text, span.start, q.lead) if m["y"] and not m["base"] and not m["since"]]
    named = [m for m in named if int(m["y"]) != reading.baseline_year and not in_title(text, m.start(), span.start)]
    if not named or not (year is None or (present is not None and int(named[-1]["y"]) < present)):
        return False
    return not named[-1]["due"] and (present is not None or not goal)


# 至少培育35家智能工厂: a verb stands between the word and the figure.
_AT_LEAST = re.compile("(?:至少|不少于)[一-鿿]{2,4}$")


def _comparator(text: str, q: Quantity, first: Quantity, last: Quantity, reading: Reading) -> Comparator:
    """Return how a value is meant; ``first`` and ``last`` are those of its list, whose words hold for all."""
    comparator: Comparator = q.comparator or first.comparator or ("~" if _is_rough(q) else "=")
    # 分别达到48%、55%以上
    if comparator == "=" and last.comparator is not None and last.tail > last.end:
        comparator = last.comparator
    if comparator == "=" and _AT_LEAST.search(text, max(0, q.lead - 8), q.lead):
        comparator = ">="
    # 突破30项技术 breaks through that many, it does not exceed them.
    if reading.rule == "target.counted" and text[q.lead : q.start] == "突破" and q.tail == q.end:
        return "="
    # 控制在0起: none at all.
    return "=" if comparator == "<=" and q.value == 0 else comparator


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
    due = _DUE.findall(text, row.title.end, row.extent.end) if _DEADLINE.search(row.heading.of(text)) else ()
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
    policy = _Policy(outline, text, subject_of(title), bool(_MEASURES.search(title)), present)
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
            out.extend(_section_targets(policy, _Stretch(path, body, section, years, found, goal)))
    return tuple(out)
