"""A seller with an ad account, for tests: short words to tell what Meta said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from pixecom_desktop.domain.access import HOUSE, Scope
from pixecom_desktop.domain.ads import (
    Account,
    Ad,
    AdSet,
    Budget,
    Campaign,
    Connection,
    DailyStats,
)
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.delivery import Delivery
from pixecom_desktop.domain.enums import BudgetType, DeliveryStatus, EntityStatus, Level
from pixecom_desktop.domain.query import AdsQuery, AdsTable
from pixecom_desktop.domain.session import Seller
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.queries import ads_table
from pixecom_desktop.storage.repos import connections, sellers, stats, structure
from pixecom_desktop.storage.repos.stats import StatsCounts
from pixecom_desktop.storage.repos.structure import Entities, StructureCounts

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
ACTIVE = Delivery(status=DeliveryStatus.ACTIVE, raw="ACTIVE")
LEARNING = Delivery(status=DeliveryStatus.LEARNING, reason="In the learning phase", raw="ACTIVE")
REJECTED = Delivery(status=DeliveryStatus.ERROR, reason="Rejected in review", raw="DISAPPROVED")

new_id = count(1_000).__next__


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def last(days: int) -> DateRange:
    return DateRange(ago(days - 1), TODAY)


def daily(units: int) -> Budget:
    return Budget(micros=units * 1_000_000, type=BudgetType.DAILY)


def campaign(external_id: str, **changes: Any) -> Campaign:
    usual = Campaign(
        external_id=external_id,
        name=f"Campaign {external_id}",
        status=EntityStatus.ACTIVE,
        delivery=ACTIVE,
        budget=daily(10),
        objective="OUTCOME_SALES",
        bid_strategy="LOWEST_COST_WITHOUT_CAP",
        starts_at=datetime(2026, 10, 1, 2, 30, tzinfo=UTC),
        created_at=datetime(2026, 9, 30, 12, tzinfo=UTC),
        updated_at=datetime(2026, 11, 1, tzinfo=UTC),
    )
    return replace(usual, **changes)


def adset(external_id: str, parent: str, **changes: Any) -> AdSet:
    usual = AdSet(
        external_id=external_id,
        campaign_external_id=parent,
        name=f"Ad set {external_id}",
        status=EntityStatus.ACTIVE,
        delivery=ACTIVE,
        budget=None,
        optimization_goal="OFFSITE_CONVERSIONS",
        audience="US, 18-65",
        created_at=datetime(2026, 10, 1, 3, tzinfo=UTC),
    )
    return replace(usual, **changes)


def ad(external_id: str, parent: str, **changes: Any) -> Ad:
    usual = Ad(
        external_id=external_id,
        adset_external_id=parent,
        campaign_external_id="",
        name=f"Ad {external_id}",
        status=EntityStatus.ACTIVE,
        delivery=ACTIVE,
        created_at=datetime(2026, 10, 2, 3, tzinfo=UTC),
    )
    return replace(usual, **changes)


def told(external_id: str, day: date, *measures: int) -> DailyStats:
    """Return a row; measures that are not given are 0."""
    return DailyStats(external_id, day, *measures, *(0,) * (8 - len(measures)))


@dataclass(frozen=True, kw_only=True)
class Shop:
    """A seller with one ad account in a database."""

    database: Database
    seller: Seller
    scope: Scope
    connection: Connection

    async def put(
        self,
        campaigns: Sequence[Campaign] = (),
        adsets: Sequence[AdSet] = (),
        ads: Sequence[Ad] = (),
        now: datetime = NOW,
    ) -> StructureCounts:
        entities = Entities(campaigns=campaigns, adsets=adsets, ads=ads)
        return await self.database.write(
            self.scope, structure.put, self.connection, entities, new_id=new_id, now=now
        )

    async def fetch(
        self,
        level: Level,
        days: DateRange,
        *rows: DailyStats,
        whole: bool = True,
        now: datetime = NOW,
        **more: Any,
    ) -> StatsCounts:
        answer = stats.Answer(rows=rows, whole=whole, **more)
        heard = stats.Heard(levels={level: answer})
        return (await self.hear(days, heard, now=now))[level]

    async def total(self, days: DateRange, *rows: DailyStats, now: datetime = NOW) -> None:
        """Tell what the account itself had on these days; the rows' own ids do not matter."""
        await self.hear(days, stats.Heard(totals=stats.Totals(rows=rows)), now=now)

    async def hear(
        self, days: DateRange, heard: stats.Heard, *, now: datetime = NOW
    ) -> dict[Level, StatsCounts]:
        return await self.database.write(
            self.scope,
            stats.put_days,
            self.connection,
            days,
            heard,
            new_id=new_id,
            now=now,
            run_id=1,
        )

    async def table(self, query: AdsQuery, now: datetime = NOW) -> AdsTable:
        return await self.database.read(self.scope, ads_table.table, query, now)

    async def second_account(self, external_id: str, **changes: Any) -> "Shop":
        connection = await _link(self.database, self.seller, external_id, **changes)
        return replace(self, connection=connection)


async def open_shop(database: Database, slug: str = "anna", **account: Any) -> Shop:
    """Return a new seller with a linked ad account, `act_1` in US dollars unless said otherwise."""
    seller = await database.write(
        HOUSE, sellers.add, slug=slug, name=slug.title(), new_id=new_id, now=NOW
    )
    return Shop(
        database=database,
        seller=seller,
        scope=Scope.for_seller(seller.id),
        connection=await _link(database, seller, account.pop("external_id", "act_1"), **account),
    )


async def _link(database: Database, seller: Seller, external_id: str, **changes: Any) -> Connection:
    account = Account(
        external_id=external_id,
        name=f"Account {external_id}",
        currency="USD",
        timezone="America/New_York",
        status=1,
    )
    return await database.write(
        Scope.for_seller(seller.id),
        connections.link,
        seller.id,
        replace(account, **changes),
        lambda row_id: f"sealed for {row_id}".encode(),
        new_id=new_id,
        now=NOW,
    )
