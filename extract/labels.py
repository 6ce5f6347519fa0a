"""A page's own data on a policy: 索引号, 发布机构, 文号 and the like with their values, on one line, in a table or run together.

A single label is read where it stands before its colon (``head.printed``); several near one another tell each other:
the value of each ends where the next begins, and where pages run them together no colon is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from extract import patterns as re
from extract.facts import Span
from extract.page import trim
from extract.records import record
from seeds.tables import rows

# Labels nearer than this are of one list; so many make one, fewer where colons stand behind them.
_NEAR = 160
_LEAST, _LEAST_MARKED = 3, 2
_EDGE = " \t　|:：;；,，。·-—【】[]()（）\r\n"
_MARKS = (":", "：", "】", "]")
_BLANKS = re.compile(r"[ 　\t]*")
_GAP = re.compile(r"[ 　\t|]+")
# Behind a short label that nothing parts from what it is a label of.
_LONG = 3


@record
class _Label:
    """A label: where it stands, where its value may begin, its field; whether a mark tells it for certain."""

    start: int
    end: int
    field: str
    marked: bool
    apart: bool


@cache
def _fields() -> dict[str, str]:
    return {row["label"]: row["field"] for row in rows("head_labels")}


@cache
def _pattern() -> re.Pattern[str]:
    # 索 引 号
    spaced = sorted(_fields(), key=len, reverse=True)
    return re.compile("|".join("[ 　]{0,4}".join(map(re.escape, label)) for label in spaced))


def _labels(text: str, start: int, end: int) -> Iterator[_Label]:
    """Yield the labels of a stretch: before a colon or in brackets, in cells of their own, or with anything around them."""
    for match in _pattern().finditer(text, start, end):
        blank = _BLANKS.match(text, match.end(), end)
        at = blank.end() if blank is not None else match.end()
        parted = at > match.end() or at == end or text[at] in _EDGE
        apart = parted and (match.start() == start or text[match.start() - 1] in _EDGE)
        field = _fields()["".join(match[0].split())]
        yield _Label(match.start(), match.end(), field, text.startswith(_MARKS, at, end), apart)


@lru_cache(maxsize=8)
def head_data(text: str, start: int, end: int) -> Mapping[str, Span]:
    """Return the values of the first list of data in a stretch, by field: number, issuer, written, in_force, until, title.

    Parameters
    ----------
    text
        The page.
    start, end
        Where to look: the head of the policy and what its page prints above.
    """
    for group in _lists(list(_labels(text, start, end))):
        out: dict[str, Span] = {}
        for label, after in zip(group, [*group[1:], None], strict=True):
            value = _value(text, label.end, after.start if after is not None else end, last=after is None)
            if label.field != "other" and value is not None:
                out.setdefault(label.field, value)
        if out:
            return out
    return {}


def _lists(labels: list[_Label]) -> Iterator[list[_Label]]:
    """Yield the labels that stand near one another, where enough of them do: first those that are told for certain."""
    marked = [label for label in labels if label.marked]
    cells = [label for label in labels if label.marked or label.apart]
    for found, least in ((marked, _LEAST_MARKED), (cells, _LEAST), (list(filter(_runs_on, labels)), _LEAST)):
        group: list[_Label] = []
        for label in found:
            if group and label.start - group[-1].end > _NEAR:
                if len(group) >= least:
                    yield group
                group = []
            group.append(label)
        if len(group) >= least:
            yield group


def _runs_on(label: _Label) -> bool:
    return label.marked or label.apart or label.field == "number" or label.end - label.start >= _LONG


def _value(text: str, start: int, end: int, *, last: bool) -> Span | None:
    """Return the first line of what stands between two labels."""
    while start < end and text[start] in _EDGE:
        start += 1
    line = text.find("\n", start, end)
    stop = line if line >= 0 else end
    while stop > start and text[stop - 1] in _EDGE and text[stop - 1] not in ")）】]":
        stop -= 1
    if last and (gap := _GAP.search(text, start, max(start, stop))) is not None:
        # Behind the last value the line may go on.
        stop = gap.start()
    return trim(text, Span(start, stop)) if start < stop else None
