"""``quanze evaluate``: extraction against a hand-made annotation."""

from __future__ import annotations

from pathlib import Path

import click

from extract.evaluate import Score, load_gold, pair, pool, score, stem
from extract.facts import to_json
from extract.pipeline import extract
from extract.read import read_file
from graph.cli.console import print_json, print_table, progress

_DIR = click.Path(path_type=Path, exists=True, file_okay=False)


def _as_json(table: dict[str, Score]) -> dict[str, dict[str, float]]:
    return {
        layer: {"precision": s.precision, "recall": s.recall, "f1": s.f1, "gold": s.gold, "system": s.found}
        for layer, s in table.items()
    }


@click.command("evaluate")
@click.argument("gold_dir", type=_DIR)
@click.argument("doc_dir", type=_DIR)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: pooled, and each document.")
def command(gold_dir: Path, doc_dir: Path, as_json: bool) -> None:
    """Score extraction on DOC_DIR against the annotation in GOLD_DIR.

    Files are paired by their stem up to the first "_" or "."; a gold file without a partner is an error.
    Prints precision, recall and F1 of each layer over all documents, and F1 of each document. A layer
    with ~ counts a name as found where it shares at least half of the longer string.
    """
    tables: dict[str, dict[str, Score]] = {}
    with progress(pair(gold_dir, doc_dir), "scoring") as pairs:
        for gold_path, path in pairs:
            gold = load_gold(gold_path)
            readings = [to_json(r.facts) for r in extract(read_file(path))]
            tables[stem(path)] = max((score(gold, facts) for facts in readings), key=lambda t: t["document"].hits)
    total = pool(tables.values())
    if as_json:
        print_json({"all": _as_json(total), "documents": {name: _as_json(t) for name, t in tables.items()}})
        return
    columns = ["layer", "P", "R", "F1", "gold", "found", *tables]
    rows = [
        [layer, s.precision, s.recall, s.f1, s.gold, s.found, *(t[layer].f1 for t in tables.values())]
        for layer, s in total.items()
    ]
    print_table(columns, rows, f"{len(tables)} documents; the last columns are each document's F1")
