"""Duty clauses: who leads, does, supports, joins or supervises a task.

A clause is found by its form (in brackets, on a line of its own, at the end of a paragraph) and by the words
of ``roles.csv`` in it, and is then read by one small grammar::

    clause  = segment { (";" | "," | "。") segment }
    segment = [ label ":" ] names [ verb ] | verb
    names   = name { ("、" | "和" | "及" | "以及") name } [ "等…" ]  [ "会" names ]

A label gives its role to the names behind it until the next label; a verb gives its role to all names since
the last verb. What looks like a clause and yields no names is returned as unparsed, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from extract.facts import Responsibility, Role, Span, Unparsed
from extract.names import Name, Sharing, depth_split, looks_like_agency
from extract.outline import Outline
from extract.page import trim
from extract.resolve import Context, resolve
from seeds.tables import rows

_PAIRS = {"(": ")", "（": "）", "〔": "〕", "[": "]", "［": "］", "【": "】"}
_CLOSERS = frozenset(_PAIRS.values())
_NO_DUTY = re.compile(r"负责解释|解释权")
_DEADLINE = re.compile(
    r"^(?:(?:力争|于)?\s*(?:20\d{2}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末|初)?(?:前|之前)?\s*(?:完成|启动|实现|取得.*|形成.*|见效)?"
    r"|(?:年内|全年|每年|长期|持续|近期|中期|远期|当年)?(?:持续)?(?:推进|完成|实施|坚持|开展)?|无|/|—+|-+)$"
)
# A sentence in a clause that gives others a part in later sections too: reported, not yet spread.
_DOCUMENT_WIDE = re.compile(r"以下(?:任务|各项|工作)?均|均(?:涉及|需|由)|除专门列出")
_DOCUMENT_WIDE_END = re.compile(r"^(?:下同|不再(?:列出|重复|做分工|作分工|一一列出|赘述)[^、]*)$")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    role: Role | None
    term: str


@dataclass(frozen=True, slots=True)
class _Part:
    """The names that one role word governs."""

    names: tuple[Name, ...]
    role: Role
    term: str


@dataclass(frozen=True, slots=True)
class _Clause:
    """Where a clause stands: the words to read, and the whole of it with brackets."""

    inner: Span
    outer: Span
    own_line: bool


@cache
def _role_words(position: str) -> tuple[_Word, ...]:
    found = [
        _Word(r["word"], cast("Role | None", r["role"] or None), r["term"])
        for r in rows("roles")
        if r["position"] == position
    ]
    return tuple(sorted(found, key=lambda w: -len(w.text)))


@cache
def _label_pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(w.text) for w in _role_words("label"))
    return re.compile(rf"\s*(?P<word>{words})\s*[:：]\s*")


@cache
def _verb_pattern() -> re.Pattern[str]:
    """Match a verb at the end of a segment, with what may stand between it and the last name."""
    words = "|".join(re.escape(w.text) for w in _role_words("verb"))
    return re.compile(
        rf"(?P<adverb>(?:等)?(?:共同|分别|具体|要|应|结合实际|根据各自职责|按照?职责)?)(?P<word>{words})(?:工作|等工作|此项工作)?$"
    )


@cache
def _signal() -> re.Pattern[str]:
    """Match any sign that a bracket may hold a duty clause."""
    labels = "|".join(re.escape(w.text) for w in _role_words("label"))
    return re.compile(rf"(?:{labels})\s*[:：]|牵头|负责|配合|组织落实|组织实施|督导|督办|参与$|参加$|落实$|实施$")


def _brackets(text: str, span: Span) -> Iterator[Span]:
    """Yield the outermost brackets in ``span``, brackets included; kinds may nest in each other."""
    stack: list[str] = []
    start = 0
    for i in range(span.start, span.end):
        char = text[i]
        if char in _PAIRS:
            if not stack:
                start = i
            stack.append(_PAIRS[char])
        elif char in _CLOSERS and stack:
            if char in stack:
                while stack.pop() != char:
                    pass
            if not stack:
                yield Span(start, i + 1)
        elif char == "\n":
            stack.clear()


def _clauses(outline: Outline) -> Iterator[_Clause]:
    text = outline.text
    label = _label_pattern()
    for line in re.finditer(r"[^\n]+", text[outline.span.start : outline.span.end]):
        span = trim(text, Span(outline.span.start + line.start(), outline.span.start + line.end()))
        opening = label.match(text, span.start, span.end)
        if opening is not None:
            yield _Clause(span, span, own_line=True)
            continue
        in_brackets = []
        for outer in _brackets(text, span):
            inner = Span(outer.start + 1, outer.end - 1)
            if _signal().search(inner.of(text)):
                own = outer.start == span.start and not text[outer.end : span.end].strip("。;；")
                in_brackets.append(outer)
                yield _Clause(inner, outer, own_line=own)
        for match in re.finditer(r"(?<=[。;；])\s*", span.of(text)):
            start = span.start + match.end()
            found = label.match(text, start, span.end)
            if found is not None and not any(b.start <= start < b.end for b in in_brackets):
                stop = text.find("。", start, span.end)
                clause = Span(start, span.end if stop < 0 else stop)
                yield _Clause(clause, clause, own_line=False)


def _segments(text: str, span: Span) -> Iterator[Span]:
    for piece in depth_split(text, span, ";；,，。"):
        yield from _at_labels(text, piece)


def _at_labels(text: str, span: Span) -> Iterator[Span]:
    """Split where a label follows the last name with nothing between (…局牵头单位:…)."""
    cuts = [m.start() for m in _label_pattern().finditer(text, span.start, span.end)]
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


def _read(text: str, clause: Span, context: Context) -> tuple[list[_Part], list[Span]]:
    """Read one clause into parts; the second list holds the pieces that could not be read."""
    sharing = Sharing(context)
    parts: list[_Part] = []
    strange: list[Span] = []
    pending: list[Name] = []
    label: _Word | None = None
    for segment in _segments(text, clause):
        span = trim(text, segment)
        opening = _label_pattern().match(text, span.start, span.end)
        if opening is not None:
            label = next(w for w in _role_words("label") if w.text == opening["word"])
            span = trim(text, Span(opening.end(), span.end))
        words = span.of(text)
        if not words or _DEADLINE.match(words) or _DOCUMENT_WIDE_END.match(words):
            continue
        if label is not None and label.role is None:
            continue
        if _DOCUMENT_WIDE.search(words):
            strange.append(span)
            continue
        verb, span = _verb(text, span)
        first, joined = _joint(text, span)
        names = _names(text, first, sharing, strange)
        if verb is not None:
            role = label if label is not None and label.role and verb.role == "responsible" else verb
            parts.append(_part((*pending, *names), role))
            pending = []
        elif label is not None:
            parts.append(_part(tuple(names), label))
        else:
            pending += names
        if joined is not None:
            parts.append(_Part(tuple(_names(text, joined, sharing, strange)), "joint", "会同"))
            if pending and verb is None:
                parts.append(_Part(tuple(pending), "responsible", "负责"))
                pending = []
    strange += [name.at for name in pending]
    return [part for part in parts if part.names], strange


def _part(names: tuple[Name, ...], word: _Word) -> _Part:
    return _Part(names, cast(Role, word.role), word.term)


def _verb(text: str, span: Span) -> tuple[_Word | None, Span]:
    """Take the verb off the end of a segment."""
    match = _verb_pattern().search(text, span.start, span.end)
    if match is None:
        return None, span
    word = next(w for w in _role_words("verb") if w.text == match["word"])
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


def _names_persons(clause: str) -> bool:
    """Tell whether a clause only says who answers in person or by when (牵头领导: …): no agency's duty."""
    opening = _label_pattern().match(clause)
    return opening is not None and next(w for w in _role_words("label") if w.text == opening["word"]).role is None


def _home(outline: Outline, clause: _Clause, taken: set[str]) -> str:
    """Return the path that a clause belongs to.

    On a paragraph of its own after the last sub-item, where no sub-item has a clause of its own, or
    where it says 以上, it belongs to the parent.
    """
    section = outline.section_at(clause.outer.start)
    if section is None:
        return ""
    parents = outline.parents(section)
    above = re.match(r"\s*(?:以上|上述)", clause.inner.of(outline.text)) is not None
    if not parents or not (clause.own_line or above):
        return section.path
    parent = parents[-1]
    siblings = [s for s in outline.sections if outline.parents(s)[-1:] == (parent,)]
    last = siblings[-1].path == section.path
    if above or (last and section.path in taken):
        return parent.path
    if last and len(siblings) > 1 and not any(s.path in taken for s in siblings):
        return parent.path
    return section.path


def find_duties(outline: Outline, context: Context) -> tuple[tuple[Responsibility, ...], tuple[Unparsed, ...]]:
    """Read every duty clause of a policy.

    Parameters
    ----------
    outline
        The policy with its sections.
    context
        Jurisdiction and date, which decide what a name stands for.

    Returns
    -------
    tuple
        One :class:`Responsibility` for each (clause, agency, role), and one :class:`Unparsed` for each
        piece that looks like a duty and could not be read.
    """
    text = outline.text
    found: list[Responsibility] = []
    unread: list[Unparsed] = []
    taken: set[str] = set()
    task_start: dict[str, int] = {}
    by_path = {s.path: s for s in outline.sections}
    for clause in _clauses(outline):
        if _NO_DUTY.search(clause.inner.of(text)):
            continue
        parts, strange = _read(text, clause.inner, context)
        path = _home(outline, clause, taken)
        for span in strange:
            unread.append(
                Unparsed(
                    path,
                    span.start,
                    span.end,
                    span.of(text),
                    "not an agency's name, or a part in other sections",
                )
            )
        if not parts:
            if not strange and not _names_persons(clause.inner.of(text)):
                unread.append(
                    Unparsed(
                        path,
                        clause.outer.start,
                        clause.outer.end,
                        clause.outer.of(text),
                        "a duty clause without a name",
                    )
                )
            continue
        taken.add(path)
        home = by_path.get(path)
        start = task_start.get(path, home.body.start if home else outline.preamble.start)
        task = trim(text, Span(min(start, clause.outer.start), clause.outer.start))
        task_start[path] = clause.outer.end
        seen: set[tuple[str, Role]] = set()
        for part in parts:
            for name in part.names:
                if (name.agency, part.role) in seen:
                    continue
                seen.add((name.agency, part.role))
                who = resolve(name.agency, context)
                at = outline.page.mention(name.at.start, name.at.end, "duties.clause", evidence=clause.outer)
                found.append(Responsibility(path, name.agency, who.canonical, part.role, part.term, task, at))
    return tuple(found), tuple(unread)
