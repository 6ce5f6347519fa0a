"""A build: which files are read anew, what is taken over, what goes, and the version that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from extract.corrections import Corrections, Match, outcomes, read_corrections, settle
from extract.errors import GraphError, QueryError
from extract.read import LIMITS, Limits, places
from graph.build import Reading, all_quads
from graph.change import own_quads, own_triples, written_by_build
from graph.editions import Arrival
from graph.iris import BASE, Iris
from graph.jobs.arrivals import arrivals_of, set_aside
from graph.jobs.documents import Coming, Entry, InForce, just_read, moved_to, others, still_failed
from graph.jobs.naming import meant, place_of
from graph.jobs.pool import NO_CORRECTIONS, Outcome, content_hash, read_files, read_one
from graph.jobs.prints import reading_print, writing_print
from graph.lock import one_writer
from graph.shapes import validate
from graph.store import Graph, Kept, file_ids, open_graph, write_graph
from graph.tasks import tasks_of

Watch = Callable[[Sequence[Path], Iterator[Outcome]], Iterable[Outcome]]


@dataclass(frozen=True, slots=True)
class Options:
    """How a build is made.

    Attributes
    ----------
    base
        Base IRI of the graph's own things; None takes that of the graph, or the default.
    jobs
        Processes that read; 0 chooses by the number of files.
    corrections
        A file of corrections, applied to the facts of each document.
    anew
        Read every file again, whatever is known of it.
    limits
        How much is read before a file is refused.
    """

    base: str | None = None
    jobs: int = 0
    corrections: Path | None = None
    anew: bool = False
    limits: Limits = LIMITS


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to.

    Attributes
    ----------
    graph
        The graph in force.
    changed
        Whether a new version of it was put in force.
    failed
        What could not be read this time: ``file`` and ``error`` of each.
    """

    graph: Graph
    changed: bool
    failed: tuple[Mapping[str, str], ...] = ()


def build(
    folder: Path,
    files: Sequence[Path],
    options: Options,
    *,
    faults: Sequence[tuple[str, str]] = (),
    keep_others: bool = False,
    watch: Watch = lambda _, outcomes: outcomes,
) -> Built:
    """Make a graph hold the documents of ``files``.

    A file is read only where its bytes, the program, its tables or the corrections are not what they were. What
    can't be read is told in the report and stays as the graph held it, marked stale.

    Parameters
    ----------
    folder
        The graph's folder; made if it doesn't exist.
    files
        What the graph is to hold.
    options
        How it is made.
    faults
        Paths that could not be found, with what is wrong; they are reported with the others.
    keep_others
        Keep documents of other files, too; else the graph holds exactly those of ``files``.
    watch
        Given the files to be read and their outcomes, yields the outcomes; a place for progress and complaints.

    Raises
    ------
    GraphError
        If nothing could be read and nothing is kept; the graph is left as it was, and none is made.
    OutputError
        If the folder can't be written, or another process is writing to it.
    """
    with one_writer(folder):
        before = InForce(folder)
        corrections = NO_CORRECTIONS
        if options.corrections:
            staying = others(before, files, [], keep_others)
            there = [d.entry.get("place") or d.entry.get("source", "") for d in staying]
            corrections = settle(read_corrections(options.corrections), [*places(files), *there])
        ambiguous = [fault.line for fault in corrections.faults if fault.status == "ambiguous"]
        print_ = reading_print(options.corrections, ambiguous)
        found: dict[Path, list[Coming]] = {}
        hashes = {path: content_hash(path) for path in files}
        for path in files:
            known = [] if options.anew else before.known(path, hashes[path], print_)
            if known:
                found[path] = [before.document(e, **moved_to(e, path)) for e in known]
        unread = [path for path in files if path not in found]
        failed = [{"file": str(Path(name).resolve()), "error": error} for name, error in faults]
        for outcome in watch(
            unread, read_files(unread, options.jobs, partial(read_one, limits=options.limits, corrections=corrections))
        ):
            content = hashes[outcome.path]
            came = before.came(outcome.path, content)
            found[outcome.path] = [just_read(p, outcome.path, content, print_, came) for p in outcome.parsed]
            failed += [{"file": place_of(outcome.path), "error": fault} for fault in outcome.faults]
        documents = [document for path in files for document in found.get(path, ())]
        if not documents and not keep_others:
            raise GraphError("no document could be read", "the graph is left as it was; see the messages above")
        documents = [*others(before, files, failed, keep_others), *documents]
        if not documents:
            raise GraphError("no document could be read", "no graph is made of nothing; see the messages above")
        read = [d.entry["source"] for d in documents if d.old is None]
        still = still_failed(before, files, failed) if keep_others else []
        again = [place_of(path) for path in unread if hashes[path] and before.had(path, hashes[path])]
        built = _commit(folder, before, documents, [*still, *failed], read, options, corrections, again, print_)
        return replace(built, failed=tuple(failed))


def remove(folder: Path, names: Sequence[str], options: Options) -> Built:
    """Take documents out of a graph.

    Parameters
    ----------
    folder
        The graph's folder.
    names
        Each the path of a file, the id, the file's name or the title of one document, or a part that it alone has in these.
    options
        How the new version is made.

    Raises
    ------
    QueryError
        If a name is of no document, or it or a part of it is of several, or nothing would be left; nothing is removed then.
    """
    with one_writer(folder):
        open_graph(folder)
        before = InForce(folder)
        gone: set[str] = set()
        for name in names:
            gone |= meant(name, before.entries)
        left = [before.document(e) for e in before.entries if e["id"] not in gone]
        if not left:
            raise QueryError("nothing would be left in the graph", f"delete the folder {folder} instead")
        return _commit(folder, before, left, still_failed(before, (), ()), [], options)


def _commit(
    folder: Path,
    before: InForce,
    documents: Sequence[Coming],
    failed: Sequence[Mapping[str, str]],
    read: Sequence[str],
    options: Options,
    corrections: Corrections = NO_CORRECTIONS,
    again: Sequence[str] = (),
    read_with: str = "",
) -> Built:
    old = before.graph
    readings = [d.reading for d in documents]
    base = options.base or (old.report["base"] if old else BASE)
    iris = Iris(base)
    entries = [{**d.entry, "id": name} for d, name in zip(documents, file_ids(readings), strict=True)]
    print_ = writing_print(iris.base)
    same = old is not None and old.report.get("written_with") == print_
    # What was changed from outside of a build is written anew by it.
    if (
        same
        and old is not None
        and entries == before.entries
        and not old.report.get("touched")
        and _of_the_graph(failed, entries) == _of_the_graph(old.report.get("failed", ()), entries)
    ):
        return Built(old, changed=False)
    arrivals = arrivals_of(entries, readings)
    standing, aside = set_aside(entries, readings, iris, arrivals)
    asked = [r for r in readings if r.facts.document.sha256 in standing]
    kept, quads, changed = _difference(before, documents, iris, same, arrivals)
    left = {e["source"] for e in entries if "source" in e}
    report: dict[str, Any] = {
        "program": version("quanze"),
        "base": iris.base,
        "written_with": print_,
        "read": sorted(set(read)),
        "read_again": sorted(set(again) & set(read)),
        "written_anew": old is not None and not same,
        "kept": sorted({d.entry.get("source") or d.entry["file"] for d in documents if d.old is not None}),
        "removed": sorted({e.get("source") or e["file"] for e in before.entries} - left - {e["file"] for e in entries}),
        "documents": entries,
        "failed": list(failed),
        "corrections": {
            "file": corrections.source,
            "rows": [asdict(outcome) for outcome in outcomes(corrections, _matches(entries, read_with))],
        },
        # What can be asked: of several texts of one policy the one that stands for it.
        "tasks": len({(r.facts.document.sha256, t.path, t.span) for r in asked for t in tasks_of(r)}),
        "agencies": len({iris.agency(a, r.facts.document) for r in asked for a in r.facts.agencies}),
        "editions": aside,
    }

    def finish(store: Store) -> Mapping[str, Any]:
        # What was whole before and is not touched need not be looked at again.
        only = changed if same and old is not None and not old.report["violations"] else None
        report["quads"] = len(store)
        report["own"] = own_triples(store, iris.base)
        report["violations"] = [asdict(v) for v in validate(store, iris, only)]
        return report

    return Built(write_graph(folder, readings, quads, finish, kept), changed=True)


def _of_the_graph(failed: Sequence[Mapping[str, str]], entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """Return what failed of files that the graph holds something of; what failed of others leaves it as it is."""
    held = {e.get("source") for e in entries}
    return sorted((fault["file"], fault["error"]) for fault in failed if fault["file"] in held)


def _matches(entries: Sequence[Entry], read_with: str) -> list[Match]:
    """Return what the rows did in the documents that were read with this very file."""
    same = (entry for entry in entries if entry.get("read_with") == read_with)
    return [Match(**match) for entry in same for match in entry.get("corrections", ())]


def _difference(
    before: InForce, documents: Sequence[Coming], iris: Iris, same: bool, arrivals: Mapping[str, Arrival]
) -> tuple[Kept | None, Iterable[Any], set[str] | None]:
    """Return what is taken over, the quads to write, and which texts' graphs are new.

    A text's graph is taken over where it was written in the same way from facts that stand as they were and nobody has
    changed it since; what users wrote into graphs of their own is taken over always.
    """
    readings = [d.reading for d in documents]
    program = version("quanze")
    old = before.graph
    if old is None:
        return None, list(all_quads(readings, iris, program, arrivals=arrivals)), None
    names = [d.old for d in documents]
    if not same:
        own = own_quads(old.store, old.report["base"])
        return Kept(old, names, None), [*all_quads(readings, iris, program, arrivals=arrivals), *own], None
    held = {graph.value for graph in written_by_build(old.store, old.report["base"])}
    needed = {iris.text(d.reading.facts.document) for d in documents}
    fresh = {iris.text(d.reading.facts.document) for d in documents if d.old is None}
    standing = (held & needed) - fresh - set(old.report.get("touched", ()))
    quads = list(all_quads(_fresh_first(documents), iris, program, standing, arrivals))
    return Kept(old, names, held - standing), quads, needed - standing


def _fresh_first(documents: Sequence[Coming]) -> list[Reading]:
    """Order readings so that of two with the same text the one read now is written; the sort is stable."""
    twice: dict[str, int] = {}
    for d in documents:
        sha = d.reading.facts.document.sha256
        twice[sha] = twice.get(sha, 0) + 1
    if all(n == 1 for n in twice.values()):
        return [d.reading for d in documents]
    return [d.reading for d in sorted(documents, key=lambda d: d.old is not None)]
