"""The commands as a user runs them."""

from __future__ import annotations

import json
import pkgutil
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import graph
from graph.cli import COMMANDS, main
from graph.cli.console import folded
from tests.conftest import CASES, TOP

PROVINCE = CASES / "duties_brackets_of_a_province" / "input.txt"
CITY = CASES / "duties_labels_of_a_city" / "input.txt"


def run(*args: object) -> Result:
    result = CliRunner().invoke(main, [str(a) for a in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def built(tmp_path: Path) -> Path:
    result = run("build", PROVINCE, CITY, "-o", tmp_path / "g")
    assert result.exit_code == 0, result.output
    return tmp_path / "g"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_teaches_and_is_in_the_readme(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert len(result.output) > 300
    assert f"quanze {name}" in (TOP / "README.md").read_text(encoding="utf-8")


def test_a_command_that_is_none_is_told_with_the_one_that_is_near() -> None:
    assert "there is no command 'mtrix'; did you mean matrix?" in run("mtrix").output
    assert "quanze --help lists the commands" in run("分工表").output


def test_files_of_a_folder_that_are_not_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PROVINCE.read_bytes())
    (tmp_path / "b.ofd").write_bytes(b"x")
    result = run("extract", tmp_path)
    assert result.exit_code == 0
    assert "passed over (b.ofd)" in result.stderr


def test_build_says_what_it_made(tmp_path: Path) -> None:
    result = run("build", PROVINCE, "-o", tmp_path / "g")
    assert "河南省发展和改革委员会" in result.output
    assert str(tmp_path / "g") in result.output
    report = json.loads((tmp_path / "g" / "versions" / "1" / "report.json").read_text(encoding="utf-8"))
    assert (report["tasks"], report["violations"], report["documents"][0]["facts"]["responsibilities"]) == (
        4,
        [],
        15,
    )


def test_build_holds_exactly_what_it_is_given(built: Path) -> None:
    assert run("build", CITY, "-o", built).exit_code == 0
    documents = json.loads(run("query", "documents", "-g", built, "--json").output)
    assert [d["documentTitle"] for d in documents] == ["成都市支持无人机产业发展若干措施"]


def test_bundled_documents_by_default(tmp_path: Path) -> None:
    result = run("build", "-o", tmp_path / "g")
    assert result.exit_code == 0, result.output
    assert result.output.count("〔摘编，非原文〕") == 5
    # What the name was taken for is said beside the answer.
    rows = run(
        "query", "agency-tasks", "agency=市应急管理局", "-g", tmp_path / "g", "--format", "csv"
    ).stdout.splitlines()
    assert len(rows) > 5
    assert all("〔摘编，非原文〕" in row for row in rows[1:])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such file"),
        (b"", "empty"),
        (b"\x00\x01\x02", "binary"),
        (b"\xff\xfe\x00\xd8", "broken utf-16"),
    ],
)
def test_a_bad_file_is_named_and_the_others_are_built(tmp_path: Path, content: bytes | None, message: str) -> None:
    bad = tmp_path / "坏.txt"
    if content is not None:
        bad.write_bytes(content)
    result = run("build", bad, PROVINCE, "-o", tmp_path / "g")
    assert result.exit_code == 1
    assert f"quanze: error: {bad}" in result.output
    assert message in result.output
    assert len(json.loads(run("query", "documents", "-g", tmp_path / "g", "--json").output)) == 1


def test_what_the_graph_held_of_a_failed_file_stays_stale(tmp_path: Path) -> None:
    policy = tmp_path / "policy.txt"
    policy.write_bytes(CITY.read_bytes())
    run("build", policy, PROVINCE, "-o", tmp_path / "g")
    policy.write_bytes(b"")
    result = run("build", policy, PROVINCE, "-o", tmp_path / "g")
    assert result.exit_code == 1
    assert "could not be read this time" in result.output
    assert len(json.loads(run("query", "documents", "-g", tmp_path / "g", "--json").output)) == 2


def test_nothing_readable_leaves_the_graph(built: Path) -> None:
    result = run("build", built / "nowhere.txt", "-o", built)
    assert result.exit_code == 1
    assert (built / "CURRENT").read_text().strip() == "1"


def test_neither_outline_nor_duty_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("这里只有一段没有编号也没有分工的说明。", encoding="utf-8")
    result = run("build", tmp_path / "x.txt", "-o", tmp_path / "g")
    assert result.exit_code == 0
    assert "no numbered heading found; no duty clause found" in result.output


def test_extract_one_is_an_object_several_are_lines() -> None:
    one = json.loads(run("extract", PROVINCE).output)
    assert one["document"]["title"] == "河南省推进冷链物流高质量发展实施方案"
    lines = [json.loads(line) for line in run("extract", PROVINCE, CITY).output.splitlines()]
    assert [d["document"]["jurisdiction"] for d in lines] == ["河南省", "成都市"]
    text = run("restore", PROVINCE).output
    for row in one["responsibilities"]:
        assert text[row["start"] : row["end"]] == row["quote"]


def test_restore_of_sound_text_changes_nothing(tmp_path: Path) -> None:
    assert run("restore", PROVINCE, "-o", tmp_path / "out.txt").exit_code == 0
    assert (tmp_path / "out.txt").read_bytes() == PROVINCE.read_bytes()


def test_repairs_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("產業發(fā)展,集聚創新\n?。ㄒ唬┡嘤?個產業集群。", encoding="utf-8")
    assert run("restore", path).output == "产业发展,集聚创新\n(一)培育□个产业集群。"
    rows = json.loads(run("restore", path, "--json").output)
    lost = next(r for r in rows if "lost" in r["why"])
    assert lost["after"] == "(一)培育□"
    assert 0.3 < lost["confidence"] <= 0.5
    assert "injected pinyin" in run("restore", path, "--report").output
    assert "+ (一)培育□个产业集群。" in run("restore", path, "--diff").output
    facts = json.loads(run("extract", path).output)
    (section,) = facts["sections"]
    assert section["confidence"] == lost["confidence"]
    assert "misread" in section["why"]


def test_query_in_every_format(built: Path, tmp_path: Path) -> None:
    assert "leaders: " in run("query", "--list").output
    assert "河南省发展和改革委员会" in run("query", "leaders", "-g", built).output
    assert run("query", "leaders", "-g", built).output.split()[:3] == ["单位", "牵头", "负责"]
    assert run("query", "leaders", "-g", built, "--format", "csv").output.startswith("agencyName,led,")
    # One's own query is shown as it names things.
    assert run("query", "SELECT ?text { ?text a qz:Text }", "-g", built).output.split()[0] == "text"
    answer = json.loads(run("query", "ASK { ?t a qz:Task }", "-g", built, "--format", "sparql-json").output)
    assert answer["boolean"] is True
    (tmp_path / "mine.rq").write_text("SELECT (COUNT(*) AS ?n) WHERE { ?t a qz:Task }", encoding="utf-8")
    assert json.loads(run("query", tmp_path / "mine.rq", "-g", built, "--json").output) == [{"n": 8}]


def test_a_question_on_a_district_tells_what_all_districts_are_given(built: Path) -> None:
    # No document names it.
    told = run("query", "district-tasks", "district=锦江区", "-g", built)
    assert told.exit_code == 0
    assert "2 tasks are given to groups that 锦江区 may be one of" in told.stderr
    assert "各区(市)县政府" in told.stderr
    lost = run("query", "district-tasks", "district=南海区", "-g", built)
    assert lost.exit_code != 0
    assert "no district in the graph is called" in lost.output


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["query", "leaders", "-g", "nowhere"], "make one with: quanze build -o nowhere"),
        (["query", "leadres"], "no graph"),
        (["query"], "quanze query --list"),
        (["extract", "nowhere.txt"], "no such file"),
        (["restore", "nowhere.txt"], "no such file"),
        (["matrix", "-g", "nowhere", "-o", "x.xlsx"], "no graph"),
    ],
)
def test_faults_are_one_line_with_the_mend(
    args: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*args)
    assert result.exit_code in (1, 2)
    assert message in result.output
    assert "Traceback" not in result.output


def test_matrix_of_one_document_or_all(built: Path, tmp_path: Path) -> None:
    for suffix in (".xlsx", ".csv", ".html", ".md"):
        assert run("matrix", "-g", built, "-o", tmp_path / f"m{suffix}").exit_code == 0
        assert (tmp_path / f"m{suffix}").stat().st_size > 500
    result = run("matrix", "-g", built, "--document", "冷链", "-o", tmp_path / "one.md")
    assert "4 tasks" in result.output
    assert run("matrix", "-g", built, "--document", "没有", "-o", tmp_path / "x.md").exit_code == 1


def test_validate_tells_document_section_and_sentence_and_fails(built: Path, tmp_path: Path) -> None:
    from pyoxigraph import NamedNode, Store

    from ontology import CV

    broken = Path(shutil.copytree(built, tmp_path / "broken"))
    store = Store(str(broken / "versions" / (broken / "CURRENT").read_text(encoding="ascii").strip() / "store"))
    store.remove(next(store.quads_for_pattern(None, NamedNode(CV + "role"), None, None)))
    store.flush()
    del store
    said = run("validate", "-g", broken)
    assert said.exit_code == 1
    assert re.fullmatch(r".+ \S+: 一条分工须有一个已知角色: [（［〔\[].+\n1 violation\n", said.output)


def test_validate_says_there_is_nothing(built: Path) -> None:
    assert run("validate", "-g", built).output == "0 violations\n"


def test_evaluate_pairs_by_stem(tmp_path: Path) -> None:
    gold, docs = tmp_path / "gold", tmp_path / "docs"
    gold.mkdir()
    docs.mkdir()
    (docs / "p_1.txt").write_bytes(PROVINCE.read_bytes())
    (gold / "p.json").write_bytes((PROVINCE.parent / "expected.json").read_bytes())
    table = json.loads(run("evaluate", gold, docs, "--json").output)
    assert table["all"]["responsibility"]["f1"] == 1.0
    assert table["documents"]["p"]["sections"]["f1"] == 1.0
    assert "responsibility" in run("evaluate", gold, docs).output
    (gold / "q.json").write_bytes((PROVINCE.parent / "expected.json").read_bytes())
    result = run("evaluate", gold, docs)
    assert result.exit_code == 1
    assert "no document named q" in result.output


def test_public_surface() -> None:
    assert sorted(graph.__all__) == list(graph.__all__)
    for name in graph.__all__:
        assert getattr(graph, name).__doc__
        assert f"`{name}`" in (TOP / "README.md").read_text(encoding="utf-8")
    # A module of that name would take its place as soon as somebody imports it.
    assert not {module.name for module in pkgutil.iter_modules(graph.__path__)} & set(graph.__all__)


def test_view_says_what_it_made_and_how_to_open_it(built: Path, tmp_path: Path) -> None:
    one = run("view", "-g", built, "-o", tmp_path / "v.html", "--focus", "省发展改革委")
    assert one.exit_code == 0, one.output
    assert "opening on 河南省发展和改革委员会; open it in a browser" in one.output
    folder = run("view", "-g", built, "-o", tmp_path / "v", "--engine", "none", "--kind", "agency", "--kind", "task")
    assert f"open {tmp_path / 'v' / 'index.html'} in a browser" in folder.output
    assert "vis-network 9" not in (tmp_path / "v" / "index.html").read_text(encoding="utf-8")
    packed = run("view", "-g", built, "-o", tmp_path / "v.zip", "--document", "无人机")
    assert "unpack it and open index.html" in packed.output
    wrong = run("view", "-g", built, "-o", tmp_path / "w.html", "--focus", "没有这个单位")
    assert wrong.exit_code == 1
    assert "leave --focus out and search in the page" in wrong.output
    assert not (tmp_path / "w.html").exists()


@given(st.text("权责，。）（VOC 5G/", max_size=60), st.integers(4, 20))
def test_folding_loses_nothing_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = folded(text, width).split("\n")
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        # A word of another script is not cut.
        assert cell_len(line) <= width or re.fullmatch(r"\S?[\x21-\x7e]+", line)
