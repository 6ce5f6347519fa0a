"""Lists of agencies as clauses print them, with what the names share written out for each.

省科技厅、工业和信息化厅、生态环境厅 shares its prefix forward; 宜昌市、襄阳市、荆门市人民政府 and 教育、财政部门 share their endings
backward. A prefix stops at 各…, a named place, a bank, a customs house, a grid company or a university; after a party
body it is 省委 for names that are party bodies (``party.csv``) and 省 for all others. Words are rows of
``name_words.csv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from extract import patterns as re
from extract.brackets import trailing
from extract.facts import Span
from extract.names.endings import OF_PLACES, SHARED_OFFICE, Name, governed, share_lines, share_places
from extract.names.kinds import (
    LINE_END,
    TAIL,
    is_institution,
    is_line,
    is_persons_name,
    is_place,
    looks_like_agency,
    names_several,
    pattern_of,
    without_bracket,
)
from extract.names.pieces import cut
from extract.page import trim
from extract.resolve import (
    LEVEL_WORDS,
    Context,
    branch_place,
    is_department,
    is_party_body,
    own_prefix,
    split_prefix,
    takes_prefix,
    told_by_where,
)
from seeds.places import ancestors, find, longest_surface

# 有关区政府, 各相关县（市、区）人民政府
_SOME_GOVERNMENTS = re.compile("(?:各|有关|相关)+(?=[^各有相].*政府$)")
# 沅江日报社, 清华大学合肥研究院, 中物院技术转移中心: what bears a place's or an institution's name has its own.
_INSTITUTION_END = re.compile(
    "(?:[日晚]?报社|报业|电视台|广播台|医院|大学|学院|学校|研究院|研究所|实验室|中心|基地|集团|公司|协会|学会|商会|联盟|基金会)$"
)
_OF_INSTITUTION = re.compile("(?:中[一-鿿]{1,3}院|[一-鿿]{2,6}(?:大学|集团|公司|银行))(?=[一-鿿]{2})(?!管理)")
# 自治区党委宣传部, but 市委宣传部.
_WITH_PARTY = ("自治区", "师市")
# A short name for what stands before it is none of the name: (以下简称管委会).
_SHORT_FOR = re.compile(
    r"(?:日常工作)?(?:设在|设于|挂靠)|(?:以下|下)?(?:统|简)+称|(?:以下|下)称|[^()（）〈〉<>]*下同[)）〉>]"
)
# A name in the notice's list may carry a mark of its role (★市科技局).
MARKS = "★☆*＊※▲△●◆■#"
_MARK = re.compile(rf"^[{re.escape(MARKS)}]+|[{re.escape(MARKS)}]+$")
# 和林格尔县 is a place.
_PLACE_LETTERS = 2
_NUMBERED = re.compile(r"\d{1,2}[.．、](?!\d)[ 　]*|[①-⑳][ 　]*|[(（]\d{1,2}[)）][ 　]*|(?P<joint>以及|[和及与])")
_OF_NO_NAME = re.compile(
    r"(?:力争|于|自|到|截至)?(?:20\d\d年|\d{1,2}月[底末前中上下\d]|年底|年内)(?![一-鿿]*(?:局|委|公司|中心)$)"
    r"|[一-鿿]{0,6}(?:负责人|责任人|联系人|领导|电话)\s*[:：]"
)
_SHARED_LEVELS = re.compile("[省市州县区乡]{2,3}[两三]级")
# 领导小组办公室 is that of the group which the text has founded, whoever stands before it in a list.
_OWN_OFFICE = re.compile("(?:领导小组|[一-鿿]{0,4}工作组|工作专班|专班|指挥部|联席会议)?办公室")
# 第八师石河子市, of 兵团, bears its own name too.
_ALL_LEVELS = re.compile("[省市县]级以上|各级|地方(?:各级)?人民政府|第[一二三四五六七八九十]+师")
# 市招商局 王建国
_BESIDE_IT = re.compile("[ 　]+(?P<who>[一-鿿]{2,3})\\Z")
# 西北能源监管局: of a part of the country.
_OWN_BRANCH = re.compile("[一-鿿]{2,6}(?:分局|支队|大队|供电所)")
_REGIONAL = re.compile("(?:华北|东北|华东|华中|中南|西南|西北|华南|南方)(?!部)[一-鿿]{2,8}局$")
_BUREAU = re.compile("[一-鿿]{2,8}局")


def _prefixed(name: str, prefix: str, party: bool, date: str | None) -> str:
    bare = without_bracket(name)
    if party and is_party_body(bare, date):
        return f"{prefix}{'党委' if prefix in _WITH_PARTY else '委'}{name}"
    return prefix + name


class Sharing:
    """The prefix that names without one take over, carried through one clause.

    Parameters
    ----------
    context
        Jurisdiction and date of the policy.
    is_note
        Tells whether the words in a bracket behind a name speak of its part (牵头) and are none of the name.
    """

    def __init__(self, context: Context, is_note: re.Pattern[str] | None = None) -> None:
        self.context = context
        self.is_note = is_note
        self.prefix = ""
        self.party = False
        self.after_institution = False
        self.zone = ""

    def read(self, text: str, span: Span) -> list[Name]:
        """Read the names of a list, in order; pieces that are no names are left to the caller's check."""
        said = span.of(text)
        shared = OF_PLACES.search(said)
        if shared is not None:
            before = self._names(text, Span(span.start, span.start + shared.start()))
            if (all_of := governed(before, shared, self.context)) is not None:
                return share_lines(share_places(all_of, self.context), "")
        names = self._names(text, span)
        tail = (
            ""
            if "等" not in said
            else "主管部门"
            if said.endswith("主管部门")
            else "部门"
            if said.endswith(("部门", "部门和单位", "部门、单位"))
            else ""
        )
        return share_lines(share_places(names, self.context), tail)

    def _names(self, text: str, span: Span) -> list[Name]:
        return [name for at in self._groups(text, span) if (name := self._name(text, at)) is not None]

    def _groups(self, text: str, span: Span) -> Iterator[Span]:
        """Yield the pieces of a list, those of one name that holds 、 joined (推进甲、乙工作领导小组办公室)."""
        pieces = [piece for p in cut(text, span) if (piece := trim(text, p)).start < piece.end]
        i = 0
        while i < len(pieces):
            j = i
            if not looks_like_agency(pieces[i].of(text)):
                while j + 1 < len(pieces) and j < i + 4 and not looks_like_agency(pieces[j].of(text)):
                    j += 1
                head = pieces[i].of(text)
                opens = head.startswith((*LEVEL_WORDS, "推进", "促进", "国家")) or "“" in head
                # 县、旗 behind them would be one more name, 小组办公室 is the end of the one that began.
                if j == i or not (opens and pattern_of(r"{group}$").search(pieces[j].of(text))):
                    j = i
            # 市直有关部门、单位
            while (
                j + 1 < len(pieces)
                and pieces[j + 1].of(text) in ("单位", "部门")
                and pieces[j].of(text).endswith(("部门", "单位"))
            ):
                j += 1
            yield Span(pieces[i].start, pieces[j].end)
            i = j + 1

    def _name(self, text: str, at: Span) -> Name | None:
        note: Span | None = None
        bracket = trailing(text, at)
        if bracket is not None and _SHORT_FOR.match(text, bracket.start + 1, bracket.end):
            at = trim(text, Span(at.start, bracket.start))
            bracket = None
        said = text[bracket.start + 1 : bracket.end - 1].strip() if bracket is not None else ""
        if bracket is not None and (is_persons_name(said) or _OF_NO_NAME.match(said) is not None):
            # 市商务局（李明）, 市科技局（主要负责人：李明）, 巴东县人民政府（2025年底前建成）
            at = trim(text, Span(at.start, bracket.start))
            bracket = None
        person = _BESIDE_IT.search(text, at.start, at.end)
        if person is not None and is_persons_name(person["who"]) and looks_like_agency(text[at.start : person.start()]):
            at = Span(at.start, person.start())
        numbered = _NUMBERED.match(text, at.start, at.end)
        if numbered is not None and looks_like_agency(rest := text[numbered.end() : at.end]):
            # 1.市科技局、2.市财政局; 市科技局，和市财政局, but 和林格尔县.
            own = numbered["joint"] and longest_surface(at.of(text)) >= _PLACE_LETTERS
            placed = rest.startswith(LEVEL_WORDS) or longest_surface(rest) >= _PLACE_LETTERS
            at = at if numbered["joint"] and (own or not placed) else Span(numbered.end(), at.end)
        if text.startswith(("由", "请"), at.start) and looks_like_agency(text[at.start + 1 : at.end]):
            at = Span(at.start + 1, at.end)
        if bracket is not None and self.is_note is not None:
            inner = Span(bracket.start + 1, bracket.end - 1)
            if self.is_note.search(inner.of(text)):
                note, at = inner, trim(text, Span(at.start, bracket.start))
        printed = at.of(text)
        tail = TAIL.search(printed) if "等" in printed or "属" in printed else None
        if tail is not None and tail.start() > 0:
            at = trim(text, Span(at.start, at.start + tail.start()))
            printed = at.of(text)
        marked = bool(printed) and (printed[0] in MARKS or printed[-1] in MARKS)
        while marked and (mark := _MARK.search(printed)) is not None and mark.end() - mark.start() < len(printed):
            at = trim(
                text,
                Span(at.start + mark.end(), at.end) if mark.start() == 0 else Span(at.start, at.start + mark.start()),
            )
            printed = at.of(text)
        if not printed or (tail is not None and tail.start() == 0):
            return None
        return Name(at, printed, self._restore(printed), note, marked)

    def _restore(self, printed: str) -> str:
        name = "".join(printed.split())
        if self.zone and name in ("管委会", "管理委员会"):
            # 高新区党工委和管委会, 有关区政府和管委会
            return self.zone + name
        some = _SOME_GOVERNMENTS.match(name)
        self.zone = some[0] if some else name.removesuffix("工委").removesuffix("党") if name.endswith("党工委") else ""
        kind, prefix, party = _kind(name, self.context)
        if kind == "institution":
            self.after_institution = True
        elif kind == "prefixed":
            self.prefix, self.party, self.after_institution = prefix, party, False
        elif kind == "place":
            self.prefix = ""
        elif kind == "bare" and self.prefix and not _OWN_OFFICE.fullmatch(name) and not self._says_place(name):
            bare = without_bracket(name)
            if self.prefix.endswith("区") and self.prefix not in LEVEL_WORDS:
                # 新区财政金融局、秦创原创新促进中心: a zone shares itself with its bureaus.
                own = is_department(bare) or _BUREAU.fullmatch(bare)
                return _prefixed(name, self.prefix, self.party, self.context.date) if own else name
            if (not self.after_institution or is_department(bare) or is_party_body(bare)) and takes_prefix(
                bare, self.prefix, self.context
            ):
                return _prefixed(name, self.prefix, self.party, self.context.date)
        return name

    def _says_place(self, name: str) -> bool:
        """Tell whether a name begins with the policy's own place: 丰台运管分局 in a policy of 丰台区."""
        here = self.context.jurisdiction
        if here is None:
            # 盐都公安分局 on a page that does not say whose it is; 公安分局 bears no place, for all that 公安 is a county.
            length = 0 if is_department(name) else longest_surface(name)
            return length > 1 and (is_department(name[length:]) or _OWN_BRANCH.fullmatch(name, length) is not None)
        return here.level == "county" and len(here.short) > 1 and name.startswith(here.short)


@lru_cache(maxsize=16384)
def _kind(name: str, context: Context) -> tuple[str, str, bool]:
    """Return what a printed name is to the sharing of prefixes, and the prefix that it gives to the names behind it.

    ``prefixed`` names print a prefix themselves, which they share or end; a ``place`` ends it; an ``institution`` lets
    it pass to departments only; ``members`` (…成员单位) let it pass; a ``bare`` name takes it.
    """
    if _SHARED_LEVELS.match(name):
        # 市县两级统计部门 are of several levels.
        return "place", "", False
    ending = LINE_END.search(name)
    if name.startswith(("各地", "各级")):
        # 市科技局、各地财政部门
        return "place", "", False
    if told_by_where(name):
        return "members", "", False
    if names_several(name) and not (ending is not None and ending[0] == "部门" and is_line(name[: ending.start()])):
        return ("members" if name.endswith(("成员单位", "部门", "单位")) else "place"), "", False
    if is_institution(name) or _REGIONAL.match(name):
        return "institution", "", False
    if 0 < longest_surface(name) < len(name) and SHARED_OFFICE.search(name):
        # 江津金融监管分局: an office of a central agency, called by its own place.
        return "institution", "", False
    if name.endswith("分局") and branch_place(name, context) is not None:
        # 环保拱墅分局 names its district itself.
        return "institution", "", False
    if _ALL_LEVELS.match(name):
        return "place", "", False
    zone = pattern_of(r"^{own_level}").match(name)
    if zone is not None and (is_department(name[zone.end() :]) or _BUREAU.fullmatch(name, zone.end())):
        # 新区住房和城乡建设局、应急管理局: a functional zone has departments of its own.
        return "prefixed", zone[0], False
    own = own_prefix(name, context)
    if own:
        return "prefixed", own, False
    named = split_prefix(name, context)
    if named.prefix:
        prefix = named.prefix.removesuffix("委").removesuffix("党") if named.party else named.prefix
        here = context.jurisdiction
        shared = prefix in LEVEL_WORDS or (here is not None and named.place == here and is_department(named.rest))
        return ("prefixed", prefix, named.party) if shared else ("prefixed", "", False)
    if _has_own_name(name, context):
        return "institution", "", False
    return ("place" if is_place(name) else "bare"), "", False


def _has_own_name(name: str, context: Context) -> bool:
    """Tell whether an institution begins with the name of a place or of another institution: it is none of the level's."""
    if _INSTITUTION_END.search(name) is None or is_department(name):
        return False
    here, length = context.jurisdiction, longest_surface(name)
    place = find(name[:length], here.name if here is not None else None) if length else None
    near = place is not None and (
        here is None
        or place.level in ("province", "prefecture", "zone")
        or place.name == name[:length]
        or (here is not None and (place == here or here in ancestors(place)))
    )
    return near or _OF_INSTITUTION.match(name) is not None
