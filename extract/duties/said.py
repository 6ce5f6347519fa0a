"""What departments are said to do, without a word of duty: 市市场监管局依法查处侵权行为, 市财政局每年安排专项资金.

In the tasks of a plan a department and what it does is its duty; what was done already, and what a page tells of the
present, is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract import patterns as re
from extract.brackets import split
from extract.duties.audit import merged, sentence_around, touches
from extract.duties.grammar import Part
from extract.duties.items import lists_tasks
from extract.duties.lists import leading_names
from extract.duties.orders import SAYS, is_said
from extract.duties.past import told_of_past
from extract.facts import Span
from extract.numbering import number_at
from extract.outline import Outline
from extract.page import trim
from extract.resolve import Context

__all__ = ["said_plainly"]

_MAX_LEAD = 48
_SENTENCE_MARK = "。；;\n"
# 金融监管局指导银行机构
_GUIDES = re.compile("(?:依法|定期|每年|按职责)*(?:指导|督促|监督|审计)")


def said_plainly(
    outline: Outline, settled: Sequence[Span], context: Context
) -> Iterator[tuple[Span, tuple[Part, ...]]]:
    """Yield the sentences that begin with departments and say what these do, and were not read, with who has what part.

    Parameters
    ----------
    outline
        The policy.
    settled
        What was read already.
    context
        Jurisdiction and date of the policy.
    """
    text = outline.text
    read = merged(settled)
    told = outline.span.start
    for match in SAYS.finditer(text, outline.span.start, outline.span.end):
        end = match.end()
        begin = max(text.rfind(mark, max(told, end - _MAX_LEAD), end) for mark in _SENTENCE_MARK) + 1
        section = outline.section_at(begin) if begin > 0 else None
        if section is None or begin >= section.body.end or not lists_tasks(outline.headings(section)):
            continue
        sentence = sentence_around(text, end, section.body)
        number = number_at(text, sentence.start)
        start = number.end if number is not None else sentence.start
        if start >= end or touches(*read, sentence) or told_of_past(sentence.of(text), context.date):
            continue
        parts = tuple(_parts(text, Span(start, sentence.end), context))
        if parts:
            told = sentence.end
            yield trim(text, Span(start, sentence.end)), parts


def _parts(text: str, sentence: Span, context: Context) -> Iterator[Part]:
    """Yield what the phrases of a sentence say of the departments that they begin with."""
    for phrase in split(text, sentence, "，,"):
        match = SAYS.search(text, phrase.start, phrase.end)
        if match is None:
            continue
        # 资金由市财政局专项管理: by whom.
        start = max(phrase.start, text.rfind("由", phrase.start, match.end()) + 1)
        # The verb behind the last body may begin a name of its own: 市金融局协调银行机构.
        names, at = leading_names(text, trim(text, Span(start, match.end())), context)
        if names and is_said(text, [name.agency for name in names], at, sentence.end, context):
            guides = _GUIDES.match(text, at) is not None
            yield Part(tuple(names), "supervise" if guides else "responsible", "指导" if guides else "负责")
