"""Brackets that hold bodies and no role word: (市发展改革委、市能源局), (市科技局组织推进，市教育局做好保障)."""

from __future__ import annotations

from collections.abc import Iterator

from extract import patterns as re
from extract.brackets import split
from extract.duties.nobody import is_date
from extract.duties.orders import says
from extract.facts import Span
from extract.names import Sharing, is_known, is_plain_institution, looks_like_agency
from extract.names.kinds import is_line, is_place, unquoted
from extract.resolve import LEVEL_WORDS, Context, is_department, is_office

__all__ = [
    "FIRM",
    "LEVELLED",
    "is_within",
    "known_names",
    "left_names",
    "only_names",
    "stands_in_brackets",
    "tells_acts",
]

_DEPARTMENT = re.compile(r"^(?:国家|全国|中央|最高).{2,}|(?:总局|总署|委员会|人民政府|有关部门)$")
_ANYWHERE = Context(None)
_LIST_OF_BODIES = re.compile(
    "(?:[局厅委办部署会]|政府|中心)(?=[、，,;；/／ 　(（〔]).|(?<!公)司[、，,]|[、，,;；/／ 　].*(?:[局厅委办部署会]|政府|中心)$|[、/／][省市县区]"
)
_OF_MINISTRY = re.compile("(?!公)[一-鿿]{2,12}(?<!公)司")
# 新闻宣传中心, 标准化研究院, of a department that divides its work among its own.
_HAVE_OFFICES = ("department", "ministry")
_OF_ITS_OWN = re.compile("[一-鿿]{2,12}(?:中心|研究院|研究所|总站|总队|协会|学会)")
# 东风柳汽, 柳工: what may be a name among bodies, though nothing tells.
_MAY_BE_NAME = re.compile("(?![一-鿿]*[的将把由是为])[一-鿿()（）]{2,24}")
LEVELLED = re.compile(
    r"[★☆*＊]?(?:省|市|州|县|区|自治区)(?!场)(?:[一-鿿]{2,}(?:委|厅|局|办|部|政府|管委会)|[科教财农经体卫安]委|外办)"
    r"(?:[、,，;；：:/／ 　(（〔]|$)"
)
# 省机场集团
FIRM = re.compile("(?:省|市|州|县|区|自治区)(?!级)[一-鿿]{2,8}(?:集团|公司)$")
# 海曙区, 全市: what else than whose the task is a bracket may say of it.
_PLACE = re.compile(
    "(?!各)[一-鿿]{1,12}(?<!成员)[省市州盟县区旗镇乡]|全[省市州盟县区旗].*|[省市州县区](?:人民)?政府|[省市州县区]委"
)
# (以下简称领导小组), (原市科委), (含市属高校): of what stands before.
_SAYS_OF = re.compile("以下|下称|下同|简称|即(?!日起)|[含原如指]|不含|包[括含]|.*[。：:“”《》]")
# 推动产业集聚（市科技局、市财政局）。 A bracket at the end of a sentence or a step; behind a body's name it says of that.
_AT_END = re.compile("(?<![局厅委办部署院会府门])[（(](?P<inner>[^（()）\\n]{3,200})[)）](?=[ 　]*(?:[。；;]|\\n|$))")
# A page that ends so many of its items with names alone ends all of them so.
_HABIT = 2
_LEVELLED_BODY = re.compile("由?[省市州盟县区旗各](?![级内外])")


# 市科技局 2025年6月底前; 市科技局：长期坚持
_DATED = re.compile("[ 　：:]\\s*(?P<when>[^ 　：:]{2,16})$")


def without_date(words: str) -> str:
    """Drop the time behind the names of a bracket that a blank or a colon parts from them."""
    dated = _DATED.search(words)
    if dated is None or not is_date(dated["when"]) or LEVELLED.match(words) is None:
        return words
    names = words[: dated.start()]
    # 市科技局；完成时限：2025年12月 labels the time.
    return names if looks_like_agency(re.split("[、，,;； 　]", names)[-1]) else words


def only_names(words: str, context: Context = _ANYWHERE) -> bool:
    """Tell whether a bracket at a paragraph's end holds agencies and no role word: (市发展改革委、市能源局).

    ``context`` tells whose policy it is: a department's own says (财务处) of one of its offices.
    """
    if context.own is not None and all(is_within(name, context) for name in re.split("[、，,；;]", words)):
        return True
    if re.search(r"[。：:“”《》]", unquoted(words)) or len(words) < 3:
        return False
    if LEVELLED.match(words):
        return True
    # (东区、西区、南区) names places that nobody gives a task to.
    if _LIST_OF_BODIES.search(words) is None:
        return False
    names = _names(words)
    if len(names) < 2:
        return False
    if all(name.startswith(LEVEL_WORDS) and is_line(name) for name in names):
        # (市财政、市经信): bodies, by a word of theirs.
        return True
    if any(_OF_MINISTRY.fullmatch(name) for name in names):
        # (原材料工业司、科技司): offices of a ministry, in a policy of its own.
        return all(looks_like_agency(name) for name in names)
    plain = [n for n in names if _DEPARTMENT.search(n) or is_known(n, _ANYWHERE) or is_department(n) or FIRM.match(n)]
    strange = [n for n in names if not looks_like_agency(n)]
    if strange:
        official = [n for n in plain if n.startswith(LEVEL_WORDS)]
        return len(official) >= len(strange) and all(map(_MAY_BE_NAME.fullmatch, strange))
    odd = [
        n for n in names if n not in plain and not (is_plain_institution(n) or is_place(n) or n.startswith(LEVEL_WORDS))
    ]
    return 2 * len(plain) > len(names) or (any(n.startswith(LEVEL_WORDS) for n in plain) and len(odd) <= len(plain))


def _names(words: str) -> list[str]:
    pieces = [piece for piece in split(words, Span(0, len(words)), "，,；;") if not is_date(piece.of(words))]
    sharing = Sharing(_ANYWHERE)
    return [name.agency for piece in pieces for name in sharing.read(words, piece)]


def known_names(words: str, *, habit: bool) -> bool:
    """Tell whether a bracket at an item's end holds bodies that rules know and nothing else: (市大数据中心), (各区政府).

    Parameters
    ----------
    words
        What stands in the bracket.
    habit
        Whether the page ends its items so (``stands_in_brackets``): then a bank, a university or a district alone is
        whose the task is too, which may be a word's gloss elsewhere.
    """
    if _SAYS_OF.match(unquoted(words)) or not looks_like_agency(re.split("[、，,；;]", words)[-1]):
        return False
    names = _names(words)
    known = sum(is_known(name, _ANYWHERE) for name in names)
    if known < len(names) and not (habit and known):
        return False
    if all(map(_PLACE.fullmatch, names)):
        return habit and len(names) == 1
    return habit or not any(is_plain_institution(name) and FIRM.match(name) is None for name in names)


def stands_in_brackets(text: str) -> bool:
    """Tell whether a policy ends its items with the names of bodies in brackets, without a word of their role."""
    found = 0
    for match in _AT_END.finditer(text):
        if only_names(match["inner"]):
            found += 1
            if found == _HABIT:
                return True
    return False


def left_names(text: str, span: Span) -> Iterator[Span]:
    """Yield the brackets at the end of a sentence or a step that hold known bodies alone, whether they were read or not."""
    for match in _AT_END.finditer(text, span.start, span.end):
        if known_names(match["inner"], habit=True):
            yield Span(match.start(), match.end())


def tells_acts(words: str) -> bool:
    """Tell whether each phrase of a bracket says what a body of some level does: (市科技局组织推进，市教育局做好保障)."""
    pieces = [piece.strip() for piece in re.split("[，,；;]", words) if piece.strip() and not is_date(piece)]
    return bool(pieces) and all(_LEVELLED_BODY.match(p) and says().search(p) is not None for p in pieces)


def is_within(name: str, context: Context) -> bool:
    """Tell whether a name is that of an office of the policy's department, or of an institution that it may have."""
    office = is_office(name, context)
    return office or (
        context.own is not None and context.own.kind in _HAVE_OFFICES and _OF_ITS_OWN.fullmatch(name) is not None
    )
