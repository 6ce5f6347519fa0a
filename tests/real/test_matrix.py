"""The matrix of facts loaded from the annotation is the annotation, cell by cell, in every format."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extract.facts import Agency, Document, Facts, Mention, Responsibility, Section, Span
from graph.audit import audit
from graph.corpus import Choice
from graph.diff import diff
from graph.matrix import write
from graph.matrix.listing import list_report
from graph.matrix.source import matrix_from
from graph.report import write as write_report
from graph.writer import Reading
from tests.conftest import SHARED
from tests.graph.documents import reading
from tests.graph.readback import list_in, listed, tasks_in

GOLD = sorted((SHARED / "gold").glob("*.json"))


def gold_reading(gold: dict[str, Any]) -> Reading:
    """Return the annotation as facts over a text that is made of it: each heading, and its duties as one clause."""
    text, sections, duties = "", [], []
    agencies: dict[str, Agency] = {}

    def mention(start: int, end: int, evidence: Span) -> Mention:
        return Mention(start, end, text[start:end], evidence, Span(start, end), "gold")

    rows: dict[str, list[dict[str, str]]] = {}
    for row in gold["responsibilities"]:
        rows.setdefault(row["path"], []).append(row)
    spans = []
    for section in gold["sections"]:
        start = len(text)
        text += section["title"] + "。"
        own = rows.pop(section["path"], [])
        clause = "、".join(row["agency"] for row in own)
        text += f"（{clause}负责）\n" if own else "\n"
        spans.append((section, own, Span(start, len(text))))
    assert not rows, "every duty has its section"
    for section, own, span in spans:
        path, title = section["path"], section["title"]
        inside = [s.end for other, _, s in spans if other["path"].startswith(path + "/")]
        head = mention(span.start, span.start + len(title), span)
        sections.append(Section(path, title, span, Span(span.start, max([span.end, *inside])), head))
        at = span.start + len(title) + 2
        for row in own:
            place = text.index(row["agency"], at)
            at = place + len(row["agency"])
            evidence = Span(span.start + len(title) + 1, span.end - 1)
            who = (row["agency"], row["canonical"], row["role"])
            duties.append(Responsibility(path, *who, "", span, mention(place, at, evidence)))  # type: ignore[arg-type]
            agencies.setdefault(
                row["canonical"], Agency(row["canonical"], row["agency"], None, "department", None, None, True, "gold")
            )
    head = gold["document"]
    document = Document(
        head["id"], f"{head['id']}.json", 0, head["title"], head["type"], head["jurisdiction"], head["level"], (),
        None, head["issued"], None, None, None, (), False, None, head["id"], Span(0, len(text)),
    )  # fmt: skip
    return Reading(Facts(document, tuple(sections), tuple(duties), tuple(agencies.values())), text)


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_the_matrix_of_the_annotation_is_the_annotation(path: Path, tmp_path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    matrix = matrix_from([gold_reading(gold)], Choice())
    cells = Counter({(r["path"], r["canonical"], r["role"]): 1 for r in gold["responsibilities"]})
    for suffix in (".xlsx", ".csv", ".html", ".json"):
        write(matrix, tmp_path / f"m{suffix}")
        assert tasks_in(tmp_path / f"m{suffix}") == cells, suffix
    titles = {s["path"]: s["title"] for s in gold["sections"]}
    order = list(dict.fromkeys(r["path"] for r in gold["responsibilities"]))
    order.sort(key=list(titles).index)
    numbers = {p: str(i) for i, p in enumerate(order, 1)}
    names = Counter((numbers[r["path"]], r["agency"], r["role"]) for r in gold["responsibilities"])
    for suffix in (".xlsx", ".csv", ".html", ".docx", ".json"):
        write_report(list_report(matrix), tmp_path / f"l{suffix}")
        rows = list_in(tmp_path / f"l{suffix}")
        assert [task for task, *_ in rows] == [titles[p] for p in order], suffix
        assert listed(rows) == names, suffix
    if not cells:
        for name in ("m", "l"):
            sheet = openpyxl.load_workbook(tmp_path / f"{name}.xlsx").worksheets[0]
            assert "该文件未载明责任分工" in {v for line in sheet.iter_rows(values_only=True) for v in line}


@pytest.mark.parametrize("path", sorted((SHARED / "gold" / "clean").glob("*.txt")), ids=lambda p: p.stem)
def test_the_matrix_of_the_real_documents_is_what_was_read(path: Path, tmp_path: Path) -> None:
    found = reading(path.read_bytes().decode("utf-8"), path.name)
    cells = {(d.path, d.task, d.canonical, d.role) for d in found.facts.responsibilities}
    write(matrix_from([found], Choice()), tmp_path / "m.xlsx")
    assert tasks_in(tmp_path / "m.xlsx") == Counter((p, name, role) for p, _, name, role in cells)


def test_the_audit_of_a_province_and_its_city() -> None:
    clean = SHARED / "gold" / "clean"
    readings = [reading((clean / f"{n}.txt").read_bytes().decode("utf-8"), f"{n}.txt") for n in ("001", "000", "002")]
    found = {(f.check, f.at.file[:3], f.at.path) for f in audit(readings).findings}
    assert ("no-counterpart", "001", "四/(五)/4") in found
    assert sum(check == "no-counterpart" for check, _, _ in found) <= 2
    assert {(p, f) for c, f, p in found if c == "no-lead"} == {
        ("四/(三)/2", "001"), ("四/(四)/1", "001"), ("五/(三)", "001"), ("五/(四)", "001"),
    }  # fmt: skip
    assert ("only-collective", "001", "五/(一)") in found
    assert not {c for c, _, _ in found} & {"no-owner", "unread-duty", "no-clause"}


def test_the_sections_of_a_province_find_those_of_its_city() -> None:
    clean = SHARED / "gold" / "clean"
    old, new = (reading((clean / f"{n}.txt").read_bytes().decode("utf-8"), f"{n}.txt") for n in ("001", "000"))
    answers = {(m.old.path, m.new.path) for m in diff(old, new).matches if m.old and m.new}
    assert answers >= {
        ("一/(一)", "一/(一)"), ("一/(二)", "一/(三)"), ("二/(一)", "二/(一)"), ("三/(二)", "三/(二)"), ("三/(三)", "三/(三)"),
        ("三/(四)", "三/(四)"), ("四/(三)", "四/(二)"), ("四/(三)/1", "四/(二)/1"), ("四/(四)/6", "四/(三)/1"),
        ("四/(四)/7", "四/(三)/2"), ("五/(一)", "六/(一)"), ("五/(二)", "六/(二)"), ("五/(三)", "六/(三)"),
    }  # fmt: skip
