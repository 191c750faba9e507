"""An insights row as the eight measures: each from its one place, exact, checked.

A missing key is zero; money is decimal text in major units and becomes exact micros. The same
event stands under several names: one is taken, never added up (graph.md section 5).
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from operator import attrgetter

from msgspec import Raw

from pixecom_desktop.domain import money
from pixecom_desktop.domain.ads import DailyStats
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.meta import fields
from pixecom_desktop.meta.decoding import entries
from pixecom_desktop.meta.payloads import Action, InsightsRow

Settings = dict[tuple[str, date], str]
"""Meta's word for how conversions were attributed, by entity and day: "7d_click_1d_view_1d_ev"."""

_ZEROS = "000000"
_MOST_DIGITS = 12
"""More digits before the point than any amount has; micros of it still fit into 64 bits."""

_VIEWS, _CARTS, _CHECKOUTS, _PURCHASES, _VALUE = (
    fields.SOURCES[key].name.removeprefix(fields.PIXEL).encode()
    for key in ("content_views", "add_to_cart", "checkout_initiated", "purchases", "purchase_value")
)
_MARK = b"fb_pixel_"
_START = re.escape(b'{"action_type":"' + fields.PIXEL.encode())
_COUNT = re.compile(_START + rb'([a-z_]+)","value":"([0-9]{1,12})"')
_AMOUNT = re.compile(_START + rb'([a-z_]+)","value":"([0-9]{1,12}(?:\.[0-9]{1,6})?)"')
_NONE: Mapping[bytes, bytes] = {}


def turner(
    level: Level | None, days: DateRange, settings: Settings | None = None
) -> Callable[[InsightsRow], DailyStats]:
    """Return what makes a row of this level (None: the account's) into its measures.

    It raises ValueError for a row that makes no sense. Each row's attribution setting goes to
    `settings`. It runs for every row of a sync, so it is kept plain.
    """
    name_of = attrgetter(f"{level.value.lower() if level else 'account'}_id")
    known = {day.isoformat(): day for day in days}
    make = tuple.__new__  # DailyStats(...) takes twice as long

    def turn(row: InsightsRow) -> DailyStats:
        external_id = name_of(row)
        day = known.get(row.date_start)
        if not external_id.isdigit() or day is None:
            raise ValueError("it has no id, or a day that was not asked for")
        if settings is not None and row.attribution_setting:
            settings[external_id, day] = row.attribution_setting
        counts = _events(row.actions, _COUNT) if row.actions else _NONE
        values = _events(row.action_values, _AMOUNT) if row.action_values else _NONE
        return make(
            DailyStats,
            (
                external_id,
                day,
                micros(row.spend),
                count(row.impressions),
                count(row.inline_link_clicks),
                count(counts.get(_VIEWS, b"0")),
                count(counts.get(_CARTS, b"0")),
                count(counts.get(_CHECKOUTS, b"0")),
                count(counts.get(_PURCHASES, b"0")),
                micros(values[_VALUE].decode()) if _VALUE in values else 0,
            ),
        )

    return turn


def _events(actions: Raw, entry: re.Pattern[bytes]) -> Mapping[bytes, bytes]:
    """Return the pixel's values by event, of those that are measures at least.

    One name of each event is taken, never added up; under one name the last stands. Raises
    ValueError for what is no list of actions.
    """
    text = bytes(actions)
    found = entry.findall(text)
    # What is written as Meta writes it is found as text, without an object for each of twenty
    # actions. Where any entry of the pixel's looks otherwise, all are decoded.
    if text[:2] == b"[{" and text.count(_MARK) == len(found) and b"\\" not in text:
        return dict(found)
    return {
        one.action_type.removeprefix(fields.PIXEL).encode(): one.value.encode()
        for one in entries(text, Action)
        if one.action_type.startswith(fields.PIXEL)
    }


def count(text: str | bytes) -> int:
    """Return a count; raises ValueError where it is no whole number of a size that can be."""
    if text.isdigit() and len(text) <= _MOST_DIGITS:
        return int(text)
    number = _decimal(text if isinstance(text, str) else text.decode())
    if number != number.to_integral_value():
        raise ValueError(f"{text[:40]!r} is no count")
    return int(number)


def micros(text: str) -> int:
    """Return an amount in major units as micros; raises ValueError where it is none."""
    whole, _, part = text.partition(".")
    digits = whole + part
    if digits.isdigit() and len(whole) <= _MOST_DIGITS and len(part) <= 6:
        # The usual amount, exactly as Decimal would have it and several times as fast.
        return int(digits + _ZEROS[len(part) :])
    _decimal(text)
    return money.micros_from_major(text)


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"{text[:40]!r} is no number") from error
    if not number.is_finite() or number.adjusted() >= _MOST_DIGITS:
        raise ValueError(f"{text[:40]!r} is no number")
    return number
