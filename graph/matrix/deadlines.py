"""By when a task is due, in the words of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable

_YEAR = r"(?:20\d\d|[二２]〇[一二三四五六七八九〇]{2})年"
_BY = re.compile(
    rf"(?:到|至|在)?{_YEAR}(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:底前|底之前|末前|年底前|前|底|末)"
    rf"|(?:到|至){_YEAR}(?!以来|至今)"
    r"|(?<!\d)\d{1,2}月(?:\d{1,2}日|底|末|[上中下]旬)?之?前|(?<!\d)(?:今|本)?年(?:内|底前)完成"
)
# What only a clause says beside its agencies: 「6月底完成」, 「持续推进」.
_IN_CLAUSE = re.compile(
    r"(?:持续|长期|常态化)(?:推进|坚持|实施)?|(?<![\d年])\d{1,2}月(?:底|末)?(?:前)?完成"
    r"|(?<![\d一二两三四五六七八九十几])年内(?:完成|持续推进)?"
)
# 完成时限：2024年6月底前, on a line of its own or in a clause.
_LABELLED = re.compile(
    r"(?:时限|时间|期限)(?:要求|节点|安排)?[ 　]*[:：][ 　]*([^\n;；。)）〕\]】]+)"
    r"|(?:时间节点|进度(?:安排|要求))[ 　]*[:：][ 　]*([^\n。]+)"
)
# A cell of a table that holds nothing but a time.
_CELL = re.compile(
    rf"(?:{_YEAR}|今年|本年)?(?:\d{{1,2}}月|[一二三四]季度|[上下]半年|年)?(?:\d{{1,2}}日)?(?:底|末|初|上旬|中旬|下旬|内)?(?:之?前)?(?:完成)?"
    r"|(?:持续|长期|全年|常年|常态化|适时|按时序)(?:推进|坚持|实施|开展|完成)?"
)
_BETWEEN_CELLS = re.compile(r"\t|[ 　]{2,}")
_SPACES = re.compile(r"\s+")


def deadline(task: str, clauses: Iterable[str]) -> str:
    """Return the times that a task names, as printed and each once, those of its clauses first; empty for none.

    Only the task's own words count: that a document as a whole runs to some year is no deadline of each task. What stands
    behind a label (完成时限：…) is the deadline, and what else the task says is not.
    """
    given = list(clauses)
    labelled = [m[1] or m[2] for words in (*given, task) for m in _LABELLED.finditer(words)]
    if labelled:
        return "；".join(dict.fromkeys(words.strip(" 　,，。") for words in labelled))
    found: dict[str, None] = {}
    for clause in given:
        cells = [cell.strip() for cell in _BETWEEN_CELLS.split(clause)]
        if len(cells) > 2:
            # A row of a table is a clause whose words for the roles stand in its heading.
            found.update(dict.fromkeys(c for c in cells if len(c) > 1 and not c.isdigit() and _CELL.fullmatch(c)))
        elif re.search(r"单位|部门|牵头|负责|责任|配合", clause):
            found.update(dict.fromkeys(m.group() for m in _IN_CLAUSE.finditer(clause)))
            found.update(dict.fromkeys(m.group() for m in _BY.finditer(_SPACES.sub("", clause))))
    found.update(dict.fromkeys(m.group() for m in _BY.finditer(_SPACES.sub("", task))))
    return "；".join(found)
