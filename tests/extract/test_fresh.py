"""Ten documents that were mended on after a first run (tests/fresh): floors that only rise."""

from __future__ import annotations

import json

from extract.evaluate import load_gold, pair, pool, score
from extract.pipeline import extract
from extract.plain import to_json
from extract.read import read_file
from tests.conftest import TOP

FRESH = TOP / "tests" / "fresh"
FLOORS = {
    "sections": 1.0,
    "responsibility": 0.99,
    "responsibility.canonical": 0.96,
    "clusters": 0.9,
    "clusters.districts": 0.98,
    "districts": 0.96,
    "districts.object~": 0.94,
    "technologies~": 0.95,
    "targets": 0.99,
    "targets.indicator~": 0.97,
    "instruments": 0.99,
    "document": 0.97,
    "document.issuers": 1.0,
    "document.cites": 1.0,
}


def test_floors() -> None:
    table = []
    for gold, path in pair(FRESH / "gold", FRESH / "documents"):
        (reading,) = extract(read_file(path))
        table.append(score(load_gold(gold), json.loads(json.dumps(to_json(reading.facts)))))
    total = pool(table)
    low = {layer: round(total[layer].f1, 4) for layer, floor in FLOORS.items() if total[layer].f1 < floor}
    assert len(table) == 10
    assert not low, low
    first = json.loads((FRESH / "first_run.json").read_text(encoding="utf-8"))
    assert all(total[layer].f1 >= f1 for layer, f1 in first.items())
