"""Web pages saved as one file (网页，单个文件): MIME messages (RFC 2557) whose first HTML part is the page."""

from __future__ import annotations

import email
import email.policy

from extract.errors import ReadError
from extract.read import page
from extract.read.found import Found
from extract.read.limits import Limits


def read(data: bytes, name: str, limits: Limits) -> Found:
    """Return the visible text of a saved page.

    Raises
    ------
    ReadError
        If no part of it is HTML.
    """
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
    for part in message.walk():
        content = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(content, bytes):
            return page.read(content, name, limits)
    raise ReadError(f"{name}: no page in this file", "save it again as .html (另存为 → 网页)")
