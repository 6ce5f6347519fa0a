"""Reading files, in this process or in several.

A worker that dies (killed, out of memory) breaks its pool; the files that it took along are then read one by one,
so that one bad file is named and the others are read.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from extract.corrections import Corrections, Match, apply_all
from extract.errors import ReadError
from extract.facts import Facts
from extract.pipeline import Reading, extract
from extract.read import LIMITS, Limits, read_sources

STDIN = Path("-")
NO_CORRECTIONS = Corrections("", ())
# Starting a process costs about a second, which so many files are worth.
_WORTH = 24


@dataclass(frozen=True, slots=True)
class Parsed:
    """One policy as it comes from extraction: facts, the restored text they refer to, what a reader should know.

    ``matches`` says what each row of the corrections did to it, ``place`` where its file stands.
    """

    facts: Facts
    text: str
    warnings: tuple[str, ...]
    matches: tuple[Match, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: its policies, and what could not be read of it."""

    path: Path
    parsed: tuple[Parsed, ...]
    faults: tuple[str, ...] = ()


def content_hash(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, empty where it can't be read or is standard input."""
    if path == STDIN:
        return ""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        # Reading it will tell the fault in words.
        return ""


def read_one(path: Path, limits: Limits = LIMITS, corrections: Corrections = NO_CORRECTIONS) -> Outcome:
    """Read one file and put the corrections on its facts; faults are told, not raised."""
    parsed: list[Parsed] = []
    faults: list[str] = []
    try:
        for source in read_sources(path, limits):
            if isinstance(source, ReadError):
                faults.append(str(source))
            else:
                parsed.extend(_parsed(list(extract(source)), corrections))
    except ReadError as fault:
        faults.append(str(fault))
    return Outcome(path, tuple(parsed), tuple(faults))


def _parsed(readings: Sequence[Reading], corrections: Corrections) -> Iterator[Parsed]:
    for reading, matches in corrected(readings, corrections):
        yield Parsed(reading.facts, reading.text, reading.warnings, matches, reading.place)


def corrected(readings: Sequence[Reading], corrections: Corrections) -> Iterator[tuple[Reading, tuple[Match, ...]]]:
    """Yield the readings of one file with the corrections on their facts, and what each row did to them."""
    if not readings:
        return

    def dues(reading: Reading, facts: Facts) -> Mapping[tuple[str, int, int], str]:
        from graph.matrix.source import dues_of

        return dues_of(facts, reading.text)

    documents = [(r.facts, r.page, r.context) for r in readings]
    made = apply_all(documents, corrections, readings[0].place, [partial(dues, r) for r in readings])
    for reading, (facts, matches) in zip(readings, made, strict=True):
        yield (replace(reading, facts=facts) if matches else reading), matches


def workers(files: int, jobs: int) -> int:
    """Return how many processes read ``files`` files; ``jobs`` of 0 leaves it to the program."""
    if jobs:
        return min(jobs, max(files, 1))
    return min(os.cpu_count() or 1, 8) if files >= _WORTH else 1


def read_files(files: Sequence[Path], jobs: int = 0, read: Callable[[Path], Outcome] = read_one) -> Iterator[Outcome]:
    """Read files, in their order.

    Parameters
    ----------
    files
        What to read; ``-`` is standard input.
    jobs
        Number of processes; 1 reads here, 0 chooses by the number of files.
    read
        What reads one file; it must be importable, since other processes call it.
    """
    number = workers(len(files), jobs)
    if number < 2:
        yield from map(read, files)
        return
    waiting = list(files)
    with _pool(number) as pool:
        futures = {path: pool.submit(read, path) for path in waiting if path != STDIN}
        try:
            while waiting:
                path = waiting[0]
                outcome = futures[path].result() if path in futures else read(path)
                waiting.pop(0)
                yield outcome
        except BrokenProcessPool:
            pool.shutdown(wait=False, cancel_futures=True)
    for path in waiting:
        yield _alone(path, read)


def _alone(path: Path, read: Callable[[Path], Outcome]) -> Outcome:
    with _pool(1) as pool:
        try:
            return pool.submit(read, path).result()
        except BrokenProcessPool:
            mend = "see whether it is huge or damaged, or give the machine more memory"
            return Outcome(path, (), (f"{path}: the process that read it died; {mend}",))


def _pool(number: int) -> ProcessPoolExecutor:
    # Spawned: a fork of a process with threads (progress bars, the engine's) may hang.
    return ProcessPoolExecutor(number, mp_context=multiprocessing.get_context("spawn"))
