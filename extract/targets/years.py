"""The year that a goal is due in: named beside it, by its section's lead-in, or by the title of a year's work."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract import patterns as re
from extract.facts import Span
from extract.outline import Outline
from extract.prose import clause_start
from extract.targets.words import set_for_year
from extract.titles import PERIOD, year_of_work

_PLAN_ENDS = {"十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
# A year that a goal is due in; one that is compared with (较2020年) or counted from (自2022年起) is none.
YEAR = re.compile(
    # Where none of its words begins nothing else is tried.
    r"(?=[较比相对以自从由与力争到至截2“\"十])"
    r"(?P<base>较|(?<!占)比|相比|相较|相对|对比|以|自|从|由|与)?(?P<due>力争到|争取到|到|至|截至|截止|截止到)?(?:"
    r"(?:20\d{2}年?\s*(?:[-—–~～至到]|——)\s*)?(?P<y>20\d{2})\s*年(?P<late>年?底|年?末|前|内)?(?P<since>以来|(?:\d{1,2}月(?:\d{1,2}日)?)?起|的?基础|基数|基准|为基[期准]|的(?=[\d.两二三四五]+倍))?"
    r"|[“\"]?(?P<plan>十[二三四五六]五)[”\"]?(?:规划)?(?:期?末|时期末|结束|(?:时期|期间)(?![^。；;\n]{0,40}年均)))"
)
# 截至2022年底 tells what was, 截至2027年底 what is to be: it depends on the present.
_AS_OF = re.compile(r"截[至止]到?(?=(?P<y>20\d\d)年)")
# 到2027年,能耗下降9%: a day or year that something is due by.
_DUE_BY = re.compile(
    r"(?:到|至|力争|确保)(?P<y>20\d\d)年(?![\d的])(?:年?[底末])?|(?P<before>20\d\d)年(?:年?[底末])?前|(?:^|(?<=[，,。；;\s]))(?P<in>20\d\d)年(?=[，,])|[“\"]?十[四五六]五[”\"]?期?末"
)
# 销售收入2025年900亿元
_YEAR_BESIDE = re.compile(r"(?P<y>20\d\d)年[底末]?$")
_PLAN_FIRST = re.compile(r"[\s　]*(?:截至)?[“\"]?(?P<plan>十[一二三四五六]五)[”\"]?(?:期?末|时期末|结束时|期间)[，,]")
_SIGN = re.compile(r"20\d|十[二三四五六]五")
# The words before a year are no longer than this.
_BEFORE = 8
# In a text without headings a deadline holds for so many characters.
_NEAR = 300
_TITLE_PLAN = re.compile(r"[“\"]?(十[二三四五六]五)[”\"]?|第?(十[二三四五六])个五年")
_REPORT = re.compile(r"(20\d\d)年(?:度)?(?:[省市县区州]|全[省市县区州])?(?:人民)?《?[^《》，,。；;\n]{0,4}政府工作报告")
# 较2023年增长, 国发〔2024〕7号: an undated policy is no earlier than the years it looks back on.
_LOOKS_BACK = re.compile(r"(?:(?:较|(?<!占)比|相比)(20\d\d)年|[〔\[](20\d\d)[〕\]]\d{1,4}号)")
_CLOSING_DATE = re.compile(r"(?<![至到])(20\d{2})\s*年\s*\d{1,2}\s*月")


@dataclass(slots=True)
class Years:
    """The years named in a stretch, with their places; ``carried`` comes from the section above."""

    found: list[tuple[int, int, int, bool]] = field(default_factory=list)
    carried: int | None = None

    def to_come(self, start: int, end: int, present: int | None) -> bool:
        """Tell whether a stretch names a year to come; none is known to be without a ``present``."""
        return present is not None and any(start <= s < end and y >= present for s, _, y, _ in self.found)

    def listed(self, start: int, end: int, count: int) -> list[int]:
        """Return the last ``count`` years in a stretch where it names that many, else none."""
        found = [y for s, _, y, _ in self.found if start <= s < end]
        return found[-count:] if count > 1 and len(found) == count else []

    def deadline_before(self, text: str, position: int, default: int) -> int:
        """Return where the last year before ``position`` stands if it is a deadline (到2025年), else ``default``."""
        before = [start for start, *_ in self.found if start < position]
        near = bool(before) and position - before[-1] <= _NEAR
        return before[-1] if near and text[before[-1]] in "到至力争" else default

    def at(self, text: str, position: int, line: int, sentence: Span) -> int | None:
        """Return the year that a goal at ``position`` is due in; years before ``line`` no longer count."""
        before = [y for s, e, y, _ in self.found if s <= position and s >= line]
        if before:
            return before[-1]
        behind = [(s, y) for s, e, y, late in self.found if position < s < sentence.end and late]
        if behind and not re.search(r"[，,；;]", text[position : behind[0][0]]):
            return behind[0][1]
        return self.carried


def is_dated(text: str, span: Span, lead: int, present: int | None) -> bool:
    """Tell whether a deadline to come stands before the quantity at ``lead``: 到2027年,能耗下降9%."""
    if present is None:
        return False
    beside = _YEAR_BESIDE.search(text, max(lead - 7, span.start), lead)
    if beside is not None and int(beside["y"]) >= present:
        return True
    first = set_for_year().match(text, clause_start(text, lead, span.start), lead)
    if first is not None and int(first["y"]) >= present:
        return True
    before = list(_DUE_BY.finditer(text, span.start, lead))
    if not before:
        return False
    year = before[-1]["y"] or before[-1]["before"] or before[-1]["in"]
    return not year or int(year) >= present


def years_in(text: str, span: Span, present: int | None) -> list[tuple[int, int, int, bool]]:
    """Return (start, end, year, named as a deadline) of the years that something may be due in."""
    # The pattern begins with words that may be absent, so it is only tried where a year can be.
    sign = _SIGN.search(text, span.start, span.end)
    if sign is None:
        return []
    out = []
    for match in YEAR.finditer(text, max(span.start, sign.start() - _BEFORE), span.end):
        if match["base"] or match["since"] or in_title(text, match.start(), span.start):
            continue
        if match["plan"]:
            # “十三五”末 tells what was in a plan of the next five years.
            if present is None or _PLAN_ENDS[match["plan"]] >= present:
                out.append((match.start(), match.end(), _PLAN_ENDS[match["plan"]], True))
            continue
        year = int(match["y"])
        if present is None or year >= present or match["due"]:
            out.append((match.start(), match.end(), year, bool(match["late"] or match["due"])))
    return out


def in_title(text: str, at: int, floor: int) -> bool:
    """Tell whether a place is within the title of another policy: 《质量强国建设纲要（2021—2035年）》."""
    opened = text.rfind("《", floor, at)
    return opened > text.rfind("》", floor, at) and "\n" not in text[opened:at]


def plan_of_past(text: str, start: int, present: int | None) -> re.Match[str] | None:
    """Return what a sentence begins with where that is the end of a plan of before: “十一五”末,…."""
    first = _PLAN_FIRST.match(text, start) if present is not None else None
    return first if first is not None and _PLAN_ENDS[first["plan"]] < (present or 0) else None


def with_deadlines(text: str, present: int | None) -> str:
    """Return ``text`` with 到 for 截至 before a year to come, every other character in its place."""

    def by_then(match: re.Match[str]) -> str:
        return match[0] if present is None or int(match["y"]) < present else f"{'到':　>{len(match[0])}}"

    return _AS_OF.sub(by_then, text) if "截" in text else text


def year_of_report(title: str, text: str) -> int | None:
    """Return the year of the report on the government's work whose tasks a policy hands out, None for other policies."""
    if "工作报告" not in title or year_of_work(title) is not None:
        return None
    named = _REPORT.search(text)
    return int(named[1]) if named is not None else None


def present_year(outline: Outline, title: str, issued: str | None = None) -> int | None:
    """Return the first year of the policy's period, else that of its date, else the last that it looks back on; None without any.

    ``issued`` is the date in the policy's head; else the last year in its closing counts, or the one of its title.
    """
    period = PERIOD.search(title)
    if period:
        return int(period[1])
    plan = _TITLE_PLAN.search(title)
    if plan:
        return _PLAN_ENDS[plan[1] or plan[2] + "五"] - 4
    dates = _CLOSING_DATE.findall(outline.closing.of(outline.text))
    if dates:
        return int(dates[-1])
    return year_of_work(title) or (int(issued[:4]) if issued else _no_earlier(outline.text))


def _no_earlier(text: str) -> int | None:
    """Return the last year that an undated policy looks back on, unless something is due in it or before."""
    back = [int(m[1] or m[2]) for m in _LOOKS_BACK.finditer(text)]
    due = [int(m["y"] or m["before"] or m["in"] or 0) for m in _DUE_BY.finditer(text)]
    return min([max(back), *filter(None, due)]) if back else None
