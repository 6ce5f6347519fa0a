"""The tables of names, looked up by form and date.

A form may stand for one body before a reform and for another after it: 农委 was 农业委员会 and is 农业农村委员会. Of several
rows the one in force at the date counts; without a date, or outside all of them, the one still in force, then the
last (so that a form which only an abolished body had stays that body's).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from extract.records import record
from seeds.places import Place, ancestors
from seeds.tables import rows


@record
class Entry:
    """What a form stands for in some period: the functional line, the full name (a pattern), its kind."""

    line: str
    full: str
    kind: str = "department"
    begin: str = ""
    end: str = ""
    ends: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    source: str = ""
    certainty: str = "certain"

    def holds(self, date: str) -> bool:
        """Tell whether the entry is in force on a day."""
        return self.begin <= date and (not self.end or date <= self.end)


def at_date(entries: Sequence[Entry], date: str | None) -> Entry | None:
    """Return the entry in force at ``date``; without one the entry still in force, else the last to end."""
    if not entries:
        return None
    if date is not None:
        for entry in entries:
            if entry.holds(date):
                return entry
        # A form printed between two periods, or shortly after its body ended, is the nearest body's.
        return min(entries, key=lambda e: _distance(e, date))
    return max(entries, key=lambda e: (not e.end, e.end))


def _distance(entry: Entry, date: str) -> int:
    edge = entry.begin if date < entry.begin else entry.end
    return abs(_days(edge) - _days(date))


def _days(date: str) -> int:
    year, month, day = (int(part) for part in date.split("-"))
    return year * 372 + month * 31 + day


def _split(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


def _index(pairs: Sequence[tuple[str, Entry]]) -> Mapping[str, tuple[Entry, ...]]:
    out: dict[str, list[Entry]] = {}
    for form, entry in pairs:
        out.setdefault(form, []).append(entry)
    return {form: tuple(found) for form, found in out.items()}


@cache
def _stems() -> Mapping[str, tuple[Entry, ...]]:
    """Map every printed stem to what it can stand for; full stems come first."""
    pairs: list[tuple[str, Entry]] = []
    for full_only in (True, False):
        for row in rows("lines"):
            entry = Entry(
                row["line"], row["stem"], begin=row["from"], end=row["to"], ends=frozenset(_split(row["suffixes"]))
            )
            forms = (row["stem"],) if full_only else _split(row["forms"])
            pairs += [(form, entry) for form in forms if full_only or form != row["stem"]]
    return _index(pairs)


@cache
def _suffixes() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((r["word"], r["full"]) for r in rows("suffixes")), key=lambda p: -len(p[0])))


@cache
def _party() -> Mapping[str, tuple[Entry, ...]]:
    pairs = []
    for row in rows("party"):
        entry = Entry(row["line"], row["body"], "party", row["from"], row["to"])
        pairs += [(form, entry) for form in dict.fromkeys((row["body"], *_split(row["forms"])))]
    return _index(pairs)


@cache
def _bodies() -> Mapping[str, tuple[Entry, ...]]:
    """Local offices of central agencies and other bodies whose full name is a pattern of its own."""
    return _index(
        [
            (
                form,
                Entry(
                    row["line"],
                    row["canonical"],
                    row["kind"],
                    row["from"],
                    row["to"],
                    levels=frozenset(_split(row["levels"])),
                ),
            )
            for row in rows("bodies")
            for form in _split(row["forms"])
        ]
    )


@cache
def _national() -> Mapping[str, tuple[tuple[Entry, bool], ...]]:
    out: dict[str, list[tuple[Entry, bool]]] = {}
    for row in rows("national"):
        entry = Entry(row["line"], row["canonical"], row["kind"], row["from"], row["to"])
        for form in dict.fromkeys((row["canonical"], *_split(row["forms"]))):
            always = bool(row["always"]) or form == row["canonical"] or form.startswith(("国家", "中国"))
            out.setdefault(form, []).append((entry, always))
    return {form: tuple(found) for form, found in out.items()}


@cache
def _local() -> Mapping[tuple[str, str], tuple[Entry, ...]]:
    """Names that one place, all places below one (``浙江省/*``) or all of a level (``浙江省/@county``) spell so."""
    out: dict[tuple[str, str], list[Entry]] = {}
    for row in rows("local_names"):
        entry = Entry(
            row["line"],
            row["canonical"],
            begin=row["from"],
            end=row["to"],
            source=row["source"],
            certainty=row["certainty"],
        )
        own = row["canonical"].removeprefix("{full}").removeprefix(row["place"])
        for form in dict.fromkeys((*_split(row["form"]), own)):
            out.setdefault((row["place"], form), []).append(entry)
    return {key: tuple(found) for key, found in out.items()}


def is_party_body(name: str, date: str | None = None) -> bool:
    """Tell whether ``name`` (without prefix) is a body of the party, at a date that is known: 宣传部, 网信办."""
    found = _party().get(name, ())
    return bool(found) and (date is None or any(entry.holds(date) for entry in found))


def is_central_office(name: str) -> bool:
    """Tell whether ``name`` (without prefix) is a local office of a central agency: 税务局, 海关."""
    return any(entry.kind == "central_office" for entry in _bodies().get(name, ()))


def is_body(name: str) -> bool:
    """Tell whether ``name`` (without prefix) is a body whose full name is a pattern of its own: 监察局, 税务局."""
    return name in _bodies()


def is_one_department(name: str) -> bool:
    """Tell whether ``name`` (without prefix) is one department, perhaps of several lines: 农业农村和水利局."""
    return is_department(name) or compound(name) is not None


def is_department(name: str) -> bool:
    """Tell whether ``name`` (without prefix) is a department of a known functional line."""
    return department(name, None) is not None


@cache
def department(name: str, date: str | None) -> Entry | None:
    """Return the department that a name without place stands for: 发展改革委 → 发展和改革委员会.

    The stem must have the ending in the table: 发展改革中心 is no department of this line.
    """
    for word, full in _suffixes():
        if not name.endswith(word) or len(name) == len(word):
            continue
        found = [e for e in _stems().get(name[: -len(word)], ()) if full in e.ends]
        if not found:
            continue
        stem = name[: -len(word)]
        own = [e for e in found if e.full == stem]
        # A stem printed in full is its own body's, unless that had ended by then and the form lives on.
        entry = at_date(own or found, date)
        if own and date is not None and entry is not None and not entry.holds(date):
            entry = next((e for e in found if e.holds(date)), entry)
        if entry is not None:
            return Entry(entry.line, entry.full + full, begin=entry.begin, end=entry.end)
    return None


def is_full(name: str) -> bool:
    """Tell whether a name is the full one of some department, of whatever time: 建设局, and no 住建局."""
    return any(
        entry.full == name[: -len(word)]
        for word, full in _suffixes()
        if name.endswith(word) and word == full
        for entry in _stems().get(name[: -len(word)], ())
    )


def is_spelled(name: str) -> bool:
    """Tell whether a name is made of whole words and the full ending: 科技局, 发展改革局, and no 发改局."""
    end = next((full for word, full in _suffixes() if word == full and name.endswith(word)), "")
    stem = name.removesuffix(end)
    short = any(row["short"] and row["word"] in stem for row in rows("subject_words"))
    return bool(end and stem) and not short and _words_of(stem) is not None


@cache
def compound(name: str) -> Entry | None:
    """Return a department whose stem is several full stems in a row: 工业信息化和科技局, 商务和大数据局.

    Counties merge lines as they like; where every word of the name is the full word of some line it is taken as printed.
    """
    for word, full in _suffixes():
        if full not in ("局", "委员会", "厅") or not name.endswith(word) or len(name) <= len(word) + 3:
            continue
        lines = _words_of(name[: -len(word)])
        if lines is not None and len(lines) > 1:
            return Entry(lines[0], name[: -len(word)] + full)
    return None


@cache
def _full_words() -> Mapping[str, str]:
    """Map the full words that names of departments are made of to their line; the first row of a word wins."""
    out: dict[str, str] = {}
    for row in rows("lines"):
        out.setdefault(row["stem"], row["line"])
    for row in rows("subject_words"):
        out.setdefault(row["word"], row["line"])
    return out


def _words_of(stem: str) -> tuple[str, ...] | None:
    if not stem:
        return ()
    for length in range(min(len(stem), 9), 1, -1):
        line = _full_words().get(stem[:length])
        if line is None:
            continue
        rest = stem[length:]
        for joined in (rest, rest[1:]) if rest[:1] in ("和", "与") and len(rest) > 1 else (rest,):
            more = _words_of(joined)
            if more is not None:
                return (line, *more)
    return None


@cache
def twin_names() -> tuple[str, ...]:
    """Return the names of bodies that became one and kept both names, which hold 、 themselves (科委、中关村管委会)."""
    return tuple(form for _, form in _local() if "、" in form)


def party(name: str, date: str | None) -> Entry | None:
    """Return the party body that a name without place stands for."""
    return at_date(_party().get(name, ()), date)


def body(name: str, level: str | None, date: str | None) -> Entry | None:
    """Return the body with a pattern of its own that a name without place stands for."""
    found = [e for e in _bodies().get(name, ()) if not e.levels or level in e.levels]
    entry = at_date(found, date)
    if entry is not None and date is not None and not entry.holds(date) and department(name, date) is not None:
        return None
    return entry


def national(name: str, anywhere: bool, date: str | None) -> Entry | None:
    """Return the central agency of a name; outside national policies only of names that can be no one else's."""
    found = [entry for entry, always in _national().get(name, ()) if always or not anywhere]
    return at_date(found, date)


@cache
def _scopes(place: Place) -> tuple[str, ...]:
    above = [a.name for a in ancestors(place)]
    # A county that no prefecture stands above is run by the province itself.
    level = [a for a in above if place.level != "county" or len(above) > 1]
    own = (place.name,) if place.official in (None, place.name) else (place.name, place.official)
    return (*own, *(f"{a}/@{place.level}" for a in level), *(f"{a}/*" for a in above))


def local_name(place: Place, name: str, date: str | None) -> Entry | None:
    """Return the name that a place, or the province or city above it, has for a form."""
    for scope in _scopes(place):
        found = _local().get((scope, name), ())
        if date is not None:
            found = tuple(e for e in found if e.holds(date))
        entry = at_date(found, date)
        if entry is not None:
            return entry
    return None
