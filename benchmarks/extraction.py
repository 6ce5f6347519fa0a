"""Extraction of all layers as a whole process against jieba alone: characters a second of processor time.

``quanze extract`` reads 120 clean files in one process, start-up included; its peer ``jieba.lcut`` segments the
same text after loading its dictionary. Both run in this one run on one core; the ratio is what counts.

    python benchmarks/extraction.py [FOLDER…]    # folders of .txt files; by default the cases of the tests
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
FILES = 120
ROUNDS = 3
PEER = """
import sys, time, jieba
jieba.setLogLevel(60)
jieba.initialize()
texts = [open(name, encoding="utf-8").read() for name in sys.argv[1:]]
start = time.process_time()
for text in texts:
    jieba.lcut(text)
print(time.process_time() - start)
"""


def one_core() -> None:
    """Bind this process and its children to one core, where the system knows how."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def ours(files: list[str]) -> float:
    """Return the processor time of ``quanze extract`` in seconds, start-up included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = "from graph.cli import main; main()"
    subprocess.run([sys.executable, "-c", code, "extract", *files], cwd=TOP, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def jieba(files: list[str]) -> float:
    """Return the processor time in which jieba segments the files, its dictionary loaded before."""
    done = subprocess.run([sys.executable, "-c", PEER, *files], check=True, capture_output=True, text=True)
    return float(done.stdout)


def main(folders: list[str]) -> None:
    """Measure both, the best of three rounds each, and print the ratio."""
    one_core()
    found = [p for name in folders for p in sorted(Path(name).glob("*.txt"))] if folders else []
    found = found or sorted((TOP / "tests" / "cases").glob("*/input.txt"))
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for n, path in enumerate(islice(cycle(found), FILES)):
            files.append(str(Path(folder) / f"{n:03}.txt"))
            shutil.copy(path, files[-1])
        characters = sum(len(Path(name).read_text(encoding="utf-8")) for name in files)
        best = min(ours(files) for _ in range(ROUNDS))
        peer = min(jieba(files) for _ in range(ROUNDS))
    print(f"{FILES} files, {characters:,} characters")
    print(f"quanze extract  {characters / best:12,.0f} characters a second")
    print(f"jieba.lcut      {characters / peer:12,.0f} characters a second")
    print(f"ratio           {peer / best:12.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
