"""Who issues a policy: its signature, its issuers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extract import patterns as re
from extract.dates import ANY_DATE, DATE
from extract.facts import Span
from extract.frame import Frame
from extract.head.printed import LABELLED, NEAR
from extract.labels import head_data
from extract.names import looks_like_agency
from extract.outline import Outline
from extract.page import trim
from extract.prose import alternation
from extract.resolve import Context, resolve, twin_names
from extract.titles import NUMBER_LINE
from extract.titles import fold_title as fold
from seeds.places import longest_surface, spelled

# Below a title the day may stand in brackets.
# (延州政办发〔2019〕22号  2019年5月27日): the number may stand beside it.
_DATE_LINE = re.compile(
    rf"^\s*[(（]?\s*(?:[一-鿿]{{2,12}}[〔\[（(]\d{{4}}[〕\]）)]\s*\d+\s*号\s+)?{DATE}\s*[)）]?\s*$", re.M
)
# (烟台市人民政府办公室2024年6月18日印发), (2024年6月18日襄阳高新区管委会印发 襄高管发〔2024〕6号) below a title.
_GIVEN_OUT = re.compile(
    rf"^\s*[(（]?(?P<before>{ANY_DATE})?\s*(?P<names>[一-鿿][一-鿿、 　]{{3,60}}?)\s*(?P<day>{ANY_DATE})?\s*(?:印发|发布|公布|颁布)"
    r"(?:\s+[一-鿿]{2,12}[〔\[（(]\d{4}[〕\]）)]\d+号)?[)）]?\s*$",
    re.M,
)
_REST = re.compile(r"\s*([^\n]+)")
_ISSUER_LABEL = re.compile(
    rf"(?:(?:发布机构|发文机关|发文机构|发文部门|制定机关|发文单位|发布单位|制发机关){LABELLED}|^发文机关)(?P<names>[^\n;；\t|]{{2,80}})",
    re.M,
)
_NOTICE_LINE = re.compile(
    r"^[^\n。]{4,60}?(?:印发|转发|发布|公布|征求|征集)[^\n。]{4,120}?的?(?:通知|公告|启事)(?:\s*[(（][^()（）\n]{4,24}[)）])?\s*\|?\s*$",
    re.M,
)
_ANNOUNCES = re.compile(r"关于|印发|转发|发布|公布|[《\n]")
# A page that names its source, and the head of red-letter paper: 某县人民政府办公室文件.
_SOURCE = re.compile(r"(?:信息)?来源\s*[:：]\s*(?P<names>[一-鿿]{4,30})(?=[\s|]|$)", re.M)
_LETTERHEAD = re.compile(r"^\s*(?P<names>[一-鿿]{5,30}?)文\s*件\s*$", re.M)
_GOVERNMENT = re.compile("(?:人民政府|行政公署|管理委员会|管委会)(?:办公[室厅])?$")
# News: 市工信局、市财政局联合印发…; 近日,国务院印发《…》.
# (2022年3月8日XX市第N届人民代表大会常务委员会第三次会议通过…): who made a regulation.
_ADOPTED = re.compile(
    r"^[(（][^()（）\n]{0,24}?(?P<place>(?<=[日 　(（])[一-鿿]{2,12}?)第[一-鿿]{1,6}届人民代表大会(?P<standing>常务委员会)?",
    re.M,
)
_DECREED = re.compile(r"^\s*(?P<names>[一-鿿]{3,20}(?:政府|委员会|部|局|署))令\s*(?:$|第)", re.M)
_NEWS = re.compile(
    r"(?P<names>[^\n。,，;；:：]{2,150}?)(?P<many>等?[一二三四五六七八九十]+个?(?:部门|单位|委办局)|等部门)?\s*"
    r"(?:日前|近日|今日|昨日?|正式|于?(?:20\d{2}年)?(?:\d{1,2}月)?\d{1,2}日|\s)*(?:联合|还|又|也)?\s*(?:发布|印发|出台|公布)\s*[了的]?\s*(?=《|关于)"
)
# What every piece of news holds, and what stands in none: the pattern tries a hundred ways at each place, so it is only
# tried before one of these.
_TOLD = re.compile(r"(?:发布|印发|出台|公布)\s*[了的]?\s*(?=《|关于)")
_TOLD_BARE = re.compile(r"(?:发布|印发|出台|公布)\s*了?\s*$")
_NEWS_BARE = re.compile(_NEWS.pattern.removesuffix("(?=《|关于)"))
_JOINED = re.compile("(?<=..[部委局会署行院])(?=[一-鿿]{3})")
# 科 技 部: names spaced out to the width of the others.
_APART = 2
# So many issuers that are known stand beside one that is not.
_BESIDE = 3
_WORDS = re.compile(r"[一-鿿]{4,20}")
# 省经济和信息化厅等5部门: who else stands where it is signed.
_AND_OTHERS = re.compile("等[ 　]?(?:[一二三四五六七八九十]+|\\d+)个?(?:部门|单位|委办局)[ 　]*$|等部门[ 　]*$")
# 浦府〔2022〕17号 / 某区人民政府关于印发
_NUMBER_ABOVE = re.compile(r"\s*" + NUMBER_LINE.pattern + r"[ 　\t]*\n\s*")
_NOTE = re.compile(r"[(（]此件[^()（）\n]{2,12}[)）]|附件\s*\d{0,2}\s*[:：]?")
# 某区商务委员会(代章): who lends a seal issues nothing.
_SEALED_FOR = re.compile(r"^[^\S\n]*[一-鿿]{4,30}[(（]代章[)）][^\S\n]*$", re.M)
_BREAKS = "。,，;；:："
_SAID = re.compile(r"^(?:[^、]*?(?:消息|获悉|报道|讯|日前|近日|\d日|据[^、]{2,8}?[社网报]电))")
# What a page prints before the notice on its line: 【规范性文件】, a number, 名称：.
_BEFORE_NOTICE = re.compile(r"[^\n]*?(?:[】\]|]|号|[:：])\s*(?=[一-鿿])")


@cache
def _names() -> re.Pattern[str]:
    # 中共宿州市委宿州市人民政府: two with nothing between them.
    party = r"中共[^\s、,，]{2,12}?委(?:员会)?(?=[^\s、,，]{2,12}(?:人民政府|政府)(?:\s|$))"
    return re.compile(rf"[一-鿿]{{0,8}}?(?:{alternation(twin_names())})|{party}|[^\s、,，?？]+")


def _agencies(page_text: str, span: Span, context: Context) -> list[Span] | None:
    """Return the names in a stretch that holds nothing but agencies, None where it holds anything else."""
    spans: list[Span] = []
    span = Span(span.start, span.start + len(_AND_OTHERS.sub("", span.of(page_text))))
    letters = span.of(page_text).split()
    if len(letters) > 1 and all(len(part) <= _APART for part in letters) and _is_issuer("".join(letters), context):
        return [span]
    unsure = 0
    for match in _names().finditer(span.of(page_text)):
        name = Span(span.start + match.start(), span.start + match.end())
        parts = [name] if _is_issuer(name.of(page_text), context) else _at_and(page_text, name, context)
        if not parts:
            # One that no table knows may stand beside others of its place.
            if not (looks_like_agency(name.of(page_text)) and longest_surface(name.of(page_text))):
                return None
            parts, unsure = [name], unsure + 1
        spans += parts
    return spans if len(spans) >= _BESIDE * unsure and len(spans) > unsure else None


def _is_issuer(name: str, context: Context) -> bool:
    who = resolve(name, context)
    # Towns and streets are in no table; where the district before them is known, so are they.
    known = who.known or (who.kind == "government" and who.jurisdiction is not None)
    return known and who.kind != "collective" and len(name) > 2


def _is_own(name: str, context: Context) -> bool:
    """Tell whether a body is one of the policy's own place."""
    here = context.jurisdiction
    return here is not None and resolve(name, context).jurisdiction in (here.name, spelled(here))


def _at_and(page_text: str, name: Span, context: Context) -> list[Span]:
    """Split two agencies at the 和 between them (工信部和发改委), which may be inside one too, or where a line was joined.

    工业和信息化部公安部: a page that takes out a break leaves no blank between two ministries.
    """
    for cut in (*re.finditer("和", name.of(page_text)), *_JOINED.finditer(name.of(page_text))):
        parts = [Span(name.start, name.start + cut.start()), Span(name.start + cut.end(), name.end)]
        if all(_is_issuer(part.of(page_text), context) for part in parts):
            return parts
    return []


def _first_half(text: str, line: Span, rest: Span, context: Context) -> bool:
    """Tell whether a line begins the name that the next one ends: 某市推进数字经济 / 发展领导小组办公室."""
    words = line.of(text)
    return (
        _WORDS.fullmatch(words) is not None
        and 0 < longest_surface(words) < len(words)
        and not longest_surface(rest.of(text))
        and _is_issuer(words + rest.of(text), context)
    )


def _signed_above(text: str, within: int, start: int) -> Iterator[Span]:
    """Yield the lines above the title of an annex that its notice is signed in, where nothing stands between but a note."""
    floor = max(within, start - NEAR)
    day = next(reversed(list(_DATE_LINE.finditer(text, floor, start))), None)
    if day is not None and not _NOTE.sub("", text[day.end() : start]).strip():
        yield Span(floor, start)


def signature_of(outline: Outline, context: Context, within: int) -> tuple[list[Span], Span | None]:
    """Return the names above a date on a line of its own, in the head or behind the last section, and the date.

    A line in brackets below the title says both, too. The page's part that holds the policy begins at ``within``.
    """
    text = _SEALED_FOR.sub(lambda m: " " * len(m[0]), outline.text) if "代章" in outline.text else outline.text
    first = outline.sections[0].body.start if outline.sections else outline.closing.start
    for given_out in _GIVEN_OUT.finditer(text, outline.span.start, first):
        which = "before" if given_out["before"] else "day"
        found = _agencies(text, Span(given_out.start("names"), given_out.end("names")), context)
        if given_out[which] and found:
            return found, Span(given_out.start(which), given_out.end(which))
    above = _signed_above(text, within, outline.span.start)
    for stretch in (Span(outline.span.start, first), outline.closing, *above):
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
                    if found is None and names and _first_half(text, line, names[0], context):
                        names[0] = Span(line.start, names[0].end)
                        break
                    if found is None:
                        break
                    names = found + names
                if start <= stretch.start:
                    break
                end = start - 1
            if not names and match["iy"]:
                # 2024-06-14 alone is the day on which the page came out.
                continue
            return names, day
    return [], None


def _lines_above(text: str, floor: int, end: int, context: Context) -> list[Span]:
    """Return the issuers on the lines right above ``end``: those of a notice that begins with 关于, of news in short lines."""
    names: list[Span] = []
    while end > floor:
        start = max(text.rfind("\n", floor, end) + 1, floor)
        line = trim(text, Span(start, end))
        found: list[Span] | None = _agencies(text, line, context) if line.start < line.end else []
        if found is None:
            break
        names = found + names
        end = start - 1
    return names


def issuers_of(
    frame: Frame, outline: Outline, context: Context, signed: list[Span], numbered: bool = False
) -> list[Span]:
    """Return the mentions of the issuers: signature, line under the title, title, label, letterhead, news line, source.

    Where a page names its source, that is who issued the policy if the page prints the policy's own number too.
    """
    text = outline.text
    if signed:
        return signed
    if text.startswith("关于", outline.span.start) and (
        above := _lines_above(text, frame.within.start, outline.span.start - 1, context)
    ):
        return above
    below = text.find("\n", frame.title_at.end)
    if below >= 0:
        rest = _REST.match(text, below)
        line = trim(text, Span(rest.start(1), rest.end(1))) if rest else Span(below, below)
        if line.end <= (outline.preamble.start or line.end):
            names = _agencies(text, line, context)
            if names:
                return names
    lines = _NOTICE_LINE.finditer(text, max(frame.within.start, outline.span.start - NEAR), frame.title_at.start + 1)
    # Pages list the notices of other policies above it too.
    notice = next(
        (line for line in lines if fold(frame.title).replace("的", "") in fold(line[0]).replace("的", "")), None
    )
    starts = [*((notice.start(),) if notice else ()), outline.span.start, frame.title_at.start]
    if (number := _NUMBER_ABOVE.match(text, outline.span.start)) is not None:
        starts.append(number.end())
    if notice is not None and (before := _BEFORE_NOTICE.match(text, notice.start(), notice.end())) is not None:
        starts.append(before.end())
    for start in starts:
        about = _ANNOUNCES.search(text, start, start + 150)
        if about is not None and about.start() > start:
            names = _agencies(text, trim(text, Span(start, about.start())), context)
            if names:
                return names
    end = outline.preamble.start or frame.within.end
    first = outline.sections[0].at.start if outline.sections else end
    printed = head_data(text, frame.within.start, max(first, end)).get("issuer")
    if printed is not None:
        # 公开主体：区发展改革委002001: the site's number of the body stands behind its name.
        named = Span(printed.start, printed.start + len(printed.of(text).rstrip("0123456789 ")))
        if names := _agencies(text, named, context):
            return names
    match = _ISSUER_LABEL.search(text, frame.within.start, max(first, end))
    if match is not None and (names := _agencies(text, Span(match.start("names"), match.end("names")), context)):
        return names
    for pattern, group in ((_DECREED, "names"), (_ADOPTED, "place"), (_LETTERHEAD, "names")):
        found = pattern.search(text, frame.within.start, max(first, end))
        if found is None:
            continue
        name = Span(found.start(group), found.end() if group == "place" else found.end(group))
        if _is_issuer(name.of(text), context):
            return [name]
    last = trim(text, Span(text.rfind("\n", outline.span.start, outline.closing.end) + 1, outline.closing.end))
    if _GOVERNMENT.search(last.of(text)) and _is_issuer(last.of(text), context) and _is_own(last.of(text), context):
        # A signature without a day; a department may be the last cell of a table.
        return [last]
    told = in_news(text, Span(frame.within.start, max(end, frame.title_at.end)), frame, context)
    source = _SOURCE.search(text, frame.within.start, max(first, end)) if numbered and not told else None
    if source is not None and context.jurisdiction is not None:
        name = Span(source.start("names"), source.end("names"))
        if _is_issuer(name.of(text), context) and _is_own(name.of(text), context):
            return [name]
    return told


def _news(text: str, span: Span, title: str) -> Iterator[re.Match[str]]:
    """Yield the news of a stretch, as ``_NEWS.finditer`` does, and what ends before the title itself."""
    at = span.start
    bare = text.find(title, span.start, span.end)
    if bare > span.start and (told := _TOLD_BARE.search(text, max(span.start, bare - 4), bare)) is not None:
        start = max(span.start, *(text.rfind(mark, span.start, told.start()) + 1 for mark in _BREAKS + "\n"))
        match = _NEWS_BARE.fullmatch(text, start, bare)
        if match is not None:
            yield match
    for told in _TOLD.finditer(text, span.start, span.end):
        start = max(at, *(text.rfind(mark, at, told.start()) + 1 for mark in _BREAKS))
        match = _NEWS.search(text, start, min(told.end() + len("关于"), span.end))
        if match is not None:
            at = match.end()
            yield match


def in_news(text: str, span: Span, frame: Frame, context: Context) -> list[Span]:
    """Return who issued the policy by the news that tells of it."""
    title = fold(frame.title)
    for match in _news(text, span, frame.title):
        if title[:8] not in fold(text[match.end() : match.end() + len(frame.title) + 8]):
            continue
        if match["many"] and longest_surface(match["names"]) == len(match["names"]):
            # 云南省六部门印发: some of a place, and none of them named.
            continue
        said = _SAID.match(match["names"])
        names = _agencies(text, Span(match.start("names") + (said.end() if said else 0), match.end("names")), context)
        if names:
            first = text.rfind("\n", span.start, names[0].start) + 1
            begins = not text[first : names[0].start].strip()
            return [*(_lines_above(text, span.start, first - 1, context) if begins else ()), *names]
    return []
