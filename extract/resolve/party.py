"""Bodies of the party and of the Youth League, which carry the place in their own way."""

from __future__ import annotations

from extract import patterns as re
from extract.facts import Agency
from extract.resolve import tables
from extract.resolve.context import CORPS, Context, Named, full_name, level_place, split_prefix
from extract.resolve.naming import agency
from seeds.places import Place, find

_LEAGUE = re.compile(
    r"(?:(?P<place>[^团]{2,12})?团(?P<level>省|市|自治区|州|县|区|旗|盟|地)委|(?P<other>省|市|自治区|州|县|区|旗|盟)团委|(?P<corps>兵团)团委|共青团(?P<named>.{1,12}?)(?:委|委员会))$"
)

_WITH_GOVERNMENT = re.compile("[省市州盟县区旗](?:人民)?政府")
_SECOND_NAME = re.compile(r"(?<=[一-鿿])[(（〔\[][^()（）〔〕\[\]]*[)）〕\]]$")


def party_head(place: Place) -> str:
    """Return what a party body's name begins with: 中共佛山市委, 中共内蒙古自治区委员会."""
    return f"中共{full_name(place)}{'委员会' if place.name.endswith('自治区') or place.name == CORPS else '委'}"


def is_own_party_body(name: str, date: str | None) -> bool:
    """Tell whether a name without any prefix can only be that of a body of the place's party committee: 组织部, 政法委."""
    return name.endswith(("部", "委", "委员会")) and tables.is_party_body(name, date) and not tables.is_body(name)


def party(name: str, rest: str, place: Place, date: str | None) -> Agency:
    """Return a body of the party in a place: 市委 with 宣传部 is 中共佛山市委宣传部."""
    if not rest:
        return agency(f"中共{full_name(place)}委员会", name, place, "party", None, "committee of the party")
    # 市委组织部（市委人才办）: one body, its second name in brackets.
    rest = _SECOND_NAME.sub("", rest)
    entry = tables.party(rest, date)
    line, body = (entry.line, entry.full) if entry is not None else (None, rest)
    if _WITH_GOVERNMENT.match(body):
        # 区委区政府督查室, of both.
        return agency(f"{full_name(place)}委{body}", name, place, "department", None, "body of party and government")
    if entry is None and body.endswith("办") and len(body) > len("督考办"):
        body += "公室"
    reason = "party body" if entry is not None else "party body, not in the table"
    if body.startswith("纪律检查") and body.count("委员会") < 2:
        return agency(f"中共{full_name(place)}纪律检查委员会", name, place, "party", line, reason)
    known = entry is not None or body.endswith(("领导小组", "委员会"))
    return agency(party_head(place) + body, name, place, "party", line, reason, known)


def spelled_party(name: str, named: Named, context: Context) -> Agency | None:
    """Take a party body spelled in full: 中共佛山市委宣传部, 中共佛山市纪律检查委员会."""
    for head in ("中共", "中国共产党"):
        if name.startswith(head) and not name.startswith(head + "中央"):
            inner = split_prefix(name[len(head) :], context)
            if inner.place is None:
                return None
            if inner.party:
                return party(name, inner.rest, inner.place, context.date)
            if inner.rest in ("委员会", "纪律检查委员会"):
                return party(name, inner.rest.removesuffix("委员会"), inner.place, context.date)
    return None


def league(name: str, named: Named, context: Context) -> Agency | None:
    """Take a committee of the Youth League: 团市委, 共青团佛山市委."""
    match = _LEAGUE.match(name) if "团" in name else None
    if match is None:
        return None
    level = match["level"] or match["other"]
    if match["named"]:
        place = split_prefix(match["named"] + "政府", context).place
    elif match["corps"]:
        place = find(CORPS)
    elif match["place"]:
        place = find(match["place"], context.jurisdiction.name if context.jurisdiction else None)
    else:
        place = level_place(level, context)
    where = full_name(place) if place else (match["named"] or level)
    canonical = f"共青团{where}委员会"
    known = place is not None
    return agency(canonical, name, place, "institution", "共青团", "committee of the Youth League", known)
