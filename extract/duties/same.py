"""A clause that gives a task to those of another one: 责任单位：同第1项, 配合单位：同上."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extract import patterns as re
from extract.duties.grammar import Part
from extract.duties.words import label_word, label_words
from extract.facts import Responsibility, Span
from extract.names import Name

_FIGURE = re.compile(r"\d+|[一二三四五六七八九十]+")


@cache
def _same() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?P<label>{label_words()})\s*[:：]\s*"
        r"(?P<same>同(?:上|前|(?:上述|前述|上面)?第?(?P<n>[\d一二三四五六七八九十]+)(?:项|条|款|点)(?:任务)?))[。；;]?\s*"
    )


def same_part(words: str, here: str, paths: Sequence[str], found: Sequence[Responsibility]) -> Part | None:
    """Return the part of those whom a clause names by another task, None where it does not or there is none.

    Parameters
    ----------
    words, here
        The clause, and the path of its section.
    paths
        The tasks that have duties so far, in order.
    found
        The duties so far.
    """
    match = _same().fullmatch(words) if "同" in words else None
    word = label_word(match["label"]) if match is not None else None
    if match is None or word is None or word.role is None:
        return None
    numbered = [path for path in paths if match["n"] in _FIGURE.findall(path.rsplit("/", 1)[-1])]
    path = (numbered if match["n"] else [path for path in paths if path != here])[-1:]
    # Who is responsible for the other one, whatever its label calls them; who helps there, by the same word only.
    roles = ("lead", "responsible") if word.role in ("lead", "responsible") else (word.role,)
    agencies = dict.fromkeys(row.agency for row in found if [row.path] == path and row.role in roles)
    at = Span(*match.span("same"))
    return (
        Part(tuple(Name(at, match["same"], agency) for agency in agencies), word.role, word.term) if agencies else None
    )
