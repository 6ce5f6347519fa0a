"""The command that scores: floors as a gate, the README's table, words that only one document contains left out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from extract.evaluate import only_once
from graph.cli.evaluate import command
from seeds.tables import leave_out, rows
from tests.conftest import CASES

NAMES = ("layers_targets_in_tables", "layers_counties_and_zones")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[str, str]:
    gold, documents = tmp_path / "gold", tmp_path / "documents"
    gold.mkdir()
    documents.mkdir()
    for n, name in enumerate(NAMES):
        shutil.copy(CASES / name / "expected.json", gold / f"{n}.json")
        shutil.copy(CASES / name / "input.txt", documents / f"{n}.txt")
    return str(gold), str(documents)


def test_a_layer_below_its_floor_ends_with_one(folders: tuple[str, str], tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text('{"targets": 0.9, "no such layer": 0.1}', encoding="utf-8")
    result = CliRunner().invoke(command, [*folders, "--floors", str(floors)])
    assert result.exit_code == 1
    assert "no such layer: F1 0.0000 is below its floor 0.1" in result.output
    assert "targets: F1" not in result.output
    floors.write_text('{"targets": 0.9}', encoding="utf-8")
    assert CliRunner().invoke(command, [*folders, "--floors", str(floors)]).exit_code == 0


def test_markdown_has_a_row_a_layer_and_a_column_a_document(folders: tuple[str, str]) -> None:
    result = CliRunner().invoke(command, [*folders, "--markdown"])
    lines = result.output.strip().splitlines()
    assert lines[0] == "| layer | P | R | F1 | 0 | 1 |"
    assert any(line.startswith("| targets | 1.000") for line in lines)


def test_leaving_words_out_scores_again(folders: tuple[str, str]) -> None:
    result = CliRunner().invoke(command, [*folders, "--leave-one-out", "--json"])
    data = json.loads(result.output)
    assert data["leave_one_out"]["targets"] == data["all"]["targets"]
    # The words do count: without them some technology of these two is lost.
    assert data["leave_one_out"]["technologies"]["f1"] < data["all"]["technologies"]["f1"]


def test_words_that_one_text_holds() -> None:
    assert only_once(["硅片和电池", "电池"], ["硅片", "电池", "光纤"]) == {"硅片"}


def test_words_are_left_out_before_a_table_is_read_or_not_at_all() -> None:
    assert rows("units")
    with pytest.raises(RuntimeError, match="before the first is read"):
        leave_out({"units": frozenset({"元"})})
