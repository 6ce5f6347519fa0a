"""Quantified goals: 增加值突破600亿元, 专精特新企业100家以上, 建设60个以上重点实验室.

A quantity is read together with the words around it. Where a noun follows (5家左右龙头企业) that noun is
counted; where nothing follows (增加值突破600亿元) the words in front are measured. What tells the present, states
a condition or belongs to a measure of support is no goal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from extract.clusters import subject_of
from extract.facts import Comparator, Section, Span, Target
from extract.instruments import given
from extract.outline import Outline
from extract.prose import CLAUSE_BREAK, any_of, clause_end, clause_start, is_kind, masked, sentences
from extract.quantities import Quantity, quantities

_PLAN_ENDS = {"十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
# A year that a goal is due in; one that is compared with (较2020年) or counted from (自2022年起) is none.
_YEAR = re.compile(
    r"(?P<base>较|比|相比|相较|相对|对比|以|自|从|与)?(?P<due>力争到|争取到|到|至|截至|截止|截止到)?(?:"
    r"(?:20\d{2}年?\s*(?:[-—–~～至到]|——)\s*)?(?P<y>20\d{2})\s*年(?P<late>年?底|年?末|前|内)?(?P<since>以来|起|的基础|基数|基准)?"
    r"|[“\"]?(?P<plan>十[二三四五六]五)[”\"]?(?:规划)?(?:期?末|时期末|结束))"
)
_JOINT = "、和及与并"
_SEPARATOR = re.compile(r"、|以及|及其|及|和|与|并")
# Behind a quantity: the clause is over, or another item follows.
_DONE = re.compile(
    rf"$|[{re.escape(CLAUSE_BREAK)}、)）”\]】]|以及|和|及(?!其)|并|且|(?:的)?(?:目标|水平|规模)(?=$|[{re.escape(CLAUSE_BREAK)}])|的?(?:年均)?(?:增长|增速|速度)(?=$|[{re.escape(CLAUSE_BREAK)}])"
)
_LABEL = re.compile(r"[“\"‘「][^”\"’」\n]{0,8}$")
_RANK = re.compile(r"(?:前|第|列|名列|位列|排名)$")
_THRESHOLD = re.compile(
    r"^(?:年|总|超|过|近|约|产值|规模|收入|营业|主营业务|\d|[一二三四五六七八九十百千万亿]|\.|元|级|以上|的)+(?:元|级)(?:以上)?的?"
)
_CREATION_ONLY = re.compile(r"(?:一批|若干)")
_HEAD_NOISE = re.compile(r"^[\s　、,，:：\-—–·*●■◆]+|[\s　]+$")
# A span of time in front of what is measured.
_PERIOD = re.compile(
    r"^[“\"]?(?:十[一二三四五六]五[”\"]?)?(?:规划)?(?:期间|时期|期内)|^(?:未来|今后|每|近)?[一二三四五六七八九十\d]+年(?:内|左右|时间)?"
)
_ORDER = re.compile(r"^[一二三四五六七八九十]是|^首先|^其次")
# 2个产业集群产值规模: what the count in front of the measured thing counts.
_COUNTED_NOUN = re.compile(r"^[^的]{0,12}?(?:产业集群|产业链|集群|园区|企业|产业|领域)(?=.{2})")
_INSIDE = re.compile(r"、|和|及|以及|与")
# In a document of measures a sentence is about a goal only where it says so.
_MEASURES = re.compile(r"(?:措施|政策|办法|细则|规定|条例|指南|政策意见)(?:[(（][^()（）]*[)）])*$")
_CUE = re.compile(
    r"力争|争取到|到20\d\d年|20\d\d年(?:底|末|前)|目标|确保|年内|每年(?:新增|新建|培育|打造|建设|引进|认定)"
)
_AFTER_SUPPORT = re.compile(r"带动|撬动|实现|力争|形成|推动|建成|引导")


@dataclass(slots=True)
class _Years:
    """The years named in a stretch, with their places; ``carried`` comes from the section above."""

    found: list[tuple[int, int, int, bool]] = field(default_factory=list)
    carried: int | None = None

    def listed(self, start: int, end: int, count: int) -> list[int]:
        """Return the last ``count`` years in a stretch where it names that many, else none."""
        found = [y for s, _, y, _ in self.found if start <= s < end]
        return found[-count:] if count > 1 and len(found) == count else []

    def at(self, position: int, line: int, sentence: Span) -> int | None:
        """Return the year that a goal at ``position`` is due in; years before ``line`` no longer count."""
        before = [y for s, e, y, _ in self.found if s <= position and s >= line]
        if before:
            return before[-1]
        behind = [y for s, e, y, late in self.found if position < s < sentence.end and late]
        if behind:
            return behind[0]
        return self.carried


@cache
def _pattern(use: str, *, start: bool = False, end: bool = False) -> re.Pattern[str]:
    return re.compile(f"{'^' if start else ''}(?:{any_of('goal_words', use)}){'$' if end else ''}")


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"^(?:{any_of('goal_words', 'lead')}|{any_of('goal_words', 'scope')}|[的地、\s])+")


def _years(text: str, span: Span, present: int | None) -> list[tuple[int, int, int, bool]]:
    """Return (start, end, year, named as a deadline) of the years that something may be due in."""
    out = []
    for match in _YEAR.finditer(text, span.start, span.end):
        if match["base"] or match["since"]:
            continue
        if match["plan"]:
            out.append((match.start(), match.end(), _PLAN_ENDS[match["plan"]], True))
            continue
        year = int(match["y"])
        if present is None or year >= present or match["due"]:
            out.append((match.start(), match.end(), year, bool(match["late"] or match["due"])))
    return out


def _present(outline: Outline, title: str) -> int | None:
    """Return the first year of the policy's period, else the last year in its closing; None without either."""
    period = re.search(r"(20\d{2})\s*年?\s*(?:[-—–~～至到]|——)\s*20\d{2}", title)
    if period:
        return int(period[1])
    dates = re.findall(r"(20\d{2})\s*年\s*\d{1,2}\s*月", outline.closing.of(outline.text))
    return int(dates[-1]) if dates else None


@dataclass(frozen=True, slots=True)
class _Reading:
    """How one quantity is read: its indicator, where the quote begins and ends, and whether words say it is a goal."""

    indicator: str
    start: int
    end: int
    stated: bool
    rule: str


def _clean_head(head: str, subject: str | None) -> str:
    """Return the measured thing without leading verbs, scopes and the document's own industry."""
    head = _ORDER.sub("", _HEAD_NOISE.sub("", head))
    time = [m for m in _YEAR.finditer(head) if not m["base"]]
    if time:
        head = head[time[-1].end() :].lstrip("底末前内,，、 ")
    head = _PERIOD.sub("", head)
    previous = None
    while head != previous:
        previous = head
        head = _HEAD_NOISE.sub("", head)
        stripped = _leading().sub("", head)
        head = stripped if len(stripped) >= 2 else head
        if subject and head.startswith(subject) and len(head) > len(subject) + 1:
            head = head[len(subject) :]
            head = re.sub(r"^(?:产业集群|产业|集群|行业|领域)(?=.{2})", "", head)
    # A list of industries counted in front of the measured thing: 新材料、食品饮料2个产业集群产值规模.
    counted = re.match(r".*\d+[个大家条](?:产业集群|产业链|产业|集群|园区|领域)", head)
    if counted and counted.end() < len(head):
        head = head[counted.end() :]
    head = re.sub(r"(?:均|各|分别|累计|总共|共)+$", "", head).strip("的 为是")
    return head if head.count("“") == head.count("”") else head.strip("“”")


def _noun_end(text: str, start: int, limit: int) -> int:
    """Return where the counted noun that begins at ``start`` ends."""
    end = clause_end(text, start, limit)
    stop = re.compile(r"(?<!产)(?:，|,)").search(text, start, end)
    return stop.start() if stop else end


class _Sentence:
    """One sentence with its quantities: reads each against its neighbours."""

    def __init__(self, text: str, span: Span, found: list[Quantity], goal: bool, subject: str | None) -> None:
        self.text, self.span, self.goal, self.subject = text, span, goal, subject
        self.found = found
        self.found = [q for i, q in enumerate(found) if not self._qualifies(i)]

    def _qualifies(self, i: int) -> bool:
        """Tell whether an amount only says which things are counted: 年产值超10亿元企业20家, 5家左右百亿级企业."""
        q = self.found[i]
        if q.kind not in ("money", "") or _DONE.match(self.text, q.tail, self.span.end):
            return False
        return any(self._joined(i, j) and self.found[j].kind == "count" for j in (i - 1, i + 1))

    def _bounds(self, i: int) -> tuple[int, int]:
        """Return the stretch that belongs to quantity ``i``: its clause, less what belongs to its neighbours."""
        q = self.found[i]
        start = clause_start(self.text, q.lead, self.span.start)
        end = clause_end(self.text, q.tail, self.span.end)
        if i and self.found[i - 1].tail > start:
            between = self.text[self.found[i - 1].tail : q.lead]
            cuts = list(_SEPARATOR.finditer(between))
            start = self.found[i - 1].tail
            if cuts:
                first = cuts[0] if _DONE.match(between) else cuts[-1]
                start += first.end()
        if i + 1 < len(self.found) and self.found[i + 1].lead < end:
            between = self.text[q.tail : self.found[i + 1].lead]
            cuts = list(_SEPARATOR.finditer(between))
            end = q.tail + cuts[-1].start() if cuts else self.found[i + 1].lead
        return start, max(end, q.tail)

    def _joined(self, i: int, j: int) -> bool:
        """Tell whether two quantities stand in one item, so that one qualifies the other's noun."""
        a, b = sorted((i, j))
        if a < 0 or b >= len(self.found):
            return False
        if self.found[b].kind == "count" and _DONE.match(self.text, self.found[a].tail, self.span.end):
            return False
        between = self.text[self.found[a].tail : self.found[b].lead]
        return not re.search(rf"[{re.escape(CLAUSE_BREAK)}、]", between) and len(between) <= 25

    def _counts(self, q: Quantity) -> bool:
        """Tell whether a quantity is of a kind that goals are made of, and no label, rank or figure of speech."""
        text = self.text
        if q.kind == "" and not q.comparator:
            return False
        if _LABEL.search(text, max(0, q.lead - 9), q.lead) and text[q.end : q.end + 1] != "“":
            return False
        if _RANK.search(text, max(0, q.start - 3), q.start):
            return False
        after = text[q.tail : q.tail + 6]
        if q.kind in ("count", "ratio") and q.comparator is None and _pattern("not_counted").match(after):
            return False
        # Small numbers in characters are mostly figures of speech: 一个体系, 四类事件.
        if q.written == "han" and q.kind in ("count", "ratio"):
            return (
                q.value >= 2 and q.unit not in ("类", "种", "部", "位", "只", "条", "次", "片", "对", "度")
            ) or q.value >= 20
        return True

    def read(self, i: int) -> _Reading | None:
        """Read quantity ``i``; None where it is no goal."""
        text, q = self.text, self.found[i]
        if not self._counts(q):
            return None
        start, end = self._bounds(i)
        clause = clause_start(text, q.lead, self.span.start)
        head, behind = text[start : q.lead], text[q.tail : end]
        done = bool(_DONE.match(text[q.tail : end] if end > q.tail else "")) or (
            end == q.tail and bool(_DONE.match(text[q.tail : q.tail + 2]))
        )
        verb = bool(_pattern("verb").search(text, clause, q.lead))
        if q.kind in ("money", "") and text[q.tail : q.tail + 1] == "级":
            return None
        if done:
            if i and self.found[i - 1].kind == "count" and self._joined(i - 1, i):
                head = _COUNTED_NOUN.sub("", head)
            indicator = _clean_head(head, self.subject)
            if len(indicator) < 2:
                # 实现增加值…, 突破…: the measured thing stands in the clause before.
                earlier = text[
                    clause_start(text, max(clause - 1, self.span.start), self.span.start) : max(clause - 1, 0)
                ]
                indicator = _clean_head(earlier, self.subject) if clause > self.span.start else ""
            if len(indicator) < 2:
                return None
            stated = q.comparator is not None or verb or self.goal
            at = text.find(indicator, start, q.lead)
            return _Reading(indicator, at if at >= 0 else q.lead, q.tail, stated, "target.measured")
        if q.kind == "money" or q.kind == "":
            if not (verb and _CREATION_ONLY.search(text, clause, q.lead)) and not behind.startswith("的"):
                if not (self.goal and verb):
                    return None
            indicator = _clean_head(head.rsplit("的", 1)[-1], self.subject)
            measure = re.search(rf"(?:{any_of('goal_words', 'measure')})$", indicator)
            if measure is None:
                return None
            at = text.rfind(measure[0], start, q.lead)
            return _Reading(measure[0], at, end, True, "target.threshold")
        if behind.startswith("的"):
            noun = text[q.tail + 1 : end]
            following = self.found[i + 1] if i + 1 < len(self.found) and self._joined(i, i + 1) else None
            if following is not None:
                noun = text[following.tail : clause_end(text, following.tail, self.span.end)]
            attribute = re.search(rf"(?:总|建筑|用地|占地)?(?:{any_of('goal_words', 'measure')})$", head)
            indicator = noun + (attribute[0] if attribute else "")
            at = attribute.start() + start if attribute else q.lead
            finish = clause_end(text, q.tail, self.span.end)
            return _Reading(indicator, at, finish, verb or self.goal, "target.attribute") if verb or self.goal else None
        noun = _THRESHOLD.sub("", behind).strip(" 的")
        if re.match(r"[“\"][^“”]*$", noun) or noun.count("“") != noun.count("”"):
            noun = noun.strip('“”"')
        if len(noun) < 2:
            return None
        stated = verb or (self.goal and q.comparator is not None)
        return _Reading(noun, q.lead, end, stated, "target.counted") if stated else None


def _wanted(text: str, span: Span, found: list[Quantity], goal: bool, measures: bool) -> list[Quantity]:
    """Return the quantities of a sentence that may be goals.

    None of them are where it speaks of the past (in its first words) or states a condition; in a measure of
    support only those behind what is given (带动社会投资500亿元); in a document of ``measures`` only those of a
    sentence that says it is about a goal.
    """
    if _pattern("past").search(text, span.start, min(span.start + 10, span.end)):
        return []
    if goal:
        return found
    if _pattern("condition").search(text, span.start, span.end):
        return []
    if measures and not _CUE.search(text, span.start, span.end):
        return []
    items = given(text, span, found)
    if items:
        return [q for q in found if q.start >= items[-1].end and _AFTER_SUPPORT.search(text, items[-1].end, q.lead)]
    return [] if _pattern("support").search(text, span.start, span.end) else found


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
    years: _Years,
    found: list[Quantity],
    subject: str | None,
    measures: bool,
) -> Iterator[Target]:
    goal = is_kind(outline, section, "goal")
    start = section.at.start if section is not None else body.start
    for span in sentences(text, Span(start, body.end)):
        inside = [q for q in found if span.start <= q.start < span.end and q.kind != "time"]
        inside = _wanted(text, span, inside, goal, measures) if inside else inside
        if not inside:
            continue
        reader = _Sentence(text, span, inside, goal, subject)
        # In a section of goals a year holds to the end of the section, elsewhere to the end of the line.
        line = body.start if goal else _line_start(text, span.start, body.start)
        for run in _runs(text, reader.found):
            first = reader.found[run[0]]
            reading = reader.read(run[0])
            if reading is None or not reading.stated:
                continue
            if _pattern("past").search(text, clause_start(text, first.lead, span.start), first.lead):
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
                yield Target(path, indicator, comparator, q.value, unit, year, at)


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
    present = _present(outline, title)
    subject = subject_of(title)
    measures = bool(_MEASURES.search(title))
    every = quantities(text)
    out: list[Target] = []
    carried: dict[str, int | None] = {}
    by_start = {section.body.start: section for section in outline.sections}
    for path, body in outline.stretches():
        section = by_start.get(body.start)
        if is_kind(outline, section, "status") or is_kind(outline, section, "idea"):
            continue
        years = _Years(_years(text, body, present), carried.get(path.rpartition("/")[0]) if "/" in path else None)
        goal = is_kind(outline, section, "goal")
        carried[path] = (years.found[-1][2] if years.found else years.carried) if goal else None
        found = [q for q in every if body.start <= q.start < body.end]
        if found:
            out.extend(_section_targets(outline, text, path, body, section, years, found, subject, measures))
    return tuple(out)
