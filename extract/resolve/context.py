"""From where a name is seen, and the place at its head: 市委宣传部 in a policy of Foshan is 佛山市, party, 宣传部."""

from __future__ import annotations

from functools import cache
from typing import Literal

from extract.records import record
from extract.resolve.tables import is_body, is_central_office, is_party_body
from seeds.places import Place, ancestors, find, longest_surface
from seeds.tables import rows, words

# 省 or 市 in front of a name stands for the jurisdiction's own place of that level.
LEVEL_WORDS = ("自治区", "自治州", "自治县", "地区", "省", "市", "州", "盟", "县", "区", "旗")
# Levels side by side, before what departments of them are meant: 市州发展改革部门, 县市区财政部门.
SEVERAL_LEVELS = "[市州盟县区旗]{2,4}(?=[^市州盟县区旗]{2})"
_LEVEL_STARTS = frozenset(word[0] for word in LEVEL_WORDS)
GOVERNMENT = ("人民政府", "政府", "行政公署", "行署")
COMMITTEE = ("管理委员会", "管委会", "管委")
# A body of its own beside the province that it lies in.
CORPS = "新疆生产建设兵团"
NATION = Place("全国", None, "national", None)
# A short name of a county (南山) is sure only before these ends.
_SURE_ENDS = (
    *GOVERNMENT,
    *COMMITTEE,
    "人民政府办公室",
    "供电局",
    "供电公司",
    "生态环境局",
    "生态环境分局",
    "日报社",
    "电视台",
)


@record
class Own:
    """The body that a policy is of where the table of places ends above it.

    ``kind`` is ``town``, ``division`` (of the Xinjiang corps) or ``department`` or ``ministry``, ``name`` its name in full: 佛山市南海区狮山镇.
    """

    kind: Literal["town", "division", "department", "ministry"]
    name: str


@record
class Context:
    """From where a name is seen: the policy's jurisdiction and date (ISO 8601, None if unknown), the groups it names.

    ``own`` is the town, the division or the department that the policy is of, None for a policy of the jurisdiction itself.
    """

    jurisdiction: Place | None
    date: str | None = None
    groups: tuple[str, ...] = ()
    own: Own | None = None

    @property
    def national(self) -> bool:
        """Whether the policy is the country's."""
        return self.jurisdiction is not None and self.jurisdiction.level == "national"


@record
class Named:
    """A name taken apart: the printed prefix, the place it stands for, whether it is the party's, the rest."""

    prefix: str
    place: Place | None
    party: bool
    rest: str


def level_place(word: str, context: Context) -> Place | None:
    """Return the place that 省, 市, 区 … means in a policy of the context's jurisdiction."""
    here = context.jurisdiction
    if here is None or here.level == "national":
        return None
    for place in (here, *ancestors(here)):
        if not place.name.endswith(word):
            continue
        if word == "区" and place.name.endswith(("自治区", "地区")):
            continue
        return place
    return None


def _after(prefix: str, place: Place | None, rest: str) -> Named:
    """Tell a party body behind a prefix: 市 + 委宣传部, 自治区 + 党委宣传部, 市 + 委."""
    for mark in ("党委", "委"):
        if rest.startswith(mark) and not rest.startswith("委员会"):
            body = rest[len(mark) :]
            if body or prefix in LEVEL_WORDS:
                return Named(prefix + mark, place, True, body)
    return Named(prefix, place, False, rest)


@cache
def split_prefix(name: str, context: Context) -> Named:
    """Take a printed name apart into its prefix and the rest.

    ``市委宣传部`` → 市, party, 宣传部; ``广东证监局`` → 广东, 证监局; ``市场监管局`` → no prefix.
    """
    within = context.jurisdiction.name if context.jurisdiction and not context.national else None
    length = longest_surface(name)
    if (
        name[:1] in _LEVEL_STARTS
        and (not name.startswith(words("not_prefix")) or is_body(name[1:]))
        and not _begins_with_level_word(name[:length], within)
    ):
        for word in LEVEL_WORDS:
            if name.startswith(word) and len(name) > len(word):
                return _after(word, level_place(word, context), name[len(word) :])
    zone = _zone_at(name, length, within)
    if zone is not None:
        length += len(zone)
        return Named(name[:length], find(name[:length], within), False, name[length:])
    while length > 1:
        place = find(name[:length], within) or _beside(name[:length], name[length:], context)
        if place is not None:
            while (inner := _inner(name[length:], place)) is not None:
                place, length = inner, length + len(inner.name)
            rest = name[length:]
            if _sure(name[:length], place, rest):
                if rest.startswith("委员会") and is_party_body(rest[3:]):
                    return Named(name[:length] + "委员会", place, True, rest[3:])
                if rest.startswith("党委") and is_party_body(rest[2:]):
                    return Named(name[:length] + "党委", place, True, rest[2:])
                if rest.startswith("委") and (rest == "委" or is_party_body(rest[1:])):
                    return Named(name[:length] + "委", place, True, rest[1:])
                return Named(name[:length], place, False, rest)
        length = longest_surface(name, length - 1)
    return Named("", None, False, name)


def _beside(surface: str, rest: str, context: Context) -> Place | None:
    """Return the county beside the policy's own whose central office is named by its short name: 江津金融监管分局."""
    here = context.jurisdiction
    if here is None or here.level != "county" or not is_central_office(rest):
        return None
    return next((place for above in ancestors(here) if (place := find(surface, above.name)) is not None), None)


def _zone_at(name: str, length: int, within: str | None) -> str | None:
    """Return the word for a city's zone behind its name, where more follows: 天津 + 经开区 + 科技局."""
    if length < 2 or "区" not in name[length:-1]:
        return None
    forms = (form for row in rows("zone_words") for form in (row["full"], row["form"]) if name.startswith(form, length))
    form = max(forms, key=len, default=None)
    if form is None or length + len(form) >= len(name):
        return None
    place = find(name[: length + len(form)], within)
    return form if place is not None and place.level == "zone" else None


def _begins_with_level_word(surface: str, within: str | None) -> bool:
    """Tell whether a district whose own name begins with 市 is meant: 市中区政府."""
    place = find(surface, within) if surface.startswith(LEVEL_WORDS) else None
    return place is not None and place.name == surface


def _inner(rest: str, place: Place) -> Place | None:
    """Return the place below ``place`` that ``rest`` begins with in full: 深圳市 + 南山区 + 人民政府."""
    length = longest_surface(rest)
    while length > 1:
        inner = find(rest[:length], place.name)
        if inner is not None and inner.name == rest[:length] and place in ancestors(inner):
            return inner
        length = longest_surface(rest, length - 1)
    return None


def _sure(surface: str, place: Place, rest: str) -> bool:
    """Tell whether a two-character short name of a county is meant: 城管局 is no office of a county named 城."""
    if place.level != "county" or len(surface) != 2 or surface == place.name:
        return True
    return bool(rest) and (rest.endswith(_SURE_ENDS) or is_central_office(rest))


def full_name(place: Place) -> str:
    """Return the name of a place as it stands in the name of its government: 深圳市罗湖区, but 庐江县."""
    if place.official is not None:
        return place.official
    carries_city = place.level == "zone" or (place.level == "county" and place.name.endswith("区"))
    if not carries_city or place.parent is None:
        return place.name
    if place.level == "zone" and place.name.startswith(place.parent.rstrip("省市")):
        return place.name
    return place.parent + place.name
