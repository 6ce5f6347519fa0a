"""The workers: who is free, who has to go, and how long a query may take."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import sys
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.errors import GraphError
from graph.store import into_memory
from graph.versions import current_stamp

# A server is asked as often as it runs.
_OFTEN = 1_000_000
_START = 60.0
# Functions whose value is another each time; an escaped letter may be one of theirs.
_FRESH = re.compile(r"NOW|RAND|UUID|BNODE|\\\\u", re.I)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take.

    Attributes
    ----------
    seconds
        Time of one query, and of waiting for a worker.
    rows
        Rows, or triples, of an answer.
    workers
        Queries at the same time.
    waiting
        Queries that wait for a worker; more are sent away.
    megabytes
        Memory that a worker may allocate.
    """

    seconds: float = 30.0
    rows: int = 100_000
    workers: int = 2
    waiting: int = 200
    megabytes: int = 4096


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to the client."""

    status: int
    media: str
    body: bytes
    rows: int = 0


def told(status: int, message: str) -> Answer:
    """Return an answer in words."""
    return Answer(status, "text/plain; charset=utf-8", message.encode())


class Answers:
    """Answers given before, each of one version of the graph; those asked longest ago go first.

    Parameters
    ----------
    limit
        Bytes that all of them may take. One of more than an eighth of it is not kept.
    """

    def __init__(self, limit: int = 32 * 2**20) -> None:
        self.limit = limit
        self.size = 0
        self._kept: OrderedDict[str, Answer] = OrderedDict()

    @staticmethod
    def key(stamp: tuple[int, int] | None, request: Mapping[str, Any]) -> str:
        """Return what names an answer: the graph's version, the query, its dataset, what the client takes."""
        return json.dumps([stamp, request], ensure_ascii=False, sort_keys=True)

    def get(self, key: str) -> Answer | None:
        """Return an answer that was kept."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer that will be the same when it is asked again, and let go what there is no room for."""
        if answer.status != 200 or self._weight(key, answer) > self.limit // 8 or _FRESH.search(key):
            return
        self._forget(key)
        self._kept[key] = answer
        self.size += self._weight(key, answer)
        while self.size > self.limit:
            self._forget(next(iter(self._kept)))

    def _forget(self, key: str) -> None:
        answer = self._kept.pop(key, None)
        if answer is not None:
            self.size -= self._weight(key, answer)

    @staticmethod
    def _weight(key: str, answer: Answer) -> int:
        # A character of the query takes up to four bytes; some hundred go to the objects themselves.
        return len(answer.body) + 4 * len(key) + 500


class _Worker:
    """One process, on one version of the graph."""

    def __init__(self, process: asyncio.subprocess.Process, stamp: tuple[int, int]) -> None:
        self.process = process
        self.stamp = stamp

    @classmethod
    async def start(cls, folder: Path, memory: bool | None, limits: Limits) -> _Worker:
        stamp = current_stamp(folder)
        if stamp is None:
            raise GraphError(f"{folder}: no graph in this folder", f"make one with: quanze build -o {folder}")
        path = folder / "versions" / str(stamp[0]) / "store"
        process = await asyncio.create_subprocess_exec(
            *(
                sys.executable,
                "-m",
                "graph.serve.worker",
                str(path),
                "memory" if into_memory(path, memory, _OFTEN) else "disk",
            ),
            *(str(limits.rows), str(limits.megabytes)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=2**20,
        )
        worker = cls(process, stamp)
        assert process.stdout is not None  # noqa: S101 - a pipe, as asked for
        try:
            ready = await asyncio.wait_for(process.stdout.readline(), _START)
        except TimeoutError:
            ready = b""
        if ready != b"ready\n":
            await worker.stop()
            raise GraphError(f"{path}: the graph can't be opened", f"build it again: quanze build -o {folder}")
        return worker

    async def ask(self, request: dict[str, Any]) -> Answer:
        assert self.process.stdin is not None  # noqa: S101 - pipes, as asked for
        assert self.process.stdout is not None  # noqa: S101
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        await self.process.stdin.drain()
        line = await self.process.stdout.readline()
        head = json.loads(line)
        body = await self.process.stdout.readexactly(head["length"])
        return Answer(head["status"], head["type"], body, head["rows"])

    async def stop(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()


class Pool:
    """Runs queries in worker processes; each is stopped at its limit, or when its client leaves.

    What was asked before of the same version is answered from what was kept.

    Parameters
    ----------
    folder
        The graph's folder. A version that a build puts in force is taken up with the next query.
    limits
        What a query may take.
    memory
        Whether workers hold the graph in memory; None chooses by its size.
    """

    def __init__(self, folder: Path, limits: Limits, memory: bool | None = None) -> None:
        self.folder = folder
        self.limits = limits
        self.memory = memory
        self._free: asyncio.Queue[_Worker | None] = asyncio.Queue()
        self._answers = Answers()
        self._waiting = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._workers: set[_Worker] = set()

    async def open(self) -> None:
        """Start the workers.

        Raises
        ------
        GraphError
            If there is no graph, or it can't be opened.
        """
        for worker in await asyncio.gather(*(self._start() for _ in range(self.limits.workers))):
            self._free.put_nowait(worker)

    async def _start(self) -> _Worker:
        worker = await _Worker.start(self.folder, self.memory, self.limits)
        self._workers.add(worker)
        return worker

    async def close(self) -> None:
        """Stop the workers."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*(worker.stop() for worker in self._workers))

    async def run(self, request: dict[str, Any], left: Callable[[], Awaitable[None]]) -> Answer | None:
        """Answer one request; None where what ``left`` waits for, that the client leaves, came first."""
        known = self._answers.get(self._answers.key(current_stamp(self.folder), request))
        if known is not None:
            return known
        if self._waiting >= self.limits.waiting:
            return told(429, "the server is busy; try again in a moment")
        gone = asyncio.ensure_future(left())
        try:
            worker = await self._acquire(gone)
            if worker is None:
                return None if gone.done() else told(429, "the server is busy; try again in a moment")
            return await self._ask(worker, request, gone)
        finally:
            gone.cancel()

    async def _acquire(self, gone: asyncio.Future[None]) -> _Worker | None:
        waiting = asyncio.ensure_future(self._free.get())
        self._waiting += 1
        try:
            both: set[asyncio.Future[Any]] = {waiting, gone}
            await asyncio.wait(both, timeout=self.limits.seconds, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            if not waiting.cancel() and not waiting.cancelled():
                self._free.put_nowait(waiting.result())
            raise
        finally:
            self._waiting -= 1
        if not waiting.done():
            waiting.cancel()
            return None
        worker = waiting.result()
        if worker is not None and worker.stamp == current_stamp(self.folder) and worker.process.returncode is None:
            return worker
        try:
            if worker is not None:
                await self._retire(worker)
            return await self._start()
        except BaseException:
            # Its place is kept: the next request tries again.
            self._free.put_nowait(None)
            raise

    async def _ask(self, worker: _Worker, request: dict[str, Any], gone: asyncio.Future[None]) -> Answer | None:
        asking = asyncio.ensure_future(worker.ask(request))
        try:
            both: set[asyncio.Future[Any]] = {asking, gone}
            await asyncio.wait(both, timeout=self.limits.seconds, return_when=asyncio.FIRST_COMPLETED)
            if asking.done() and asking.exception() is None:
                self._free.put_nowait(worker)
                answer = asking.result()
                self._answers.keep(self._answers.key(worker.stamp, request), answer)
                return answer
            if asking.done():
                self._replace(worker)
                return told(
                    422, f"the query needs more than the {self.limits.megabytes} MB that it may take; ask for less"
                )
        except asyncio.CancelledError:
            self._replace(worker)
            raise
        asking.cancel()
        self._replace(worker)
        if gone.done():
            return None
        return told(422, f"the query was stopped at its limit of {self.limits.seconds:g} s; ask for less")

    def _replace(self, worker: _Worker) -> None:
        """Kill a worker and put another in its place, while others go on."""

        async def swap() -> None:
            await self._retire(worker)
            try:
                self._free.put_nowait(await self._start())
            except GraphError:
                self._free.put_nowait(None)

        task = asyncio.create_task(swap())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _retire(self, worker: _Worker) -> None:
        self._workers.discard(worker)
        await worker.stop()
