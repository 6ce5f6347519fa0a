"""From files to a graph: what has changed since the last build, reading in several processes, one writer at a time."""

from __future__ import annotations

from graph.jobs.pool import Outcome, Parsed, read_files
from graph.jobs.update import Built, Options, build, remove

__all__ = ["Built", "Options", "Outcome", "Parsed", "build", "read_files", "remove"]
