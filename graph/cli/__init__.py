"""The command line: one module a command, loaded when it is called."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Any

import click

from extract.errors import QuanzeError

COMMANDS = {
    "build": "Read documents and build the graph.",
    "add": "Add documents to a graph; the others stay.",
    "remove": "Take documents out of a graph.",
    "query": "Ask the graph a competency question, or SPARQL.",
    "matrix": "Print who owns what: tasks by agencies.",
    "audit": "Look for duties that nobody has, agencies that are gone, tasks not passed down.",
    "diff": "Compare two documents: sections, agencies, targets, technologies.",
    "network": "Measure who works with whom: degree, betweenness, communities.",
    "view": "Draw the graph as one interactive HTML page.",
    "extract": "Print the facts of documents as JSON.",
    "agencies": "Show who every agency is: as printed, full name, reason, today's body.",
    "restore": "Print the restored text that facts refer to.",
    "export": "Write the graph as RDF, a network, or tidy tables.",
    "serve": "Serve the graph: a SPARQL endpoint and pages.",
    "validate": "Check a built graph against its SHACL shapes.",
    "evaluate": "Score extraction against a hand-made annotation.",
}


class _Lazy(click.Group):
    """A group that imports a command's module only when it is called, so that ``--help`` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"graph.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, 1)
            meant = f"did you mean {near[0]}?" if near else "quanze --help lists the commands"
            ctx.fail(f"there is no command {args[0]!r}; {meant}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except QuanzeError as fault:
            raise click.ClickException(str(fault)) from fault


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="quanze", prog_name="quanze")
def main() -> None:
    """权责: who owns what in Chinese industrial policy.

    quanze reads policy documents, extracts agencies, tasks, districts, technologies, clusters, targets and
    support measures with the sentence that states each, and links them into an RDF graph.

    \b
    Start here:
      quanze build                          the bundled documents, into ./quanze-out
      quanze build my/documents -o my-graph
      quanze query --list                   the questions that can be asked by name
      quanze query leaders
      quanze matrix -o 分工表.xlsx
      quanze view -o graph.html
    """
    utf8_output()


def utf8_output(streams: Sequence[Any] = ()) -> None:
    """Make the standard streams write UTF-8, and never fail on a character."""
    for stream in streams or (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
