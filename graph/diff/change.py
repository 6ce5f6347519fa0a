"""One difference between two documents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different.

    Attributes
    ----------
    layer
        ``section``, ``agency``, ``instrument``, ``target``, ``technology`` or ``cluster``.
    kind
        ``added``, ``removed``, ``merged``, ``moved``, ``reworded`` (sections; ``merged``: no section of its own any more, but
        another that says much of the same); ``gained``, ``lost``, ``role`` (agencies); ``raised``,
        ``lowered``, ``changed``, ``added``, ``removed`` (targets); ``raised``, ``lowered``, ``terms``, ``added``, ``removed``
        (instruments; ``terms``: for what, to whom or how, or one figure up and another down); ``in``, ``out`` (technologies,
        clusters).
    name
        Heading, agency, what an instrument is given for, indicator, technology or cluster.
    old_path, new_path
        The items, empty where it is not there.
    old, new
        What it was and is.
    score
        How alike both are, where texts were compared.
    old_sentence, new_sentence
        The words that say so; of reworded sections what changed with some words around it.
    """

    layer: str
    kind: str
    name: str
    old_path: str
    new_path: str
    old: str
    new: str
    score: float | None = None
    old_sentence: str = ""
    new_sentence: str = ""
