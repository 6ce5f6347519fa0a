"""Lines that name places and nothing else: headings without a number of what stands behind or below them.

——A区。重点发展X。
A区                  “大临空”组团：甲、乙
主导产业：X、Y         主导产业：X、Y
"""

from __future__ import annotations

from extract import patterns as re
from extract.areas import Area, is_place, list_at

_LEAD = re.compile(
    r"[\s　—–\-·●•◆▶★■□]*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、]|[①-⑳])?[\s　]*"
    r"(?:[“\"]?[^“”\"：:，,。；;\n]{1,8}[”\"]?(?:组团|片区|板块|区域|地区|园区)[：:])?"
)
_WHERE = re.compile("布局|重点|承载|核心|主要|集聚|发展|实施|覆盖|试点|示范|建设|配套|协同|拓展")
_PIECE = re.compile("[^、，,]+")
_CLOSED = re.compile("[：:。]?[\\s　]*$")
# What the next line begins with that is said of the places above it.
_SAYS = re.compile(
    "[\\s　—–\\-·●•]*(?:(?:潜在|未来|现有)?(?:主导|主题|主要|重点|特色|首位|优势|支柱|主攻|发展|产业|功能|新兴)+"
    "(?:产业|方向|定位|领域|重点|布局)+[：:]|(?:重点|主要|着力|大力)发展)"
)


class PlaceLines:
    """The places that the last line of its own names, in order of the text; ``places`` are none where nothing holds."""

    def __init__(self) -> None:
        self.places: tuple[Area, ...] = ()
        self._own_line = False
        self._last = -1

    def at(self, text: str, start: int, end: int, jurisdiction: str | None) -> tuple[Area, ...] | None:
        """Return the places that the sentence ``text[start:end]`` stands below; None where it names them itself."""
        named = self._named(text, start, end, jurisdiction)
        if named:
            self.places, self._last = named, end
            self._own_line = text[end : end + 1] != "。"
            return None
        if not self.places:
            return ()
        same_line = "\n" not in text[self._last : start]
        if self._own_line:
            holds = _SAYS.match(text, start, end) is not None and (
                same_line or text[self._last : start].strip("\n 　。") == ""
            )
        else:
            holds = same_line
        if not holds:
            self.places = ()
            return ()
        self._last = end
        return self.places

    @staticmethod
    def _named(text: str, start: int, end: int, jurisdiction: str | None) -> tuple[Area, ...]:
        """Return the places of a line of its own, none where it says anything else."""
        if end - start > 60 or (start and text[start - 1] != "\n"):
            return ()
        following = text[end : end + 1]
        lead = _LEAD.match(text, start, end)
        if lead is not None and _WHERE.search(lead[0]):
            # 布局区域:A、B says where the section's industry lies.
            return ()
        at = lead.end() if lead is not None else start
        closed = _CLOSED.search(text, at, end)
        stop = closed.start() if closed is not None else end
        found: list[Area] = []
        for piece in _PIECE.finditer(text, at, stop):
            areas = list_at(text, piece.start(), piece.end(), jurisdiction)
            if areas is None or areas.end < piece.end() or not all(map(is_place, areas.found)):
                return ()
            found += areas.found
        if not found:
            return ()
        line = text.find("\n", end)
        alone = line >= 0 and not text[end:line].strip("。 　")
        behind = following == "。" and text[end + 1 : end + 2] not in ("\n", "")
        return tuple(found) if behind or (alone and _SAYS.match(text, line + 1) is not None) else ()
