"""When each document came into the graph, and which files another one stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graph.editions import Arrival, editions
from graph.iris import Iris
from graph.writer import Reading


def modified(path: Path) -> str:
    """Return a file's date (ISO 8601, UTC), empty where it has none.

    To the minute: within one a copy of a folder, or a download, writes its files in any order.
    """
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime("%Y-%m-%dT%H:%MZ")
    except OSError:
        return ""


def arrivals_of(entries: Sequence[Mapping[str, Any]], readings: Sequence[Reading]) -> dict[str, Arrival]:
    """Return when each text came, by its hash; of two files with one text the later counts."""
    out: dict[str, Arrival] = {}
    for place, (entry, reading) in enumerate(zip(entries, readings, strict=True)):
        sha256 = reading.facts.document.sha256
        arrival = Arrival(entry.get("added", 0), entry.get("modified", ""), place)
        out[sha256] = max(arrival, out.get(sha256, arrival))
    return out


def set_aside(
    entries: Sequence[Mapping[str, Any]], readings: Sequence[Reading], iris: Iris, arrivals: Mapping[str, Arrival]
) -> tuple[set[str], list[dict[str, str]]]:
    """Return the hashes of the texts that are asked, and for each file that is not: ``file``, ``stands``, ``title``, ``why``.

    Files are named by their ids in the graph, ``why`` is a key of :data:`graph.editions.WHY`.
    """
    standing, others = editions(readings, iris, arrivals)
    first: dict[str, str] = {}
    rows = []
    for entry, reading in zip(entries, readings, strict=True):
        document = reading.facts.document
        if document.sha256 in first:
            stands = first[document.sha256]
            rows.append({"file": entry["id"], "stands": stands, "title": document.title, "why": "same"})
        first.setdefault(document.sha256, entry["id"])
    for edition in others:
        file, stands = first[edition.document.sha256], first[edition.stands.sha256]
        rows.append({"file": file, "stands": stands, "title": edition.document.title, "why": edition.why})
    return {document.sha256 for document in standing}, rows
