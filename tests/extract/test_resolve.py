"""Who an agency is, by place, line and date."""

from __future__ import annotations

import pytest

from extract.resolve import Context, resolve
from seeds.places import find

NAMES = [
    # jurisdiction, date, as printed with its prefix, full name, known
    ("广东省", "2021-01-01", "省发展改革委", "广东省发展和改革委员会", True),
    ("广东省", "2021-01-01", "省税务局", "国家税务总局广东省税务局", True),
    ("广东省", "2021-01-01", "广东证监局", "中国证券监督管理委员会广东监管局", True),
    ("佛山市", "2021-01-01", "市发展改革局", "佛山市发展和改革局", True),
    ("深圳市", "2022-01-01", "市住建局", "深圳市住房和建设局", True),
    ("无锡市", "2022-01-01", "市住建局", "无锡市住房和城乡建设局", True),
    ("深圳市", "2022-01-01", "市国资委", "深圳市人民政府国有资产监督管理委员会", True),
    ("深圳市", "2022-01-01", "罗湖区政府", "深圳市罗湖区人民政府", True),
    ("合肥市", "2022-01-01", "庐江县人民政府", "庐江县人民政府", True),
    ("深圳市", "2022-01-01", "深汕特别合作区管委会", "深圳市深汕特别合作区管理委员会", True),
    ("合肥市", "2022-01-01", "合肥高新区管委会", "合肥高新技术产业开发区管理委员会", True),
    ("佛山市", "2021-01-01", "市委宣传部", "中共佛山市委宣传部", True),
    ("河南省", "2022-01-01", "河南银保监局", "中国银行保险监督管理委员会河南监管局", True),
    ("内蒙古自治区", "2022-01-01", "自治区财政厅", "内蒙古自治区财政厅", True),
    ("湘西土家族苗族自治州", "2020-01-01", "州司法局", "湘西土家族苗族自治州司法局", True),
    ("深圳市", "2022-01-01", "各区", "深圳市各区", True),
    ("广东省", "2021-01-01", "各地级以上市人民政府", "广东省各地级以上市人民政府", True),
    ("深圳市", "2022-01-01", "市奇异事务局", "深圳市奇异事务局", False),
    ("河南省", "2022-01-01", "国网河南省电力公司", "国网河南省电力公司", True),
    ("河南省", "2022-01-01", "河南奇异电力研究公司", "河南奇异电力研究公司", False),
]  # fmt: skip


@pytest.mark.parametrize(("place", "date", "name", "full", "known"), NAMES, ids=[n[2] for n in NAMES])
def test_full_names(place: str, date: str, name: str, full: str, known: bool) -> None:
    agency = resolve(name, Context(find(place), date))
    assert (agency.canonical, agency.known) == (full, known)


def test_one_line_ties_levels_together() -> None:
    province = resolve("省工业和信息化厅", Context(find("广东省")))
    city = resolve("市工业和信息化局", Context(find("深圳市")))
    assert province.line == city.line == "工业和信息化"
    assert (province.level, city.level) == ("province", "prefecture")
