"""What a sum is given for and to whom, its kind, and goals beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.facts import Facts
from extract.pipeline import extract
from extract.read import Source

HEAD = "江州市支持先进制造业发展若干措施\n为促进产业发展,制定本措施。\n一、支持内容\n"


def facts(sentence: str) -> Facts:
    (reading,) = extract(Source(Path("x.txt"), f"{HEAD}(一)加大支持。{sentence}\n(二)其他。无。\n", "utf-8"))
    return reading.facts


@pytest.mark.parametrize(
    ("sentence", "condition", "beneficiary"),
    [
        (
            "支持开展示范应用,对余热梯级利用示范项目,按照总投资的30%给予资助,最高500万元。",
            "余热梯级利用示范项目",
            "余热梯级利用示范项目",
        ),
        ("对认定为单项冠军的企业,一次性奖励100万元。", "认定为单项冠军的企业", "企业"),
        (
            "对符合条件的企业,减按15%的税率征收企业所得税。",
            "符合条件的企业",
            "企业",
        ),
        ("对新认定的省级制造业创新中心给予500万元奖励。", "新认定的省级制造业创新中心", "省级制造业创新中心"),
        ("对首套装备,在省级补助基础上再给予20%的配套。", "首套装备", None),
        ("对贷款利率低于4%的村镇银行,按贷款额的0.2%给予奖励。", "贷款利率低于4%的村镇银行", "村镇银行"),
    ],
)
def test_what_a_sum_is_given_for_and_to_whom(sentence: str, condition: str, beneficiary: str | None) -> None:
    (row,) = facts(sentence).instruments
    assert (row.condition, row.beneficiary) == (condition, beneficiary)


def test_each_grade_has_the_sum_that_is_its_own() -> None:
    first, second, one = facts(
        "对新认定的国家级、省级绿色工厂,分别奖励80万元、30万元。对绿色园区奖励60万元。"
    ).instruments
    assert (first.amount, first.condition, first.beneficiary) == (80.0, "新认定的国家级绿色工厂", "国家级绿色工厂")
    assert (second.amount, second.condition, second.beneficiary) == (30.0, "新认定的省级绿色工厂", "省级绿色工厂")
    assert (one.amount, one.condition) == (60.0, "绿色园区")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "对新认定的众创空间,国家级奖励90万元,省级奖励40万元,市级奖励10万元。",
            [(90.0, "新认定的众创空间,国家级"), (40.0, "新认定的众创空间,省级"), (10.0, "新认定的众创空间,市级")],
        ),
        (
            "对入驻企业给予装修补贴(一等奖60万元、二等奖30万元)。",
            [(60.0, "入驻企业,一等奖"), (30.0, "入驻企业,二等奖")],
        ),
        (
            "对年产值首次突破2亿元、8亿元的企业,分两档分别给予15万元、45万元奖励。",
            [(15.0, "年产值首次突破2亿元的企业"), (45.0, "年产值首次突破8亿元的企业")],
        ),
        ("引进博士、硕士的,分别按每月2500元、1500元给予补贴。", [(2500.0, "引进博士"), (1500.0, "引进硕士")]),
        ("国家级、省级农业园区分别给予70万元、20万元补助。", [(70.0, "国家级农业园区"), (20.0, "省级农业园区")]),
        # Who pays is no grade.
        ("对获评企业,省级财政奖励30万元。", [(30.0, "获评企业")]),
    ],
)
def test_grades_in_every_way(sentence: str, expected: list[tuple[float, str]]) -> None:
    rows = [(row.amount, (row.condition or "").replace("，", ",")) for row in facts(sentence).instruments]
    assert rows == expected


def test_years_and_halves_of_support() -> None:
    rows = facts("对入驻企业租用厂房的,首年租金全额补贴,次年按60%补贴,第三年减半补贴。").instruments
    assert [(row.rate, (row.condition or "")[-3:]) for row in rows] == [
        (1.0, "年租金"),
        (0.6, "，次年"),
        (0.5, "第三年"),
    ]


@pytest.mark.parametrize(
    ("sentence", "per"),
    [
        ("对新入职的高级技师每月给予1800元生活补贴。", "每月"),
        ("对租用仓库的外贸企业,按每平方米每月12元给予租金补贴。", "每平方米每月"),
        ("按照每个床位每年2400元给予运营补贴。", "每个床位每年"),
        ("对首次上榜的企业,一次性奖励80万元。", None),
    ],
)
def test_for_each_of_what_a_sum_is_given(sentence: str, per: str | None) -> None:
    (row,) = facts(sentence).instruments
    assert row.per == per


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        # What limits the first of a list limits all of it.
        (
            "对技改项目,分别按照设备投资的8%、10%给予奖补,最高分别为100万元、200万元。",
            [("reward", 0.08, 100.0), ("reward", 0.1, 200.0)],
        ),
        ("对技术改造贷款,按不高于2个百分点给予贴息,单户最高40万元。", [("interest", 0.02, 40.0)]),
        ("土地出让底价可按工业用地最低价标准的70%执行。", [("land", 0.7, None)]),
        ("属于地方分享部分的企业所得税后三年返还50%。", [("refund", 0.5, None)]),
        ("设立50亿元的江州市新能源汽车产业投资基金。", [("fund", None, 50.0)]),
        ("对顶尖人才团队给予最高1亿元项目资助。", [("grant", None, 1.0)]),
        ("全市完成技改投资20亿元。", []),
    ],
)
def test_how_much_and_of_what_kind(sentence: str, rows: list[tuple[str, float | None, float | None]]) -> None:
    assert [(row.kind, row.rate, row.max) for row in facts(sentence).instruments] == rows


@pytest.mark.parametrize(
    ("sentence", "targets"),
    [
        ("每年实施攻关项目10项,对揭榜项目按研发投入的20%给予补助,最高300万元。", [("攻关项目", 10.0, "项")]),
        ("三年引进急需人才300名,对引进的博士给予10万元补助。", [("急需人才", 300.0, "名")]),
        ("每年培训100人次以上的机构,给予10万元奖励。", []),
        ("通关时间压缩至6小时以内,投诉办结率不低于95%。", [("通关时间", 6.0, "小时"), ("投诉办结率", 95.0, "%")]),
        ("对研发投入占比达到5%以上的企业,给予50万元奖励。", []),
        ("设立总规模20亿元的产业基金,其中投向初创企业的比例不低于20%。", [("投向初创企业的比例", 20.0, "%")]),
    ],
)
def test_goals_beside_support(sentence: str, targets: list[tuple[str, float, str]]) -> None:
    assert [(row.indicator, row.value, row.unit) for row in facts(sentence).targets] == targets


@pytest.mark.parametrize(
    ("sentence", "sums"),
    [
        ("对年营业收入首次超过2亿元、6亿元的配套企业,分别奖励30万元、80万元。", [30.0, 80.0]),
        ("鼓励园区开设专区,年网络交易额首次突破4000万元的奖励15万元。", [15.0]),
    ],
)
def test_what_somebody_must_reach_is_not_given(sentence: str, sums: list[float]) -> None:
    assert [row.max for row in facts(sentence).instruments] == sums


def test_a_share_that_is_levied_is_given() -> None:
    (row,) = facts("亩均税收前列的企业,城镇土地使用税按60%征收。").instruments
    assert row.rate == 0.6


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("对新建库容1万立方米以上冷库,按投资的15%给予不超过500万元补贴。", []),
        ("制定团体标准10项,其中2022年底前完成3项。", [("团体标准", 10.0), ("团体标准", 3.0)]),
        ("培训技能人才5000人次,符合条件的给予补贴。", [("技能人才", 5000.0)]),
        ("关停落后生产线12条。", [("落后生产线", 12.0)]),
        (
            "力争到2025年,监测网络覆盖80%以上的产区,17家市场全部接入平台。",
            [("监测网络覆盖", 80.0), ("市场", 17.0)],
        ),
        ("组织企业参加境外展会每年20场次以上。", [("境外展会", 20.0)]),
        ("推动海拔500米以下丘陵种植油茶。", []),
        (
            "安排再贷款额度不少于700亿元，全市普惠小微贷款增速不低于10%。",
            [("再贷款额度", 700.0), ("普惠小微贷款增速", 10.0)],
        ),
        ("统筹使用就业补助资金，用于支持开展补贴性培训30万人次以上。", [("补贴性培训", 30.0)]),
        ("亩均投资强度不低于100万元，按投资额给予5%奖励。", []),
    ],
)
def test_what_a_measure_sets_out_to_reach(sentence: str, expected: list[tuple[str, float]]) -> None:
    assert [(row.indicator, row.value) for row in facts(sentence).targets] == expected


def test_figures_of_the_years_before_the_date_are_past() -> None:
    text = (
        "江州市纺织产业实施方案\n江政办〔2020〕23号\n江州市人民政府办公室\n2020年5月12日\n"
        "一、工作目标\n2019年,全市纺织产业营业收入385亿元,产量占全国38.8%。到2022年,营业收入达到500亿元。\n"
    )
    (reading,) = extract(Source(Path("x.txt"), text, "utf-8"))
    assert [row.value for row in reading.facts.targets] == [500.0]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("对项目按投资的5%给予补助。补助资金按开工、投产、达产分别拨付40%、30%、30%。", [(0.05, None)]),
        ("设立应急转贷资金2000万元。", [(None, 2000.0)]),
    ],
)
def test_what_is_given(sentence: str, expected: list[tuple[float | None, float | None]]) -> None:
    assert [(row.rate, row.max) for row in facts(sentence).instruments] == expected


def test_a_quote_begins_with_its_clause() -> None:
    (row,) = facts("【金融支持】设立总规模20亿元的产业基金。").instruments
    assert row.at.quote.startswith("设立")
    (row,) = facts("对企业减按15%征收所得税。").instruments
    assert row.at.quote == "减按15%征收"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # A comma begins another condition, it does not go on with the sum.
        ("对营业收入首次突破1亿元的企业奖励20万元,突破5亿元的企业奖励50万元。", [(None, 20.0), (None, 50.0)]),
        ("对首次上规的企业给予50万—200万元奖励。", [(None, 200.0)]),
        ("对国家级、省级平台,分别奖励100、50万元。", [(None, 100.0), (None, 50.0)]),
        ("按照上级奖励额度给予1:0.5配套。", [(0.5, None)]),
        ("市财政每年安排海洋装备产业发展专项资金不少于1亿元。", [(None, 1.0)]),
        ("设立100亿元产业基金,市级财政首年出资不低于10亿元。", [(None, 100.0), (None, 10.0)]),
        ("企业研发费用按规定加计50%扣除。", [(0.5, None)]),
        ("荣誉类奖励：国家级50万元、省级20万元。", [(None, 50.0), (None, 20.0)]),
        ("每增加一架宽体机奖励600万元、窄体机200万元。", [(None, 600.0), (None, 200.0)]),
        ("对不裁员的企业,返还上年度缴纳失业保险费的70%。", [(0.7, None)]),
        ("将资助上限由200万元提高到300万元。", [(None, 300.0)]),
        ("技师工作室每个补助10万。", [(None, 10.0)]),
        (
            "对购置农机的农户补贴比例由30%提高到35%,对加装终端的机具单台补贴最高2000元。",
            [(0.35, None), (None, 2000.0)],
        ),
        ("专项资金每年安排规模不低于3亿元。", [(None, 3.0)]),
        ("对人才团队给予100万元至1000万元项目资助。", [(None, 1000.0)]),
        ("按每人1000元的标准给予企业一次性补贴。", [(None, 1000.0)]),
        # What was given, what is put in, what is to be reached.
        ("截至2022年,累计发放补贴3.5亿元。", []),
        ("2022年共兑现奖励资金5000万元,惠及企业300家。", []),
        ("固定资产投资提升至6000万元。", []),
        ("支持企业建设智能工厂,规模以上企业数控化率达到65%。", []),
        ("实施项目31个,总投资870亿元。", []),
        ("支持江州新材料公司投资6亿元建设封装生产线。", []),
        ("统筹安排园区项目投资35亿元,用于道路和管网。", []),
        ("首次上规的奖励10万元,次年产值增长15%以上的再奖励5万元。", [(None, 10.0), (None, 5.0)]),
        # What is given for one of many where all of it is limited.
        ("按每标箱80元给予补贴,单个企业每年最高300万元。", [(None, 300.0)]),
        ("租住人才公寓的按市场租金六折优惠。", [(0.6, None)]),
        ("县财政每年统筹不少于900万元用于竹产业发展。", [(None, 900.0)]),
        ("研发费用税前加计扣除比例提高至100%。", [(1.0, None)]),
        ("按团队类别分别给予500万元、300万元、100万元项目资助。", [(None, 500.0), (None, 300.0), (None, 100.0)]),
        ("风险补偿比例不超过贷款损失的40%,单笔贷款不高于1000万元。", [(0.4, None), (None, 1000.0)]),
        ("市级风险补偿资金与银行按4:6比例分担风险。", [(0.4, None)]),
        ("给予示范街区30万元以上资金支持。", [(None, 30.0)]),
        ("对引进品种，给予企业引进成本不低于10%的资金支持。", [(0.1, None)]),
        ("按不超过攻关投资30%的比例,给予最高3000万元补助。", [(0.3, 3000.0)]),
        ("对不同规模的企业，按其贡献的70%、80%和90%给予奖励。", [(0.7, None), (0.8, None), (0.9, None)]),
        ("给予企业5万元奖励（第一年奖励3万元，第二年奖励2万元）。", [(None, 5.0)]),
        ("充电价格按照基准价下浮50%结算。", [(0.5, None)]),
        ("对单户金额200万元以下（含200万元）的业务，给予年化2%的担保费补贴。", [(0.02, None)]),
        ("对手机（单件售价不超过6000元）按15%给予补贴。", [(0.15, None)]),
        ("车位预留充电设施安装条件，比例不低于停车位的10%。", []),
        ("引导基金单笔投资不超过800万元,让利比例最高为收益的40%。", [(None, 800.0), (0.4, None)]),
        # What is kept for the small, what is given above or taken below what was, and rates told by their words.
        ("将政府采购服务面向小微企业的预留份额阶段性提高至45%以上。", [(0.45, None)]),
        ("对新成立的农机合作社,在原有补贴标准基础上加计20%。", [(0.2, None)]),
        ("中小企业云服务资费再降15%。", [(0.15, None)]),
        ("集卡车辆享受绕城公路通行费八五折优惠。", [(0.85, None)]),
        ("按照软件著作权成本的150%在税前摊销。", [(1.5, None)]),
        ("对吸纳学徒的企业,按照1500元/人的标准给予一次性岗位开发补贴。", [(None, 1500.0)]),
        ("对换电站给予0.1元/千瓦时—0.25元/千瓦时的资金支持。", [(None, 0.25)]),
        ("按合同金额的20%,给予整机产品不超过400万元、关键部件不超过150万元的奖励。", [(0.2, 400.0), (0.2, 150.0)]),
        ("设立60亿元稳链专项信贷额度。", [(None, 60.0)]),
        ("支持小微企业500万元以下的融资担保。", []),
        ("到2027年,单位产值能耗下降12%。", []),
    ],
)
def test_sums_in_every_way(sentence: str, expected: list[tuple[float | None, float | None]]) -> None:
    assert [(row.rate, row.max) for row in facts(sentence).instruments] == expected
