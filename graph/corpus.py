"""The documents of a graph as facts: of several texts of one policy the preferred one, province before city, then by date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath, PurePosixPath

from extract.errors import QueryError
from extract.facts import Document, Span
from graph.iris import BASE, Iris
from graph.names import near
from graph.ordering import in_force, place_and_date
from graph.query import ask
from graph.store import Graph
from graph.writer import Reading


def documents_of(graph: Graph) -> list[Reading]:
    """Return facts and text of the preferred text of each policy, in the order of :func:`place_and_date`."""
    iris = Iris(graph.report.get("base", BASE))
    preferred = {str(row["text"]) for row in ask(graph, "documents")}
    found: dict[str, Reading] = {}
    files = _files(graph)
    for reading, file in zip(graph.readings(), files, strict=True):
        document = reading.facts.document
        iri = iris.text(document)
        # Several files may hold one and the same text.
        if iri in preferred and iri not in found:
            if file != document.file:
                reading = Reading(replace(reading.facts, document=replace(document, file=file)), reading.text)
            found[iri] = reading
    return sorted(found.values(), key=lambda reading: place_and_date(reading.facts.document))


def _files(graph: Graph) -> list[str]:
    """Return the file of each document, with as much of its path before it as tells it from others of that name."""
    documents = graph.report["documents"]
    places = [PurePath(entry.get("place") or entry["file"]).parts for entry in documents]
    known = sorted(set(places))
    out = []
    for entry, parts in zip(documents, places, strict=True):
        alike = [other for other in known if other[-1] == parts[-1] and other != parts]
        depth = next((n for n in range(1, len(parts)) if all(o[-n:] != parts[-n:] for o in alike)), len(parts))
        out.append(str(PurePosixPath(*parts[-depth:])) if alike else entry["file"])
    return out


def goes_by(document: Document, words: str) -> bool:
    """Tell whether a document is meant by words of its title or of its file's name."""
    return words in document.title or words in document.file


def no_document(words: str) -> QueryError:
    """Return what is to be said where no document goes by some words."""
    return QueryError(f"no document has {words!r} in its title or file name", "quanze query documents lists them")


def titled(document: Document) -> str:
    """Return the document's title, marked where its text is a digest."""
    return f"{document.title}（摘编，非原文）" if document.digest else document.title


def quoted(reading: Reading, span: Span) -> str:
    """Return the words of a span on one line, marked where they are a digest's."""
    words = " ".join(span.of(reading.text).split())
    return f"〔摘编，非原文〕{words}" if reading.facts.document.digest else words


@dataclass(frozen=True, slots=True)
class Choice:
    """Which documents and duties to show; what is None or empty chooses all.

    Attributes
    ----------
    document
        Words of the title or of the file name.
    jurisdiction
        Whose documents, by the place's name or the beginning of it (广东, 广东省).
    day
        In force on that day (ISO 8601). A document without dates stays.
    agency
        Full or short name; without one that fits exactly, words of it.
    line
        Functional line (条线), or words of it.
    roles
        Roles of ``extract.facts.ROLES``.
    """

    document: str | None = None
    jurisdiction: str | None = None
    day: str | None = None
    agency: str | None = None
    line: str | None = None
    roles: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether whole documents are chosen, and not some duties of them."""
        return not (self.agency or self.line or self.roles)

    def has(self, document: Document) -> bool:
        """Tell whether a document is chosen."""
        if self.document and not goes_by(document, self.document):
            return False
        if self.jurisdiction and not (document.jurisdiction or "").startswith(self.jurisdiction):
            return False
        if self.day is None:
            return True
        begins, ends = in_force(document)
        day = self.day[: len("2025-01-01")]
        return (begins is None or begins[: len(day)] <= day) and (ends is None or day <= ends)


def choose(readings: Iterable[Reading], choice: Choice) -> list[Reading]:
    """Return the documents that are chosen.

    Raises
    ------
    QueryError
        If none is, or the day is no date; the message says what there is.
    """
    given = list(readings)
    if choice.day is not None:
        _date(choice.day)
    found = [r for r in given if choice.has(r.facts.document)]
    if found or not given:
        return found
    if choice.document and not any(goes_by(r.facts.document, choice.document) for r in given):
        raise no_document(choice.document)
    if choice.jurisdiction:
        places = sorted({r.facts.document.jurisdiction or "" for r in given} - {""})
        raise QueryError(
            f"no document of {choice.jurisdiction!r} is chosen", f"the graph has {', '.join(places) or 'no place'}"
        )
    raise QueryError("no document is chosen", "take away --document or --date")


def _date(day: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError as fault:
        raise QueryError(f"{day!r} is no day", "write it as 2024-05-31") from fault


def named(wanted: str, agencies: Sequence[tuple[str, ...]], what: str = "agency") -> set[str]:
    """Return the full names of the agencies that a name means: exactly, or else by words of it.

    Parameters
    ----------
    wanted
        What the user wrote.
    agencies
        For each the names that it goes by, the full one first.
    what
        How the message calls it.

    Raises
    ------
    QueryError
        If none fits; the message has the nearest names.
    """
    exact = {names[0] for names in agencies if wanted in names}
    if exact:
        return exact
    part = {names[0] for names in agencies if any(wanted in name for name in names)}
    if part:
        return part
    found = near(wanted, (name for names in agencies for name in names))
    raise QueryError(f"no {what} is called {wanted!r}", f"did you mean {'、'.join(found)}?" if found else "")
