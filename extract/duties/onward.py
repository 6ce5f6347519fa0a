"""What a clause says of other items than its own: 以下任务均涉及A, A均为责任单位，不再列出, 以上任务均需A落实."""

from __future__ import annotations

from extract import patterns as re
from extract.duties.segments import without_tail
from extract.duties.words import Word, label_of, role_words
from extract.facts import Span
from extract.names import looks_like_agency
from extract.records import record

__all__ = [
    "ABOVE_ALL",
    "OfAll",
    "covers_above",
    "covers_below",
    "ends_clause",
    "holds_on",
    "is_of_those_below",
    "later_names",
    "of_all",
    "says_too",
]

_TASKS = "(?:各项|全部|所有)?(?:任务|工作|措施|条款|事项|分工|职责|责任|内容|举措|行动|条目)"
# A sentence in a clause that gives others a part in the later sections too (以下均需各市人民政府负责).
_LATER = re.compile(
    rf"(?:以下|下列|下述|其他|其余|具体|各项|后续)?(?:各项|{_TASKS})*(?:的?(?:责任|牵头|配合)(?:单位|部门))?(?:均|都)?(?:须|应)?(?:涉及|需要?由?|须由?|由|包括|包?含)(?P<names>.+)$"
)
_DOCUMENT_WIDE = re.compile(
    rf"以下(?:各项|{_TASKS})*(?:均|都|由|需)|下列{_TASKS}均|[均都](?:涉及|需|须|由|包括|包?含)|(?:各项|其余|后续)任务均"
)
# 以上3项任务均由B负责: what stands above only.
_OF_ABOVE = ("以上", "上述", "前述")
# 以下均需B落实 leaves out the item that says so, 各项任务均涉及B does not.
_BELOW = ("以下", "下列", "下述", "其余", "其他", "后续")
_QUALIFIER = re.compile(rf"^(?:(?:以下|下列|下述|其他|其余)?(?:各项|{_TASKS})*)?除[^、]{{0,16}}外$")
_DOCUMENT_WIDE_END = re.compile(
    r"^(?:以?下同|(?:以下)?不再(?:另行|一一|逐一|逐项|单独|分别|重复)*(?:做分工|作分工|[列标注赘重单分][列出示明复注述]?)[^、]*)$"
)
# That what a clause says of somebody holds for the items behind it too, and who it is said of: 各区政府均为责任单位, 不再列出.
_HOLDS_ON = re.compile("不再[^，,。；;]{0,4}[列注述复标分]")
_ITEMS = f"(?:以下|下列)?(?:各项|所有|全部|每项)(?:重点|主要)?{_TASKS}"
_FOR_ALL = (
    re.compile(
        r"^(?:(?:以下|下列|后续)[^，,。；;各]{0,6})?(?P<names>.+?)(?:均|都)(?:为|是|作为)(?P<label>[一-鿿]{2,6}(?:单位|部门))$"
    ),
    re.compile(rf"^(?P<names>.+?)(?:均|都)?(?:为|是|作为){_ITEMS}的(?P<label>[一-鿿]{{2,6}}(?:单位|部门))$"),
    re.compile(rf"^(?P<names>.+?)(?:均|都)?(?P<verb>参与|配合|负责|协助)(?:落实)?{_ITEMS}$"),
    re.compile(r"^(?P<names>.+?)(?:均|都)(?:需|须|要)(?P<verb>参与|配合|负责|协助|落实)$"),
)
# 各区政府负责，以下各项任务均涉及: whoever was named before.
_TOO = re.compile(rf"^以下(?:各项|{_TASKS})*(?:均|都)(?:涉及|需要?|包括)$")
# 以上任务均需A落实, 上述任务均涉及A
ABOVE_ALL = re.compile(f"(?:以上|上述)(?:各项|{_TASKS})+(?:均|都)(?:需要?由?|须由?|涉及|包括|包?含)")
_BY_ALL = re.compile(f"(?:以上|上述)(?:各项|{_TASKS})+(?:均|都)?由")
# What holds of the items behind and not of its own: 以下任务除特别注明外，均由A负责; A均为以下各项任务的责任单位.
_THOSE_BELOW = re.compile("(?:为|是|参与|配合|负责|协助|落实)(?:以下|下列|下述)|^(?:以下|下列|下述)[^，,。；;]*除")


_COVERS = re.compile(
    "(?:以上|上述|以下|下列|下述|各项|后续)[^，,。；;、]{0,12}[，,]?(?:均|都)(?:涉及|包括|包?含|需要?由?|须由?|由)"
)
_LIST_ENDS = re.compile("[。；;]|[，,](?=不再|由其)")


@record
class OfAll:
    """Who has a part in this item and in all behind it: where the names stand in the phrase, and the word for the part."""

    names: Span
    word: Word


def holds_on(clause: str) -> bool:
    """Tell whether a clause states that what holds here is not said again below: 不再一一列出."""
    return _HOLDS_ON.search(clause) is not None


def ends_clause(words: str) -> bool:
    """Tell whether a phrase only states that (以下不再列出, 下同), or what is left out (除第三项外)."""
    return _DOCUMENT_WIDE_END.match(words) is not None or _QUALIFIER.match(words) is not None


def says_too(words: str) -> bool:
    """Tell whether a phrase has whoever was named before do so below too: 以下各项任务均涉及."""
    return _TOO.match(words) is not None


def of_all(words: str) -> OfAll | None:
    """Return who a phrase of a clause that holds on gives a part in all items, None where it is none."""
    match = next((m for form in _FOR_ALL if (m := form.match(words)) is not None), None)
    if match is None:
        return None
    said = match.groupdict()
    word = label_of(said["label"]) if said.get("label") else role_words("verb").get(said["verb"] or "")
    return OfAll(Span(*match.span("names")), word) if word is not None and word.role is not None else None


def as_one_list(text: str, clause: Span) -> str:
    """Return a text of the same length in which 以下均需A，B落实 is 以下均需A、B落实: a comma ends no list there."""
    words = clause.of(text)
    covers = _COVERS.search(words) if "，" in words or "," in words else None
    if covers is None:
        return text
    stop = _LIST_ENDS.search(words, covers.end())
    pieces = re.split("([，,、])", words[covers.end() : stop.start() if stop is not None else len(words)])
    for i in range(1, len(pieces) - 1, 2):
        if looks_like_agency(pieces[i - 1]) and looks_like_agency(without_tail(pieces[i + 1])):
            pieces[i] = "、"
    start = clause.start + covers.end()
    listed = "".join(pieces)
    return text[:start] + listed + text[start + len(listed) :]


def covers_above(words: str) -> bool:
    """Tell whether a phrase says something of all items above: 以上任务均需各市人民政府负责, 以上任务均由各市人民政府负责."""
    return ABOVE_ALL.match(words) is not None or _BY_ALL.match(words) is not None


def is_of_those_below(words: str) -> bool:
    """Tell whether a phrase speaks of the items below and not of its own: 以下任务除特别注明外, A均为以下各项任务的责任单位."""
    return _THOSE_BELOW.search(words) is not None


def covers_below(words: str) -> bool:
    """Tell whether a phrase covers the later sections: 以下任务均需各市人民政府负责."""
    wide = ("均" in words or "都" in words or "以下" in words) and not words.startswith(_OF_ABOVE)
    return wide and _DOCUMENT_WIDE.search(words) is not None


def later_names(words: str) -> tuple[Span, bool] | None:
    """Return where the names stand in such a phrase, and whether it leaves out the item that says so (以下)."""
    match = _LATER.search(words)
    return (Span(*match.span("names")), words.startswith(_BELOW)) if match is not None else None
