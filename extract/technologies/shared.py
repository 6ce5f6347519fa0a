"""Items that name nothing without the head that they share: states, kinds of power or material, steps of making."""

from __future__ import annotations

from collections.abc import Sequence

from extract import patterns as re
from extract.technologies.items import Verdict, verdict

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
