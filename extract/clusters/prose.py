"""Clusters that running text sets out to grow: by a verb (打造X产业集群), in lists (A、B等未来产业), as its topic."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extract import patterns as re
from extract.areas import area_at, is_place, known_at, list_at, pairs_at
from extract.clusters.headings import PROGRAMME, carried
from extract.clusters.words import COUNT, INNER_VERB, PRAISED, Named, is_generic, kind_of, leading
from extract.facts import ClusterKind, Span
from extract.outline import Outline
from extract.prose import any_of, clause_end, clause_start, is_kind

_JOINT = re.compile(r"、|以及|和(?=[^、]+$)")
_RANK = (
    "(?:重点|主导|世界级|国家级|省级|服务|优势|支柱|首位|特色|传统|先进|未来|新兴|战略性|标志性|现代|高端|核心|新?动能"
    "|(?:年?(?:主营业务|营业|销售)?(?:收入|产值|营收|规模))?(?:超过?|过|突破)(?:\\d+|[一二五]?[百千万])亿元?的?"
    "|万亿级?|五?千亿级?|五?百亿级?|\\d+亿元?级|元级|级|[(（](?:新兴|特色|优势)[)）])*"
)
# Each way begins with a letter of its own: so a place where none begins is passed over at once.
_PROSE = re.compile(
    r"未来产业(?:集群)?|战略性新兴产业集群|新兴产业集群|支柱产业集群|主导产业集群|优势产业集群|产业集群|先进制造业集群"
    rf"|大{_RANK}(?:产业链|产业)(?!集群|集聚(?!发展))"
    + "".join(
        rf"|{word}(?<=[\d一二两三四五六七八九十]{word}){_RANK}(?:产业链|产业)(?!集群|集聚|园|基地|项目|平台)"
        for word in "个条"
    )
    + r"|集群(?<=[\u4e00-\u9fff]{2}集群)"
)
# One of these stands in all that it matches, or a number's word before an industry.
_PROSE_SIGNS = ("集群", "未来产业")
_NUMBER_SIGNS = ("大", "个", "条")
# A cluster of something else than an industry.
_COUNTED_BY = re.compile(rf"(?:等)?(?:共|共计)?{COUNT} ?[大个条]?$")
_COUNT_BEFORE = re.compile(rf"({COUNT})[ 大个条+]*{_RANK}$")
_NO_START = re.compile(r"等|涵盖|包括|[“\d]")
_RANKED = re.compile(f"{_RANK}$")
_BY_VALUE = re.compile(r"(?:超|过)?(?:\d+亿元?级?|[一二三五]?[百千万]亿元?级)$")
_NO_NAME = re.compile(r"^[和与及]|^\d+[-—]?\d*$|规划|纲要|计划|方案|政策|项目|企业|[个年的]|^(?:以|由|在|对|将|把)")
_SEVERAL = re.compile(r"(?:[2-9]|\d{2,}|[二两三四五六七八九十]|若干|多)个|一批")
_NOT_OF = re.compile(
    r"(?:科学装置|科教融合|企业|创新|人才|算力|(?:数据|算力|智算|超算|计算)中心|机器|服务器|平台|项目|园区|机构|学科|专利|科创|城市|城镇|高校|总部|楼宇|品牌|商标)$"
)
# What a list of a number of industries stands behind: 围绕A、B等六大产业, 以A、B三大产业为主导.
_AROUND = re.compile("强化|加强|围绕|针对|以|聚焦|突出|瞄准|做好|抓好")
_ONLY_AROUND = ("围绕", "针对")
_BUILDS = re.compile("(?:着力|加快|重点|积极|全力|联合|共同|培育)*(?:打造|建设|构建|搭建|引进|培育)")
_NO_KIND = ("主题", "门类", "目录")
# 将X、Y确立为首位产业
_TAKEN_AS = re.compile(
    "[将把](?:(?<=[，,。；;\n].)|(?<=^.))(?P<list>[^，,。；;\n]{2,40}?)(?:作为|确立为|确定为|列为|定为|培育为|打造为|明确为)"
    "(?:全[省市州县区]|我[省市州县区])?(?:的)?(?:[一二两三四五六\\d][大个])?(?P<kind>(?:首位|主导|支柱|战略性?支柱|首要)+产业)"
)
# 实施X产业集群倍增工程
_PROGRAMME = re.compile(PROGRAMME)
# 面向未来信息、未来健康、未来能源等六大领域
_FUTURES = re.compile(
    "未来[一-鿿]{2}(?:、未来[一-鿿]{2})+(?:(?:和|及|以及|与)未来[一-鿿]{2})?"
    "(?=等?(?:(?:\\d+|[一二两三四五六七八九十]+)[大个])?(?:重点|主要|前沿)?(?:领域|方向|赛道|产业|板块))"
)
# What no name of a cluster holds: 各园区围绕集群, 研究建立X集群, 我市X集群 has praise before it.
_FOREIGN = re.compile(
    "企业[和与及]|改善|设立|成立|产业融合|[向由从]|优化|引导|参与|研究|建立|解决|围绕|发挥|引领|引导服务|聚焦|实施|开展|制定|加强|完善|[对为将把各每以与其]|具有|如|是|^[和与及]"
)
# 围绕A、B两大产业集群需求: what is done for them does not set out to grow them.
_OF_THEM = re.compile("需求|应用|企业|领域|对|的|场景|配套|项目")
_LAID_IN = re.compile("[在于][^的]{2,40}的")
_BEHIND = re.compile(
    r"$|要|应|须|[，,。；;、：:！？!?\n”(（]|和|及|等|以及|发展$|建设|核心区|(?:核心)?承载区|主阵地|集聚发展|领域|重点领域|[之]?外|(?:创新)?高地"
)
# A、B等绿色低碳产业集群, X产业等重点领域集群: what they are called together says of none which it is.
_CATEGORY = re.compile("(?:绿色低碳|绿色环保|富民|(?:重点|优势|特色|新兴|关键|主导|战略性|细分|前沿)+(?:产业)?领域)")
# 引进A、B等8个产业集群项目: what is brought in is of these clusters.
_BRINGS = re.compile("(?:重点|加快|大力|积极|精准|着力|围绕|持续)*(?:引进|招引|引育|引培)")
# 引导企业参与A、B、C三大产业高地建设
_TAKES_PART = re.compile("[^，,。；;、]{0,16}?(?:深度|积极|主动|共同|全面)*参与")
# 推动X产业集群提质升级: the verb alone may lead to anything.
_WEAK = re.compile(
    "(?:[一二三四五六]是(?:重点|着力|大力)?)?(?:提出|提到|明确|强调|指出|要求|将|要|计划|拟)*(?:(?:大力|积极|着力|全力|全面|深入|重点|有力|稳步)*(?:推动|推进|促进|支持|引导|加快|统筹推进|巩固|持续))+"
)
_TAKE = re.compile("(?:推动|推进|促进|支持|引导|加快|重点|抓好|抓实|统筹推进|巩固|持续|做优|做强|做大)+")
_GROWS_ON = re.compile(
    "(?:加快|提质|转型|升级|发展|壮大|做[大强优]|延链|补链|强链|迈向|跃升|扩大|扩能|提升|集聚|高质量|建设|培育|特色|差异化|协同|联动|(?:创新)?高地|向[^，,。；;]{1,12}(?:转型|升级|发展|迈进|延伸|攀升))"
)
# X产业集群重点布局A: what a sentence begins with.
_TOPIC = re.compile(
    "(?P<name>[^，,。；;：:、的\\s(（]{2,20}?(?:产业集群|集群))(?=(?:重点|主要|优先|集中)?(?:布局|发展|分布)|的?(?:主要|重点|核心)*(?:承载|布局|集聚|拓展|协同)[区地]|形成(?=以)|(?:主要)?是?以|由|依托|聚焦|[：:])"
)
_NO_TOPIC = re.compile("^(?:该|本|此|各|上述|每|建设|培育|打造|推动|支持|围绕|聚焦|对|在|为)")
# 六大产业集群(A、B、C), 8条产业链:A、B、C。
_LISTS_BEHIND = re.compile(
    r"(?:体系)?[(（](?:即|包括|其中)?(?P<round>[^()（）\n]{4,120})[)）]|(?:体系|即|[，,]?分别)*(?:为|是|包括|[：:])[：:]?(?P<open>[^。；;\n]{6,200})"
)
# 以汽车产业为首位、四大新兴产业为支撑的“1+4”产业体系: the part that an industry plays is none of its name.
_PLAYS = re.compile("(?<=产业)为(?:首位|主导|支撑|核心|龙头|重点|特色|引领|主体|基础|先导|主)$")
_LIST_LEAD = re.compile("(?:即|包括|分别为|主要有)")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_PART = re.compile("[^、，,]+")
_PLACE_ENDS = "省市区县州旗盟镇乡"
_CITIES = ("市", "州", "盟", "地区")
_COUNT_FIRST = re.compile(
    rf"(?P<count>{COUNT})[个大条][(（](?P<list>[^()（）\n]{{4,80}})[)）](?=[^，,。；;]{{0,24}}(?:产业集群|产业链|集群))"
)
_LAST_JOINT = re.compile("[和与及]")
_UNITS = {digit: n for n, digit in enumerate("一二三四五六七八九十", 1)}
_NUMERALS = {"两": 2, **_UNITS, **{"十" + digit: 10 + n for digit, n in _UNITS.items() if n < 10}}
_ONE = ("", "1", "一")
_MIN, _MAX = 2, 18
# 未来材料, 未来空间
_FUTURE = 4
_MANY = 20


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(any_of("cluster_words", "prose"))


def named_in_prose(outline: Outline, text: str, taken: list[Span], jurisdiction: str | None) -> Iterator[Named]:
    """Yield clusters that running text sets out to grow, outside the sections that are about one."""
    for path, body in outline.stretches():
        if any(body in span for span in taken):
            continue
        words = body.of(text)
        if (
            "首位产业" in words or "主导产业" in words or "支柱产业" in words or "、未来" in words or "集群" in words
        ) and not is_kind(outline, outline.section_at(body.start), "status"):
            yield from _Prose(text, path, body, jurisdiction).named_at_once()
        signs = any(sign in words for sign in _PROSE_SIGNS) or (
            "产业" in words and any(sign in words for sign in _NUMBER_SIGNS)
        )
        hits = signs and list(_PROSE.finditer(text, body.start, body.end))
        if not hits or is_kind(outline, outline.section_at(body.start), "status"):
            continue
        yield from _Prose(text, path, body, jurisdiction).read(hits)


class _Prose:
    """Reads the clusters of one stretch of text."""

    def __init__(self, text: str, path: str, body: Span, jurisdiction: str | None) -> None:
        self.text, self.path, self.body, self.jurisdiction = text, path, body, jurisdiction

    def read(self, hits: list[re.Match[str]]) -> Iterator[Named]:
        """Yield what each of the words for a cluster stands for."""
        text, body = self.text, self.body
        # Where the list that a verb governs goes on: behind the last cluster that was read.
        goes_on = -1
        for hit in hits:
            floor = clause_start(text, hit.start(), body.start)
            behind = text[hit.end() : min(hit.end() + 4, body.end)]
            if behind.startswith(_NO_KIND):
                continue
            listed = self.behind(hit, floor)
            if listed:
                yield from listed
                continue
            placed = self.placed(floor, hit)
            if placed:
                yield from placed
                continue
            verb = _verb().search(text, floor, hit.start())
            ends = _BEHIND.match(behind) is not None
            follows = goes_on >= floor or (goes_on == floor - 1 and text[goes_on] in "，,")
            start = max(goes_on, floor)
            if follows and _verb().search(text, start, hit.start()) is None and not _WEAK.match(text, start + 1):
                # 打造A产业集群、B产业集群; 形成A、B2个千亿级产业集群,C500亿级产业集群
                start += text[start] in "、，,和及与"
                own = hit[0][0] in "大个条"
                found = (
                    list(self.named(start, hit)) if ends or own or _GROWS_ON.match(text, hit.end(), body.end) else []
                )
            elif verb is not None and ends:
                found = list(self.named(verb.end(), hit))
            elif hit[0][0] == "大" and ends and (part := _TAKES_PART.match(text, floor, hit.start())) is not None:
                found = list(self.named(part.end(), hit))
            elif not _OF_THEM.match(behind) and (around := _AROUND.search(text, floor, hit.start())) is not None:
                found = [] if self.builds_around(around, hit) else list(self.named(around.end(), hit, several=True))
            elif (weak := _WEAK.match(text, floor, hit.start())) is not None and (
                _GROWS_ON.match(text, hit.end(), body.end) or (ends and (behind[:1] in "、，," or weak[0][1:2] == "是"))
            ):
                found = list(self.named(weak.end(), hit))
            elif behind.startswith("项目") and (brings := _BRINGS.match(text, floor, hit.start())) is not None:
                found = list(self.named(brings.end(), hit, several=True))
            else:
                topic = _TOPIC.match(text, floor, body.end)
                found = []
                if topic is not None and topic.end() == hit.end() and not _NO_TOPIC.match(topic["name"]):
                    found = list(self.named(floor, hit))
            goes_on = hit.end() if found else -1
            yield from found

    def builds_around(self, around: re.Match[str], hit: re.Match[str]) -> bool:
        """Tell whether clusters are only what something else is built around: 围绕A、B两大产业集群,打造X企业."""
        end = clause_end(self.text, hit.end(), self.body.end)
        builds = _BUILDS.match(self.text, end + 1, self.body.end) if self.text[end : end + 1] in ("，", ",") else None
        return around[0] in _ONLY_AROUND and builds is not None

    def named_at_once(self) -> Iterator[Named]:
        """Yield what a clause names whole: 将X、Y确立为首位产业; 面向未来信息、未来健康等六大领域."""
        text, body = self.text, self.body
        for taken in _TAKEN_AS.finditer(text, body.start, body.end):
            yield from self.items(*taken.span("list"), kind_of(taken["kind"], "主导"), "1")
        for programme in _PROGRAMME.finditer(text, body.start, body.end):
            name, start = programme["name"], programme.start("name")
            if not is_generic(name) and not _FOREIGN.search(name) and not INNER_VERB.search(name):
                yield Named(name, start, kind_of(name), self.path, "cluster.prose")
        for futures in _FUTURES.finditer(text, body.start, body.end):
            yield from self.items(*futures.span(), "future_industry", "")

    def placed(self, floor: int, hit: re.Match[str]) -> list[Named]:
        """Read a list each item of which carries its places: 建设洛阳现代装备、郑州高端装备产业集群."""
        text = self.text
        if "集群" not in hit[0]:
            return []
        stop = hit.start() - text.startswith("等", max(hit.start() - 1, 0))
        start = max(text.rfind(mark, self.body.start, hit.start()) for mark in "。；;：:\n") + 1
        if "、" not in text[start:stop] and "，" not in text[start:stop] and "," not in text[start:stop]:
            return []
        paired = self.paired(floor, hit)
        if paired:
            return paired
        verbs = reversed(list(_verb().finditer(text, start, hit.start())))
        at = next((verb.end() for verb in verbs if known_at(text, verb.end(), stop, self.jurisdiction)), -1)
        if at < 0 or "等" in text[at:stop]:
            return []
        found: list[Named] = []
        waiting: tuple[str, ...] = ()
        missing = 0
        for part in _PART.finditer(text, at, stop):
            area = area_at(text, part.start(), part.end(), self.jurisdiction, named=False)
            # 中原电气谷 is no district of Zhengzhou: the short name of a district may be any word.
            sure = area is not None and (
                text[area.end - 1] in _PLACE_ENDS
                or area.name.endswith(_CITIES)
                or area.name == text[area.start : area.end]
            )
            area = area if sure else None
            begin = area.end + text.startswith("的", area.end) if area is not None else part.start()
            hosts = (*waiting, *((area.name,) if area is not None else ()))
            waiting = hosts if begin >= part.end() else ()
            if waiting:
                continue
            end = hit.end() if part.end() == hit.start() else part.end()
            name = text[begin:end]
            missing += not hosts
            if hosts and len(name) < _MIN:
                # 鹰潭铜、赣州稀土
                continue
            if not _MIN <= len(name) <= _MANY or is_generic(name) or _FOREIGN.search(name) or INNER_VERB.search(name):
                return []
            found.append(Named(name, begin, kind_of(name, hit[0]), self.path, "cluster.prose_list", hosts))
        return found if len(found) > 1 and missing * 3 <= len(found) and not waiting else []

    def paired(self, floor: int, hit: re.Match[str]) -> list[Named]:
        """Read places each with an industry of its own, called clusters together: A县的X、B区的Y产业集群加快形成."""
        text = self.text
        at = next((verb.end() for verb in _verb().finditer(text, floor, hit.start()) if verb.start() == floor), floor)
        weak = _TAKE.match(text, at, hit.start())
        at = weak.end() if weak is not None else at
        stop = clause_end(text, hit.end(), self.body.end)
        pairs = pairs_at(text, at, stop, self.jurisdiction, is_place)
        if pairs is None or not pairs.tail.start <= hit.start() or "集群" not in pairs.tail.of(text):
            return []
        found = []
        for pair in pairs.found:
            name = pair.thing.of(text)
            said = name.replace("与", "和") if pair.sure else name
            if not _MIN <= len(name) <= _MANY or is_generic(name) or _FOREIGN.search(said) or INNER_VERB.search(name):
                return []
            hosts = tuple(area.name for area in pair.areas)
            found.append(Named(name, pair.thing.start, kind_of(hit[0]), self.path, "cluster.prose_list", hosts))
        return found

    def behind(self, hit: re.Match[str], floor: int) -> list[Named]:
        """Read what a number of clusters are behind the words for them: 六大主导产业(A、B), 8条产业链:A、B."""
        text = self.text
        first = next((m for m in _COUNT_FIRST.finditer(text, floor, hit.end()) if m.end() <= hit.start()), None)
        if first is not None:
            return list(self.items(first.start("list"), first.end("list"), kind_of(hit[0]), first["count"]))
        count = _COUNT_BEFORE.search(text[max(floor, hit.start() - 16) : hit.start()])
        own = hit[0][0] in "大个条"
        if count is None and not own:
            return []
        listed = _LISTS_BEHIND.match(text, hit.end(), self.body.end)
        if listed is None:
            return []
        group = "round" if listed["round"] else "open"
        if "、" not in listed[group]:
            return []
        lead = _LIST_LEAD.match(text, listed.start(group), listed.end(group))
        return list(self.items(lead.end() if lead else listed.start(group), listed.end(group), kind_of(hit[0]), ""))

    def named(self, start: int, hit: re.Match[str], *, several: bool = False) -> Iterator[Named]:
        """Yield the clusters that stand between ``start`` and the words for a cluster; ``several`` only by their number."""
        text = self.text
        while (verbs := leading().match(text[start : hit.start()])) is not None and verbs.end():
            start += verbs.end()
        around = _AROUND.match(text, start, hit.start())
        start = around.end() if around else start
        words = text[start : hit.start()]
        if _LAID_IN.match(words):
            # 布局在A、B的X产业集群
            start += words.rfind("的") + 1
            words = text[start : hit.start()]
        ranked = _RANKED.search(words)
        bare = words[: ranked.start()] if ranked else words
        counted = _COUNTED_BY.search(bare)
        own = hit[0][0] in "大个条"
        if counted is not None:
            # 氢能、量子信息两大未来产业, 高端装备、高端化工2个千亿级产业集群
            number = counted[0].strip("等大个条共计 ")
            if several and not number:
                return
            yield from self.items(start, start + counted.start(), kind_of(hit[0], words), number)
            return
        if own or several:
            return
        open_end = words.rfind("等")
        if open_end > 0:
            category = words[open_end + 1 :]
            if is_generic(category + hit[0]) or len(words) - open_end <= 4 or _CATEGORY.fullmatch(category):
                yield from self.items(start, start + open_end, kind_of(hit[0], words[open_end:]), "")
            return
        value = _BY_VALUE.search(words)
        if value is not None and value.start() > 1 and "的" not in words:
            # 新一代信息技术500亿级产业集群
            yield from self.items(start, start + value.start(), kind_of(hit[0]), "")
            return
        if "集群" in hit[0] or hit[0] == "未来产业":
            yield from self.single(start, words, hit)

    def single(self, start: int, words: str, hit: re.Match[str]) -> Iterator[Named]:
        """Yield the one cluster that words name, and its hosts where they are part of the name."""
        text = self.text
        if _NOT_OF.search(words):
            return
        offset = max(words.rfind("的"), words.rfind("个")) + 1
        # 5个具有国际竞争力的X产业集群 are several, which only a heading or a list names.
        if _SEVERAL.search(words[:offset]):
            return
        at = start + offset
        at += len(self.jurisdiction or "") if text.startswith(self.jurisdiction or "\0", at) else 0
        praise = PRAISED.match(text, at, hit.end())
        at, hosts = carried(text, praise.end() if praise else at, hit.end(), self.jurisdiction)
        name = text[at : hit.end()]
        if _FOREIGN.search(name):
            return
        if "、" in name and not hosts:
            # 农机装备、专用汽车产业集群
            parts = name.split("、")
            fit = all(_MIN <= len(p) <= _MAX and not is_generic(p) and not _NO_NAME.search(p) for p in parts)
            if fit and list_at(text, at, hit.end(), self.jurisdiction, named=False) is None:
                yield from self.items(at, hit.end() - len(parts[-1]) - 1, kind_of(name), "")
                yield Named(parts[-1], hit.end() - len(parts[-1]), kind_of(name), self.path, "cluster.prose_list")
            return
        if len(name) <= _MANY and not is_generic(name) and not _NO_START.match(name) and not INNER_VERB.search(name):
            yield Named(name, at, kind_of(name), self.path, "cluster.prose", hosts)

    def items(self, start: int, end: int, kind: ClusterKind, number: str) -> Iterator[Named]:
        """Yield the items of a list; those of a list with a name that is none are all dropped."""
        text = self.text
        # 建筑材料(含X、Y): what a bracket holds is no item.
        words = _BRACKETED.sub(lambda match: "\0" * len(match[0]), text[start:end])
        if "的" in words or "，" in words or "," in words:
            return
        parts = _JOINT.split(words)
        count = int(number) if number.isdigit() else _NUMERALS.get(number)
        if count is not None and len(parts) > 1 and len(parts) != count:
            # 现代纺织和服装 may be one industry, 高端装备及北斗 two: the number tells.
            by_mark = words.split("、")
            split = [*by_mark[:-1], *_LAST_JOINT.split(by_mark[-1])]
            parts = next((way for way in (by_mark, split) if len(way) == count), parts)
        found = []
        at = start
        for part in parts:
            at = text.find(part.strip("\0"), at, end) if part.strip("\0") else at
            name = _PLAYS.sub("", part.strip('\0“”"'))
            at = text.find(name, at, end)
            plain = is_generic(name) and not (name.startswith("未来") and len(name) == _FUTURE)
            if not _MIN <= len(name) <= _MAX or plain or _NO_NAME.search(name) or INNER_VERB.search(name):
                if len(name) > _MAX or INNER_VERB.search(name):
                    return
                continue
            if list_at(text, at, at + len(name), self.jurisdiction, named=False) is not None:
                continue
            found.append(Named(name, at, kind, self.path, "cluster.prose_list"))
            at += len(name)
        # “风光氢储车”五大产业链: one name for several.
        yield from found if len(parts) > 1 or number in _ONE else ()
