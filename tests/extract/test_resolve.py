"""Who an agency is, by place, line and date, and what reforms made of it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.facts import Agency
from extract.resolve import NATION, Context, groups_in, own_body, resolve, succeed
from extract.resolve.context import Own
from seeds.places import Place, all_places, find, spelled
from seeds.tables import rows

NAMES = list(csv.DictReader((Path(__file__).parent / "agencies.csv").read_text(encoding="utf-8").splitlines()))
STRANGE = [
    ("深圳市", "市奇异事务局", "深圳市奇异事务局"),
    ("河南省", "河南奇异电力研究公司", "河南奇异电力研究公司"),
    ("湖北省", "武汉大学", "武汉大学"),
    ("广东省", "省发展改革中心", "广东省发展改革中心"),
    ("佛山市", "市委奇异部", "中共佛山市委奇异部"),
]


def place(name: str) -> Place:
    found = NATION if name == "全国" else find(name) or find(name[3:], name[:3])
    assert found is not None, name
    return found


def seen(where: str, date: str | None, name: str) -> Agency:
    context = Context(place(where), date)
    return succeed(resolve(name, context), context)


@pytest.mark.parametrize("row", NAMES, ids=lambda r: f"{r['place']}-{r['date']}-{r['name']}")
def test_full_names(row: dict[str, str]) -> None:
    assert seen(row["place"], row["date"], row["name"]).canonical == row["canonical"]


@pytest.mark.parametrize(("where", "name", "kept"), STRANGE)
def test_what_no_rule_knows_is_kept_as_written_and_marked(where: str, name: str, kept: str) -> None:
    agency = seen(where, "2022-01-01", name)
    assert (agency.canonical, agency.known, agency.current) == (kept, False, ())


def test_an_office_that_nobody_is_named_before_is_nobody_s() -> None:
    agency = seen("桐城市", "2024-01-01", "办公室")
    assert (agency.canonical, agency.known) == ("办公室", False)


def test_a_policy_of_a_town_is_told_from_one_that_speaks_of_towns() -> None:
    county = place("惠东县")
    assert own_body("惠东县白盆珠镇茶产业方案", (), "镇政府负责。", county) == Own("town", "惠东县白盆珠镇")
    assert own_body("惠东县特色小镇建设方案", (), "各镇政府负责。", county) is None
    assert own_body("惠东县城乡建设方案", (), "全镇推广。", county) is None
    assert own_body("广东省商务厅关于支持会展的措施", ("广东省商务厅",), "会展处负责。", place("广东省")) is None


def test_in_a_policy_of_a_street_or_a_department_its_own_bodies_are_meant() -> None:
    street = Context(place("余杭区"), "2023-05-06", own=Own("town", "杭州市余杭区五常街道"))
    named = {name: resolve(name, street).canonical for name in ("街道办事处", "街道党工委", "街道经发办", "区商务局")}
    assert named == {
        "街道办事处": "杭州市余杭区五常街道办事处",
        "街道党工委": "中共杭州市余杭区五常街道工作委员会",
        "街道经发办": "杭州市余杭区五常街道经济发展办公室",
        "区商务局": "杭州市余杭区商务局",
    }
    office = Context(place("浙江省"), "2024-01-01", own=Own("department", "浙江省商务厅"))
    assert resolve("行业管理处", office).canonical == "浙江省商务厅行业管理处"
    assert resolve("省财政厅预算处", office).canonical != "浙江省商务厅省财政厅预算处"


def test_one_line_ties_levels_together() -> None:
    found = [
        seen("全国", None, "工业和信息化部"),
        seen("广东省", None, "省工业和信息化厅"),
        seen("深圳市", None, "市工业和信息化局"),
    ]
    assert {a.line for a in found} == {"工业和信息化"}
    assert [a.level for a in found] == ["national", "province", "prefecture"]


def test_a_city_s_own_finance_office_is_not_the_central_agency_s() -> None:
    own = seen("无锡市", "2022-05-01", "市金融监管局")
    central = seen("无锡市", "2024-05-01", "无锡金融监管分局")
    assert (own.canonical, own.kind) == ("无锡市地方金融监督管理局", "department")
    assert (central.canonical, central.kind) == ("国家金融监督管理总局无锡监管分局", "central_office")
    assert seen("广东省", "2022-05-01", "省金融监管局").kind == "department"
    assert seen("广东省", "2024-05-01", "广东金融监管局").kind == "central_office"


def test_without_a_date_a_form_that_only_an_old_body_had_is_that_body_s() -> None:
    assert seen("广东省", None, "省环保厅").canonical == "广东省环境保护厅"
    assert seen("重庆市", None, "市农委").canonical == "重庆市农业农村委员会"


REFORMED = [
    ("全国", "2007-06-01", "信息产业部", ("工业和信息化部",), "2008-03-15"),
    ("全国", "2012-06-01", "卫生部", ("国家卫生健康委员会",), "2013-03-14"),
    ("全国", "2012-06-01", "铁道部", ("交通运输部", "国家铁路局", "中国国家铁路集团有限公司"), "2013-03-14"),
    ("全国", "2016-06-01", "国土资源部", ("自然资源部",), "2018-03-17"),
    ("全国", "2016-06-01", "环境保护部", ("生态环境部",), "2018-03-17"),
    ("全国", "2016-06-01", "农业部", ("农业农村部",), "2018-03-17"),
    ("全国", "2016-06-01", "银监会", ("国家金融监督管理总局",), "2018-03-17"),
    ("全国", "2020-06-01", "国务院扶贫办", ("农业农村部",), "2021-02-25"),
    ("全国", "2022-06-01", "银保监会", ("国家金融监督管理总局",), "2023-05-18"),
    ("广东省", "2016-06-01", "省经济和信息化委", ("广东省工业和信息化厅",), "2018-10"),
    ("广东省", "2016-06-01", "省国税局", ("国家税务总局广东省税务局",), "2018-06-15"),
    ("广东省", "2016-06-01", "省食品药品监管局", ("广东省市场监督管理局", "广东省药品监督管理局"), "2018-10"),
    ("广东省", "2021-06-01", "人行广州分行", ("中国人民银行广东省分行",), "2023-08-18"),
    ("河南省", "2021-06-01", "人行郑州中心支行", ("中国人民银行河南省分行",), "2023-08-18"),
    ("浙江省", "2016-06-01", "省经信委", ("浙江省经济和信息化厅",), "2018"),
    ("浙江省", "2022-06-01", "省大数据局", ("浙江省数据局",), "2024"),
    ("佛山市", "2021-06-01", "佛山银保监分局", ("国家金融监督管理总局佛山监管分局",), "2023-07-20"),
    ("佛山市", "2016-06-01", "市经信局", ("佛山市工业和信息化局",), "2019-01"),
    ("佛山市", "2022-06-01", "市乡村振兴局", ("佛山市农业农村局",), None),
    ("深圳市", "2022-06-01", "市科技创新委", ("深圳市科技创新局",), "2024"),
    ("深圳市", "2010-06-01", "市科工贸信委", ("深圳市工业和信息化局", "深圳市商务局", "深圳市科技创新局"), "2012"),
    ("深圳市", "2022-06-01", "市地方金融监管局", ("深圳市地方金融管理局", "中共深圳市委金融委员会办公室"), "2024"),
    ("深圳市", "2022-06-01", "市政务服务数据局", ("深圳市政务服务和数据管理局",), "2024"),
    ("深圳市", "2010-06-01", "市市场监管局", ("深圳市市场监督管理局",), "2014-05-15"),
    ("沈阳市", "2012-01-01", "市卫生局", ("沈阳市卫生健康委员会",), None),
    ("佛山市", "2012-01-01", "市卫生局", ("佛山市卫生健康局",), None),
    ("贵阳市", "2012-01-01", "市卫生局", ("贵阳市卫生健康局",), None),
    ("武汉市", "2008-03-02", "市建委", ("武汉市自然资源和城乡建设局",), None),
    ("厦门市", "2009-01-01", "市建设局", ("厦门市建设局",), None),
]


@pytest.mark.parametrize(("where", "date", "name", "today", "first"), REFORMED)
def test_who_holds_the_work_today(where: str, date: str, name: str, today: tuple[str, ...], first: str | None) -> None:
    agency = seen(where, date, name)
    assert set(agency.current) == set(today)
    assert next(iter(agency.changes)).date == first if agency.changes else first is None
    assert all(change.source for change in agency.changes)


def test_what_did_not_change_is_its_own_and_what_is_not_known_is_nobody_s() -> None:
    assert seen("深圳市", "2016-06-01", "市发展改革委").current == ("深圳市发展和改革委员会",)
    assert seen("深圳市", "2016-06-01", "市发展改革委").changes == ()
    lost = seen("佛山市", "2021-06-01", "市重点项目工作局")
    assert lost.current == ()
    assert lost.changes[0].certainty == "unknown"


def test_a_change_of_the_policy_s_own_year_is_told_where_only_the_year_is_known() -> None:
    spring, later = (seen("浙江省", date, "省环境保护厅") for date in ("2018-03-05", "2019-03-05"))
    assert [(c.date, c.bodies) for c in spring.changes] == [("2018", ("浙江省生态环境厅",))]
    assert later.changes == ()


def test_a_change_before_the_policy_is_not_told() -> None:
    assert seen("全国", "2024-06-01", "金融监管总局").changes == ()
    assert seen("深圳市", "2020-06-01", "市市场监管局").changes == ()


def test_a_name_printed_after_a_reform_of_its_place_leads_to_who_holds_the_work() -> None:
    late = seen("深圳市", "2025-01-01", "市科技创新委")
    assert (late.current, late.changes) == (("深圳市科技创新局",), ())
    # One that came back into use is its own.
    assert seen("深圳市", "2020-06-01", "市市场监管局").current == ("深圳市市场监督管理局",)


SEATS = [p for p in all_places() if p.level in ("province", "prefecture", "county") and p.until is None]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(NAMES))
def test_a_full_name_resolves_to_itself(row: dict[str, str]) -> None:
    once = seen(row["place"], row["date"], row["name"])
    assert seen(row["place"], row["date"], once.canonical).canonical == once.canonical


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SEATS), st.sampled_from(rows("lines")), st.data())
def test_forms_of_one_body_give_one_name(seat: Place, row: dict[str, str], data: st.DataObject) -> None:
    """A stem printed in full and with its ending cut short (委员会 → 委) is one body."""
    full = data.draw(st.sampled_from(row["suffixes"].split("|")))
    short = {"委员会": "委", "办公室": "办"}.get(full, full)
    context = Context(seat, row["from"] or "2008-01-01")
    long_name = resolve(f"{seat.name}{row['stem']}{full}", context)
    short_name = resolve(f"{seat.name}{row['stem']}{short}", context)
    if short_name.known and "table" not in short_name.reason:
        assert short_name.canonical == long_name.canonical


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SEATS))
def test_every_division_has_a_government_with_one_name(seat: Place) -> None:
    context = Context(seat, "2022-01-01")
    government = resolve(f"{seat.name}人民政府", context)
    assert (government.kind, government.known, government.level) == ("government", True, seat.level)
    again = resolve(government.canonical, context)
    assert again.canonical == government.canonical


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet="省市区县州委厅局办部署会和、（）()工信息发改革科技税务人民政府管理大学", min_size=1, max_size=14)
)
def test_any_words_give_an_agency_and_never_fail(words: str) -> None:
    agency = seen("佛山市", "2021-01-01", words)
    assert agency.canonical


@pytest.mark.parametrize("seat", SEATS[::37] + [p for p in SEATS if p.name in ("南山区", "市中区", "鼓楼区")], ids=str)
def test_a_place_is_found_again_by_the_name_that_facts_give_it(seat: Place) -> None:
    assert find(spelled(seat)) == seat


def test_a_former_division_is_found_and_gives_way_to_the_one_of_today() -> None:
    former = find("即墨市")
    assert former is not None
    assert (former.until, former.level) == ("2016", "county")
    today = find("即墨区")
    assert today is not None
    assert today.until is None
    assert find("巢湖市") == next(p for p in all_places() if p.name == "巢湖市" and p.level == "county")


def test_a_group_called_by_its_kind_is_the_one_that_the_policy_names() -> None:
    groups = groups_in("成立碳达峰碳中和工作领导小组，负责整体部署。领导小组办公室按季调度。")
    assert groups == ("碳达峰碳中和工作领导小组",)
    context = Context(place("珠海市"), "2023-01-01", groups)
    of_group = {
        name: resolve(name, context).canonical for name in ("领导小组办公室", "领导小组各成员单位", "各成员单位")
    }
    assert of_group == {
        "领导小组办公室": "珠海市碳达峰碳中和工作领导小组办公室",
        "领导小组各成员单位": "珠海市碳达峰碳中和工作领导小组各成员单位",
        "各成员单位": "珠海市各成员单位",
    }
