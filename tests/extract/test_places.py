"""What sentences assign to places: mountains and plains, shared provinces, offices that are none, quarters of a zone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.facts import Facts
from extract.pipeline import extract
from extract.read import Source


def facts(title: str, sentence: str) -> Facts:
    text = f"{title}\n为促进产业发展,制定本意见。\n一、重点任务\n(一)优化布局。{sentence}\n(二)其他。无。\n"
    (reading,) = extract(Source(Path("x.txt"), text, "utf-8"))
    return reading.facts


@pytest.mark.parametrize(
    ("title", "sentence", "expected"),
    [
        (
            "国务院办公厅关于促进木本油料产业发展的意见",
            "在秦巴山区、太行山建设核桃良种基地。",
            {("秦巴山区", "核桃良种基地"), ("太行山", "核桃良种基地")},
        ),
        (
            "国务院办公厅关于促进马铃薯产业发展的意见",
            "支持甘肃、贵州等省建设脱毒种薯基地。",
            {("甘肃省", "脱毒种薯基地"), ("贵州省", "脱毒种薯基地")},
        ),
        (
            "国务院办公厅关于促进花椒产业发展的意见",
            "在河北安国、陕西韩城等集散地建设花椒交易中心。",
            {("安国市", "花椒交易中心"), ("韩城市", "花椒交易中心")},
        ),
        (
            "湖北省油茶产业发展行动方案",
            "全省以大别山区、幕阜山区为重点发展区域。",
            {("大别山区", "油茶产业"), ("幕阜山区", "油茶产业")},
        ),
        ("吉林省医药产业发展实施意见", "发挥长白山道地药材优势,发展经典名方制剂。", set()),
        (
            "天津经济技术开发区促进合成生物产业发展办法",
            "西区重点建设中试验证基地,中区发展酶制剂。天津经开区科技局会同天津经开区发展改革局编制计划。天津开发区发展聚乳酸。",
            {("西区", "中试验证基地"), ("中区", "酶制剂")},
        ),
        ("江苏省氢能产业实施意见", "支持南通市开展氢能综合应用示范。", {("南通市", "氢能综合应用")}),
        ("江苏省氢能产业实施意见", "推动南京江北新区转型升级,打造“一区五园”。", set()),
        (
            "江州市重点产业链发展意见",
            "装备产业培育围绕甘谷县轻合金产业链、大田县铸造和装备产业链等。医药产业培育明溪县生物医药产业链。",
            {("甘谷县", "轻合金产业链"), ("大田县", "铸造和装备产业链"), ("明溪县", "生物医药产业链")},
        ),
        (
            "商丘市产业集群培育计划",
            "纺织服装产业形成夏邑县、睢县2个超200亿元产业集群。",
            {("夏邑县", "纺织服装产业"), ("睢县", "纺织服装产业")},
        ),
        (
            "桂林市罗汉果产业意见",
            "在永福县龙江乡、百寿镇,临桂区茶洞镇建设种植基地,依托桂林经开区苏桥片区发展甜苷提取。",
            {
                *((town, "种植基地") for town in ("龙江乡", "百寿镇", "茶洞镇")),
                ("桂林经开区", "苏桥片区"),
                ("桂林经开区", "甜苷提取"),
            },
        ),
        ("宁波市汽车产业规划", "支持杭州湾新区发展新能源汽车。", {("杭州湾新区", "新能源汽车")}),
        ("云南省中药产业规划", "以文山州为主建设三七产业带。", {("文山州", "三七产业带")}),
        (
            "贵州省动力电池产业规划",
            "联动铜仁市、黔南州,重点发展磷酸铁锂电池,布局发展钠离子电池。",
            {(p, o) for p in ("铜仁市", "黔南州") for o in ("磷酸铁锂电池", "钠离子电池")},
        ),
        (
            "安溪县藤铁工艺产业规划",
            "在尚卿乡和龙门镇建设交易中心。感德镇将发展茶机械,虎邱镇主导产业为香枫家具。做强蓬莱镇的卫浴五金、湖头镇的光电。",
            {
                ("尚卿乡", "交易中心"),
                ("龙门镇", "交易中心"),
                ("感德镇", "茶机械"),
                ("虎邱镇", "香枫家具"),
                ("蓬莱镇", "卫浴五金"),
                ("湖头镇", "光电"),
            },
        ),
        (
            "襄阳市制造业发展规划",
            "加快谷城县再生铝产业发展。推进枣阳汽车零部件产业园建设。将老河口市打造成为全国重要的食品装备产业高地、将宜城市打造成为锂电产业基地。",
            {
                ("谷城县", "再生铝产业"),
                ("枣阳市", "枣阳汽车零部件产业园"),
                ("老河口市", "食品装备产业"),
                ("宜城市", "锂电产业基地"),
            },
        ),
        (
            "襄阳市制造业发展规划",
            "南漳县承接广东电子元件产业转移,保康县承接沿海地区产业转移。樊城区联合襄城区共建检测基地。",
            {("南漳县", "电子元件产业"), ("樊城区", "检测基地"), ("襄城区", "检测基地")},
        ),
        (
            "襄阳市制造业发展规划",
            "建设纺织服装(樊城区)、磷化工(保康县、南漳县)等特色基地。\n智能网联汽车:襄州区、枣阳市等县(市)区;工业机器人:襄城区。",
            {
                ("樊城区", "纺织服装"),
                ("保康县", "磷化工"),
                ("南漳县", "磷化工"),
                ("襄州区", "智能网联汽车"),
                ("枣阳市", "智能网联汽车"),
                ("襄城区", "工业机器人"),
            },
        ),
        (
            "襄阳市低空经济实施方案",
            "如下。\n1.航空零部件产业。重点布局在樊城区。\n2.无人机产业。以老河口市、襄州区为重点,推进产业链延伸。",
            {("樊城区", "航空零部件产业"), ("老河口市", "无人机产业"), ("襄州区", "无人机产业")},
        ),
        (
            "襄阳市制造业发展规划",
            "宜城市、南漳县承接净菜加工,并与谷城县共同培育香菇产业集群。鼓励襄城区布局软件和信息服务业。",
            {
                *((place, "净菜加工") for place in ("宜城市", "南漳县")),
                *((place, "香菇产业集群") for place in ("宜城市", "南漳县", "谷城县")),
                ("襄城区", "软件和信息服务业"),
            },
        ),
        (
            "襄阳市制造业发展规划",
            "智能家电布局在樊城区和襄州区,重点开发制冷机组。西部组团谷城县、保康县就近布局液压油缸等配套。沿樊城区—枣阳市建设轴承产业园。",
            {
                *((place, thing) for place in ("樊城区", "襄州区") for thing in ("智能家电", "制冷机组")),
                *((place, "液压油缸") for place in ("谷城县", "保康县")),
                *((place, "轴承产业园") for place in ("樊城区", "枣阳市")),
            },
        ),
        # A park that carries the name of another district lies in no district before it.
        (
            "襄阳市制造业发展规划",
            "樊城区发展有机硅材料;枣阳化工园布局磷酸铁锂。襄城区、襄州区分别发展飞控系统和北斗终端、卫星载荷。",
            {
                ("樊城区", "有机硅材料"),
                ("枣阳化工园", "磷酸铁锂"),
                ("襄城区", "飞控系统"),
                ("襄州区", "北斗终端"),
                ("襄州区", "卫星载荷"),
            },
        ),
        (
            "南漳县特色产业规划",
            "山南片区由石花镇、东巩镇组成,推动高岭土提纯。以东巩镇为核心,统筹石花镇、板桥镇,发展蜂窝陶瓷。",
            {
                *((town, "高岭土提纯") for town in ("石花镇", "东巩镇")),
                *((town, "蜂窝陶瓷") for town in ("东巩镇", "石花镇", "板桥镇")),
            },
        ),
        # Divisions of the corps, by their own name in its policies; by their city where the region speaks of them.
        (
            "新疆生产建设兵团棉纺产业发展意见",
            "在第一师阿拉尔市、第三师图木舒克市建设棉纺产业园；第七师胡杨河市发展气流纺。",
            {("第一师阿拉尔市", "棉纺产业园"), ("第三师图木舒克市", "棉纺产业园"), ("第七师胡杨河市", "气流纺")},
        ),
        (
            "新疆维吾尔自治区棉纺产业发展意见",
            "支持第八师石河子市、第十三师发展气流纺。",
            {("石河子市", "气流纺"), ("第十三师", "气流纺")},
        ),
        (
            "深圳市低空经济发展方案",
            "加快推进南山、宝安、光明等无人机运行试验区建设。2026年底前，在蛇口邮轮港、梅沙公园、光明科学城等新建无人机应用示范点。",
            {
                *((place, "无人机运行试验区") for place in ("南山区", "宝安区", "光明区")),
                *((place, "无人机应用示范点") for place in ("蛇口邮轮港", "梅沙公园", "光明科学城")),
            },
        ),
        (
            "深圳市低空经济发展方案",
            "2025年底前在罗湖区建成不少于2个无人机体验社区，在其他区域建成不少于4个。多方协同推进盐田区多场景示范区建设。支持优势单位，协同标杆示范区建设，试点覆盖产业园区、办公园区。",
            {("罗湖区", "无人机体验社区"), ("盐田区", "多场景示范区")},
        ),
        (
            "重庆市数字能源发展方案",
            "初步建成两江新区和重庆经开区2个数字能源先行示范区。推动两江新区在微网控制、绿电交易等方面发挥引领示范作用。",
            {
                *((place, "数字能源先行示范区") for place in ("两江新区", "重庆经开区")),
                ("两江新区", "微网控制"),
                ("两江新区", "绿电交易"),
            },
        ),
        (
            "克拉玛依市油气装备发展规划",
            "独山子区发展随钻仪，白碱滩区建设装备制造园，两区共同打造油气装备产业集群。克拉玛依云产业园区（克拉玛依区）发展渲染云。",
            {
                ("独山子区", "随钻仪"),
                ("白碱滩区", "装备制造园"),
                ("独山子区", "油气装备产业集群"),
                ("白碱滩区", "油气装备产业集群"),
                ("克拉玛依区", "克拉玛依云产业园区"),
                ("克拉玛依区", "渲染云"),
            },
        ),
        (
            "毕节市煤化工意见",
            "支持织金、黔西两县发展甲醇，黔西县发展合成氨。以纳雍县坪寨盆地为示范区，开展煤层气抽采。在金沙县培育矿山装备产业集群，布局带式输送机。",
            {
                ("织金县", "甲醇"),
                ("黔西县", "甲醇"),
                ("黔西县", "合成氨"),
                ("纳雍县", "煤层气抽采"),
                ("金沙县", "矿山装备产业集群"),
                ("金沙县", "带式输送机"),
            },
        ),
        (
            "平乡县童车产业办法",
            "田付村镇布局铝合金轮圈，平乡镇开展骑行体验试点。支持河古庙镇在艾村、孟杜片区建设配件产业园。",
            {("田付村镇", "铝合金轮圈"), ("平乡镇", "骑行体验"), ("河古庙镇", "配件产业园")},
        ),
        ("关于加快海水利用装备发展的指导意见", "面向沿海电厂和石化园区，发展成套淡化装备。", set()),
        (
            "秦皇岛市绿色低碳方案",
            "加快提高昌黎、卢龙等县设施蔬菜种植规模。以抚宁、青龙等县区荒坡为主要用地，打造我市北部山区集中式光伏基地。推进昌黎、抚宁等3个整县（区）屋顶光伏开发试点建设。",
            {
                *((place, "设施蔬菜") for place in ("昌黎县", "卢龙县")),
                *((place, "集中式光伏基地") for place in ("抚宁区", "青龙满族自治县")),
                *((place, "屋顶光伏") for place in ("昌黎县", "抚宁区")),
            },
        ),
        (
            "秦皇岛市绿色低碳方案",
            "实施沿海、抚宁、昌黎（卢龙）三大玻璃产业片区的提升路径。打造两园一带（海港区和抚宁区两个氢能产业园，沿河一条示范带）格局。",
            {
                *((place, "玻璃产业") for place in ("抚宁区", "昌黎县", "卢龙县")),
                *((place, "氢能产业园") for place in ("海港区", "抚宁区")),
            },
        ),
        (
            "深圳市绿色低碳方案",
            "建设宝安跨境电商集聚区、龙岗低空物流走廊和坪山药械检测中心。打造南山区、罗湖笋岗片区等智慧停车示范区域。推进车辆电动化先行区试点建设，巩固既有成果。支持主要园区更新电能表。",
            {
                ("宝安区", "跨境电商集聚区"),
                ("龙岗区", "低空物流走廊"),
                ("坪山区", "药械检测中心"),
                *((place, "智慧停车示范区域") for place in ("南山区", "罗湖笋岗片区")),
            },
        ),
        (
            "徐州市设备更新方案",
            "推进大黄山镇、青山泉镇雨污管网及沛县尾水管道工程。推动云龙山景区、方特乐园、回龙窝古街等重点景区票务系统升级改造。在化工产业园推进技术应用。",
            {
                *((place, "雨污管网") for place in ("大黄山镇", "青山泉镇")),
                ("沛县", "尾水管道工程"),
                *((place, "票务系统") for place in ("云龙山景区", "方特乐园", "回龙窝古街")),
            },
        ),
        # What is no assignment: what a place is responsible for, what a clause says of firms, a word like a place's short name.
        (
            "襄阳市制造业发展规划",
            "由樊城区负责统筹推进装备产业发展。支持企业和园区建设分布式光伏。形成“研发在樊城、制造在襄州”的布局。",
            set(),
        ),
        ("菏泽市花卉产业规划", "支持牡丹精深加工。加快牡丹花卉产业发展。", set()),
        # A kind of park, whoever works there, and what is only tried.
        (
            "襄阳市数字产业规划",
            "在OPC社区探索沙盒监管。支持高校与东津新区打造体制新的创新平台。支持樊城区、襄州区开展试点工作。",
            set(),
        ),
        # How much of it is to be made is no part of its name; figures that draw roles with 以 twice.
        (
            "襄阳市制造业发展规划",
            "在宜城市建设年产20万套轴承、3万台减速器项目。推进襄城区合作区域利益共享、风险共担的运营模式。",
            {("宜城市", "轴承"), ("宜城市", "减速器")},
        ),
        (
            "襄阳市工业机器人产业发展规划",
            "构建以樊城区为核心、以襄州区和枣阳市为两翼的总体格局。",
            {(place, "工业机器人产业") for place in ("樊城区", "襄州区", "枣阳市")},
        ),
    ],
)
def test_what_a_sentence_assigns(title: str, sentence: str, expected: set[tuple[str, str]]) -> None:
    assert {(row.district, row.object) for row in facts(title, sentence).districts} == expected


def test_clusters_of_a_size_are_named_by_what_stands_before_their_number() -> None:
    found = facts("商丘市工业发展计划", "形成食品、纺织服装、装备制造3个主营业务收入超千亿元的产业集群。").clusters
    assert [row.name for row in found] == ["食品", "纺织服装", "装备制造"]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("支持新能源、环保装备和智能家居等绿色低碳产业集群高质量发展。", ["新能源", "环保装备", "智能家居"]),
        ("支持发展生物医药产业等重点领域集群。", ["生物医药产业"]),
        ("重点引进商用车、新型显示、绿色食品等8 个战略性产业集群项目。", ["商用车", "新型显示", "绿色食品"]),
        ("聚焦现代物流、工业设计两大新兴动能产业集聚发展。", ["现代物流", "工业设计"]),
        ("引导民营企业深度参与光电子信息、汽车、轴承三大产业高地建设。", ["光电子信息", "汽车", "轴承"]),
        ("参观纺织、食品三大产业集聚区。聚焦企业参与的汽车、轴承两大产业基地项目需求。", []),
    ],
)
def test_industries_that_a_sentence_lists_as_clusters(sentence: str, names: list[str]) -> None:
    assert [row.name for row in facts("商丘市工业发展计划", sentence).clusters] == names


def test_the_cluster_that_a_sentence_sets_out_to_grow_lies_where_it_says() -> None:
    found = facts(
        "衢州市新材料产业意见",
        "着力打造氟硅新材料产业集群，以智造新城为核心区，江山市、龙游县为拓展区。在江山市前瞻布局固态电池、气凝胶等未来产业。支持柯城区与衢江区共建光伏产业集群。",
    ).clusters
    assert {row.name: row.districts for row in found if row.path} == {
        "氟硅新材料产业集群": ("智造新城", "江山市", "龙游县"),
        "固态电池": ("江山市",),
        "气凝胶": ("江山市",),
        "光伏产业集群": ("柯城区", "衢江区"),
    }


def test_headings_of_work_and_names_of_bodies_are_no_clusters() -> None:
    text = (
        "毕节市转型意见\n为促进发展,制定本意见。\n一、整合提升煤炭产业\n推广薄煤层综采。\n二、发展壮大煤化工产业\n"
        "建设煤化工产业集群。\n三、延伸配套产业\n发展输送机。\n四、职责分工\n市发展和改革局是集群建设的综合协调部门。\n"
    )
    assert [row.name for row in read(text).clusters] == ["煤化工产业集群"]


def read(text: str) -> Facts:
    (reading,) = extract(Source(Path("x.txt"), text, "utf-8"))
    return reading.facts


def test_clusters_are_named_by_programmes_industries_side_by_side_and_sections_on_future_industries() -> None:
    found = read(
        "襄阳市先进制造业集群培育方案\n为推动发展,制定本方案。\n一、集群工程\n"
        "实施汽车产业集群倍增工程。以襄州区为核心,发展电动客车。\n"
        "实施磷化工产业集群提质工程。支持保康县发展黄磷。\n二、产业布局\n支持襄州区打造5000亿级新能源汽车产业集群。\n"
        "  纺织产业:重点依托枣阳市,打造面料基地。\n  食品产业:依托宜城市,打造米面基地。\n  轴承产业:依托襄城区,打造轴承基地。\n"
        "三、前瞻布局未来产业\n在樊城区谋划氢能装备,在襄城区谋划量子传感。\n"
    ).clusters
    assert {row.name: row.districts for row in found} == {
        "汽车产业集群": ("襄州区",),
        "新能源汽车产业集群": ("襄州区",),
        "磷化工产业集群": ("保康县",),
        "纺织产业": ("枣阳市",),
        "食品产业": ("宜城市",),
        "轴承产业": ("襄城区",),
        "氢能装备": ("樊城区",),
        "量子传感": ("襄城区",),
    }


def test_a_heading_names_the_members_of_an_area_and_the_place_of_a_group() -> None:
    found = read(
        "德清县特色产业布局方案\n为推动发展,制定本方案。\n一、城关片区(武康街道、钟管镇)\n重点建设陶瓷产业园。\n"
        "二、临湖科学城组团\n重点发展核药。\n三、重点区域\n实现产业集聚区全面提升。\n"
    ).districts
    assert {(row.district, row.object) for row in found} == {
        ("武康街道", "陶瓷产业园"),
        ("钟管镇", "陶瓷产业园"),
        ("临湖科学城", "核药"),
    }


def test_what_stands_in_other_cells_of_a_row_is_no_object() -> None:
    table = (
        "江州市低空经济重点任务分工表\n序号\t重点任务\t牵头单位\t完成时限\n"
        "1\t在武康街道试点无人机配送\t市交通运输局\t2025年9月底\n2\t建设起降场\t市财政局\t2025年10月底\n"
    )
    (reading,) = extract(Source(Path("x.txt"), table, "utf-8"))
    assert [row.object for row in reading.facts.districts] == ["无人机配送"]


# Where the policy is of, and the places in it as they are printed in full.
WITHIN = {
    "江苏省": ("南京市", "徐州市", "盐城市", "泰州市", "昆山高新区"),
    "重庆市": ("涪陵区", "万州区", "垫江县", "两江新区", "万盛经开区"),
    "洛阳市": ("栾川县", "偃师区", "汝阳县", "高新区", "孟津区"),
    "德清县": ("武康街道", "钟管镇", "新市镇", "雷甸镇", "莫干山高新区"),
    "恩施土家族苗族自治州": ("利川市", "巴东县", "来凤县", "鹤峰县", "恩施高新区"),
}
# The zone that its city calls by its kind alone.
IN_FULL = {"高新区": "洛阳高新技术产业开发区"}
INDUSTRIES = (
    "新能源汽车", "集成电路", "生物医药", "人工智能", "动力电池", "绿色食品", "工业机器人", "海洋工程装备", "预制菜", "磁性材料",
    "智能网联汽车", "电线电缆", "无人机", "茶叶精深加工", "卫星互联网",
)  # fmt: skip
# Ways to say what grows where: a, b, c are places, x, y, z industries.
SAID = (
    ("支持{a}、{b}发展{x}", "ax bx"),
    ("支持{a}打造{x}产业基地、{b}打造{y}产业基地", "ax by"),
    ("以{a}为核心，{b}、{c}为支撑，重点发展{x}", "ax bx cx"),
    ("形成以{a}为核心、{b}和{c}为配套的{x}产业布局", "ax bx cx"),
    ("依托{a}和{b}，建设{x}生产基地", "ax bx"),
    ("在{a}建设{x}产业集聚区、在{b}建设{y}产业园", "ax by"),
    ("推动{x}产业向{a}、{b}集聚", "ax bx"),
    ("{x}主要集中在{a}、{b}，{y}主要集中在{c}", "ax bx cy"),
    ("{a}重点发展{x}、{y}；{b}重点发展{z}", "ax ay bz"),
    ("其中，{a}主攻{x}，{b}聚焦{y}，{c}突出{z}", "ax by cz"),
    ("{a}：{x}、{y}；{b}：{z}", "ax ay bz"),
    ("{x}：{a}、{b}；{y}：{c}", "ax bx cy"),
    ("发展{x}（布局区域：{a}、{b}）", "ax bx"),
    ("做强{a}的{x}、{b}的{y}", "ax by"),
    ("{a}联合{b}共建{x}产业园", "ax bx"),
    ("{a}承接{x}产业转移，{b}建设{y}配套基地", "ax by"),
    ("将{a}打造成为全国重要的{x}产业高地、将{b}打造成为{y}产业基地", "ax by"),
    ("加快{a}{x}产业发展", "ax"),
    ("推动{x}龙头企业在{a}落地", "ax"),
    ("{a}重点支持{x}项目，{b}优先支持{y}项目", "ax by"),
    ("支持{a}企业向{x}延伸", "ax"),
    ("支持{a}、{b}等资源富集区发展{x}", "ax bx"),
    ("支持{a}建设{x}产业园，引进{y}、{z}企业入驻", "ax"),
    ("以{a}、{b}为重点，新上{x}10万吨", "ax bx"),
    ("支持{a}建设面向老年人的{x}平台", "ax"),
    ("支持{a}发展{x}，建成日产能500吨以上的{y}项目3个", "ax ay"),
    ("由{a}负责统筹推进{x}产业发展", ""),
    ("积极对接长三角{x}产业", ""),
    ("2023年，{a}{x}产业产值达到120亿元", ""),
    ("对在{a}新注册的{x}企业给予最高50万元奖励", ""),
    ("组织{a}、{b}召开{x}产业推进会", ""),
    ("各区按照职责分工推进{x}产业发展", ""),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SAID), st.sampled_from(sorted(WITHIN)), st.data())
def test_what_is_to_grow_in_a_place_is_its_own_however_it_is_said(
    said: tuple[str, str], jurisdiction: str, data: st.DataObject
) -> None:
    shape, pairs = said
    places = data.draw(st.permutations(WITHIN[jurisdiction]))
    industries = data.draw(st.lists(st.sampled_from(INDUSTRIES), min_size=3, max_size=3, unique=True))
    words = dict(zip("abcxyz", (*places[:3], *industries), strict=True))
    found = facts(f"{jurisdiction}制造业高质量发展行动方案", shape.format(**words) + "。").districts
    words = {key: IN_FULL.get(word, word) for key, word in words.items()}
    assert {row.district for row in found} == {words[place] for place, _ in pairs.split()}
    for place, industry in pairs.split():
        assert any(row.district == words[place] and row.object.startswith(words[industry]) for row in found)
    assert len(found) == len(pairs.split())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(("栾川县", "偃师区", "汝阳县")),
    st.sampled_from(("", "支持")),
    st.sampled_from(("发展", "，重点发展", "建设", "承接")),
    st.sampled_from(("星火软件园", "龙泉山片区", "洛河湾科技城", "中德合作产业园", "综合保税区", "滨河小镇")),
    st.sampled_from(INDUSTRIES),
)
def test_the_park_by_which_a_place_does_something_is_its_own(
    place: str, lead: str, verb: str, park: str, industry: str
) -> None:
    found = facts("洛阳市制造业高质量发展行动方案", f"{lead}{place}依托{park}{verb}{industry}。").districts
    assert [(row.district, row.object, row.relation) for row in found] == [
        (place, park, "park"),
        (place, industry, "focus"),
    ]


@pytest.mark.parametrize("means", ["产业基础", "化工园区", "现有产业园", "龙头企业", "港口资源", "科技工业园区"])
def test_what_is_no_park_by_name_is_no_place_of_its_own(means: str) -> None:
    found = facts("洛阳市制造业高质量发展行动方案", f"栾川县依托{means}发展动力电池。").districts
    assert [(row.district, row.object) for row in found] == [("栾川县", "动力电池")]


@pytest.mark.parametrize("mark", ["\t", " | ", "   ", " "])
def test_a_cell_of_a_table_of_tasks_is_read_by_itself(mark: str) -> None:
    rows = (
        ("序号", "工作任务", "具体内容", "牵头单位", "责任单位"),
        (
            "1",
            "做强食用菌",
            "支持栾川县、汝阳县发展香菇脆片，建设冷库3万吨",
            "市农业农村局",
            "市商务局，栾川县人民政府",
        ),
        ("2", "培育花卉", "以孟津区为重点，发展鲜切花、牡丹精油", "市林业局", "市科技局，孟津区人民政府"),
        ("3", "发展文旅", "在龙门老街发展非遗研学", "市文化和旅游局", "市商务局"),
    )
    found = facts("洛阳市农产品加工业任务分工方案", "\n" + "\n".join(map(mark.join, rows)) + "\n").districts
    assert [(row.district, row.object) for row in found] == [
        ("栾川县", "香菇脆片"),
        ("汝阳县", "香菇脆片"),
        ("孟津区", "鲜切花"),
        ("孟津区", "牡丹精油"),
        ("龙门老街", "非遗研学"),
    ]


@pytest.mark.parametrize("part", ["东方红总窗口", "洛水新廊", "北岸"])
@pytest.mark.parametrize("verb", ["布局", "重点发展"])
def test_what_a_part_of_a_place_is_to_grow_is_said_of_the_place(part: str, verb: str) -> None:
    found = facts("洛阳市制造业高质量发展行动方案", f"孟津区{part}{verb}固态电池、光伏玻璃。").districts
    assert [(row.district, row.object) for row in found] == [("孟津区", "固态电池"), ("孟津区", "光伏玻璃")]


@pytest.mark.parametrize("body", ["企业", "发展改革局", "人民政府", "各部门"])
def test_a_body_of_a_place_is_no_part_of_it(body: str) -> None:
    assert facts("洛阳市制造业高质量发展行动方案", f"孟津区{body}重点发展规划编制。").districts == ()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # Whom a place lets do it is where it is done.
        ("支持孟津区、新安县做强轴承产业集群。", [("孟津区", "轴承产业集群"), ("新安县", "轴承产业集群")]),
        ("栾川县盘活闲置厂房,发展香菇脆片。", [("栾川县", "香菇脆片")]),
        # What is supported behind a semicolon is so wherever it is.
        ("栾川县建设冷库；优先支持香菇脆片的生产。", [("栾川县", "冷库")]),
        ("高新区重点发展量子传感。", [("洛阳高新技术产业开发区", "量子传感")]),
        ("经济技术开发区重点发展量子传感。", [("洛阳经济技术开发区", "量子传感")]),
    ],
)
def test_whom_a_city_lets_and_its_zones_by_their_kind(sentence: str, expected: list[tuple[str, str]]) -> None:
    found = facts("洛阳市制造业高质量发展行动方案", sentence).districts
    assert [(row.district, row.object) for row in found] == expected


@pytest.mark.parametrize("words", ["苏州市支持吴江区、张家港市", "苏州市引导吴江区、张家港市"])
def test_a_city_of_a_province_lets_its_districts(words: str) -> None:
    found = facts("江苏省纺织产业高质量发展行动方案", f"{words}做强丝绸产业集群。")
    assert [(row.district, row.object) for row in found.districts] == [
        ("吴江区", "丝绸产业集群"),
        ("张家港市", "丝绸产业集群"),
    ]
    assert {row.name: row.districts for row in found.clusters if "丝绸" in row.name} == {
        "丝绸产业集群": ("吴江区", "张家港市")
    }


def test_what_a_heading_says_that_a_place_is_to_do_names_its_cluster() -> None:
    text = (
        "洛阳市轴承产业发展工作方案\n为推动发展,制定本方案。\n一、壮大集群\n"
        "1.孟津区要做强轴承产业集群。\n2.在新安县建设耐火材料产业集群。\n"
    )
    named = {row.name: row.districts for row in read(text).clusters if row.path}
    assert named == {"轴承产业集群": ("孟津区",), "耐火材料产业集群": ("新安县",)}
