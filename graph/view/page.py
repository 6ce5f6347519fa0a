"""The page: pyvis holds the network, a template of our own carries it, nothing is fetched.

pyvis's own page needs four files from the net and lets a physics engine shake the picture for a minute; here its
vis-network is put into the page, physics is off and every place is computed beforehand. Words of documents reach
the page as JSON and are shown as text only.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from extract.errors import OutputError
from graph.store import Graph
from graph.view.layout import place
from graph.view.model import Picture, read_picture

_STYLES: dict[str, dict[str, Any]] = {
    "agency": {"shape": "box", "color": "#1f4e79", "font": {"color": "#ffffff", "size": 28}},
    "task": {"shape": "box", "color": "#fff7e0", "font": {"color": "#3a3222", "size": 17}},
    "cluster": {"shape": "box", "color": "#6a3d9a", "font": {"color": "#ffffff", "size": 28}},
    "district": {"shape": "box", "color": "#2e7d32", "font": {"color": "#ffffff", "size": 28}},
    "technology": {"shape": "text", "color": "#a65e00", "font": {"color": "#8a4b00", "size": 20}},
}
_LINE = {"agency": 8, "task": 8, "cluster": 14, "district": 14, "technology": 11}


@dataclass(frozen=True, slots=True)
class ViewSummary:
    """How much a page shows."""

    nodes: int
    edges: int


def _wrapped(name: str, width: int, lines: int = 3) -> str:
    """Break a name into lines of ``width`` characters; a longer one ends in an ellipsis."""
    pieces = [name[i : i + width] for i in range(0, len(name), width)]
    if len(pieces) > lines:
        pieces = [*pieces[:lines]]
        pieces[-1] = pieces[-1][:-1] + "…"
    return "\n".join(pieces)


def _network(picture: Picture) -> Any:
    """Return the pyvis network of a picture, with the places of :func:`graph.view.layout.place`."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    at = place(picture)
    for node in picture.nodes.values():
        x, y = at[node.id]
        label = _wrapped(node.short if node.kind == "agency" else node.name, _LINE[node.kind])
        # vis asks for numbers; a tenth of a pixel is enough and keeps the file small.
        network.add_node(node.id, label=label, x=round(x, 1), y=round(y, 1), **_STYLES[node.kind])
    # add_edge searches all edges for a double at each call; the list can be filled directly.
    network.edges = [{"from": e.source, "to": e.target, "kind": e.kind, "document": e.document} for e in picture.edges]
    network.toggle_physics(False)
    return network


def _data(picture: Picture, network: Any, focus: str | None) -> dict[str, Any]:
    position = {key: i for i, key in enumerate(picture.nodes)}
    nodes = []
    for made, node in zip(network.nodes, picture.nodes.values(), strict=True):
        nodes.append(
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
        )
    edges = [
        {"from": position[e["from"]], "to": position[e["to"]], "kind": e["kind"], "document": e["document"]}
        for e in network.edges
    ]
    duties = [
        {
            "from": position.get(d.source, -1),
            "to": position.get(d.target, -1),
            "kind": d.kind,
            "term": d.term,
            "document": d.document,
            "path": d.path,
            "sentence": d.sentence,
            "start": d.start,
            "end": d.end,
        }
        for d in picture.duties
    ]
    return {
        "documents": picture.documents,
        "nodes": nodes,
        "edges": edges,
        "duties": duties,
        "owners": {str(position[task]): position[owner] for task, owner in picture.owners.items()},
        "styles": _STYLES,
        "focus": position[focus] if focus else None,
    }


def _json(data: Any) -> str:
    """Return JSON that can stand in a script element: no ``<`` that could end it, no line separators."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _hash(script: str) -> str:
    """Return a script's source expression for the content security policy (CSP Level 3, 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode('utf-8')).digest()).decode('ascii')}'"


def _own(name: str) -> str:
    return resources.files("graph.view").joinpath(name).read_text(encoding="utf-8")


def _vis() -> tuple[str, str]:
    """Return the script and the style sheet of vis-network as pyvis ships them."""
    library = resources.files("pyvis").joinpath("templates", "lib", "vis-9.1.2")
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
    page = _own("template.html")
    for name, value in {
        "POLICY": policy,
        "STYLE": library_style + _own("view.css"),
        "DATA": _json(_data(picture, _network(picture), focus)),
        "LIBRARY": library,
        "SCRIPT": script,
    }.items():
        page = page.replace(f"@{name}@", value, 1)
    return page


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
    picture = read_picture(graph, document)
    text = render(picture, picture.find(focus) if focus else None)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise OutputError(
            f"{path}: can't be written ({fault.strerror})", "close the program that has it open"
        ) from fault
    return ViewSummary(len(picture.nodes), len(picture.edges))
