"""What a site does to bytes, read backwards: every way in which the text at a place of the page can have come about.

The reader of the damaged page is in step (it stands between two characters) or out of step: the second byte of the
character that it has just shown is the first of a true one and *waits* for its other half. Each move takes the reader
over one thing in the page and says which true characters, if any, that completes. The moves are the mechanisms:

- in step a character stays; out of step it gives its first byte to the half that waits, and its second waits;
- a fold (A3A1 → ``!``) across a boundary eats the second byte of one character and the first of the next;
- a reading injected across a boundary cuts a character behind its first byte, and the reading tells which;
- a byte that leads nowhere is shown as a hole (``?``, U+FFFD) or not at all, and may swallow an ASCII character;
- two bytes without a character are shown as a hole, as private use, or not at all;
- an indent (A1A1) is trimmed to half of itself;
- an ASCII character always puts the reader back in step.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract import patterns as re
from extract.page import UNKNOWN
from extract.restore.brackets import (
    BRACKET_TRAIL,
    CLOSING_TRAIL,
    FOLD_LEAD,
    before_bracket,
    behind_bracket,
    folded_closing,
    wide_reading,
)
from extract.restore.commas import injected_commas
from extract.restore.gbk import (
    Chars,
    before_dropped,
    by_lead,
    candidates,
    no_character,
    pair,
    unfold_width,
    usual,
)
from extract.restore.moves import (
    ANY_FOLD,
    BY_CHARACTER,
    IN_STEP,
    MOST_DROPS,
    Move,
    Several,
    Waiting,
    complete,
    crossing,
    leads_of,
)
from extract.restore.pinyin import READING, TONE_LETTERS, cut_reading, first_readings, readings
from extract.restore.swallowed import loses_blanks, swallowed

INDENT, BLANK = "　", " "
_BLANKS = frozenset((" ", "\t", "\u00a0", INDENT))
HOLES = frozenset("?\ufffd")
ANNOTATION = re.compile(rf"[(（]{READING}[)）]")
TAIL = re.compile(rf"{READING}[)）]")
# A site folds letters and figures too where so many signs of it stand on the page.
_HOLE_AND_LETTER = re.compile(r"[㐀-鿿][?\ufffd][0-9A-Za-z](?=[^\x00-\x7f])")
# A letter or sign of the text's own seldom stands alone between characters.
LONE_LETTER = re.compile(r"(?<=[㐀-鿿])[A-Za-z@<>=](?=[㐀-鿿])")
_SEVERAL = 4
# At the start of a line it may be half of an indent.
# Before a comma put in front of a mark a hole is a byte alone.
_SHOWN_PAIR = re.compile(r"(?<=[^\n\s])(?:[\ue000-\uf8ff]|\ufffd(?![,，][!;?,]))")
ROW_OF_HOLES = re.compile(r"\?{4,}|\ufffd{4,}")
_ONLY_BLANKS = re.compile(r"(?:^|\n)[ \t\u00a0]+\Z")
_ANNOTATED = re.compile(rf"([㐀-鿿])[(（]{READING}[)）]")
_TAIL_AT_HOLE = re.compile(rf"[?\ufffd]{READING}[)）]")
_WHOLE_AT_HOLE = re.compile(rf"[?\ufffd][(（]{READING}[)）]")
# What is left of an HTML tag that the text came with, and the sign that a hole took.
_TAG = re.compile(r"/?[a-z][a-z0-9]{0,9}(?:\s*/?>| [a-z])")
_OPENS_TAG = Chars(("<",))
# Readers of GB 18030 take a figure for the second of four bytes, whatever else they leave alone.
_FIGURE = Chars((UNKNOWN,))
_INDENT_BYTE = 0xA1
_READING_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz") | frozenset(TONE_LETTERS)
_BEGINS_READING = _READING_LETTERS | frozenset("(（")
# What some sites keep outside the bytes they edit (as an entity): it is whole, and puts the reader back in step.
_ENTITIES = frozenset("、。“”‘’《》—…·，；！？：（）")
# A site that takes its text apart at these marks, byte by byte, finds them across a boundary too and leaves them as they are.
_PARTING, FOLDED_MARKS = frozenset("！，；？。、"), frozenset("!,;?")
_COMMAS = frozenset(",，")

# Log costs of the moves. What leaves a sign costs less than what can be anywhere.
_FOLDED = -2.0
_FOLDED_COMMA = -3.0
_FOLDED_OTHER = -5.0
_FOLDED_SILENTLY = -8.0
_LOST_LEAD = -9.0
_INJECTED = -1.0
_BLANK = -2.0
_TRIMMED = -0.5
_TRIMMED_SILENTLY = -4.0
_FIGURE_LOST_AT_START = -4.0
_READING = 0.0
_READ_AT_TIMES = -3.0
_CUT_READING = -2.0
_CROSSED_WHOLE = -2.0
_DROPPED_WHERE_SHOWN = -6.0
_AGAINST_THE_PAGE = -5.0
_FIGURE_AGAINST_THE_PAGE = -1.0
_NOT_SEEN = -2.5
_TRAIL_AT_HOLE = -1.0
# A tag is no language: its sign is not to be weighed as a character of the text.
_TAG_OPENED = 18.0
_TRAIL_STEPPED = -8.0
_TRAIL_SILENTLY = -3.0
_TRAIL_AT_END = -0.5
_TRAIL_BEFORE_ENTITY = -5.0
_TRAIL_ANYWHERE = -8.0
_DROPPED_AT_HOLE = -0.5
_ONLY_READ = -9.0
_LEAD_LOST_AT_LETTER = -6.0
_DROPPED = -0.5
_WIDE = -1.0


def folds_letters(source: str) -> bool:
    """Tell whether so many letters and figures stand in for a second byte that the page's site folds them too."""
    letters = sum(1 for c in source if not usual(c) and (b := pair(c)) and 0x40 < b[1] < 0x7F)
    alone = len(frozenset(LONE_LETTER.findall(source)))
    return letters + alone + len(_HOLE_AND_LETTER.findall(source)) >= _SEVERAL


class Channel:
    """The moves over one page."""

    def __init__(self, source: str, letters: bool) -> None:
        """Take a page, and whether its site folds letters and figures as it does marks (:func:`folds_letters`)."""
        self.source = source
        # What the page shows of its site: whether pairs without a character left a sign, whether a hole takes the
        # ASCII character behind it along, and which characters carry readings.
        shows_pairs = _SHOWN_PAIR.search(source) is not None
        self._dropping = _DROPPED_WHERE_SHOWN if shows_pairs else _DROPPED
        alone, whole = len(_TAIL_AT_HOLE.findall(source)), len(_WHOLE_AT_HOLE.findall(source))
        self._swallowing = 0.0 if alone >= whole else _AGAINST_THE_PAGE
        self._keeping = 0.0 if alone <= whole else _AGAINST_THE_PAGE
        self._folds_letters = letters
        # Nothing is left of what such a row stands for.
        self._lost = {i for m in ROW_OF_HOLES.finditer(source) for i in range(*m.span())}
        self._loses_blanks = loses_blanks(source)
        self.swallowed = swallowed(source)
        self._injects_commas = bool(injected_commas(source))
        self._annotated = frozenset(m[1] for m in _ANNOTATED.finditer(source) if m[2] in readings(m[1]))

    def moves(self, i: int, end: int, waiting: Waiting, last: str, silent: bool, falls: bool) -> Iterator[Move]:
        """Yield the ways on from place ``i``.

        Parameters
        ----------
        i, end
            Place in the source, and the end of its line.
        waiting
            What waits there.
        last
            The character read before, as the page has it in its script.
        silent
            Whether to go by ways that leave no sign.
        falls
            Whether the reader may fall out of step here.
        """
        if waiting == IN_STEP:
            yield from self._in_step(i, end, last, silent, falls)
        elif i >= end or i in self._lost:
            yield from self._cut_trail(i, waiting, _TRAIL_AT_END)
        else:
            yield from self._out_of_step(i, end, waiting, silent)

    def completed(self, i: int, waiting: int) -> str:
        """Return the character that the waiting byte makes with what stands at a place; empty if none."""
        here = pair(self.source[i])
        return by_lead().get(waiting, {}).get(here[0], "") if here else ""

    def needs_last(self, i: int) -> bool:
        """Tell whether what may have happened here depends on the character before: a reading may stand here."""
        char = self.source[i] if i < len(self.source) else ""
        if char in "(（" or char in HOLES or char in _READING_LETTERS:
            return True
        here = pair(unfold_width(char)) if char else None
        return here is not None and (here[1] == FOLD_LEAD or here[0] == BRACKET_TRAIL)

    def _in_step(self, i: int, end: int, last: str, silent: bool, falls: bool) -> Iterator[Move]:
        source = self.source
        char = source[i]
        at_start = i == 0 or source[i - 1] == "\n" or _ONLY_BLANKS.search(source, max(0, i - 20), i) is not None
        whole = ANNOTATION.match(source, i, end)
        if whole is not None and last:
            if whole[1] in readings(last):
                yield Move(whole.end(), IN_STEP, _READING)
                return
            crossed = crossing(last, whole[1])
            if falls:
                yield from (Move(whole.end(), byte, _CROSSED_WHOLE) for byte in sorted(crossed))
            if falls and last.isascii() and i > 1 and self._crosses_letter(source[i - 2], last, whole[1]):
                # 盟E(jì): the second byte of 盟 and the letter are 薊.
                yield Move(whole.end(), IN_STEP, _READING)
                return
        if falls and last and (stop := folded_closing(source, i, end, last)):
            yield from self._closing_left(stop, end)
        if self._annotated and last and char in _BEGINS_READING and (stop := cut_reading(source, i)):
            yield Move(stop, IN_STEP, _CUT_READING)
        yield Move(i + 1, IN_STEP, 0.0, char)
        if not falls or i in self._lost:
            return
        if char in HOLES:
            if at_start and i + 1 < end:
                yield Move(i + 1, _INDENT_BYTE, _TRIMMED)
                yield Move(i + 1, IN_STEP, _FIGURE_LOST_AT_START, UNKNOWN)
                if char == "?":
                    # Half of the indent took along the bracket of a heading's number.
                    yield Move(i + 1, IN_STEP, _TRIMMED + self._swallowing, "(")
            elif at_start:
                # Of an empty paragraph nothing is left but half of its indent.
                yield Move(i + 1, IN_STEP, _TRIMMED)
            if at_start and source[i + 1 : i + 2] in _BLANKS:
                # The other half took along a blank.
                yield Move(i + 1, IN_STEP, _TRIMMED, BLANK)
            yield from self._cut_by_reading(i + 1, end, last)
            yield from self._cut_wide_reading(i + 1, end, last)
            yield from self._only_read(i + 1, end)
            after = source[i + 1 : i + 2]
            if "!" <= after <= "~":
                yield from self._folded(i + 1, after, _FOLDED_OTHER if after.isalnum() else _FOLDED)
            if after in _COMMAS and self._injects_commas and (mark := source[i + 2 : i + 3]) and mark in "!;?,":
                # A comma stands before the mark that two characters made: ,�,!笆 is ，。“十.
                yield from self._folded(i + 2, mark, _FOLDED)
            if char == "?" and self._loses_blanks and i + 1 < end:
                yield Move(i + 1, IN_STEP, _BLANK, BLANK)
            if char == "?":
                # The fold's own mark was swallowed, or the lead byte was shown as nothing.
                for mark in "!;?,":
                    yield from self._folded(i, mark, _FOLDED)
                for mark in ":()":
                    yield from self._folded(i, mark, _FOLDED_OTHER)
                if self._folds_letters:
                    yield Move(i + 1, ANY_FOLD, _FOLDED_OTHER, candidates(None, FOLD_LEAD))
            yield from self._lead_lost(i + 1, end, _FOLDED if after in _PARTING else _LOST_LEAD)
        else:
            here = pair(char)
            if at_start and here is not None and here[0] == _INDENT_BYTE and source[i : i + 2] != INDENT * 2:
                # What is left of the indent is no character of the text.
                yield Move(i + 1, here[1], _TRIMMED_SILENTLY, None if char == INDENT else INDENT)
            if here is not None and (self._folds_letters or not usual(char)):
                if 0x40 < here[1] < 0x7F:
                    # A site that folds letters and figures too (A3D1 → Q): the lead byte took the letter for its trail.
                    yield Move(i + 1, here[1] + 0x80, _FOLDED_OTHER, complete(here[0], FOLD_LEAD))
                if silent and self._folds_letters:
                    yield Move(i, ANY_FOLD, _FOLDED_SILENTLY, candidates(None, FOLD_LEAD))
            if char in _COMMAS and self._injects_commas and source[i + 1 : i + 2] in HOLES:
                yield Move(i + 1, IN_STEP, _INJECTED)
            if char in _PARTING and silent:
                yield from self._lead_lost(i, end, _FOLDED_OTHER)
            if char in "!;,":
                yield from self._folded(i, char, _FOLDED_COMMA if char == "," else _FOLDED)
            elif char in "():." or (silent and char.isascii() and char > " "):
                yield from self._folded(i, char, _FOLDED_OTHER)
            if char.isascii():
                yield from self._cut_by_reading(i, end, last)
                if ord(char) >= 0x40 and (whole := ANNOTATION.match(source, i + 1, end)) is not None:
                    # The first byte leads nowhere and is not shown, the second is a letter: 發 B0 6C → l(fā).
                    yield Move(whole.end(), IN_STEP, _LEAD_LOST_AT_LETTER, candidates(None, ord(char), whole[1]))
            yield from self._cut_wide_reading(i, end, last)

    def _folded(self, i: int, mark: str, cost: float) -> Iterator[Move]:
        """Read a mark as A3 xx: the second half of a character that lost its first, and the first of the next."""
        yield Move(i + 1, ord(mark) + 0x80, cost, candidates(None, FOLD_LEAD))

    def _lead_lost(self, i: int, end: int, cost: float) -> Iterator[Move]:
        here = pair(self.source[i]) if i < end else None
        if here is not None:
            yield Move(i + 1, here[1], cost, candidates(None, here[0]))

    def _cut_by_reading(self, i: int, end: int, last: str) -> Iterator[Move]:
        """Let a reading stand in the middle of a character: 展?jié)摿, of which the opening bracket went too."""
        if not last:
            return
        tail = TAIL.match(self.source, i, end) or ANNOTATION.match(self.source, i, end)
        if tail is not None:
            for byte, crossed in sorted(crossing(last, tail[1]).items()):
                cost = _READING if tail[1] in first_readings(crossed) else _READ_AT_TIMES
                cost += 0.0 if crossed in self._annotated else _NOT_SEEN
                yield Move(tail.end(), byte, cost)

    def _closing_left(self, i: int, end: int) -> Iterator[Move]:
        """Let the second byte of a closing bracket stand before the characters at ``i``, as the first of what is shown."""
        char = self.source[i] if i < end else ""
        here = pair(char) if char else None
        if here is not None and here[0] == CLOSING_TRAIL:
            yield Move(i + 1, here[1], _READING)
        without = Several(no_character()[CLOSING_TRAIL], 0)
        if char in HOLES:
            yield Move(i + 1, IN_STEP, _READING)
            yield Move(i + 1, without, _READING)
        elif here is None:
            yield Move(i, IN_STEP, _READING)
        yield Move(i, without, self._dropping)

    def _only_read(self, i: int, end: int) -> Iterator[Move]:
        """Let a reading be all that is left of a character: a page edited twice loses both of its bytes."""
        tail = TAIL.match(self.source, i, end)
        if tail is not None:
            yield Move(tail.end(), IN_STEP, _ONLY_READ, candidates(None, None, tail[1]))

    def _crosses_letter(self, before: str, letter: str, reading: str) -> bool:
        """Tell whether the second byte of a character and a letter make a character of a reading."""
        both = pair(before)
        crossed = by_lead().get(both[1], {}).get(ord(letter)) if both is not None else None
        return crossed is not None and reading in readings(crossed)

    def _cut_wide_reading(self, i: int, end: int, last: str) -> Iterator[Move]:
        """Let a reading in full-width brackets do so: the bracket's first byte makes a character with the half, or none."""
        if not last:
            return
        first, reading, stop = wide_reading(self.source, i, end)
        if reading and first in crossing(last, reading):
            yield Move(stop, first, _READING)
        # Where both are shown as a hole, it is passed before.
        reading, stop = behind_bracket(self.source, i, end)
        if reading:
            yield from (
                Move(stop, byte, _READING) for byte in sorted(before_bracket() & crossing(last, reading).keys())
            )

    def _out_of_step(self, i: int, end: int, waiting: Waiting, silent: bool) -> Iterator[Move]:
        source = self.source
        char = source[i]
        here = pair(char)
        code = ord(char)
        whole = ANNOTATION.match(source, i, end)
        if whole is not None:
            before = source[i - 1] if i else ""
            if whole[1] in readings(before):
                # The reading of the character that the reader showed: put across a boundary, and still out of step.
                yield Move(whole.end(), waiting, _READING)
            yield from self._read(whole.end(), waiting, whole[1])
        if char == "€":
            # Where a browser meets 80 alone.
            yield Move(i + 1, IN_STEP, 0.0, complete(waiting, 0x80))
        if here is not None and here[1] < 0x80:
            # A letter of the text, taken for a trail byte: 、M → 嚲 of its lead before, EMS behind.
            yield Move(i + 1, IN_STEP, 0.0, complete(waiting, here[0]), Chars((chr(here[1]),)))
        elif here is not None:
            yield Move(i + 1, here[1], 0.0, complete(waiting, here[0]))
        if here is not None:
            first, reading, stop = wide_reading(self.source, i, end)
            if reading:
                yield Move(stop, IN_STEP, _READING, complete(waiting, first))
            yield from self._read_before_bracket(i, end, waiting)
            if char in _ENTITIES:
                yield from self._cut_trail(i, waiting, _TRAIL_BEFORE_ENTITY)
            if silent:
                yield from self._dropped(i, waiting, self._dropping)
                if isinstance(waiting, int):
                    trails = frozenset(t for t, seconds in no_character().items() if here[0] in seconds)
                    yield Move(i, IN_STEP, _TRAIL_ANYWHERE, candidates(waiting, trails))
            return
        if char in HOLES:
            tail = TAIL.match(source, i + 1, end) or ANNOTATION.match(source, i + 1, end)
            if tail is not None:
                yield from self._read(tail.end(), waiting, tail[1])
            yield from self._read_before_bracket(i + 1, end, waiting)
            if silent:
                yield from self._dropped(i, waiting, self._dropping)
            yield from self._dropped(i + 1, waiting, _DROPPED_AT_HOLE)
            after = source[i + 1 : i + 2]
            # Only an ASCII byte puts the reader back in step, but for readers that skip one byte at a time.
            stepped = char == "?" and not after.isascii() and after not in _ENTITIES
            # A mark at which a site takes its text apart stays, whatever it does with other ASCII characters.
            keeping = self._keeping if after.isascii() and after > " " and after not in FOLDED_MARKS else 0.0
            yield from self._cut_trail(i + 1, waiting, (_TRAIL_STEPPED if stepped else _TRAIL_AT_HOLE) + keeping)
            if char == "?":
                swallowed_cost = _TRAIL_AT_HOLE + self._swallowing
                yield from self._cut_trail(i + 1, waiting, swallowed_cost, self.swallowed)
                figure_cost = max(self._swallowing, _FIGURE_AGAINST_THE_PAGE)
                yield from self._cut_trail(i + 1, waiting, _TRAIL_AT_HOLE + figure_cost, _FIGURE)
                if _TAG.match(source, i + 1):
                    yield from self._cut_trail(i + 1, waiting, _TAG_OPENED, _OPENS_TAG)
        if not char.isascii():
            return
        if 0x40 <= code < 0x7F:
            yield Move(i + 1, IN_STEP, 0.0, complete(waiting, code))
        if 0x21 <= code < 0x7F:
            yield Move(i + 1, code + 0x80, _WIDE, complete(waiting, FOLD_LEAD))
        tail = TAIL.match(source, i, end)
        if tail is not None:
            yield from self._read(tail.end(), waiting, tail[1])
        yield from self._cut_trail(i, waiting, _TRAIL_SILENTLY)
        if silent:
            yield from self._dropped(i, waiting, self._dropping)

    def _read(self, to: int, waiting: Waiting, reading: str) -> Iterator[Move]:
        """Let the half that waits be all that is left of the character that a reading belongs to."""
        yield Move(to, IN_STEP, _READING, candidates(leads_of(waiting), None, reading))
        yield Move(to, IN_STEP, _READ_AT_TIMES, candidates(leads_of(waiting), None, reading, False))

    def _read_before_bracket(self, i: int, end: int, waiting: Waiting) -> Iterator[Move]:
        """Let a wide bracket's first byte be gone, with the second of the character that its reading belongs to."""
        reading, stop = behind_bracket(self.source, i, end)
        if reading:
            yield Move(stop, IN_STEP, _READING, candidates(leads_of(waiting), before_bracket(), reading))

    def _cut_trail(self, i: int, waiting: Waiting, cost: float, then: Chars | None = None) -> Iterator[Move]:
        """Let the half that waits have lost its other half, and one of ``then`` with it."""
        yield Move(i, IN_STEP, cost, candidates(leads_of(waiting), None), then)

    def _dropped(self, i: int, waiting: Waiting, cost: float) -> Iterator[Move]:
        """Let two bytes without a character stand here: the end of one character and the start of the next."""
        drops = waiting.drops if isinstance(waiting, Several) else 0
        if drops < MOST_DROPS:
            yield Move(i, BY_CHARACTER, cost, before_dropped(leads_of(waiting)), drops=drops + 1)
