"""Campaigns one by one, over a Graph server: prepared, read, changed, archived; pages; sellers."""

from datetime import UTC, date, datetime, timedelta

import pytest

from pixecom_desktop.domain.access import HOUSE, Scope
from pixecom_desktop.domain.ads import Budget
from pixecom_desktop.domain.campaigns import (
    CampaignChanges,
    CampaignDraft,
    CampaignQuery,
    Mark,
)
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import BudgetType, DeliveryStatus, EntityStatus, Role
from pixecom_desktop.domain.errors import NotAllowed, NotFound, PixecomError, UserError
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.ids import IdMaker
from pixecom_desktop.storage.repos import sellers
from pixecom_desktop.storage.schema.commerce import SellpageRow, StrategyRow
from tests.journeys.conftest import config, house, meta, on_sqlite
from tests.storage.repos.shop import NOW, campaign, new_id, open_shop

__all__ = ["config", "house", "meta", "on_sqlite"]

DAILY = Budget(micros=25_000_000, type=BudgetType.DAILY)


def _shop_words(session) -> None:
    for row in (
        SellpageRow(id=new_id(), slug="glow", name="Glow", url="https://a.example", created_at=NOW),
        StrategyRow(id=new_id(), name="Scale", created_at=NOW),
    ):
        session.add(row)
    session.flush()


@pytest.mark.acceptance("1.5-1", "1.5-2", "1.5-5")
async def test_a_draft_is_prepared_read_changed_and_archived_without_a_word_to_meta(
    house, config, meta
):
    async with house(config) as home:
        scope, campaigns = home.session.scope, home.runtime.campaigns
        await home.runtime.database.write(scope, _shop_words)
        before = len(meta.graph.log)

        made = await campaigns.create(
            scope,
            CampaignDraft(
                account=meta.accounts[0],
                name="  Next spring ",
                budget=DAILY,
                sellpage="glow",
                strategy="Scale",
            ),
        )
        changed = await campaigns.update(
            scope, made.id, CampaignChanges(name="Summer", budget_micros=50_000_000, strategy="")
        )
        archived = await campaigns.archive(scope, made.id)

        assert (made.name, made.status, made.external_id) == (
            "Next spring",
            EntityStatus.PAUSED,
            None,
        )
        assert (made.sellpage, made.strategy, made.account) == ("Glow", "Scale", meta.accounts[0])
        assert made.account_name
        assert (changed.name, changed.budget.micros, changed.strategy) == (
            "Summer",
            50_000_000,
            None,
        )
        assert archived.status is EntityStatus.ARCHIVED
        assert await campaigns.one(scope, made.id) == archived
        assert len(meta.graph.log) == before


@pytest.mark.acceptance("1.5-1", "1.5-5")
async def test_a_campaign_that_meta_knows_is_changed_there_first(house, config, meta):
    async with house(config) as home:
        await home.sync()
        scope, campaigns = home.session.scope, home.runtime.campaigns
        page = await campaigns.page(
            scope, CampaignQuery(filters=FilterSet(statuses=(EntityStatus.ACTIVE,)))
        )
        card = page.rows[0]

        renamed = await campaigns.update(scope, card.id, CampaignChanges(name="Mine"))
        archived = await campaigns.archive(scope, card.id)

        node = meta.world.find(card.external_id)
        assert (renamed.name, node.name) == ("Mine", "Mine")
        assert (archived.status, node.status) == (EntityStatus.ARCHIVED, "ARCHIVED")
        with pytest.raises(PixecomError, match="archived"):
            await campaigns.update(scope, card.id, CampaignChanges(budget_micros=10_000_000))


@pytest.mark.acceptance("1.5-1")
async def test_nothing_works_across_sellers_nor_without_the_right(house, config, meta):
    async with house(config) as home:
        scope, campaigns = home.session.scope, home.runtime.campaigns
        made = await campaigns.create(scope, CampaignDraft(account=meta.accounts[0], name="Mine"))
        bert = await home.runtime.database.write(
            HOUSE, sellers.add, slug="bert", name="Bert", new_id=IdMaker(home.clock), now=NOW
        )
        other = Scope.for_seller(bert.id)
        viewer = Scope.for_seller(home.session.seller.id, Role.VIEWER)

        for work in (
            campaigns.one(other, made.id),
            campaigns.update(other, made.id, CampaignChanges(name="Theirs")),
            campaigns.archive(other, made.id),
            campaigns.create(other, CampaignDraft(account=meta.accounts[0], name="Theirs")),
        ):
            with pytest.raises(NotFound):
                await work
        for work in (
            campaigns.update(viewer, made.id, CampaignChanges(name="Theirs")),
            campaigns.archive(viewer, made.id),
            campaigns.create(viewer, CampaignDraft(account=meta.accounts[0], name="Theirs")),
        ):
            with pytest.raises(NotAllowed):
                await work

        assert (await campaigns.page(other, CampaignQuery())).rows == ()
        assert await campaigns.one(viewer, made.id) == made


def born(day: int, **more) -> dict:
    return {"created_at": datetime(2026, 10, day, tzinfo=UTC), **more}


async def pages(shop, query, between=lambda: None) -> list[str]:
    from pixecom_desktop.storage.queries import campaigns

    seen: list[str] = []
    while True:
        page = await shop.database.read(shop.scope, campaigns.page, query, NOW)
        seen += [one.external_id for one in page.rows]
        assert len(page.rows) <= query.limit
        if page.next is None:
            return seen
        mark = Mark.parse(str(page.next))
        assert mark == page.next
        query = CampaignQuery(
            filters=query.filters, running=query.running, after=mark, limit=query.limit
        )
        await between()


@pytest.fixture
def database(request, tmp_path, postgres):
    """A door to a database of either kind, as `tests/storage` has it."""
    from tests.services.conftest import opened_door

    with opened_door(request, tmp_path, postgres) as door:
        yield door


@pytest.mark.acceptance("1.5-3")
async def test_pages_neither_skip_nor_repeat_while_campaigns_are_added(database):
    shop = await open_shop(database)
    # Five of one instant, so that the id has to tell them apart.
    first = [campaign(str(n), **born(1 + n // 5)) for n in range(23)]
    await shop.put(first)
    added = iter(range(100, 200))

    async def add() -> None:
        number = next(added)
        await shop.put([campaign(str(number), **born(28)), campaign(f"9{number}", **born(1))])

    seen = await pages(shop, CampaignQuery(limit=4), add)

    assert [one for one in seen if len(one) < 3] == [
        one for one in seen if one in {c.external_id for c in first}
    ]
    assert len(seen) == len(set(seen))
    assert {c.external_id for c in first} <= set(seen)
    days = [int(one) // 5 for one in seen if len(one) < 3]
    assert days == sorted(days, reverse=True)


@pytest.mark.acceptance("1.5-4")
async def test_the_list_narrows_by_every_filter_and_by_when_a_campaign_could_run(database):
    shop = await open_shop(database, timezone="America/New_York")

    def at(day: int, hour: int = 12) -> datetime:
        return datetime(2026, 11, day, hour, tzinfo=UTC)

    await shop.put(
        [
            campaign("1", starts_at=at(1), ends_at=at(5)),
            campaign("2", starts_at=at(4, 4), ends_at=None, status=EntityStatus.PAUSED),
            # 04:30 UTC on the 6th is 23:30 on the 5th in New York.
            campaign("3", starts_at=datetime(2026, 11, 6, 4, 30, tzinfo=UTC), name="Ünïque"),
            campaign("4", starts_at=None, ends_at=at(2)),
            campaign("5", status=EntityStatus.DELETED),
        ]
    )

    async def found(**query) -> list[str]:
        return sorted(await pages(shop, CampaignQuery(**query)))

    def running(since: int, until: int) -> DateChoice:
        return DateChoice.days(date(2026, 11, since), date(2026, 11, until))

    assert await found() == ["1", "2", "3", "4"]
    assert await found(running=running(5, 5)) == ["1", "2", "3"]
    assert await found(running=running(6, 9)) == ["2", "3"]
    assert await found(running=running(3, 3)) == ["1", "2"]
    assert await found(running=running(1, 1)) == ["1", "4"]
    assert await found(filters=FilterSet(statuses=(EntityStatus.PAUSED,))) == ["2"]
    assert await found(filters=FilterSet(statuses=(EntityStatus.DELETED,))) == ["5"]
    assert await found(filters=FilterSet(search="ÜNÏ")) == ["3"]
    assert await found(filters=FilterSet(accounts=("act_9",))) == []
    assert await found(filters=FilterSet(deliveries=(DeliveryStatus.ERROR,))) == []


@pytest.mark.parametrize(
    "text", ["", "x", "1", "1-", "-1", "1-x", "9" * 30 + "-1", "1-" + "9" * 30]
)
def test_a_mark_that_is_none_is_refused(text):
    with pytest.raises(UserError, match="no mark"):
        Mark.parse(text)


def test_pages_and_drafts_have_their_bounds():
    with pytest.raises(UserError, match="1 to 100"):
        CampaignQuery(limit=101)
    with pytest.raises(UserError, match="before it begins"):
        CampaignDraft(account="act_1", name="x", starts_at=NOW, ends_at=NOW - timedelta(days=1))
    with pytest.raises(UserError, match="more than nothing"):
        CampaignDraft(account="act_1", name="x", budget=Budget(micros=0, type=BudgetType.DAILY))
