"""Which days an insights call means, in the account's calendar, cut into rows' spans.

Days are ordinals. `until` is included, `last_Nd` leaves today out, and a start further
back than 37 months is Meta's error 3018.
"""

from collections.abc import Callable
from datetime import date, timedelta

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.sandbox.call import Call
from pixecom_desktop.sandbox.errors import bad_parameter, too_old

RETENTION_MONTHS = 37


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days of one row, both ends included."""

    first: int
    last: int

    def texts(self) -> tuple[str, str]:
        """Return `date_start` and `date_stop`."""
        return date.fromordinal(self.first).isoformat(), date.fromordinal(self.last).isoformat()


def _last(days: int) -> Callable[[date], tuple[date, date]]:
    return lambda today: (today - timedelta(days=days), today - timedelta(days=1))


def _month_before(today: date) -> tuple[date, date]:
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def _quarter(today: date) -> date:
    return date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)


def _quarter_before(today: date) -> tuple[date, date]:
    last = _quarter(today) - timedelta(days=1)
    return _quarter(last), last


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def _sunday(today: date) -> date:
    return today - timedelta(days=(today.weekday() + 1) % 7)


def _oldest(today: date) -> date:
    months = today.year * 12 + today.month - 1 - RETENTION_MONTHS
    return date(months // 12, months % 12 + 1, 1)


PRESETS: dict[str, Callable[[date], tuple[date, date]]] = {
    "today": lambda today: (today, today),
    "yesterday": _last(1),
    "last_3d": _last(3),
    "last_7d": _last(7),
    "last_14d": _last(14),
    "last_28d": _last(28),
    "last_30d": _last(30),
    "last_90d": _last(90),
    "this_week_mon_today": lambda today: (_monday(today), today),
    "this_week_sun_today": lambda today: (_sunday(today), today),
    "last_week_mon_sun": lambda today: (
        _monday(today) - timedelta(days=7),
        _monday(today) - timedelta(days=1),
    ),
    "last_week_sun_sat": lambda today: (
        _sunday(today) - timedelta(days=7),
        _sunday(today) - timedelta(days=1),
    ),
    "this_month": lambda today: (today.replace(day=1), today),
    "last_month": _month_before,
    "this_quarter": lambda today: (_quarter(today), today),
    "last_quarter": _quarter_before,
    "this_year": lambda today: (date(today.year, 1, 1), today),
    "last_year": lambda today: (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    "maximum": lambda today: (_oldest(today) + timedelta(days=31), today),
    "data_maximum": lambda today: (_oldest(today) + timedelta(days=31), today),
}


def spans(call: Call, today: int) -> list[Span]:
    """Return the spans of a call in time order, cut off at the account's `today`.

    Raises GraphError: 100 for what cannot be read, 3018 for a start too far back.
    """
    ranges = _ranges(call, date.fromordinal(today))
    cut: list[Span] = []
    for first, last in ranges:
        if first > last:
            raise bad_parameter(
                "Must specify the time range with since before until.", blame="time_range"
            )
        if first < _oldest(date.fromordinal(today)):
            raise too_old()
        cut.extend(_pieces(call, first.toordinal(), min(last.toordinal(), today)))
    return cut


def _ranges(call: Call, today: date) -> list[tuple[date, date]]:
    several = call.json("time_ranges")
    if several is not None:
        if not isinstance(several, list) or not several:
            raise bad_parameter("param time_ranges must be a non-empty array.", blame="time_ranges")
        return [_range(one, "time_ranges") for one in several]
    one = call.json("time_range")
    if one is not None:
        return [_range(one, "time_range")]
    preset = call.text("date_preset") or "last_30d"
    if preset not in PRESETS:
        raise bad_parameter(
            f"date_preset must be one of the following values: {', '.join(PRESETS)}",
            blame="date_preset",
        )
    return [PRESETS[preset](today)]


def _range(raw: object, name: str) -> tuple[date, date]:
    if isinstance(raw, dict):
        try:
            return date.fromisoformat(str(raw["since"])), date.fromisoformat(str(raw["until"]))
        except (KeyError, ValueError):
            pass
    raise bad_parameter(
        f"param {name} must be an object with since and until as YYYY-MM-DD.", blame=name
    )


def _pieces(call: Call, first: int, last: int) -> list[Span]:
    if last < first:
        return []
    raw = (call.text("time_increment") or "all_days").strip('"')
    if raw == "all_days":
        return [Span(first=first, last=last)]
    if raw == "monthly":
        return _months(first, last)
    if not raw.isdigit() or not 1 <= int(raw) <= 90:
        raise bad_parameter(
            "time_increment must be an integer between 1 and 90, monthly or all_days",
            blame="time_increment",
        )
    step = int(raw)
    return [Span(first=at, last=min(at + step - 1, last)) for at in range(first, last + 1, step)]


def _months(first: int, last: int) -> list[Span]:
    found: list[Span] = []
    while first <= last:
        begin = date.fromordinal(first)
        following = (begin.replace(day=1) + timedelta(days=32)).replace(day=1).toordinal()
        found.append(Span(first=first, last=min(following - 1, last)))
        first = following
    return found
