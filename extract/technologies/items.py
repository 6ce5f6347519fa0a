"""What an item of a list names: a technology, perhaps one, or something else."""

from __future__ import annotations

from enum import IntEnum
from functools import cache, lru_cache

from extract import patterns as re
from extract.prose import any_of, trie, words_for
from extract.technologies.words import Endings
from seeds.places import cities

_LATIN = re.compile(r"[A-Za-z0-9+/\-—]{2,12}")
# A sum, a share, a value with its unit (400Wh/kg).
_MONEY = re.compile(
    r"\d.*元|\d%|^\d+$|^[\d.]+\s?(?:[A-Za-z³²]+/[A-Za-z³²]+|[kKMGT]?W(?:h|p)?|[kKMG]?Pa|[kKMG]?V|[ckm]?m|[kKMGTP]bps|[MGTPE]FLOPS)$"
)
_BRACKET_END = re.compile(r"[(（].*[)）]$")
# A name glossed by its abbreviation is a term: 光伏建筑一体化(BIPV).
_GLOSSED = re.compile(r"..[(（][A-Z][A-Za-z0-9+/\-]*[)）]$")

_ABBREVIATED = re.compile(r"[\u4e00-\u9fff]{0,4}[A-Za-z][A-Za-z0-9+/\- ]{1,11}[(（][\u4e00-\u9fff\d]{3,}[)）]")

# What is no name by its form.
_NO_NAMES = (
    # 甲企业试用石墨电极: somebody does something.
    r".企业(?!级|网|云)",
    r"领域(?:设备|装备|设施)$|服务区(?!块)|全链条(?!技术)",
    # Roads and routes: G60沪昆高速, 甲地至乙地, 甲地—乙地.
    r"^[GSX]\d{2,4}.*(?:高速|公路|[段线路])|^(?:\d{1,2}[纵横射联环]包[括含])?[GS]\d{1,4}[\u4e00-\u9fff]{2}$",
    r"^[\u4e00-\u9fff]{2,5}至[\u4e00-\u9fff]{2}",
    r"铁路[^、]{0,6}改造$",
    # 设备更新和智能化改造, 数字化转型和智慧化改造: two tasks.
    r"(?:转型|更新)[和与及](?:[^、]{2,4}改造|技术|设备|工艺|产品|装备)$",
    # 某领域研发制造: steps of a branch.
    r"领域(?:研发|制造|生产|设计|应用|服务)+$",
    # A与B的融合创新, A的规模化适配: what is done with both.
    r"的(?:融合|协同|联合|集成)+(?:创新|优化|发展)|的规模化适配",
    # 产品“百店千品”行动: the name of an action.
    r"^[\u4e00-\u9fff]+[“\"][^”\"]*[百千万][^”\"]*[”\"]$",
    # 首批次新材料: what is insured as the first of its kind.
    r"^首?批?次新",
    # 面向制造、医疗: for whom; 研究所开放中试设备: who does it.
    r"^(?:面向|针对|基于|围绕|依托|聚焦)[^的]*$|(?:研究所|研究院|大学|学院|实验室)(?:开放|提供|开展)",
    # 信息与咨询服务: of any kind.
    r"^(?:信息|指导|培训|咨询|管理|技术|政策)[和与及](?:咨询|培训|指导|管理|信息)服务$",
    # 某镇做好分拣, 攻关和产品: what is done.
    r"[镇乡县区市]做好|^攻关[和与及]",
    # 氢能未来|产业: a cluster by name.
    r"..未来$",
    # 枢纽型、功能型基础设施: any of them.
    r"^[^、]{1,3}型基础设施$",
    # 电网的调度, 近零碳社区的技术: what is done with a thing, no thing; 进口汽车: made elsewhere.
    r"..的[\u4e00-\u9fff]{2}$|^进口(?!材)",
    # 拆机费: what is paid.
    r"(?<![收消缴计])费$",
    # 进社区, 村三级…: where it goes.
    r"^进(?:商场|商超|平台|社区|校园|学校|园区|企业|车间|医院|工厂|乡村|直播间|景区)|^[市县乡镇村]+[一二三四五]级",
    r"^—|^[\u4e00-\u9fff]{2,3}—[\u4e00-\u9fff]{2,4}$",
)


# 源网荷储一体化, “光储”一体化, 光储充换放: kinds of energy and what is done with them, run into one word.
_ENERGY_MIX = re.compile(
    r"[“\"]?(?:[风光水火热储源网荷氢车桩充换放检农渔牧]|[(（]换[)）]){2,7}[”\"]?一体化|[“\"]?[源网荷储风光]?[光储充换放检]{3,5}[”\"]?"
)


class Verdict(IntEnum):
    """How sure it is that a string names a technology, from its own words."""

    STOP = 0
    STAGE = 1
    GENERIC = 2
    OBJECT = 3
    UNKNOWN = 4
    SERVICE = 5
    ACTION = 6
    HEAD = 7
    TERM = 8


@cache
def _endings() -> dict[str, Verdict]:
    """Return every word that decides by standing at the end; of two that fit, the longer one counts."""
    found: dict[str, Verdict] = {}
    for use, kind in (("service", Verdict.SERVICE), ("action", Verdict.ACTION), ("head", Verdict.HEAD)):
        found.update(dict.fromkeys(words_for("tech_heads", use), kind))
    found.update(dict.fromkeys(words_for("tech_lexicon", "term"), Verdict.TERM))
    found.update(dict.fromkeys(words_for("tech_stops", "end"), Verdict.STOP))
    found.update(dict.fromkeys(words_for("tech_heads", "object"), Verdict.OBJECT))
    return found


@cache
def _terms() -> frozenset[str]:
    return frozenset(words_for("tech_lexicon", "term"))


@cache
def _stop() -> re.Pattern[str]:
    words = trie(words_for("tech_stops", "any"))
    return re.compile(rf"{words}|{'|'.join(_NO_NAMES)}")


@cache
def _start() -> tuple[str, ...]:
    return words_for("tech_stops", "start")


@cache
def _generic() -> re.Pattern[str]:
    praise, generic, process = (trie(words_for("tech_heads", use)) for use in ("praise", "generic", "process"))
    # 资源节约型, 环境友好型: praise of any kind.
    return re.compile(rf"(?:{praise}|[\u4e00-\u9fff]{{2,4}}型(?={generic})|{generic}|[、和与及])*(?:{process})?")


@cache
def _general_ends() -> tuple[re.Pattern[str], re.Pattern[str]]:
    praise, generic = (trie(words_for("tech_heads", use)) for use in ("praise", "generic"))
    return re.compile(rf"(?:{praise})+"), re.compile(rf"(?:{generic}|[、和与及])+$")


def core(name: str) -> str:
    """Return ``name`` without praise in front and general nouns behind (先进节能技术装备: 节能)."""
    front, back = _general_ends()
    lead = front.match(name)
    bare = name[lead.end() :] if lead else name
    return back.sub("", bare)


@cache
def _stage() -> re.Pattern[str]:
    stage, generic, of, step = (
        trie(words_for("tech_heads", use)) for use in ("stage", "generic", "stage_of", "stage_step")
    )
    # 面板生产, 终端制造和应用, 市场服务: a step of the value chain, of no thing in particular.
    stage = rf"(?:{stage}|(?:{generic}|{of}){step}(?:{step})?)"
    return re.compile(rf"{stage}(?:[、和与及]{stage})*")


@cache
def _marked() -> re.Pattern[str]:
    """Return the pattern of modifiers that only technical names carry (纳米…, 智能…, MEMS…)."""
    steps = any_of("tech_heads", "stage_step")
    words = trie(words_for("tech_heads", "modifier"))
    return re.compile(rf"(?:{words}|[A-Z][A-Za-z0-9+/\-]+)(?!.*(?:{steps})$)..+(?<![式型化性级效])$")


@cache
def _plant() -> re.Pattern[str]:
    """Return the pattern of facilities named by what is done in them (污水处理厂, 溶剂回收中心)."""
    return re.compile(rf"..{trie(words_for('tech_heads', 'plant'))}(?:中心|厂|站|场)$")


@cache
def _smart_place() -> re.Pattern[str]:
    """Return the pattern of places of work that a technology has changed (智能化工厂, 无人农场, 虚拟电厂)."""
    smart, place = (trie(words_for("tech_heads", use)) for use in ("smart", "workplace"))
    return re.compile(f"{smart}{place}")


def is_workplace(name: str) -> bool:
    """Tell whether a name is nothing but a works that a technology has changed (智能工厂; not 虚拟电厂, 无人农场)."""
    return name.endswith(("工厂", "车间")) and _smart_place().fullmatch(name) is not None


# 管线改造, 设施提质改造: a thing is put right; 节能改造, 智能化改造, 余热利用改造 name a technique.
_REBUILT = re.compile(r"(?:实施|升级|技术|提质|优化|安全|达标|更新|建设和|设备提标|及|和)?改造$")
_REBUILT_BY = re.compile(
    r"(?:[^优强扩]化|[性型效碳]|节[能水电气材地]|降[耗碳噪]|减排|排放|变频|联网|上云|应用|利用|清洁能源|供热|适应|提标)$"
)


# 问题治理, 隐患排查治理, 市场秩序综合治理, 流域系统治理: what a government sets right; 废气治理, 数据治理 are techniques.
_SET_RIGHT = re.compile(
    r"(?:问题|隐患|排查|风险|秩序|市场|违[法规停建]|流域|伦理|社会|城市|应急|环境|行业|源头|综合|专项)(?:的|和|与|、)?(?:综合|系统|集中|专项|协同)*治理$"
)


def _rebuilt(name: str) -> Verdict | None:
    """Judge what ends in 改造: by what technique, or only that a thing is rebuilt; None for other names."""
    if _SET_RIGHT.search(name):
        return Verdict.STOP
    found = _REBUILT.search(name) if name.endswith("改造") else None
    if found is None:
        return None
    before = name[: found.start()]
    by = found[0] == "改造" and (
        _REBUILT_BY.search(before) or ending(before) in (Verdict.ACTION, Verdict.SERVICE, Verdict.TERM)
    )
    return Verdict.ACTION if by else Verdict.STOP


@cache
def _treated() -> re.Pattern[str]:
    """Return the pattern of what is treated and a process of two letters that no table knows (污泥干化)."""
    return re.compile(
        rf"{trie(words_for('tech_heads', 'treated'))}(?:智能|自动化|自动|在线|原位|协同|高效)?[\u4e00-\u9fff]{{2}}$"
    )


def _formed(name: str) -> Verdict:
    """Judge a name whose ending no table knows by how it is formed."""
    if _marked().match(name) or _treated().search(name):
        return Verdict.SERVICE
    return Verdict.UNKNOWN


@cache
def _recycle() -> tuple[str, ...]:
    return words_for("tech_heads", "recycle")


@cache
def _known_endings() -> Endings:
    return Endings(_endings())


@lru_cache(maxsize=20000)
def ending(name: str) -> Verdict:
    """Return what the longest known ending of ``name`` says, UNKNOWN where none is known."""
    word = _known_endings().of(name)
    return _endings()[word] if word is not None else Verdict.UNKNOWN


@lru_cache(maxsize=20000)
def verdict(name: str) -> Verdict:
    """Judge ``name`` by its own words, without its list or its sentence."""
    # Most names are Chinese letters and nothing else: no figures, no brackets.
    plain = name.isalpha() and name[0] > "\u2fff"
    if not plain and _MONEY.search(_BRACKET_END.sub("", name)):
        return Verdict.STOP
    if name in _terms() or (not plain and _LATIN.fullmatch(name)) or _ENERGY_MIX.fullmatch(name):
        return Verdict.TERM
    if name in cities() or name.startswith(_start()) or _stop().search(name):
        return Verdict.STOP
    if _stage().fullmatch(name):
        return Verdict.STAGE
    if _smart_place().fullmatch(name):
        return Verdict.TERM
    if _generic().fullmatch(name):
        return Verdict.HEAD if len(name) > 3 and _endings().get(name) is Verdict.HEAD else Verdict.GENERIC
    bare = name
    if not plain:
        if "+" in name and not name.startswith("“"):
            return Verdict.UNKNOWN
        if _GLOSSED.search(name):
            return Verdict.TERM
        bare = _BRACKET_END.sub("", name)
        if bare != name and (bare in _terms() or _ABBREVIATED.fullmatch(name)):
            # TSN(时间敏感网络), 工业PON(无源光网络): an abbreviation and what it stands for.
            return Verdict.TERM
    own = ending(bare)
    if own is Verdict.ACTION and (rebuilt := _rebuilt(bare)) is not None:
        return rebuilt
    if own is Verdict.STOP and _plant().search(bare):
        return Verdict.HEAD
    return _formed(bare) if own is Verdict.UNKNOWN else own


def is_recycling(name: str) -> bool:
    """Tell whether a process at the end of ``name`` takes what stands before it as its object."""
    return name.endswith(_recycle())


def starts_recycling(name: str) -> bool:
    """Tell whether a category begins with such a process (资源化利用设备, 再生利用技术)."""
    return name.startswith(_recycle())


@cache
def _process_start() -> re.Pattern[str]:
    return re.compile(
        rf"(?:的|超低排放|协同|综合|集中|异地|安全|整体|系统|高值化|原位)*{trie(words_for('tech_heads', 'action'))}"
    )


def starts_process(name: str) -> bool:
    """Tell whether a category begins with a process of any kind (处理技术, 监测设备)."""
    return bool(_process_start().match(name))
