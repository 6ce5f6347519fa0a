"""What was done already: 2022年，市科技局牵头完成了普查; 平台已由市经信局牵头建成. It gives nobody a duty."""

from __future__ import annotations

from extract import patterns as re
from extract.facts import Span

_ROLE = "牵头|负责|会同|联合|配合|协助|参与|主持"
_ACTS = (
    "完成|建成|建设|建立|建起|出台|制[定订]|编制|修订|印发|发布|开展|组织|组建|成立|引进|落实|实施|解决|推动|推进|协调|投入|打造|培育|争取"
    "|获批|获得|启动|办理|处理|举办|召开|承办|形成|实现|新增|举行|签约|落地"
)
# Where none of these stands nothing is told of the past.
_HINTS = ("了", "已", "以来", "近年", "近几年", "去年", "上年", "截至", "20")
_DID = re.compile(rf"(?:{_ROLE})[^。；;]{{0,60}}?(?:{_ACTS})了(?!解|[^，,。；;]{{0,24}}的)")
_ALREADY = re.compile(
    rf"(?<![业早])已(?:经|于[^，,。；;]{{2,10}}|全面|基本|顺利|全部|初步)*(?:由(?=[^，,。；;]{{2,30}}(?:{_ROLE}))|(?:{_ROLE}|{_ACTS}|完工|竣工|投产|投用|开工|见效))(?!的)"
)
_SINCE = re.compile(
    r"(?:近(?:几|[两三])?年来?|去年|上年|往年|截至[^，,。；;]{2,14}|20\d\d年(?:[^，,。；;]{0,8}月)?以来|[^，,。；;]{2,16}以来)[，,]"
)
_IN_YEAR = re.compile(
    r"(?:在|于)?(?P<year>20\d\d)年(?:\d{1,2}月(?:\d{1,2}日)?|[上下]半年|度)?(?![^，,。；;]{0,4}[底末前起内至—-])"
)
_ACTED = re.compile(rf"(?:{_ROLE})[^。；;]{{0,30}}?(?:{_ACTS})")
# 市科技局要, 将由, 继续由: what is still to be done.
_TO_DO = re.compile("要|应当?|须|将|继续|进一步|下一步|今后|力争|确保|不断|加快")
_PIECE = re.compile("[^。；;]+")
_PHRASE = re.compile("[^，,。；;]+")


def told_of_past(words: str, date: str | None) -> list[Span]:
    """Return the stretches of a sentence that tell what was done already.

    Parameters
    ----------
    words
        The sentence.
    date
        The policy's date (ISO 8601); a year before it that a sentence begins with is past.
    """
    if not any(hint in words for hint in _HINTS):
        return []
    out: list[Span] = []
    for match in _PIECE.finditer(words):
        start, end = match.span()
        if _is_past(words, start, end, date):
            out.append(Span(start, end))
            continue
        did = _DID.search(words, start, end)
        if did is not None:
            out.append(Span(start, did.end()))
        for phrase in _PHRASE.finditer(words, start, end):
            if _ALREADY.search(words, *phrase.span()) is not None:
                out.append(Span(*phrase.span()))
    return out


def _is_past(words: str, start: int, end: int, date: str | None) -> bool:
    """Tell whether a piece begins with a time that is over, and says of nothing that it is still to be done."""
    if _SINCE.match(words, start, end) is not None:
        return _TO_DO.search(words, start, end) is None
    year = _IN_YEAR.match(words, start, end)
    return (
        year is not None
        and date is not None
        and year["year"] < date[:4]
        and _ACTED.search(words, year.end(), end) is not None
        and _TO_DO.search(words, year.end(), end) is None
    )
