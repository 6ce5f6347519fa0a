"""What the layers share that read running text: duty clauses blanked out, sentences, kinds of section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from extract import patterns as re
from extract.facts import Responsibility, Section, Span
from seeds.tables import rows

if TYPE_CHECKING:
    from extract.outline import Outline

# A bracket that says who is to act: its names and numbers are no facts of the section around it.
_DUTY_BRACKET = re.compile(
    r"[(（〔\[【](?:[^()（）〔〕\[\]【】\n]|[(（〔][^()（）〔〕\n]{0,40}[)）〕]){0,1200}[)）〕\]】]"
)
_DUTY_WORD = re.compile(r"(?:责任|牵头|配合|实施|落实|协同|参与)(?:单位|部门)|负责|牵头")
_DUTY_LINE = re.compile(r"(?:责任|牵头|配合|主要责任|协同|主办|协办|承办|督导|督办|主责)(?:单位|部门)\s*[:：][^。\n]*")
# 第四条【核心区】 依托…: the blank that parts an article's heading from its text does what a line break does.
_HEADING_APART = re.compile(
    r"(?<=条)(?P<lead>[ 　]*(?:【[^【】\n]{2,20}】|[（(][^（）()\n，,。；;：:]{2,16}[)）]))[ 　]"
)
_SENTENCE = re.compile(r"[^。！？!?\n;；]+[。！？!?;；]?")
# Marks behind which a clause ends; the enumeration mark 、 is none of them.
CLAUSE_BREAK = "，,。；;：:！？!?\n\t"


def alternation(found: Iterable[str]) -> str:
    """Return a regular expression for any of the words, where several fit for the longest, branching letter by letter.

    Alternatives that begin alike would be tried one after the other at every place; so each begins with a letter of its own,
    by which a place is rejected at once.
    """
    words = sorted(dict.fromkeys(found))
    return "|".join(_branches(words))


def trie(words: Iterable[str]) -> str:
    """Return what :func:`alternation` does as a group, which may stand beside other things."""
    return f"(?:{alternation(words)})"


def _branches(words: list[str]) -> Iterator[str]:
    """Yield a regular expression for the words of each first letter; they are in order, and none is empty."""
    for letter, group in groupby(words, itemgetter(0)):
        below = [word[1:] for word in group]
        rest = below[1:] if not below[0] else below
        if len(below) == 1:
            yield re.escape(letter + below[0])
        elif max(map(len, rest)) > 1:
            yield f"{_escaped(letter)}(?:{'|'.join(_branches(rest))}){'' if below[0] else '?'}"
        else:
            yield f"{_escaped(letter)}[{''.join(map(_escaped, rest))}]{'' if below[0] else '?'}"


_escaped = cache(re.escape)


@cache
def _by_use(table: str, column: str) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for row in rows(table):
        for use in dict.fromkeys(row[column].split("|")):
            out.setdefault(use, []).append(row["word"])
    return out


@cache
def words_for(table: str, use: str, column: str = "use") -> tuple[str, ...]:
    """Return the words of a table whose ``column`` holds ``use``."""
    return tuple(_by_use(table, column).get(use, ()))


@cache
def any_of(table: str, use: str, column: str = "use") -> str:
    """Return a regular expression for the words of a table whose ``column`` holds ``use``."""
    return alternation(words_for(table, use, column))


def _blank(match: re.Match[str]) -> str:
    return "\n" * len(match[0]) if _DUTY_WORD.search(match[0]) else match[0]


@lru_cache(maxsize=4)
def masked(text: str) -> str:
    """Return ``text`` with its duty clauses replaced by line breaks, every other character in its place."""
    bare = _DUTY_BRACKET.sub(_blank, text)
    bare = _DUTY_LINE.sub(lambda match: "\n" * len(match[0]), bare)
    return _HEADING_APART.sub(lambda match: match["lead"] + "\n", bare) if "条" in bare else bare


def without_duties(text: str, duties: tuple[Responsibility, ...]) -> str:
    """Return ``text`` with the brackets that hold nothing but who is to act replaced by line breaks: (省税务局,福州海关)."""
    out, done = [], 0
    for start in sorted({duty.at.start - 1 for duty in duties}):
        bracket = _DUTY_BRACKET.match(text, start) if start >= done else None
        if bracket is not None:
            out += [text[done:start], "\n" * len(bracket[0])]
            done = bracket.end()
    return "".join((*out, text[done:]))


def sentences(text: str, span: Span) -> Iterator[Span]:
    """Yield the stretches between full stops, semicolons and line breaks, without white space in front."""
    for match in _SENTENCE.finditer(text, span.start, span.end):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        if start < end:
            yield Span(start, end)


def at_lines(pattern: re.Pattern[str], text: str, span: Span) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that begin with a line; a search would try ``^`` at every character."""
    at = span.start
    if at and text[at - 1] != "\n":
        at = text.find("\n", at, span.end) + 1 or span.end
    while at < span.end:
        match = pattern.match(text, at, span.end)
        if match is not None:
            yield match
        at = text.find("\n", match.end() if match is not None else at, span.end) + 1 or span.end


def clause_start(text: str, position: int, floor: int) -> int:
    """Return where the clause that holds ``position`` begins, not before ``floor``."""
    while position > floor and text[position - 1] not in CLAUSE_BREAK:
        position -= 1
    return position


def clause_end(text: str, position: int, ceiling: int) -> int:
    """Return where the clause that holds ``position`` ends, not behind ``ceiling``."""
    while position < ceiling and text[position] not in CLAUSE_BREAK:
        position += 1
    return position


@cache
def _kind_pattern(kind: str) -> re.Pattern[str]:
    return re.compile(any_of("section_words", kind))


@lru_cache(maxsize=4096)
def _is_titled(titles: tuple[str, ...], kind: str) -> bool:
    if kind == "idea":
        # 指导思想和发展目标 holds both; what its own heading calls goals is no idea.
        goal = _kind_pattern("goal")
        titles = () if titles and goal.search(titles[0]) else tuple(t for t in titles if not goal.search(t))
    if kind == "status" and titles and len(titles) > 1:
        # 发展现状与目标 holds both; below it what its own heading calls goals is no status.
        goal, status = _kind_pattern("goal"), _kind_pattern("status")
        own_goal = goal.search(titles[0]) is not None and status.search(titles[0]) is None
        titles = tuple(t for t in titles if not goal.search(t)) if own_goal else titles
    # A longer heading is a sentence, which may name a goal in passing.
    return any(len(title) <= 40 and _kind_pattern(kind).search(title) is not None for title in titles)


def is_kind(outline: Outline, section: Section | None, kind: str) -> bool:
    """Tell whether a section or one above it is of a kind of ``section_words.csv`` (status, goal)."""
    if section is None:
        return False
    return _is_titled(outline.headings(section), kind)
