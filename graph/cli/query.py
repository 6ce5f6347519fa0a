"""``quanze query``: a question by name, from a file, or in SPARQL."""

from __future__ import annotations

from pathlib import Path

import click

from extract.errors import QueryError
from graph.bodies import meant
from graph.cli.console import cell_text, print_csv, print_json, print_table, warn
from graph.cli.options import graph_option, opened
from graph.faults import unknown_terms
from graph.names import check_values, missing
from graph.query import Question, Rows, Value, ask, questions, run, to_sparql_json
from graph.store import Graph
from graph.wording import DIGEST, for_people, heading, value

# Sentences and titles are wrapped at so many half-width letters; what is shorter stays on its line.
_WIDE = 60
# As many texts as a message can name.
_FEW = 5
_FORMATS = ("table", "csv", "json", "sparql-json")


def _list(as_json: bool) -> None:
    found = questions().values()
    if as_json:
        print_json([_described(q) for q in found])
        return
    for q in found:
        click.echo(f"{q.name}: {q.title} {q.title_zh}")
        click.echo(f"    {q.description}")
        for p in q.parameters:
            need = "" if p.required else ", may be left out"
            click.echo(f"    {p.name}=…  {p.description_zh} {p.description}{need}; for example {p.name}={p.example}")


def _described(q: Question) -> dict[str, object]:
    parameters = [
        {
            "name": p.name,
            "required": p.required,
            "description": p.description,
            "description_zh": p.description_zh,
            "example": p.example,
        }
        for p in q.parameters
    ]
    return {
        "name": q.name,
        "title": q.title,
        "title_zh": q.title_zh,
        "topic": q.topic,
        "description": q.description,
        "parameters": parameters,
    }


def _parameters(pairs: tuple[str, ...]) -> dict[str, str]:
    out = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise QueryError(f"{pair!r} is no parameter", "write it as name=value")
        out[name] = value
    return out


def _told_apart(rows: Rows) -> list[list[Value]]:
    """Return the rows with the titles of digests marked, so that nobody quotes them as the original."""
    values = rows.values()
    if "digest" in rows.columns and "documentTitle" in rows.columns:
        digest, title = rows.columns.index("digest"), rows.columns.index("documentTitle")
        for row in values:
            if row[digest]:
                row[title] = f"{DIGEST}{row[title]}"
    return values


def _print(rows: Rows, form: str, named: bool) -> None:
    if form == "sparql-json":
        print_json(to_sparql_json(rows))
    elif form == "json":
        print_json(list(rows))
    elif form == "csv":
        print_csv(rows.columns, _told_apart(rows))
    elif not named:
        # What the user's own query names is shown as it is.
        print_table(rows.columns, _told_apart(rows))
    else:
        shown = [(i, rows.columns[i]) for i in for_people(rows.columns)]
        body = [[value(name, row[i]) for i, name in shown] for row in _told_apart(rows)]
        from rich.cells import cell_len

        long = [any(cell_len(cell_text(row[i])) > _WIDE for row in body) for i in range(len(shown))]
        print_table([heading(name) for _, name in shown], body, widths=[_WIDE if wraps else None for wraps in long])
    if form == "table":
        click.echo("1 row" if len(rows) == 1 else f"{len(rows)} rows")


@click.command("query")
@click.argument("question", required=False)
@click.argument("parameters", nargs=-1, metavar="[NAME=VALUE]...")
@graph_option
@click.option("--list", "show", is_flag=True, help="Show the questions that can be asked by name.")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="table",
    show_default=True,
    help="How to print the answer.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def command(
    question: str | None, parameters: tuple[str, ...], folder: Path, show: bool, form: str, as_json: bool
) -> None:
    """Ask the graph a competency question, or SPARQL.

    QUESTION is the name of a question, a path ending in .rq, or a SPARQL query. The prefixes qz:, role:,
    skos:, eli:, cv:, oa:, dcterms: … are known.

    \b
    Examples:
      quanze query --list
      quanze query agency-tasks agency=市发展改革委
      quanze query leaders document=行动计划 --format csv
      quanze query mine.rq
      quanze query 'SELECT (COUNT(*) AS ?n) WHERE { ?t a qz:Task }'
    """
    if as_json:
        form = "json"
    if show:
        _list(form == "json")
        return
    if question is None:
        raise click.UsageError("name a question, a .rq file or SPARQL; quanze query --list shows the names")
    named = not question.endswith(".rq") and not any(c in question for c in " {\n")
    if not named:
        if parameters:
            raise QueryError("parameters go with questions asked by name", "write the value into the query")
        text = _text(question)
        answer = run(opened(folder), text)
        for said in unknown_terms(text):
            warn(f"warning: {said}")
    else:
        given = _parameters(parameters)
        graph = opened(folder)
        check_values(question, given)
        answer = ask(graph, question, given)
        for key, names in meant(graph, given).items():
            if any(name != given[key] for name in names):
                shown = "、".join(names[:_FEW]) + (f" and {len(names) - _FEW} more" if len(names) > _FEW else "")
                warn(f"{key} {given[key]} means {shown}")
        shared = _shared(graph, given["district"]) if question == "district-tasks" else ""
        if shared:
            warn(shared)
        lost = None if answer or shared else missing(graph, question, given)
        if lost is not None:
            raise QueryError(f"{lost}")
        if not answer and graph.report.get("editions"):
            files = "、".join(row["file"] for row in graph.report["editions"][:_FEW])
            warn(f"texts that another one stands for are not asked: {files} (quanze build tells why)")
    if isinstance(answer, Rows):
        _print(answer, form, named)
    elif isinstance(answer, bool):
        if form == "sparql-json":
            print_json(to_sparql_json(answer))
        else:
            click.echo("true" if answer else "false")
    else:
        for triple in answer:
            click.echo(f"{triple} .")


def _shared(graph: Graph, district: str) -> str:
    """Tell what is given to groups that a district may be one of: it is no task of its own bodies, yet may be its."""
    from graph.matrix.shared import given_to_all
    from graph.matrix.source import matrix_of

    found = given_to_all(matrix_of(graph), district)
    if not found:
        return ""
    groups = list(dict.fromkeys(part.canonical for share in found for part in share.parts))
    many = "1 task is" if len(found) == 1 else f"{len(found)} tasks are"
    which = "、".join(groups[:_FEW]) + ("…" if len(groups) > _FEW else "")
    return (
        f"{many} given to groups that {district} may be one of, besides these ({which}): "
        f"quanze query agency-tasks agency={groups[0]}"
    )


def _text(question: str) -> str:
    if not question.endswith(".rq"):
        return question
    try:
        return Path(question).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise QueryError(f"{question}: can't be read ({fault})", "check the path; the file must be UTF-8") from fault
