"""Offices of a city's departments in its districts and zones, which print the department or the district first."""

from __future__ import annotations

from extract import patterns as re
from extract.facts import Agency
from extract.resolve import tables
from extract.resolve.context import CORPS, Context, Named, full_name
from extract.resolve.naming import agency, fill
from seeds.places import Place, ancestors, find


def branch_office(name: str, rest: str, place: Place, date: str | None) -> Agency | None:
    """Take a city's office in a district: 区国土分局 of 官渡区 is 昆明市国土资源局官渡分局."""
    city = next(ancestors(place), None)
    bureau = rest.removesuffix("分局") + "局"
    if city is None or city.level != "prefecture" or tables.is_central_office(rest):
        return None
    entry = tables.local_name(city, bureau, date) or tables.department(bureau, date)
    if entry is None:
        return None
    parent = fill(entry.full, city) if entry.full.startswith((city.name, "{")) else full_name(city) + entry.full
    short = full_name(place).removeprefix(city.name).removeprefix(city.short) if place.level == "zone" else place.short
    canonical = f"{parent}{short}分局"
    return agency(canonical, name, place, "department", entry.line, f"office of {parent}")


def named_branch(name: str, named: Named, context: Context) -> Agency | None:
    """Take a city's office that prints its line before its district: 国土高明分局, 生态环境拱墅分局."""
    found = branch_place(name, context)
    if found is None:
        return None
    place, line = found
    return branch_office(name, line + "分局", place, context.date)


def branch_place(name: str, context: Context) -> tuple[Place, str] | None:
    """Return the district and the line that the name of a branch prints in this order, None for any other name.

    Parameters
    ----------
    name
        The name as printed: 环保拱墅分局.
    context
        Jurisdiction and date of the policy.
    """
    here = context.jurisdiction
    if not name.endswith("分局") or not 6 <= len(name) <= 14 or here is None or context.national:
        return None
    for cut in range(2, len(name) - 3):
        place = find(name[cut:-2], here.name)
        if (
            place is not None
            and place.level in ("county", "zone")
            and tables.department(name[:cut] + "局", context.date)
        ):
            return place, name[:cut]
    return None


_DIVISION = re.compile(
    r"(?:兵团)?第?(?P<number>[一二三四五六七八九十]{1,2})师(?P<city>[一-鿿]{2,5}市)?(?P<rest>[一-鿿]{2,12}(?:局|委|办|室))?(?:人民政府|政府)?$"
)


def corps_division(name: str, named: Named, context: Context) -> Agency | None:
    """Take a division of the Xinjiang corps, which governs a city of the same land: 第八师石河子市, 第八师工信局."""
    corps, here = find(CORPS), context.jurisdiction
    match = _DIVISION.match(name) if "师" in name else None
    if match is None or corps is None or here is None or here not in (corps, *ancestors(corps)):
        return None
    division = f"{full_name(corps)}第{match['number']}师{match['city'] or ''}"
    if match["rest"] is None:
        return agency(division, name, corps, "government", None, "division of the corps")
    entry = tables.department(match["rest"], context.date)
    if entry is None:
        return None
    return agency(division + entry.full, name, corps, "department", entry.line, "department of a division of the corps")
