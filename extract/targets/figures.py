"""Figures that are no goals: ways of speaking (一个体系), sizes of products, capacities of projects, sums of a list."""

from __future__ import annotations

from extract import patterns as re
from extract.facts import Span
from extract.prose import CLAUSE_BREAK, clause_end, clause_start
from extract.quantities import Quantity
from extract.targets.words import pattern
from seeds.places import longest_surface

_VERB_NEAR = 20
_GROWS = re.compile("(?:增长|增加|提高|提升|扩大)(?:近|超|超过|约)?$")
_ADDS = re.compile("(?:新增|新建|建成|创建|引进|培育|争创|获批|组建)[^，,。；;、]{2,}$")
_ONE_OF = frozenset({"家", "个", "座", "项"})
# 2兆瓦以上风力发电机组: how large a product is.
_SIZES = re.compile("[兆千吉]?瓦$|[kKMG]W$|千伏$|伏$|英寸$|纳米$|微米$|毫米$|马力$|吨级$|兆帕$|千克$")
# 60千瓦以上充电设施: what kind of thing it is; 万千瓦 are counted.
_RATED = re.compile("千瓦|[kK]W|千?伏|[kK]?V|马力|英寸|吨级")
_CLASSED = re.compile("(?:创?新药|化药|中药|生物制品|医疗器械|制剂|药物)")
_MAKES = re.compile("(?:发展|研制|生产|推广|突破|研发|开发|制造|攻关|采用)(?:[一-鿿]{0,2})$")
# 推进甲公司年产20万吨乙烯项目: how large a project is.
_CAPACITY = re.compile(
    "吨$|瓦$|[kKMGW]Wh?p?$|立方米$|标方$|[万亿](?:台|套|条|辆|件|只|支|片|米|平方米|颗|块|枚|张|瓶|粒)$|^(?:台|套|条|辆)$"
)
_SIZE_BEFORE = re.compile(r"[\d.]+[^\d、，,。；;/]{1,4}/$")
_A_YEAR = re.compile("(?:年产|年加工|年处理|年生产|日产|日处理|年出栏|年储)(?:能力)?$")
_OWNER = re.compile("(?:公司|集团|企业|厂|基地|[一-鿿A-Za-z]{4,}?)$")
_PROJECT = re.compile(
    r"(?:项目|工程|装置|机组|生产线)(?:建设|前期工作|前期|投产|达产|建成|落地|开工|核准|接入|并网|顺利|如期|按期|完成|工作)*(?:$|[，,。；;、和及])"
)
_LISTED = re.compile(
    r"(?:等(?:重点|重大|一批)?|[一二两三四五六七八九十\d]+[个项座][^，,。；;、\d]{0,10})(?:项目|工程|生产线)"
)
_SETS_OUT = re.compile(
    "(?:推进|推动|加快|建成|开工|开工建设|建设|新建|实施|启动|抓好|完成|谋划|支持|争取|确保|促进)+(?:建设|投产|实施)*"
)
# 做强电子信息、光伏制造2个优势产业: the number sums up the list before it.
_KINDS = re.compile(
    r"(?:重点|主导|优势|特色|新兴|支柱|战略性新兴|未来)*[^，,。；;、\d级]{0,8}?(?:产业集群|产业链|产业|行业|赛道|领域|集群)$"
)
_ARE_THESE = re.compile("(?:包括|包含|涵盖|分为)[^，,。；;]*等[ \u3000]*$")
_AND = re.compile("、|以及|和|及|与")
_LABEL = re.compile(r"[“\"‘「][^”\"’」\n]{0,8}$")
_RANK = re.compile(r"(?:前|第|列|名列|位列|排名)$")
# 100支以上高支精纺纱: a count of yarn, not of things.
_UNITS_OF = {"支": re.compile(r"[^，,。；;、]{0,10}(?:队|基金|团队|力量|股票|专班)")}
# 5个重点领域 are no goal, 5个重点实验室 are.
_IMPORTANT_THINGS = re.compile("重点(?:实验室|企业|项目|园区|产品|基地|平台|产业集群|产业园|研发|科技|用能)")
# 六大行动 are no things, 26个大气监测站 are.
_LARGE_THINGS = re.compile("大(?:[气型学豆棚坝桥厦]|数据|模型|飞机|赛|健康)")


def may_be_goal(text: str, q: Quantity, span: Span) -> bool:
    """Tell whether a quantity is of a kind that goals are made of, and no label, rank or figure of speech."""
    if q.kind == "" and not q.comparator:
        return False
    if _LABEL.search(text, max(0, q.lead - 9), q.lead) and text[q.end : q.end + 1] != "“":
        return False
    if _RANK.search(text, max(0, q.start - 3), q.start):
        return False
    if q.unit in _UNITS_OF and not _UNITS_OF[q.unit].match(text, q.tail):
        # 组建服务队10支: the thing may stand in front.
        return bool(_UNITS_OF[q.unit].search(text, clause_start(text, q.lead, span.start), q.lead))
    after = text[q.tail : q.tail + 6]
    if after.startswith("》"):
        return False
    more = text[q.end - len(q.unit) - 1 : q.end - len(q.unit)] in ("多", "余")
    compared = q.comparator is not None and text[q.lead : q.start] != "为" and not more
    if _IMPORTANT_THINGS.match(text, q.tail) or _LARGE_THINGS.match(text, q.tail):
        return True
    return not (q.kind in ("count", "ratio") and not compared and pattern("not_counted").match(after))


def is_figure_of_speech(text: str, q: Quantity, done: re.Pattern[str]) -> bool:
    """Tell whether a small number in characters is only a way of speaking: 一个体系, 四类事件."""
    if q.written != "han" or q.kind not in ("count", "ratio") or q.unit == "番" or q.value >= 20:
        return False
    before = max(0, q.lead - _VERB_NEAR)
    # 增长一倍, 新增创新中心一家
    if q.unit == "倍" and _GROWS.search(text, before, q.lead):
        return False
    if q.value == 1 and q.unit in _ONE_OF and _ADDS.search(text, before, q.lead) and done.match(text, q.tail):
        return False
    return q.value < 2 or q.unit in ("类", "种", "部", "位", "只", "条", "次", "片", "对", "度")


def is_class(text: str, q: Quantity) -> bool:
    """Tell whether a figure says which kind a thing is of: 1类新药, 100MW级储能系统."""
    if q.unit == "类":
        return _CLASSED.match(text, q.tail) is not None
    return text.startswith("级", q.tail) and _SIZES.search(q.unit) is not None


def is_size(text: str, q: Quantity, clause: int) -> bool:
    """Tell whether a quantity is how large a product is that is made (研制2兆瓦风电机组), or of what kind (60千瓦以上充电设施)."""
    if _RATED.fullmatch(q.unit) and q.tail > q.end and q.comparator == ">=":
        return True
    return _SIZES.search(q.unit) is not None and _MAKES.search(text, clause, q.lead) is not None


def is_capacity(text: str, q: Quantity, span: Span) -> bool:
    """Tell whether a quantity is how large a project is that has a name: 推进甲公司20万吨乙烯、30万台电脑等项目.

    建成200万千瓦风电项目 is a goal: nobody's name stands before its size.
    """
    if q.comparator is not None or not _CAPACITY.search(q.unit):
        return False
    start, end = clause_start(text, q.lead, span.start), clause_end(text, q.tail, span.end)
    behind = _PROJECT.search(text, q.tail, end)
    if behind is None:
        return False
    # 50兆瓦/200兆瓦时: two figures of one project.
    head = _SIZE_BEFORE.sub("", text[start : q.lead])
    # 2×60万千瓦机组
    if _A_YEAR.search(head) or head.endswith("×"):
        return True
    # 加快推进乙县120万千瓦抽水蓄能项目
    listed = _LISTED.search(text, q.tail, end)
    own = behind is not None and "、" not in text[q.tail : behind.start()]
    verb = _SETS_OUT.search(head)
    owner = head[verb.end() :].rstrip() if verb is not None else ""
    named = _OWNER.search(owner) is not None or (owner != "" and longest_surface(owner) == len(owner))
    return verb is not None and named and (listed is not None or own)


def sums_up(text: str, q: Quantity, noun: str, start: int) -> bool:
    """Tell whether a number only says how many kinds of industry were listed before it."""
    if q.comparator is not None or q.kind != "count":
        return False
    listed = text[start : q.lead]
    # 包括设计审查、招投标等8个办理事项
    if _ARE_THESE.search(listed):
        return True
    # 2个超5000亿元支柱产业集群 are wanted for their size.
    if not (text.startswith(noun, q.tail) and _KINDS.fullmatch(noun) is not None):
        return False
    # 软件与信息技术服务 is one of them.
    return q.value in (len(_AND.split(listed)), listed.count("、") + 1) and not re.search(
        rf"[{re.escape(CLAUSE_BREAK)}]", listed
    )
