"""Undo what a web page did to the text: misread bytes, injected pinyin, traditional script.

The damage happens in the order script, pinyin, bytes (a site turns a page into traditional script, puts the reading
of a character behind it, and edits GBK bytes without regard to characters), and is undone in the reverse.
"""

from __future__ import annotations

import re
from array import array

from extract.page import Page, Repair
from extract.restore.misread import UNKNOWN, mend
from extract.restore.model import fold_width
from extract.restore.pinyin import injected
from extract.restore.script import is_traditional, simplify

# What a misreading leaves behind: a mark beside a Han character, private use, or letters of other scripts and
# line drawing in Chinese text. Without any of these there is nothing to read again.
_TRACE = re.compile(
    r"[\ue000-\uf8ff]|[㐀-鿿]\?[㐀-鿿a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]|\?[。;]|[㄀-ㄯ─-╿Ѐ-ӿ][㐀-鿿]|[㐀-鿿][㄀-ㄯ─-╿Ѐ-ӿ]"
)
_ASCII_MARKS = re.compile(r"[,:;()]")
_WIDE_MARKS = re.compile(r"[，：；（）]")

__all__ = ["UNKNOWN", "is_traditional", "restore"]


def _read_again(source: str) -> tuple[str, array[int], list[Repair]]:
    """Undo misreadings: the text in the page's own script, its places, the repairs."""
    identity = array("q", range(len(source)))
    if not _TRACE.search(source):
        return source, identity, []
    folds = len(_ASCII_MARKS.findall(source)) > len(_WIDE_MARKS.findall(source))
    out: list[str] = []
    origin = array("q")
    repairs = []
    at = 0
    for mending in mend(source):
        out.append(source[at : mending.start])
        origin.extend(range(at, mending.start))
        fresh = "".join(fold_width(c) if folds else c for c, _ in mending.chars)
        # Ideographic spaces at the start of a paragraph were trimmed; half of one is what is left.
        lead = len(fresh) - len(fresh.lstrip("　")) if mending.start == 0 or source[mending.start - 1] == "\n" else 0
        out.append(fresh[lead:])
        origin.extend([place for char, place in mending.chars for _ in char][lead:])
        before = source[mending.start : mending.end]
        repairs.append(Repair(mending.start, before, fresh[lead:], "misread bytes", mending.confidence))
        at = mending.end
    out.append(source[at:])
    origin.extend(range(at, len(source)))
    return "".join(out), origin, repairs


def restore(source: str) -> Page:
    """Return the page as it was written.

    Parameters
    ----------
    source
        The decoded text of a file.

    Returns
    -------
    Page
        Text without damage unchanged; every character maps back to its place in ``source``. What can't be
        known stays marked as ``□``.
    """
    traditional = is_traditional(source)
    whole, origin, repairs = _read_again(source)
    kept = bytearray(b"\x01") * len(whole)
    for match in injected(whole, traditional):
        kept[match.start() : match.end()] = bytes(match.end() - match.start())
        repairs.append(Repair(origin[match.start()], match[0], "", "injected pinyin", 1.0))
    if all(kept):
        bare = whole
    else:
        bare = "".join(c for c, keep in zip(whole, kept, strict=True) if keep)
        origin = array("q", (o for o, keep in zip(origin, kept, strict=True) if keep))
    text = simplify(bare) if traditional else bare
    if traditional:
        changed = sum(a != b for a, b in zip(bare, text, strict=True))
        repairs.append(Repair(0, "", "", f"traditional script, {changed} characters", 1.0))
    return Page(text, origin, tuple(sorted(repairs, key=lambda r: r.start)))
