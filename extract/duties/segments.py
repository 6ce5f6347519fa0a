"""Where a clause is cut: at marks, at labels, at verbs, between those who do something and those who join them or are helped."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from extract import patterns as re
from extract.brackets import outermost, split
from extract.duties.nobody import is_date
from extract.duties.words import find_labels, verb_at_end
from extract.facts import Span
from extract.names import is_known, looks_like_agency
from extract.resolve import Context

_ANYWHERE = Context(None)
_SPLIT_VERB = re.compile(r"(?:牵头|负责|配合|参与|协助|督导|督办)$")
# 会同市财政局于2025年底前完成
_BY_WHEN = re.compile(
    "(?:[于在]|(?<=[局厅委办部署院]))(?:20\\d\\d年|每年|\\d{1,2}月)[^、，,]{0,8}[前内底][^、，,]{0,8}$"
)


_LAST = re.compile("[、:：]")
_BLANK = re.compile("[ 　\\t]+")
# 市科技局 会同 市财政局, 省工业和 信息化厅, 省 市场监管局: what stands before the blank is no whole name.
_OPEN_END = re.compile("(?:[和及与、会]|会同|联合|以及|[：:、，, 　][省市州盟县区旗])$")
_LABEL = re.compile("[一-鿿]{2,8}[:：]")
_BODY = re.compile("[省市州盟县区旗各](?![级内外场])[一-鿿]{1,20}?[局厅委办部署院会府]")
# 市科技局2025年底前完成; 2025年底前市科技局牵头
_WHEN_BEHIND = re.compile(
    "(?<=[局厅委办部署院会府心位门团司)）责合])(?P<when>[于在自至到]?(?:20\\d\\d|\\d{1,2}月|每[年月季]|长期|持续|年底|年内|全年|即日起)[^、:：]*)$"
)
_WHEN_BEFORE = re.compile(
    "[ 　]{0,4}(?P<when>(?:20\\d\\d年|\\d{1,2}月)[^、，,:：]{0,12}?[前底起](?:完成|启动)?)(?=[省市州盟县区旗国各])"
)
# 市科技局牵头并会同市财政局、市税务局: whom a body does something with begins a piece.
_JOINED = re.compile("(?:并|再)?(?=(?:会同|联合|会商)[省市州盟县区旗国各有相自])")


def segments(text: str, span: Span) -> Iterator[Span]:
    """Yield the pieces of a clause that have one role word each, as far as marks, labels and verbs tell."""
    for piece in chain.from_iterable(_at_times(text, piece) for piece in split(text, span, ";；,，。")):
        start = piece.start
        for joins in _JOINED.finditer(text, piece.start, piece.end):
            if _does(text, Span(start, joins.start())):
                yield from _at_verbs(text, Span(start, joins.start()))
                start = joins.end()
        yield from _at_verbs(text, Span(start, piece.end))


def _at_times(text: str, span: Span) -> Iterator[Span]:
    """Split at blanks that part a time, or what another label begins, from the names; where nothing parts them, behind the name."""
    start = span.start
    for blank in _BLANK.finditer(text, span.start, span.end):
        before, after = text[start : blank.start()].strip(), text[blank.end() : span.end]
        # What stands up to the next blank may be the time.
        following = _BLANK.split(after)[0]
        labelled = any(mark in before for mark in ":：") and _BODY.match(following) is not None
        labelled = labelled and _OPEN_END.search(before) is None
        if before and (is_date(before) or is_date(following) or _LABEL.match(after) or labelled):
            yield Span(start, blank.start())
            start = blank.end()
    joined = _WHEN_BEHIND.search(text, start, span.end) or _WHEN_BEFORE.match(text, start, span.end)
    if joined is not None and is_date(joined["when"]):
        yield Span(start, joined.start("when"))
        yield Span(*joined.span("when"))
        start = joined.end("when")
    yield Span(start, span.end)


def _at_verbs(text: str, span: Span) -> Iterator[Span]:
    """Split where 、 stands between two parts (市商务局牵头、石家庄海关配合)."""
    start = span.start
    for piece in split(text, span, "、"):
        if piece.end < span.end and _does(text, piece):
            yield from _at_labels(text, Span(start, piece.end))
            start = piece.end + 1
    yield from _at_labels(text, Span(start, span.end))


def _does(text: str, piece: Span) -> bool:
    """Tell whether words end with what a body does (市科技局牵头组织, 市科技局为牵头单位)."""
    if _SPLIT_VERB.search(text, piece.start, piece.end):
        return piece.end - piece.start > 3
    verb = verb_at_end(text, piece.start, piece.end)
    return verb is not None and looks_like_agency(_LAST.split(text[piece.start : verb.start()])[-1])


def _at_labels(text: str, span: Span) -> Iterator[Span]:
    """Split where a label follows the last name with nothing between (…局牵头单位:…)."""
    # 市科技局（主要负责人：张伟）: what a bracket behind a name labels is of that name.
    noted = [b for b in outermost(text, span) if b.start > span.start]
    cuts = [m.start() for m in find_labels(text, span) if not any(b.start < m.start() < b.end for b in noted)]
    start = span.start
    for cut in cuts:
        if cut > start and not text[start:cut].rstrip().endswith(("(", "（", "〔")):
            yield Span(start, cut)
            start = cut
    yield Span(start, span.end)


def _ends_before(before: str, after: str) -> bool:
    """Tell whether 会 is no part of the name before it: 市卫生健康委会市医保局, and no 市管委会市场监管局."""
    last = before.split("、")[-1]
    return after[:1] == last[:1] and not last.endswith(("管委", "党委", "常委")) and is_known(last, _ANYWHERE)


def joint(text: str, span: Span) -> tuple[Span, Span | None]:
    """Split ``A、B会同C`` into the names before and the names that join."""
    words = span.of(text)
    inside = list(outermost(text, span))
    for match in re.finditer("会同|会商|联合(?!会)|(?<!社)会|(?<=[局厅委部府])商(?=[省市州县区国])", words):
        # 市税务局（会同）、市财政局: a note of the one name.
        if any(b.start <= span.start + match.start() < b.end for b in inside):
            continue
        before, after = words[: match.start()], words[match.end() :]
        if match[0] != "会同" and (
            not (looks_like_agency(before) and looks_like_agency(after))
            or (before[-1:] in "委协联工社商学大法" and not _ends_before(before, after))
        ):
            continue
        # 会同市财政局、市统计局攻坚克难: a verb that no table has.
        first = match[0] == "会同" and is_known(after.split("、")[0], _ANYWHERE)
        if first or looks_like_agency(without_tail(after)):
            return Span(span.start, span.start + match.start()), Span(span.start + match.end(), span.end)
    return span, None


# 市水利局协同市自然资源局负责: who is named first helps the other. Before 推进 and at the end it is how all work.
_BESIDE = re.compile("协[同助](?=[省市州盟县区旗国各有相自])")


def beside(text: str, span: Span) -> tuple[Span, Span] | None:
    """Split ``A协同B`` into those who help and those who are helped."""
    if "协同" not in span.of(text) and "协助" not in span.of(text):
        return None
    for match in _BESIDE.finditer(text, span.start, span.end):
        before, after = Span(span.start, match.start()), Span(match.end(), span.end)
        if looks_like_agency(before.of(text)) and looks_like_agency(without_tail(after.of(text))):
            return before, after
    return None


def without_tail(words: str) -> str:
    """Drop what follows the last name of a list without a mark (会同省商务厅、省供销社推进)."""
    match = verb_at_end(words, 0, len(words)) or _BY_WHEN.search(words)
    return words[: match.start()] if match is not None else words
