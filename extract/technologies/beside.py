"""What a clause names beside the object of its verb: by what a thing is done, what it can do, whose firms are helped."""

from __future__ import annotations

from collections.abc import Iterator

from extract import patterns as re
from extract.facts import Span
from extract.technologies.words import Force

# 基于A、B等技术的平台, 采用A、B技术的设备: what a thing rests on.
_RESTS_ON = re.compile(
    r"(?:基于|依托|融合|集成|采用|运用|应用|利用|搭载)(?P<body>[^，,。；;的以]{2,100}?等[^，,。；;的、等]{0,8}(?:技术|手段|算法|工艺|系统|软件|装备|设备))的(?=[^，,。；;、的]{2})"
    r"|基于(?P<plain>[^，,。；;的、等]{2,16}(?:、[^，,。；;的、等]{2,16})+)的(?=[^，,。；;、的]{2})"
)
# 具备A、B、C等功能: what a thing can do.
_CAN = re.compile(
    r"(?:具备|具有|拥有|集成|涵盖|覆盖|包含|实现|提供)(?P<body>[^，,。；;的]{2,20}、[^，,。；;的]{2,90}?)等[^，,。；;、等的]{0,4}功能"
)
# 以A、B等技术改造产线, 运用A、B等手段赋能X: by what something is done.
_BY = re.compile(
    r"(?:以|用|运用|利用|应用|采用|借助|通过|引进|购置|配置)(?P<body>[^，,。；;的以]{2,100}?等[^，,。；;的、等]{0,8}(?:技术|手段|装备|设备|软件|系统|工具))(?:来|(?:对[^，,。；;、]{2,16})?(?:进行|实施|开展)[^，,。；;、]{0,6}?)?"
    r"(?:全面|深度|系统|加快|推动|促进|助力)*(?:改造|提升|赋能|升级|武装|重塑|带动|优化|变革|改进|替代)"
)
# 对A、B产业链企业购置设备给予奖补, 支持A、B等企业开展研发, 推动A、B等领域企业与高校开展合作: whose firms are helped.
_FIRMS = re.compile(
    r"(?:对|支持|鼓励|推动|引导|促进|组织)(?:[我本全][省市县区州]|[省市县区]内|重点)*(?P<body>[^，,。；;的对将把在以与]{2,24}?(?:、[^，,。；;的、对将把在以]{2,24}?)+?)"
    r"(?:等?(?:重点|优势|特色|战略性)*(?:新兴)?(?:领域|产业链?|行业)|等)[^，,。；;、的等]{0,4}?企业(?:[(（]□*[)）])?"
    r"(?=[^，,。；;、]{0,24}(?:购置|购买|采购|研发|研制|攻关|技术创新|技术交流|技术合作|技术改造|数字化改造|扩产|开展合作|联合开发|协同创新))"
)
# 力争关节模组实现量产: what is to come.
_COMES = re.compile(
    r"(?:力争|争取|确保|促使|让)(?:[^，,。；;、的]{0,4}年)?(?P<body>[^，,。；;的]{3,60}?)(?:率先|尽快|早日)?(?:实现|取得|完成|进入)[^，,。；;、]{0,8}"
    r"(?:量产|产业化|规模化应用|规模应用|工程化应用|商业化应用|商业应用|国产替代|国产化|装车|装机|首飞|突破)$"
)
# A与B、C等重大工程优先向临港布局, 推动A、B等重大项目向园区集聚: whose projects are to be placed.
_PLACED = re.compile(
    r"(?:承接的?|推动|引导|支持|鼓励|吸引)(?P<body>[^，,。；;的]{2,24}(?:、[^，,。；;的、]{2,24})+?)等[^，,。；;、等]{0,16}(?:专项|工程|项目)(?:[^，,。；;、]{0,8})"
    r"[，,]?(?:优先|率先|加快)?(?:向|在|落户)[^，,。；;]{2,14}(?:布局|集聚|聚集|落户|落地)"
)
_TAKEN_ON = re.compile(
    r"(?:承接|承担)的?(?P<body>[^，,。；;的]{2,24}(?:、[^，,。；;的、]{2,24})+?)等[^，,。；;、等]{0,8}(?:专项|工程|项目|任务|攻关)[^，,。；;、]{0,8}$"
)
# 利用大模型加强调度, 运用区块链提升监管能力: one technique by name.
_USES = re.compile(
    r"(?:利用|运用|应用|借助)(?P<body>[^，,。；;的、]{3,10}?)(?:来)?(?=加强|提升|提高|增强|优化|改善|强化|推动|开展|实现|赋能|改造)"
)
# 实现A、B等多种应用场景: what comes into use.
_SCENES = re.compile(
    r"(?:实现|拓展|打造|开发|培育)(?P<body>[^，,。；;的、]{2,16}(?:、[^，,。；;的、]{2,16})+?)等(?:多种|多元|多样化?|典型|创新|丰富)*(?:应用)?场景"
)
# 对园区的A、B建设项目予以支持: what is aided.
_AIDED = re.compile(
    r"对(?:[^，,。；;的、]{2,10}的)?(?P<body>[^，,。；;的对、]{2,20}(?:、[^，,。；;的、]{2,24})+?)(?:等[^，,。；;、等]{0,4})?(?:建设|研发|改造|产业化|示范)*项目(?:予以|给予|进行)[^，,。；;、]{0,6}(?:支持|补助|补贴|奖励|资助|倾斜)"
)
# 综合应用A、B等方式: by what.
_WAYS_OF = re.compile(
    r"(?:综合)?(?:应用|采用|运用)(?P<body>[^，,。；;的、]{2,20}(?:、[^，,。；;的、]{2,20})+?)等(?:多种|多元化?)?(?:方式|手段|途径|方法)"
)
# 鼓励企业采购区内企业A、B, 鼓励医院首购首用A: what firms, not offices, buy or try.
_TRIED = re.compile(
    r"(?:鼓励|支持|引导|推动)[^，,。；;]{0,16}?(?:企业|机构|单位|用户|医院|院校|园区|农户|合作社)(?:首次|优先|联合)?(?:首购首用|采购|购买|试用|首试首用)"
    r"(?:使用)?(?:(?:本[市省地区县]|[市省区园县]区?内)企业)?(?:(?:自主)?(?:研制|生产|研发)的?)?(?P<body>[^，,。；;的]{3,90}?)$"
    r"|对(?:首次)?(?:采购|购买|试用)(?:(?:本[市省地区县]|[市省区园县]区?内)企业)(?P<made>[^，,。；;的]{3,90}?)的(?:用户|企业|单位|机构)"
)
# 提升A测试、B检测、C认证能力: what is done for clients.
_TESTS = re.compile(
    r"(?:提升|增强|提高|强化|拓展)(?P<body>[^，,。；;的、]{3,16}(?:、[^，,。；;的、]{3,16})*?(?:测试|检测|认证|筛查|校准|试验|验证|诊断|评价|鉴定))(?:等)?(?:服务|技术)?能力"
)
# 企业研制的A、B等设备实现首次销售的, 企业研发的A、B等产品被认定为…: what is rewarded.
_MADE = re.compile(
    r"企业(?:自主)?(?:研发|研制|生产|开发)的(?P<body>[^，,。；;的、]{2,20}(?:、[^，,。；;的、]{2,24})+?)等(?:[^，,。；;、的等]{0,8})(?:产品|设备|装备|材料|药物|技术|软件|器械)(?=被|实现|获|取得|通过|首次|列入|进入|入选)"
)
# 支持企业参与A、B等基础软件适配: what is worked on together.
_JOINED = re.compile(
    r"参与(?P<body>[^，,。；;的、]{2,20}(?:、[^，,。；;的、]{2,24})+?)等[^，,。；;、的等]{0,8}(?:适配|研发|攻关|研制|开发|迭代)"
)
# 以A为核心、B为支撑的产品体系: each by its part.
_PARTS = re.compile(
    r"以(?P<body>[^，,。；;的以为、]{2,20})为[^，,。；;的为、]{1,4}、(?P<more>[^，,。；;的为、]{2,20})为[^，,。；;的为、]{1,4}(?:、(?P<third>[^，,。；;的为、]{2,20})为[^，,。；;的为、]{1,4})?的"
)
# 在A、B等方向突破一批关键技术, 在A、B等领域形成一批成果: in what.
_BREAKS = re.compile(
    r"在(?P<body>[^，,。；;的在]{2,24}(?:、[^，,。；;的、在]{2,24})+?)等[^，,。；;、等]{0,6}(?:领域|方向|方面|环节)(?:加快|率先|尽快|着力)?(?:突破|攻克|掌握|形成|取得)"
    r"(?:一批|一系列|若干|重大|关键|核心|共性|前沿|标志性|原创性|\d+项)*(?:技术|成果|瓶颈|产品|突破)"
)
# Each with the force and the verb of what it names, and the words without which it can't match.
_PATTERNS: tuple[tuple[re.Pattern[str], str, Force, str], ...] = (
    (_RESTS_ON, "的", "applied", "基于"),
    (_CAN, "功能", "applied", "具备"),
    (_BY, "等", "applied", "以"),
    (_FIRMS, "企业", "applied", "企业"),
    (_PLACED, "等", "applied", "基于"),
    (_TAKEN_ON, "承", "applied", "基于"),
    (_USES, "用", "term", "利用"),
    (_TESTS, "能力", "applied", "具备"),
    (_MADE, "企业", "applied", "具备"),
    (_JOINED, "参与", "applied", "基于"),
    (_TRIED, "", "applied", "购置"),
    (_AIDED, "项目", "applied", "基于"),
    (_WAYS_OF, "等", "applied", "基于"),
    (_BREAKS, "在", "applied", "基于"),
    (_PARTS, "以", "applied", "基于"),
    (_SCENES, "场景", "applied", "具备"),
    (_COMES, "", "strong", "实现"),
)
CAN = "具备"


def named_beside(flat: str, start: int, end: int) -> Iterator[tuple[Span, Force, str]]:
    """Yield (span, force, verb) of what ``flat[start:end]`` names beside the object of its verb."""
    words = flat[start:end]
    for pattern, needs, force, verb in _PATTERNS:
        if needs not in words:
            continue
        for found in pattern.finditer(flat, start, end):
            for part, named in found.groupdict().items():
                if named:
                    yield Span(*found.span(part)), force, verb
