"""Whether a body is meant by the name that somebody asks for: 市工信局 is 佛山市工业和信息化局 where Foshan asks.

A graph knows bodies by their full name and as documents print them. Who asks uses any of the forms that the grammar of names
knows; the name is resolved as a document of the body's own place would mean it.
"""

from __future__ import annotations

from functools import lru_cache

from extract.resolve import LEVEL_WORDS, NATION, Context, resolve, split_prefix
from seeds.places import Place, find, find_zone

# From here 省, 市 and 区 or 县 all mean a place: two names that no place is known of are held against each other.
_SOMEWHERE = ("南海区", "阳朔县")


@lru_cache(maxsize=65536)
def _canonical(name: str, place: Place | None) -> str:
    return resolve(name, Context(place)).canonical


@lru_cache(maxsize=4096)
def _place(name: str) -> Place | None:
    return NATION if name == NATION.name else find(name) or find_zone(name)


def means(wanted: str, canonical: str, jurisdiction: str | None) -> bool:
    """Tell whether a name that is asked for means a body.

    Parameters
    ----------
    wanted
        The name as asked, in any form.
    canonical
        The body's full name.
    jurisdiction
        The place that it belongs to, where that is known.
    """
    place = _place(jurisdiction) if jurisdiction else split_prefix(canonical, Context(None)).place
    if place is not None:
        return _canonical(wanted, place) == canonical
    if not (wanted.startswith(LEVEL_WORDS) and canonical.startswith(LEVEL_WORDS)):
        return False
    return any(_canonical(wanted, here) == _canonical(canonical, here) for here in map(_place, _SOMEWHERE))
