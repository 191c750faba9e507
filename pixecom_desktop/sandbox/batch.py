"""POST / with `batch`: up to fifty calls in one, answered in order (graph.md 1.5).

Each item is a call of its own, counted and faulted like any other; its failure is an item
with an error's status and text, never the batch's. One that was not executed is null.
"""

import json
from collections.abc import Callable
from urllib.parse import parse_qsl

from pixecom_desktop.sandbox.call import Call, Reply
from pixecom_desktop.sandbox.errors import bad_parameter

MOST = 50


def answer(call: Call, each: Callable[[Call], Reply]) -> bytes:
    """Return the list of answers; raises GraphError (100) where the batch cannot be read."""
    items = call.json("batch")
    if not isinstance(items, list):
        raise bad_parameter("param batch must be an array.", blame="batch")
    if len(items) > MOST:
        raise bad_parameter(f"Too many requests in batch message. Maximum batch size is {MOST}")
    return json.dumps([_item(item, call, each) for item in items]).encode()


def _item(item: object, call: Call, each: Callable[[Call], Reply]) -> dict[str, object] | None:
    if not isinstance(item, dict) or "relative_url" not in item:
        raise bad_parameter("Each batch item needs method and relative_url.", blame="batch")
    path, _, query = str(item["relative_url"]).partition("?")
    segments = tuple(part for part in path.split("/") if part)
    if segments and segments[0].startswith("v") and "." in segments[0]:
        segments = segments[1:]
    body = item.get("body")
    params = dict(parse_qsl(query, keep_blank_values=True))
    if isinstance(body, str):
        params.update(parse_qsl(body, keep_blank_values=True))
    token = params.pop("access_token", None) or call.token
    proof = {name: text for name, text in call.params.items() if name == "appsecret_proof"}
    reply = each(
        Call(
            method=str(item.get("method", "GET")).upper(),
            version=call.version,
            path=segments,
            params={**proof, **params},
            token=token,
            origin=call.origin,
        )
    )
    if not reply.executed or (item.get("omit_response_on_success") and reply.status == 200):
        return None
    headers = [{"name": "Content-Type", "value": reply.content_type}]
    headers += [{"name": name, "value": value} for name, value in reply.headers.items()]
    return {"code": reply.status, "headers": headers, "body": reply.body.decode("utf-8", "replace")}
