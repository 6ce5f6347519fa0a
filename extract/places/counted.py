"""Places that are counted together with what they make: 形成A、B两大X基地, X产业形成A、B2个产业集群."""

from __future__ import annotations

from extract import patterns as re
from extract.areas import any_verb, is_place, list_at
from extract.clusters import is_generic
from extract.places.objects import LEAD, relation_of
from extract.places.predicates import Predicates

# 形成A、B|两大X基地|布局, 打造三园一带(A、B、C|三个X产业园,…)
_DRAWS_UP = re.compile(
    "(?:远期|近期|加快|逐步|初步|重点|着力|规划|努力|统筹|推动|致力于)*(?:形成|打造|建设|布局|构建|规划|建成|培育)"
    '(?:[“"]?(?:[一二两三四五六七八九多][区园线带城廊轴核极点片港镇谷翼链基地]{1,2})+[”"]?(?:[\u4e00-\u9fff]{2,4}(?:格局|布局|体系))?[（(])?'
)
_SO_MANY = re.compile(
    "等?(?:[2-9]|[两三四五六七八九])[大个](?P<thing>[^，,。；;、的]{2,18}?(?:基地|园区?|集聚区|中心|枢纽|示范区|试验区|产业带))(?:的?(?:布局|建设|格局|发展))*"
)
_CLUSTERS = re.compile(
    "(?:(?:\\d+|[一二两三四五六七八九十]+)?个)?(?:超?(?:\\d+|[百千万])亿元?级?)?(?:的)?(?:特色)?产业集群"
)
# 实施沿海、A、B|四大X产业片区的|…: an industry by the parts that it has.
_TAKES_UP = re.compile(
    "(?:全面|加快|逐步|重点|着力|统筹|持续|积极)*(?:实施|推进|推动|支持|优化|提升|引导|促进|建设|打造|形成|做强|做优|构建)"
    "(?:(?:沿[海江河]|[东西南北中]部|中心城区|主城区)、)?"
)
_PARTS = re.compile(
    "等?(?:[2-9]|[两三四五六七八九])[大个](?P<thing>[^，,。；;、的]{2,12}?(?:产业|制造业|加工业))(?:片区|板块|组团|区块)(?=$|的|建设|发展|[布格]局|提|转|升|[高协联错])"
)
_SEVERAL = 2


class Counted(Predicates):
    """Reads what is counted."""

    def formed(self, start: int, end: int) -> bool:
        """Read whose clusters an industry forms: 纺织产业形成A县、B区2个超百亿元产业集群."""
        word = self.text.find("产业形成", start, end)
        areas = list_at(self.text, word + 4, end, self.jurisdiction) if word > start else None
        if (
            areas is None
            or not all(map(is_place, areas.found))
            or _CLUSTERS.fullmatch(self.text, areas.end, end) is None
        ):
            return False
        lead = LEAD.match(self.text, start, word)
        at = lead.end() if lead is not None else start
        self.add(areas.found, "supports_cluster", self.text[at : word + 2], at, word + 2, "place.formed")
        return True

    def numbered(self, start: int, end: int) -> bool:
        """Read places that are together what the clause counts: 形成A、B、C三大X基地布局; False where it counts nothing."""
        lead, parts = _DRAWS_UP.match(self.text, start, end), _TAKES_UP.match(self.text, start, end)
        areas = list_at(self.text, lead.end(), end, self.jurisdiction) if lead is not None else None
        counted = _SO_MANY.fullmatch(self.text, areas.end, end) if areas is not None else None
        if counted is None and parts is not None:
            areas = list_at(self.text, parts.end(), end, self.jurisdiction)
            counted = _PARTS.match(self.text, areas.end, end) if areas is not None else None
        if areas is None or len(areas.found) < _SEVERAL or sum(map(is_place, areas.found)) < _SEVERAL:
            return False
        if counted is None or is_generic(counted["thing"]) or any_verb().match(counted["thing"]):
            return False
        name, at = counted["thing"], counted.start("thing")
        self.add(areas.found, relation_of(name), name, at, at + len(name), "place.numbered")
        return True
