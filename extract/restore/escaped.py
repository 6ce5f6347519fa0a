"""References of HTML that nobody resolved (``&nbsp;``, ``&#x5C55;``), and characters that nobody sees, in copied text.

A soft hyphen or a blank without width within a word is invisible to whoever copies a page, and hides the word from a program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import unescape

from extract import patterns as re
from extract.facts import Span
from extract.page import Repair, replaced
from extract.restore.script import uncommon

# An ampersand with its semicolon only: R&D and a?b&lt=1 are the text's own.
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Blanks without width, marks of direction, the mark of byte order, soft hyphens.
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff"
# They mean something between letters of other scripts, and join pictures.
_ELSEWHERE = "\u0300-\u1fff\ufe0f\U0001f000-\U0001ffff"
_HIDDEN = re.compile(f"[{_UNSEEN}]+")
_OTHER = re.compile(f"[{_ELSEWHERE}]")
# What no reference is put into text for: it would be no character, or part what it stands in.
_NONE = re.compile("[\x00-\x1f\ud800-\udfff\ufffd]")


def as_copied(source: str) -> tuple[str, Sequence[int], list[Repair]]:
    """Return a text as its page showed it, with the places of its characters and what was done."""
    text = source
    places: Sequence[int] = range(len(source))
    # A reference may have been escaped again (&amp;nbsp;), or hold what nobody sees.
    counts = dict.fromkeys(_FINDERS, 0)
    while found := next(((why, changes) for why, finder in _FINDERS.items() if (changes := finder(text))), None):
        why, changes = found
        counts[why] += len(changes)
        text, places = replaced(text, places, changes)
    repairs = [Repair(0, "", "", f"{why}, {count}", 1.0, Span(0, 0)) for why, count in counts.items() if count]
    return text, places, repairs


def _references(text: str) -> list[tuple[Span, str]]:
    """Return the references to characters in a text, and what they stand for; a name that HTML doesn't know stays."""
    if "&" not in text:
        return []
    found = ((Span(*m.span()), unescape(m[0])) for m in _REFERENCE.finditer(text))
    # Of a name that only begins with a known one (&notit;) HTML would resolve that.
    return [(at, put) for at, put in found if (len(put) == 1 or put[-1] != ";") and not _NONE.search(put)]


def _unseen(text: str) -> list[tuple[Span, str]]:
    """Return the characters of a text that nobody sees, but for those beside letters or pictures that ask for them."""
    if uncommon(text).isdisjoint(_UNSEEN):
        return []
    found = (Span(*m.span()) for m in _HIDDEN.finditer(text))
    return [(at, "") for at in found if not (_OTHER.match(text[at.start - 1 : at.start]) or _OTHER.match(text, at.end))]


_FINDERS: Mapping[str, Callable[[str], list[tuple[Span, str]]]] = {
    "unseen characters removed": _unseen,
    "references of HTML resolved": _references,
}
