"""Goals said in every way: each is read with its value, unit and year, and what is no goal gives none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.facts import Target
from extract.pipeline import extract
from extract.read import Source

TITLE = "江州市海洋装备产业发展行动计划（2023—2027年）"


def targets(sentence: str, section: str = "重点任务", title: str = TITLE) -> tuple[Target, ...]:
    text = f"{title}\n为推动产业发展，制定本计划。\n一、{section}\n（一）提升能力。{sentence}\n二、其他\n无。\n"
    (reading,) = extract(Source(Path("x.txt"), text, "utf-8"))
    return reading.facts.targets


# How a year is said, and which it is.
YEARS = (
    ("", None),
    ("到2027年，", 2027),
    ("力争到2026年底，", 2026),
    ("2025年底前，", 2025),
    ("截至2027年底，", 2027),
    ("到“十四五”末，", 2025),
)
THINGS = (
    ("高新技术企业", "家"), ("制造业单项冠军企业", "家"), ("国家级专精特新“小巨人”企业", "家"), ("重点实验室", "个"),
    ("公共充电桩", "个"), ("加氢站", "座"), ("特色产业园区", "个"), ("有效发明专利", "件"), ("国家标准", "项"),
    ("高技能人才", "名"), ("国际航线", "条"), ("示范项目", "个"),
)  # fmt: skip
AMOUNTS = ("总产值", "营业收入", "工业增加值", "固定资产投资", "技术合同成交额", "进出口总额")
SHARES = ("研发投入强度", "国产化率", "森林覆盖率", "数字经济占GDP比重", "关键工序数控化率")
FALLING = ("单位GDP能耗", "万元工业增加值用水量", "化学需氧量排放总量")
# {n}: the thing, {v}: its value with the unit, {o} and {w}: another and its value.
COUNTED = (
    ("建成{n}{v}以上", ">="),
    ("新增{v}{n}", "="),
    ("培育不少于{v}{n}", ">="),
    ("{n}数量达到{v}左右", "~"),
    ("力争{n}突破{v}", ">="),
    ("引进{n}{v}，其中{o}{w}", "="),
    ("打造{n}{v}、{o}{w}", "="),
    ("{n}、{o}分别达到{v}、{w}", "="),
    ("{n}和{o}分别新增{v}和{w}", "="),
    ("{n}加快集聚，数量达到{v}", "="),
)
MEASURED = (
    ("{n}达到{v}亿元", "=", "亿元"),
    ("{n}超过{v}亿元", ">=", "亿元"),
    ("实现{n}{v}亿元以上", ">=", "亿元"),
    ("{n}迈上{v}亿元新台阶", "=", "亿元"),
    ("{n}提升至{v}亿元", "=", "亿元"),
    ("{n}由目前的9亿元增长到{v}亿元", "=", "亿元"),
    ("{n}在2022年9亿元的基础上达到{v}亿元", "=", "亿元"),
    ("{n}达到{v}亿元（2022年为9亿元）", "=", "亿元"),
    ("{n}达到2022年的{v}倍以上", ">=", "倍"),
    ("{n}年均增长{v}%左右", "~", "%"),
)
RATES = (
    ("{n}达到{v}%", "="),
    ("{n}不低于{v}%", ">="),
    ("{n}提高到{v}%左右", "~"),
    ("{n}比2022年提高{v}个百分点", "="),
    ("{n}达到{v}%（2022年为9%）", "="),
    ("{n}控制在{v}%以内", "<="),
)


def said(row: Target) -> tuple[str, float, str, int | None]:
    return row.comparator, row.value, row.unit, row.year


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(COUNTED),
    st.sampled_from(YEARS),
    st.lists(st.sampled_from(THINGS), min_size=2, max_size=2, unique=True),
    st.lists(st.integers(3, 900), min_size=2, max_size=2),
    st.sampled_from(("重点任务", "发展目标")),
)
def test_whatever_is_counted_is_a_goal(
    shape: tuple[str, str],
    when: tuple[str, int | None],
    things: list[tuple[str, str]],
    values: list[int],
    section: str,
) -> None:
    form, comparator = shape
    ((name, unit), (other, of_other)), (value, further) = things, values
    text = form.format(n=name, v=f"{value}{unit}", o=other, w=f"{further}{of_other}")
    rows = targets(f"{when[0]}{text}。", section)
    expected = [(comparator, value, unit, when[1])]
    expected += [(comparator, further, of_other, when[1])] if "{o}" in form else []
    assert [said(row) for row in rows] == expected
    assert all(row.indicator in (n, f"{n}数量") for row, n in zip(rows, (name, other), strict=False))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(MEASURED),
    st.sampled_from(YEARS),
    st.sampled_from(AMOUNTS),
    st.integers(12, 900),
    st.sampled_from(("重点任务", "发展目标")),
)
def test_whatever_is_measured_is_a_goal(
    shape: tuple[str, str, str], when: tuple[str, int | None], name: str, value: int, section: str
) -> None:
    form, comparator, unit = shape
    (row,) = targets(f"{when[0]}{form.format(n=name, v=value)}。", section)
    assert said(row) == (comparator, value, unit, when[1])
    assert row.indicator.startswith(name)
    assert (row.baseline == 9) == ("9亿元" in form)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(RATES), st.sampled_from(YEARS), st.sampled_from(SHARES), st.integers(12, 90))
def test_whatever_is_a_share_is_a_goal(
    shape: tuple[str, str], when: tuple[str, int | None], name: str, value: int
) -> None:
    form, comparator = shape
    (row,) = targets(f"{when[0]}{form.format(n=name, v=value)}。")
    assert said(row) == (comparator, value, "个百分点" if "百分点" in form else "%", when[1])
    assert row.indicator.startswith(name)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(YEARS[1:]),
    st.lists(st.sampled_from(FALLING), min_size=2, max_size=2, unique=True),
    st.sampled_from(("下降", "降低", "较2022年下降")),
)
def test_what_is_to_fall_by_a_year_is_a_goal(when: tuple[str, int], names: list[str], falls: str) -> None:
    rows = targets(f"{when[0]}{names[0]}、{names[1]}分别{falls}15%和8%。")
    assert [said(row) for row in rows] == [("=", 15, "%", when[1]), ("=", 8, "%", when[1])]
    assert [row.indicator for row in rows] == [name + falls[-2:] for name in names]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(("2026年，{n}{c}{v}{u}", "到2026年，{n}{c}{v}{u}", "2026年{n}{c}{v}{u}", "{n}2026年{c}{v}{u}")),
    st.sampled_from(("电堆电流密度", "单位产品电耗", "膜电极铂用量", "电芯比能量")),
    st.sampled_from((("达到", "="), ("不低于", ">="), ("超过", ">="), ("降至", "="))),
    st.integers(2, 900),
    st.sampled_from(("A/cm²", "Nm³/h", "kWh/Nm³", "mg/cm²", "Wh/kg", "kW/kg", "g/L")),
)
def test_whatever_is_measured_by_a_unit_of_units_is_a_goal(
    form: str, name: str, said_so: tuple[str, str], value: int, unit: str
) -> None:
    (row,) = targets(form.format(n=name, c=said_so[0], v=value, u=unit) + "。")
    assert said(row) == (said_so[1], value, unit, 2026)
    assert row.indicator == name


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(("修缮", "整治", "加固", "接待", "新上", "置换", "腾退", "选派", "敷设", "走访", "复垦")),
    st.sampled_from((("老旧厂房", "栋"), ("城市管网", "公里"), ("低效用地", "亩"), ("技术人员", "名"))),
    st.integers(3, 900),
)
def test_whatever_work_is_counted_is_a_goal(verb: str, thing: tuple[str, str], value: int) -> None:
    (row,) = targets(f"{verb}{thing[0]}{value}{thing[1]}。")
    assert said(row) == ("=", value, thing[1], None)


@pytest.mark.parametrize(
    "sentence",
    [
        "对投资5亿元以上的重大项目优先安排用地。",
        "截至2022年底，全市产业营业收入达到500亿元。",
        "目前，全市建成充电桩1.5万个。",
        "2022年，规上企业营业收入同比增长12%。",
        "聚焦5个重点领域开展攻关。",
        "研制1类新药，突破14纳米制程工艺。",
        "对年营业收入超过10亿元的企业给予奖励。",
        "公示期不少于5个工作日。",
        "落实“六个统一”要求。",
        "推进江州石化年产20万吨乙二醇项目建设。",
        "开工建设江州电子30万台电脑、海州化工40条手套生产线等项目。",
        "做强电子信息、船舶配套2个优势产业。",
        "成立指挥部，设立项目推进、要素保障2个专班。",
        "本阶段建设审批包括规划许可、初步设计和招投标等8个主要事项。",
        "推动江州能源清溪园区50MW/200MWh、江州电力柳林园区75MW/300MWh两个独立储能项目顺利完成接入。",
        "加快江州市120万千瓦抽水蓄能项目核准工作。",
        "加快服务区60千瓦以上充电设施新建改建。",
        "可用地块东西方向长约530米。",
    ],
)
def test_ordinary_prose_states_no_goal(sentence: str) -> None:
    assert targets(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("到2025年建成工厂16家，到2027年建成41家。", [("工厂", 16, 2025), ("工厂", 41, 2027)]),
        ("到2025年，产值突破300亿元；到2027年，达到400亿元。", [("产值", 300, 2025), ("产值", 400, 2027)]),
        ("上市公司实现零的突破、达到2家。", [("上市公司", 2, None)]),
        ("绿色食品、新能源产业链分别达到180亿元、220亿元。", [("绿色食品", 180, None), ("新能源产业链", 220, None)]),
        ("每条产业链培育链主企业2家以上。", [("链主企业", 2, None)]),
        ("服务企业一万四千家次。", [("服务企业", 14000, None)]),
        ("建设3个重点实验室。", [("重点实验室", 3, None)]),
        ("到2027年，63%以上的规上工业企业实现转型。", [("规上工业企业实现转型", 63, 2027)]),
        (
            "形成7个集群，其中2个集群产值分别超过70亿元和30亿元。",
            [("集群", 7, None), ("产值", 70, None), ("产值", 30, None)],
        ),
        ("到2027年，产业基金规模达到50亿元。", [("产业基金规模", 50, 2027)]),
        ("储能装机达到30万千瓦/60万千瓦时以上。", [("储能装机", 30, None), ("储能装机", 60, None)]),
        ("新增国家级创新中心一家。", [("国家级创新中心", 1, None)]),
        ("固废强度降到0.03吨/万元以下。", [("固废强度", 0.03, None)]),
        ("实施项目31个，总投资870亿元。", [("项目", 31, None), ("总投资", 870, None)]),
        ("现有园区10个，2025年园区产值占比达85%。", [("园区产值占比", 85, 2025)]),
        ("销售收入2025年500亿元、2027年900亿元。", [("销售收入", 500, 2025), ("销售收入", 900, 2027)]),
        ("到2025年建成2500亿元级船舶产业集群。", [("船舶产业集群", 2500, 2025)]),
        ("清理闲置土地，盘活300亩以上。", [("闲置土地", 300, None)]),
        ("综合利用率2026年不得低于70%。", [("综合利用率", 70, 2026)]),
        ("力争两年内引进规上企业15家。", [("规上企业", 15, None)]),
        ("新增用地80%以上投向三大组团。", [("用地", 80, None)]),
        ("端到端时延2026年控制在5毫秒以内。", [("端到端时延", 5, 2026)]),
        ("城镇居民收入、农民收入均增长8%以上。", [("城镇居民收入增长", 8, None), ("农民收入增长", 8, None)]),
        ("获批1类新药3个。", [("1类新药", 3, None)]),
        ("建成示范村4个（其中省级示范村2个）。", [("示范村", 4, None), ("省级示范村", 2, None)]),
        ("建成日加工能力500吨以上的大米生产线3条。", [("大米生产线", 3, None)]),
        ("每千人口执业医师数达到3.5人。", [("每千人口执业医师数", 3.5, None)]),
        ("100MW级压缩空气储能系统效率达到70%。", [("100MW级压缩空气储能系统效率", 70, None)]),
        ("市级部门每年发布场景清单30项。", [("场景清单", 30, None)]),
        ("建设3个投资亿元以上、带动能力强的产业项目。", [("投资亿元以上、带动能力强的产业项目", 3, None)]),
        ("县（市、区）覆盖率达到60%。", [("县（市、区）覆盖率", 60, None)]),
        ("到2026年更新替代100台（套）以上老旧装置。", [("老旧装置", 100, 2026)]),
        ("到2026年更新提升26个大气监测站。", [("大气监测站", 26, 2026)]),
        ("构建1个数据底座，建成煤层气井120口。", [("数据底座", 1, None), ("煤层气井", 120, None)]),
        ("光伏覆盖率超过50%（示范区超过60%）。", [("光伏覆盖率", 50, None), ("示范区", 60, None)]),
        ("到2027年，新能源车桩比达到1.9:1。", [("新能源车桩比", 1.9, 2027)]),
        ("力争改造后能效提升20%。", [("改造后能效提升", 20, None)]),
        # How large is what is to be built, what a project must have: no goals. What all of a kind shall have asks nobody.
        ("恢复国际航线3条，上线4个县级分站点。", [("国际航线", 3, None), ("县级分站点", 4, None)]),
        ("鲜切花产量达到105亿枝，累计建成充电设施25万枪。", [("鲜切花产量", 105, None), ("充电设施", 25, None)]),
        ("依托现有重点实验室5家，争取获批全国重点实验室2—3家。", [("全国重点实验室", 2, None)]),
        ("充分发挥专项奖补资金作用，打造会展品牌5个。", [("会展品牌", 5, None)]),
        ("“十四五”期间，新建绿色工厂45家。", [("绿色工厂", 45, 2025)]),
        ("落实《质量纲要（2021—2035年）》，新评选质量奖10个。", [("质量奖", 10, None)]),
        ("提高超高清机顶盒占比至75%。", [("超高清机顶盒占比", 75, None)]),
        ("新建居住区固定车位100%配建充电设施。", [("居住区固定车位", 100, None)]),
        ("需求响应能力达到最大负荷的5%。", [("需求响应能力", 5, None)]),
        ("出口退税平均办理时间由5个工作日压缩至4个工作日以内。", [("出口退税平均办理时间", 4, None)]),
        (
            "食品抽检量每年达到5批次/千人，其中种养环节抽检量2批次/千人。",
            [("食品抽检量", 5, None), ("种养环节抽检量", 2, None)],
        ),
        # Split by year: each part is of what the whole is.
        (
            "到2027年更新50辆环卫车辆，其中2025年20辆、2026年30辆。",
            [("环卫车辆", 50, 2027), ("环卫车辆", 20, 2025), ("环卫车辆", 30, 2026)],
        ),
        (
            "到2026年，新增停车泊位900个（2024年400个、2026年500个）。",
            [("停车泊位", 900, 2026), ("停车泊位", 400, 2024), ("停车泊位", 500, 2026)],
        ),
        (
            "到2027年更换燃气立管3万米，2025年更换1万米，2026年更换8000米。",
            [("更换燃气立管", 3, 2027), ("更换燃气立管", 1, 2025), ("更换燃气立管", 8000, 2026)],
        ),
        ("新建冷库9座。其中，2025年4座，2026年5座。", [("冷库", 9, None), ("冷库", 4, 2025), ("冷库", 5, 2026)]),
        (
            "建设冷库9座，其中2025年4座（东区3座），2026年5座。",
            [("冷库", 9, None), ("冷库", 4, 2025), ("东区", 3, 2025), ("冷库", 5, 2026)],
        ),
        (
            "2024—2026年分别新建托育园8所、10所、12所。",
            [("托育园", 8, 2024), ("托育园", 10, 2025), ("托育园", 12, 2026)],
        ),
        ("力争更新80台电梯，其中2025年、2026年各40台。", [("电梯", 80, None), ("电梯", 40, 2025), ("电梯", 40, 2026)]),
        ("推动水表更换，2025年更换2万套。", [("水表更换", 2, 2025)]),
        ("截至2022年底，共有充电站80座，其中2021年30座、2022年50座。", []),
        ("重点建设容量不低于10万千瓦时的独立储能电站。", []),
        ("提供优惠贷款，项目资本金比例不低于20%。", []),
        ("2025年底前建成2个试点社区，新接入充电桩均具备智能功能。", [("试点社区", 2, 2025)]),
        ("到2027年，营业收入在2022年基础上翻一番、突破260亿元。", [("营业收入", 1, 2027), ("营业收入", 260, 2027)]),
    ],
)
def test_what_a_goal_is_of(sentence: str, expected: list[tuple[str, float, int | None]]) -> None:
    assert [(row.indicator, row.value, row.year) for row in targets(sentence)] == expected


def test_what_is_said_of_the_last_of_a_list_holds_for_all() -> None:
    rows = targets("数字化、网络化普及率分别达到60%、80%以上。")
    assert [(row.value, row.comparator) for row in rows] == [(60, ">="), (80, ">=")]


def test_a_report_handed_out_says_the_year() -> None:
    text = "江州市人民政府关于落实政府工作报告重点工作分工的意见\n现就2023年《政府工作报告》重点工作分工如下。\n一、主要目标\n（一）总产值增长9%。\n"
    (reading,) = extract(Source(Path("x.txt"), text, "utf-8"))
    assert [(row.value, row.year) for row in reading.facts.targets] == [(9, 2023)]


def test_measures_say_how_much_work_is_to_be_organised_and_what_all_must_do() -> None:
    sentence = "印染项目必须进入园区，2024年底前废水回用率达到50%以上。\n组织岗前培训3万人次。"
    rows = targets(sentence, "措施", "江州市支持纺织产业若干措施（2023—2027年）")
    assert [said(row)[1:] for row in rows] == [(50, "%", 2024), (3, "万人次", None)]


def test_what_was_at_the_end_of_a_plan_of_before_is_no_goal() -> None:
    sentence = "“十三五”末，原煤产量5600万吨，煤化工产值仅38亿元。到2027年，产值突破90亿元。"
    assert [row.value for row in targets(sentence)] == [90]


def test_an_undated_policy_is_no_earlier_than_what_it_looks_back_on() -> None:
    sentence = "到2026年，设备投资较2023年增长20%，更新燃煤锅炉40台。\n2022年更新15台。"
    rows = targets(sentence, title="江州市推动设备更新行动方案")
    assert [(row.value, row.year) for row in rows] == [(20, 2026), (40, 2026)]


def test_a_measure_may_begin_with_the_year_of_its_goal() -> None:
    rows = targets("支持江州矿区改造，2025年氯化钾产量稳定在80万吨以上。", "措施", "江州市支持盐湖产业若干措施")
    assert [said(row) for row in rows] == [(">=", 80, "万吨", 2025)]


def test_a_long_name_of_the_industry_is_left_out() -> None:
    title = "江州市智能海洋装备产业发展行动计划（2023—2027年）"
    (whole, of_product) = targets("智能海洋装备产业总产值突破30亿元，智能海洋装备产量达到9台。", "发展目标", title)
    assert (whole.indicator, of_product.indicator) == ("总产值", "智能海洋装备产量")


def test_a_plan_of_five_years_says_its_present_in_its_title() -> None:
    title = "江州市国民经济和社会发展第十四个五年规划和2035年远景目标纲要"
    found = targets("“十三五”末，全市总产值4700亿元。整车出口2023年突破40万辆。", "重点任务", title)
    assert [(row.indicator, row.value, row.year) for row in found] == [("整车出口", 40, 2023)]


PLACES = (
    ("表2　各区县工业增加值分年度目标分解表（单位：亿元）\n区县 2024年 2025年\n东江区 185 200\n西岭县 160 172\n",
     [("工业增加值", v, "亿元", y) for v, y in ((185, 2024), (200, 2025), (160, 2024), (172, 2025))]),
    ("2024年招商引资任务分解表\n县区\t签约项目（个）\t到位资金（亿元）\n东江区\t10\t20\n合计\t10\t20\n",
     [("签约项目", 10, "个", 2024), ("到位资金", 20, "亿元", 2024)] * 2),
    ("2024年各区县企业情况\n县区\t企业（家）\t产值（亿元）\n东江区\t10\t20\n", []),
    ("类别 序号 指标 单位 2022年 2027年 属性\n创新 1 5G基站数 万个 1 ≥2 预期性\n2 一般固废利用率 % 60 〔15〕 约束性\n",
     [("5G基站数", 2, "万个", 2027), ("一般固废利用率", 15, "%", 2027)]),
)  # fmt: skip


@pytest.mark.parametrize(("table", "expected"), PLACES)
def test_tables_of_goals_by_place_and_year(table: str, expected: list[tuple[str, float, str, int]]) -> None:
    found = targets(f"分解如下。\n{table}")
    assert [(row.indicator, row.value, row.unit, row.year) for row in found] == expected


# How people are found, helped and sent.
PEOPLE = (
    "选拔",
    "选拔资助",
    "评选资助",
    "培养资助",
    "轮训",
    "选聘",
    "派出",
    "吸纳",
    "扶持",
    "资助",
    "遴选扶持",
    "引进和培养",
)


@pytest.mark.parametrize("does", PEOPLE)
@pytest.mark.parametrize(
    "said",
    [
        "{}100名领军人才、50名青年人才",
        "{}不少于100名领军人才和50名青年人才",
        "{}100名领军人才赴境外培训，50名青年人才参加研修",
    ],
)
def test_people_who_are_helped_are_counted(does: str, said: str) -> None:
    found = targets(f"5年内重点{said.format(does)}。")
    assert [(t.indicator, t.value, t.unit) for t in found] == [("领军人才", 100, "名"), ("青年人才", 50, "名")]


def test_what_a_technology_is_called_is_counted() -> None:
    found = targets("攻克100项关键技术、50项共性技术，突破关键技术20项、共性技术10项。")
    assert [t.value for t in found] == [100, 50, 20, 10]
