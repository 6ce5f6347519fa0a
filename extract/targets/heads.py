"""What is measured: the words in front of a quantity, without verbs, scopes, times and whom they are of."""

from __future__ import annotations

from functools import cache

from extract import patterns as re
from extract.prose import any_of
from extract.targets.years import YEAR

_SHORT = 2
_LONG = 6
# 增速高于全省平均水平2个百分点: whom it is to surpass.
# 年均增 长: a blank that the page put into a word.
_STRAY = re.compile("(?<=[一-鿿])[ 　]+(?=[一-鿿])")
_ABOVE_ALL = re.compile("(?<=..)(?<!不)(?:高于|快于|低于|领先)(?:全[国省市区县州]|同期|[省市]平均)[^，,。；;]{0,10}$")
_HEAD_NOISE = re.compile(r"^[（(](?=[^（）()]*$)|^[\s　、,，:：\-—–·*●■◆]+|[\s　]+$")
# A span of time in front of what is measured.
_PERIOD = re.compile(
    r"^(?:[今本]年(?:年?[底末内]前?)?|年[底末]前?)(?=..)|^[“\"]十[一二三四五六]五[”\"](?!规划|期|时期)(?=..)|^[“\"]?(?:十[一二三四五六]五[”\"]?)?(?:规划)?(?:期间|时期|期内)|^[^，,]{2,10}?将(?:形成|建成|实现|达到)(?=.{2})|^[^，,]{2,16}?将?[在于][一二三四五六\d]+年(?:内|时间)(?:里)?(?:实现|完成|达到|使)|^(?:力争|争取|用|在|未来|今后|每|近)*[一二两三四五六七八九十\d]+年(?:左右)?(?:内|时间|间)?[,，]?(?:内)?"
)
_ORDER = re.compile(r"^[一二三四五六七八九十]是|^首先|^其次|^[(（]?其中")
# 沿江八市(南京、镇江), not 县(市、区)
_MEMBERS = re.compile("[（(](?![市区县州旗镇乡街道、]+[)）])[^（）()]*、[^（）()]*[)）]")
_LISTED_INDUSTRIES = re.compile(
    r"^[^，,。]*、[^，,。、]*?(?:产业集群|集群|产业链)(?!龙头|链主|企业|骨干)(?=[^、的]{2,}$)"
)
_COUNTED_INDUSTRIES = re.compile(r".*\d+[个大家条](?:产业集群|产业链|产业|集群|园区|领域)")
# 在北京等城市设立直营店100家: where it is done.
_WHERE = re.compile(
    r"^(?:在|依托|围绕|面向|针对|通过)[^，,。]*?(?:设立|建设|开设|新开|新建|建成|布局|打造|培育|引进|新增|形成|举办|投放|推广|投入|投运)(?=.{2})|^赴[^，,]{2,20}?等?地(?:开展|举办)?(?=..)|^在[^，,]{2,40}?(?=上市|挂牌|登记|备案)"
)
# 医疗、光通信等领域数据集50个.
_FIELDS = re.compile(r"^[^，,。]*、[^，,。]*等(?:重点)?(?:领域|行业|方面|区域|产业)(?=[^的]{2})")
# 支持企业参加境外展会20场次, 高校培养技师2000名: who does it is nothing that is counted.
_ACTS = re.compile(
    r"^每[个条家项县镇乡村][^，,。]{0,10}?(?:每年)?(?:滚动)?(?:培育|实施|配备|建设|建成|打造|引进|新增|举办|开展|组织|选派)(?=..)"
    r"|^[^，,。]*?(?:企业|院校|高校|学校|机构|单位|集团|商会|协会|部门)(?:每年)?(?:新)?(?:参加|参与|培养|培训|引进|开展|举办|建设|建成|建立|开发|申请|制定|发布|推出)(?!区|强度)(?=..)"
)
# 供电公司要确保供电可靠率, 装备产业实现销售收入: of whom it is said stands in front.
_SAID = re.compile(
    r"^[^，,。]*?(?:(?:公司|单位|部门|企业|园区|各[区县镇])(?:要|应|须)?(?:确保|保证|力争)|(?:产业|行业|集群|产业链|园区|集聚区)(?:力争|争取|预计|将|共|累计)*(?:实现|完成))(?=..)"
    # 居民社区要确保固定车位
    r"|^[^，,。、]{2,12}?(?:要|应|须)(?:确保|保证|力争)(?=..)"
)
# 符合规范要求的细胞制备中心5个: what they are like.
_CLAIMED = re.compile(r"^(?:符合|具有|具备|拥有)[^，,。]*的(?=[^的]{2,}$)")
# 提高机顶盒占比至75%
_RAISED_TO = re.compile(
    r"^(?:提高|提升|扩大|增加|降低|压减|推动|推进)?(?P<what>[^，,。；;]{2,}[率比重度量额数])[到至]$"
)
_HEAD_TAIL = re.compile(
    r"(?:(?<=..)(?:每年|年均)(?:新增|净增|新建|建成|建设|培育|引进|认定|打造)|力争|争取|有望|预计|基本|稳步|逐步|分别|累计|总共|共|均|各|实现|保持|每年|全部|要|应|须|将)+$"
)


_OWN = re.compile("(?=产业规模)|(?:产业集群|产业(?![园链基])|集群)的?(?=..)")


@cache
def _leading() -> re.Pattern[str]:
    # 研发经费投入强度 is a name.
    return re.compile(
        rf"^(?:(?!建设用地|各类|各级|新增[及和或与]|到[户货岗账港站位]|有效(?:发明|专利|商标|灌溉)|研发(?:经费|投入|人员|费用|机构|强度|占|支出)|孵化(?:面积|器|基地|载体|场地))"
        rf"(?:{any_of('goal_words', 'lead')})(?!后(?!备|端|市场|道|段))|申请(?![量数人])|开发(?=新)"
        rf"|(?!全产业链|全国重点实验室)(?:{any_of('goal_words', 'scope')})|[的、\s])+"
    )


def clean_head(head: str, subject: str | None) -> str:
    """Return the measured thing without leading verbs, scopes and the document's own industry."""
    head = _ORDER.sub("", _HEAD_NOISE.sub("", _STRAY.sub("", head)))
    time = [m for m in YEAR.finditer(head) if not m["base"]]
    if time:
        before, head = head[: time[-1].start()], head[time[-1].end() :].lstrip("底末前内,，、 ")
        # 就地转化率2026年达到60%: what is measured stands before the year.
        head = before if len(_HEAD_TAIL.sub("", head)) < _SHORT and len(before) > _SHORT else head
    raised = _RAISED_TO.match(head)
    head = raised["what"] if raised is not None else head
    for in_front in (_PERIOD, _SAID, _WHERE, _FIELDS, _CLAIMED, _ACTS):
        head = in_front.sub("", head)
    previous = None
    while head != previous:
        previous = head
        head = _HEAD_NOISE.sub("", head)
        stripped = _leading().sub("", head)
        head = stripped if len(stripped) >= 2 else head
        # A long name of the document's industry is left out (安全应急与环保产业总产值), a short one or a product of its
        # name belongs to the indicator (软件产业产值, 山地农机装备产值).
        if (
            subject
            and len(subject) >= _LONG
            and head.startswith(subject)
            and (own := _OWN.match(head, len(subject))) is not None
        ):
            head = head[own.end() :]
    # 沿江八市(南京、镇江)营业收入; 鞋服、纺织五大产业集群产值: of whom says nothing of what is measured.
    head = _MEMBERS.sub("", head)
    of_whom = _LISTED_INDUSTRIES.match(_HEAD_TAIL.sub("", head))
    head = head[of_whom.end() :] if of_whom is not None else head
    # A list of industries counted in front of the measured thing: 新材料、食品饮料2个产业集群产值规模.
    counted = _COUNTED_INDUSTRIES.match(head)
    if counted and counted.end() < len(head):
        head = head[counted.end() :]
    head = _ABOVE_ALL.sub("", _HEAD_TAIL.sub("", head)).strip("的 为是")
    # 配套及衍生产业销售收入, 重点引进和培养人才: what an adjective or a verb before them shared.
    head = re.sub("^[及和与](?=[一-鿿]{3})(?!平|谐|田|县|顺|静|布克)", "", head)
    return head if head.count("“") == head.count("”") else head.strip("“”")
