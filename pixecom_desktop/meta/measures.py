"""An insights row as the eight measures: each from its one place, exact, checked.

A missing key is zero; money is decimal text in major units and becomes exact micros. The same
event stands under several names: one is taken, never added up (graph.md section 5).
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from operator import attrgetter

from pixecom_desktop.domain import money
from pixecom_desktop.domain.ads import DailyStats
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.meta import fields
from pixecom_desktop.meta.payloads import Action, InsightsRow

Settings = dict[tuple[str, date], str]
"""Meta's word for how conversions were attributed, by entity and day: "7d_click_1d_view_1d_ev"."""

_ZEROS = "000000"
_MOST_DIGITS = 12
"""More digits before the point than any amount has; micros of it still fit into 64 bits."""

_VIEWS = fields.SOURCES["content_views"].name
_CARTS = fields.SOURCES["add_to_cart"].name
_CHECKOUTS = fields.SOURCES["checkout_initiated"].name
_PURCHASES = fields.SOURCES["purchases"].name
_VALUE = fields.SOURCES["purchase_value"].name
_SHORTEST = min(map(len, (_VIEWS, _CARTS, _CHECKOUTS, _PURCHASES, _VALUE)))


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
        counts, values = _events(row.actions), _events(row.action_values)
        return make(
            DailyStats,
            (
                external_id,
                day,
                micros(row.spend),
                count(row.impressions),
                count(row.inline_link_clicks),
                count(counts.get(_VIEWS, "0")),
                count(counts.get(_CARTS, "0")),
                count(counts.get(_CHECKOUTS, "0")),
                count(counts.get(_PURCHASES, "0")),
                micros(values.get(_VALUE, "0")),
            ),
        )

    return turn


def _events(actions: list[Action]) -> dict[str, str]:
    """Return values by event, most of those that are no measure's passed over by their length.

    One name of each event is taken, never added up; under one name the last stands.
    """
    found = {}
    for action in actions:
        if len(action.action_type) >= _SHORTEST:
            found[action.action_type] = action.value
    return found


def count(text: str) -> int:
    """Return a count; raises ValueError where it is no whole number of a size that can be."""
    if text.isdigit() and len(text) <= _MOST_DIGITS:
        return int(text)
    number = _decimal(text)
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
