"""Where things lie: clauses that name the thing first and the places behind it (X布局在A, 推动X向A集聚, X落户A)."""

from __future__ import annotations

from collections.abc import Iterator

from extract import patterns as re
from extract.areas import Area, Areas, any_verb, is_place, list_at, pairs_at
from extract.clusters import PRAISED, is_generic, names_industry
from extract.facts import Relation, Span
from extract.places.counted import Counted
from extract.places.frames import role
from extract.places.objects import read_objects, relation_of
from extract.places.patterns import any_word, bare, verbs
from extract.places.topics import comes
from extract.prose import clause_end

# 重点发展区域:A、B; 核心区为A; 重点布局A、B
_WHERE = (
    "(?:主要|重点|核心|优先|主|协同|拓展|配套|联动|辐射|产业|空间|实施|规划|覆盖)*"
    "(?:(?:布局|发展|承载|集聚|建设|核心|协同|拓展|示范|试点|先导|辐射|联动|配套|支撑|产|加工|种植|养殖|研发|制造|生产)(?:区域|地区|载体|范围|市县|区县|地|区|园区|平台|布局)|区域|范围|主平台|承载地"
    # 重点区县 in the cell of a box
    "|(?<=[点载局展展要])(?:区县|县区|市县|县市|地区|园区|地市|市州))"
)
_LABEL = re.compile(rf"(?:^|[，,。；;：:\n（(]){_WHERE}(?:为|是|包括)?[：:]\s*$")
_LABELLED = re.compile(
    # 推动4个重点发展区——A、B
    r"(?:打造|推动|带动|建设|培育|形成|构建|发展)?(?:\d+|[一二两三四五六七八九十])个[^，,。；;、]{0,10}(?:区|基地|载体|极|核|中心|节点)[—–-]{1,2}|"
    rf"(?:[^，,。；;：:]{{0,10}}明确|确定)?的?{_WHERE}(?:主要)?(?:为|是|包括|涵盖|涉及|(?:布局|设|落|选)?[在于]|位于|选址|[ 　]*[\t|][ 　\t|]*)|"
    r"(?:主要|重点|优先|集中)+布局(?=[^在于到])"
)
# 布局在A、B的X产业集群要加快建设
_CLUSTER_THERE = re.compile("的(?P<name>[^，,。；;、的]{2,16}?集群)")
_CARRIED = re.compile("[^，,。；;、的以]{2,18}?(?:产业集群|集群)(?=$|[，,。；;、和及与等为]|建设|发展|提质|转型|升级)")
# 以A市、B市X产业集群等|为依托
_AS_BASE = re.compile("等?为(?:依托|基础|支撑|龙头|核心|载体|重点)")
_LEAD = re.compile(r"(?:吸引|推动|引导|支持|促进|鼓励|加快|推进|争取|力争|实现|确保|统筹|将|把|要|应当?|率先)*")
# 该产业主要布局在A: what the section, or the clause before, is about.
_ANAPHOR = re.compile(
    r"(?:该|本|此|这一|上述|其)?(?:类|些)?(?:(?:产业|集群|产业集群)主体|产业|集群|产业集群|项目|领域|产品|(?:核心|协同|拓展|配套|承载|集聚|辐射)区)?"
)
_CHAIN = re.compile("(?:该|本|全)?产业链条?(?:的?(?:上下游|上游|下游|中下游|配套|环节))?")
_ONE_THING = re.compile(r"[^、]*(?:基地|园区?|项目|工程|中心|平台|工厂|生产线|总部)$")

# 凤翔区(白酒及果酒): what a place holds.
_NOTE = re.compile("[（(](?P<note>[^()（）]{2,30})[)）]")
_PARK_END = re.compile("(?<=..)(?:产业园区?|园区?|小镇|基地)$")
_ONLY = re.compile("(?:限于?|仅限|侧重|重点|主要|以|发展)+")
_NO_THING = re.compile(
    "[以为在向与由的]|位于|^[\u4e00-\u9fff]{1,3}[谷城岛](?=.{2})|^(?:带|翼|圈|依托|承担|立足|围绕|重点|主要|发展|建设)|[区市县]$|(?:园区?|片区|岛|港|小镇|管委会|政府|办事处|[局厅委院])$"
)
_MANNER_BEHIND = re.compile("(?:主要|重点|优先|集中|有序|加快|逐步)+$")
_MOVES = re.compile("产业链?|项目|环节|企业|产能|[上下]游|加工|制造|配套")
_PLACED = re.compile(
    "(?P<name>[^、，,（(）)；;：:。]{2,18}?)[（(](?:主要|重点)?(?:(?:布局|承载|发展)(?:区域|地区)?(?:在|于|[：:])?|位于|在)?(?P<places>[^()（）]{2,40}?)(?:等地?)?[)）]"
)
_OF_CLUSTERS = re.compile("(?:产业集群|集群|产业链|产业)$")
# 高端装备:A、B
_HEADED = re.compile(
    r"(?:^|[；;\n])[\s　—–\-·●•]*(?:[(（]?\d{1,2}[)）.．、]|[①-⑳])?(?P<name>[\u4e00-\u9fffA-Za-z\d]{2,16})[：:]$"
)
_FIRMS = 3
_OF_FIRMS = re.compile(
    "(?:行业)?(?:龙头|骨干|重点|链主|配套|优质|领军|相关|上下游|头部|关联|[、和及])+(?:企业)?$|企业$"
)
_SHORT = 2
_INDUSTRY = ("集群", "产业", "产业链")
_NO_GOOD = re.compile("(?:产业链?|环节|企业|产能|[上下]游|资源)$")
_GOES_THERE = re.compile(
    "(?:(?:化工|工业|产业|专业)园区?)?(?:有序|加快|逐步|梯度|搬迁|主要|重点|共同|分别|率先|优先)*(?:先行先试|(?<=[率优]先)布局|延伸|转移|拓展|汇聚|汇集|集中|倾斜|集聚|聚集|疏解|承担|承载|承接|落地|落户|投产|建厂|设厂|布点)(?:建设|发展|布局)?"
)
_PAIRS_BEHIND = re.compile(
    # 生物医药产业培育围绕A县X产业链、B县Y产业链
    "(?:[^，,。；;、围]{2,14}产业(?:重点)?(?:培育|发展|布局)(?:围绕|聚焦)?(?=[^，,。；;]*(?:产业链|集群)))?"
    '(?:推动|推进|支持|引导|形成|构建|布局|促进|加快|打造|建设|重点|聚焦|做强|做优|做大|做精|壮大|培育|提升|抓好|抓实|初步|基本|发展|协同|发挥|充分)*[“"]?'
)
# X布局在A,重点开发Y: Y is A's as well.
_SAYS_MORE = re.compile(
    "[，,](?:(?:重点|主要|着力|大力|优先|加快)+(?:发展|布局|培育|打造|开发|研发|生产|突破)|主攻|开展)"
)
_NEXT = re.compile("、|[，,；;]")
_WHAT_COMES = ("资源", "要素", "人才", "资金", "资本")
_OF_TYPES = re.compile("[^、]{2,8}?型(?P<name>[^、]{3,14})")
_QUOTED = re.compile('[“"]([^“”"]{2,})[”"]')


def _is_zone(area: Area) -> bool:
    """Tell whether an area is a place beside others that each have a thing of their own: 太忻一体化经济区."""
    return is_place(area) or area.name.endswith(("经济区", "示范区", "试验区"))


class Siting(Counted):
    """Reads where things lie."""

    def sited(self, start: int, end: int, sentence: Span) -> bool:
        """Read where something lies; False where the clause does not say so."""
        return any(self._lies(word, start, end, sentence) for word in any_word("sited").finditer(self.text, start, end))

    def carried(self, start: int, end: int) -> int | None:
        """Read 培育壮大A市X产业集群, 以A市X产业集群为依托; return where the name ends, None where no name carries its places."""
        verb = verbs().match(self.text, start, end)
        based = verb is None and self.text.startswith("以", start)
        at = verb.end() if verb is not None else start + 1
        areas = list_at(self.text, at, end, self.jurisdiction, named=False) if verb is not None or based else None
        if areas is None or areas.grouped or any_verb().match(self.text, areas.end, end):
            return None
        name = _CARRIED.match(self.text, areas.end, end)
        if name is None or is_generic(name[0]) or self.text[areas.end - 1] not in "省市区县州旗盟":
            return None
        if based and _AS_BASE.fullmatch(self.text, name.end(), end) is None:
            return None
        praise = PRAISED.match(self.text, *name.span())
        at = praise.end() if praise is not None else name.start()
        self.add(areas.found, "supports_cluster", self.text[at : name.end()], at, name.end(), "place.carried")
        return name.end()

    def labelled(self, start: int, sentence: Span) -> int | None:
        """Read 重点发展区域:A、B(X)、C and 主要承载地为A、B; return where the list ends, None where there is none."""
        text = self.text
        word = _LABELLED.match(text, start, sentence.end)
        if word is None and (
            text[start - 1 : start] not in "：:" or _LABEL.search(text, sentence.start, start) is None
        ):
            return None
        at = word.end() if word else start
        # What stands between two commas, and what a bracket behind it says of it.
        groups: list[list[tuple[Area, Span | None]]] = [[]]
        done = None
        while (areas := self._listed(at, sentence.end, first=done is None)) is not None:
            note = _NOTE.match(text, areas.end, sentence.end)
            groups[-1] += [(area, None) for area in areas.found[:-1]]
            groups[-1].append((areas.found[-1], Span(*note.span("note")) if note else None))
            stop = note.end() if note else areas.end
            joint = _NEXT.match(text, stop, sentence.end)
            if joint is None:
                if self._closes(Areas((), stop, areas.grouped), clause_end(text, stop, sentence.end)):
                    return self._hold(groups, start, sentence)
                # 核心区为A,B发展X: the next place is said something of by itself.
                return self._hold(groups[:-1], start, sentence) if self.own and done is not None else None
            if joint[0] != "、":
                groups.append([])
                done = stop
            at = joint.end()
        # 核心区为A,拓展区为B: the next label begins behind the comma.
        closed = done is not None and not groups[-1]
        closed = closed and (text[at - 1] in "；;" or _LABELLED.match(text, at, sentence.end) is not None or self.own)
        return self._hold(groups[:-1], start, sentence) if closed else None

    def _listed(self, at: int, end: int, *, first: bool) -> Areas | None:
        """Read places of a labelled list; None where the next label begins (核心区为A,协同区为B)."""
        if not first and _LABELLED.match(self.text, at, end) is not None:
            return None
        return list_at(self.text, at, end, self.jurisdiction)

    def _hold(self, groups: list[list[tuple[Area, Span | None]]], start: int, sentence: Span) -> int | None:
        """Add what the places of a labelled list hold; return where it ends."""
        # 壮大X产业集群,核心区在A
        named = [] if self.own else [row for row in self.said_before(start, sentence) if row[0].endswith(_INDUSTRY)]
        # 核心区在A,配套区在B: what was named before the first label is named for the next.
        self.held = named = named or self.held
        if not (self.own or self.cluster or named):
            return None
        each = len(groups) > 1 and all(group and group[-1][1] is not None for group in groups)
        for group in groups:
            for area, note in group:
                note = group[-1][1] if each else note
                if area.inner is not None:
                    self.add(
                        (area,), "park", area.inner.of(self.text), area.inner.start, area.inner.end, "place.within"
                    )
                before = len(self.rows)
                for name, a, b in self._noted(note) if note is not None else ():
                    self.add((area,), relation_of(name), name, a, b, "place.noted")
                if len(self.rows) > before:
                    continue
                for name, a, b in named:
                    self.add((area,), "supports_cluster", name, a, b, "place.sited")
                if not named:
                    self.supports((area,))
        last, note = groups[-1][-1]
        return note.end + 1 if note is not None else last.end

    def _noted(self, note: Span) -> Iterator[tuple[str, int, int]]:
        only = _ONLY.match(self.text, note.start, note.end)
        yield from read_objects(self.text, only.end() if only else note.start, note.end)

    def paired(self, start: int, end: int) -> bool:
        """Read places each with a thing of its own: 推动A高压开关、B智能电表错位发展; False where there are none."""
        text = self.text
        lead = _PAIRS_BEHIND.match(text, start, end)
        at = lead.end() if lead else start
        quoted = text.find("”", at, end) if lead and lead[0][-1:] in '“"' else -1
        end = quoted if quoted > at else end
        if "产业链" in text[at:end] and lead is not None and "产业" in lead[0] and self._chain_of(at, end):
            return True
        pairs = pairs_at(text, at, end, self.jurisdiction, _is_zone, quoted=quoted >= 0)
        if pairs is None:
            return False
        for pair in pairs.found:
            words = pair.thing.of(text)
            if pair.sure:
                # A的X产业园: what 的 parts from its place may be a park there.
                words = _PARK_END.sub("", words.replace("与", "和"))
            if _NO_THING.search(words) or any_verb().match(words):
                return False
        self.lain = tuple(area for pair in pairs.found for area in pair.areas)
        chains = all(text.endswith("产业链", pair.thing.start, pair.thing.end) for pair in pairs.found)
        head = _OF_TYPES.fullmatch(text, pairs.found[-1].thing.start, pairs.found[-1].thing.end)
        if head is not None and all(text.endswith("型", 0, pair.thing.end) for pair in pairs.found[:-1]):
            # A空港型、B港口型国家物流枢纽: each has one.
            for pair in pairs.found:
                self.add(pair.areas, relation_of(head["name"]), head["name"], *head.span("name"), "place.paired")
            return True
        for pair in pairs.found:
            listed = "、" in pair.thing.of(text)
            whole = (
                [(pair.thing.of(text), pair.thing.start, pair.thing.end)]
                if (pairs.told or chains) and not listed
                else None
            )
            if whole and (quoted_name := _QUOTED.fullmatch(whole[0][0])) is not None:
                whole = [(quoted_name[1], pair.thing.start + 1, pair.thing.end - 1)]
            for name, c, d in whole or read_objects(text, pair.thing.start, pair.thing.end):
                self.add(pair.areas, relation_of(name), name, c, d, "place.paired")
        return True

    def _chain_of(self, start: int, end: int) -> bool:
        """Read one place with a chain of its own: 生物医药产业培育|A县X产业链."""
        areas = list_at(self.text, start, end, self.jurisdiction)
        if areas is None or len(areas.found) > 1 or "、" in self.text[areas.end : end]:
            return False
        if not all(map(is_place, areas.found)) or not self.text.endswith("产业链", areas.end, end):
            return False
        self.add(areas.found, "focus", self.text[areas.end : end], areas.end, end, "place.paired")
        return True

    def _closes(self, areas: Areas, end: int) -> bool:
        """Tell whether nothing but bare words stands behind places in their clause."""
        rest = self.text[areas.end : end]
        return areas.end >= end or areas.grouped or bool(bare().match(rest) or _GOES_THERE.fullmatch(rest))

    def _lies(self, word: re.Match[str], start: int, end: int, sentence: Span) -> bool:
        """Read X布局在A、B, X落户A, 推动X向A、B等区集聚: what lies, and where."""
        text = self.text
        self.lain = ()
        weak = word[0] in ("在", "向", "到", "往", "依托", "由")
        named = not weak or word[0] == "向"
        areas = list_at(text, word.end(), end if weak else sentence.end, self.jurisdiction, named=named)
        if areas is None and not named:
            # 在武康街道落地: a town or zone counts where something goes there.
            areas = list_at(text, word.end(), end, self.jurisdiction)
            sure = areas is not None and all(is_place(a) or a.name.endswith(("园区", "片区")) for a in areas.found)
            areas = areas if sure and areas is not None and _GOES_THERE.fullmatch(text, areas.end, end) else None
        if areas is None or (weak and (word.start() == start or not self._sure(areas, end))):
            return False
        if word[0] == "由" and _GOES_THERE.fullmatch(text, areas.end, end) is None:
            return False
        there = _CLUSTER_THERE.match(text, areas.end, sentence.end)
        if there is not None and not weak:
            self.add(areas.found, "supports_cluster", there["name"], *there.span("name"), "place.sited")
            return True
        if _SAYS_MORE.match(text, end):
            self.lain = areas.found
        lead = _LEAD.match(text, start, word.start())
        at = lead.end() if lead else start
        if word[0] in ("向", "到", "往") and at == start and not (self.own or _MOVES.search(text, start, word.start())):
            return False
        thing = _MANNER_BEHIND.sub("", text[at : word.start()]).removesuffix("选址")
        same = _ANAPHOR.fullmatch(thing) is not None
        if not self._closes(areas, end):
            if not weak or any_verb().match(text, areas.end, end) is None:
                return False
            if self.own and (self.is_own(thing) or "产业" not in thing):
                self.supports(areas.found)
            else:
                self.predicate(areas.found, areas.end, end)
            return True
        if self.own and (same or self.is_own(thing) or (weak and "产业" not in thing)):
            self.supports(areas.found)
            return True
        if self.own and _CHAIN.fullmatch(thing) and text[end : end + 1] not in ("，", ","):
            # 产业链向A延伸
            self.supports(areas.found)
            return True
        before = len(self.rows)
        if thing.endswith("分别") and self._each(areas, at, at + len(thing) - 2):
            return True
        found = self.said_before(start, sentence) if same else self._things(at, at + len(thing))
        if "、" in thing and thing.endswith(_WHAT_COMES):
            # 优质教育、医疗资源: what the list is called is nothing that grows.
            found = iter(())
        for name, a, b in found:
            firms = _OF_FIRMS.search(name)
            if firms is not None and len(name) > _FIRMS and firms.start() > 1 and not is_generic(name[: firms.start()]):
                # 引导轴承龙头企业向A集聚
                name, b = name[: firms.start()], b - len(firms[0])
            if _NO_GOOD.search(name) is None and not comes(name):
                self.add(areas.found, relation_of(name), name, a, b, "place.sited")
        if len(self.rows) == before:
            self.lain = areas.found
        return len(self.rows) > before or not same

    def headed(self, start: int, end: int, sentence: Span) -> bool:
        """Read places that an industry heads: 高端装备:A、B; False where they are not all that stands there."""
        text = self.text
        head = _HEADED.search(text, sentence.start, start) if text[start - 1 : start] in ("：", ":") else None
        if head is None or not names_industry(head["name"]):
            return False
        areas = list_at(text, start, end, self.jurisdiction)
        if areas is None or not all(map(is_place, areas.found)) or not self._closes(areas, end):
            return False
        name = head["name"]
        self.add(areas.found, relation_of(name), name, *head.span("name"), "place.headed")
        return True

    def bracketed(self, start: int, end: int, sentence: Span) -> int | None:
        """Read industries with their places in brackets: X产业集群(A、B)、Y产业链(C); return where the last ends."""
        text = self.text
        if "（" not in text[start:end] and "(" not in text[start:end]:
            return None
        closing = min((at for mark in ")）" if (at := text.find(mark, end, sentence.end)) >= 0), default=end)
        if text[end : end + 1] in ("：", ":") and text.count("(", start, end) + text.count("（", start, end) > (
            text.count(")", start, end) + text.count("）", start, end)
        ):
            # 发展X(布局区域:A、B)
            end = closing + 1
        last: int | None = None
        for match in _PLACED.finditer(text, start, end):
            areas = list_at(text, *match.span("places"), self.jurisdiction)
            if areas is None or areas.end < match.end("places"):
                areas = self._in_roles(*match.span("places"))
            if areas is None or not all(map(is_place, areas.found)):
                continue
            verb = verbs().match(text, *match.span("name"))
            at = verb.end() if verb is not None and verb.end() < match.end("name") else match.start("name")
            name = text[at : match.end("name")]
            cluster = _OF_CLUSTERS.search(name) is not None
            if not is_generic(name) and (cluster or names_industry(name)):
                relation: Relation = "supports_cluster" if cluster else relation_of(name)
                self.add(areas.found, relation, name, at, match.end("name"), "place.bracket")
                last = match.end()
        return last

    def _in_roles(self, start: int, end: int) -> Areas | None:
        """Read places with their roles that fill a stretch: A县为核心区、B县为拓展区."""
        found: list[Area] = []
        at = start
        while (areas := list_at(self.text, at, end, self.jurisdiction)) is not None:
            plays = role().match(self.text, areas.end, end)
            if plays is None:
                return None
            found += areas.found
            joint = _NEXT.match(self.text, plays.end(), end)
            if joint is None:
                return Areas(tuple(found), end, False) if plays.end() >= end else None
            at = joint.end()
        return None

    def _each(self, areas: Areas, start: int, end: int) -> bool:
        """Read X、Y项目分别落户A、B; False where there are not as many things as places."""
        things = list(read_objects(self.text, start, end))
        if len(things) != len(areas.found):
            return False
        for area, (name, a, b) in zip(areas.found, things, strict=True):
            self.add((area,), relation_of(name), name, a, b, "place.sited")
        return True

    def _sure(self, areas: Areas, end: int) -> bool:
        """Tell whether places behind 在 or 向 are no other word, as they are printed or by what follows (向苏州|集聚)."""
        return self._plain(areas) or _GOES_THERE.fullmatch(self.text, areas.end, end) is not None

    def _plain(self, areas: Areas) -> bool:
        """Tell whether places are no short name alone, which may be another word (澧县 is none)."""
        first = areas.found[0]
        whole = first.name == self.text[first.start : first.end]
        return areas.grouped or whole or first.end - first.start > _SHORT or len(areas.found) > 1

    def _things(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        verb = verbs().match(self.text, start, end)
        start = verb.end() if verb is not None and verb.end() < end else start
        if _ONE_THING.fullmatch(self.text, start, end):
            # A及B生产制造基地 is one base.
            yield self.text[start:end], start, end
        else:
            yield from read_objects(self.text, start, end)

    def said_before(self, start: int, sentence: Span) -> Iterator[tuple[str, int, int]]:
        """Yield what the clause before names: 发展X、Y,布局在A、B."""
        text = self.text
        done = max(text.rfind(mark, sentence.start, start - 1) for mark in "，,；;") + 1
        clause = max(done, sentence.start)
        verb = verbs().search(text, clause, start - 1)
        if verb is not None:
            yield from read_objects(text, verb.end(), start - 1)
