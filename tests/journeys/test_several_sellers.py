"""One person who works for several sellers: all of them in one table, each row acted on as its own.

Over a Graph server and on either engine, because Postgres has a wall of its own between sellers.
"""

import asyncio

import pytest

from pixecom_desktop.desktop import Desktop
from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.actions import BulkOrder, SetStatus
from pixecom_desktop.domain.dates import DateChoice, Preset
from pixecom_desktop.domain.enums import EntityStatus, Level, Role, RunState
from pixecom_desktop.domain.errors import NotAllowed, UserError
from pixecom_desktop.domain.events import Changed, Topic
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.services import export
from pixecom_desktop.sync.window import Asked

PAUSE = SetStatus(status=EntityStatus.PAUSED)
YESTERDAY = AdsQuery(filters=FilterSet(dates=DateChoice(Preset.YESTERDAY)))


async def two_sellers(home) -> Desktop:
    """Return the program over two sellers: two ad accounts in the first, the third in Luma."""
    desktop = Desktop(home.runtime, home.session)
    first, second, third = home.meta.accounts
    await desktop.connect(Secret(home.meta.token), [first, second])
    await desktop.sellers.add("Luma Home & Söhne")
    await desktop.connect(Secret(home.meta.token), [third])
    await desktop.sellers.choose(0)
    await desktop.sync_now()
    return desktop


def active(table) -> dict[str, list[str]]:
    """Return the ids of active rows by their seller's name."""
    found: dict[str, list[str]] = {}
    columns = (table.text[key] for key in ("seller", "external_id", "status"))
    for seller, external_id, status in zip(*columns, strict=True):
        if status is EntityStatus.ACTIVE:
            found.setdefault(seller, []).append(external_id)
    return found


async def test_all_sellers_stand_in_one_table_and_each_row_is_acted_on_as_its_own_sellers(
    house, config
):
    async with house(config, link=False) as home:
        desktop = await two_sellers(home)
        (luma,) = [one.seller for one in desktop.sellers.known if one.seller.name != "My shop"]
        (mine,) = [one.seller for one in desktop.sellers.known if one.seller.name == "My shop"]
        assert luma.slug == "luma-home-sohne"

        together = await desktop.table(AdsQuery())
        assert set(together.owners.tolist()) == {mine.id, luma.id}
        assert "seller" in export.shown_columns(together)
        alone = {}
        for seller in (mine, luma):
            await desktop.sellers.choose(seller.id)
            alone[seller.name] = await desktop.table(AdsQuery())
            assert alone[seller.name].owners is None
            assert "seller" not in export.shown_columns(alone[seller.name])
        ids = [set(one.text["external_id"]) for one in alone.values()]
        assert not ids[0] & ids[1]
        assert set(together.text["external_id"]) == ids[0] | ids[1]
        # What was looked at in one seller can be told in all of them, a currency each.
        sums = {one.currency: one.measures["spend"] for one in together.summary}
        by_currency: dict[str, int] = {}
        for table in alone.values():
            for one in table.summary:
                by_currency[one.currency] = by_currency.get(one.currency, 0) + one.measures["spend"]
        assert sums == by_currency

        glances = {one.seller_id: one for one in await desktop.sellers.glances()}
        assert [glances[one.id].accounts for one in (mine, luma)] == [2, 1]
        for seller in (mine, luma):
            await desktop.sellers.choose(seller.id)
            told = (await desktop.table(YESTERDAY)).summary
            assert {one.currency: one.spend for one in glances[seller.id].takings} == {
                one.currency: one.measures["spend"] for one in told
            }
            assert glances[seller.id].missing == ()

        await desktop.change_settings({"roas_good": 412})
        await desktop.sellers.choose(0)
        assert {key: one.roas_good for key, one in (await desktop.sellers.tiers()).items()} == {
            luma.id: 412
        }
        with pytest.raises(NotAllowed, match="Choose the seller"):
            await desktop.change_settings({"roas_good": 500})
        assert (await desktop.change_settings({"density": "compact"})).user.density == "compact"

        before = active(together)
        assert set(before) == {"My shop", luma.name}
        order = BulkOrder(
            command=PAUSE, level=Level.CAMPAIGN, ids=(*before["My shop"], *before[luma.name], "77")
        )
        plan = await desktop.plan(order)
        assert (len(plan.changed), plan.unknown) == (len(order.ids) - 1, ("77",))

        done = await desktop.act(order, stop=asyncio.Event())

        assert set(done.succeeded) == set(order.ids) - {"77"}
        assert [one.id for one in done.failed] == ["77"]
        assert not active(await desktop.table(AdsQuery()))
        actions = await desktop.actions(limit=10)
        assert len(actions) == 2
        await desktop.sellers.choose(luma.id)
        assert len(await desktop.actions(limit=10)) == 1

        # The toast is still there after a switch: it takes back what was done in both.
        undone = await desktop.undo(done.batch, stop=asyncio.Event())
        assert set(undone.succeeded) == set(order.ids) - {"77"}
        await desktop.sellers.choose(0)
        assert active(await desktop.table(AdsQuery())) == before


async def test_an_undo_leaves_no_trace_in_a_seller_in_whom_nothing_was_changed(house, on_sqlite):
    async with house(on_sqlite, link=False) as home:
        desktop = await two_sellers(home)
        before = active(await desktop.table(AdsQuery()))
        luma, off = before["Luma Home & Söhne"], before["My shop"]

        async def pause(ids):
            order = BulkOrder(command=PAUSE, level=Level.CAMPAIGN, ids=tuple(ids))
            return await desktop.act(order, stop=asyncio.Event())

        await pause(off)
        done = await pause([*off, *luma])
        undone = await desktop.undo(done.batch, stop=asyncio.Event())

        assert [one.id for one in done.already] == off
        assert sorted(undone.succeeded) == sorted(luma)
        actions = await desktop.actions(limit=10)
        assert [(bool(one.undoes), sum(one.counts.values())) for one in actions] == [
            (True, len(luma)),
            *[(False, count) for count in (len(luma), len(off), len(off))],
        ]
        assert active(await desktop.table(AdsQuery())) == {"Luma Home & Söhne": luma}


async def test_a_viewer_of_one_seller_acts_only_on_the_rows_of_the_other(house, on_sqlite):
    async with house(on_sqlite, link=False) as home:
        desktop = await two_sellers(home)
        names = {one.seller.id: one.seller.name for one in desktop.sellers.known}
        (luma,) = [key for key, name in names.items() if name != "My shop"]
        (mine,) = names.keys() - {luma}
        scope = Scope.over({mine: Role.MEMBER, luma: Role.VIEWER}, home.session.user_id)
        rows = active(await home.runtime.ads.table(scope, AdsQuery()))
        order = BulkOrder(
            command=PAUSE,
            level=Level.CAMPAIGN,
            ids=tuple(key for keys in rows.values() for key in keys),
        )
        across = home.runtime.workshop.across

        done = await across.apply(scope, order, names, stop=asyncio.Event())

        assert set(done.succeeded) == set(rows["My shop"])
        assert {one.id for one in done.failed} == set(rows[names[luma]])
        assert {one.sentence for one in done.failed} == {
            "Your role in Luma Home & Söhne (Viewer) does not allow that."
        }
        sent = {one.path.strip("/") for one in home.meta.graph.log if one.method == "POST"}
        assert not sent & set(rows[names[luma]])
        only = BulkOrder(command=PAUSE, level=Level.CAMPAIGN, ids=tuple(rows[names[luma]]))
        with pytest.raises(NotAllowed, match="Viewer"):
            await across.apply(scope, only, names, stop=asyncio.Event())


async def test_a_seller_is_named_by_who_manages_it_and_added_by_who_owns_one(house, on_sqlite):
    async with house(on_sqlite, link=False) as home:
        desktop, heard = Desktop(home.runtime, home.session), []
        home.runtime.bus.listen(heard.append)
        with pytest.raises(NotAllowed, match="only one"):
            await desktop.sellers.choose(0)
        await desktop.sellers.rename("  GlowSkin  EU ")
        assert desktop.seller.name == "GlowSkin EU"
        assert Changed(topics=frozenset({Topic.SELLERS})) in heard
        for name in ("", "  ", "x" * 81):
            with pytest.raises(UserError):
                await desktop.sellers.add(name)
        await desktop.sellers.add("GlowSkin EU")
        assert [one.seller.slug for one in desktop.sellers.known] == ["default", "glowskin-eu"]
        member = Scope.for_seller(desktop.seller.id, Role.MEMBER, home.session.user_id)
        sellers = home.runtime.sellers
        for refused in (sellers.add(member, "Own"), sellers.rename(member, "Own")):
            with pytest.raises(NotAllowed):
                await refused
        with pytest.raises(NotAllowed):
            await desktop.sellers.choose(12345)


async def test_an_account_that_two_sellers_linked_is_checked_and_synced_for_the_one_asked(
    house, on_sqlite
):
    async with house(on_sqlite, link=False) as home:
        desktop = await two_sellers(home)
        shared = home.meta.accounts[0]
        (luma,) = [one.seller for one in desktop.sellers.known if one.seller.name != "My shop"]
        (mine,) = [one.seller for one in desktop.sellers.known if one.seller.name == "My shop"]
        await desktop.sellers.choose(luma.id)
        await desktop.connect(Secret(home.meta.token), [shared])
        await desktop.sellers.choose(0)

        for seller in (mine, luma):
            found = await desktop.check_connection(shared, seller.id)
            assert found.can_read
            facts = {one.connection.place: one.facts for one in await desktop.linking.links()}
            assert facts[seller.id, shared].person == "Sandbox user"
        with pytest.raises(NotAllowed):
            await desktop.check_connection(shared, 12345)
        with pytest.raises(NotAllowed):
            await desktop.linking.sync_soon(shared, 12345)

        scope, scheduler = desktop.sellers.everywhere, home.runtime.scheduler
        while await scheduler.turn(scope) or await scheduler.errands(scope):
            pass
        await desktop.linking.sync_soon(shared, luma.id)
        runs = await scheduler.errands(scope)
        assert [(run.seller_id, run.account) for run in runs] == [(luma.id, shared)]

        # Both at once, one after the other: neither is told that another program is at it.
        runs = await home.runtime.sync(scope, Asked())
        of_shared = [run for run in runs if run.account == shared]
        assert {run.seller_id: run.state for run in of_shared} == {
            mine.id: RunState.DONE,
            luma.id: RunState.DONE,
        }
