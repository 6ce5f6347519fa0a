"""The tasks of one document: what is done, and everybody who has a part in it.

Facts hold one task for each clause. An office reads several clauses on one item as one task: a block of lines (牵头单位: …,
协同责任单位: …) states the parts of one task line by line, and a sentence that covers several items (以上任务由…督办) adds to each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extract.facts import Responsibility, Section, Span
from graph.corpus import Outline
from graph.titles import short_title
from graph.writer import Reading


@dataclass(frozen=True, slots=True)
class Task:
    """One task: its item, the stretch of text that says what is done, and the duties in the order of the text.

    ``title`` is the item's heading, or the beginning of the text where it stands under none; ``short`` is a name of at most
    30 characters, for a table.
    """

    path: str
    title: str
    short: str
    section: Section | None
    span: Span
    duties: tuple[Responsibility, ...]


def tasks_of(reading: Reading) -> list[Task]:
    """Return the tasks of a document in the order of the text.

    A clause belongs to the task before it in the same item where it has no text of its own, and to the one task of the item
    where it stands elsewhere or covers several items.
    """
    outline = Outline(reading)
    by_path: dict[str, dict[Span, list[Responsibility]]] = defaultdict(dict)
    paths: dict[Span, set[str]] = defaultdict(set)
    for duty in reading.facts.responsibilities:
        by_path[duty.path].setdefault(duty.task, []).append(duty)
        paths[duty.at.evidence].add(duty.path)
    covering = {evidence for evidence, where in paths.items() if len(where) > 1}
    found = [task for path, tasks in by_path.items() for task in _merged(reading, outline, path, tasks, covering)]
    return sorted(found, key=lambda task: (task.span.start, task.path))


def _merged(
    reading: Reading, outline: Outline, path: str, tasks: dict[Span, list[Responsibility]], covering: set[Span]
) -> Iterator[Task]:
    groups: list[tuple[Section | None, Span, list[Responsibility]]] = []
    added: list[tuple[Section | None, Span, list[Responsibility]]] = []
    for span, duties in sorted(tasks.items(), key=lambda item: item[0].start):
        section = outline.find(path, span.start)
        if groups and not span.of(reading.text).strip() and groups[-1][0] is section:
            groups[-1][2].extend(duties)
        elif all(d.at.evidence in covering and d.at.evidence == d.task for d in duties):
            added.append((section, span, duties))
        else:
            groups.append((section, span, list(duties)))
    for section, span, duties in added:
        if len(groups) == 1:
            groups[0][2].extend(duties)
        else:
            groups.append((section, span, duties))
    for section, span, duties in groups:
        own = span.of(reading.text).removeprefix(reading.facts.document.title)
        beginning = short_title(own) or reading.facts.document.title
        title = (section.title or path) if section else beginning
        names = [d.at.quote for d in duties]
        short = short_title(section.title, names) or path if section else beginning
        # Of several clauses in one item whose sentence stands for its heading each is named by its own words.
        if section and len(groups) > 1 and short != title and span.start > section.at.end:
            short = short_title(own) or short
        yield Task(path, title, short, section, span, tuple(sorted(duties, key=lambda d: d.at.start)))
