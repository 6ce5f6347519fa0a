"""Items that name nothing without the head that they share: states, kinds of power or material, steps of making."""

from __future__ import annotations

from collections.abc import Sequence

from extract import patterns as re
from extract.technologies.items import Verdict, ending, starts_process, verdict

# 常压固态、低温液态等储运技术: states of one thing; 电源侧、电网侧储能系统: where it stands.
_STATE = re.compile(r"[固液气]态(?:合金)?$|^[^、]{1,3}侧$")
# 纯电动、混合动力等汽车; 锂系、钠系等电池: by what a thing is driven or of what it is, no names by themselves.
_DRIVEN = re.compile(
    r"(?:纯?电动|插电式?|增程式?|油?电?混动|油电混合|插电式?混合动力|混合动力|新能源|清洁能源|替代燃料|天然气"
    r"|(?:氢|甲醇|生物)?燃料(?:电池)?|氢燃料电池|氢能|氢|氨|甲醇|LNG|CNG|[全锌铁锂钠铅铝镁][系基钒]?|有机)+(?:动力)?"
)
_DRIVES = re.compile(r"(?:动力)?(?:汽车|轿车|客车|卡车|货车|重卡|公交车?|叉车|车辆|船舶|船|飞行器|飞机|机车|电池)$")
# 专用制样、材料加工等样品制备装备: steps, and the devices by which they are done.
_DONE_BY = re.compile(r"(?:加工|制备|生产|制造)(?:专用)?(?:仪器|设备|装备|装置|机械)+$")
# 结构件压铸技术: a technique that names its object.
_WORKS = re.compile(
    r".{2,}(?:提取|压铸|铸造|锻造|焊接|成型|加工|制备|回收|利用|处理|处置|检测|识别|切割|镀膜|涂覆|合成|发酵|分离|纯化|拆解|修复|养殖|种植|育种|精炼)(?:技术|工艺)"
)
# 氧化锆粉体、陶瓷膜等产品制备技术: a word for goods names no object.
_OF_GOODS = re.compile(
    r"(?:关键|核心|高端|新型|重点|先进|主要|基础)*(?:产品|材料|制品|部件|零部件|器件|药物|品种)(?:制备|生产|制造|加工|成型|合成)"
)
# 感知、通信、计算一体化设备: one thing that does it all.
_ALL_IN_ONE = re.compile(
    r"[^、]{2,5}(?:功能融合|功能集成|一体化|多合一|一体)(?:模组|模块|芯片|终端|设备|装备|装置|系统|网络|平台|基站|机)"
)
BARE = re.compile(r"(?:各类|大宗|多源)?(?:废物|废弃物|污染|污染物|固体废物|工业固废)的?")
DEVICE = re.compile(r"(?:设备|装备|装置|系统|技术|仪器|工艺)$")
_LONGEST_STEP = 4


def is_all_in_one(before: Sequence[str], last: str) -> bool:
    """Tell whether the last of a list is one thing that does what the others say too (感知、通信、计算一体化设备)."""
    return _ALL_IN_ONE.fullmatch(last) is not None and all(len(name) <= _LONGEST_STEP for name in before)


def are_states(names: Sequence[str]) -> bool:
    """Tell whether all of them say only in what state a thing is."""
    return all(_STATE.search(name) for name in names)


def needs_category(names: Sequence[str], head: str) -> bool:
    """Tell whether a list and the category behind its 等 are one name, since the items alone are none."""
    if 2 * sum(_STATE.search(name) is not None for name in names) > len(names):
        return verdict(head) >= Verdict.SERVICE
    if _DRIVES.search(head) and all(_DRIVEN.fullmatch(name) for name in names):
        return True
    return _DONE_BY.search(head) is not None and 2 * sum(verdict(n) < Verdict.SERVICE for n in names) > len(names)


def works_on(names: list[str], head: str) -> bool:
    """Tell whether items are what a technique works on, which names its object itself (壳体、托盘等大型结构件压铸技术)."""
    if _OF_GOODS.match(head) or all(name.endswith("法") for name in names):
        return False
    if _WORKS.fullmatch(head) is None or starts_process(head) or BARE.match(head):
        return False
    return not any(
        DEVICE.search(n) or ending(n) in (Verdict.ACTION, Verdict.SERVICE, Verdict.STOP, Verdict.TERM) for n in names
    )
