"""Clauses read as words by themselves, each once: a policy gives many of its tasks to the same bodies in the same words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extract import patterns as re
from extract.duties.bare import FIRM, is_within
from extract.duties.cells import lines_of, read_cell
from extract.duties.grammar import read_clause
from extract.duties.parts import Part
from extract.duties.prose import read_prose
from extract.duties.words import is_signal, role_words
from extract.facts import Span
from extract.names import is_known, is_plain_institution
from extract.names.kinds import is_line, is_place
from extract.resolve import LEVEL_WORDS, Context

# A body with what may stand behind the name of one in a list.
_BODY = re.compile(
    r"[省市州盟县区旗](?:委|政府)?[一-鿿]{1,14}?(?:局|厅|委|办|部|署|院|中心|政府|管委会)(?=[、，,；;。）)和及等牵负配会\s]|$)"
)
# 各区政府（含高新区管委会，下同）: whom the name before it includes.
_INCLUDED = re.compile(r"[（(〈<\[][含包][^（）()〈〉<>\[\]]*")


@lru_cache(maxsize=8192)
def prose_parts(words: str, context: Context) -> tuple[tuple[Part, ...], tuple[Span, ...]]:
    """Read a sentence of running text: its parts, and what stands among the names and is none."""
    parts, strange = read_prose(words, Span(0, len(words)), context)
    return tuple(parts), tuple(strange)


def without(parts: Iterable[Part], past: Sequence[Span]) -> tuple[Part, ...]:
    """Leave out the names that stand where a sentence tells what was done already."""
    left = (
        replace(part, names=tuple(n for n in part.names if not any(s.start <= n.at.start < s.end for s in past)))
        for part in parts
    )
    return tuple(part for part in left if part.names)


@lru_cache(maxsize=8192)
def clause_parts(words: str, context: Context) -> tuple[tuple[Part, ...], tuple[Span, ...]]:
    """Read the words of a clause that has a place of its own: its parts, and the pieces that could not be read."""
    whole = Span(0, len(words))
    parts, strange = read_cell(words, lines_of(words, whole), context, acts=True)
    if not parts and strange and not is_signal(words):
        bare, odd = _bare(words, context)
        return tuple(bare), tuple(odd) if bare else tuple(strange)
    return tuple(parts), (*strange, *(_passed_over(words, parts, strange, context) if parts else ()))


def _passed_over(words: str, parts: Iterable[Part], strange: Iterable[Span], context: Context) -> Iterator[Span]:
    """Yield the bodies that a clause names and gives no part: 市科技局牵头联络市财政局."""
    taken = [name.at for part in parts for name in part.names]
    taken += [*strange, *(Span(m.start(), m.end()) for m in _INCLUDED.finditer(words))]
    for match in _BODY.finditer(words):
        free = not any(at.start < match.end() and match.start() < at.end for at in taken)
        if free and is_known(match[0], context):
            yield Span(match.start(), match.end())


def _bare(words: str, context: Context) -> tuple[list[Part], list[Span]]:
    """Read a bracket of nothing but agencies as theirs to do; what stands among known ones and is none is put aside."""
    word = replace(role_words("verb")["负责"], term="")
    parts, strange = read_clause(words, Span(0, len(words)), context, word)
    names = [name.agency for part in parts for name in part.names]
    known = [n for n in names if is_known(n, context) or FIRM.match(n) is not None or is_within(n, context)]
    odd = [
        name
        for part in parts
        for name in part.names
        if name.agency not in known
        and not (is_plain_institution(name.agency) or is_place(name.agency) or name.agency.startswith(LEVEL_WORDS))
    ]
    if len(strange) + len(odd) > len(known) or not known:
        return [], []
    if 2 * len(known) > len(names):
        return parts, strange
    # 制造业基金 among departments may be a body: it is put aside.
    kept = [replace(part, names=tuple(name for name in part.names if name not in odd)) for part in parts]
    return kept, sorted([*strange, *(name.at for name in odd)], key=lambda at: at.start)


def of_lines(words: str, pieces: Iterable[Span]) -> bool:
    """Tell whether pieces are bodies by a word of theirs (市财政、市经信), which are not passed over in silence."""
    said = [piece.of(words) for piece in pieces]
    return all(piece.startswith(LEVEL_WORDS) and is_line(piece) for piece in said)
