"""The sections of a document as facts have them: which one is meant by a path, and what stands above it."""

from __future__ import annotations

from extract.facts import Section
from graph.writer import Reading


class Outline:
    """The sections of one document, found by path and place."""

    def __init__(self, reading: Reading) -> None:
        self._by_path: dict[str, list[Section]] = {}
        self.parents: dict[int, tuple[Section, ...]] = {}
        above: list[Section] = []
        for section in reading.facts.sections:
            while above and section.at.start >= above[-1].extent.end:
                above.pop()
            self.parents[section.at.start] = tuple(above)
            self._by_path.setdefault(section.path, []).append(section)
            above.append(section)

    def find(self, path: str, start: int) -> Section | None:
        """Return the section of a path; where an annex numbers anew, the one that holds the position."""
        same = self._by_path.get(path, [])
        holding = [s for s in same if s.extent.start <= start < s.extent.end]
        return next(iter(holding or same), None)
