"""Put a graph on the disk in a format, whole or not at all."""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, serialize

from extract.errors import OutputError
from graph.export.network import write_network
from graph.export.tables import TABLES, Table, package, rows
from graph.store import Graph
from graph.writer import Reading
from ontology import PREFIXES

_RDF: Mapping[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
}
_SUFFIXES = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".nt": "ntriples",
    ".jsonld": "jsonld",
    ".graphml": "graphml",
    ".gexf": "gexf",
}
TABULAR = ("csv", "parquet")
FORMATS: tuple[str, ...] = (*_RDF, "graphml", "gexf", *TABULAR)


def format_of(path: Path) -> str:
    """Return the format that a file's suffix names.

    Raises
    ------
    OutputError
        If it names none.
    """
    found = _SUFFIXES.get(path.suffix.lower())
    if found is None:
        known = " ".join(_SUFFIXES)
        raise OutputError(f"{path}: unknown suffix {path.suffix!r}", f"use one of {known}, or --format csv or parquet")
    return found


def export(graph: Graph, path: Path, form: str | None = None) -> str:
    """Write a graph in a format, and return what was written, in words.

    Parameters
    ----------
    graph
        A built graph.
    path
        A file; for ``csv`` and ``parquet`` a folder, which is made, or replaced if it is such an export.
    form
        One of ``FORMATS``; by default as the suffix says.

    Raises
    ------
    OutputError
        If the format is unknown, needs a library that is missing, or the path can't be written; what stood there
        before is then untouched.
    """
    form = form or format_of(path)
    if form not in FORMATS:
        raise OutputError(f"there is no format {form!r}", f"use one of {', '.join(FORMATS)}")
    if not path.resolve().parent.is_dir():
        raise OutputError(f"{path}: the folder {path.parent} does not exist", "create it first")
    try:
        if form in TABULAR:
            return _tables(graph, path, form)
        if path.is_dir():
            raise OutputError(f"{path}: is a folder", "name a file")
        return _file(graph, path, form)
    except OSError as fault:
        raise OutputError(f"{path}: can't be written ({fault.strerror or fault})", "choose another place") from fault


def _file(graph: Graph, path: Path, form: str) -> str:
    with tempfile.TemporaryDirectory(dir=path.resolve().parent, prefix=".quanze-") as folder:
        # The suffix tells the network's writer its format.
        made = Path(folder) / f"export.{form}"
        told = ""
        if form in _RDF:
            told = f", {_rdf(graph, made, _RDF[form])}"
        else:
            write_network(graph, made)
        made.replace(path)
    return f"{path}: {path.stat().st_size / 1e6:.1f} MB{told}"


def _rdf(graph: Graph, path: Path, form: RdfFormat) -> str:
    """Write the triples; return how many, and why they are fewer than the graph's."""
    prefixes = dict(PREFIXES) if form in (RdfFormat.TURTLE, RdfFormat.TRIG) else None
    # In order, so that two exports of one graph are the same file.
    quads = sorted(graph.store, key=lambda q: (str(q.graph_name), str(q.subject), str(q.predicate), str(q.object)))
    with path.open("wb") as file:
        if form.supports_datasets:
            serialize(quads, file, format=form, prefixes=prefixes)
            return f"{len(quads)} triples with the text that says each"
        # What two texts say is said once.
        triples = dict.fromkeys(quad.triple for quad in quads)
        serialize(triples, file, format=form, prefixes=prefixes)
        twice = f" (of the graph's {len(quads)}: what several texts say stands once)" * (len(quads) > len(triples))
        return f"{len(triples)} triples{twice}"


def _tables(graph: Graph, path: Path, form: str) -> str:
    mark = "datapackage.json"
    if path.exists() and not (path / mark).is_file() and (path.is_file() or any(path.iterdir())):
        raise OutputError(f"{path}: holds something else than tables of quanze", "name a new folder")
    write = _writer(form)
    # The texts that are asked: two editions of a policy would count its duties twice.
    documents = [(name, graph.reading(name)) for name in graph.asked]
    fresh = Path(tempfile.mkdtemp(dir=path.resolve().parent, prefix=".quanze-"))
    try:
        number = 0
        for table in TABLES:
            number += write(fresh / f"{table.name}.{form}", table, documents)
        text = json.dumps(package(f".{form}", graph.report.get("base", "")), ensure_ascii=False, indent=1)
        (fresh / mark).write_text(text + "\n", encoding="utf-8", newline="\n")
        _dictionary(fresh / "dictionary.csv")
        old = path.with_name(f"{fresh.name}-old")
        if path.exists():
            path.rename(old)
        fresh.rename(path)
        shutil.rmtree(old, ignore_errors=True)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return (
        f"{path}: {len(TABLES)} tables, {number} rows (an agency has one for each document that names it), "
        f"dictionary.csv and {mark} say what the columns hold"
    )


def _dictionary(path: Path) -> None:
    # Excel on Windows takes a file for UTF-8 only with the mark.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(["table", "表", "column", "列", "type", "description"])
        for table in TABLES:
            out.writerows([table.name, table.zh, c.name, c.zh, c.kind, c.en] for c in table.columns)


Writer = Callable[[Path, Table, Sequence[tuple[str, Reading]]], int]


def _writer(form: str) -> Writer:
    if form == "csv":
        return _csv
    try:
        import pyarrow  # noqa: F401
    except ImportError as fault:
        raise OutputError("Parquet needs pyarrow", "pip install 'quanze[parquet]', or use --format csv") from fault
    return _parquet


def _csv(path: Path, table: Table, documents: Sequence[tuple[str, Reading]]) -> int:
    number = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow([column.name for column in table.columns])
        for row in rows(table, documents):
            number += 1
            out.writerow(["" if v is None else str(v).lower() if isinstance(v, bool) else v for v in row])
    return number


def _parquet(path: Path, table: Table, documents: Sequence[tuple[str, Reading]]) -> int:
    import pyarrow
    import pyarrow.parquet

    kinds: Mapping[str, Any] = {
        "string": pyarrow.string(),
        "date": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
    }
    found = list(rows(table, documents))
    columns = [pyarrow.array([row[i] for row in found], kinds[column.kind]) for i, column in enumerate(table.columns)]
    fields = [
        pyarrow.field(c.name, kinds[c.kind], metadata={"title": c.zh, "description": c.en}) for c in table.columns
    ]
    made = pyarrow.Table.from_arrays(columns, schema=pyarrow.schema(fields))
    pyarrow.parquet.write_table(made, path)
    return len(found)
