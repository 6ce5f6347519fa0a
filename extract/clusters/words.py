"""What the names of clusters are made of: words that say nothing of an industry, endings, kinds."""

from __future__ import annotations

from functools import cache, lru_cache

from extract import patterns as re
from extract.facts import ClusterKind
from extract.prose import any_of, trie, words_for
from extract.records import record

COUNT = r"(?:\d+|[一二两三四五六七八九十]+)"
INNER_VERB = re.compile(r"推进|促进|加快|培育|推动|发展|建设|支持|打造|形成|[《》]")
# What no name of one industry holds; how long such names are.
_JOINS = re.compile(
    '[、，,的等“”"（(]|[对为将把向在以按各该本用换]|升级|优化|完善|加强|提升|强化|围绕|依托|做[强大优]|集聚|布局|^引进|^采购|^进口'
)
_LONGEST = 14
_QUOTES = re.compile(r"[“”\"]")
# 世界级新能源产业集群, 全省稀土产业集群: no part of the industry's name.
PRAISED = re.compile(
    r"(?:世界级|国家级?|省级|国际一流|国内一流|全国领先|国内领先|国际领先|(?:超?(?:\d+|[一二两三五]?[百千万])亿元?级?)|高能级|高水平|沿[江海]城市|沿[江海]|区域|全省|全市|全区|全县|全州|我省|我市|我区|我县|本市|(?:\d+|[一二两三四五六七八九十]+)[个条大]|的"
    # “一核两翼”预制菜产业集群: a figure of how it lies.
    r"|[“\"][一二两三四五六七八九十多][核轴带心园区极环廊][^“”\"]{0,6}[”\"])*"
)
_STEM_TAIL = re.compile(r"(?:战略性新兴|特色|超?[百千万]亿元?级?)?(?:产业集群|集群|产业链群|产业链|产业)$")
# 升级打造3大万亿级主导产业集群, 18个“新星”产业集群, “4+3”产业集群: how many, not which.
_HOW_MANY = re.compile(rf"{COUNT}(?:[个大条类]|[+\d]*[+]{COUNT})[”\"]?(?:“[\u4e00-\u9fff]{{1,4}}”)?")
# The words for a kind, the first that fits decides.
_KIND_WORDS: tuple[tuple[str, ClusterKind], ...] = (
    ("未来", "future_industry"),
    ("新兴", "strategic_emerging"),
    ("支柱", "pillar"),
    ("核心", "pillar"),
    ("主导", "pillar"),
    ("优势", "pillar"),
    ("传统", "pillar"),
)


@record
class Named:
    """A cluster as the text names it: where its name begins, and the places that the name carries (徐州市工程机械集群)."""

    name: str
    start: int
    kind: ClusterKind
    path: str
    rule: str
    hosts: tuple[str, ...] = ()


@cache
def leading() -> re.Pattern[str]:
    """Return the pattern of verbs that lead to a cluster's name."""
    return re.compile(rf"(?:{trie(words_for('cluster_words', 'grow'))})+")


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{any_of('cluster_words', 'generic')}|\d+|[一二三四五六七八九十百千万亿]+(?=[个大条级亿元]))*$"
    )


@lru_cache(maxsize=4096)
def is_generic(name: str) -> bool:
    """Tell whether a name says nothing of the industry (世界级先进制造业集群)."""
    return bool(_generic().match(_QUOTES.sub("", name)))


@lru_cache(maxsize=4096)
def counts_only(name: str) -> bool:
    """Tell whether a name says how many clusters there are and not which (创新打造6大千亿级特色优势产业集群)."""
    many = _HOW_MANY.search(name)
    return many is not None and is_generic(name[many.end() :]) and "、" not in name[: many.start()]


@lru_cache(maxsize=4096)
def stem(name: str) -> str:
    """Return a cluster's name without the words for cluster and industry, to compare with."""
    return _STEM_TAIL.sub("", name)


@lru_cache(maxsize=4096)
def tells(name: str) -> bool:
    """Tell whether a cluster's name says of what it is: two characters at least, or one that names a good (茶产业集群)."""
    bare = stem(name)
    return len(bare) > 1 or bare in words_for("cluster_words", "good")


@cache
def _sector() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of('cluster_words', 'sector')})$")


@lru_cache(maxsize=4096)
def names_industry(name: str) -> bool:
    """Tell whether words are the name of one industry and say nothing else: 海洋工程装备, 绿色食品产业."""
    plain = 1 < len(name) <= _LONGEST and not is_generic(name) and _JOINS.search(name) is None
    return plain and _sector().search(name) is not None and INNER_VERB.search(name) is None


def kind_of(*words: str) -> ClusterKind:
    """Return the kind that the first word for one tells."""
    for text in words:
        for word, kind in _KIND_WORDS:
            if word in text:
                return kind
    return "other"


def without_verbs(title: str) -> str:
    """Return a heading without leading verbs."""
    verbs = leading().match(title)
    return title[verbs.end() :] if verbs else title
