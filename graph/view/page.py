"""The page: our own script and pyvis's vis-network in one HTML file; nothing is fetched.

pyvis's own page needs four files from the net and lets a physics engine shake the picture for a minute; here its
vis-network is put into the page, physics is off and every place is computed beforehand. Words of documents reach
the page as JSON and are shown as text only.
"""

from __future__ import annotations

import base64
import hashlib
import re
from importlib import resources
from typing import Any

from graph.view.data import page_data, to_json
from graph.view.model import Model

# In the order in which they need each other.
SCRIPTS = (
    "words",
    "dom",
    "data",
    "state",
    "find",
    "search",
    "list",
    "tables",
    "matrix",
    "document",
    "paint",
    "focus",
    "map",
    "canvas",
    "export",
    "main",
)


def _hash(script: str) -> str:
    """Return a script's source expression for the content security policy (CSP Level 3, 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode('utf-8')).digest()).decode('ascii')}'"


def own(name: str) -> str:
    """Return a file of the page by its path below ``graph/view``."""
    file = resources.files("graph.view")
    for part in name.split("/"):
        file = file.joinpath(part)
    return file.read_text(encoding="utf-8")


def _vis() -> tuple[str, str]:
    """Return the script and the style sheet of vis-network as pyvis ships them."""
    folders = [f for f in resources.files("pyvis").joinpath("templates", "lib").iterdir() if f.name.startswith("vis-")]
    # It ships two; the later one is half as large.
    library = max(folders, key=lambda f: [int(n) for n in re.findall(r"\d+", f.name)])
    script = library.joinpath("vis-network.min.js").read_text(encoding="utf-8")
    style = library.joinpath("vis-network.css").read_text(encoding="utf-8")
    return script.replace("</script", "<\\/script"), style


def assembled(template: str, data: Any, script: str, style: str, library: str = "") -> str:
    """Return a page of one template that runs these scripts and no others, and loads nothing.

    Parameters
    ----------
    template
        Name of the HTML file with @POLICY@, @STYLE@, @DATA@, @LIBRARY@ and @SCRIPT@ in it.
    data
        What the script reads.
    script, style, library
        Our script, all style sheets, and a library's script.
    """
    hashes = " ".join(_hash(s) for s in (library, script) if s)
    parts = {
        "POLICY": f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'",
        "STYLE": style,
        "DATA": to_json(data),
        "LIBRARY": library,
        "SCRIPT": script,
    }
    # In one pass: a document whose text has @SCRIPT@ in it stays as it is.
    return re.sub("@([A-Z]+)@", lambda m: parts[m[1]], own(template))


def render(model: Model, focus: str | None = None, pictures: bool = True, home: str = "") -> str:
    """Return the page of a model; the same model gives the same page.

    Parameters
    ----------
    model
        What to show.
    focus
        Key of the thing to open on.
    pictures
        Whether vis-network is put in: without it the page has no focus view and no map, and is half a megabyte less.
    home
        Where the index of a folder of pages is, from this page.
    """
    script = '"use strict";\n(() => {\n' + "".join(own(f"js/{name}.js") for name in SCRIPTS) + "})();\n"
    library, library_style = _vis() if pictures else ("", "")
    data = {**page_data(model, focus, pictures), "home": home}
    return assembled("template.html", data, script, library_style + own("page.css"), library)
