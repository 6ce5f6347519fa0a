"""The grammar of one duty clause: labels, names, verbs.

::

    clause  = segment { (";" | "," | "。") segment }
    segment = [ label ":" ] names [ verb ] | verb
    names   = name { ("、" | "和" | "及" | "以及") name } [ "等…" ]  [ "会" names ]

A label gives its role to the names behind it until the next label; a verb gives its role to all names since the
last verb. Words and roles are rows of ``roles.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from extract.facts import Role, Span
from extract.names import Name, Sharing, depth_split, looks_like_agency
from extract.page import trim
from extract.resolve import Context
from seeds.tables import rows

_DEADLINE = re.compile(
    r"^(?:(?:力争|于)?\s*(?:20\d{2}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末|初)?(?:前|之前)?\s*(?:完成|启动|实现|取得.*|形成.*|见效)?"
    r"|(?:年内|全年|每年|长期|持续|近期|中期|远期|当年)?(?:持续)?(?:推进|完成|实施|坚持|开展)?|无|/|—+|-+)$"
)
# A sentence in a clause that gives others a part in the later sections too (以下均需各市人民政府负责).
_LATER = re.compile(r"(?:以下(?:任务|各项|各项任务|工作|措施)?|具体任务|各项任务)?均?(?:涉及|需由|需|由)(?P<names>.+)$")
_DOCUMENT_WIDE = re.compile(r"以下(?:任务|各项|工作|措施)?均|均(?:涉及|需|由)")
_QUALIFIER = re.compile(r"^除(?:专门|单独|另行)?(?:列出|注明)[^、]{0,6}外$")
_DOCUMENT_WIDE_END = re.compile(r"^(?:下同|不再(?:列出|重复|做分工|作分工|一一列出|赘述)[^、]*)$")


@dataclass(frozen=True, slots=True)
class Word:
    """A role word with its role (None where it names a person or a time) and the term that it stands for."""

    text: str
    role: Role | None
    term: str


@dataclass(frozen=True, slots=True)
class Part:
    """The names that one role word governs; ``later`` where they have the part in all later sections too."""

    names: tuple[Name, ...]
    role: Role
    term: str
    later: bool = False


@cache
def role_words(position: str) -> tuple[Word, ...]:
    """Return the role words that stand as ``label`` or as ``verb``, longest first."""
    found = [
        Word(r["word"], cast("Role | None", r["role"] or None), r["term"])
        for r in rows("roles")
        if r["position"] == position
    ]
    return tuple(sorted(found, key=lambda w: -len(w.text)))


@cache
def label_pattern() -> re.Pattern[str]:
    """Match a label with its colon."""
    words = "|".join(re.escape(w.text) for w in role_words("label"))
    return re.compile(rf"\s*(?P<word>{words})\s*[:：]\s*")


@cache
def _verb_pattern() -> re.Pattern[str]:
    """Match a verb at the end of a segment, with what may stand between it and the last name."""
    words = "|".join(re.escape(w.text) for w in role_words("verb"))
    return re.compile(
        rf"(?P<adverb>(?:等)?(?:共同|分别|具体|要|应|结合实际|根据各自职责|按照?职责)?)(?P<word>{words})(?:工作|等工作|此项工作)?$"
    )


def _segments(text: str, span: Span) -> Iterator[Span]:
    for piece in depth_split(text, span, ";；,，。"):
        yield from _at_labels(text, piece)


def _at_labels(text: str, span: Span) -> Iterator[Span]:
    """Split where a label follows the last name with nothing between (…局牵头单位:…)."""
    cuts = [m.start() for m in label_pattern().finditer(text, span.start, span.end)]
    start = span.start
    for cut in cuts:
        if cut > start:
            yield Span(start, cut)
            start = cut
    yield Span(start, span.end)


def _joint(text: str, span: Span) -> tuple[Span, Span | None]:
    """Split ``A、B会同C`` into the names before and the names that join."""
    words = span.of(text)
    for match in re.finditer("会同|会商|会", words):
        before, after = words[: match.start()], words[match.end() :]
        if (
            match[0] == "会"
            and not (looks_like_agency(before) and looks_like_agency(after) and before[-1:] not in "委协联工社商学大法")
            and (not (before.endswith(("管委会", "委员会"))) or not after)
        ):
            continue
        if looks_like_agency(after):
            return Span(span.start, span.start + match.start()), Span(span.start + match.end(), span.end)
    return span, None


def read_clause(text: str, clause: Span, context: Context, column: Word | None = None) -> tuple[list[Part], list[Span]]:
    """Read one clause into parts.

    Parameters
    ----------
    text
        The page.
    clause
        The words of the clause, without its brackets.
    context
        Jurisdiction and date of the policy.
    column
        The role word over the column, for a cell of a table.

    Returns
    -------
    tuple of list
        The parts, and the pieces that could not be read.
    """
    sharing = Sharing(context)
    parts: list[Part] = []
    strange: list[Span] = []
    pending: list[Name] = []
    label = column
    for segment in _segments(text, clause):
        span = trim(text, segment)
        opening = label_pattern().match(text, span.start, span.end)
        if opening is not None:
            label = next(w for w in role_words("label") if w.text == opening["word"])
            span = trim(text, Span(opening.end(), span.end))
        words = span.of(text)
        if not words or _DEADLINE.match(words) or _DOCUMENT_WIDE_END.match(words) or _QUALIFIER.match(words):
            continue
        if label is not None and label.role is None:
            continue
        if _DOCUMENT_WIDE.search(words):
            parts.append(_later(text, span, sharing, strange))
            continue
        verb, span = _verb(text, span)
        first, joined = _joint(text, span)
        names = _names(text, first, sharing, strange)
        if verb is not None:
            # In a cell 按职责分工负责 says more than the heading over it.
            own = column is not None and verb.term == "按职责分工负责"
            role = label if label is not None and label.role and verb.role == "responsible" and not own else verb
            parts.append(_part((*pending, *names), role))
            pending = []
        elif label is not None:
            parts.append(_part(tuple(names), label))
        else:
            pending += names
        if joined is not None:
            parts.append(Part(tuple(_names(text, joined, sharing, strange)), "joint", "会同"))
            if pending and verb is None:
                parts.append(Part(tuple(pending), "responsible", "负责"))
                pending = []
    strange += [name.at for name in pending]
    return [part for part in parts if part.names], strange


def _later(text: str, span: Span, sharing: Sharing, strange: list[Span]) -> Part:
    """Read a sentence that covers the later sections: 以下均需各市人民政府负责."""
    match = _LATER.search(text, span.start, span.end)
    if match is None:
        strange.append(span)
        return Part((), "responsible", "")
    verb, rest = _verb(text, trim(text, Span(match.start("names"), match.end("names"))))
    names = _names(text, rest, sharing, strange)
    role = verb.role if verb is not None and verb.role is not None else "responsible"
    return Part(tuple(names), role, verb.term if verb is not None else "涉及", later=True)


def _part(names: tuple[Name, ...], word: Word) -> Part:
    return Part(names, cast(Role, word.role), word.term)


def _verb(text: str, span: Span) -> tuple[Word | None, Span]:
    """Take the verb off the end of a segment."""
    match = _verb_pattern().search(text, span.start, span.end)
    if match is None:
        return None, span
    word = next(w for w in role_words("verb") if w.text == match["word"])
    rest = trim(text, Span(span.start, match.start()))
    if rest.of(text).startswith("由"):
        rest = Span(rest.start + 1, rest.end)
    return word, rest


def _names(text: str, span: Span, sharing: Sharing, strange: list[Span]) -> list[Name]:
    names = []
    for name in sharing.read(text, span):
        if looks_like_agency(name.agency):
            names.append(name)
        elif not _DEADLINE.match(name.printed):
            strange.append(name.at)
    return names


def names_persons(clause: str) -> bool:
    """Tell whether a clause only says who answers in person or by when (牵头领导: …): no agency's duty."""
    opening = label_pattern().match(clause)
    return opening is not None and next(w for w in role_words("label") if w.text == opening["word"]).role is None
