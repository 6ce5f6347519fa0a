"""Many clients on the endpoint for a minute: errors, percentiles, memory; beside the engine's own server.

    python benchmarks/endpoint.py [CLIENTS] [SECONDS]

The peer is the ``oxigraph`` server of PyPI on the same graph with the same questions, in the same run. Clients and
servers share the machine. Some 300 different questions are asked by chance; in the rows "all new" every query has a
number of its own, so that none was answered before.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from importlib import metadata
from itertools import count
from pathlib import Path

import httpx
import psutil

from benchmarks.queries import built
from graph.query import prepared

PLACES = (("广东省", "厅"), ("深圳市", "局"), ("杭州市", "局"), ("成都市", "局"))
QUESTIONS: tuple[tuple[str, tuple[dict[str, str], ...]], ...] = (
    ("documents", ({},)),
    ("leaders", ({},)),
    ("agency-tasks", tuple({"agency": f"{place}条线{n}{end}"} for place, end in PLACES for n in range(30))),
    ("task-agencies", tuple({"task": f"事项{n}"} for n in range(40))),
    ("technology-agencies", tuple({"technology": f"技术{n}"} for n in range(100, 150))),
    ("district-clusters", tuple({"district": name} for name in ("南山区", "龙华区", "宝安区", "武侯区", "郫都区"))),
    ("in-force", tuple({"day": f"202{year}-{month:02}-01"} for year in range(1, 6) for month in range(1, 13))),
)


def free_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def memory(process: psutil.Process) -> float:
    """Return the resident megabytes of a process and its children."""
    total = 0
    for one in (process, *process.children(recursive=True)):
        try:
            total += one.memory_info().rss
        except psutil.NoSuchProcess:
            # A worker that was just replaced.
            continue
    return total / 2**20


async def client(url: str, end: float, times: list[float], errors: list[str], seed: int, new: bool) -> None:
    """Ask questions by chance until the time is over."""
    chance = random.Random(seed)
    numbers = count()
    async with httpx.AsyncClient(timeout=60) as session:
        while time.perf_counter() < end:
            name, choices = chance.choice(QUESTIONS)
            query = prepared(name, chance.choice(choices)) + (f"\n# {seed}/{next(numbers)}" if new else "")
            start = time.perf_counter()
            try:
                answer = await session.post(
                    url, data={"query": query}, headers={"Accept": "application/sparql-results+json"}
                )
            except httpx.HTTPError as fault:
                errors.append(repr(fault))
                continue
            times.append(time.perf_counter() - start)
            if answer.status_code != 200:
                errors.append(f"{answer.status_code} {answer.text[:80]}")


async def measure(label: str, url: str, process: psutil.Process, clients: int, seconds: float, new: bool) -> None:
    """Let the clients loose on one server, and print its row."""
    for _ in range(200):
        try:
            async with httpx.AsyncClient() as probe:
                await probe.post(url, data={"query": "ASK {}"})
            break
        except httpx.HTTPError:
            await asyncio.sleep(0.1)
    times: list[float] = []
    errors: list[str] = []
    marks = []
    end = time.perf_counter() + seconds
    work = asyncio.gather(*(client(url, end, times, errors, n, new) for n in range(clients)))
    for _ in range(4):
        await asyncio.sleep(seconds / 5)
        marks.append(memory(process))
    await work
    times.sort()
    half, most = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(
        f"| {label} | {len(times):,} | {len(times) / seconds:.0f} | {len(errors)} | {half * 1000:.0f} ms | {most * 1000:.0f} ms "
        f"| {' → '.join(f'{m:.0f}' for m in marks)} MB |"
    )
    for fault in dict.fromkeys(errors[:3]):
        print(f"  {fault}", file=sys.stderr)


def main() -> None:
    """Measure and print."""
    clients = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
    files = metadata.files("oxigraph") or []
    program = next(
        (str(f.locate()) for f in files if f.name.startswith("oxigraph") and "bin" in str(f)), shutil.which("oxigraph")
    )
    with tempfile.TemporaryDirectory() as name:
        folder = built(Path(name) / "g", 100_000)
        print(f"{clients} clients, {seconds:.0f} s, a graph of 100,000 triples\n")
        print("| server | answers | a second | errors | median | p95 | memory |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | --- |")
        code = "from graph.cli import main; main()"
        ours = [sys.executable, "-c", code, "serve", "-g", str(folder)]
        theirs = [
            str(program),
            "serve-read-only",
            "--location",
            str(folder / "versions" / "1" / "store"),
            "--union-default-graph",
        ]
        for label, command, path, new in (
            ("quanze serve", ours, "/sparql", False),
            ("quanze serve, all new", ours, "/sparql", True),
            ("oxigraph serve-read-only, all new", theirs, "/query", True),
        ):
            port = free_port()
            address = ["--port", str(port)] if command is ours else ["--bind", f"127.0.0.1:{port}"]
            with subprocess.Popen(
                [*command, *address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            ) as process:
                try:
                    asyncio.run(
                        measure(
                            label, f"http://127.0.0.1:{port}{path}", psutil.Process(process.pid), clients, seconds, new
                        )
                    )
                finally:
                    process.terminate()


if __name__ == "__main__":
    main()
