"""A clause that gives a task to those of another one: 责任单位：同第1项, 配合单位：同上, （同上，白城市政府）."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extract import patterns as re
from extract.duties.grammar import read_clause
from extract.duties.parts import Part
from extract.duties.words import Word, label_word, label_words, role_words
from extract.facts import Responsibility, Span
from extract.names import Name
from extract.resolve import Context

_FIGURE = re.compile(r"\d+|[一二三四五六七八九十]+")
_PIECE = re.compile("[^；;。]+")
_MARK = r"同(?:上(?:一[项条])?|前|(?:上述|前述|上面)?第?[(（]?(?P<n>[\d一二三四五六七八九十]+)[)）]?(?:项|条|款|点)(?:任务)?)"
_BETWEEN = "[、，,及和]"
_IN_PROSE = ("duties.prose", "duties.said", "duties.item")


@cache
def _same() -> re.Pattern[str]:
    label = rf"(?:(?P<label>{label_words()})\s*[:：]?\s*)?"
    return re.compile(
        rf"\s*{label}(?:(?P<before>[^:：]+?){_BETWEEN})?(?P<same>{_MARK})(?:{_BETWEEN}\s*(?P<behind>[^:：]+?))?\s*"
    )


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(rf"\s*{_MARK}\s*(?:[、，,；;。].*)?")


def refers_back(words: str) -> bool:
    """Tell whether a bracket without a label begins with a mark for those of another task: 同上; 同第3项、市财政局."""
    return words.startswith("同") and _alone().fullmatch(words) is not None


def same_parts(
    words: str, here: str, paths: Sequence[str], found: Sequence[Responsibility], context: Context
) -> tuple[tuple[Part, ...], tuple[Span, ...]] | None:
    """Read a clause that names those of another task; None where it does not, or where there is no such task.

    Parameters
    ----------
    words, here
        The clause, and the path of its section.
    paths
        The tasks that have duties so far, in order.
    found
        The duties so far.
    context
        Jurisdiction and date of the policy.
    """
    pieces = [(Span(*piece.span()), _same().fullmatch(piece[0])) for piece in _PIECE.finditer(words)]
    if not any(match is not None for _, match in pieces):
        return None
    parts: list[Part] = []
    strange: list[Span] = []
    for at, match in pieces:
        if match is None:
            others, odd = read_clause(words, at, context)
            parts, strange = [*parts, *others], [*strange, *odd]
            continue
        word = label_word(match["label"]) if match["label"] else None
        if match["label"] and (word is None or word.role is None):
            return None
        meant = _meant(match["n"], here, paths, found, word)
        if not meant:
            return None
        mark = Span(at.start + match.start("same"), at.start + match.end("same"))
        parts += _taken(meant, word, Name(mark, match["same"], ""))
        for side in ("before", "behind"):
            if match[side]:
                beside = Span(at.start + match.start(side), at.start + match.end(side))
                column = word or replace(role_words("verb")["负责"], term="")
                others, odd = read_clause(words, beside, context, column)
                parts, strange = [*parts, *others], [*strange, *odd]
    return tuple(parts), tuple(strange)


def _meant(
    number: str | None, here: str, paths: Sequence[str], found: Sequence[Responsibility], word: Word | None
) -> list[Responsibility]:
    """Return the duties that a mark stands for: of the task so numbered, or of the last one before."""
    numbered = [path for path in paths if number in _FIGURE.findall(path.rsplit("/", 1)[-1])]
    path = (numbered if number else [path for path in paths if path != here])[-1:]
    rows = [row for row in found if [row.path] == path]
    if word is None:
        # What a bracket repeats is a bracket, not what the sentences around that say.
        return [row for row in rows if row.at.rule not in _IN_PROSE] or rows
    # By the same word; else who is responsible for the other one, whatever its label calls them.
    if named := [row for row in rows if row.role_term == word.term]:
        return named
    roles = ("lead", "responsible") if word.role in ("lead", "responsible") else (word.role,)
    return [row for row in rows if row.role in roles]


def _taken(rows: Sequence[Responsibility], word: Word | None, mark: Name) -> list[Part]:
    """Return the duties as parts whose names stand at the mark, each with the role that it has there or the label's."""
    as_there = {(row.role, row.role_term): None for row in rows}
    kinds = list(as_there) if word is None or word.role is None else [(word.role, word.term)]
    return [
        Part(
            tuple(
                replace(mark, agency=agency)
                for agency in dict.fromkeys(
                    r.agency for r in rows if word is not None or (r.role, r.role_term) == (role, term)
                )
            ),
            role,
            term,
        )
        for role, term in kinds
    ]
