"""Whether there is anything to read again on a page: a quick test, so that sound text costs next to nothing."""

from __future__ import annotations

from collections.abc import Collection

from extract import patterns as re
from extract.restore.gbk import pair, usual
from extract.restore.pinyin import ANNOTATION, READING, is_annotated
from extract.restore.script import uncommon

# Holes that sound text doesn't have: in Chinese words, before a reading whose bracket they took, before another mark, for
# the bracket of a heading's number.
_HOLES = re.compile(
    rf"^\s*\?[一二三四五六七八九十]{{1,3}}[)）]|[㐀-鿿][\ufffd\ue000-\uf8ff]|[\ufffd\ue000-\uf8ff][㐀-鿿]|\?{READING}[)）]|[㐀-鿿0-9”’》）)](?:\?[!?;,！；，。、]\S|[!;][,;])",
    re.MULTILINE,
)
_LOST = re.compile("[\ufffd\ue000-\uf8ff]")
# One of these is in every other hole.
_IN_HOLES = ("?", "!,", "!;", ";,", ";;")
_ANNOTATED_PAGE = 5
_HAN, _BESIDE = re.compile("[㐀-鿿]"), re.compile("[?!;,#A-Za-z]")


def odd_characters(source: str) -> str:
    """Return the characters of a page that policies do not print, as a class of a regular expression has them."""
    return "".join(map(re.escape, _odd(source)))


def _odd(source: str) -> list[str]:
    return [c for c in sorted(uncommon(source)) if not usual(c) and pair(c) is not None]


def is_damaged(source: str) -> bool:
    """Tell whether a page bears the traces of a misreading.

    A rare character is none, nor is a question mark; a rare character beside a mark, a letter or another rare one is.
    """
    may_have = any(part in source for part in _IN_HOLES) or any(map(_LOST.match, uncommon(source)))
    if (may_have and _HOLES.search(source)) or (
        is_annotated(source) and len(ANNOTATION.findall(source)) >= _ANNOTATED_PAGE
    ):
        return True
    odd = _odd(source)
    return any(_tells(source, m.start(), odd) for c in odd for m in re.finditer(re.escape(c), source))


def _tells(source: str, at: int, odd: Collection[str]) -> bool:
    """Tell whether an odd character stands in Chinese words beside a mark, a letter or another odd one."""

    def beside(i: int) -> bool:
        return source[i] in odd or _BESIDE.match(source, i) is not None

    def han(i: int) -> bool:
        return i >= 0 and _HAN.match(source, i) is not None

    if at > 0 and at + 1 < len(source) and ((han(at - 1) and beside(at + 1)) or (beside(at - 1) and han(at + 1))):
        return True
    return at > 0 and han(at - 2) and _BESIDE.match(source, at - 1) is not None
