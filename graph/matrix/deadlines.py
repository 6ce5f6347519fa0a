"""By when a task is due, in the words of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable

_YEAR = r"(?:20\d\d|[二２]〇[一二三四五六七八九〇]{2})年"
_BY = re.compile(
    rf"(?:到|至|在)?{_YEAR}(?:\d{{1,2}}月)?(?:底前|底之前|末前|年底前|前|底|末)"
    rf"|(?:到|至){_YEAR}(?!以来|至今)"
    r"|\d{1,2}月底前|(?<!\d)(?:今|本)?年(?:内|底前)完成"
)
# What only a clause says beside its agencies: 「6月底完成」, 「持续推进」.
_IN_CLAUSE = re.compile(
    r"(?:持续|长期|常态化)(?:推进|坚持|实施)?|\d{1,2}月(?:底|末)?(?:前)?完成|年内(?:完成|持续推进)?"
)
_SPACES = re.compile(r"\s+")


def deadline(task: str, clauses: Iterable[str]) -> str:
    """Return the times that a task names, as printed and each once, those of its clauses first; empty for none.

    Only the task's own words count: that a document as a whole runs to some year is no deadline of each task.
    """
    found: dict[str, None] = {}
    for clause in clauses:
        if re.search(r"单位|部门|牵头|负责|责任|配合", clause):
            found.update(dict.fromkeys(m.group() for m in _IN_CLAUSE.finditer(clause)))
    found.update(dict.fromkeys(m.group() for m in _BY.finditer(_SPACES.sub("", task))))
    return "；".join(found)
