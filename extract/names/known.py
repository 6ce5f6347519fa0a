"""Whether a name is a body that some rule knows, or a kind of body as rules name it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from extract import patterns as re
from extract.names.endings import Name
from extract.names.kinds import LINE_END, is_line, is_place, names_several, pattern_of, unquoted, without_bracket
from extract.resolve import LEVEL_WORDS, Context, is_central_office, is_department, is_party_body, resolve, split_prefix
from seeds.places import find, longest_surface

_GENERIC = re.compile(
    r"(?:县级以上|旗县以上|市级以上|[省市县乡]级(?=(?:人民)?政府)|各级|[一-鿿]{0,4}?所在地?|属地|本级|同级|苏木|嘎查|旗|地方|国务院|自治区|自治州|自治县|省|市|区|县|州|旗|各|有关|相关|乡|镇|街道|人民政府|政府|行政|行业|业务|主管|监管|管理|资金|职能|审批|国网|国家电网|"
    r"[(（、)）])*(?:部门|人民政府|政府|街道办事处|办事处|审计机关|公安机关(?:消防|交通管理|交管|治安)(?:部门|机构)|公安机关|税务机关|纪检监察机关|监察机关|检察机关|司法机关|海关|主管单位|(?:管理|统计|监管|执法|监测|检测|检验|经办|服务)机构|(?:供电|电网)企业|供电(?:分?公司|局|所)|电网公司|电力公司)$"
    # 各级无线电管理机构, 属地消防监督机构
    r"|^(?:各级|各地|地方|属地|当地|所在地|县级以上)(?:地方)?[一-鿿]{2,8}(?:管理|监管|主管|监督)(?:机构|部门)$"
)
# 市海洋发展局: a level, a few characters, the ending of a department.
_PLAIN = re.compile(
    r"(?!.*(?:有关|相关))(?![^局厅委办]*[由的对为把将与和及])[一-鿿]{2,12}(?:局|厅|委员会|委|办公室|办|管委会|中心|专家组|分局|大队|支队|总队|政府|研究院|联社|督查室|督察室|研究室)"
    # 州硒办, 市铁办
    r"|[一-鿿](?<![主承协举督经代合公开包])办"
)
_STATE = re.compile(r"(?!.*(?:有关|相关))(?:国家|全国|中央|国务院)[一-鿿]{2,14}(?:局|委员会|委|部|署|办公室|办)")
# What stands in a sentence and in no name of a kind of bodies: the list ended before it.
_NAMED_ELSEWHERE = re.compile(r"各?(?:有关|相关)?(?:牵头|责任|配合|协同|主办|协办|承办)(?:责任)?(?:单位|部门|地区)")
_SPEAKS = re.compile(
    "[会同](?=[省市州县区国]?(?:直|级)?(?:有关|相关))|(?:部门|单位)(?=[一-鿿])(?![和及与以各单所的机级主领])|[要须将把是由为向]|对(?![口外])|以(?![上下])|按(?!揭)|应(?!急|用)|报送|加强|负责|配合|按照|根据|建立(?!健全)|制[定订]|推[进动]|编制(?!办|委)|完善|抓好|做好|落实|细化|定期|明确|出台|组建|统筹|每[年季月半]|组织(?!部)|开展"
)
# 光伏产业链由滁州经开区: the name begins behind it; 自由贸易试验区 is one.
_BY = re.compile(
    "(?<=.)(?<!自)由|(?<=[局厅委办部署行院府])[商会同报](?=[省市州盟县区旗国各有相])|(?<=.)(?:协[同助]|会商|联合)(?=[省市州盟县区旗国各有相自])"
)
# 由县长任组长的领导小组: who heads it is no part of its name, and says nothing of what it has to do.
_HEADED = re.compile("任(?:[正副]?组长|召集人|总?指挥长?|[正副]?主任|链长)的")
# 市安委会, 市防指, 武警支队
_SHORT = re.compile(
    "[省市县区州盟旗](?![属级内直外场域])(?![一-鿿]*[的和及与])(?:[一-鿿]{0,4}防指|[一-鿿]{1,4}(?:委会|卫会)|编委|纪委(?:[省市州县区]?监委)?机关)"
    "|(?:武警|消防|消防救援|森林消防|海警)(?:总队|支队|大队|中队)"
)
# 市科技局依托行业协会: what a department does with others, who end as bodies do.
_WITH_OTHERS = re.compile(
    "[局厅委办](?:依托|利用|借助|通过|联合|委托|发动|对接|指导|引导|鼓励|组织(?!部)|面向|会同)[一-鿿]"
)
# 市公安局建设分拨中心: the last letter of a body with what it is to do, which may end as a body does.
RUNS_ON = re.compile(
    "(?:[局厅委办部行院府司团]|大学|协会|商会)"
    "(?=(?:建设|培育|打造|完善|推进|推动|提升|支持|加快|开展|布局|建立|健全|优化|强化|组建|推广|引进|依托|利用|借助|通过|联合|委托|发动|对接|指导|引导|鼓励|组织(?!部)|面向|会同)[一-鿿])"
)
# 省竹产业协会, 县城投公司, 省地质院, 国家铁路集团, and no 市场和行业协会, 省内外商会, 市级行业协会, 国家级企业集团.
_INSTITUTION = re.compile(
    "[一-鿿]{2,6}(?:日报社|广播电视台|融媒体中心)|(?:中国|全国|国家(?!级|重点|支持)|[省市州盟县区旗](?![场内外级直属区县域块际]))(?:(?![和及与、的各])[一-鿿]){1,14}"
    "(?:联合会|协会|商会|学会|促进会|总会|(?:情报|信息|药检|药品检验|质检|计量|检测|检验|标准化?|测绘|设计|研究)所|(?<=[药质特食])检[所院]|集团|公司|[科侨残文]协|级社|大学|学院|研究院|(?<![法产医])院)"
)
# Universities, what bears the name of a place, branches of banks and firms: 清华大学, 宁波港集团, 人保财险安远支公司; no
# 重点大学, no 宁波上市公司, and nothing that begins as a sentence does (委托湖南大学).
_UNIVERSITY = re.compile(
    "(?!面向|重点|知名|有关|相关|各|一流|高水平|综合|本科|职业|老年|社区|部属|双|研究型|应用|委托|邀请|聘请|依托|支持|鼓励|会同|联合|组织|引导|推动|[由与和对向把将请])"
    "(?!.*(?:建设|老年|社区))[一-鿿]{2,8}大学"
)
_OF_PLACE = re.compile(
    "(?!.*(?:企业|龙头|重点|相关|有关|骨干|国有|民营|上市|项目|各))"
    "[一-鿿]{0,8}(?:大学|学院|研究院|研究所|科学院|集团|银行|协会|商会|学会|(?<!上市)(?<!本地)(?<!地方)公司|(?:检定|检测|检验|研究|设计)所|(?:大学|学院)[一-鿿]{2,6}校区|(?:促进|服务|发展|研究|创新|推广|保障|管理|监测)中心)"
)
_BRANCH = re.compile(
    "(?!各|有关|相关|.*(?:金融机构|商业银行各|企业|[由与和对向把将]))[一-鿿]{2,12}(?:支公司|分公司|(?<!中国人民银行)分行|支行|农商行|农商银行|农信社)"
)
# 组织辖区城管、公安等部门: the list begins behind it.
_ASKED = re.compile("组织|协调|督促|指导|会同|联合|支持|辖区|要求|配合|协助|将|由|对|向|与|和")
# 管委会办公室 in a policy of a zone, 邯郸军分区
_OF_ZONES_AND_ARMS = re.compile(
    "(?:管委会|党工委|厅|局)(?:办公室|办)|(?!各|有关|相关)[一-鿿]{0,8}(?:保税港?区|开发区|高新区|园区|新区|度假区|试验区|示范区|风景区|港务区)管理(?:办公室|局|处)"
    "|[一-鿿]{2,6}海关驻[一-鿿]{2,8}办事处|国铁[一-鿿]{2,8}(?:集团|公司)?[一-鿿]{2,6}(?:车务|工务|电务|供电|机务|客运)段|(?!各)[一-鿿]{2,6}(?:军分区|警备区|人武部|人民武装部)"
)
# 办公室设在市科技局, 指挥部下设办公室, 市政府设立专家组: what is set up there is no name.
_SET_UP = re.compile("设在|下设|(?<=[府委局组部])(?:设立|成立|组建)")
# 市县两级统计部门
_OF_LEVELS = re.compile("^[省市州盟县区旗乡镇、]+[两三]级")
# 市档案馆, 市委党校: what a level of government runs, and no 市级图书馆, 市属文化馆.
_PUBLIC = re.compile(
    "[省市州盟县区旗](?![级属内外域直辖场])(?![一-鿿]*[的和及与由等各为])"
    "(?:委?(?:党校|行政学院)|[一-鿿]{0,8}(?:(?:档案|图书|博物|文化|科技|体育|美术|方志|规划展览)馆|(?:气象|地震|电视|广电|广播电视)(?:总)?台|广播电台|日报社|报社))"
)
# A level of government on a page that does not say whose it is: as good as any place of that level.
_SOMEWHERE = {
    "省": "广东省", "自治区": "广西壮族自治区", "市": "佛山市", "州": "恩施土家族苗族自治州", "县": "庐江县", "区": "福田区",
}  # fmt: skip
_BUREAU_BRANCH = re.compile("[一-鿿]{2,6}分局")
_BARE = re.compile("[一-鿿]{2,8}[局委办]")
# 现代物流局, 督查考核办, 企业服务中心: the bureaus of a zone, which each names in its own way; 格局, 举办 are none.
_ZONE_BODY = re.compile(
    "(?![一-鿿]*[的和及与由等各为对将把向从在按])(?!定期|适时|优先)[一-鿿]{2,8}(?:(?<![布格全大开当僵战时结新])局|(?<![举主承协开兴督])办|办公室"
    "|(?:服务|招商|发展|促进|保障|创新|事务|管理|指挥|审批|监测|执法)中心|(?:工作|宣传|组织|发展|建设|规划|招商)部)|[党纪]工委"
)
# 高新区先进制造业促进局: a zone's own, by a name of the zone's own.
_OF_ZONE = re.compile(
    "[一-鿿]{0,6}?(?:高新区|经开区|开发区|新区|保税区|度假区|示范区|科学城|合作区)(?=[一-鿿]{2,8}(?:局|中心)$)"
)
# 镇招商办, 镇财政所, 街道综治中心: bodies of a town, which the text calls by that word.
_OF_TOWN = re.compile(
    "(?:镇|乡|街道)(?![级域区内])(?![一-鿿]*[的和与及由各对将])(?:党委|纪委|人大|团委|妇联|工会|[一-鿿]{2,10}(?:办|办公室|所|局|站|中心|处|大队|中队|所队))"
)
# 省工业和信息化厅装备工业处: an office within a department.
_WITHIN = re.compile(
    "(?P<body>[一-鿿]{2,16}?[局厅委])(?!员会)(?![一-鿿]*[的和与由等各是为])[一-鿿]{2,8}(?<!办事)(?<!管理)[处科股]"
)
# 县委县政府督查部门, 党工委管委会督查部门: that of the body before it.
_INSPECTORS = re.compile("(?P<body>[一-鿿]{2,16}?(?:政府|管委会|委))(?:目标)?(?:督查|督察|督办|绩效|考核)(?:部门|机构)")
_OFFICE = re.compile("(?:(?:人民)?政府|行政公署|行署)(?:办公室|办公厅|办|督查室|研究室)?")


def _is_generic(name: str) -> bool:
    """Tell whether words name a kind of body as rules do: 发展改革部门, 县级以上人民政府, 街道办事处."""
    if _GENERIC.fullmatch(name):
        return True
    ending = LINE_END.search(name)
    if ending is None or len(ending[0]) == 1:
        return False
    line = _OF_LEVELS.sub("", name[: ending.start()])
    for word in ("县级以上", "各级", "国务院", "各区(县、市)", "各区（县、市）", "地方", "人民政府", "有关", "相关"):
        line = line.replace(word, "")
    line = re.sub(r"^(?:[省市州盟县区旗、()（）]|级以上)*(?=[^省市州盟县区旗]{2})", "", line) if "、" in line else line
    line = re.sub(r"^各?[^、]{0,3}[(（][^()（）]*[)）]", "", line)
    return not line or is_line(line)


def is_known(name: str, context: Context) -> bool:
    """Tell whether a restored name is a body that some rule knows, or a kind of body as rules name it."""
    name = unquoted(name)
    within = _WITHIN.fullmatch(name) or _INSPECTORS.fullmatch(name)
    if within is not None:
        return is_known(within["body"], context)
    if (
        pattern_of(r"^(?!经[济贸信合发开促]|对外|协调小组){asks}|^组织(?!部)").match(name)
        or name == "办公室"
        or _BY.search(name)
        or _WITH_OTHERS.search(name)
        or _HEADED.search(name)
        or _SET_UP.search(name)
        or _NAMED_ELSEWHERE.match(name)
        or (names_several(name) and _SPEAKS.search(name))
    ):
        return False
    if resolve(name, context).known or is_central_office(name) or _is_generic(name) or _is_named_institution(name):
        return True
    bare = without_bracket(name)
    if _PUBLIC.fullmatch(bare) or (context.jurisdiction is None and _is_known_somewhere(name)):
        return True
    zone = _OF_ZONE.match(bare)
    if zone is not None and _ZONE_BODY.fullmatch(bare, zone.end()):
        return True
    level = next((w for w in LEVEL_WORDS if bare.startswith(w)), "")
    rest = bare[len(level) :].removeprefix("党委").removeprefix("委") if level else ""
    if level and split_prefix(bare, context).prefix and _PLAIN.fullmatch(rest):
        return True
    if _OF_TOWN.fullmatch(bare) or _OF_ZONES_AND_ARMS.fullmatch(bare) or _SHORT.fullmatch(bare):
        return True
    if (
        _OFFICE.fullmatch(rest)
        or (bare != "政府" and bare.startswith("政府") and _OFFICE.fullmatch(bare))
        or _STATE.fullmatch(bare)
    ):
        return True
    if context.jurisdiction is not None and context.jurisdiction.level == "zone" and _ZONE_BODY.fullmatch(bare):
        return True
    if context.jurisdiction is None and (
        is_department(bare)
        or _BUREAU_BRANCH.fullmatch(bare)
        or (_BARE.fullmatch(bare) and _is_known_somewhere(f"市{bare}"))
    ):
        # 商务局负责, 监察局负责 on a page that does not say whose policy it is.
        return True
    return bool(rest) and (is_department(rest) or is_party_body(rest) or is_central_office(rest))


def _is_named_institution(name: str) -> bool:
    """Tell whether a name is that of one institution, though no table has it: 省地质院, 清华大学, 宁波港集团."""
    if RUNS_ON.search(name) is not None:
        return False
    if _INSTITUTION.fullmatch(name) or _UNIVERSITY.fullmatch(name) or _BRANCH.fullmatch(name):
        return True
    place = longest_surface(name)
    return place > 0 and _OF_PLACE.fullmatch(name, place) is not None


@cache
def _is_known_somewhere(name: str) -> bool:
    """Tell whether a name that a level of government begins is one of such bodies wherever it is: 市妇联, 团县委."""
    bare = name.removeprefix("团")
    word = next((w for w in _SOMEWHERE if bare.startswith(w)), None)
    return word is not None and resolve(name, Context(find(_SOMEWHERE[word]))).known


def are_known(names: Iterable[Name], context: Context) -> bool:
    """Tell whether all names of a list are known; one that stands among known ones may be a plain institution."""
    judged = [(name, is_known(name.agency, context)) for name in names]
    known = sum(k for _, k in judged)
    return known > 0 and all(
        k
        # 移民 in 财税、金融、移民等部门
        or (name.agency.endswith("部门") and not name.printed.endswith("部门") and not _ASKED.match(name.printed))
        or (is_plain_institution(name.agency) and not _BY.search(name.agency))
        # 在高新区、经开区: where, and not who.
        or (
            is_place(name.agency)
            and not name.agency.startswith(("在", "对", "把", "给", "以"))
            and not _BY.search(name.agency)
        )
        for name, k in judged
    )


def is_plain_institution(name: str) -> bool:
    """Tell whether a name in running text ends as that of a bank, a firm, a university does and holds no sentence."""
    return (
        pattern_of(r"{institution}$").search(without_bracket(name)) is not None
        and re.search("等|会同|建立|组织|组建|共建|搭建|筹建", name) is None
        and RUNS_ON.search(name) is None
    )
