"""What a query may not do, told from the parsed query: ask other servers (``SERVICE``).

The engine offers no look at what it parsed, so rdflib's parser reads the query a second time. That takes some tenths of
a second for a long one, so it is left out where the query holds not even the letters of the keyword: then it can't hold
the keyword. The letters alone refuse nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extract.errors import QueryError

_SERVICE = re.compile("SERVICE", re.I)
# A keyword stands behind no name's character; names like inForceFrom are no reason to parse twice.
_FROM = re.compile(r"(?<![\w:.-])FROM|ASKFROM", re.I)
_ESCAPE = re.compile(r"\\[uU][0-9A-Fa-f]{4}")


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may be run; ``dataset`` says whether it names its own dataset (``FROM``)."""

    text: str
    dataset: bool


def check(query: str) -> Checked:
    """Return a query that may be run, with its lines ended in one way.

    Raises
    ------
    QueryError
        If it asks another server, or speaks of it in a way that the parser can't tell from asking.
    """
    # The engine ends a comment at a carriage return, rdflib's parser does not: both get the same lines.
    text = query.replace("\r\n", "\n").replace("\r", "\n")
    service, named = bool(_SERVICE.search(text)), bool(_FROM.search(text))
    if not service and not named:
        return Checked(text, dataset=False)
    if service and _ESCAPE.search(text):
        # rdflib's parser reads \\u0027 as the quote that ends a string, the engine as a character in it.
        raise QueryError(
            "a query may not ask other servers (SERVICE), and where characters are escaped that can't be told",
            "write the characters themselves instead of \\u…",
        )
    names = _names(text)
    if service and (names is None or "ServiceGraphPattern" in names):
        raise QueryError(
            "a query may not ask other servers (SERVICE)"
            + ("" if names else ", and this one can't be read as SPARQL 1.1 to tell whether it does"),
            "leave SERVICE out",
        )
    return Checked(text, dataset=names is None or "DatasetClause" in names)


@lru_cache(maxsize=256)
def _names(text: str) -> frozenset[str] | None:
    """Return the names of a query's grammar rules as rdflib parses it; None where it can't."""
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        return frozenset(rules(parseQuery(text)))
    except (ParseBaseException, RecursionError, ValueError, TypeError, KeyError, AttributeError):
        # A parser of another make: what it raises on odd input is not promised.
        return None


def rules(node: Any) -> Iterator[str]:
    """Yield the names of the grammar rules in what rdflib parsed."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting = [node]
    while waiting:
        at = waiting.pop()
        if isinstance(at, CompValue):
            yield at.name
            waiting.extend(at.values())
        elif isinstance(at, (list, tuple, ParseResults)):
            waiting.extend(at)
