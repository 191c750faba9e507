"""Daily statistics of a level of an account, and how they are got where the question is too large.

A row exists only where something happened. No action_breakdowns are sent: they split rows and lose
purchases (graph.md section 5). Every status is named, or the rows of archived and deleted entities
are left out; the account's own totals (`account_days`) have them all, known or not.
"""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from operator import itemgetter

from pixecom_desktop.domain.ads import Account, DailyStats
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.errors import RequestTooLarge, TemporarilyDown
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta import fields, reports
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.meta.decoding import Reader
from pixecom_desktop.meta.limits import MOST_AT_ONCE
from pixecom_desktop.meta.measures import Settings, page_turner, turner
from pixecom_desktop.meta.paging import PageSize
from pixecom_desktop.meta.payloads import IdNode, InsightsRow

PAGE, SMALLEST_PAGE = 500, 50
"""Rows a page; below the smallest, fewer days are asked for instead: each halving is a call."""

REPORTS_TAKE = timedelta(hours=1)
"""So long all reports of one reading may take together."""

_ENTITY_AND_DAY = itemgetter(0, 1)

Rows = AsyncIterator[tuple[DailyStats, ...]]


async def daily(
    client: GraphClient,
    account: Account,
    level: Level,
    days: DateRange,
    *,
    broken: Callable[[str], None] | None = None,
    settings: Settings | None = None,
) -> Rows:
    """Yield the rows of every entity and day with anything to tell, none twice.

    Where Meta calls the question too large the pages are halved, then the days; one day that is
    still too large is asked for as a report, and where that is not made, by groups of campaigns.
    Raises RequestTooLarge where that ends. A row that makes no sense goes to `broken`; without it,
    TemporarilyDown is raised, so that nobody takes an incomplete answer for a whole one.
    `settings` is filled with the attribution setting of each row that names one.
    """
    reader = Reader[InsightsRow, DailyStats](
        row=InsightsRow,
        turn=turner(level, days, settings),
        turn_all=page_turner(level, days, settings),
        key=_ENTITY_AND_DAY,
        broken=broken or _refuse,
    )
    async for rows in _Reading(client, account, level, reader).over(days):
        yield rows


async def account_days(
    client: GraphClient, account: Account, days: DateRange, *, settings: Settings | None = None
) -> tuple[DailyStats, ...]:
    """Return the account's own totals of the days that had any; `external_id` is `act_...`.

    They hold what archived and deleted entities had too: what they have beyond the listed rows is
    "unlisted" (graph.md section 5). Purchases may be withheld from them where ad sets are
    attributed differently; spend and impressions never are. A question too large is made smaller as
    in `daily`, but for the campaigns.
    """
    told: Settings = {}
    turn = turner(None, days, told)
    name = account.external_id
    reader = Reader(
        row=InsightsRow,
        turn=lambda row: turn(row)._replace(external_id=name),
        key=lambda stats: stats.day,
        broken=_refuse,
    )
    reading = _Reading(client, account, None, reader)
    found = [row async for page in reading.over(days) for row in page]
    if settings is not None:
        settings.update({(name, day): setting for (_, day), setting in told.items()})
    return tuple(found)


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
            return (
                _Piece(DateRange(middle, self.days.until), self.campaigns),
                _Piece(earlier, self.campaigns),
            )
        half = len(self.campaigns) // 2
        if not half:
            return ()
        first, second = self.campaigns[:half], self.campaigns[half:]
        return _Piece(self.days, second), _Piece(self.days, first)


class _Reading:
    """One reading of statistics: the pieces that are left, and what was learnt about sizes.

    `level` None is the account's own.
    """

    def __init__(
        self,
        client: GraphClient,
        account: Account,
        level: Level | None,
        reader: Reader[InsightsRow, DailyStats],
    ) -> None:
        self._client = client
        self._account = account
        self._level = level
        self._reader = reader
        self._size = PageSize(full=PAGE, least=SMALLEST_PAGE)
        self._pieces: list[_Piece] = []
        self._give_up_at: datetime | None = None

    async def over(self, days: DateRange) -> Rows:
        """Yield the rows of these days."""
        self._pieces = [_Piece(days)]
        while self._pieces:
            piece = self._pieces.pop()
            try:
                async for rows in self._asked(piece):
                    yield rows
                continue
            except RequestTooLarge:
                smaller = piece.halves()
            if smaller:
                self._pieces += smaller
                continue
            async for rows in self._reported(piece):
                yield rows

    def _asked(self, piece: _Piece) -> Rows:
        return self._client.pages(
            f"{self._account.external_id}/insights",
            self._params(piece),
            account=self._account.external_id,
            reader=self._reader,
            limit=self._size,
        )

    async def _reported(self, piece: _Piece) -> Rows:
        """Yield what is too large for a direct answer out of a report, or take it apart."""
        if not piece.campaigns:
            piece = self._with_the_rest(piece)
        now = self._client.now()
        self._give_up_at = self._give_up_at or now + REPORTS_TAKE
        report = reports.Report(
            account=self._account.external_id,
            params=self._params(piece),
            until=min(self._give_up_at, now + reports.DEADLINE),
        )
        try:
            async for rows in reports.pages(self._client, report, self._reader, PAGE):
                yield rows
        except RequestTooLarge:
            if piece.campaigns or self._level is None:
                raise
            self._pieces = await self._by_campaigns(piece)
            if not self._pieces:
                raise

    def _with_the_rest(self, piece: _Piece) -> _Piece:
        """Return a day together with the days after it that still wait: one report does for all."""
        until = max((one.days.until for one in self._pieces), default=piece.days.until)
        self._pieces.clear()
        return _Piece(DateRange(piece.days.since, until))

    async def _by_campaigns(self, piece: _Piece) -> list[_Piece]:
        """Return a piece in groups of the account's campaigns."""
        account = self._account.external_id
        reader = Reader(row=IdNode, turn=lambda node: node.id, key=lambda id_: id_, broken=_refuse)
        params: dict[str, object] = {
            "fields": "id",
            "effective_status": list(fields.STATUSES[Level.CAMPAIGN]),
        }
        pages = self._client.pages(
            f"{account}/campaigns", params, account=account, reader=reader, limit=PAGE
        )
        ids = [id_ async for page in pages for id_ in page]
        groups = range(0, len(ids), MOST_AT_ONCE)
        return [_Piece(piece.days, tuple(ids[at : at + MOST_AT_ONCE])) for at in groups]

    def _params(self, piece: _Piece) -> dict[str, object]:
        if self._level is None:
            asked = {"level": "account", "fields": fields.INSIGHTS_OF_ACCOUNT}
            return {**_of_days(piece.days), **asked}
        name = self._level.value.lower()
        statuses = list(fields.STATUSES[self._level])
        filters: list[dict[str, object]] = [
            {"field": f"{name}.effective_status", "operator": "IN", "value": statuses}
        ]
        if piece.campaigns:
            filters.append(
                {"field": "campaign.id", "operator": "IN", "value": list(piece.campaigns)}
            )
        return {
            **_of_days(piece.days),
            "level": name,
            "fields": fields.INSIGHTS[self._level],
            "filtering": filters,
        }


def _of_days(days: DateRange) -> dict[str, object]:
    return {
        "time_increment": 1,
        "time_range": {"since": days.since.isoformat(), "until": days.until.isoformat()},
    }


def _refuse(sentence: str) -> None:
    raise TemporarilyDown(f"Meta's statistics hold a row that makes no sense. {sentence}")
