"""Facts as JSON text, written straight from the dataclasses: what ``json.dumps(to_json(facts))`` gives, far sooner.

For each kind of row one function is made from its fields, as ``dataclasses`` makes ``__init__``; it fills a template whose
keys are fixed, so that only values are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import count
from json.encoder import encode_basestring
from typing import Any, get_args, get_type_hints

from extract.facts import Facts, Mention


def dumps(facts: Facts) -> str:
    """Return the JSON object of one document on one line, Chinese as it is.

    Parameters
    ----------
    facts
        What was read from one policy.

    Returns
    -------
    str
        The same as ``json.dumps(to_json(facts), ensure_ascii=False)``.
    """
    return _writer(Facts)(facts)


@cache
def _writer(kind: Any) -> Callable[[Any], str]:
    """Return the function that writes an object of a dataclass."""
    names: dict[str, Any] = {"text": encode_basestring, "number": _number, "any": _any, "held": count()}
    source = f"lambda row: f'{{{{{_template(kind, 'row', names)}}}}}'"
    written: Callable[[Any], str] = eval(source, names)  # noqa: S307 - made of names of fields, nothing from outside
    return written


def _template(kind: type[Any], row: str, names: dict[str, Any]) -> str:
    """Return what stands between the braces of an object's f-string; ``names`` gathers what it calls."""
    out = []
    hints = get_type_hints(kind)
    # An object within another is asked for once, where its first field is written, and has a name from then on.
    own = f"held{next(names['held'])}"
    first = f"({own} := {row})"
    for field in fields(kind):
        value, hint = f"{first}.{field.name}", hints[field.name]
        first = own
        if hint is Mention:
            out.append(_template(Mention, value, names))
        elif field.name == "why":
            # Left out where there is nothing to say; it stands last in its mention.
            names["reason"] = _reason
            out[-1] += f"{{reason({value})}}"
        else:
            out.append(f'"{field.name}": {_value(hint, value, names)}')
    return ", ".join(out)


def _value(hint: Any, value: str, names: dict[str, Any]) -> str:
    if is_dataclass(hint) and isinstance(hint, type):
        return f"{{{{{_template(hint, value, names)}}}}}"
    if hint is str or (get_args(hint) and all(isinstance(word, str) for word in get_args(hint))):
        return f"{{text({value})}}"
    if hint is int:
        return f"{{{value}}}"
    if hint is float:
        return f"{{number({value})}}"
    return f"{{any({value})}}"


def _number(value: float) -> str:
    # Most numbers are the confidence of what was read without a doubt.
    return "1.0" if value == 1.0 and value.__class__ is float else repr(value)


def _reason(why: str | None) -> str:
    return f', "why": {encode_basestring(why)}' if why is not None else ""


def _any(value: Any) -> str:
    """Write a value whose type is only known when it is seen."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, tuple):
        # The items of a list are of one kind.
        rows = bool(value) and is_dataclass(value[0])
        return f"[{', '.join(map(_writer(value[0].__class__) if rows else _any, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{encode_basestring(key)}: {_any(item)}' for key, item in value.items())}}}"
    return _writer(value.__class__)(value)
