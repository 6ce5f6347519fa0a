"""Reading files: encodings found, faults named with their mend."""

from __future__ import annotations

import os
from pathlib import Path

import opencc
import pytest

from extract.errors import ReadError
from extract.page import UNKNOWN
from extract.read import decode, find_files, passed_over, read_file

TEXT = "深圳市推动智能机器人产业高质量发展若干措施，责任单位：市工业和信息化局、市科技创新局。" * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_are_found(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "x")[0] == TEXT


def test_big5_is_told_from_gb18030() -> None:
    traditional = opencc.OpenCC("s2t").convert(TEXT)
    text, encoding = decode(traditional.encode("big5hkscs"), "x")
    assert (text, encoding.startswith("big5")) == (traditional, True)


@pytest.mark.parametrize(("written", "opened"), [("gb18030", "latin-1"), ("utf-8", "latin-1"), ("gb18030", "cp1252")])
def test_text_saved_in_a_wrong_encoding_is_put_right(written: str, opened: str) -> None:
    text, encoding = decode(TEXT.encode(written).decode(opened).encode(), "x")
    assert (text, encoding) == (TEXT, f"{written} taken for latin-1")


@pytest.mark.parametrize("opened", ["gb18030", "cp1252"])
def test_what_a_wrong_encoding_lost_is_told(opened: str) -> None:
    with pytest.raises(ReadError, match="UTF-8 text that was opened as"):
        decode(TEXT.encode().decode(opened, "replace").encode(), "名单.txt")


def test_text_whose_characters_became_question_marks_is_refused() -> None:
    with pytest.raises(ReadError, match=r"question marks .+ save the page again"):
        decode(TEXT.encode("latin-1", "replace"), "名单.txt")
    # Some stand in sound text: a heading that was lost, a reader's astonishment.
    sound = f"??????????????????????????????\n{TEXT}真的吗???"
    assert decode(sound.encode(), "x")[0] == sound


@pytest.mark.parametrize(
    "text",
    [
        "Bürger über Österreich: förderfähige Maßnahmen für größere Unternehmen, à côté. 深圳市的名单。",
        "Добро пожаловать на сайт народного правительства. " * 5,
        "Καλώς ήρθατε στον ιστότοπο της κυβέρνησης. " * 5,
        "ようこそ。これは市の公式サイトです。" * 5,
    ],
    ids=["German", "Russian", "Greek", "Japanese"],
)
def test_other_scripts_are_no_wrong_encoding(text: str) -> None:
    assert decode(text.encode(), "x") == (text, "utf-8")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"PK\x03\x04\x00\x00\x00\x00", "binary"),
        (b"\xff\xfe\x00\xd8", "broken"),
        (b"abc \xff\xff\xff\x81\x20\xff def", "not text in UTF-8"),
    ],
)
def test_what_can_not_be_read_is_one_line_with_its_mend(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        decode(data, "名单.txt")
    assert str(caught.value).startswith("名单.txt: ")
    assert caught.value.mend
    assert "\n" not in str(caught.value)


def test_folders_are_searched_in_order_and_faults_kept(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "1.txt", ".hidden.txt", "README.md", "c.ofd"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    found = list(find_files([tmp_path, tmp_path / "1.txt", tmp_path / "nowhere"]))
    assert [p.name for p in found if isinstance(p, Path)] == ["1.txt", "2.txt"]
    (fault,) = [p for p in found if isinstance(p, ReadError)]
    assert "no such file" in str(fault)


def test_a_folder_that_can_not_be_opened_is_a_fault_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Tests may run as root, whom no mode keeps out: the fault is raised where the system would.
    for name in ("open", "closed"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.txt").write_text(TEXT, encoding="utf-8")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    fault, found = find_files([tmp_path])
    assert found == tmp_path / "open" / "1.txt"
    assert str(fault).startswith(f"{tmp_path / 'closed'}: can't be opened (Permission denied); ")
    (alone,) = find_files([tmp_path / "closed"])
    assert isinstance(alone, ReadError)


def test_files_that_may_be_documents_and_are_not_read_are_known(tmp_path: Path) -> None:
    for name in ("1.txt", "2.ofd", "3.csv", "扫描.jpg", "page_files/logo.png", ".hidden.ofd", "style.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert [p.name for p in passed_over([tmp_path, tmp_path / "2.ofd"])] == ["2.ofd", "3.csv", "扫描.jpg"]


def test_a_kind_that_is_not_read_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "x.ofd"
    path.write_bytes(b"x")
    with pytest.raises(ReadError, match=r"\.ofd files are not read; save it as \.docx or PDF first"):
        read_file(path)


@pytest.mark.parametrize(("written", "opened"), [("gb18030", "latin-1"), ("utf-8", "latin-1"), ("utf-8", "gb18030")])
def test_lines_saved_in_a_wrong_encoding_are_put_right(written: str, opened: str) -> None:
    lines = ["二、重点任务，由市工业和信息化局牵头。", "（一）建设2个平台，由市财政局、市科技局负责。"]
    wrong = [line.encode(written).decode(opened, "replace") for line in lines]
    sound = [TEXT] * 10
    text, encoding = decode("\n".join([*sound, *wrong, "Größe"]).encode(), "x")
    *before, first, second, last = text.split("\n")
    assert (before, last, encoding) == (sound, "Größe", "2 lines taken for another encoding")
    # What was lost is marked, and nothing else is put in its place.
    for written_line, found in zip(lines, (first, second), strict=True):
        assert len(found) <= len(written_line)
        assert found.replace(UNKNOWN, "") == "".join(c for c in written_line if c in found)
        assert found == written_line or opened == "gb18030"


def test_text_that_was_saved_wrong_twice_is_put_right() -> None:
    wrong = TEXT.encode().decode("latin-1").encode().decode("latin-1")
    assert decode(wrong.encode(), "x") == (TEXT, "utf-8 taken for latin-1")


@pytest.mark.parametrize(
    "text", [TEXT.encode("gbk").decode("utf-8", "replace"), "（一）锟斤拷锟斤拷，锟斤拷锟斤拷。\n" * 9]
)
def test_text_whose_characters_became_marks_is_refused(text: str) -> None:
    with pytest.raises(ReadError, match=r"marks for broken ones .+ save the page again"):
        decode(text.encode(), "名单.txt")


@pytest.mark.parametrize(
    "line",
    ["\xa0" * 24 + "2020年9月25日", "—" * 8, "·" * 12 + "3", "“”" * 4, "×" * 8, "±5° ±5°", "É à é"],
    ids=["hard blanks", "dashes", "dots", "quotes", "crosses", "degrees", "letters"],
)
def test_a_sound_line_between_others_is_left_alone(tmp_path: Path, line: str) -> None:
    text = f"广东省人民政府关于发展海洋装备的意见\n{line}\n一、任务\n"
    file = tmp_path / "a.txt"
    file.write_text(text, encoding="utf-8")
    assert read_file(file).text == text
