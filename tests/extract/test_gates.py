"""Cheap tests that stand before dear ones: they may only pass over what the dear one would find nothing in."""

from __future__ import annotations

import random
import re

import cn2an
import opencc
import pytest

from extract.areas import may_name_place
from extract.numbering import number_at
from extract.places.reader import read_sentence
from extract.places.rows import Setting
from extract.restore.script import _ALSO_TRADITIONAL, is_traditional
from extract.technologies.words import Endings
from tests.conftest import CASES

TEXTS = [p.read_text(encoding="utf-8") for p in sorted(CASES.glob("*/input.txt"))]
GB2312 = "".join(
    bytes((lead, trail)).decode("gb2312", "ignore") for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF)
)


@pytest.mark.parametrize("jurisdiction", ["深圳市", "广东省", None])
def test_sentences_that_can_name_no_place_assign_nothing(jurisdiction: str | None) -> None:
    setting = Setting(jurisdiction, "新能源汽车产业集群", True)
    for text in TEXTS:
        for sentence in re.findall(r"[^。！？!?\n]+", text):
            if not may_name_place(sentence, jurisdiction):
                assert read_sentence(sentence + "。", setting, (), ()) == ()


def test_every_traditional_form_in_gb2312_is_known() -> None:
    convert = opencc.OpenCC("t2s").convert
    assert {c for c in GB2312 if convert(c) != c} <= set(_ALSO_TRADITIONAL)


def test_a_page_is_traditional_where_the_converter_says_so() -> None:
    convert, chance = opencc.OpenCC("t2s").convert, random.Random(7)
    letters = GB2312 + "發展產業機構國務院與區"
    for _ in range(200):
        page = "".join(chance.choices(letters, k=chance.randint(1, 300)))
        changed = sum(a != b for a, b in zip(page, convert(page), strict=True))
        assert is_traditional(page) == (changed >= max(1, 0.01 * len(page)))


def test_small_numerals_are_worth_what_the_library_says() -> None:
    for value in range(1, 100):
        full = cn2an.an2cn(value)
        for numeral in {full, full.removeprefix("一") if 10 <= value < 20 else full}:
            number = number_at(f"{numeral}、总体要求", 0)
            assert number is not None
            assert number.values == (value,)


def test_the_longest_ending_counts() -> None:
    endings = Endings(["备", "设备", "成套设备", "车"])
    assert [endings.of(name) for name in ("治理成套设备", "设备", "备", "汽车", "车", "系统", "")] == [
        "成套设备", "设备", "备", "车", "车", None, None,
    ]  # fmt: skip
