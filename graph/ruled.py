"""Leads that a rule of the policy makes (列第一位的为牵头单位), and the sentences that state it."""

from __future__ import annotations

from functools import cache

from extract.facts import Document, Mention, Responsibility
from seeds.tables import rows

# As the extraction names them in the document's evidence.
RULES = ("first_leads", "sole_leads", "mark_leads", "sides")


@cache
def _says_lead() -> frozenset[str]:
    return frozenset(row["term"] for row in rows("roles") if row["role"] == "lead")


def ruling(document: Document, duty: Responsibility) -> tuple[Mention, ...]:
    """Return where it is stated that an agency leads though its clause does not say so; nothing for all other duties."""
    if duty.role != "lead" or duty.role_term in _says_lead():
        return ()
    return tuple(mention for rule in RULES for mention in document.evidence.get(rule, ()))
