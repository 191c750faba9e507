"""Several calls in one request: how they are written, and how their answers are read.

Source: graph.md section 1.5. The answers come in the order of the calls, each with a status and a
body of its own; `null` is a call that Meta did not get to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode

import msgspec
from msgspec import Struct

from pixecom_desktop.domain.errors import MetaError, RateLimited
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta import decoding, errors
from pixecom_desktop.meta.decoding import Refused, Unreadable
from pixecom_desktop.meta.transport import wire

R = TypeVar("R", bound=Struct)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One call of a batch."""

    path: str
    params: Mapping[str, object] = field(default_factory=dict)
    method: str = "POST"

    def wire(self) -> dict[str, str]:
        """Return the call as Graph wants it inside of a batch."""
        path = quote(self.path.strip("/"), safe="/")
        text = urlencode({name: wire(value) for name, value in self.params.items()})
        if self.method == "GET":
            return {"method": "GET", "relative_url": f"{path}?{text}" if text else path}
        return {"method": self.method, "relative_url": path, "body": text}


@dataclass(frozen=True, slots=True)
class Replies(Generic[R]):
    """What each call was answered; `throttle` is the first refusal that binds the whole account.

    `headers` are those of the last answer: the usage of the account stands in them.
    """

    each: tuple[R | MetaError | None, ...]
    throttle: RateLimited | None
    headers: Mapping[str, str]


class _Item(Struct):
    """One answer inside of a batch's."""

    code: int
    body: str = ""
    headers: Any = None


def read(body: bytes, parts: Sequence[Part], account: str | None, kind: type[R]) -> Replies[R]:
    """Return the answers to these calls; raises Unreadable where they are not all there."""
    if decoding.refuses(body):
        raise Refused
    try:
        items = msgspec.json.decode(body, type=list[_Item | None])
    except (msgspec.DecodeError, RecursionError):
        raise Unreadable from None
    if len(items) != len(parts):
        raise Unreadable
    each = tuple(None if item is None else _reply(item, account, kind) for item in items)
    throttles = (
        one
        for one in each
        if isinstance(one, RateLimited) and one.detail.subcode not in errors.OF_ONE_OBJECT
    )
    told = [_headers(item.headers) for item in items[-1:] if item is not None]
    return Replies(each, next(throttles, None), told[0] if told else {})


def _reply(item: _Item, account: str | None, kind: type[R]) -> R | MetaError:
    body = item.body.encode("utf-8", "replace")
    try:
        if 200 <= item.code < 300:
            return decoding.node(body, kind)
    except Unreadable:
        return errors.unreadable(item.code)
    except Refused:
        pass
    return errors.error_of(item.code, body, _headers(item.headers), account)


def _headers(raw: object) -> dict[str, str]:
    """Return headers out of `[{"name": ..., "value": ...}]`, their names in lowercase."""
    listed = [one for one in raw if isinstance(one, dict)] if isinstance(raw, list) else []
    pairs = ((one.get("name"), one.get("value")) for one in listed)
    return {
        name.lower(): value
        for name, value in pairs
        if isinstance(name, str) and isinstance(value, str)
    }
