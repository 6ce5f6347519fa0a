"""Where things lie: clauses that name the thing first and the places behind it (X布局在A, 推动X向A集聚, X落户A)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.areas import Areas, any_verb, list_at
from extract.facts import Span
from extract.places.objects import read_objects, relation_of
from extract.places.patterns import any_word, bare, verbs
from extract.places.predicates import Predicates

# 重点发展区域:A、B; 核心区为A; 重点布局A、B
_WHERE = (
    "(?:主要|重点|核心|优先|协同|拓展|配套|联动|辐射|产业|空间|实施|规划|覆盖)*"
    "(?:(?:布局|发展|承载|集聚|建设|核心|协同|拓展|示范|试点|先导|辐射|联动|配套)(?:区域|地区|载体|范围|市县|区县|地|区|园区|平台|布局)|区域|范围|主平台|承载地)"
)
_LABEL = re.compile(rf"(?:^|[，,。；;：:\n（(]){_WHERE}(?:为|是|包括)?[：:]\s*$")
_LABELLED = re.compile(rf"{_WHERE}(?:主要)?(?:为|是|包括|涵盖|涉及)|(?:主要|重点|优先|集中)+布局(?=[^在于到])")
# 布局在A、B的X产业集群要加快建设
_CLUSTER_THERE = re.compile("的(?P<name>[^，,。；;、的]{2,16}?集群)")
_LEAD = re.compile(r"(?:推动|引导|支持|促进|鼓励|加快|推进|争取|力争|实现|确保|统筹|将|把)*")
# 该产业主要布局在A: what the section, or the clause before, is about.
_ANAPHOR = re.compile(r"(?:该|本|此|这一|上述|其)?(?:类|些)?(?:产业|集群|产业集群|项目|领域|产品)?")
_ONE_THING = re.compile(r"[^、]*(?:基地|园区?|项目|工程|中心|平台|工厂|生产线|总部)$")


class Siting(Predicates):
    """Reads where things lie."""

    def sited(self, start: int, end: int, sentence: Span) -> bool:
        """Read where something lies; False where the clause does not say so."""
        return self._labelled(start, end, sentence) or any(
            self._lies(word, start, end, sentence) for word in any_word("sited").finditer(self.text, start, end)
        )

    def _labelled(self, start: int, end: int, sentence: Span) -> bool:
        """Read 重点发展区域:A、B and 主要承载地为A、B."""
        text = self.text
        word = _LABELLED.match(text, start, end)
        if word is None and _LABEL.search(text, sentence.start, start) is None:
            return False
        areas = list_at(text, word.end() if word else start, sentence.end, self.jurisdiction, named=False)
        if areas is None or not self._closes(areas, end):
            return False
        before = len(self.rows)
        if self.own or word is not None:
            self.supports(areas.found)
        return len(self.rows) > before

    def _closes(self, areas: Areas, end: int) -> bool:
        """Tell whether nothing but bare words stands behind places in their clause."""
        return areas.end >= end or areas.grouped or bare().match(self.text[areas.end : end]) is not None

    def _lies(self, word: re.Match[str], start: int, end: int, sentence: Span) -> bool:
        """Read X布局在A、B, X落户A, 推动X向A、B等区集聚: what lies, and where."""
        text = self.text
        weak = word[0] in ("在", "向", "到", "往", "依托")
        named = not weak or word[0] == "向"
        areas = list_at(text, word.end(), end if weak else sentence.end, self.jurisdiction, named=named)
        if areas is None or (weak and (word.start() == start or not self._plain(areas))):
            return False
        there = _CLUSTER_THERE.match(text, areas.end, sentence.end)
        if there is not None and not weak:
            self.add(areas.found, "supports_cluster", there["name"], *there.span("name"), "place.sited")
            return True
        lead = _LEAD.match(text, start, word.start())
        at = lead.end() if lead else start
        if word[0] in ("向", "到", "往") and at == start and not self.own:
            return False
        thing = text[at : word.start()].rstrip("主要重点优先集中")
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
        before = len(self.rows)
        found = self._said_before(start, sentence) if same else self._things(at, at + len(thing))
        for name, a, b in found:
            self.add(areas.found, relation_of(name), name, a, b, "place.sited")
        return len(self.rows) > before or not same

    @staticmethod
    def _plain(areas: Areas) -> bool:
        """Tell whether places are no short name alone, which may be another word."""
        return areas.grouped or areas.found[0].end - areas.found[0].start > 2 or len(areas.found) > 1

    def _things(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        verb = verbs().match(self.text, start, end)
        start = verb.end() if verb is not None and verb.end() < end else start
        if _ONE_THING.fullmatch(self.text, start, end):
            # A及B生产制造基地 is one base.
            yield self.text[start:end], start, end
        else:
            yield from read_objects(self.text, start, end)

    def _said_before(self, start: int, sentence: Span) -> Iterator[tuple[str, int, int]]:
        """Yield what the clause before names: 发展X、Y,布局在A、B."""
        text = self.text
        done = max(text.rfind(mark, sentence.start, start - 1) for mark in "，,；;") + 1
        clause = max(done, sentence.start)
        verb = verbs().search(text, clause, start - 1)
        if verb is not None:
            yield from read_objects(text, verb.end(), start - 1)
