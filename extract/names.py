"""Lists of agencies as clauses print them, with what the names share written out for each.

省科技厅、工业和信息化厅、生态环境厅 shares its prefix forward; 宜昌市、襄阳市、荆门市人民政府 shares its ending backward. A prefix
stops at 各…, a named place, a bank, a customs house, a grid company or a university; after a party body it is 省委 for
names that are party bodies (``party.csv``) and 省 for all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.facts import Span
from extract.page import trim
from extract.resolve import (
    LEVEL_WORDS,
    Context,
    is_central_office,
    is_collective,
    is_department,
    is_party_body,
    resolve,
    split_prefix,
)

_OPEN, _CLOSE = "(（〔[［【", ")）〕]］】"
# 各州、市人民政府 and 各市、县(市、区)人民政府 are one name each.
_WHOLE = re.compile(
    r"各省、自治区、直辖市(?:及计划单列市)?(?:人民政府)?|"
    r"各(?:(?!人民政府|政府|管委会)[^、,，;；。()（）]){0,8}、[^、,，;；。()（）]{0,4}(?:[(（][^()（）]{1,12}[)）])?[^、,，;；。()（）]{0,4}"
    r"(?:人民政府|政府|管委会|级市|街道|县市区|区)"
    r"|代管镇、街道"
)
_JOIN = re.compile(
    r"以及|及其|[及和与](?!信息化|社会|改革|储备|储物|旅游|资源|综合|草原|城乡|协作|数据|建设|管理|规划|自然|计划|体育|园林|市容|物资|农村|金融|战略|网络|经济|技术|房屋|渔业|科技|工业|治理|教育|民族|宗教)"
)
_TAIL = re.compile(r"(?:等(?:省|市|区|县)?(?:直)?(?:有关|相关)?(?:部门|单位|职能部门|部门和单位)?|等部门和单位)$")
_STOPS = re.compile(
    r"^(?:各|团[省市州县区]委|人行|人民银行|中国人民银行|国网|南方电网|中国|海关|国家|驻)|(?:大学|学院|研究院|公司|集团|银行|海关)$"
)
_AGENCY_END = re.compile(
    r"(?:委|厅|局|办|部|署|联|院|室|处|会|中心|总队|支队|大队|政府|办公室|委员会|单位|部门|公司|集团|银行|分行|支行|海关|大学|学院|"
    r"指挥部|领导小组|专班|联社|社|法院|检察院|区|市|县|州|盟|街道|镇|乡|管委会|实验室|协会|联合会|工会|团|站|队|所|馆|企业|机构|院校|高校)$"
)


@dataclass(frozen=True, slots=True)
class Name:
    """One agency of a list: the words as printed with their place, and the name in full."""

    at: Span
    printed: str
    agency: str


def depth_split(text: str, span: Span, separators: str) -> Iterator[Span]:
    """Yield the pieces of ``span`` between separators that stand outside all brackets."""
    depth, start = 0, span.start
    for i in range(span.start, span.end):
        char = text[i]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and char in separators:
            yield Span(start, i)
            start = i + 1
    yield Span(start, span.end)


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """Split a list at 、 and at 和, 及, 以及 between names, keeping names that hold 、 whole."""
    whole = [Span(m.start(), m.end()) for m in _WHOLE.finditer(text, span.start, span.end)]
    at = span.start
    for kept in whole:
        if at < kept.start:
            yield from _split_joined(text, Span(at, kept.start))
        yield kept
        at = kept.end
    if at < span.end:
        yield from _split_joined(text, Span(at, span.end))


def _split_joined(text: str, span: Span) -> Iterator[Span]:
    for part in depth_split(text, span, "、"):
        start = part.start
        for match in _JOIN.finditer(text, part.start, part.end):
            left = text[start : match.start()].strip()
            right = text[match.end() : part.end].strip()
            if (left and not looks_like_agency(left)) or (not looks_like_agency(right) and right):
                continue
            yield Span(start, match.start())
            start = match.end()
        yield Span(start, part.end)


def looks_like_agency(name: str) -> bool:
    """Tell whether words end as the name of a body does; a first filter, not a proof."""
    bare = _TAIL.sub("", name)
    bare = re.sub(r"[(（][^()（）]*[)）]$", "", bare)
    return bool(_AGENCY_END.search(bare)) or is_collective(bare)


def _own_prefix(name: str, context: Context) -> tuple[str, bool, bool]:
    """Return the prefix that a name prints itself, whether it is the party's, whether it may be shared."""
    if _STOPS.search(name) or is_collective(name):
        return "", False, False
    named = split_prefix(name, context)
    if not named.prefix:
        return "", False, False
    bare = named.prefix.removesuffix("委") if named.party else named.prefix
    if bare in LEVEL_WORDS:
        return bare, named.party, True
    here = context.jurisdiction
    shared = here is not None and named.place == here and is_department(named.rest)
    return bare, named.party, shared


def _prefixed(name: str, prefix: str, party: bool) -> str:
    if is_party_body(name) and (party or not is_department(name)):
        return f"{prefix}委{name}"
    return prefix + name


def _share_ending(names: list[Name], context: Context) -> list[Name]:
    """宜昌市、襄阳市、荆门市人民政府: give the bare places before a government its ending."""
    out = list(names)
    for i in range(len(out) - 2, -1, -1):
        ending = re.search(r"(?:人民政府|政府|管委会)$", out[i + 1].agency)
        if ending is None:
            continue
        named = split_prefix(out[i].agency, context)
        if named.place is not None and not named.rest and named.prefix not in LEVEL_WORDS:
            place = named.place
            full = out[i].agency if out[i].agency.endswith(place.name[-1]) else place.name
            out[i] = replace(out[i], agency=full + ending[0])
    return out


class Sharing:
    """The prefix that names without one take over, carried through one clause."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.prefix = ""
        self.party = False

    def read(self, text: str, span: Span) -> list[Name]:
        """Read the names of a list, in order; pieces that are no names are left to the caller's check."""
        names = []
        for piece in _pieces(text, span):
            at = trim(text, piece)
            printed = at.of(text)
            tail = _TAIL.search(printed)
            if tail is not None and tail.start() > 0:
                at = Span(at.start, at.start + tail.start())
                printed = at.of(text)
            if not printed or printed in ("等", "等部门"):
                continue
            names.append(Name(at, printed, self._restore(printed)))
        return _share_ending(names, self.context)

    def _restore(self, printed: str) -> str:
        name = re.sub(r"\s+", "", printed)
        own, party, shared = _own_prefix(name, self.context)
        if own:
            self.prefix, self.party = (own, party) if shared else ("", False)
            return name
        if _STOPS.search(name) or is_collective(name):
            if not name.endswith(("成员单位", "部门", "单位")):
                self.prefix = ""
            return name
        if not self.prefix:
            return name
        return _prefixed(name, self.prefix, self.party)


def is_known(name: str, context: Context) -> bool:
    """Tell whether a restored name resolves to a body that some rule knows."""
    return resolve(name, context).known or is_central_office(name)
