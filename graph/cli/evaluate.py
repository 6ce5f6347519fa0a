"""``quanze evaluate``: extraction against a hand-made annotation."""

from __future__ import annotations

import multiprocessing
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import click

from extract.evaluate import Score, below, load_floors, load_gold, only_once, pair, pool, score, stem
from extract.pipeline import extract
from extract.plain import to_json
from extract.read import read_file
from extract.wrapped import page_of
from graph.cli.console import print_json, print_table, progress
from seeds.tables import leave_out, words

_DIR = click.Path(path_type=Path, exists=True, file_okay=False)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
# The tables that name technologies: what could have been copied out of the annotation.
LEXICA = ("tech_lexicon", "tech_heads")
Table = dict[str, Score]


def _as_json(table: Mapping[str, Score]) -> dict[str, dict[str, float]]:
    return {
        layer: {"precision": s.precision, "recall": s.recall, "f1": s.f1, "gold": s.gold, "system": s.found}
        for layer, s in table.items()
    }


def _score(gold_path: Path, path: Path) -> Table:
    """Score one document; of several policies on a page the one whose head fits best."""
    gold = load_gold(gold_path)
    readings = [to_json(r.facts) for r in extract(read_file(path))]
    return max((score(gold, facts) for facts in readings), key=lambda t: t["document"].hits)


def _without(pairs: list[tuple[Path, Path]]) -> tuple[Table, int]:
    """Score all documents in a process of their own that lacks the words which only one of them contains."""
    # What a damaged page holds is told by its true text: in the misread one its words are missing.
    texts = [page_of(read_file(path).text).text for _, path in pairs]
    left_out = {table: only_once(texts, words(table)) for table in LEXICA}
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, initializer=leave_out, initargs=(left_out,)) as executor:
        tables = list(executor.map(_score, *zip(*pairs, strict=True)))
    return pool(tables), sum(map(len, left_out.values()))


def _markdown(total: Table, tables: Mapping[str, Table]) -> str:
    lines = [
        f"| layer | P | R | F1 | {' | '.join(tables)} |",
        f"| --- | --- | --- | --- |{' --- |' * len(tables)}",
    ]
    for layer, s in total.items():
        each = " | ".join(f"{table[layer].f1:.2f}" for table in tables.values())
        lines.append(f"| {layer} | {s.precision:.3f} | {s.recall:.3f} | {s.f1:.3f} | {each} |")
    return "\n".join(lines)


@click.command("evaluate")
@click.argument("gold_dir", type=_DIR)
@click.argument("doc_dir", type=_DIR)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: pooled, and each document.")
@click.option("--markdown", is_flag=True, help="Print a Markdown table.")
@click.option("--floors", type=_FILE, help="JSON of F1 by layer; exit code 1 where a layer lies below its floor.")
@click.option(
    "--leave-one-out",
    is_flag=True,
    help="Score again without the words for technologies that only one of the documents contains.",
)
def command(
    gold_dir: Path, doc_dir: Path, as_json: bool, markdown: bool, floors: Path | None, leave_one_out: bool
) -> None:
    """Score extraction on DOC_DIR against the annotation in GOLD_DIR.

    Files are paired by their stem up to the first "_" or "."; a gold file without a partner is an error.
    Prints precision, recall and F1 of each layer over all documents, and F1 of each document. A layer
    with ~ counts a name as found where it shares at least half of the longer string.

    \b
    Examples:
      quanze evaluate gold documents
      quanze evaluate gold documents --markdown > table.md
      quanze evaluate gold documents --floors floors.json   the gate of a build
    """
    least = load_floors(floors) if floors is not None else {}
    paired = pair(gold_dir, doc_dir)
    tables: dict[str, Table] = {}
    with progress(paired, "scoring") as pairs:
        for gold_path, path in pairs:
            tables[stem(path)] = _score(gold_path, path)
    total = pool(tables.values())
    without, left_out = _without(paired) if leave_one_out else (None, 0)
    if as_json:
        data = {"all": _as_json(total), "documents": {name: _as_json(t) for name, t in tables.items()}}
        print_json({**data, "leave_one_out": _as_json(without)} if without is not None else data)
    elif markdown:
        click.echo(_markdown(total, tables))
    else:
        columns = ["layer", "P", "R", "F1", "gold", "found", *tables]
        rows = [
            [layer, s.precision, s.recall, s.f1, s.gold, s.found, *(t[layer].f1 for t in tables.values())]
            for layer, s in total.items()
        ]
        print_table(columns, rows, f"{len(tables)} documents; the last columns are each document's F1")
        if without is not None:
            layers = [layer for layer in total if layer.startswith("technologies")]
            print_table(
                ["layer", "F1", "without", "fall"],
                [[n, total[n].f1, without[n].f1, total[n].f1 - without[n].f1] for n in layers],
                f"{left_out} words of {' and '.join(LEXICA)} that only one document contains are left out",
            )
    low = below(total, least)
    for layer, (reached, floor) in low.items():
        click.echo(f"{layer}: F1 {reached:.4f} is below its floor {floor}", err=True)
    if low:
        raise SystemExit(1)
