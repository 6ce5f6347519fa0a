"""What a page knows and where things stand on its map, without a browser."""

from __future__ import annotations

import dataclasses
import json
import math
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import OutputError, QueryError
from extract.facts import Facts
from graph.build import Reading
from graph.store import Graph
from graph.view import view_of, write_view
from graph.view.data import page_data, pinyin, to_json
from graph.view.folder import narrowed, parts_of
from graph.view.labels import wrapped
from graph.view.layout import pack, picture_of, place, rows_around
from graph.view.model import Model, model_of, read_model
from graph.view.page import render
from tests.graph.documents import stored
from tests.graph.facts_sample import plan, sample

Make = Callable[[Facts], Graph]


@pytest.fixture
def model() -> Model:
    return model_of(sample())


@pytest.fixture
def make(readings: list[Reading], tmp_path: Path) -> Make:
    """Return what makes a graph of one document of our own."""

    return lambda facts: stored(tmp_path / "g", [Reading(facts, readings[0].text)])


def named(model: Model, kind: str) -> list[str]:
    return [t.name for t in model.things.values() if t.kind == kind]


def test_every_fact_points_at_its_words(model: Model, readings: list[Reading]) -> None:
    for made in (model, model_of(readings)):
        assert {f.kind for f in made.facts} >= {"lead", "responsible", "support", "joint", "supervise"}
        for fact in made.facts:
            text = made.documents[fact.document]
            words = text.text[fact.start - text.base : fact.end - text.base]
            if fact.kind in ("lead", "responsible", "support", "joint", "supervise"):
                agency = made.things[fact.what]
                assert words in (agency.name, agency.short, *agency.also)
            assert text.text[fact.evidence.start - text.base : fact.evidence.end - text.base]
            assert {fact.what, *fact.of} - {""} <= made.things.keys()


def test_things_of_two_documents_are_one(model: Model) -> None:
    assert named(model, "agency").count("深圳市工业和信息化局") == 1
    assert named(model, "cluster") == ["智能机器人产业集群"]
    assert sorted(named(model, "district")) == ["南山区", "宝安区", "龙华区"]
    spoken = model.documents_of()
    assert spoken[model.find("智能机器人产业集群")] == {0, 1}


def test_a_task_is_owned_by_its_lead_else_by_the_first_responsible() -> None:
    reading = plan()
    model = model_of([reading])
    owners = {model.things[t].name: model.things[a].name for t, a in model.owners.items()}
    assert owners["攻关核心部件"] == "深圳市科技创新局"
    assert owners["给予资助"] == "市机器人专班"
    section = reading.facts.responsibilities[:3]
    roles = ("support", "responsible", "responsible")
    duties = tuple(dataclasses.replace(d, role=r) for d, r in zip(section, roles, strict=True))
    made = model_of([Reading(dataclasses.replace(reading.facts, responsibilities=duties), reading.text)])
    assert [made.things[a].name for a in made.owners.values()] == [section[1].canonical]


def test_a_mention_belongs_to_the_task_whose_words_hold_it(model: Model) -> None:
    homes = {
        model.things[f.what].name: [model.things[k].name for k in f.of] for f in model.facts if f.kind == "technology"
    }
    assert homes == {"谐波减速器": ["攻关核心部件"], "伺服电机": ["建设产业集群"]}


def test_a_place_rests_on_the_sentence_that_says_so(model: Model) -> None:
    told = {
        (model.things[f.what].name, model.things[k].name, f.term)
        for f in model.facts
        if f.kind == "located"
        for k in f.of
    }
    # What a row of districts states is told from that row, what only the cluster's own row says from there.
    assert told == {
        ("智能机器人产业集群", "南山区", "supports_cluster"),
        ("智能机器人产业集群", "龙华区", ""),
        ("智能机器人产业集群", "宝安区", ""),
    }


def test_tasks_of_one_title_are_told_apart(readings: list[Reading]) -> None:
    made = model_of(readings)
    for document in range(len(made.documents)):
        names = [t.name for t in made.things.values() if t.kind == "task" and t.at and t.at[0] == document]
        assert len(names) == len(set(names))


def test_todays_body_may_be_in_no_document() -> None:
    reading = plan()
    agencies = tuple(
        dataclasses.replace(a, current=("深圳市科技局", "深圳市数据局")) if a.canonical == "深圳市科技创新局" else a
        for a in reading.facts.agencies
    )
    made = model_of([Reading(dataclasses.replace(reading.facts, agencies=agencies), reading.text)])
    science = made.things[made.find("深圳市科技创新局")]
    assert [made.things[key].name for key in science.current] == ["深圳市科技局", "深圳市数据局"]
    assert made.things[made.find("深圳市统计局")].current == ()


def test_kinds_narrow_the_page() -> None:
    made = model_of(sample(), ("agency", "task"))
    assert {t.kind for t in made.things.values()} == {"agency", "task"}
    assert {t.kind for t in model_of(sample(), ("technology",)).things.values()} == {"technology"}


def test_pinyin_reads_phrases() -> None:
    assert pinyin(["重庆市", "市发展改革委"]) == "chong qing shi|shi fa zhan gai ge wei"
    assert pinyin(["LED照明"]) == "led zhao ming"


@given(st.text())
def test_json_ends_no_script_element(words: str) -> None:
    made = to_json({"words": words})
    assert "<" not in made
    made.encode("utf-8")
    assert json.loads(made)["words"] == words


def test_every_thing_has_a_place_of_its_own(readings: list[Reading]) -> None:
    made = model_of([*readings, *sample()])
    for document in (None, *range(len(made.documents))):
        picture = picture_of(made, document)
        layout = place(picture)
        assert set(layout.at) == set(picture.kinds)
        assert len(set(layout.at.values())) == len(layout.at)
        assert place(picture_of(made, document)).at == layout.at


def test_a_map_holds_no_more_than_it_may(model: Model) -> None:
    assert len(picture_of(model, most=6).kinds) <= 6
    whole = picture_of(model)
    assert picture_of(model, most=len(whole.kinds)).kinds == whole.kinds


def test_boxes_of_a_disc_do_not_overlap() -> None:
    for count in (1, 2, 3, 7, 40, 200):
        boxes = [(0.0, 0.0, 180.0, 60.0), *((x, y, 130.0, 50.0) for x, y in rows_around(count, (130, 50), (90, 30)))]
        assert len(boxes) == count + 1
        for i, (x, y, w, h) in enumerate(boxes):
            for ox, oy, ow, oh in boxes[:i]:
                assert abs(x - ox) >= (w + ow) / 2 - 1e-6 or abs(y - oy) >= (h + oh) / 2 - 1e-6


def test_discs_do_not_overlap() -> None:
    radii = [400.0, 300.0, *[120.0] * 60, 20.0]
    centres = pack(radii)
    for i, centre in enumerate(centres):
        for j in range(i):
            assert math.dist(centre, centres[j]) >= radii[i] + radii[j]
    assert pack([]) == []


def test_labels_break_after_the_place_and_stay_short() -> None:
    assert wrapped("河南省发展和改革委员会", "agency") == "河南省\n发展和改革委员会"
    assert wrapped("河南省财政厅", "agency") == "河南省财政厅"
    assert wrapped("建设分拨中心", "task") == "建设分拨中心"
    assert wrapped("甲" * 40, "task") == "甲" * 8 + "\n" + "甲" * 7 + "…"
    assert wrapped("", "task") == ""


def test_same_graph_same_page(graph: Graph, tmp_path: Path) -> None:
    summary = write_view(graph, tmp_path / "a.html")
    assert summary == write_view(graph, tmp_path / "b.html")
    page = (tmp_path / "a.html").read_bytes()
    assert page == (tmp_path / "b.html").read_bytes()
    policy = b"http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-"
    assert policy in page
    rest = page.split(policy)[1].split(b'"')[0]
    assert rest.endswith(b"; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'")
    assert summary.nodes > 30
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.html", "b.html"]


def test_half_a_surrogate_pair_does_not_stop_the_page(model: Model) -> None:
    next(iter(model.things.values())).name = "坏\ud800字"
    assert b"\\ud800" in render(model).encode("utf-8")


def test_a_page_without_pictures_has_no_library(model: Model) -> None:
    with_pictures, without = render(model), render(model, pictures=False)
    assert "visjs" in with_pictures
    assert "visjs" not in without
    assert len(without) < len(with_pictures) / 2


def test_a_notebook_shows_the_page_in_a_frame(graph: Graph) -> None:
    shown = view_of(graph, "冷链")._repr_html_()
    assert shown.startswith('<iframe title="权责" sandbox="allow-scripts allow-downloads" srcdoc="&lt;!doctype html')
    assert "<script" not in shown


def test_parts_hold_every_fact_and_whole_answers(readings: list[Reading]) -> None:
    model = model_of([*readings, *sample()])
    for split in ("agency", "district"):
        parts = parts_of(model, 30, split)  # type: ignore[arg-type]
        assert len(parts) > 2
        assert {i for _, facts in parts for i in facts} == set(range(len(model.facts)))
        for _, facts in parts:
            part = narrowed(model, facts)
            assert len(part.facts) == len(facts)
            assert {key for f in part.facts for key in (f.what, *f.of) if key} <= part.things.keys()
        # Whoever is dealt out has all of their own facts on one page.
        kind = [t.key for t in model.things.values() if t.kind == split]
        for key in kind:
            own = {i for i, f in enumerate(model.facts) if key in (f.what, *f.of)}
            assert any(own <= set(facts) for _, facts in parts)


def test_what_is_too_large_for_a_page_goes_into_a_folder(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graph.view import output

    monkeypatch.setattr(output, "LARGEST", 40)
    with pytest.raises(OutputError, match=r"too many for one page, which takes 40; write a folder of pages"):
        write_view(graph, tmp_path / "v.html")
    summary = write_view(graph, tmp_path / "pages")
    names = sorted(p.name for p in (tmp_path / "pages").iterdir())
    assert summary.pages == len(names) > 2
    assert names[0] == "index.html"
    write_view(graph, tmp_path / "pages.zip")
    with zipfile.ZipFile(tmp_path / "pages.zip") as archive:
        assert sorted(archive.namelist()) == [f"pages/{name}" for name in names]
        assert archive.read("pages/index.html") == (tmp_path / "pages" / "index.html").read_bytes()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.docx").touch()
    with pytest.raises(OutputError, match="holds other files; name a new folder"):
        write_view(graph, tmp_path / "mine")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine", "pages", "pages.zip"]


def test_faults_name_the_mend(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="does not exist; create it first"):
        write_view(graph, tmp_path / "nowhere" / "v.html")
    (tmp_path / "d.html").mkdir()
    with pytest.raises(OutputError, match="is a folder; name a file"):
        write_view(graph, tmp_path / "d.html")
    with pytest.raises(
        OutputError, match=r"a page is no \.docx file; name a file that ends in \.html or \.zip, or a folder"
    ):
        write_view(graph, tmp_path / "v.docx")
    with pytest.raises(QueryError, match="quanze query documents"):
        write_view(graph, tmp_path / "v.html", document="没有这份文件")
    with pytest.raises(QueryError, match="in its name"):
        write_view(graph, tmp_path / "v.html", focus="没有这个单位")
    assert [p.name for p in tmp_path.iterdir()] == ["d.html"]


def test_what_can_not_be_replaced_stays(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "v.html"
    old.write_text("old", encoding="utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OutputError, match="close the program that has it open"):
        write_view(graph, old)
    monkeypatch.undo()
    assert old.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [old]


def test_a_link_stays_a_link(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "real.html").touch()
    (tmp_path / "v.html").symlink_to(tmp_path / "real.html")
    write_view(graph, tmp_path / "v.html")
    assert (tmp_path / "v.html").is_symlink()
    assert (tmp_path / "real.html").stat().st_size > 500_000


def test_a_model_reads_the_preferred_texts(graph: Graph) -> None:
    made = read_model(graph)
    assert len(made.documents) == len({d.title for d in made.documents}) == 3
    seen: list[str] = []
    read_model(graph, progress=lambda items: (seen.append(i) or i for i in items))
    assert seen == [d.title for d in made.documents]
    data = page_data(made)
    assert len(data["things"]) == len(made.things)
    assert len(data["maps"]) == 4
