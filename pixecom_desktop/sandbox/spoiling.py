"""What a fault does to an answer of the dialect: rows that are strange, missing, twice, endless.

Each edit changes a decoded body in place; `names` are the keys that go missing. To add a kind, add
a line to the table. Two answers show the caller its own token, as a proxy's error page may.
"""

from collections.abc import Callable
from html import escape
from urllib.parse import urlencode

from pixecom_desktop.sandbox.call import Call, Reply

NASTY_NAMES = (
    "🔥 Sale 50% | <b>bold</b> & \"quoted\" 'single'",
    "100% cotton; DROP TABLE ads;--",
    '=HYPERLINK("http://example.com")',
    "Ưu đãi cuối năm 🎁 — Nữ 25-44 👩🏽‍🦱",
    "مرحبا \u202eabc\u202c Ωμέγα",
    "tab\tand\nnewline",
    "L" + "o" * 253 + "g",
    "%s %d %(name)s {braces} \\backslash\\",
)


def echo(call: Call, status: int) -> Reply:
    """Return a page that shows the call, its token and all."""
    told = escape(f"{call.method} {_address(call)} Authorization: Bearer {call.token}")
    body = f"<!DOCTYPE html><html><body><h1>Bad gateway</h1><pre>{told}</pre></body></html>"
    return Reply(status=status, body=body.encode(), content_type="text/html; charset=utf-8")


def elsewhere(call: Call) -> Reply:
    """Return a redirect to a sign-in page whose address carries the token."""
    place = (
        f"{call.origin}/sign-in?{urlencode({'next': _address(call), 'token': call.token or ''})}"
    )
    return Reply(status=302, headers={"location": place})


def _address(call: Call) -> str:
    query = urlencode({**call.params, "access_token": call.token or ""})
    return f"{call.origin}/{call.version}/{'/'.join(call.path)}?{query}"


def _items(body: object) -> list[dict[str, object]]:
    if not isinstance(body, dict):
        return []
    data = body.get("data")
    if isinstance(data, list):
        return [one for one in data if isinstance(one, dict)]
    return [body] if "error" not in body else []


def _add_strange(call: Call, body: object, names: tuple[str, ...]) -> None:
    for item in _items(body):
        item["brand_new_field"] = {"nested": [1, None, "two"]}
        item["another_one"] = None


def _change_enums(call: Call, body: object, names: tuple[str, ...]) -> None:
    for item in _items(body)[:3]:
        for name in ("effective_status", "objective", "bid_strategy", "optimization_goal"):
            if name in item:
                item[name] = "SOMETHING_NEW"


def _drop_keys(call: Call, body: object, names: tuple[str, ...]) -> None:
    for item in _items(body)[::2]:
        for name in names:
            item.pop(name, None)


def _change_currency(call: Call, body: object, names: tuple[str, ...]) -> None:
    for item in _items(body):
        for name in ("currency", "account_currency"):
            if name in item:
                item[name] = "ZZQ"


def _rename(call: Call, body: object, names: tuple[str, ...]) -> None:
    for place, item in enumerate(_items(body)):
        for name in ("name", "campaign_name", "adset_name", "ad_name"):
            if name in item:
                item[name] = NASTY_NAMES[place % len(NASTY_NAMES)]


def _never_end(call: Call, body: object, names: tuple[str, ...]) -> None:
    if isinstance(body, dict) and isinstance(body.get("paging"), dict):
        cursor = body["paging"]["cursors"]["after"]
        query = urlencode({**call.params, "access_token": call.token or "", "after": cursor})
        path = "/".join(call.path)
        body["paging"]["next"] = f"{call.origin}/{call.version}/{path}?{query}"


def _empty(call: Call, body: object, names: tuple[str, ...]) -> None:
    if isinstance(body, dict) and isinstance(body.get("data"), list):
        body["data"] = []


def _repeat(call: Call, body: object, names: tuple[str, ...]) -> None:
    if isinstance(body, dict) and isinstance(body.get("data"), list):
        body["data"] = [*body["data"][-3:], *body["data"]]


def _reorder(call: Call, body: object, names: tuple[str, ...]) -> None:
    if isinstance(body, dict) and isinstance(body.get("data"), list):
        body["data"].reverse()


EDITS: dict[str, Callable[[Call, object, tuple[str, ...]], None]] = {
    "strange_fields": _add_strange,
    "strange_enums": _change_enums,
    "missing_keys": _drop_keys,
    "unknown_currency": _change_currency,
    "nasty_names": _rename,
    "endless": _never_end,
    "empty_page": _empty,
    "repeated_rows": _repeat,
    "reordered_rows": _reorder,
}
