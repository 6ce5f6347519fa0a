"""The head of a policy: title, kind, jurisdiction, issuers, number, dates, validity, citations."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extract.dates import DATE, find_dates, last_day, to_date, years_in
from extract.facts import Citation, CitationRelation, Document, Level, Mention, Span
from extract.frame import Frame, kind_of
from extract.outline import Outline
from extract.page import trim
from extract.resolve import NATION, Context, resolve
from seeds.places import Place, find

_NUMBER = r"[一-鿿]{1,12}\s*[〔\[［(（]\s*(?:19|20)\d{2}\s*[〕\]］)）]\s*第?\s*\d{1,5}\s*号"
_OWN_NUMBER = re.compile(rf"^\s*(?:(?:发文字号|文号|文件编号|发布文号)\s*[:：]\s*)?(?P<number>{_NUMBER})\s*$", re.M)
_PERIOD = re.compile(r"(?P<from>20\d{2})\s*年?\s*[-—–－~～至到]+\s*(?P<to>20\d{2})\s*年?")
_STAGE = re.compile(r"[(（](?P<stage>征求意见稿|公开征求意见稿|送审稿|试行|暂行|修订|修订稿|草案|修正)[)）]")
_DATE_LINE = re.compile(rf"^\s*{DATE}\s*$", re.M)
_ISSUED_LABEL = re.compile(rf"(?:成文日期|发文日期|印发日期|制定日期)\s*[:：]\s*{DATE}")
_ISSUER_LABEL = re.compile(r"(?:发布机构|发文机关|发文机构|制定机关|发文单位)\s*[:：]\s*(?P<names>[^\n;；]{2,80})")
_JOINT_NEWS = re.compile(
    r"(?P<names>[^\n。,，;；]{4,150}?)(?:[一二三四五六七八九十]+个?(?:部门|单位|委办局)|等部门)?\s*(?:联合)\s*(?:发布|印发|出台)"
)
_EFFECTIVE = re.compile(
    rf"自\s*(?:(?P<day>{DATE})|(?:印发|发布|公布|颁布|发文)之日)\s*起\s*(?:开始)?\s*(?:施行|实施|执行|生效)"
)
_VALID_FOR = re.compile(r"有效期\s*(?:为|至|限为)?\s*(?:[1-9]\d?|[一二三四五六七八九十两]{1,2})\s*年")
_VALID_TO = re.compile(
    rf"(?:有效期(?:限)?(?:为)?\s*(?:截?至|到)|有效期[^。\n]{{0,20}}?至|(?:执行|施行|实施)(?:期限)?至)\s*(?P<day>{DATE})"
)
_CITED = re.compile(rf"《(?P<title>[^《》\n]{{4,90}})》(?:\s*[(（]\s*(?P<number>{_NUMBER})\s*[)）])?")
_BASIS = re.compile(r"根据|依据|按照|遵照|依照|落实|贯彻|衔接|为.{0,20}实施")
_REPLACED = re.compile(r"同时废止|予以废止|即行废止|停止执行|不再执行|废止")
_CITED_KINDS = re.compile(
    r"(?:法|条例|规定|办法|意见|方案|规划|纲要|计划|措施|通知|决定|细则|若干政策|政策|公告|要点|指引|标准)(?:[(（][^()（）]*[)）])*$"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A value of the head with the mentions that it was read from."""

    value: str
    at: Mention


def _title_prefix(title: str) -> Place | None:
    for length in range(min(len(title), 12), 1, -1):
        place = find(title[:length])
        if place is not None:
            return place
    if title.startswith(("国务院", "国家", "中共中央", "全国")):
        return NATION
    return None


def _jurisdiction(frame: Frame, outline: Outline) -> tuple[Place | None, Mention | None]:
    """Return whose policy it is: the place that begins the title, or else the first that the head names."""
    page = outline.page
    place = _title_prefix(frame.title)
    at = frame.title_at
    if place is not None:
        length = next((n for n in range(len(place.name), 1, -1) if page.text.startswith(place.name[:n], at.start)), 2)
        return place, page.mention(at.start, at.start + length, "jurisdiction.title")
    first = outline.sections[0].at.start if outline.sections else outline.span.end
    for stretch in (Span(outline.span.start, first), outline.closing, Span(frame.within.start, outline.span.start)):
        for match in re.finditer(r"[一-鿿]{1,9}?(?:自治区|省|市|州|县|区)", stretch.of(page.text)):
            for start in range(len(match[0]) - 2):
                named = find(match[0][start:])
                if named is not None and named.name == match[0][start:]:
                    begin = stretch.start + match.start() + start
                    return named, page.mention(begin, stretch.start + match.end(), "jurisdiction.head", confidence=0.8,
                                               why="no place in the title: the first that the head names")  # fmt: skip
    return None, None


def _agencies(page_text: str, span: Span, context: Context) -> list[Span] | None:
    """Return the names in a stretch that holds nothing but agencies, None where it holds anything else."""
    spans = []
    for match in re.finditer(r"[^\s、,，]+", span.of(page_text)):
        name = Span(span.start + match.start(), span.start + match.end())
        who = resolve(name.of(page_text), context)
        if not (who.known and who.kind != "collective" and len(name.of(page_text)) > 2):
            return None
        spans.append(name)
    return spans or None


def _signature(outline: Outline, context: Context) -> tuple[list[Span], Span | None]:
    """Return the names above a date on a line of its own, in the head or behind the last section, and the date."""
    text = outline.text
    first = outline.sections[0].body.start if outline.sections else outline.closing.start
    for stretch in (Span(outline.span.start, first), outline.closing):
        dates = list(_DATE_LINE.finditer(text, stretch.start, stretch.end))
        for match in dates:
            day = trim(text, Span(match.start(), match.end()))
            names: list[Span] = []
            end = day.start
            while end > stretch.start:
                start = text.rfind("\n", stretch.start, max(end - 1, stretch.start)) + 1 or stretch.start
                line = trim(text, Span(start, end))
                if line.start < line.end:
                    found = _agencies(text, line, context)
                    if found is None:
                        break
                    names = found + names
                if start <= stretch.start:
                    break
                end = start - 1
            return names, day
    return [], None


def _issuers(frame: Frame, outline: Outline, context: Context, signed: list[Span]) -> list[Span]:
    """Return the mentions of the issuers: signature, line under the title, title, label, news line."""
    text = outline.text
    if signed:
        return signed
    below = text.find("\n", frame.title_at.end)
    if below >= 0:
        rest = re.compile(r"\s*([^\n]+)").match(text, below)
        line = trim(text, Span(rest.start(1), rest.end(1))) if rest else Span(below, below)
        if line.end <= (outline.preamble.start or line.end):
            names = _agencies(text, line, context)
            if names:
                return names
    for start in (frame.title_at.start, outline.span.start):
        about = text.find("关于", start, start + 60)
        if about > start:
            names = _agencies(text, trim(text, Span(start, about)), context)
            if names:
                return names
    for pattern in (_ISSUER_LABEL, _JOINT_NEWS):
        match = pattern.search(text, frame.within.start, outline.preamble.start or frame.within.end)
        if match is not None:
            names = _agencies(text, Span(match.start("names"), match.end("names")), context)
            if names:
                return names
    return []


def _own_number(frame: Frame, outline: Outline) -> _Found | None:
    first = outline.sections[0].at.start if outline.sections else outline.span.end
    match = _OWN_NUMBER.search(outline.text, max(frame.within.start, outline.span.start - 400), first)
    if match is None:
        return None
    at = outline.page.mention(match.start("number"), match.end("number"), "number.line")
    return _Found(re.sub(r"\s+", "", at.quote), at)


def _citations(frame: Frame, outline: Outline) -> Iterator[Citation]:
    text, page = outline.text, outline.page
    article = outline.sections and outline.sections[0].path.startswith("第")
    first = next((s.body for s in outline.sections if s.path.split("/")[-1].endswith("条")), None) if article else None
    stretches = [Span(outline.span.start, outline.preamble.end), *([first] if first else [])]
    seen = {_fold(frame.title)}
    for stretch in stretches:
        for match in _CITED.finditer(text, stretch.start, stretch.end):
            sentence = page.sentence(Span(match.start(), match.end()))
            before = text[sentence.start : match.start()]
            if _fold(match["title"]) in seen or not _BASIS.search(before) or not _CITED_KINDS.search(match["title"]):
                continue
            seen.add(_fold(match["title"]))
            yield _citation(outline, match, "based_on")
    for match in _CITED.finditer(text, outline.span.start, outline.span.end):
        sentence = page.sentence(Span(match.start(), match.end()))
        if _REPLACED.search(text[match.end() : sentence.end]) and _fold(match["title"]) not in seen:
            seen.add(_fold(match["title"]))
            yield _citation(outline, match, "replaces")


def _citation(outline: Outline, match: re.Match[str], relation: CitationRelation) -> Citation:
    at = outline.page.mention(match.start("title"), match.end("title"), f"cites.{relation}")
    number = re.sub(r"\s+", "", match["number"]) if match["number"] else None
    return Citation(match["title"], number, relation, at)


def _fold(title: str) -> str:
    return re.sub(r"[\s《》()（）—–\-]", "", title)


def _latest(outline: Outline) -> str | None:
    """Return the latest date printed in the policy's own text, for want of a better one."""
    days = [day for _, _, day in find_dates(outline.text, outline.span.start, outline.span.end)]
    return max(days).isoformat() if days else None


def context_of(document: Document, outline: Outline) -> Context:
    """Return from where the policy's names are seen: its jurisdiction, and the date that decides names.

    The date is the issue date, else the first day in force, else the first year of the period, else the
    latest date in the policy's own text.
    """
    place = NATION if document.level == "national" else find(document.jurisdiction) if document.jurisdiction else None
    first_year = f"{document.period[0]}-01-01" if document.period else None
    return Context(place, document.issued or document.effective_from or first_year or _latest(outline))


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
    place, place_at = _jurisdiction(frame, outline)
    if place_at is not None:
        evidence["jurisdiction"] = (place_at,)
    context = Context(place)
    signed, day_at = _signature(outline, context)
    issued = None
    if day_at is not None:
        found = find_dates(text, day_at.start, day_at.end)
        issued = found[0][2] if found else None
        evidence["issued"] = (page.mention(day_at.start, day_at.end, "issued.signature"),)
    else:
        label = _ISSUED_LABEL.search(text, 0, outline.span.end)
        if label is not None:
            issued = to_date(label)
            evidence["issued"] = (page.mention(label.start(), label.end(), "issued.label"),)
    names = _issuers(frame, outline, context, signed)
    if names:
        evidence["issuers"] = tuple(page.mention(n.start, n.end, "issuers") for n in names)
    issuers = tuple(dict.fromkeys(resolve(n.of(text), context).canonical for n in names))
    number = _own_number(frame, outline)
    if number is not None:
        evidence["doc_number"] = (number.at,)
    period = _PERIOD.search(frame.title)
    stage = _STAGE.search(frame.title)
    start, end = _validity(outline, issued, evidence)
    level: Level | None = place.level if place else None
    return Document(
        id=re.split(r"[_.]", name, maxsplit=1)[0] or name,
        file=name,
        part=part,
        title=frame.title,
        type=kind_of(frame.title),
        jurisdiction=place.name if place else None,
        level=level,
        issuers=issuers,
        doc_number=number.value if number else None,
        issued=issued.isoformat() if issued else None,
        effective_from=start.isoformat() if start else None,
        effective_to=end.isoformat() if end else None,
        period=(period["from"], period["to"]) if period else None,
        cites=tuple(_citations(frame, outline)),
        digest=frame.digest,
        stage=stage["stage"] if stage else None,
        sha256=hashlib.sha256(outline.span.of(text).encode("utf-8", "surrogatepass")).hexdigest(),
        span=outline.span,
        evidence=evidence,
    )


def _validity(
    outline: Outline, issued: date | None, evidence: dict[str, tuple[Mention, ...]]
) -> tuple[date | None, date | None]:
    """Return the first and the last day in force as the closing rules state them."""
    text, page = outline.text, outline.page
    span = outline.span
    begins = list(_EFFECTIVE.finditer(text, span.start, span.end))
    start = end = None
    if begins:
        match = begins[-1]
        start = find_dates(text, match.start("day"), match.end("day"))[0][2] if match["day"] else issued
        if start is not None:
            evidence["effective_from"] = (page.mention(match.start(), match.end(), "effective.from"),)
    until = _VALID_TO.search(text, span.start, span.end)
    lasting = _VALID_FOR.search(text, span.start, span.end)
    if until is not None:
        end = find_dates(text, until.start("day"), until.end("day"))[0][2]
        evidence["effective_to"] = (page.mention(until.start(), until.end(), "effective.to"),)
    elif lasting is not None and start is not None:
        years = years_in(lasting[0])
        end = last_day(start, years) if years else None
        evidence["effective_to"] = (page.mention(lasting.start(), lasting.end(), "effective.years"),)
    return start, end
