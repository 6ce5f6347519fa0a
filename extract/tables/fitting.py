"""Cells given to columns by what the columns hold, where blank and merged ones have left no trace and long ones are broken."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate

from extract import patterns as re
from extract.facts import Span
from extract.names.kinds import looks_like_agency
from extract.names.known import is_known
from extract.resolve import Context
from extract.tables.ditto import refers
from extract.tables.model import ROW_NUMBER, Cell, Table
from seeds.tables import rows

_ANYWHERE = Context(None, None)
# Bodies that stand one a line make the rows of a table long.
MAX_LINES = 40
_ITEM = re.compile(r"[①-⑳⑴-⒇]|[(（]?\d")
_BRACKET = re.compile(r"[(（][^()（）]*[)）]")
_OFFICE = re.compile("[局厅委]$|(?:服务|促进|管理|保障)中心$")
_NOBODY = re.compile(r"[/／—\-－无]+$")
# What speaks for a line in a column, and against it: only the order of the sums counts.
_FITS, _STRANGE, _BREAK, _ANEW, _LEFT = 2.0, -8.0, -0.6, -1.0, -0.8
_AGENCIES = {0: _STRANGE, 1: 0.5, 2: _FITS}
# What a way to fill columns is worth, and its cells as (column, first line, line behind the last).
_Way = tuple[float, tuple[tuple[int, int, int], ...]]
_NO_WAY: _Way = (float("-inf"), ())
_SOON = 0.5
_OWN = ("number", "task", "detail", "role", "where")
# A column of dates by its heading, and what a date is.
_DATED = re.compile("时限|时间|时序|期限|节点|进度")
# A column of districts, which are bodies elsewhere: 主要承载地.
_PLACED = re.compile("承载|区域|地点|布局|核心区|协同区|园区")
_WHEN = re.compile("[年月季]|持续|长期|常年|每|按|立即|适时|前$|底$|推进")
_BLANK = {"number": _STRANGE, "task": -4.0, "detail": -1.0, "role": -1.5}


def kinds_to_fit(table: Table) -> tuple[str | None, ...]:
    """Return what the columns hold, those of dates told from other ones, and tasks from what is merged over several."""
    kinds = table.kinds
    for group in [i for i, kind in enumerate(kinds) if kind == "task"][:-1]:
        kinds[group] = "other"
    return tuple(
        k if k != "other" else "date" if _DATED.search(name) else "where" if _PLACED.search(name) else k
        for k, name in zip(kinds, table.columns, strict=True)
    )


def fitted(text: str, lines: Sequence[Span], kinds: tuple[str | None, ...], *, whole: bool) -> list[list[Cell]]:
    """Fit lines into the columns; several rows where cells are merged over them.

    Lines of one row (``whole``) are all taken. Others are those of rows without numbers, which go on as long as they fit.
    """
    wide = len(kinds)
    words = ["".join(line.of(text).split()) for line in lines]
    if whole and len(lines) == wide and not _astray(kinds, words):
        return [[(line,) for line in lines]]
    tasks = [i for i, kind in enumerate(kinds) if kind in ("task", "detail")]
    # A row below what is merged has bodies of its own where their column is further right.
    starts = [i for i in tasks if "role" in kinds[i:]] or tasks
    before = [0.0, *accumulate(_worth((), kind, i) for i, kind in enumerate(kinds))]
    best: dict[tuple[int, int], _Way] = {}

    def taken(at: int, column: int, count: int, price: float) -> _Way:
        behind, rest = best[at + count, column + 1]
        worth = price + _worth(words[at : at + count], kinds[column], column) + behind
        return worth, ((column, at, at + count), *rest)

    def next_row(at: int) -> _Way:
        """Return the best way to go on with the lines from one on where a row has ended."""
        left = len(words) - at
        # One line more is a heading between rows; else the rows go on under what is merged over them.
        ways: list[_Way] = [(0.0, ())] if not left or not whole else []
        ways += [(_LEFT, ())] if whole and left == 1 and not bodies_in(words[at]) else []
        ways += [taken(at, start, count, _ANEW) for start in starts for count in (1, 2) if count <= left]
        if not whole:
            ways += [taken(at, i, n, before[i]) for i in range(wide) for n in (1, 2, 3) if n <= left]
        return max(ways, default=_NO_WAY)

    # From the last line to the first, and from the last column to the first.
    for at in range(len(words), -1, -1):
        best[at, wide] = next_row(at)
        for column in range(wide - 1, -1, -1):
            most = MAX_LINES if whole and kinds[column] == "role" else wide
            best[at, column] = max(taken(at, column, n, 0.0) for n in range(min(most, len(words) - at) + 1))

    found: list[list[Cell]] = []
    last = wide
    for column, start, end in best[0, 0][1]:
        if column <= last:
            found.append([()] * wide)
        found[-1][column] = tuple(lines[start:end])
        last = column
    return [row for row in found if any(row)]


def _astray(kinds: Sequence[str | None], words: Sequence[str]) -> bool:
    """Tell whether a body stands under a heading that is none's role: the cell before it has several lines or none."""
    return any(kind not in _OWN and bodies_in(said) > 1 for kind, said in zip(kinds, words, strict=False))


def _worth(words: Sequence[str], kind: str | None, column: int) -> float:
    """Return how well lines make one cell of a column."""
    if not words:
        # Of two columns of bodies, the first is seldom the blank one.
        return _BLANK.get(kind or "", -0.3) + column / 1000
    # A cell broken without a mark is likelier in a column further right.
    worth = sum(1.0 if before.endswith(("、", "，", ",")) else _BREAK + column / 100 for before in words[:-1])
    if kind == "number":
        return 1.0 if len(words) == 1 and ROW_NUMBER.match(words[0]) else _STRANGE
    if kind == "role":
        return worth + sum(
            _FITS if _NOBODY.match(word) or refers(word) else _AGENCIES[bodies_in(word)] for word in words
        )
    if kind == "where":
        return worth + 1.0
    if kind == "date":
        worth += _SOON if all(_WHEN.search(word) for word in words) else -_SOON
    return worth + 1.0 - sum(bodies_in(word) for word in words)


@lru_cache(maxsize=4096)
def bodies_in(words: str) -> int:
    """Return 2 where words are names of bodies that a rule knows, 1 where they end as such names do, else 0."""
    if _ITEM.match(words):
        return 0
    # 市建设局（市水利局配合提供数据）
    words = _role_words().sub("、", _BRACKET.sub("", words))
    names = [name for name in re.split("[、，,;；:：。]", words) if name]
    known = sum(is_known(name, _ANYWHERE) for name in names)
    if names and known * 2 > len(names):
        return 2
    if any(name.startswith(_verbs()) and not is_known(name, _ANYWHERE) and not _OFFICE.search(name) for name in names):
        # 建设检验检测中心, 培育龙头企业; but 建设和交通管理局, 投资促进服务中心
        return 0
    return 1 if names and (known or all(looks_like_agency(name) for name in names)) else 0


@cache
def _role_words() -> re.Pattern[str]:
    """Return the pattern of what a cell says of roles beside the names: 牵头单位：, 按职责分工负责."""
    said = [(r["word"], r["position"].split("|")) for r in rows("roles")]
    labels = "|".join(sorted((w for w, at in said if "label" in at), key=len, reverse=True))
    verbs = "|".join(sorted((w for w, at in said if "verb" in at), key=len, reverse=True))
    return re.compile(f"(?:{labels})[:：]|(?:按(?:照)?(?:各自)?职责(?:分工)?)?(?:{verbs})(?=$|[、，,;；。])")


@cache
def _verbs() -> tuple[str, ...]:
    """Return what a task begins with."""
    return ("开工", "启动", "完成", *(r["word"] for r in rows("tech_verbs") if len(r["word"]) > 1))
