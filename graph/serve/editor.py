"""The one who changes the graph for the server's clients: one change at a time, each in a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import sys
from pathlib import Path
from typing import Any, Literal

from graph.serve.pool import Answer, Limits, told
from graph.versions import clear_away, current_version

Updates = Literal["own", "all"]


class Editor:
    """Puts changes on the graph, one after the other.

    Parameters
    ----------
    folder
        The graph's folder.
    limits
        What a change may take; its time counts from when it begins.
    updates
        Whether it may change what builds wrote, too (``all``), or graphs of the users' own alone.
    """

    def __init__(self, folder: Path, limits: Limits, updates: Updates) -> None:
        self.folder = folder
        self.limits = limits
        self.updates = updates
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def run(self, request: dict[str, Any]) -> Answer:
        """Put one change on the graph; the answer is there when the new version is in force."""
        if self._waiting >= self.limits.waiting:
            return told(429, "the server is busy; try again in a moment")
        self._waiting += 1
        try:
            async with self._turn:
                return await self._run(request)
        finally:
            self._waiting -= 1

    async def _run(self, request: dict[str, Any]) -> Answer:
        mark = f"{secrets.token_hex(8)}-"
        before = current_version(self.folder)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "graph.serve.updater", str(self.folder), self.updates),
            *(str(self.limits.rows), str(self.limits.megabytes), mark),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        late = False
        asking = asyncio.ensure_future(process.communicate(json.dumps(request).encode()))
        try:
            out, _ = await asyncio.wait_for(asyncio.shield(asking), self.limits.seconds)
        except TimeoutError:
            late = True
            out = b""
        finally:
            # Also where the server itself is being ended.
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            asking.cancel()
            clear_away(self.folder, mark)
        if out:
            status, words = json.loads(out)
            return told(status, words)
        if current_version(self.folder) != before:
            # It was ended between putting the version in force and saying so.
            return told(204, "")
        if late:
            return told(422, f"the update was stopped at its limit of {self.limits.seconds:g} s; nothing was changed")
        return told(
            422, f"the update needs more than the {self.limits.megabytes} MB that it may take; nothing was changed"
        )
