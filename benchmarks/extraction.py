"""Extraction of all layers as a whole process against jieba alone: characters a second of processor time.

``quanze extract`` reads 120 clean files in one process, start-up included; its peer ``jieba.lcut`` segments the
same text after loading its dictionary. Both run in this one run, turn about, on one core; the ratio is what counts. Modules are
compiled beforehand, as an installer does, and so are patterns, which the first run of the program keeps in the user's cache
folder (``extract/patterns.py``): here one of its own where the system lets us say so, without what other versions left.

Where there are fewer than 120 files they are read several times over, and sentences that come again are remembered. So the
files are also read once each, and what the first of them takes by itself is left out: the speed at which text is read that
was not seen before.

    python benchmarks/extraction.py [FOLDER…]    # folders of .txt files; by default the cases of the tests
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median

TOP = Path(__file__).resolve().parent.parent
FILES = 120
ROUNDS = 5
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


def ours(files: Sequence[str], environment: dict[str, str]) -> float:
    """Return the processor time of ``quanze extract`` in seconds, start-up included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", "from graph.cli import main; main()", "extract", *files]
    subprocess.run(command, cwd=TOP, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def jieba(files: Sequence[str], environment: dict[str, str]) -> float:
    """Return the processor time in which jieba segments the files, its dictionary loaded before."""
    command = [sys.executable, "-c", PEER, *files]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return float(done.stdout)


def length(files: Sequence[str]) -> int:
    """Return how many characters the files hold."""
    return sum(len(Path(name).read_text(encoding="utf-8")) for name in files)


def main(folders: list[str]) -> None:
    """Measure both turn about, and print the medians of five rounds."""
    one_core()
    found = [p for name in folders for p in sorted(Path(name).glob("*.txt"))] if folders else []
    found = found or sorted((TOP / "tests" / "cases").glob("*/input.txt"))
    with tempfile.TemporaryDirectory() as folder:
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")
        environment["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
        files = []
        for n, path in enumerate(islice(cycle(found), max(FILES, len(found)))):
            files.append(str(Path(folder) / f"{n:03}.txt"))
            shutil.copy(path, files[-1])
        once = files[: len(found)]
        ours(once, environment)
        rounds = []
        for _ in range(ROUNDS):
            many, one, each = (ours(names, environment) for names in (files[:FILES], once[:1], once))
            rounds.append((many, jieba(files[:FILES], environment), one, each, jieba(once[1:], environment)))
        characters, different = length(files[:FILES]), length(once)
    whole, peer, first = (median(column) for column in zip(*(r[:3] for r in rounds), strict=True))
    ratio = median(peer / whole for whole, peer, *_ in rounds)
    unseen = median(peer / (each - one) for _, _, one, each, peer in rounds)
    print(f"{FILES} files, {characters:,} characters, {different:,} of them different")
    print(f"quanze extract  {characters / whole:12,.0f} characters a second, start-up included")
    print(f"jieba.lcut      {characters / peer:12,.0f} characters a second")
    print(f"ratio           {ratio:12.2f}")
    print(f"of text that was not seen before, without the first file ({first:.2f} s)  {unseen:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
