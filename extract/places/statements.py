"""Ways to state what grows in a place beside a plain verb and its objects: A以X为主导, 主导产业为X, 成为X的核心区, 围绕X开展配套.

Each way is a pattern. What grows stands behind the match, up to the words for its ``role`` if there are any, or, in
those that name fields, in the group ``list``.
"""

from __future__ import annotations

from extract import patterns as re
from extract.facts import Span

# 主导产业为X, 重点发展方向是X: what stands behind is what grows.
_DEFINES = re.compile(
    "(?:以|的)?(?:主导|重点|主攻|特色|首位|优势|支柱|主要|主题|发展|产业)+(?:产业|发展|方向|领域|定位)+(?:为|是|包括|[:：])"
)

# A区以X、Y为主导(产业)
_FOCUS = re.compile(
    "(?:以|确定|确立|明确|选定)(?:(?:重点|主要|大力)?(?:发展|培育|承接))?(?=(?P<list>[^，,。；;]{2,40}?)(?P<role>(?:等)?(?:产业)?为(?:主导|主攻|首位|主|特色|主体|支柱|重点)(?:产业|方向)?$))"
)

# 在X、Y等环节形成分工, 围绕X、Y开展配套: the fields are what grows.
_FIELDS = re.compile(
    "在(?P<list>[^，,。；;]{4,60}?)等?(?:细分)?(?:环节|领域|方面|方向|产业链)(?:上)?(?:形成|开展|实现|加强|率先|错位|协同|取得|发力|重点|加快|差异化|特色|先行先试|发挥[^，,。；;]{0,6}(?:引领|示范|带动|支撑|标杆)作用)"
)
_SERVES = re.compile(
    "(?:围绕|面向|聚焦|针对)(?P<list>[^，,。；;]{2,60}?)等?(?:领域|环节|产业|方向)?(?:(?:开展|做好|发展|提供|加强)(?:产业|协作|协同|专业|本地|就近)?(?:配套|服务|分工|协作|布局)|延链|补链|强链)"
)

# 成为X的核心区, 建设成为X产业基地, 作为X产业拓展区: what a place becomes says what grows there.
_BECOMES = re.compile(
    "(?:(?:规划|逐步|着力|努力|力争)*(?:建设|打造|培育|发展|建))?(?:成为?|作为|为(?=[^，,。；;]{2,24}(?:产业|生产|制造|加工|研发|种植|养殖|供应)基地$))(?:全[国省市县区]|我[省市县区]|国内外?|国际|重要的?|主要的?|知名的?|一流的?)*"
    "(?=(?P<list>[^，,。；;]{2,40}?)(?:(?P<role>的?(?:(?:核心|拓展|配套|协同|辐射|引领|主要|重点)(?:承载|集聚|发展)?区域?|(?:主要|核心)?承载[地区]|集聚区|主阵地|集散地))|(?:生产|制造|产业|加工|研发|种植|养殖|供应)+基地|产业园区?)$)"
)

# 把X、Y作为主攻方向: what is taken for it is what grows.
_TAKES = re.compile(
    "[把将](?P<list>[^，,。；;]{2,40}?)(?:作为|列为|确立为|培育为|打造为)(?:[一二两三四五六]大)?(?:主攻|主导|重点|首位|优先|特色|支柱|新兴)+(?:发展)?(?:产业|方向|领域)"
)

# 企业向X、Y延伸: toward what they go on, which is no stage (下游) nor way (高端化).
_TOWARD = re.compile(
    "(?:[^，,。；;、向]{0,8}?(?:企业|产业链?))?向(?![\u4e00-\u9fff]{0,3}(?:[上中下]游|[中高]端|两端|纵深|周边|外|国际|全国|[东西南北]部?))"
    "(?P<list>[^，,。；;化游端]{3,40}?)等?(?:领域|环节|产业|方向|产业链)?(?:延伸|拓展|转型|进军)(?:发展|升级)?$"
)

# 围绕X、Y等领域, up to the end of its clause: what is had in view.
_VIEWED = re.compile(
    "(?:重点|主要)?(?:围绕|聚焦|瞄准)(?P<list>[^，,。；;、]{2,20}(?:、[^，,。；;、]{2,20}?)+)(?:等(?:重点|优势|特色|新兴|前沿)*(?:领域|产业|方向|赛道)?|(?:重点|优势|特色|新兴|前沿)*(?:领域|产业|方向|赛道))$"
)

_BEHIND = (_FOCUS, _DEFINES, _BECOMES)
_NAMED = (_FIELDS, _SERVES, _TAKES, _TOWARD)


def states(text: str, start: int, end: int) -> bool:
    """Tell whether such a statement begins at ``start``."""
    return any(words.match(text, start, end) is not None for words in (*_BEHIND, *_NAMED))


def is_focus(text: str, start: int, end: int) -> bool:
    """Tell whether 以X为主导 begins at ``start``, which looks like a means (以港口优势)."""
    return _FOCUS.match(text, start, end) is not None


def becomes(text: str, start: int, end: int) -> bool:
    """Tell whether 成为X的核心区 begins at ``start``, which looks like the name of a park."""
    return _BECOMES.match(text, start, end) is not None


def fields_at(text: str, start: int, end: int) -> Span | None:
    """Return where the fields stand that a statement names: 围绕|X、Y|开展配套."""
    found = next(filter(None, (words.match(text, start, end) for words in _NAMED)), None)
    return Span(*found.span("list")) if found is not None else None


def viewed_at(text: str, start: int, end: int) -> Span | None:
    """Return where the fields stand that a clause has in view and says nothing else of: 围绕|X、Y|等领域."""
    found = _VIEWED.match(text, start, end)
    return Span(*found.span("list")) if found is not None else None


def objects_at(text: str, start: int, end: int) -> Span | None:
    """Return where stands what grows by a statement that begins at ``start``: 以|X、Y|为主导."""
    for words in _BEHIND:
        found = words.match(text, start, end)
        if found is not None:
            role = found.groupdict().get("role")
            return Span(found.end(), found.start("role") if role else end)
    return None
