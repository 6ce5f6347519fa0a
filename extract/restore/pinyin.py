"""Readings that a site put behind characters, ``發(fā)展``: only a reading of the character before counts."""

from __future__ import annotations

import re
from functools import cache

from extract.restore.script import simple

LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ"
ANNOTATION = re.compile(rf"(?<=[㐀-鿿])[(（]([{LETTERS}]{{1,7}})[)）]")


@cache
def readings(char: str) -> frozenset[str]:
    """Return the readings of a character in either script, with and without tone marks."""
    import pypinyin

    found = set()
    for form in {char, simple(char)}:
        for style in (pypinyin.Style.TONE, pypinyin.Style.NORMAL):
            found.update(pypinyin.pinyin(form, style=style, heteronym=True)[0])
    return frozenset(found)


def injected(text: str, traditional: bool) -> list[re.Match[str]]:
    """Return the annotations that a site injected; one gloss on a simplified page is an author's own (囧(jiǒng))."""
    found = [m for m in ANNOTATION.finditer(text) if m[1] in readings(text[m.start() - 1])]
    return found if traditional or len(found) > 1 else []
