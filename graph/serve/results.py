"""Answers as the SPARQL 1.1 Protocol wants them: which format, and its bytes, not more than so many rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from ontology import PREFIXES, XSD

T = TypeVar("T")
Term = NamedNode | BlankNode | Literal | Triple
ROWS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "text/n3": RdfFormat.TURTLE,
}


class NotAcceptable(Exception):  # noqa: N818 - named as HTTP names it
    """None of the formats that the client takes is one of an answer of this kind."""


class TooMany(Exception):  # noqa: N818 - it is no fault of ours
    """The answer has more rows than the server gives."""


def negotiate(accept: str, offered: Sequence[str]) -> str:
    """Return the media type to answer in, by RFC 9110's rules for ``Accept``; of equals the first that we offer.

    Raises
    ------
    NotAcceptable
        If none of the offered types is acceptable.
    """
    ranges = []
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        if name:
            ranges.append((name, quality))
    if not ranges:
        return offered[0]
    best, chosen = 0.0, None
    for media in offered:
        kind = media.split("/")[0]
        # The most specific range that fits decides.
        for pattern in (media, f"{kind}/*", "*/*"):
            found = [q for name, q in ranges if name == pattern]
            if found:
                if max(found) > best:
                    best, chosen = max(found), media
                break
    if chosen is None:
        raise NotAcceptable(", ".join(offered))
    return chosen


def render(answer: QuerySolutions | QueryBoolean | QueryTriples, accept: str, limit: int) -> tuple[str, bytes, int]:
    """Return media type, bytes and number of rows of an answer.

    Raises
    ------
    NotAcceptable
        If the client takes none of the formats of such an answer.
    TooMany
        If there are more rows, or triples, than ``limit``.
    """
    if isinstance(answer, QueryTriples):
        return render_graph(answer, accept, limit)
    media = negotiate(accept, list(ROWS))
    if isinstance(answer, QueryBoolean):
        return media, answer.serialize(format=ROWS[media]) or b"", 1
    names = [variable.value for variable in answer.variables]
    rows = 0

    def counted() -> Iterator[Sequence[Term | None]]:
        nonlocal rows
        for row in _bounded(answer, limit):
            rows += 1
            yield tuple(row)

    body = _WRITERS[ROWS[media]](names, counted())
    return media, body, rows


def render_graph(found: Iterable[Triple], accept: str, limit: int) -> tuple[str, bytes, int]:
    """Return media type, bytes and number of triples.

    Raises
    ------
    NotAcceptable
        If the client takes none of the formats of a graph.
    TooMany
        If there are more triples than ``limit``.
    """
    media = negotiate(accept, list(GRAPHS))
    triples = list(_bounded(found, limit))
    form = GRAPHS[media]
    prefixes = dict(PREFIXES) if form in (RdfFormat.TURTLE, RdfFormat.RDF_XML) else None
    return media, serialize(triples, format=form, prefixes=prefixes) or b"", len(triples)


def _bounded(items: Iterable[T], limit: int) -> Iterator[T]:
    for number, item in enumerate(items):
        if number >= limit:
            raise TooMany(str(limit))
        yield item


def _json(names: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> bytes:
    keys = [json.dumps(name) + ":" for name in names]
    text = ",".join(
        "{" + ",".join(key + _json_term(term) for key, term in zip(keys, row, strict=True) if term is not None) + "}"
        for row in rows
    )
    return f'{{"head":{{"vars":{json.dumps(names)}}},"results":{{"bindings":[{text}]}}}}'.encode()


def _json_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f'{{"type":"uri","value":{_quote(term.value)}}}'
    if isinstance(term, Literal):
        kind = term.datatype.value
        if term.language:
            return f'{{"type":"literal","value":{_quote(term.value)},"xml:lang":"{term.language}"}}'
        if kind == XSD + "string":
            return f'{{"type":"literal","value":{_quote(term.value)}}}'
        return f'{{"type":"literal","value":{_quote(term.value)},"datatype":{_quote(kind)}}}'
    if isinstance(term, BlankNode):
        return f'{{"type":"bnode","value":{_quote(term.value)}}}'
    inner = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
    return '{"type":"triple","value":{' + ",".join(f'"{k}":{_json_term(t)}' for k, t in inner) + "}}"


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _xml(names: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> bytes:
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>']
    out += [f"<variable name={quoteattr(name)}/>" for name in names]
    out.append("</head><results>")
    tags = [f"<binding name={quoteattr(name)}>" for name in names]
    for row in rows:
        out.append("<result>")
        out += [f"{tag}{_xml_term(term)}</binding>" for tag, term in zip(tags, row, strict=True) if term is not None]
        out.append("</result>")
    out.append("</results></sparql>")
    return "".join(out).encode()


def _xml_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, Literal):
        if term.language:
            return f"<literal xml:lang={quoteattr(term.language)}>{_xml_text(term.value)}</literal>"
        if term.datatype.value == XSD + "string":
            return f"<literal>{_xml_text(term.value)}</literal>"
        return f"<literal datatype={quoteattr(term.datatype.value)}>{_xml_text(term.value)}</literal>"
    if isinstance(term, BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    inner = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
    return "<triple>" + "".join(f"<{k}>{_xml_term(t)}</{k}>" for k, t in inner) + "</triple>"


def _xml_text(text: str) -> str:
    # XML 1.0 has no place for other control characters, escaped or not.
    return escape("".join(c if c >= " " or c in "\t\n\r" else "\ufffd" for c in text), {"\r": "&#13;"})


def _csv(names: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(names)
    writer.writerows([_csv_term(term) for term in row] for row in rows)
    return buffer.getvalue().encode()


def _csv_term(term: Term | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, (BlankNode, Triple)) else term.value


def _tsv(names: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> bytes:
    lines = ["\t".join(f"?{name}" for name in names)]
    # The N-Triples form of a term escapes tabs and line ends, as the format asks.
    lines += ["\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in rows]
    return ("\n".join(lines) + "\n").encode()


_WRITERS: dict[QueryResultsFormat, Callable[[Sequence[str], Iterable[Sequence[Term | None]]], bytes]] = {
    QueryResultsFormat.JSON: _json,
    QueryResultsFormat.XML: _xml,
    QueryResultsFormat.CSV: _csv,
    QueryResultsFormat.TSV: _tsv,
}
