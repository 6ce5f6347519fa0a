"""All case folders together, layer by layer: floors that only rise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from extract.evaluate import Score, pool, score
from extract.pipeline import extract
from extract.plain import to_json
from extract.read import read_file
from tests.conftest import CASES

FLOORS = {
    "sections": 1.0,
    "responsibility": 1.0,
    "responsibility.agency": 1.0,
    "responsibility.canonical": 0.998,
    "document.cites": 1.0,
}
# Which key of the annotation a layer is scored on.
ANNOTATED = {
    "sections": "sections",
    "responsibility": "responsibilities",
    "responsibility.agency": "responsibilities",
    "responsibility.canonical": "responsibilities",
    "document.cites": "document",
}


def annotates(gold: dict[str, Any], layer: str) -> bool:
    if layer == "responsibility.canonical":
        return bool(gold.get("responsibilities")) and all("canonical" in row for row in gold["responsibilities"])
    if layer == "sections":
        # Cases of the other layers leave them out; every policy of ours has some.
        return bool(gold.get("sections"))
    return ANNOTATED[layer] in gold


def scored(folder: Path) -> dict[str, Score]:
    """Score one case on the layers that its expectation holds."""
    gold = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    reading, *_ = extract(read_file(folder / "input.txt"))
    found = json.loads(json.dumps(to_json(reading.facts)))
    table = score({"document": {}, **gold}, found)
    return {layer: table[layer] for layer in FLOORS if annotates(gold, layer)}


def test_floors() -> None:
    total = pool(scored(folder.parent) for folder in sorted(CASES.glob("*/expected.json")))
    low = {layer: round(total[layer].f1, 4) for layer, floor in FLOORS.items() if total[layer].f1 < floor}
    assert not low, low
