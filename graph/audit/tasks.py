"""The duties of one document by task."""

from __future__ import annotations

from collections import defaultdict

from extract.facts import Agency, Responsibility, Span
from graph.audit.model import Place, place
from graph.corpus import Outline
from graph.writer import Reading


class Tasks:
    """The duties of one document by task, in the order of the text."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.outline = Outline(reading)
        found: dict[tuple[str, Span], list[Responsibility]] = defaultdict(list)
        for duty in reading.facts.responsibilities:
            found[duty.path, duty.task].append(duty)
        self.tasks = sorted(found.items(), key=lambda item: (item[0][1].start, item[0][0]))
        self.leads = any(d.role == "lead" for d in reading.facts.responsibilities)

    def place(self, path: str, duty: Responsibility) -> Place:
        """Return where a duty stands: its item, and the clause."""
        section = self.outline.find(path, duty.task.start)
        return place(self.reading, path, section.title if section else "", duty.at.evidence)


def collective(agency: Agency | None) -> bool:
    """Tell whether a name means several bodies and none by name (各有关部门, 各区)."""
    return agency is not None and agency.kind == "collective"
