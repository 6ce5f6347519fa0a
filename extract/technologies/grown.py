"""Technologies among what places are to grow: the reading of places knows where a thing begins behind a place's name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extract import patterns as re
from extract.facts import District, Mention, Technology
from extract.outline import Outline
from extract.technologies.concepts import concept_of, kind_of
from extract.technologies.items import Verdict, verdict

# 常州市溧阳市分别侧重|高温合金: what a name that runs over a place's holds before the thing.
_PLACE_BEFORE = re.compile("[市区县州旗镇乡]|侧重|承担")
_SECTOR = re.compile("(?:产业|行业|企业|应急|环保|经济|金融|文旅|总部)$")
_ACCEPTED = frozenset({Verdict.ACTION, Verdict.HEAD, Verdict.TERM})
_MAYBE = frozenset({Verdict.UNKNOWN, Verdict.SERVICE, Verdict.GENERIC})


def with_grown(
    technologies: Sequence[Technology], districts: Sequence[District], outline: Outline, title: str
) -> tuple[Technology, ...]:
    """Return the technologies with those that only the reading of places found, in order of the text.

    Parameters
    ----------
    technologies
        What the sections were found to develop.
    districts
        What is assigned to places; of it the things that they are to develop count (relation ``focus``), where their own
        words, or most of those beside them, name a technology.
    outline, title
        The policy's outline and title; what only repeats a heading or the title is no row.
    """
    out = list(technologies)
    names = {(row.path, row.name) for row in out}
    # What several places are to grow stands in the text once.
    things = {(row.path, row.at.start): row for row in reversed(districts) if row.relation == "focus"}
    alike = groupby(sorted(things.values(), key=lambda row: row.at.start), key=lambda row: (row.path, row.district))
    said = {section.path: "\n".join((title, *outline.headings(section))) for section in outline.sections}
    for (path, _), rows in alike:
        about = said.get(path, title)
        out += _of_one(path, [row for row in rows if row.object not in about], out, names)
    return tuple(sorted(out, key=lambda row: row.at.start))


def _of_one(
    path: str, rows: Sequence[District], found: list[Technology], names: set[tuple[str, str]]
) -> Iterator[Technology]:
    """Yield the technologies among what one place is to grow; a longer name that runs over the place's gives way."""
    sure = [verdict(row.object) in _ACCEPTED for row in rows]
    most = len(rows) > 1 and 2 * sum(sure) >= len(rows)
    for row, own in zip(rows, sure, strict=True):
        known = (path, row.object) in names or any(_meets(tech.at, row.at) for tech in found if tech.path == path)
        for i, tech in enumerate(found):
            if tech.path == path and _runs_over(tech, row):
                found[i] = _named(tech, row)
                names.add((path, row.object))
        maybe = most and verdict(row.object) in _MAYBE and _SECTOR.search(row.object) is None
        if known or not (own or maybe):
            continue
        names.add((path, row.object))
        mention = replace(row.at, rule="technology.place")
        yield Technology(path, row.object, mention, kind_of(row.object), concept_of(row.object))


def _meets(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _runs_over(tech: Technology, row: District) -> bool:
    """Tell whether a technology's name holds a place's before the thing that the place is to grow."""
    if not (tech.at.start < row.at.start and tech.at.end == row.at.end):
        return False
    return _PLACE_BEFORE.search(tech.name[: row.at.start - tech.at.start]) is not None


def _named(tech: Technology, row: District) -> Technology:
    return Technology(tech.path, row.object, replace(row.at, rule=tech.at.rule), tech.kind, concept_of(row.object))
