"""The sheet 核对: what was read, line by line, in the form of the corrections file, to be filled in and sent back.

The columns are those of the corrections file. A line says what was read; whoever checks it chooses 确认, 改 (with a new
value), 删 or 增 and signs. A line without 操作 says nothing. The workbook itself, or the sheet saved as CSV, is given to
``--corrections``. First stand the duties, then the deadlines of the tasks, what could not be read, targets and support.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.facts import Instrument
from graph.matrix.model import Assignment, Matrix, Unread
from graph.matrix.words import LABELS, barred
from graph.report.model import Column, Language, Sheet, Table, say
from graph.writer import Reading

COLUMNS = ("文件", "路径", "层", "原文", "字段", "原值", "新值", "操作", "经办人", "日期", "理由")
OPERATIONS = ("确认", "改", "删", "增")
_WIDTHS = (28, 12, 16, 24, 12, 30, 30, 8, 12, 12, 30)
_LAYER, _AGENCY, _ROLE, _DEADLINE = "责任分工", "单位", "角色", "完成时限"
_BOTH = f"{_AGENCY}|{_ROLE}"
_CHOICES = {"操作": OPERATIONS, "字段": (_ROLE, _AGENCY, _DEADLINE, _BOTH)}
Line = tuple[str, ...]


def doubtful(matrix: Matrix, language: Language) -> Sheet:
    """Return the sheet 核对 for the duties that a repair or a guess touches and for what could not be read.

    Nobody checks tens of thousands of lines in a workbook; the form ``check`` has them all, by agency or document, and a
    note says so.
    """
    some = [a for a in matrix.assignments if a.confidence < 1]
    number = len(matrix.assignments)
    note = say(language)(
        f"只列置信度低于 1 的 {len(some)} 项，全部 {number} 项：quanze matrix --form check -o 核对.csv",
        f"only the {len(some)} duties with a confidence below 1; all {number}: quanze matrix --form check -o check.csv",
    )
    return replace(_sheet([*_duties(some), *_unread(matrix.unread)], language), notes=(note,))


def check_sheet(matrix: Matrix, language: Language, readings: Sequence[Reading] = ()) -> Sheet:
    """Return the sheet 核对 for all that a matrix shows, and for the targets and support measures of its documents.

    A line on the agency itself has 单位 as its 字段 and an empty 原值; a workbook offers both.
    """
    rows = [*_duties(matrix.assignments), *_deadlines(matrix.assignments), *_unread(matrix.unread)]
    shown = {document.doc_id for document in matrix.documents}
    for reading in readings:
        if reading.facts.document.sha256 in shown:
            rows += _figures(reading)
    return _sheet(rows, language)


def _sheet(rows: Sequence[Line], language: Language) -> Sheet:
    columns = tuple(
        Column(name, name, width, choices=_CHOICES.get(name, ())) for name, width in zip(COLUMNS, _WIDTHS, strict=True)
    )
    name = "核对" if language == "zh" else "corrections"
    return Sheet(name, name, (Table(columns, tuple(rows)),), bare=True)


def _line(file: str, path: str, layer: str, words: str, field: str, old: str) -> Line:
    # What parts the cells of a row, or the lines of a page, is no letter that anybody could see or would type.
    return (file, path, layer, barred(words).replace("\n", ""), field, " ".join(old.split()), "", "", "", "", "")


def _duties(assignments: Iterable[Assignment]) -> Iterator[Line]:
    for a in assignments:
        yield _line(a.file or a.document, a.path, _LAYER, a.quote or a.printed, _ROLE, LABELS.get(a.role, a.role))


def _deadlines(assignments: Iterable[Assignment]) -> Iterator[Line]:
    """Yield a line for each task, under the name of the agency that it states first."""
    first: dict[tuple[str, int, str], Assignment] = {}
    for a in assignments:
        first.setdefault((a.doc_id, a.order, a.path), a)
    for a in first.values():
        yield _line(a.file or a.document, a.path, _LAYER, a.quote or a.printed, _DEADLINE, a.deadline)


def _unread(pieces: Iterable[Unread]) -> Iterator[Line]:
    for piece in pieces:
        yield _line(piece.file or piece.document, piece.path, _LAYER, piece.quote, _BOTH, "")


def _figures(reading: Reading) -> Iterator[Line]:
    """Yield the targets and support measures of a document: what each is, and how much."""
    file = reading.facts.document.file
    for target in reading.facts.targets:
        for field, old in (("指标", target.indicator), ("数值", _number(target.value))):
            yield _line(file, target.path, "目标", target.at.quote, field, old)
    for measure in reading.facts.instruments:
        for field, old in _sums(measure):
            yield _line(file, measure.path, "支持措施", measure.at.quote, field, old)


def _sums(measure: Instrument) -> Iterator[tuple[str, str]]:
    most = measure.max if measure.max != measure.amount else None
    sums = (("比例", measure.rate), ("上限", most), ("金额", measure.amount))
    given = [(field, _number(value)) for field, value in sums if value is not None]
    yield from given or [("种类", measure.kind)]


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else str(value)
