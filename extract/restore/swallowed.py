"""What the holes of a page took along: the signs that may be gone with one, and blanks that were shown as one."""

from __future__ import annotations

import math
from collections import Counter

from extract import patterns as re
from extract.restore.gbk import Chars, usual
from extract.restore.pinyin import ANNOTATION, LETTERS

# The signs of ASCII that a hole may have swallowed: the share that they have of these behind a character of most pages, and
# what they cost besides: most sites fold commas and semicolons only before they misread, and the others when all is done.
_SWALLOWED = {",": (0.70, 0.0), ";": (0.07, 0.0), "(": (0.07, -1.5), ")": (0.06, -1.5), ":": (0.10, -1.5)}
# These stand on few pages, and are thought of only there.
_SWALLOWED_HERE = {" ": (0.05, -0.5), "\t": (0.01, -0.5), '"': (0.02, -0.5), "+": (0.01, -0.5)}
# So many signs of most pages are counted beside those of the page.
_OF_MOST_PAGES = 10.0
_BEHIND_CHARACTER = re.compile(r"""(?<=[㐀-鿿])[,;():\t "+]""")
# A blank that GBK has none of, shown as a hole: between words, behind a number or a colon, several in a row. What was
# misread stands beside a hole of its own, and the reading beside the hole of its bracket.
_BLANK_AT_HOLE = re.compile(rf"(?<=[㐀-鿿、:：)）])(?<![{LETTERS}][)）])\?{{1,4}}(?=[㐀-鿿])|(?<=[^\n?]\?)\?(?=[?\s])")
_SEVERAL = 4
_BESIDE_BLANK = 3
# Such a page has few other holes.
_BLANKS_OF_HOLES = 0.2


def loses_blanks(source: str) -> bool:
    """Tell whether a page shows its blanks as holes."""
    blanks = [m for m in _BLANK_AT_HOLE.finditer(source) if _sound_beside(source, *m.span())]
    return len(blanks) >= max(_SEVERAL, _BLANKS_OF_HOLES * source.count("?"))


def _sound_beside(source: str, start: int, end: int) -> bool:
    """Tell whether the characters on both sides of a place are such as policies print."""
    return all(map(usual, source[max(0, start - _BESIDE_BLANK) : start] + source[end : end + _BESIDE_BLANK]))


def swallowed(source: str) -> Chars:
    """Return the signs that a hole of a page may have swallowed, each with what it costs."""
    counts = Counter(_BEHIND_CHARACTER.findall(ANNOTATION.sub("", source)))
    among = _SWALLOWED | {sign: usually for sign, usually in _SWALLOWED_HERE.items() if counts[sign] > 1}
    total = sum(counts[sign] for sign in among) + _OF_MOST_PAGES
    return Chars(
        among,
        {
            sign: cost + math.log((counts[sign] / share + _OF_MOST_PAGES) / total)
            for sign, (share, cost) in among.items()
        },
    )
