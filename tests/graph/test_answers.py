"""What the named questions answer: on facts made by hand, on the bundled documents, and the same on two engines."""

from __future__ import annotations

import json
import re
import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, Store

from graph.build import Reading
from graph.jobs import Options, build
from graph.query import Rows, ask, prepared, questions
from graph.shapes import validate
from graph.store import Graph
from seeds.places import find
from tests.graph.documents import stored
from tests.graph.facts_sample import sample
from tests.graph.generated import corpus

ANSWERS = Path(__file__).parent / "answers"
SAMPLE = json.loads((ANSWERS / "sample.json").read_text(encoding="utf-8"))
BUNDLED = json.loads((ANSWERS / "bundled.json").read_text(encoding="utf-8"))
# Of these the bundled documents have none: no doubt, nothing unread or unknown.
NONE_BUNDLED = {
    "doubtful",
    "unknown-agencies",
    "unread",
}
EXAMPLES = {
    "agency": "广东省条线4厅",
    "amount": "300",
    "cluster": "集群0",
    "day": "2022-06-01",
    "district": "南山区",
    "task": "事项7",
    "technology": "技术7",
    "words": "技术11",
    "year": "2022",
}


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return stored(tmp_path_factory.mktemp("sample"), sample())


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory, digests: list[Path]) -> Graph:
    return build(tmp_path_factory.mktemp("bundled") / "g", digests, Options()).graph


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return list(corpus(5, 8))


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory, readings: list[Reading]) -> Graph:
    return stored(tmp_path_factory.mktemp("generated"), readings)


@pytest.mark.parametrize("name", SAMPLE)
def test_on_facts_made_by_hand(by_hand: Graph, name: str) -> None:
    case = SAMPLE[name]
    rows = ask(by_hand, name, case["parameters"])
    assert list(rows.columns) == case["columns"]
    assert rows.values() == case["rows"]


@pytest.mark.parametrize("name", BUNDLED)
def test_on_the_bundled_documents(bundled: Graph, name: str) -> None:
    case = BUNDLED[name]
    rows = list(ask(bundled, name, case["parameters"]))
    for expected in case["rows"]:
        assert any(expected.items() <= row.items() for row in rows), expected
    assert len(rows) >= case["at_least"]


def test_duties_are_those_that_the_bundled_documents_print(bundled: Graph, digests: list[Path]) -> None:
    clause = re.compile(r"（责任(?:单位|部门)：([^（）]+)）|［责任单位：([^［］]+)］|（([^（）]*负责)）")
    printed: dict[str, tuple[int, int]] = {}
    leads = 0
    for path in digests:
        for found in clause.finditer(path.read_text(encoding="utf-8")):
            words = "".join(filter(None, found.groups())).removesuffix("按职责分工负责")
            _, times = printed.get(found[0], (0, 0))
            printed[found[0]] = (len([w for w in re.split("[、，]|会(?=各区)", words) if w]), times + 1)
            leads += words.count("牵头")
    rows = list(ask(bundled, "assignments"))
    answered: dict[str, set[tuple[object, object]]] = defaultdict(set)
    for row in rows:
        answered[str(row["evidenceText"])].add((row["taskIri"], row["agencyName"]))
    assert {text: len(pairs) for text, pairs in answered.items()} == {
        text: number * times for text, (number, times) in printed.items()
    }
    assert len({row["taskIri"] for row in rows if row["role"] == "lead"}) == leads == 21
    without = {row["documentTitle"]: 0 for row in ask(bundled, "documents") if row["tasks"]}
    for row in ask(bundled, "tasks-without-lead"):
        without[row["documentTitle"]] += 1
    # Shenzhen and Foshan share all their tasks out; the province names no lead in five of 26.
    assert sorted(without.values()) == [5, 12, 21, 24]


def test_every_question_has_its_answer_on_the_bundled_documents() -> None:
    assert len(questions()) >= 25
    assert set(BUNDLED) | NONE_BUNDLED == set(questions())


def parameters(name: str) -> dict[str, str]:
    given = {p.name: EXAMPLES[p.name] for p in questions()[name].parameters if p.required}
    if name == "body-tasks":
        given["agency"] = "广东省新条线3局"
    return given


def comparable(rows: Sequence[Sequence[object]]) -> list[tuple[str, ...]]:
    """Sort rows and put numbers in one spelling: 1, 1.0 and 1.0E0 are one."""

    def spelled(value: object) -> str:
        try:
            return f"{float(str(value)):.9g}"
        except ValueError:
            return str(value)

    return sorted(tuple(spelled(v) for v in row) for row in rows)


@pytest.fixture(scope="module")
def in_rdflib(generated: Graph) -> rdflib.Dataset:
    data = rdflib.Dataset(default_union=True)
    for name in generated.store.named_graphs():
        part = generated.store.dump(format=RdfFormat.N_TRIPLES, from_graph=name)
        data.graph(rdflib.URIRef(str(name.value))).parse(data=part.decode("utf-8"), format="nt")
    return data


@pytest.mark.slow
@pytest.mark.parametrize("name", questions())
def test_two_engines_answer_the_same(generated: Graph, in_rdflib: rdflib.Dataset, name: str) -> None:
    given = parameters(name)
    ours = ask(generated, name, given)
    with warnings.catch_warnings():
        # rdflib warns of its own use of what it has deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        answer = in_rdflib.query(prepared(name, given))
        theirs = [[None if v is None else str(v) for v in row] for row in answer]  # type: ignore[union-attr]
    assert comparable([[None if t is None else t.value for t in row] for row in ours.terms]) == comparable(theirs)  # type: ignore[union-attr]
    assert len(ours) > 0, "an empty answer compares nothing"


def test_what_is_generated_conforms(generated: Graph) -> None:
    assert list(validate(generated.store)) == []


def preferred(rows: Rows) -> set[str]:
    return {str(row["documentTitle"]) for row in rows}


def test_counterparts_are_those_of_one_line_one_level_apart(generated: Graph, readings: list[Reading]) -> None:
    best = preferred(ask(generated, "documents"))
    tasks: dict[str, set[tuple[str, str]]] = defaultdict(set)
    who = {}
    for reading in readings:
        title = reading.facts.document.title
        for agency in reading.facts.agencies:
            who[agency.canonical] = agency
        for duty in reading.facts.responsibilities:
            if title in best:
                tasks[duty.canonical].add((title, duty.path))
    above = {name: find(a.jurisdiction or "", None) for name, a in who.items()}
    expected = {
        (who[up].line, up, len(tasks[up]), down, len(tasks[down]))
        for up in tasks
        for down in tasks
        if who[up].line == who[down].line
        and (place := above[down]) is not None
        and place.parent == who[up].jurisdiction
    }
    assert {tuple(row) for row in ask(generated, "counterparts").values()} == expected
    assert expected


def test_technologies_shared_one_level_apart(generated: Graph, readings: list[Reading]) -> None:
    best = preferred(ask(generated, "documents"))
    named: dict[str, tuple[str, set[str], bool]] = {}
    for reading in readings:
        d = reading.facts.document
        if d.title in best:
            named[d.title] = (d.jurisdiction or "", {t.concept for t in reading.facts.technologies}, d.digest)

    def marked(title: str) -> str:
        return f"〔摘编，非原文〕{title}" if named[title][2] else title

    expected = set()
    for up, (place, upper, _) in named.items():
        for down, (below, lower, _) in named.items():
            holder = find(below, None)
            if holder is not None and holder.parent == place:
                expected |= {(name, marked(up), marked(down)) for name in upper & lower}
    assert {tuple(row) for row in ask(generated, "shared-technologies").values()} == expected
    assert expected


def test_a_day_decides_what_is_in_force(generated: Graph) -> None:
    def on(day: str) -> set[str]:
        return {str(row["documentTitle"]) for row in ask(generated, "in-force", {"day": day})}

    everything = ask(generated, "in-force", {"day": "2100-01-01"})
    assert on("2020-12-31") == set()
    spans = {
        str(row["documentTitle"]): (str(row["inForceFrom"]), str(row["inForceTo"] or "9999"))
        for day in ("2021-12-31", "2022-12-31", "2023-12-31", "2024-12-31", "2025-12-31")
        for row in ask(generated, "in-force", {"day": day})
    }
    for title, (begins, ends) in spans.items():
        assert title in on(begins)
        assert title not in on(begins[:-2] + "14")  # the day before: they are issued on the 15th
        if ends != "9999":
            assert title in on(ends)
    assert all(row["inForceTo"] is None for row in everything)


def test_todays_bodies_come_with_the_reform_that_led_there(generated: Graph) -> None:
    rows = {
        (r["agencyName"], r["todayName"], r["change"], r["date"], r["certainty"])
        for r in ask(generated, "agencies-today")
    }
    assert ("广东省条线3厅", "广东省新条线3局", "renamed", "2024-02-01", "certain") in rows
    assert {r[1] for r in rows if r[0] == "广东省条线5厅"} == {"广东省条线5甲局", "广东省条线5乙局"}
    assert {r[1] for r in rows if r[0] == "广东省条线6厅"} == {None}
    assert {r[1] for r in rows if r[0] == "广东省条线4厅"} == {"广东省条线4厅"}
    assert {r["agencyName"] for r in ask(generated, "body-tasks", {"agency": "广东省新条线3局"})} == {"广东省条线3厅"}


def test_a_spelling_finds_its_concept(generated: Graph) -> None:
    rows: list[Mapping[str, object]] = list(ask(generated, "technology-mentions", {"technology": "技术7"}))
    assert {str(r["technologyName"]) for r in rows} >= {"技术7"}
    every = list(ask(generated, "technologies"))
    other = [r for r in every if r["printed"] != r["technologyName"]]
    assert other
    assert all(int(str(r["printed"])[2:]) % 150 == int(str(r["technologyName"])[2:]) for r in other)


def test_no_question_spells_what_is_slow_on_an_engine() -> None:
    for name, asked in questions().items():
        where = asked.sparql.split("WHERE", 1)[1]
        assert "NOT EXISTS" not in where
        assert "MINUS" not in where
        # A path of any length.
        assert not re.search(r":\w+[*+]", where), name


def test_memory_answers_as_the_disk_does(generated: Graph) -> None:
    held = Store()
    held.bulk_extend(generated.store)
    for name in questions():
        text = prepared(name, parameters(name))
        both = [
            sorted(str(row) for row in store.query(text, use_default_graph_as_union=True))  # type: ignore[union-attr]
            for store in (generated.store, held)
        ]
        assert both[0] == both[1], name
