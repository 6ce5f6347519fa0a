"""A folder of pages: what is too large for one is split by agency or by district, with an index over all.

The agencies (or districts) are dealt out, those of one place together, to pages of bounded size. A page has all that
is stated of its own and of the tasks and clusters that these take part in, so each answer on it is whole; what touches
none of them stands on pages of its own, document by document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Literal

from graph.view.data import pinyin
from graph.view.model import KINDS, Model
from graph.view.page import assembled, own, render

Split = Literal["agency", "district"]
Progress = Callable[[Sequence[str]], Iterable[str]]


def narrowed(model: Model, chosen: Iterable[int]) -> Model:
    """Return the model of some facts, by number, with the documents and things that they need."""
    facts = [model.facts[i] for i in sorted(set(chosen))]
    documents = sorted({f.document for f in facts})
    number = {old: new for new, old in enumerate(documents)}
    keys = dict.fromkeys(key for f in facts for key in (f.what, *f.of) if key)
    for key in list(keys):
        keys.update(dict.fromkeys(model.things[key].current))
    part = Model([model.documents[i] for i in documents])
    for key in keys:
        thing = model.things[key]
        if thing.at:
            thing = replace(thing, at=(number[thing.at[0]], *thing.at[1:]))
        part.things[key] = thing
    part.facts = [replace(f, document=number[f.document]) for f in facts]
    part.owners = {task: owner for task, owner in model.owners.items() if task in keys and owner in keys}
    return part


def parts_of(model: Model, largest: int, split: Split) -> list[tuple[str, list[int]]]:
    """Deal the facts of a model out to pages of about ``largest`` things; return name and facts of each.

    A page is larger only where one agency (or district) alone touches more.
    """
    touching: dict[str, list[int]] = defaultdict(list)
    for i, fact in enumerate(model.facts):
        for key in (fact.what, *fact.of):
            if key:
                touching[key].append(i)
    hubs = {"task", "cluster"}

    def whole(key: str) -> set[int]:
        """Return the facts of a thing, and of the tasks and clusters that it takes part in."""
        own_facts = set(touching[key])
        ends = {k for i in own_facts for k in (model.facts[i].what, *model.facts[i].of) if k}
        for end in ends:
            if model.things[end].kind in hubs:
                own_facts.update(touching[end])
        return own_facts

    def of(facts: Iterable[int]) -> set[str]:
        return {k for i in facts for k in (model.facts[i].what, *model.facts[i].of) if k}

    seeds = [t for t in model.things.values() if t.kind == split and touching[t.key]]
    # Names begin with the place, so that those of one place come together.
    seeds.sort(key=lambda t: (t.name, t.key))
    parts: list[tuple[str, list[int]]] = []
    covered: set[int] = set()
    facts: set[int] = set()
    things: set[str] = set()
    names: list[str] = []

    def close() -> None:
        if facts:
            name = names[0] if len(names) == 1 else f"{names[0]} … {names[-1]}"
            parts.append((name, sorted(facts)))
            covered.update(facts)

    for seed in seeds:
        new = whole(seed.key)
        more = of(new)
        if names and len(things | more) > largest:
            close()
            facts, things, names = set(), set(), []
        facts |= new
        things |= more
        names.append(seed.name)
    close()
    facts, things, names = set(), set(), []
    rest: dict[int, list[int]] = defaultdict(list)
    for i, fact in enumerate(model.facts):
        if i not in covered:
            rest[fact.document].append(i)
    for document, own_facts in rest.items():
        more = of(own_facts)
        if names and len(things | more) > largest:
            close()
            facts, things, names = set(), set(), []
        facts |= set(own_facts)
        things |= more
        names.append(model.documents[document].title)
    close()
    return parts


def files_of(
    model: Model, largest: int, split: Split, focus: str | None, pictures: bool, progress: Progress
) -> Iterator[tuple[str, str]]:
    """Yield name and content of each file of a folder, the index last.

    What fits on one page is that page under the name of the index.
    """
    if len(model.things) <= largest:
        yield "index.html", render(model, focus, pictures)
        return
    parts = parts_of(model, largest, split)
    width = len(str(len(parts)))
    files = [f"part-{i + 1:0{width}}.html" for i in range(len(parts))]
    holds: dict[str, int] = {}
    counts = []
    best: dict[str, int] = {}
    for i, _ in zip(range(len(parts)), progress(files), strict=False):
        part = narrowed(model, parts[i][1])
        counts.append(len(part.things))
        for fact in part.facts:
            for key in (fact.what, *fact.of):
                if key:
                    best.setdefault(key, 0)
        # A thing is reached on the page that says most of it.
        said: dict[str, int] = defaultdict(int)
        for fact in part.facts:
            for key in (fact.what, *fact.of):
                said[key] += 1
        for key, number in said.items():
            if key and number > best[key]:
                best[key], holds[key] = number, i
        yield files[i], render(part, focus if focus in part.things else None, pictures, home="index.html")
    data: dict[str, Any] = {
        "kinds": KINDS,
        "parts": [[file, name, count] for file, (name, _), count in zip(files, parts, counts, strict=True)],
        "documents": [[d.title, d.place, d.issued, d.digest] for d in model.documents],
        "focus": model.things[focus].name if focus else "",
        "things": [
            [KINDS.index(t.kind), t.key, t.name, pinyin([t.name, t.short, *t.also]), holds[t.key], best[t.key]]
            for t in model.things.values()
            if t.key in holds
        ],
    }
    script = (
        '"use strict";\n(() => {\n' + "".join(own(f"js/{n}.js") for n in ("words", "dom", "find", "index")) + "})();\n"
    )
    yield "index.html", assembled("index.html", data, script, own("page.css"))
