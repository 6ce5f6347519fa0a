"""What the documentation takes from the code: questions, public names, the vocabulary.

A page has a line ``@@python`` (which may be a comment) where that part goes while the site is built. Questions, vocabulary
and public names are read in a clone, too: ``python docs/hooks.py`` writes them into their pages, behind a mark, and a test
holds that they are up to date.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from importlib import resources
from pathlib import Path


def questions() -> str:
    """Return the competency questions as Markdown."""
    import graph

    out = []
    for question in graph.questions().values():
        out.append(f"## {question.name}\n\n**{question.title_zh}** {question.title}\n\n{question.description}\n")
        rows = [
            f"| `{p.name}` | {'required' if p.required else 'optional'} | {p.description} | `{p.example}` |"
            for p in question.parameters
        ]
        if rows:
            out.append("\n".join(["| parameter | | what | example |", "| --- | --- | --- | --- |", *rows]) + "\n")
        example = " ".join(f"{p.name}={p.example}" for p in question.parameters if p.required)
        out.append(f"```sh\nquanze query {question.name} {example}".rstrip() + "\n```\n")
    return "\n".join(out)


def python() -> str:
    """Return a directive of mkdocstrings for each public name."""
    import graph

    homes = {name: f"{home}.{graph._RENAMED.get(name, name)}" for name, home in graph._HOMES.items()}
    return "\n\n".join(f"::: {homes[name]}" for name in graph.__all__)


def names() -> str:
    """Return a table of the public names: what each is, how it is called, what it is for."""
    import graph

    rows = []
    for name in graph.__all__:
        thing = getattr(graph, name)
        said = (inspect.getdoc(thing) or "").partition("\n\n")[0].replace("\n", " ")
        try:
            # Of names their homes are left out, of a function that stands as a default its place in memory.
            call = re.sub(r"<function (\w+) at \w+>|(?:\w+\.)+(?=\w)|'", r"\1", str(inspect.signature(thing)))
        except (TypeError, ValueError):
            call = ""
        shown = f"{name}{call}".replace("|", "\\|") if inspect.isfunction(thing) else name
        rows.append(f"| `{shown}` | {said.replace('|', '/')} |")
    return "\n".join(["| name | what it is for |", "| --- | --- |", *rows]) + "\n\n<!-- @@python -->"


def ontology() -> str:
    """Return classes and properties of the vocabulary as Markdown."""
    from rdflib import OWL, RDF, RDFS, SKOS, Graph
    from rdflib import Literal as Words

    import ontology as vocabulary

    store = Graph().parse(data=resources.files("ontology").joinpath("policy.ttl").read_text("utf-8"), format="turtle")

    def say(term: object, predicate: object, language: str) -> str:
        found = [str(w) for w in store.objects(term, predicate) if isinstance(w, Words) and w.language == language]  # type: ignore[arg-type]
        return found[0].replace("|", "/") if found else ""

    out = []
    for title, kind in (("Classes", OWL.Class), ("Links", OWL.ObjectProperty), ("Values", OWL.DatatypeProperty)):
        rows = []
        for term in sorted(set(store.subjects(RDF.type, kind))):
            if str(term).startswith("https://w3id.org/quanze/ontology#"):
                words = [
                    say(term, p, lang) for p, lang in ((RDFS.label, "en"), (RDFS.label, "zh"), (SKOS.definition, "en"))
                ]
                definition = words[2] or say(term, RDFS.comment, "en")
                rows.append(f"| `qz:{str(term).rsplit('#', 1)[1]}` | {words[0]} | {words[1]} | {definition} |")
        if rows:
            out.append("\n".join([f"## {title}\n", "| term | | | |", "| --- | --- | --- | --- |", *rows]) + "\n")
    terms = [f"| `{b.subject}` | `{b.term}` | {b.zh} | {b.en} |" for b in vocabulary.borrowed()]
    out.append("\n".join(["## Terms of others\n", "| of a | term | | |", "| --- | --- | --- | --- |", *terms]) + "\n")
    if (Path(__file__).parent / "ontology.html").is_file():
        out.append("[The whole vocabulary, with shapes and examples](../ontology.html)\n")
    return "\n".join(out)


PARTS: dict[str, Callable[[], str]] = {"questions": questions, "python": python, "names": names, "ontology": ontology}


# Pages with a part that is written into them, and which.
_WRITTEN = {"questions": "questions", "ontology": "ontology", "python": "names"}


def page(written: str) -> str:
    """Return a page of the reference with its part written in: what stands before the mark stays."""
    home, name = Path(__file__).parent / "reference" / f"{written}.md", _WRITTEN[written]
    mark = f"<!-- {name}: written by docs/hooks.py -->"
    head, found, _ = home.read_text(encoding="utf-8").partition(mark)
    if not found:
        raise ValueError(f"{home} has no line {mark}")
    return f"{head}{mark}\n\n{PARTS[name]().rstrip()}\n"


def on_page_markdown(markdown: str, **_: object) -> str:
    """Put the parts in their places."""
    return re.sub(r"^(?:<!-- )?@@(\w+)(?: -->)?$", lambda m: PARTS[m[1]](), markdown, flags=re.M)


if __name__ == "__main__":
    for written in _WRITTEN:
        (Path(__file__).parent / "reference" / f"{written}.md").write_text(
            page(written), encoding="utf-8", newline="\n"
        )
