"""Offices of leading groups: 领导小组办公室设在市科技局，负责统筹协调.

Where an office sits gives the host no task; what the office has to do is its own, the daily work (日常工作) too, under the
name that the text gives it.
"""

from __future__ import annotations

from dataclasses import replace

from extract import patterns as re
from extract.facts import Span
from extract.names import Name, Sharing
from extract.page import trim
from extract.resolve import Context

__all__ = ["seated"]

_SEAT = re.compile(
    r"(?P<office>[^，,。；;：:\s]{0,40}?办公室)(?:设[在于立]|挂靠)|(?P<group>[^，,。；;：:\s]{0,40}?)(?:下设|设立?)办公室(?!主任|副)"
)
_GROUP = re.compile(
    r"(?:^|[，,。；;：:\s])(?:为[^，,。；;]{0,20}[，,])?(?:决定|要|将|应)*(?:成立|建立|组建|设立|调整)?"
    r"(?:由[^，,。；;]{0,20}(?:任|担任)(?:组长|指挥长|召集人)的)?(?P<group>[^，,。；;：:\s]{0,30}?(?:领导小组|协调小组|工作专班|专班|指挥部|联席会议))"
)


def seated(text: str, sentence: Span, phrase: Span, context: Context) -> Name | None:
    """Return the office that a phrase says to sit somewhere, named with its group; None where it says no such thing.

    Parameters
    ----------
    text
        The page.
    sentence, phrase
        Where the phrase stands, and the sentence around it, which may name the group of a bare 办公室.
    context
        Jurisdiction and date of the policy.
    """
    match = _SEAT.search(text, phrase.start, phrase.end)
    if match is None:
        return None
    if match["group"]:
        at = trim(text, Span(*match.span("group")))
        group = next(iter(Sharing(context).read(text, at)), None)
        return replace(group, agency=group.agency + "办公室") if group is not None else None
    if match["office"] is None:
        return None
    at = trim(text, Span(match.start("office"), match.end("office")))
    name = next(iter(Sharing(context).read(text, at)), None)
    if name is None:
        return None
    if name.agency != "办公室":
        return name
    groups = [match["group"] for match in _GROUP.finditer(text, sentence.start, at.start)]
    return Name(at, name.printed, f"{groups[-1] if groups else ''}办公室")
