"""``quanze agencies``: who every agency of a document is, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from extract.facts import Agency
from extract.pipeline import Reading
from extract.read import Limits
from extract.resolve import NATION, Context, resolve, succeed
from graph.cli.console import print_csv, print_json, print_table
from graph.cli.corrections import Corrector
from graph.cli.documents import Documents
from graph.cli.options import corrections_option, document_path, limits_option
from graph.wording import word
from seeds.places import find, namesakes, spelled

_COLUMNS = (
    "文件 file", "印作 printed", "规范名 canonical", "已知 known", "次数 mentions", "类别 kind", "层级 level", "条线 line",
    "日期 as of", "现由 today", "理由 reason",
)  # fmt: skip
_OF_DOCUMENT = ("文件 file", "日期 as of")
# As many places as a message can name.
_FEW = 10
_NOBODY = "不详 not known"


def _today(agency: Agency) -> str:
    if agency.current == (agency.canonical,):
        return "同 same"
    return "、".join(agency.current) or _NOBODY


def _mentions(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield every mention as (words as printed, full name): duties, then issuers."""
    facts = reading.facts
    for duty in facts.responsibilities:
        printed = duty.at.quote if duty.at.quote == duty.agency else f"{duty.at.quote} ({duty.agency})"
        yield printed, duty.canonical
    for mention in facts.document.evidence.get("issuers", ()):
        canonical = resolve(mention.quote, reading.context).canonical
        if canonical in facts.document.issuers:
            yield mention.quote, canonical


def _entries(reading: Reading) -> Iterator[dict[str, Any]]:
    facts = reading.facts
    known = {agency.canonical: agency for agency in facts.agencies}
    counts = Counter(_mentions(reading))
    for (printed, canonical), number in counts.items():
        agency = known[canonical]
        yield {
            "file": facts.document.file,
            "printed": printed,
            "mentions": number,
            "date": reading.context.date,
            **asdict(agency),
        }


def _row(entry: dict[str, Any], agency: Agency) -> list[Any]:
    return [
        entry["file"],
        entry["printed"],
        agency.canonical,
        "是" if agency.known else "否",
        entry["mentions"],
        word(agency.kind),
        word(agency.level or ""),
        agency.line,
        entry["date"],
        _today(agency),
        word(agency.reason),
    ]


def _agency(entry: dict[str, Any]) -> Agency:
    return Agency(**{key: entry[key] for key in Agency.__dataclass_fields__})


def _day(value: str) -> str:
    """Complete a date: 2022 is its first day."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", value)
    if match is None:
        raise click.BadParameter(f"{value!r} is no date; write 2022-05-01, 2022-05 or 2022", param_hint="--date")
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)).isoformat()
    except ValueError as fault:
        raise click.BadParameter(f"{value!r}: {fault}", param_hint="--date") from fault


def _ask(name: str, place: str | None, day: str | None, form: str) -> None:
    """Answer for one name without a document."""
    where = NATION if place in ("全国", "国务院", "中央") else find(place) if place else None
    if place and where is None:
        several = "、".join(spelled(p) for p in namesakes(place)[:_FEW])
        said = (
            f"several places are named {place!r}: write one as {several}" if several else f"no place is named {place!r}"
        )
        raise click.BadParameter(said, param_hint="--place")
    context = Context(where, _day(day) if day else None)
    agency = succeed(resolve(name, context), context)
    if form == "json":
        print_json({"name": name, "place": where.name if where else None, "date": context.date, **asdict(agency)})
        return
    body: list[list[str | None]] = [
        ["印作 printed", name],
        ["规范名 canonical", agency.canonical],
        ["已知 known", "是" if agency.known else "否（照原文保留，未归并）"],
        ["类别 kind", word(agency.kind)],
        ["层级 level", word(agency.level or "")],
        ["辖区 jurisdiction", agency.jurisdiction],
        ["条线 line", agency.line],
        ["日期 as of", context.date or "未注明 undated"],
        ["理由 reason", word(agency.reason)],
        ["现由 today", _today(agency)],
    ]
    for change in agency.changes:
        when = change.date or "日期不详"
        bodies = "、".join(change.bodies) or _NOBODY
        body.append([f"改革 {word(change.kind)}", f"{when} → {bodies}（{change.source}；{word(change.certainty)}）"])
    if form == "csv":
        print_csv(("field", "value"), body)
    else:
        print_table(("", ""), body)


@click.command("agencies")
@click.argument("paths", nargs=-1, type=document_path, metavar="[FILE]...")
@click.option("--unknown", is_flag=True, help="Only the names that no rule knows.")
@click.option("--name", help="Ask for one name, without a document.")
@click.option("--place", help="With --name: the jurisdiction it is seen from (佛山市; 全国).")
@click.option("--date", "day", help="With --name: the day it is seen from (2022-05-01; 2022).")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True, help="Output."
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@corrections_option
@limits_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    unknown: bool,
    name: str | None,
    place: str | None,
    day: str | None,
    form: str,
    as_json: bool,
    corrections: Path | None,
    limits: Limits,
) -> None:
    """Show who every agency of the documents is: as printed → full official name, with the reason.

    A name is resolved from the jurisdiction and date of its document; "today" is who holds its work after the
    reforms since. Names that no rule knows come first: they are kept as written and never merged by guess. To set one
    right, write a line into a corrections file (层 机构, 字段 全称) and give it to build.

    \b
    Examples:
      quanze agencies 行动计划.txt
      quanze agencies policies/ --unknown
      quanze agencies policies/ --format csv > agencies.csv
      quanze agencies --name 市金融监管局 --place 佛山市 --date 2022-05-01
    """
    form = "json" if as_json else form
    if name is not None:
        if paths:
            raise click.UsageError("--name asks without a document; leave FILE out")
        _ask(name, place, day, form)
        return
    if not paths:
        raise click.UsageError("name a FILE, or a --name to ask for")
    if place or day:
        raise click.UsageError("--place and --date go with --name; a document has its own")
    documents = Documents(paths, limits)
    corrector = Corrector(corrections, documents.files)
    entries = [entry for reading in corrector.correct(documents.readings()) for entry in _entries(reading)]
    entries = [e for e in entries if not (unknown and e["known"])]
    entries.sort(key=lambda e: e["known"])
    failed = corrector.tell()
    if form == "json":
        print_json(entries)
    else:
        body = [_row(entry, _agency(entry)) for entry in entries]
        if form == "csv":
            print_csv(_COLUMNS, body)
        elif body:
            # Of one document all names have its file and its day: they stand once, below.
            files = {entry["file"] for entry in entries}
            shown = [i for i, c in enumerate(_COLUMNS) if len(files) > 1 or c not in _OF_DOCUMENT]
            print_table([_COLUMNS[i] for i in shown], [[row[i] for i in shown] for row in body])
            strange = sum(not e["known"] for e in entries)
            seen = "" if len(files) > 1 else f" in {entries[0]['file']}, as of {entries[0]['date'] or '未注明 undated'}"
            click.echo(f"\n{len(entries)} names{seen}, {strange} unknown (kept as written)")
        else:
            click.echo("no unknown agency" if unknown else "no agency found")
    if documents.failed or failed:
        ctx.exit(1)
