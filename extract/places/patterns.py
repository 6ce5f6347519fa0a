"""The tables of this layer as compiled patterns."""

from __future__ import annotations

from functools import cache

from extract import patterns as re
from extract.prose import alternation, any_of, words_for

CLAUSE = re.compile(r"[^，,；;：:\n]+")
# “一核”即A, 两翼:A、B: which part of a figure the places are.
LABEL = (
    r"(?:[“\"]?[一二两三四五六七八九十多\d]+[核心圈轴翼带廊极区园点城谷环链基组团港湾中主副地片]{1,3}(?:引领|带动|支撑|联动|协同)?[”\"]?"
    "(?:即|指的?是?|是指|为|是|包括|涵盖)"
    '|[“"][^“”"、，,。；;：:]{1,14}[”"](?:区域|片区|组团|板块)?(?:即|是指|指|是|主?要?包括|涵盖)'
    "|[东西南北中]{1,2}部?(?:片区|组团|板块|地区|区域)(?:主要)?(?:包括|涵盖|是指|即))"
)
LABELLED = re.compile(LABEL)
# 2025年底前|在A建成X
DATED = r"(?:到|力争到?|至)?20\d\d年(?:\d{1,2}月)?(?:[底末](?:前|之前)?|前|内|上半年|下半年)?(?=在)"
OPENING = re.compile(
    rf"(?:[\s　—\-·●]|{DATED}|【[^】\n]{{1,16}}】|"
    rf"[（(]\d{{1,2}}[)）]|\d{{1,2}}[．.、](?!\d)|[①-⑳]|{LABEL}|其中|同时|全[省市区县州](?=以|将|在)|而(?!且)|(?:即|(?:主要)?是)(?=以)|"
    r"(?:范围)?(?:主要)?(?:包括|涵盖|覆盖|涉及)|并且?|此外|[一二三四五六七八九十]是|[“\"](?=[^”\"]{1,6}[”\"]为|即))*"
)
PROJECTS = re.compile(
    r"等(?:一批)?(?:重点|重大|标志性|示范)?(?:(?:[\u4e00-\u9fff]{2,8}(?=项目))?项目|产业基地|产业园区?|园区|平台|载体|基地)?(?:的?建设|发展|建设投产)?$"
)
PROJECT_VERB = re.compile(r"(?:建设|推进|推动|打造|加快|布局|规划|促进|支持|依托|发展)(?:建设)?")
BRACKET_PLACE = re.compile(r"[（(](?P<p>[^()（）]{2,6})[)）]")
SUB_AREA = re.compile(r"^[^、（(“]{2,5}?(?:片区|街道|镇)(?=.{2})")
# 加快A市、B市X项目前期工作: the project is named behind its places.
PROJECT_OF = re.compile(
    r"(?P<name>[^，,。；;、]{3,20}?(?:项目|工程|电站|机场|水库|码头|港区|管道|管线|铁路|公路|高速|航线|专线))(?:的?(?:前期工作|核准|建设|落地|投产|开工|达产|实施|竣工|投运|扩能|改造|改扩建|扩建|提升|升级|整治|工作))*$"
)

# 加快A县新材料产业发展, 强化B区芯片产业承载能力: the industry is named behind its places, and that it is to grow.
INDUSTRY_OF = re.compile(
    r"的?(?P<name>[^，,。；;、的]{2,16}?(?:产业集群|产业链|集群|产业))(?:核心)?(?:高质量|集聚|集群化?|规模化?|特色|链式|融合|高端化|绿色化?|智能化|提质|增效|转型|升级|做[大强优]+|壮大|培育|承载|能力|能级|功能|水平|发展|建设|提升|[、和])+$"
)

# 加快A、B等出境通道充电设施建设, 提高A、B等县风光发电规模, 推动A、B保税区X加快发展: what is done there is named behind the places, and that it goes on.
WORK_OF = re.compile(
    r"的?(?:(?<=等)(?:化工|工业|产业|特色|重点|专业)+(?:园区|集聚区|开发区|集中区))?(?!一体化|协同|联动|融合|互补|错位|特色|差异化|同城化)(?P<name>[^，,。；;]{2,40}?)(?:加快|有序|全面|高质量|规模化|一体化|体系化|协同(?=发展)|联动(?=发展)|错位(?=发展)|集聚(?=发展)|融合(?=发展))*(?:“[^”]{2,12}(?:组网|成网|联网)”|建设|推广应用|示范应用|推广|应用|组网|联网|发展|能级|布局|升级(?=改造)|改造|更新|开发(?=试点)|试点示范|试点|示范(?:性)?(?=建设|$)|先行先试|(?:装机|生产|养殖|种植|产能|产业)?规模)+(?:工作|提升)?$"
)

# 西咸新区|秦创原总窗口|布局…: a part of the place by a name that says nothing of its kind, but no body or matter.
UNKNOWN_PART = re.compile(
    "(?:(?![政局委厅办企公司部门单位各的产业行农户院校所队会组从以等为在对与和和及要将应可向把被由项目平台经济工作规划建设总体人民])[\u4e00-\u9fff]){2,6}?(?:总?窗口)?(?=(?:(?:重点|主要|着力|大力|优先|集中)+(?:布局|发展)|布局)(?!局|和|改革|规划|研究|战略|空间|了|在|于))"
)

# 围绕滇中区域的A、B; 在该县C镇
REGION_OF = re.compile(
    "[\u4e00-\u9fff]{1,6}?(?:区域|地区|片区|板块|经济圈|城市群|沿线|流域)(?:范围内)?的|[该本我][县市区](?=[\u4e00-\u9fff]{2,4}(?:镇|街道|乡|新区|片区))"
)
# 西部组团A县、B县发展X
PART_OF = re.compile("(?:[东西南北中]{1,2}部?|[东西南北]翼)(?:组团|片区|板块|地区|区域)?(?:的)?")
# 支持A镇|在B村、C片区|建设X, 在A区|既有电厂场址|建设X: where within the place.
INSIDE = re.compile(
    "(?:既有|现有|闲置|存量|原有?|退役|关停)[^，,。；;的]{2,14}?(?:场址|厂址|厂区|地块|场地|旧址|厂房|矿区|站址)(?=(?:规划|加快|重点)*(?:建设|打造|新建|布局|改造|发展))|"
    # 支持A|某某国际机场|发展X
    "[\u4e00-\u9fff]{0,6}?(?:机场|陆港|空港|铁路港|水运港|口岸|油气田|油田|气田|矿区|林区|灌区|海域)(?=(?:重点|加快|大力|积极)*(?:发展|打造|布局|拓展|做大|做强|培育|开展|开通))|"
    # 在A、B等|专业市场|推广X
    "(?<=等)(?:重点|专业|特色|主要|沿海|沿江|沿边|大型|核心)*[\u4e00-\u9fff]{0,3}(?:市场|小镇|节点|口岸|港口|商圈|街区|景区|产区|枢纽|门户|市州|大学城|城区|科创平台|重大平台)(?=(?:重点|加快|大力|积极|率先|优先|规划)*(?:发展|打造|布局|拓展|做大|做强|培育|开展|推广|建设|新建|试点|应用))|"
    "(?:海关|有关|部分)?(?:特定|指定|限定)(?:的)?(?:区域|地点|区块|地区|片区|场所|范围)内?|"
    "在[^，,。；;的]{2,16}?(?:片区|村|园区|园|基地|镇|街道|城|区域)(?=(?:规划|加快|重点)*(?:建设|打造|新建|布局))"
)


@cache
def any_word(use: str, *, start: str = "", end: str = "") -> re.Pattern[str]:
    """Return the pattern of the words of one use."""
    return re.compile(f"{start}(?:{any_of('place_words', use)}){end}")


@cache
def who_acts() -> re.Pattern[str]:
    """Return the pattern of who is to do something in a place, up to that: 支持高校、科研院所|在A设立X."""
    who = any_of("place_words", "who")
    lets = "(?:大力|积极|重点|优先|进一步|加快)*(?:支持|鼓励|引导|吸引|推动|推进|促进|欢迎|争取|力争|招引|引进|组织|指导|协调|动员)+"
    return re.compile(
        rf"{lets}[^，,。；;：:在到赴]{{0,24}}?(?:{who})(?:等|积极|率先|优先|加快|共同|联合)*(?=在|到|赴|带动)"
    )


@cache
def verbs() -> re.Pattern[str]:
    """Return the pattern of a chain of verbs that says what a place is to do."""
    verb = rf"(?:{any_of('place_words', 'adverb')})*(?:{any_of('place_words', 'verb')})"
    # 开展|建设领域行政审批改革, 开展|建设工程招投标改革: the last verb is part of a noun.
    return re.compile(
        rf"(?:{verb}|和|并|、(?={verb}))*{verb}(?!领域|(?<=建设)工程(?:招|质|安全|审批|消防|建设|造价|监理|施工|领域))"
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
    # 再制造, 增材制造 are things by themselves.
    makes = rf"(?<!再)(?<!增材)(?<!生物)(?<!减材)(?<!智能)(?:{any_of('place_words', 'make')})"
    return re.compile(rf"(?:{stages}|及|和|与|的|型)*(?:{any_of('place_words', 'tailword')})+$|{makes}$")


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
        rf"(?:[“\"](?![一二三四五六七八九十\d])[^、，,。“”\"]{{2,16}}?[”\"]|[^、，,。“”\"]{{1,16}}?(?:{any_of('place_words', 'park')})(?:[一二三四五]期)?)"
        rf"(?=(?:{any_of('place_words', 'verb')})|[、和及等，,。；;]|$)"
    )
