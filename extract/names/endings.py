"""What the names of a list share with those behind them: 宜昌市、襄阳市、荆门市人民政府; 教育、财政部门; 广州、深圳等市人民政府."""

from __future__ import annotations

from dataclasses import replace

from extract import patterns as re
from extract.facts import Span
from extract.names.kinds import DEPARTMENTS, LINE_END, is_line, looks_like_agency, names_several, pattern_of
from extract.records import record
from extract.resolve import LEVEL_WORDS, Context, is_department
from seeds.places import ancestors, find, longest_surface

_SHARED_END = re.compile(r"(?:人民政府|政府|管委会?|管理委员会|行政公署)$")
# 等市人民政府, 两市政府, 等县（市、区）人民政府, 等市, 等地: what is said of all the places before it.
OF_PLACES = re.compile(
    r"(?:等[两二三四五六七八九十\d]*个?|[两二三四五六七八九十]个?)(?P<kind>地|(?:[市县区州盟旗、]|[（(][^（）()]{1,8}[)）])+)(?P<end>(?:人民)?政府)?$"
)
_SEVERAL_KINDS = re.compile(r"(?<=[一-鿿]{2})(?:市县|县市|区县|县区|市区|市州|市县区|县市区)(?P<end>人民政府|政府)$")
_KINDS = re.compile("(?<=[省市州县区])[(（][省市州县区、]{1,6}[)）](?=(?:人民)?政府$)")
_SHARED_ZONE = re.compile(
    r"(?:(?:国家级?)?(?:经济|高新|工业|产业|技术|综合|旅游)*(?:开发区|园区|新区|保税区|度假区|示范区|高新区|经开区|新城))(?:管委会?|管理委员会)$"
)
_EVERYWHERE = re.compile("各地区?(?=[一-鿿]{2})")
_LINE_ALONE = re.compile("电力|铁路|民航|农业农村")
_SHORT = re.compile("(?!组织|协调|督促|指导|会同|联合|支持|辖区|要求|配合|协助)[一-鿿]{2,8}")
# 广东、深圳、珠海检验检疫局: offices of one central agency.
SHARED_OFFICE = re.compile(
    r"(?:出入境)?(?:检验检疫局|海关|海事局|通信管理局|邮政管理局|银?保?监管?局|证监局|金融监管(?:分?局|支局)|监管分局|调查队|中心支行)$"
)
_SHARED_TOWN = re.compile(r"(?:镇|乡|街道)(?:人民政府|政府|办事处)$")
_TOWN = re.compile("[一-鿿]{1,6}[镇乡]")


@record
class Name:
    """One agency of a list: the words as printed with their place, the name in full, and what is noted of it.

    ``note`` is the content of a bracket behind the name that says something of its part and is none of the name
    (市科技局(牵头)); ``marked`` whether a mark stood at it (★市科技局).
    """

    at: Span
    printed: str
    agency: str
    note: Span | None = None
    marked: bool = False


def _one_of(name: Name, place: str, ending: str, within: str | None) -> Name:
    """Return a name as that of the government of the place whose short name it prints."""
    found = find(place, within)
    kind = found.name[-1] if found is not None else ""
    return replace(name, agency=f"{place}{'' if place.endswith(kind) else kind}{ending}") if kind else name


def _bare_places(names: list[Name], context: Context) -> list[Name]:
    """宁波、温州: call the places of a list of nothing else by their names, where they lie in that of the policy."""
    here = context.jurisdiction
    if here is None or len(names) < 2 or any(_SHARED_END.search(name.agency) for name in names):
        return list(names)
    places = [place for name in names if (place := find(name.printed, here.name)) is not None]
    if len(places) < len(names) or not all(here in ancestors(place) for place in places):
        return list(names)
    return [replace(name, agency=place.name) for name, place in zip(names, places, strict=True)]


# 区属国企, 市属企业: those that a level of government owns.
_OWNED = re.compile("[省市州县区]属[一-鿿]{0,4}(?:国企|企业|单位)")


def is_owned(name: str) -> bool:
    """Tell whether words stand for the firms that a level of government owns, who share no ending with places."""
    return _OWNED.fullmatch(name) is not None


def share_places(names: list[Name], context: Context) -> list[Name]:
    """宜昌市、襄阳市、荆门市人民政府; 孝丰、天荒坪镇人民政府: give bare places before a government its ending."""
    out = _bare_places(names, context)
    for i in range(len(out) - 2, -1, -1):
        name, after = out[i].agency, out[i + 1].agency
        if "、" in after or names_several(name):
            continue
        kinds = _KINDS.search(after)
        if kinds is not None and find(after[: kinds.start()]) is not None:
            # 内蒙古、江西、福建省（区）人民政府: some of them are regions.
            after = _KINDS.sub("", after)
            out[i + 1] = replace(out[i + 1], agency=after)
        town = _SHARED_TOWN.search(after)
        if town is not None and re.fullmatch(r"[一-鿿]{2,4}", name) and not (looks_like_agency(name) or is_owned(name)):
            out[i] = replace(out[i], agency=name + town[0])
            continue
        if town is not None and _TOWN.fullmatch(name) and not town[0].startswith("街道"):
            # 马店镇、西两洼乡、东黄城镇人民政府
            out[i] = replace(out[i], agency=name + town[0].lstrip("镇乡"))
            continue
        office = SHARED_OFFICE.search(after)
        sharers = [find(out[i].printed), find(after[: office.start()])] if office is not None else []
        # 海曙区、宁波银保监局: only places of one level share an office.
        if office is not None and None not in sharers and len({place.level for place in sharers if place}) == 1:
            out[i] = replace(out[i], agency=out[i].printed + office[0])
            continue
        rest = _shared_department(out[i].printed, after, context)
        if rest:
            out[i] = replace(out[i], agency=out[i].printed + rest)
            continue
        ending = _SHARED_END.search(after)
        if ending is not None and ending[0].startswith("管") and not after[: ending.start()]:
            # 浦东新区、奉贤区和管委会: the zone's own.
            continue
        if ending is None:
            # 石家庄、保定、邯郸市
            found = find(name) if after.endswith(("市", "县", "区", "州", "旗")) and find(after) is not None else None
            if found is not None and found.name != name and found.name[-1] == after[-1]:
                out[i] = replace(out[i], agency=found.name)
            continue
        zone = _SHARED_ZONE.search(after)
        own = out[i].printed.startswith(LEVEL_WORDS)
        if zone is not None and not own and re.fullmatch(r"[一-鿿]{2,4}", name) and not looks_like_agency(name):
            # 凯里、炉碧经济开发区管委会
            out[i] = replace(out[i], agency=out[i].printed + zone[0])
            continue
        within = context.jurisdiction.name if context.jurisdiction else None
        several = _SEVERAL_KINDS.search(after)
        if several is not None:
            # 乐东、陵水市县政府: each is a city or a county.
            out[i + 1] = _one_of(out[i + 1], after[: several.start()], several["end"], within)
            out[i] = _one_of(out[i], out[i].printed, several["end"], within)
            continue
        # 长春、吉林、四平市政府: 吉林 is the city there.
        kind = after[: ending.start()][-1:]
        place = find(name + kind, within) or find(name, within)
        if place is None:
            # Behind 市财政局 a bare 胶州 was taken for one more of the city's own.
            name = "".join(out[i].printed.split())
            place = find(name + kind, within) or find(name, within)
        if place is not None and ending[0].startswith("管") and place.level == "county" and name == place.name:
            # 镇海区、高新区管委会: a district has a government.
            continue
        if place is not None:
            full = name if name.endswith(place.name[-1]) else place.name
            out[i] = replace(out[i], agency=full + ending[0])
        elif ending[0].startswith("管") and not _SHARED_END.search(name) and pattern_of(r"{zone}$").search(name):
            out[i] = replace(out[i], agency=name + ending[0])
    return out


def governed(names: list[Name], shared: re.Match[str], context: Context) -> list[Name] | None:
    """广州、深圳等市人民政府, 宁波、温州两市政府: give the places at the end of a list what is said of all of them.

    None where the list does not end with a place.
    """
    within = context.jurisdiction.name if context.jurisdiction else None
    out = list(names)
    for i in range(len(out) - 1, -1, -1):
        printed = "".join(out[i].printed.split())
        place = find(printed, within)
        if place is None:
            return out if i < len(out) - 1 else None
        out[i] = replace(out[i], agency=place.name + (shared["end"] or ""))
    return out


def _shared_department(name: str, after: str, context: Context) -> str:
    """Return the department that a bare place has in common with the next one: 教育局 of 甲区、乙区教育局."""
    length = longest_surface(after)
    if not 0 < length < len(after) or not is_department(after[length:]):
        return ""
    within = context.jurisdiction.name if context.jurisdiction else None
    one, other = find(name, within), find(after[:length], within)
    if one is None or other is None or one.level != other.level or other == context.jurisdiction:
        return ""
    # 宁波、温州市商务局
    kind = one.name.removeprefix(name)
    return kind + after[length:] if len(kind) < 2 else ""


def share_lines(names: list[Name], tail: str) -> list[Name]:
    """教育、财政部门; 省教育、科技厅: give bare functional lines the ending of the last name, or of what follows 等."""
    out = list(names)
    if tail:
        # 电力 in 水利、电力等部门 is a line, 电力 alone a company.
        plain = [not looks_like_agency(n.agency) or _LINE_ALONE.fullmatch(n.agency) is not None for n in out]
        bare = [p and is_line(name.agency) for p, name in zip(plain, out, strict=True)]
        if sum(bare) > 1 and 2 * sum(bare) >= len(out):
            # 财税、金融、服务业、移民等部门: what stands among lines is one, though no table has it.
            bare = [
                b or (p and _SHORT.fullmatch(name.agency) is not None)
                for b, p, name in zip(bare, plain, out, strict=True)
            ]
        return [replace(n, agency=n.agency + tail) if b else n for n, b in zip(out, bare, strict=True)]
    for i in range(len(out) - 2, -1, -1):
        ending = LINE_END.search(out[i + 1].agency[-6:])
        name = out[i].agency
        if ending is None or looks_like_agency(name):
            continue
        # 商务、供销、市场监管部门: what stands among lines is one.
        among = ending[0] == "部门" and i > 0 and _SHORT.fullmatch(name) is not None and is_line(out[i - 1].agency)
        if among or is_line(name, (ending[0],) if len(ending[0]) == 1 else DEPARTMENTS):
            out[i] = replace(out[i], agency=name + ending[0])
            all_over = _EVERYWHERE.match(name)
            if all_over is not None and is_line(out[i + 1].printed.removesuffix(ending[0])):
                # 各地工业和信息化、农业农村主管部门
                out[i + 1] = replace(out[i + 1], agency=all_over[0] + out[i + 1].agency)
    for i in range(len(out) - 1):
        printed = out[i + 1].printed
        all_over, ending = _EVERYWHERE.match(out[i].agency), LINE_END.search(printed)
        if all_over is None or ending is None or _EVERYWHERE.match(out[i + 1].agency) is not None:
            continue
        if printed.endswith("部门") and is_line(printed[: ending.start()]):
            # 各地发展改革部门、财政部门
            out[i + 1] = replace(out[i + 1], agency=all_over[0] + printed)
    return out
