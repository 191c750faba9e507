"""Pages, pixels and custom conversions of the pretend business, a few for each ad account."""

import json
from collections.abc import Callable

from pixecom_desktop.sandbox import cursors
from pixecom_desktop.sandbox.call import Call
from pixecom_desktop.sandbox.entities import Account
from pixecom_desktop.sandbox.errors import bad_cursor, nonexisting_field
from pixecom_desktop.sandbox.fieldspec import parse
from pixecom_desktop.sandbox.world import World

EDGES = ("adspixels", "customconversions")
PAGES = "pages_show_list"
_FIRST_PIXEL, _FIRST_CONVERSION, _FIRST_PAGE = 610_000_000_000_100, 620_000_000_000_100, 102_345_000

Rows = list[dict[str, object]]


def pages(world: World, call: Call, *, granted: bool) -> bytes:
    """Answer /me/accounts: a page a shop; Meta lists none without pages_show_list."""
    rows: Rows = [
        {"id": str(_FIRST_PAGE + one.index), "name": one.name, "category": "E-commerce website"}
        for one in world.accounts
    ]
    return _listing(call, rows if granted else [], "Page")


def of_account(world: World, call: Call, account: Account, edge: str) -> bytes:
    """Answer /act_X/adspixels or /act_X/customconversions."""
    pixel = str(_FIRST_PIXEL + account.index)
    if edge == "adspixels":
        fired = world.instant(world.now() - 60, account.index)
        rows: Rows = [{"id": pixel, "name": f"{account.name} pixel", "last_fired_time": fired}]
        return _listing(call, rows, "AdsPixel")
    first = _FIRST_CONVERSION + 2 * account.index
    rows = [
        {
            "id": str(first + place),
            "name": name,
            "custom_event_type": "PURCHASE",
            "is_archived": is_archived,
            "pixel": {"id": pixel},
        }
        for place, (name, is_archived) in enumerate(
            ((f"{account.name} big order", False), ("Old thank-you page", True))
        )
    ]
    return _listing(call, rows, "CustomConversion")


def _listing(call: Call, rows: Rows, kind: str) -> bytes:
    asked = parse(call.params.get("fields"))
    names = [one.name for one in asked] if asked else ["id", "name"]
    for name in names:
        if rows and name not in rows[0]:
            raise nonexisting_field(name, kind)
    page = cursors.cut(call, len(rows), _locate(rows))
    texts = [
        json.dumps({name: row[name] for name in dict.fromkeys([*names, "id"])}).encode()
        for row in rows[page.start : page.stop]
    ]
    return cursors.envelope(
        call, page, texts, lambda at: f"AQH{rows[at]['id']}", with_summary=False
    )


def _locate(rows: Rows) -> Callable[[str], tuple[int, bool]]:
    def locate(mark: str) -> tuple[int, bool]:
        for place, row in enumerate(rows):
            if f"AQH{row['id']}" == mark:
                return place, True
        raise bad_cursor()

    return locate
