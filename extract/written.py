"""Facts as JSON text, written straight from the dataclasses: what ``json.dumps(to_json(facts))`` gives, far sooner.

For each kind of row one function is made from its fields, as ``dataclasses`` makes ``__init__``; it fills a template whose
keys are fixed, so that only values are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial
from itertools import count
from json.encoder import encode_basestring
from typing import Any, get_args, get_type_hints

from extract.facts import Facts, Mention
from extract.plain import RARE


def dumps(facts: Facts, *, lines: bool = False) -> str:
    """Return the JSON object of one document, Chinese as it is.

    Parameters
    ----------
    facts
        What was read from one policy.
    lines
        Whether each value stands on a line of its own, a blank further in than what holds it; else all is one line.

    Returns
    -------
    str
        The same as ``json.dumps(to_json(facts), ensure_ascii=False)``, with ``indent=1`` where ``lines`` are asked for.
    """
    return _writer(Facts, 0 if lines else None)(facts)


def _layout(depth: int | None) -> tuple[str, str, str]:
    """Return what stands behind an opening mark, between values, and before the closing mark, ``depth`` levels down."""
    if depth is None:
        return "", ", ", ""
    further = "\n" + " " * (depth + 1)
    return further, "," + further, "\n" + " " * depth


def _within(depth: int | None) -> int | None:
    return None if depth is None else depth + 1


@cache
def _writer(kind: Any, depth: int | None) -> Callable[[Any], str]:
    """Return the function that writes an object of a dataclass."""
    names: dict[str, Any] = {"text": encode_basestring, "number": _number, "held": count()}
    source = f"lambda row: f'''{_object(kind, 'row', depth, names)}'''"
    written: Callable[[Any], str] = eval(source, names)  # noqa: S307 - made of names of fields, nothing from outside
    return written


def _object(kind: Any, row: str, depth: int | None, names: dict[str, Any]) -> str:
    """Return an object's f-string with its braces; ``names`` gathers what it calls."""
    opened, between, closed = _layout(depth)
    return f"{{{{{opened}{between.join(_members(kind, row, _within(depth), names))}{closed}}}}}"


def _members(kind: Any, row: str, depth: int | None, names: dict[str, Any]) -> list[str]:
    """Return the members of an object, whose values stand at ``depth``."""
    out: list[str] = []
    hints = _hints(kind)
    # An object within another is asked for once, where its first field is written, and has a name from then on.
    own = f"held{next(names['held'])}"
    first = f"({own} := {row})"
    for field in fields(kind):
        value, hint = f"{first}.{field.name}", hints[field.name]
        first = own
        if hint is Mention:
            out += _members(Mention, value, depth, names)
        elif field.name in RARE:
            # Left out where there is nothing to say; it stands last in its mention or row, at the row's depth.
            name = f"{field.name}{depth}"
            names[name] = partial(_rare, f'{_layout(None if depth is None else depth - 1)[1]}"{field.name}": ')
            out[-1] += f"{{{name}({value})}}"
        else:
            out.append(f'"{field.name}": {_value(hint, value, depth, names)}')
    return out


@cache
def _hints(kind: Any) -> dict[str, Any]:
    # Every row has a mention, and a mention two spans.
    return get_type_hints(kind)


def _value(hint: Any, value: str, depth: int | None, names: dict[str, Any]) -> str:
    if is_dataclass(hint) and isinstance(hint, type):
        return _object(hint, value, depth, names)
    if hint is str or (get_args(hint) and all(isinstance(word, str) for word in get_args(hint))):
        return f"{{text({value})}}"
    if hint is int:
        return f"{{{value}}}"
    if hint is float:
        return f"{{number({value})}}"
    names[f"any{depth}"] = partial(_any, depth)
    return f"{{any{depth}({value})}}"


def _number(value: float) -> str:
    # Most numbers are the confidence of what was read without a doubt.
    return "1.0" if value == 1.0 and value.__class__ is float else repr(value)


def _rare(before: str, value: str | None) -> str:
    return f"{before}{encode_basestring(value)}" if value is not None else ""


def _any(depth: int | None, value: Any) -> str:
    """Write a value whose type is only known when it is seen."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if not isinstance(value, tuple | Mapping):
        return _writer(value.__class__, depth)(value)
    if not value:
        return "[]" if isinstance(value, tuple) else "{}"
    opened, between, closed = _layout(depth)
    within = _within(depth)
    if isinstance(value, tuple):
        # The items of a list are of one kind.
        write = _writer(value[0].__class__, within) if is_dataclass(value[0]) else partial(_any, within)
        return f"[{opened}{between.join(map(write, value))}{closed}]"
    rows = (f"{encode_basestring(key)}: {_any(within, item)}" for key, item in value.items())
    return f"{{{opened}{between.join(rows)}{closed}}}"
