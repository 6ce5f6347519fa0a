"""Industrial clusters and future industries that a policy sets out to grow, with the districts that host them.

They are named by the title (then the whole document is about one, path ""), by headings (X产业集群, or short nouns
below a heading such as 未来产业重点发展方向), or in prose (打造X产业集群, 布局A、B等未来产业).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from extract import patterns as re
from extract.facts import Cluster, ClusterKind, Mention, Section, Span
from extract.outline import Outline
from extract.prose import any_of, clause_start, is_kind, masked
from extract.records import record

_ENDING = re.compile(
    r"(?:战略性新兴|未来)?产业集群|先进制造业集群|集群|产业(?!园|化|链|基地|投资|用地|空间|工人|政策|大脑|体系|基金|结构|集聚|技术|互联网|基础|转移|合作|链)"
)
_ABOUT = re.compile(r"^.*?关于")
_OF_PLACE = re.compile(
    r"^(?:中国|[^、，,的《]{2,12}?(?:自治区|自治州|新区|省|市|州|县|区))(?:人民政府(?:办公厅|办公室)?)?(?=[^、，,]{4})"
)
_TITLES = re.compile(r"《[^》]*》")
_TITLE_VERB = re.compile(r"(?:优化|完善|加强|规范|支持|促进|推动|推进|加快|提升)*")
# 细胞与基因 is one industry, 现代种业与智能农机 are two.
_TWO = re.compile(
    r"[\u4e00-\u9fff]{2}(?:[和、]|(?<=[\u4e00-\u9fff]{3})与|与(?=[\u4e00-\u9fff]{3}(?<!产)(?<!产业)))[\u4e00-\u9fff]{2}"
)
_PRAISE = re.compile("高端|新型|先进|现代|智能|绿色|特色|未来|新|产业")
_TITLE_INNER = re.compile("推进|促进|培育|推动|打造|壮大|做大做强|做强")
# 世界级新能源产业集群, 全省稀土产业集群: no part of the industry's name.
_PRAISED = re.compile(
    r"(?:世界级|国家级|省级|国际一流|国内一流|全国领先|国内领先|国际领先|(?:超?[百千万]亿元?级?)|高能级|高水平|沿[江海]城市|沿[江海]|区域|全省|全市|全区|全县|全州|我省|我市|我区|我县|本市|(?:\d+|[一二两三四五六七八九十]+)[个条大]|的)*"
)
_OTHER_MATTER = re.compile(r"(?:发展|引导|投资|扶持)*(?:专项)?(?:资金|基金|目录|名录|统计|人才|用地)")
_MAX_TITLE = 24
_STOP = re.compile(r"[:：。;；,，(（\n]")
_COUNT = r"(?:\d+|[一二两三四五六七八九十]+)"
_FIGURES = re.compile(rf"^(?:{_COUNT}(?:个|大|条|类|\+{_COUNT})*|[“\"][^”\"]*[”\"]|[千百万亿十]+级?)+")
_LIST_TAIL = re.compile(r"等?(?:\S{0,10})$")
_JOINT = re.compile(r"、|以及|和(?=[^、]+$)")
# 优先发展三大产业
_COUNTED = re.compile(rf"{_COUNT}大(?:重点|主导|优势|支柱|未来|新兴|特色)?产业(?:集群)?")
_FIELDS = re.compile(r"(?:领域|方向|赛道|产业|布局|重点)$")
_ENDINGS = ("产业", "产业链", "加工业", "制造业")
_INDUSTRY = re.compile("(?:产业|加工业|制造业)$")
_CHAINS = re.compile("^(?:重点|主导|优势|标志性|特色)*产业链(?:[及与和]|$)")
_FIELD_HEADING = re.compile(
    "(?:主要|重点|主攻|优先|核心|产业|细分|发展|培育)*(?:领域|方向|赛道|布局|重点|任务布局)"
    "(?:[及与和、](?:空间|区域|重点|产业|发展)*(?:布局|领域|方向|承载地|载体|任务))?"
)
_INNER_VERB = re.compile(r"推进|促进|加快|培育|推动|发展|建设|支持|打造|形成|[《》]")
_MARKS = re.compile(r"[“”\"]")
_CLUSTER_END = re.compile(r"(?:战略性新兴)?(?:产业集群|集群|产业链|产业)$")
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
# Each way begins with a letter of its own: so a place where none begins is passed over at once.
_PROSE = re.compile(
    r"未来产业(?:集群)?|战略性新兴产业集群|新兴产业集群|支柱产业集群|主导产业集群|优势产业集群|产业集群|先进制造业集群"
    r"|大(?:重点|主导|优势|支柱)?产业(?!集群)|集群(?<=[\u4e00-\u9fff]{2}集群)"
)
# A cluster of something else than an industry.
_HOW_MANY = re.compile(r"(?:\d+|[一二两三四五六七八九十])大$")
_NO_NAME = re.compile("规划|纲要|计划|方案|[个年的]")
_SEVERAL = re.compile(r"(?:[2-9]|\d{2,}|[二两三四五六七八九十]|若干|多)个|一批")
_NOT_OF = re.compile(
    r"(?:企业|创新|人才|算力|数据中心|机器|服务器|平台|项目|园区|机构|学科|专利|科创|城市|城镇|高校|总部|楼宇|品牌|商标)$"
)
_LAID_IN = re.compile("[在于][^的]{2,40}的")
_BEHIND_PROSE = re.compile(r"$|要|应|须|[，,。；;、：:！？\n”]|和|及|等|以及|发展$|建设|核心区|(?:核心)?承载区|主阵地")


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"^(?:{any_of('cluster_words', 'grow')})+")


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{any_of('cluster_words', 'generic')}|\d+|[一二两三四五六七八九十百千万亿]+(?=[个大条级亿元]))*$"
    )


@cache
def _category() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('cluster_words', 'category')})(?:{any_of('cluster_words', 'tail')})*$")


@cache
def _not_item() -> re.Pattern[str]:
    return re.compile(rf"^(?:{any_of('cluster_words', 'not_start')})|(?:{any_of('cluster_words', 'not_item')})$")


@cache
def _is_item() -> re.Pattern[str]:
    """Match industries whose names end as a heading of work does (数字金融, 智能服务)."""
    return re.compile(any_of("cluster_words", "item"))


@cache
def _prose_verb() -> re.Pattern[str]:
    return re.compile(any_of("cluster_words", "prose"))


@lru_cache(maxsize=4096)
def is_generic(name: str) -> bool:
    """Tell whether a name says nothing of the industry (世界级先进制造业集群)."""
    return bool(_generic().match(_MARKS.sub("", name)))


@lru_cache(maxsize=4096)
def stem(name: str) -> str:
    """Return a cluster's name without the words for cluster and industry, to compare with."""
    return _CLUSTER_END.sub("", name)


def _in_title(title: str) -> tuple[int, int] | None:
    """Return where the title names the cluster that the whole document is about."""
    start = 0
    about = _ABOUT.match(title)
    if about:
        start = about.end()
    else:
        place = _OF_PLACE.match(title)
        start = place.end() if place else 0
    # 广州市白云区促进…: a place within another.
    while (place := _OF_PLACE.match(title[start:])) is not None and not _leading().match(place[0]):
        start += place.end()
    verbs = _leading().match(title[start:])
    start += verbs.end() if verbs else 0
    more = _TITLE_VERB.match(title, start)
    start = more.end() if more else start
    ending = _economy().match(title, start) or _ENDING.search(title, start)
    if ending is None or ending.start() - start > 20:
        return None
    name = title[start : ending.end()]
    # 上海打造X高地发展壮大Y产业集群: what stands behind the last verb.
    verb = max((hit.end() for hit in _TITLE_INNER.finditer(name)), default=0)
    praise = _PRAISED.match(name, verb)
    start += max(verb, praise.end() if praise else 0)
    grow = _leading().match(title[start : ending.end()])
    start += grow.end() if grow and verb else 0
    name = title[start : ending.end()]
    # Two industries (铝基新材料和制糖产业), or a fund for one, are no cluster; what is called a cluster always is.
    if "集群" not in name and (_are_two(name) or _OTHER_MATTER.match(title, ending.end())):
        return None
    if re.search(r"[“”\"\d《》+]", name) or is_generic(name) or re.search(r"[的]", name):
        return None
    return start, ending.end()


def _are_two(name: str) -> bool:
    """Tell whether a name joins two industries that have nothing in common (稀土和新型储能, not 精细化工和化工新材料)."""
    joint = _TWO.search(name)
    if joint is None:
        return False
    left, right = (set(_PRAISE.sub("", part)) for part in (name[: joint.start() + 2], name[joint.start() + 3 :]))
    return not left & right


def subject_of(title: str) -> str | None:
    """Return the industry that the whole document is about (安全节能环保), None where there is none."""
    at = _in_title(title)
    return stem(title[at[0] : at[1]]) if at else None


def cluster_in(title: str) -> str | None:
    """Return the cluster that a title is about, as printed (安全节能环保产业集群), None where there is none."""
    at = _in_title(title)
    name = title[at[0] : at[1]] if at else ""
    return name if name and not _INNER_VERB.search(name) else None


@cache
def _economy() -> re.Pattern[str]:
    """Return the pattern of industries that are called an economy (低空经济)."""
    return re.compile(rf"(?:{any_of('cluster_words', 'economy')})经济")


def _kind_of(*words: str) -> ClusterKind:
    for text in words:
        for word, kind in _KIND_WORDS:
            if word in text:
                return kind
    return "other"


def _title_at(outline: Outline, title: str, name: str) -> Mention:
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


def _short_title(section: Section) -> str:
    stop = _STOP.search(section.at.quote)
    return section.at.quote[: stop.start()] if stop else section.at.quote


@lru_cache(maxsize=4096)
def _is_category(title: str) -> bool:
    """Tell whether a heading announces a list of clusters: 培育2个超万亿元产业集群, 未来产业重点发展方向."""
    if _COUNTED.fullmatch(_bare(title)):
        return True
    return bool(_category().search(re.sub(r"[“”\"()（）]", "", title))) and is_generic(
        _bare(_category().sub("", title))
    )


def _in_fields(outline: Outline, section: Section) -> bool:
    """Tell whether a section is one of several industries side by side (6G产业, 量子信息产业; 钛产业链, 机床产业链)."""
    if not _short_title(section).endswith(_ENDINGS):
        return False
    above = outline.parents(section)[-1]
    names = [_short_title(s) for s in outline.siblings(section)]
    chains = _CHAINS.search(_bare(_short_title(above))) is not None
    industries = all(
        (_INDUSTRY.search(name) or (chains and name.endswith("产业链")))
        and not _INNER_VERB.search(_bare(name))
        and not is_generic(name)
        for name in names
    )
    return industries and (len(names) > 2 or (len(names) > 1 and _FIELDS.search(_short_title(above)) is not None))


def _lists_fields(title: str, kind: ClusterKind) -> bool:
    """Tell whether a heading gathers fields in a policy on a kind of industries: 发展方向与布局 of 未来产业."""
    return kind in ("future_industry", "strategic_emerging") and _FIELD_HEADING.fullmatch(_bare(title)) is not None


def _bare(title: str) -> str:
    """Return a heading without leading verbs."""
    verbs = _leading().match(title)
    return title[verbs.end() :] if verbs else title


@record
class _Named:
    name: str
    start: int
    kind: ClusterKind
    path: str
    rule: str


def _named_by_headings(outline: Outline, of_document: ClusterKind) -> Iterator[_Named]:
    for section in outline.sections:
        title = _short_title(section)
        if len(title) > _MAX_TITLE or is_kind(outline, section, "status"):
            continue
        name = _bare(title)
        start = section.at.start + len(title) - len(name)
        parents = outline.parents(section)
        above = parents[-1] if parents else None
        kind = _kind_of(name, *(p.title for p in reversed(parents)))
        if re.search(r"产业集群$|集群$", name):
            if not is_generic(name) and not _is_category(title) and len(stem(name)) > 1:
                yield _Named(name, start, kind, section.path, "cluster.heading")
        elif (
            above is not None
            and len(name) <= 16
            and (
                _is_category(_short_title(above))
                or _in_fields(outline, section)
                or _lists_fields(_short_title(above), of_document)
            )
        ):
            if (
                (not _not_item().search(name) or _is_item().fullmatch(name))
                and not is_generic(name)
                and not re.search(r"^(?:[、“”]|[一二两三四五六七八九十多\d]+[核心圈轴翼带廊极区园点城谷链环])", name)
            ):
                yield _Named(name, start, kind, section.path, "cluster.listed")


def _named_in_prose(outline: Outline, text: str, taken: list[Span]) -> Iterator[_Named]:
    """Yield clusters that running text sets out to grow, outside the sections that are about one."""
    for path, body in outline.stretches():
        if any(body in span for span in taken):
            continue
        hits = list(_PROSE.finditer(text, body.start, body.end))
        if not hits or is_kind(outline, outline.section_at(body.start), "status"):
            continue
        for hit in hits:
            if not _BEHIND_PROSE.match(text[hit.end() : min(hit.end() + 4, body.end)]):
                continue
            floor = clause_start(text, hit.start(), body.start)
            verbs = list(_prose_verb().finditer(text, floor, hit.start()))
            if not verbs:
                continue
            yield from _from_prose(text, path, verbs[0].end(), hit)


def _from_prose(text: str, path: str, start: int, hit: re.Match[str]) -> Iterator[_Named]:
    while (verbs := _leading().match(text[start : hit.start()])) is not None and verbs.end():
        start += verbs.end()
    words = text[start : hit.start()]
    if _LAID_IN.match(words):
        # 布局在A、B的X产业集群
        start += words.rfind("的") + 1
        words = text[start : hit.start()]
    counted = _HOW_MANY.search(words)
    if counted is not None:
        # 氢能、量子信息两大未来产业
        words = words[: counted.start()] + "等"
    if "、" in words or "等" in words:
        listed, tail = ([*words.rsplit("等", 1), ""])[:2] if "等" in words else ("", "")
        if not listed or not is_generic(tail + hit[0]) or "的" in listed:
            return
        position = start
        for item in _JOINT.split(listed):
            at = text.find(item, position, hit.start())
            position = at + len(item)
            if 2 <= len(item) <= 14 and not is_generic(item) and not _NO_NAME.search(item):
                yield _Named(item, at, _kind_of(hit[0], tail), path, "cluster.prose_list")
        return
    if not ("集群" in hit[0] or hit[0] == "未来产业") or _NOT_OF.search(words):
        return
    offset = max(words.rfind("的"), words.rfind("个")) + 1
    # 5个具有国际竞争力的X产业集群 are several, which only a heading or a list names.
    if _SEVERAL.search(words[:offset]):
        return
    name = words[offset:] + hit[0]
    if (
        len(name) <= 20
        and not is_generic(name)
        and not re.match(r"涵盖|包括|[“\d]", name)
        and not _INNER_VERB.search(name)
    ):
        yield _Named(name, start + offset, _kind_of(name), path, "cluster.prose")


def find_clusters(outline: Outline, title: str) -> tuple[Cluster, ...]:
    """Find the clusters of a policy.

    Parameters
    ----------
    outline
        The policy's outline.
    title
        Its title.

    Returns
    -------
    tuple of Cluster
        The document's own first, then in order of the text; ``districts`` are those that the same
        section (for path "" the whole document) assigns to the cluster.
    """
    page, text = outline.page, masked(outline.text)
    out: list[Cluster] = []
    seen: set[str] = set()
    at = _in_title(title)
    if at is not None:
        name = title[at[0] : at[1]]
        lead = _TITLES.sub("", text[outline.preamble.start : outline.preamble.end])
        kind = _kind_of(name, "新兴" if "战略性新兴产业" in lead else "")
        out.append(Cluster("", name, kind, (), _title_at(outline, title, name)))
        seen.add(stem(name))
    named = list(_named_by_headings(outline, _kind_of(title)))
    paths = {n.start for n in named}
    taken = [s.extent for s in outline.sections if any(s.at.start <= p <= s.at.end for p in paths)]
    rows = sorted(
        [*named, *_named_in_prose(outline, text, taken)],
        key=lambda n: (n.rule.startswith("cluster.prose"), n.start),
    )
    found = []
    named_so: set[str] = set()
    for row in rows:
        # A document about an industry may place that industry's cluster somewhere (生物医药产业, 生物医药产业集群).
        whole = bool(out) and stem(row.name) == stem(out[0].name) and "集群" in row.name and "集群" not in out[0].name
        if stem(row.name) in seen and not (whole and row.name not in named_so):
            continue
        named_so.add(row.name)
        seen.add(stem(row.name))
        mention = page.mention(row.start, row.start + len(row.name), row.rule)
        found.append(Cluster(row.path, row.name, row.kind, (), mention))
    out.extend(sorted(found, key=lambda c: c.at.start))
    return tuple(out)
