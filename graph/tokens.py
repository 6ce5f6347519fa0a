"""The terminals of SPARQL: where words, names and braces stand in a text, without a grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# The terminals of SPARQL 1.1, as far as one must know them to find words and braces.
_TOKEN = re.compile(
    r"""
      (?P<space>\s+|\#[^\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>'''(?:'{0,2}(?:[^'\\]|\\.))*'''|\"""(?:"{0,2}(?:[^"\\]|\\.))*\"""
        |'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<blank>_:[\w.\-\u00b7]+)
    | (?P<name>(?:[^\W\d_][\w.\-\u00b7]*)?:(?:[\w:.\-\u00b7%]|\\.)*)
    | (?P<number>[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?)
    | (?P<word>[^\W\d]+)
    | (?P<mark>.)
    """,
    re.X | re.S,
)


class Token(NamedTuple):
    """A terminal and where it stands."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the terminals of a query or an update; space and comments are none."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "space":
            yield Token(kind, match.group(), match.start(), match.end())


def prefixes(text: str) -> dict[str, str]:
    """Return what a text declares by ``PREFIX``: IRIs by prefix, with its colon."""
    found = list(tokens(text))
    return {
        name.text: iri.text[1:-1]
        for word, name, iri in zip(found, found[1:], found[2:], strict=False)
        if word.text.upper() == "PREFIX"
    }
