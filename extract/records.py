"""Frozen dataclasses that are made quickly: extraction makes them by the hundred thousand."""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass with slots.

    It is what ``dataclass(frozen=True, slots=True)`` makes, but for its constructor, which hands each value to its slot
    instead of going through ``object.__setattr__`` by name: that takes half the time. Of its other methods none is
    compiled for the class, so that the class itself is made in a third of the time.

    Raises
    ------
    TypeError
        Where a field is more than a value with or without a default.
    """
    made: Any = dataclass(slots=True, init=False, repr=False, eq=False)(cls)
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
    _give_methods(made, tuple(field.name for field in fields(made)))
    result: type[T] = made
    return result


def _give_methods(made: Any, names: tuple[str, ...]) -> None:
    """Give a class what ``dataclass(frozen=True, slots=True)`` writes for it besides the constructor."""
    # Of one name an attrgetter gives the value itself, of several a tuple: either way equal where the values are.
    values = attrgetter(*names)
    setters = [made.__dict__[name].__set__ for name in names]

    def equal(self: Any, other: object) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    def shown(self: Any) -> str:
        return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    def set_state(self: Any, state: list[Any]) -> None:
        for setter, value in zip(setters, state, strict=True):
            setter(self, value)

    made.__eq__, made.__repr__ = equal, shown
    if made.__hash__ is object.__hash__:
        made.__hash__ = hashed
    made.__setattr__, made.__delattr__ = _refuse_to_set, _refuse_to_delete
    made.__getstate__, made.__setstate__ = lambda self: [getattr(self, name) for name in names], set_state


def _refuse_to_set(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
