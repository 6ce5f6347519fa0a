"""Clauses in pieces: cells of tables, columns of districts, brackets over several lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from extract import patterns as re
from extract.duties.grammar import read_clause
from extract.duties.parts import Part
from extract.duties.words import Word, label_of, label_pattern, label_word, role_words, short_label_pattern
from extract.facts import Span
from extract.names import is_known, looks_like_agency
from extract.page import trim
from extract.prose import alternation
from extract.resolve import LEVEL_WORDS, Context, split_prefix
from extract.tables import TableRow, assigned, shares
from seeds.places import surfaces_below

_BETWEEN_NAMES = re.compile("[、，,;；:：\\s]")
# 各园 / 区管委会 is one name.
_EACH = re.compile("各[省市州县区旗园镇乡]{1,3}")
_GOVERNED = re.compile("[市州县区旗园镇乡]{0,3}(?:(?:人民)?政府|管委会|管理委员会)")
# A list between blanks, and where one of its names may end and another begin.
_BY_BLANKS = re.compile("[^、，,;；:：。]*[一-鿿)） ] +[^、，,;；:：。]*")
_RUN_ON = re.compile("(?<=[局厅办委部会院府)）])(?=[省市州县区](?![场区直属级内外容])|各|高新区|经开区|开发区)")
# 国家税务总局 / 深圳市税务局 is one name.
_WITH_OFFICES = ("总局", "总署", "银行", "公司", "集团")
_LINE = re.compile(r"[^\n]+")
# 市科技局（牵头） 市财政局、市商务局（配合）
_OTHERS = re.compile(
    r"[(（](?:牵头|主办|主责)[)）](?P<gap>[ 　]+)\S+?(?P<open>[(（])(?P<verb>配合|协助|协办|参与)[)）]$"
)


def lines_of(text: str, span: Span) -> tuple[Span, ...]:
    """Return the lines of a clause that a page broke, without the white space at their ends."""
    if "\n" not in span.of(text):
        return (span,)
    lines = (trim(text, Span(m.start(), m.end())) for m in _LINE.finditer(text, span.start, span.end))
    return tuple(line for line in lines if line.start < line.end) or (span,)


def _run_on(text: str, piece: Span) -> Iterator[Span]:
    """Part names between blanks where two stood one below the other in a cell: 市财政局市税务局."""
    start = piece.start
    for match in _RUN_ON.finditer(text, piece.start, piece.end):
        before = _BETWEEN_NAMES.split(text[start : match.start()])[-1]
        after = _BETWEEN_NAMES.split(text[match.start() : piece.end])[0]
        if looks_like_agency(before) and looks_like_agency(after):
            yield Span(start, match.start())
            start = match.start()
    yield Span(start, piece.end)


@cache
def _ends() -> re.Pattern[str]:
    """Match a verb at the end of a stretch (市科技局牵头)."""
    return re.compile(f"[一-鿿)）](?:{alternation(role_words('verb'))})$")


@cache
def _begins() -> re.Pattern[str]:
    """Match a blank before a label, or behind a verb, where a cell had a line for those who lead and one for the others."""
    labels = alternation((*role_words("short"), *role_words("label")))
    return re.compile(
        rf"(?P<label>[ 　]+)(?=(?:{labels})[ 　]*[:：])"
        rf"|(?<=[一-鿿)）])(?:{alternation(role_words('verb'))})(?P<verb>[ 　]+)(?=[一-鿿])"
    )


def _by_lines(words: str) -> str:
    """Return the words of a cell with marks, of the same length, where one line of it ended and another began.

    What a bracket says at the end of the line of the others (市财政局、市商务局（配合）) is said of all on it.
    """
    for match in list(_begins().finditer(words)):
        start, end = match.span("label" if match["label"] else "verb")
        words = words[:start] + "；" * (end - start) + words[end:]
    others = _OTHERS.search(words)
    if others is not None:
        words = f"{words[: others.start('open')]}{others['verb']}{'；' * 2}{words[others.end() :]}"
        words = f"{words[: others.start('gap')]}{'；' * len(others['gap'])}{words[others.end('gap') :]}"
    return words


def _stands_alone(before: str, after: str, context: Context) -> bool:
    """Tell whether what begins a piece is a name by itself behind another whole one: 公共服务局 / 中国雄安集团."""
    whole = is_known(after, context) and is_known(before, context)
    # 市财政局 / 区人民政府; behind a place its government may be one name over two lines.
    own = _GOVERNED.fullmatch(after) is None or before[-1:] in "局厅委办"
    return whole and not before.endswith(_WITH_OFFICES) and own


def read_cell(
    text: str, cell: tuple[Span, ...], context: Context, column: Word | None = None, *, acts: bool = False
) -> tuple[list[Part], list[Span]]:
    """Read a cell of a table, which a page may have wrapped into several pieces, as one clause.

    A name over a break has its first piece as its place.
    """
    if _BY_BLANKS.fullmatch("".join(piece.of(text) for piece in cell)):
        cell = tuple(part for piece in cell for part in _run_on(text, piece))
    if len(cell) == 1:
        words = cell[0].of(text)
        marked = _by_lines(words)
        if marked != words:
            text = f"{text[: cell[0].start]}{marked}{text[cell[0].end :]}"
        return read_clause(text, cell[0], context, column, acts=acts)
    whole, starts = "", []
    for at, piece in enumerate(cell):
        # A name broken between two pieces is one; two whole ones are set apart as a list sets them.
        before = _BETWEEN_NAMES.split(whole)[-1]
        after = _BETWEEN_NAMES.split(piece.of(text))[0].rstrip("。；;")
        if not looks_like_agency(after):
            # 省人力资源社会保障 / 厅
            after = _BETWEEN_NAMES.split("".join(below.of(text) for below in cell[at : at + 2]))[0]
        if (
            looks_like_agency(before)
            and looks_like_agency(after)
            and not (_EACH.fullmatch(before) and _GOVERNED.fullmatch(after))
            and (
                after.startswith((*LEVEL_WORDS, "各", "有关", "相关", "经开区", "高新区", "开发区"))
                or split_prefix(after, context).prefix
                or _stands_alone(before, after, context)
            )
        ):
            whole += "、"
        elif (
            _ends().search(whole)
            or label_pattern().match(piece.of(text))
            or short_label_pattern().match(piece.of(text))
        ):
            whole += "；"
        starts.append(len(whole))
        whole += piece.of(text)

    def back(span: Span) -> Span:
        index = bisect_right(starts, span.start) - 1
        shift = cell[index].start - starts[index]
        return Span(span.start + shift, min(span.end + shift, cell[index].end))

    parts, strange = read_clause(whole, Span(0, len(whole)), context, column, acts=acts)
    moved = [replace(part, names=tuple(replace(name, at=back(name.at)) for name in part.names)) for part in parts]
    return moved, [back(span) for span in strange]


def read_columns(text: str, row: TableRow, context: Context) -> list[Part]:
    """Read the columns of a table that are each a district's or a body's: it has a part in what its cell says something of.

    The cell may name the role (牵头) or hold a mark that the page explains (★为牵头单位); else it holds a district's share
    (20户), or what a body is to do. The heading is where it is named.
    """
    here = context.jurisdiction
    below = here is None or bool({*surfaces_below(here.name)} & {name for name, _ in row.cells})
    parts: list[Part] = []
    for name, cell in (*(shares(text, row) if below else ()), *assigned(text, row)):
        start = text.find(name, row.heading.start, row.heading.end)
        if start >= 0:
            said = "".join(piece.of(text) for piece in cell)
            word = _marks(text).get(said[:1]) or label_word(said) or _short(said) or label_of("责任单位")
            parts += read_clause(text, Span(start, start + len(name)), context, word)[0]
    return parts


def _short(said: str) -> Word | None:
    """Return the role word that a cell is or begins with: 牵头, 配合资金保障."""
    found = (word for text, word in role_words("short").items() if said.startswith(text))
    return max(found, key=lambda word: len(word.text), default=None)


@cache
def _mark() -> re.Pattern[str]:
    """Match what explains a mark: ★为牵头单位, ○ 配合, “√”表示参与."""
    words = alternation((*role_words("short"), *role_words("label")))
    return re.compile(
        rf"[“\"‘(（]?(?P<mark>[★☆●○◎△▲■□◆◇▽▼√✓⊙])[”\"’)）]?[ 　]?(?:号|的)*(?:单位|部门)?(?:为|表示|代表|是|指|系|[:：=＝])?[ 　]?(?P<word>{words})"
    )


@lru_cache(maxsize=4)
def _marks(text: str) -> dict[str, Word]:
    """Return what the marks of a page stand for, by its own words."""
    found: dict[str, Word] = {}
    for match in _mark().finditer(text):
        word = role_words("short").get(match["word"]) or label_word(match["word"])
        if word is not None and word.role is not None:
            found.setdefault(match["mark"], word)
    return found
