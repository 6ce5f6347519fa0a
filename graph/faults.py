"""SPARQL that can't be read, told so that it can be mended; and terms of the project that no graph can hold.

The engine names the last place that some rule of its grammar came to, which for keywords lies behind what is wrong, and
lists all that its rules would take there. So what beginners get wrong is looked for first (a prefix that is not declared,
a word that is none of SPARQL, a bracket that is not closed); of the rest rdflib's parser says the place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from rapidfuzz import fuzz

import ontology
from graph.tokens import Token, prefixes, tokens
from ontology import PREFIXES, QZ, ROLE

# Every bare word that SPARQL 1.1 knows: keywords, operators and functions (its grammar, rules 1 to 173).
_GRAMMAR = """
a abs add all as asc ask avg base bind bnode bound by ceil clear coalesce concat construct contains copy count create
data datatype day default delete desc describe distinct drop encode_for_uri exists false filter floor from graph
group group_concat having hours if in insert into iri isblank isiri isliteral isnumeric isuri lang langmatches lcase
limit load max md5 min minus minutes month move named not now offset optional order prefix rand reduced regex replace
round sameterm sample seconds select separator service sha1 sha256 sha384 sha512 silent str strafter strbefore strdt
strends strlang strlen strstarts struuid substr sum timezone to true tz ucase undef union uri using uuid values where
with year
"""
_WORDS = frozenset(_GRAMMAR.split())
_CLOSES = {")": "(", "]": "[", "}": "{"}
# What the engine says in words among the signs that it expected.
_WORDED = re.compile(r"(?:^|[ ,])((?:The|A|An|Duplicated?|Unknown|Invalid|Only) [a-zA-Z][^\[\]\"',]+)")
# Of 100, by rapidfuzz: how near a name has to come that is offered, and how much less near than the best it may.
_NEAR_PREFIX, _NEAR_WORD, _NEAR_TERM, _MUCH = 50.0, 75.0, 60.0, 10.0


def explain(text: str, fault: SyntaxError, what: str = "query") -> str:
    """Return what is wrong with a query that doesn't parse, with the line that it is about and a caret below the place.

    Parameters
    ----------
    text
        The query, or the update.
    fault
        As the engine raised it.
    what
        ``query`` or ``update``.
    """
    found = next(_common(text), None)
    if found is None:
        at = _place(text, what)
        worded = _WORDED.search(str(fault))
        if worded:
            found = at, worded[1].strip()
        elif at is None:
            # A fault that only the engine sees, or the answer of a store elsewhere: its own words are all there is.
            return f"the {what} doesn't parse: {_short(str(fault))}"
        else:
            token = next((t for t in tokens(text) if t.start >= at), None)
            wrong = "more is expected here" if token is None else f"{token.text[:40]!r} can't stand here"
            found = at, wrong
    at, said = found
    if at is None:
        return f"the {what} doesn't parse: {said}"
    line, column = text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1
    return f"the {what} doesn't parse: line {line}, column {column}: {said}\n{_shown(text, line, column)}"


def _short(message: str) -> str:
    words = " ".join(message.split())
    return words if len(words) <= 300 else words[:299] + "…"


def _common(text: str) -> Iterator[tuple[int | None, str]]:
    """Yield what is wrong in a way that many get wrong, the likeliest cause first."""
    found = list(tokens(text))
    # Behind a text that does not end everything else looks wrong.
    yield from ((t.start, "a text in quotes begins here and does not end") for t in found if t.text in ("'", '"'))
    yield from _undeclared(found, text)
    yield from _misspelt(found)
    yield from _unclosed(found)


def _undeclared(found: Sequence[Token], text: str) -> Iterator[tuple[int, str]]:
    declared = {name.removesuffix(":") for name in prefixes(text)}
    for token in found:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in declared and prefix not in PREFIXES:
            near = _alike(prefix, PREFIXES, _NEAR_PREFIX)
            hint = f"did you mean {_or([f'{name}:' for name in near])}? " if near else ""
            known = " ".join(f"{name}:" for name in PREFIXES)
            yield (
                token.start,
                f"unknown prefix {prefix}: in {token.text}; {hint}Known are {known}; declare others by "
                f"PREFIX {prefix}: <…>",
            )


def _misspelt(found: Sequence[Token]) -> Iterator[tuple[int, str]]:
    for token in found:
        if token.kind == "word" and token.text.lower() not in _WORDS:
            word = token.text.lower()
            near = sorted(t for part in _terms() for t in part if t.partition(":")[2].lower() == word)
            near = near or [known.upper() for known in _alike(word, _WORDS, _NEAR_WORD)]
            hint = f"did you mean {_or(near)}?" if near else "write a variable as ?x, text in quotes, a term as qz:Task"
            yield token.start, f"{token.text} is no word of SPARQL; {hint}"


def _unclosed(found: Sequence[Token]) -> Iterator[tuple[int, str]]:
    opened: list[Token] = []
    for token in found:
        if token.kind != "mark":
            continue
        if token.text in "([{":
            opened.append(token)
        elif token.text in _CLOSES:
            if not opened:
                yield token.start, f"this {token.text} closes nothing"
                return
            if opened[-1].text != _CLOSES[token.text]:
                yield opened[-1].start, f"this {opened[-1].text} is not closed"
                return
            opened.pop()
    if opened:
        yield opened[-1].start, f"this {opened[-1].text} is not closed"


def _place(text: str, what: str) -> int | None:
    """Return where rdflib's parser gives up; None where it reads the text."""
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery, parseUpdate

    try:
        (parseUpdate if what == "update" else parseQuery)(text)
    except ParseBaseException as fault:
        return min(int(fault.loc), len(text))
    except (RecursionError, ValueError, TypeError, KeyError, AttributeError):
        # A parser of another make: what it raises on odd input is not promised.
        return None
    return None


def _shown(text: str, line: int, column: int) -> str:
    """Return a line with a caret below a column, Chinese taken for two columns wide; a long line is cut to what is near."""
    words = text.split("\n")[line - 1].replace("\t", " ")
    start = max(0, column - 1 - 50)
    part = words[start : column - 1 + 50]
    before = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words[start : column - 1])
    head = f"  {line} | {'…' if start else ''}"
    tail = "…" if len(words) > column - 1 + 50 else ""
    return f"{head}{part}{tail}\n{' ' * (len(head) + before)}^"


def _alike(wanted: str, names: Iterable[str], least: float) -> list[str]:
    """Return up to three names that come nearest, and none that comes much less near than the best."""
    scored = sorted((-fuzz.ratio(wanted, name), name) for name in names)
    return [name for score, name in scored[:3] if -score >= max(least, -scored[0][0] - _MUCH)]


def _or(names: Sequence[str]) -> str:
    return " or ".join(names)


@cache
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)


@cache
def _terms() -> tuple[frozenset[str], frozenset[str]]:
    """Return the project's own terms, and the terms of others that its questions and shapes use, as written with prefixes."""
    own = set()
    for name in ("policy.ttl", "roles.ttl"):
        own |= {_prefixed(iri) for iri in re.findall(rf"<((?:{QZ}|{ROLE})[\w-]+)>", ontology.read(name))}
        own |= set(re.findall(r"(?<![\w:/.-])(?:qz|role):[A-Za-z]\w*", ontology.read(name)))
    texts = "\n".join([*ontology.questions().values(), ontology.read("shapes.ttl")])
    others = {t.text for t in tokens(texts) if t.kind == "name" and t.text.partition(":")[0] in PREFIXES}
    return frozenset(own), frozenset(o for o in others if not o.startswith(("qz:", "role:")) and not o.endswith(":"))


def _prefixed(iri: str) -> str:
    for prefix, home in (("qz", QZ), ("role", ROLE)):
        if iri.startswith(home):
            return f"{prefix}:{iri.removeprefix(home)}"
    return ""


def unknown_terms(text: str) -> list[str]:
    """Return what is to be said of terms in a query that stand in the project's namespaces and that no graph can hold."""
    own, others = _terms()
    declared = {**{f"{name}:": iri for name, iri in PREFIXES.items()}, **prefixes(text)}
    out: dict[str, str] = {}
    for token in tokens(text):
        if token.kind == "name":
            prefix, _, local = token.text.partition(":")
            term = _prefixed(declared.get(f"{prefix}:", "") + local)
        elif token.kind == "iri":
            term = _prefixed(token.text[1:-1])
        else:
            continue
        if term and not term.endswith(":") and term not in own and term not in out:
            out[term] = f"{term} is no term of the ontology{_hint(term, own | others)}"
    return list(out.values())


def _hint(term: str, terms: Iterable[str]) -> str:
    """Return what the graph calls it in a term of others, else the terms whose local names come near, whatever their case."""
    local = term.partition(":")[2]
    said = [f"{b.term} of a {b.subject} ({b.en})" for b in ontology.borrowed() if local.lower() in _folded(b.tried)]
    if said:
        return f"; the graph says that by {_or(said)}"
    by_local: dict[str, list[str]] = {}
    for known in sorted(terms):
        by_local.setdefault(known.partition(":")[2].lower(), []).append(known)
    near = [
        known for local in _alike(term.partition(":")[2].lower(), by_local, _NEAR_TERM) for known in by_local[local]
    ]
    return f"; did you mean {_or(near)}?" if near else "; docs/ontology.html and the page /ontology of serve list them"
