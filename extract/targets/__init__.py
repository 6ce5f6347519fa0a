"""Quantified goals: 增加值突破600亿元, 专精特新企业100家以上, 建设60个以上重点实验室.

A quantity is read together with the words around it. Where a noun follows (5家左右龙头企业) that noun is
counted; where nothing follows (增加值突破600亿元) the words in front are measured. What tells the present, states
a condition or belongs to a measure of support is no goal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.clusters import subject_of
from extract.facts import Comparator, Section, Span, Target
from extract.instruments import given
from extract.outline import Outline
from extract.prose import clause_start, is_kind, masked, sentences
from extract.quantities import Quantity, quantities
from extract.targets.reading import Sentence, pattern
from extract.targets.tables import Table, find_tables
from extract.targets.years import Years, present_year, year_of_work, years_in

_INSIDE = re.compile(r"、|和|及|以及|与")
# In a document of measures a sentence is about a goal only where it says so.
_MEASURES = re.compile(r"(?:措施|政策|办法|细则|规定|条例|指南|政策意见)(?:[(（][^()（）]*[)）])*$")
_CUE = re.compile(
    r"力争|争取到|到20\d\d年|20\d\d年(?:底|末|前)|目标|确保|年内|全年|每年(?!度)(?=[^，,。；]{0,16}\d)|(?<![\d一二三四五六七八九十每])年(?=培养|培训|新增|引进|培育)"
)
_DURATION = re.compile(r"(?:时限|时间|周期|时长|用时|寿命|时效|天数)(?:平均|均|整体|再|进一步)*$")
_AFTER_SUPPORT = re.compile(r"带动|撬动|实现|力争|形成|推动|建成|引导")


def _limits(text: str, q: Quantity, span: Span) -> bool:
    """Tell whether a span of time is itself measured: 审批时限压缩至5个工作日以内."""
    return q.comparator is not None and bool(_DURATION.search(text, clause_start(text, q.lead, span.start), q.lead))


def _wanted(text: str, span: Span, found: list[Quantity], goal: bool, measures: bool) -> list[Quantity]:
    """Return the quantities of a sentence that may be goals.

    None of them are where it speaks of the past (in its first words) or states a condition; in a measure of
    support only those behind what is given (带动社会投资500亿元); in a document of ``measures`` only those of a
    sentence that says it is about a goal.
    """
    if pattern("past").search(text, span.start, min(span.start + 10, span.end)):
        return []
    if goal:
        return found
    if pattern("condition").search(text, span.start, span.end):
        return []
    if measures and not _CUE.search(text, span.start, span.end):
        return []
    items = given(text, span, found)
    if items:
        return [q for q in found if q.start >= items[-1].end and _AFTER_SUPPORT.search(text, items[-1].end, q.lead)]
    return [] if pattern("support").search(text, span.start, span.end) else found


def _runs(text: str, found: list[Quantity]) -> list[list[int]]:
    """Return the quantities in groups: those of one list (分别达到12万人、20万人) stand together."""
    out: list[list[int]] = []
    for i, q in enumerate(found):
        if out and q.lead == q.start and re.fullmatch(r"、|和|及|以及", text[found[i - 1].tail : q.lead]):
            out[-1].append(i)
        else:
            out.append([i])
    return out


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
    found: list[Quantity],
    subject: str | None,
    measures: bool,
) -> Iterator[Target]:
    goal = is_kind(outline, section, "goal")
    start = section.at.start if section is not None else body.start
    for span in sentences(text, Span(start, body.end)):
        inside = [q for q in found if span.start <= q.start < span.end and (q.kind != "time" or _limits(text, q, span))]
        inside = _wanted(text, span, inside, goal, measures) if inside else inside
        if not inside:
            continue
        reader = Sentence(text, span, inside, goal, subject)
        # In a section of goals a year holds to the end of the section, elsewhere to the end of the line.
        line = body.start if goal else _line_start(text, span.start, body.start)
        for run in _runs(text, reader.found):
            first = reader.found[run[0]]
            reading = reader.read(run[0])
            if reading is None or not reading.stated:
                continue
            if pattern("past").search(text, clause_start(text, first.lead, span.start), first.lead):
                continue
            names = _INSIDE.split(reading.indicator)
            listed = years.listed(span.start, first.lead, len(run))
            for n, i in enumerate(run):
                q = reader.found[i]
                # The items of a list share their years (到2025年和2027年,分别…) or their names (A、B分别…).
                shared = len(run) > 1
                indicator = names[n] if shared and len(names) == len(run) and not listed else reading.indicator
                year = listed[n] if shared and listed else years.at(q.lead, line, span)
                past = re.search(r"(?<![到至\d])(20\d{2})年", text[span.start : q.lead])
                if past and year is None and not goal:
                    continue
                comparator: Comparator = q.comparator or first.comparator or ("~" if _is_rough(q) else "=")
                # 突破30项技术 breaks through that many, it does not exceed them.
                if reading.rule == "target.counted" and text[q.lead : q.start] == "突破" and q.tail == q.end:
                    comparator = "="
                unit = q.unit or (reader.found[run[-1]].unit if shared else "")
                end = max(reading.end, q.tail) if not shared else q.tail
                at = outline.page.mention(min(reading.start, q.lead), end, reading.rule)
                yield Target(
                    path, indicator, comparator, q.value, unit, year, at, reading.baseline, reading.baseline_year
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


def find_targets(outline: Outline, title: str) -> tuple[Target, ...]:
    """Find the quantified goals of a policy.

    Parameters
    ----------
    outline
        The policy's outline.
    title
        Its title: names the period and the industry that indicators leave out.

    Returns
    -------
    tuple of Target
        In order of the text; a year holds until the next one within a paragraph, and in the
        sub-sections of the section whose lead-in names it.
    """
    text = masked(outline.text)
    present = present_year(outline, title)
    subject = subject_of(title)
    measures = bool(_MEASURES.search(title))
    every = quantities(text)
    tables = list(find_tables(text, outline.span, present))
    every = tuple(q for q in every if not any(t.span.start <= q.start < t.span.end for t in tables))
    work = year_of_work(title)
    out: list[Target] = []
    carried: dict[str, int | None] = {}
    by_start = {section.body.start: section for section in outline.sections}
    for path, body in outline.stretches():
        section = by_start.get(body.start)
        if is_kind(outline, section, "status") or is_kind(outline, section, "idea"):
            continue
        years = Years(
            years_in(text, body, present), carried.get(path.rpartition("/")[0], work) if "/" in path else work
        )
        goal = is_kind(outline, section, "goal")
        carried[path] = (years.found[-1][2] if years.found else years.carried) if goal else work
        for table in tables:
            if body.start <= table.span.start < body.end:
                out.extend(_of_table(outline, path, table))
        found = [q for q in every if body.start <= q.start < body.end]
        if found:
            out.extend(_section_targets(outline, text, path, body, section, years, found, subject, measures))
    return tuple(out)
