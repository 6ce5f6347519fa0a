"""The head of a policy: title, kind, jurisdiction, issuers, number, dates, validity, citations.

``issuers`` tells whose it is, ``citations`` what it stands on, ``closing`` what its last rules state of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import cache

from extract import patterns as re
from extract.dates import DATE, find_dates, to_date
from extract.facts import Document, Level, Mention, Span
from extract.frame import Frame
from extract.head.citations import citations_of
from extract.head.closing import contacts_of, interpreters_of, validity_of
from extract.head.issuers import issuers_of, signature_of
from extract.head.jurisdiction import jurisdiction_of
from extract.head.printed import LABELLED, NEAR, NUMBER, PAGE_HEAD
from extract.labels import head_data
from extract.outline import Outline
from extract.records import record
from extract.resolve import NATION, Context, groups_in, own_body, resolve
from extract.titles import kind_of, year_of_work
from seeds.places import find, spelled
from seeds.tables import rows

_PERIOD = re.compile(r"(?P<from>20\d{2})\s*年?\s*[-—–－~～至到]+\s*(?P<to>20\d{2})\s*年?")
# 规划期为2011年—2015年
_PLANNED = re.compile(r"(?:规划|计划|实施|方案)期(?:限)?(?:为|是|[:：])?\s*" + _PERIOD.pattern)
# “十四五”规划, 第十四个五年规划: five years, the first of them 2021.
_PLAN = re.compile('第?十(?P<n>[一二三四五六])(?:个五年|五(?=[”"’]?(?:期间|时期|规划|发展|[一-鿿]{2,20}规划)|[”"’]))')
# 关于学习贯彻“十四五”规划精神的通知 is of no plan's own.
_OF_A_PLAN = re.compile("(?:贯彻|学习|落实|评估|宣传)[^，,]{0,12}$")
_FIRST_PLAN = 2006
# What plans the work of a year; measures and opinions are not for that year alone, a report's year is not the plan's own.
_WORK = re.compile(r"(?:要点|(?<!行动)计划|任务|方案|清单|分工|分解|安排|台账)表?(?:[(（][^()（）]*[)）])*$")
_REPORT = "工作报告"
_OPENING_SECTIONS = 3
# 2017年工作要点: what a year is to bring is issued in its spring.
_TITLE_YEAR = re.compile(r"(20\d{2})年(?!版|修订)")
_SPRING = "03-01"
# 到2015年, 2012年起5年内, 政策期限为2016年至2018年; 到2019年底，已建成 and 自2010年起，…以来 tell of the past.
_AIMED_YEAR = re.compile(
    r"(?:力争|到)(20\d\d)年(?!度?(?:以来|前|止))(?![底末]?[^，,。；;\n]{0,3}[，,]?[^，,。；;\n]{0,8}(?:已|累计|共有))|(?<![自从])(20\d\d)年起[\d一二三四五六七八九十]+年内"
    r"|(?:政策|规划|实施|执行|行动)(?:期限|期)[为是：:]?(20\d\d)年"
)
# 〔2024〕15号
_NUMBER_YEAR = re.compile(r"[〔\[【(（]((?:19|20)\d{2})[〕\]】)）]")
_MIDDLE = "07-01"
_STAGE = re.compile(r"[(（](?P<stage>征求意见稿|公开征求意见稿|送审稿|试行|暂行|修订|修订稿|草案|修正)[)）]")
# On a line of its own, in a cell, in brackets, or before the title on its line.
_OWN_NUMBER = re.compile(
    rf"^\s*[-·•∙]?\s*(?P<label>[【\[]?(?:发文字号|文\s*号|字\s*号|文件编号|发布文号|发文文号|文件字号){LABELLED})?"
    rf"[(（]?(?P<number>{NUMBER})(?:\s*{DATE})?[)）]?\s*(?:$|[|\t]|(?=《|[^\n]{{0,30}}?关于[^\n]{{4,}}$))",
    re.M,
)
# In a row of the page's own data: 公开方式: 主动公开 文号: 揭东委办发〔2019〕16号.
_NUMBER_LABELLED = re.compile(rf"(?:发文字号|文\s*号|文件编号)\s*[:：]\s*(?P<number>{NUMBER})")
# XX自治区人民政府令 / 第97号
_DECREE = re.compile(
    r"^\s*(?P<number>[一-鿿]{2,16}(?:政府|委员会|部|局|署)令\s*第\s*[\d一二三四五六七八九十百]{1,5}\s*号)\s*$", re.M
)
# On the line of the title.
_BESIDE = re.compile(rf"》?[ 　\t|]*[(（]?(?P<number>{NUMBER})[)）]?[ 　\t|]*(?=\n|$)")
_BEFORE = re.compile(rf"[ 　\t|(（]*(?P<number>{NUMBER})[)）]?[ 　\t|]*《?")
_PLAIN_NUMBER = re.compile(rf"(?P<number>{NUMBER})")
_DAY = re.compile(DATE)
# A page that runs its labels and their values together: 发文字号国函〔2008〕2号.
_LABEL_RUN_IN = re.compile("(?:发文字号|发布文号|文件字号|文号)")
# …的通知(珠府办〔2024〕1号)
# …的通知    印发日期：2025-06-20    沪经信运〔2025〕407号
_NUMBER_BEHIND = re.compile(
    rf"的(?:通知|公告|意见)(?:\s*[(（]|[ 　\t]{{2,}}(?:[^\n。]{{0,30}}?[ 　\t])?)(?P<number>{NUMBER})(?:[)）]\s*$|[ 　\t]|$)",
    re.M,
)
# …的通知(2023年5月11日): a collection of policies prints the day behind the notice.
_DAY_BEHIND = re.compile(rf"的(?:通知|公告|意见|决定)\s*[(（]{DATE}[)）]\s*$", re.M)
# 某自治区发展和改革委员会 2023年9月15日印发 宁发改能源发〔2023〕586号
_NUMBER_GIVEN = re.compile(rf"印发\s+(?P<number>{NUMBER})[)）]?\s*$", re.M)
_ISSUED_LABEL = re.compile(
    "(?:成文日期|发文日期|印发日期|制定日期|生成日期|签发日期|成文时间|发文时间|公布日期|颁布日期|颁布时间|印发时间|制定时间)"
    rf"{LABELLED}{DATE}"
)
# (2021年3月12日某市第N届人民代表大会第七次会议批准): a plan is of the day on which it was approved.
_APPROVED = re.compile(rf"^[(（]{DATE}[^()（）\n]{{4,40}}会议(?:审议)?批准[)）]", re.M)
_IN_FORCE_LABEL = re.compile(rf"(?:施行日期|实施日期|生效日期|生效时间|施行时间|实施时间){LABELLED}{DATE}")
_OPINION = re.compile(
    r"(?:公开|公众|社会|现就|现将)[^\n。]{0,40}征求|征求[^\n。]{0,80}意见的?(?:公告|通知|函|启事)|征求意见时间|征求意见稿"
)


@record
class _Found:
    """A value of the head with the mentions that it was read from."""

    value: str
    at: Mention


def _numbered_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the lines of a stretch begin and end in which 号 stands."""
    while (at := text.find("号", start, end)) >= 0:
        stop = text.find("\n", at, end)
        stop = stop if stop >= 0 else end
        yield max(text.rfind("\n", start, at) + 1, start), stop
        start = stop


def _own_number(frame: Frame, outline: Outline) -> _Found | None:
    first = _first(outline)
    begin = max(frame.within.start, outline.span.start - PAGE_HEAD)
    text = outline.text
    lines = _numbered_lines(text, begin, first)
    found = [m for start, end in lines if (m := _OWN_NUMBER.match(text, start, end)) is not None]
    near = [m for m in found if m["label"] or m.start() >= outline.span.start - NEAR]
    match = next(iter(near), None)
    if match is None:
        match = _BESIDE.match(text, frame.title_at.end, first) or _BEFORE.fullmatch(
            text, text.rfind("\n", 0, frame.title_at.start) + 1, frame.title_at.start
        )
    if match is None and (printed := head_data(text, begin, first).get("number")) is not None:
        match = _PLAIN_NUMBER.match(text, printed.start, printed.end)
    if match is None:
        behind = max(begin, frame.title_at.end)
        match = (
            _NUMBER_BEHIND.search(outline.text, begin, behind)
            or _NUMBER_LABELLED.search(outline.text, begin, max(behind, first))
            or _NUMBER_GIVEN.search(outline.text, begin, first)
            or _DECREE.search(outline.text, begin, first)
        )
    if match is None:
        return None
    label = _LABEL_RUN_IN.match(text, match.start("number"))
    at = outline.page.mention(label.end() if label else match.start("number"), match.end("number"), "number.line")
    return _Found(re.sub(r"\s+", "", at.quote), at)


def _period(frame: Frame, outline: Outline) -> tuple[tuple[str, str] | None, Span | None]:
    """Return the years that the title names, else those that the text says it plans, the five of a five-year plan, the one of a year's work."""
    titled = _PERIOD.search(frame.title)
    if titled is not None:
        return (titled["from"], titled["to"]), frame.title_at
    first = next((s.at.start for s in outline.sections[_OPENING_SECTIONS:]), outline.span.end)
    stated = _PLANNED.search(outline.text, outline.span.start, first)
    if stated is not None:
        return (stated["from"], stated["to"]), Span(stated.start(), stated.end())
    title = frame.title if frame.rule != "title.first_line" else ""
    plan = next((m for m in reversed(list(_PLAN.finditer(title))) if not _OF_A_PLAN.search(title[: m.start()])), None)
    if plan is not None:
        start = _FIRST_PLAN + 5 * ("一二三四五六".index(plan["n"]))
        return (str(start), str(start + 4)), frame.title_at
    year = year_of_work(title) if _WORK.search(title) is not None and _REPORT not in title else None
    return ((str(year), str(year)), frame.title_at) if year is not None else (None, None)


def _head_end(frame: Frame, outline: Outline) -> int:
    """Return where the page's own data end: before the preamble, which some pages print below the title."""
    return max(frame.title_at.start, outline.preamble.start)


def _first(outline: Outline) -> int:
    """Return where the first section begins."""
    return outline.sections[0].at.start if outline.sections else outline.span.end


def _labelled_day(outline: Outline, frame: Frame, field: str) -> re.Match[str] | None:
    """Return a day among the page's own data."""
    at = head_data(outline.text, frame.within.start, _first(outline)).get(field)
    return _DAY.match(outline.text, at.start, at.end) if at is not None else None


def _one_line(name: str) -> str:
    """Return a name without the white space within it."""
    return "".join(name.split())


def _latest(outline: Outline, end: str | None) -> str | None:
    """Return the latest date printed in the policy's own text but the day it expires, for want of a better one."""
    days = [day.isoformat() for _, _, day in find_dates(outline.text, outline.span.start, outline.span.end)]
    return max((day for day in days if day != end), default=None)


def _begun(outline: Outline) -> str | None:
    """Return the beginning of the first year from or to which something is to be done: a policy is no younger than its aims."""
    years = [m[1] or m[2] or m[3] for m in _AIMED_YEAR.finditer(outline.text, outline.span.start, outline.span.end)]
    return f"{min(years)}-01-01" if years else None


@cache
def _genres() -> dict[str, str]:
    return {row["word"]: row["type"] for row in rows("kinds")}


def _genre(title: str) -> str | None:
    """Return the kind of document that a title ends with, by its common name (扶持办法: 办法)."""
    kind = kind_of(title)
    return _genres()[kind] if kind else None


def context_of(document: Document, outline: Outline) -> Context:
    """Return from where the policy's names are seen: its jurisdiction, the date that decides names, the groups it names.

    The date is the issue date, else the first day in force, else the middle of the year of its number, else the first
    year of the period, else the year of the title, else the latest date in the policy's own text but the day it expires,
    else the first year from or to which it says that something is to be done.
    """
    place = NATION if document.level == "national" else find(document.jurisdiction) if document.jurisdiction else None
    years = document.period if document.period is not None and document.period[0] != document.period[1] else None
    first_year = f"{years[0]}-01-01" if years is not None else None
    titled = _TITLE_YEAR.search(document.title)
    of_year = f"{titled[1]}-{_SPRING}" if titled is not None else None
    number = _NUMBER_YEAR.search(document.doc_number or "")
    numbered = f"{number[1]}-{_MIDDLE}" if number is not None else None
    date = document.issued or document.effective_from or numbered or first_year or of_year
    date = date or _latest(outline, document.effective_to) or _begun(outline)
    text = outline.span.of(outline.text)
    return Context(place, date, groups_in(text), own_body(document.title, document.issuers, text, place))


def _issued(frame: Frame, outline: Outline, signed: Span | None) -> tuple[date | None, Mention | None]:
    """Return the day of issue and where it stands: that of the signature, else of a label, else of the approval or the notice."""
    text, page, start = outline.text, outline.page, frame.within.start
    if signed is not None:
        found = find_dates(text, signed.start, signed.end)
        return found[0][2] if found else None, page.mention(signed.start, signed.end, "issued.signature")
    label = _labelled_day(outline, frame, "written") or _ISSUED_LABEL.search(text, start, outline.span.end)
    approved = None if label is not None else _APPROVED.search(text, start, _first(outline))
    at = label or approved or _DAY_BEHIND.search(text, max(start, outline.span.start - NEAR), _first(outline))
    if at is None:
        return None, None
    rule = "issued.label" if label is not None else "issued.approval" if approved is not None else "issued.notice"
    return to_date(at), page.mention(at.start(), at.end(), rule)


def read_head(outline: Outline, frame: Frame, name: str, part: int = 1) -> Document:
    """Read the head of a policy.

    Parameters
    ----------
    outline
        The policy with its sections.
    frame
        Its title and place on the page.
    name
        Name of the file; its stem up to the first ``_`` or ``.`` is the document's id.
    part
        Which policy of the page it is, from 1.

    Returns
    -------
    Document
        Fields that the text does not state are None or empty; nothing is guessed in silence.
    """
    text, page = outline.text, outline.page
    evidence: dict[str, tuple[Mention, ...]] = {}
    evidence["title"] = (page.mention(frame.title_at.start, frame.title_at.end, frame.rule),)
    number = _own_number(frame, outline)
    place, place_at = jurisdiction_of(frame, outline, number.at if number else None)
    if place_at is not None:
        evidence["jurisdiction"] = (place_at,)
    context = Context(place)
    signed, day_at = signature_of(outline, context, frame.within.start)
    issued, issued_at = _issued(frame, outline, day_at)
    if issued_at is not None:
        evidence["issued"] = (issued_at,)
    names = issuers_of(frame, outline, context, signed, numbered=number is not None)
    if names:
        evidence["issuers"] = tuple(page.mention(n.start, n.end, "issuers") for n in names)
    issuers = tuple(dict.fromkeys(resolve(_one_line(n.of(text)), context).canonical for n in names))
    if number is not None:
        evidence["doc_number"] = (number.at,)
    period, period_at = _period(frame, outline)
    if period_at is not None:
        evidence["period"] = (page.mention(period_at.start, period_at.end, "period"),)
    stage = _STAGE.search(frame.title) or _STAGE.search(text[outline.span.start : outline.preamble.start])
    opinion = _OPINION.search(text[max(frame.within.start, outline.span.start - NEAR) : frame.title_at.start])
    interpreters, contacts = interpreters_of(outline, evidence), contacts_of(outline, evidence)
    start, end = validity_of(outline, issued, evidence)
    if (
        start is None
        and (
            label := _labelled_day(outline, frame, "in_force")
            or _IN_FORCE_LABEL.search(text, frame.within.start, _head_end(frame, outline))
        )
        is not None
    ):
        start = to_date(label)
        evidence["effective_from"] = (page.mention(label.start(), label.end(), "effective.label"),)
    if end is None and (label := _labelled_day(outline, frame, "until")) is not None:
        end = to_date(label)
        evidence["effective_to"] = (page.mention(label.start(), label.end(), "effective.label"),)
    level: Level | None = place.level if place else None
    return Document(
        id=re.split(r"[_.]", name, maxsplit=1)[0] or name,
        file=name,
        part=part,
        title=frame.title,
        type=_genre(frame.title),
        jurisdiction=spelled(place) if place and place is not NATION else None,
        level=level,
        issuers=issuers,
        doc_number=number.value if number else None,
        issued=issued.isoformat() if issued else None,
        effective_from=start.isoformat() if start else None,
        effective_to=end.isoformat() if end else None,
        period=period,
        cites=tuple(citations_of(frame, outline)),
        digest=frame.digest,
        stage=stage["stage"] if stage else "征求意见稿" if opinion else None,
        sha256=hashlib.sha256(outline.span.of(page.text).encode("utf-8", "surrogatepass")).hexdigest(),
        span=outline.span,
        evidence=evidence,
        interpreters=interpreters,
        contacts=contacts,
    )
