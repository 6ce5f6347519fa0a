"""A page: the restored text of one file, and where each of its characters stood in the file."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extract import patterns as re
from extract.facts import Mention, Span

# Stands for a character that nobody can know.
UNKNOWN = "□"
_SENTENCE_END = re.compile(r"[。！？!?\n]")


@lru_cache(maxsize=4)
def _sentences(text: str) -> tuple[list[int], dict[int, Span]]:
    """Return where the sentences of a page end, their closing marks included, and room for those that were asked for."""
    return [match.end() for match in _SENTENCE_END.finditer(text)], {}


# Marks that look like others and stand for them: ∶ is a sign of ratio, ﹑ a small form.
_PLAIN_MARKS = {
    **dict.fromkeys("∶﹕︰︓", "："), **dict.fromkeys("﹑､", "、"), "﹔": "；", "﹐": "，", "﹙": "（", "﹚": "）", "＆": "&",
}  # fmt: skip
_TO_PLAIN = str.maketrans(_PLAIN_MARKS)
_ODD_MARK = re.compile(f"[{''.join(_PLAIN_MARKS)}]")


@lru_cache(maxsize=4)
def with_plain_marks(text: str) -> str:
    """Return a text with the marks that stand for others as these, each character at its place."""
    return text if _ODD_MARK.search(text) is None else text.translate(_TO_PLAIN)


@dataclass(frozen=True, slots=True)
class Repair:
    """One change that restoration made.

    ``start`` is its place in the source, ``place`` where ``after`` stands in the restored text; ``confidence`` is
    1 where nothing was guessed.
    """

    start: int
    before: str
    after: str
    why: str
    confidence: float
    place: Span

    @property
    def doubtful(self) -> bool:
        """Whether the restored words may not be what was written."""
        return self.confidence < 1


@dataclass(frozen=True, slots=True)
class Page:
    """Restored text with its way back to the source.

    ``origin[i]`` is the position in the source of ``text[i]``; it never falls as ``i`` grows.
    """

    text: str
    origin: Sequence[int]
    repairs: tuple[Repair, ...] = ()
    _doubtful: tuple[Repair, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # A damaged page has thousands of repairs; few of them leave a doubt, and every mention asks for these.
        object.__setattr__(self, "_doubtful", tuple(r for r in self.repairs if r.doubtful))

    def source(self, span: Span) -> Span:
        """Return the stretch of the source that ``span`` of the restored text came from."""
        if span.start >= span.end:
            at = self.origin[span.start] if span.start < len(self.origin) else 0
            return Span(at, at)
        return Span(self.origin[span.start], self.origin[span.end - 1] + 1)

    def mention(
        self,
        start: int,
        end: int,
        rule: str,
        evidence: Span | None = None,
        confidence: float = 1.0,
        why: str | None = None,
    ) -> Mention:
        """Make the mention of ``text[start:end]``; without ``evidence`` its sentence is the evidence."""
        for repair in self._doubtful:
            touched = repair.place.start < end and start < repair.place.end
            if touched and repair.confidence < confidence:
                confidence, why = repair.confidence, f"{repair.why}: {repair.before!r} read as {repair.after!r}"
        origin = self.origin
        source = Span(origin[start], origin[end - 1] + 1) if start < end else self.source(Span(start, end))
        said = evidence if evidence is not None else self._sentence(start, end)
        return Mention(start, end, self.text[start:end], said, source, rule, confidence, why)

    def sentence(self, span: Span) -> Span:
        """Return the sentence around ``span``, with its closing mark, without white space at its ends."""
        return self._sentence(span.start, span.end)

    def _sentence(self, first: int, last: int) -> Span:
        ends, known = _sentences(self.text)
        before = bisect_right(ends, first)
        start = ends[before - 1] if before else 0
        closing = bisect_right(ends, max(last - 1, start), before)
        end = ends[closing] if closing < len(ends) else len(self.text)
        if closing > before or last > end:
            return trim(self.text, Span(start, max(end, last)))
        # Most facts share their sentence with others.
        found = known.get(before)
        if found is None:
            found = known[before] = trim(self.text, Span(start, end))
        return found


def replaced(text: str, origin: Sequence[int], changes: Iterable[tuple[Span, str]]) -> tuple[str, Sequence[int]]:
    """Return a text with stretches of it replaced, and where each of its characters stood in the source.

    Parameters
    ----------
    text
        What is changed.
    origin
        The places of its characters in the source.
    changes
        Stretches in order, each with what is put in its place: nothing, or no more characters than stood there.
    """
    out: list[str] = []
    places = array("q")
    at = 0
    for gap, put in changes:
        out += [text[at : gap.start], put]
        places.extend(origin[at : gap.start + len(put)])
        at = gap.end
    out.append(text[at:])
    places.extend(origin[at:])
    return "".join(out), places


def trim(text: str, span: Span) -> Span:
    """Drop the white space at both ends of ``span``."""
    start, end = span.start, span.end
    if start < end and not (text[start].isspace() or text[end - 1].isspace()):
        return span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
