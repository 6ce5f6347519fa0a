"""Where duty clauses stand: in brackets, on lines of their own, behind a label, in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.brackets import outermost, split, unclosed
from extract.duties.words import is_signal, label_hint, label_pattern
from extract.facts import Span
from extract.names import Sharing, is_known, looks_like_agency
from extract.numbering import number_at
from extract.outline import Outline
from extract.page import trim
from extract.resolve import Context, is_department

_LINE = re.compile(r"[^\n]+")
_ANYWHERE = Context(None)
_SENTENCE = re.compile(r"[^。；;\n]+")
# A bracket may run over lines that a page broke; longer ones were never closed.
_MAX_BRACKET = 600
_LEVELLED = re.compile(
    r"[★☆*＊]?(?:省|市|州|县|区|自治区)(?!场)[一-鿿]{2,}(?:委|厅|局|办|部|政府|管委会)(?:[、,，;；(（]|$)"
)
# What may follow a clause behind a full stop and still be part of it.
_GOES_ON = re.compile(r"(?:以下|下列|具体任务|除|各项任务|无牵头|其他任务)")
# What a sentence begins with whose subject stands in the heading before it.
_BEGINS = re.compile("(?:主要|具体|牵头|统筹)?(?:负责|牵头|会同|配合|协助|参与)|职责[:：]|承担")
_SOUND = re.compile(r"[。;；,，\s]|[）)〕\]】]")


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a clause stands: the words to read, and the whole of it with brackets."""

    inner: Span
    outer: Span
    own_line: bool
    prose: bool = False


@cache
def _prose_sign() -> re.Pattern[str]:
    """Match any word that running text uses to say who does what."""
    return re.compile(
        r"负责|牵头|会同|配合|协助|参与|主管|承担|组织实施|职责|审计监督|监督检查|进行监督|督导|督查|督办|进行指导|分工"
    )


def _only_names(words: str) -> bool:
    """Tell whether a bracket at a paragraph's end holds agencies and no role word: (市发展改革委、市能源局)."""
    if re.search(r"[。：:“”《》\d]", words) or len(words) < 3:
        return False
    if _LEVELLED.match(words):
        return True
    sharing = Sharing(_ANYWHERE)
    names = [n for piece in split(words, Span(0, len(words)), "，,；;") for n in sharing.read(words, piece)]
    return len(names) > 1 and all(is_known(name.agency, _ANYWHERE) or is_department(name.agency) for name in names)


def find_clauses(outline: Outline) -> Iterator[Clause]:
    """Yield every stretch of the policy that may be a duty clause, in order, prose after the clauses of its line."""
    text = outline.text
    done = outline.span.start
    above: Span | None = None
    for match in _LINE.finditer(text, outline.span.start, outline.span.end):
        line = trim(text, Span(max(match.start(), done), max(match.end(), done)))
        if line.start >= line.end:
            continue
        opening = label_pattern().match(text, line.start, line.end)
        if opening is not None:
            clause = _label_line(outline, line, opening.end())
            done = clause.end
            yield Clause(clause, clause, own_line=True)
            line = trim(text, Span(clause.end, max(line.end, clause.end)))
            if line.start >= line.end:
                continue
        taken: list[Span] = []
        for found in _in_line(outline, line):
            taken.append(found.outer)
            done = max(done, found.outer.end)
            yield found
        yield from _prose(text, line, taken, above)
        number = number_at(text, line.start)
        above = trim(text, Span(number.end, line.end)) if number is not None else None
        above = above if above is not None and _lists(above.of(text)) else None


def _label_line(outline: Outline, line: Span, names: int) -> Span:
    """Return the clause that a line begins with: up to a full stop that no further label or rule follows."""
    text = outline.text
    if names >= line.end:
        following = _LINE.search(text, line.end, outline.span.end)
        if following is not None:
            below = trim(text, Span(following.start(), following.end()))
            plain = number_at(text, below.start) is None and label_pattern().match(text, below.start) is None
            if plain and re.match(r"[^、，,；;。(（]{2,}", below.of(text)) and _lists(below.of(text)):
                return Span(line.start, below.end)
        return line
    for stop in re.finditer("。", line.of(text)):
        rest = trim(text, Span(line.start + stop.end(), line.end))
        if rest.start < rest.end and not (label_pattern().match(text, rest.start) or _GOES_ON.match(text, rest.start)):
            return Span(line.start, line.start + stop.start())
    return line


def _lists(words: str) -> bool:
    """Tell whether a line holds names of bodies and nothing else."""
    return all(looks_like_agency(piece) for piece in re.split("[、，,；;]", words.rstrip("。")) if piece)


def _in_line(outline: Outline, line: Span) -> list[Clause]:
    """Return the clauses of a line: those in brackets, and those behind a label in the middle of it."""
    text = outline.text
    found = list(_brackets(outline, line))
    behind: list[Clause] = []
    if label_hint().search(text, line.start, line.end) is not None:
        for match in label_pattern().finditer(text, line.start, line.end):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            inside = any(b.start <= start < b.end for b in (*found, *(c.outer for c in behind)))
            if start > line.start and not inside and _SOUND.match(text, start - 1):
                clause = _label_line(outline, Span(start, line.end), match.end())
                behind.append(Clause(clause, clause, own_line=False))
    clauses = list(behind)
    for outer in found:
        closed = text[outer.end - 1] in ")）〕]］】"
        inner = Span(outer.start + 1, outer.end - closed)
        ends_line = not text[outer.end : line.end].strip("。;； 　")
        if any(c.outer.start <= outer.start < c.outer.end for c in behind):
            continue
        if is_signal(inner.of(text).replace("\n", "")) or (ends_line and _only_names(inner.of(text))):
            clauses.append(Clause(inner, outer, own_line=outer.start == line.start and ends_line))
    return sorted(clauses, key=lambda c: c.outer.start)


def _brackets(outline: Outline, line: Span) -> Iterator[Span]:
    """Yield the outermost brackets that open in a line; one that the line leaves open may close further down."""
    text = outline.text
    yield from outermost(text, line)
    start = unclosed(text, line)
    if start is None:
        return
    limit = min(outline.span.end, start + _MAX_BRACKET)
    for below in _LINE.finditer(text, line.end, limit):
        first = trim(text, Span(below.start(), below.end())).start
        if number_at(text, first) is not None or label_pattern().match(text, first):
            break
        closed = next(outermost(text, Span(start, below.end())), None)
        if closed is not None and closed.start == start:
            if is_signal(closed.of(text).replace("\n", "")):
                yield closed
            return
    if is_signal(text[start : line.end]):
        # The closing mark was lost: the clause ends with its line.
        yield Span(start, line.end)


def _prose(text: str, line: Span, taken: list[Span], above: Span | None) -> Iterator[Clause]:
    """Yield the sentences of a line that may say in prose who does what; whether they name agencies is seen later."""
    if not _prose_sign().search(text, line.start, line.end):
        return
    subject = above
    for match in _SENTENCE.finditer(text, line.start, line.end):
        sentence = trim(text, Span(match.start(), match.end()))
        number = number_at(text, sentence.start)
        if subject is not None and _BEGINS.match(text, sentence.start, sentence.end):
            # （二）市财政局。负责安排资金: whoever the heading names.
            sentence = Span(subject.start, sentence.end)
        named = trim(text, Span(number.end if number else sentence.start, sentence.end))
        subject = named if match.end() < line.end and _lists(named.of(text)) else None
        for clause in taken:
            if clause.start < sentence.end and sentence.start < clause.end:
                sentence = trim(text, Span(sentence.start, max(sentence.start, clause.start)))
        if sentence.start >= sentence.end or not _prose_sign().search(text, sentence.start, sentence.end):
            continue
        number = number_at(text, sentence.start)
        start = trim(text, Span(number.end, sentence.end)).start if number is not None else sentence.start
        yield Clause(Span(start, sentence.end), sentence, own_line=False, prose=True)
