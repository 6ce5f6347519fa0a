"""Lists of things that are laid in places, over commas as well: 推动A、B等装备,C等材料,优先向X集聚.

Each item is an object. Who comes (人才, 科研院所, 高水平项目) is nothing that grows.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from extract import patterns as re
from extract.areas import any_verb, is_place, list_at
from extract.clusters import is_generic
from extract.facts import Span
from extract.places.facilities import Facilities
from extract.places.objects import read_objects, relation_of
from extract.places.topics import comes
from extract.prose import any_of, clause_start

_LEAD = re.compile(
    "(?:重点|积极|大力|统筹|优先|加快|着力|力争|争取|支持|推动|引导|推进|促进|鼓励|吸引|将|把|新上|新建|新增|确保)*"
    "(?:(?:[本我全该][省市区县州]|国家)?(?:承接|承担|实施|谋划|引进|储备|布局|新上)的)?"
)
_JOINT = re.compile("(?:和|以及|及|与|并|包括)")
_MARK = re.compile("[，,]")
# 优先|向A布局, 优先布局在|A, 优先安排在|A
_WORD = re.compile(
    "(?P<manner>(?:优先|重点|率先|加快|集中|主要|逐步|有序|统筹)*)"
    "(?:(?P<toward>向|往)|(?P<there>在|到)|(?:布局|安排|部署|落户|落地|集聚|集中|聚集|摆放|投放|配置)(?:在|于|到|至)?)"
)
_CLOSES = re.compile(
    "(?:等(?:地|市|县|区)?)?(?:[\u4e00-\u9fff]{0,4}(?:园区|开发区|产业园|工业园))?(?:优先|重点|率先|有序|加快|集中|搬迁|搬入)*(?:布局|集聚|聚集|集中|转移|汇聚|汇集|倾斜|落户|落地|投产|发展|建设|安排|实施|延伸|拓展|先行先试)+$"
)
_SEGMENT = re.compile("[；;。\n]")
# 等|国家产业化专项和重大工程
_OF_KIND = re.compile(
    "(?P<list>[^，,等]{2,60}?)(?:等(?P<kind>[^，,]{0,24})|(?:重大|重点|标志性|功能|产业|投资)*(?:项目|专项|工程))"
)
_LISTED = re.compile("[等、]|类(?:重大|重点|功能)")
# 机器人等装备、|芯片等材料
_CUT = re.compile("等[^、，,等]{0,12}(?P<cut>[、和]|以及)(?=[^等]{2,}(?:等|项目|专项|工程))")
_MANY_COME = 2
_FIRMS = re.compile(
    "(?<=..)(?:产业链)?(?:行业)?(?:上下游|龙头|骨干|重点|配套|优质|领军|头部|链主)*(?:企业|产业项目|项目)$"
)
_KIND_OF = re.compile("类(?:重大|重点|功能|产业|标志性)*(?:项目|企业|工程)$")


@cache
def _kind_end() -> re.Pattern[str]:
    """Return the pattern of what a word for the kind of listed things ends in: 高端装备, 重大项目."""
    return re.compile(f"(?:{any_of('place_words', 'kind')})$")


# 推动X建设,|率先在A|开展首批试点后推广
_TRIES_IN = re.compile("(?:率先|优先|先行|先期|首批|首先|选择|并|拟)*在")
_TRIES = re.compile(
    "(?:等(?:地|市|县|区)?)?(?:率先|先行|首批|先期|开展|启动|进行|实施|组织|优先|部分|集中)*(?:试点示范|试点|先行先试|试运行|试验)(?:示范|工作|应用|推广|建设)*(?:后[^，,]*|(?:并|,)?逐步[^，,]*)?"
)
# 支持X建设,|在A先行试点: only what is helped is tried there, and 鼓励企业开展X is not.
_LETS = re.compile("(?:大力|积极|鼓励|支持)*(?:支持|鼓励)(?![\u4e00-\u9fff]{2,10}(?:开展|建设|发展|布局))")
# 选择A、B作为|X|试点区域
_CHOOSES = re.compile("(?:优先|首批|先期|同时|率先)*(?:选择|选取|选定|确定|将|把|以)(?:在)?")
_CHOSEN = re.compile(
    "(?:等(?:地|市|县|区)?)?(?:作为|为|列为|列入|纳入|确定为)(?:我[省市县区]|全[省市县区国]|国家级?|省级|市级|首批|第一批|重点)*(?P<name>[^，,。；;、的]{2,18}?)"
    "(?:综合)?(?:改革|先行|建设|应用)?试点(?:示范)?(?:区域|地区|城市|县市|市县|单位|范围|市|县|区)?"
)


class Laying(Facilities):
    """Reads lists of things that are laid in places."""

    def laid(self, start: int, sentence_end: int) -> int | None:
        """Read a list that begins at ``start`` and the places where it is laid; return where its clause ends."""
        text = self.text
        if self.own or text[start - 1 : start] == "、":
            return None
        stop = _SEGMENT.search(text, start, sentence_end)
        limit = stop.start() if stop is not None else sentence_end
        at = begin = start
        parts: list[tuple[int, int]] = []
        while at < limit:
            mark = _MARK.search(text, at, limit)
            end = mark.start() if mark is not None else limit
            lead = (_LEAD if at == begin else _JOINT).match(text, at, end)
            a = lead.end() if lead is not None else at
            word = self._word(at if parts else a, end, limit)
            if word is not None:
                if word.start() > a:
                    parts.append((a, word.start()))
                return self._lay(parts, word, limit)
            if mark is None or not self._is_part(a, end):
                return None
            parts.append((a, end))
            at = mark.end()
        return None

    def chosen(self, start: int, end: int) -> bool:
        """Read places that are chosen for what is tried there: 选择A、B作为|X|试点区域."""
        lead = _CHOOSES.match(self.text, start, end)
        areas = list_at(self.text, lead.end(), end, self.jurisdiction) if lead is not None else None
        named = _CHOSEN.fullmatch(self.text, areas.end, end) if areas is not None else None
        if areas is None or named is None or not all(map(is_place, areas.found)) or is_generic(named["name"]):
            return False
        self.add(areas.found, "pilot", named["name"], *named.span("name"), "place.chosen")
        return True

    def tried(self, start: int, end: int, sentence: Span) -> bool:
        """Read where what the clause before names is tried: 推动X建设,|在A开展首批试点."""
        lead = _TRIES_IN.match(self.text, start, end)
        if lead is None or self.own or self.text[start - 1 : start] not in ("，", ","):
            return False
        areas = list_at(self.text, lead.end(), end, self.jurisdiction)
        if areas is None or not all(map(is_place, areas.found)):
            return False
        if _TRIES.fullmatch(self.text, areas.end, end) is None:
            return False
        before = len(self.rows)
        clause = clause_start(self.text, start - 1, sentence.start)
        lets = _LETS.match(self.text, clause, start - 1)
        said = read_objects(self.text, lets.end(), start - 1) if lets is not None else self.said_before(start, sentence)
        for name, a, b in said:
            if not comes(name) and not is_generic(name):
                self.add(areas.found, "pilot", name, a, b, "place.tried")
        return len(self.rows) > before

    def _word(self, start: int, end: int, limit: int) -> re.Match[str] | None:
        """Return the word behind which the places stand that things are laid in, with nothing behind them."""
        for word in _WORD.finditer(self.text, start, end):
            if not (word["toward"] or word["there"] or word["manner"] or word[0][-1] in "在于到至户地"):
                continue
            areas = list_at(self.text, word.end(), limit, self.jurisdiction)
            if areas is None or not (word["toward"] or all(map(is_place, areas.found))):
                continue
            mark = _MARK.search(self.text, areas.end, limit)
            stop = mark.start() if mark is not None else limit
            rest = self.text[areas.end : stop]
            if _CLOSES.fullmatch(rest) or (not rest and not (word["toward"] or word["there"])):
                return word
        return None

    def _pieces(self, start: int, end: int) -> Iterator[re.Match[str] | None]:
        """Yield the pieces of a list, each with its kind: 机器人等装备、|芯片等材料; None for one that is none."""
        cuts = [match.span("cut") for match in _CUT.finditer(self.text, start, end)]
        for (_, a), (b, _) in pairwise(((start, start), *cuts, (end, end))):
            yield _OF_KIND.fullmatch(self.text, a, b)

    def _is_part(self, start: int, end: int) -> bool:
        """Tell whether a clause is part of the list: X、Y等装备."""
        if any_verb().match(self.text, start, end) is not None:
            return False
        return all(
            piece is not None and (not piece["kind"] or _kind_end().search(piece["kind"]) is not None)
            for piece in self._pieces(start, end)
        )

    def _lay(self, parts: list[tuple[int, int]], word: re.Match[str], limit: int) -> int | None:
        """Add what the parts of a list name, by its places; None where a part is none."""
        text = self.text
        areas = list_at(text, word.end(), limit, self.jurisdiction)
        if len(parts) == 1 and _LISTED.search(text, *parts[0]) is None:
            # One thing by itself keeps its name: X项目.
            return None
        if not parts or areas is None or not all(self._is_part(a, b) for a, b in parts):
            return None
        found: list[tuple[str, int, int]] = []
        for piece in (piece for a, b in parts for piece in self._pieces(a, b) if piece is not None):
            sort = _KIND_OF.search(text, piece.start(), piece.end())
            end = sort.start() if sort is not None else piece.end("list")
            for name, a, b in read_objects(text, piece.start(), end):
                firms = _FIRMS.search(name)
                if firms is not None and not is_generic(name[: firms.start()]):
                    name, b = name[: firms.start()], b - len(firms[0])
                found.append((name, a, b))
        came = [comes(name) for name, _, _ in found]
        if sum(came) < _MANY_COME:
            for (name, a, b), no in zip(found, came, strict=True):
                if not no and not is_generic(name):
                    self.add(areas.found, relation_of(name), name, a, b, "place.laid")
        return areas.end
