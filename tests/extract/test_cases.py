"""Case folders: a document and what must be read from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract.evaluate import fold, fold_path
from extract.pipeline import extract
from extract.read import Source
from tests.conftest import CASES
from tests.extract.schema import checked

FOLDERS = sorted(p for kind in ("duties", "outline") for p in CASES.glob(f"{kind}_*"))


def read(folder: Path) -> dict[str, Any]:
    path = folder / "input.txt"
    (reading,) = extract(Source(path, path.read_text(encoding="utf-8"), "utf-8"))
    return checked(reading.facts)


def rows(data: dict[str, Any], layer: str, *keys: str) -> list[tuple[str, ...]]:
    return [(fold_path(r["path"]), *(fold(r[k]) for k in keys)) for r in data[layer]]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
def test_case(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    found = read(folder)
    keys = {
        "responsibilities": ("agency", "canonical", "role"),
        "sections": ("title",),
        "unparsed": ("quote",),
    }
    for layer in keys.keys() & expected.keys():
        # Some cases leave the canonical names to those that are about them.
        named = [key for key in keys[layer] if all(key in row for row in expected[layer])]
        assert sorted(rows(found, layer, *named)) == sorted(rows(expected, layer, *named)), layer
    for name, value in expected.get("document", {}).items():
        if name == "cites":
            assert [(c["title"], c["number"]) for c in found["document"]["cites"]] == [
                (c["title"], c["number"]) for c in value
            ]
        else:
            assert fold(found["document"][name]) == fold(value), name
