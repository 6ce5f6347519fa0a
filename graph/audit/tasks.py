"""The duties of one document by task, and where they stand."""

from __future__ import annotations

from extract.facts import Agency, Responsibility, Span
from graph.audit.model import Place, place
from graph.outline import Outline
from graph.tasks import Task, tasks_of
from graph.writer import Reading


class Tasks:
    """The tasks of one document in the order of the text."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.outline = Outline(reading)
        self.tasks = tasks_of(reading)

    def place(self, task: Task, duty: Responsibility | None = None) -> Place:
        """Return where a task stands: its item, and the clause of one of its duties, by default the first."""
        title = task.section.title if task.section else ""
        return place(self.reading, task.path, title, (duty or task.duties[0]).at.evidence)


def statements(task: Task) -> list[list[Responsibility]]:
    """Return the duties of a task by what they are said of.

    A clause, and what another item adds, speaks of the whole task; each sentence of the item's text of a thing in it.
    """
    whole: list[Responsibility] = []
    sentences: dict[Span, list[Responsibility]] = {}
    for duty in task.duties:
        if in_prose(duty) and task.states(duty):
            sentences.setdefault(duty.at.evidence, []).append(duty)
        else:
            whole.append(duty)
    return [*([whole] if whole else []), *sentences.values()]


def in_prose(duty: Responsibility) -> bool:
    """Tell whether a duty was read from a sentence and not from a clause of its own."""
    return "prose" in duty.at.rule


def collective(agency: Agency | None) -> bool:
    """Tell whether a name means several bodies and none by name (各有关部门, 各区)."""
    return agency is not None and agency.kind == "collective"
