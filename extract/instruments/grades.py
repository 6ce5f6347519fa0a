"""Sums that 分别 gives to grades: 国家级、省级示范企业,分别奖励50万元、20万元 gives 50 to the first and 20 to the second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from extract import patterns as re
from extract.facts import Instrument

_GRADE = r"(?:国家|世界|国际|自治区|省|市|州|县|区|[A-E]{1,3}|[一二三四五\d]星|[一二三]|甲|乙|丙|初|中|高|特)级"
_GRADES = re.compile(rf"{_GRADE}(?:[、，,和及与]|以及){_GRADE}(?:(?:[、，,和及与]|以及){_GRADE})*")


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
        run = _GRADES.search(condition) if condition else None
        grades = re.findall(_GRADE, run[0]) if run else []
        if condition is None or run is None or len(grades) != len(rows):
            out += rows
            continue
        for row, grade in zip(rows, grades, strict=True):
            own = condition[: run.start()] + grade + condition[run.end() :]
            out.append(replace(row, condition=own, beneficiary=recipient(own) or row.beneficiary))
    return out
