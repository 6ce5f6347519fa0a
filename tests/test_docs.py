"""The documentation tells everything that the program has."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

import graph
from graph.cli import COMMANDS, main
from graph.corpus import Choice, documents_of
from graph.matrix.source import matrix_from
from graph.store import open_graph
from tests.conftest import TOP


def read(name: str) -> str:
    return (TOP / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def hooks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_hooks", TOP / "docs" / "hooks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    for page in ("docs/how-to.md", "README.zh-CN.md"):
        assert re.search(rf"quanze {name}\b", read(page)), f"{page} has no word of quanze {name}"


def test_the_reference_is_made_from_the_code(hooks: ModuleType) -> None:
    names = re.findall(r"::: ([\w.]+)", hooks.python())
    assert len(names) == len(graph.__all__)
    for name in graph.questions():
        assert f"quanze query {name}" in hooks.questions()
    assert "`qz:Task`" in hooks.ontology()
    assert hooks.on_page_markdown("a\n@@questions\nb").startswith("a\n## ")


@pytest.mark.parametrize("name", ["questions", "ontology", "python"])
def test_the_reference_can_be_read_without_building_it(hooks: ModuleType, name: str) -> None:
    assert read(f"docs/reference/{name}.md") == hooks.page(name), "write it anew: python docs/hooks.py"


def test_the_worked_example_of_corrections_works(tmp_path: Path) -> None:
    text, sheet = (re.search(rf"```{kind}\n(.*?)```", read("docs/how-to.md"), re.S) for kind in ("text", "csv"))
    assert text
    assert sheet
    (tmp_path / "渔港.txt").write_text(text[1], encoding="utf-8")
    (tmp_path / "核对.csv").write_text(sheet[1], encoding="gb18030")
    folder, run = str(tmp_path / "g"), CliRunner()
    given = ["build", str(tmp_path / "渔港.txt"), "--corrections", str(tmp_path / "核对.csv"), "-o", folder]
    built = run.invoke(main, given)
    assert built.exit_code == 0, built.output
    assert "6 of 6 rows applied" in built.output
    (facts,) = open_graph(folder).facts()
    (reading,) = documents_of(open_graph(folder))
    rows = matrix_from([reading], Choice()).rows
    assert [(row.section, row.deadline) for row in rows] == [
        ("修建码头", "2026年6月底前"),
        ("疏浚航道", ""),
        ("培育企业", "到2027年"),
    ]
    assert {(d.canonical, d.role) for d in facts.responsibilities} >= {
        ("三亚市水利局", "responsible"),
        ("三亚市交通运输局", "responsible"),
    }
    assert [target.value for target in facts.targets] == [15]
    assert facts.unparsed == ()


def test_pictures_and_links_lead_somewhere() -> None:
    pages = [*(TOP / "docs").rglob("*.md"), *TOP.glob("README*.md")]
    assert len(pages) > 7
    for page in pages:
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[\w-]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_both_readmes_have_the_same_commands_to_copy() -> None:
    blocks = [re.findall(r"```sh\n(.*?)```", read(name), re.S) for name in ("README.md", "README.zh-CN.md")]
    assert blocks[0] == blocks[1]


@pytest.mark.slow
def test_the_site_builds_and_asks_nobody(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="the documentation's tools are in quanze[docs]")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    commands = (tmp_path / "site" / "reference" / "commands.html").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f'id="quanze-{name}"' in commands or f'id="{name}"' in commands
    for page in (tmp_path / "site").rglob("*.html"):
        if page.name != "ontology.html":
            fetched = re.findall(
                r'<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)="(https?:[^"]+)"', page.read_text("utf-8")
            )
            assert fetched == [], page
