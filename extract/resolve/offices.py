"""Offices of a city's departments in its districts and zones, which print either first, and of central agencies in a place."""

from __future__ import annotations

from extract.facts import Agency
from extract.resolve import tables
from extract.resolve.context import LEVEL_WORDS, Context, Named, full_name
from extract.resolve.naming import agency, fill
from seeds.places import Place, ancestors, find

# 市金融监管局 is a city's own office or the central agency's.
_REGULATOR = ("金融监管局", "金融监督管理局")


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
    """Take a city's office that prints its line and its district, in any order: 国土高明分局, 莲都自然资源分局."""
    found = branch_place(name, context)
    if found is None:
        return None
    place, line = found
    local = tables.local_name(place, line + "分局", context.date)
    if local is not None:
        return agency(fill(local.full, place), name, place, "department", local.line, "name of this place (table)")
    return branch_office(name, line + "分局", place, context.date)


def branch_place(name: str, context: Context) -> tuple[Place, str] | None:
    """Return the district and the line that the name of a branch prints, None for any other name.

    Parameters
    ----------
    name
        The name as printed: 环保拱墅分局, 莲都自然资源和规划分局.
    context
        Jurisdiction and date of the policy.
    """
    here = context.jurisdiction
    if not name.endswith("分局") or not 6 <= len(name) <= 14 or here is None or context.national:
        return None
    for cut in range(2, len(name) - 3):
        for line, district in ((name[:cut], name[cut:-2]), (name[cut:-2], name[:cut])):
            place = find(district, here.name)
            if (
                place is not None
                and place.level in ("county", "zone")
                and here in (place, *ancestors(place))
                and tables.department(line + "局", context.date)
            ):
                return place, line
    return None


def is_central_regulator(named: Named, date: str | None) -> bool:
    """Tell whether 广东金融监管局 is the central agency's: since 2023, and not with 省 or 市 before it."""
    entry = tables.body(named.rest, "province", date) if named.rest in _REGULATOR else None
    own = named.prefix in LEVEL_WORDS or not named.prefix
    return entry is not None and not own and (date is None or entry.holds(date))


def local_office(name: str, named: Named, place: Place, context: Context) -> Agency | None:
    """Take a local office of a central agency, or another body whose full name is a pattern of its own."""
    entry = tables.body(named.rest, place.level, context.date)
    if entry is None:
        return None
    own = named.prefix in LEVEL_WORDS or not named.prefix
    if named.rest in _REGULATOR:
        # 市金融监管局 was the city's own office before the central agency had offices; 佛山金融监管局 never was.
        if own and (context.date is None or not entry.holds(context.date)):
            return None
        if own and tables.department(named.rest, context.date) is not None and place.level != "province":
            # A prefecture's central office is a 分局: 市金融监管局 stays the city's own body.
            return None
    if entry.kind == "department" and context.date is not None and not entry.holds(context.date):
        if tables.department(named.rest, context.date) is not None:
            return None
    reason = "local office of a central agency" if entry.kind == "central_office" else "body of the table"
    return agency(fill(entry.full, place), name, place, entry.kind, entry.line, reason)
