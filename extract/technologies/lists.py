"""The list parser: from the words that a verb governs to the items that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from extract.facts import Span
from extract.prose import any_of, words_for
from extract.technologies.items import Verdict, action_start, ending, generic_pattern, is_term, verdict

_MARK = re.compile(r"、|以及|或者|[及和](?=各类)")
_COMMA = re.compile(r"[,，;；]")
_JOIN = re.compile(r"、|以及|[和与及]")
_AND = re.compile(r"以及|[和与及](?!其)")
# 等 that counts up, not that of 等离子 or 中等.
_ETC = re.compile(r"(?<![中高初平同相均对特优])等(?![离级温压额静])")
_SCOPE = re.compile(r"等?[^、等]{0,8}?(?:领域|行业|方面|环节)(?:的|中)?")
_ABOUT = re.compile(r"等?(?:[^、等]{0,4})方面的")
_QUALITY = re.compile(r"[^、]{0,8}(?:式|型|级|[高低大小长短超多轻耐抗防][^、]{1,3}|[^、]{2}化|性)$")
# A category that says nothing of its own leaves the list its head.
_BARE = re.compile(r"(?:各类)?(?:废物|废弃物|污染|污染物|固废|资源)的?(?=.)")
_IZE = re.compile(r".*[^、]{2}化$")
_IZE_ON = re.compile(r"[^、]{1,2}化")
# Of X和Y的Z only Z is developed; X and Y say where it is used.
_OF = re.compile(r"[^、]*[和与及][^、]*的(?=[^、的]{4,}$)")
_WASTE = re.compile(r"(?:废|退役|报废)(?!.*(?:设备|装备|系统|技术|装置|工艺|利用|处理|处置|回收)$)")
# What a project does with its product (锂电池隔膜生产、水处理膜项目).
_MAKING = re.compile(r"(?<=[^、]{3})(?:产业化|生产|项目|工程化)+$")
# What is done to residues: whatever the items are, they need it to name a technology.
_REUSE = re.compile(r"(?:资源化|再生|回收|循环|综合|高值化|无害化)+(?:处理|处置)?利用")
_SHORT = 2
_LEAN = 6
_AFFIX = 2


@dataclass(frozen=True, slots=True)
class Listing:
    """One enumeration: its items, and the words behind them that say what they are."""

    items: tuple[Span, ...]
    rule: str
    label: str


@cache
def _tail() -> re.Pattern[str]:
    tails = any_of("tech_tails", "tail")
    return re.compile(rf"(?:(?:的|等)*(?:{tails}|(?<=技术)集成)(?:和|与|及|、)?)+$")


@cache
def _lead() -> re.Pattern[str]:
    leads = any_of("tech_tails", "lead")
    return re.compile(rf"(?:{leads}|在(?![线轨役])|生产(?![线性安设])|具有[^、]{{0,20}}?的|基于[^、]{{2,12}}的|\s|□)+")


@cache
def _processes() -> frozenset[str]:
    return frozenset((*words_for("tech_heads", "action"), *words_for("tech_heads", "stage")))


def strip(flat: str, start: int, end: int) -> Span:
    """Drop what a name never begins or ends with: counting words, tails, marks."""
    lead = _lead().match(flat, start, end)
    if lead and lead.end() < end:
        start = lead.end()
    tail = _tail().search(flat[start:end])
    if tail and tail.start() > 1:
        end = start + tail.start()
    while end > start and (flat[end - 1].isspace() or flat[end - 1] in "的等和与及、"):
        end -= 1
    return Span(start, end)


def _cut(flat: str, start: int, end: int, mark: re.Pattern[str]) -> list[Span]:
    out, at = [], start
    for found in mark.finditer(flat, start, end):
        if found.start() > at:
            out.append(Span(at, found.start()))
        at = found.end()
    if at < end:
        out.append(Span(at, end))
    return out


def _alone(name: str, floor: Verdict) -> bool:
    """Tell whether a name says by itself what technology it is."""
    return is_term(name) or (len(name) > _SHORT and verdict(name) >= floor)


def _leans(left: str, right: str) -> bool:
    """Tell whether ``left`` borrows the head of ``right`` (柔性控制和梯级利用技术)."""
    borrowed = len(right) <= _LEAN and ending(right) is Verdict.HEAD and action_start().match(right)
    return bool(borrowed) and ending(left) in (Verdict.ACTION, Verdict.ABSTRACT)


def _splits(a: str, b: str, mark: str, last: bool) -> bool:
    """Tell whether ``mark`` between ``a`` and ``b`` parts two technologies."""
    # A term beside a longer name stands alone (手机与新型智能终端), though that name is general.
    beside = ending(a) is Verdict.TERM and len(b) >= _LEAN and mark != "及"
    if "的" in b or (generic_pattern().fullmatch(b) and not beside) or (len(b) <= _SHORT and not is_term(b)):
        return False
    if _leans(a, b):
        return False
    if mark == "以及" or beside:
        return True
    # In 生命监测与生命支持 the sides are built alike.
    if len(a) > _AFFIX < len(b) and a[:_AFFIX] == b[:_AFFIX]:
        return True
    whole = len(a) > _SHORT or is_term(a)
    if last and mark == "和" and whole and ending(a) is not Verdict.OBJECT:
        return True
    if verdict(a) is Verdict.STOP and _alone(b, Verdict.HEAD):
        return True
    floor = Verdict.ACTION if mark == "和" else Verdict.HEAD
    return _alone(a, floor) and _alone(b, floor)


def _halves(flat: str, part: Span, last: bool) -> list[Span]:
    """Split ``part`` at 和, 与 or 及 where each side names a technology alone."""
    for found in _AND.finditer(flat, part.start + 2, part.end - 1):
        left, right = Span(part.start, found.start()), Span(found.end(), part.end)
        if _splits(left.of(flat), right.of(flat), found[0], last):
            return [left, *_halves(flat, right, last)]
    return [part]


def _needs_head(names: list[str]) -> bool:
    """Tell whether most of the items name only what is treated, not how."""
    raw = sum(ending(n) is Verdict.OBJECT or bool(_WASTE.match(n)) for n in names)
    return 2 * raw >= len(names) > 0


def _merged(flat: str, parts: list[Span]) -> list[Span]:
    """Join the parts that lean on each other: 监测、量化、核查; 无害化、资源化利用."""
    out: list[Span] = []
    for part in parts:
        name = part.of(flat)
        before = out[-1].of(flat) if out else ""
        leans = len(name) <= _SHORT and name in _processes() and ending(before) >= Verdict.ACTION
        chain = bool(_IZE.fullmatch(before) and _IZE_ON.match(name))
        # 污泥干化、焚烧、协同处置技术: the last of a chain brings the head of all.
        closes = "、" in before and len(name) <= _LEAN and bool(action_start().match(name))
        if out and (leans or chain or closes):
            out[-1] = Span(out[-1].start, part.end)
        else:
            out.append(part)
    return out


def _whole(flat: str, parts: list[Span], category: Span, label: str) -> Listing | None:
    """Read an enumeration that is one row with its category, or whose category is the row."""
    names, head = [part.of(flat) for part in parts], category.of(flat)
    # Items that are complete stand before the run that shares a head (叶片回收利用、退役电池等再生利用技术).
    ready = next((i for i, name in enumerate(names) if verdict(name) < Verdict.ACTION), 0)
    if all(_QUALITY.fullmatch(n) and ending(n) < Verdict.HEAD for n in names):
        return Listing((category,), "category", label)
    # 一汽大众等新能源整车项目: companies stand for the product that their projects make.
    if "项目" in label and all(verdict(n) < Verdict.ACTION for n in names) and verdict(head) >= Verdict.HEAD:
        return Listing((category,), "category", "")
    reuse = _REUSE.match(head) and ending(names[0]) < Verdict.HEAD
    if reuse or (_WASTE.match(names[0]) and action_start().match(head)):
        return Listing((*parts[:ready], Span(parts[ready].start, category.end)), "shared_head", label)
    if _needs_head([_JOIN.split(n)[-1] for n in names]):
        if action_start().match(head) or _BARE.match(head):
            return Listing((*parts[:ready], Span(parts[ready].start, category.end)), "shared_head", label)
        if verdict(head) >= Verdict.ACTION and action_start().search(head):
            return Listing((category,), "category", label)
    common = all(verdict(n) in (Verdict.GENERIC, Verdict.STAGE) or n.endswith("设备") for n in names)
    if common and ending(head) is Verdict.ACTION:
        return Listing(tuple(_halves(flat, category, True)), "category", "")
    return None


def _group(flat: str, start: int, end: int, category: Span | None, label: str) -> Listing:
    """Read one enumeration; ``category`` is what stands behind its 等."""
    parts = _cut(flat, start, end, _MARK)
    if not parts:
        return Listing((), "list", label)
    if category is not None:
        whole = _whole(flat, parts, category, label) if category.start < category.end else None
        if whole is not None:
            return whole
    elif len(parts) > 1 and _needs_head([_JOIN.split(part.of(flat))[-1] for part in parts[:-1]]):
        return Listing((Span(start, end),), "shared_head", label)
    merged = _merged(flat, parts)
    out: list[Span] = []
    for i, part in enumerate(merged):
        lead = _lead().match(flat, part.start, part.end)
        bare = Span(lead.end() if lead and lead.end() < part.end else part.start, part.end)
        making = _MAKING.search(bare.of(flat))
        if making:
            bare = Span(bare.start, bare.start + making.start())
        scope = _OF.match(flat, bare.start, bare.end)
        if scope and verdict(flat[scope.end() : bare.end]) >= Verdict.ACTION:
            bare = Span(scope.end(), bare.end)
        out.extend(_halves(flat, bare, len(merged) > 1 and i == len(merged) - 1))
    return Listing(tuple(out), "list" if len(out) > 1 else "object", label)


def _after_scope(flat: str, start: int, end: int) -> int:
    """Return where the list begins behind words that only say for whom or where it is (等行业的)."""
    for found in _ABOUT.finditer(flat, start, end):
        start = found.end()
    for found in _SCOPE.finditer(flat, start, end):
        bare = strip(flat, found.end(), end)
        parts = [part.of(flat) for part in _cut(flat, bare.start, bare.end, _MARK)]
        general = all(generic_pattern().fullmatch(part) for part in parts)
        if general or bare.end - bare.start <= _SHORT or _tail().fullmatch(flat, found.end(), end):
            continue
        if verdict(bare.of(flat)) >= Verdict.ACTION:
            start = found.end()
    return start


def _segment(flat: str, start: int, end: int) -> Iterator[Listing]:
    """Yield the enumerations between two commas."""
    start = _after_scope(flat, start, end)
    marks = list(_ETC.finditer(flat, start, end))
    if not marks:
        whole = strip(flat, start, end)
        yield _group(flat, whole.start, whole.end, None, flat[whole.end : end])
    at = start
    for i, mark in enumerate(marks):
        close = stop = end
        if i + 1 < len(marks):
            stop = marks[i + 1].start()
            join = _JOIN.search(flat, mark.end(), stop)
            close = join.start() if join else stop
        first = strip(flat, at, mark.start())
        if first.start < mark.start():
            label = flat[mark.end() : close]
            yield _group(flat, first.start, mark.start(), strip(flat, mark.end(), close), label)
        at = min(close + 1, stop)


def listings(flat: str, start: int, end: int) -> Iterator[Listing]:
    """Yield the enumerations in ``flat[start:end]``, brackets blanked in ``flat``.

    A list that goes on behind a comma has one label, at its end.
    """
    found = [list(_segment(flat, part.start, part.end)) for part in _cut(flat, start, end, _COMMA)]
    label = ""
    for group in reversed(found):
        if len(group) == 1 and not group[0].label and group[0].rule == "list":
            group[0] = replace(group[0], label=label)
        elif group:
            label = group[-1].label
    for group in found:
        yield from group
