import logging
import re
from pathlib import Path

import pytest

from extract import cachefile, patterns

SHOWN = [
    (r"(?P<place>[一-鿿]{2,4}?)(?:市|县)(?P<kind>政府)?", 0),
    (r"^[ 　]*[^()（）\n]+$", re.M),
    (r"<META[^>]*?charset", re.I),
]


@pytest.fixture
def afresh(tmp_path, monkeypatch):
    """Stand for the start of a run: nothing compiled, nothing loaded, a cache folder of the test's own."""

    def start() -> None:
        patterns._kept.cache_clear()
        monkeypatch.setattr(patterns, "_made", {})
        monkeypatch.setattr(patterns, "_taken", set())

    monkeypatch.setattr(patterns, "path_of", lambda name: tmp_path / f"{name}.marshal")
    monkeypatch.setattr(patterns.atexit, "register", lambda _: None)
    start()
    yield start
    patterns._kept.cache_clear()


def file(folder: Path) -> Path:
    (found,) = folder.glob("patterns-*.marshal")
    return found


def test_a_kept_pattern_is_the_one_that_python_compiles(afresh):
    for shown in SHOWN:
        patterns.compile(*shown)
    patterns._keep()
    afresh()
    again = [patterns.compile(*shown) for shown in SHOWN]
    assert not patterns._made
    for shown, made in zip(SHOWN, again, strict=True):
        own = re.compile(*shown)
        assert (made, made.groupindex, made.groups, made.flags) == (own, own.groupindex, own.groups, own.flags)
    found = again[0].search("由武汉市政府负责")
    assert found is not None
    assert found.groupdict() == {"place": "由武汉", "kind": "政府"}
    assert found.lastgroup == "kind"


@pytest.mark.parametrize("damage", [b"", b"no file of ours", None])
def test_a_damaged_file_is_made_anew(afresh, tmp_path, damage):
    patterns.compile(*SHOWN[0])
    patterns._keep()
    whole = file(tmp_path).read_bytes()
    file(tmp_path).write_bytes(whole[:-9] if damage is None else damage)
    afresh()
    assert patterns.compile(*SHOWN[0]) == re.compile(*SHOWN[0])
    patterns._keep()
    assert file(tmp_path).read_bytes() == whole


def test_code_that_the_engine_refuses_is_compiled(afresh, tmp_path, caplog):
    patterns.compile(*SHOWN[0])
    patterns._keep()
    key, (flags, code, *rest) = next(iter(cachefile.load(file(tmp_path)).items()))
    cachefile.store(file(tmp_path), {key: (flags, code[:-4], *rest)}, "none")
    afresh()
    with caplog.at_level(logging.DEBUG):
        assert patterns.compile(*SHOWN[0]) == re.compile(*SHOWN[0])
    assert "can't be made of what was kept" in caplog.text


def test_another_version_of_python_begins_its_own_file(afresh, tmp_path, monkeypatch):
    patterns.compile(*SHOWN[0])
    patterns._keep()
    older = file(tmp_path)
    monkeypatch.setattr(patterns.sys, "hexversion", 1)
    afresh()
    patterns.compile(*SHOWN[0])
    assert patterns._made
    patterns._keep()
    assert file(tmp_path) != older


def test_what_is_no_longer_used_is_dropped_in_time(afresh, tmp_path, monkeypatch):
    for shown in SHOWN[:2]:
        patterns.compile(*shown)
    patterns._keep()
    afresh()
    monkeypatch.setattr(patterns, "_MOST", 2)
    patterns.compile(*SHOWN[0])
    patterns.compile(*SHOWN[2])
    patterns._keep()
    assert {key[0] for key in cachefile.load(file(tmp_path))} == {SHOWN[0][0], SHOWN[2][0]}


def test_a_folder_that_cannot_be_written_costs_nothing_else(afresh, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(patterns, "path_of", lambda name: tmp_path / "file" / f"{name}.marshal")
    assert patterns.compile(*SHOWN[0]) == re.compile(*SHOWN[0])
    patterns._keep()
