"""What a task is about: its own text without its heading and without the words that only say who does it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.facts import Responsibility, Span
from graph.tasks import Task
from seeds.tables import rows

_LONGEST = 1_200
_EDGES = " \t\r\n。；;，,、:：."
# A clause on its own, in brackets or behind its label, tells nothing of the task itself.
_CLAUSE = re.compile(
    r"[(（〔\[［【](?![一二三四五六七八九十\d]{1,3}[)）])|[一-鿿]{0,8}(?:单位|部门|机关|机构|处室|司局)[:：]"
)
_PIECE = re.compile(r"[^，,；;。\n]+")
_STOP = "。；;"
_OPEN = "(（〔[［【"
_CLOSE = ")）〕]］】。；;"
_SAID = re.compile(r"[^。；;\n\s][^。；;\n]*")
_REFERS = re.compile("以[上下]|[上前]述|第[^，,。；;]{1,12}[项条节款]|[各每]项|均")
# What stands around names and words of duty where nothing else is said: 本项工作由…和…分别牵头.
_AROUND = (
    r"第[一二三四五六七八九十百\d]+[条节项]|(?:[本此该]|[这上以]述?)(?:各?[项条款])?(?:工作|任务|事项)?"
    r"|各?(?:有关|相关)?(?:单位|部门)|[由会同与和及、等各并其\s]"
)
# What the last item says of the document as a whole.
_RULE = re.compile(
    r"本(?:意见|方案|措施|办法|规划|计划|细则|规定|通知|政策|政策措施)[^。\n]{0,40}?(?:施行|生效|负责解释|有效期)[^。\n]*。?"
)


def text_of(task: Task, text: str) -> str:
    """Return a task's own words, behind its heading.

    Left out are clauses that stand for themselves (in brackets, behind a label), the pieces at either end of a sentence
    that say nothing but who (由市财政局牵头,市商务局配合), lines with a time or a person, and rules on the document itself.
    """
    at = _begins(task)
    kept = []
    for cut in sorted(_left_out(task, text, at), key=lambda cut: cut.start):
        if cut.end > at and cut.start < task.span.end:
            kept.append(text[at : max(at, cut.start)])
            at = cut.end
    words = " ".join("".join([*kept, text[at : task.span.end]]).split()).lstrip(_EDGES)
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "……"


def without_rules(words: str) -> str:
    """Return words of a task without what they say of the document as a whole: when it takes effect, who explains it."""
    return _RULE.sub("", words)


def saying(duty: Responsibility, text: str) -> Span:
    """Return what of another item's clause is said of this one, from the words that refer to it to the agency's name.

    The rest of that clause (牵头单位:…。以下任务均涉及…) is the other item's.
    """
    clause = duty.at.evidence
    inner = clause
    if _CLAUSE.match(clause.of(text)) and text[clause.start] in _OPEN:
        inner = Span(clause.start + 1, clause.end - 1)
    pieces = [Span(*m.span()) for m in _SAID.finditer(text, inner.start, inner.end)]
    before = [piece for piece in pieces if piece.start <= duty.at.start]
    refers = next((piece for piece in reversed(before) if _REFERS.search(piece.of(text))), None)
    if refers is None or refers == pieces[0] == before[-1] == pieces[-1]:
        return clause
    return Span(refers.start, before[-1].end)


def _begins(task: Task) -> int:
    """Return where the text of a task begins: behind its heading, or at a sentence that is printed by its beginning only."""
    if task.section is None or not task.span.start <= task.section.at.start < task.span.end:
        return task.span.start
    left = task.title.removeprefix(task.short).rstrip("：: ")
    # What may be left out of a heading is the clause in brackets behind it.
    heading = not left or (left != task.title and left.lstrip()[0] in "（([〔【")
    return min(task.section.at.end, task.span.end) if heading else task.section.at.start


def _left_out(task: Task, text: str, begin: int) -> Iterator[Span]:
    yield from task.beside
    for rule in _RULE.finditer(text, begin, task.span.end):
        yield Span(*rule.span())
    names: dict[Span, list[Span]] = {}
    for duty in task.duties:
        clause = duty.at.evidence
        if begin < clause.end <= task.span.end and clause.start >= task.span.start:
            names.setdefault(clause, []).append(Span(duty.at.start, duty.at.end))
    for clause, named in names.items():
        clause = Span(max(clause.start, begin), clause.end)
        if clause.start < clause.end and _stands_alone(clause.of(text)):
            yield clause
        else:
            yield from _only_who(text, clause, named)


def _stands_alone(clause: str) -> bool:
    """Tell whether a clause is nothing but who: in brackets, or behind its label; (职责分工)市财政局负责… is more."""
    return _CLAUSE.match(clause) is not None and (clause[0] not in _OPEN or clause.rstrip()[-1] in _CLOSE)


def _only_who(text: str, clause: Span, names: list[Span]) -> Iterator[Span]:
    """Yield the two ends of a sentence as far as they say nothing but who."""
    pieces = [Span(*m.span()) for m in _PIECE.finditer(text, clause.start, clause.end)]
    told = [piece for piece in pieces if not _says_only_who(text, piece, names)]
    if not told:
        end = clause.end
        while end < len(text) and text[end] in _STOP:
            end += 1
        yield Span(clause.start, end)
    else:
        # 上述任务，由牵头单位…: of what it is said stays.
        if not _REFERS.match(text, pieces[0].start, pieces[0].end):
            yield Span(clause.start, told[0].start)
        end = clause.end
        while end > told[-1].end and text[end - 1] in _STOP:
            end -= 1
        yield Span(told[-1].end, end)


def _says_only_who(text: str, piece: Span, names: list[Span]) -> bool:
    at = piece.start
    left = ""
    for name in sorted(names, key=lambda name: name.start):
        if piece.start <= name.start and name.end <= piece.end:
            left += text[at : max(at, name.start)] + "、"
            at = max(at, name.end)
    left += text[at : piece.end]
    return not _duty_words().sub("", left)


@cache
def _duty_words() -> re.Pattern[str]:
    """Match words of duty and what stands around them (``roles.csv``, ``duty_words.csv``)."""
    verbs = {row["word"] for row in rows("roles") if {"verb", "prose", "duty"} & {*row["position"].split("|")}}
    beside = {row["word"] for row in rows("duty_words") if row["use"] in {"adverb", "tail"}}
    words = "|".join(sorted(verbs | beside, key=len, reverse=True))
    return re.compile(f"{words}|{_AROUND}")
