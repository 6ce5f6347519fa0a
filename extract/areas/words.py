"""How names of places are made, and what stands around them: the tables as compiled patterns."""

from __future__ import annotations

from functools import cache

from extract import patterns as re
from extract.prose import alternation, any_of, trie, words_for

# 自治区, 园区, 地区, 山区 …: words for an area, no district's name.
NO_DISTRICT = "治各生园地城山社景库牧林矿灾辖片功集聚示范分郊街老校厂小湾海港"
# What stands in brackets behind a place: another name of it, or its parts.
BRACKETED = re.compile(
    r"[（(](?:(?:以下)?简称[^()（）]{1,12}|[^()（）、，,]{2,12}(?:区|市|县|园|城|镇|街道|新区|谷|港))[)）]"
)
# The part of a place is a park in it.
PARK_INSIDE = re.compile(r"[（(](?!简称|以下)[^()（）]{2,12}(?:小镇|产业园|园区|科技城|科学城|新城|谷)[)）]")
# 天河区东部, 京杭运河江苏段: which part of the place, which is no part of its name.
PART = re.compile(
    r"(?:[东西南北中]部|[东西南北]翼|主城区|中心城区|老城区|全域|境内|辖区|范围内|沿线|一线|沿江|沿海|周边|一带|[一两二三四五六]大(?:核心|重点|主要|主力)?(?:区域|片区|城区|板块|园区)|各(?:县区|区县|县市区|旗县区?|乡镇|镇街|县)|(?:\d+|[两三四五六七八九十]+)个(?:国家级?|省级)?(?:经开区|高新区|开发区|园区))(?:地区|区域|片区)?(?![\u4e00-\u9fff]{0,3}(?:新区|新城|开发区))"
)
# 长治|三个国家级经开区: how many the list holds.
SEVERAL = re.compile(r"(?:\d+|[两三四五六七八九十]+)[个大家省市县州区](?!中|南|北|东|西)")
JOINT = re.compile(r"(?:、|[，,]?以及|[，,]?及|[，,]?和|与|至|[—–－]+)")
# What cannot begin the name of an area, nor stand inside it.
NOT_FIRST = re.compile(
    r"会同(?!县)|周边|修订|协调|解决|结合|锚定|对标|对接|属地|[省市县区]级|协同标杆|滚动|实施|沿[海江](?:电厂|石化|地区|省|城市|港口)|联合|携手|龙头|骨干|链主|企业|(?:\d+|[一二两三四五六七八九十]+)[个家座条批]|国家(?:级)?[\u4e00-\u9fff]{2,14}(?:试验区|示范区|先导区|先行区)|新一代|成立|设立|实现|关于|推行|位于|通过|选址|依托|围绕|发挥|利用|支持|鼓励|引导|完善|优化|加强|健全|提升|推进|加快|强化|[各全跨将把使让以对与和及为从向以在由该本我其除]|一批|若干|所有|有条件|其他|重点(?!片区)"
)
# 甲镇污水主管及高新区: two places, not one by a long name.
TWO_PLACES = re.compile("[\u4e00-\u9fff]{1,4}?(?:(?<![乡小名强重特古集村])镇|街道|(?<!县)乡)[^、]{2,}?[和及与]")
NOT_NAME = r"、，,。；;：:（）()“”\"《》\s"
# 周市镇、巴城镇: a town behind another in a list, whatever its name ends in.
SISTER_TOWN = re.compile(
    r"(?![和及与]|支持|鼓励|引导|推动|推进|指导|建设|发展|打造)[\u4e00-\u9fff]{1,4}?镇(?=$|[、，,和及与等。；;]|协同|联动|共同|分别|重点|发展|建设|打造)"
)
# 张浦、千灯、陆家等镇: towns by their short names.
SHORT_TOWNS = re.compile(
    r"(?P<names>[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4})+)(?:等(?:[\d两三四五六七八九十]+个?)?|[两三四五六七八九十])(?P<kind>镇|街道|乡镇|乡)(?:[（(][^()（）]{1,6}[)）])?"
)


# 长白山、查干湖等地; 甲景区、乙乐园、丙古街等重点景区
SCENIC = re.compile(
    r"(?P<told>[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,8})+)等\d{0,2}个?(?:重点|主要|核心|知名|[345]A级|旅游)*(?:景区|景点|度假区)(?![\u4e00-\u9fff]?[、])|"
    r"(?P<names>[\u4e00-\u9fff]{1,3}[山湖](?:、[\u4e00-\u9fff]{1,3}[山湖])+)等地(?![\u4e00-\u9fff]区)"
)
# 寿光、凌源等设施蔬菜主产县
SHORT_COUNTIES = re.compile(
    r"(?P<names>[\u4e00-\u9fff]{2,3}(?:、[\u4e00-\u9fff]{2,3})+)等(?:\d+个|[\u4e00-\u9fff]{0,8}?)(?:县市|市县|县区|区县|县|市)(?![\u4e00-\u9fff]{0,1}[场域级政])"
)


@cache
def area_sign() -> re.Pattern[str]:
    """Return the pattern of what may stand in the name of a place, an area or a park."""
    return re.compile(trie((*"区镇乡", *SITES, *words_for("place_words", "area"), *words_for("place_words", "park"))))


# Sites that are places where something is to be done there.
SITES = ("老街", "古街", "盐湖", "公园", "古城", "景区", "林场", "农场", "牧场", "灌区", "流域", "水域")
# So far behind its beginning stands the word that ends a name which no table knows.
_FURTHEST = 16


@cache
def _area_end() -> tuple[re.Pattern[str], int]:
    """Return the pattern of what such a name ends in, each way with a letter of its own, and how long it may be."""
    words = (*"区镇乡谷", *SITES, *words_for("place_words", "area"))
    return re.compile(trie(words)), max(map(len, words))


def named_area_at(text: str, position: int, end: int) -> re.Match[str] | None:
    """Match :func:`named_area`, which tries a hundred ways to end, where one of them stands near enough."""
    ending, longest = _area_end()
    if ending.search(text, position, min(position + _FURTHEST + longest, end)) is None:
        return None
    return named_area().match(text, position, end)


# 安海镇|产业基础, 钟管镇|主导产业为: what a place has.
_OWN = "(?:(?:主导|首位|特色|优势|传统|现有|支柱)+产业|产业(?:基础|优势)|资源优势|区位优势|(?:龙头|骨干|重点)企业)"
# Mountains of a kind, none by its name.
NO_RANGE = "(?!贫困|边远|偏远|丘陵|高寒|干旱|革命|半|浅|深|低|中低|高山|石山|广大|沿边|少数|民族|全市|全县|全省|南部|北部|东部|西部|中部)"
# Regions of a sort, none by its name: 小范围区域, 特定区域.
NO_REGION = (
    "[^区]{0,2}(?:范围|空间|条件|规模|限制|人口|密集|集中|风险)区域|(?:较?[大小]|局部|部分|特定|有限|不同|典型|适宜|试点|示范|先行|指定|规定|封闭|开放"
    "|优势|关键|敏感|偏远|边远|发达|欠发达|空白|一定|周边|临近|邻近|毗邻|公共|低空|适飞|多个|若干|有关)"
)
# The village or the site between a town and what is built there.
VILLAGE = "(?![村镇域风土])[\u4e00-\u9fff]{2,6}?(?:建设|打造|新建|布局|试点|规划建设|开展)"

# 在A区特定区域|开展X, 在A地区海关特定地点: some part of it.
CERTAIN_PART = re.compile("(?:海关)?(?:特定|指定|限定)(?:的)?(?:区域|地点|区块|地区|片区|场所|范围)")


@cache
def named_area() -> re.Pattern[str]:
    """Return the pattern of a name that no table knows, by its ending: 香蜜湖片区, 陈埭镇, 外高桥区域."""
    area = any_of("place_words", "area")
    region_before = r"(?<=[^农偏民边贫沿内发城重其有相落困村远族境海陆达镇点他关位据]{2})"
    ending = rf"(?:(?<![城乡小名强重特古集村])镇|(?<![城])乡|(?<![{NO_DISTRICT}])区|{region_before}地区(?!生产总值)|(?<![五稻山河])谷)"
    # 西区重点建设…: a quarter of a zone, in its own document.
    town = rf"(?<![\u4e00-\u9fff“])[东西南北中]区(?={any_verb().pattern})"
    behind = rf"(?<!建制镇)(?<!中心镇)(?:$|[将则要应的在]|企业向|联合|携手|{_OWN}|[\u4e00-\u9fff]{{2,12}}?(?:产业|集群|项目|基地|工程|管网))"
    town += rf"|[\u4e00-\u9fff]{{2,4}}?{ending}(?={any_verb().pattern}|[、和与及等以为是不（(：:，,；;。]|依托|立足|围绕|结合|利用|发挥|(?<=[镇乡]){behind}"
    town += rf"|{CERTAIN_PART.pattern})"
    # 田付村镇, where 村镇 is no kind of settlement (特色村镇).
    town += rf"|(?!特色|美丽|传统|示范|重点|历史|相关|有关|沿线)[\u4e00-\u9fff]{{2}}村镇(?={any_verb().pattern}|、)"
    # 在田庄乡|高马溪建设…: a village stands before the verb.
    town += rf"|(?<=在)[\u4e00-\u9fff]{{2,4}}?(?:(?<![城乡小名强重特古集村])镇|(?<![城])乡)(?={VILLAGE})"
    # 在洞市老街|发展…, 支持骆岗公园|打造…: a site that is named by what it is, where something is done there.
    kinds = "[各全本该其]|城市|郊野|森林|湿地|主题|口袋|生态|旅游|国有|现代|智慧|重点|有条件"
    town += rf"|(?:(?<=在)|(?<=支持))(?!{kinds})[\u4e00-\u9fff]{{2,4}}?(?:{alternation(SITES)})(?={any_verb().pattern})"
    # 大别山区、幕阜山区: mountains that no table knows beside others.
    town += rf"|{NO_RANGE}[\u4e00-\u9fff]{{2,3}}山区(?=[、，,和与及为等建布发]|海拔)"
    # 外高桥区域重点承接…
    region = rf"(?![重核主相各该全城农中西东南北沿]|{NO_REGION})"
    region += (
        rf"(?:(?![等和及与])[\u4e00-\u9fff]){{2,4}}区域(?={any_of('place_words', 'verb')}|[，,：:]|[两三四五六][大个])"
    )
    return re.compile(
        rf"{town}|{region}|(?:高新区|经开区|综保区|开发区(?=、[\u4e00-\u9fff()（）]{{2,14}}?(?:区|市|县|基地|园)))(?![\u4e00-\u9fff]*委)|(?:(?!(?:基地|园区?|片区|新城)[和与及])[^{NOT_NAME}]){{2,16}}?(?:{area})(?:(?<=园)区)?(?!{area}|试点(?:建设|工作|示范|创建|城市|[，,。；;的]|$))"
    )


# 县（市、区）, 县(市)区, 市(州), 镇(街道): divisions of several kinds, as people print them.
_KINDS = "(?:[省市县区旗盟州镇乡街]|街道)"
_DIVISIONS = f"{_KINDS}{{1,3}}[（(]{_KINDS}(?:、?{_KINDS}){{0,3}}[)）]{_KINDS}?|[县市区旗]{{2,4}}"


# A、B等|区域医疗中心: a centre for a region closes no list of places.
_REGIONAL = "区域(?:性|医疗|医学|金融|物流|消费|商贸|商务|航运|总部|科技|创新|文化|教育|体育|养老|检测|应急)+中心"


@cache
def group_word() -> re.Pattern[str]:
    """Return the pattern of what closes a list of places: 等区, 等沿江地区, 三市, 等5个整县."""
    cities = r"[一-鿿]{0,6}?(?:城市(?!更新|建设|管理|群)|省份|省区|地方)"
    # 三个中心城市
    counted = r"等?(?:\d+|[两二三四五六七八九十])[个座](?:中心|节点|重点|核心|试点|示范|沿江|沿海|副中心)(?:城市|市|县|区)(?!更新|建设|管理|群)"
    return re.compile(
        rf"(?P<etc>{counted}|等(?:{cities}|[^，,。；;\n]{{2,30}}?的(?:区域|地区|地方|乡镇|园区)(?!域|的)|(?!地[^区级方带]|[^，,。；;、\n]{{3,10}}(?:示范|试点|试验|先导|先行)(?:区域|地区))(?:[^，,。；;、\n]{{1,12}}?(?:地区|区域|市县|县市|区县|县区)|[^，,。；;、\n]{{0,8}}?(?:集散地|主产区|主产地|优势区|资源地|富集区|富集地)))?)?(?:\d+|[一二两三四五六七八九十]+)?个?(?:整(?=[县市区旗镇乡]))?"
        rf"(?P<g>(?!{_REGIONAL})(?:{_DIVISIONS}|{any_of('place_words', 'group')})(?!(?<=[省市])[级内直])(?![\u4e00-\u9fff]*(?:公司|企业)))?"
    )


# 浦东、闵行、临港等区域: what is listed with places and closed by a word for places is one too.
UNKNOWN = r"[\u4e00-\u9fff]{2,6}?"


@cache
def listed() -> re.Pattern[str]:
    """Return the pattern of a name in a list that a word for places closes."""
    close = rf"(?:等(?:{any_of('place_words', 'group')}|地)|(?:两|三|四|五|六)(?:区|市|县|地|镇))(?![\u4e00-\u9fff]*(?:公司|企业))"
    # 石嘴山市、宁东能源化工基地为重点: a name that ends as that of a place, between known ones.
    place = r"(?:[\u4e00-\u9fff]{2,8}(?:基地|园区|科技城|产业城|空港|山港|海港))(?=[、和及与为])"
    # 京津冀等地区和甬金通道新能源重卡
    place += r"|(?:[\u4e00-\u9fff]{2,3}(?:通道|走廊))"
    return re.compile(rf"(?P<name>(?:{place})|{UNKNOWN}(?=(?:[、和及与][\u4e00-\u9fff]{{2,12}})*?{close}))")


# 第六师五家渠市: the division of the Production and Construction Corps before its city.
CORPS = re.compile(
    "(?:新疆生产建设)?(?:兵团)?(?P<name>第[一二三四五六七八九十]{1,2}师(?P<city>(?![重着主优][点力要先])[\u4e00-\u9fff]{2,4}?市)?)(?!范|大|院|[生资父傅])"
)
# A division with such an ending is a full name as people write it (甘孜州): it stays as printed.
WHOLE = re.compile(r".{2,}(?:省|市|区|县|州|盟|旗)$")
# The customary names of zones too: 东湖高新区. Others have their full one (深汕: 深汕特别合作区).
ZONE = re.compile(r".{2,}(?:示范区|高新区|经开区|开发区|新片区|自贸区|综保区|保税区)$")
NOT_LISTED = re.compile("各|其他|有条件|重点|所属|有关|相关|部分|周边|区$|县$|市$")
# A区、B区和各类园区: what else the list holds.
OTHERS = re.compile(r"各类?[^、，,。]{0,4}?(?:区|园区|县|市)")
# 九江经开区 is a zone of that city, not the city.
ZONE_END = re.compile(
    r"(?:国家级?)?(?:经济技术开发区|高新技术产业开发区|经济开发区|经开区|高新区|开发区|综保区|综合保税区|工业园区)"
)
BY_MEANS = re.compile("还?(?:依托|围绕|利用|发挥|结合|借助|凭借|面向|以|在|为|作为|是|要|应|将)")
# 中国(宝鸡)传感器产业园
BRACKETED_PARK = re.compile(
    r"(?P<own>中国|国家)[（(][\u4e00-\u9fff]{2,4}[)）][\u4e00-\u9fff]{2,14}?(?:产业园|园区|基地|片区|试验区|示范区|先导区)(?=[、和及与，,。；;\n]|$)|"
    r"(?P<head>[\u4e00-\u9fff]{2,3})[（(][\u4e00-\u9fff]{2,4}[)）][\u4e00-\u9fff]{2,14}?(?:产业园|园区|基地|片区)(?=[、和及与，,。；;\n为]|$)"
)
# 长白山, 洪泽湖: mountains and waters that carry the short name of a place, by what stands behind them.
NATURE = ("山", "江", "河", "湖", "湾")
NATURAL = re.compile(
    "[山江河湖湾](?=[、，,。；;：:（(）)和及与等“”\\n]|地区|区域|流域|沿[岸线江河湖]|生态|道地|旅游|景区|管委会|保护|资源|水域|周边|两岸|$)"
)
PORT = re.compile("港(?![口区澳资股湾务城航珠府元币台深商产华])(?![\u4e00-\u9fff]{2,8}(?:产业园|园区|基地))")
DIVISION = "省市区县州盟旗"


@cache
def natural() -> tuple[str, ...]:
    """Return mountains and waters whatever stands behind them: 长白山区, 嘉陵江畔."""
    return words_for("place_words", "nature")


OF_RIVER = re.compile("流域|[河江湖](?:流域|沿岸|两岸|沿线|畔|谷|左岸|右岸|区域|生态)")
# 黔西南州义龙新区, 肇庆市鼎湖街道: the place within is what is meant.
ZONE_INSIDE = re.compile(
    r"[\u4e00-\u9fff]{2,6}(?:新区|新城|街道|(?<![城乡小])镇|科学城|科技城|高新区|经开区|开发区|保税区|示范区|度假区|工业区)"
)
ZONED = ("镇", "街道", "乡", "经济开发区", "技术开发区", "产业开发区", "高新区", "经开区", "新区", "合作区")
# Names that no table knows are places without a doubt where they end so.
SURE_ENDS = (
    "高新区", "经开区", "开发区", "管理区", "新区", "合作区", "综保区", "保税区", "街道", "镇", "族乡", "高新技术产业园区", "工业园区", "工业园", "产业园区",
)  # fmt: skip
ZONE_KIND = re.compile(
    "(?:国家级?|省级)?(?:经济(?:技术)?开发区|高新(?:技术产业开发)?区|经开区|开发区|工业园区|综合保税区)"
)
COMMA = re.compile("[，,](?:以及|和)?")
TOWN_FIRST = re.compile(
    r"(?P<town>(?!新型|小城|中心|重点)[\u4e00-\u9fff]{2,4}?(?:(?<![乡小名强重特古集村])镇|街道|乡))(?P<inner>[\u4e00-\u9fff]{3,})"
)
HELD_BY = re.compile(r"[（(](?P<town>[\u4e00-\u9fff]{2,5}(?:镇|街道|区|县|乡))[)）]")
NO_PARK = re.compile(
    "^(?:\\d+|[两三四五六七八九十])[个大]|^建|做好|抓好|牵头|负责|建设|打造|布局|培育|承接|推进|^[—–以-]|^(?:联合|会同|携手|协同|联动)|依托|围绕|立足|利用|结合|发挥|为|加速器$|[要将应的在与]|全力|力争"
)
# Any park of a place, none by its name.
WHOLE_PARK = re.compile(
    "(?:产业|工业|各类?|重点|特色|现有|存量|老旧|专业|相关|省级|国家级|有条件的?|所属|下辖|两|三|四|[一二五六七八九十]个?)*(?:园区?|片区|基地|新城|开发区|社区|新区)"
)


@cache
def town_within() -> re.Pattern[str]:
    """Return the pattern of a town behind its county: 德清县|钟管镇."""
    return re.compile(
        rf"(?P<town>(?![、与及等]|联合|携手|和[\u4e00-\u9fff]{{2,3}}(?:镇|街道|乡))[\u4e00-\u9fff]{{2,4}}?(?:(?<![城乡小名强重特古集村])镇|街道|乡))(?=$|{any_verb().pattern}|[、，,和与及等以为是不（(：:；;]|依托|立足|围绕|分别)"
    )


@cache
def _parks() -> str:
    """Return a regular expression for what the name of a park or an area ends in."""
    return alternation((*words_for("place_words", "park"), *words_for("place_words", "area")))


@cache
def park_within() -> re.Pattern[str]:
    """Return the pattern of the name of a park or an area that runs on from a district's."""
    verbs = any_of("place_words", "verb")
    return re.compile(
        rf"(?:[^{NOT_NAME}和及与等山河]谷(?=$|[、，,和及与等])|[^{NOT_NAME}和及与等]{{2,10}}?(?:{_parks()}))(?:(?<=园)区)?(?=$|[、，,和及与等为（(]|分?别?(?:{verbs})|成为|建成|分工|错位|协同|改造|规划)"
    )


@cache
def inside() -> re.Pattern[str]:
    """Return the pattern of what says that something lies within a place: A区内的|X产业园, 在A区内布局."""
    verbs = any_of("place_words", "verb")
    return re.compile(
        rf"(?:辖区|园区|区域|范围|境)?内(?:的(?P<park>[^{NOT_NAME}和及与等的]{{2,12}}?(?:{_parks()}))(?=$|[、，,和及与等为（(]|{verbs})|(?={verbs}|(?:重点|集中|规划)+(?:{verbs})))"
    )


@cache
def own_park() -> re.Pattern[str]:
    """Return the pattern of what behind a city's short name makes the name of a park: 中山|国家健康科技产业基地."""
    parks = any_of("place_words", "park")
    return re.compile(
        rf"(?:国家级?|国际)[^{NOT_NAME}]{{2,14}}?(?:{parks})(?=[、和及与]|{any_of('place_words', 'verb')}|$)"
    )


# 武汉大学, 广州医科大学附属医院: a body that carries a place's short name.
BODY = re.compile(
    r"[一-鿿]{0,8}?(?:大学|学院|研究院|研究所|研究中心|实验室|医院|海关|海事局|证监局|税务局|气象局|军分区)"
)


# 经开区|发展改革局: what looks like a verb behind a place is the name of its office.
OFFICE = re.compile(
    r"(?:发展(?:和)?改革|(?:住房)?(?:和)?(?:城乡)?(?:规划)?(?:和)?建设(?:管理|发展|和交通)?|开发建设|投资(?:促进|发展)|经济(?:发展|运行)(?:和[一-鿿]{2,6})?"
    r"|产业发展(?:和[一-鿿]{2,6})?|科技创新|企业发展|企业服务|社会发展|工业和信息化|发展和[一-鿿]{2,4})(?:服务)?(?:局|委员会|委(?!托)|部门)"
)


@cache
def generic_area() -> re.Pattern[str]:
    """Return the pattern of what only looks like a name: 绿色园区, 理念融入园区, 县级工业园区, OPC社区."""
    words = alternation(w for w in words_for("place_words", "generic_park") if w[-2:] != "基地" and w != "工业园区")
    kinds = "各类?|特色|专业化?|现代|绿色|生态|示范|重点|[省市县区级]|乡镇|镇村|村级|标准|老旧|传统|[个等]|中小|新型|主题|综合|飞地|异地|共建"
    return re.compile(
        rf"{words}|[县市区州旗]{{2,4}}$|服务区$|区域(?:产业|工业)?园区$|(?:^|{kinds})工业园区$|^(?:化工|物流|工业|农业|科技|文化|电商|冶金|建材)(?:产业)?园区?$|^(?:沿[江海边河湖]|内陆|城郊|近郊|周边|毗邻)(?:[\u4e00-\u9fff]{{0,2}}园区|开发区|港区)$|重点(?:关键)?园区$|(?:特定|指定|限定|部分)(?:区域|片区|地区|园区)$|融入|[—的向在×]|^(?:组织|重点[市县])|^[A-Za-z0-9+·-]+(?:社区|街区|园区)$|^(?:高校|企业|院校)[与和]"
    )


@cache
def kind_of_area() -> re.Pattern[str]:
    """Return the pattern of a kind of area, none by its name: 数字经济园区, 先进制造业集聚区."""
    # 低碳产业园区 may be the name of one.
    return re.compile(f"(?:{any_of('place_words', 'sort')}|和|与)+(?:(?<!..产业)园区|集聚区|聚集区|集中区|社区)")


@cache
def sort_of_park() -> re.Pattern[str]:
    """Return the pattern of a heading that says what is to be built, and names no park: 人才资源服务产业园."""
    return re.compile(
        f"(?:{any_of('place_words', 'sort')}|和|与)+(?:产业园区?|科技园|创业园|园区?|基地|示范区|试验区|集聚区)"
    )


@cache
def any_verb() -> re.Pattern[str]:
    """Return the pattern of a verb that says what a place is to do."""
    return re.compile(rf"(?:{any_of('place_words', 'adverb')})*(?:{any_of('place_words', 'verb')})")
