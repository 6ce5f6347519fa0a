"""The rules of resolution, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from extract import patterns as re
from extract.facts import Agency
from extract.resolve import tables
from extract.resolve.central import branch, central, civil_aviation, customs, enterprise, firm
from extract.resolve.collective import collective, is_collective
from extract.resolve.context import (
    COMMITTEE,
    CORPS,
    GOVERNMENT,
    LEVEL_WORDS,
    Context,
    Named,
    full_name,
    split_prefix,
)
from extract.resolve.groups import full_group
from extract.resolve.naming import agency, fill, kind_by_end
from extract.resolve.offices import branch_office, is_central_regulator, local_office, named_branch
from extract.resolve.own import of_own
from extract.resolve.party import is_own_party_body, league, party, party_head, spelled_party
from seeds.places import Place, ancestors, find, find_zone
from seeds.tables import rows

# 省委、省政府 as one body is no agency of its own; 市生态环境局南山分局 is an office of 市生态环境局.
_OFFICE = re.compile(
    r"(?P<parent>.{3,}?(?:局|厅|委|委员会|署|总队|支队))(?P<office>[^局厅]{2,12}(?:分局|管理局|支局|分署|派出所|办事处|大队|中队|所|司))$"
    r"|(?P<whose>.{2,}?(?:部|局|厅|委|委员会|署))(?P<own>办公厅|办公室)$"
)
_TOWN = re.compile(r"(?P<town>[^()（）]{2,10}(?:街道|街(?=办)|镇|乡))(?P<end>办事处|办|人民政府|政府)?$")
_WORK_COMMITTEE = re.compile(r"(?:中共|中国共产党)(?P<zone>.{2,20})工作委员会$")
_OF_ORGANS = re.compile(r"直(?:属)?机关工(?:作)?委(?:员会)?$")
_GOVERNMENT_OFFICE = re.compile(
    r"(?:人民政府|政府|府|行署|行政公署|管委会|管理委员会)?(?P<office>办|办公厅|办公室|(?:政务)?督查室|(?:政务)?督察室|研究室)$"
)
# What the seat of a level of government is called: a prefecture without a congress has 行政公署.
_LONG = 16
_AGENCIES_OF = ("地区", "盟")
_SPEAKS_OF_ITS_OWN = ("zone", "county")
_BARE = re.compile("(?:局|办|办公室|中心|委|委员会|大队|支队|站|所)$")
# Where no body stands before it, a group's or anybody's: 办公室设在市发改委.
_ANY_OFFICE = "办公室"
_WITH_SUPERVISION = re.compile("(?<=纪委)[省市州县区]?监(?:察)?委$")
_DISCIPLINE_GROUP = re.compile(
    r"(?P<head>[一-鿿]{0,12}?纪(?:律检查)?委(?:员会|(?:监委|监察委)?))(?:派驻|派出|驻)(?P<host>[一-鿿]{0,20}?)(?P<group>纪检监察组|纪检组)$"
)
_LOWER = re.compile(r"(?:[区县旗乡镇]|区县|县区|苏木|乡镇|苏木乡镇|镇街)(?:人民政府|政府|管委会)$")
_SESSION = re.compile(r"第[一-鿿]{1,6}届(?=人民代表大会)")
_BARE_ZONE = re.compile(
    r"[一-鿿]{2,12}(?:经济技术开发区|高新技术产业开发区|经济开发区|工业开发区|高新区|经开区|产业集聚区|经济合作区|综合保税区)$"
    # 县经开区, 高新区: that of the policy's own place.
    "|[市州盟县区旗]?(?:国家)?(?:经济技术开发区|高新技术产业开发区|经济开发区|高新区|经开区|综合保税区|综保区)$"
    "|[市州盟县区旗](?:(?:经济|工业|产业|科技)?(?:开发区|园区)|工业集中区|产业集聚区)$"
)
_ZONE_HEAD = re.compile(
    "(?P<kind>(?:新|园|开发|高新|经开|示范|合作|试验|度假|综保|保税)区)(?=[一-鿿]{2,16}(?:局|委|办|中心|队|部)$)(?!管委)"
)
_SECOND = re.compile(r"^(?P<outer>[^()（）〔〕\[\]]{2,})[(（〔\[][^()（）〔〕\[\]]*[)）〕\]]$")


@cache
def resolve(name: str, context: Context) -> Agency:
    """Return who ``name`` is.

    Parameters
    ----------
    name
        The name with its shared prefix restored: 市发展改革委, 省税务局, 罗湖区政府.
    context
        The jurisdiction and date of the policy that prints it.

    Returns
    -------
    Agency
        ``known`` is False where no rule fits; then ``canonical`` is the name as written, with the
        place in full where the prefix says which place it is.
    """
    name_in_full = _SESSION.sub("", name) if "届人民代表大会" in name else name
    if name_in_full != name:
        return _with(resolve(name_in_full, context), name, "congress, whichever term")
    named = split_prefix(name, context)
    found = central(name, named, context)
    if found is not None:
        return found
    # 街道办事处 is one in a policy of a street's own.
    found = of_own(name, named, context) if context.own is not None else None
    if found is not None:
        return found
    if is_collective(name):
        return collective(name, context)
    for rule in _RULES:
        found = rule(name, named, context)
        if found is not None:
            return found
    second = _SECOND.match(name)
    if second is not None:
        outer = resolve(second["outer"], context)
        if outer.known:
            return _with(outer, name, f"{outer.reason}, second name in brackets left out")
    return _unknown(name, named, context)


def _with(agency: Agency, short: str, reason: str) -> Agency:
    return Agency(
        agency.canonical, short, agency.level, agency.kind, agency.jurisdiction, agency.line, agency.known, reason
    )


def _own_name(name: str, named: Named, context: Context) -> Agency | None:
    """Take a name that the policy's own place has for a body of it: 前海管理局, 中关村管委会."""
    here = context.jurisdiction
    entry = tables.local_name(here, name, context.date) if here is not None and not context.national else None
    if here is None or entry is None:
        return None
    return agency(fill(entry.full, here), name, here, "department", entry.line, "name of this place (table)")


def _committee(name: str, named: Named, context: Context) -> Agency | None:
    """Take the committee that runs a functional zone."""
    end = next((e for e in COMMITTEE if name.endswith(e)), None)
    if end is None or named.party:
        return None
    zone = name[: -len(end)]
    if not zone and (context.jurisdiction is None or context.jurisdiction.level != "zone"):
        return None
    # 城管委, 国资监管委: departments whose short names end so too.
    if end == "管委" and not zone.endswith(("区", "园", "港", "新城", "口岸")):
        return None
    within = context.jurisdiction.name if context.jurisdiction else None
    if named.place is not None and tables.department(named.rest, context.date) is not None:
        return None
    here = context.jurisdiction
    place = find_zone(zone, within) or find(zone, within)
    holder = named.place
    if place is not None and here is not None and place.name == zone and not _near(place, here):
        # 滨海新区管委会 in a policy of Shaoxing is none of Tianjin's.
        holder, place = None, find_zone(here.short + zone, within)
    if place is None and holder is None and here is not None and not context.national:
        # 高新区 of Dalian is 大连高新技术产业园区.
        place = find_zone(here.short + zone, within)
    if place is not None and place.level in ("zone", "county", "prefecture"):
        canonical = government_of(place) if place.level == "zone" else full_name(place) + "管理委员会"
        return agency(canonical, name, place, "committee", None, "committee of a zone (table)")
    if tables.local_name(named.place, named.rest, context.date) if named.place else None:
        return None
    spelled, expanded = _expand_zone(zone)
    seat = holder or here
    if seat is not None and seat.name.endswith(("县", "旗")) and "技术" not in zone:
        # Only the state's own zones are 经济技术开发区; those of counties are in the table.
        spelled = spelled.replace("经济技术开发区", "经济开发区")
    if named.prefix in LEVEL_WORDS:
        spelled = spelled[len(named.prefix) :]
        head = holder.short if holder and expanded else holder.name if holder else named.prefix
        spelled = head + spelled
    elif holder is None and here is not None and not context.national and not zone.startswith("中国"):
        holder = here
        spelled = (here.short if expanded else full_name(here)) + spelled
    return agency(spelled + "管理委员会", name, holder, "committee", None, "committee of a zone, spelled in full")


def _near(place: Place, here: Place) -> bool:
    """Tell whether two places lie in one province, as far as the table tells."""
    tops = [next((p.name for p in (at, *ancestors(at)) if p.level == "province"), None) for at in (place, here)]
    return None in tops or tops[0] == tops[1]


def _work_committee(name: str, named: Named, context: Context) -> Agency | None:
    """Take the party's committee in a functional zone: 雄安新区党工委, 中共河北雄安新区工作委员会."""
    spelled = _WORK_COMMITTEE.match(name)
    zone = spelled["zone"] if spelled else name.removesuffix("党工委")
    if zone == name or len(zone) < 2:
        return None
    committee = resolve(zone + "管理委员会", context)
    if committee.kind != "committee":
        return None
    canonical = f"中共{committee.canonical.removesuffix('管理委员会')}工作委员会"
    return Agency(
        canonical, name, committee.level, "party", committee.jurisdiction, None, True, "party committee of a zone"
    )


def _zone(name: str, named: Named, context: Context) -> Agency | None:
    """Take a functional zone that stands for its committee: 立山经济开发区."""
    if _BARE_ZONE.match(name) is None:
        return None
    committee = resolve(name + "管理委员会", context)
    return _with(committee, name, "zone, for its committee") if committee.kind == "committee" else None


def _expand_zone(zone: str) -> tuple[str, bool]:
    """Spell the kind of a zone in full; tell whether the national kinds were meant, which carry short place names."""
    for row in sorted(rows("zone_words"), key=lambda r: -len(r["form"])):
        if zone.endswith(row["form"]):
            return zone[: -len(row["form"])] + row["full"], True
    return zone, zone.endswith(tuple(row["full"] for row in rows("zone_words")))


def _placed(name: str, named: Named, context: Context) -> Agency | None:
    """Take a body of the place that the name begins with, or of one below that it names behind: 泉州市 + 晋江生态环境局."""
    if named.place is None:
        return None
    found = _at_place(name, named, named.place, context)
    if found is not None or named.place.level != "prefecture" or not 4 < len(named.rest) < _LONG:
        return found
    inner = resolve(named.rest, Context(named.place, context.date))
    below = inner.known and inner.level in ("county", "zone") and inner.canonical == full_name(named.place) + named.rest
    return _with(inner, name, inner.reason) if below else None


def _of_jurisdiction(name: str, named: Named, context: Context) -> Agency | None:
    """Take a name without any prefix as a body of the policy's own jurisdiction."""
    here = context.jurisdiction
    if named.place is not None or named.prefix or here is None or context.national or kind_by_end(name) is not None:
        return None
    if name == _ANY_OFFICE:
        return None
    if here.level != "zone" and is_own_party_body(name, context.date):
        return party(name, name, here, context.date)
    return _at_place(name, Named("", here, False, name), here, context) if name not in ("", *GOVERNMENT) else None


def _at_place(name: str, named: Named, place: Place, context: Context) -> Agency | None:
    """Resolve a name whose place is known; None if no rule fits its rest."""
    rest, date = named.rest, context.date
    if named.party:
        return party(name, rest, place, date)
    if rest in GOVERNMENT or not rest:
        kind = "committee" if government_of(place).endswith("管理委员会") else "government"
        return agency(government_of(place), name, place, kind, None, "government of the place")
    if rest == "管理局" and place.level == "zone":
        return agency(full_name(place) + rest, name, place, "committee", None, "committee of a zone (table)")
    local = None if is_central_regulator(named, date) else tables.local_name(place, rest, date)
    if local is not None:
        reason = f"name of this place (table{', likely' if local.certainty != 'certain' else ''})"
        return agency(fill(local.full, place), name, place, "department", local.line, reason)
    office = _government_office(rest)
    if office is not None:
        canonical = government_of(place) + office
        return agency(canonical, name, place, "department", "政府办公", "office of the government")
    if _OF_ORGANS.match(rest) is not None:
        canonical = party_head(place) + "直属机关工作委员会"
        return agency(canonical, name, place, "party", "直属机关", "party body")
    if (
        rest.endswith("分局")
        and place.level in ("county", "zone")
        and (found := branch_office(name, rest, place, date))
    ):
        return found
    patterned = local_office(name, named, place, context)
    if patterned is not None:
        return patterned
    entry = tables.department(rest, date) or tables.compound(rest)
    own = place.level == "zone" and place.name != CORPS and (tables.is_full(rest) or tables.is_spelled(rest))
    if entry is not None and own and entry.full != rest:
        # A zone names its bodies as it likes: its 建设局 need not be a 住房和城乡建设局.
        return agency(full_name(place) + rest, name, place, "department", entry.line, "body of a zone, as written")
    if entry is not None:
        reason = "functional line and ending"
        if date is not None and not entry.holds(date):
            reason += ", a name not in force at that date"
        return agency(full_name(place) + entry.full, name, place, "department", entry.line, reason)
    # 省政法委, 市宣传部: bodies that only the party has.
    return party(name, rest, place, date) if place.level != "zone" and is_own_party_body(rest, date) else None


def government_of(place: Place) -> str:
    """Return the name of a place's government: 深圳市罗湖区人民政府, 锡林郭勒盟行政公署, a zone's 管理委员会."""
    if place.level == "zone":
        own = tables.local_name(place, "管委会", None)
        return own.full if own is not None else full_name(place) + ("" if place.name == CORPS else "管理委员会")
    return full_name(place) + ("行政公署" if place.name.endswith(_AGENCIES_OF) else "人民政府")


def _government_office(rest: str) -> str | None:
    """Return the ending of the office of a government: 政府办 → 办公室."""
    match = _GOVERNMENT_OFFICE.match(rest)
    if match is None or match[0] in ("办", "督查室", "督察室", "研究室", "政务督查室"):
        return None
    return "办公室" if match["office"] == "办" else match["office"]


def _office_of(name: str, named: Named, context: Context) -> Agency | None:
    """Take an office of a known body: 市生态环境局南山分局."""
    match = _OFFICE.match(name)
    if match is None:
        return None
    parent = resolve(match["parent"] or match["whose"], context)
    if not parent.known or parent.kind not in ("department", "central_office"):
        return None
    zone = (office := match["office"] or match["own"]).removesuffix("分局")
    canonical = parent.canonical + (_expand_zone(zone)[0] + "分局" if zone != office else zone)
    return agency(canonical, name, named.place, parent.kind, parent.line, f"office of {parent.canonical}")


def _town(name: str, named: Named, context: Context) -> Agency | None:
    """Take a town or street, which the divisions of the table don't reach: its name as written, the ending in full."""
    match = _TOWN.match(name)
    if match is None or named.prefix in LEVEL_WORDS:
        return None
    town = match["town"] + ("道" if match["town"].endswith("街") else "")
    ending = "办事处" if town.endswith("街道") else "人民政府"
    place = named.place or context.jurisdiction
    # 平乡镇 of 平乡县 begins as the county does.
    own = named.place is None or named.rest.startswith(("镇", "乡", "街道"))
    above = full_name(place) if own and place is not None and place.level == "county" else ""
    canonical = above + town + ending
    return agency(canonical, name, place, "government", None, "town or street, not in the table of divisions", False)


def _of_zone(name: str, named: Named, context: Context) -> Agency | None:
    """Take a department of the zone that a policy calls by its kind: 经开区建设局 in a policy of that zone or its city."""
    here = context.jurisdiction
    match = _ZONE_HEAD.match(name)
    if match is None or here is None or context.national or (named.prefix and here.level != "zone"):
        return None
    kind, rest = match["kind"], name[match.end() :]
    if here.level == "zone":
        place = here if _expand_zone(kind)[0] in full_name(here) or kind in here.name else None
    else:
        place = find_zone(here.short + kind, here.name) if here.level == "prefecture" else None
    if place is None:
        return None
    found = _at_place(name, Named(kind, place, False, rest), place, context)
    return found or agency(
        full_name(place) + rest, name, place, "department", None, "body of a zone, as written", False
    )


def _discipline_group(name: str, named: Named, context: Context) -> Agency | None:
    """Take a group that a discipline commission keeps in another body: 市纪委监委驻市财政局纪检监察组."""
    match = _DISCIPLINE_GROUP.match(name)
    # Its groups bear the name of the commission alone.
    head = _WITH_SUPERVISION.sub("", match["head"]) if match is not None else ""
    commission = resolve(head, context) if head else None
    if match is None or commission is None or not commission.known or commission.kind != "party":
        return None
    host = resolve(match["host"], context) if match["host"] else None
    known = host is None or host.known
    where = f"驻{host.canonical}" if host is not None else "派驻"
    canonical = f"{commission.canonical}{where}{match['group']}"
    place = named.place or context.jurisdiction
    return agency(canonical, name, place, "party", "纪检", f"office of {commission.canonical}", known)


def _bare_group(name: str, named: Named, context: Context) -> Agency | None:
    """Take a leading group or its office that the policy has named in full elsewhere: 领导小组办公室."""
    full = full_group(name, named, context) if context.groups else None
    return _with(resolve(full, context), name, "leading group that the policy names in full") if full else None


def _below(name: str, named: Named, context: Context) -> Agency | None:
    """Take governments of a lower level that stand for all of them: 区人民政府 in a policy of a city."""
    here = context.jurisdiction
    if here is None or context.national or named.place is not None or _LOWER.match(name) is None:
        return None
    return agency(full_name(here) + name, name, here, "collective", None, "governments below the jurisdiction")


def _unknown(name: str, named: Named, context: Context) -> Agency:
    kind = kind_by_end(name)
    place, canonical = named.place, name
    if place is not None and (named.prefix in LEVEL_WORDS or (kind == "leading_group" and place.name == CORPS)):
        canonical = full_name(place) + named.rest
    here = context.jurisdiction
    if kind == "leading_group" and place is None and here is not None and not context.national:
        place, canonical = here, full_name(here) + name
    if (
        kind is None
        and name != _ANY_OFFICE
        and not named.prefix
        and here is not None
        and here.level in _SPEAKS_OF_ITS_OWN
        # 安吉职教中心 says itself whose it is.
        and not (len(here.short) > 1 and name.startswith(here.short))
        # 国家合成生物技术创新中心 is nobody's own.
        and not name.startswith(("国家", "全国", "中国"))
        and (_BARE.search(name) or (here.level == "zone" and name.endswith("部")))
    ):
        # A zone or a county that names its bodies without itself (信用服务中心) means its own.
        return agency(
            full_name(here) + name, name, here, "unknown", None, "body of the policy's own place, as written", False
        )
    reason = "leading group, as written" if kind == "leading_group" else "kept as written"
    return agency(canonical, name, place, kind or "unknown", None, reason, known=kind == "leading_group")


_RULES: tuple[Callable[[str, Named, Context], Agency | None], ...] = (
    _bare_group,
    of_own,
    _discipline_group,
    spelled_party,
    _own_name,
    league,
    branch,
    civil_aviation,
    customs,
    _committee,
    _work_committee,
    enterprise,
    firm,
    named_branch,
    _of_zone,
    _placed,
    _of_jurisdiction,
    _office_of,
    _zone,
    _below,
    _town,
)
