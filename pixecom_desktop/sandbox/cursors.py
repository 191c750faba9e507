"""Cursor paging as graph.md section 2 describes it.

A cursor is opaque: base64 with `ZD` where Meta cannot leave an `=`. Edges point at an
object's id, insights at a row's number. `next` is an absolute address on our own host that
carries every parameter, the token too.
"""

import base64
import json
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.sandbox.call import Call
from pixecom_desktop.sandbox.errors import bad_cursor, bad_parameter

DEFAULT_LIMIT = 25
MOST = 5_000
"""The largest page that is given, however many are asked for."""


def encode(text: str) -> str:
    """Return an opaque cursor, e.g. `MAZDZD` for row 0."""
    raw = base64.b64encode(text.encode()).decode()
    body = raw.rstrip("=")
    return body + "ZD" * (len(raw) - len(body))


def decode(cursor: str) -> str:
    """Return what a cursor of ours stands for; raises GraphError (2642) for any other."""
    for pads in range(3):
        if pads and not cursor.endswith("ZD" * pads):
            break
        body = cursor[: len(cursor) - 2 * pads]
        try:
            text = base64.b64decode(body + "=" * pads, validate=True).decode()
        except ValueError:
            continue
        if encode(text) == cursor:
            return text
    raise bad_cursor()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A slice of a listing: positions `start` up to `stop` of `total`."""

    start: int
    stop: int
    total: int


def cut(call: Call, total: int, locate: Callable[[str], tuple[int, bool]]) -> Page:
    """Return the page that a call asks for.

    `locate` tells where the object behind a cursor's text stands in the listing and
    whether it is still there; it raises GraphError (2642) for one that it does not know.
    """
    limit = call.number("limit")
    if limit is None:
        limit = DEFAULT_LIMIT
    if limit < 1:
        raise bad_parameter("param limit must be greater than 0.", blame="limit")
    limit = min(limit, MOST)
    after, before = call.text("after"), call.text("before")
    if after is not None:
        place, stands = locate(decode(after))
        start = place + 1 if stands else place
    elif before is not None:
        place, _ = locate(decode(before))
        return Page(start=max(0, place - limit), stop=place, total=total)
    else:
        start = 0
    start = min(start, total)
    return Page(start=start, stop=min(start + limit, total), total=total)


def envelope(
    call: Call,
    page: Page,
    rows: Sequence[bytes],
    mark: Callable[[int], str],
    *,
    with_summary: bool = False,
) -> bytes:
    """Return the body of one page: data, paging (none where there is no row), summary."""
    tail = b""
    if page.stop > page.start:
        first, last = encode(mark(page.start)), encode(mark(page.stop - 1))
        paging: dict[str, object] = {"cursors": {"before": first, "after": last}}
        if page.stop < page.total:
            paging["next"] = _address(call, "after", last)
        if page.start > 0:
            paging["previous"] = _address(call, "before", first)
        tail = b',"paging":' + json.dumps(paging, separators=(",", ":")).encode()
    if with_summary:
        tail += b',"summary":{"total_count":%d}' % page.total
    # One join: a page can be megabytes.
    edges = [b'{"data":[' + b"".join(rows[:1]), *rows[1:]]
    edges[-1] += b"]" + tail + b"}"
    return b",".join(edges)


def _address(call: Call, name: str, cursor: str) -> str:
    kept = {
        key: value
        for key, value in call.params.items()
        if key not in ("after", "before", "limit", "access_token")
    }
    token = {"access_token": call.token} if call.token else {}
    limit = call.params.get("limit") or str(DEFAULT_LIMIT)
    query = urlencode({**token, **kept, "limit": limit, name: cursor})
    return f"{call.origin}/{call.version}/{'/'.join(call.path)}?{query}"
