"""Sums by grades: 国家级、省级示范企业,分别奖励50万元、20万元 gives 50 to the first and 20 to the second.

A grade may stand before its own sum instead: 对新认定的孵化器,国家级奖励200万元、省级100万元; 首年补贴100%,次年80%.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from extract import patterns as re
from extract.facts import Instrument

_LEVEL = r"(?:国家|世界|国际|自治区|省|市|州|县|区|[A-E]{1,3}|[一二三四五\d]星|[一二三]|甲|乙|丙|初|中|高|特)级"
_PRIZE = r"[特一二三四优]等奖?"
_DEGREE = r"(?:博士|硕士|学士|本科|大专|专科)(?:研究生|学位|学历)?"
_REACHED = r"\d+(?:\.\d+)?(?:万亿|[万亿千百])?(?:元|千瓦|兆瓦|平方米|亩|吨|家|人次?|台|辆|架次|标箱|[%％])"
# Each kind of grade by itself: a list is of one kind.
_KINDS = tuple(
    (re.compile(rf"{one}(?:以上)?"), re.compile(rf"{one}(?:以上)?(?:(?:[、，,和及与]|以及){one}(?:以上)?)+"))
    for one in (_LEVEL, _PRIZE, _DEGREE, _REACHED)
)
_YEAR = r"(?:首年|次年|当年|第[一二三四五\d]+?(?:[、和至-]第?[一二三四五\d]+)?年度?|[前后][一二两三四五\d]年|[一二三四五\d]档)"
_OWN = re.compile(
    rf"(?:其中|(?:给予|予以)[^，,、；;。\d]{{0,6}}?)?(?P<label>(?:{_LEVEL}(?:(?!分别|给予|予以|奖励|补助|资助|财政|基金|资金|经费|专项)[^，,、；;。\d的]){{0,14}}?|{_PRIZE}|{_DEGREE}|{_YEAR})(?:租金)?)(?:的)?"
    r"(?:每[年家个项人]|给予|予以|一次性|奖励|补助|补贴|资助|按照?|标准|租金|最高|不超过|为|的)*"
)
_MANY_BEHIND = re.compile(r"[，,]?分(?:[一二两三四五]|[^，,]{0,8}[若几])[档级类]$")
_OWN_BEHIND = re.compile(rf"[，,](?:其中)?(?:{_LEVEL}|{_PRIZE}|{_DEGREE}|{_YEAR})$|{_MANY_BEHIND.pattern}")
_LEVELS_SIDE = re.compile(_LEVEL)
_MARKS = "，,、；;：:（("


def without_grade(condition: str | None) -> str | None:
    """Return a condition without a grade at its end, and without how many grades there are (分三档)."""
    return _OWN_BEHIND.sub("", condition) if condition else None


def own_grade(text: str, start: int, first: int, condition: str | None) -> str | None:
    """Return a condition with the grade that stands before the sum itself, the condition as it was where none does.

    Parameters
    ----------
    text
        Running text.
    start, first
        Where the sentence begins, and the sum.
    condition
        What the words before say for what it is given.
    """
    at = max(text.rfind(mark, start, first) for mark in _MARKS) + 1
    own = _OWN.fullmatch(text, max(at, start), first)
    if own is None or "分别" in own[0]:
        return _MANY_BEHIND.sub("", condition) if condition else None
    bare = without_grade(condition)
    # 获评国家级…的奖励50万元,省级的奖励20万元: the words before are of another grade.
    return f"{bare}，{own['label']}" if bare and not _LEVELS_SIDE.search(bare) else own["label"]


def by_grade(
    given: Sequence[Instrument], sentence: str, recipient: Callable[[str], str | None]
) -> Sequence[Instrument]:
    """Give each grade the sum that is its own, where a sentence gives as many as its condition names grades.

    Parameters
    ----------
    given
        The measures of one sentence, in order.
    sentence
        Its words.
    recipient
        Returns who gets support by a condition.
    """
    if "分别" not in sentence:
        return given
    out: list[Instrument] = []
    for condition, alike in groupby(given, key=lambda one: one.condition):
        rows = list(alike)
        of_each = _list_of(condition, len(rows)) if condition else None
        if condition is None or of_each is None:
            out += rows
            continue
        run, grades = of_each
        for row, grade in zip(rows, grades, strict=True):
            own = condition[: run.start()] + grade + condition[run.end() :]
            out.append(replace(row, condition=own, beneficiary=recipient(own) or row.beneficiary))
    return out


def _list_of(condition: str, many: int) -> tuple[re.Match[str], list[str]] | None:
    """Return the list of so many grades in a condition and its items, None where it has none."""
    for one, several in _KINDS:
        run = several.search(condition)
        grades = [m[0] for m in one.finditer(run[0])] if run is not None else []
        if run is not None and len(grades) == many:
            return run, grades
    return None
