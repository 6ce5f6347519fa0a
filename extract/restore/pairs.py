"""Brackets and quotes that a stretch of text leaves open or closes, as one number."""

from __future__ import annotations

from functools import lru_cache

from extract.restore.gbk import plain

_PAIRS = ("()", "“”", "《》", "〔〕", "【】")
_BASE = 64
# What each of them adds: every pair has a digit of its own.
WEIGHTS = {c: sign * _BASE**k for k, both in enumerate(_PAIRS) for c, sign in zip(both, (1, -1), strict=True)}


def balance(text: str) -> int:
    """Return what a text leaves open or closes, as one number; sums of these are of texts in a row."""
    return sum(WEIGHTS.get(plain[c], 0) for c in text)


@lru_cache(1 << 12)
def unpaired_in(balance: int) -> int:
    """Count what a balance leaves open or closes too often."""
    total = 0
    for k in reversed(range(len(_PAIRS))):
        count = round(balance / _BASE**k)
        balance -= count * _BASE**k
        total += abs(count)
    return total
