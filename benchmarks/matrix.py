"""Time and memory of a generated matrix: 10,000 tasks × 300 agencies, beside openpyxl writing the same cells.

    python benchmarks/matrix.py [TASKS] [AGENCIES]

Each measurement runs in a process of its own, so that the peak of one is not that of another.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from graph.matrix import Assignment, DocumentInfo, Matrix, make_matrix, write
from graph.report import Stamp

ROLES = ("lead", "responsible", "responsible", "responsible", "support")
WORDS = {"lead": "牵头", "responsible": "按职责分工负责", "support": "配合"}


def generated(tasks: int, agencies: int) -> Matrix:
    """Return a matrix with five agencies a task, a chapter every hundred tasks, a clause of usual length."""
    chance = random.Random(7)  # noqa: S311 - no secret
    info = DocumentInfo("测试行动计划", "d", False)
    found = []
    for i in range(tasks):
        chapter, path = str(i // 100 + 1), f"{i // 100 + 1}/{i % 100 + 1}"
        who = chance.sample(range(agencies), 5)
        clause = f"（{'、'.join(f'市第{n}工作局' for n in who)}按职责分工负责）"
        for k, (n, role) in enumerate(zip(who, ROLES, strict=True)):
            found.append(
                Assignment(
                    document=info.title,
                    doc_id=info.doc_id,
                    digest=False,
                    path=path,
                    section=f"推动第{i}项重点工程建设并形成示范",
                    parents=((chapter, f"第{chapter}部分"),),
                    order=i,
                    canonical=f"海州市第{n}工作局",
                    short=f"市第{n}工作局",
                    role=role,
                    role_term=WORDS[role],
                    start=100 * i + k,
                    end=100 * i + k + 6,
                    evidence_start=100 * i,
                    evidence_end=100 * i + len(clause),
                    evidence=clause,
                    confidence=1.0,
                    quote=f"市第{n}工作局",
                    file="d.txt",
                )
            )
    return make_matrix(found, [info], info.title, Stamp("g", 1, "0", "2026-01-01"))


def peer(matrix: Matrix, path: Path) -> None:
    """Write the bare cells with openpyxl: no comments, widths, evidence or totals."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("t")
    names = [a.canonical for a in matrix.agencies]
    sheet.append(["", "", *names])
    for row in matrix.rows:
        sheet.append([row.path, row.section, *("●" if name in row.cells else None for name in names)])
    book.save(path)


def one(kind: str, tasks: int, agencies: int) -> None:
    """Measure one way of writing and print a line."""
    matrix = generated(tasks, agencies)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"m.{kind.removeprefix('peer-')}"
        start, cpu = time.perf_counter(), time.process_time()
        if kind.startswith("peer"):
            peer(matrix, path)
        else:
            write(matrix, path)
        took, cpu = time.perf_counter() - start, time.process_time() - cpu
        size = path.stat().st_size / 2**20
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{kind:10} {took:7.1f} s ({cpu:.1f} s of processor)  peak {peak:6.0f} MB (input {before:.0f} MB)  file {size:.1f} MB"
    )


def main() -> None:
    """Measure every format and the peer."""
    if len(sys.argv) > 3:
        one(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
        return
    tasks, agencies = (int(a) for a in (sys.argv[1:] or ("10000", "300")))
    print(f"{tasks} tasks × {agencies} agencies, {5 * tasks} assignments")
    for kind in ("xlsx", "peer-xlsx", "csv", "html", "md", "json"):
        subprocess.run([sys.executable, __file__, kind, str(tasks), str(agencies)], check=True)


if __name__ == "__main__":
    main()
