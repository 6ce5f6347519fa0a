"""Orders in running text: 市林业厅要制定保护规划, 市统计局每季度通报进展.

A body that is named is told what to do, without a word of duty; what is said of all (各地要加强领导) is an appeal.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extract import patterns as re
from extract.facts import Role
from extract.names import is_known, names_several
from extract.names.kinds import is_line, is_place
from extract.prose import trie, words_for
from extract.resolve import Context

# 要制定…, 应当建立…: an order.
MUST = re.compile(r"要|应(?!城市|县)当?|须|需")
# 应对, 应邀, 要闻: words that only begin like an order.
_WORD = re.compile(
    r"[^，,。；;]{0,8}?(?:要[闻点案道情素务件求员职塞害]|应[急用付届邀季聘诉变战受纳缴]|应对(?!照)|应(?P<x>[一-鿿])尽(?P=x)|应知应会|须知|需[求要])"
)
_DOES = re.compile(
    r"(?:牵头|抓紧|尽快|加快|组织|研究|会同|想方设法|千方百计|着力|重点)*(?:制[定订]|建立|编制|出台|起草|拟[定订]|搭建|设立|开展|完善|健全|落实|组织|细化|明确|发布|实施|加强(?![^，,。；;]{0,20}领导)|强化|做好|抓好|(?:统筹|协调|组织|管理|运营|把控|衔接|对接)好|培育|挖掘|引导|支持|扶持|争取|督促|[将把][^，,。；;]{2,24}?(?:纳入|列入))"
)
# 要高度重视, 要提高认识, 要加强领导: an appeal, which gives nobody a task.
_APPEALS = re.compile(
    r"(?:切实|进一步|牢固|始终|不断|继续|着力|充分|必须|务必|带头|主动|自觉)*"
    r"(?:高度重视|重视|提高|增强|树立|坚持|认识|把握|深刻|认真学习|学习|统一思想|加强|强化|发挥|履行|承担|落实|担负|扛|增进|转变|解放|统筹(?!推进|安排|协调)|按|根据|结合|围绕|以|从|把|在(?![^，,。；;]{2,24}(?:划定|建设|建立|设立|建成|完成|布局|打造|[前内底]))|于|与|对照|主动|积极|密切|服从|配合|支持|依法|加大督|加大考|加大检|确保|想|求|做到|具备|具有|符合|满足|达到|有|是|能|敢|深入|贯彻|全面|牢记|勇|大力弘扬|带好头|让|严守|真|紧|严|抓|立足|聚焦|瞄准|盯|用|通过)"
)
# Governments and departments of every place are told so too (各区要细化举措); 各区要加强领导 is an appeal.
_HOW = (
    r"(?:牵头|抓紧|尽快|加快|组织|研究|相应|认真|严格|因地制宜"
    r"|参照(?=[制成组建])|(?:结合|参照|对照|按照|依照|根据|依据|围绕)[^，,。；;]{2,16}?"
    r"|(?:在|于)?(?:每年|当年|次年|20\d\d年|每[月季])[^，,。；;]{0,8}?(?:前|内|底)|(?:在|于)[^，,。；;]{2,14}?(?:前|内))*"
)
_TIMED = re.compile(
    "(?:在|于)?(?:每(?:半?年|季度|月)|当年|次年|20\\d\\d年|[\\d一二三四五六七八九十]+月)[^，,。；;]{0,8}?[前内底]"
)
_BY_A_DAY = re.compile(
    "[，,](?:并|请)?[于在]?(?:20\\d\\d年|每年)?[\\d一二三四五六七八九十]{1,3}月[^，,。；;]{0,8}?[前内底]"
)
_COUNTED = re.compile(
    "(?:每年|年内|要)?(?:至少|分别|各|力争)(?:建成|建设|打造|培育|引进|完成|新增)[^，,。；;]{0,12}?\\d"
)
_PLACES = re.compile("(?:各(?:地级以上|设区的?|省辖)|(?:各?有关|相关|沿线|沿江|沿海)各?)(?:[省市州盟县区旗]|地区)+")
_DOES_CONCRETE = re.compile(
    rf"{_HOW}(?:制[定订]|建立|编制|出台|起草|拟[定订]|设立|细化|明确(?!责任)|发布|公布|组建|成立|分解|落实专人|[做抓]好[^，,。；;]{{2,12}}工作|报送|上报|[将把][^，,。；;]{{2,24}}?(?:报|报送|上报))"
)
# 市统计局建立监测制度: what a department is said to do, in a plan, is its task; 做好服务 alone is left to the audit.
_PLAINLY = re.compile(rf"{_HOW}(?:制[定订]|建立|编制|出台|公布|发布|保障|维护)(?=[^，,。；;]{{2}})")
# What was done already, or is told of somebody.
_TOLD_OF = re.compile(
    r"近日|日前|以来|[制编拟][定订制]本|20\d\d年(?![^，,。；;]{0,8}[前底内])[^，,。；;]{0,12}(?:出台|发布|公布|制定)"
    r"|已经?[^，,。；;]|(?<![数根依证凭占])据|《|了[^解]|发布会|数据显示"
)
# 市统计局每季度通报进展: what comes back at its time is a duty.
_RECURRING = re.compile(
    r"(?:每(?:半?年|季度|[一-三两]?个?月|周)|按[年月季]度?|定期|适时|同步|统筹|按时|逐[年月季]度?)[^，,。；;]{0,6}?"
    r"(?:通报|发布|公布|调度|报送|报告|汇总|评估|考核|监测|统计|更新|组织|开展|推进|实施|协调|会商|检查|督查|督导)"
)
_IS_PLACE = re.compile("^[^各有相]+[市县区州旗]$")
_NAMED_ONE = re.compile("[局厅委部办府会学院司心所站社队段团台组市县区州盟旗镇乡道协联]")
STEERS = re.compile("(?:负责)?统筹(?:、协调、(?:全力|全面|加快)?)?(?:推[进动]|协调|实施|组织|指导|抓好)")
# 各领域主责部门: whoever has a part.
_ANY_PART = re.compile("(?:有关|相关|责任|主责|牵头|配合|成员|各)(?:部门|单位)$")
_OFFICE = re.compile(r"[省市州盟县区旗].{3,16}(?:办公室|专班)$")
_GROUP = re.compile(r"小组|办公室$|专班|联席会议|部门$|单位$")


def _is_of_line(body: str) -> bool:
    """Tell whether a kind of departments is one by its line: 国土资源部门, and not 有关部门."""
    return body.endswith("部门") and is_line(body.removesuffix("部门"))


def is_ordered(
    text: str,
    bodies: Sequence[str],
    busy: frozenset[str],
    phrase: tuple[int, int, int],
    context: Context,
    *,
    told: bool,
) -> bool:
    """Tell whether bodies are told what to do (省林业厅、省农委要制定本系统保护规划).

    Parameters
    ----------
    text
        The words around.
    bodies, busy
        Who is spoken of, and who has a part in the sentence already.
    phrase
        Where the words behind the names begin, where what they are to do begins behind its adverbs, and the end.
    context
        Jurisdiction and date of the policy.
    told
        Whether an earlier phrase has said that they must (要加强协同，建立工作台账).
    """
    start, at, end = phrase
    # 要将工作经费列入预算: 将 is no adverb here.
    at -= text[at - 1 : at] == "将"
    # 要统筹好采伐: nor is 统筹 there.
    at -= 2 * (text[at - 2 : at + 1] == "统筹好")
    must = told or MUST.search(text, start, at) is not None
    told = must and (
        _DOES.match(text, at, end) is not None
        # 国土资源部要进一步巩固整治成果: what one ministry or department that is named is to do.
        or (
            (
                _NAMED_ONE.search(text, start - 1, start) is not None
                # 醴陵市应当结合产业基础，发展陶瓷刀具
                or (told and (_act().match(text, start, end) is not None or all(map(_IS_PLACE.search, bodies))))
            )
            and _APPEALS.match(text, at, end) is None
            and _WORD.match(text, start, min(end, at + 4)) is None
        )
    )
    recurs = _RECURRING.match(text, start, end) is not None
    does = _DOES_CONCRETE.match(text, at, end) or _DOES_CONCRETE.match(text, start, end)
    plain = _PLAINLY.match(text, at, end) is not None and "的" not in text[at:end] and _TOLD_OF.search(text) is None
    # 各区于6月底前报送计划
    timed = does is not None and (
        _TIMED.match(text, start, does.end()) is not None or _BY_A_DAY.match(text, end) is not None
    )
    # 各区人民政府明确主攻方向 tells as 要明确 does; 各区制定的政策 does not.
    concrete = does is not None and (must or "的" not in text[does.end() : end])

    # 各设区市要制定方案 alone is an appeal; 各设区市要参照制定方案, 各区政府要制定方案 are none.
    governed = any(map(_governs, bodies)) or "参照" in text[start:at] or text.startswith("参照", at)
    concrete = concrete and (must or timed or governed)
    # 各县政府至少建成2处
    counted = governed and _COUNTED.match(text, start, end) is not None

    def may_be_told(body: str) -> bool:
        """Tell whether one body that has no part yet may be told so; a group steers and does nothing else."""
        if body in busy:
            return False
        if _GROUP.search(body) and not _is_of_line(body):
            # 省质量行动办公室、省商务厅要加强协调: an office in a row with departments is told what they are.
            beside = told and _OFFICE.match(body) is not None and any(is_known(b, context) for b in bodies if b != body)
            return beside or (STEERS.match(text, start, end) is not None and "作用" not in text[start:end])
        # 铁心桥街道要完成摸底: a town that no table has.
        return is_known(body, context) or (must and is_place(body))

    return all(
        (recurs and _ANY_PART.search(body) is None)
        or counted
        or (concrete and (timed or governed or _PLACES.fullmatch(body) is None))
        if names_several(body) and not _is_of_line(body)
        else (told or recurs or plain or (concrete and (must or timed))) and may_be_told(body)
        for body in bodies
    ) and (told or recurs or concrete or plain or counted)


# 市科技局检测中心, 市财政局安排的资金: what only begins like an act.
_NO_ACT = "(?!的|中心|平台|部门|机构|人员|窗口(?!指导)|办公室|[科处室所站]|办法)"


@cache
def acts() -> str:
    """Return a regular expression for what a body does, behind its name: 依法查处, 对达标企业给予补助, 在6月底前组织申报."""
    manner, act = trie(words_for("duty_acts", "manner")), trie(words_for("duty_acts", "act"))
    to = "(?:[对将把为向从在于就按给]|以(?![^，,。；;]{1,24}为))[^，,。；;：:]{1,30}?"
    return rf"(?:{manner})*(?:{to}(?:{manner})*)?(?:{act})+{_NO_ACT}"


@cache
def _act() -> re.Pattern[str]:
    return re.compile(acts())


def is_act(text: str, at: int, end: int) -> bool:
    """Tell whether words behind a name say what its bearer does: 做好保障, 对达标企业给予补助; 认定的企业 says which."""
    return _act().match(text, at, end) is not None and not text[at:end].endswith("的")


# 请安徽省人民政府加强组织领导; 请市政府审定 asks for leave.
_OWN_GOVERNMENT = re.compile(
    "^政府$|(?:(?<![一-鿿])[省市州盟县区旗]|自治区)(?:人民)?政府$|(?<!团)[省市州盟县区旗]委$|小组|专班|联席会议|委员会$"
)


def is_asked(text: str, bodies: Sequence[str], at: int, end: int) -> bool:
    """Tell whether departments behind 请 are asked to do something: 请市农业农村局做好摸排."""
    plain = all(not names_several(body) and _OWN_GOVERNMENT.search(body) is None for body in bodies)
    return plain and _act().match(text, at, end) is not None


# 按照《分类》要求，建立指标体系; 在现有渠道内，安排资金; 以需求为导向，组织攻关: how, before what is done.
ADVERBIAL = re.compile(
    "(?:按照?|依照|依据|根据|对照|遵照)(?!职责|分工)[^，,。；;]{2,40}|在[^，,。；;]{2,20}(?:[内下中前]|基础上)|从[^，,。；;]{2,12}起|以[^，,。；;]{2,20}为(?:导向|目标|原则|基础|依据|牵引|抓手|契机|载体|纽带)"
    # 深入企业调研，制定办法; 及时掌握情况，…; 充分发挥职能作用，…: what is done first.
    "|(?:深入|充分|及时|密切|主动|积极|认真|切实|全面|围绕|聚焦|针对|立足|结合|利用|依托|借助|通过|定期|严格|加强|强化|加大|优化|加快|完善)[^，,。；;]{2,14}"
)


@cache
def says() -> re.Pattern[str]:
    """Match the end of a name with what its bearer is said to do behind it."""
    ends = "局厅委办部署院队会站社所室司行关心团组班门台府处协联乡镇)）"
    # A letter that a name may end in is found sooner than what must stand before it.
    return re.compile(
        rf"[{ends}街媒](?:(?<=[一-鿿][{ends}])|(?<=[一-鿿]街)道|(?<=等媒)体)等?(?=(?:(?:{ADVERBIAL.pattern})[，,])?{acts()})"
    )


# 项目所在县（市、区）政府安排专人盯办
_HOSTS = re.compile("所在.*政府$")
_TOWN = re.compile("(?!.*[由将对为的])(?!.*(?:城镇|乡镇|村镇|重点镇|[省市县区各]))[一-鿿]{2,5}(?:镇|乡|街道)")
_FIRM = re.compile("(?:省|市|州|县|区|自治区)(?!级)[一-鿿]{2,10}(?:集团|公司)")
_EACH = re.compile(
    "各(?:有关|相关)?(?:[乡镇街县市区旗]{1,3}|街道)(?:[(（][乡镇街道县市区旗、]{1,6}[)）])?(?:人民政府|政府|管委会|办事处)?"
)
# 市财政局下达资金后: when, or which.
_WHEN = ("的", "后", "时", "之日起", "以来")


def is_beside(bodies: Sequence[str], body: str, context: Context) -> bool:
    """Tell whether one of several bodies is taken for one by its place behind a department: 县商务局、曲尺乡、县邮政分公司、各乡镇."""
    first = bodies[0]
    known = first != body and is_known(first, context) and not names_several(first)
    return known and any(p.fullmatch(body) is not None for p in (_TOWN, _FIRM, _EACH))


_TASK_FORCE = re.compile("[省市州盟县区旗][一-鿿]{2,14}专班")


def _governs(body: str) -> bool:
    # 政府性投资公司 governs nothing.
    return re.search("政府(?!性)|管委会", body) is not None


def is_said(text: str, bodies: Sequence[str], at: int, end: int, context: Context, *, by: bool = False) -> bool:
    """Tell whether departments are said to do something, without a word of duty: 市市场监管局依法查处侵权行为.

    Nothing tells an order from a remark there; whoever reads the policy has to judge. ``by`` tells whether 由 stands
    before the names (由各区政府审核拨付), which is said of governments too that nobody names one by one.
    """
    named = all(
        is_beside(bodies, body, context)
        # 北仑区政府, and not 市政府; 各区政府 behind 由
        or (_governs(body) and (by if names_several(body) else is_place(body) and is_known(body, context)))
        or _TASK_FORCE.fullmatch(body) is not None
        or (
            (not names_several(body) or _is_of_line(body) or _HOSTS.search(body) is not None)
            and (not body.endswith("政府") or _HOSTS.search(body) is not None)
            # The office of a group acts for it.
            and (_OWN_GOVERNMENT.search(body) is None or body.endswith("办公室"))
            and is_known(body, context)
        )
        for body in bodies
    )
    said = text[at:end]
    return (
        named
        and _act().match(text, at, end) is not None
        and not said.endswith(_WHEN)
        and _TOLD_OF.search(text, at, end) is None
    )


_MANNER = (
    "(?:依法|定期|适时|每年|每半年|每季度|按[年季月]|按职责|加强|做好|强化|开展|进行|给予|予以|实行|对[^，,。；;]{2,24}?"
    "|跟踪|跟进|全程|专项|季度|统筹|窗口|业务|行业|技术|政策)*"
)
# 金融监管局指导银行机构, 市政府督查室按季督导, 市审计局加强奖补资金审计监督
_GUIDES = re.compile(f"{_MANNER}(?:指导|督促|督导|督查|督办|监督|审计|(?:[^，,。；;]{{2,12}}的?)?审计监督)")
# 研究中心协助, 市教育局予以配合, 市统计局提供数据支撑
_HELPS = re.compile(
    "(?:予以|给予|积极|全力|做好)*(?:配合|协助|协同)|(?:予以|给予)(?:积极|全力|大力|相应|必要)?(?:的)?支持(?=$|[，,。；;])"
    "|提供(?!资金)[^，,。；;]{0,6}支[撑持](?=$|[，,。；;])"
)
# 由省科技厅召集
_CALLS = re.compile("召集")
_PARTS: tuple[tuple[re.Pattern[str], Role, str], ...] = (
    (_CALLS, "lead", "牵头"),
    (_GUIDES, "supervise", "指导"),
    (_HELPS, "support", "协助"),
)


def inspects(bodies: Sequence[str]) -> bool:
    """Tell whether bodies are inspection offices (督查室), which oversee, whatever they are said to do."""
    return bool(bodies) and all(body.endswith(("督查室", "督查办", "督查办公室")) for body in bodies)


def part_in(text: str, bodies: Sequence[str], at: int, end: int) -> tuple[Role, str]:
    """Return the part that bodies have in what they are said or asked to do, and the term for it."""
    if inspects(bodies):
        return "supervise", "督查"
    return next((r[1:] for r in _PARTS if r[0].match(text, at, end)), ("responsible", "负责"))
