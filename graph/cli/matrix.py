"""``quanze matrix``: who owns what, as a table that an office can print."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from extract.errors import OutputError
from extract.facts import ROLES
from graph.cli.options import graph_option, opened
from graph.cli.tables import format_option, json_option, print_report, put_out
from graph.corpus import Choice, documents_of
from graph.matrix import Matrix, Style, write
from graph.matrix.agencies import agency_reports
from graph.matrix.check import check_sheet
from graph.matrix.forms import FORMS, chosen, report_of
from graph.matrix.plain import to_csv, to_json, to_markdown
from graph.matrix.source import matrix_from
from graph.report import SUFFIXES
from graph.report import write as write_report
from graph.report.model import stamp_of

# More sheets than this no office program opens with ease.
_MOST_SHEETS = 250
_FORM_HELP = "What to print. " + "; ".join(f"{name}: {help_}" for name, (help_, _) in FORMS.items()) + "."


@click.command("matrix")
@graph_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=f"File to write: {' '.join(SUFFIXES)} (.docx not for tasks). Without it the table is printed.",
)
@click.option("--form", "kind", type=click.Choice(list(FORMS)), default="tasks", show_default=True, help=_FORM_HELP)
@click.option("--document", help="Only documents with these words in their title or file name.")
@click.option("--jurisdiction", help="Only documents of this place, such as 深圳市.")
@click.option("--date", "day", help="Only documents in force on this day, such as 2024-05-31.")
@click.option("--agency", help="Only tasks of this agency: full or short name, or words of it.")
@click.option("--line", help="Only tasks of this functional line (条线), such as 工业和信息化.")
@click.option("--role", "roles", type=click.Choice(ROLES), multiple=True, help="Only tasks with such a part.")
@click.option("--only", is_flag=True, help="Leave out the parts of others in the tasks chosen.")
@click.option("--today", is_flag=True, help="Name who holds the work today, where known, not the agency as named.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of headings.")
@click.option(
    "--symbols",
    type=click.Choice(["marks", "rasci", "words"]),
    default="marks",
    show_default=True,
    help="Roles in the cells: ●○△◇▽, the letters of RASCI, or words.",
)
@click.option(
    "--paper",
    type=click.Choice(["A3", "A4"]),
    help="Size of the sheet, landscape.  [default: A3 for squares, A4 for lists]",
)
@click.option(
    "--split",
    type=click.Choice([s.removeprefix(".") for s in SUFFIXES]),
    help="With --form agency: one file an agency, in this format, into the folder that -o names.",
)
@format_option
@json_option
def command(
    folder: Path,
    output: Path | None,
    kind: str,
    document: str | None,
    jurisdiction: str | None,
    day: str | None,
    agency: str | None,
    line: str | None,
    roles: tuple[str, ...],
    only: bool,
    today: bool,
    lang: str,
    symbols: str,
    paper: str | None,
    split: str | None,
    form: str,
    as_json: bool,
) -> None:
    """Print who owns what: tasks by agencies, and the other forms that offices use.

    Cells hold the roles (牵头 ●, 负责 ○, 配合 △, 会同 ◇, 督导 ▽) with the clause that says so as a comment and a link; a
    workbook has a sheet for each document, one of evidence (依据) and one to be checked (核对), whose columns are those
    of the corrections file. A document without duties gets a sheet that says so.

    \b
    Examples:
      quanze matrix                                       a table on the screen
      quanze matrix -o 分工矩阵.xlsx                      tasks × agencies
      quanze matrix --form list -o 分工表.docx            the list as issued, for Word
      quanze matrix --form list --agency 市发展改革委     what one agency is in
      quanze matrix --agency 省工业和信息化厅 --role lead what it leads
      quanze matrix --form agency --split docx -o 单位/   one file an agency
      quanze matrix --form together -o 协作.html
      quanze matrix --form districts --jurisdiction 深圳市
      quanze matrix --form check -o 核对.csv              fill in 操作, send back with --corrections
      quanze matrix --today --lang en --symbols rasci -o matrix.xlsx
    """
    graph = opened(folder)
    choice = Choice(document, jurisdiction, day, agency, line, tuple(roles))
    readings = documents_of(graph)
    matrix = matrix_from(readings, choice, today=today, only=only, stamp=stamp_of(graph), language=lang)  # type: ignore[arg-type]
    size = paper or ("A3" if kind in {"tasks", "together", "districts"} else "A4")
    style = Style(lang, symbols, size)  # type: ignore[arg-type]
    if split:
        _split(matrix, choice, style, kind, output, split)
        return
    sheets = chosen(matrix, choice) if kind == "agency" else None
    number = len(matrix.agencies) if sheets is None else len(sheets)
    sheeted = output is not None and output.suffix.lower() == ".xlsx"
    if kind == "agency" and number > _MOST_SHEETS and sheeted:
        raise OutputError(
            f"{output}: {number} agencies are too many sheets for one file",
            "write .html or .docx, choose some with --agency, --document or --jurisdiction, or one file an agency with --split",
        )
    form = "json" if as_json else form
    if kind == "tasks" and output is not None:
        if output.suffix.lower() == ".docx":
            raise OutputError(f"{output}: tasks × agencies is too wide for Word", "add --form list, or write .xlsx")
        write(matrix, output, style)
        click.echo(f"{output}: {_counts(matrix)}")
        _unread(matrix)
    elif kind == "tasks" and form != "table":
        data = {"csv": to_csv, "json": to_json, "md": to_markdown}[form](matrix, style)
        click.echo(data.decode("utf-8-sig", "replace"), nl=False)
    elif kind == "tasks":
        print_report(report_of(kind, matrix, style=style), form)
        click.echo(_counts(matrix))
        _unread(matrix)
    else:
        report = report_of(kind, matrix, readings, choice, style)
        # A workbook has room for the sheet that comes back corrected; a letter or a page has not.
        if sheeted and kind in {"list", "agency"}:
            report = replace(
                report, sheets=(*report.sheets, check_sheet(matrix, style.language, readings if choice.whole else ()))
            )
        put_out(report, output, form)
        if output is not None:
            if kind == "agency":
                many = "1 agency" if number == 1 else f"{number} agencies"
                each = (
                    ", a sheet for each; the others are lists of all"
                    if sheeted
                    else ", a list for each below one of all"
                )
                click.echo(f"{many} with a part in a task{each}")
            _unread(matrix)


def _counts(matrix: Matrix) -> str:
    counts = f"{len(matrix.rows)} tasks, {len(matrix.agencies)} agencies with a part in them, {len(matrix.assignments)} assignments"
    return f"{counts} of {len(matrix.documents)} {'document' if len(matrix.documents) == 1 else 'documents'}"


def _unread(matrix: Matrix, where: str = "listed beside the tables (未读出) and in 核对") -> None:
    """Say how much the table lacks, so that who prints it knows without opening it."""
    number = len(matrix.unread)
    if number:
        looks = "passage looks" if number == 1 else "passages look"
        click.echo(f"{number} more {looks} like a duty and could not be read: {where}")


def _split(matrix: Matrix, choice: Choice, style: Style, kind: str, output: Path | None, suffix: str) -> None:
    if kind != "agency" or output is None:
        raise click.UsageError("--split goes with --form agency and a folder: --form agency --split docx -o 单位/")
    try:
        output.mkdir(exist_ok=True)
    except OSError as fault:
        raise OutputError(f"{output}: can't be made a folder ({fault.strerror})", "name another with -o") from fault
    number = 0
    for number, (name, report) in enumerate(agency_reports(matrix, style, chosen(matrix, choice)), 1):  # noqa: B007
        write_report(report, output / f"{name}.{suffix}")
    click.echo(f"{output}: {number} files")
    _unread(matrix, "in the file of an agency that it names, and in --form check")
