"""Sellpages and strategies over a real database: made by ads, kept by people, added up, linked."""

from dataclasses import replace

import pytest

from pixecom_desktop.domain.access import HOUSE, Scope
from pixecom_desktop.domain.campaigns import CampaignQuery
from pixecom_desktop.domain.dates import DateChoice, Preset
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import NotAllowed, NotFound, UserError
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.homes import HomeKind, HomeQuery, HomeText, Placed
from pixecom_desktop.domain.ids import IdMaker
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.storage.repos import sellers
from tests.storage.repos.shop import NOW

PAGE, PLAN = HomeKind.SELLPAGE, HomeKind.STRATEGY
LAST_30 = DateChoice(Preset.LAST_30)


async def test_sellpages_come_with_the_ads_and_add_up_as_the_ads_manager_does(
    house, synced_on_sqlite
):
    async with house(synced_on_sqlite) as home:
        scope, homes = home.session.scope, home.runtime.homes
        pages = (await homes.page(scope, PAGE, HomeQuery(limit=100))).rows
        figures = await homes.figures(scope, PAGE, [one.id for one in pages], LAST_30)

        assert len(pages) > 3
        busy = max(pages, key=lambda one: one.campaigns)
        query = AdsQuery(filters=FilterSet(dates=LAST_30, sellpages=(busy.key,)))
        table = await home.runtime.ads.table(scope, query)
        assert figures[busy.id].sums == tuple(replace(one, unlisted=None) for one in table.summary)
        assert sum(one.measures["spend"] for one in figures[busy.id].sums) > 0
        linked = await homes.campaigns(scope, PAGE, busy.id)
        assert len(linked.rows) == busy.campaigns
        assert {one.sellpage_slug for one in linked.rows} == {busy.key}

        # Keyset pages skip and repeat nothing.
        seen, after = [], None
        while True:
            part = await homes.page(scope, PAGE, HomeQuery(limit=2, after=after))
            seen += part.rows
            if (after := part.next) is None:
                break
        assert tuple(seen) == pages


async def test_a_sellpage_is_written_once_whatever_its_query_and_is_hidden_never_deleted(
    house, synced_on_sqlite
):
    async with house(synced_on_sqlite) as home:
        scope, homes = home.session.scope, home.runtime.homes
        made = await homes.create(
            scope, PAGE, HomeText(name="", about="HTTPS://New.Example/Hat/?a=1")
        )

        assert (made.about, made.name, made.key) == (
            "https://new.example/Hat",
            "new.example/Hat",
            "hat",
        )
        for twin in ("https://new.example/Hat", "new.example/Hat?utm=2#top"):
            with pytest.raises(UserError, match="has this address already"):
                await homes.create(scope, PAGE, HomeText(name="Other", about=twin))
        with pytest.raises(UserError, match="no address"):
            await homes.create(scope, PAGE, HomeText(name="X", about="javascript:alert(1)"))
        other = next(
            one for one in (await homes.page(scope, PAGE, HomeQuery())).rows if one != made
        )
        with pytest.raises(UserError, match=made.name):
            await homes.edit(scope, PAGE, other.id, HomeText(name="X", about=made.about))

        edited = await homes.edit(scope, PAGE, made.id, HomeText(name="ÉTÉ", about=made.about))
        found = await homes.page(scope, PAGE, HomeQuery(search="été"))
        assert (edited.key, [one.id for one in found.rows]) == ("hat", [made.id])

        await homes.put_away(scope, PAGE, made.id, is_active=False)
        hidden = await homes.page(scope, PAGE, HomeQuery(search="été"))
        kept = await homes.page(scope, PAGE, HomeQuery(is_active=False))
        assert (hidden.rows, [one.id for one in kept.rows]) == ((), [made.id])
        back = await homes.put_away(scope, PAGE, made.id, is_active=True)
        assert back.is_active


async def test_campaigns_are_linked_all_or_none_and_put_back_and_no_sync_undoes_it(house, synced):
    async with house(synced) as home:
        scope, homes, campaigns = home.session.scope, home.runtime.homes, home.runtime.campaigns
        scale = await homes.create(scope, PLAN, HomeText(name="Scale", about="Raise"))
        with pytest.raises(UserError, match='"scale" already'):
            await homes.create(scope, PLAN, HomeText(name="scale"))
        cards = (await campaigns.page(scope, CampaignQuery(limit=6))).rows
        ids = [one.id for one in cards]

        with pytest.raises(NotFound):
            await homes.link(scope, PLAN, [*ids, 5], scale.id)
        assert (await homes.campaigns(scope, PLAN, scale.id)).rows == ()
        await homes.link(scope, PLAN, ids, scale.id)
        by_id = {one.id: one for one in (await homes.campaigns(scope, PLAN, scale.id)).rows}
        assert {one.strategy for one in by_id.values()} == {"Scale"}
        assert set(by_id) == set(ids)

        chosen = await homes.create(scope, PAGE, HomeText(name="Chosen", about="chosen.example"))
        moved = await homes.link(scope, PAGE, ids, chosen.id)
        assert all(not one.is_chosen for one in moved.before)
        await home.sync()
        kept = await homes.campaigns(scope, PAGE, chosen.id)
        assert {one.id for one in kept.rows} == set(ids), "what a person chose outlives a sync"
        assert (await homes.link(scope, PAGE, ids, chosen.id)).before == ()
        await homes.put_back(scope, moved)
        again = [(await campaigns.one(scope, one)).sellpage_slug for one in ids]
        assert again == [one.sellpage_slug for one in cards]


async def test_another_sellers_ids_and_a_viewer_change_nothing(house, synced):
    async with house(synced) as home:
        scope, homes = home.session.scope, home.runtime.homes
        mine = {
            PAGE: max(
                (await homes.page(scope, PAGE, HomeQuery())).rows, key=lambda one: one.campaigns
            ),
            PLAN: await homes.create(scope, PLAN, HomeText(name="Scale")),
        }
        card = (await homes.campaigns(scope, PAGE, mine[PAGE].id)).rows[0]
        bert = await home.runtime.database.write(
            HOUSE, sellers.add, slug="bert", name="Bert", new_id=IdMaker(home.clock), now=NOW
        )
        other = Scope.for_seller(bert.id)
        viewer = Scope.for_seller(home.session.seller.id, Role.VIEWER)
        for kind, one in mine.items():
            text = HomeText(name="Stolen", about="stolen.example")
            assert (await homes.page(other, kind, HomeQuery())).rows == ()
            figures = await homes.figures(other, kind, [one.id], LAST_30)
            assert figures[one.id].sums == ()
            own = await homes.create(other, kind, text)
            moved = await homes.link(scope, kind, [card.id], one.id)
            moved = replace(moved, before=(Placed(campaign_id=card.id, home=None),))
            for foreign in (one.id, 5):
                for work in (
                    homes.campaigns(other, kind, foreign),
                    homes.edit(other, kind, foreign, text),
                    homes.put_away(other, kind, foreign, is_active=False),
                    homes.link(other, kind, [], foreign),
                ):
                    with pytest.raises(NotFound, match=f"no such {kind}"):
                        await work
            for work in (
                homes.link(other, kind, [card.id], own.id),
                homes.put_back(other, moved),
            ):
                with pytest.raises(NotFound, match="no such campaign"):
                    await work
            for work in (
                homes.create(viewer, kind, text),
                homes.edit(viewer, kind, one.id, text),
                homes.put_away(viewer, kind, one.id, is_active=False),
                homes.link(viewer, kind, [card.id], None),
                homes.put_back(viewer, moved),
            ):
                with pytest.raises(NotAllowed):
                    await work
            left = await homes.campaigns(viewer, kind, one.id)
            assert card.id in {found.id for found in left.rows}


async def test_over_all_sellers_each_change_is_made_in_the_rows_own(house, synced_on_sqlite):
    async with house(synced_on_sqlite) as home:
        own, homes = home.session.scope, home.runtime.homes
        bert = await home.runtime.database.write(
            HOUSE, sellers.add, slug="bert", name="Bert", new_id=IdMaker(home.clock), now=NOW
        )
        mine = await homes.create(own, PLAN, HomeText(name="Mine"))
        theirs = await homes.create(Scope.for_seller(bert.id), PLAN, HomeText(name="Theirs"))
        card = (await home.runtime.campaigns.page(own, CampaignQuery(limit=1))).rows[0]
        seller_id = home.session.seller.id
        every = Scope.over({seller_id: Role.MEMBER, bert.id: Role.VIEWER})

        shown = (await homes.page(every, PLAN, HomeQuery())).rows
        assert {(one.seller_id, one.name) for one in shown} == {
            (seller_id, "Mine"),
            (bert.id, "Theirs"),
        }
        edited = await homes.edit(every, PLAN, mine.id, HomeText(name="Ours"))
        assert edited.name == "Ours"
        moved = await homes.link(every, PLAN, [card.id], mine.id)
        await homes.put_back(every, moved)
        assert (await homes.campaigns(every, PLAN, mine.id)).rows == ()
        with pytest.raises(UserError, match="its own seller"):
            await homes.link(every, PLAN, [card.id], theirs.id)
        for work in (
            homes.edit(every, PLAN, theirs.id, HomeText(name="Ours")),
            homes.put_away(every, PLAN, theirs.id, is_active=False),
            homes.create(every, PLAN, HomeText(name="Nobody's")),
        ):
            with pytest.raises(NotAllowed):
                await work
