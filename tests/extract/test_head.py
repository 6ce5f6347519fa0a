"""Whose policy it is where no place begins its title, who issued it and when."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.facts import Facts
from extract.head.jurisdiction import place_of_number
from extract.pipeline import extract
from extract.read import Source

TASKS = """一、主要任务
（一）培育企业。到2025年，培育企业10家。（责任单位：{0}工信局、{0}发改委）
（二）加强组织。做好落实。（责任单位：{0}科技局）
"""


def facts_of(text: str) -> Facts:
    (reading,) = extract(Source(Path("case.txt"), text, "utf-8"))
    return reading.facts


@pytest.mark.parametrize(
    ("before", "level", "behind", "place", "science"),
    [
        # Who signs, though the policy names the province's first.
        (
            "关于支持低空经济发展的若干措施\n为落实《广东省低空经济方案》，制定本措施。\n", "市",
            "佛山市工业和信息化局\n2024年5月6日\n", "佛山市", "佛山市科学技术局",
        ),
        ("关于支持羊绒产业的若干措施\n为贯彻《河北省规划》，制定本措施。\n", "县", "清河县人民政府\n2023年2月1日\n", "清河县", "清河县科学技术局"),
        # Its number.
        ("关于发展氢能的若干措施\n成办发〔2021〕12号\n为贯彻《四川省规划》，制定本措施。\n", "市", "", "成都市", "成都市科学技术局"),
        # Who announces it: a zone.
        (
            "合肥高新技术产业开发区管理委员会关于印发支持量子信息产业发展若干政策的通知\n", "",
            "", "合肥高新技术产业开发区", "合肥高新技术产业开发区科技局",
        ),
        # A national undertaking in one place, by its bracket.
        ("国家海绵城市建设试点(常州)实施方案\n现制定本方案。\n", "市", "", "常州市", "常州市科学技术局"),
        # What the text says of its own place.
        ("关于促进集成电路产业的意见\n根据《江苏省规划》，结合常州市实际，提出如下意见。\n", "市", "", "常州市", "常州市科学技术局"),
        # The title names the place before its kind.
        ("国家碳汇试点（唐山）实施方案\n加强统筹。\n", "市", "", "唐山市", "唐山市科学技术局"),
        ("推动绿色建筑提质盐都行动方案\n加强统筹。\n", "区", "", "盐都区", "盐城市盐都区科学技术局"),
        # The districts that it names are of one city, or its cities and zones of one province.
        ("关于促进灯具产业的意见\n抓好蓬江区灯管、新会区灯座、开平市灯罩的升级。\n", "市", "", "江门市", "江门市科学技术局"),
        ("关于促进灯具产业的意见\n我省灯具产业集中在平潭综合实验区、福州市。\n", "省", "", "福建省", "福建省科学技术局"),
    ],
)  # fmt: skip
def test_jurisdiction_without_a_place_in_the_title(
    before: str, level: str, behind: str, place: str, science: str
) -> None:
    facts = facts_of(before + TASKS.format(level) + behind)
    assert facts.document.jurisdiction == place
    assert science in {row.canonical for row in facts.responsibilities}


def test_a_ministry_that_signs_issues_the_policy_of_the_country() -> None:
    facts = facts_of("关于推动机器人产业发展的意见\n一、任务\n（一）研发关节。\n工业和信息化部\n2023年2月1日\n")
    assert facts.document.level == "national"


@pytest.mark.parametrize(
    ("number", "place"),
    [
        ("粤府函〔2020〕82号", "广东省"),
        ("苏政办发〔2021〕3号", "江苏省"),
        ("苏府办〔2021〕3号", "苏州市"),
        ("深工信规〔2022〕1号", "深圳市"),
        ("工信部联规〔2021〕5号", "全国"),
        ("国办发〔2021〕5号", "全国"),
    ],
)
def test_number_tells_the_place(number: str, place: str | None) -> None:
    found = place_of_number(number)
    assert (found.name if found else None) == place


TASK = "一、扶持企业\n给予补助。（市财政局负责）\n"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        # What a page prints of itself: cells, bullets, a row.
        (
            "索 引 号: | 0001/2022-9 | 信息分类: | |\n发布机构: | 生成日期: | 2022-12-02 08:54:33 | |\n文 号: | 玉府办发〔2022〕10号 | 是否有效: | |\n"
            "名 称: | 市人民政府办公室关于印发玉溪市发展花卉产业三年行动方案的通知 |\n各县（市、区）人民政府：\n"
            "经市人民政府同意，现将《玉溪市发展花卉产业三年行动方案》印发给你们。\n玉溪市发展花卉产业三年行动方案\n",
            {"doc_number": "玉府办发〔2022〕10号", "issued": "2022-12-02", "issuers": ("玉溪市人民政府办公室",),
             "title": "玉溪市发展花卉产业三年行动方案"},
        ),
        (
            "- 发文字号:阿行发〔2020〕57号\n- 发布日期:2021-12-22\n阿里地区行政公署关于印发《阿里地区光伏产业管理规则》的通知\n各县人民政府:\n"
            "《阿里地区光伏产业管理规则》已经行署研究通过,现印发给你们。\n阿里地区行政公署\n2021年11月9日\n阿里地区光伏产业管理规则\n",
            {"doc_number": "阿行发〔2020〕57号", "title": "阿里地区光伏产业管理规则", "type": "规则", "issued": "2021-11-09"},
        ),
        (
            "∙【制定机关】岳阳市人民政府办公室\n∙【公布日期】2020.01.17\n∙【字 号】岳政办〔2020〕1号\n∙【施行日期】2020.02.01\n正文\n"
            "市人民政府办公室关于印发岳阳市2020年石化产业\n工作要点的通知\n各县市区人民政府:\n《岳阳市2020年石化产业工作要点》已经市政府同意,现印发给你们。\n",
            {"doc_number": "岳政办〔2020〕1号", "issued": "2020-01-17", "effective_from": "2020-02-01",
             "issuers": ("岳阳市人民政府办公室",), "title": "岳阳市2020年石化产业工作要点"},
        ),
        # What stands before the title on its line, or behind it.
        (
            "粤府〔2018〕120号《广东省人民政府关于印发广东省稀土产业管理办法(试行)的通知》\n广东省人民政府关于印发广东省稀土产业\n管理办法(试行)的通知\n"
            "各地级以上市人民政府:\n现将《广东省稀土产业管理办法(试行)》印发给你们。\n广东省人民政府\n2018年12月24日\n",
            {"doc_number": "粤府〔2018〕120号", "title": "广东省稀土产业管理办法(试行)"},
        ),
        (
            "【规范性文件】长沙市人民政府办公厅关于印发长沙市支持湘绣产业若干举措的通知(长政办发〔2020〕8号)\n各区县(市)人民政府:\n"
            "《长沙市支持湘绣产业若干举措》已经市人民政府同意,现印发给你们。\n长沙市支持湘绣产业\n若干举措\n",
            {"doc_number": "长政办发〔2020〕8号", "issuers": ("长沙市人民政府办公厅",), "title": "长沙市支持湘绣产业若干举措",
             "type": "若干措施"},
        ),
        # A decree, a regulation, a committee of the party and its government with nothing between them.
        (
            "内蒙古自治区奶业管理办法\n\n内蒙古自治区人民政府令\n第97号\n\n《内蒙古自治区奶业管理办法》已经自治区人民政府常务会议通过,现予发布施行。\n"
            "1997年7月23日\n",
            {"doc_number": "内蒙古自治区人民政府令第97号", "issuers": ("内蒙古自治区人民政府",)},
        ),
        (
            "湖州市人大常委会\n\n湖州市丝绸产业促进条例\n(2023年10月26日湖州市第九届人民代表大会常务委员会第十次会议通过)\n",
            {"title": "湖州市丝绸产业促进条例", "issuers": ("湖州市人民代表大会常务委员会",)},
        ),
        (
            "中共宿州市委宿州市人民政府关于加快建设石榴强市的实施意见\n宿发〔2023〕11号\n为促进产业发展,制定如下实施意见。\n",
            {"issuers": ("中共宿州市委员会", "宿州市人民政府")},
        ),
        # News, a call for opinions, a title in two lines that does not begin as one.
        (
            "两部委印发机器人三年行动计划\n工信部网站8月10日消息,工信部和发改委印发《机器人消费三年行动计划(2018-2020年)》通知,要求扩大应用。\n",
            {"title": "机器人消费三年行动计划(2018-2020年)", "level": "national", "issuers": ("工业和信息化部", "国家发展和改革委员会")},
        ),
        (
            "各市、县人民政府:\n《防止“散乱小”稳定陶瓷生产工作方案》已经自治区人民政府同意,现印发给你们。\n2020年12月29日\n防止“散乱小”稳定陶瓷\n生产工作方案\n",
            {"title": "防止“散乱小”稳定陶瓷生产工作方案"},
        ),
        (
            "各盟市工信局:\n自治区工业和信息化厅重新修订了《内蒙古自治区工业园区资金管理办法》,现印发给你们,请执行。\n"
            "内蒙古自治区工业和信息化厅\n2025年8月15日\n",
            {"title": "内蒙古自治区工业园区资金管理办法", "issuers": ("内蒙古自治区工业和信息化厅",)},
        ),
        # A collection prints the day behind the notice; a year's work is planned for that year.
        (
            "亳州市人民政府办公室关于印发亳州市药茶产业2023 年度工作任务的通知（2023 年4 月12 日）\n亳政办〔2023〕9号\n各县区人民政府：\n",
            {"issued": "2023-04-12", "period": ("2023", "2023"), "title": "亳州市药茶产业2023 年度工作任务"},
        ),
        ("数字青海建设2024年工作要点\n", {"jurisdiction": "青海省", "period": ("2024", "2024")}),
        # Who lends a seal.
        (
            "亳州市药茶产业专班办公室关于印发药茶产业方案的通知\n各县区：\n亳州市农业农村局\n亳州市商务局（代章）\n2024年4月6日\n药茶产业方案\n",
            {"issuers": ("亳州市农业农村局",)},
        ),
        # Ministries on lines of their own, with a blank lost between two of them.
        (
            "近日\n\n工业和信息化部 国家发展改革委财政部\n\n商务部 国家能源局印发了\n\n《推动药茶产业发展实施方案》的通知\n推动药茶产业发展实施方案\n",
            {"level": "national", "issuers": ("工业和信息化部", "国家发展和改革委员会", "财政部", "商务部", "国家能源局")},
        ),
        ("青海省六部门印发《青海省药茶产业行动方案》\n青海省药茶产业行动方案\n", {"issuers": ()}),
        (
            "- 索 引 号：\n- 公开主体：市商务局002001\n- 成文日期：2026-03-13\n亳州市药茶产业行动方案\n",
            {"issuers": ("亳州市商务局",), "issued": "2026-03-13"},
        ),
        # A notice signed above the title of what it hands out, a number behind the title, parted by signs of a lost font.
        (
            "附件：2025年青海省牦牛产业方案\n青海省人民政府办公厅\n2025年1月23日\n2025年青海省牦牛产业方案\n",
            {"issuers": ("青海省人民政府办公厅",), "issued": "2025-01-23", "period": ("2025", "2025")},
        ),
        (
            "青海省人民政府办公厅关于加快牦牛\n产业发展的指导意见 青政办〔2015〕73号\n各州人民政府：\n",
            {"title": "青海省人民政府办公厅关于加快牦牛产业发展的指导意见", "doc_number": "青政办〔2015〕73号"},
        ),
        (
            "关于印发青海省牦牛产业方案的通知\n青海省商务厅 ？青海省财政厅\n2024年4月23日\n青海省牦牛产业方案\n",
            {"issuers": ("青海省商务厅", "青海省财政厅")},
        ),
    ],
)  # fmt: skip
def test_heads_as_pages_print_them(page: str, expected: dict[str, object]) -> None:
    document = facts_of(page + TASK).document
    assert {name: getattr(document, name) for name in expected} == expected


_NAMED = "绵阳市发展制茶业若干措施"
_NOTICE = f"绵阳市人民政府办公室关于印发{_NAMED}的通知"
_OFFICE, _NUMBERED, _DAY = "绵阳市人民政府办公室", "绵府办发〔2024〕9号", "2024-05-01"


@pytest.mark.parametrize(
    "page",
    [
        # On one line, with colons, in brackets, between other marks, with blanks between the issuers' label and the next.
        f"{_NOTICE}\n发文机关：{_OFFICE} 文号：{_NUMBERED} 成文日期：{_DAY} 发布日期：2024-05-06\n",
        f"【发文机关】{_OFFICE} 【发文字号】{_NUMBERED} 【成文日期】{_DAY} 【发布日期】2024-05-06\n{_NOTICE}\n",
        f"{_NAMED}\n发文机关：{_OFFICE}，文号：{_NUMBERED}，成文日期：{_DAY}\n",
        # The title among them, though no line holds it alone.
        f"索引号：0082/2024-12 主题分类：商贸 发布机构：{_OFFICE} 成文日期：{_DAY} 名称：{_NOTICE} 文号：{_NUMBERED} 主题词：\n",
        f"索引号\t0082\t发布机构\t{_OFFICE}\t发文日期\t{_DAY}\t名称\t{_NAMED}\t文号\t{_NUMBERED}\t主题词\t\n",
        # Run together, with and without colons.
        f"索引号0082/2024-12主题分类商贸发布机构{_OFFICE}成文日期{_DAY}文号{_NUMBERED}发布日期2024-05-06\n{_NOTICE}\n",
        f"索 引 号：0082主题分类：商贸发布机构：{_OFFICE}发文日期：2024年05月01日名称：{_NOTICE}文号：{_NUMBERED}\n{_NAMED}\n",
        # In a table, one cell a line.
        f"| 索引号 | 0082 | 发布机构 | {_OFFICE} |\n| 发文字号 | {_NUMBERED} | 成文日期 | {_DAY} |\n{_NAMED}\n",
        f"索引号\n0082\n发布机构\n{_OFFICE}\n成文日期\n{_DAY}\n标题\n{_NOTICE}\n发文字号\n{_NUMBERED}\n{_NAMED}\n",
    ],
)  # fmt: skip
def test_data_that_a_page_prints_together(page: str) -> None:
    document = facts_of(page + "为发展制茶业，制定本措施。\n" + TASK).document
    found = (document.title, document.issuers, document.doc_number, document.issued)
    assert found == (_NAMED, (_OFFICE,), _NUMBERED, _DAY)


@pytest.mark.parametrize(
    "line",
    [
        "{}  2024-05-06 08:30  来源：绵阳日报  作者：王某  【字号：大 中 小】",
        "{}（来源：绵阳市商务局 作者：张三）",
        "{}\t来源：绵阳市商务局\t字号：大 中 小",
        "{}|来源：绵阳市商务局|发布时间：2024-05-06",
        "{}作者：绵阳市商务局来源：本站字号：大中小",
        "标题：{} 作者：绵阳市商务局 时间：2024-05-06",
        "{} 绵府办发〔2024〕9号",
        "绵府办发〔2024〕9号 {}",
    ],
)
def test_titles_with_a_byline_on_their_line(line: str) -> None:
    document = facts_of(line.format(_NAMED) + "\n为发展制茶业，制定本措施。\n" + TASK).document
    assert document.title == _NAMED
    assert document.doc_number == (_NUMBERED if _NUMBERED in line else None)


@pytest.mark.parametrize(
    ("before", "level", "behind", "place"),
    [
        ("关于帮助企业的实施细则\n为落实省政府《若干政策》，结合淮安实际，制定如下细则。\n", "市", "", "淮安市"),
        ("关于清洁生产的方案\n为落实市政府《方案》，结合保德实际，制定本方案。\n", "县", "", "保德县"),
        ("关于优化服务的方案\n为优化服务，制定本方案。\n", "市", "（责任单位：市税务局、上海证监局、上海金融监管局）\n", "上海市"),
        ("关于支持小微企业的意见\n为落实《中共浙江省委浙江省人民政府关于支持民企的意见》，结合我省实际，提出意见。\n", "省", "", "浙江省"),
        ("关于集聚人才的意见\n根据《中共广州市委、广州市人民政府关于城市发展的决定》，制定意见。\n", "市", "市委负责。\n", "广州市"),
        ("关于治理大气的意见\n到2017年，全省改善；武汉市、襄阳市、荆门市下降。\n", "省", "", "湖北省"),
        ("关于发展充电设施的意见\n国办发〔2023〕19号\n现提出意见。\n", "", "", None),
        ("加快特色产业意见\n按照《东至县资金管理办法》，依据《安徽省办法》，支持我县企业。\n", "县", "", "东至县"),
        ("促进新区建设行动计划\n目前共3个，包括河北雄安新区、天津滨海新区、重庆两江新区。\n", "", "", None),
    ],
)  # fmt: skip
def test_whose_policy_it_is_by_what_it_says(before: str, level: str, behind: str, place: str | None) -> None:
    facts = facts_of(before + TASKS.format(level) + behind)
    assert facts.document.jurisdiction == place
    assert facts.document.level != "zone"


@pytest.mark.parametrize(
    ("above", "title", "said", "below", "place"),
    [
        # The paper, the address, the place from where news came, are none of the policy's own.
        ("南昌市新闻网\n来源：南昌日报\n", "关于发展制茶业的若干措施", "", "", None),
        ("武汉市江汉区解放大道12号 湖北日报传媒集团\n", "关于发展制茶业的若干措施", "", "", None),
        ("无锡市新闻中心\n（本报苏州讯）\n", "关于发展制茶业的若干措施", "", "", None),
        ("人民网济南5月6日电 据山东省人民政府网站消息\n", "关于发展制茶业的若干措施", "", "", None),
        ("成都市新津区融媒体中心\n", "关于发展制茶业的若干措施", "", "地址：成都市武侯区顺和街3号\n", None),
        # A province's page may print a city's policy.
        ("湖南省人民政府门户网站 - 市州政策\n", "关于发展制茶业的若干措施", "", "", None),
        # The title and the text win over all of it.
        ("四川新闻网：", "绵阳市发展制茶业若干措施", "", "", "绵阳市"),
        ("四川在线 | ", "绵阳市发展制茶业若干措施", "", "", "绵阳市"),
        ("浙江新闻\n来源：浙江日报\n", "《衢州市发展制茶业若干措施》全文", "", "", "衢州市"),
        ("广东省佛山市南方日报社 南方网\n", "关于发展制茶业的若干措施", "为推动中山市产业发展，制定本措施。\n", "", "中山市"),
        ("河南省人民政府门户网站 来源：河南日报\n", "关于发展制茶业的若干措施", "", "鹤壁市人民政府办公室\n2024年5月6日\n", "鹤壁市"),
        ("山东省新闻网 > 政策\n", "发展制茶业若干措施", "时间：2024-05-06 来源：聊城市人民政府\n", "", "聊城市"),
    ],
)  # fmt: skip
def test_whose_policy_a_site_of_another_place_prints(
    above: str, title: str, said: str, below: str, place: str | None
) -> None:
    facts = facts_of(f"{above}{title}\n{said}" + TASKS.format("市") + below)
    assert facts.document.jurisdiction == place
    assert facts.document.title.startswith(title.strip("《》文全"))


def test_short_names_of_what_is_cited_are_no_citations() -> None:
    facts = facts_of(
        "宜宾市支持动力电池产业若干措施\n为落实《四川省动力电池规划》和《国务院关于能源的意见》(国发〔2020〕3号，以下简称《意见》)，"
        "按照《意见》要求，依据《能源管理条例》(国务院令第722号)，制定本措施。《四川省动力电池规划》(川府发〔2021〕9号)另有规定的从其规定。\n"
        + TASK
    )
    assert [(c.title, c.number) for c in facts.document.cites] == [
        ("四川省动力电池规划", "川府发〔2021〕9号"),
        ("国务院关于能源的意见", "国发〔2020〕3号"),
        ("能源管理条例", "国务院令第722号"),
    ]


@pytest.mark.parametrize(
    ("page", "issuers"),
    [
        # Red-letter paper, and a notice that nobody signs.
        ("大竹县人民政府办公室文件\n竹府办〔2021〕7号\n关于印发大竹县苎麻产业提升方案的通知\n各乡镇人民政府：\n2021年4月2日\n大竹县苎麻产业提升方案\n",
         ("大竹县人民政府办公室",)),
        # A page that names its source beside the policy's own number, and one that bears none.
        ("绵阳高新区激光产业发展方案\n发布时间：2023-04-02　来源：绵阳高新区管委会　字体：[大]\n绵高管发〔2023〕5号\n", ("绵阳高新技术产业开发区管理委员会",)),
        ("绵阳高新区激光产业发展方案\n发布时间：2023-04-02　来源：绵阳高新区管委会　字体：[大]\n", ()),
    ],
)  # fmt: skip
def test_issuers_that_pages_print_elsewhere(page: str, issuers: tuple[str, ...]) -> None:
    assert facts_of(page + "为加快发展，制定本方案。\n" + TASKS.format("")).document.issuers == issuers


def test_a_signature_without_a_day() -> None:
    facts = facts_of("延边州参业数字化工作要点\n" + TASKS.format("州") + "附件：略\n延边朝鲜族自治州人民政府办公室\n")
    assert facts.document.issuers == ("延边朝鲜族自治州人民政府办公室",)


def test_the_issuer_that_a_title_names_beside_others() -> None:
    facts = facts_of("浙江省经济和信息化厅等5部门关于印发竹产业行动方案的通知\n竹产业行动方案\n" + TASKS.format("省"))
    assert facts.document.issuers == ("浙江省经济和信息化厅",)


def test_how_long_a_policy_is_in_force() -> None:
    head = "固原市肉牛产业若干措施\n固原市人民政府\n2023年2月8日\n"
    spans = (
        ("执行期限为2019年1月1日至2023年12月31日。", ("2019-01-01", "2023-12-31")),
        ("本措施自发布之日起施行，暂定三年有效期。", ("2023-02-08", "2026-02-07")),
        ("本措施施行日期为2024年6月1日，有效期限叁年。", ("2024-06-01", "2027-05-31")),
        ("本措施有效期3年，自2024年6月1日起计算。", ("2024-06-01", "2027-05-31")),
        ("本措施从2024年6月1日起施行，有效期至2026年底。", ("2024-06-01", "2026-12-31")),
    )
    for said, expected in spans:
        document = facts_of(head + TASKS.format("市") + said + "\n").document
        assert (document.effective_from, document.effective_to) == expected


def test_days_and_numbers_that_pages_print_elsewhere() -> None:
    plan = facts_of(
        "梧州市发展规划和2035年远景目标纲要\n（2021年2月9日梧州市第十四届人民代表大会第八次会议批准）\n"
        + TASKS.format("市")
    )
    assert (plan.document.issued, plan.document.type) == ("2021-02-09", "规划纲要")
    given = facts_of("固原市肉牛产业规划\n固原市农业农村局 2023年5月6日印发 固农发〔2023〕8号\n" + TASKS.format("市"))
    assert given.document.doc_number == "固农发〔2023〕8号"
    old = "本措施替代《固原市肉牛产业扶持措施》（固政办发〔2020〕3号）。本措施自2024年9月1日施行，有效期2年。\n"
    after = facts_of("固原市肉牛产业若干措施\n" + TASKS.format("市") + old).document
    assert (after.effective_from, after.effective_to) == ("2024-09-01", "2026-08-31")
    assert [(c.title, c.relation) for c in after.cites] == [("固原市肉牛产业扶持措施", "replaces")]


@pytest.mark.parametrize(
    ("says", "name"),
    [
        ("政策期限为2016年至2018年，到2020年建成。", "上海市临港地区开发建设管理委员会"),
        ("2015年至2018年税收增长一倍，到2025年建成。", "上海市临港地区管理委员会"),
    ],
)
def test_a_policy_without_a_day_is_dated_by_its_aims(says: str, name: str) -> None:
    facts = facts_of(f"上海市关于支持临港发展的意见\n\n一、扶持企业\n{says}（临港地区管委会负责）\n")
    assert [row.canonical for row in facts.responsibilities] == [name]
