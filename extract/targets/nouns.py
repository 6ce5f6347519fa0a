"""What is counted: the words behind a quantity, without what they are worth, are like or do."""

from __future__ import annotations

from extract import patterns as re

_SHORT = 2
IN_BRACKETS = re.compile("[(（][^()（）]*[)）]")
# 1个产值超2000亿元、3个产值超500亿元的产业集群: what the amounts say of the things counted, and these.
_OF_VALUE = re.compile(
    "(?:年|总|主营业务|营业|销售|产业|集群|工业)*(?:产值|收入|营收|规模|销售额)(?:达到?|超过?|突破|过)?(?:的)?$"
)
_VALUED = re.compile(
    "[^，,。；;]*?元(?:以上|左右)?(?:级)?(?:、[^，,。；;]*?的|的)?(?P<noun>[^，,。；;、的元\\d]{2,16})(?=$|[，,。；;])"
)
# 4个万亿级、4个五千亿级产业集群
_OF_RANK = re.compile("[^，,。；;]*?级(?P<noun>[^，,。；;、级]{2,10})(?=$|[，,。；;])")
_THRESHOLD = re.compile(
    r"^(?:年|总|超|过|近|约|产值|规模|收入|营业|主营业务|\d|[一二三四五六七八九十百千万亿]|\.|元|以上|的)+元(?:以上)?的?"
)
# 2款以上机型于2026年前取得型号合格证; 3个以上具有全球影响力的产业集群.
_NOUN_OVER = re.compile(
    r"(?<=..)(?:(?:予以|给予|进行)(?=(?:重点)?(?:支持|扶持|培育|奖励|资助|认定)$)|[于在到](?=20\d\d年)|(?=(?:开展|提供|进行)[^的]{2,8}$)|(?=(?:取得|获得|通过|实现|完成|纳入|列入|入选|达到)[^的]*$)).*$"
)
_NOUN_CLAIM = re.compile(
    r"^(?:在[^，,。的]{2,8})?(?:具有|具备|拥有|有(?!效|色|机)|用于|面向|符合|覆盖|达到|服务|支撑)[^，,。]*的(?=[^的]{2,}$)"
)
_QUALITY = re.compile(
    r"^(?:满足|具有|具备|符合|引领|拥有)|(?:突出|先进|完善|显著|领先|优良|齐全|合理|鲜明|明显|[强优高好大])$"
)
_LIKE = re.compile(
    r"^[^的、]{2,14}(?:突出|先进|完善|显著|领先|优良|齐全|合理|鲜明|明显|[强优高好大])(?:、[^的]{2,16})*的(?=[^的]{2,14}$)"
)
_OF_ALL = re.compile(r"[^，,。；;]{2,60}的(?P<noun>[^，,。；;、的]{2,14})$")
# 领军人才赴境外培训, 企业开展交流合作: what they do that are counted.
_PEOPLE_DO = re.compile(
    "(?<=[才员家生师手部业构目])(?:赴|出国|出境|[来到](?=[^，,。；;]{2,})|参加|参与|开展|攻读|脱产).+$"
)
# 站在科技前沿的院士后备人才, 能够突破关键技术的领军人才: what is said of people before them.
_PEOPLE_ARE = re.compile("^(?:[^的、]{4,30}(?:、[^的、]{2,20})*的)(?=[^的]{2,24}(?:人才|人员|专家|企业家|后备人才)$)")
_NEXT_VERB = re.compile(
    "、(?=(?:拓展|建立|打造|建设|建成|推进|培育|引进|实施|形成|新增|完善|发展|开展|构建|突破)[^、]{2,})"
)
# 100个示范社区全面建成: what is counted is to be there by then.
BUILT = re.compile(
    r"(?<=..)(?:全部|均|全面)(?:接入|纳入|实现|完成|通过|达到)[^，,。]*$|(?<=..)(?:全部|全面|基本|陆续|如期|均|集中|顺利)*(?:建成(?:投产|投用|运营|运行|达产)?|投入(?:使用|运营|运行)|投产(?:达产)?|投用|竣工(?:投产)?|完工|挂牌|开工(?:建设)?|落地)$"
)
BY_THEN = re.compile(r"20\d\d年|[年月]底|年内|年末")


def noun_behind(text: str, tail: int, end: int, whole: int) -> str:
    """Return the noun behind a quantity.

    Parameters
    ----------
    text
        Running text.
    tail
        Where the quantity ends.
    end
        Where what belongs to it ends.
    whole
        Where its clause ends.
    """
    behind = text[tail:end]
    noun = _THRESHOLD.sub("", behind)
    noun = _LIKE.sub("", (IN_BRACKETS.sub("", noun) if behind[:1] in "（(" else noun).strip(" 的"))
    if _QUALITY.search(noun) and (said := _OF_ALL.match(text, tail, whole)):
        noun = said["noun"]
    if noun.endswith("级"):
        said = _OF_RANK.match(text, tail, whole)
        noun += said["noun"] if said is not None else ""
    elif (len(noun) < _SHORT or _OF_VALUE.match(noun)) and (said := _VALUED.match(text, tail, whole)) is not None:
        noun = said["noun"]
    if re.match(r"[“\"][^“”]*$", noun) or noun.count("“") != noun.count("”"):
        noun = noun.strip('“”"')
    return noun


def qualifies(text: str, tail: int, lead: int, end: int) -> bool:
    """Tell whether an amount says what the things counted before it are worth: 3个产值超500亿元的产业集群."""
    return bool(_OF_VALUE.fullmatch(text[tail:lead])) and bool(_VALUED.match(text, lead, end))


def bare_noun(noun: str) -> str:
    """Return a noun without the next thing's verb (、拓展2大场景), which ones they are (——甲、乙) and what they claim."""
    noun = _PEOPLE_DO.sub("", _NOUN_OVER.sub("", _NEXT_VERB.split(noun)[0].partition("——")[0]))
    return _PEOPLE_ARE.sub("", _NOUN_CLAIM.sub("", noun))
