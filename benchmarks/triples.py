"""How many triples the facts of the bundled documents come to, and which things and properties take them.

    python benchmarks/triples.py [FOLDER]

Prints a Markdown table (benchmarks/store.md keeps one).
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from extract.pipeline import extract
from extract.read import read_file
from graph.build import Reading, all_quads
from graph.cli.documents import bundled
from graph.iris import Iris


def main() -> None:
    """Count and print."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else bundled()
    files = sorted(path for path in folder.iterdir() if path.suffix == ".txt")
    readings = [Reading(r.facts, r.text) for path in files for r in extract(read_file(path))]
    quads = list(all_quads(readings, Iris(), "benchmark"))
    facts = sum(len(list(r.facts.rows())) + len(r.facts.document.cites) for r in readings)
    kinds = {q.subject: q.object.value.rsplit("/", 1)[-1] for q in quads if q.predicate.value.endswith("#type")}
    triples: Counter[str] = Counter()
    nodes: dict[str, set[object]] = {}
    for quad in quads:
        kind = kinds.get(quad.subject, "other").rpartition("#")[2]
        triples[kind] += 1
        nodes.setdefault(kind, set()).add(quad.subject)
    print(f"{len(quads):,} triples, {facts:,} facts, {len(quads) / facts:.1f} a fact.\n")
    print("| things | number | triples | each |\n| --- | ---: | ---: | ---: |")
    for kind, count in triples.most_common():
        print(f"| {kind} | {len(nodes[kind]):,} | {count:,} | {count / len(nodes[kind]):.1f} |")


if __name__ == "__main__":
    main()
