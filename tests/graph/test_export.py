"""Exports read back by other programs hold what the graph holds."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import networkx
import pytest
from pyoxigraph import RdfFormat, Store, parse

from extract.errors import OutputError
from graph.export import FORMATS, export
from graph.export.tables import TABLES
from graph.query import ask
from graph.store import Graph
from tests.graph.facts_sample import sample
from tests.graph.test_answers import stored


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return stored(tmp_path_factory.mktemp("export"), sample())


@pytest.mark.parametrize(
    ("suffix", "form"), [(".trig", RdfFormat.TRIG), (".nq", RdfFormat.N_QUADS), (".jsonld", RdfFormat.JSON_LD)]
)
def test_datasets_come_back_whole(made: Graph, tmp_path: Path, suffix: str, form: RdfFormat) -> None:
    path = tmp_path / f"g{suffix}"
    assert str(path) in export(made, path)
    back = Store()
    back.load(path.read_bytes(), form)
    assert {str(q) for q in back} == {str(q) for q in made.store}
    first = path.read_bytes()
    export(made, path)
    assert path.read_bytes() == first


@pytest.mark.parametrize("suffix", [".ttl", ".nt"])
def test_triples_come_back_whole(made: Graph, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"g{suffix}"
    export(made, path)
    back = [quad.triple for quad in parse(path=str(path))]
    assert set(map(str, back)) == {str(q.triple) for q in made.store}
    assert len(back) == len(set(back))


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
def test_networks_open_with_names_and_roles(made: Graph, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"g{suffix}"
    export(made, path)
    back = networkx.read_graphml(path) if suffix == ".graphml" else networkx.read_gexf(path)
    kinds = {data["kind"] for _, data in back.nodes(data=True)}
    assert kinds == {"document", "task", "agency", "cluster", "district", "technology"}
    labels = {data["label"] for _, data in back.nodes(data=True)}
    assert {"深圳市科技创新局", "谐波减速器", "南山区"} <= labels
    roles = [data["kind"] for *_, data in back.edges(data=True)]
    assert roles.count("lead") == 1
    assert roles.count("joint") == 1
    # One edge where a text sets out a cluster, however many districts host it.
    assert (roles.count("sets out"), roles.count("located in")) == (2, 3)


def test_tables_hold_every_fact_with_its_sentence(made: Graph, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    export(made, folder, "csv")
    read = {}
    for table in TABLES:
        with (folder / f"{table.name}.csv").open(encoding="utf-8-sig", newline="") as file:
            read[table.name] = list(csv.DictReader(file))
    texts = {entry["id"]: made.reading(entry["id"]).text for entry in made.report["documents"]}
    assert len(read["assignments"]) == len(ask(made, "assignments"))
    assert len(read["changes"]) == 1
    for name in ("assignments", "technologies", "targets", "instruments", "sitings", "clusters", "citations"):
        assert read[name]
        for row in read[name]:
            text = texts[row["document"]]
            assert text[int(row["start"]) : int(row["end"])] == row["quote"]
            assert text[int(row["evidence_start"]) : int(row["evidence_end"])] == row["evidence"]
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        with (folder / resource["path"]).open(encoding="utf-8-sig", newline="") as file:
            assert next(csv.reader(file)) == [field["name"] for field in resource["schema"]["fields"]]
        assert all(field["title"] and field["description"] for field in resource["schema"]["fields"])
    with (folder / "dictionary.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 1 + sum(len(table.columns) for table in TABLES)


def test_parquet_holds_what_csv_holds(made: Graph, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    export(made, tmp_path / "p", "parquet")
    table = parquet.read_table(tmp_path / "p" / "targets.parquet")
    assert table.to_pylist()[0]["value"] == 300.0
    assert table.schema.field("indicator").metadata[b"title"].decode() == "指标"


def test_parquet_without_its_library_names_the_mend(
    made: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OutputError, match=r"pip install 'quanze\[parquet\]'"):
        export(made, tmp_path / "p", "parquet")
    assert not (tmp_path / "p").exists()


def test_what_stands_there_is_not_lost(made: Graph, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x")
    with pytest.raises(OutputError, match="holds something else"):
        export(made, tmp_path / "mine", "csv")
    with pytest.raises(OutputError, match="unknown suffix"):
        export(made, tmp_path / "g.xyz")
    with pytest.raises(OutputError, match="does not exist"):
        export(made, tmp_path / "nowhere" / "g.ttl")
    with pytest.raises(OutputError, match="there is no format"):
        export(made, tmp_path / "g.ttl", "xyz")
    export(made, tmp_path / "tables", "csv")
    export(made, tmp_path / "tables", "csv")  # its own tables are replaced
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine", "tables"]
    assert len(FORMATS) == 9
