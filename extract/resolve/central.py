"""Central agencies, their branches that carry the head office's name, and the local companies of central enterprises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from extract import patterns as re
from extract.facts import Agency
from extract.resolve import tables
from extract.resolve.context import LEVEL_WORDS, NATION, Context, Named, level_place
from extract.resolve.naming import agency, fill
from seeds.places import Place, ancestors, find, longest_surface
from seeds.tables import rows


def central(name: str, named: Named, context: Context) -> Agency | None:
    """Take a central agency: in a national policy by any form, elsewhere by a name that can be no one else's."""
    entry = tables.national(name, not context.national, context.date)
    own = named.place is not None and named.place.level != "national"
    if entry is None or (not context.national and own and entry.kind != "enterprise"):
        return None
    return agency(entry.full, name, NATION, entry.kind, entry.line, "central agency (table)")


@cache
def _heads() -> Mapping[str, tuple[tuple[str, Mapping[str, str]], ...]]:
    """Map the first two characters of every head office to its forms, longest first."""
    out: dict[str, list[tuple[str, Mapping[str, str]]]] = {}
    for row in sorted(rows("branches"), key=lambda row: -len(row["head"])):
        out.setdefault(row["head"][:2], []).append((row["head"], row))
    return {start: tuple(found) for start, found in out.items()}


def branch(name: str, named: Named, context: Context) -> Agency | None:
    """Take a branch that prints the short name of its head office: 人行郑州中心支行, 证监会广东监管局."""
    for head, row in _heads().get(name[:2], ()):
        if not name.startswith(head) or len(name) - len(head) < 3:
            continue
        rest = name[len(head) :]
        if not rest.endswith(("行", "部", "局", "办", "队", "署", "处", "室", "支")):
            continue
        for short, long in (
            ("营管部", "营业管理部"),
            ("中支", "中心支行"),
            ("特派办", "特派员办事处"),
            ("监管办", "监管办公室"),
            ("业务办", "业务办公室"),
        ):
            if rest.endswith(short):
                rest = rest.removesuffix(short) + long
        level = next((w for w in LEVEL_WORDS if rest.startswith(w)), None)
        if level is not None:
            place = level_place(level, context)
            rest = (place.name if place else level) + rest[len(level) :]
        else:
            length = longest_surface(rest)
            place = find(rest[:length]) if length else None
        kind, reason = row["kind"], "branch of a central agency, spelled in full"
        return agency(row["canonical"] + rest, name, place, kind, row["line"], reason)
    return None


# 天津新港海关 begins with a place; 外高桥海关 bears the name of a quarter.
_LONGEST_SEAT = 4


@cache
def _acts() -> tuple[str, ...]:
    return tuple(row["word"] for row in rows("duty_acts"))


def customs(name: str, named: Named, context: Context) -> Agency | None:
    """Take a customs house or maritime office that is named for no division: 拱北海关."""
    # No province has one of its own, but municipalities do: 上海海关.
    other = named.place is not None and (named.place.level != "province" or named.prefix in LEVEL_WORDS)
    if other or not name.endswith("海关") or len(name) < 4:
        return None
    seat = name.removeprefix("中华人民共和国").removesuffix("海关")
    if longest_surface(seat) == 0 and (len(seat) > _LONGEST_SEAT or seat.startswith(_acts())):
        # 优化海关监管, 从机场到平台实现海关监管: no house is called so.
        return None
    full = name if name.startswith("中华人民共和国") else "中华人民共和国" + name
    return agency(full, name, None, "central_office", "海关", "customs house")


_CIVIL_AVIATION = re.compile(r"民航(?P<place>.{2,8}?)(?:安全)?(?:监督管理局|监管局)$")


def civil_aviation(name: str, named: Named, context: Context) -> Agency | None:
    """Take an office of civil aviation: 民航深圳监管局."""
    match = _CIVIL_AVIATION.match(name)
    if match is None:
        return None
    place = find(match["place"])
    full = f"中国民用航空{place.short if place else match['place']}安全监督管理局"
    return agency(full, name, place, "central_office", "民航", "office of civil aviation", place is not None)


# 国网长沙供电公司 is as long as short forms are.
_SHORT_COMPANY = 8


@cache
def _companies() -> Mapping[tuple[str, str], tuple[Mapping[str, str], ...]]:
    """Index the forms of enterprises by the words around the place: 国网…电力公司."""
    out: dict[tuple[str, str], list[Mapping[str, str]]] = {}
    for row in rows("enterprises"):
        for form in row["forms"].split("|"):
            before, key, after = re.split(r"\{(\w+)\}", form)
            out.setdefault((before, after), []).append({**row, "key": key})
    return {ends: tuple(found) for ends, found in out.items()}


@cache
def _company_ends() -> tuple[str, ...]:
    return tuple({after for _, after in _companies()})


@cache
def _full_heads() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["full"]), row["short"]) for row in rows("enterprise_heads"))


def _with_short_head(name: str) -> str:
    """Return a local company's name with the short name of its head office: 中国铁塔股份有限公司武汉市分公司 → 中国铁塔武汉市分公司."""
    for full, short in _full_heads():
        match = full.match(name)
        if match is not None:
            return short + name[match.end() :]
    return name


def enterprise(name: str, named: Named, context: Context) -> Agency | None:
    """Take a local company of the power grids and the carriers; the place must be one that the row is for."""
    printed = name
    name = _with_short_head(name) if len(name) > _SHORT_COMPANY else name
    if not name.endswith(_company_ends()):
        return None
    within = context.jurisdiction.name if context.jurisdiction else None
    for (before, after), found in _companies().items():
        middle = name[len(before) : len(name) - len(after)]
        if not (name.startswith(before) and name.endswith(after)):
            continue
        place = level_place(middle, context) if middle in LEVEL_WORDS else find(middle, within) if middle else None
        if not middle and not before and context.jurisdiction is not None:
            # 供电公司 alone is that of the policy's own place.
            middle, place = (
                next((w for w in LEVEL_WORDS if context.jurisdiction.name.endswith(w)), ""),
                context.jurisdiction,
            )
        if place is None or place.level == "zone":
            continue
        entries = [row for row in found if _company_of(row, place, middle)]
        for row in _in_force(entries, name, place, context.date):
            return agency(
                _company_name(row, place),
                printed,
                place,
                "enterprise",
                row["line"],
                "local company of a central enterprise",
            )
    return None


def _company_of(row: Mapping[str, str], place: Place, middle: str) -> bool:
    spelled = {"name": place.name, "short": place.short}.get(row["key"])
    if (spelled is None) != (middle in LEVEL_WORDS) or (spelled is not None and spelled != middle):
        return False
    above = [a.name for a in ancestors(place)]
    kinds = {place.name, place.level, *(f"{a}/@{place.level}" for a in above)}
    return not row["places"] or bool(kinds & set(row["places"].split("|")))


def _in_force(found: list[Mapping[str, str]], name: str, place: Place, date: str | None) -> Iterator[Mapping[str, str]]:
    """Yield the rows in force; without a date first one whose full name is printed, then the one still in force."""
    if date is not None:
        yield from (r for r in found if r["from"] <= date and (not r["to"] or date <= r["to"]))
        return
    yield from (r for r in found if _company_name(r, place) == name)
    yield from (r for r in found if not r["to"])


def _company_name(row: Mapping[str, str], place: Place) -> str:
    """Fill the pattern of a company; a city's branch carries the name of the province's company."""
    pattern = row["canonical"]
    if "{company}" not in pattern and "{mobile}" not in pattern:
        return fill(pattern, place)
    above = next((p for p in ancestors(place) if p.level == "province"), place)
    if "{mobile}" in pattern:
        return f"中国移动通信集团{above.short}有限公司{place.short}分公司"
    key, _, ending = pattern.rpartition("{")[2].partition("}")
    spelled = place.name if key == "name" else place.short
    if place.level == "county" and ending == "供电公司" and place.name.endswith(("县", "市")):
        return f"国网{above.short}{place.name}供电有限公司"
    current = (r for r in rows("enterprises") if above.name in r["places"].split("|") and not r["to"])
    company = next(current, None)
    return (fill(company["canonical"], above) if company else "") + spelled + ending


_FIRM = re.compile(
    r"[一-鿿()（）]{4,40}(?:有限责任公司|有限公司|股份公司|集团公司)(?:[一-鿿]{2,12}(?:分公司|供电公司|供电局|办事处))?$"
)


def firm(name: str, named: Named, context: Context) -> Agency | None:
    """Take a firm that prints its registered name: it is that name, whosever firm it is."""
    if not name.endswith(("公司", "供电局", "办事处")) or name.startswith(LEVEL_WORDS) or _FIRM.fullmatch(name) is None:
        return None
    length = longest_surface(name)
    place = find(name[:length]) if length else None
    return agency(name, name, place, "enterprise", None, "firm, named in full")
