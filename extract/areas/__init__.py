"""Names of places below a jurisdiction in running text: districts, zones, regions, parks, and lists of them.

Short names of districts (南山, 龙岗) are also words and parts of names, so they count only inside a list of
places (福田、南山等区) or in a frame that calls for a place; the callers choose where to look.
"""

from extract.areas.lists import Areas, behind_letting, list_at
from extract.areas.names import Area, area_at, is_place, known_at, lies_outside, may_name_place, zone_of
from extract.areas.pairs import Pair, Pairs, pairs_at
from extract.areas.words import any_verb, sort_of_park

__all__ = [
    "Area",
    "Areas",
    "Pair",
    "Pairs",
    "any_verb",
    "area_at",
    "behind_letting",
    "is_place",
    "known_at",
    "lies_outside",
    "list_at",
    "may_name_place",
    "pairs_at",
    "sort_of_park",
    "zone_of",
]
