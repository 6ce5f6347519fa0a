"""The documentation tells everything that the program has."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import graph
from graph.cli import COMMANDS
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
