"""Numbers with units in running text: 1.5万亿元, 百亿元, 20家以上, 30%, 三千万元."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import attrgetter

from extract import patterns as re
from extract.facts import Comparator, Span
from extract.prose import alternation
from extract.records import record
from seeds.places import find
from seeds.tables import rows

_FIGURES = {**{c: i for i, c in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_HAN = "〇零一二两三四五六七八九十百千"
# 千瓦/升, 元/月: a unit may be one of another, whichever stand in the table.
_PER_ONE = frozenset(
    {
        "人",
        "台",
        "套",
        "辆",
        "家",
        "户",
        "次",
        "件",
        "个",
        "年",
        "天",
        "日",
        "小时",
        "周",
        "分钟",
        "集",
        "部",
        "场",
        "公里",
    }
)
_SPACE = r"[ \u3000]?"
# kWh/Nm³, A/cm², mg/cm²: one Latin unit for one of another.
_LATIN = r"(?:[kMGTmnμu]?(?:Wh|Ah|W|A|V|J|g|m|L|l|N|S)|Nm|Nl|[tT])[²³]?/(?:[kMcdmμ]?(?:Wh|W|g|m|L|l|K|A|V|h|s)|min|[dta]|Nm)(?:[²³]|[23](?!\d))?(?![A-Za-z])"
# What thousands of are a unit of their own.
_SMALL = frozenset({"升", "米", "克", "瓦时", "帕", "卡"})
# 分别 stands no farther before the first figure of a list.
_EACH_NEAR = 24
# 单位:亿元, 到位资金(亿元): the unit of a table's figures.
_UNIT_IS = re.compile("单位[:：]?[ \u3000]*$")
_LINE = re.compile(r"[^\n]+")


@record
class Quantity:
    """A number with its unit.

    Attributes
    ----------
    start, end
        From the first digit to the unit's end; what compares (超, 以上) lies outside.
    value, unit
        万 and 亿 stay with the unit: 1.5万亿元 is 1.5 and 万亿元, 3千万元 is 3000 and 万元.
    kind
        Column ``kind`` of ``units.csv``; empty for a bare 亿 or 万 whose unit follows later.
    lead
        Where the comparing words in front begin (at ``start`` without any).
    tail
        Where the comparing words behind end (at ``end`` without any).
    comparator
        What they say, None without any.
    written
        ``digit`` or ``han``.
    """

    start: int
    end: int
    value: float
    unit: str
    kind: str
    lead: int
    tail: int
    comparator: Comparator | None
    written: str

    def moved(self, by: int) -> Quantity:
        """Return the quantity with its places counted from ``by`` characters before."""
        places = self.lead + by, self.tail + by
        return Quantity(
            self.start + by, self.end + by, self.value, self.unit, self.kind, *places, self.comparator, self.written
        )


_start = attrgetter("start")


def within(found: Sequence[Quantity], span: Span) -> Sequence[Quantity]:
    """Return the quantities, out of some in order, that begin in ``span``."""
    if not found:
        return found
    return found[bisect_left(found, span.start, key=_start) : bisect_left(found, span.end, key=_start)]


def han_value(digits: str) -> int:
    """Return the value of Chinese digits below ten thousand (三千 → 3000, 二〇二五 → 2025, 百 → 100)."""
    if not any(c in _TENS for c in digits):
        return int("".join(str(_FIGURES[c]) for c in digits))
    total, figure = 0, None
    for c in digits:
        if c in _TENS:
            total += (1 if figure is None else figure) * _TENS[c]
            figure = None
        else:
            figure = _FIGURES[c]
    return total + (figure or 0)


@cache
def _kinds() -> dict[str, str]:
    return {row["unit"]: row["kind"] for row in rows("units")}


def _kind_of(unit: str) -> str:
    """Return the kind of a unit; of 千瓦/升, which no row has, that of a measure, of 元/升 that of money."""
    kind = _kinds().get(unit)
    if kind is not None or "/" not in unit:
        return kind or ""
    return "money" if _kinds().get(unit.partition("/")[0]) == "money" else "measure"


@cache
def _comparators(side: str) -> dict[str, Comparator]:
    return {row["word"]: row["comparator"] for row in rows("comparators") if row["side"] == side}  # type: ignore[misc]


@cache
def _pattern() -> re.Pattern[str]:
    units = alternation(_kinds())
    after = alternation(_comparators("after"))
    per = alternation(
        row["unit"] for row in rows("units") if row["kind"] in ("measure", "area", "money") or row["unit"] in _PER_ONE
    )
    number = (
        rf"(?P<n>\d+(?:[,，]\d{{3}})*(?:\.\d+)?)(?P<range>[%％]?{_SPACE}(?:[-—–~～至到]|——){_SPACE}\d+(?:\.\d+)?)?{_SPACE}"
        rf"(?P<t>[十百]|千(?![瓦克米卡]))?|百分之(?P<p>[{_HAN}]+)(?:点(?P<d>[{_HAN}]+))?|(?P<w>[{_HAN}]+万[{_HAN}]*[百千][{_HAN}]*)|(?P<h>[{_HAN}]+)|(?P<b>(?=[万亿])|(?<=翻)(?=番))"
    )
    return re.compile(
        rf"(?<![A-Za-z\d.+第])(?<![^元万亿][\-—])(?:{number})(?:(?P<m>万亿|亿|万){_SPACE})?(?P<more>[余多]|来(?=[家个]))?"
        rf"(?P<u>{_LATIN}|(?:{units})(?:/[万亿]?(?:{per}))?)?(?P<after>{after})?"
    )


# Digits in Chinese are part of so many words that only those with a unit right behind are looked at.
@cache
def _quick() -> re.Pattern[str]:
    heads = "".join(sorted({unit[0] for unit in _kinds()} - {"年", "月", "日"}))
    # A character that a figure may begin with is found sooner than what must stand around it.
    return re.compile(
        rf"[\d番{_HAN}万亿](?:(?<=\d)|(?<=百)分之|(?<=翻番)|(?<=[{_HAN}])(?=[万亿]|[{re.escape(heads)}余多])|(?<=[万亿])(?<![{_HAN}\d万亿].)(?=[元亩亿人])(?!元(?:工业|地区|国内|生产|产值|GDP|增加|营业|销售)))"
    )


@cache
def _listed() -> re.Pattern[str]:
    """Return the pattern of what stands behind a figure that shares the unit of the last of its list: 13、19家."""
    return re.compile(
        rf"(?:、\d+(?:\.\d+)?)*(?:、|和|及|以及)\d+(?:\.\d+)?(?P<m>万亿|亿|万)?(?P<u>{alternation(_kinds())})"
    )


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(_comparators('before'))}){_SPACE}(?:人民币)?$")


def _percent(match: re.Match[str]) -> float:
    whole = float(han_value(match["p"]))
    return whole + float("0." + "".join(str(_FIGURES[c]) for c in match["d"])) if match["d"] else whole


def _number(match: re.Match[str]) -> float | None:
    if match["n"] is not None:
        value = float(match["n"].replace(",", "").replace("，", ""))
        return value * _TENS.get(match["t"] or "", 1)
    if match["p"] is not None:
        return _percent(match)
    if match["w"] is not None:
        # 一万四千
        tens, ones = match["w"].split("万")
        return float(10_000 * han_value(tens) + han_value(ones))
    if match["h"] is not None:
        return float(han_value(match["h"]))
    return 1.0


def _comparison(text: str, match: re.Match[str], unit_end: int) -> tuple[int, int, Comparator | None]:
    """Return where the comparing words begin and end, and what they say; those behind are the stronger."""
    start = match.start()
    lead, comparator = start, None
    while True:
        found = _before().search(text, max(0, lead - 8), lead)
        if found is None:
            break
        word = found[0].replace("人民币", "").strip()
        # 达到 and 为 alone say little where other words stand beside them: 接近翻一番, 为3家以上.
        comparator = _comparators("before")[word] if comparator in (None, "=") else comparator
        lead = found.start()
    if match["after"]:
        after = _comparators("after")[match["after"]]
        return (
            lead,
            match.end(),
            after if comparator in (None, "=", "~", after) or after == "~" else comparator,
        )
    if match["more"]:
        return lead, unit_end, ">="
    return lead, unit_end, comparator


def comparison_of(before: str | None, after: str | None) -> Comparator:
    """Return what the words around a bare number say (≥, 以上), ``=`` without any."""
    if after is not None and after in _comparators("after"):
        return _comparators("after")[after]
    return _comparators("before").get(before or "", "=")


@lru_cache(maxsize=4)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return every quantity in ``text``, in order.

    Parameters
    ----------
    text
        Running text, duty clauses blanked out.

    Returns
    -------
    tuple of Quantity
        Numbers without a unit of ``units.csv`` are left out, except such as 100万 in a list (100万、50万元).
    """
    out: list[Quantity] = []
    for line in _LINE.finditer(text):
        found = _in_line(line[0])
        if found:
            out += [quantity.moved(line.start()) for quantity in found]
    return tuple(out)


def _is_unit_alone(text: str, start: int, end: int) -> bool:
    """Tell whether 亿元 between two places is the unit of a table's figures and no amount."""
    in_brackets = text[start - 1 : start] in ("(", "（") and text[end : end + 1] in (")", "）", "、", "/")
    return in_brackets or _UNIT_IS.search(text, max(0, start - _EACH_NEAR), start) is not None


def _is_word(text: str, at: int, han: str, bare: str | None, magnitude: str) -> bool:
    """Tell whether characters that write a number are part of a word, a place's name or a unit."""
    # 零部件, 零距离
    if han == "零":
        return True
    # 每千人口: of how many, no number of them.
    if han in ("千", "百", "万", "十") and bare == "人" and text[at - 1 : at] == "每":
        return True
    if magnitude:
        return False
    # 三七, 二八: no figures of two places.
    if len(han) == 2 and not set(han) & set(_TENS):
        return True
    # 五家渠, 七台河市
    if any(find(text[at : at + length]) for length in (3, 4)):
        return True
    # 千升, 千瓦时
    if han in ("千", "百") and bare in _SMALL:
        return True
    # 三元正极, 多元: compounds and ways, no money.
    return bare == "元" and len(han) == 1 and han not in "百千"


@lru_cache(maxsize=8192)
def _in_line(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of one line, places counting from its beginning; none runs over a line's end."""
    out: list[Quantity] = []
    pattern, position = _pattern(), 0
    for hit in _quick().finditer(text):
        if hit.start() < position:
            continue
        at = hit.start()
        while at > position and text[at - 1] in _HAN and hit[0] in _HAN:
            at -= 1
        match = pattern.match(text, at)
        if match is None:
            continue
        position = max(match.end(), at + 1)
        if match["b"] is not None and _is_unit_alone(text, at, match.end()):
            continue
        bare, share = match["u"], match["p"] is not None
        magnitude = match["m"] or ""
        if match["n"] is not None and not match["u"] and text[match.end() - 1] in "%％":
            bare = "%"
        if not bare and not magnitude and match["n"] and "分别" in text[max(0, at - _EACH_NEAR) : at]:
            # 分别达到13、19家
            shared = _listed().match(text, match.end())
            bare, magnitude = (shared["u"], shared["m"] or "") if shared is not None else (bare, magnitude)
        decimal = match["n"] is not None and "." in match["n"] and not magnitude
        if not bare and not share and not decimal and not (magnitude and match["b"] is None):
            continue
        value = _number(match)
        if value is None or (match["h"] is not None and _is_word(text, at, match["h"], bare, magnitude)):
            continue
        # 1000万元人民币
        unit = "%" if share else magnitude + (bare or "").removesuffix("人民币")
        unit_end = match.start("after") if match["after"] else match.end()
        if bare == "成" and not magnitude:
            value, bare, unit = 10 * value, "%", "%"
        lead, tail, comparator = _comparison(text, match, unit_end)
        # A figure without any unit (电能利用效率低于1.25) is told from a number of a heading by what compares.
        if decimal and not bare and comparator is None:
            continue
        # The lower end of a range is what is aimed at least.
        if match["range"] and comparator is None:
            comparator = ">="
        kind = "share" if share else "bare" if decimal and not bare else _kind_of(bare or "")
        # Hours by the ten thousand are counted, not waited for.
        kind = "measure" if kind == "time" and magnitude else kind
        written = "digit" if match["n"] is not None else "han"
        out.append(Quantity(at, unit_end, value, "%" if unit == "％" else unit, kind, lead, tail, comparator, written))
    return tuple(out)
