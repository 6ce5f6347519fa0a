"""The industry or cluster that a whole document is about, as its title names it."""

from __future__ import annotations

from functools import cache

from extract import patterns as re
from extract.areas import known_at
from extract.clusters.words import INNER_VERB, PRAISED, is_generic, leading, stem
from extract.facts import Mention
from extract.outline import Outline
from extract.prose import any_of

_ENDING = re.compile(
    r"(?:战略性新兴|未来)?产业集群|先进制造业集群|集群|产业(?!园|化|链|基地|投资|用地|空间|工人|政策|大脑|体系|基金|结构|集聚(?!发展)|技术|互联网|基础|转移|合作|链)"
)
_ABOUT = re.compile(r"^.*?关于")
_OF_PLACE = re.compile(
    r"^(?:中国|[^、，,的《]{2,8}?(?:城市群|都市圈|经济圈|经济带)|[^、，,的《]{2,12}?(?:自治区|自治州|新区|省|市|州|县|区))(?!域|际|间|圈|群)(?:人民政府(?:办公厅|办公室)?)?(?=[^、，,]{4})"
)
_TITLE_VERB = re.compile(r"(?:优化|完善|加强|规范|支持|促进|推动|推进|加快|提升)*")
# 细胞与基因 is one industry, 现代种业与智能农机 are two.
_TWO = re.compile(
    r"[\u4e00-\u9fff]{2}(?:[和、]|(?<=[\u4e00-\u9fff]{3})与|与(?=[\u4e00-\u9fff]{3}(?<!产)(?<!产业)))[\u4e00-\u9fff]{2}"
)
_PRAISE = re.compile("高端|新型|先进|现代|智能|绿色|特色|未来|新|产业")
_INNER = re.compile("推进|促进|培育|推动|打造|壮大|做大做强|做强|共建|形成")
_OTHER_MATTER = re.compile(r"(?:发展|引导|投资|扶持)*(?:专项)?(?:资金|基金|目录|名录|统计|人才|用地)")
# 汽车“新四化”产业集群 has a name of its own, “4+3”产业集群 a figure.
_OWN_QUOTE = re.compile('[“"][\u4e00-\u9fff]{2,6}[”"]')
_NO_NAME = re.compile(r"[“”\"\d《》+()（）的]")
_MAX = 20
_LEAST = 4


@cache
def _economy() -> re.Pattern[str]:
    """Return the pattern of industries that are called an economy (低空经济)."""
    return re.compile(rf"(?:{any_of('cluster_words', 'economy')})经济(?:(?:战略性新兴)?(?:产业)?集群)?")


def in_title(title: str) -> tuple[int, int] | None:
    """Return where the title names the cluster that the whole document is about."""
    start = 0
    about = _ABOUT.match(title)
    if about:
        start = about.end()
    else:
        place = _OF_PLACE.match(title)
        start = place.end() if place else 0
        # 常州低空经济…: the city by its short name.
        short = known_at(title, 0, len(title), None) if place is None else None
        start = short.end if short is not None and len(title) > short.end + _LEAST else start
    # 广州市白云区促进…: a place within another.
    while (place := _OF_PLACE.match(title[start:])) is not None and not leading().match(place[0]):
        start += place.end()
    verbs = leading().match(title[start:])
    start += verbs.end() if verbs else 0
    more = _TITLE_VERB.match(title, start)
    start = more.end() if more else start
    # 关于支持A市B区X产业集群…
    while about and (place := _OF_PLACE.match(title[start:])) is not None and not leading().match(place[0]):
        start += place.end()
    ending = _economy().match(title, start) or _ENDING.search(title, start)
    if ending is None or ending.start() - start > _MAX:
        return None
    name = title[start : ending.end()]
    # 上海打造X高地发展壮大Y产业集群: what stands behind the last verb.
    verb = max((hit.end() for hit in _INNER.finditer(name)), default=0)
    praise = PRAISED.match(name, verb)
    start += max(verb, praise.end() if praise else 0)
    grow = leading().match(title[start : ending.end()])
    start += grow.end() if grow and verb else 0
    name = title[start : ending.end()]
    # Two industries (铝基新材料和制糖产业), or a fund for one, are no cluster; what is called a cluster always is.
    if "集群" not in name and ("、" in name or _are_two(name) or _OTHER_MATTER.match(title, ending.end())):
        return None
    if name.endswith(("型产业", "市产业", "县产业", "区产业", "省产业", "州产业")):
        # 资源加工型产业 is a type of industries, 洛阳市产业 all of a place's.
        return None
    plain = _OWN_QUOTE.sub("", name) if "集群" in name else name
    if _NO_NAME.search(plain) or is_generic(name) or len(plain) <= 2:
        return None
    return start, ending.end()


def _are_two(name: str) -> bool:
    """Tell whether a name joins two industries that have nothing in common (稀土和新型储能, not 精细化工和化工新材料)."""
    joint = _TWO.search(name)
    if joint is None:
        # 陶瓷及特色产业
        first, _, second = name.partition("及")
        return len(first) > 1 and bool(second) and is_generic(second)
    left, right = (set(_PRAISE.sub("", part)) for part in (name[: joint.start() + 2], name[joint.start() + 3 :]))
    return not left & right


def subject_of(title: str) -> str | None:
    """Return the industry that the whole document is about (安全节能环保), None where there is none."""
    at = in_title(title)
    return stem(title[at[0] : at[1]]) if at else None


def cluster_in(title: str) -> str | None:
    """Return the cluster that a title is about, as printed (安全节能环保产业集群), None where there is none."""
    at = in_title(title)
    name = title[at[0] : at[1]] if at else ""
    return name if name and not INNER_VERB.search(name) else None


def title_at(outline: Outline, title: str, name: str) -> Mention:
    """Return the mention of a title's cluster in the printed title, else its first in the text."""
    text = outline.text
    head = text.find(title, outline.span.start)
    if head < 0:
        head = text.find(title)
    at = text.find(name, head if head >= 0 else 0)
    if at < 0:
        # A title broken into lines: the nearest mention is the first that is printed whole.
        at = text.find(name)
    if at < 0:
        return outline.page.mention(
            outline.span.start, outline.span.start, "cluster.title", None, 0.5, "not printed in one piece"
        )
    return outline.page.mention(at, at + len(name), "cluster.title")
