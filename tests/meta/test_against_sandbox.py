"""The client against the sandbox over real HTTP: the whole dialect, the figures, the faults."""

import logging
from collections import Counter
from datetime import timedelta

import pytest

from pixecom_desktop.domain import errors
from pixecom_desktop.domain.ads import Budget
from pixecom_desktop.domain.dates import DateRange, today_in
from pixecom_desktop.domain.enums import BudgetType, DeliveryStatus, EntityStatus, Level
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.tokens import READ, WRITE
from pixecom_desktop.meta import identity, insights, mutations, states, structure
from pixecom_desktop.meta.client import GraphClient, GraphSettings
from pixecom_desktop.meta.ledger import MemoryLedger
from pixecom_desktop.meta.limits import Pace
from pixecom_desktop.meta.mutations import Result, Target
from pixecom_desktop.sandbox.faults import Fault
from pixecom_desktop.sandbox.options import ServerOptions, WorldOptions
from pixecom_desktop.sandbox.server import RunningSandbox
from tests.meta.conftest import NOW

SIZE = WorldOptions(accounts=4, campaigns=60, adsets=160, ads=700, days=40, now=NOW)
LISTINGS = {
    Level.CAMPAIGN: structure.campaigns,
    Level.ADSET: structure.adsets,
    Level.AD: structure.ads,
}


@pytest.fixture(scope="module")
def running():
    with RunningSandbox(SIZE, server=ServerOptions(dead_versions=frozenset({"v21.0"}))) as sandbox:
        yield sandbox


@pytest.fixture
def box(running):
    running.faults.clear()
    running.graph.forget_requests()
    running.graph.desk.set_state("valid")
    yield running
    running.faults.clear()
    running.graph.desk.set_state("valid")


@pytest.fixture
def open_box(box, clock, waits):
    def open_(*, patience=60.0, version=None, ledger=None, token=None):
        return GraphClient(
            GraphSettings(base=box.base, version=version or box.version),
            Secret(token or box.token),
            pace=Pace(ledger, patience=patience),
            clock=clock,
            sleep=waits.sleep,
            chance=lambda: 0.0,
        )

    return open_


async def listed(client, account, level, **more):
    pages = LISTINGS[level](client, account, now=NOW, **more)
    return [one async for page in pages for one in page]


async def figures(client, account, level, days):
    return [row async for page in insights.daily(client, account, level, days) for row in page]


def added_up(rows):
    return tuple(sum(row[measure] for row in rows) for measure in range(2, len(rows[0])))


@pytest.mark.acceptance("1.2-1")
async def test_who_the_token_is_and_which_accounts_it_sees(box, open_box):
    async with open_box() as client:
        person = await identity.me(client)
        granted = await identity.permissions(client)
        accounts = [one async for page in identity.ad_accounts(client) for one in page]

    assert person.name == "Sandbox user"
    assert {READ, WRITE} <= granted
    assert [one.external_id for one in accounts] == box.accounts
    assert {one.auth for one in box.graph.log} == {"bearer"}


@pytest.mark.acceptance("1.2-1")
@pytest.mark.acceptance("1.4-2")
async def test_the_whole_tree_comes_over_with_every_status(box, open_box):
    world = box.world
    seen = Counter()
    async with open_box() as client:
        for name in box.accounts:
            account = await structure.account(client, name)
            tree = {level: await listed(client, account, level) for level in LISTINGS}
            campaigns = {one.external_id for one in tree[Level.CAMPAIGN]}
            adsets = {one.external_id for one in tree[Level.ADSET]}
            assert {one.campaign_external_id for one in tree[Level.ADSET]} <= campaigns
            assert {one.adset_external_id for one in tree[Level.AD]} <= adsets
            assert all(one.creative and one.creative.landing_url for one in tree[Level.AD])
            for level, entities in tree.items():
                seen[level] += len(entities)
                for one in entities:
                    seen[one.delivery.status] += 1
                    assert one.delivery.raw == world.find(one.external_id).effective
                    assert one.status == world.find(one.external_id).status

    assert (seen[Level.CAMPAIGN], seen[Level.ADSET], seen[Level.AD]) == (60, 160, 700)
    assert all(seen[status] for status in DeliveryStatus)


async def test_budgets_agree_with_the_worlds_minor_units(box, open_box):
    kinds = set()
    async with open_box() as client:
        for name in box.accounts:
            account = await structure.account(client, name)
            scale = 1_000_000 if account.currency == "VND" else 10_000
            for level in (Level.CAMPAIGN, Level.ADSET):
                for one in await listed(client, account, level):
                    node = box.world.find(one.external_id)
                    minor = node.daily_budget or node.lifetime_budget
                    parent = level is Level.ADSET and box.world.campaigns[node.campaign].has_budget
                    if parent or not minor:
                        assert one.budget is None
                        continue
                    kinds.add((account.currency, one.budget.type))
                    assert one.budget.micros == minor * scale

    assert ("VND", BudgetType.DAILY) in kinds
    assert {kind for _, kind in kinds} == set(BudgetType)


@pytest.mark.acceptance("2.1-1")
@pytest.mark.acceptance("2.1-2")
async def test_all_three_levels_add_up_to_the_same_figures(box, open_box):
    async with open_box() as client:
        for name in box.accounts:
            account = await structure.account(client, name)
            today = today_in(account.timezone, NOW)
            days = DateRange(today - timedelta(days=13), today)
            by_level = [await figures(client, account, level, days) for level in Level]
            sums = [added_up(rows) for rows in by_level]

            assert sums[0] == sums[1] == sums[2]
            assert all(sums[0])
            assert len(by_level[0]) < len(by_level[1]) < len(by_level[2])
            assert len({row[:2] for row in by_level[2]}) == len(by_level[2])


async def test_what_changed_since_is_all_that_is_asked_for(box, open_box):
    async with open_box() as client:
        account = await structure.account(client, box.accounts[0])
        everything = await listed(client, account, Level.AD)
        newest = max(one.updated_at for one in everything)
        changed = await listed(client, account, Level.AD, changed_since=newest)

    assert {one.updated_at for one in changed} == {newest}
    assert 0 < len(changed) < len(everything)


async def test_a_status_is_written_and_read_back(box, open_box):
    async with open_box() as client:
        account = await structure.account(client, box.accounts[0])
        campaign = next(
            one for one in await listed(client, account, Level.CAMPAIGN) if one.status == "ACTIVE"
        )
        done = await client.post(
            campaign.external_id, {"status": "PAUSED"}, account=account.external_id,
            is_repeatable=True,
        )  # fmt: skip
        again = {one.external_id: one for one in await listed(client, account, Level.CAMPAIGN)}

    assert done.success
    assert again[campaign.external_id].delivery.status is DeliveryStatus.INACTIVE


@pytest.mark.acceptance("1.2-3")
@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("token_expired", errors.TokenInvalid),
        ("token_revoked", errors.TokenInvalid),
        ("token_checkpoint", errors.Checkpoint),
        ("scope_missing", errors.PermissionMissing),
        ("permission", errors.PermissionMissing),
        ("throttle_app", errors.RateLimited),
        ("throttle_user", errors.RateLimited),
        ("throttle_bare", errors.RateLimited),
        ("throttle_insights", errors.RateLimited),
        ("throttle_ads", errors.RateLimited),
        ("throttle_custom", errors.RateLimited),
        ("transient", errors.TemporarilyDown),
        ("unknown", errors.TemporarilyDown),
        ("html", errors.TemporarilyDown),
        ("html_503", errors.TemporarilyDown),
        ("cut", errors.TemporarilyDown),
        ("drop", errors.TemporarilyDown),
        ("endless", errors.ListingBroken),
    ],
)
async def test_every_trouble_of_the_wire_is_a_typed_error(box, open_box, caplog, fault, kind):
    async with open_box() as client:
        account = await structure.account(client, box.accounts[0])
        box.faults.add(Fault(kind=fault, times=None))
        with caplog.at_level(logging.DEBUG), pytest.raises(kind) as caught:
            await listed(client, account, Level.AD)

    assert type(caught.value) is kind
    assert box.token not in f"{caught.value} {caught.value.detail!r} {caplog.text}"


@pytest.mark.parametrize("fault", ["transient", "unknown", "html", "html_503", "cut", "drop"])
async def test_a_trouble_that_passes_costs_no_row(box, open_box, waits, fault):
    async with open_box() as client:
        account = await structure.account(client, box.accounts[0])
        days = DateRange(NOW.date() - timedelta(days=30), NOW.date())
        whole = await figures(client, account, Level.AD, days)
        box.faults.add(Fault(kind=fault, after=1, times=2))
        again = await figures(client, account, Level.AD, days)

    assert again == whole
    assert waits == [1, 2]


async def test_a_token_that_expires_in_the_middle_of_a_listing_ends_it(box, open_box, waits):
    async with open_box() as client:
        account = await structure.account(client, box.accounts[0])
        whole = DateRange(NOW.date() - timedelta(days=30), NOW.date())
        box.faults.add(Fault(kind="token_expired", after=1, times=None))
        pages = insights.daily(client, account, Level.AD, whole)
        assert await anext(pages)
        with pytest.raises(errors.TokenInvalid, match="Connect the account again"):
            await anext(pages)

    assert not waits


async def test_pages_that_are_too_large_are_read_in_smaller_ones(box, open_box):
    async with open_box() as client:
        account = await structure.account(client, box.accounts[0])
        whole = await listed(client, account, Level.AD)
        box.faults.add(Fault(kind="reduce", limit=30, times=None))
        again = await listed(client, account, Level.AD)

    assert again == whole


async def test_a_day_that_is_too_large_is_read_campaign_by_campaign(box, open_box):
    day = DateRange(NOW.date() - timedelta(days=2), NOW.date() - timedelta(days=2))
    async with open_box() as client:
        account = await structure.account(client, box.accounts[0])
        for level in Level:
            whole = await figures(client, account, level, day)
            fault = Fault(kind="error", code=100, subcode=1487534, path="/insights", times=3)
            box.faults.add(fault)
            again = await figures(client, account, level, day)
            assert fault.struck == 3
            assert sorted(again) == sorted(whole)


@pytest.mark.parametrize("fault", ["strange_fields", "strange_enums", "nasty_names"])
async def test_what_meta_adds_tomorrow_is_taken_as_it_comes(box, open_box, fault):
    told = []
    async with open_box() as client:
        account = await structure.account(client, box.accounts[0])
        plain = {level: await listed(client, account, level) for level in LISTINGS}
        box.faults.add(Fault(kind=fault, times=None))
        for level in LISTINGS:
            odd = await listed(client, account, level, broken=told.append)
            assert [one.external_id for one in odd] == [one.external_id for one in plain[level]]
            if fault == "strange_enums":
                assert odd[0].delivery.status is DeliveryStatus.UNKNOWN
                assert odd[0].delivery.raw == "SOMETHING_NEW"

    assert not told


async def test_missing_keys_are_zero_and_cost_no_row(box, open_box):
    days = DateRange(NOW.date() - timedelta(days=3), NOW.date())
    async with open_box() as client:
        account = await structure.account(client, box.accounts[0])
        whole = await figures(client, account, Level.AD, days)
        box.faults.add(Fault(kind="missing_keys", names=("spend", "actions"), times=None))
        again = await figures(client, account, Level.AD, days)

    assert [row[:2] for row in again] == [row[:2] for row in whole]
    assert again[0].spend == again[0].purchases == 0
    assert again[1] == whole[1]


async def test_a_currency_nobody_knows_keeps_its_statistics_and_has_no_budgets(box, open_box):
    days = DateRange(NOW.date() - timedelta(days=3), NOW.date())
    async with open_box() as client:
        known = await structure.account(client, box.accounts[0])
        box.faults.add(Fault(kind="unknown_currency", times=None))
        account = await structure.account(client, box.accounts[0])
        entities = await listed(client, account, Level.CAMPAIGN)
        rows = await figures(client, account, Level.AD, days)
        box.faults.clear()
        assert rows == await figures(client, known, Level.AD, days)

    assert account.currency == "ZZQ"
    assert all(one.budget is None for one in entities)


@pytest.mark.acceptance("3.1-3")
@pytest.mark.acceptance("3.1-6")
async def test_campaigns_are_paused_and_looked_at_again_over_http(box, open_box):
    async with open_box() as client:
        account = await structure.account(client, box.accounts[3])
        level = Level.CAMPAIGN
        ids = [one.external_id for one in await listed(client, account, level)]
        before = await states.states(client, account, level, ids)
        held = [one for one in ids if before[one].status in (EntityStatus.ACTIVE, "PAUSED")]
        gone = [one for one in ids if before[one].status is EntityStatus.ARCHIVED]
        box.faults.add(Fault(kind="not_executed", path=held[0], times=2))
        box.faults.add(Fault(kind="transient", path=held[1], times=1))
        target = Target(account=account, level=level)
        changes = mutations.set_status(
            client, target, [*held, *gone[:1], "999"], EntityStatus.PAUSED
        )
        outcomes = {one.external_id: one async for batch in changes for one in batch}
        after = await states.exactly(client, account, level, held)

    assert all(outcomes[one].result is Result.DONE for one in held)
    assert {one.status for one in after.values()} == {EntityStatus.PAUSED}
    assert {one.result for id_, one in outcomes.items() if id_ not in held} == {Result.FAILED}
    assert "no such object" in outcomes["999"].sentence


async def test_a_batch_over_http_whose_answer_is_lost_changes_each_once(box, open_box):
    async with open_box() as client:
        account = await structure.account(client, box.accounts[0])
        adsets = await listed(client, account, Level.ADSET)
        ids = [one.external_id for one in adsets if one.budget and one.status == "ACTIVE"][:8]
        budgets = {
            one: Budget(micros=777_000_000, type=kind.budget.type)
            for one, kind in ((one.external_id, one) for one in adsets)
            if one in ids
        }
        box.faults.add(Fault(kind="cut", method="POST", times=1))
        target = Target(account=account, level=Level.ADSET)
        changes = mutations.set_budget(client, target, budgets)
        outcomes = [one async for batch in changes for one in batch]
        after = await states.states(client, account, Level.ADSET, ids)

    assert [one.result for one in outcomes] == [Result.DONE] * len(ids)
    assert {one: state.budget for one, state in after.items()} == budgets
    assert all(len(box.world.find(one).budget_changes) == 1 for one in ids)


async def test_a_trial_over_http_tells_what_meta_would_refuse(box, open_box):
    async with open_box() as client:
        account = await structure.account(client, box.accounts[0])
        campaigns = await listed(client, account, Level.CAMPAIGN)
        alive = next(one for one in campaigns if one.status == "ACTIVE")
        archived = next(one for one in campaigns if one.status == "ARCHIVED")
        target = Target(account=account, level=Level.CAMPAIGN, validate_only=True)
        ids = [alive.external_id, archived.external_id]
        changes = mutations.set_status(client, target, ids, EntityStatus.PAUSED)
        outcomes = {one.external_id: one async for batch in changes for one in batch}

    assert outcomes[alive.external_id].result is Result.DONE
    assert "archived" in outcomes[archived.external_id].sentence
    assert box.world.find(alive.external_id).status == "ACTIVE"


async def test_an_expired_version_says_to_update(box, open_box):
    async with open_box(version="v21.0") as client:
        with pytest.raises(errors.VersionExpired, match="Update PixEcom Desktop"):
            await structure.account(client, box.accounts[0])


async def test_a_wrong_token_and_a_foreign_account_are_told_apart(box, open_box):
    async with open_box(token="EAABnottherightone") as client:
        with pytest.raises(errors.TokenInvalid):
            await structure.account(client, box.accounts[0])
    async with open_box() as client:
        with pytest.raises(errors.BadRequest, match="no such object"):
            await structure.account(client, "act_99")


@pytest.mark.acceptance("1.2-2")
async def test_each_call_on_the_wire_is_one_call_in_the_ledger(box, open_box, clock):
    ledger = MemoryLedger(clock, limit=0)
    async with open_box(ledger=ledger) as client:
        account = await structure.account(client, box.accounts[0])
        for level in LISTINGS:
            await listed(client, account, level)
        box.faults.add(Fault(kind="transient", times=2))
        await listed(client, account, Level.CAMPAIGN)

    calls = len(box.graph.log)
    assert client.calls == calls
    assert (await ledger.take(box.accounts[0])).used == calls + 1


async def test_no_server_at_all_is_told_as_that(waits, clock):
    with RunningSandbox(WorldOptions(campaigns=0, adsets=0, ads=0, days=1, now=NOW)) as gone:
        base, token = gone.base, gone.token
    settings = GraphSettings(base=base, version="v26.0")
    async with GraphClient(
        settings, Secret(token), pace=Pace(), clock=clock, sleep=waits.sleep, chance=lambda: 0.0
    ) as client:
        with pytest.raises(errors.Offline, match="no connection"):
            await identity.me(client)

    assert waits == [1, 2, 4]


@pytest.mark.acceptance("1.2-2")
async def test_an_app_of_the_limited_tier_is_never_once_refused(clock, waits):
    small = WorldOptions(accounts=1, campaigns=2, adsets=2, ads=2, days=2, now=NOW)
    limited = ServerOptions(tier="limited")
    with RunningSandbox(small, clock=clock.now, server=limited) as box:
        settings = GraphSettings(base=box.base, version=box.version)
        async with GraphClient(
            settings, Secret(box.token), pace=Pace(), clock=clock, sleep=waits.sleep
        ) as client:
            for _ in range(150):
                await structure.account(client, box.accounts[0])
        codes = {one.code for one in box.graph.log}

    assert client.calls == 150
    assert codes == {None}
    assert sum(waits) >= 600
