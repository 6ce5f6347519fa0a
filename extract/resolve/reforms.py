"""Who took an agency's work over: reforms as dated change events (``reforms.csv``).

A row is for one place (深圳市), for all places below one (``浙江省/*``) or those of a level (``浙江省/@county``), for a level
(``@province``, ``@capital`` for the seat of a provincial government) or for all (``@all``); the narrowest scope that
knows the old name counts. Dates differ by place; an unknown one stays unknown. Never is the old body the new one: the
facts keep the agency as named, and its changes beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import cast

from extract.facts import Agency, Certainty, Change, ChangeKind
from extract.resolve import tables
from extract.resolve.context import NATION, Context, full_name
from extract.resolve.naming import fill
from seeds.places import Place, ancestors, find, spelled
from seeds.tables import rows

Row = Mapping[str, str]


@cache
def _scopes() -> tuple[Mapping[tuple[str, str], tuple[Row, ...]], Mapping[str, tuple[Row, ...]]]:
    """Return the rows by (scope, old name behind ``{full}``), and the others by scope."""
    by_body: dict[tuple[str, str], list[Row]] = {}
    others: dict[str, list[Row]] = {}
    for row in rows("reforms"):
        old = row["old"]
        if old.startswith("{full}") and "{" not in old[6:]:
            by_body.setdefault((row["scope"], old[6:]), []).append(row)
        elif "{" not in old:
            by_body.setdefault((row["scope"], old), []).append(row)
        else:
            others.setdefault(row["scope"], []).append(row)
    return {k: tuple(v) for k, v in by_body.items()}, {k: tuple(v) for k, v in others.items()}


@cache
def _scopes_of(place: Place) -> tuple[str, ...]:
    """Return the scopes that hold a place, narrowest first."""
    if place.level == "national":
        return ("national",)
    inside = (f"{above.name}/{kind}" for kind in (f"@{place.level}", "*") for above in ancestors(place))
    capital = place.level == "prefecture" and place.code is not None and place.code.endswith("0100")
    return (place.name, *inside, *(("@capital",) if capital else ()), f"@{place.level}", "@all")


@cache
def _patterned(place: Place) -> Mapping[str, tuple[Row, ...]]:
    """Map the old names that a pattern other than {full}… gives for a place to their rows, narrowest scope first."""
    out: dict[str, tuple[Row, ...]] = {}
    for scope in _scopes_of(place):
        found: dict[str, list[Row]] = {}
        for row in _scopes()[1].get(scope, ()):
            found.setdefault(fill(row["old"], place), []).append(row)
        for name, its in found.items():
            out.setdefault(name, tuple(its))
    return out


def _rows_for(name: str, place: Place) -> tuple[Row, ...]:
    by_body = _scopes()[0]
    full = full_name(place)
    body = name.removeprefix(full) if name.startswith(full) else None
    kept = body is not None and _is_kept(name, body, place)
    for scope in _scopes_of(place):
        for old in (name, body):
            if old and (scope, old) in by_body and not (kept and scope.startswith("@")):
                return by_body[scope, old]
    return () if kept else _patterned(place).get(name, ())


def _is_kept(name: str, body: str, place: Place) -> bool:
    """Tell whether a place bears a name still that most others gave up: 嘉兴市建设局."""
    own = tables.local_name(place, body, None)
    return own is not None and not own.end and fill(own.full, place) == name


def _change(row: Row, place: Place) -> Change:
    bodies = tuple(fill(pattern, place) for pattern in row["new"].split("|") if pattern)
    kind, certainty = cast(ChangeKind, row["kind"]), cast(Certainty, row["certainty"])
    return Change(kind, bodies, row["date"] or None, row["source"], certainty)


def _changes_of(name: str, place: Place, date: str | None) -> list[Change]:
    """Return the changes of one name that are not over by ``date``."""
    found = [_change(row, place) for row in _rows_for(name, place)]
    return [c for c in found if date is None or c.date is None or _last_day(c.date) > date]


def _last_day(date: str) -> str:
    """Return the last day of a year, a month or a day: a change of 2018 may still lie before a policy of that year."""
    return date + {4: "-12-31", 7: "-31"}.get(len(date), "")


@cache
def history(name: str, place: Place, date: str | None) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """Return what became of an agency since ``date``.

    Parameters
    ----------
    name
        Its full official name at that date.
    place
        The place that it is an agency of.
    date
        ISO 8601; None takes every change of that name.

    Returns
    -------
    tuple
        The changes in order, and who holds its work today; nobody where a change says that this is not known.
    """
    changes: list[Change] = []
    current: list[str] = []
    unknown = False
    queue, seen = [(name, date)], {(name, date)}
    while queue:
        body, since = queue.pop(0)
        found = _changes_of(body, place, since)
        if since is None:
            # A name that was used twice is, without a date, the one in use.
            found = [c for c in found if not _comes_back(body, c, place)]
        if not found:
            current.append(body)
            continue
        for change in found:
            changes.append(change)
            if body in change.bodies:
                # A part of its work went elsewhere: the body goes on.
                current.append(body)
                continue
            unknown = unknown or not change.bodies or change.certainty == "unknown"
            for later in change.bodies:
                step = (later, change.date or since)
                if step not in seen:
                    seen.add(step)
                    queue.append(step)
    # Where several bodies merged step by step one name is reached twice.
    return tuple(changes), () if unknown else tuple(dict.fromkeys(current))


def _comes_back(name: str, change: Change, place: Place) -> bool:
    reached, queue = set(change.bodies), list(change.bodies)
    while queue:
        for row in _rows_for(queue.pop(), place):
            new = set(_change(row, place).bodies) - reached
            reached |= new
            queue += new
    return name in reached and name not in change.bodies


def _place_of(agency: Agency, context: Context) -> Place | None:
    if agency.level == "national":
        return NATION
    if agency.jurisdiction is None:
        return None
    here = context.jurisdiction
    if here is not None:
        for place in (here, *ancestors(here)):
            if agency.jurisdiction in (place.name, spelled(place)):
                return place
    return find(agency.jurisdiction, here.name if here is not None and not context.national else None)


@cache
def succeed(agency: Agency, context: Context) -> Agency:
    """Return the agency with its changes since the policy's date and who holds its work today.

    Parameters
    ----------
    agency
        As :func:`extract.resolve.resolve` returned it.
    context
        The jurisdiction and date of the policy.

    Returns
    -------
    Agency
        ``current`` stays empty where the agency is unknown, is a passing body (a leading group), or had a name that is
        no longer in force and whose successor no row tells.
    """
    place = _place_of(agency, context)
    if not agency.known or place is None or agency.kind == "leading_group":
        return agency
    changes, current = history(agency.canonical, place, context.date)
    if not changes and _ended(agency, place):
        # Printed after its end: the change lies before the policy, but it tells who holds the work.
        _, current = history(agency.canonical, place, None)
        current = () if agency.canonical in current else current
    elif not changes and _reformed(agency.canonical, place, context.date):
        # The same for a name that only a reform of this place tells of, unless it came back into use.
        later = history(agency.canonical, place, None)[1]
        current = current if agency.canonical in later else later
    return Agency(
        agency.canonical,
        agency.short,
        agency.level,
        agency.kind,
        agency.jurisdiction,
        agency.line,
        agency.known,
        agency.reason,
        changes,
        current,
    )


def _reformed(name: str, place: Place, date: str | None) -> bool:
    """Tell whether a reform of this very place had ended a name by the date, as far as the day is known."""
    own = _scopes()[0].get((place.name, name), ())
    changes = [_change(row, place) for row in own if row["date"]]
    return date is not None and any(
        name not in c.bodies and _last_day(c.date) <= date for c in changes if c.date is not None
    )


def _ended(agency: Agency, place: Place) -> bool:
    """Tell whether the name is one that the tables know as no longer in force, or its place is gone."""
    if place.until is not None:
        return True
    if agency.level == "national":
        entry = tables.national(agency.canonical, False, None)
        return entry is not None and bool(entry.end)
    bare = agency.canonical.removeprefix(full_name(place))
    if bare == agency.canonical or _is_kept(agency.canonical, bare, place):
        return False
    entry = tables.department(bare, None)
    if entry is not None:
        return bool(entry.end) and entry.full == bare
    return tables.compound(bare) is not None
