"""Lists of agencies cut into names: at 、, at 和, 及 and 以及 between names, never within a name that holds one itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extract import patterns as re
from extract.brackets import outermost, split
from extract.facts import Span
from extract.names.kinds import looks_like_agency, pattern_of
from extract.prose import alternation
from extract.resolve import LEVEL_WORDS, is_one_department, twin_names
from seeds.places import longest_surface

_ENDINGS = ("政府", "人民政府", "管委会", "办事处")
_BRACKET = r"(?: ?[(（〔\[［〈<＜‹][^()（）〔〕\[\]［］〈〉<>＜＞‹›\n]{1,12}[)）〕\]］〉>＞›])?"
# 各县政府、开发区管委会 are two; 各区、开发区管委会 is one, and 各区、高新区 two: a city has one 高新区.
_ZONES = "(?:开发区|园区|高新区|新区|功能区|度假区|经济区)"
_ONE_ZONE = "(?!(?:高新区|新区|度假区|经济区)(?![管党人政]))"
_NO_BODIES = frozenset({"市场", "社会", "公众", "群众", "媒体", "市民", "企业和市场", "政府和市场"})


@cache
def _whole_hint() -> re.Pattern[str]:
    return re.compile(rf"各|有关|相关|沿|其他|代管|、(?:(?<=[省市州盟区县].)|(?<=^.))|{alternation(twin_names())}")


@cache
def _whole() -> re.Pattern[str]:
    """Match names that hold 、 themselves: 各市、县(市、区)人民政府; 各市、县级政府; 各区、县级市; 代管镇、街道."""
    unit = rf"{{unit}}{_BRACKET}{{unit_end}}?"
    shape = (
        r"各省、自治区、直辖市(?:[及和、]计划单列市)?(?:[及和、]新疆生产建设兵团)?(?:[一-鿿]{2,14}?(?:主管部门|部门|厅（局）)|人民政府)?"
        rf"|各[省市州县区旗、]{{1,6}}(?:人民)?政府、(?:园区)?管委会(?=[、，,;；。)）〕\]】]|$)"
        rf"|(?<![一-鿿(（〔\[)）〕\]])[省市州盟区县]{_BRACKET}(?:、{{unit}}{_BRACKET})+{{unit_end}}?(?:[一-鿿]{{2,10}}部门(?:和[一-鿿]{{2,10}}部门)?)?"
        rf"|各(?:设|省|市|州|县)?(?:直|级|属)?{{unit}}(?:、{{unit}})*[、及和][一-鿿]{{2,8}}区(?:{{unit_end}}(?=[、，,;；。)）〕\]】]|$)|[一-鿿]{{2,8}}?部门)"
        rf"|(?:沿[江海河湖边线](?=各|有关|相关|设区|[市县])|各|有关|相关|其他(?!沿))+(?:设|辖|省|市|州|县)?(?:直|级|属)?{unit}(?:、{unit})*、(?!(?<=政府、){_ZONES}){_ONE_ZONE}{{unit}}{_BRACKET}(?:级(?=(?:人民)?政府))?{{unit_end}}?(?:[(（]管委会[)）])?"
        r"(?=[、,，;；。:：)）〕\]】]|[等和及与按负牵配组结具分要应落承参抓积主]|$)"
        r"|各(?:级|地|市|州|县|区|盟|旗|市州|县市区|[(（][^()（）\n]{1,8}[)）])*党委(?:[、和]|[（(])(?:人民)?政府[)）]?"
        r"|代管镇、街道"
    )
    # Two bodies that became one and kept both names (市科委、中关村管委会).
    return pattern_of(rf"{shape}|[一-鿿]{{0,8}}?(?:{alternation(twin_names())})")


@cache
def _join() -> re.Pattern[str]:
    """Match what may stand between two names besides 、: 和 is inside one in 发展和改革委员会."""
    return pattern_of(
        r"(?:以及|[及和])其他(?=[一-鿿]{0,4}各|\Z)"
        # 市规划自然资源委 丰台分局, 总队 七支队: one name over two lines.
        r"|[ 　\t]+(?![一-鿿]{2,3}分局|[一二三四五六七八九十]{1,3}(?:支队|大队|分局))"
        r"|[/／|｜&•]|\n(?=[省市州县区各]|[一-鿿]{2,6}[区县市旗](?:人民)?政府)|以及|及其(?!他|所属|下属|直属)"
        # 自然资源部和教育部: behind the last letter of a name it is inside none.
        r"|(?:(?<=[局厅委部署行院办])[及和与]|[及和与](?!{inside}))(?!其|所属|下属|直属)"
    )


# Every one of these begins so.
_JOIN_BEGINS = re.compile("[ 　\t\n/／|｜&•以及和与]")


def cut(text: str, span: Span) -> Iterator[Span]:
    """Split a list at 、 and at 和, 及, 以及 between names, keeping names that hold 、 whole."""
    whole = (
        [Span(m.start(), m.end()) for m in _whole().finditer(text, span.start, span.end)]
        if _whole_hint().search(text, span.start, span.end)
        else []
    )
    at = span.start
    for kept in whole:
        if at < kept.start:
            yield from _split_joined(text, Span(at, kept.start))
        yield kept
        at = kept.end
    if at < span.end:
        yield from _split_joined(text, Span(at, span.end))


def _within_place(text: str, at: int, part: Span) -> bool:
    """Tell whether a character is one of a county's name: 国网政和县供电公司."""
    for start in range(max(part.start, at - 2), at):
        length = longest_surface(text[start : part.end])
        if start + length > at + 1 and text[start + length - 1] in "县区市旗":
            return True
    return False


def _split_joined(text: str, span: Span) -> Iterator[Span]:
    if _JOIN_BEGINS.search(text, span.start, span.end) is None:
        yield from split(text, span, "、")
        return
    for part in split(text, span, "、"):
        start = part.start
        joints = list(_join().finditer(text, part.start, part.end))
        inside = list(outermost(text, part)) if joints else []
        for match in joints:
            left, right = text[start : match.start()].strip(), text[match.end() : part.end].strip()
            if any(b.start <= match.start() < b.end for b in inside) or _within_place(text, match.start(), part):
                continue
            if left in _NO_BODIES and looks_like_agency(right):
                # 市场和行业协会: who is no body shares nothing with one.
                start = match.end()
                continue
            if (left and not looks_like_agency(left)) or (right and not looks_like_agency(right)):
                continue
            if match[0] in "和与" and is_one_department(_unlevelled(left + match[0] + right)):
                continue
            # 各县 (市 、区) 政府: a page that sets its brackets apart.
            if not match[0].strip() and (left[-1:] in "(（、" or right[:1] in "(（)）、" or right in _ENDINGS):
                continue
            # 、和平区政府 begins with a name, 、和市科技局 does not.
            if not left and match[0] in "和与" and not right.startswith((*LEVEL_WORDS, "各", "有关", "相关")):
                continue
            yield Span(start, match.start())
            start = match.end()
        yield Span(start, part.end)


def _unlevelled(name: str) -> str:
    """Drop the place or the word for a level of government before a name."""
    length = longest_surface(name)
    return name[length:] if length else next((name[len(w) :] for w in LEVEL_WORDS if name.startswith(w)), name)
