"""What tests share: the folders, and the real documents where they stand beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
SHARED = TOP.parent / "shared"
CASES = Path(__file__).resolve().parent / "cases"

# The tests in real/ need documents that are not part of the project.
collect_ignore = [] if (SHARED / "gold").is_dir() else ["real"]


@pytest.fixture(scope="session")
def shared() -> Path:
    return SHARED


@pytest.fixture(scope="session")
def digests() -> list[Path]:
    return sorted((TOP / "seeds" / "documents").glob("*.txt"))
