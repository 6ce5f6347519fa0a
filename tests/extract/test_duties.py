"""Duties: nothing lost in silence, nobody given a duty by ordinary prose, names with what they share."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.duties.past import told_of_past
from extract.duties.words import NO_VERB
from extract.facts import Facts, Span
from extract.names import Sharing
from extract.pipeline import Reading, extract
from extract.read import Source
from extract.resolve import Context
from seeds.places import find
from tests.conftest import CASES, TOP

# Written out again, so that the program's own list of triggers is held against something.
TRIGGER = re.compile(
    r"负责|牵头|(?:责任|配合|主办|协办|督导|督办|主责|承办)(?:单位|部门|机关)|会同|配合(?=[做抓开推落实完。，,；;、)）]|$)",
    re.M,
)
SENTENCE = re.compile(r"[^。；;\n]+")
POLICIES = sorted(CASES.glob("*/input.txt")) + sorted((TOP / "seeds" / "documents").glob("*.txt"))
with (TOP / "seeds" / "tables" / "no_duty.csv").open(encoding="utf-8") as table:
    REASONS = [re.compile(row["pattern"].replace("{no_verb}", NO_VERB)) for row in csv.DictReader(table)]
BODY = re.compile(
    r"[省市县区州](?:委|政府)?[一-鿿]{2,14}(?:局|厅|委|办|部|署|院|中心|政府|管委会)|部门|人民政府|各[区县市]"
)


def read(text: str) -> Reading:
    reading, *_ = extract(Source(Path("x.txt"), text, "utf-8"))
    return reading


def explained(sentence: str, trigger: re.Match[str], start: int) -> bool:
    """Tell whether a listed reason says why a word gives nobody a duty, or no public body stands in its sentence."""
    here = range(trigger.start() - start, trigger.end() - start)
    listed = any(m.start() < here.stop and here.start < m.end() for r in REASONS for m in r.finditer(sentence))
    return listed or BODY.search(sentence) is None


def stated_once(sentence: re.Match[str], trigger: re.Match[str], facts: Facts) -> bool:
    """Tell whether the clause of the task that a sentence is part of gives the same body the same part."""
    role = {"负": "responsible", "牵": "lead", "配": "support", "会": "joint"}.get(trigger[0][0])
    return any(
        d.role == role
        and d.task.start <= sentence.start()
        and sentence.end() <= d.task.end
        and d.at.quote in sentence[0]
        for d in facts.responsibilities
    )


def silent(text: str, facts: Facts) -> list[str]:
    """Return the sentences with a word of duty that no row, no unread piece and no listed reason covers."""
    policy = facts.document.span
    covered = [(d.at.evidence.start, d.at.evidence.end) for d in facts.responsibilities]
    covered += [(u.start, u.end) for u in facts.unparsed]
    lost = []
    for sentence in SENTENCE.finditer(text, policy.start, policy.end):
        if any(a < sentence.end() and sentence.start() < b for a, b in covered):
            continue
        past = told_of_past(sentence[0], facts.document.issued)
        for trigger in TRIGGER.finditer(text, sentence.start(), sentence.end()):
            at = trigger.start() - sentence.start()
            if any(span.start <= at < span.end for span in past):
                continue
            if not explained(sentence[0], trigger, sentence.start()) and not stated_once(sentence, trigger, facts):
                lost.append(sentence[0].strip())
    return lost


@pytest.mark.parametrize("path", POLICIES, ids=lambda p: p.parent.name + "/" + p.stem)
def test_no_word_of_duty_is_lost_in_silence(path: Path) -> None:
    for reading in extract(Source(path, path.read_text(encoding="utf-8"), "utf-8")):
        # Headings of tables and lines about persons name no agency, and rules and persons have no row.
        lost = [s for s in silent(reading.text, reading.facts) if not no_row(s)]
        assert not lost


def no_row(sentence: str) -> bool:
    bare = re.sub(r"\s+", "", sentence)
    heading = re.fullmatch(
        r"\|?(?:[\w|()（）]{0,12}?(?:单位|部门|时限|时间|任务|事项|措施|举措|项目|序号|编号|内容|备注|名称|方式)\|?"
        r"|[一-鿿]{1,5}[区县市])+",
        bare,
    )
    nobody = re.fullmatch(r"[一-鿿]{2,6}(?:单位|部门|领导)[:：](?:无|/)?", bare)
    return heading is not None or nobody is not None


AGENCIES = ("市科技局", "市发展改革委", "市海洋发展局", "市委宣传部", "各区人民政府", "人行宁波市中心支行", "市税务局")
SHAPES = (
    "（{a}牵头，{b}配合）",
    "（责任单位：{a}、{b}）",
    "〔牵头单位：{a}；配合单位：{b}〕",
    "由{a}牵头，会同{b}推进。",
    "{a}负责统筹，{b}配合做好服务。",
    "责任单位：{a}、{b}",
    "（{a}、{b}按职责分工负责，2025年底前完成）",
    "【{a}会同{b}负责】",
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(SHAPES), st.permutations(AGENCIES), st.sampled_from(("", "\n"))),
        min_size=1, max_size=6,
    )
)  # fmt: skip
def test_every_clause_gives_all_its_agencies(items: list[tuple[str, list[str], str]]) -> None:
    text = "宁波市发展海洋装备行动方案\n"
    for number, (shape, names, gap) in enumerate(items, 1):
        text += f"{number}.推进第{number}类项目。{gap}{shape.format(a=names[0], b=names[1])}\n"
    facts = read(text).facts
    got = {(d.path, d.agency) for d in facts.responsibilities}
    if not any(gap for *_, gap in items):
        assert got == {(str(n), name) for n, (_, names, _) in enumerate(items, 1) for name in names[:2]}
    assert {agency for _, agency in got} == {name for _, names, _ in items for name in names[:2]}
    assert not facts.unparsed


# What a body does, how others are joined to it, and what these do.
DOES = (
    *(("lead", words) for words in ("牵头", "主抓", "牵头负责", "牵头组织", "牵头实施", "牵头抓总", "总牵头", "为牵头单位", "负主责")),
    *(("responsible", words) for words in ("负责", "具体负责", "组织实施", "承办", "承担", "统筹推进", "统筹", "总负责")),
)  # fmt: skip
HELPS = (
    *(("support", words) for words in ("{b}配合", "{b}参与", "{b}协助", "{b}协办", "{b}等部门按职责配合", "{b}为配合单位")),
    ("responsible", "{b}按职责分工落实"), ("supervise", "{b}督导"), ("joint", "会同{b}"), ("joint", "联合{b}"),
)  # fmt: skip
FORMS = ("（{}）", "责任单位：{}", "此项工作由{}。", "由{}，2025年底前完成。")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(FORMS), st.sampled_from(DOES), st.sampled_from(HELPS), st.sampled_from(("，", "、", "", "并")),
    st.sampled_from(("市科技局", "市科技局、市委宣传部")),
)  # fmt: skip
def test_whoever_is_joined_to_a_body_in_whatever_words_has_a_part(
    form: str, does: tuple[str, str], helps: tuple[str, str], joint: str, bodies: str
) -> None:
    if helps[0] != "joint":
        joint = "，" if joint != "、" else joint
    said = form.format(bodies + does[1] + joint + helps[1].format(b="市财政局、各区人民政府"))
    facts = read(f"宁波市发展海洋装备行动方案\n一、扩大应用。开放场景。{said}\n").facts
    want = {(name, does[0]) for name in bodies.split("、")} | {(n, helps[0]) for n in ("市财政局", "各区人民政府")}
    assert {(d.agency, d.role) for d in facts.responsibilities} == want
    assert not facts.unparsed


def test_a_body_that_a_clause_gives_no_part_is_told() -> None:
    facts = read("宁波市发展海洋装备行动方案\n一、扩大应用。开放场景。（市科技局牵头联络市财政局、市税务局）\n").facts
    assert [d.agency for d in facts.responsibilities] == ["市科技局"]
    assert [u.quote for u in facts.unparsed] == ["市财政局", "市税务局"]


# What a clause says besides of when and of whom, and clauses that it may be said in.
TIMES = (
    "完成时限：2025年12月底", "时限：长期", "持续推进", "2025年底前完成", "2025-2027年", "责任领导：张建国", "联系人：王强，电话：12345678",
    "2025年3月底前出台方案，6月底前完成", "资金来源：市级财政资金", "考核指标：新增企业20家", "即日起实施",
)  # fmt: skip
TIMED = (
    ("牵头单位：市科技局；责任单位：市财政局、各区政府", ("lead", "responsible", "responsible")),
    ("责任部门：市科技局、市财政局、各区政府", ("responsible",) * 3),
    ("市科技局牵头，市财政局、各区政府配合", ("lead", "support", "support")),
    ("市科技局、市财政局、各区政府负责", ("responsible",) * 3),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(("（{}）", "【{}】", "\n（{}）")), st.sampled_from(TIMED), st.sampled_from(TIMES),
    st.sampled_from("；，。 　"), st.booleans(),
)  # fmt: skip
def test_times_and_persons_beside_bodies_hide_none(
    form: str, stated: tuple[str, tuple[str, ...]], when: str, joint: str, behind: bool
) -> None:
    words = joint.join((stated[0], when) if behind else (when, stated[0]))
    facts = read(f"宁波市发展海洋装备行动方案\n一、扩大应用。开放场景。{form.format(words)}\n").facts
    want = set(zip(("市科技局", "市财政局", "各区政府"), stated[1], strict=True))
    assert {(d.agency, d.role) for d in facts.responsibilities} == want
    assert not facts.unparsed


# Who of the places is spoken of, and how they are told without a word for who they are.
PLACES = (
    ("鄞州区",), ("鄞州区", "海曙区"), ("宁海县", "象山县"), ("慈溪市", "余姚市"), ("鄞州区政府", "海曙区政府"),
    ("高新区", "经开区"), ("市工业园区",), ("前湾新区", "高新区"),
)  # fmt: skip
PLACES_TOLD = (
    "由{}组织实施。", "由{}分别落实。", "由{}落实。", "由{}具体实施。", "由{}承担。", "由{}统筹推进。", "{}重点做好要素保障。",
    "{}要做好要素保障。", "{}要负责项目落地。", "{}承担属地责任。", "{}于2025年6月底前制定实施方案。", "{}牵头推进园区建设。",
)  # fmt: skip


@pytest.mark.parametrize("said", PLACES_TOLD)
@pytest.mark.parametrize("places", PLACES)
def test_places_that_are_named_are_told_as_departments_are(said: str, places: tuple[str, ...]) -> None:
    facts = read(f"宁波市发展海洋装备行动方案\n一、扩大应用。开放场景。{said.format('、'.join(places))}\n").facts
    assert {d.agency for d in facts.responsibilities} == set(places)


# Marks that stand for others, numbers before names, lines: how a list of three may be printed.
PRINTED = (
    "（责任单位∶{}、{}、{}）", "（责任单位︰{}、{}、{}）", "（责任单位：{}﹑{}﹑{}）", "（责任单位：{}､{}､{}）", "（责任单位：{}|{}|{}）",
    "（责任单位：{}&{}&{}）", "（责任单位：①{}、②{}、③{}）", "（责任单位：1.{}、2.{}、3.{}）", "（责任单位：{}，{}，和{}）", "＜责任单位：{}、{}、{}＞",
    "\n责任单位：{}\n{}\n{}", "\n责任单位：{}\n　　{}\n　　{}。", "\n责任单位 {}、{}、{}", "（责任单位；{}、{}、{}）",
)  # fmt: skip


@pytest.mark.parametrize("printed", PRINTED)
@pytest.mark.parametrize("last", ["鄞州区人民政府", "宁波海关", "市委网信办"])
def test_a_list_is_read_however_it_is_printed(printed: str, last: str) -> None:
    said = printed.format("市科技局", "市财政局", last)
    facts = read(f"宁波市发展海洋装备行动方案\n一、扩大应用。开放场景。{said}\n二、其他。开放场景。\n").facts
    assert [d.agency for d in facts.responsibilities] == ["市科技局", "市财政局", last]


BODIES = (
    "市发展改革委", "市科技局", "市工业和信息化局", "市人力资源社会保障局", "市住建局", "市卫健委", "市市场监管局", "市国资委",
    "市大数据局", "市委组织部", "市委网信办", "市委金融办", "市总工会", "团市委", "市科协", "市工商联", "宁波海关", "市税务局",
    "人民银行宁波市分行", "国网宁波供电公司", "市气象局", "市供销社", "市公共资源交易中心", "市产业技术研究院", "高新区管委会",
    "鄞州区人民政府", "慈溪市政府", "双墩镇人民政府", "市政府办公厅", "市检察院", "市产业集团", "市交投集团", "市地质院",
    "市数字经济发展协调小组", "市招商引资工作小组", "市“双招双引”办公室", "市营商环境推进组",
    "宁波大学", "浙江万里学院", "市竹产业协会", "省自然资源厅", "国家能源局", "中国人民银行",
)  # fmt: skip
# What may stand behind a verb: words that begin as names, persons, systems or other verbs do.
OBJECTS = (
    "人工智能算力调度", "人才认定", "人口数据共享", "人形机器人攻关", "人居环境整治", "制订年度计划", "制定办法", "制造业升级",
    "任务分解", "科技攻关", "处置突发事件", "队伍建设", "局部调整", "组建产业基地", "会展服务", "单位产品能耗核查", "部门数据共享",
    "委托评估", "办学条件改善", "行业监测", "区域布局优化", "市场开拓", "县域商业体系建设", "镇区改造", "团体标准", "中心城区改造",
)  # fmt: skip
STATED = (
    ("{a}负责{o}", (("a", "responsible"),)),
    ("由{a}负责{o}，{b}配合", (("a", "responsible"), ("b", "support"))),
    ("{a}牵头{o}，{b}负责{p}", (("a", "lead"), ("b", "responsible"))),
    ("由{a}牵头、{b}参与，共同做好{o}", (("a", "lead"), ("b", "support"))),
    ("{o}由{a}牵头负责", (("a", "lead"),)),
    ("{a}会同{b}负责{o}", (("a", "responsible"), ("b", "joint"))),
    ("{a}、{b}按职责分工负责{o}", (("a", "responsible"), ("b", "responsible"))),
    ("{a}和{b}负责{o}", (("a", "responsible"), ("b", "responsible"))),
    ("{a}具体负责{o}工作", (("a", "responsible"),)),
    ("{o}（{a}、{b}负责）", (("a", "responsible"), ("b", "responsible"))),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(STATED),
    st.lists(st.sampled_from(BODIES), min_size=2, max_size=2, unique=True),
    st.lists(st.sampled_from(OBJECTS), min_size=2, max_size=2),
)
def test_whoever_is_told_whatever_has_the_duty(
    stated: tuple[str, tuple[tuple[str, str], ...]], bodies: list[str], objects: list[str]
) -> None:
    shape, parts = stated
    said = dict(zip("abop", (*bodies, *objects), strict=True))
    text = f"宁波市人民政府关于发展海洋装备的实施意见\n一、任务\n（一）{shape.format(**said)}。\n（二）完善服务体系。\n"
    got = {(d.agency, d.role) for d in read(text).facts.responsibilities}
    assert got == {(said[who], role) for who, role in parts}


# Ordinary sentences that hold the words and give nobody a task.
PROSE = (
    "支持龙头企业牵头组建创新联合体。",
    "企业负责人应当对填报内容的真实性负责。",
    "推动产业链上下游密切配合。",
    "加强部门协同配合，形成工作合力。",
    "落实安全生产责任制。",
    "高校、科研院所参与标准制定。",
    "实行首席科学家负责制。",
    "鼓励行业协会牵头制定团体标准。",
    "各责任单位要按照分工抓好落实。",
    "压实牵头单位责任，完善考核办法。",
    "本方案由市科技局负责解释。",
    "项目单位负责专账核算，监理单位配合验收。",
    "技术负责人须具备高级职称。",
    "建立分级负责、属地管理的机制。",
    "申报材料由申请人自行负责。",
    "企业会同用户开展应用验证。",
    "对弄虚作假的，取消申报资格。",
    "市场主体自愿参与。",
    "各类社会资本在本市参与设立基金。",
    "优化海关监管模式。",
    "各县（市、区）人民政府、高新区管委会，参与平台建设工作的各部门、单位。",
    "在高新区、经开区承担试点任务。",
    "对高新区、鄞州区负责审批的项目给予支持。",
    "支持高新区牵头组建创新联合体。",
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PROSE), min_size=1, max_size=8))
def test_ordinary_prose_gives_nobody_a_duty(sentences: list[str]) -> None:
    text = "宁波市发展海洋装备行动方案\n一、总体要求\n" + "".join(sentences) + "\n二、保障措施\n" + sentences[0] + "\n"
    facts = read(text).facts
    assert [(d.agency, d.role) for d in facts.responsibilities] == []
    assert [u.quote for u in facts.unparsed] == []


@pytest.mark.parametrize("said", ["组织实施和解释", "具体解释及实施", "解释并组织实施", "解释、组织实施"])
def test_who_explains_a_policy_and_carries_it_out_has_a_task(said: str) -> None:
    facts = read(f"宁波市发展海洋装备行动方案\n一、附则\n开放场景。本方案由市科技局负责{said}。\n").facts
    assert [(d.agency, d.role) for d in facts.responsibilities] == [("市科技局", "responsible")]


SHARING = {
    "市科技局、项目所在地政府、财政局": ["市科技局", "项目所在地政府", "市财政局"],
    "市科技局、主城区、三县一市、中央驻甬单位": ["市科技局", "主城区", "三县一市", "中央驻甬单位"],
    "市科技局、各区科技部门、业务主管部门": ["市科技局", "各区科技部门", "业务主管部门"],
    "省科技厅、工业和信息化厅、税务局": ["省科技厅", "省工业和信息化厅", "省税务局"],
    "省委宣传部、组织部、文化和旅游厅": ["省委宣传部", "省委组织部", "省文化和旅游厅"],
    "宜昌、襄阳、荆门市人民政府": ["宜昌市人民政府", "襄阳市人民政府", "荆门市人民政府"],
    "省教育、财政、税务部门": ["省教育部门", "省财政部门", "省税务部门"],
    "省商务厅、武汉海关、人行武汉分行、财政厅": ["省商务厅", "武汉海关", "人行武汉分行", "省财政厅"],
    "各市、县（市、区）人民政府和省直有关部门": ["各市、县（市、区）人民政府", "省直有关部门"],
    "省推进长江大保护、绿色发展领导小组办公室、省水利厅": ["省推进长江大保护、绿色发展领导小组办公室", "省水利厅"],
    "省林业局（国家公园管理局）、水利厅": ["省林业局（国家公园管理局）", "省水利厅"],
    "省卫生健康委等部门": ["省卫生健康委"],
    "省供销社、华中科技大学、国网湖北省电力公司、农业农村厅": [
        "省供销社",
        "华中科技大学",
        "国网湖北省电力公司",
        "省农业农村厅",
    ],
    "省科技厅、中物院成果转化中心、荆楚日报社、武汉光电研究院、节能监察中心": [
        "省科技厅",
        "中物院成果转化中心",
        "荆楚日报社",
        "武汉光电研究院",
        "节能监察中心",
    ],
    "省商务厅、有关区政府和管委会": ["省商务厅", "有关区政府", "有关管委会"],
    "省商务厅、台办、武汉、宜昌、襄阳等市人民政府": [
        "省商务厅",
        "省台办",
        "武汉市人民政府",
        "宜昌市人民政府",
        "襄阳市人民政府",
    ],
    "省商务厅、省直有关部门（单位）": ["省商务厅", "省直有关部门（单位）"],
    "各区、高新区": ["各区", "高新区"],
    "区属国企、各镇政府": ["区属国企", "各镇政府"],
    "省科技厅、各地财政部门、网信部门": ["省科技厅", "各地财政部门", "各地网信部门"],
    "江夏区、湖北银保监局": ["江夏区", "湖北银保监局"],
    "省“双招双引”办公室、省“万亩千亿”建设专班、科技厅": [
        "省“双招双引”办公室",
        "省“万亩千亿”建设专班",
        "省科技厅",
    ],
    "宜昌、襄阳两市政府": ["宜昌市政府", "襄阳市政府"],
    "襄州、枣阳等县（市、区）人民政府": ["襄州区人民政府", "枣阳市人民政府"],
    "宜昌、襄阳市商务局": ["宜昌市商务局", "襄阳市商务局"],
    "宜昌、襄阳等地": ["宜昌市", "襄阳市"],
    "宜昌、襄阳": ["宜昌市", "襄阳市"],
}


@pytest.mark.parametrize("words", SHARING)
def test_names_take_what_they_share(words: str) -> None:
    context = Context(find("湖北省"), "2024-01-01")
    names = Sharing(context).read(words, Span(0, len(words)))
    assert [name.agency for name in names] == SHARING[words]
    assert all(words[n.at.start : n.at.end] == n.printed for n in names)


@pytest.mark.parametrize(
    ("case", "rule", "words"),
    [
        ("duties_by_a_rule_of_the_notice", "first_leads", "列第一位的责任单位为牵头"),
        ("duties_rule_sole_responsible_leads", "sole_leads", "牵头"),
    ],
)
def test_a_rule_that_makes_leads_is_kept_with_its_place(case: str, rule: str, words: str) -> None:
    reading = read((CASES / case / "input.txt").read_text(encoding="utf-8"))
    (stated,) = reading.facts.document.evidence[rule]
    assert words in stated.quote == reading.page.text[stated.start : stated.end]
    assert stated.quote in stated.evidence.of(reading.page.text)


# The first leads; r, s: whether the others are responsible or help.
RULES_SAID = {
    "列第一位的为牵头单位，其他为配合单位": "s",
    "排名第一的单位为牵头单位": "r",
    "责任单位中第一家为牵头单位，其余为参加单位": "s",
    "列首位的单位为牵头单位，其余为责任单位": "r",
    "排第一位的部门为牵头单位，其他部门为配合单位": "s",
    "位列第一的为主办单位，其他为协办单位": "s",
    "名列首位的单位负责牵头": "r",
    "排在前面的为牵头单位": "r",
    "责任单位第一个单位是总牵头单位": "r",
    "凡涉及多个部门的工作，由列在首位的部门牵头": "r",
    "列首位者牵头，其他部门配合": "s",
    "有多个责任单位的，首个责任单位牵头": "r",
    "打头的单位为牵头单位": "r",
}


@pytest.mark.parametrize("rule", RULES_SAID)
def test_a_notice_may_rule_in_any_words_who_leads(rule: str) -> None:
    reading = read(
        f"宁波市人民政府关于发展海洋装备的实施意见\n请认真贯彻执行。文中{rule}。\n一、任务\n"
        "（一）壮大规模。（责任单位：市发展改革委、市科技局、市财政局）\n（二）建设平台。（市经信局、市商务局）\n"
    )
    others = {"r": "responsible", "s": "support"}[RULES_SAID[rule]]
    assert [duty.role for duty in reading.facts.responsibilities] == ["lead", others, others, "lead", others]
    assert not reading.facts.unparsed


def test_what_a_rule_s_sentence_says_besides_is_not_passed_over() -> None:
    said = "列在首位的责任单位为牵头单位，要会同其他责任单位制定具体措施，每季度末报送市发展改革委汇总"
    reading = read(
        f"宁波市人民政府关于发展海洋装备的实施意见\n{said}。\n一、任务\n（一）壮大规模。（责任单位：市经信局、市科技局）\n"
    )
    assert [duty.role for duty in reading.facts.responsibilities] == ["lead", "responsible"]
    assert [piece.quote for piece in reading.facts.unparsed] == [said]


# How policies say that who stands first leads, and what the others do.
FIRST = ("列第一位的", "居首位的", "排序第一的", "名列首位的", "置于首位的", "排在前面的", "首位")
CHIEF = ("牵头单位", "牵头责任单位", "第一责任单位", "主责单位", "总牵头部门")
REST = {
    "": "responsible",
    "，其他为责任单位": "responsible",
    "，其余单位配合": "support",
    "；其余均为协办单位": "support",
    "，之后的为配合单位": "support",
    "，其他各单位为参加单位": "support",
    "，其他部门协同配合": "support",
    "，后面的单位参与": "support",
}


@pytest.mark.parametrize("frame", ["{}。", "各项任务{}。", "（注：{}。）"])
@pytest.mark.parametrize("rest", REST)
def test_who_stands_first_leads_in_whatever_words_the_rule_is_stated(rest: str, frame: str) -> None:
    for i, first in enumerate(FIRST):
        rule = frame.format(f"{first}{('单位', '部门')[i % 2]}{('为', '是', '作为')[i % 3]}{CHIEF[i % 5]}{rest}")
        reading = read(
            f"宁波市海洋装备产业任务分工方案\n{rule}\n一、任务\n（一）壮大规模。做大企业。（市科技局、市经信局、市财政局）\n"
        )
        found = [(duty.agency, duty.role) for duty in reading.facts.responsibilities]
        others = [("市经信局", REST[rest]), ("市财政局", REST[rest])]
        assert (found, reading.facts.unparsed) == ([("市科技局", "lead"), *others], ()), rule


# Which of three items 各区人民政府 has a part in, where the clause of the first says so.
HELD_ON = {
    "以下各项工作均需各区人民政府落实，不再列出": "23",
    "以下分工均涉及各区人民政府，不再列出": "23",
    "以下任务责任单位均含各区人民政府，不再列出": "23",
    "各项任务均需各区人民政府落实，以下不再列出": "123",
    "以下任务各区人民政府均为责任单位，不再一一列出": "123",
    "各区人民政府为各项任务的责任单位，以下不再列出": "123",
    "各区人民政府参与所有任务，不再列出": "123",
    "各区人民政府均需配合，以下不再单列": "123",
    "各区人民政府负责，以下各项任务均涉及，不再重复": "123",
    "各区人民政府配合，下同": "1",
    "涉及各区（县）的任务由各区人民政府负责，不再列出": "1",
    "以下任务除特别注明外，均由各区人民政府落实": "23",
    "以下任务均须市高新区管委会，各区人民政府落实": "23",
    "各区人民政府均为以下各项任务的责任单位": "23",
}
# What the last of the items says of all of them.
HELD_BEFORE = (
    "以上任务均需各区人民政府配合，不再单列",
    "以上各项任务均由各区人民政府配合，不再列出",
    "上述任务均需市高新区管委会，各区人民政府配合，不再列出",
    "以上各项工作均涉及各区人民政府，由其做好落实，不再列出",
)


@pytest.mark.parametrize("said", HELD_ON)
def test_a_clause_may_say_that_a_part_holds_for_the_items_below(said: str) -> None:
    reading = read(
        f"宁波市人民政府关于发展海洋装备的实施意见\n一、任务\n（一）壮大规模。做大企业。（市科技局牵头；{said}）\n"
        "（二）完善体系。建设平台。（市经信局负责）\n（三）开拓市场。（市商务局负责）\n"
    )
    found = {duty.path[-2] for duty in reading.facts.responsibilities if duty.agency == "各区人民政府"}
    assert found == {"一二三"[int(n) - 1] for n in HELD_ON[said]}
    assert not reading.facts.unparsed


@pytest.mark.parametrize("mark", "。；，")
@pytest.mark.parametrize("said", HELD_BEFORE)
def test_a_bracket_may_say_that_a_part_holds_for_the_items_above(said: str, mark: str) -> None:
    reading = read(
        f"宁波市人民政府关于发展海洋装备的实施意见\n一、任务\n（一）壮大规模。做大企业。（市科技局）\n二、市场\n"
        f"（二）完善体系。建设平台。（市商务局、市税务局{mark}{said}）\n"
    )
    found = {(duty.path[-2], duty.agency, duty.role) for duty in reading.facts.responsibilities}
    role = "support" if "配合" in said else "responsible"
    own = {("一", "市科技局"), ("二", "市商务局"), ("二", "市税务局")}
    assert {(path, who, how) for path, who, how in found if who.startswith("市") and "管委会" not in who} == {
        (*pair, "responsible") for pair in own
    }
    assert {(path, how) for path, who, how in found if who == "各区人民政府"} == {("一", role), ("二", role)}
    assert not reading.facts.unparsed


def test_who_is_joined_by_those_above_is_not_passed_over() -> None:
    reading = read(
        "宁波市人民政府关于发展海洋装备的实施意见\n一、任务\n（一）壮大规模。做大企业。（市科技局）\n"
        "（二）完善体系。建设平台。（市商务局。以上任务均涉及各区人民政府，由其会同市财政局落实，不再单列）\n"
    )
    told = {duty.agency for duty in reading.facts.responsibilities} | {p.quote for p in reading.facts.unparsed}
    assert any("市财政局" in words for words in told)


@pytest.mark.parametrize(
    "said", ["上述第2项至第3项，市审计局负责督办，按季度通报。", "以上第2项至第3项由市审计局负责督办。"]
)
def test_items_are_counted_over_parts_where_their_numbers_run_on(said: str) -> None:
    reading = read(
        "重庆市低空经济工作要点\n一、任务\n1.壮大规模。做大企业。（市科技局）\n2.完善服务。建设平台。（市商务局）\n"
        f"二、要素\n3.做好保障。支持企业。（市财政局）\n{said}\n"
    )
    assert [d.path for d in reading.facts.responsibilities if d.agency == "市审计局"] == ["一/2", "二/3"]


def test_a_policy_without_such_a_rule_has_none() -> None:
    reading = read((CASES / "duties_labels_of_a_city" / "input.txt").read_text(encoding="utf-8"))
    assert not {"first_leads", "sole_leads", "mark_leads"} & set(reading.facts.document.evidence)
