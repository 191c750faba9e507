"""From bytes to payloads: fast where the answer is as documented, careful where it is not.

The fast way decodes straight into the structs. Where anything does not fit (a null, a number that
is no text, half a surrogate in a name), the careful way reads the same bytes with the standard
library, all numbers as text, and converts item by item, so one odd entity costs only itself.
"""

import json
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import field
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct

from pixecom_desktop.domain.text import clean
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta.errors import tidy
from pixecom_desktop.meta.payloads import Page, Refusal

R = TypeVar("R", bound=Struct)
V = TypeVar("V")
T = TypeVar("T")


class Unreadable(Exception):
    """The bytes are no JSON object of the shape that was asked for; never leaves the room."""


class Refused(Exception):
    """The bytes say no, which no reader may take for an answer; never leaves the room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader(Generic[R, V]):
    """How the rows of a listing are read.

    `turn` makes the house's value of a payload and raises ValueError for one that makes no sense;
    `turn_all` does so for a whole page of usual rows, given its body too, and returns None where it
    leaves that to `turn`; `key` tells two values apart; `broken` hears a sentence about each row
    that was left out. What was `met` is passed over when it comes again, in whichever listing of
    this reader's.
    """

    row: type[R]
    turn: Callable[[R], V]
    key: Callable[[V], Hashable]
    broken: Callable[[str], None]
    turn_all: Callable[[list[R], bytes], list[V] | None] | None = None
    met: set[Hashable] = field(default_factory=set, repr=False)

    def fresh(self, values: list[V]) -> list[V]:
        """Return the values that were not met before, none twice, and note them as met."""
        marks = list(map(self.key, values))
        if len(set(marks)) == len(marks) and self.met.isdisjoint(marks):
            self.met.update(marks)
            return values
        fresh: list[V] = []
        for mark, value in zip(marks, values, strict=True):
            if mark not in self.met:
                self.met.add(mark)
                fresh.append(value)
        return fresh


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf(Generic[V]):
    """One page as the house sees it; `after` marks the next, `has_next` says there is one."""

    values: list[V]
    broken: list[str]
    has_next: bool
    after: str


def refuses(body: bytes) -> bool:
    """Tell whether a body says no by an `error` object or by `"success": false`."""
    if b'"error"' not in body and b'"success"' not in body:
        return False
    try:
        said = msgspec.json.decode(body, type=Refusal)
    except (msgspec.DecodeError, RecursionError):
        return False  # whoever decodes it next will say so
    return bool(said.error) or said.success is False


def node(body: bytes, kind: type[R]) -> R:
    """Return one object; raises Unreadable and Refused."""
    if refuses(body):
        raise Refused
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, RecursionError):
        raw = _carefully(body)
    try:
        converted: R = msgspec.convert(raw, kind, strict=False)
    except (msgspec.ValidationError, RecursionError):
        raise Unreadable from None
    return converted


def nodes(body: bytes, kind: type[R]) -> dict[str, R]:
    """Return several objects by their ids; raises Unreadable and Refused."""
    if refuses(body):
        raise Refused
    try:
        return msgspec.json.decode(body, type=dict[str, kind])  # type: ignore[valid-type]
    except (msgspec.DecodeError, RecursionError):
        raw = _carefully(body)
    try:
        return {key: msgspec.convert(item, kind, strict=False) for key, item in raw.items()}
    except (msgspec.ValidationError, RecursionError):
        raise Unreadable from None


def entries(text: bytes, kind: type[R]) -> list[R]:
    """Return the objects of a list inside of a row, none for null; raises ValueError."""
    try:
        raw = _carefully(b'{"entries":' + text + b"}").get("entries", [])
    except Unreadable as error:
        raise ValueError("it holds a list that cannot be read") from error
    converted: list[R] = msgspec.convert(raw, list[kind], strict=False)  # type: ignore[valid-type]
    return converted


def page(body: bytes, reader: Reader[R, V]) -> Leaf[V]:
    """Return one page of a listing; raises Unreadable where it is none, and Refused."""
    try:
        found = msgspec.json.decode(body, type=Page[reader.row])  # type: ignore[name-defined]
    except (msgspec.DecodeError, RecursionError):
        return _careful_page(body, reader)
    if found.error or found.success is False:
        raise Refused
    broken: list[str] = []
    values = reader.turn_all(found.data, body) if reader.turn_all else None
    if values is None:
        values = list(_one_by_one(found.data, reader, broken))
    paging = found.paging
    after = paging.cursors.after if paging and paging.cursors else ""
    return Leaf(values=values, broken=broken, has_next=bool(paging and paging.next), after=after)


def _one_by_one(rows: Iterable[R], reader: Reader[R, V], broken: list[str]) -> Iterator[V]:
    for row in rows:
        try:
            yield reader.turn(row)
        except ValueError as error:
            broken.append(_left_out(getattr(row, "id", ""), str(error)))


def _careful_page(body: bytes, reader: Reader[R, V]) -> Leaf[V]:
    if refuses(body):
        raise Refused
    raw = _carefully(body)
    if not isinstance(raw.get("data"), list):
        raise Unreadable
    values: list[V] = []
    broken: list[str] = []
    for item in raw["data"]:
        try:
            text = msgspec.json.encode(item)
            values.append(reader.turn(msgspec.json.decode(text, type=reader.row, strict=False)))
        except (ValueError, RecursionError) as error:
            name = item.get("id", "") if isinstance(item, dict) else ""
            broken.append(_left_out(name, str(error)))
    paging = _mapping(raw.get("paging"))
    after = _mapping(paging.get("cursors")).get("after", "")
    return Leaf(
        values=values,
        broken=broken,
        has_next=bool(paging.get("next")),
        after=after if isinstance(after, str) else "",
    )


def _carefully(body: bytes) -> dict[str, Any]:
    try:
        raw = json.loads(
            body.decode("utf-8", "replace"), parse_float=str, parse_int=str, parse_constant=str
        )
        tidied = _tidied(raw)
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(tidied, dict):
        raise Unreadable
    return tidied


def _tidied(raw: object) -> object:
    """Return a JSON value without nulls in its objects and without text nobody can store."""
    if isinstance(raw, str):
        return clean(raw)
    if isinstance(raw, dict):
        return {clean(key): _tidied(value) for key, value in raw.items() if value is not None}
    if isinstance(raw, list):
        return [_tidied(item) for item in raw]
    return raw


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _left_out(name: object, why: str) -> str:
    who = f"{name} " if isinstance(name, str) and name.isascii() and name.isdigit() else ""
    return (
        f"{who}was left out, because Meta's answer about it makes no sense ({tidy(why)[:120]}). "
        "It is asked for again at the next sync."
    ).strip()
