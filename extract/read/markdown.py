"""Markdown: the words without the marks, by way of the page that it stands for."""

from __future__ import annotations

from extract.read.found import Found
from extract.read.limits import Limits
from extract.read.page import seen
from extract.read.text import decode


def read(data: bytes, name: str, limits: Limits) -> Found:
    """Return the text of a Markdown file (CommonMark with tables).

    Line ends stay line ends and set-in lines stay paragraphs, since policies copied into Markdown have both; HTML in
    it is text like any other.

    Raises
    ------
    ReadError
        If it can't be decoded.
    """
    from markdown_it import MarkdownIt

    text, _ = decode(data, name)
    parser = MarkdownIt("commonmark", {"breaks": True, "html": False}).enable("table").disable("code")
    return seen(f"<html><body>{parser.render(text)}</body></html>", name)
