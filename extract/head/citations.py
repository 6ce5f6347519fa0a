"""The other policies that a policy stands on, carries out or replaces."""

from __future__ import annotations

from collections.abc import Iterator

from extract import patterns as re
from extract.facts import Citation, CitationRelation, Span
from extract.frame import Frame
from extract.head.printed import NUMBER
from extract.numbering import number_at
from extract.outline import Outline
from extract.page import trim
from extract.titles import fold_title as fold

_OPENING_SECTIONS = 3
_CITED = re.compile(
    rf"《\s*(?P<title>[^《》\n]{{4,90}})\s*》(?:\s*[(（]\s*(?P<number>{NUMBER}|[一-鿿]{{1,10}}令\s*第?\s*\d{{1,4}}\s*号)文?件?\s*(?:[)）]|[,，;；、][^()（）\n]{{2,24}}[)）]))?"
)
# (以下简称《意见》): a short name for what was cited before it.
_SHORT_NAMES = re.compile(
    r"(?:以下|下)(?:统)?(?:简)?称[“”‘’\"]*《(?P<short>[^《》\n]{2,40})》(?:[和、]《(?P<second>[^《》\n]{2,40})》)?"
)
_BASIS = re.compile(r"根据|依据|按照|遵照|依照|落实|贯彻|衔接|为.{0,20}实施")
# 推进《…规划》实施: what a document carries out; 贯彻, 落实, 根据 name what it stands on.
_CARRIED_OUT = re.compile(r"(?:推进|推动|加快|保障|确保)[^，,。]{0,4}$")
# 切实将《…》精神落到实处
_MADE_REAL = re.compile(r"[^，,。]{0,8}落(?:到实处|实到位|地见效)")
_OPENS = re.compile(r"\s*(?:为了?|根据|依据|按照|依照|遵照|贯彻|落实|结合|本)")
# 第一章 总则第一条 为…: a page may run a chapter and its first article together.
_FIRST_ARTICLE = re.compile(r"\s*总\s*则\s*第一条")
# 第一条【制定依据】 根据…
_LABEL = re.compile(r"\s*(?:【[^【】\n]{2,20}】|[（(][^（）()\n]{2,16}[)）])")
# 第二章第一节 规划依据: a section of its own says what a policy stands on.
_GROUNDS = re.compile(r"(?:规划|编制|制定|制订|政策)?依据")
_MAKES = re.compile(r"制定|制订|编制|提出|出台|印发|(?:设立|安排|建立)[^，,。]{0,24}(?:资金|基金)")
# 本方案替代《…》
_REPLACES = re.compile(r"本[^，,。]{1,6}(?:替代|取代|代替|替换)$")
_REPLACED = re.compile(r"同时废止|予以废止|即行废止|停止执行|不再执行|废止")
_CITED_KINDS = re.compile(
    r"(?:批复|目录|清单|导则|指南|规则|蓝图|若干措施|法|条例|规定|办法|意见|方案|规划|纲要|计划|措施|通知|决定|细则|若干政策|政策|公告|要点|指引|标准)(?:[(（][^()（）]*[)）])*$"
)


def citations_of(frame: Frame, outline: Outline) -> Iterator[Citation]:
    """Yield the policies that are named where the document says why it was made, or that it replaces."""
    text, page = outline.text, outline.page
    opening = [s.body for i, s in enumerate(outline.sections) if i < _OPENING_SECTIONS or _GROUNDS.fullmatch(s.title)]
    said = outline.span.of(text)
    shortened = list(_SHORT_NAMES.finditer(said)) if "称《" in said or "称“《" in said else []
    short = {fold(name) for m in shortened for name in (m["short"], m["second"]) if name}
    own = "" if frame.rule == "title.first_line" and "《" in frame.title else fold(frame.title)
    seen = {own, *short}
    for stretch in (Span(outline.span.start, outline.preamble.end), *opening):
        for match in _CITED.finditer(text, stretch.start, stretch.end):
            sentence = _sentence(outline, match.start(), match.end())
            # A heading within a line begins a sentence of its own.
            sentence = Span(max(sentence.start, stretch.start), sentence.end)
            before, behind = text[sentence.start : match.start()], text[match.end() : sentence.end]
            named = fold(match["title"])
            if named in seen or named in own or not _CITED_KINDS.search(match["title"].strip()):
                continue
            carried = _CARRIED_OUT.search(before) is not None and re.match(r"[^，,。]{0,6}实施", behind) is not None
            if not carried and not _BASIS.search(before) and not _MADE_REAL.match(behind):
                continue
            # Inside the sections only a sentence that says why the policy was made names its basis.
            if stretch in opening and not _states_purpose(text, sentence):
                continue
            seen.add(named)
            yield _citation(outline, match, "implements" if carried else "based_on")
    for match in _CITED.finditer(text, outline.span.start, outline.span.end):
        sentence = page.sentence(Span(match.start(), match.end()))
        replaced = _REPLACED.search(text[match.end() : sentence.end]) or _REPLACES.search(
            text, sentence.start, match.start()
        )
        if replaced and fold(match["title"]) not in seen:
            seen.add(fold(match["title"]))
            yield _citation(outline, match, "replaces")


def _sentence(outline: Outline, start: int, end: int) -> Span:
    """Return the sentence around a citation; a page may break the line behind 《."""
    sentence = outline.page.sentence(Span(start, end))
    while outline.text[max(0, sentence.start - 2) : sentence.start] == "《\n":
        before = outline.page.sentence(Span(sentence.start - 2, sentence.start - 1))
        sentence = Span(before.start, sentence.end)
    return sentence


def _states_purpose(text: str, sentence: Span) -> bool:
    """Tell whether a sentence says why or on what ground the policy is made: 根据《…》,制定本办法."""
    words = sentence.of(text)
    number = number_at(text, sentence.start)
    opening = words[number.end - sentence.start :] if number is not None else words
    if (below := _FIRST_ARTICLE.match(opening)) is not None:
        opening = opening[below.end() :]
    if (label := _LABEL.match(opening)) is not None:
        opening = opening[label.end() :]
    return _OPENS.match(opening) is not None and _MAKES.search(words) is not None


def _citation(outline: Outline, match: re.Match[str], relation: CitationRelation) -> Citation:
    title = trim(outline.text, Span(match.start("title"), match.end("title")))
    at = outline.page.mention(title.start, title.end, f"cites.{relation}")
    printed = match["number"] or _number_elsewhere(outline, match)
    number = re.sub(r"\s+", "", printed) if printed else None
    return Citation(title.of(outline.text), number, relation, at)


def _number_elsewhere(outline: Outline, cited: re.Match[str]) -> str | None:
    """Return the number that a later mention of a policy prints: a title often cites it without."""
    later = _CITED.finditer(outline.text, cited.end(), outline.span.end)
    return next((m["number"] for m in later if m["number"] and fold(m["title"]) == fold(cited["title"])), None)
