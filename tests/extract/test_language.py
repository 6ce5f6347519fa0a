"""The character model: probabilities that add up, and the file it is kept in."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.restore.kept import kept
from extract.restore.language import Language, background, follow


@pytest.mark.parametrize("context", ["", "产业", "加快推", "\n"])
def test_what_may_follow_adds_up_to_one(context: str) -> None:
    language = Language("培育产业集群，推进产业发展。", traditional=False)
    row = language[context]
    assert 0.9 < sum(map(row.share, background().behind("")[0])) < 1.05


def test_what_the_page_says_is_likelier() -> None:
    page = Language("云栖片区建设云栖小镇。云栖片区" * 3, traditional=False)
    other = Language("", traditional=False)
    context = follow(follow("", "云"), "栖")
    assert page[context]["片"] > other[context]["片"]


def _make(source: bytes) -> dict[str, int]:
    return {"length": len(source)}


def test_a_broken_file_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _: tmp_path)
    assert kept("sizes", _make, b"abc") == {"length": 3}
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    assert kept("sizes", _make, b"abc") == {"length": 3}
    assert file.read_bytes() == whole
    assert kept("sizes", _make, b"abcd") == {"length": 4}
    # What an older version kept is of no use any more.
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "taken").write_text("")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _: tmp_path / "taken")
    assert kept("sizes", _make, b"abc") == {"length": 3}
