"""Technologies: exact offsets, quiet sections, and a floor on documents of other industries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.evaluate import score
from extract.facts import Technology
from extract.frame import find_frame
from extract.outline import read_outline
from extract.restore import restore
from extract.technologies import find_technologies
from extract.technologies.concepts import concept_of
from tests.conftest import CASES

FOLDERS = sorted(CASES.glob("technologies_*"))
FLOOR = 0.93


def read(text: str) -> tuple[str, tuple[Technology, ...]]:
    page = restore(text)
    frame = find_frame(page.text)
    return page.text, find_technologies(read_outline(page, frame.head, frame.body), frame.title)


def names(sentence: str) -> list[str]:
    head = "江州市促进产业发展行动计划\n为促进产业发展,制定本计划。\n一、重点任务\n"
    return [
        row.name for row in read(f"{head}(一)培育新增长点。{sentence}\n(二)其他。无。\n")[1] if row.path == "一/(一)"
    ]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
def test_case(folder: Path) -> None:
    text, found = read((folder / "input.txt").read_text(encoding="utf-8"))
    for row in found:
        assert text[row.at.start : row.at.end] == row.name == row.at.quote
        assert row.at.rule.startswith("technologies.")
    assert len({(row.path, row.name) for row in found}) == len(found)
    gold = {"document": {}, **json.loads((folder / "expected.json").read_text(encoding="utf-8"))}
    ours = {"technologies": [{"path": row.path, "name": row.name} for row in found]}
    assert score(gold, ours)["technologies~"].f1 >= FLOOR


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("重点发展高速插秧机、谷物烘干机和植保无人机等装备。", ["高速插秧机", "谷物烘干机", "植保无人机"]),
        ("支持畜禽粪污、废菌棒等资源化利用技术示范应用。", ["畜禽粪污、废菌棒等资源化利用技术"]),
        ("推广秸秆、尾菜等农业废弃物厌氧发酵技术。", ["农业废弃物厌氧发酵技术"]),
        ("推广背负式、车载式等植保喷雾设备。", ["植保喷雾设备"]),
        ("加快人工智能、边缘计算等技术在港口装卸中的应用。", ["人工智能", "边缘计算"]),
        ("在印染方面,突破无水染色、数码印花等关键技术。", ["无水染色", "数码印花"]),
        ("开展聚酰亚胺薄膜、高强玻璃纤维技术攻关,引进领军人才。", ["聚酰亚胺薄膜", "高强玻璃纤维"]),
        # Names that no table holds, read by how they are formed.
        ("推广建筑外墙遮阳一体化(BSI)、余热梯级回用。", ["建筑外墙遮阳一体化(BSI)", "余热梯级回用"]),
        ("统筹建设电镀废液集中处置中心、产业服务中心。", ["电镀废液集中处置中心"]),
        ("聚焦虚拟码头、车辆轨迹比对、智能客流分析等领域推广新系统。", ["虚拟码头", "车辆轨迹比对", "智能客流分析"]),
        # Two long names are two, though one ends in a general word; what is done with both together is one.
        ("推广生猪智能饲喂系统和低温余热发电。", ["生猪智能饲喂系统", "低温余热发电"]),
        ("发展非洲菊组织培养和病毒检测技术。", ["非洲菊组织培养", "病毒检测技术"]),
        ("支持绿氢制备与煤化工耦合系统研发。", ["绿氢制备与煤化工耦合系统"]),
        ("2026年底前新上速溶果粉、果胶提取生产线3条。", ["速溶果粉", "果胶提取生产线"]),
        ("支持甲方光电公司导入车载毫米波雷达、激光清洗。", ["车载毫米波雷达", "激光清洗"]),
        ("巩固碳陶刹车盘、船舶岸电系统等领域优势。", ["碳陶刹车盘", "船舶岸电系统"]),
        ("推进华昌公司20万吨丁二酸、宏达集团300万件碳陶刹车盘等项目建设。", ["丁二酸", "碳陶刹车盘"]),
        ("推动碳酸钙向改性塑料、可降解薄膜延伸。", ["改性塑料", "可降解薄膜"]),
        ("围绕减速器、伺服电机、力矩传感器组建创新联合体,开展关键技术攻关。", ["减速器", "伺服电机", "力矩传感器"]),
        ("在工业园布局“光伏+制氢”电站。", ["“光伏+制氢”电站"]),
        # What an agent fits, chooses, exchanges a thing for, or has in a place of its own.
        ("鼓励灌区更换或加装流量远传水表并上传数据。", ["流量远传水表"]),
        ("引导矿山、港口短途运输选用甲醇重卡。", ["甲醇重卡"]),
        ("推动老旧渡船更换为电动游船。", ["电动游船"]),
        ("鼓励热电厂合理配置熔盐储热装置。", ["熔盐储热装置"]),
        ("建设慢充为主、快充为辅、换电为补充的补能体系。", ["慢充", "快充", "换电"]),
        ("提高余热锅炉占比。", ["余热锅炉"]),
        ("开展地源热泵系统建设试点。", ["地源热泵系统"]),
        ("推动建材等各领域磨机、风机、空压机等设备更新换代。", ["磨机", "风机", "空压机"]),
        ("支持割晒机、打捆机等农业机械更新。", ["割晒机", "打捆机"]),
        ("推动虚拟电厂规范化、规模化发展。", ["虚拟电厂"]),
        ("统筹推进岸电设施建设和光伏、风能等能源利用。", ["岸电设施", "光伏", "风能"]),
        # Techniques by whose means something is made, and those that research is set going in.
        ("利用北斗定位和数字孪生技术打造巡检体系。", ["北斗定位", "数字孪生技术"]),
        ("在碳捕集、生物质制氢、海水淡化等领域,组织实施一批科技攻关项目。", ["碳捕集", "生物质制氢", "海水淡化"]),
        ("加强对熔盐储热、飞轮储能等技术的研发和推广。", ["熔盐储热", "飞轮储能"]),
        ("打造屋顶光伏+新型储能+车网互动示范。", ["屋顶光伏", "新型储能", "车网互动"]),
        # What a thing is rebuilt by is a technique.
        ("推进窑炉变频改造。", ["窑炉变频改造"]),
        ("推进“风光储”一体化、光储充检。", ["“风光储”一体化", "光储充检"]),
        # Items that are nothing without their head; what consumers buy and owners scrap with support.
        ("推广纯电动、混合动力等客车。", ["纯电动、混合动力等客车"]),
        ("开展气态、液态、固态储氮装置研发。", ["气态、液态、固态储氮装置"]),
        ("对个人消费者购买洗碗机、扫地机器人等5类产品,按售价的15%给予补贴。", ["洗碗机", "扫地机器人"]),
        ("对报废收割机、插秧机的,每台补贴3000元。", ["收割机", "插秧机"]),
        # Services that are bought or backed by name, things that are renewed one by one, and what is fitted somewhere.
        ("支持小微企业购买设备巡检、能耗诊断等服务。", ["设备巡检", "能耗诊断"]),
        ("加大对碳足迹核查、环境监测等服务业的扶持力度。", ["碳足迹核查", "环境监测"]),
        ("加快老旧水泵更换和灌溉设备智能化更新。", ["老旧水泵", "灌溉设备"]),
        ("重点对硝化反应装置、氯化反应釜、乙炔发生器等更新改造。", ["硝化反应装置", "氯化反应釜", "乙炔发生器"]),
        ("推动桥梁、隧道、边坡等部位安装位移监测设备。", ["位移监测设备"]),
        ("推动电子浆料高端化,支持分布式储热多元化发展。", ["电子浆料", "分布式储热"]),
        ("推进矿产勘探开发设备和燃气管道更新改造。", ["矿产勘探开发设备", "燃气管道"]),
        ("对符合条件的经营主体建设产地预冷库投资补助30%。", ["产地预冷库"]),
        (
            "对于双向充电桩、智能控制终端、边缘网关等车网互动关键设备产业化项目,给予资助。",
            ["双向充电桩", "智能控制终端", "边缘网关"],
        ),
        ("实现轴承、齿轮箱、液压泵等核心零部件自主可控。", ["轴承", "齿轮箱", "液压泵"]),
        ("支持高产水稻品种选育。(责任单位:市农业农村局、智能装备中心)", ["高产水稻品种选育"]),
    ],
)
def test_reads(sentence: str, expected: list[str]) -> None:
    assert names(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "围绕航空装备、精密仪器等领域开展精准招商。",
        "围绕减速器、伺服电机、力矩传感器组建产业联盟。",
        "严禁新上电解铝、平板玻璃。",
        "培育化工新材料、汽车零部件、家用电器三个产业集群。",
        "突破400Wh/kg。",
        "聚焦海工装备、深海材料等方向争创国家制造业创新中心。",
        "支持长宁县、西山区等地建设集聚区。",
        # Steps of a value chain.
        "聚焦压力仪表设计、制造、封测、总装材料等环节补齐短板。",
        "完善体制机制,营造良好市场环境,提升创新能力。",
        "支持高校建设机器人工程、生物医药等学科。",
        "推动龙头企业、科研院所组建创新联盟。",
        "发展跨境电商、市场采购、保税维修等外贸新业态,培育直播电商、夜间经济、首店经济。",
        "培育专精特新企业、单项冠军、瞪羚企业、独角兽企业,组织企业参加进博会等展会。",
        "开展职业技能培训、校企合作、订单培养,支持建设人才公寓、青年驿站等配套设施。",
        # What is done, where, for whom and with what outcome.
        "加快淘汰落后低效设备、超期服役老旧设备。",
        "在设施布设、场景拓展、促进科技进步、推动产业集聚等方面实现突破。",
        "合理布局龙岗、盐田、坪山等测试场功能。",
        "持续深化甲乙铁路、丙丁铁路等项目前期研究,加快推进G99甲乙高速公路丙丁至戊己段。",
        "稳定运行昆明—仰光、昆明—德里等货运航线,拓展南亚、东南亚航线网络。",
        "鼓励商贸市场整合家具、家纺、装修等业务。",
        "支持使用住房公积金、维修资金加装。",
        "打造绿色园区、公共服务、绿色交通等应用场景。",
        "围绕能源装备、专用装备等领域推出60类标志性产品。",
        "强化数据互联互通,实现设施共建共享。",
        "建成20家示范性智能工厂。",
        "鼓励采取平层入户方式增设电梯。",
        "推动样板间进商场、进社区、进平台。",
        # A thing put right, what a government does, roads, branches, firms' projects, and services of no kind.
        "实施供热管线改造、仓储设施提质改造,推进市场秩序综合治理。",
        "建设G12甲乙、G345丙丁等通道。",
        "围绕教育、农业、医疗、养老服务等领域拓展应用场景。",
        "加快德润微、启明微、华芯等重大项目建设和产能爬坡。",
        "支持柔性显示、高性能医疗器械、新型储能等创新中心提升创新能力。",
        "为企业提供全方位服务、便捷高效的服务和法律支撑。",
        "加快储能电站建设、车站通信、安全检测等重点标准的制修订。",
        "培育国际航运、民族医药旅游、农产品贸易、国际金融等重点产业。",
        "提升清洁能源使用比例。",
        "打造数字化车间。",
        "围绕负荷管控、碳效核算、能源运营三个板块开展建设。",
        "到甲乙开展对接,鼓励有技术优势的民营企业参与竞争。",
        # So many renewed are a goal; what goes together, what is paid, and clusters are none.
        "更新公交车120辆,更新30台拖拉机。",
        "推进起降场与停车场、换乘站等有机衔接,推广上门费、拆机费等服务。",
        "支持生物医药、智能机器人等绿色产业集群高质量发展。",
        "支持专业服务、金融服务、运输服务等企业发展,支持企业整合机器人产业链资源。",
        # Fields of clusters and of firms that go public, bases for trials, lessons, insurance, what is done for firms.
        "围绕燃料电池、电解槽等方向,打造氢能产业集群。",
        "瞄准制氢装备、储氢瓶等领域,推动符合条件的企业上市。",
        "建设废钢利用、低碳冶金、烟气净化等中试基地。",
        "开展茶园修剪、安全施肥等培训。",
        "创新开发海参苗种、台风指数等保险品种。",
        "提升检验检测、分析测试等公共服务能力。",
        "健全样品制作、打样测试、内容分发等全链条服务。",
        "推动政务算力互联互通。",
        # What is there for others: laboratories, patents, whom something serves, what is opened.
        "开展氢能整车、燃料电池等相关实验室及配套建设。",
        "推动新一代信息技术和新材料领域专利快速预审。",
        "提升服务国内海洋油气开发能力,推动大型科研仪器向科技企业开放。",
        "面向智能汽车、智能制造等方面需求,推动企业发展。",
        "促进生物制造领域的科学发现。",
        "推进燃气企业风险分级管控,做优创新创业大赛平台。",
        # What is done with a thing, shares, procedures, what is made elsewhere.
        "加强微电网的调度,推广进口轿车。",
        "提升清洁能源占比,开展港区环境影响评价。",
        "加强“两高”项目管控,推动中小企业上平台上云。",
        "提供相应装置。",
        # Two tasks, insurance, the control of goods, airports, libraries of results.
        "推进仓储设备更新和智能化改造。",
        "实施大豆、玉米完全成本保险。",
        "对进口铜精矿实施重量鉴定、品质检验。",
        "规划建设通用机场,搭建科技成果数据库。",
        "推动废旧轮胎规模化、规范化、清洁化利用。",
        "顺应传感器集成化、智能化发展趋势。",
    ],
)
def test_reads_none(sentence: str) -> None:
    assert names(sentence) == []


def test_status_and_goals_give_none() -> None:
    text = (
        "江州市新材料产业行动计划\n一、发展现状。全市发展碳纤维、特种玻璃等材料。\n"
        "二、工作目标。到2027年,突破高温合金、光刻胶等技术。\n三、重点任务。突破高温合金、光刻胶等技术。\n"
    )
    assert [(row.path, row.name) for row in read(text)[1]] == [("三", "高温合金"), ("三", "光刻胶")]


def test_a_preamble_gives_none_and_what_is_supported_needs_no_verb() -> None:
    text = (
        "江州市产业发展专项资金管理办法\n为巩固减速器、伺服电机等领域优势,发展数控机床,制定本办法。\n"
        "第一章 支持范围\n第一条 专项资金重点支持以下方向:\n(一)光伏逆变器、储能电池等关键技术研发和产业化;\n"
        "(二)压力容器、电子元件制造等示范应用项目。\n第二章 附则\n第二条 本办法由市财政局负责解释。\n"
    )
    assert [(row.path.rpartition("/")[2], row.name) for row in read(text)[1]] == [
        ("(一)", "光伏逆变器"),
        ("(一)", "储能电池"),
        ("(二)", "压力容器"),
        ("(二)", "电子元件制造"),
    ]


def test_a_task_with_a_cell_that_says_more_is_a_heading() -> None:
    text = (
        "江州市产业任务分工\n一、任务\n序号 工作任务 具体内容 牵头单位 责任单位 完成时限\n"
        "1 做强茶油加工 推广低温压榨、茶皂素提取 市林业局 甲县人民政府、乙县人民政府 2026年11月底前\n"
        "2 建设标准化果园 推广果园割草机器人、绿色防控 市农业农村局 甲县人民政府 2026年12月底前\n"
    )
    assert [row.name for row in read(text)[1]] == ["低温压榨", "茶皂素提取", "果园割草机器人", "绿色防控"]


def test_an_item_comes_once_in_a_section() -> None:
    assert names("重点发展光伏逆变器。推广光伏逆变器。") == ["光伏逆变器"]


def test_kinds_and_concepts_of_the_cases() -> None:
    said = right = 0
    wrong = []
    for folder in FOLDERS:
        gold = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["technologies"]
        _, found = read((folder / "input.txt").read_text(encoding="utf-8"))
        ours = {(row.path, row.name): row for row in found}
        for row in (r for r in gold if "kind" in r and (r["path"], r["name"]) in ours):
            mine = ours[row["path"], row["name"]]
            said += 1
            right += mine.kind == row["kind"]
            wrong += [(row["name"], row["kind"], mine.kind)] if mine.kind != row["kind"] else []
            assert mine.concept == row["concept"]
    assert said >= 50
    assert right / said >= 0.95, wrong


@pytest.mark.parametrize(
    ("names", "concept"),
    [
        (
            ("VOCs治理成套设备", "挥发性有机物治理成套设备", "挥发性有机物（VOCs）治理成套设备"),
            "挥发性有机物治理成套设备",
        ),
        (("脑机接口", "脑机接口技术"), "脑机接口"),
        (("碳捕集、利用与封存(CCUS)技术", "CCUS", "碳捕集利用与封存"), "碳捕集利用与封存"),
        (("3D打印", "增材制造"), "增材制造"),
        (("AI辅助诊断", "人工智能辅助诊断"), "人工智能辅助诊断"),
    ],
)
def test_names_of_one_thing_have_one_concept(names: tuple[str, ...], concept: str) -> None:
    assert {concept_of(name) for name in names} == {concept}


def test_names_of_different_things_have_different_concepts() -> None:
    names = ("新一代信息技术", "信息", "碳捕集", "碳捕集利用与封存", "锂电池", "锂动力电池", "数控机床", "机床")
    assert len({concept_of(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "面向5G通信、航空等应用,重点攻关氧化锆粉体、陶瓷基片等产品制备技术。",
            ["氧化锆粉体", "陶瓷基片"],
        ),
        ("研发高速电主轴、直线电机、光栅尺和刀库。", ["高速电主轴", "直线电机", "光栅尺", "刀库"]),
        ("建设覆盖种植、加工、流通的质量追溯系统。", ["质量追溯系统"]),
        ("开发散货船、油轮、集装箱船三大主流船型。", ["散货船", "油轮", "集装箱船"]),
        ("对企业购置真空冷却、超高压杀菌等设备的,给予补助。", ["真空冷却", "超高压杀菌"]),
        ("突破氧化还原法、液相剥离法等石墨烯制备技术。", ["氧化还原法", "液相剥离法"]),
        ("对新建库容1万立方米以上冷库给予支持。", []),
        # Behind a colon, each on a number of its own, or said without a verb.
        (
            "突破以下技术:(1)高效逆变器;(2)跟踪支架控制系统;(3)激光清洗。",
            ["高效逆变器", "跟踪支架控制系统", "激光清洗"],
        ),
        ("重点支持:激光雷达;毫米波雷达。", ["激光雷达", "毫米波雷达"]),
        ("攻关重点包括激光熔覆、激光打孔、激光清洗。", ["激光熔覆", "激光打孔", "激光清洗"]),
        # 和 separates things; only what is treated leans on the process behind it.
        ("推广水溶性油墨、柔性印刷生产线和废料热能利用。", ["水溶性油墨", "柔性印刷生产线", "废料热能利用"]),
        ("发展封装胶膜、背板和接线盒。", ["封装胶膜", "背板", "接线盒"]),
        ("上游巩固玻璃纤维纱、玄武岩纤维优势,中游壮大电子级玻纤布。", ["玻璃纤维纱", "玄武岩纤维", "电子级玻纤布"]),
        ("引导企业由面制品、膨化食品向冻干果蔬、坚果炒货等产品延伸。", ["冻干果蔬", "坚果炒货"]),
        ("支持企业联合江州大学攻关惰性阳极技术。", ["惰性阳极技术"]),
        ("发展中型固定翼无人机、活塞式航空发动机。", ["中型固定翼无人机", "活塞式航空发动机"]),
        ("研发三元正极材料(镍含量90%以上)、硅碳负极。", ["三元正极材料(镍含量90%以上)", "硅碳负极"]),
        ("发展外贸,跟踪问效。", []),
        ("对采购本市企业研制的刻蚀机、清洗机的,给予补助。", ["刻蚀机", "清洗机"]),
        ("市科技局应当将金刚石涂层、粉末冶金列入年度科技攻关指南。", ["金刚石涂层", "粉末冶金"]),
        ("光伏产业链大力发展异质结电池、光伏玻璃。", ["异质结电池", "光伏玻璃"]),
        # What is renewed: without its state, its number, what is done with it and where it goes.
        ("更新改造能效差、存在隐患且超出寿命的螺杆压缩机、冷却塔风机。", ["螺杆压缩机", "冷却塔风机"]),
        ("推动印染机械、注塑机等老旧生产设备更新改造。", ["印染机械", "注塑机"]),
        ("更新替代20台(套)以上矿用提升机、在线分析仪15台(套)。", ["矿用提升机", "在线分析仪"]),
        ("推动换热机组接入能耗监测平台。", ["换热机组"]),
        ("推进管网监控平台(示范版)升级改造。", ["管网监控平台(示范版)"]),
        ("推广电动或气动夹具、固定式或移动式储氢装置(如橇装站)。", ["电动或气动夹具", "固定式或移动式储氢装置"]),
        ("探索高压气态、低温液态、固态等氢气储运技术。", ["高压气态、低温液态、固态等氢气储运技术"]),
        ("提升汽车零部件、机床等再制造水平。", ["汽车零部件、机床等再制造"]),
        ("开发高强度长寿命高可靠性的滚动轴承。", ["滚动轴承"]),
        (
            "加强多点编队控制、空域冲突消解、航迹共享等起降场关键技术研究验证。",
            ["多点编队控制", "空域冲突消解", "航迹共享"],
        ),
        ("加大伺服电机、机器视觉等在产品检验、车间物流等环节的应用。", ["伺服电机", "机器视觉"]),
        ("推进碳硅负极材料产业化步伐。", ["碳硅负极材料"]),
        ("推动分布式光伏统一接入调度中心。", ["分布式光伏"]),
        ("推广热泵干燥全链条技术及新一代微波杀菌技术。", ["热泵干燥全链条技术", "新一代微波杀菌技术"]),
        ("研发振动感知及控制技术。", ["振动感知及控制技术"]),
        ("补齐铝塑膜、高端铜箔短板。", ["铝塑膜", "高端铜箔"]),
        ("推进医院建设,基本完成预约诊疗系统、电子病历平台建设。", ["预约诊疗系统", "电子病历平台"]),
        ("支持企业、科研院所等叠加边缘调度、智能路由等组网技术。", ["边缘调度", "智能路由"]),
        ("鼓励现有加油站改(扩)建加氢设施。", ["加氢设施"]),
        (
            "针对钠盐电池、液流电池等薄弱领域及绝缘栅双极型晶体管、电流传感器等关键元器件的重大项目,给予资助。",
            ["钠盐电池", "液流电池", "绝缘栅双极型晶体管", "电流传感器"],
        ),
        ("布局负荷侧、电网侧储能电站。", ["负荷侧、电网侧储能电站"]),
        ("网格化布设无人机起降平台,推动甲醇燃料加注产业发展。", ["无人机起降平台", "甲醇燃料加注"]),
        ("发展低温液态、固态、有机氢载体等技术。", ["低温液态、固态、有机氢载体"]),
        # What is bought or built with support, what one takes part in, what is united, how things are moved.
        ("对企业新建(扩建)、改造的气调库、冷藏车、预冷设备等,给予补助。", ["气调库", "冷藏车", "预冷设备"]),
        ("针对高镍正极材料、隔膜、电解液等环节的重大项目,按投资额给予资助。", ["高镍正极材料", "隔膜", "电解液"]),
        ("鼓励企业参与量子密钥分发网络建设,参与新材料产业高地建设。", ["量子密钥分发网络"]),
        ("打造集光热储能系统、热泵、蓄冷装置于一体的智慧能源站。", ["光热储能系统", "热泵", "蓄冷装置", "智慧能源站"]),
        ("发展共同配送、多式联运等运输方式。", ["共同配送", "多式联运"]),
        ("建设气象信息专网和基于遥感影像的农情监测平台。", ["气象信息专网", "基于遥感影像的农情监测平台"]),
        ("推进智能门锁进住区、护理机器人进家庭。", ["智能门锁", "护理机器人"]),
        ("推动工业领域锅炉、电机、变压器更新换代。", ["锅炉", "电机", "变压器"]),
        ("形成数字孪生、建筑信息建模等行业级解决方案。", ["数字孪生", "建筑信息建模"]),
        ("推动矿用风机、选矿药剂在线检测仪等加快升级换代。", ["矿用风机", "选矿药剂在线检测仪"]),
        ("推动电机、泵、变压器、锅炉等重点用能设备更新换代。", ["电机", "泵", "变压器", "锅炉"]),
        ("发展地毯、手套和袜子。", ["地毯", "手套", "袜子"]),
        # Who does it and the verb in front of a name fall away.
        ("支持光伏电站、制造企业开展设备故障诊断。", ["设备故障诊断"]),
        ("推广氢能叉车、建成加氢站20座。", ["氢能叉车", "加氢站"]),
        ("新增全自动制茶生产线6条,投放无人清扫车30辆。", ["全自动制茶生产线", "无人清扫车"]),
    ],
)
def test_items_of_a_list(sentence: str, expected: list[str]) -> None:
    assert names(sentence) == expected


def test_a_long_heading_is_read_without_its_number() -> None:
    head = "江州市支持新材料产业若干措施\n为促进产业发展,制定本措施。\n"
    text = f"{head}第一条 研发高镍三元正极材料、硅碳复合负极材料、氧化物固态电解质、陶瓷涂覆隔膜。\n第二条 无。\n"
    assert [row.name for row in read(text)[1]] == [
        "高镍三元正极材料", "硅碳复合负极材料", "氧化物固态电解质", "陶瓷涂覆隔膜",
    ]  # fmt: skip


def test_lists_count_where_support_is_told() -> None:
    head = "江州市支持食品产业若干措施\n为促进产业发展,制定本措施。\n一、政策支持\n(一)财政支持。"
    found = [row.name for row in read(f"{head}对企业购置真空冷却、超高压杀菌等设备的,给予补助。落实贷款贴息。\n")[1]]
    assert found == ["真空冷却", "超高压杀菌"]
