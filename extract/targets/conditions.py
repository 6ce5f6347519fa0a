"""What is asked of those who want support, which sets no goal: 同时满足以下条件, 申报单位, 须."""

from __future__ import annotations

from extract import patterns as re
from extract.facts import Section, Span
from extract.outline import Outline
from extract.prose import clause_start
from extract.quantities import Quantity

# 同时满足以下条件, 申报对象: what is listed behind is asked of those who want support.
ASKED = re.compile(
    r"(?:满足|符合|具备)[^。；;\n]{0,8}(?:以下|下列|如下)[^。；;\n]{0,16}?条件(?=[。:：\n]|$)"
    r"|(?:申报|支持|扶持|认定|评选|奖励|申请|基本)(?:条件|对象|范围)(?=[:：])"
)
_ASKING = re.compile(
    r"(?:申报|支持|扶持|认定|评选|奖励|申请|基本|准入)+(?:条件|对象|范围)(?:[和与及、](?:申报|支持|扶持|认定|评选|奖励|申请|基本|准入)*(?:条件|对象|范围|标准|程序))?"
)
# 须, 必须, 具备
_MUST, _MUSTS, _HAS = "须", "必", "具备"
DUE = re.compile("20\\d\\d(?=年)")


def lists_conditions(outline: Outline, section: Section | None) -> bool:
    """Tell whether the section above says that what stands below it are conditions (支持对象, 应满足以下条件)."""
    above = outline.parents(section) if section is not None else ()
    if not above:
        return False
    asked = ASKED.search(outline.text, above[-1].at.start, above[-1].body.end) is not None
    return asked or _ASKING.fullmatch(above[-1].title) is not None


def is_asked(text: str, word: re.Match[str], measures: bool) -> bool:
    """Tell whether a word asks something of those who want support: not 项目必须进入园区, 均具备智能功能 in a plan of action."""
    if word[0] == _MUST:
        return text[word.start() - 1 : word.start()] != _MUSTS
    return measures or word[0] != _HAS


def bounds_by_year(text: str, span: Span, word: re.Match[str], q: Quantity) -> bool:
    """Tell whether a word is no condition but compares what is to be reached by a year: 利用率2026年不得低于70%."""
    return q.lead == word.start() and DUE.search(text, clause_start(text, q.lead, span.start), q.lead) is not None
