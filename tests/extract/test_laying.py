"""What stands in places, what is laid in them by lists over commas, what others build there, and what is tried first."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.pipeline import extract
from extract.read import Source

PROVINCE, CITY = "江苏省", "洛阳市"


def rows(jurisdiction: str, sentence: str) -> set[tuple[str, str]]:
    text = f"{jurisdiction}制造业高质量发展若干意见\n为促进发展,制定本意见。\n一、重点任务\n(一)优化布局。{sentence}\n(二)其他。无。\n"
    (reading,) = extract(Source(Path("x.txt"), text, "utf-8"))
    return {(row.district, row.object) for row in reading.facts.districts}


def all_of(places: str, things: str) -> set[tuple[str, str]]:
    return {(place, thing) for place in places.split() for thing in things.split()}


@pytest.mark.parametrize(
    "move", ["优先向新安县布局", "向新安县集聚", "优先在新安县布局", "优先布局在新安县", "优先安排在新安县"]
)
@pytest.mark.parametrize(
    "things",
    [
        "推动精密轴承、工业母机等高端装备,碳纤维等新型材料,",
        "本市承接的精密轴承、工业母机、碳纤维等国家专项和重大工程,",
        "推动精密轴承等重点产业,工业母机等优势产业,和碳纤维等战略性新兴产业重大项目",
        "引导精密轴承等装备、工业母机等设备,以及碳纤维等材料,",
    ],
)
def test_each_item_of_a_list_over_commas_is_laid_in_the_place(things: str, move: str) -> None:
    assert rows(CITY, f"{things}{move}。") == all_of("新安县", "精密轴承 工业母机 碳纤维")


@pytest.mark.parametrize(
    "sentence",
    [
        "吸引高水平项目向新安县布局。",
        "推动重大产业项目向新安县集聚。",
        "引导轴承领域重点科研院所、研发机构、标准制定企业、计量测试平台等向新安县集聚。",
        "吸引国内外知名企业向新安县集聚。",
        "引导社会资本、产业基金向新安县倾斜。",
        "支持新安县集聚省内龙头企业力量。",
        "推动优质教育、医疗资源向新安县倾斜。",
        "支持企业到中西部地区建设原料基地。",
        "依托洛阳银行、新安农商行等金融机构,扩大信贷投放。",
    ],
)
def test_who_comes_is_nothing_that_grows(sentence: str) -> None:
    assert rows(CITY, sentence) == set()


@pytest.mark.parametrize("verb", ["完善", "合理布局及完善", "持续提升", "依托", "充分发挥"])
@pytest.mark.parametrize("joint", ["等", "等地"])
@pytest.mark.parametrize("thing", ["测试场", "物流枢纽", "中试基地"])
def test_what_stands_in_several_places_is_of_each(verb: str, joint: str, thing: str) -> None:
    tail = {"依托": "", "充分发挥": "作用"}.get(verb, "功能")
    found = rows(
        PROVINCE, f"{verb}常州、泰州、宿迁{joint}{thing}{tail},构建支撑“全球采购、全球生产、全球销售”的服务网络。"
    )
    assert found == all_of("常州市 泰州市 宿迁市", thing)


@pytest.mark.parametrize("verb", ["发挥", "更好发挥", "依托", "利用"])
@pytest.mark.parametrize("named", ["进口贸易促进创新示范区", "国家数字服务出口基地", "跨境电商综合试验区"])
@pytest.mark.parametrize("then", ["探索设立轴承进口绿色通道", "加大招引力度,建设语言服务出口基地"])
def test_what_is_done_by_means_of_a_designation_is_said_of_no_place(verb: str, named: str, then: str) -> None:
    tail = "作用" if verb.endswith("发挥") else ""
    assert rows(CITY, f"{verb}孟津区{named}{tail},{then}。") == {("孟津区", named)}


def test_what_grows_by_means_of_what_stands_there_is_its_places() -> None:
    assert rows(PROVINCE, "依托常州、泰州等国家物流枢纽,发展冷链装备。") == all_of(
        "常州市 泰州市", "国家物流枢纽 冷链装备"
    )


@pytest.mark.parametrize("serves", ["面向工业领域开展服务", "为中小企业提供服务", "开展数据服务"])
@pytest.mark.parametrize("then", ["推进某公司的云基地和数据产业园建设", "建设某集团研发中心"])
def test_what_serves_others_gives_its_places_nothing_of_the_next_clause(serves: str, then: str) -> None:
    found = rows(PROVINCE, f"支持常州、泰州等地的数据中心、超算中心{serves},{then}。")
    assert found == all_of("常州市 泰州市", "数据中心 超算中心")


@pytest.mark.parametrize("who", ["龙头企业", "国内外大学", "高校、科研院所", "跨国公司", "社会资本"])
@pytest.mark.parametrize("lets", ["支持", "鼓励", "吸引"])
@pytest.mark.parametrize("there", ["在", "到"])
def test_what_others_build_in_a_place_is_its_own(who: str, lets: str, there: str) -> None:
    assert rows(CITY, f"{lets}{who}{there}孟津区设立轴承检测中心。") == {("孟津区", "轴承检测中心")}


@pytest.mark.parametrize("tried", ["在孟津区开展首批试点后逐步推广至全市", "率先在孟津区试点", "在孟津区先行先试"])
@pytest.mark.parametrize("said", ["分批次推动无人配送建设", "推行无人配送", "支持无人配送"])
def test_what_the_clause_before_names_is_tried_in_the_place(said: str, tried: str) -> None:
    assert rows(CITY, f"{said},{tried}。") == {("孟津区", "无人配送")}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("在孟津区规划管理中,试点开展用地性质弹性管理。", {("孟津区", "用地性质弹性管理")}),
        ("率先在孟津区开展建设领域行政审批专项改革试点。", {("孟津区", "建设领域行政审批专项")}),
        ("在孟津区开展建设工程招投标改革试点。", {("孟津区", "建设工程招投标")}),
        ("在孟津区特定区域开展综合用地政策试点。", {("孟津区", "综合用地政策")}),
        (
            "依托孟津区新材料产业基地、轴承制造基地,发展工业母机。",
            all_of("孟津区", "新材料产业基地 轴承制造基地 工业母机"),
        ),
        ("布局建设孟津区未来产业先导区。", {("孟津区", "未来产业先导区")}),
        ("在孟津区规划编制中,统筹考虑交通需要。", set()),
        ("孟津区构建支撑“全球采购、全球生产、全球销售”的服务网络。", set()),
        ("支持孟津区申报国家级制造业创新中心。", {("孟津区", "国家级制造业创新中心")}),
        ("2026年底前完成孟津区货运机场一期扩展工程。", {("孟津区", "货运机场")}),
        ("深入开展孟津区、新安县等地车网互动试点。", all_of("孟津区 新安县", "车网互动")),
        (
            "发动机与燃气轮机、数控机床与基础装备等国家专项,优先向孟津区布局。",
            all_of("孟津区", "发动机与燃气轮机 数控机床与基础装备"),
        ),
    ],
)
def test_objects_are_whole(sentence: str, expected: set[tuple[str, str]]) -> None:
    assert rows(CITY, sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("支持常州加快光伏玻璃、锂电池项目落地。", all_of("常州市", "光伏玻璃 锂电池")),
        ("支持常州推动重大项目落地。", set()),
        (
            "推动常州农机、泰州船舶、盐城风电等优势产业向高端化发展。",
            {("常州市", "农机"), ("泰州市", "船舶"), ("盐城市", "风电")},
        ),
        ("在常州、泰州、盐城三个中心城市率先开展车路云一体化试点。", all_of("常州市 泰州市 盐城市", "车路云一体化")),
        ("支持在常州、泰州布局建设一批概念验证中心、中试基地。", all_of("常州市 泰州市", "概念验证中心 中试基地")),
        ("加快常州数据中心、泰州陆港枢纽等基础设施建设。", {("常州市", "数据中心"), ("泰州市", "陆港枢纽")}),
        ("支持常州、泰州发展茶产业、竹产业。", all_of("常州市 泰州市", "茶产业 竹产业")),
        ("支持宿迁承接苏州电子信息产业转移,发展智能家电。", all_of("宿迁市", "电子信息产业 智能家电")),
        ("支持常州、泰州、盐城汽车产业协同发展。", all_of("常州市 泰州市 盐城市", "汽车")),
        ("支持常州奔牛国际机场发展航空物流。", {("常州市", "航空物流")}),
        ("推动链主企业带动常州、泰州发展精密轴承。", all_of("常州市 泰州市", "精密轴承")),
        ("在常州、泰州等专业市场推广直播电商。", all_of("常州市 泰州市", "直播电商")),
        ("支持常州、泰州建设智能网联汽车全域开放测试区。", all_of("常州市 泰州市", "智能网联汽车全域开放测试区")),
        ("支持常州数据中心集群建设。", {("常州市", "数据中心集群")}),
        (
            "加快推进常州空港型、泰州港口型、盐城商贸服务型国家物流枢纽建设。",
            all_of("常州市 泰州市 盐城市", "国家物流枢纽"),
        ),
        ("加快常州高新区、泰州高新区“三谷”建设。", set()),
        (
            "加快常州机床、泰州数控刀具、盐城风电叶片等产业链培育。",
            {("常州市", "机床"), ("泰州市", "数控刀具"), ("盐城市", "风电叶片")},
        ),
        ("推动盐城、泰州油气田开展二氧化碳捕集示范。", all_of("盐城市 泰州市", "二氧化碳捕集")),
        ("引导化工企业向常州、泰州搬迁集聚。", all_of("常州市 泰州市", "化工")),
        ("争取国家在常州布局计量测试中心。", {("常州市", "计量测试中心")}),
        (
            "加快常州经开区智能家电、泰州高新区医疗器械等基地建设。",
            {("常州经开区", "智能家电"), ("泰州高新区", "医疗器械")},
        ),
    ],
)
def test_a_province_lays_things_in_its_cities(sentence: str, expected: set[tuple[str, str]]) -> None:
    assert rows(PROVINCE, sentence) == expected


def test_a_district_goes_by_its_city_in_a_policy_of_the_country() -> None:
    text = "国务院办公厅关于促进养老机器人发展的意见\n一、重点任务\n支持北京市海淀区、深圳市南山区先行开展居家护理机器人试点。\n"
    (reading,) = extract(Source(Path("x.txt"), text, "utf-8"))
    found = {(row.district, row.object) for row in reading.facts.districts}
    assert found == all_of("北京市海淀区 深圳市南山区", "居家护理机器人")


@pytest.mark.parametrize("kinds", ["数字经济园区、智慧制造园区", "现代产业集聚区、绿色低碳园区", "先进制造业集聚区"])
@pytest.mark.parametrize(
    "shape", ["优先在{}建设工业互联网外网。", "优先在{},建设工业互联网外网。", "依托{}发展轴承。", "鼓励{}布局轴承。"]
)
def test_kinds_of_areas_are_no_places(kinds: str, shape: str) -> None:
    assert rows(PROVINCE, shape.format(kinds)) == set()


@pytest.mark.parametrize("verb", ["选择", "确定", "将"])
@pytest.mark.parametrize("role", ["作为我市人才特区试点区域", "列为人才特区试点"])
def test_places_are_chosen_for_what_is_tried_there(verb: str, role: str) -> None:
    assert rows(CITY, f"{verb}孟津区、新安县{role},实行特殊政策。") == all_of("孟津区 新安县", "人才特区")


@pytest.mark.parametrize("heading", ["人才服务产业园", "大数据产业园", "绿色低碳示范园区"])
def test_a_heading_that_says_what_is_to_be_built_is_no_place(heading: str) -> None:
    text = f"洛阳市制造业发展意见\n一、重点任务\n(一){heading}。大力发展人力资源服务,培育咨询机构。\n(二)其他。无。\n"
    (reading,) = extract(Source(Path("x.txt"), text, "utf-8"))
    assert reading.facts.districts == ()
