"""The documents of a version to come: those read now, and those taken over from the version in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from extract.errors import GraphError
from extract.facts import LAYERS
from graph.build import Reading
from graph.jobs.arrivals import modified
from graph.jobs.naming import place_of
from graph.jobs.pool import Parsed
from graph.store import Graph, open_graph
from graph.versions import current_version

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Coming:
    """A document of the version to come: its report entry, its reading, and its name in the old version if kept."""

    entry: Entry
    reading: Reading
    old: str | None = None


def just_read(parsed: Parsed, path: Path, content: str, print_: str, came: Entry) -> Coming:
    """Return a document that was read now: its file, the hash of its bytes, how it was read, and when it came first."""
    facts = parsed.facts
    entry = {
        "id": "",
        "file": facts.document.file,
        "title": facts.document.title,
        "digest": facts.document.digest,
        "stale": False,
        "facts": {layer: len(getattr(facts, layer)) for layer in (*LAYERS, "unparsed")},
        "unknown_agencies": [a.canonical for a in facts.agencies if not a.known],
        "warnings": list(parsed.warnings),
        "source": place_of(path),
        "place": parsed.place,
        "content": content,
        "read_with": print_,
        "corrections": [asdict(match) for match in parsed.matches],
        **came,
    }
    return Coming(entry, Reading(facts, parsed.text))


def moved_to(entry: Entry, path: Path) -> Entry:
    """Return where a document stands that was read from a file of these bytes at another place."""
    source = place_of(path)
    place = entry.get("place", "")
    return {"source": source, "place": source + place.removeprefix(entry["source"]) if place else source}


class InForce:
    """The documents of the version in force, each read when it is wanted."""

    def __init__(self, folder: Path) -> None:
        self.graph: Graph | None = None
        self.entries: list[Entry] = []
        self.number = (current_version(folder) or 0) + 1
        if current_version(folder) is not None:
            try:
                self.graph = open_graph(folder)
            except GraphError:
                # A build mends a graph that can't be opened: it takes nothing over.
                return
            self.entries = list(self.graph.report["documents"])

    def known(self, path: Path, content: str, print_: str) -> list[Entry]:
        """Return what was read before from a file of this name with these bytes, in the same way, without fault."""
        if not content or self.graph is None:
            return []
        faulty = {fault["file"] for fault in self.graph.report.get("failed", ())}
        same = [
            e
            for e in self.entries
            if e.get("content") == content and e.get("read_with") == print_ and Path(e["source"]).name == path.name
        ]
        # Two files may be alike: those of one of them are enough.
        here = [e for e in same if e["source"] == place_of(path)] or same
        found = [e for e in here if e["source"] == here[0]["source"]]
        return [] if any(e["stale"] or e["source"] in faulty for e in found) else found

    def had(self, path: Path, content: str) -> Entry | None:
        """Return what was read before, in whatever way, from a file of this name with these bytes."""
        same = (e for e in self.entries if e.get("content") == content and Path(e.get("source", "")).name == path.name)
        return next(same, None)

    def came(self, path: Path, content: str) -> Entry:
        """Return in which version a file with these bytes came into the graph, and its date then."""
        entry = self.had(path, content) if content else None
        if entry is not None and "added" in entry:
            return {"added": entry["added"], "modified": entry["modified"]}
        return {"added": self.number, "modified": modified(path)}

    def document(self, entry: Entry, **changes: object) -> Coming:
        """Take a document over into the version to come, with what changes in its entry."""
        assert self.graph is not None  # noqa: S101 - there are no entries without a graph
        return Coming({**entry, **changes}, self.graph.reading(entry["id"]), entry["id"])


def still_failed(
    before: InForce, files: Sequence[Path], failed: Sequence[Mapping[str, str]]
) -> list[Mapping[str, str]]:
    """Return what could not be read before and is not tried now: what is known of it stays known."""
    tried = {place_of(path) for path in files} | {fault["file"] for fault in failed}
    old = before.graph.report.get("failed", ()) if before.graph else ()
    return [fault for fault in old if fault["file"] not in tried]


def others(before: InForce, files: Sequence[Path], failed: Sequence[Mapping[str, str]], keep: bool) -> Iterator[Coming]:
    """Yield documents that stay though their files were not read now: not named, or not readable this time."""
    named = {place_of(path) for path in files}
    broken = {fault["file"] for fault in failed}
    for entry in before.entries:
        source = entry.get("source", "")
        if source in broken or (not source and entry["file"] in {Path(name).name for name in broken}):
            yield before.document(entry, stale=True)
        elif keep and source not in named:
            yield before.document(entry)
