"""Which documents of a graph a name means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.errors import QueryError
from graph.jobs.pool import STDIN
from graph.names import near

# As many documents as a message can name.
_FEW = 10


def place_of(path: Path) -> str:
    """Return what stands for a file in the report: its whole path, or ``-``."""
    return "-" if path == STDIN else str(path.resolve())


def meant(name: str, entries: Sequence[Mapping[str, Any]]) -> set[str]:
    """Return the ids of the documents that a name means: all of one file, the one of this very name or with it as a part.

    Raises
    ------
    QueryError
        If it is of no document, or of several files.
    """
    place = place_of(Path(name))
    here = {e["id"] for e in entries if place == e.get("source")}
    if here:
        return here
    for own in (
        [e for e in entries if name == e["id"]],
        [e for e in entries if len(Path(name).parts) > 1 and Path(e.get("source", "")).match(name)],
        [e for e in entries if name in (e["file"], e["title"])],
    ):
        # A file may hold several policies: whoever names it means them all. Those of an archive are not called as it is.
        files = {e.get("source", "") for e in own}
        if len(own) == 1 or (len(files) == 1 and all(Path(e.get("source", "")).name == e["file"] for e in own)):
            return {e["id"] for e in own}
        if own:
            several = "、".join(f"{e['id']} ({e['title']}, {e.get('source', '')})" for e in own[:_FEW])
            more = f" and {len(own) - _FEW} more" if len(own) > _FEW else ""
            raise QueryError(
                f"{len(own)} documents are called {name!r}", f"name one by its path or id: {several}{more}"
            )
    part = [e for e in entries if name and any(name in e[key] for key in ("id", "file", "title"))]
    if len(part) == 1:
        return {part[0]["id"]}
    if part:
        raise QueryError(f"{len(part)} documents have {name!r} in their names", f"name one: {_listed(part)}")
    close = near(name, [e[key] for e in entries for key in ("file", "title")])
    likely = [e for e in entries if e["file"] in close or e["title"] in close]
    # A few are told all; of many those that come near.
    hint = (
        f"did you mean {_listed(likely)}?" if likely and len(entries) > _FEW else f"the graph holds {_listed(entries)}"
    )
    raise QueryError(f"no document is called {name!r}", hint)


def _listed(entries: Sequence[Mapping[str, Any]]) -> str:
    shown = "、".join(f"{e['id']} ({e['title']})" for e in entries[:_FEW])
    return f"{shown} and {len(entries) - _FEW} more" if len(entries) > _FEW else shown
