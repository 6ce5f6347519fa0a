"""GBK bytes misread across character boundaries, read again.

A site that edits GBK text without regard to where characters begin loses or replaces a byte in the middle of one;
what follows is decoded one byte off until an ASCII byte puts the reader back in step. This module turns such a run
back into bytes, with the lost ones unknown, and looks for the likeliest text that can have given it: a beam
search over the source characters, whose state is the half of a character that is still waiting for its other
half. Each step is one thing that the channel does:

- a character read in step stays;
- ``?`` is a lost lead byte, possibly with an ASCII character behind it that was swallowed (a bracket before a
  reading, a figure);
- ``! ; , ?`` may be the fold of A3A1, A3BB, A3AC, A3BF across a boundary;
- a waiting half takes the first byte of the next character, and leaves its second waiting;
- pairs of bytes that no character has are dropped by the decoder in silence.

Readings injected beside the hole must fit. Nothing is invented: a swallowed figure becomes ``□``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from extract.numbering import number_at
from extract.page import UNKNOWN
from extract.restore.model import Model, common, fold_width
from extract.restore.pinyin import LETTERS, read_as, readings
from extract.restore.script import simple

_FOLDS = {"!": 0xA1, ";": 0xBB, ",": 0xAC, "?": 0xBF}
_TONES = frozenset(LETTERS) - {"-"}
_READING = re.compile(rf"([{LETTERS}]{{1,7}})[)）]")
_OTHER = re.compile(r"\?(?=[㐀-鿿。])|[㐀-鿿]\?")
_BESIDE = re.compile(rf"[(（?]?[{LETTERS}]{{1,7}}[)）]")
_ANNOTATION = re.compile(rf"[(（]([{LETTERS}]{{1,7}})[)）]")
_BEAM = 12
_BEHIND = 11.0
_CHOICES = 7
_CONTEXT = 3
# How many characters two readings must share at their ends to count as one state; the words that they form are
# weighed only when a run is read to its end.
_HISTORY = 9
_AFTER = 7
_REACH = 40
# Log costs of what the channel does; a step that is always possible costs more than one that leaves a sign.
_LOST = -9.0
_LOST_AT_START = -2.0
_LOST_UNSIGNED = -9.0
_FOLDED = -3.0
_TRAIL_LOST = -3.0
_TRAIL_UNSIGNED = -6.0
_TRAIL_AT_END = -2.0
_SWALLOWED = -5.0
# About one pair of bytes in six has no character.
_DROPPED = -0.5
_WIDE = -2.0
_MISREADING = -9.0
_FITTING = 3.0
_UNKNOWN_COST = -4.0
_UNPAIRED = 10.0
_INDENT = -1.0
_NEXT_NUMBER = 9.0
_FIRST_NUMBER = 4.0
_ANY = -1
_DROPPABLE = -2
# An unknown byte with more choices than this is not made to wait for another unknown one.
_FEW, _SOME = 8, 130
_WORDS = 0.5


@cache
def _by_lead() -> Mapping[int, Mapping[int, str]]:
    """Every character of GBK: lead byte → trail byte → character."""
    table: dict[int, dict[int, str]] = {}
    for lead in range(0x81, 0xFF):
        row = table.setdefault(lead, {})
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            try:
                row[trail] = bytes((lead, trail)).decode("gbk")
            except UnicodeDecodeError:
                continue
    return table


@cache
def _droppable() -> Mapping[int, frozenset[int]]:
    """Pairs that no character has: lead byte → trail bytes that a decoder drops or maps to private use."""
    rows = _by_lead()
    trails = frozenset((*range(0x40, 0x7F), *range(0x80, 0xFF)))
    return {lead: trails - rows[lead].keys() for lead in rows if trails - rows[lead].keys()}


@cache
def _bytes(char: str) -> tuple[int, int] | None:
    """Return the two bytes of a character, private use included; None for one that has not two."""
    try:
        data = char.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return (data[0], data[1]) if len(data) == 2 else None


@dataclass(frozen=True, slots=True)
class _Step:
    """A partial reading: ``waiting`` is the lead byte that awaits its trail (None in step, -1 unknown).

    ``allowed`` limits an unknown byte. ``chars`` are what was read with their places in the source.
    """

    score: float
    waiting: int | None
    allowed: frozenset[int] | None
    before: str
    back: _Step | None
    char: str
    place: int
    open: int = 0

    def text(self) -> list[tuple[str, int]]:
        out: list[tuple[str, int]] = []
        step: _Step | None = self
        while step is not None:
            if step.char:
                out.append((step.char, step.place))
            step = step.back
        out.reverse()
        return out


@dataclass(frozen=True, slots=True)
class Mending:
    """A run read again: ``source[start:end]`` becomes ``chars`` (each with its place in the source)."""

    start: int
    end: int
    chars: tuple[tuple[str, int], ...]
    confidence: float


_Key = tuple[int | frozenset[int] | None, int, str]


class _Search:
    """The beam over one window of the source."""

    def __init__(self, source: str, model: Model) -> None:
        self.source = source
        self.model = model
        self.top: dict[tuple[str, int | frozenset[int] | None, int, str], list[str]] = {}
        self.frequent: dict[_Key, frozenset[str]] = {}
        self.after: dict[str, set[str]] = {}

    def _say(
        self,
        step: _Step,
        char: str,
        place: int,
        cost: float,
        waiting: int | None,
        allowed: frozenset[int] | None = None,
    ) -> _Step:
        plain = fold_width(simple(char))
        if char == UNKNOWN:
            said = _UNKNOWN_COST
        elif char == "　" and step.before == "\n":
            said = _INDENT
        else:
            said = self.model.cost(step.before[-2:], plain) + self.model.script(char)
        score = step.score + cost + said
        # An indent leaves the paragraph at its start.
        before = step.before if plain == "　" and step.before == "\n" else (step.before + plain)[-_HISTORY:]
        brackets = step.open + (plain == "(") - (plain == ")")
        return _Step(score, waiting, allowed, before, step, char, place, brackets)

    def _wait(self, step: _Step, cost: float, waiting: int, allowed: frozenset[int] | None, place: int) -> _Step:
        return _Step(step.score + cost, waiting, allowed, step.before, step, "", place, step.open)

    def _likely(self, before: str, leads: int | frozenset[int] | None, trail: int, reading: str = "") -> list[str]:
        """Return the likeliest characters of a lead byte, or one of several, or any, and a trail byte or any."""
        key = (before, leads, trail, reading)
        found = self.top.get(key)
        if found is None:
            cost = self.model.cost
            script = self.model.script
            forms = _forms(leads, trail, reading)
            ranked = [
                (cost(before, plain) + script(char), char)
                for plain in self._worth(before[-1:], (leads, trail, reading), forms)
                for char in forms[plain]
            ]
            ranked.sort(reverse=True)
            if before == "\n" and "　" in forms:
                # A paragraph begins with an ideographic space, of which half may be left.
                ranked.insert(0, (_INDENT, "　"))
            found = self.top[key] = [c for _, c in ranked[:_CHOICES]]
        return found

    def _worth(self, last: str, key: _Key, forms: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
        """Return the few characters that are worth a look: frequent ones, and those that follow ``last`` anywhere."""
        if len(forms) <= 2 * _CHOICES:
            return forms
        frequent = self.frequent.get(key)
        if frequent is None:
            base = self.model.base
            frequent = self.frequent[key] = frozenset(sorted(forms, key=base, reverse=True)[:_CHOICES])
        after = self.after.get(last)
        if after is None:
            after = self.after[last] = self.model.after(last)
        return frequent | (after & forms.keys())

    def moves(self, step: _Step, i: int) -> Iterator[tuple[int, _Step]]:
        """Yield every continuation of ``step`` at source position ``i`` as (next position, step)."""
        if step.waiting is None:
            yield from self._in_step(step, i)
        else:
            yield from self._off_step(step, i)

    def _in_step(self, step: _Step, i: int) -> Iterator[tuple[int, _Step]]:
        source = self.source
        char = source[i]
        annotation = _ANNOTATION.match(source, i)
        if annotation is not None and i > 0:
            last = self._last(step, i)
            fits = last is not None and annotation[1] in readings(last)
            score = step.score + (_FITTING if fits else _MISREADING)
            yield (
                annotation.end(),
                _Step(score, None, None, step.before, step, "" if fits else annotation[0], i, step.open),
            )
            return
        yield i + 1, self._say(step, char, i, 0.0, None)
        if char == "?":
            at_start = i == 0 or source[i - 1] == "\n"
            yield i + 1, self._wait(step, _LOST_AT_START if at_start else _LOST, _ANY, None, i)
            reading = _READING.match(source, i + 1)
            if reading is not None:
                allowed = self._crossing(self._last(step, i), reading[1])
                if allowed:
                    yield reading.end(), self._wait(step, _FITTING, _ANY, allowed, i)
            if source[i + 1 : i + 2] in ("!", ";", ","):
                yield from ((i + 2, s) for s in self._fold(step, source[i + 1], i, _FOLDED))
        if char in _FOLDS and (char != "," or not self._usual(i + 1)):
            yield from ((i + 1, s) for s in self._fold(step, char, i, _FOLDED))
        elif not self._usual(i):
            yield i, self._wait(step, _LOST_UNSIGNED, _ANY, None, i)

    def _last(self, step: _Step, i: int) -> str | None:
        """Return the last character read, as it stands in the page (the script decides its bytes)."""
        while step.back is not None and not step.char:
            step = step.back
        return step.char or (self.source[i - 1] if i else None)

    def _usual(self, i: int) -> bool:
        return i >= len(self.source) or usual(self.source[i])

    def _crossing(self, last: str | None, reading: str) -> frozenset[int] | None:
        """Bytes that, behind the last byte of ``last``, make a character of this reading: 域 F2 + 8C = 驅 qū."""
        pair = _bytes(last) if last else None
        if pair is None:
            return None
        row = _by_lead().get(pair[1], {})
        return frozenset(trail for trail, char in row.items() if trail >= 0x81 and reading in readings(char))

    def _fold(self, step: _Step, mark: str, i: int, cost: float) -> list[_Step]:
        """Read a mark as A3 xx, with A3 the trail of one character and xx the lead of the next."""
        return [self._say(step, char, i, cost, _FOLDS[mark]) for char in self._likely(step.before[-2:], None, 0xA3)]

    def _off_step(self, step: _Step, i: int) -> Iterator[tuple[int, _Step]]:
        source = self.source
        char = source[i]
        pair = _bytes(char)
        if pair is not None:
            yield from ((i + 1, s) for s in self._complete(step, pair[0], i, 0.0, pair[1]))
        code = ord(char)
        annotation = _ANNOTATION.match(source, i)
        if annotation is not None:
            # The bracket of a reading is whole: what waited lost its other half before it.
            yield from ((annotation.end(), s) for s in self._trail_lost(step, i, _TRAIL_LOST, annotation[1]))
            yield from ((i, s) for s in self._dropped(step, i))
            return
        if 0x40 <= code < 0x7F:
            yield from ((i + 1, s) for s in self._complete(step, code, i, 0.0, None))
        if 0x21 <= code < 0x7F and char != "?":
            yield from ((i + 1, s) for s in self._complete(step, 0xA3, i, _WIDE, code + 0x80))
        if char == "?":
            yield from self._at_mark(step, i)
        elif code < 0x40 or char in "、。":
            yield from ((i, s) for s in self._trail_lost(step, i, _TRAIL_UNSIGNED))
        yield from ((i, s) for s in self._dropped(step, i))

    def _leads(self, step: _Step) -> int | frozenset[int] | None:
        """Return the byte that waits; several where it is known to be one of them; None where it may be any."""
        return step.allowed if step.waiting == _ANY else step.waiting

    def _complete(self, step: _Step, trail: int, i: int, cost: float, waiting: int | None) -> list[_Step]:
        """Give the waiting half its other half."""
        if waiting is not None and waiting < 0x81:
            return []
        return [self._say(step, c, i, cost, waiting) for c in self._likely(step.before[-2:], self._leads(step), trail)]

    def _trail_lost(self, step: _Step, i: int, cost: float, reading: str = "") -> list[_Step]:
        """Let the waiting half have lost its other half: any character of that lead byte, or of that reading."""
        leads = self._leads(step)
        if leads is None or (not reading and isinstance(leads, frozenset) and len(leads) > _FEW):
            return []
        return [self._say(step, c, i, cost, None) for c in self._likely(step.before[-2:], leads, _ANY, reading)]

    def _at_mark(self, step: _Step, i: int) -> Iterator[tuple[int, _Step]]:
        source = self.source
        reading = _READING.match(source, i + 1)
        if reading is not None:
            yield from ((reading.end(), s) for s in self._trail_lost(step, i, _FITTING, reading[1]))
        after = source[i + 1 : i + 2]
        for found in self._trail_lost(step, i, _TRAIL_LOST):
            if after in ("、", "。", ""):
                yield i + 1, found
            else:
                # Only an ASCII byte puts the reader back in step: it was swallowed, and can't be known.
                yield i + 1, self._say(found, UNKNOWN, i, _SWALLOWED, None)

    def _dropped(self, step: _Step, i: int) -> list[_Step]:
        """Let a pair of bytes without a character have been dropped between the last character and this one."""
        leads = self._leads(step)
        if leads is None or (isinstance(leads, frozenset) and len(leads) > _SOME):
            return []
        seconds = _droppable_leads()
        return [
            self._say(step, char, i, _DROPPED, _ANY, seconds[pair[1]])
            for char in self._likely(step.before[-2:], leads, _DROPPABLE)
            if (pair := _bytes(char)) is not None
        ]


@cache
def _forms(leads: int | frozenset[int] | None, trail: int, reading: str) -> Mapping[str, tuple[str, ...]]:
    """Return the characters of :func:`_chars`, of a reading where one is given, by their plain form."""
    chars: Iterable[str] = _chars(leads, trail)
    if reading:
        fitting = read_as(reading)
        chars = (c for c in chars if c in fitting)
    forms: dict[str, tuple[str, ...]] = {}
    for char in chars:
        plain = fold_width(simple(char))
        forms[plain] = (*forms.get(plain, ()), char)
    return forms


@cache
def _chars(leads: int | frozenset[int] | None, trail: int) -> tuple[str, ...]:
    """Every character of some lead bytes (None: any) and a trail byte (any, or one that begins a droppable pair)."""
    rows = _by_lead()
    chosen = rows.keys() if leads is None else (leads,) if isinstance(leads, int) else leads
    if trail == _ANY:
        return tuple(c for lead in chosen for c in rows.get(lead, {}).values())
    if trail == _DROPPABLE:
        firsts = _droppable_leads()
        return tuple(c for lead in chosen for t, c in rows.get(lead, {}).items() if t in firsts)
    return tuple(rows[lead][trail] for lead in chosen if trail in rows.get(lead, {}))


@cache
def _droppable_leads() -> Mapping[int, frozenset[int]]:
    """First byte of a droppable pair → second bytes that can lead a character."""
    return {first: frozenset(s for s in seconds if s >= 0x81) for first, seconds in _droppable().items()}


def usual(char: str) -> bool:
    """Tell whether a character is one that policies print; what isn't may be the trace of a misreading."""
    if char.isascii() or char in _TONES:
        return True
    if "㐀" <= char <= "鿿":
        return common(simple(char))
    return char in "，。、；：（）“”‘’《》〈〉〔〕【】！？—…·　～％＋－．／①②③④⑤⑥⑦⑧⑨⑩□○●■◆★※×℃" or "！" <= char <= "～"


def windows(source: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches that may hold a misread run, each within one line."""
    for line in re.finditer(r"[^\n]+", source):
        marks = [i for i in range(line.start(), line.end()) if _suspect(source, i, line.end())]
        if not marks:
            continue
        start, last = marks[0], marks[0]
        for mark in [*marks[1:], None]:
            if mark is not None and mark - last <= _AFTER + _CONTEXT:
                last = mark
                continue
            yield _outside(source, line.start(), start - _CONTEXT), min(line.end(), last + 1 + _AFTER)
            if mark is not None:
                start = last = mark


def _outside(source: str, line: int, start: int) -> int:
    """Move a window's start out of an annotation, to before the character that it annotates."""
    start = max(line, start)
    opening = source.rfind("(", line, start)
    if opening > line and (found := _ANNOTATION.match(source, opening)) is not None and found.end() >= start:
        return opening - 1
    if _ANNOTATION.match(source, start) is not None and start > line:
        return start - 1
    return start


def _han(char: str) -> bool:
    return "㐀" <= char <= "鿿"


def _suspect(source: str, i: int, end: int) -> bool:
    char = source[i]
    if char.isascii():
        after = source[i + 1] if i + 1 < end else ""
        if char == "?":
            before = source[i - 1] if i else ""
            return (not after.isascii() or _READING.match(source, i + 1) is not None or after in ";!,") or (
                _han(before) and not after
            )
        if char == "!":
            return after == "" or not after.isascii()
        return False
    return not usual(char)


def _unpaired(text: str, behind: str | None) -> int:
    """Count quotes and brackets without a partner, their width aside.

    A closing one needs its opening before it. One left open is closed in ``behind``, if that is known.
    """
    missing = 0
    for opening, closing in (("(（", ")）"), ("“", "”")):
        depth = _depth(text, opening, closing)
        missing += max(0, -depth)
        if behind is not None:
            missing += abs(max(0, depth) + _depth(behind, opening, closing))
    return missing


def _depth(text: str, opening: str, closing: str) -> int:
    return sum(map(text.count, opening)) - sum(map(text.count, closing))


def _pruned(steps: list[_Step]) -> list[_Step]:
    """Keep the best step of each state, and of these the best few of each count of open brackets.

    An open bracket is paid for at the end only; without a share of its own a reading that closes it would be
    crowded out before.
    """
    best: dict[tuple[int | None, frozenset[int] | None, str, int], _Step] = {}
    for step in steps:
        key = (step.waiting, step.allowed, step.before, step.open)
        rival = best.get(key)
        if rival is None or step.score > rival.score:
            best[key] = step
    kept: dict[int, int] = {}
    out = []
    ranked = sorted(best.values(), key=lambda s: -s.score)
    for step in ranked:
        if step.score < ranked[0].score - _BEHIND:
            break
        kept[step.open] = kept.get(step.open, 0) + 1
        if kept[step.open] <= _BEAM:
            out.append(step)
    return out


def mend(source: str) -> Iterator[Mending]:
    """Yield the runs of ``source`` that were misread, read again.

    Parameters
    ----------
    source
        The decoded page, in the script and with the annotations that it came with.
    """
    found_at = list(windows(source))
    # The page's own phrases are counted outside the runs: what is misread must not prove itself.
    ends = [0, *(end for _, end in found_at)]
    sound = "\n".join(source[a:b] for a, b in zip(ends, [*(start for start, _ in found_at), len(source)], strict=True))
    model = Model(_ANNOTATION.sub("", sound))
    count = _Count()
    done = read_to = 0
    for start, end in found_at:
        start = max(start, done)
        if start >= end:
            continue
        count.over(source[read_to:start])
        found = _read(source, start, end, model, count)
        read_to = start
        if found is not None:
            done = read_to = found.end
            count.over("\n" + "".join(c for c, _ in found.chars) if source[start - 1 : start] in ("", "\n") else "")
            yield found


class _Count:
    """The numbers of the headings so far: which one comes next of each kind."""

    def __init__(self) -> None:
        self.last: dict[str, int] = {}

    def over(self, text: str) -> None:
        """Take in the headings of a stretch of text."""
        for line in re.finditer(r"(?:^|\n)[\s　]*", text):
            number = number_at(text, line.end())
            if number is not None:
                self.last[number.style.kind] = number.values[-1]

    def fits(self, text: str) -> float:
        """Return what it is worth that a paragraph begins with the number that comes next, or with the first."""
        number = number_at(text, len(text) - len(text.lstrip()))
        if number is None:
            return 0.0
        last = self.last.get(number.style.kind)
        value = number.values[-1]
        if last is not None and value == last + 1:
            return _NEXT_NUMBER
        return _FIRST_NUMBER if value == 1 else 0.0


def _read(source: str, start: int, end: int, model: Model, count: _Count) -> Mending | None:
    line_end = source.find("\n", start)
    line_end = len(source) if line_end < 0 else line_end
    line_start = source.rfind("\n", 0, start) + 1
    search = _Search(source, model)
    before = "".join(
        fold_width(simple(c)) for c in re.sub(_ANNOTATION, "", source[max(line_start, start - 24) : start])
    )[-2:]
    if len(before) < 2:
        before = "\n" + before
    root = _Step(0.0, None, None, before, None, "", start)
    beams: dict[int, list[_Step]] = {start: [root]}
    position = start
    limit = min(line_end, end + _REACH)
    finished: list[tuple[int, _Step]] = []
    while position <= limit:
        agenda = beams.pop(position, [])
        if position >= end or position == line_end:
            agenda = _pruned(agenda)
            if position == line_end:
                agenda = [
                    t
                    for s in agenda
                    for t in ([s] if s.waiting is None else search._trail_lost(s, position - 1, _TRAIL_AT_END))
                ]
            aligned = [s for s in agenda if s.waiting is None]
            if aligned and (position == line_end or agenda[0].waiting is None):
                finished = [(position, s) for s in aligned]
                break
        fresh = 0
        while agenda and fresh < 3:
            # Moves that stay at one position (a dropped pair) are taken up again, at most three times.
            agenda = _pruned(agenda)
            stay: list[_Step] = []
            for step in agenda:
                if position >= line_end:
                    continue
                for following, reached in search.moves(step, position):
                    if following == position:
                        stay.append(reached)
                    else:
                        beams.setdefault(following, []).append(reached)
            agenda, fresh = stay, fresh + 1
        position += 1
    if not finished:
        return None
    stop = finished[0][0]
    # Readings, whole or with their bracket swallowed, have no part in the pairing; what follows is no witness
    # where it holds other damage, since a partner may have been lost there.
    ahead = _BESIDE.sub("", source[line_start:start])
    behind = source[stop:line_end]
    witness = None if _OTHER.search(behind) else _BESIDE.sub("", behind)

    def total(step: _Step) -> float:
        words = "".join(c for c, _ in step.text())
        worth = count.fits(words) if start == line_start else 0.0
        unpaired = _UNPAIRED * _unpaired(ahead + words, witness)
        ending = model.cost(step.before[-2:], "\n") if stop == line_end else 0.0
        return step.score + _WORDS * model.words(words) + worth + ending - unpaired

    ranked = sorted((s for _, s in finished), key=lambda s: -total(s))
    best = ranked[0]
    chars = best.text()
    plain = _ANNOTATION.sub("", source[start:stop])
    if "".join(c for c, _ in chars) in (plain, source[start:stop]):
        return None
    rivals = [s for s in ranked[1:] if [simple(c) for c, _ in s.text()] != [simple(c) for c, _ in chars]]
    margin = total(best) - total(rivals[0]) if rivals else 10.0
    return _narrowed(source, start, stop, chars, round(1 - 0.5 * 2.718281828 ** (-max(margin, 0.0)), 3))


def _narrowed(source: str, start: int, stop: int, chars: list[tuple[str, int]], confidence: float) -> Mending:
    """Leave out what stands at both ends as it stood in the source, with the readings there."""
    while chars and start < stop:
        annotation = _ANNOTATION.match(source, start, stop)
        if annotation is not None:
            start = annotation.end()
        elif chars[0] == (source[start], start):
            chars, start = chars[1:], start + 1
        else:
            break
    while chars and stop > start:
        opening = source.rfind("(", start, stop)
        annotation = _ANNOTATION.match(source, opening, stop) if opening >= 0 else None
        if annotation is not None and annotation.end() == stop:
            # A reading belongs to the character before it: both stay, or neither.
            if not (opening > start and chars[-1] == (source[opening - 1], opening - 1)):
                break
            chars, stop = chars[:-1], opening - 1
        elif chars[-1] == (source[stop - 1], stop - 1):
            chars, stop = chars[:-1], stop - 1
        else:
            break
    return Mending(start, stop, tuple(chars), confidence)
