"""An insights row as the eight measures: each from its one place, exact, checked.

A missing key is zero; money is decimal text in major units and becomes exact micros. The same
event stands under several names: one is taken, never added up (graph.md section 5).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import chain, compress, repeat
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
_EVENTS = (_VIEWS, _CARTS, _CHECKOUTS, _PURCHASES)
_PIXEL = fields.PIXEL.encode()
_MARK = b"fb_pixel_"
_LIST = re.compile(rb"\[\{")
_START = re.escape(b'{"action_type":"' + fields.PIXEL.encode())
_COUNT = re.compile(_START + rb'([a-z_]+)","value":"([0-9]{1,12})"')
_AMOUNT = re.compile(_START + rb'([a-z_]+)","value":"([0-9]{1,12}(?:\.[0-9]{1,6})?)"')
_NONE: Mapping[bytes, bytes] = {}

_DATE, _SETTING = attrgetter("date_start"), attrgetter("attribution_setting")
_SPEND, _IMPRESSIONS = attrgetter("spend"), attrgetter("impressions")
_LINK_CLICKS = attrgetter("inline_link_clicks")
_ACTIONS, _ACTION_VALUES = attrgetter("actions"), attrgetter("action_values")


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


def page_turner(
    level: Level, days: DateRange, settings: Settings | None = None
) -> Callable[[list[InsightsRow], bytes], list[DailyStats] | None]:
    """Return what makes a page of usual rows into their measures, column by column.

    It answers as `turner` would, row by row, in two thirds of its time. Where any row of the page
    is not as Meta usually writes it, it returns None and has noted nothing.
    """
    name_of = attrgetter(f"{level.value.lower()}_id")
    known = {day.isoformat(): day for day in days}

    def turn_all(rows: list[InsightsRow], body: bytes) -> list[DailyStats] | None:
        names, told = list(map(name_of, rows)), list(map(_DATE, rows))
        if not (all(names) and "".join(names).isdigit() and known.keys() >= set(told)):
            return None
        dates = list(map(known.__getitem__, told))
        actions, amounts = list(map(_ACTIONS, rows)), list(map(_ACTION_VALUES, rows))
        done = [_COUNT.findall(text) if text else [] for text in actions]
        worth = [_AMOUNT.findall(text) if text else [] for text in amounts]
        if not _is_usual(body, sum(map(len, done)) + sum(map(len, worth)), (actions, amounts)):
            return None
        counts = list(map(dict, done))
        try:
            columns = (
                list(map(micros, map(_SPEND, rows))),
                _counts(list(map(_IMPRESSIONS, rows))),
                _counts(list(map(_LINK_CLICKS, rows))),
                *([int(one.get(name, b"0")) for one in counts] for name in _EVENTS),
                [micros(dict(one).get(_VALUE, b"0").decode()) if one else 0 for one in worth],
            )
        except ValueError:
            return None
        if settings is not None:
            words = list(map(_SETTING, rows))
            of_rows = zip(zip(names, dates, strict=True), words, strict=True)
            settings.update(compress(of_rows, words))
        values = zip(names, dates, *columns, strict=True)
        return list(map(tuple.__new__, repeat(DailyStats), values))

    return turn_all


def _is_usual(body: bytes, found: int, lists: Iterable[Sequence[Raw]]) -> bool:
    """Tell whether all actions of the pixel's were found, and each list of actions is one."""
    end = body.rfind(b'"paging"')
    end = len(body) if end < 0 else end
    return (
        body.find(b"\\", 0, end) < 0
        and body.count(_PIXEL, 0, end) == found
        and all(map(_LIST.match, filter(None, chain.from_iterable(lists))))
    )


def _counts(texts: list[str]) -> list[int]:
    """Return counts; raises ValueError as `count` does."""
    if all(texts) and max(map(len, texts)) <= _MOST_DIGITS and "".join(texts).isdigit():
        return list(map(int, texts))
    return list(map(count, texts))


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
