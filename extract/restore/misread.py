"""GBK bytes misread across character boundaries, read again.

A site that edits GBK text without regard to where characters begin loses or replaces a byte in the middle of one;
what follows is decoded one byte off until an ASCII byte puts the reader back in step. Here the stretches of a page
that may have been misread are found, and each is replaced by its likeliest reading (:mod:`.search`) over the ways in
which it can have come about (:mod:`.channel`), if that is likelier than that it stands as it was written.

Nothing is invented: a swallowed figure becomes ``□``.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extract import patterns as re
from extract.numbering import number_at
from extract.restore.channel import ANNOTATION, FOLDED_MARKS, LONE_LETTER, ROW_OF_HOLES, TAIL, Channel, folds_letters
from extract.restore.gbk import by_lead, pair, plain, usual
from extract.restore.language import ORDER, Language, follow
from extract.restore.marks import with_marks
from extract.restore.pairs import balance
from extract.restore.pinyin import LETTERS, READING, readings
from extract.restore.script import is_traditional
from extract.restore.search import Search
from extract.restore.states import NUMBERED, Found, Window
from extract.restore.trace import odd_characters

_BEFORE, _AFTER = 4, 6
# Where letters are folded too, a run leaves no sign for long: so far before its first one it may begin.
_LONG_BEFORE = 12
# How far beyond the window the reader may stay out of step.
_REACH = 80
# The page's own phrases are counted in so much of it.
_LEARN = 300_000
# What is read again must be this much likelier than what stands there.
_BETTER = 1.0
# Less likely than this, a character, is no language: what another code was taken for (UTF-8 read as GBK), not what was written.
_NO_LANGUAGE = -8.0
_BEFORE_NEXT = 0.0
_SUREST, _DOUBT, _FADES = 0.98, 0.62, 2.6
_STILL_MISREAD = 0.5
# Holes, marks that may be folds across a boundary, and readings that have lost their opening bracket.
_SIGNS = re.compile(
    rf"(?P<hole>[?\ufffd])|(?P<fold>[!;,?])(?=[^\n])|(?<![{LETTERS}(（])(?={READING}[)）])|!$", re.MULTILINE
)

# The reading at a sign or behind it is of what was misread: what tells more stands behind that.
_READING_THERE = re.compile(rf"[^\n]?[(（]?{READING}[)）]")
_NUMBERED_LINE = re.compile(r"(?:^|\n)[\s　]*(?=[(（一二三四五六七八九十])")
# A reading, whole or without its opening bracket, has no part in the pairing of brackets.
_BESIDE = re.compile(rf"[(（?\ufffd]?{READING}[)）]")


@dataclass(frozen=True, slots=True)
class Mending:
    """A run read again: ``source[start:end]`` becomes ``chars`` (each with its place in the source)."""

    start: int
    end: int
    chars: tuple[tuple[str, int], ...]
    confidence: float


def suspects(source: str) -> list[int]:
    """Return the places that may be the trace of a misreading."""
    odd = odd_characters(source)
    found = {m.start() for m in re.finditer(f"[{odd}]", source)} if odd else set()
    found |= {m.start() for m in _SIGNS.finditer(source) if not m["fold"] or _may_be_fold(source, m.start())}
    found |= {m.start() for m in ANNOTATION.finditer(source) if m.start() and _strays(source[m.start() - 1], m[1])}
    if found and folds_letters(source):
        found |= {m.start() for m in LONE_LETTER.finditer(source)}
    return sorted(found.difference(*(range(*m.span()) for m in ROW_OF_HOLES.finditer(source))))


def _strays(before: str, reading: str) -> bool:
    """Tell whether a reading stands behind a character that is not read so, or behind a letter or figure."""
    if "㐀" <= before <= "鿿":
        return reading not in readings(before)
    return before.isascii() and before.isalnum() and not reading.isascii()


def _may_be_fold(source: str, i: int) -> bool:
    """Tell whether a mark may be A3 xx of two characters: the second must be one that is printed."""
    lead = ord(source[i]) + 0x80
    after = source[i + 1]
    if after in FOLDED_MARKS:
        # Two marks in a row: half a character between them is gone (海”， → !,).
        return source[i] != ","
    if after.isascii():
        return after.isalnum() and (_printed(lead, ord(after)) or source[i] != ",")
    here = pair(after)
    return here is not None and _printed(lead, here[0])


def _printed(lead: int, trail: int) -> bool:
    char = by_lead()[lead].get(trail)
    return char is not None and usual(char)


def windows(source: str, places: list[int], before: int) -> Iterator[tuple[int, int, int]]:
    """Yield the stretches that may hold a misread run as (start, end, end of the line), each within one line.

    They begin ``before`` characters before the first of ``places``, and go on over such as are near each other.
    """
    k = 0
    while k < len(places):
        first = last = places[k]
        line_end = source.find("\n", first)
        line_end = len(source) if line_end < 0 else line_end
        k += 1
        while k < len(places) and places[k] < line_end and places[k] - last <= _AFTER + before:
            last = places[k]
            k += 1
        start = _outside(source, source.rfind("\n", 0, first) + 1, first - before)
        beside = _READING_THERE.match(source, last)
        yield start, min(line_end, (beside.end() if beside is not None else last + 1) + _AFTER), line_end


def _outside(source: str, line: int, start: int) -> int:
    """Move a window's start out of an annotation, to before the character that it annotates."""
    start = max(line, start)
    opening = max(source.rfind("(", line, start + 1), source.rfind("（", line, start + 1))
    if opening > line and (found := ANNOTATION.match(source, opening)) is not None and found.end() >= start:
        return opening - 1
    tail = TAIL.match(source, start)
    if tail is not None:
        while start > line and source[start - 1] in LETTERS:
            start -= 1
        return max(line, start - 2)
    return start


def _headings(text: str) -> Iterator[tuple[int, str, int]]:
    """Yield the numbered headings of a text: place, opening bracket or nothing, number."""
    for line in _NUMBERED_LINE.finditer(text):
        number = number_at(text, line.end())
        if number is not None:
            yield line.end(), "(" if text[line.end()] in "(（" else "", number.values[-1]


class _Numbers:
    """The numbers of the headings so far, and of those that stand as they were written: which ones are to be expected."""

    def __init__(self, source: str) -> None:
        self._last: dict[str, int] = {}
        self._standing: dict[str, list[tuple[int, int]]] = {"(": [], "": []}
        for place, kind, value in _headings(source):
            self._standing[kind].append((place, value))

    def over(self, text: str) -> None:
        """Take in the headings of a stretch of text."""
        self._last |= {kind: value for _, kind, value in _headings(ANNOTATION.sub("", text))}

    def expected(self, place: int) -> Mapping[str, float]:
        """Return how a heading there may begin, and what that is worth: the number after the last, or the first.

        The number before the next one that stands is less to be expected: others may be misread between.
        """
        found: dict[str, float] = {}
        for kind, standing in self._standing.items():
            mark = "({})" if kind else "{}、"
            k = bisect_right(standing, (place, 0))
            if k < len(standing) and standing[k][1] > 1:
                found[mark.format(_han(standing[k][1] - 1))] = _BEFORE_NEXT
            found |= {mark.format(_han(n)): NUMBERED for n in (1, self._last.get(kind, 0) + 1)}
        return found


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = " 一二三四五六七八九"
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")


def mend(source: str) -> Iterator[Mending]:
    """Yield the runs of ``source`` that were misread, read again.

    Parameters
    ----------
    source
        The decoded page, in the script and with the annotations that it came with.
    """
    places = suspects(source)
    if not places:
        return
    letters = folds_letters(source)
    found_at = list(windows(source, places, _LONG_BEFORE if letters else _BEFORE))
    # The page's own phrases are counted outside the runs: what is misread must not prove itself.
    ends = [0, *(end for _, end, _ in found_at)]
    starts = [*(start for start, _, _ in found_at), len(source)]
    sound = "\n".join(source[a:b] for a, b in zip(ends, starts, strict=True) if b > a)
    traditional = is_traditional(sound)
    language = Language(ANNOTATION.sub("", sound[:_LEARN]), traditional)
    searches = [Search(Channel(source, letters), language)]
    if not letters:
        # A few runs leave too few signs of such a site: what looks misread still is read as one of its.
        searches.append(Search(Channel(source, True), language))
    numbers = _Numbers(source)
    done = 0
    # What the runs read again so far open and close otherwise than what stands there, in the line so far.
    opened, opened_in = 0, -1
    for start, end, line_end in found_at:
        start = max(start, done)
        if start >= end:
            continue
        numbers.over(source[done:start])
        if line_end != opened_in:
            opened, opened_in = 0, line_end
        found = _read(searches, source, start, end, line_end, numbers, opened)
        if found is not None:
            stood = balance(_BESIDE.sub("", source[found.start : found.end]))
            opened += balance("".join(c for c, _ in found.chars)) - stood
            if found.start == 0 or source[found.start - 1] == "\n":
                # What stood as it was written was left out at the end of the run, perhaps the number's own bracket.
                number = [c for c, _ in found.chars] + list(source[found.end : found.end + 2])
                numbers.over("\n" + "".join(map(plain.__getitem__, number)))
            done = found.end
            yield found


def _read(
    searches: Sequence[Search], source: str, start: int, end: int, line_end: int, numbers: _Numbers, opened: int
) -> Mending | None:
    line_start = source.rfind("\n", 0, start) + 1
    limit = min(line_end, end + _REACH)
    last = source[start - 1] if start > line_start else ""
    context = "\n"
    for char in ANNOTATION.sub("", source[max(line_start, start - 40) : start])[1 - ORDER :]:
        context = follow(context, plain[char])
    expected = numbers.expected(start) if start == line_start else {}
    ahead = opened + balance(_BESIDE.sub("", source[line_start:start]))

    @cache
    def outside(stop: int) -> int:
        return ahead + balance(_BESIDE.sub("", source[stop:line_end]))

    window = Window(start, end, limit, line_end, context, last, outside, expected)
    search = searches[0]
    found = search.read(window)
    for other in searches[1:]:
        if found and not all(map(usual, found[0].said)):
            again = other.read(window)
            if again and all(map(usual, again[0].said)) and again[0].score > found[0].score + _BETTER:
                search, found = other, again
    if not found:
        return None
    best = found[0]
    as_it_stands = source[start : best.stop]
    if best.said in (as_it_stands, ANNOTATION.sub(_unless_stray, as_it_stands)):
        return None
    if best.score < _NO_LANGUAGE * (len(best.said) + 1):
        return None
    untouched = search.read(window._replace(end=best.stop, limit=best.stop), falls=False)
    if untouched and best.score < untouched[0].score + _BETTER:
        return None
    best = with_marks(search.language, search.channel.swallowed.costs, source, best, (line_start, line_end))
    # What was cut off at the end of the line stands for its last character.
    chars = [(char, min(place, best.stop - 1)) for char, place in zip(best.said, best.places, strict=True)]
    mending = _narrowed(source, start, best.stop, chars, _confidence(best))
    if mending is not None and _looks_misread(source, mending):
        return replace(mending, confidence=min(mending.confidence, _STILL_MISREAD))
    return mending


def _looks_misread(source: str, mending: Mending) -> bool:
    """Tell whether a run looks misread still, as what was damaged twice does: nobody prints such characters and letters."""
    fresh = "".join(char for char, _ in mending.chars)
    around = source[max(0, mending.start - 1) : mending.start] + fresh + source[mending.end : mending.end + 1]
    return not all(map(usual, fresh)) or LONE_LETTER.search(around) is not None


def _unless_stray(annotation: re.Match[str]) -> str:
    """Keep a reading that is none of the character before it: to leave it out is a repair."""
    before = annotation.string[annotation.start() - 1]
    return annotation[0] if before.isascii() else ""


def _confidence(found: Found) -> float:
    """Say how sure a reading is, from how far it is ahead of the best other one (nats).

    The curve follows what simulated pages gave (``tests/damage.py``, ``tests/damage_elsewhere.py``): right in 4 of 10 at
    a margin of up to 1, 7 of 10 at 2.5, 9 of 10 at 3.5, 97 of 100 from 5 on. It never claims more than was ever seen.
    """
    return round(_SUREST - _DOUBT * math.exp(-((max(found.margin, 0.0) / _FADES) ** 2)), 3)


def _reading_end(source: str, start: int, stop: int) -> int:
    """Return where a reading of the character before ``start`` ends; 0 where none begins there."""
    found = ANNOTATION.match(source, start, stop) if start else None
    return found.end() if found is not None and found[1] in readings(source[start - 1]) else 0


def _narrowed(source: str, start: int, stop: int, chars: list[tuple[str, int]], confidence: float) -> Mending | None:
    """Leave out what stands at both ends as it stood in the source, with the readings there."""
    while chars and start < stop:
        if chars[0] == (source[start], start):
            chars, start = chars[1:], start + 1
        elif (end := _reading_end(source, start, stop)) and chars[0][1] >= end:
            start = end
        else:
            break
    while chars and stop > start:
        opening = max(source.rfind("(", start, stop), source.rfind("（", start, stop))
        annotation = ANNOTATION.match(source, opening, stop) if opening >= 0 else None
        if chars[-1] == (source[stop - 1], stop - 1):
            chars, stop = chars[:-1], stop - 1
        elif annotation is not None and annotation.end() == stop:
            # A reading belongs to the character before it: both stay, or neither.
            if not (opening > start and chars[-1] == (source[opening - 1], opening - 1)):
                break
            chars, stop = chars[:-1], opening - 1
        else:
            break
    if not chars and start == stop:
        return None
    return Mending(start, stop, tuple(chars), confidence)
