"""Whether a candidate is a row: weighed by its own words, by the list that it stands in and by its verb."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extract import patterns as re
from extract.prose import words_for
from extract.records import record
from extract.technologies.beside import CAN
from extract.technologies.items import Verdict, is_workplace, verdict
from extract.technologies.lists import Item
from extract.technologies.objects import Object
from extract.technologies.words import is_action, verbs

_MAX_NAME = 60
# Beside as many others one letter names a thing: 电机、泵、变压器.
_MANY = 3
BUILDING = frozenset(
    {"建设", "打造", "建成", "新建", "扩建", "改建", "构建", "搭建", "形成", "构筑", "完善", "健全", "建立"}
)
# What is aimed at, and is no technology unless a list says so (数据中心节能).
_AIM = re.compile(r"(?:节能|节水|降碳|减排|增效|安全|管理|支撑|支持|培训|教育|旅游)$")
# 突破1000件: how many, and of nothing.
_AMOUNT = re.compile(r"\d[\d.,]*[千百万亿]*[\u4e00-\u9fff]{0,3}(?:以上|左右)?")
# What is built for everybody: no technology unless it is to be spread.
_BUILT = re.compile(r"基础设施$")
# What is to be better, not what is to be grown, where no second verb says so; 鼓励 names as often who is to do something.
_APPEALS = frozenset({"强化", "提高"})
_QUALITIES = "型式性"
# Verbs that govern anything: where no item of their list names something technical, an unknown name is none.
_ANYTHING = frozenset(
    {
        "",
        "布局",
        "部署",
        "布设",
        "使用",
        "采用",
        "应用",
        "设计",
        "生产",
        "购置",
        "配备",
        "提供",
        "拓展",
        "转化",
        "示范",
        "上线",
    }
)

# 种植业、装备制造、云服务等重点产业: mostly branches, whatever the rest of them is called.
_BRANCHES = re.compile(r"等[^、等]{0,12}?(?:产业|行业|领域|板块|车型)")
# What no technology is named by:
NO_OBJECT = re.compile(
    "|".join(
        (
            # 培育A、B等六个产业集群, 支持A、B等绿色产业集群发展: their names.
            r"[一二三四五六七八九十\d]{1,3}[个大条][^、，,]{0,6}(?:产业集群|产业链|集群)$",
            r"、.*等[^、，领]{0,8}产业集群(?:高质量|集聚|协同|融合)?(?:发展|建设)?$",
            # 围绕A、B、C三个板块: parts of the work.
            r"[一二三四五六七八九十\d][个大](?:业务|重点)?板块$",
            # 提升清洁能源使用比例: how much of it.
            r"(?:使用|消费)(?:比例|占比)$|比重$",
            # 建设A、B等中试基地, 开展A、B等培训, 开发A、B等保险品种: what they are for.
            r"等[^、等]{0,8}(?:中试|实训|试验|创新|孵化|研发|测试)基地$",
            r"等[^、等]{0,4}(?:培训|宣传|培训教育|宣传教育)(?:活动|工作)?$",
            r"等[^、等]{0,8}(?:保险(?:品种|产品)?|险种)$|(?:成本|收入|价格|指数|责任)保险$|(?:融资|租赁|保险)渗透率$",
            # 提升A、B等公共服务能力, 健全A、B等全链条服务: what is done for firms.
            r"等[^、等]{0,4}(?:公共|综合|配套)服务(?:能力|功能|水平)$",
            r"等(?:全链条|全流程|全周期|全生命周期|全方位|一站式|一条龙|一揽子|专业化)[^、等]{0,4}服务$",
            # 开展A、B等实验室建设; A和B领域专利预审; 提升服务X能力; 推动A向企业开放: nothing that is developed.
            r"等[^、等]{0,6}(?:实验室|研究院|研究中心|创新中心|检测中心)(?:[及和等]|建设|$)",
            r"专利[^、]{0,6}(?:预审|审查|导航|维权|布局)|(?<=提升|增强|提高)服务[^、器]{4,}能力$|向[^、]{2,16}开放$",
            # 推动公共算力互联互通, 推动废旧产品规模化、规范化利用: how things that are there are used.
            r"(?:算力|网络|数据|信息|设施|管网)互联互通(?:$|和)",
            r"(?:规模|规范|清洁|产业|集约|多元|高效|市场)化(?:、[\u4e00-\u9fff]{2}化)+(?:回收)?利用$",
            # 扩大A、B进口, 扩大自其他国家A、B的进口规模: made elsewhere.
            r"(?<!替代)进口(?:规模|额|来源|渠道|力度|占比|比重)?$",
            # 企业间利用平台实现A、B等资源共享: who shares what there is.
            r"等[^、等]{0,4}(?:资源|要素|产能|信息|数据)(?:共建|互通|开放)?共享$",
            # 开展A、B、应急处置等工作, 打造感知、监测、处置、评估体系, 开展A、B等监管体系研究: what authorities do.
            r"、[^、]{0,4}(?:处置|评估|研判|排查|通报|检查|督查)(?:等)?(?:工作|机制|体系)$",
            r"等[^、等]{0,6}(?:监管|管理|保障|防控|应急|责任|标准|制度|工作)(?:体系|机制|制度)(?:的?(?:建设|研究|建立|完善))?$",
            r"(?:处置|研判|评估|监管|防护|保障)等(?:能力|机制|制度)(?:建设|提升)?$",
            # A、B企业与高校共建实验室, A、B标准制定
            r"企业[与和同][^、]{2,20}共建[^、]{0,8}(?:实验室|中心|平台|基地|联盟|研究院|联合体)$",
            r"标准(?:的?(?:制定|修订|制修订|研制|编制))+$",
            # 将工业设计、检验检测等业务剥离
            r"等[^、等]{0,4}业务(?:的?(?:剥离|分离|外包|分立))+$",
            # 加大A、B等领域开放力度, 推动A、B等多维度发展: what a government lets in.
            r"等[^、等]{0,4}(?:领域|行业|产业)(?:的?对?外?开放(?:力度|水平|程度)?)$",
            r"等(?:多维度|全方位|多领域|多元化|多方面)(?:的?(?:发展|合作|交流|投资))+$",
            # 建设A、B等专业化众创空间, 开展A、B等专题招商, 加大A正版化力度: what they are for.
            r"等[^、等]{0,8}(?:众创空间|孵化器|加速器|孵化载体)(?:建设)?$",
            r"等[^、等]{0,4}(?:专题|专项|产业链|精准)?招商(?:引资)?(?:活动|推介|推介会)?$|正版化(?:力度|水平|工作)?$",
            # 建设A、B等产业园区, 建设A、B中试平台和检测中心: what they are for.
            r"等[^、等]{0,6}(?:产业园区?|园区|产业基地|集聚区|特色小镇|孵化园)(?:的?建设)?$",
            r"(?:中试|检测|测试|验证|检验|服务)(?:平台|中心|基地)[和与及][^、]{0,6}(?:平台|中心|基地)$",
            # 提升A、B的服务保障能力: what is done for them.
            r"的(?:服务|运行|应急|供给|配套)保障(?:能力|水平)$",
            # A、B等在自贸区展示交易
            r"(?:展示交易|展销|参展)$",
            # A与B有机衔接: how things that are there already go together.
            r"[、与和].*(?<!车网)(?:互动|衔接(?:统筹)?|复合建设|联动|(?<!自动)对接)$",
        )
    )
)
# 实行A、B企业优惠电价, 企业间依托平台共享A、B: what is done, from the first word on.
NO_BEGINNING = re.compile(
    r"实行|[^、的]{0,6}间(?:利用|依托|通过|借助)|自[^、的]{0,8}(?:国|国家|地区|境外|海外|国外)[^的]*进口"
)
_RENEWS = frozenset({"更新", "更新替代", "更新置换", "更换", "改造"})
_RENEWED = re.compile(r"^\d[^、]{0,4}[辆艘台]|\d+余?(?:辆|艘|台|台套|个|公里)(?:[(（][□套艘个]+[)）])?(?:以上)?$")
# 支持汽车、家电等行业上云, …等企业出海: branches in which something is done or whose firms do it.
_OF_BRANCHES = re.compile(r"等[^、，等]{0,8}?(?:行业|领域|产业链?|企业|工厂|消费品|园区|集群)(?P<more>[^、，]*)$")
# 培育食品、家具等产业: branches that are themselves to grow (as products, in the guide's words).
_RAISES = frozenset(
    {
        "发展",
        "壮大",
        "培育",
        "培育壮大",
        "做大做强",
        "做强",
        "做优",
        "做大",
        "重点发展",
        "大力发展",
        "发展壮大",
        "巩固",
        "承接",
        "布局",
        "引进",
    }
)
# As few items are no list of branches.
_FEW = 2
_WHOSE = ("企业", "龙头", "工业互联网", "平台", "标杆", "领军")


@record
class Company:
    """What a candidate stands with: its verb and its force, the object, and how the rest of the list is judged.

    ``named`` counts the items that name something technical by themselves, ``stopped`` those that name something
    else, ``sectors`` those that name a branch or a step.
    """

    force: str
    verb: str
    thing: Object
    named: int
    stopped: int
    sectors: int


def company(force: str, verb: str, thing: Object, verdicts: Sequence[Verdict]) -> Company:
    """Count the verdicts on a list."""
    named = sum(own >= Verdict.SERVICE for own in verdicts)
    stopped, sectors = (sum(own is kind for own in verdicts) for kind in (Verdict.STOP, Verdict.STAGE))
    return Company(force, verb, thing, named, stopped, sectors)


def _loose(company: Company) -> bool:
    """Tell whether the verb of a list takes anything for its object, as weak ones with a tail do too (开展…应用)."""
    return company.verb in _ANYTHING or verbs()[company.verb].force != "strong"


def accept(own: Verdict, item: Item, name: str, company: Company) -> bool:
    """Decide whether ``name`` is a row."""
    short = own is Verdict.HEAD and item.mates >= _MANY and company.named >= _MANY
    if own in (Verdict.STOP, Verdict.STAGE) or not (2 - short) <= len(name) <= _MAX_NAME:
        return False
    if own is not Verdict.TERM and is_action(name):
        return False
    if name[0].isdigit() and _AMOUNT.fullmatch(name):
        return False
    if company.thing.scene and own < (Verdict.HEAD if company.force == "field" else Verdict.SERVICE):
        return False
    if company.force == "term":
        if item.mates > 1 and own >= Verdict.ACTION:
            return True
        return own is Verdict.TERM or (name.endswith("技术") and verdict(name[:-2]) is Verdict.TERM)
    if company.force == "applied":
        if _BUILT.search(name):
            return False
        if company.verb == CAN and own is not Verdict.TERM and len(name) <= _FEW and own is not Verdict.HEAD:
            return False
        least = Verdict.SERVICE if item.labelled or company.verb == CAN else Verdict.HEAD
        return own >= least and 2 * company.named >= item.mates
    if item.soft and own < Verdict.HEAD:
        return False
    if company.thing.merged:
        known = Verdict.UNKNOWN if company.named else Verdict.SERVICE
        return own >= (known if item.labelled else Verdict.HEAD)
    if own in (Verdict.ACTION, Verdict.SERVICE) and len(name) < 3:
        return False
    listed = item.mates > 1
    if own is Verdict.UNKNOWN and (name[-1] in _QUALITIES or (listed and 2 * company.stopped > item.mates)):
        return False
    if own is Verdict.UNKNOWN and not (company.named or item.labelled) and _loose(company):
        return False
    # A category that calls the list technologies says as much as a strong verb.
    force = "strong" if company.force == "weak" and item.labelled else company.force
    if own is Verdict.TERM and not (item.mates > 1 or item.labelled) and is_workplace(name):
        # 打造智能工厂: a kind of works, no technology, unless a list names it beside others.
        return False
    if own is Verdict.GENERIC:
        many = (item.mates > 2 or item.labelled) and company.named >= 1
        return force in ("strong", "field") and many and len(name) > 3
    decide = {"strong": _strong, "field": _field}.get(force, _weak)
    return decide(own, item, name, company)


def _strong(own: Verdict, item: Item, name: str, company: Company) -> bool:
    listed = item.mates > 1
    if company.thing.aim and not listed and own < Verdict.HEAD:
        return False
    return own >= Verdict.SERVICE or listed or item.rule == "shared_head"


def _field(own: Verdict, item: Item, name: str, company: Company) -> bool:
    # 聚焦教育、交通、养老服务等领域: branches, in which something else is done.
    if company.thing.aim or (2 * company.sectors >= item.mates > 2 and (own < Verdict.TERM or len(name) <= 2)):
        return False
    return own >= (Verdict.SERVICE if item.mates > 1 else Verdict.HEAD) or company.named >= 1


def _weak(own: Verdict, item: Item, name: str, company: Company) -> bool:
    listed = item.mates > 1
    half = listed and 2 * company.named >= item.mates
    if (company.verb in _APPEALS and not (own >= Verdict.ACTION and company.named == item.mates > 2)) or (
        company.verb == "鼓励" and company.stopped
    ):
        return False
    if not listed and _BUILT.search(name):
        return False
    if company.verb in BUILDING and not company.thing.project:
        return own >= Verdict.HEAD or (half and own >= Verdict.UNKNOWN)
    if (
        (company.thing.aim or _AIM.search(name))
        and (not listed or own is Verdict.SERVICE)
        and item.rule != "shared_head"
    ):
        return False
    return half or own >= Verdict.HEAD or (own >= Verdict.SERVICE and len(name) > 3) or item.rule == "shared_head"


@cache
def _branches() -> frozenset[str]:
    return frozenset(words_for("tech_stops", "branch"))


def are_sectors(verb: str, words: str, names: Sequence[str], verdicts: Sequence[Verdict]) -> bool:
    """Tell whether a list names plain branches (汽车、家电、食品) only to say where something is done."""
    category = _OF_BRANCHES.search(words)
    if len(names) < _FEW or category is None or (verb in _RAISES and not category["more"].startswith(_WHOSE)):
        return False
    plain = sum(
        name in _branches() or own in (Verdict.STOP, Verdict.STAGE) for name, own in zip(names, verdicts, strict=True)
    )
    return 2 * plain > len(names) and any(name in _branches() for name in names)


def are_branches(words: str, verdicts: Sequence[Verdict]) -> bool:
    """Tell whether a list names branches of the economy: some by their form, and few of the others a technology."""
    other = sum(own in (Verdict.STOP, Verdict.STAGE) for own in verdicts)
    named = sum(own >= Verdict.ACTION for own in verdicts)
    if len(verdicts) <= _FEW or not other or 2 * named >= len(verdicts) or Verdict.TERM in verdicts:
        return False
    if words.count("业、") > 1 or 3 * sum(own >= Verdict.HEAD for own in verdicts) >= len(verdicts):
        return False
    category = _BRANCHES.search(words)
    return category is not None and "服务" not in category[0]


def is_renewed_by_count(verb: str, words: str) -> bool:
    """Tell whether a number of things is renewed, which is a goal (更新公交车30辆)."""
    return verb in _RENEWS and _RENEWED.search(words) is not None
