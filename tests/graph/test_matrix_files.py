"""Files of the matrix: what they may be called, where they may stand, and that what was there stays or is replaced whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extract.errors import OutputError
from graph.matrix import Matrix, make_matrix, write
from tests.graph.test_matrix import ASSIGNMENTS, NOTES, PLAN, SILENT, SUFFIXES, written


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    return make_matrix(ASSIGNMENTS, [PLAN, SILENT, NOTES], "海州市责任分工")


@pytest.mark.parametrize("name", ["分工.docx", "分工", "分工.XLS"])
def test_an_unknown_suffix_is_refused(matrix: Matrix, tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match=r"unknown suffix .*\.xlsx \.csv \.html \.md"):
        write(matrix, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_suffix_in_capitals_is_known(matrix: Matrix, tmp_path: Path) -> None:
    write(matrix, tmp_path / "分工.CSV")
    assert (tmp_path / "分工.CSV").exists()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_missing_folder_is_said(matrix: Matrix, tmp_path: Path, suffix: str) -> None:
    with pytest.raises(OutputError, match="does not exist; create it first"):
        write(matrix, tmp_path / "无" / f"分工{suffix}")


def test_a_file_that_is_open_elsewhere_stays_as_it_was(
    matrix: Matrix, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "分工.csv"
    path.write_text("before")

    def locked(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", locked)
    with pytest.raises(OutputError, match="close the program that has it open") as fault:
        write(matrix, path)
    assert "\n" not in str(fault.value)
    assert path.read_text() == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["分工.csv"]


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(28, "No space left on device")])
def test_a_folder_that_can_not_be_written_is_said(
    matrix: Matrix, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    # Tests may run as root, whom no mode keeps out: the fault is raised where the system would.
    def full(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OutputError, match=rf"can't write in .*{error.strerror}; choose"):
        write(matrix, tmp_path / "分工.csv")
    assert not list(tmp_path.iterdir())


def test_a_folder_in_place_of_the_file_is_said(matrix: Matrix, tmp_path: Path) -> None:
    (tmp_path / "分工.md").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        write(matrix, tmp_path / "分工.md")


def test_what_is_written_can_be_read_by_colleagues_and_replaces_the_old(matrix: Matrix, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        path = written(matrix, tmp_path, ".md")
        assert written(matrix, tmp_path, ".md").stat().st_mode & 0o777 == 0o644
    finally:
        os.umask(before)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_excel_is_not_loaded_until_it_is_asked_for() -> None:
    code = "import sys, graph.matrix; sys.exit('xlsxwriter' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
