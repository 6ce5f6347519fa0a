"""Clusters that headings name, numbered or at the beginning of a line (——新能源产业集群。)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from extract import patterns as re
from extract.areas import behind_letting, list_at
from extract.clusters.words import (
    COUNT,
    INNER_VERB,
    PRAISED,
    Named,
    counts_only,
    is_generic,
    kind_of,
    tells,
    without_verbs,
)
from extract.facts import ClusterKind, Section, Span
from extract.outline import Outline
from extract.prose import any_of, at_lines, is_kind
from seeds.places import find

_MAX_TITLE = 24
_MAX_NAME = 16
_STOP = re.compile(r"[:：。;；,，(（\n]")
# 优先发展三大产业
_COUNTED = re.compile(rf"{COUNT}大(?:重点|主导|优势|支柱|未来|新兴|特色)?产业(?:集群)?")
_FIELDS = re.compile(r"(?:领域|方向|赛道|产业|布局|重点)$")
_ENDINGS = ("产业", "产业链", "加工业", "制造业")
_INDUSTRY = re.compile("(?:产业|加工业|制造业)$")
_CLUSTER = re.compile("(?:产业集群|集群|产业链群)$")
_CHAINS = re.compile("^(?:重点|主导|优势|标志性|特色)*产业链(?:[及与和]|$)")
_FIELD_HEADING = re.compile(
    "(?:主要|重点|主攻|优先|核心|产业|细分|发展|培育)*(?:领域|方向|赛道|布局|重点|任务布局)"
    "(?:[及与和、](?:空间|区域|重点|产业|发展)*(?:布局|领域|方向|承载地|载体|任务))?"
)
_LAYOUT = re.compile("(?:空间|区域|产业|发展|重点)*布局(?:重点)?")
_MARKS = re.compile(r"[“”\"()（）]")
_NO_NAME = re.compile(r"^(?:[、“”]|[一二两三四五六七八九十多\d]+[核心圈轴翼带廊极区园点城谷链环])")
# A line that begins with a mark or a small number, and a name that a full stop or a colon ends.
_ITEM = re.compile(
    r"[ \t　]*(?P<mark>[—–\-●•◆▶★■□·]+|[①-⑳]|\d{1,2}[)）.．、](?!\d)|[(（]\d{1,2}[)）])?[ \t　]*"
    r"(?P<name>[\u4e00-\u9fffA-Za-z\d“”、()（）]{2,20}?)(?=[。：:\n])"
)
_NAME_LINE = re.compile(
    r"[ \t　]*(?:\d{1,3}[.．、]?[ \t　]*)?(?P<name>[\u4e00-\u9fffA-Za-z、]{5,32}?集群)(?:升级|试点|培育|创建|建设)*(?:示范区|示范基地)?[。；;]?[ \t　]*$",
    re.M,
)
# 实施X产业集群倍增工程。 on a line: what stands behind is about that cluster.
PROGRAMME = (
    '(?:实施|启动|推进|开展)(?P<name>[^，,。；;、：:的\\s“”"]{2,16}?(?:产业集群|集群))'
    "(?:倍增|提质|升级|培育|壮大|提升|跃升|攀升|增效|扩容|强基|建设|发展|打造|创建|能级|高质量|转型)+(?:专项)?(?:工程|行动|计划)"
)
_PROGRAMME_LINE = re.compile(rf"[ \t　]*{PROGRAMME}(?=[。：:][^\n])")
# 纺织产业:依托A,…: lines side by side, in what speaks of clusters.
_INDUSTRY_LINE = re.compile(
    r"[ \t　]*(?P<name>[\u4e00-\u9fff]{2,12}产业)(?:[：:](?=(?:重点|主要)?(?:依托|以|布局|在))|(?=(?:布局)?(?:按|以|形成)[^。\n]{4,60}(?:布局|格局|为)))"
)
_A_LIST, _TWO = 3, 2
_BUILDS = re.compile(
    "(?:要|应当?|须|分别|牵头|重点|加快|着力|共同|联合|错位)*(?:建设|打造|培育|发展|做[大强优])+(?=..)"
)
_TOWNS = ("镇", "街道", "乡")
_TOWN = re.compile("[\u4e00-\u9fff]{2,3}?镇(?=[\u4e00-\u9fff]{4})")
# 产业链:轴承 on a line, below it its places.
_NAMED_ITEM = re.compile(
    r"[ \t　]*(?:重点|主导)?(?:产业集群|产业链|集群|链条)(?:名称)?[：:][ \t　]*(?P<name>[\u4e00-\u9fffA-Za-z\d]{2,20})(?=[。；;，,]?$)",
    re.M,
)
_ITEM_SIGNS = ("集群", "产业链")
_ITEM_ENDING = re.compile("(?:产业集群|集群|产业链群|产业链)$")


@cache
def _category() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('cluster_words', 'category')})(?:{any_of('cluster_words', 'tail')})*$")


@cache
def _not_item() -> re.Pattern[str]:
    return re.compile(rf"^(?:{any_of('cluster_words', 'not_start')})|(?:{any_of('cluster_words', 'not_item')})$")


@cache
def _is_item() -> re.Pattern[str]:
    """Match industries whose names end as a heading of work does (数字金融, 智能服务, 未来空间)."""
    return re.compile(rf"{any_of('cluster_words', 'item')}|未来[\u4e00-\u9fff]{{2}}")


def _fits(name: str) -> bool:
    """Tell whether a heading without its verbs may name an industry: 量子信息, not 要素保障."""
    return not _not_item().search(name) or _is_item().fullmatch(name) is not None


def _are_items(sections: tuple[Section, ...]) -> bool:
    """Tell whether the headings below a category are industries, most of them, and no work for all of these (稳增长, 要素保障)."""
    fit = [_fits(without_verbs(_short(section))) for section in sections]
    return 2 * sum(fit) > len(fit)


def _short(section: Section) -> str:
    stop = _STOP.search(section.at.quote)
    return section.at.quote[: stop.start()] if stop else section.at.quote


@lru_cache(maxsize=4096)
def _is_category(title: str) -> bool:
    """Tell whether a heading announces a list of clusters: 培育2个超万亿元产业集群, 未来产业重点发展方向."""
    if _COUNTED.fullmatch(without_verbs(title)):
        return True
    bare = _MARKS.sub("", title)
    category = _category().search(bare)
    return category is not None and (is_generic(without_verbs(bare[: category.start()])) or counts_only(title))


def _in_fields(outline: Outline, section: Section) -> bool:
    """Tell whether a section is one of several industries side by side (6G产业, 量子信息产业; 钛产业链, 机床产业链)."""
    if not _short(section).endswith(_ENDINGS):
        return False
    parents = outline.parents(section)
    above = _short(parents[-1]) if parents else ""
    names = [_short(s) for s in outline.siblings(section)]
    chains = _CHAINS.search(without_verbs(above)) is not None or _FIELDS.search(above) is not None
    industries = all(
        (_INDUSTRY.search(name) or (chains and name.endswith("产业链")))
        and not INNER_VERB.search(without_verbs(name))
        and (not is_generic(without_verbs(name)) or name.endswith("未来产业"))
        for name in names
    )
    return (
        industries
        and len(names) > 1
        and (_FIELDS.search(above) is not None or ((chains or not above) and len(names) > _TWO))
    )


def _with_layouts(outline: Outline) -> frozenset[str]:
    """Return the paths of the sections below which one is called a layout (空间布局)."""
    return frozenset(
        s.path.rpartition("/")[0]
        for s in outline.sections
        if "布局" in s.at.quote and _LAYOUT.fullmatch(without_verbs(_short(s)))
    )


def _each_laid_out(outline: Outline, section: Section, laid_out: frozenset[str]) -> bool:
    """Tell whether a section is one of several that each have a layout of their own (3.生物医药, below it 空间布局)."""
    if section.path not in laid_out:
        return False
    beside = outline.siblings(section)
    return len(beside) > 1 and all(s.path in laid_out for s in beside)


def _lists_fields(title: str, kind: ClusterKind) -> bool:
    """Tell whether a heading gathers fields in a policy on a kind of industries: 发展方向与布局 of 未来产业."""
    return (
        kind in ("future_industry", "strategic_emerging") and _FIELD_HEADING.fullmatch(without_verbs(title)) is not None
    )


def _is_place(text: str, start: int, end: int, jurisdiction: str | None) -> bool:
    """Tell whether a heading names places and nothing else, or what they are to do: 六安经济技术开发区."""
    areas = list_at(text, start, end, jurisdiction)
    return areas is not None and (areas.end >= end or text[areas.end] in "以重聚主：:—")


def carried(text: str, start: int, end: int, jurisdiction: str | None) -> tuple[int, tuple[str, ...]]:
    """Return where the name of a cluster begins behind the places that it carries, and these: 徐州市|工程机械集群."""
    areas = list_at(text, start, end, jurisdiction, named=False) or list_at(text, start, end, jurisdiction)
    if areas is None or not all(a.known or a.name.endswith(_TOWNS) for a in areas.found):
        return start, ()
    if not all(text[a.end - 1] in "省市区县州旗盟镇乡道" for a in areas.found):
        return start, ()
    begins = areas.end + text.startswith("的", areas.end)
    # A区与B县共建|X产业集群
    begins += len("共建") * text.startswith("共建", begins)
    praise = PRAISED.match(text, begins, end)
    begins = praise.end() if praise is not None and tells(text[praise.end() : end]) else begins
    if not tells(text[begins:end]):
        return start, ()
    return begins, tuple(dict.fromkeys(a.name for a in areas.found))


def _built(text: str, start: int, end: int, jurisdiction: str | None) -> tuple[int, tuple[str, ...]] | None:
    """Return where the name of a cluster begins behind the places that are to build it, and these: 支持A高新区建设|X产业集群."""
    start = behind_letting(text, start + text.startswith("在", start), end, jurisdiction)
    verb = _BUILDS.search(text, start, end)
    areas = list_at(text, start, verb.start(), jurisdiction) if verb is not None else None
    if verb is None or areas is None or areas.end < verb.start() or not tells(text[verb.end() : end]):
        return None
    return verb.end(), tuple(dict.fromkeys(area.name for area in areas.found))


# 依托“415X”产业集群,在制造领域…; 指导企业建设数据中心集群: what the heading says of clusters, or of other things.
_OF_CLUSTERS = re.compile(
    "^(?:依托|指导|引导|发挥|借助|结合)|(?:企业|单位)(?:建设|打造)|(?:数据|算力|智算|超算|计算)中心集群$"
)


def named_by_headings(outline: Outline, of_document: ClusterKind, jurisdiction: str | None) -> Iterator[Named]:
    """Yield the clusters that numbered headings name."""
    text = outline.text
    laid_out = _with_layouts(outline)
    for section in outline.sections:
        title = _short(section)
        if len(title) > _MAX_TITLE or is_kind(outline, section, "status"):
            continue
        name = without_verbs(title)
        start = section.at.start + len(title) - len(name)
        end = start + len(name)
        parents = outline.parents(section)
        above = parents[-1] if parents else None
        kind = kind_of(name, *(p.title for p in reversed(parents)))
        if _CLUSTER.search(name):
            named = not (is_generic(name) or _is_category(title) or counts_only(title)) and tells(name)
            if named and _OF_CLUSTERS.search(name) is None:
                start, hosts = _built(text, start, end, jurisdiction) or carried(text, start, end, jurisdiction)
                yield Named(text[start:end], start, kind, section.path, "cluster.heading", hosts)
        elif len(name) <= _MAX_NAME and (
            _in_fields(outline, section)
            or _each_laid_out(outline, section, laid_out)
            or (
                above is not None
                and (_is_category(_short(above)) or _lists_fields(_short(above), of_document))
                and _are_items(outline.siblings(section))
            )
        ):
            if (
                _fits(name)
                and not is_generic(name)
                and not _NO_NAME.search(name)
                and not _is_place(text, start, end, jurisdiction)
            ):
                yield Named(name, start, kind, section.path, "cluster.listed")


def _listed_names(text: str, body: Span, path: str, jurisdiction: str | None) -> Iterator[Named]:
    """Yield the clusters of a list of names, one a line, each with its place: 广州市花都区汽车产业集群升级示范区."""
    found = []
    for line in at_lines(_NAME_LINE, text, body):
        start, hosts = carried(text, line.start("name"), line.end("name"), jurisdiction)
        town = _TOWN.match(text, start, line.end("name")) if hosts else None
        if town is not None:
            # 东莞市大朗镇毛织产业集群: the town where the city has no counties, else the district that holds it.
            start = town.end()
            place = find(hosts[-1])
            hosts = (town[0],) if place is not None and place.level == "prefecture" else hosts
        name = text[start : line.end("name")]
        if hosts and not is_generic(name) and not INNER_VERB.search(name):
            found.append(Named(name, start, kind_of(name), path, "cluster.row", hosts))
    yield from found if len(found) >= _A_LIST else ()


def named_by_lines(outline: Outline, text: str, taken: list[Span], jurisdiction: str | None) -> Iterator[Named]:
    """Yield the clusters that lines of running text begin with: ——新能源产业集群。依托…."""
    for path, body in outline.stretches():
        words = body.of(text)
        if not any(sign in words for sign in _ITEM_SIGNS) or any(body in span for span in taken):
            continue
        section = outline.section_at(body.start)
        if is_kind(outline, section, "status"):
            continue
        yield from _listed_names(text, body, path, jurisdiction)
        for line in at_lines(_NAMED_ITEM, text, body):
            name = line["name"]
            if not is_generic(name) and not INNER_VERB.search(name):
                yield Named(name, line.start("name"), kind_of(name), path, "cluster.item")
        beside = [line for line in at_lines(_INDUSTRY_LINE, text, body) if not is_generic(line["name"])]
        for line in beside if len(beside) >= _A_LIST else ():
            yield Named(line["name"], line.start("name"), kind_of(line["name"]), path, "cluster.item")
        for line in at_lines(_PROGRAMME_LINE, text, body):
            if not is_generic(line["name"]) and not INNER_VERB.search(line["name"]):
                yield Named(line["name"], line.start("name"), kind_of(line["name"]), path, "cluster.item")
        for line in at_lines(_ITEM, text, body):
            name = without_verbs(line["name"])
            name = name[praise.end() :] if (praise := PRAISED.match(name)) else name
            start, end = line.end("name") - len(name), line.end("name")
            ending = _ITEM_ENDING.search(name)
            if ending is None or is_generic(name) or counts_only(line["name"]) or INNER_VERB.search(name):
                continue
            if section is not None and start < section.at.end:
                continue
            # A bare line is no heading of its own, unless a mark stands before it or text behind it.
            if not line["mark"] and text[end : end + 1] == "\n":
                continue
            start, hosts = carried(text, start, end, jurisdiction)
            titles = outline.headings(section) if section is not None else ()
            yield Named(text[start:end], start, kind_of(name, *titles), path, "cluster.item", hosts)
