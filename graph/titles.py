"""What a task is called where there is little room: a heading as it is, a sentence by its beginning.

Where an item has no heading its first sentence stands in its place; a table's column for names has no room for it, and the
whole stands in the column beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 30
# A shorter piece names nothing (一是，同时，).
_SHORTEST = 4
_PAUSE = re.compile(r"[，,；;。：:！!？?]")
_BULLET = re.compile(r"^[\s▲△●○■□◆◇★☆※·•\-—*]+")
# 第二条 （职责分工）市经信局负责…: an article's own heading stands in brackets before its sentence.
_ARTICLE = re.compile(r"[（(【〔\[]([^（）()【】〔〕\[\]，,；;。：:]{2,12})[）)】〕\]](?=[^\s])")
_LAST_BRACKET = re.compile(r"[（(〔\[][^（）()〔〕\[\]]*(?:[（(][^（）()]*[）)][^（）()〔〕\[\]]*)*[）)〕\]]$")


def short_title(words: str, names: Iterable[str] = ()) -> str:
    """Return what to call a task whose heading, or whose text, these words are.

    Parameters
    ----------
    words
        A heading, or text that stands under none.
    names
        How the text prints the agencies of the task: a last bracket that names one of them is the duty clause and no
        part of the heading.
    """
    line = next((piece for raw in words.splitlines() if (piece := _BULLET.sub("", raw).strip())), "")
    article = _ARTICLE.match(line)
    if article:
        return article[1]
    last = _LAST_BRACKET.search(line)
    if last and last.start() and any(name in last[0] for name in names):
        line = line[: last.start()].rstrip()
    if len(line) <= LONGEST:
        return line.rstrip("，,；;。：:、")
    for pause in _PAUSE.finditer(line, _SHORTEST, LONGEST + 1):
        return line[: pause.start()]
    listed = line.rfind("、", _SHORTEST, LONGEST + 1)
    return line[: listed if listed > 0 else LONGEST] + "…"
