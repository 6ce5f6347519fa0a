"""The order of documents in lists: province before city, then by date."""

from __future__ import annotations

from extract.facts import Document
from seeds.places import ancestors, find


def in_force(document: Document) -> tuple[str | None, str | None]:
    """Return the first and the last day of a document (ISO 8601), None where it does not say.

    It begins with the day that it names, else that of its issue, else its period; it ends with the day that it names,
    else its period.
    """
    period = document.period
    begins = document.effective_from or document.issued or (f"{period[0]}-01-01" if period else None)
    ends = document.effective_to or (f"{period[1]}-12-31" if period else None)
    return begins, ends


def place_code(name: str | None, national: bool) -> str:
    """Return what orders places: the codes of GB/T 2260, in which a division's begins with that of the one above it.

    The state comes first; a zone, which has no code, behind the divisions of where it lies; what has no place last.
    """
    place = find(name, None) if name else None
    if place is None:
        return "000000" if national else "999999"
    holder = next((p for p in ancestors(place) if p.code), None)
    return place.code or (f"{holder.code[:4]}99" if holder and holder.code else "999998")


def place_and_date(document: Document) -> tuple[str, str, str, str]:
    """Return what orders documents: by :func:`place_code`, then by date; what has no date comes first of its place."""
    code = place_code(document.jurisdiction, document.level == "national")
    begins, _ = in_force(document)
    return code, begins or "", document.title, document.sha256
