"""What a clause gives to whom: the names that one word of duty governs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.facts import Role
from extract.names import Name
from extract.records import record

_CHIEF = "主责"


@record
class Part:
    """The names that one role word governs; ``later`` where they have the part in later sections, ``below`` only there.

    ``above`` parts are those of all items before too (以上任务均需各市政府配合，不再单列).
    ``weak`` parts rest on a verb that in running text may be an appeal to all (落实资金).
    """

    names: tuple[Name, ...]
    role: Role
    term: str
    later: bool = False
    below: bool = False
    weak: bool = False
    above: bool = False


def beside_leads(parts: Sequence[Part]) -> list[Part]:
    """Let those do the work whom 主责单位 names where 牵头单位 names others: alone 主责 says who leads."""
    if not any(part.role == "lead" and part.term != _CHIEF for part in parts):
        return list(parts)
    return [replace(p, role="responsible") if p.role == "lead" and p.term == _CHIEF else p for p in parts]
