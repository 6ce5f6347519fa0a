"""A character model of Chinese: jieba's dictionary with its frequencies, and the page itself.

P(c | b, a) mixes the dictionary's bigrams inside words, its first characters of words, and the bigrams and
trigrams of the undamaged page, where the same phrase often stands whole. Jelinek–Mercer interpolation with fixed
weights (Chen and Goodman 1999, section 2.3).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

from extract.restore.script import has_traditional_form, is_traditional, simplify
from seeds.tables import words as policy_words

_FLOOR = 1e-7
# Weights of: dictionary bigram, first character of a word, the page's characters, bigrams, trigrams. Their sum is 1.
_WEIGHTS = (0.3, 0.15, 0.1, 0.2, 0.25)
# What a character costs more that stands in the other script than the page's.
_OTHER_SCRIPT = -6.0
# Punctuation and ASCII belong to no word: their share of the characters of a policy, roughly.
_MARKS = {
    **dict.fromkeys("，,、", 0.05),
    "。": 0.025,
    **dict.fromkeys("()“”", 0.006),
    **dict.fromkeys("；;：:《》", 0.003),
    **dict.fromkeys("0123456789", 0.002),
    **dict.fromkeys("〔〕！!？?—·./%+-", 0.0005),
}
_LETTER = 0.00003
_STOPS = frozenset("，,、。；;：:！!？?")
_AFTER_MARK = 1e-6
_LONGEST_WORD = 6
# Numerals stand for each other: where the page has (二) behind a line's end, (三) is as likely.
_NUMERALS = "一二三四五六七八九十"
_NUMERAL_CLASS = str.maketrans(_NUMERALS, "#" * len(_NUMERALS))
_COMMON_COUNT = 200
_POLICY_COUNT = 20_000
_TABLE_COUNT = 6000
_HAN = re.compile(r"[㐀-鿿]{2,8}")


@dataclass(frozen=True, slots=True)
class _Dictionary:
    words: Mapping[str, float]
    first: Mapping[str, float]
    pairs: Mapping[str, Mapping[str, float]]
    common: frozenset[str]


def _own_words() -> set[str]:
    """Return the words of the project's own tables: agencies, technologies, places, verbs of policies."""
    found: set[str] = set()
    for table in resources.files("seeds.tables").iterdir():
        if table.name.endswith(".csv"):
            found.update(_HAN.findall(table.read_text(encoding="utf-8")))
    return found


@cache
def dictionary() -> _Dictionary:
    """Read jieba's dictionary: word, frequency, tag a line."""
    import jieba

    counts: dict[str, int] = {}
    first: Counter[str] = Counter()
    single: Counter[str] = Counter()
    pairs: dict[str, Counter[str]] = {}
    with jieba.get_dict_file() as file:
        entries = [line.decode("utf-8").split(" ")[:2] for line in file]
    # A general dictionary knows little of the language of policies; its common words weigh as such here.
    own = dict.fromkeys(_own_words(), _TABLE_COUNT) | dict.fromkeys(policy_words("policy_words"), _POLICY_COUNT)
    for word, count in (*entries, *own.items()):
        weight = int(count)
        counts[word] = counts.get(word, 0) + weight
        first[word[0]] += weight
        for char in word:
            single[char] += weight
        for one, two in pairwise(word):
            pairs.setdefault(one, Counter())[two] += weight
    total = sum(first.values())
    log_total = math.log(total)
    return _Dictionary(
        words={word: math.log(n) - log_total for word, n in counts.items() if n},
        first={c: n / total for c, n in first.items()},
        pairs={one: {two: n / single[one] for two, n in row.items()} for one, row in pairs.items()},
        common=frozenset(c for c, n in single.items() if n >= _COMMON_COUNT),
    )


def common(char: str) -> bool:
    """Tell whether a (simplified) character is one that policies print."""
    return char in dictionary().common


def fold_width(char: str) -> str:
    """Return the ASCII form of a full-width character, any other as it is."""
    return chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char


class Model:
    """Log probability of a character after two others, on one page."""

    def __init__(self, page: str) -> None:
        """Count the page's own phrases; ``page`` is its sound text, without annotations."""
        text = "".join(map(fold_width, simplify(page))).translate(_NUMERAL_CLASS)
        self._ones = Counter(text)
        self._twos = Counter(text[i : i + 2] for i in range(len(text) - 1))
        self._threes = Counter(text[i : i + 3] for i in range(len(text) - 2))
        self._dictionary = dictionary()
        self._size = max(len(text), 1)
        self._forms = frozenset(page)
        self._traditional = is_traditional(page)
        self._memory: dict[str, float] = {}
        self._after: dict[str, set[str]] = {}
        for one, two in pairwise(text):
            self._after.setdefault(one, set()).update(_NUMERALS if two == "#" else two)

    def base(self, char: str) -> float:
        """Return how likely a (simplified) character is whatever stands before it; not a logarithm."""
        _, word, alone, *_ = _WEIGHTS
        mark = _MARKS.get(char, 0.0)
        return max(mark, word * self._dictionary.first.get(char, 0.0) + alone * self._ones[char] / self._size)

    def after(self, last: str) -> set[str]:
        """Return the characters that the page or the dictionary has behind ``last``."""
        found = self._after.get("#" if last in _NUMERALS else last)
        known = self._dictionary.pairs.get(last)
        return (found or set()) | (known.keys() if known else set())

    def script(self, char: str) -> float:
        """Return what it costs that ``char``, as it stands, is in the other script than the page.

        A site turns a page into traditional script character by character: a simplified form that it nowhere
        prints is not to be expected in what it misread either.
        """
        if not self._traditional or char in self._forms or not "㐀" <= char <= "鿿":
            return 0.0
        return _OTHER_SCRIPT if has_traditional_form(char) else 0.0

    def cost(self, before: str, char: str) -> float:
        """Return log P(char | the last two characters of ``before``); all in simplified script."""
        key = before + char
        known = self._memory.get(key)
        if known is None:
            known = self._memory[key] = self._cost(before, char)
        return known

    def _cost(self, before: str, char: str) -> float:
        bigram, word, *_ = _WEIGHTS
        last = before[-1:]
        own = self._on_page(before.translate(_NUMERAL_CLASS), "#" if char in _NUMERALS else char)
        if char in _NUMERALS:
            own /= len(_NUMERALS)
        if char in _MARKS:
            # One mark does not follow another, but brackets and quotes do.
            usual = _AFTER_MARK if char in _STOPS and last in _STOPS else _MARKS[char]
            return math.log(max(usual, own))
        if char.isascii():
            return math.log(max(_LETTER, own))
        follows = self._dictionary.pairs.get(last)
        probability = word * self._dictionary.first.get(char, 0.0)
        if follows is not None:
            probability += bigram * follows.get(char, 0.0)
        return math.log(max(probability + own, _FLOOR))

    def _on_page(self, before: str, char: str) -> float:
        """Return the page's weighted share of ``char`` after the last character and after the last two."""
        _, _, alone, page, phrase = _WEIGHTS
        last = before[-1:]
        seen, thrice = self._twos[last + char], self._threes[before + char]
        share = alone * self._ones[char] / self._size
        if seen:
            share += page * seen / self._ones[last]
        if thrice and len(before) == 2:
            share += phrase * thrice / self._twos[before]
        return share

    def words(self, text: str) -> float:
        """Return the log probability of the likeliest segmentation of ``text`` into words of the dictionary."""
        text = "".join(map(fold_width, simplify(text)))
        known = self._dictionary.words
        best = [0.0] + [-math.inf] * len(text)
        for end in range(1, len(text) + 1):
            for start in range(max(0, end - _LONGEST_WORD), end):
                word = text[start:end]
                cost = known.get(word)
                if cost is None:
                    if end - start > 1:
                        continue
                    cost = math.log(_MARKS.get(word, _LETTER if word.isascii() else _FLOOR))
                best[end] = max(best[end], best[start] + cost)
        return best[-1]
