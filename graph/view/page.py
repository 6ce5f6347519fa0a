"""The page: pyvis holds the network, a template of our own carries it, nothing is fetched.

pyvis's own page needs four files from the net and lets a physics engine shake the picture for a minute; here its
vis-network is put into the page, physics is off and every place is computed beforehand. Words of documents reach
the page as JSON and are shown as text only.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import os
import re
import secrets
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from extract.errors import OutputError
from graph.store import Graph
from graph.view.labels import SIZES, wrapped
from graph.view.layout import Layout, Point, place
from graph.view.model import Picture, read_picture

_FACE = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
# Kinds differ in shape and not in colour alone.
_STYLES: dict[str, dict[str, Any]] = {
    "agency": {"shape": "box", "color": "#1f4e79", "font": {"color": "#ffffff", "size": SIZES["agency"]}},
    "task": {"shape": "box", "color": "#ffffff", "font": {"color": "#222222", "size": SIZES["task"]}},
    "cluster": {"shape": "ellipse", "color": "#6a3d9a", "font": {"color": "#ffffff", "size": SIZES["cluster"]}},
    "district": {"shape": "box", "color": "#e4f2e5", "font": {"color": "#1b5e20", "size": SIZES["district"]}},
    "technology": {
        "shape": "text",
        "color": "#a65e00",
        "font": {"color": "#7a3f00", "size": SIZES["technology"], "background": "#fbf1e3"},
    },
}
_OPTIONS: dict[str, Any] = {
    "physics": False,
    "interaction": {
        "hover": True,
        "hideEdgesOnDrag": True,
        "hideEdgesOnZoom": True,
        "tooltipDelay": 150,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "nodes": {"margin": 5, "borderWidth": 1, "font": {"face": _FACE}},
    "edges": {"smooth": False, "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}}},
}


@dataclass(frozen=True, slots=True)
class ViewSummary:
    """How much a page shows."""

    nodes: int
    edges: int


def _network(picture: Picture, at: dict[str, Point]) -> Any:
    """Return the pyvis network of a picture."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    network.set_options(json.dumps(_OPTIONS, ensure_ascii=False))
    for node in picture.nodes.values():
        x, y = at[node.id]
        network.add_node(node.id, label=wrapped(node.name, node.kind), x=round(x), y=round(y), **_STYLES[node.kind])
    # add_edge searches all edges for a double at each call; the list can be filled directly.
    network.edges = [{"from": e.source, "to": e.target, "kind": e.kind, "document": e.document} for e in picture.edges]
    return network


def _data(picture: Picture, focus: str | None) -> dict[str, Any]:
    whole = place(picture)
    network = _network(picture, whole.at)
    position = {key: i for i, key in enumerate(picture.nodes)}
    nodes = [
        {
            "id": position[node.id],
            "label": made["label"],
            "x": made["x"],
            "y": made["y"],
            "kind": node.kind,
            "name": node.name,
            "short": node.short,
            "path": node.detail,
            "documents": sorted(node.documents),
        }
        for made, node in zip(network.nodes, picture.nodes.values(), strict=True)
    ]
    edges = [{**e, "from": position[e["from"]], "to": position[e["to"]]} for e in network.edges]
    duties = [
        {**dataclasses.asdict(d), "source": position.get(d.source, -1), "target": position.get(d.target, -1)}
        for d in picture.duties
    ]
    # A document alone is laid out anew: in the places of the whole it would be a few islands far apart.
    alone = [place(picture, i) for i in range(len(picture.documents))]
    return {
        "documents": picture.documents,
        "nodes": nodes,
        "edges": edges,
        "duties": duties,
        "owners": {str(position[task]): position[owner] for task, owner in picture.owners.items()},
        "discs": [_discs(layout, position) for layout in (whole, *alone)],
        "places": [{position[key]: [round(x), round(y)] for key, (x, y) in layout.at.items()} for layout in alone],
        "styles": _STYLES,
        "options": network.options,
        "focus": position[focus] if focus else None,
    }


def _discs(layout: Layout, position: dict[str, int]) -> list[list[Any]]:
    return [[round(d.x), round(d.y), round(d.radius), position[d.owner], d.kind, round(d.title)] for d in layout.discs]


def _json(data: Any) -> str:
    """Return JSON that can stand in a script element: no ``<`` that could end it, no line separators."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Half a surrogate pair, which a damaged text may hold, can't be written as UTF-8 but can be escaped.
    return re.sub("[<\u2028\u2029\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", text)


def _hash(script: str) -> str:
    """Return a script's source expression for the content security policy (CSP Level 3, 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode('utf-8')).digest()).decode('ascii')}'"


def _own(name: str) -> str:
    return resources.files("graph.view").joinpath(name).read_text(encoding="utf-8")


def _vis() -> tuple[str, str]:
    """Return the script and the style sheet of vis-network as pyvis ships them."""
    folders = [f for f in resources.files("pyvis").joinpath("templates", "lib").iterdir() if f.name.startswith("vis-")]
    # It ships two; the later one is half as large.
    library = max(folders, key=lambda f: [int(n) for n in re.findall(r"\d+", f.name)])
    script = library.joinpath("vis-network.min.js").read_text(encoding="utf-8")
    style = library.joinpath("vis-network.css").read_text(encoding="utf-8")
    return script.replace("</script", "<\\/script"), style


def render(picture: Picture, focus: str | None = None) -> str:
    """Return the page of a picture; the same picture gives the same page.

    Parameters
    ----------
    picture
        What to show.
    focus
        Id of the thing to open on.
    """
    library, library_style = _vis()
    script = _own("view.js")
    policy = (
        f"default-src 'none'; script-src {_hash(library)} {_hash(script)}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    parts = {
        "POLICY": policy,
        "STYLE": library_style + _own("view.css"),
        "DATA": _json(_data(picture, focus)),
        "LIBRARY": library,
        "SCRIPT": script,
    }
    # In one pass: a document whose text has @SCRIPT@ in it stays as it is.
    return re.sub("@([A-Z]+)@", lambda m: parts[m[1]], _own("template.html"))


def write_view(graph: Graph, path: Path, document: str | None = None, focus: str | None = None) -> ViewSummary:
    """Write the picture of a graph as one HTML file that opens with no network.

    Parameters
    ----------
    graph
        A built graph.
    path
        The file to write; whole or not at all.
    document
        Words of the title of the documents to show; all by default.
    focus
        Name of the agency, task, cluster, district or technology to open on.

    Raises
    ------
    QueryError
        If no document, or nothing, has the words.
    OutputError
        If the folder doesn't exist or the file can't be replaced.
    """
    if not path.parent.is_dir():
        raise OutputError(f"{path}: the folder {path.parent} does not exist", "create it first")
    if path.is_dir():
        raise OutputError(f"{path}: is a folder", "name a file")
    picture = read_picture(graph, document)
    _replace(path, render(picture, picture.find(focus) if focus else None).encode("utf-8"))
    return ViewSummary(len(picture.nodes), len(picture.edges))


def _replace(path: Path, page: bytes) -> None:
    # As graph.matrix does: a link stays a link, and who may read the folder may read the page.
    target = path.resolve()
    temporary = target.with_name(f".quanze-{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(page)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise OutputError(
            f"{path}: can't write in {target.parent}: {fault.strerror}", "free some space or choose another folder"
        ) from fault
    try:
        os.replace(temporary, target)  # noqa: PTH105 - the name says that it is atomic
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise OutputError(
            f"{path}: can't be replaced: {fault.strerror}", "close the program that has it open, or choose another name"
        ) from fault
