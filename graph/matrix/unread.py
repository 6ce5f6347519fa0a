"""What looks like a duty and could not be read: a table cannot hold it, and must not hide it.

Who prints a 分工表 learns below it how many sentences of its documents it lacks, and which. In the sheet 核对 they are lines
too, so that a duty in one of them can be added.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from graph.matrix import words
from graph.matrix.model import Matrix, Unread
from graph.matrix.words import PLAIN, Style
from graph.outline import Outline
from graph.report.model import Column, Sheet, Table
from graph.wording import word
from graph.writer import Reading


def unread_of(reading: Reading) -> Iterator[Unread]:
    """Yield what of one document looks like a duty and could not be read."""
    if not reading.facts.unparsed:
        return
    document, outline = reading.facts.document, Outline(reading)
    for piece in reading.facts.unparsed:
        section = outline.find(piece.path, piece.start)
        title = section.title if section else ""
        yield Unread(
            document.title,
            document.sha256,
            document.digest,
            document.file,
            piece.path,
            title,
            piece.quote,
            piece.reason,
        )


def naming(pieces: Sequence[Unread], names: Collection[str]) -> list[Unread]:
    """Return the pieces in which one of some names stands."""
    return [piece for piece in pieces if any(name and name in piece.quote for name in names)]


def unread_note(matrix: Matrix, style: Style = PLAIN, where: tuple[str, str] = ("下表", "below")) -> str:
    """Return the line that says how much is not in the table and where it is listed; empty where all was read."""
    number = len(matrix.unread)
    if not number:
        return ""
    return style.say(
        f"另有 {number} 处疑似责任分工未能读出，不在表内，请人工核读，见{where[0]}",
        f"{number} more {'passage looks' if number == 1 else 'passages look'} like a duty and could not be read: see {where[1]}",
    )


def reason(piece: Unread, style: Style) -> str:
    """Return why a piece could not be read, in the language of a style."""
    return style.say(word(piece.reason), piece.reason)


def quote(piece: Unread) -> str:
    """Return the words of a piece, marked where they are a digest's."""
    return words.marked(words.barred(piece.quote), piece.digest)


def unread_table(part: Matrix, style: Style = PLAIN) -> tuple[Table, ...]:
    """Return the table that stands below that of one document's duties, in the columns of the list; none where all was read."""
    if not part.unread:
        return ()
    t = style.say
    columns = (
        Column("path", style.word(words.PATH), 8),
        Column("task", t("重点任务", "Task"), 22),
        Column("content", t("疑似分工原文", "Passage not read"), 52, "long"),
        # Left empty for the pen of whoever reads the print.
        Column("opinion", t("核读意见", "Your reading"), 20),
    )
    rows = tuple((piece.path, piece.section, quote(piece), "") for piece in part.unread)
    return (Table(columns, rows, unread_note(part, style), beside=True),)


def unread_sheet(matrix: Matrix, style: Style = PLAIN) -> tuple[Sheet, ...]:
    """Return the sheet 未读出 for all documents of a matrix; none where all was read."""
    if not matrix.unread:
        return ()
    t = style.say
    columns = (
        Column("number", t("序号", "No."), 8, "mark"),
        Column("document", style.word(words.DOCUMENT), 30),
        Column("path", style.word(words.PATH), 12),
        Column("section", t("标题", "Heading"), 26),
        Column("passage", t("疑似分工原文", "Passage not read"), 70, "long"),
        Column("reason", t("未读出的原因", "Why"), 26),
    )
    rows = tuple(
        (i, piece.document, piece.path, piece.section, quote(piece), reason(piece, style))
        for i, piece in enumerate(matrix.unread, 1)
    )
    note = t(
        "以下文字看似责任分工而程序未能读出，不在各表内；是分工的，在核对表该行“操作”填“增”，“新值”填“单位|角色”，不是的填“删”",
        "what looks like a duty and could not be read, and is in no table; in the sheet of corrections 增 adds a duty, 删 dismisses it",
    )
    name = t("未读出", "not read")
    return (Sheet(name, t("疑似责任分工未读出清单", "Passages that were not read"), (Table(columns, rows),), (note,)),)
