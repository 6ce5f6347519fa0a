"""Where headings stand: the numbers of a page that count on, in lines of their own, within lines, on pages without breaks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice
from typing import cast

from extract import patterns as re
from extract.facts import Span
from extract.numbering import Number, Style, number_at

_LINE = re.compile(r"[^\n]+")
# A heading also begins in the middle of a line where a page has run its paragraphs together: the first chapter behind
# the title (某某办法第一章总则), the first article behind the chapter's.
_INLINE = re.compile(
    r"[。；;)）〕】\]][ 　]*(?=[一二三四五六七八九十(（〔\d]|第[一二三四五六七八九十百]{1,4}条[ 　]|第[一二三四五六七八九十百]{1,4}章(?![规所的第、和款项]))"
    r"|则[ 　]*(?=第一条)|[法定案例见施划细则)）][ 　]*(?=第一章[ 　]*总)"
    # 责任单位：市市场监管局（四）强化保障。
    r"|[局厅委办部会府司院][ 　]*(?=[(（〔][一二三四五六七八九十]{1,3}[)）〕][^()（）〔〕。\n]{2,20}。)"
    # 三、推进减排(一)严把关口: the first item right behind the title above it.
    r"|[一二三四五六七八九十]、[^\s。；;，,：:、(（]{2,30}?[ 　]*(?=[(（〔]一[)）〕](?![项款条至和、]))"
)
# So many characters at most lie between a number and the first of the next level that stands right behind its title.
_BEHIND_TITLE = 34
_TITLE_ALONE = re.compile(r"[^。；;，,：:（(]*")
# [接上页] (八)加快建设: where a page goes on from another.
_CONTINUED = re.compile(r"(?:^|\n)\s*[\[［【(（](?:接上页|续上页|上接[^\]］】)）]{0,8})[\]］】)）]\s*\Z")
# 1、…个体工商 / 2、户提供担保: numbers that a site puts before the pieces into which it cuts a text, amid a sentence.
_CUT = re.compile(r"[^\n]{160,}[一-鿿]\n\s*\Z")
_CUT_NUMBER = re.compile(r"\d{1,2}、")
_CUT_LOOK = 400
# 2.5G网络建设: a number whose title begins with a figure.
_GLUED = re.compile(r"^[ 　\t]*(?P<n>\d{1,2})(?P<dot>[.．])(?=\d+(?![\d.．、]|[\s]*$))", re.M)
_MAX_GAP = 3
# Numbers that run on over the headings above them may skip so many in an extract, each before a title of its own.
_MAX_SKIP = 15
# Items that count up over all headings above them are known by that from so many on.
_LEAST_ITEMS = 3
_TITLE_OF_ITEM = re.compile(r"[ 　]*[一-鿿“‘\"A-Za-z][^。；;，,：:（(\d\n]{2,28}。")
# A line so long that it may be a page without breaks, and where its headings may begin.
_RUN_IN = 120
_RUN_IN_AT = re.compile(
    r"(?:[。；;:：)）〕】\]][ 　]*|[ 　]+)(?=[一二三四五六七八九十(（〔\d第])"
    # 责任单位：市市场监管局（四）强化保障。
    r"|[局厅委办部会府司院](?=[(（〔][一二三四五六七八九十]{1,3}[)）〕][^()（）〔〕。\n]{2,20}。)"
)
_RUN_IN_SIGN = re.compile(r"[ 　。；;:：](?:二、|2[.．](?!\d)|第二条)")
_RUN_IN_KINDS = frozenset({"chapter", "article", "han", "han_paren"})
# A number that decimals go on from stands above them, with a dot or without: 1 总则.
_TOP = Style("arabic_top", 6, re.compile(r"\d"), re.compile(r"\d"))
_BARE_TOP = re.compile(r"^[ 　\t]*(?P<n>\d{1,2})[ 　\t]+(?=[一-鿿]{2,14}[ 　\t]*$)", re.M)
# 第二条 may stand first where the page has lost the beginning of 第一条.
_COUNTED = frozenset({"chapter", "article"})
# They count on over the headings above them.
_ARTICLE = "article"
# Below 一、 and (一), above 1.
_LOW_ARTICLE = 9
_OR_ARTICLE = frozenset({"chapter", "han", "article"})
_LEAST_PARTS = 3
_FORMAL = frozenset({"part", "chapter", "division", "article"})
# So many numbers further down the one that counts on may stand.
_NEAR = 40
# What a page prints before a heading, perhaps a sign that its font has and others have not.
_BULLET = re.compile(
    r"[?？•·●■◆▲▪◇◈❖➢►▶\ue000-\uf8ff][ 　]*(?=[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])"
    r"|[●■◆▲▪◇◈❖➢►▶][ 　]*(?=\d{1,2}[.．、](?!\d))"
)
# Numbers that may stand on a line of their own, with the title on the next.
_ALONE = _FORMAL


@dataclass(slots=True)
class _Counter:
    """What numbers have been seen: per style the last under the present parent, and the last anywhere."""

    stack: list[Number]
    last: dict[str, int]

    def accept(self, number: Number, *, strict: bool, counted_on: bool = False, runs_on: bool = False) -> bool:
        """Decide whether ``number`` continues the outline; if so, take it in.

        In the middle of a line (``strict``) only the direct successor of a heading counts. The first number of its kind may
        be any where others count on from it, and so may an article behind a gap in an extract (``counted_on``), and any
        item of those that only count up on their page (``runs_on``).
        """
        kind, value = number.style.kind, number.values[-1]
        above = [n for n in self.stack if n.style.rank < number.style.rank]
        same = [n for n in self.stack if n.style.kind == kind]
        before = same[-1].values[-1] if same else None
        if len(number.values) > 1 and not self._nested(number, above):
            return False
        if strict and before is None:
            fits = (kind in _COUNTED and value == 1) or counted_on
        elif strict:
            fits = value == cast(int, before) + 1
        elif before is not None:
            # A number that starts again at 1 begins a new list under a heading without a number; to
            # refuse it would lose all that follows.
            fits = (
                0 < value - before <= (_MAX_SKIP if counted_on else _MAX_GAP)
                or (kind.startswith("han") and value > before)
                or value == 1 < before
            )
        else:
            fits = value == 1 or value == self.last.get(kind, -1) + 1 or (kind.startswith("han") and value <= _MAX_GAP)
            # Pages print parts of a policy (附相关部分): (五) may be the first below 二、.
            fits = (
                fits
                or (kind == "han_paren" and bool(above))
                or (kind == "han" and not self.stack)
                or (kind in _COUNTED and value <= _MAX_GAP)
                # A chapter by itself (第四篇, 第九章) and a page that goes on from another one (6., 7.).
                or (kind not in self.last and (kind in _FORMAL or counted_on or (kind == "han_paren" and not above)))
                # 8. below (三) of an extract that 3. below (一) stands before, or 2. that 1. is missing of.
                or (
                    kind == "arabic"
                    and bool(above)
                    and counted_on
                    and (0 < value - self.last.get(kind, 0) <= _MAX_SKIP or value <= _MAX_GAP)
                )
            )
        if kind == _ARTICLE and not strict and not fits:
            # 第二章 stands between 第一条 and 第四条 of an extract.
            gap = value - self.last.get(kind, value)
            fits = 0 < gap <= _MAX_GAP or (gap > 0 and counted_on)
        if fits or (runs_on and bool(above)):
            self.stack = [*above, number]
            self.last[kind] = value
            return True
        return False

    @staticmethod
    def _nested(number: Number, above: list[Number]) -> bool:
        """1.2 belongs under 一、: its first figure repeats the value of the heading above."""
        return not above or above[-1].values[-1] == number.values[0] or number.values[0] <= above[-1].values[-1]

    def path(self) -> str:
        return "/".join(n.label for n in self.stack)


def _candidates(text: str, start: int, end: int) -> Iterator[tuple[int, bool]]:
    """Yield the places where a heading may begin, and whether that is in the middle of a line."""
    for line in _LINE.finditer(text, start, end):
        start = line.start()
        while start < line.end() and text[start].isspace():
            start += 1
        bullet = _BULLET.match(text, start, line.end())
        start = bullet.end() if bullet is not None else start
        if not (_CUT_NUMBER.match(text, start) and _CUT.search(text, max(0, start - _CUT_LOOK), start)):
            yield start, False
        for inner in _INLINE.finditer(text, start, line.end()):
            yield inner.end(), True


def before_mark(text: str, at: int) -> int:
    """Return where the line of a heading at ``at`` begins if a mark stands before it there (◈4.), else ``at``."""
    line = text.rfind("\n", 0, at) + 1
    mark = _BULLET.match(text, line + len(text[line:at]) - len(text[line:at].lstrip()))
    return line if mark is not None and mark.end() == at else at


def _read_numbers(text: str, start: int, end: int) -> Iterator[tuple[Number, bool]]:
    for at, inline in _candidates(text, start, end):
        number = number_at(text, at)
        if number is not None:
            yield number, inline


def _with_glued(text: str, found: list[tuple[Number, bool]]) -> list[tuple[Number, bool]]:
    """Return the numbers of a page with those whose titles begin with a figure (2.5G网络建设), where others count up to them.

    2.5G网络 alone may be a quantity: it is a heading where a line before it begins with 1. and one behind it with 3.
    """
    lines = [n for n, inline in found if not inline and n.style.kind == "arabic" and len(n.values) == 1]
    if not lines:
        return found
    starts = {n.start for n in lines}
    glued = [
        Number(lines[0].style, (int(m["n"]),), m["n"], m.start("n"), m.end("dot"))
        for m in _GLUED.finditer(text)
        if m.start("n") not in starts
    ]
    counted = sorted([*lines, *glued], key=lambda n: n.start)
    # From both sides, since several may follow one another: what counts on to a number that is sure is sure.
    for order in (range(len(counted)), range(len(counted) - 1, -1, -1)):
        for at in order:
            value = counted[at].values[0]
            before, behind = (counted[n] if 0 <= n < len(counted) else None for n in (at - 1, at + 1))
            follows = before is not None and before.values[0] == value - 1
            leads = behind is not None and behind.values[0] == value + 1
            known = any(n is not None and n.start in starts for n in (before, behind))
            if known and leads and (follows or value == 1):
                starts.add(counted[at].start)
    more = [(n, False) for n in glued if n.start in starts]
    kept = [(n, inline) for n, inline in found if n.start not in {m.start for m, _ in more}]
    return sorted([*more, *kept], key=lambda item: item[0].start)


@lru_cache(maxsize=4)
def _all_numbers(text: str) -> tuple[list[int], list[tuple[Number, bool]]]:
    """Return the numbers at every place of a page where a heading may begin, and where they stand."""
    found = list(_read_numbers(text, 0, len(text)))
    if _GLUED.search(text) is not None:
        found = _with_glued(text, found)
    if any(number.values == (1, 1) for number, _ in found):
        found = list(_with_tops(text, found))
    if _articles_stand_below(found):
        found = [
            (replace(n, style=replace(n.style, rank=_LOW_ARTICLE)) if n.style.kind == _ARTICLE else n, within)
            for n, within in found
        ]
    return [number.start for number, _ in found], found


def _articles_stand_below(found: Sequence[tuple[Number, bool]]) -> bool:
    """Tell whether 第1条, 第2条 run on below 一、, 二、 of a page, and not above them as they do in rules."""
    kinds = [(n.style.kind, n.values[-1]) for n, within in found if not within and n.style.kind in _OR_ARTICLE]
    if len(kinds) < _LEAST_PARTS or kinds[0] != ("han", 1) or any(kind == "chapter" for kind, _ in kinds):
        return False
    second = next((i for i, kind in enumerate(kinds) if kind == ("han", 2)), 0)
    return any(kind == _ARTICLE for kind, _ in kinds[:second])


def _with_tops(text: str, found: list[tuple[Number, bool]]) -> Iterator[tuple[Number, bool]]:
    """Yield the numbers of a page with 1 or 1. right before 1.1 as what stands above it: 1 总则, 1.1 编制目的."""
    at = 0
    for number, inline in found:
        plain = len(number.values) == 1 and number.style.kind == "arabic"
        if number.values[1:] == (1,):
            bare = next(
                (m for m in _BARE_TOP.finditer(text, at, number.start) if int(m["n"]) == number.values[0]), None
            )
            if bare is not None:
                yield Number(_TOP, number.values[:1], bare["n"], bare.start("n"), bare.end("n")), False
        following = bisect_right(found, number.start, key=lambda item: item[0].start)
        below = found[following][0].values if following < len(found) else ()
        if plain and not inline and below == (number.values[0], 1):
            number = replace(number, style=_TOP)
        yield number, inline
        at = number.end


def numbers(text: str, span: Span) -> Iterator[tuple[str, Number]]:
    """Yield the path and the number of every heading in a stretch of the page, in order."""
    found = _numbers_of_lines(text, span)
    if _runs_in(text):
        found = iter(whole := list(found))
        few = sum(not text[text.rfind("\n", 0, n.start) + 1 : n.start].strip() for _, n in whole) < 3
        run_in = _numbers_run_in(text, span) if few else []
        if len(run_in) > max(1, len(whole)):
            found = iter(run_in)
    yield from found


@lru_cache(maxsize=4)
def _runs_in(text: str) -> bool:
    """Tell whether a line of a page may hold several paragraphs with their headings."""
    signs = ((m.start(), m.end()) for m in _RUN_IN_SIGN.finditer(text))
    lines = ((text.rfind("\n", 0, start), text.find("\n", end)) for start, end in signs)
    return any((after if after >= 0 else len(text)) - before - 1 > _RUN_IN for before, after in lines)


def _numbers_run_in(text: str, span: Span) -> list[tuple[str, Number]]:
    """Return the numbers of a page that has run all its paragraphs into one line."""
    counter = _Counter([], {})
    found = []
    places = ((m.end(), text[m.start()]) for m in _RUN_IN_AT.finditer(text, span.start, span.end))
    for at, before in chain([(span.start, "。")], places):
        number = number_at(text, at)
        if number is None or (number.style.kind not in _RUN_IN_KINDS and before != "。"):
            continue
        if _titled(text, number, span.end) and counter.accept(number, strict=False):
            found.append((counter.path(), number))
    return found


def _numbers_of_lines(text: str, span: Span) -> Iterator[tuple[str, Number]]:
    counter = _Counter([], {})
    starts, found = _all_numbers(text)
    # A stretch that begins within a line has a first line of its own.
    line_end = text.find("\n", span.start, span.end)
    rest = span.end if line_end < 0 else line_end
    first = _read_numbers(text, span.start, rest)
    others = islice(found, bisect_left(starts, rest), bisect_left(starts, span.end))
    whole = [*first, *others]
    items = _run_on(text, whole)
    for i, (number, inline) in enumerate(whole):
        kind = number.style.kind
        new = kind not in counter.last
        if inline:
            counted_on = _behind_title(text, whole, i) or (
                new
                and (
                    (kind == "han" and _goes_deeper(whole, i))
                    or (
                        _CONTINUED.search(text, max(0, number.start - 12), number.start) is not None
                        and _counted_on(whole, i, inline=True)
                    )
                )
            )
        else:
            # In an extract 第二十条 may be the only one behind a gap: the blank behind it tells it from a reference.
            new = new or kind == _ARTICLE
            counted_on = new and (_counted_on(whole, i) or _is_article(text, number)) and not _in_row(text, number.end)
            # 34. behind 30. of an extract: its title tells, or that 35. stands behind it.
            counted_on |= not new and (
                (kind == "arabic" and _TITLE_OF_ITEM.match(text, number.end) is not None)
                or (_counted_on(whole, i) and not _in_row(text, number.end))
            )
        if _titled(text, number, span.end) and counter.accept(
            number, strict=inline, counted_on=counted_on, runs_on=number.start in items
        ):
            yield counter.path(), number


def _run_on(text: str, found: Sequence[tuple[Number, bool]]) -> frozenset[int]:
    """Return where the items of a page begin that count up over the headings above them, however many an extract skips.

    5. below 一、, 21. below 三、, 30. below 五、, or ◈1. ◈4. ◈12. each behind a mark: where a number comes again or goes
    back, none are.
    """
    parts, at = set[int](), list[Number]()
    above = 0
    marked = True
    for number, inline in found:
        if inline or number.style.kind not in ("han", "han_paren", "arabic"):
            continue
        if number.style.kind != "arabic":
            above = number.start
        elif len(number.values) == 1 and _titled(text, number, len(text)) and not _in_row(text, number.end):
            if at and number.values <= at[-1].values:
                return frozenset()
            at.append(number)
            parts.add(above)
            marked &= bool(text[text.rfind("\n", 0, number.start) + 1 : number.start].strip())
    return frozenset(n.start for n in at) if (marked or len(parts) > 1) and len(at) >= _LEAST_ITEMS else frozenset()


def _in_row(text: str, at: int) -> bool:
    """Tell whether a line holds cells of a table."""
    end = text.find("\n", at)
    line = text[at : len(text) if end < 0 else end]
    return "|" in line or "\t" in line


def _is_article(text: str, number: Number) -> bool:
    """Tell whether a number is that of an article, with the blank behind it that parts it from its text."""
    return number.style.kind == _ARTICLE and text[number.end : number.end + 1] in (" ", "　")


def _counted_on(found: Sequence[tuple[Number, bool]], at: int, *, inline: bool = False) -> bool:
    """Tell whether a number that is not the first (6.) is followed by the next of its kind (7.), and by none before it."""
    number = found[at][0]
    same = [n for n, within in found[at + 1 : at + _NEAR] if within <= inline and n.style.kind == number.style.kind]
    return bool(same) and same[0].values == (*number.values[:-1], number.values[-1] + 1)


def _behind_title(text: str, found: Sequence[tuple[Number, bool]], at: int) -> bool:
    """Tell whether a number is the first of the next level right behind a title: 三、推进减排(一)严把关口."""
    number, (above, within) = found[at][0], found[at - 1] if at else (None, False)
    if above is None or number.values != (1,) or number.start - above.end > _BEHIND_TITLE:
        return False
    if (above.style.kind, number.style.kind) == ("han_paren", "arabic"):
        # (一)降低税负。1.严格执行规定, on a page without breaks.
        return within
    kinds = (above.style.kind, number.style.kind) == ("han", "han_paren")
    return kinds and _TITLE_ALONE.fullmatch(text, above.end, number.start) is not None


def _goes_deeper(found: Sequence[tuple[Number, bool]], at: int) -> bool:
    """Tell whether the first item of the next level stands right behind the title of a number (一、加强支持(一)落实政策)."""
    number = found[at][0]
    below = found[at + 1][0] if at + 1 < len(found) else None
    if below is None or below.start - number.end > _BEHIND_TITLE:
        return False
    return below.style.kind == "han_paren" and below.values == (1,)


_NUMBER_ENDS = frozenset("、.．)）")


def _titled(text: str, number: Number, end: int) -> bool:
    """Tell whether words follow the number: on its line, or for chapters and articles on the next."""
    line_end = text.find("\n", number.end, end)
    if text[number.end : end if line_end < 0 else line_end].strip():
        return True
    # 一 / 夯实基础 / 1: in a table that stands one cell a line.
    alone = number.style.kind in _ALONE or text[number.end - 1] not in _NUMBER_ENDS
    return alone and bool(text[number.end : end].strip())


@lru_cache(maxsize=16)
def first_heading(text: str, span: Span) -> Number | None:
    """Return the number of the first heading in a stretch of the page, None where there is none."""
    return next((number for _, number in numbers(text, span)), None)
