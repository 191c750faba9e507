"""An answer, or an error, as plain values that can be compared and looked through."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from inspect import isawaitable
from typing import Any

import msgspec
import numpy as np

from pixecom_desktop.domain.errors import PixecomError
from pixecom_desktop.storage.queries.across import Columns


def plain(answer: Any) -> Any:
    """Return an answer as tuples of plain values; what has no order is put in one."""
    if isinstance(answer, (str, bytes, int, float, type(None))):
        return answer
    for kind, turn in TURNS:
        if isinstance(answer, kind):
            return turn(answer)
    if is_dataclass(answer):
        return (type(answer).__name__, *(plain(getattr(answer, f.name)) for f in fields(answer)))
    return type(answer).__name__ if callable(answer) else repr(answer)


TURNS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (np.ndarray, lambda one: plain(one.tolist())),
    (Mapping, lambda one: tuple(sorted(map(plain, one.items()), key=repr))),
    ((set, frozenset), lambda one: tuple(sorted(map(plain, one), key=repr))),
    ((list, tuple, Iterator), lambda one: tuple(map(plain, one))),
    (Columns, lambda one: plain(one.lists())),
    (msgspec.Struct, lambda one: plain(msgspec.structs.asdict(one))),
    (BaseException, lambda one: (type(one).__name__, str(one))),
)


async def answered(work: Callable[[], Any]) -> Any:
    """Return what comes of a call, awaited and read to its end: an answer, or our own error."""
    try:
        found = work()
        if isinstance(found, AsyncIterator):
            return plain([one async for one in found])
        return plain(await found if isawaitable(found) else found)
    except PixecomError as error:
        return plain(error)
