"""The likeliest reading of a stretch of a page: a beam search over the channel's moves, weighed by the language model.

A state is a place in the page, what waits there, the last characters read, and the brackets and quotes left open.
For each state the search also keeps by how much the best reading beats the best *other* one: that margin says how
sure the whole is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from heapq import nlargest

from extract import patterns as re
from extract.page import UNKNOWN
from extract.restore.channel import BLANK, HOLES, INDENT, Channel
from extract.restore.gbk import Chars, by_lead, pair, plain, usual
from extract.restore.language import NUMERALS, ORDER, Language, follow
from extract.restore.moves import BY_CHARACTER, IN_STEP, Waiting, several
from extract.restore.pairs import WEIGHTS, unpaired_in
from extract.restore.pinyin import TONE_LETTERS
from extract.restore.states import (
    NUMBERED,
    UNPAIRED,
    Entry,
    Found,
    Key,
    State,
    Window,
    best_of,
    keep,
    next_of,
    score_of,
    turn_of,
)
from extract.restore.worth import BREADTHS, Worth, indent

# What is found convinces when it is so far ahead, so likely a character (what stands on the page: less), no character that
# was not there is too unlikely, and none looks misread.
_CLEAR, _CONVINCING, _CONVINCING_AS_IT_STANDS, _ODD, _ODD_PAIR = 4.0, -3.75, -7.0, -8.0, -13.0
_BARELY = 1.0
_LOOKS_MISREAD = re.compile(rf"[{UNKNOWN}?!\ufffd\ue000-\uf8ff{TONE_LETTERS}]|(?<![A-Za-z0-9])[A-Za-z](?=[^\x00-\x7f])")
_SURE = 40.0
# A reading is over where it is in step, at or behind the end of the window, and this much ahead of those that are not.
_AHEAD = 12.0
# What is in step at the place where a half waited says one character more: it may be so much further behind.
_SLACK = 4.0
# So many times as many as are followed are compared by how they go on.
_CLOSELY = 16
# What stands on the page is never taken for less likely than this: sound text has rare characters too.
_STANDING = -12.0
_STANDING_ALONE = -14.0
LONE_FOLDED = re.compile(r"[,;!?][A-Za-z][㐀-鿿]")
_IN_NUMBERS = NUMERALS | frozenset(")、")
_DROPS, _MANY_DROPS, _HEAD = 3, 4, 8


class Search:
    """Readings of windows of one page."""

    def __init__(self, channel: Channel, language: Language) -> None:
        self.channel = channel
        self.language = language
        self._breadth = BREADTHS[0]
        self._worth = Worth(language)
        self._numbers: Mapping[str, float] = {}
        self._start = 0
        # The best score at each place so far.
        self._best: dict[int, float] = {}

    def read(self, window: Window, falls: bool = True) -> list[Found]:
        """Return the best readings of a window, the best first; ``falls``: whether the reader may fall out of step at all."""
        found: list[Found] = []
        before: Found | None = None
        for breadth in BREADTHS:
            self._breadth = breadth
            found = self._read(window, falls)
            if not falls or (found and self._convinces(window.start, window.context, found[0])):
                break
            # What two searches find alike needs no third, unless it looks misread and something else is about as likely.
            if found and before is not None and self._agree(before, found[0]):
                if found[0].margin >= _BARELY or not _LOOKS_MISREAD.search(found[0].said):
                    break
            before = found[0] if found else None
        return found

    def _agree(self, one: Found, other: Found) -> bool:
        """Tell whether two readings say the same, though one may go on further over what stands as it was written."""
        short, long = sorted((one, other), key=lambda found: found.stop)
        return long.said == short.said + self.channel.source[short.stop : long.stop]

    def _convinces(self, start: int, context: str, found: Found) -> bool:
        source = self.channel.source
        stands = bool(found.said) and source.startswith(found.said, start)
        least = _CONVINCING_AS_IT_STANDS if stands else _CONVINCING
        if found.margin < _CLEAR or (found.unpaired and not stands) or found.score < least * (len(found.said) + 1):
            return False
        if not all(map(usual, found.said)) or _LOOKS_MISREAD.search(found.said):
            return False
        before = 0.0
        for char, place in zip(found.said, found.places, strict=True):
            said = plain[char]
            if said != INDENT:
                # What was cut off at the end of the page has no place in it.
                worth = 0.0 if source.startswith(char, place) else self.language[context][said]
                if worth < _ODD or worth + before < _ODD_PAIR:
                    return False
                before = worth
                context = follow(context, said)
        return True

    def _read(self, window: Window, falls: bool) -> list[Found]:
        start, end, limit = window.start, window.end, window.limit
        self._numbers, self._start = window.numbers, start
        self._best = {}
        places: dict[int, dict[Waiting, State]] = {start: {IN_STEP: {(window.context, 0): Entry(0.0, "", None, _SURE)}}}
        finished: list[tuple[int, Entry, int]] = []
        for i in range(start, limit + 1):
            nodes = places.pop(i, None)
            if nodes is None:
                continue
            ahead = max((b for place, b in self._best.items() if place > i), default=-1e9)
            done: set[Waiting] = set()
            followed: dict[Waiting, list[tuple[Key, Entry]]] = {}
            # Out of step first: some of these moves come back into step at this very place.
            while (waiting := next_of(nodes, done)) is not None:
                done.add(waiting)
                states = nodes[waiting]
                if waiting == IN_STEP and (i == limit or (i >= end and self._over(nodes, ahead))):
                    if i == window.line_end:
                        row = self.language
                        states = {k: e._replace(score=e.score + row[k[0]]["\n"]) for k, e in states.items()}
                    finished += [(o, e, i) for (_, o), e in states.items()]
                    break
                if waiting not in followed:
                    followed |= self._alive(nodes, waiting, self._best.get(i, 0.0), window, i)
                if alive := followed[waiting]:
                    self._expand(i, limit, waiting, alive, places, nodes, window.last, falls and i < end)
            if finished and i < limit:
                break
        return best_of(finished, window.outside)

    def _alive(
        self, nodes: dict[Waiting, State], waiting: Waiting, best: float, window: Window, i: int
    ) -> dict[Waiting, list[tuple[Key, Entry]]]:
        """Return the states of one place that are followed further: the best of those that wait alike.

        Which of them leave brackets and quotes open that the rest of the line does not close is known beforehand.
        """
        among: dict[Waiting, State] = {waiting: nodes[waiting]}
        beam = self._breadth.beam
        if not isinstance(waiting, int):
            # Half of what is read is open here: the next character tells more than the last.
            turn = turn_of(waiting)
            beam, among = self._breadth.beam_of_several, {w: s for w, s in nodes.items() if turn_of(w) == turn}
        floor = best - self._breadth.behind - (_SLACK if waiting == IN_STEP else 0.0)
        scores = [e.score for alike in among.values() for e in alike.values()]
        last = kept = -math.inf
        costs: dict[int, float] = {}
        following = ""
        if len(scores) > beam:
            scores.sort(reverse=True)
            kept = scores[beam // 2 - 1]
            # Of very many only the better ones are looked at more closely.
            floor = max(floor, scores[min(len(scores), _CLOSELY * beam) - 1])
            outside = window.outside(i)
            unpaired = {opened: unpaired_in(opened + outside) for alike in among.values() for _, opened in alike}
            least = min(unpaired.values())
            costs = {opened: UNPAIRED * (n - least) for opened, n in unpaired.items()}
            following = self._following(i, waiting)
        row = self.language
        ranked = [
            (e.score - costs.get(k[1], 0.0) + (row[k[0]][following] if following else 0.0), w, (k, e))
            for w, alike in among.items()
            for k, e in alike.items()
            if e.score >= floor
        ]
        if len(ranked) > beam:
            last = nlargest(beam, [rank for rank, _, _ in ranked])[-1]
        alive: dict[Waiting, list[tuple[Key, Entry]]] = {w: [] for w in among}
        for rank, w, item in ranked:
            if rank >= last or item[1].score >= kept:
                alive[w].append(item)
        return alive

    def _following(self, i: int, waiting: Waiting) -> str:
        """Return the character, in plain form, with which every reading of this place goes on; empty if unknown.

        What goes on better with it is kept: it tells more than the last character does.
        """
        if not isinstance(waiting, int) or i >= len(self.channel.source):
            return ""
        char = self.channel.source[i]
        if waiting != IN_STEP:
            char = (
                by_lead().get(waiting, {}).get(ord(char), "")
                if "@" <= char <= "~"
                else self.channel.completed(i, waiting)
            )
        return plain[char] if char and char not in HOLES and usual(char) else ""

    def _over(self, nodes: dict[Waiting, State], ahead: float) -> bool:
        ready = max((e.score for e in nodes[IN_STEP].values()), default=-1e9)
        others = [e.score for w, states in nodes.items() if w != IN_STEP for e in states.values()]
        return max([ahead, *others]) < ready - _AHEAD

    def _expand(
        self,
        i: int,
        limit: int,
        waiting: Waiting,
        alive: list[tuple[Key, Entry]],
        places: dict[int, dict[Waiting, State]],
        nodes: dict[Waiting, State],
        before: str,
        falls: bool,
    ) -> None:
        if waiting == IN_STEP and self.channel.needs_last(i):
            by_last: dict[str, list[tuple[Key, Entry]]] = {}
            for item in alive:
                by_last.setdefault(item[1].said[-1:] or before, []).append(item)
        else:
            by_last = {"": alive}
        silent = waiting == IN_STEP or (i < limit and not self._goes_on(i, waiting, alive))
        # Many pairs dropped in a row are looked for only where a number may tell them.
        most = _MANY_DROPS if self._numbers and i - self._start < _HEAD else _DROPS
        # Language only ever costs; what a heading's number is worth is the one thing that is added.
        gain = -_SLACK - self._breadth.behind - (NUMBERED if self._numbers else 0.0)
        for last, items in by_last.items():
            # The best first: what the others lead to is measured by it.
            items.sort(key=score_of, reverse=True)
            top = items[0][1].score
            for to, then_waiting, cost, chars, then, drops in self.channel.moves(
                i, limit, waiting, last, silent, falls
            ):
                if drops > most or top + cost < self._best.get(to, -1e9) + gain:
                    continue
                target = nodes if to == i else places.setdefault(to, {})
                if chars is None:
                    onto = target.setdefault(then_waiting, {})
                    for key, e in items:
                        keep(onto, key, e._replace(score=e.score + cost))
                    self._note(to, top + cost)
                elif then is not None:
                    # What two characters lead to is one place; what the first leads to is none, but has its best.
                    middle: dict[Waiting, State] = {}
                    between = -1 - i
                    self._best.pop(between, None)
                    if isinstance(chars, str):
                        self._one(items, chars, cost, i, between, middle.setdefault(IN_STEP, {}), False)
                    else:
                        self._say(items, chars, cost, i, between, middle, IN_STEP, 0)
                    for states in middle.values():
                        self._say(list(states.items()), then, 0.0, i, to, target, then_waiting, 0)
                elif isinstance(chars, str):
                    stands = waiting == IN_STEP and then_waiting == IN_STEP
                    self._one(items, chars, cost, i, to, target.setdefault(then_waiting, {}), stands)
                else:
                    self._say(items, chars, cost, i, to, target, then_waiting, drops)

    def _goes_on(self, i: int, waiting: Waiting, alive: list[tuple[Key, Entry]]) -> bool:
        """Tell whether what the waiting half makes here goes on well, so that nothing need have been dropped."""
        char = self.channel.completed(i, waiting) if isinstance(waiting, int) else ""
        if not char:
            return False
        said = plain[char]
        context = max(alive, key=lambda item: item[1].score)[0][0]
        if self.language[context][said] < self._breadth.well:
            return False
        here = pair(self.channel.source[i])
        if here is None or i + 1 >= len(self.channel.source):
            return True
        following = self.channel.completed(i + 1, here[1])
        return not following or self.language[follow(context, said)][plain[following]] >= self._breadth.well

    def _one(
        self, items: list[tuple[Key, Entry]], char: str, cost: float, i: int, to: int, onto: State, stands: bool
    ) -> None:
        """Add a character that is known to every reading."""
        said = plain[char]
        language = self.language
        open_by = WEIGHTS.get(said, 0)
        numbered = bool(self._numbers) and said in _IN_NUMBERS
        # Language is counted without indents, and without blanks that were lost.
        lost = said == BLANK and self.channel.source[i] in HOLES
        best = self._best.get(to, -1e9)
        least = _STANDING
        if stands and char.isascii() and char.isalpha() and LONE_FOLDED.match(self.channel.source, max(0, i - 1)):
            least = _STANDING_ALONE
        for (context, opened), e in items:
            worth = 0.0 if lost else indent(context) if said == INDENT else language[context][said]
            if stands and worth < least:
                worth = least
            if numbered:
                worth += self._number(e.said, said)
            now = e.score + cost + worth
            if now > best:
                best = now
            key = (context if lost or said == INDENT else follow(context, said), opened + open_by)
            keep(onto, key, Entry(now, e.said + char, (e.places, i), e.margin))
        self._note(to, best)

    def _note(self, place: int, score: float) -> None:
        if score > self._best.get(place, -1e9):
            self._best[place] = score

    def _say(
        self,
        items: list[tuple[Key, Entry]],
        chars: Chars,
        cost: float,
        i: int,
        to: int,
        target: dict[Waiting, State],
        waiting: Waiting,
        drops: int,
    ) -> None:
        """Add one of ``chars`` to every reading."""
        if not items:
            return
        numbered = bool(self._numbers)
        behind = self._breadth.behind
        # Where one of several bytes waits, no more are followed, and nothing yet tells which go on better.
        most = self._breadth.beam_of_several if waiting == BY_CHARACTER else None
        best = self._best.get(to, -1e9) - (_SLACK if to == i and waiting == IN_STEP else 0.0)
        bonus = NUMBERED if numbered else 0.0
        for (context, opened), e in items:
            at = (e.places, i)
            base = e.score + cost
            if base + bonus < best - behind:
                break
            ranked, more = self._worth.of(context, chars)
            base += more
            tail = context[2 - ORDER :]
            said, margin = e.said, e.margin
            for extra, p, char, counted in ranked[:most]:
                now = base + extra
                if numbered and p in _IN_NUMBERS:
                    now += self._number(said, p)
                if now < best - behind:
                    break
                if now > best:
                    best = now
                # An indent leaves the paragraph at its start.
                key = (context if p == INDENT else tail + counted, opened + WEIGHTS[p] if p in WEIGHTS else opened)
                then: Waiting = several(char, drops) if waiting == BY_CHARACTER else waiting
                onto = target.get(then)
                if onto is None:
                    onto = target[then] = {}
                if key in onto:
                    keep(onto, key, Entry(now, said + char, at, margin))
                else:
                    onto[key] = Entry(now, said + char, at, margin)
        if to != i:
            self._note(to, best)

    def _number(self, said: str, char: str) -> float:
        """Return what it is worth that a heading's number is the one that comes next, or not."""
        if not self._numbers or char not in _IN_NUMBERS or len(said) >= _HEAD:
            return 0.0
        head = "".join(map(plain.__getitem__, said)).lstrip(INDENT)
        if not head.lstrip("(") or any(c not in NUMERALS for c in head.lstrip("(")):
            return NUMBERED if char in NUMERALS and not head.strip("(") and self._begins(head + char) else 0.0
        if char in NUMERALS:
            return NUMBERED if self._begins(head + char) else 0.0
        return self._numbers.get(head + char, -NUMBERED)

    def _begins(self, head: str) -> bool:
        return any(n.startswith(head) for n in self._numbers)
