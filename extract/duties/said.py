"""What departments are said to do, without a word of duty: 市市场监管局依法查处侵权行为, 市财政局每年安排专项资金.

In the tasks of a plan a department and what it does is its duty; what was done already, and what a page tells of the
present, is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from extract import patterns as re
from extract.brackets import split, unclosed
from extract.duties.audit import merged, sentence_around, touches
from extract.duties.items import lists_tasks
from extract.duties.lists import leading_names
from extract.duties.orders import ADVERBIAL, is_act, is_beside, is_said, part_in, says
from extract.duties.parts import Part
from extract.duties.past import told_of_past
from extract.facts import Span
from extract.numbering import number_at
from extract.outline import Outline
from extract.page import trim
from extract.records import record
from extract.resolve import Context

__all__ = ["Said", "said_plainly"]

_LINE = re.compile(r"[^\n]+")
_MAX_LEAD = 48
_PHRASE_MARK = "，,。；;：:\n"
# 报管委会审定, 重大问题及时向市政府办公室报告, 省级企业技术中心; 前海合作区（以下简称前海）
_NO_BODY = re.compile(
    "[报经以对将把向与]|[^、]{2,}[向报](?=[省市州盟县区旗国各])|[省市州县区]级|国家级|[^(（]*[区市县州盟旗镇乡村园城](?:[(（][^()（）]*[)）]?)?$"
)
# 弄虚作假的，由市经信局撤销资格; 对逾期项目，由市科技局收回资金; 12月中旬，由市科技局组织评估
_IN_CASE = re.compile(
    "(?:凡|对|如|若|逾期)[^。；;]*[，,]|[^。；;]*的[，,]|[^，,。；;]{1,16}(?:[前后内底旬末初]|日起|期间)[，,]"
)
# 由市工信局会同市财政局负责解释
_EXPLAINS = re.compile("解释")


@record
class Said:
    """What a phrase says that departments do; ``sure`` is not set where amid a sentence it says by whom a step is taken."""

    phrase: Span
    part: Part
    sure: bool


def said_plainly(outline: Outline, settled: Sequence[Span], spoken: Sequence[Span], context: Context) -> Iterator[Said]:
    """Yield the phrases that begin with departments and say what these do, where nothing was read of them.

    Parameters
    ----------
    outline
        The policy.
    settled
        What was read already.
    spoken
        Sentences that have given somebody a duty already: whoever else is spoken of in one has one too.
    context
        Jurisdiction and date of the policy.
    """
    text = outline.text
    read, given = merged(settled), merged(spoken)
    told = outline.span.start
    begun = Span(told, told)
    for end in _ends(text, outline.span):
        if touches(*read, Span(end - 1, end)):
            continue
        section = outline.section_at(end - 1)
        if section is None or end > section.body.end:
            continue
        # 第一章总则第一条 市科技局…: a heading within a line begins a phrase too.
        begin = max(text.rfind(mark, max(told, end - _MAX_LEAD), end) for mark in _PHRASE_MARK) + 1
        begin = max(begin, section.at.start)
        if not _ends_names(text[begin:end], context) or not lists_tasks(outline.headings(section)):
            continue
        sentence = sentence_around(text, end, section.body)
        pieces = split(text, Span(begin, sentence.end), "，,")
        phrase = next(p for p in pieces if p.end >= end)
        acts_in = Span(end, phrase.end)
        if not is_act(text, end, phrase.end) and ADVERBIAL.fullmatch(text, end, phrase.end) is not None:
            acts_in = trim(text, next(pieces, phrase))
            phrase = Span(phrase.start, acts_in.end)
        number = number_at(text, begin) if begin == sentence.start else None
        # 资金由市财政局专项管理: by whom.
        by = text.rfind("由", begin, end) + 1
        start = max(number.end if number is not None else begin, by)
        inside = unclosed(text, Span(sentence.start, end)) is not None
        if start >= end or inside or touches(*read, phrase) or told_of_past(sentence.of(text), context.date):
            continue
        part = _part(text, Span(start, end), acts_in, context, by=by > 0)
        if part is not None:
            # 由审批部门推送至信用平台: a step, whoever takes it.
            step = by and all(name.agency.endswith("部门") for name in part.names)
            sure = not step and (
                not by
                or begin <= max(sentence.start, section.at.start)
                or touches(*given, Span(begin, end))
                or begin < begun.end
                or _IN_CASE.fullmatch(text, sentence.start, begin) is not None
            )
            told, begun = phrase.end, sentence if sure else begun
            yield Said(trim(text, phrase), part, sure)


def _ends(text: str, span: Span) -> Iterator[int]:
    """Yield where words end as a name does, with an act behind them."""
    for line in _LINE.finditer(text, span.start, span.end):
        yield from (line.start() + end for end in _ends_in(line[0]))


@lru_cache(maxsize=8192)
def _ends_in(words: str) -> tuple[int, ...]:
    return tuple(match.end() for match in says().finditer(words))


@lru_cache(maxsize=8192)
def _ends_names(words: str, context: Context) -> bool:
    """Tell whether a phrase up to a place may be names alone; most that end as one does are none."""
    number = number_at(words, 0)
    start = max(number.end if number is not None else 0, words.rfind("由") + 1)
    return leading_names(words, trim(words, Span(start, len(words))), context)[1] >= len(words) > start


def _part(text: str, names_at: Span, acts_in: Span, context: Context, *, by: bool) -> Part | None:
    """Return what a phrase that begins with names says of them, None where they are no departments or it says nothing."""
    names, told = leading_names(text, trim(text, names_at), context)
    at, end = max(told, acts_in.start), acts_in.end
    bodies = [name.agency for name in names]
    if (
        told < names_at.end
        or any(_NO_BODY.match(body) and not is_beside(bodies, body, context) for body in bodies)
        or _EXPLAINS.search(text, at, end)
        or not is_said(text, bodies, at, end, context, by=by)
    ):
        return None
    return Part(tuple(names), *part_in(text, bodies, at, end))
