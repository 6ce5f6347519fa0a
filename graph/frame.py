"""A whole page inside another one, as a notebook shows it."""

from __future__ import annotations

import html


def framed(page: str, title: str, height: int) -> str:
    """Return an HTML fragment that shows a page in a frame: its style and its script stay its own.

    Parameters
    ----------
    page
        A self-contained HTML page.
    title
        What the frame is called for those who can't see it.
    height
        In CSS pixels.
    """
    return (
        f'<iframe title="{html.escape(title)}" sandbox="allow-scripts allow-downloads" '
        f'srcdoc="{html.escape(page)}" style="width:100%;height:{height}px;border:1px solid #ccc"></iframe>'
    )
