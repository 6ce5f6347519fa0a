"""Fields that are named only to say where something else goes: institutions, clusters, firms, whom a thing is for."""

from __future__ import annotations

from extract import patterns as re
from extract.technologies.clauses import Governed
from extract.technologies.weigh import BUILDING

# 在A、B等领域,实施一批科技项目: what the work is on.
_FIELDS = re.compile(r"、.*等[^、等]{0,6}(?:领域|方向|方面)$")
_WORK = re.compile(r"(?:科技|技术|攻关|研发|科研|创新)[^，,、]{0,6}(?:项目|专项|攻关|计划|任务)")
# 面向A、B等前沿方向,研发…: what is worked on after all.
_DIRECTIONS = re.compile(r"等[^、等]{0,6}(?:方向|方面|技术|环节|产品)$")
# 以A、B为重点,加大从欧洲进口: what is bought elsewhere.
_BOUGHT_ABROAD = re.compile(
    r"[^，,。；;]{0,8}[，,](?:进一步|积极)?(?:加大|扩大|增加|鼓励|支持)[^，,。；;]{0,6}(?:(?:从|自)[^，,。；;、]{1,10}进口|进口(?:力度|规模)?(?:$|[，,。；;]))"
)
# 在A、B等方向突破一批关键技术
_BREAKS = frozenset({"突破", "攻克", "掌握"})
_TECHNIQUES = re.compile(r"^(?:一批|一系列|若干|重大|关键|核心|共性|前沿|\d+项?)*(?:技术|瓶颈)")
# What a field is only the field of, where it is to be built or carried out.
_INSTITUTION = re.compile(
    r"(?:中心|平台|实验室|(?:创新|研发|实训|孵化|培训|教育|示范)基地|联盟"
    r"|学院|研究院|学科|专业|联合体|载体|招商|合作|交流|对接|培训|标准|论坛|大赛)(?:等|建设|$)"
)
_FOUNDS = frozenset({"组建", "牵头", "成立", "构建", "支持", "鼓励"})
_WORKED_ON = re.compile(r"(?:开展|进行|加强|联合|推进)[^，,。；;]{0,10}(?:攻关|研发|研制)")
# 面向印制电路板、智能终端等领域,推广…: for whom, not what.
_SCOPES = frozenset({"面向", "针对"})
_FOR_WHOM = re.compile(
    r"^[^、等]*(?:产业|行业|领域|需求|市场|场景|应用|制造|工业|用户|群体|机构)$|等(?:重点|新兴)?(?:应用|领域|行业|场景|市场)+(?:需求)?$|等[^、等]{0,16}需求$"
)
# 围绕A、B等方向,打造X产业集群: whose cluster; 瞄准A、B等领域,推动企业上市: which firms.
_CLUSTERS = re.compile(r"集群(?:建设|发展|培育)?$|企业(?:在[^、]{0,8})?上市$")
_GROWS = frozenset({*BUILDING, "培育", "培育壮大", "发展", "引进", "推动", "支持", "扶持"})
SPREADS = frozenset({"推广", "应用", "普及", "推行"})
_SECTORS = re.compile(r"等(?:重点|传统|优势)?(?:行业|领域|产业)$")


def leads_elsewhere(found: list[Governed], i: int, flat: str) -> bool:
    """Tell whether what 围绕 or 聚焦 names is only the field of something else (招商, 争创, 实验室)."""
    following = next((f for f in found[i + 1 :] if f.sentence == found[i].sentence), None)
    if following is None:
        return False
    if following.verb in _FOUNDS and _WORKED_ON.search(flat, following.body.start) is not None:
        # 围绕减速器、控制器组建联合体,开展关键技术攻关: it is them that are worked on.
        return False
    if (
        following.force == "none"
        or following.verb == "推出"
        or (found[i].verb in _SCOPES and _FOR_WHOM.search(found[i].body.of(flat)))
    ):
        return True
    sectors = _SECTORS.search(found[i].body.of(flat)) if following.verb in SPREADS else None
    if sectors is not None and (found[i].verb in _SCOPES or (found[i].verb == "围绕" and sectors[0].endswith("行业"))):
        return True
    body = following.body.of(flat)
    if found[i].verb in _SCOPES and following.force == "strong" and not _DIRECTIONS.search(found[i].body.of(flat)):
        return True
    if _BOUGHT_ABROAD.match(flat, found[i].body.end):
        return True
    if following.verb in _GROWS and _CLUSTERS.search(body):
        return True
    if following.verb not in BUILDING and following.verb not in ("开展", "加强", "强化", "支持"):
        return False
    return bool(_INSTITUTION.search(body))


def is_worked_in(found: list[Governed], i: int, flat: str) -> bool:
    """Tell whether what 在 names are fields in which research is then set going."""
    if i + 1 >= len(found) or _FIELDS.search(found[i].body.of(flat)) is None:
        return False
    following = found[i + 1]
    if following.verb in _BREAKS and _TECHNIQUES.search(following.body.of(flat)) is not None:
        return following.sentence == found[i].sentence
    return following.sentence == found[i].sentence and _WORK.search(following.body.of(flat)) is not None
