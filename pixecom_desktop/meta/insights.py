"""Daily statistics of a level of an account: insights rows to the eight measures.

A row exists only where something happened; a missing key is zero; money is decimal text in major
units and becomes exact micros. No action_breakdowns are sent: they split rows and lose purchases
(graph.md section 5).
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from operator import attrgetter

from pixecom_desktop.domain import money
from pixecom_desktop.domain.ads import Account, DailyStats
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.errors import RequestTooLarge, TemporarilyDown
from pixecom_desktop.meta import fields
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.meta.decoding import Reader
from pixecom_desktop.meta.payloads import IdNode, InsightsRow

PAGE = 500
_GROUP = 50
_ZEROS = "000000"
_MOST_DIGITS = 12
"""More digits before the point than any amount has; micros of it still fit into 64 bits."""

_VIEWS = fields.SOURCES["content_views"].name
_CARTS = fields.SOURCES["add_to_cart"].name
_CHECKOUTS = fields.SOURCES["checkout_initiated"].name
_PURCHASES = fields.SOURCES["purchases"].name
_VALUE = fields.SOURCES["purchase_value"].name


async def daily(
    client: GraphClient,
    account: Account,
    level: Level,
    days: DateRange,
    *,
    broken: Callable[[str], None] | None = None,
) -> AsyncIterator[tuple[DailyStats, ...]]:
    """Yield the rows of every entity and day with anything to tell, none twice.

    Where Meta calls the question too large the pages are halved, then the days; one day that is
    still too large is asked for by groups of campaigns. Raises RequestTooLarge where that ends.
    A row that makes no sense goes to `broken`; without it, TemporarilyDown is raised, so that
    nobody takes an incomplete answer for a whole one.
    """
    met: set[tuple[str, date]] = set()
    reader = Reader(
        row=InsightsRow,
        turn=turner(level, days),
        key=lambda stats: (stats.external_id, stats.day),
        broken=broken or _refuse,
    )
    pieces = [_Piece(days)]
    while pieces:
        piece = pieces.pop()
        pages = client.pages(
            f"{account.external_id}/insights",
            _params(level, piece),
            account=account.external_id,
            reader=reader,
            limit=PAGE,
        )
        try:
            async for rows in pages:
                fresh = tuple(row for row in rows if row[:2] not in met)
                met.update((row.external_id, row.day) for row in fresh)
                if fresh:
                    yield fresh
        except RequestTooLarge as error:
            smaller = piece.halves() or await _by_campaigns(client, account, piece)
            if not smaller:
                raise error from None
            pieces += smaller


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a question; `campaigns` empty means all of them."""

    days: DateRange
    campaigns: tuple[str, ...] = ()

    def halves(self) -> "tuple[_Piece, ...]":
        """Return the piece in two, by its days and then by its campaigns; () where it is one."""
        if len(self.days) > 1:
            middle = self.days.since + timedelta(days=len(self.days) // 2)
            earlier = DateRange(self.days.since, middle - timedelta(days=1))
            return _Piece(DateRange(middle, self.days.until)), _Piece(earlier)
        half = len(self.campaigns) // 2
        if not half:
            return ()
        first, second = self.campaigns[:half], self.campaigns[half:]
        return _Piece(self.days, second), _Piece(self.days, first)


async def _by_campaigns(client: GraphClient, account: Account, piece: _Piece) -> tuple[_Piece, ...]:
    """Return one day in groups of the account's campaigns; () where it is one campaign already."""
    if piece.campaigns:
        return ()
    reader = Reader(row=IdNode, turn=lambda node: node.id, key=lambda id_: id_, broken=_refuse)
    params: dict[str, object] = {
        "fields": "id",
        "effective_status": list(fields.STATUSES[Level.CAMPAIGN]),
    }
    ids: list[str] = []
    async for page in client.pages(
        f"{account.external_id}/campaigns",
        params,
        account=account.external_id,
        reader=reader,
        limit=PAGE,
    ):
        ids += page
    groups = range(0, len(ids), _GROUP)
    return tuple(_Piece(piece.days, tuple(ids[at : at + _GROUP])) for at in groups)


def turner(level: Level, days: DateRange) -> Callable[[InsightsRow], DailyStats]:
    """Return what makes a row of this level into its measures; it raises ValueError.

    It runs for every row of a sync, so it is kept plain.
    """
    name_of = attrgetter(f"{level.value.lower()}_id")
    known = {day.isoformat(): day for day in days}

    def turn(row: InsightsRow) -> DailyStats:
        external_id = name_of(row)
        day = known.get(row.date_start)
        if not external_id.isdigit() or day is None:
            raise ValueError("it has no id, or a day that was not asked for")
        # One name of each event is taken, never added up; under one name the last stands.
        counts = {action.action_type: action.value for action in row.actions}
        values = {action.action_type: action.value for action in row.action_values}
        return DailyStats(
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
        )

    return turn


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


def _params(level: Level, piece: _Piece) -> dict[str, object]:
    name = level.value.lower()
    statuses = list(fields.STATUSES[level])
    filters: list[dict[str, object]] = [
        {"field": f"{name}.effective_status", "operator": "IN", "value": statuses}
    ]
    if piece.campaigns:
        filters.append({"field": "campaign.id", "operator": "IN", "value": list(piece.campaigns)})
    days = piece.days
    return {
        "level": name,
        "time_increment": 1,
        "time_range": {"since": days.since.isoformat(), "until": days.until.isoformat()},
        "fields": fields.INSIGHTS[level],
        "filtering": filters,
    }


def _refuse(sentence: str) -> None:
    raise TemporarilyDown(f"Meta's statistics hold a row that makes no sense. {sentence}")
