"""Undo what a web page did to the text: misread bytes, injected pinyin, traditional script. Sound text stays as it is.

The damage happens in the order script, pinyin, bytes (a site turns a page into traditional script, puts the reading
of a character behind it, and edits GBK bytes without regard to characters), and is undone in the reverse.
"""

from __future__ import annotations

import gc
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import accumulate

from extract import patterns as re
from extract.facts import Span
from extract.page import UNKNOWN, Page, Repair, replaced
from extract.restore.commas import injected_commas
from extract.restore.escaped import as_copied
from extract.restore.gbk import fold_width
from extract.restore.pinyin import ANNOTATION, injected
from extract.restore.script import is_traditional, simplify, unified
from extract.restore.trace import is_damaged

_ASCII_MARKS = re.compile(r"[,:;()]")
_WIDE_MARKS = re.compile(r"[，：；（）]")

__all__ = ["UNKNOWN", "is_traditional", "restore"]


# What holds a character that nobody can know is never surer than this.
_UNKNOWN_CONFIDENCE = 0.5
# As many characters behind a lost figure must stand elsewhere behind a figure to tell it, and say of what size the things
# are: 个超3000亿元; 个产业集群 stands behind any figure.
_TELLING, _SIZE = 5, re.compile(r"[\d超亿万千百]")
_TOLD_CONFIDENCE = 0.8
_THIS_CENTURY, _LAST_CENTURY = re.compile(r"0\d\d年"), re.compile(r"9[5-9]\d年")


@contextmanager
def _no_cycles_sought() -> Iterator[None]:
    """Let Python look for no cycles: a search makes none, and each look goes through the whole model, a sixth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read_again(source: str) -> tuple[str, Sequence[int], list[Repair]]:
    """Undo misreadings: the text in the page's own script, its places, the repairs with their places in it."""
    if not is_damaged(source):
        return source, range(len(source)), []
    # Most pages are sound, and reading again takes a model of the language.
    from extract.restore.misread import mend

    with _no_cycles_sought():
        mendings = list(mend(source))
    if not mendings:
        return source, range(len(source)), []
    marks = ANNOTATION.sub("", source)
    folds = len(_ASCII_MARKS.findall(marks)) >= len(_WIDE_MARKS.findall(marks))
    out: list[str] = []
    origin = array("q")
    repairs = []
    at = length = 0
    for mending in mendings:
        length += mending.start - at
        out.append(source[at : mending.start])
        origin.extend(range(at, mending.start))
        fresh = "".join(fold_width(c) if folds else c for c, _ in mending.chars)
        # Ideographic spaces at the start of a paragraph were trimmed; half of one is what is left.
        lead = len(fresh) - len(fresh.lstrip("　")) if mending.start == 0 or source[mending.start - 1] == "\n" else 0
        out.append(fresh[lead:])
        origin.extend([place for char, place in mending.chars for _ in char][lead:])
        before = source[mending.start : mending.end]
        fresh = fresh[lead:]
        lost = UNKNOWN in fresh
        sure = min(mending.confidence, _UNKNOWN_CONFIDENCE) if lost else mending.confidence
        why = "misread bytes, a character lost" if lost else "misread bytes"
        repairs.append(Repair(mending.start, before, fresh, why, sure, Span(length, length + len(fresh))))
        length += len(fresh)
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
    copied, places, said = as_copied(source)
    if not said or not copied.strip():
        # A page of unseen characters alone is left as it is.
        return _restored(source)
    page = _restored(copied)
    moved = [replace(repair, start=places[repair.start]) for repair in page.repairs]
    return Page(page.text, array("q", (places[i] for i in page.origin)), (*said, *moved))


def _restored(source: str) -> Page:
    """Undo what was done to a text before it was copied."""
    misread, origin, repairs = _read_again(source)
    whole = unified(misread)
    # The compatibility forms of traditional characters are of that script too.
    traditional = is_traditional(whole)
    if whole != misread:
        count = sum(a != b for a, b in zip(misread, whole, strict=True))
        repairs.append(Repair(0, "", "", f"radicals for characters, {count}", 1.0, Span(0, 0)))
    why = dict.fromkeys(injected(whole, traditional), "injected pinyin")
    why |= dict.fromkeys(injected_commas(whole), "injected comma")
    cuts = sorted(why, key=lambda cut: cut.start)
    repairs += [Repair(origin[cut.start], cut.of(whole), "", why[cut], 1.0, Span(cut.start, cut.start)) for cut in cuts]
    bare, origin = replaced(whole, origin, [(cut, "") for cut in cuts]) if cuts else (whole, origin)
    text = simplify(bare) if traditional else bare
    if traditional:
        changed = sum(a != b for a, b in zip(bare, text, strict=True))
        repairs.append(Repair(0, "", "", f"traditional script, {changed} characters", 1.0, Span(0, 0)))
    placed = _placed(repairs, cuts, text)
    text, placed = _told(text, placed)
    return Page(text, origin, tuple(sorted(placed, key=lambda r: r.start)))


def _told(text: str, repairs: list[Repair]) -> tuple[str, list[Repair]]:
    """Fill in a swallowed figure that the text tells: a year's first, or one that stands in another sentence.

    One byte was swallowed, so it is one digit: □025年 is of this century, and 培育□个超3000亿元 beside 形成4个超3000亿元 is 4,
    with less than certainty.
    """
    out = []
    for repair in repairs:
        at = text.find(UNKNOWN, repair.place.start, repair.place.end)
        if at >= 0 and (digit := _year(text, at) or _elsewhere(text, at)):
            text = text[:at] + digit + text[at + 1 :]
            why = "misread bytes, a figure lost that the text tells"
            repair = replace(repair, after=repair.place.of(text), why=why, confidence=_TOLD_CONFIDENCE)
        out.append(repair)
    return text, out


def _year(text: str, at: int) -> str:
    """Return the first figure of a year that lost it."""
    if text[at - 1 : at].isdigit():
        return ""
    return "2" if _THIS_CENTURY.match(text, at + 1) else "1" if _LAST_CENTURY.match(text, at + 1) else ""


def _elsewhere(text: str, at: int) -> str:
    """Return the figure that alone stands before the same words elsewhere; other figures of its number tell none."""
    behind = text[at + 1 : at + 1 + _TELLING]
    if behind[:1].isdigit():
        return ""
    digits = {text[m.start() - 1] for m in re.finditer(re.escape(behind), text) if m.start() > 0}
    told = {d for d in digits if d.isascii() and d.isdigit()}
    return told.pop() if len(behind) == _TELLING and len(told) == 1 and _SIZE.search(behind) else ""


def _placed(repairs: Iterable[Repair], cuts: Sequence[Span], text: str) -> list[Repair]:
    """Move the repairs' places from the text with annotations to the restored one, and say them in its script."""
    starts = [cut.start for cut in cuts]
    gone = [0, *accumulate(cut.end - cut.start for cut in cuts)]

    def moved(at: int) -> int:
        k = bisect_left(starts, at)
        # A place inside an annotation is where that stood.
        inside = max(0, cuts[k - 1].end - at) if k else 0
        return at - gone[k] + inside

    out = []
    for repair in repairs:
        place = Span(moved(repair.place.start), moved(repair.place.end))
        out.append(replace(repair, place=place, after=place.of(text)))
    return out
