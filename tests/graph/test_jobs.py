"""What a build reads again, takes over and drops; and that a build that is killed leaves the old graph."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import graph
from extract.errors import GraphError, OutputError, QueryError
from graph.jobs import Built, Options, Outcome, build, prints, read_files, remove
from graph.lock import one_writer
from graph.query import ask
from graph.store import Graph, open_graph
from tests.conftest import CASES

NAMES = ("duties_brackets_of_a_province", "duties_labels_of_a_city", "duties_nested_and_shared")


@pytest.fixture
def policies(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "policies"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        (folder / f"{number}.txt").write_bytes((CASES / name / "input.txt").read_bytes())
    return sorted(folder.iterdir())


def made(folder: Path, files: list[Path], **options: bool) -> Built:
    return build(folder, files, Options(**options))  # type: ignore[arg-type]


def quads(graph: Graph) -> set[str]:
    """Return all but what differs between runs."""
    return {str(q) for q in graph.store if not q.graph_name.value.endswith("/graph/run")}


def names(graph: Graph, key: str) -> list[str]:
    return [Path(p).name for p in graph.report[key]]


def test_only_what_has_changed_is_read(folder: Path, policies: list[Path], tmp_path: Path) -> None:
    assert names(made(folder, policies).graph, "read") == ["0.txt", "1.txt", "2.txt"]
    again = made(folder, policies)
    assert (again.changed, again.graph.version) == (False, 1)
    policies[1].write_text(policies[1].read_text(encoding="utf-8").replace("市", "市 ", 1), encoding="utf-8")
    graph = made(folder, policies).graph
    assert (names(graph, "read"), names(graph, "kept")) == (["1.txt"], ["0.txt", "2.txt"])
    assert quads(graph) == quads(made(tmp_path / "anew", policies).graph)
    assert list(graph.readings()) == list(made(tmp_path / "anew", policies).graph.readings())


def test_what_is_not_named_any_more_goes(folder: Path, policies: list[Path], tmp_path: Path) -> None:
    made(folder, policies)
    graph = made(folder, policies[:2]).graph
    assert (names(graph, "removed"), names(graph, "read")) == (["2.txt"], [])
    assert quads(graph) == quads(made(tmp_path / "anew", policies[:2]).graph)


def test_a_part_of_its_name_removes_a_document_where_no_other_has_it(folder: Path, policies: list[Path]) -> None:
    titles = {entry["file"]: entry["title"] for entry in made(folder, policies).graph.report["documents"]}
    own = titles["1.txt"][2:-1]
    assert sum(own in title for title in titles.values()) == 1
    with pytest.raises(QueryError, match=r"3 documents have '\.txt' in their names; name one: 0 \(.+1 \(.+2 \("):
        remove(folder, [".txt"], Options())
    with pytest.raises(QueryError, match="no document is called ''"):
        remove(folder, [""], Options())
    graph = remove(folder, [own], Options()).graph
    assert {entry["file"] for entry in graph.report["documents"]} == {"0.txt", "2.txt"}


def test_a_file_name_that_several_documents_have_removes_none_of_them(
    folder: Path, policies: list[Path], tmp_path: Path
) -> None:
    copies = []
    for number, policy in enumerate(policies):
        copies.append(tmp_path / f"city{number}" / "03.txt")
        copies[-1].parent.mkdir()
        copies[-1].write_bytes(policy.read_bytes())
    entries = made(folder, copies).graph.report["documents"]
    with pytest.raises(
        QueryError, match=r"3 documents are called '03\.txt'; name one by its path or id: 03 \("
    ) as told:
        remove(folder, ["03.txt"], Options())
    assert all(str(path) in str(told.value) for path in copies)
    assert len(open_graph(folder).report["documents"]) == 3
    for name, gone in ((entries[0]["id"], 0), ("city1/03.txt", 1)):
        remove(folder, [name], Options())
        assert str(copies[gone]) not in {e["source"] for e in open_graph(folder).report["documents"]}
    assert [e["source"] for e in open_graph(folder).report["documents"]] == [str(copies[2])]


def test_one_is_added_and_removed(folder: Path, policies: list[Path], tmp_path: Path) -> None:
    made(folder, policies[:1])
    graph = build(folder, policies[1:2], Options(), keep_others=True).graph
    assert (names(graph, "read"), names(graph, "kept")) == (["1.txt"], ["0.txt"])
    assert quads(graph) == quads(made(tmp_path / "anew", policies[:2]).graph)
    graph = remove(folder, ["0.txt"], Options()).graph
    assert quads(graph) == quads(made(tmp_path / "one", policies[1:2]).graph)
    with pytest.raises(QueryError, match=r"no document is called '0\.txt'; the graph holds 1 "):
        remove(folder, ["1.txt", "0.txt"], Options())
    with pytest.raises(QueryError, match="nothing would be left"):
        remove(folder, ["1.txt"], Options())
    assert len(ask(open_graph(folder), "documents")) == 1


def test_a_moved_folder_is_not_read_again(folder: Path, policies: list[Path]) -> None:
    made(folder, policies)
    moved = policies[0].parent.rename(policies[0].parent.with_name("moved"))
    graph = made(folder, sorted(moved.iterdir())).graph
    assert (graph.report["read"], names(graph, "kept"), graph.report["removed"]) == (
        [],
        ["0.txt", "1.txt", "2.txt"],
        [str(p) for p in policies],
    )


def test_a_program_that_reads_otherwise_reads_all_again(
    folder: Path, policies: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    made(folder, policies)
    assert made(folder, policies[:2]).graph.report["read_again"] == []
    monkeypatch.setattr(prints, "_extraction", lambda: "another")
    report = made(folder, policies).graph.report
    assert len(report["read"]) == 3
    # The third was not in the graph any more: it is not read again, but read.
    assert [Path(name).name for name in report["read_again"]] == ["0.txt", "1.txt"]


def test_an_ontology_that_changed_writes_all_anew_and_reads_nothing(
    folder: Path, policies: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = quads(made(folder, policies).graph)
    monkeypatch.setattr(prints, "_writers", lambda: "another")
    graph = made(folder, policies).graph
    assert (graph.version, graph.report["read"], quads(graph)) == (2, [], before)
    assert graph.report["written_anew"]
    graph = made(folder, policies[:2]).graph
    assert not graph.report["written_anew"]


def test_another_base_takes_the_facts_and_writes_all(folder: Path, policies: list[Path], tmp_path: Path) -> None:
    made(folder, policies)
    base = "https://example.org/x/"
    graph = build(folder, policies, Options(base=base)).graph
    assert graph.report["read"] == []
    assert quads(graph) == quads(build(tmp_path / "anew", policies, Options(base=base)).graph)


def test_corrections_have_documents_read_again(folder: Path, policies: list[Path], tmp_path: Path) -> None:
    duty = next(made(folder, policies).graph.facts()).responsibilities[0]
    file = policies[0].name
    table = tmp_path / "corrections.csv"
    heading = "文件,路径,层,原文,字段,原值,新值,操作,经办人,日期,理由"
    rows = [
        f"{file},{duty.path},responsibilities,{duty.at.quote},role,{duty.role},supervise,改,张三,2024-05-01,核对原件",
        f"{file},,responsibilities,查无此单位,role,lead,support,改,张三,2024-05-01,",
    ]
    table.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8-sig")
    built = build(folder, policies, Options(corrections=table))
    assert len(built.graph.report["read"]) == 3
    corrected = next(built.graph.facts()).responsibilities[0]
    assert (corrected.role, corrected.at.rule, corrected.at.confidence) == ("supervise", "correction", 1.0)
    assert [(row["line"], row["status"]) for row in built.graph.report["corrections"]["rows"]] == [
        (2, "applied"),
        (3, "unmatched"),
    ]
    # What became of the rows is known of documents that are kept, too.
    assert not build(folder, policies, Options(corrections=table)).changed
    policies[1].write_text(policies[1].read_text(encoding="utf-8") + "\n", encoding="utf-8")
    again = build(folder, policies, Options(corrections=table)).graph.report
    assert len(again["read"]) == 1
    assert [row["status"] for row in again["corrections"]["rows"]] == ["applied", "unmatched"]


def test_a_file_that_failed_stays_stale_and_is_tried_again(folder: Path, policies: list[Path]) -> None:
    made(folder, policies)
    whole = policies[0].read_bytes()
    policies[0].write_bytes(b"")
    graph = made(folder, policies).graph
    assert [e["file"] for e in graph.report["documents"] if e["stale"]] == ["0.txt"]
    assert names(graph, "removed") == []
    policies[0].write_bytes(whole)
    graph = made(folder, policies).graph
    assert (names(graph, "read"), [e["stale"] for e in graph.report["documents"]]) == (["0.txt"], [False] * 3)


def test_what_can_not_be_read_makes_no_version_where_the_graph_has_nothing_of_it(
    folder: Path, policies: list[Path], tmp_path: Path
) -> None:
    made(folder, policies[:2])
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    for _ in range(2):
        added = build(folder, [bad], Options(), keep_others=True)
        assert (added.changed, added.graph.version) == (False, 1)
        assert [Path(fault["file"]).name for fault in added.failed] == ["bad.txt"]
    with pytest.raises(GraphError, match="no document could be read"):
        build(tmp_path / "none", [bad], Options(), keep_others=True)
    assert not (tmp_path / "none" / "CURRENT").exists()
    # One that the graph holds something of is marked once, and stays known as unread while others are added.
    whole = policies[0].read_bytes()
    policies[0].write_bytes(b"")
    marked = made(folder, policies[:2])
    assert (marked.changed, made(folder, policies[:2]).changed) == (True, False)
    report = build(folder, policies[2:], Options(), keep_others=True).graph.report
    assert names_of(report["failed"]) == ["0.txt"]
    report = remove(folder, ["2.txt"], Options()).graph.report
    assert names_of(report["failed"]) == ["0.txt"]
    policies[0].write_bytes(whole)
    assert made(folder, policies[:2]).graph.report["failed"] == []


def names_of(failed: list[dict[str, str]]) -> list[str]:
    return [Path(fault["file"]).name for fault in failed]


def test_all_modules_that_write_triples_decide_whether_they_are_written_anew() -> None:
    def imported(name: str, found: set[str]) -> set[str]:
        file = Path(graph.__file__).parent / name
        if name not in found and file.exists():
            found.add(name)
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("graph."):
                    imported(f"{(node.module or '').partition('.')[2]}.py", found)
        return found

    assert imported("build.py", set()) == set(prints.WRITERS)


def test_nothing_to_read_is_an_error(folder: Path) -> None:
    with pytest.raises(GraphError, match="no document could be read"):
        made(folder, [])


def test_one_writer_at_a_time(folder: Path, policies: list[Path]) -> None:
    made(folder, policies[:1])
    with one_writer(folder):
        code = "import sys; from graph.cli import main; main(sys.argv[1:])"
        command = [sys.executable, "-c", code, "build", str(policies[1]), "-o", str(folder)]
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        assert run.returncode == 1
        assert "another quanze is writing to this graph" in run.stderr
        assert len(ask(open_graph(folder), "documents")) == 1  # readers go on


def test_a_folder_that_can_not_be_locked_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="can't be written"), one_writer(tmp_path / "file" / "g"):
        pass


def deadly(path: Path) -> Outcome:
    """Die as a process does that the system kills for its memory."""
    if path.name == "1":
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(path, ())


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_reader_that_dies_costs_its_own_file_only() -> None:
    outcomes = list(read_files([Path(str(n)) for n in range(6)], 2, deadly))
    assert [o.path.name for o in outcomes] == list("012345")
    assert [bool(o.faults) for o in outcomes] == [False, True, False, False, False, False]
    assert "the process that read it died" in outcomes[1].faults[0]


@pytest.mark.slow
def test_several_processes_read_the_same(policies: list[Path]) -> None:
    assert list(read_files(policies, 2)) == list(read_files(policies, 1))


# Counts the places where a build touches its folder, and dies at the n-th.
_DYING = """
import os, signal, sys
from pathlib import Path
from graph.jobs import Options, build
folder, at, files = Path(sys.argv[1]), int(sys.argv[2]), [Path(p) for p in sys.argv[3:]]
count = 0
def touched(event, args):
    global count
    if event in ("open", "os.mkdir", "os.rename", "os.link", "os.rmdir", "os.remove", "os.listdir", "shutil.rmtree"):
        if any(str(folder) in str(a) for a in args):
            count += 1
            if count == at:
                os.kill(os.getpid(), signal.SIGKILL)
import graph.store
filled = graph.store._store
def store(*args):
    # The engine's own writing raises no events: one place in the midst of it, one behind it.
    global count
    made = filled(*args)
    touched("open", [folder])
    return made
graph.store._store = store
sys.addaudithook(touched)
build(folder, files, Options(anew=True))
print(count)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_kill_9_leaves_the_old_or_the_new_graph(folder: Path, policies: list[Path], tmp_path: Path) -> None:
    def run(at: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", _DYING, str(folder), str(at), *map(str, policies)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)

    old = quads(made(folder, policies[:2]).graph)
    new = quads(made(tmp_path / "new", policies).graph)
    places = int(run(0).stdout)
    assert places > 20
    states = set()
    for n in range(12):
        made(folder, policies[:2])
        at = 1 + round(n * (places - 1) / 11)
        assert run(at).returncode == -signal.SIGKILL
        found = quads(open_graph(folder))
        assert found in (old, new)
        states.add(found == new)
        assert len(list(open_graph(folder).readings())) in (2, 3)
        assert quads(made(folder, policies).graph) == new  # and the next build goes through
    assert states == {False, True}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("delay", [0.4, 0.7, 1.0, 1.3, 1.6])
def test_kill_9_at_any_time_leaves_a_whole_graph(folder: Path, policies: list[Path], delay: float) -> None:
    old = quads(made(folder, policies[:2]).graph)
    command = [sys.executable, "-c", _DYING, str(folder), "0", *map(str, policies)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as run:
        try:
            run.wait(delay)
        except subprocess.TimeoutExpired:
            run.kill()
    graph = open_graph(folder)
    assert quads(graph) == old or len(graph.report["documents"]) == 3
