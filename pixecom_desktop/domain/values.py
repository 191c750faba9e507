"""Frozen values, made quickly: `dataclass` as the standard library has it, for all but the start.

The standard one writes and compiles six methods for each class, half a millisecond that every start
of the program pays again. Here a frozen class with slots shares its methods with all others, and
only its `__init__`, which makes many objects, is compiled: when the first of them is made.
Everything else about it (fields, `replace`, `asdict`, `match`) is the standard library's.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    # To type checkers it is the standard one, whose rules they know.
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - handed on
else:

    def dataclass(cls: type | None = None, /, **asked: bool) -> Any:  # noqa: ANN401 - a class, or what makes one
        """Return the class as a dataclass; takes what the standard decorator takes."""

        def made(cls: type) -> type:
            is_heir = any(dataclasses.is_dataclass(one) for one in cls.__mro__[1:])
            freely = {key: asked.get(key, False) for key in ("kw_only", "weakref_slot")}
            wanted = {key: value for key, value in asked.items() if key not in freely}
            if is_heir or wanted != {"frozen": True, "slots": True}:
                return dataclasses.dataclass(**asked)(cls)
            return _value(cls, **freely)

        return made if cls is None else made(cls)


def _value(cls: type[Any], *, kw_only: bool, weakref_slot: bool) -> type[Any]:
    # Python says of a class with its own `__eq__` that it has no hash.
    own = {name for name, method in vars(cls).items() if method is not None}
    made: type[Any] = dataclasses.dataclass(
        init=False, repr=False, eq=False, slots=True, kw_only=kw_only, weakref_slot=weakref_slot
    )(cls)
    made.__dataclass_params__.frozen = True
    compared = _getter(tuple(one.name for one in fields(made) if one.compare))
    methods: dict[str, Callable[..., object]] = {
        "__init__": _first_init(made),
        "__repr__": _shown,
        "__setattr__": _not_set,
        "__delattr__": _not_deleted,
        "__getstate__": _state,
        "__setstate__": _restored,
        "__eq__": _equal(compared),
        "__hash__": lambda self: hash(compared(self)),
    }
    for name, method in methods.items():
        if name not in own:
            setattr(made, name, method)
    return made


def _getter(names: tuple[str, ...]) -> Callable[[Any], tuple[object, ...]]:
    """Return what gives the values of these fields, as a tuple however few they are."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple(getattr(one, name) for name in names)


def _equal(compared: Callable[[Any], tuple[object, ...]]) -> Callable[[Any, Any], Any]:
    def equal(self: Any, other: Any) -> Any:  # noqa: ANN401 - as object's own
        return (
            compared(self) == compared(other)
            if other.__class__ is self.__class__
            else NotImplemented
        )

    return equal


def _shown(self: Any) -> str:  # noqa: ANN401
    told = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(told)})"


def _not_set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _not_deleted(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:  # noqa: ANN401
    return [getattr(self, one.name) for one in fields(self)]


def _restored(self: Any, state: list[object]) -> None:  # noqa: ANN401
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


def _first_init(cls: type[Any]) -> Callable[..., None]:
    """Return the `__init__` of a class of which no object was made yet: it gives way to its own."""

    def __init__(self: Any, *values: object, **named: object) -> None:  # noqa: ANN401, N807
        if cls.__init__ is __init__:
            cls.__init__ = _compiled(cls)
        cls.__init__(self, *values, **named)

    return __init__


def _compiled(cls: type[Any]) -> Callable[..., None]:
    """Return the `__init__` that the standard library would have written."""
    # No field has names of this form.
    known: dict[str, Any] = {"__put": object.__setattr__, "__none": MISSING}
    plain: list[str] = ["self"]
    named: list[str] = []
    lines: list[str] = []
    for one in fields(cls):
        name = word = value = one.name
        if one.default_factory is not MISSING:
            known[f"__made_{name}"] = one.default_factory
            word, made = f"{name}=__none", f"__made_{name}()"
            value = f"{made} if {name} is __none else {name}" if one.init else made
        elif one.default is not MISSING:
            known[f"__default_{name}"] = one.default
            word = f"{name}=__default_{name}"
            value = name if one.init else f"__default_{name}"
        if one.init:
            (named if one.kw_only else plain).append(word)
        lines.append(f" __put(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    words = ", ".join([*plain, *(["*", *named] if named else [])])
    exec(f"def __init__({words}):\n" + ("\n".join(lines) or " pass"), known)  # noqa: S102
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init
