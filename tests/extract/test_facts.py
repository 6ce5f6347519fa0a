"""Facts: the schema says what the dataclasses are, and every fact stands where it says."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import facts as module
from extract.facts import Facts
from extract.pipeline import Reading, extract
from extract.plain import from_json, schema, to_json
from extract.read import Source
from extract.written import dumps
from tests.conftest import CASES, TOP
from tests.extract.schema import VALIDATOR, checked

TEXTS = [p.read_text(encoding="utf-8") for p in sorted((TOP / "seeds" / "documents").glob("*.txt"))]
TEXTS += [p.read_text(encoding="utf-8") for p in sorted(CASES.glob("*/input.txt"))]
LINES = sorted({line for text in TEXTS for line in text.splitlines() if line.strip()})


def read(text: str) -> Reading:
    reading, *_ = extract(Source(Path("x.txt"), text, "utf-8"))
    return reading


def assert_traceable(reading: Reading, source: str) -> None:
    text = reading.text
    rows = list(reading.facts.rows())
    mentions = [row.at for row in rows] + [m for ms in reading.facts.document.evidence.values() for m in ms]
    mentions += [c.at for c in reading.facts.document.cites]
    for at in mentions:
        assert text[at.start : at.end] == at.quote
        assert 0 <= at.evidence.start < at.evidence.end <= len(text)
        assert 0 <= at.source.start <= at.source.end <= len(source)
    for piece in reading.facts.unparsed:
        assert text[piece.start : piece.end] == piece.quote
    paths = {s.path for s in reading.facts.sections} | {""}
    assert {row.path for row in rows} <= paths


@pytest.mark.parametrize("text", TEXTS, ids=lambda t: t.splitlines()[0][:20])
def test_every_fact_stands_where_it_says(text: str) -> None:
    reading = read(text)
    assert_traceable(reading, text)
    assert dumps(reading.facts) == json.dumps(to_json(reading.facts), ensure_ascii=False)
    assert dumps(reading.facts, lines=True) == json.dumps(to_json(reading.facts), ensure_ascii=False, indent=1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=25), st.integers(0, 40))
def test_of_any_jumble_of_lines_too(lines: list[str], cut: int) -> None:
    text = "\n".join(lines)[cut:]
    if text.strip():
        for reading in extract(Source(Path("x.txt"), text, "utf-8")):
            assert_traceable(reading, text)
            checked(reading.facts)
            assert dumps(reading.facts) == json.dumps(to_json(reading.facts), ensure_ascii=False)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_of_any_text_at_all(text: str) -> None:
    if text.strip():
        assert_traceable(read(text), text)


def test_a_page_of_a_mark_alone_has_a_title() -> None:
    checked(read("《").facts)


def test_json_goes_there_and_back() -> None:
    facts = read(TEXTS[0]).facts
    assert from_json(json.loads(json.dumps(to_json(facts)))) == facts


def test_schema_names_the_fields_of_the_dataclasses() -> None:
    names = {
        "section": "Section",
        "responsibility": "Responsibility",
        "agency": "Agency",
        "cluster": "Cluster",
        "district": "District",
        "technology": "Technology",
        "target": "Target",
        "instrument": "Instrument",
        "unparsed": "Unparsed",
        "citation": "Citation",
        "mention": "Mention",
    }
    mention = {f.name for f in dataclasses.fields(module.Mention)}
    for definition, name in names.items():
        own = {f.name for f in dataclasses.fields(getattr(module, name))}
        expected = own - {"at"} | (mention if "at" in own else set())
        assert set(schema()["$defs"][definition]["properties"]) == expected, name
    document = {f.name for f in dataclasses.fields(module.Document)}
    assert set(schema()["properties"]["document"]["properties"]) == document
    assert set(schema()["properties"]) == {f.name for f in dataclasses.fields(Facts)}


def test_a_row_that_breaks_the_schema_is_refused() -> None:
    data = checked(read(TEXTS[0]).facts)
    data["sections"][0]["confidence"] = 2
    (fault,) = VALIDATOR.iter_errors(data)
    assert list(fault.absolute_path) == ["sections", 0, "confidence"]


def test_a_page_may_print_until_when_it_is_in_force() -> None:
    page = "成文日期：2024-01-10\n生效日期：2024-02-01\n失效日期：2027-01-31\n宁波市人民政府关于发展海洋装备的实施意见\n一、任务\n"
    head = read(f"{page}（一）壮大规模。（市经信局负责）\n（二）完善体系。（市科技局负责）\n").facts.document
    assert (head.effective_from, head.effective_to) == ("2024-02-01", "2027-01-31")
