"""Names that stand for several bodies: 各区人民政府, 省有关部门, 县(市、区)政府, …领导小组各成员单位."""

from __future__ import annotations

from functools import lru_cache

from extract import patterns as re
from extract.facts import Agency
from extract.resolve.context import LEVEL_WORDS, SEVERAL_LEVELS, Context, full_name, split_prefix
from extract.resolve.groups import full_group
from extract.resolve.own import own_places
from extract.resolve.tables import is_body, is_department, is_party_body
from seeds.places import Place, spelled
from seeds.tables import words

_STARTS = (
    "各", "有关", "相关", "沿海", "沿江各", "沿河各", "沿湖各", "沿边各", "全市", "全省",
    "全区", "全州", "全国", "属地", "所在地", "所在", "辖区", "涉及", "地方各级", "其他", "其它",
    "县级以上", "旗县以上", "县以上", "区以上", "市以上", "乡级以上", "设区市", "设区的市", "地级以上市", "三大", "基础电信", "电信运营",
)  # fmt: skip
_ENDS = (
    "成员单位", "有关部门", "相关部门", "各部门", "有关单位", "相关单位", "有关市", "直属机构", "主管部门", "相关企业", "有关企业", "运营商",
    "运营企业", "各单位", "各企业", "责任部门", "职能部门", "行业协会", "管理部门", "监管部门", "电信企业", "通信企业", "金融机构", "科研院所",
    "高校院所", "高等院校", "直有关单位", "地方人民政府", "各成员", "公安机关", "审计机关", "税务机关",
)  # fmt: skip
_DIVISION = r"(?:各|有关|相关|设区|省|市|县|区|旗|州|盟|镇|乡|街道?|开发区|园区|功能区|新区|园|地级以上市|县级市|自治县|自治区|直辖市)"
# 县(市、区)人民政府, 区县政府, 市州人民政府, 镇街: two or more kinds of division in a row.
_SEVERAL = re.compile(
    rf"{_DIVISION}[、()（）〔〕/和及]*{_DIVISION}(?:[、()（）〔〕/和及]*{_DIVISION})*[、()（）〔〕/和及]*(?:级|直)?(?:党委)?[、和]?(?:人民政府|政府|管委会|管委|行署|部门|单位)?[)）]?"
    r"(?:[、和及(（](?:管委会|园区管委会|开发区管委会)[)）]?)?$"
)

_UNITS = re.compile("[省市州县区盟旗][(（〔\\[][省市州县区盟旗、, ]{1,8}[)）〕\\]]")

# 项目所在地政府, 主城区, 中央驻甬单位, 在甬高校, 三县一市, 各区科技部门: told by where they are, and so none of the level's own.
_WHEREVER = re.compile(
    "(?:项目|企业|工程)?(?:所在|注册|落户|实施)[地县市区]|属地|主城区|城区各|(?:中央|部|省)?驻[一-鿿]{1,3}(?:单位|机构|部队|高校|企业)|在[一-鿿](?:高校|央企|企业|单位)"
    "|[二两三四五六七八九十][区县市](?:[一二两三四五六七八九十][区县市])?$|各(?:[区县市州旗]|镇街|乡镇)|[省市县区]属各?(?:开发区|园区|功能区)"
)

_OF_LEVELS = re.compile(f"^{SEVERAL_LEVELS}")


def told_by_where(name: str) -> bool:
    """Tell whether a name says where those are whom it means, and no level: 项目所在地政府, 三县一市."""
    return _WHEREVER.match(name) is not None


def _bare(name: str) -> str:
    for word in LEVEL_WORDS:
        if name.startswith(word) and not name.startswith(words("not_prefix")):
            return name[len(word) :]
    return name


@lru_cache(maxsize=8192)
def is_collective(name: str) -> bool:
    """Tell whether a name stands for several bodies."""
    bare = _bare(name)
    return (
        # 全州县 is a county, 全州 all of a prefecture.
        (bare.startswith(_STARTS) and not bare.startswith("全州县"))
        or name.startswith(("县级以上", "苏木乡镇", "乡镇人民政府", "镇街"))
        or name == "街道办事处"
        or _line(name)
        or name.endswith(_ENDS)
        or "各有关" in bare
        or _several(name)
        # 县（市、区）农业局
        or _UNITS.match(name) is not None
        or told_by_where(name)
    )


def _line(name: str) -> bool:
    """Tell whether a name is that of the departments of a functional line: 发展改革部门, 市财政部门, 县级农牧部门."""
    stem = name.removesuffix("部门").removesuffix("行政")
    stems = (stem, _bare(stem), _bare(stem).removeprefix("级"), _OF_LEVELS.sub("", stem))
    return stem != name and any(
        is_department(s + end) or is_body(s + end) or (s and is_party_body(s + of_the_party))
        for s in stems
        for end, of_the_party in zip(("局", "厅", "委"), ("部", "办", "委"), strict=True)
    )


def _several(name: str) -> bool:
    return _SEVERAL.match(name) is not None and name not in ("市区", "县区", "市县", "区市", "省市", "园区", "城区")


def collective(name: str, context: Context) -> Agency:
    """Return the collective with the place that it belongs to: 各区政府 in a policy of Foshan is 佛山市各区政府."""
    here = context.jurisdiction
    named = split_prefix(name, context)
    if (
        named.place is not None
        and not named.party
        and not named.rest.startswith(("、", "属"))
        and (not _several(name) or named.rest.startswith(("有关", "相关")))
    ):
        return _agency(full_name(named.place) + named.rest, name, named.place, "collective, place in full")
    place = None if here is None or here.level == "national" else here
    if place is not None and name.startswith(("全市", "全省", "全区", "全州", "全县")):
        return _agency(place.name + name[2:], name, place, "collective of the jurisdiction")
    # 领导小组各成员单位, of the group that the policy names in full.
    said = (full_group(name, named, context) if context.groups else None) or name
    # 市各有关部门, 市信息化工作领导小组各成员单位
    levelled = place is not None and said[:1] == place.name[-1:] and (said[1:2] == "各" or said != name)
    said = said[1:] if levelled else said
    canonical = ((own_places(name, context) or full_name(place)) if place else "") + said
    return _agency(canonical, name, place, "collective of the jurisdiction")


def _agency(canonical: str, short: str, place: Place | None, reason: str) -> Agency:
    level = place.level if place else None
    return Agency(canonical, short, level, "collective", spelled(place) if place else None, None, True, reason)
