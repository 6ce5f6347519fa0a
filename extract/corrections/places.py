"""Where the words of a row stand, and what may have been meant by words that stand nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from extract.corrections.outcomes import Status
from extract.corrections.rows import Correction
from extract.corrections.values import say
from extract.evaluate import fold, fold_path
from extract.facts import Facts, Section, Span

# A workbook shows the tab between two cells as nothing, and a print as a bar.
_BAR = "|｜"
_CLOSE = 0.6


class RefusedError(Exception):
    """A row that can't be applied to this document, with the reason."""

    def __init__(self, status: Status, message: str) -> None:
        super().__init__(message)
        self.status = status


def words_of(text: str) -> str:
    """Fold words for comparison: width, white space, closing marks, and the bars that stand for the gaps of a table."""
    folded: str = fold(text)
    return folded.replace("|", "")


def meant(words: str, names: Iterable[str], chinese: bool) -> str:
    """Return the question whether one of the names was meant, the nearest; empty where none comes near."""
    known = [name for name in dict.fromkeys(names) if name]
    holding = sorted((name for name in known if words and (words in name or name in words)), key=len)
    near = next(iter(holding or get_close_matches(words, known, 1, _CLOSE)), "")
    return say(chinese)(f"，是否指“{near}”？", f"; did you mean {near!r}?") if near else ""


def section_of(facts: Facts, path: str, chinese: bool) -> Section | None:
    """Return the item of a path, None for none.

    Raises
    ------
    RefusedError
        If there is no such item, or more than one.
    """
    folded = fold_path(path)
    if not folded:
        return None
    found = [s for s in facts.sections if fold_path(s.path) == folded]
    t = say(chinese)
    if not found:
        raise RefusedError("unmatched", t(f"没有条目“{path}”", f"no section {path!r}"))
    if len(found) > 1:
        raise RefusedError("ambiguous", t(f"有 {len(found)} 个条目“{path}”", f"{len(found)} sections {path!r}"))
    return found[0]


def place_of(facts: Facts, text: str, row: Correction) -> tuple[Span, Span]:
    """Return where the words of an added fact stand, and the item's own text around them.

    Raises
    ------
    RefusedError
        If they stand nowhere in it, or more than once.
    """
    home = section_of(facts, row.path, row.chinese)
    within = facts.document.span if home is None else Span(home.at.start, home.body.end)
    found = [Span(*m.span()) for m in _pattern(row.words).finditer(text, within.start, within.end)]
    t = say(row.chinese)
    where = t(f"条目“{row.path}”", f"section {row.path!r}") if row.path else t("文件", "the document")
    if not found:
        raise RefusedError("unmatched", t(f"{where}中没有“{row.words}”", f"{row.words!r} does not stand in {where}"))
    if len(found) > 1:
        raise RefusedError(
            "ambiguous",
            t(
                f"{where}中“{row.words}”不止一处，请在原文栏多写几个字",
                f"{row.words!r} stands more than once in {where}; write more of the sentence as 原文",
            ),
        )
    return found[0], within


def _pattern(words: str) -> re.Pattern[str]:
    """Match words as printed, whatever white space stands between them in the file or the sheet."""
    letters = [re.escape(c) for c in words if not c.isspace() and c not in _BAR]
    return re.compile(rf"[\s{_BAR}]*".join(letters) or r"(?!)")
