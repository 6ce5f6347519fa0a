"""The tables of this layer as compiled patterns."""

from __future__ import annotations

import re
from functools import cache

from extract.prose import alternation, any_of, words_for

CLAUSE = re.compile(r"[^，,；;：:\n]+")
OPENING = re.compile(r"(?:[\s　—\-·●]|其中|同时|并且?|此外|[一二三四五六七八九十]是|[“\"](?=[^”\"]{1,6}[”\"]为|即))*")
AS_CORE = re.compile(
    r"(?:一带)?为(?:主要|核心|重点|优先|主)?(?:承载地|承载区|拓展区|配套区|协同区|联动区|辐射区|承接区|延伸区|先导区|布局区域|布局地|集聚区|集聚地|发展区域|区域)|(?:一带)?为(?:双|主要)?(?:两翼|双翼|一翼|支点|多点|次中心|副中心|补充|一极|极核|核心|龙头|主轴|中心|重点|先导|引领|支撑|载体|依托|主阵地|主战场|主导|主要|主体?|轴|节点|辅)"
)
SUBJECT_PREPS = re.compile(r"(?:加快|统筹|推进|着力|积极)?(?:建设|优化)$|统筹推进$|加快推进$")
PROJECTS = re.compile(
    r"等(?:一批)?(?:重点|重大|标志性|示范)?(?:项目|产业基地|产业园区?|园区|平台|载体|基地)?(?:的?建设|发展|建设投产)?$"
)
PROJECT_VERB = re.compile(r"(?:建设|推进|推动|打造|加快|布局|规划|促进|支持|依托|发展)(?:建设)?")
BRACKET_PLACE = re.compile(r"[（(](?P<p>[^()（）]{2,6})[)）]")
SUB_AREA = re.compile(r"^[^、（(“]{2,5}?(?:片区|街道|镇)(?=.{2})")
# Behind these a name that no table knows counts as a place.
NAMING_PREP = re.compile(r"(?:重点|优先)?支持|依托|(?:主要|重点|优先)?在|以|立足|.*建设$|.*优化$|统筹推进")
# 以广州国际生物岛、科学城为核心建设…: where in the place.
AROUND = re.compile(r"以[^，,。；;]{2,30}?为(?:核心|重点|主体|龙头|依托|中心|载体|引领|支撑)(?=..)")
# 分别建设A、B: each place its own.
EACH = re.compile(r"分别")
# 加快A市、B市X项目前期工作: the project is named behind its places.
PROJECT_OF = re.compile(
    r"(?P<name>[^，,。；;、]{3,20}?(?:项目|工程))(?:的?(?:前期工作|建设|落地|投产|开工|达产|实施|竣工|投运|扩能))*$"
)
# 黄山市、宣城市依托生态资源,发展…: by what the places are to do it.
BY_MEANS = re.compile(
    r"(?:充分)?(?:依托|立足|利用|发挥|结合|借助|面向|围绕|针对|瞄准|抢抓|按照|根据|基于|突出|对接|服务)[^，,。；;]{2,30}"
)
# What a clause behind begins with that is said of no place any more: 支持A建设产业园,推广…
SPREADS = re.compile("推广")
ELSEWHERE = re.compile(r"推广|攻关|引导|带动|完善|健全|鼓励|支持|推动|促进|提供|探索|加强|强化|实施|到20")
GOES_ON = re.compile(r"重点|主要|着力|大力|发展|做[强大优精]|壮大|聚焦|打造|培育|形成|集聚|引进|研制|研发|生产|突破")
# 依托东莞散裂中子源布局中子探测设备
FACILITY = re.compile(
    r"[^，,。；;、]{2,14}?(?:源|装置|器|实验室|中心|平台|企业|资源|优势|基础|设施|大学|院)(?=布局|(?:重点|大力|着力)?发展|打造|培育|建设)"
)
# 支持济宁、聊城等市与山西、陕西开展…: with whom.
WITH = re.compile(
    r"(?:与|同|和|联合|会同|携手)(?P<whom>[^，,。；;]{2,20}?)(?=(?:协同|联合|共同|合作|协作)*(?:共建|共享|开展|发展|建设|打造|培育|推进|布局))"
)
# 依托顺义区第三代半导体产业基础,建设…: what a place has.
HAS = re.compile(r"[^，,。；;、]{2,16}?(?:基础|优势|资源|条件|特色|禀赋)")
# 以苏州工业园区生物医药产业园为引领: the park in it that leads.
INNER_PARK = re.compile(r"[^，,。；;、为]{2,14}?(?:园区?|基地|城|谷|片区|小镇)(?=(?:一带)?为)")
CLUSTER_THERE = re.compile("的(?P<name>[^，,。；;、的]{2,16}?集群)")
ALIKE = re.compile(
    "(?:等(?:区|市|县|地)?)?(?:联动|协同|特色|错位|差异化|配套|联合|融合|集聚|互补|一体化)(?:发展|配套|布局|联动|集聚)"
)
TOWN_OR_PARK = ("镇", "街道", "乡", "园", "城", "区")
# 主要布局在A、B; 重点发展区域:A、B
LAID = re.compile(r"(?:主要|重点|优先|集中)*(?:布局|落户|集聚|分布)(?:在|于|到)")
LABEL = re.compile(r"(?:布局|发展|重点|承载|集聚|建设)[^，,：:]{0,6}(?:区域|地区|载体|范围|市县|区县)[：:]\s*$")
THROUGH = re.compile("依托|以")
BELT = re.compile(r"[^，,、以]{2,8}(?:带|圈|极|核|翼|轴|片区|组团|板块)(?=以)")
# A functional zone that is said something of by itself lies beside a district, not in it.
PEER = re.compile(
    r"(?:[\u4e00-\u9fff]{4,}(?:先行区|试验区|示范区|科学城|科技城|知识城|综合保税区|新城)|高新技术产业开发区|经济技术开发区|经济开发区|高新区|经开区|合作区)$"
)
# 渌口区依托通用机场发展航空器维修.
USING = re.compile(
    r"(?:还?要|还|也|应|将|可)?(?:充分)?(?:依托|立足|利用|发挥|围绕|结合|面向|借助|凭借|因地制宜)[^，,。；;、]{0,20}?(?=(?:配套|集中|优先|加快|积极)*(?:重点|主要|着力|大力)?(?:发展|建设|打造|培育|布局|做[强大优]))"
)


@cache
def any_word(use: str, *, start: str = "", end: str = "") -> re.Pattern[str]:
    """Return the pattern of the words of one use."""
    return re.compile(f"{start}(?:{any_of('place_words', use)}){end}")


@cache
def verbs() -> re.Pattern[str]:
    """Return the pattern of a chain of verbs that says what a place is to do."""
    return re.compile(
        rf"(?:{any_of('place_words', 'verb')}|和|并|、(?=(?:{any_of('place_words', 'verb')})))*(?:{any_of('place_words', 'verb')})"
    )


@cache
def bare() -> re.Pattern[str]:
    """Return the pattern of bare words for a cluster (特色产业集聚区)."""
    return re.compile(
        rf"(?:{any_of('place_words', 'verb')}|和|并)*?"
        rf"(?:(?:一批|若干|特色|专业|产业|各具特色的|相关)*(?:{any_of('place_words', 'bare')}))+(?:建设)?$"
    )


@cache
def tail() -> re.Pattern[str]:
    """Return the pattern of the stages and categories that an object ends in."""
    stages = alternation(w for w in words_for("place_words", "stage") if w not in words_for("place_words", "whole"))
    return re.compile(
        rf"(?:{stages}|及|和|与|的|型)*(?:{any_of('place_words', 'tailword')})+$|(?<!增材)(?<!生物)(?<!减材)(?<!智能)(?:{any_of('place_words', 'make')})$"
    )


@cache
def stage_only() -> re.Pattern[str]:
    """Return the pattern of words that name stages of a value chain and nothing else."""
    return re.compile(rf"(?:{any_of('place_words', 'stage')}|{any_of('place_words', 'tailword')}|和|及|与|、|的)*$")


@cache
def generic() -> re.Pattern[str]:
    """Return the pattern of words that say nothing of an industry."""
    return re.compile(rf"(?:{any_of('cluster_words', 'generic')})*$")


@cache
def park_name() -> re.Pattern[str]:
    """Return the pattern of the name of a park that runs on to a verb or a mark."""
    return re.compile(
        rf"(?:[“\"](?![一二三四五六七八九十\d])[^、，,。“”\"]{{2,16}}?[”\"]|[^、，,。“”\"]{{1,16}}?(?:{any_of('place_words', 'park')}))"
        rf"(?=(?:{any_of('place_words', 'verb')})|[、和及等，,。；;]|$)"
    )


@cache
def toward() -> re.Pattern[str]:
    """Return the pattern of the words behind which stands where something moves."""
    return re.compile(any_of("place_words", "toward"))
