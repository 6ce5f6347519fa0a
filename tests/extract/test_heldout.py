"""Documents that no rule was written for: floors that only rise."""

from __future__ import annotations

import json

from extract.evaluate import load_gold, pair, pool, score
from extract.pipeline import extract
from extract.plain import to_json
from extract.read import read_file
from tests.conftest import TOP

HELD_OUT = TOP / "tests" / "heldout"
FLOORS = {
    "sections": 1.0,
    "responsibility": 0.98,
    "responsibility.canonical": 0.96,
    "districts": 1.0,
    "districts.object~": 0.93,
    "technologies~": 0.92,
    "targets": 0.91,
    "instruments": 0.98,
    "document": 0.94,
    "document.cites": 1.0,
    "document.issuers": 1.0,
    "targets.indicator~": 0.88,
    "clusters": 0.9,
    "clusters.districts": 0.95,
}


def test_floors() -> None:
    table = []
    for gold, path in pair(HELD_OUT / "gold", HELD_OUT / "documents"):
        (reading,) = extract(read_file(path))
        table.append(score(load_gold(gold), json.loads(json.dumps(to_json(reading.facts)))))
    total = pool(table)
    low = {layer: round(total[layer].f1, 4) for layer, floor in FLOORS.items() if total[layer].f1 < floor}
    assert len(table) == 12
    assert not low, low
