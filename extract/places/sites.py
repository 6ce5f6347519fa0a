"""Sites that no table knows, in a list of places where something is to be done: 在蛇口港、梧桐山、后海湾等新建X."""

from __future__ import annotations

from extract import patterns as re
from extract.areas import Area, Areas, area_at

_SITES = re.compile(
    "(?P<names>[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,8}){2,}?(?:和[\u4e00-\u9fff]{2,8}?)?)等(?:地|处|区域|片区)?(?=新建|建设|打造|布局|设立|建成|试点)"
)
_NO_SITE = re.compile(
    "(?:园区|景区|社区|小区|医院|学校|高校|院校|企业|港口|机场|车站|码头|高速|公路|场站|领域|场所|单位|机构|小镇|场景|区域|地区|行业|商圈|楼宇|枢纽|口岸|站点|县域|乡村|工地|厂区)$"
)
_MANY_SITES = 3


def sites_at(text: str, start: int, limit: int, jurisdiction: str | None) -> Areas | None:
    """Read the list of sites that begins at ``start``, by what is to be done in them; one at least must be a place by its name."""
    listed = _SITES.match(text, start, limit)
    if listed is None:
        return None
    found, at, sure = [], start, False
    for name in re.split("[、和]", listed["names"]):
        at = text.index(name, at)
        area = area_at(text, at, at + len(name), jurisdiction)
        area = area if area is not None and area.end == at + len(name) else None
        sure = sure or area is not None
        if area is None and _NO_SITE.search(name):
            return None
        found.append(area or Area(name, at, at + len(name), False))
        at += len(name)
    return Areas(tuple(found), listed.end(), True) if sure and len(found) >= _MANY_SITES else None
