"""The head of a policy: title, kind, jurisdiction, issuers, number, dates, validity, citations."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from extract.dates import ANY_DATE, DATE, figure, find_dates, last_day, later, months_in, to_date
from extract.facts import Citation, CitationRelation, Document, Level, Mention, Span
from extract.frame import Frame, kind_of
from extract.names import looks_like_agency
from extract.numbering import number_at
from extract.outline import Outline
from extract.page import trim
from extract.resolve import NATION, Context, resolve
from seeds.places import Place, find, spelled
from seeds.tables import rows

_NUMBER = r"[一-鿿]{1,12}\s*[〔\[［(（]\s*(?:19|20)\d{2}\s*[〕\]］)）]\s*第?\s*\d{1,5}\s*号"
_PERIOD = re.compile(r"(?P<from>20\d{2})\s*年?\s*[-—–－~～至到]+\s*(?P<to>20\d{2})\s*年?")
_STAGE = re.compile(r"[(（](?P<stage>征求意见稿|公开征求意见稿|送审稿|试行|暂行|修订|修订稿|草案|修正)[)）]")
_DATE_LINE = re.compile(rf"^\s*{DATE}\s*$", re.M)
# A page's table of its own data: 成文日期：2024-05-01, 【发文机关】…, or cells set apart by a tab.
_LABELLED = r"[】\]]?\s*[:：\t |]\s*[\t |]*"
_OWN_NUMBER = re.compile(
    rf"^\s*(?P<label>[【\[]?(?:发文字号|文\s*号|文件编号|发布文号|发文文号|文件字号){_LABELLED})?(?P<number>{_NUMBER})\s*$",
    re.M,
)
_ISSUED_LABEL = re.compile(
    rf"(?:成文日期|发文日期|印发日期|制定日期|生成日期|签发日期|成文时间|发文时间){_LABELLED}{DATE}"
)
_ISSUER_LABEL = re.compile(
    rf"(?:发布机构|发文机关|发文机构|制定机关|发文单位|发布单位|制发机关){_LABELLED}(?P<names>[^\n;；\t|]{{2,80}})"
)
_NOTICE_LINE = re.compile(r"^[^\n。]{4,60}?(?:印发|转发|发布|公布)[^\n。]{4,120}?的?(?:通知|公告)\s*$", re.M)
_FIRST_BODY = re.compile(r"\s*(?P<name>[一-鿿]{3,20}?(?:部|委|会|局|署|行|院))(?=[\s、]|关于|办公厅|印发)")
_ANNOUNCES = re.compile(r"关于|印发|转发|发布|公布|[《\n]")
_JOINT_NEWS = re.compile(
    r"(?P<names>[^\n。,，;；]{4,150}?)(?:[一二三四五六七八九十]+个?(?:部门|单位|委办局)|等部门)?\s*(?:联合)\s*(?:发布|印发|出台)"
)
_EFFECTIVE = re.compile(
    rf"自\s*(?:(?P<day>{ANY_DATE})|(?:印发|发布|公布|颁布|发文|下发)之日)\s*起\s*"
    r"(?:满?\s*(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?P<unit>日|天|个月)\s*后)?\s*(?:开始|正式)?\s*(?:施行|实施|执行|生效|试行|适用|起效|[,，]?\s*至)"
)
_VALID_FOR = re.compile(
    r"(?:有效期限?|(?:实施|执行|施行|试行|适用)(?:期限?)?|试行期)\s*(?:为|至|限为|暂定|暂定为)?\s*(?:[1-9]\d?|[一二三四五六七八九十两]{1,2})\s*(?:年|个月)"
)
_VALID_TO = re.compile(
    r"(?:有效期(?:限)?(?:为)?\s*(?:截?至|到)|有效期[^。\n]{0,20}?至|(?:执行|施行|实施|适用|试行)(?:期限?)?(?:为|到|截止|截)?至?|起\s*(?:施行|实施|执行)?[,，]?\s*至)"
    rf"\s*(?P<day>{ANY_DATE})(?!起)"
)
# How far above the policy a page prints its data, and how far a number without a label may stand.
_PAGE_HEAD = 1500
_NEAR = 400
_OPENING_SECTIONS = 3
_CITED = re.compile(rf"《(?P<title>[^《》\n]{{4,90}})》(?:\s*[(（]\s*(?P<number>{_NUMBER})\s*[)）])?")
_BASIS = re.compile(r"根据|依据|按照|遵照|依照|落实|贯彻|衔接|为.{0,20}实施")
# 推进《…规划》实施: what a document carries out; 贯彻, 落实, 根据 name what it stands on.
_CARRIED_OUT = re.compile(r"(?:推进|推动|加快|保障|确保)[^，,。]{0,4}$")
_OPENS = re.compile(r"\s*(?:为了?|根据|依据|按照|依照|遵照|贯彻|落实|结合|本)")
_MAKES = re.compile(r"制定|制订|编制|提出|出台|印发")
_EXPLAINED = re.compile(
    r"由(?P<names>[^，,。；;\n由]{2,80}?)(?:按照?职责(?:分工)?|共同|分别|联合|具体)*(?:负责)?(?:具体)?解释"
)
_AND_BODY = re.compile(r"会同|商|、|和|及|以及|会(?=[省市县区州自国])|与")
_CONTACT = re.compile(
    r"(?:联系|咨询|监督|投诉|服务|受理|办公)?(?:电话|热线|方式|人|地址|邮箱|传真)(?:号码)?\s*[:：]\s*(?P<value>[^\n。；;，,]{3,60})"
)
_OPINION = re.compile(r"征求[^\n。]{0,60}意见")
_REPLACED = re.compile(r"同时废止|予以废止|即行废止|停止执行|不再执行|废止")
_CITED_KINDS = re.compile(
    r"(?:目录|清单|导则|指南|规则|蓝图|若干措施|法|条例|规定|办法|意见|方案|规划|纲要|计划|措施|通知|决定|细则|若干政策|政策|公告|要点|指引|标准)(?:[(（][^()（）]*[)）])*$"
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
        name = next(n for n in (spelled(place), place.name) if frame.title.startswith(n[:2]) or n == place.name)
        length = next((n for n in range(len(name), 1, -1) if page.text.startswith(name[:n], at.start)), 2)
        return place, page.mention(at.start, at.start + length, "jurisdiction.title")
    first = outline.sections[0].at.start if outline.sections else outline.span.end
    notice = page.text[outline.span.start : first].lstrip()
    if _title_prefix(notice) is NATION:
        begin = page.text.index(notice[:2], outline.span.start)
        return NATION, page.mention(begin, begin + 2, "jurisdiction.notice")
    body = _FIRST_BODY.match(page.text, outline.span.start, first)
    if body is not None and resolve(body["name"], Context(NATION)).level == "national":
        # 工业和信息化部 财政部关于印发…: ministries issue the country's policies.
        return NATION, page.mention(body.start("name"), body.end("name"), "jurisdiction.issuer")
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
    lines = _NOTICE_LINE.finditer(text, max(frame.within.start, outline.span.start - _NEAR), frame.title_at.start + 1)
    # Pages list the notices of other policies above it too.
    notice = next(
        (line for line in lines if _fold(frame.title).replace("的", "") in _fold(line[0]).replace("的", "")), None
    )
    starts = (*((notice.start(),) if notice else ()), outline.span.start, frame.title_at.start)
    for start in starts:
        about = _ANNOUNCES.search(text, start, start + 150)
        if about is not None and about.start() > start:
            names = _agencies(text, trim(text, Span(start, about.start())), context)
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
    found = list(_OWN_NUMBER.finditer(outline.text, max(frame.within.start, outline.span.start - _PAGE_HEAD), first))
    near = [m for m in found if m["label"] or m.start() >= outline.span.start - _NEAR]
    match = next(iter(near), None)
    if match is None:
        return None
    at = outline.page.mention(match.start("number"), match.end("number"), "number.line")
    return _Found(re.sub(r"\s+", "", at.quote), at)


def _citations(frame: Frame, outline: Outline) -> Iterator[Citation]:
    text, page = outline.text, outline.page
    opening = [s.body for s in outline.sections[:_OPENING_SECTIONS]]
    seen = {_fold(frame.title)}
    for stretch in (Span(outline.span.start, outline.preamble.end), *opening):
        for match in _CITED.finditer(text, stretch.start, stretch.end):
            sentence = page.sentence(Span(match.start(), match.end()))
            before, behind = text[sentence.start : match.start()], text[match.end() : sentence.end]
            named = _fold(match["title"])
            if named in seen or not _CITED_KINDS.search(match["title"]):
                continue
            carried = _CARRIED_OUT.search(before) is not None and re.match(r"[^，,。]{0,6}实施", behind) is not None
            if not carried and not _BASIS.search(before):
                continue
            # Inside the sections only a sentence that says why the policy was made names its basis.
            if stretch in opening and not _states_purpose(text, sentence):
                continue
            seen.add(named)
            yield _citation(outline, match, "implements" if carried else "based_on")
    for match in _CITED.finditer(text, outline.span.start, outline.span.end):
        sentence = page.sentence(Span(match.start(), match.end()))
        if _REPLACED.search(text[match.end() : sentence.end]) and _fold(match["title"]) not in seen:
            seen.add(_fold(match["title"]))
            yield _citation(outline, match, "replaces")


def _states_purpose(text: str, sentence: Span) -> bool:
    """Tell whether a sentence says why or on what ground the policy is made: 根据《…》,制定本办法."""
    words = sentence.of(text)
    number = number_at(text, sentence.start)
    opening = words[number.end - sentence.start :] if number is not None else words
    return _OPENS.match(opening) is not None and _MAKES.search(words) is not None


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


@cache
def _genres() -> dict[str, str]:
    return {row["word"]: row["type"] for row in rows("kinds")}


def _genre(title: str) -> str | None:
    """Return the kind of document that a title ends with, by its common name (若干政策措施: 若干措施)."""
    kind = kind_of(title)
    return _genres()[kind] if kind else None


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
        label = _ISSUED_LABEL.search(text, frame.within.start, outline.span.end)
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
    stage = _STAGE.search(frame.title) or _STAGE.search(text[outline.span.start : outline.preamble.start])
    opinion = _OPINION.search(text[max(frame.within.start, outline.span.start - _NEAR) : frame.title_at.start])
    interpreters, contacts = _explained(outline, evidence), _contacts(outline, evidence)
    start, end = _validity(outline, issued, evidence)
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
        period=(period["from"], period["to"]) if period else None,
        cites=tuple(_citations(frame, outline)),
        digest=frame.digest,
        stage=stage["stage"] if stage else "征求意见稿" if opinion else None,
        sha256=hashlib.sha256(outline.span.of(text).encode("utf-8", "surrogatepass")).hexdigest(),
        span=outline.span,
        evidence=evidence,
        interpreters=interpreters,
        contacts=contacts,
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
        if start is not None and match["n"]:
            count = figure(match["n"])
            start = later(start, count) if match["unit"] == "个月" else start + timedelta(days=count)
        if start is not None:
            evidence["effective_from"] = (page.mention(match.start(), match.end(), "effective.from"),)
    until = _VALID_TO.search(text, span.start, span.end)
    lasting = _VALID_FOR.search(text, span.start, span.end)
    if until is not None:
        end = find_dates(text, until.start("day"), until.end("day"))[0][2]
        evidence["effective_to"] = (page.mention(until.start(), until.end(), "effective.to"),)
    elif lasting is not None and start is not None:
        months = months_in(lasting[0])
        end = last_day(start, months) if months else None
        evidence["effective_to"] = (page.mention(lasting.start(), lasting.end(), "effective.years"),)
    return start, end


def _bodies(text: str, span: Span) -> list[Span]:
    """Split the bodies that explain a policy: 市工业和信息化局会同市财政局 is two, 市发展和改革委员会 one."""
    cuts = [
        m
        for m in _AND_BODY.finditer(text, span.start, span.end)
        if m[0] in "、会同以及" or looks_like_agency(text[span.start : m.start()])
    ]
    out, at = [], span.start
    for cut in cuts:
        out.append(trim(text, Span(at, cut.start())))
        at = cut.end()
    out.append(trim(text, Span(at, span.end)))
    return [body for body in out if body.start < body.end and looks_like_agency(body.of(text))]


def _explained(outline: Outline, evidence: dict[str, tuple[Mention, ...]]) -> tuple[str, ...]:
    """Return the bodies that explain the policy, as printed."""
    text = outline.text
    stated = list(_EXPLAINED.finditer(text, outline.span.start, outline.span.end))
    found = _bodies(text, Span(stated[-1].start("names"), stated[-1].end("names"))) if stated else []
    if found:
        evidence["interpreters"] = tuple(outline.page.mention(b.start, b.end, "interpreters") for b in found)
    return tuple(dict.fromkeys(body.of(text) for body in found))


def _contacts(outline: Outline, evidence: dict[str, tuple[Mention, ...]]) -> tuple[str, ...]:
    """Return the telephones, addresses and names that the policy prints to be reached by."""
    found = list(_CONTACT.finditer(outline.text, outline.span.start, outline.span.end))
    if found:
        evidence["contacts"] = tuple(outline.page.mention(m.start("value"), m.end("value"), "contacts") for m in found)
    return tuple(dict.fromkeys(m["value"].strip() for m in found))
