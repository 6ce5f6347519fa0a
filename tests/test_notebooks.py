"""Every notebook runs from top to bottom."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.conftest import TOP


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # the kernel's own libraries warn
@pytest.mark.parametrize("path", sorted((TOP / "notebooks").glob("*.ipynb")), ids=lambda p: p.stem)
def test_runs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(TOP)}}).execute()
    printed = [o.get("text", "") for c in notebook.cells for o in c.get("outputs", [])]
    assert any("省" in text for text in printed)
