"""The real documents, where they stand beside the project: floors that only rise."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from extract.evaluate import Score, load_gold, pair, pool, score
from extract.pipeline import Reading, extract
from extract.plain import to_json
from extract.read import read_file
from graph.cli import main
from tests.conftest import SHARED, TOP
from tests.extract.test_facts import assert_traceable

pytestmark = pytest.mark.slow

GOLD = SHARED / "gold"
FLOORS: dict[str, dict[str, float]] = {
    "clean": {
        "sections": 1.0,
        "responsibility": 1.0,
        "responsibility.canonical": 1.0,
        "document": 1.0,
        "document.issuers": 1.0,
        "document.cites": 1.0,
        "clusters": 1.0,
        "clusters.districts": 1.0,
        "districts": 0.99,
        "districts.object~": 0.98,
        "technologies~": 0.94,
        "targets": 0.98,
        "targets.indicator~": 0.94,
        "instruments": 1.0,
    },
    "digests": {"responsibility": 1.0, "clusters": 1.0, "targets": 1.0, "instruments": 1.0},
}
# Restoration gives the true text back, so the pages as scraped are held to the same floors.
FLOORS["scraped"] = FLOORS["clean"]
FOLDERS = {"clean": GOLD / "clean", "scraped": SHARED / "seeds", "digests": TOP / "seeds" / "documents"}


@cache
def reading_of(path: Path) -> Reading:
    (reading,) = extract(read_file(path))
    return reading


def facts_of(path: Path) -> dict[str, object]:
    data: dict[str, object] = json.loads(json.dumps(to_json(reading_of(path).facts)))
    return data


@cache
def scores(folder: Path) -> dict[str, dict[str, Score]]:
    return {gold.stem: score(load_gold(gold), facts_of(path)) for gold, path in pair(GOLD, folder)}


@pytest.mark.parametrize("kind", FLOORS)
def test_floors(kind: str) -> None:
    total = pool(scores(FOLDERS[kind]).values())
    low = {layer: total[layer].f1 for layer, floor in FLOORS[kind].items() if total[layer].f1 < floor}
    assert not low, low


def test_provincial_plan_and_measures_as_scraped() -> None:
    table = scores(FOLDERS["scraped"])
    for name in ("001", "002"):
        assert table[name]["sections"].f1 >= 0.99
        assert table[name]["responsibility"].f1 >= 0.99


@pytest.mark.slow
def test_technologies_owe_little_to_words_that_one_document_has() -> None:
    told = CliRunner().invoke(main, ["evaluate", "--json", "--leave-one-out", str(GOLD), str(FOLDERS["clean"])])
    data = json.loads(told.stdout)
    fall = data["all"]["technologies~"]["f1"] - data["leave_one_out"]["technologies~"]["f1"]
    assert 0 < fall <= 0.03


@pytest.mark.parametrize("path", sorted((SHARED / "seeds").glob("*.txt")), ids=lambda p: p.stem[:3])
def test_every_fact_stands_where_it_says(path: Path) -> None:
    assert_traceable(reading_of(path), read_file(path).text)


def test_figures_are_those_of_the_annotation_s_scorer(tmp_path: Path) -> None:
    arguments = []
    for gold, path in pair(GOLD, FOLDERS["scraped"]):
        out = tmp_path / gold.name
        out.write_text(json.dumps(facts_of(path), ensure_ascii=False), encoding="utf-8")
        arguments += [str(gold), str(out)]
    command = [sys.executable, str(GOLD / "score.py"), "--json", *arguments]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout)
    ours = pool(scores(FOLDERS["scraped"]).values())
    assert {layer: (s.gold, s.found, s.precision, s.recall) for layer, s in ours.items()} == {
        layer: (t["gold"], t["system"], t["precision"], t["recall"]) for layer, t in theirs.items()
    }


@pytest.mark.parametrize("path", sorted((SHARED / "seeds").glob("*.txt")), ids=lambda p: p.stem[:3])
def test_damage_is_undone_to_the_letter(path: Path) -> None:
    true = (GOLD / "clean" / f"{path.name[:3]}.txt").read_bytes().decode("utf-8")
    assert reading_of(path).text == true
