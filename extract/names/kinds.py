"""What words are by their shape: the name of a body, of a place, of a kind of body, a functional line."""

from __future__ import annotations

from functools import cache, lru_cache

from extract import patterns as re
from extract.brackets import trailing
from extract.facts import Span
from extract.prose import any_of
from extract.resolve import LEVEL_WORDS, SEVERAL_LEVELS, is_body, is_collective, is_department

# What ends a list and is none of its last name: 等有关部门, 及所属单位.
TAIL = re.compile(
    r"(?:等(?:多个)?(?:国务院|自治区|自治州|自治县|兵团|省|市|州|盟|区|县|旗)?(?:直属?|级|人民政府|政府)?(?:有关|相关|涉及|各|其他|其它)*(?:职能|责任|成员|主管|行业|骨干|龙头|重点)*(?:部门和单位|单位和部门|部门、单位|部门[(（]单位[)）]|单位[(（]部门[)）]|部门|单位|地区|高校|院校|科研院所|高校院所|企业|媒体|金融机构|银行|协会|市|县|区)?"
    r"|等[^、，,。；;等]{2,30}(?:领导小组|工作组|专项小组|专班|联席会议|指挥部|委员会)(?:有关|相关|各|其他|其它)*成员单位"
    r"|及其?(?:所属|下属|直属)(?:部门|单位)|等部门和单位)$"
)
_TOWN = re.compile(r"[一-鿿]{2,}(?:(?:镇|乡|街道|苏木)(?:人民政府|政府|办事处|党工委|办)?|街办)$")
_GOVERNED = re.compile(r"[一-鿿]{2,}[区县市旗州盟](?:人民)?政府$")
# The endings that functional lines of one list share.
LINE_END = re.compile(r"(?:行政主管部门|行业主管部门|主管部门|行政部门|部门|厅|局|委)$")
# What stands in the name of a leading group at most.
_NO_NAME = re.compile(
    r"[。.“”《》:：;；\d%]|^的|的$|带领|率领|陪同|每[年月季周半]|[初复会]审|审核后|后报|逗号|分号|列第|首位|最前|[前后]面的|[之其]后的|第一[位个家责的单部]|总牵头|主要责任|^牵头责任|政府以|[局厅委]以|社会资本"
)
# What a group or an office is called for.
_QUOTED = re.compile("“[^“”，。；：]{2,12}”(?=[一-鿿])")
_LEVELS_IN_FRONT = tuple("省市州县区旗盟")
_OF_A_BODY = re.compile("[局厅委办部署院队会站社所室区县市镇乡处科股组]$|牵头|负责|配合|主办|单位|部门")
_LEAGUE = re.compile(r"^团[省市州县区]委$")
DEPARTMENTS = ("局", "厅", "委")
# 县级以上地方人民政府发展改革部门: at which levels the departments are meant.
_LEVELS = re.compile(f"^(?:各级|各地区?|县级以上|市级以上|县级|市级|地方|各|人民政府|{SEVERAL_LEVELS})+")


@cache
def pattern_of(shape: str) -> re.Pattern[str]:
    """Compile a pattern whose ``{use}`` are words of ``name_words.csv``."""
    return re.compile(re.sub(r"\{(\w+)\}", lambda m: f"(?:{any_of('name_words', m[1])})", shape))


# 县文化局承担办公室日常工作, 市经信局建立工作专班, 联席会议办公室从有关部门抽调人员: a name ends before what its bearer does.
_ACTS = re.compile(
    "(?:[局厅委办部署院室会]|政府)(?:承担|负责|办理|成立|设立|组建|组成|抽调|发挥|建立(?!健)|从(?=[各有相])|对(?![外台口]))"
)


def unquoted(names: str) -> str:
    """Drop the catchwords that groups and offices of a level are called for: 市“双招双引”办公室."""
    return _QUOTED.sub("", names) if "“" in names and names.startswith(_LEVELS_IN_FRONT) else names


@lru_cache(maxsize=8192)
def looks_like_agency(name: str) -> bool:
    """Tell whether words end as the name of a body does; a first filter, not a proof."""
    bare = TAIL.sub("", name)
    bracket = trailing(bare, Span(0, len(bare)))
    if bracket is not None:
        bare = bare[: bracket.start]
    # 市“双随机、一公开”监管联席会议其他成员单位, 市“双招双引”办公室
    if len(bare) < 2 or (
        _NO_NAME.search(unquoted(bare)) and not pattern_of(r"{group}(?:(?:其他|各)*成员单位)?$").search(bare)
    ):
        return False
    # 成立省算力专班 founds it.
    if (
        bare.startswith(("成立", "组建", "设立", "建立", "承担", "负责", "履行", "完成", "做好", "协助", "牵头"))
        or _ACTS.search(bare) is not None
    ):
        return False
    if len(bare) <= 24 and pattern_of(r"^{firm_start}").match(bare):
        return True
    return bool(pattern_of(r"{end}$").search(bare)) and not pattern_of(r"{none}$").search(bare)


@lru_cache(maxsize=8192)
def names_several(name: str) -> bool:
    """Tell whether a name stands for several bodies: 各区政府, 有关部门."""
    return is_collective(name) or bool(pattern_of(r"^{collective}").match(name))


@lru_cache(maxsize=8192)
def is_institution(name: str) -> bool:
    """Tell whether a name stands on its own: a bank, a company, a university, a customs house."""
    return (
        bool(pattern_of(r"^{institution_start}|{institution}$").search(without_bracket(name)))
        or _LEAGUE.match(name) is not None
    )


@lru_cache(maxsize=8192)
def is_place(name: str) -> bool:
    """Tell whether a name is that of a zone or a town that no table need know: 高新区管委会, 孝丰镇人民政府."""
    return bool(
        _TOWN.match(without_bracket(name))
        or _GOVERNED.match(without_bracket(name))
        or pattern_of(r"{zone}$").search(without_bracket(name))
    )


@lru_cache(maxsize=4096)
def is_persons_name(words: str) -> bool:
    """Tell whether two or three characters are a person's name and no office's: 李明, but 林业 and 金融办."""
    return pattern_of(r"^{surname}[一-鿿]{1,2}$").match(words) is not None and not (
        _OF_A_BODY.search(words) or is_line(words)
    )


def without_bracket(name: str) -> str:
    """Drop the bracket at the end of a name."""
    bracket = trailing(name, Span(0, len(name)))
    return name if bracket is None else name[: bracket.start]


@lru_cache(maxsize=8192)
def is_line(name: str, endings: tuple[str, ...] = DEPARTMENTS) -> bool:
    """Tell whether words are a functional line without the ending of a body: 工业和信息化, 市财政."""
    name = _LEVELS.sub("", name)
    bare = next((name[len(w) :] for w in LEVEL_WORDS if name.startswith(w)), name)
    return any(is_department(stem + end) or is_body(stem + end) for stem in (name, bare) for end in endings)
