"""Named queries on a generated graph: the embedded store beside rdflib's default store, and how the time grows.

    python benchmarks/queries.py [TRIPLES] [--growth] [--limit=SECONDS]

Prints Markdown tables (benchmarks/store.md keeps those of one run). Seconds are those of one machine at one hour;
what to read is the ratios. rdflib runs each query once, and is stopped at the limit (300 s).
"""

from __future__ import annotations

import math
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import rdflib
from pyoxigraph import RdfFormat, Store

from graph.build import all_quads
from graph.iris import Iris
from graph.query import prepared, questions
from graph.store import file_ids, write_graph
from tests.graph.generated import corpus

# The query behind the matrix, and the five that are asked most.
ASKED = {
    "assignments": {},
    "leaders": {},
    "agency-tasks": {"agency": "广东省条线4厅"},
    "task-agencies": {"task": "事项7"},
    "tasks-without-lead": {},
    "district-clusters": {"district": "南山区"},
}
EXAMPLES = {
    "agency": "广东省条线4厅",
    "amount": "500",
    "cluster": "集群0",
    "day": "2022-06-01",
    "district": "南山区",
    "task": "事项7",
    "technology": "技术77",
    "words": "技术111",
    "year": "2025",
}
TASKS = 60
# Triples that a task of the generated corpus comes to.
_EACH = 118


def built(folder: Path, triples: int) -> Path:
    """Build a graph of about so many triples."""
    readings = list(corpus(max(2, round(triples / _EACH / TASKS)), TASKS))
    report = {"documents": [{"id": name} for name in file_ids(readings)], "base": Iris().base}
    write_graph(folder, readings, all_quads(readings, Iris(), "benchmark"), lambda _: report)
    return folder


def best(run: Callable[[], int], times: int) -> tuple[float, int]:
    """Return the shortest of some runs in seconds, and the number of rows."""
    found, rows = math.inf, 0
    for _ in range(times):
        start = time.perf_counter()
        rows = run()
        found = min(found, time.perf_counter() - start)
    return found, rows


def oxigraph(store: Store, text: str) -> int:
    """Answer a query, and return the number of its rows."""
    return sum(1 for _ in store.query(text, use_default_graph_as_union=True))  # type: ignore[union-attr]


class Stopped(BaseException):
    """A query reached its limit; no ``except Exception`` of the engine holds it up."""


def limited(run: Callable[[], int], seconds: float) -> tuple[float, int | None]:
    """Run once; return seconds and rows, or the limit and None where the run was stopped there."""

    def stop(signum: int, frame: object) -> None:
        raise Stopped

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    start = time.perf_counter()
    try:
        rows = run()
        return time.perf_counter() - start, rows
    except Stopped:
        return seconds, None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def beside_rdflib(folder: Path, limit: float) -> None:
    """Print the table of the asked queries, three engines side by side; rdflib is stopped at its limit.

    A query that was stopped counts as its limit, so that the ratios and their mean are the least they can be.
    """
    start = time.perf_counter()
    disk = Store.read_only(str(folder / "versions" / "1" / "store"))
    opened = time.perf_counter() - start
    start = time.perf_counter()
    memory = Store()
    memory.bulk_extend(disk)
    loaded = time.perf_counter() - start
    peer = rdflib.Dataset(default_union=True)
    with tempfile.NamedTemporaryFile(suffix=".nq") as file:
        disk.dump(file.name, format=RdfFormat.N_QUADS)
        start = time.perf_counter()
        peer.parse(file.name, format="nquads")
        parsed = time.perf_counter() - start
    print(
        f"{len(memory):,} triples, generated; opened from disk in {opened:.2f} s, read into memory in {loaded:.1f} s, "
        f"parsed by rdflib {rdflib.__version__} in {parsed:.0f} s.\n"
    )
    print("| query | rows | rdflib | Oxigraph, memory | Oxigraph, disk |")
    print("| --- | ---: | ---: | ---: | ---: |", flush=True)
    ratios: dict[str, list[float]] = {"memory": [], "disk": []}
    stopped = False
    for name, given in ASKED.items():
        text = prepared(name, given)
        fast, same = best(lambda text=text: oxigraph(memory, text), 3)  # type: ignore[misc]
        cold, _ = best(lambda text=text: oxigraph(disk, text), 3)  # type: ignore[misc]
        slow, rows = limited(lambda text=text: len(list(peer.query(text))), limit)  # type: ignore[misc]
        if rows not in (None, same):
            sys.exit(f"{name}: {rows} rows and {same}")
        over = "> " if rows is None else ""
        stopped |= rows is None
        ratios["memory"].append(slow / fast)
        ratios["disk"].append(slow / cold)
        print(
            f"| `{name}` | {same:,} | {over}{slow:.2f} s | {fast * 1000:.0f} ms ({over}{slow / fast:.0f}×) "
            f"| {cold * 1000:.0f} ms ({over}{slow / cold:.0f}×) |",
            flush=True,
        )
    means = {kind: math.exp(sum(map(math.log, found)) / len(found)) for kind, found in ratios.items()}
    over = "> " if stopped else ""
    print(f"| geometric mean | | 1× | {over}{means['memory']:.0f}× | {over}{means['disk']:.0f}× |\n")


def first_answer(folder: Path) -> None:
    """Time a new process that opens the graph and answers its first question."""
    code = (
        "import sys, time; t = time.perf_counter(); from graph import ask, open_graph; "
        "n = len(ask(open_graph(sys.argv[1]), 'documents')); print(n, time.perf_counter() - t)"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(3)
    ]
    print(
        f"Opening the built graph and answering the first question (imports included): {min(float(r[1]) for r in runs):.2f} s\n"
    )


def growth(sizes: Sequence[int]) -> None:
    """Time every named question at several sizes, in memory; a question whose time grows faster than its graph shows."""
    columns: list[dict[str, tuple[float, int]]] = []
    counts = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            store = Store()
            disk = Store.read_only(str(built(Path(name) / "g", size) / "versions" / "1" / "store"))
            store.bulk_extend(disk)
            counts.append(len(store))
            found = {}
            for question in questions().values():
                given = {p.name: EXAMPLES[p.name] for p in question.parameters if p.required}
                text = prepared(question.name, given)
                found[question.name] = best(lambda store=store, text=text: oxigraph(store, text), 2)  # type: ignore[misc]
            columns.append(found)
    print("| question | " + " | ".join(f"{n:,} triples | rows" for n in counts) + " | growth of time | of rows |")
    print("| --- |" + " ---: |" * (2 * len(counts) + 2))
    for name in questions():
        cells = [column[name] for column in columns]
        (first, few), (last, many) = cells[0], cells[-1]
        rows = f"{many / few:.1f}×" if few else ""
        print(
            f"| `{name}` | "
            + " | ".join(f"{time * 1000:.0f} ms | {rows:,}" for time, rows in cells)
            + f" | {last / first:.1f}× | {rows} |"
        )
    print(f"\nThe graph grows {counts[-1] / counts[0]:.1f}×.")


def main() -> None:
    """Measure and print."""
    numbers = [int(a.replace("_", "")) for a in sys.argv[1:] if not a.startswith("-")]
    triples = numbers[0] if numbers else 1_000_000
    if "--growth" in sys.argv:
        growth((triples // 10, triples))
        return
    limits = [float(a.partition("=")[2]) for a in sys.argv[1:] if a.startswith("--limit=")]
    with tempfile.TemporaryDirectory() as name:
        folder = built(Path(name) / "g", triples)
        first_answer(folder)
        beside_rdflib(folder, limits[0] if limits else 300.0)


if __name__ == "__main__":
    main()
