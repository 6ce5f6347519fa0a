"""Restoration: injected pinyin and traditional script undone, everything else left alone."""

from __future__ import annotations

import opencc
import pypinyin
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract.restore import restore
from extract.wrapped import page_of, unwrapped

SENTENCE = "加快发展节能环保产业，推动应急管理体系建设，由市工业和信息化局会同各区人民政府组织实施。"
TRADITIONAL = opencc.OpenCC("s2t").convert(SENTENCE)
UNTOUCHED = "产值（GDP）增长5%；（一）光伏建筑一体化（BIPV）；首台（套）；a(b)c；囧(jiǒng)字只注一次。"
text = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), max_size=80)


def inject(sentence: str, places: set[int]) -> str:
    out = []
    for i, char in enumerate(sentence):
        out.append(char)
        if i in places and "一" <= char <= "鿿":
            out.append(f"({pypinyin.pinyin(char)[0][0]})")
    return "".join(out)


@settings(deadline=None)
@given(st.sets(st.integers(0, len(TRADITIONAL) - 1)))
def test_injected_pinyin_and_script_are_undone(places: set[int]) -> None:
    damaged = inject(TRADITIONAL, places)
    page = restore(damaged)
    assert page.text == SENTENCE
    assert [damaged[i] for i in page.origin] == list(TRADITIONAL)


def test_brackets_that_are_no_reading_survive() -> None:
    assert restore(UNTOUCHED).text == UNTOUCHED


@pytest.mark.parametrize("words", ["成效顯著，圍繞產業發展著力推進", "著名企業與專著"])
def test_zhu_is_kept_where_it_is_a_word_of_its_own(words: str) -> None:
    expected = {"成": "成效显著，围绕产业发展着力推进", "著": "著名企业与专著"}[words[0]]
    assert restore(words).text == expected


@settings(deadline=None)  # the first damaged text loads the dictionary
@given(text)
@example("\uf913")  # a compatibility form of a traditional character
def test_running_twice_changes_nothing_more(source: str) -> None:
    once = restore(source)
    assert restore(once.text).text == once.text
    assert len(once.origin) == len(once.text)
    assert list(once.origin) == sorted(once.origin)


def test_lone_surrogates_stay_in_traditional_text() -> None:
    assert restore("\ud800產業\udfff發展").text == "\ud800产业\udfff发展"


@pytest.mark.parametrize(
    ("damaged", "written"),
    [
        ("社會(huì )各界與企業(yè )均(jun1)可參與", "社会各界与企业均可参与"),
        ("供電(dian)(dian)(dian)企業(ye)(ye)按期(qi)建站", "供电企业按期建站"),
        ("進一(yī / yì /yí)步引導和(hé/huò)支持", "进一步引导和支持"),
        ("陜西省的企業", "陕西省的企业"),
        ("建立平臺,,引進人才,、培育企業,。加快建設", "建立平台,引进人才、培育企业。加快建设"),
        ("由市⼯业和信息化局、⻩埔区负责", "由市工业和信息化局、黄埔区负责"),
    ],
    ids=[
        "blanks and tone numbers",
        "several readings",
        "readings to choose from",
        "a variant",
        "doubled commas",
        "radicals",
    ],
)
def test_other_habits_of_sites_are_undone(damaged: str, written: str) -> None:
    page = restore(damaged)
    assert page.text == written
    assert len(page.origin) == len(page.text)
    assert not any(repair.doubtful for repair in page.repairs)


def test_readings_that_lost_a_part_of_themselves_invent_nothing() -> None:
    damaged = "發(fā)展經(jīng)開區(qū)產(chǎn)業(yè)園(yuán)。長沙經(jīng開(ki)區、技術(sh)創(chuàng新,機(j?)構領lǐng)域?;A設施共享,其他(a)類"
    page = restore(damaged)
    assert page.text == "发展经开区产业园。长沙经开区、技术创新,机构领域。基础设施共享,其他(a)类"
    assert list(page.origin) == sorted(page.origin)


def test_two_commas_are_a_slip_of_the_author() -> None:
    assert restore("建立平台,,引进人才,。").text == "建立平台,,引进人才,。"


WRAPPED = (
    "为加快发展节能环保产业，完善应急管理体系，推动\n产业园区建设，现就有关事项通知如下。\n"
    "一、总体要求。到2026年，全市建成产业园区十个，\n带动就业五万人。\n"
    "二、重点任务。由市工业和信息化局会同各区人民政\n府组织实施，市财政局按照职责分工安排资金，确保\n各项任务按期完成。\n"
)


def test_lines_of_a_fixed_width_are_no_damage() -> None:
    page = restore(WRAPPED)
    assert (page.text, page.repairs) == (WRAPPED, ())
    whole = unwrapped(page)
    assert whole.text == WRAPPED.replace("推动\n", "推动").replace("，\n带", "，带").replace("政\n", "政").replace(
        "保\n", "保"
    )
    assert [WRAPPED[i] for i in whole.origin] == list(whole.text)
    assert [r.why for r in whole.repairs] == ["broken lines put together, 4"]
    assert unwrapped(whole) is whole


def test_a_line_that_ends_within_its_sentence_goes_on_in_one_that_is_not_set_in() -> None:
    page = (
        "关于支持海洋装备产业的\n若干措施\n　　为加快发展海洋装备，现将有关事项\n通知如下：\n　　一、培育企业\n"
        "　　支持企业开展技术改造，市经信局会同\n市财政局、市税务局给予支\n持。\n　　责任单位：市经信局、市财政局\n完成时限：2026年\n"
        "　　二、建设园区。市自然资源局保障用地。\n　　附件：任务分工表，共十项\n\n宁波市人民政府\n"
    )
    whole = unwrapped(restore(page)).text
    for broken in ("事项\n", "会同\n", "给予支\n"):
        page = page.replace(broken, broken.strip())
    assert whole == page


def test_lines_of_a_head_are_not_put_together() -> None:
    page = (
        "　　【引证码】 CLI.12.34\n原文链接：https://example.org/a.html\n宁波市经济和信息化局印发《海洋装备行动方案》的通知\n甬经信发〔2024〕8号\n"
        "各区政府：\n　　为加快发展，制定本方案。\n　　一、培育企业\n　　支持企业改造，市经信局会同\n市财政局给予支持。\n　　二、建设园区，保障用地。\n"
    )
    assert unwrapped(restore(page)).text == page.replace("会同\n", "会同")


def test_repairs_keep_their_places_where_lines_are_put_together() -> None:
    damaged = opencc.OpenCC("s2t").convert(WRAPPED).replace("產業園", "產(chǎn)業(yè)園").replace("資金", "資(zī)金")
    page = page_of(damaged)
    assert page.text == unwrapped(restore(WRAPPED)).text
    cuts = [r for r in page.repairs if r.why == "injected pinyin"]
    assert [page.text[: r.place.start][-1] for r in cuts] == ["产", "业", "产", "业", "资"]
    assert all(damaged.startswith(r.before, r.start) for r in cuts)


@pytest.mark.parametrize(
    ("copied", "written"),
    [
        ("发&#x5C55;产业&nbsp;园区&#65292;培育&ldquo;专精特新&rdquo;企业", "发展产业\u00a0园区，培育“专精特新”企业"),
        ("一&#12289;加强&amp;nbsp;领导", "一、加强\u00a0领导"),
        ("发\u200b展产\u00ad业。\ufeff由市财政局负\u2060责", "发展产业。由市财政局负责"),
        ("發&#23637;(zh\u01cen)產(ch\u01cen)\u200b業(y\u00e8)", "发展产业"),
        ("R&D投入增长；A&B公司；a?b&lt=1；&未知;", "R&D投入增长；A&B公司；a?b&lt=1；&未知;"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
    ids=["references", "escaped twice", "unseen", "among readings", "ampersands", "another script"],
)
def test_what_a_copy_holds_of_its_page_is_undone(copied: str, written: str) -> None:
    page = restore(copied)
    assert page.text == written
    assert list(page.origin) == sorted(page.origin)
    assert len(page.origin) == len(page.text)
    assert bool(page.repairs) == (copied != written)


def test_a_page_of_unseen_characters_alone_is_left_as_it_is() -> None:
    assert restore("\xad").text == "\xad"
