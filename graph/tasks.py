"""The tasks of one document: what is done, and everybody who has a part in it.

Facts hold one stretch of text for each clause. An office reads an item (二/(三), 第六条) as one task, whoever its clauses
name and wherever they stand: in brackets, in lines below each other, in sentences among the others, in another item that
covers it (以上任务由…督办). It is several tasks where it has several clauses of their own, each behind the text that it is
about, and where it is a list of bodies: lines of which each begins with whose it is (市财政局：…). A closing sentence that is
said of a part (上述任务，由…每月25日前报…) is a task of that part, and none of the item that it stands behind. This is the one
definition of a task: the graph and its counts, the matrix and the audit go by it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from extract.facts import Responsibility, Section, Span
from graph.outline import Outline
from graph.titles import short_title
from graph.writer import Reading
from seeds.tables import rows

# A duty that somebody corrected has the rule of corrections, and stands where it stood.
_CORRECTED = "correction"
_ITEM = "duties.item"
_SAID = ("duties.prose", "duties.said", _ITEM, _CORRECTED)
_MIN_LINES = 2
# What may stand before the name that a line begins with: marks, blanks, the end of the sentence before it.
_BEFORE_NAME = re.compile(r"[\W_]*")
# What may stand behind the last clause of an item.
_BEHIND = " 　\t\r\n。；;.)）】〕]"
# 市财政局：…: the names are whose the task is, what it is stands behind them.
_NAMES_BEFORE = re.compile(r"[^:：。；;\n]{2,60}[:：][ 　]*(?=[^\s])")


def in_row(duty: Responsibility) -> bool:
    """Tell whether a duty is read from a row of a table, where the clause is the row and the task one of its cells."""
    inside = duty.task in duty.at.evidence and duty.task != duty.at.evidence
    return duty.at.rule == "duties.row" or (duty.at.rule == _CORRECTED and inside)


@dataclass(frozen=True, slots=True)
class Task:
    """One task: its item, the stretch of text that says what is done, and its duties.

    Attributes
    ----------
    path, section
        The item; none where the task stands under no heading.
    title, short
        The item's heading, or the beginning of the text where it stands under none; a name of at most 30 characters.
    span
        The text of the task: the item with its clauses, or of several clauses in it what each is about.
    duties
        Those that the item states, in the order of the text, then those that are stated elsewhere.
    beside
        Lines with a label that names a person or a time (完成时限：…), and no agency.
    listed
        Whether it is a line of an item that lists what several bodies do; the item's heading then stands above it.
    """

    path: str
    title: str
    short: str
    section: Section | None
    span: Span
    duties: tuple[Responsibility, ...]
    beside: tuple[Span, ...] = ()
    listed: bool = False

    def states(self, duty: Responsibility) -> bool:
        """Tell whether the item itself states a duty, and not the clause of another item that covers this one."""
        return _inside(self.section, duty)


@dataclass(slots=True)
class _Part:
    """A stretch of an item while its clauses are gathered; ``end`` is where the last of them ends.

    ``listed`` is a line of a list of bodies, ``headed`` one that the item's heading stands above.
    """

    span: Span
    end: int
    duties: list[Responsibility]
    beside: list[Span]
    listed: bool = False
    headed: bool = False


def tasks_of(reading: Reading) -> list[Task]:
    """Return the tasks of a document in the order of the text."""
    outline = Outline(reading)
    items: dict[tuple[str, int], tuple[Section | None, list[Responsibility]]] = {}
    for duty in reading.facts.responsibilities:
        section = outline.find(duty.path, duty.task.start)
        items.setdefault((duty.path, section.at.start if section else -1), (section, []))[1].append(duty)
    said: dict[Span, set[int]] = defaultdict(set)
    for section, duties in items.values():
        for duty in duties:
            said[duty.at.evidence].add(section.at.start if section else -1)
    found: list[Task] = []
    for (path, _), (section, duties) in items.items():
        if section is not None:
            others = [span for span, at in said.items() if span in section.body and section.at.start not in at]
            section = _without_closing(reading.text, section, others)
        parts = list(_parts(reading, section, duties))
        found += [_task(reading, path, section, part, len(parts) > 1) for part in parts]
    return sorted(found, key=lambda task: (task.span.start, task.path))


def _task(reading: Reading, path: str, section: Section | None, part: _Part, several: bool) -> Task:
    own = part.span.of(reading.text)
    behind = own.removeprefix(reading.facts.document.title)
    # A text without a title is called by its beginning, which is the task's too.
    own = own if behind[:1].strip() else behind
    beginning = short_title(own) or reading.facts.document.title
    title = (section.title or path) if section else beginning
    short = short_title(section.title, [d.at.quote for d in part.duties]) or path if section else beginning
    if section is not None and part.listed and part.span.start > section.at.start:
        title = short = short_title(_NAMES_BEFORE.sub("", own, count=1)) or short
    # Of several clauses in one item whose sentence stands for its heading each is named by its own words.
    if section and several and short != title and part.span.start > section.at.end:
        short = short_title(own) or short
    duties = sorted(part.duties, key=lambda d: (not _inside(section, d), d.at.start))
    return Task(path, title, short, section, part.span, tuple(duties), tuple(part.beside), part.headed)


def _parts(reading: Reading, section: Section | None, duties: Sequence[Responsibility]) -> Iterator[_Part]:
    """Yield the tasks of one item, or of all that stands under none."""
    text = reading.text
    clauses: dict[Span, list[Responsibility]] = defaultdict(list)
    sentences: list[Responsibility] = []
    elsewhere: list[Responsibility] = []
    for duty in duties:
        if duty.at.rule == "duties.covering" or not _inside(section, duty):
            elsewhere.append(duty)
        elif duty.at.rule in _SAID and duty.task == duty.at.evidence:
            sentences.append(duty)
        else:
            clauses[duty.task].append(duty)
    # What is said elsewhere of one clause is that clause's, else the whole item's, which facts may give it several times.
    around: dict[tuple[Span, str, str], Responsibility] = {}
    for duty in elsewhere:
        if duty.at.rule == "duties.covering" and duty.task in clauses:
            clauses[duty.task].append(duty)
        elif section is None:
            sentences.append(duty)
        else:
            around.setdefault((duty.at.evidence, duty.canonical, duty.role), duty)
    parts = _clauses(text, clauses)
    lines = _listed(text, section, sentences) if section is not None and not parts else []
    if lines:
        lines[0].duties += around.values()
        yield from lines
        return
    if section is not None and not parts and not sentences and (closing := _closing(section, around.values())):
        yield _Part(closing, closing.end, list(around.values()), [])
        return
    if section is not None and len(parts) <= 1:
        # Of a row of a table the task is one cell.
        whole = parts[0].span if parts and any(map(in_row, duties)) else section.body
        own = [duty for part in parts for duty in part.duties]
        # 第四条 市财政局履行以下职责：(一)…(二)…
        whole = Span(whole.start, max([whole.end, *(d.task.end for d in own if _opens(section, d))]))
        yield _Part(whole, whole.end, [*own, *sentences, *around.values()], _labelled(text, whole))
        return
    for part in parts:
        part.duties += around.values()
    if parts:
        last = section.body if section else reading.facts.document.span
        parts[-1].beside += _opening(text, Span(parts[-1].end, max(parts[-1].end, last.end)))[0]
    yield from parts
    if section is not None and sentences:
        rest = Span(parts[-1].end, section.body.end)
        yield _Part(rest, rest.end, [*sentences, *around.values()], _labelled(text, rest))
    elif sentences:
        yield from _lines(text, sentences)


def _without_closing(text: str, section: Section, others: Iterable[Span]) -> Section:
    """Return an item without the clauses at its end that are said of other items (以上任务由…督办)."""
    end = section.body.end
    for span in sorted(others, key=lambda span: span.end, reverse=True):
        if section.at.end <= span.start and not text[span.end : end].strip(_BEHIND):
            end = span.start
    if end == section.body.end:
        return section
    end = len(text[:end].rstrip())
    extent = Span(section.extent.start, end if section.extent.end <= section.body.end else section.extent.end)
    return replace(section, body=Span(section.body.start, end), extent=extent)


def _opens(section: Section, duty: Responsibility) -> bool:
    """Tell whether a duty is what the items below its sentence say (市财政局履行以下职责：)."""
    return duty.at.evidence in section.body and duty.task.end > section.body.end


def _closing(section: Section, duties: Iterable[Responsibility]) -> Span | None:
    """Return the sentences that are said of a part behind its items, None where a clause in brackets or of its own says it."""
    given = list(duties)
    if not given or not all(d.at.rule in _SAID and d.at.evidence in section.extent for d in given):
        return None
    return Span(min(d.at.evidence.start for d in given), max(d.at.evidence.end for d in given))


def _listed(text: str, section: Section, duties: Iterable[Responsibility]) -> list[_Part]:
    """Return the lines of an item each of which begins with the body whose task it is; none where it is no such list.

    What stands before the first of them is a part of its own where it has duties, else what introduces the list.
    """
    given = sorted(duties, key=lambda duty: duty.at.start)
    begins: dict[int, None] = {}
    for duty in given:
        line = max(text.rfind("\n", 0, duty.at.start) + 1, section.body.start)
        line = section.at.start if line <= section.at.start <= duty.at.start else line
        if _BEFORE_NAME.fullmatch(text, line, duty.at.start):
            begins[section.body.start if line == section.at.start else line] = None
        elif duty.at.rule == _ITEM and duty.at.evidence.start == duty.at.start:
            begins[duty.at.start] = None
    if len(begins) < _MIN_LINES:
        return []
    starts = sorted(begins)
    # Where the first sentence of the list stands for the item's heading, it stands above no other.
    begins_below = not any(section.at.start <= duty.at.start < section.at.end for duty in given)
    if any(duty.at.start < starts[0] for duty in given):
        starts.insert(0, section.body.start)
    parts = []
    for start, end in pairwise((*starts, section.body.end)):
        own = [duty for duty in given if start <= duty.at.start < end]
        span = Span(start, start + len(text[start:end].rstrip()))
        if own:
            headed = section.at.start < start and begins_below
            parts.append(_Part(span, span.end, own, _labelled(text, span), listed=True, headed=headed))
    return parts


def _inside(section: Section | None, duty: Responsibility) -> bool:
    return section is None or duty.at.evidence in section.body


def _clauses(text: str, clauses: Mapping[Span, list[Responsibility]]) -> list[_Part]:
    """Return what the clauses of an item are about; one without text of its own goes on with the one before it."""
    parts: list[_Part] = []
    for span, duties in sorted(clauses.items(), key=lambda item: item[0].start):
        end = min((d.at.evidence.end for d in duties if d.at.evidence.start >= span.end), default=span.end)
        if parts:
            labelled, begins = _opening(text, span)
            parts[-1].beside += labelled
            if begins == span.end:
                parts[-1].duties += duties
                parts[-1].end = end
                continue
            span = Span(begins, span.end)
        parts.append(_Part(span, end, list(duties), _labelled(text, span)))
    return parts


def _lines(text: str, duties: Iterable[Responsibility]) -> Iterator[_Part]:
    """Yield the paragraphs that sentences under no heading stand in."""
    found: dict[Span, list[Responsibility]] = defaultdict(list)
    for duty in duties:
        end = text.find("\n", duty.task.end)
        line = Span(text.rfind("\n", 0, duty.task.start) + 1, end if end >= 0 else len(text))
        found[duty.task if duty.at.rule == _ITEM else line].append(duty)
    for span, own in found.items():
        yield _Part(span, span.end, own, [])


@cache
def _label() -> re.Pattern[str]:
    """Match a line that names a person or a time: the labels of ``roles.csv`` that stand for no role."""
    words = {row["word"] for row in rows("roles") if row["position"] == "label" and not row["role"]}
    return re.compile(rf"^[ \t　]*(?:{'|'.join(sorted(words, key=len, reverse=True))})[ 　]*[:：][^\n]*$", re.MULTILINE)


def _labelled(text: str, span: Span) -> list[Span]:
    return [Span(m.start(), min(m.end(), span.end)) for m in _label().finditer(text, span.start, span.end)]


def _opening(text: str, span: Span) -> tuple[list[Span], int]:
    """Return the labelled lines that a stretch begins with, and where the text behind them begins."""
    found: list[Span] = []
    at = span.start
    while True:
        while at < span.end and (text[at].isspace() or text[at] in "。；;"):
            at += 1
        match = _label().match(text, at, span.end)
        if match is None:
            return found, at
        found.append(Span(match.start(), match.end()))
        at = match.end()
