"""Who issues a policy: its signature, its issuers."""

from __future__ import annotations

import re
from functools import cache

from extract.dates import DATE
from extract.facts import Span
from extract.frame import Frame
from extract.head.printed import LABELLED, NEAR, fold
from extract.outline import Outline
from extract.page import trim
from extract.prose import alternation
from extract.resolve import Context, resolve, twin_names

_DATE_LINE = re.compile(rf"^\s*{DATE}\s*$", re.M)
_ISSUER_LABEL = re.compile(
    rf"(?:发布机构|发文机关|发文机构|制定机关|发文单位|发布单位|制发机关){LABELLED}(?P<names>[^\n;；\t|]{{2,80}})"
)
_NOTICE_LINE = re.compile(r"^[^\n。]{4,60}?(?:印发|转发|发布|公布)[^\n。]{4,120}?的?(?:通知|公告)\s*$", re.M)
_ANNOUNCES = re.compile(r"关于|印发|转发|发布|公布|[《\n]")
_JOINT_NEWS = re.compile(
    r"(?P<names>[^\n。,，;；]{4,150}?)(?:[一二三四五六七八九十]+个?(?:部门|单位|委办局)|等部门)?\s*(?:联合)\s*(?:发布|印发|出台)"
)


@cache
def _names() -> re.Pattern[str]:
    return re.compile(rf"[一-鿿]{{0,8}}?(?:{alternation(twin_names())})|[^\s、,，]+")


def _agencies(page_text: str, span: Span, context: Context) -> list[Span] | None:
    """Return the names in a stretch that holds nothing but agencies, None where it holds anything else."""
    spans = []
    for match in _names().finditer(span.of(page_text)):
        name = Span(span.start + match.start(), span.start + match.end())
        who = resolve(name.of(page_text), context)
        if not (who.known and who.kind != "collective" and len(name.of(page_text)) > 2):
            return None
        spans.append(name)
    return spans or None


def signature_of(outline: Outline, context: Context) -> tuple[list[Span], Span | None]:
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


def issuers_of(frame: Frame, outline: Outline, context: Context, signed: list[Span]) -> list[Span]:
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
    lines = _NOTICE_LINE.finditer(text, max(frame.within.start, outline.span.start - NEAR), frame.title_at.start + 1)
    # Pages list the notices of other policies above it too.
    notice = next(
        (line for line in lines if fold(frame.title).replace("的", "") in fold(line[0]).replace("的", "")), None
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
