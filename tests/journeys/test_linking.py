"""Tokens with what is known of them, pixels and pages, how far back is read: over the sandbox."""

from datetime import timedelta

import pytest

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.enums import ConnectionHealth, ConnectionType, Role, RunState
from pixecom_desktop.domain.errors import NotAllowed, NotFound, UserError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.meta.usage import FULL


def by_account(links):
    return {
        one.connection.external_id: one
        for one in links
        if one.connection.type is ConnectionType.AD_ACCOUNT
    }


async def test_what_is_known_of_a_token_stands_in_the_database(house, config, meta):
    meta.graph.desk.expires_at = int(meta.clock().timestamp()) + 5 * 86_400
    async with house(config) as home:
        scope = home.session.scope
        links = by_account(await home.runtime.linking.links(scope))

        assert links.keys() == set(meta.accounts)
        facts = {one.facts for one in links.values()}
        assert {one.key for one in facts} == {("10001", "9001")}
        first = next(iter(facts))
        assert (first.person, first.app, first.kind) == ("Sandbox user", "Sandbox", "USER")
        assert first.can_write
        assert first.ends_soon(home.clock.now())
        assert not first.has_ended(home.clock.now())
        status = links[meta.accounts[0]].status
        assert status.calls_used > 0
        assert status.frees_at > home.clock.now()

        meta.graph.desk.scopes = frozenset({"ads_read"})
        found = await home.runtime.health.check_one(scope, meta.accounts[0])
        assert found.facts is not None
        after = by_account(await home.runtime.linking.links(scope))
        assert not after[meta.accounts[0]].facts.can_write
        assert after[meta.accounts[0]].status.tier == FULL
        assert after[meta.accounts[1]].facts.can_write, "each tells of its own token"


async def test_pixels_pages_and_conversions_are_found_and_linked(house, on_sqlite, meta):
    async with house(on_sqlite) as home:
        scope, linking = home.session.scope, home.runtime.linking
        found = await linking.assets(scope, meta.accounts[:2])
        kinds = [one.type for one in found]
        assert kinds.count(ConnectionType.PAGE) == len(meta.accounts)
        assert kinds.count(ConnectionType.PIXEL) == 2
        assert kinds.count(ConnectionType.CONVERSION) == 2, "archived ones are left out"

        pixel = next(one for one in found if one.type is ConnectionType.PIXEL)
        await linking.link_assets(scope, found)
        await linking.link_assets(scope, [pixel])
        links = await linking.links(scope)
        assert len(links) == len(meta.accounts) + len(found), "none is linked twice"
        mine = next(one for one in links if one.connection.external_id == pixel.external_id)
        assert mine.of_account == pixel.of_account
        await linking.set_asset_active(scope, pixel.type, pixel.external_id, active=False)
        links = await linking.links(scope)
        assert not next(
            one for one in links if one.connection.external_id == pixel.external_id
        ).connection.is_active

        meta.graph.desk.scopes = frozenset({"ads_read"})
        kinds = {one.type for one in await linking.assets(scope, meta.accounts[:1])}
        assert ConnectionType.PAGE not in kinds, "Meta lists none without pages_show_list"
        with pytest.raises(NotFound):
            await linking.assets(scope, ["act_1"])


async def test_how_far_back_is_read_can_be_chosen_and_stopped(house, on_sqlite, meta):
    async with house(on_sqlite) as home:
        scope, linking = home.session.scope, home.runtime.linking
        account = meta.accounts[0]
        await linking.keep_history(scope, [account], 20)
        with pytest.raises(UserError):
            await linking.keep_history(scope, [account], 0)
        await home.runtime.scheduler.turn(scope)

        async def download(name=account):
            return next(one for one in await linking.downloads(scope) if one.account == name)

        first = await download()
        assert (first.wanted, first.read) == (20, 4)
        assert (await download(meta.accounts[1])).wanted == 30
        # The errand of the choice itself, then a week.
        for _ in range(2):
            await home.runtime.scheduler.errands(scope)
        second = await download()
        assert 4 < second.read < 20

        assert await linking.stop_history(scope) == len(meta.accounts)
        assert await linking.stop_history(scope) == 0
        stopped = await download()
        assert stopped.is_whole
        assert stopped.read == second.read
        await home.runtime.scheduler.turn(scope)
        assert await home.runtime.scheduler.errands(scope) == ()

        home.later(timedelta(minutes=16))
        await home.runtime.scheduler.turn(scope)
        assert await home.runtime.scheduler.errands(scope) == (), "no run plans them anew"

        await linking.keep_history(scope, [account], 20)
        while runs := await home.runtime.scheduler.errands(scope):
            assert {run.state for run in runs} == {RunState.DONE}
        assert (await download()).is_whole
        assert (await download()).wanted == 20


async def test_an_account_comes_back_with_the_token_of_its_siblings(house, on_sqlite, meta):
    async with house(on_sqlite) as home:
        scope, runtime = home.session.scope, home.runtime
        account, *others = meta.accounts
        await runtime.connections.let_go(scope, account)
        gone = by_account(await runtime.linking.links(scope))[account]
        assert not gone.connection.is_active
        assert gone.facts is not None

        back = await runtime.linking.bring_back(scope, account)
        assert [one.external_id for one in back.connections] == [account]
        assert {run.state for run in await home.sync(account=account)} == {RunState.DONE}

        for one in meta.accounts:
            await runtime.connections.let_go(scope, one)
        with pytest.raises(UserError, match="forgotten"):
            await runtime.linking.bring_back(scope, account)
        assert others


async def test_a_viewer_reads_and_changes_nothing(house, on_sqlite, meta):
    async with house(on_sqlite) as home:
        seller = home.session.seller.id
        viewer = Scope.for_seller(seller, Role.VIEWER, home.session.scope.user_id)
        linking, account = home.runtime.linking, meta.accounts[0]
        assert await linking.links(viewer)
        assert await linking.downloads(viewer)
        for asked in (
            linking.bring_back(viewer, account),
            linking.assets(viewer, [account]),
            linking.link_assets(viewer, []),
            linking.set_asset_active(viewer, ConnectionType.PAGE, "1", active=False),
            linking.keep_history(viewer, [account], 9),
            linking.stop_history(viewer),
            home.runtime.connections.look_at(viewer, Secret(meta.token)),
            home.runtime.browser.sign_in(viewer, lambda page: None),
        ):
            with pytest.raises(NotAllowed):
                await asked
        assert {one.health for one in await home.runtime.connections.accounts(viewer)} == {
            ConnectionHealth.OK
        }
