"""The industries that headings and beginnings of lines name, and who comes to a place, which is nothing that grows there.

What is said of places alone below such a heading is said of its industry.

1.生物医药产业。重点布局在A区。
——电线电缆。以A县为重点,….
"""

from __future__ import annotations

from functools import cache

from extract import patterns as re
from extract.clusters import names_industry, without_verbs
from extract.facts import Section, Span
from extract.prose import any_of, words_for

_STOP = re.compile("[。：:；;，,（(\n]")
# A line that begins with a mark or a number, or with a name that says of itself that it is an industry.
_LINE = re.compile(
    r"^[ \t　]*(?P<mark>[—–\-●•◆▶★■□·]+|[①-⑳]|\d{1,2}[)）.．、](?!\d)|[(（]\d{1,2}[)）]|[一二三四五六七八九]是)?[ \t　]*"
    r"(?P<name>[\u4e00-\u9fffA-Za-z\d]{2,16})[。：:](?=[^\n])",
    re.M,
)
_SAYS_SO = ("产业", "产业链", "制造业", "加工业")


def industry_of(section: Section | None) -> str | None:
    """Return the industry that a heading names and nothing else, None where it names none."""
    title = section.title if section is not None else ""
    stop = _STOP.search(title)
    name = without_verbs(title[: stop.start()] if stop is not None else title)
    return name if names_industry(name) else None


def industry_at(text: str, body: Span, at: int) -> str | None:
    """Return the industry that begins the line of a stretch which holds a place, None where none does."""
    line = _LINE.match(text, max(body.start, text.rfind("\n", body.start, at) + 1), body.end)
    name = without_verbs(line["name"]) if line is not None else ""
    return name if line is not None and names_industry(name) and (line["mark"] or name.endswith(_SAYS_SO)) else None


@cache
def _comers() -> re.Pattern[str]:
    of = f"(?:{any_of('place_words', 'praise')}|和|与|、|的)"
    return re.compile(f"(?:{any_of('place_words', 'comer')})$|{of}+(?:项目|企业|平台|载体|工程|专项)?$")


def comes(name: str) -> bool:
    """Tell whether a name says who comes, or only how good it is: 科研院所, 高水平项目."""
    words = _comers().search(name)
    return words is not None and (words.start() == 0 or words[0].endswith(words_for("place_words", "comer")))
