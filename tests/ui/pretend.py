"""A backend over tables in memory, filled from the pretend business: no database, no network.

Every answer can be held back, made to fail, or changed between two questions; what was asked is
kept in `asked`.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.actions import BulkOrder
from pixecom_desktop.domain.ads import Budget, Connection
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.dates import DateChoice, DateRange, today_in
from pixecom_desktop.domain.delivery import Signals, judge
from pixecom_desktop.domain.enums import (
    BudgetType,
    ConnectionHealth,
    ConnectionType,
    CoverageState,
    DeliveryStatus,
    EntityStatus,
    Level,
)
from pixecom_desktop.domain.errors import NotFound, TokenInvalid
from pixecom_desktop.domain.events import Bus, Changed, Topic
from pixecom_desktop.domain.filters import Option
from pixecom_desktop.domain.findings import Findings, Linked, TokenFound
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.money import micros_from_minor
from pixecom_desktop.domain.preferences import Settings, Value
from pixecom_desktop.domain.query import (
    NO_BUDGET,
    TEXT_COLUMNS,
    AdsQuery,
    AdsTable,
    Coverage,
    Summary,
)
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.series import LEAD, Point, Series
from pixecom_desktop.domain.session import Seller, Workspace
from pixecom_desktop.domain.status import AccountStatus, SyncStatus
from pixecom_desktop.domain.subjects import Standing, Subject
from pixecom_desktop.domain.text import fold, ids_in
from pixecom_desktop.sandbox.entities import Account, Ad, AdSet, Campaign
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.world import World
from tests.ui.pretend_acts import PretendActs
from tests.ui.pretend_homes import FIRST_ID, PretendCampaigns, PretendHomes
from tests.ui.pretend_links import PretendLinks
from tests.ui.pretend_lock import PretendLock
from tests.ui.pretend_people import FakeTeam
from tests.ui.pretend_sellers import PretendSellers
from tests.ui.pretend_views import PretendViews

NOW = datetime(2026, 11, 23, 11, 4, tzinfo=UTC)
SELLER = Seller(id=FIRST_ID, slug="glowskin", name="GlowSkin")
SELLPAGES = (("serum-de", "Serum DE"), ("serum-us", "Serum US"))
Node = Campaign | AdSet | Ad


class FakeBackend(PretendActs):
    """Fulfils `Backend` over a small world of its own."""

    database_label = "pixecom.db · SQLite"
    workspace = Workspace.OWN

    def __init__(self, options: WorldOptions | None = None, *, connected: bool = True) -> None:
        self.clock = FixedClock(NOW)
        self.scope = Scope.for_seller(SELLER.id)
        self.seller = SELLER
        self.bus = Bus()
        self.sellers = PretendSellers(self.bus, SELLER, self._move)
        self.begin_acting()
        self.views = PretendViews()
        self.lock = PretendLock()
        self.team = FakeTeam(is_team=False)
        self.campaigns = PretendCampaigns(self.clock)
        self.homes = PretendHomes(self.clock, self.campaigns)
        self.linking = PretendLinks(self)
        self.asked: list[AdsQuery] = []
        self.syncs = 0
        self.started = 0
        self.closed = 0
        self.error: Exception | None = None
        self.sync_error: Exception | None = None
        self.gate = _open_gate()
        self.options_gate = _open_gate()
        self.options_asked: list[str] = []
        self.sync_gate = _open_gate()
        self.close_gate = _open_gate()
        self.missing: frozenset[tuple[str, date]] = frozenset()
        self.kept_settings = Settings()
        self.settings_error: Exception | None = None
        options = options or WorldOptions(accounts=4, campaigns=60, adsets=180, ads=500, days=40)
        self._world = World(replace(options, now=NOW), clock=self.clock.now)
        self.accounts = list(self._world.accounts) if connected else []
        self.status_now = SyncStatus(
            accounts=tuple(_status(a, i) for i, a in enumerate(self.accounts)),
            next_at=NOW + timedelta(minutes=13) if connected else None,
        )

    def _move(self, scope: Scope, seller: Seller) -> None:
        self.scope, self.seller = scope, seller

    async def table(self, query: AdsQuery) -> AdsTable:
        self.asked.append(query)
        await self.gate.wait()
        if self.error is not None:
            raise self.error
        return await asyncio.to_thread(self._table, query)

    async def look_at_token(self, token: Secret) -> TokenFound:
        raise TokenInvalid("There is no Meta behind the pretend business.")

    async def connect(self, token: Secret, accounts: Sequence[str]) -> Linked:
        raise TokenInvalid("There is no Meta behind the pretend business.")

    async def check_connection(self, account: str, seller_id: int) -> Findings:
        raise NotFound("There is no Meta behind the pretend business.")

    async def let_go(self, account: str) -> None:
        self.accounts = [one for one in self.accounts if f"act_{one.id}" != account]

    async def connections(self) -> tuple[Connection, ...]:
        return tuple(
            Connection(
                id=place,
                seller_id=SELLER.id,
                type=ConnectionType.AD_ACCOUNT,
                external_id=f"act_{one.id}",
                name=one.name,
                currency=one.currency,
                timezone=one.timezone_name,
                is_active=True,
                health=self.status_now.accounts[place].health,
                health_reason="",
            )
            for place, one in enumerate(self.accounts)
        )

    async def series(self, query: AdsQuery, ids=None) -> tuple[Series, ...]:
        await self.gate.wait()
        if self.error is not None:
            raise self.error
        return await asyncio.to_thread(self._series, query, ids)

    def _series(self, query: AdsQuery, ids) -> tuple[Series, ...]:
        shown, found = self._days(query), []
        if shown is None:
            return ()
        nodes = [n for n in self._nodes(query) if ids is None or n.index + 1 in ids]
        last = min(shown.until, NOW.date())
        since = min(shown.since, last - timedelta(days=LEAD - 1))
        for currency in sorted({self.accounts[node.account].currency for node in nodes}):
            own = [node for node in nodes if self.accounts[node.account].currency == currency]
            points = []
            for day in DateRange(since, last):
                at = replace(
                    query, filters=query.filters.changed("dates", DateChoice.days(day, day))
                )
                figures = self._figures(at)
                sums = {
                    m.key: sum(self._figure(figures, node, place) for node in own)
                    for place, m in enumerate(MEASURES)
                }
                missing = any((f"act_{a.id}", day) in self.missing for a in self.accounts)
                points.append(
                    Point(
                        day=day,
                        until=day,
                        measures=None if missing else sums,
                        is_open=day >= NOW.date(),
                    )
                )
            start = (shown.since - since).days
            found.append(Series(currency=currency, points=tuple(points), start=start))
        return tuple(found)

    async def counts(self, query: AdsQuery) -> Mapping[Level, int]:
        await self.gate.wait()
        if self.error is not None:
            raise self.error
        return {level: len(self._nodes(query.at(level))) for level in Level}

    async def options(self, key: str, query: AdsQuery) -> tuple[Option, ...]:
        self.options_asked.append(key)
        await self.options_gate.wait()
        if self.error is not None:
            raise self.error
        nodes = self._nodes(replace(query, filters=query.filters.changed(key, ())))
        if key == "accounts":
            return tuple(
                Option(
                    value=f"act_{a.id}",
                    title=a.name,
                    note=f"act_{a.id} · {a.currency}",
                    count=sum(node.account == a.index for node in nodes),
                )
                for a in self.accounts
            )
        if key == "sellers":
            known = [one.seller for one in self.sellers.known]
            return tuple(Option(value=one.slug, title=one.name, note=one.slug) for one in known)
        if key == "campaigns":
            return tuple(
                Option(value=c.id, title=c.name, note=self.accounts[c.account].name)
                for c in self._world.campaigns
            )
        if key == "sellpages":
            return tuple(
                Option(value=slug, title=title, note=slug, count=len(nodes) // place)
                for place, (slug, title) in enumerate(SELLPAGES, 2)
            )
        enum = EntityStatus if key == "statuses" else DeliveryStatus
        found = [_enum_of(key, self._texts(node)) for node in nodes]
        return tuple(Option(value=one, title=one, count=found.count(one)) for one in enum)

    async def status(self) -> SyncStatus:
        return self.status_now

    async def sync_now(self) -> None:
        self.syncs += 1
        await self.sync_gate.wait()
        if self.sync_error is not None:
            raise self.sync_error

    async def settings(self) -> Settings:
        return self.kept_settings

    async def change_settings(self, changes: Mapping[str, Value]) -> Settings:
        await asyncio.sleep(0)
        if self.settings_error is not None:
            raise self.settings_error
        self.kept_settings = self.kept_settings.changed(changes)
        self.bus.publish(Changed(topics=frozenset({Topic.PREFERENCES})))
        return self.kept_settings

    def start(self) -> None:
        self.started += 1

    async def diagnostics(self, drawn_by: Mapping[str, str]) -> str:
        return "\n".join(("# Diagnostics", *(f"- {key}: {one}" for key, one in drawn_by.items())))

    async def close(self) -> None:
        await self.close_gate.wait()
        self.closed += 1

    def hold(self) -> asyncio.Event:
        """Hold every further answer until the event that comes back is set."""
        self.gate = asyncio.Event()
        return self.gate

    def _nodes(self, query: AdsQuery) -> list[Node]:
        world = self._world
        nodes: list[Node] = list(
            {
                Level.CAMPAIGN: world.campaigns,
                Level.ADSET: world.adsets,
                Level.AD: world.ads,
            }[query.level]
            if self.accounts
            else []
        )
        word = fold(query.filters.search)
        return [
            node
            for node in nodes
            if (not query.parent_campaigns or _campaign(world, node).id in query.parent_campaigns)
            and (not query.parent_adsets or _adset_id(world, node) in query.parent_adsets)
            and (not query.filters.statuses or node.status in query.filters.statuses)
            and self._passes(query, node)
            and (word in fold(node.name) or node.id in ids_in(query.filters.search))
        ]

    def _passes(self, query: AdsQuery, node: Node) -> bool:
        filters = query.filters
        account = f"act_{self.accounts[node.account].id}"
        return (
            (not filters.accounts or account in filters.accounts)
            and (not filters.campaigns or _campaign(self._world, node).id in filters.campaigns)
            and (
                not filters.deliveries or self._texts(node)["delivery_status"] in filters.deliveries
            )
            and not filters.sellpages
        )

    def _table(self, query: AdsQuery) -> AdsTable:
        nodes = self._nodes(query)
        days = self._days(query)
        figures = self._figures(query)
        measures = {
            measure.key: np.array(
                [self._figure(figures, node, place) for node in nodes], np.int64
            ).reshape(len(nodes))
            for place, measure in enumerate(MEASURES)
        }
        text = {
            key: np.array([self._texts(node)[key] for node in nodes] + [None], np.object_)[:-1]
            for key in TEXT_COLUMNS
        }
        table = AdsTable(
            query=query,
            days=days,
            ids=np.array([node.index + 1 for node in nodes], np.int64),
            text=text,
            measures=measures,
            budget=np.array([self._budget(node) for node in nodes], np.int64),
            summary=_summary(text, measures),
            coverage=self._coverage(query, days),
        )
        return table.sorted()

    def _days(self, query: AdsQuery) -> DateRange | None:
        ranges = [self._resolve(query, a) for a in self.accounts]
        if not ranges:
            return None
        return DateRange(min(r.since for r in ranges), max(r.until for r in ranges))

    def _resolve(self, query: AdsQuery, account: Account) -> DateRange:
        return query.filters.dates.resolve(today_in(account.timezone_name, self.clock.now()))

    def _figures(self, query: AdsQuery) -> dict[int, np.ndarray]:
        return {
            a.index: sum(
                (
                    self._world.figures(a, day.toordinal()).astype(np.int64)
                    for day in self._resolve(query, a)
                ),
                np.zeros((8, len(a.ads)), np.int64),
            )
            for a in self.accounts
        }

    def _figure(self, figures: dict[int, np.ndarray], node: Node, place: int) -> int:
        account = self.accounts[node.account]
        ads = [node.index] if isinstance(node, Ad) else list(node.ads)
        value = sum(int(figures[node.account][place][ad - account.ads.start]) for ad in ads)
        return micros_from_minor(value, account.currency) if place in (0, 7) else value

    def _budget(self, node: Node) -> int:
        own = self._stands(node).budget
        return NO_BUDGET if own is None else own.micros

    def _stands(self, node: Node) -> Standing:
        return self.stood.get(node.id) or Standing(
            name=node.name, status=EntityStatus(node.status), budget=self._own_budget(node)
        )

    def _own_budget(self, node: Node) -> Budget | None:
        minor = None if isinstance(node, Ad) else node.daily_budget or node.lifetime_budget
        if isinstance(node, Ad) or minor is None:
            return None
        micros = micros_from_minor(minor, self.accounts[node.account].currency)
        daily = node.daily_budget is not None
        return Budget(micros=micros, type=BudgetType.DAILY if daily else BudgetType.LIFETIME)

    def subject_of(self, order: BulkOrder, key: str) -> Subject:
        node = next(one for one in self._nodes(AdsQuery(level=order.level)) if one.id == key)
        account = self.accounts[node.account]
        texts = self._texts(node)
        figures = self._figures(AdsQuery())
        spend = next(i for i, measure in enumerate(MEASURES) if measure.key == "spend")
        return Subject(
            id=node.index + 1,
            external_id=key,
            connection_id=node.account + 1,
            account=f"act_{account.id}",
            level=order.level,
            currency=account.currency,
            standing=self._stands(node),
            budget_place=Level(texts["budget_place"]) if texts["budget_place"] else None,
            figures={"spend": self._figure(figures, node, spend)},
        )

    def _texts(self, node: Node) -> dict[str, object]:
        world, account = self._world, self.accounts[node.account]
        campaign = _campaign(world, node)
        adset = world.adsets[node.adset] if isinstance(node, Ad) else None
        stage = str((node.learning or {}).get("status", "")) if isinstance(node, AdSet) else ""
        delivery = judge(Signals(effective_status=node.effective, learning_stage=stage), NOW)
        known = dict.fromkeys(TEXT_COLUMNS) | {
            "external_id": node.id,
            "name": self._stands(node).name,
            "status": self._stands(node).status,
            "delivery_status": delivery.status.value,
            "delivery_reason": delivery.reason,
            "account": f"act_{account.id}",
            "account_name": account.name,
            "currency": account.currency,
            "campaign_external_id": None if isinstance(node, Campaign) else campaign.id,
            "campaign_name": None if isinstance(node, Campaign) else campaign.name,
            "adset_external_id": adset.id if adset else None,
            "adset_name": adset.name if adset else None,
            "created_at": datetime.fromtimestamp(node.created, UTC),
        }
        if isinstance(node, Ad):
            return known
        owner = node.daily_budget is not None or node.lifetime_budget is not None
        place = Level.CAMPAIGN if campaign.has_budget else Level.ADSET
        return known | {
            "start_date": datetime.fromtimestamp(node.start, UTC).date(),
            "budget_type": (
                (BudgetType.DAILY if node.daily_budget is not None else BudgetType.LIFETIME).value
                if owner
                else None
            ),
            "budget_place": place.value,
            "bid_strategy": node.bid_strategy,
        }

    def _coverage(self, query: AdsQuery, days: DateRange | None) -> tuple[Coverage, ...]:
        return tuple(
            Coverage(
                seller_id=SELLER.id,
                account=f"act_{a.id}",
                level=query.level,
                day=day,
                state=(
                    CoverageState.MISSING
                    if (f"act_{a.id}", day) in self.missing
                    else CoverageState.PROVISIONAL
                ),
                seen_at=NOW - timedelta(minutes=2),
            )
            for a in self.accounts
            for day in self._resolve(query, a)
        )


def _open_gate() -> asyncio.Event:
    gate = asyncio.Event()
    gate.set()
    return gate


def _status(account: Account, place: int) -> AccountStatus:
    return AccountStatus(
        account=f"act_{account.id}",
        name=account.name,
        health=ConnectionHealth.OK,
        stats_at=NOW - timedelta(minutes=2),
        delivery_at=NOW - timedelta(minutes=1),
        calls_used=(82, 156, 24, 8)[place % 4],
        calls_limit=200,
        seller_id=SELLER.id,
    )


def _campaign(world: World, node: Node) -> Campaign:
    return node if isinstance(node, Campaign) else world.campaigns[node.campaign]


def _adset_id(world: World, node: Node) -> str | None:
    if isinstance(node, Campaign):
        return None
    return node.id if isinstance(node, AdSet) else world.adsets[node.adset].id


def _enum_of(key: str, texts: Mapping[str, object]) -> str:
    return str(texts["status" if key == "statuses" else "delivery_status"])


def _summary(
    text: Mapping[str, np.ndarray], measures: Mapping[str, np.ndarray]
) -> tuple[Summary, ...]:
    sums = []
    for currency in sorted(set(text["currency"].tolist())):
        rows = np.array([c == currency for c in text["currency"]])
        sums.append(
            Summary(
                currency=currency,
                rows=int(rows.sum()),
                measures={key: int(column[rows].sum()) for key, column in measures.items()},
                daily_budget=0,
            )
        )
    return tuple(sums)


@contextmanager
def opened() -> Iterator[FakeBackend]:
    """Yield a backend for the pictures."""
    yield FakeBackend(WorldOptions(accounts=4, campaigns=128, adsets=341, ads=1204, days=40))
