"""Frozen dataclasses that are made quickly: extraction makes them by the hundred thousand."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass with slots.

    It is what ``dataclass(frozen=True, slots=True)`` makes, but for its constructor, which hands each value to its slot
    instead of going through ``object.__setattr__`` by name: that takes half the time.

    Raises
    ------
    TypeError
        Where a field is more than a value with or without a default.
    """
    made: Any = dataclass(frozen=True, slots=True, init=False)(cls)
    names: dict[str, Any] = {}
    arguments, lines = ["self"], []
    for n, field in enumerate(fields(made)):
        if not field.init or field.default_factory is not MISSING or hasattr(made, "__post_init__"):
            raise TypeError(f"{cls.__name__}.{field.name}: only plain fields can be set quickly")
        names[f"set{n}"], names[f"default{n}"] = made.__dict__[field.name].__set__, field.default
        arguments.append(field.name if field.default is MISSING else f"{field.name}=default{n}")
        lines.append(f"    set{n}(self, {field.name})")
    exec(f"def __init__({', '.join(arguments)}):\n" + "\n".join(lines), names)  # noqa: S102 - made of names of fields
    made.__init__ = names["__init__"]
    made.__init__.__annotations__ = {**cls.__annotations__, "return": None}
    result: type[T] = made
    return result
