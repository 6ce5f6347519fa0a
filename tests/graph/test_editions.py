"""Of several texts of one policy: which stands for it, why, and that the others are told and not counted."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extract.facts import Span
from graph.cli import main
from graph.editions import Arrival, editions
from graph.iris import Iris
from graph.query import ask
from graph.store import open_graph
from graph.writer import Reading
from tests.graph.documents import CITY, reading

OLDER, NEWER = Arrival(1, "2024-01-01T08:00Z", 0), Arrival(1, "2024-06-01T08:00Z", 1)
LATER = Arrival(2, "2023-01-01T08:00Z", 0)


def other(of: Reading, share: float = 0.9, **changes: object) -> Reading:
    """Return another text of the same policy, as long as a share of it."""
    document = of.facts.document
    span = Span(document.span.start, document.span.start + int(share * (document.span.end - document.span.start)))
    changed = dataclasses.replace(document, sha256="f" * 64, span=span, **changes)  # type: ignore[arg-type]
    return Reading(dataclasses.replace(of.facts, document=changed), of.text)


@pytest.mark.parametrize(
    ("share", "changes", "first", "second", "shorter_stands", "why"),
    [
        (0.9, {}, OLDER, LATER, True, "added"),
        (0.9, {}, LATER, NEWER, False, "added"),
        (0.9, {}, OLDER, NEWER, True, "modified"),
        (0.9, {}, NEWER, OLDER, False, "modified"),
        (0.9, {}, OLDER, OLDER._replace(place=5), True, "order"),
        (0.5, {}, OLDER, LATER, False, "part"),
        (0.9, {"digest": True}, OLDER, LATER, False, "digest"),
        (0.9, {"issued": "2021-05-01"}, OLDER, LATER, False, "issued"),
        (0.9, {"issued": "2023-05-01"}, LATER, OLDER, True, "issued"),
    ],
)
def test_an_edition_added_last_stands_before_longer_ones_but_no_part_and_no_digest(
    share: float, changes: dict[str, object], first: Arrival, second: Arrival, shorter_stands: bool, why: str
) -> None:
    given = reading(CITY)
    head = dataclasses.replace(given.facts.document, doc_number="甬政〔2022〕9号", issued="2022-05-01")
    whole = Reading(dataclasses.replace(given.facts, document=head), given.text)
    short = other(whole, share, **changes)
    hashes = whole.facts.document.sha256, short.facts.document.sha256
    standing, aside = editions([short, whole], Iris(), dict(zip(hashes, (first, second), strict=True)))
    assert [d.sha256 for d in standing] == [hashes[shorter_stands]]
    assert [(e.document.sha256, e.stands.sha256, e.why) for e in aside] == [
        (hashes[not shorter_stands], hashes[shorter_stands], why)
    ]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_a_revised_shorter_edition_that_is_added_is_asked_and_the_old_one_is_told(tmp_path: Path) -> None:
    old, new, folder = tmp_path / "old.txt", tmp_path / "new.txt", str(tmp_path / "g")
    old.write_text(CITY, encoding="utf-8")
    lines = [line.replace("市教育局、", "") for line in CITY.splitlines()]
    new.write_text("\n".join(lines), encoding="utf-8")
    assert "not asked" not in run("build", str(old), "-o", folder).output
    done = run("add", str(new), "-g", folder)
    assert "new.txt stands for it, old.txt is not asked, as it was added earlier" in done.stderr
    assert (
        "old.txt: 宁波市培育船舶与海洋装备产业集群实施方案(2022—2025年) (not asked: new.txt stands for it)"
        in done.stdout
    )
    graph = open_graph(tmp_path / "g")
    (row,) = ask(graph, "documents")
    tasks = {(r["path"], r["taskTitle"]) for r in ask(graph, "assignments")}
    assert (row["file"], graph.report["tasks"]) == ("new.txt", len(tasks))
    assert "宁波市教育局" not in {r["agencyName"] for r in ask(graph, "assignments")}
    # Who looks for what only the old one says is told why it is not there.
    assert "not asked: old" in run("query", "-g", folder, "agency-tasks", "agency=宁波市教育局").stderr
    # Both are in the graph still, and can be held against each other by their files' names.
    told = run("diff", "old.txt", "new.txt", "-g", folder).stdout
    assert "不再承担   宁波市教育局" in told
    run("export", "-g", folder, "--format", "csv", "-o", str(tmp_path / "tables"))
    with (tmp_path / "tables" / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["file"] for row in csv.DictReader(file)] == ["new.txt"]
    # A build that finds both as they were keeps to it, one that reads all again too.
    run("build", str(old), str(new), "-o", folder)
    run("build", str(old), str(new), "-o", folder, "--anew")
    assert [r["file"] for r in ask(open_graph(tmp_path / "g"), "documents")] == ["new.txt"]
    run("remove", "new.txt", "-g", folder)
    assert [r["file"] for r in ask(open_graph(tmp_path / "g"), "documents")] == ["old.txt"]
