"""What a page says of its site and not of the policy on it: the paper that prints it, from where news came, an address."""

from __future__ import annotations

from functools import lru_cache

from extract import patterns as re
from seeds.places import longest_surface

# Names of papers and sites end so; governments print policies of their own on theirs.
_MEDIA = (
    "日报|晚报|晨报|早报|商报|时报|都市报|新闻网|新闻中心|新闻客户端|新闻频道|融媒体中心|融媒体|融媒|传媒集团|传媒|报业集团|客户端|广播电视台"
    "|电视台|信息网|晚报网"
)
_GOVERNMENT = "门户网站|政府网站|政府网|政务网|政策文件库|文件库|政策库"
# 四川在线, 浙江新闻: behind a place alone.
_BEHIND_PLACE = ("在线", "新闻", "发布", "网")
_TAIL = "(?:报社|集团|网|社)?"
_NAMED = rf"[一-鿿]{{2,20}}?(?:{_MEDIA}|{_GOVERNMENT}){_TAIL}(?![一-鿿])"
_NAME = re.compile(rf"(?<![一-鿿]){_NAMED}")
_BEFORE = re.compile(rf"\s*{_NAMED}\s*(?:[:：|_—>·\-]\s*|[ 　]+)(?=\S)")
_PLACED = re.compile("[一-鿿]{2,16}")
_STREET = r"[一-鿿]{2,24}?(?:路|街|大道|巷)(?:[东南西北中]段)?\d{1,5}号?|[一-鿿]{2,12}[省市区县][一-鿿]{2,8}(?:路|大道)(?![一-鿿])"
_ADDRESS = rf"(?:地址|社址)\s*[:：][^\n]*|{_STREET}"
_WIRED = (
    r"(?:本报|新华社|中新社|中新网|中新社|人民网|光明网|央视网|[一-鿿]{2,6}(?:日报|晚报|在线|新闻网?))"
    r"[^\n，,。；;]{0,16}?(?:讯|电|消息|报道)"
    r"|据[^\n，,。；;]{2,20}(?:消息|报道|讯)"
)
_SPEAKS = re.compile(rf"{_WIRED}|{_ADDRESS}|[一-鿿]{{2,20}}?(?:{_MEDIA}){_TAIL}(?![一-鿿])")
_ELSEWHERE = re.compile(rf"(?:{_WIRED})[)）]?\s*$|(?:{_STREET})\s*$")


@lru_cache(maxsize=8192)
def is_site(line: str) -> bool:
    """Tell whether a line names a site, says where it has its office or from where news came, and no policy."""
    return (
        _NAME.search(line) is not None
        or _ELSEWHERE.search(line) is not None
        or any(
            words.endswith(_BEHIND_PLACE) and words[longest_surface(words) :] in _BEHIND_PLACE
            for words in _PLACED.findall(line)[:1]
        )
    )


def behind_site(text: str, start: int, end: int) -> int:
    """Return where a line goes on behind the name of the site that it begins with (四川新闻网：…)."""
    found = _BEFORE.match(text, start, end)
    if found is not None:
        return found.end()
    words = _PLACED.match(text, start, end)
    if words is not None and words[0].endswith(_BEHIND_PLACE) and is_site(words[0]):
        rest = _REST.match(text, words.end(), end)
        return rest.end() if rest is not None else start
    return start


_REST = re.compile(r"\s*(?:[:：|_—>·\-]\s*|[ 　]+)(?=\S)")


def without_site(text: str) -> str:
    """Return a text with the names of papers, datelines and addresses blanked, of the same length."""
    return _SPEAKS.sub(lambda found: "\n" * len(found[0]), text)
