"""Bodies of a town, of a division of the Xinjiang corps and of a department, in a policy of its own.

There 镇政府 is that town's, 师市财政局 that division's, 投资处 that department's. The divisions of the table end above
towns, so without this the bodies of all towns of a county would be one. Which it is the title says, or who issues it.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract import patterns as re
from extract.facts import Agency
from extract.resolve import tables
from extract.resolve.context import CORPS, Context, Named, Own, full_name
from extract.resolve.naming import agency, fill
from seeds.places import Place, ancestors, find, longest_surface

_UNITS = ("街道", "镇", "乡", "街")
# 特色小镇, 城乡, 返乡 are none; 仙塘镇 is one.
_TOWN = re.compile(
    r"(?P<town>[一-鿿]{1,4}?(?<![小古城村集强名新下全我本各返回还归市县区乡制点色心范丽游业])(?:镇|乡(?![村土镇])|街道))"
    r"(?=(?P<body>人民政府|政府|党委|党工委|委员会|工作委员会|办事处))?"
)
_TOWN_SPEAKS = re.compile(
    "(?:全|我|本)(?:镇|乡|街道)|(?<![一-鿿])(?:镇|乡|街道)(?:人民政府|政府|党委|党工委|办事处|[一-鿿]{2,12}(?:办|所|中心|局|站))"
)
_HEAD = r"(?:新疆生产建设兵团|兵团)?第?(?P<number>[一二三四五六七八九十]{1,2})师(?P<city>[一-鿿]{2,5}?市)?"
_DIVISION_HEAD = re.compile(_HEAD)
_DIVISION = re.compile(_HEAD + "(?P<rest>[一-鿿]*)$")
_OF_DIVISION = ("师市", "师")
_OF_ALL = re.compile("(?:各|有关|相关|全体)(?![省市州县区])")
_BODY_OF_TOWN = re.compile("[一-鿿]{1,18}(?:办公室|办|所|中心|局|站|队)$|(?:人大|武装部|工会|妇联|团委)$")
_BODY_OF_DIVISION = re.compile("[一-鿿]{2,16}(?:局|委|办|办公室|部|会|中心|院)$")
# 镇街各部门, 镇级 are of several.
_SEVERAL = re.compile("[镇乡][街乡村镇区级属直域内]")
# What towns shorten besides the ending.
_SHORT = (("经发", "经济发展"), ("经促", "经济促进"), ("应急办", "应急管理办"))
_OF_DEPARTMENT = re.compile("(?:本)?(?:厅|局|委)?(?P<office>(?:机关)?[一-鿿]{2,12}[处科股]|办公室|机关(?:党委|纪委))$")
_NAMES_A_BODY = re.compile("[厅局委院部府](?=[一-鿿])|^(?:各|有关|相关)|办事处|[本学专内外百前新]科$")
_DEPARTMENT = re.compile("[厅局委会]")
# 某厅2024年工作要点 speaks of its own offices, 某厅关于印发… to others.
_ITS_WORK = re.compile("20\\d{2}|年度|工作|任务|内设|机关|重点|责任|职责|推进|落实|贯彻")
# Cities that no districts stand below.
_NO_DISTRICTS = ("东莞市", "中山市", "嘉峪关市", "儋州市")
_IN_HOUSE = re.compile("(?:牵头|责任|配合|承办|相关|有关|各)[处科股]室")
# 工业和信息化部办公厅关于印发《…内部分工》的通知: a ministry that speaks to its own 司局.
_MINISTRY = re.compile("(?P<name>(?:国家|中国)?[一-鿿]{3,14}?(?:部|委员会|总局|总署))(?:办公厅)?关于")
_IN_MINISTRY = re.compile("(?:各|有关|相关|牵头|责任|配合|参加)司局|内部分工|[部委]内(?:分工|督办)")
_OF_MINISTRY = re.compile(
    "(?P<office>[一-鿿]{2,14}(?:司|局)|办公厅|机关党委|驻[部委]纪检监察组)(?:[(（][一-鿿]{2,6}[)）])?"
)
_OF_STATE = re.compile("国家|国务院|全国|中央")
_HEAD_OF_TEXT = 200
_LONGEST = 20


def own_body(title: str, issuers: Sequence[str], text: str, place: Place | None) -> Own | None:
    """Return the town, division or department that a policy is of, None where it is of its place.

    Parameters
    ----------
    title, issuers
        What the head says; the names of issuers in full.
    text
        The policy's own text, which tells whether a town that the title names speaks in it.
    place
        Its jurisdiction.
    """
    if place is None:
        return None
    if place.level == "national":
        return _ministry(text)
    for name in (title, *issuers):
        division = _DIVISION_HEAD.match(name) if _in_xinjiang(place) else None
        if division is not None:
            city = division["city"] if division["city"] and find(division["city"]) is not None else None
            return Own("division", _division(division["number"], city))
    if place.level == "county" or place.name in _NO_DISTRICTS:
        for name in (*issuers, title):
            name = name.removeprefix("中共")
            town = _TOWN.match(name, _behind_places(name, place))
            if town is not None and (town["body"] or (len(town["town"]) > 2 and _TOWN_SPEAKS.search(text))):
                return Own("town", full_name(place) + town["town"])
    return _department(title, issuers, text)


def _behind_places(name: str, place: Place) -> int:
    """Return where a name goes on behind the place and those above it."""
    at, holders = 0, {place.name, place.short, *(n for a in ancestors(place) for n in (a.name, a.short))}
    while (length := longest_surface(name[at:])) and (
        name[at : at + length] in holders or ((found := find(name[at : at + length])) is not None and found == place)
    ):
        at += length
    return at


def _department(title: str, issuers: Sequence[str], text: str) -> Own | None:
    """Return the department whose own offices a policy speaks of."""
    for match in reversed(list(_DEPARTMENT.finditer(title[:_LONGEST]))):
        if _is_department(title[: match.end()]) and _ITS_WORK.match(title, match.end()):
            return Own("department", title[: match.end()])
    # 省财政厅办公室 speaks for the whole.
    name = issuers[0].removesuffix("办公室").removesuffix("办公厅") if len(issuers) == 1 else ""
    if name and _is_department(name) and _IN_HOUSE.search(text):
        return Own("department", name)
    return None


def _ministry(text: str) -> Own | None:
    """Return the ministry that divides its work among its own offices (原材料工业司), None for policies for others."""
    announced = _MINISTRY.search(text, 0, _HEAD_OF_TEXT)
    if announced is None or _IN_MINISTRY.search(text) is None:
        return None
    return Own("ministry", announced["name"])


def _is_department(name: str) -> bool:
    """Tell whether a name is that of a department with its place in full."""
    length = longest_surface(name)
    place = find(name[:length]) if length else None
    if place is None or not place.name.endswith(name[length - 1]):
        return False
    rest = name[length:]
    return tables.is_full(rest) or any(entry == name for entry in _spelled(place, rest))


def _spelled(place: Place, rest: str) -> tuple[str, ...]:
    entry = tables.local_name(place, rest, None)
    return () if entry is None else (fill(entry.full, place),)


def _in_xinjiang(place: Place) -> bool:
    corps = find(CORPS)
    return corps is not None and bool({corps, *ancestors(corps)} & {place, *ancestors(place)})


def _division(number: str, city: str | None) -> str:
    return f"{CORPS}第{number}师{city or ''}"


def own_prefix(name: str, context: Context) -> str:
    """Return the word for the policy's own town or division that a name begins with: 镇, 师市; the empty string else."""
    own = context.own
    words = () if own is None else _OF_DIVISION if own.kind == "division" else _UNITS if own.kind == "town" else ()
    word = next((w for w in words if name.startswith(w)), "")
    return "" if own is not None and own.kind == "town" and word[:1] not in own.name[-2:] else word


def takes_prefix(name: str, prefix: str, context: Context) -> bool:
    """Tell whether a name without prefix takes 镇 from its neighbours: 财政所 does, 狮山派出所 and 罗村社会管理处 do not.

    Of any other prefix the answer is yes.
    """
    own = context.own
    if _OF_DEPARTMENT.fullmatch(name) is not None and name.endswith(("处", "科")):
        # 省中小企业服务中心、企业服务处: an office of the department's own.
        return tables.is_body(name)
    if own is not None and own.kind == "department":
        return _OF_DEPARTMENT.fullmatch(name) is None
    if own is None or own.kind != "town" or prefix not in _UNITS:
        return True
    short = own.name.removesuffix(prefix)
    named = any(short.endswith(name[:length]) for length in range(2, min(len(name), 6)))
    return _BODY_OF_TOWN.match(name) is not None and not named


def of_own(name: str, named: Named, context: Context) -> Agency | None:
    """Take a body of the town, the division or the department that the policy is of."""
    own, here = context.own, context.jurisdiction
    if here is None and name.startswith("师市"):
        entry = tables.department(name[2:], context.date) or tables.body(name[2:], "prefecture", context.date)
        if entry is None:
            return None
        return agency(name, name, None, entry.kind, entry.line, "body of a division that is not told")
    if here is None:
        return None
    if here.level == "national":
        office = _OF_MINISTRY.fullmatch(name) if own is not None and own.kind == "ministry" else None
        if own is None or office is None or _NAMES_A_BODY.search(office["office"]) or _OF_STATE.match(name):
            return None
        return agency(own.name + office["office"], name, here, "department", None, "office of the policy's department")
    if own is not None and own.kind == "town":
        return _of_town(name, own, here, context)
    if own is not None and own.kind == "department":
        office = _OF_DEPARTMENT.match(name)
        if office is None or _NAMES_A_BODY.search(office["office"]):
            return None
        return agency(own.name + office["office"], name, here, "department", None, "office of the policy's department")
    return _of_division(name, own, here, context)


def _of_town(name: str, own: Own, here: Place, context: Context) -> Agency | None:
    town = own.name.removeprefix(full_name(here))
    word = own_prefix(name, context)
    head = next((h for h in (own.name, here.name + town, town) if name.startswith(h)), word)
    if not head or _SEVERAL.match(name):
        return None
    rest, reason = name[len(head) :], "body of the town whose policy it is"
    street = own.name.endswith("街道")
    if rest in ("", "政府", "人民政府", "办事处") or (street and rest == "办"):
        return agency(own.name + ("办事处" if street else "人民政府"), name, here, "government", None, reason)
    if rest in ("党委", "党工委"):
        return agency(f"中共{own.name}{'工作' if street else ''}委员会", name, here, "party", None, reason)
    if rest == "纪委":
        return agency(f"中共{own.name}纪律检查委员会", name, here, "party", "纪检", reason)
    if _BODY_OF_TOWN.match(rest) is None:
        return None
    full = next((long + rest[len(short) :] for short, long in _SHORT if rest.startswith(short)), rest)
    # 农办 may be any of several.
    full = full + "公室" if full.endswith("办") and len(full) > len("农办") else full
    return agency(own.name + full, name, here, "department", None, reason)


def _of_division(name: str, own: Own | None, here: Place, context: Context) -> Agency | None:
    """Take a body of a division, which governs a city of the same land: 第八师石河子市, 第八师工信局, 师市财政局."""
    if "师" not in name[:12] or not _in_xinjiang(here):
        return None
    match = _DIVISION.match(name)
    word = own_prefix(name, context)
    if match is None and not (own is not None and own.kind == "division" and word):
        return None
    division = _division(match["number"], match["city"]) if match is not None else own.name if own is not None else ""
    rest = match["rest"] if match is not None else name[len(word) :]
    corps = find(CORPS)
    if rest in ("", "政府", "人民政府"):
        return agency(division, name, corps, "government", None, "division of the corps")
    entry = tables.department(rest, context.date)
    if entry is not None:
        reason = "department of a division of the corps"
        return agency(division + entry.full, name, corps, "department", entry.line, reason)
    entry = tables.body(rest, "prefecture", context.date)
    if entry is not None and "{full}" in entry.full and entry.kind != "central_office":
        canonical = entry.full.replace("{full}", division)
        return agency(canonical, name, corps, entry.kind, entry.line, "body of the table")
    if rest.startswith("党委"):
        found = tables.party(rest[2:], context.date)
        body, line = (found.full, found.line) if found is not None else (rest[2:], None)
        known = found is not None or not body
        return agency(f"中共{division}委员会{body}", name, corps, "party", line, "party body", known)
    if _BODY_OF_DIVISION.match(rest) is None:
        return None
    reason = "body of a division of the corps, as written"
    return agency(division + rest, name, corps, "department", None, reason, False)


def is_office(name: str, context: Context) -> bool:
    """Tell whether a name is that of an office within the department or the ministry that the policy is of: 财务处, 科技司."""
    kind = context.own.kind if context.own is not None else ""
    match = _OF_MINISTRY.fullmatch(name) if kind == "ministry" else None
    match = _OF_DEPARTMENT.fullmatch(name) if kind == "department" else match
    return match is not None and _NAMES_A_BODY.search(match["office"]) is None and _OF_STATE.match(name) is None


def own_places(name: str, context: Context) -> str:
    """Return what stands before a collective of the policy's own town or division: 各村 of 狮山镇; else the empty string."""
    own = context.own
    if own is None or _OF_ALL.match(name) is None:
        return ""
    if own.kind == "department":
        return own.name if name.endswith(("处室", "科室")) else ""
    return own.name
