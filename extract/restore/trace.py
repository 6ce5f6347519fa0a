"""Whether there is anything to read again on a page: a quick test, so that sound text costs next to nothing."""

from __future__ import annotations

from extract import patterns as re
from extract.restore.gbk import pair, usual
from extract.restore.pinyin import ANNOTATION, READING
from extract.restore.script import uncommon

# Holes that sound text doesn't have: in Chinese words, before a reading whose bracket they took, before another mark.
_HOLES = re.compile(
    rf"[㐀-鿿][\ufffd\ue000-\uf8ff]|[\ufffd\ue000-\uf8ff][㐀-鿿]|\?{READING}[)）]|[㐀-鿿0-9”’》）)](?:\?[!?;,！；，。、]\S|[!;][,;])"
)
_LOST = re.compile("[\ufffd\ue000-\uf8ff]")
# One of these is in every other hole.
_IN_HOLES = ("?", "!,", "!;", ";,", ";;")
_ANNOTATED_PAGE = 5


def odd_characters(source: str) -> str:
    """Return the characters of a page that policies do not print, as a class of a regular expression has them."""
    return "".join(re.escape(c) for c in sorted(uncommon(source)) if not usual(c) and pair(c) is not None)


def is_damaged(source: str) -> bool:
    """Tell whether a page bears the traces of a misreading.

    A rare character is none, nor is a question mark; a rare character beside a mark, a letter or another rare one is.
    """
    may_have = any(part in source for part in _IN_HOLES) or any(map(_LOST.match, uncommon(source)))
    if (may_have and _HOLES.search(source)) or len(ANNOTATION.findall(source)) >= _ANNOTATED_PAGE:
        return True
    odd = odd_characters(source)
    beside = rf"[㐀-鿿][{odd}][{odd}?!;,A-Za-z]|[{odd}?!;,A-Za-z][{odd}][㐀-鿿]|[㐀-鿿][?!;,A-Za-z][{odd}]"
    return bool(odd) and re.search(beside, source) is not None
