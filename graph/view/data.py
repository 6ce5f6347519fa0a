"""The model as the page carries it: JSON in which things go by number and words stand once."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from graph.view.labels import SIZES, wrapped
from graph.view.layout import Layout, picture_of, place
from graph.view.model import FACTS, KINDS, Fact, Model, Thing

# A canvas with more boxes than this moves too slowly, and nobody reads it.
CANVAS = 3000
# Beyond so many documents a map of each alone would outweigh the rest of the page; the whole is drawn narrowed.
_MAPS = 60
_OPTIONS: dict[str, Any] = {
    "physics": False,
    "interaction": {
        "hover": True,
        "hideEdgesOnDrag": True,
        "hideEdgesOnZoom": True,
        "tooltipDelay": 150,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "nodes": {"borderWidth": 1},
    "edges": {"smooth": False, "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}}},
}


@cache
def _reading(name: str) -> str:
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(name)).lower()


def pinyin(names: Sequence[str]) -> str:
    """Return the readings of some names, syllables apart by a space, names by a bar.

    Heteronyms are read by pypinyin's dictionary of phrases: 重庆 is chong qing. The page makes initials of it.
    """
    return "|".join(dict.fromkeys(_reading(name) for name in names))


def _trimmed(row: list[Any]) -> list[Any]:
    """Leave out what is empty at the end of a row."""
    while row and row[-1] in ("", None, [], ()):
        row.pop()
    return row


def _thing(thing: Thing, number: Mapping[str, int]) -> list[Any]:
    names = list(dict.fromkeys((thing.name, thing.short, *thing.also)))
    label = wrapped(thing.name, thing.kind) if thing.kind in SIZES else ""
    return _trimmed(
        [
            KINDS.index(thing.kind),
            thing.key,
            thing.name,
            thing.short if thing.short != thing.name else "",
            pinyin(names),
            list(thing.also),
            thing.detail,
            [number[key] for key in thing.current],
            list(thing.at or ()),
            label if label != thing.name else "",
        ]
    )


def _fact(fact: Fact, number: Mapping[str, int]) -> list[Any]:
    row = [
        FACTS.index(fact.kind),
        number.get(fact.what, -1),
        [number[key] for key in fact.of],
        fact.document,
        fact.section,
        fact.start,
        fact.end,
        fact.evidence.start,
        fact.evidence.end,
        fact.term,
        fact.confidence if fact.confidence < 1 else None,
    ]
    return _trimmed(row)


def _map(layout: Layout, number: Mapping[str, int]) -> dict[str, Any]:
    return {
        "at": [n for key, (x, y) in layout.at.items() for n in (number[key], round(x), round(y))],
        "discs": [
            [round(d.x), round(d.y), round(d.radius), number[d.owner], KINDS.index(d.kind), round(d.title)]
            for d in layout.discs
        ],
    }


def _network(layout: Layout, model: Model) -> Any:
    """Return the pyvis network of the whole map: physics off, every thing at its place."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    network.set_options(json.dumps(_OPTIONS, ensure_ascii=False))
    for key, (x, y) in layout.at.items():
        network.add_node(key, label=model.things[key].name, x=round(x), y=round(y))
    return network


def page_data(model: Model, focus: str | None = None, pictures: bool = True) -> dict[str, Any]:
    """Return what the page's script reads.

    Parameters
    ----------
    model
        What to show.
    focus
        Key of the thing to open on.
    pictures
        Whether the page has a canvas: without one it needs no places.
    """
    number = {key: i for i, key in enumerate(model.things)}
    whole = place(picture_of(model, most=CANVAS)) if pictures else Layout()
    maps = [_map(whole, number)]
    if pictures and 1 < len(model.documents) <= _MAPS:
        # A document alone is laid out anew: in the places of the whole it would be a few islands far apart.
        maps += [_map(place(picture_of(model, i, CANVAS)), number) for i in range(len(model.documents))]
    return {
        "kinds": KINDS,
        "facts": FACTS,
        "documents": [
            {
                "title": d.title,
                "place": d.place,
                "level": d.level,
                "issued": d.issued,
                "number": d.number,
                "issuers": d.issuers,
                "digest": d.digest,
                "file": d.file,
                "base": d.base,
                "text": d.text,
                "sections": [[p.path, p.title, p.start, p.end, p.depth] for p in d.sections],
            }
            for d in model.documents
        ],
        "things": [_thing(thing, number) for thing in model.things.values()],
        "rows": [_fact(fact, number) for fact in model.facts],
        "owners": [n for task, owner in model.owners.items() for n in (number[task], number[owner])],
        "maps": maps,
        "options": _network(whole, model).options if pictures else None,
        "sizes": SIZES,
        "canvas": CANVAS,
        "focus": number[focus] if focus else -1,
    }


def to_json(data: Any) -> str:
    """Return JSON that can stand in a script element: no ``<`` that could end it, no line separators."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Half a surrogate pair, which a damaged text may hold, can't be written as UTF-8 but can be escaped.
    return re.sub("[<\u2028\u2029\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", text)
