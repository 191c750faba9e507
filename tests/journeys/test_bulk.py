"""Acting on many campaigns over a Graph server: each outcome its own, and all of it taken back."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.actions import BulkOrder, Rename, SetStatus
from pixecom_desktop.domain.budgets import BudgetStep, SetBudget
from pixecom_desktop.domain.campaigns import CampaignDraft
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import ActionState, DeliveryStatus, EntityStatus, Level, Role
from pixecom_desktop.domain.errors import ConfirmationNeeded, NotAllowed, NotFound, UserError
from pixecom_desktop.domain.ids import IdMaker
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.sandbox.faults import Fault
from tests.journeys.conftest import NOW

PAUSE = SetStatus(status=EntityStatus.PAUSED)
ACTIVATE = SetStatus(status=EntityStatus.ACTIVE)


def order(ids, command=PAUSE, level=Level.CAMPAIGN, **more) -> BulkOrder:
    return BulkOrder(command=command, level=level, ids=tuple(ids), **more)


async def shown(home, level=Level.CAMPAIGN) -> dict[str, dict]:
    """Return what the Ads Manager shows of each entity, by Meta's id."""
    table = await home.table(AdsQuery(level=level))
    keys = ("status", "delivery_status", "delivery_reason", "name", "campaign_external_id")
    columns = zip(*(table.text[key] for key in ("external_id", *keys)), strict=True)
    found = {one[0]: dict(zip(keys, one[1:], strict=True)) for one in columns}
    for external, micros in zip(table.text["external_id"], table.budget.tolist(), strict=True):
        found[external]["budget"] = micros
    return found


async def ids_of(home, status, level=Level.CAMPAIGN) -> list[str]:
    return [one for one, row in (await shown(home, level)).items() if row["status"] is status]


async def begun(home, ids):
    """Note in the journal that these campaigns are to be paused, and do no more than that."""
    from pixecom_desktop.storage.queries import subjects
    from pixecom_desktop.storage.repos import journal

    scope = home.session.scope
    found = await home.runtime.database.read(
        scope, subjects.named, Level.CAMPAIGN, ids, DateChoice(), NOW
    )
    rows = [(one, PAUSE.wanted(one)) for one in found]
    intent = journal.Intent(command=PAUSE, level=Level.CAMPAIGN, user_id=scope.user_id, rows=rows)
    batch = await home.runtime.database.write(
        scope, journal.begin, intent, new_id=IdMaker(home.clock), now=NOW
    )
    return batch, rows


def at_meta(meta, external_id) -> str:
    return meta.world.find(external_id).status


def writes(meta) -> list:
    """Return what was sent to be changed, one by one."""
    return [one for one in meta.graph.log if one.method == "POST" and one.path != "/"]


@pytest.mark.acceptance("3.1-3")
async def test_pausing_changes_meta_and_then_the_database(house, synced, meta):
    async with house(synced) as home:
        ids = await ids_of(home, EntityStatus.ACTIVE)

        result = await home.runtime.bulk.apply(home.session.scope, order(ids))

        assert (result.failed, result.skipped) == ((), ())
        assert result.succeeded == tuple(ids)
        assert {at_meta(meta, one) for one in ids} == {"PAUSED"}
        rows = await shown(home)
        assert {rows[one]["status"] for one in ids} == {EntityStatus.PAUSED}
        assert {rows[one]["delivery_status"] for one in ids} == {DeliveryStatus.INACTIVE}


@pytest.mark.acceptance("3.1-4")
async def test_activating_changes_meta_and_then_the_database(house, synced, meta):
    async with house(synced) as home:
        ids = await ids_of(home, EntityStatus.PAUSED)
        assert ids

        result = await home.runtime.bulk.apply(home.session.scope, order(ids, ACTIVATE))

        assert (result.failed, result.skipped) == ((), ())
        assert result.succeeded == tuple(ids)
        assert {at_meta(meta, one) for one in ids} == {"ACTIVE"}
        rows = await shown(home)
        assert {rows[one]["status"] for one in ids} == {EntityStatus.ACTIVE}
        told = {one: meta.world.find(one).effective for one in ids}
        assert {one: rows[one]["delivery_status"] for one in ids} == {
            one: DeliveryStatus.ACTIVE if word == "ACTIVE" else DeliveryStatus.ERROR
            for one, word in told.items()
        }


async def test_what_is_below_a_paused_campaign_says_so_at_once_as_meta_does(
    house, synced_on_sqlite, meta
):
    async with house(synced_on_sqlite) as home:
        ids = await ids_of(home, EntityStatus.ACTIVE)

        await home.runtime.bulk.apply(home.session.scope, order(ids))
        below = {level: await shown(home, level) for level in (Level.ADSET, Level.AD)}
        await home.sync()

        for level, rows in below.items():
            read = await shown(home, level)
            # What an entity in trouble delivers, Meta alone knows: that waits for the next look.
            under = [
                one
                for one, row in rows.items()
                if row["campaign_external_id"] in ids and not meta.world.find(one).trouble
            ]
            assert under
            assert {one: rows[one] for one in under} == {one: read[one] for one in under}


@pytest.mark.acceptance("3.1-6")
async def test_one_failure_leaves_the_others_alone_and_names_its_reason(house, synced, meta):
    async with house(synced) as home:
        ids = await ids_of(home, EntityStatus.ACTIVE)
        meta.faults.add(
            Fault(kind="error", path=f"/{ids[1]}", method="POST", code=100, message="No can do")
        )

        result = await home.runtime.bulk.apply(home.session.scope, order(ids))

        assert result.succeeded == (ids[0], *ids[2:])
        (failure,) = result.failed
        assert failure.id == ids[1]
        assert "No can do" in failure.sentence
        assert at_meta(meta, ids[1]) == "ACTIVE"
        assert (await shown(home))[ids[1]]["status"] is EntityStatus.ACTIVE


async def test_foreign_unknown_and_archived_ids_fail_alone_and_are_never_sent(house, synced, meta):
    async with house(synced) as home:
        own = await ids_of(home, EntityStatus.ACTIVE)
        (archived, *_) = await ids_of(home, EntityStatus.ARCHIVED)
        adset = next(iter(await shown(home, Level.ADSET)))
        ids = [own[0], "999", "no id\ud800", archived, adset, own[1]]
        before = len(writes(meta))

        result = await home.runtime.bulk.apply(home.session.scope, order(ids))

        assert result.succeeded == (own[0], own[1])
        reasons = {one.id: one.sentence for one in result.failed}
        assert set(reasons) == {"999", "no id?", archived, adset}
        assert reasons["999"] == reasons[adset] == reasons["no id?"]
        assert "archived" in reasons[archived]
        assert len(writes(meta)) == before + 2


async def test_another_sellers_campaign_is_answered_like_one_that_is_not_there(house, synced, meta):
    from pixecom_desktop.domain.access import HOUSE
    from pixecom_desktop.storage.repos import sellers

    async with house(synced) as home:
        (first, *_) = await ids_of(home, EntityStatus.ACTIVE)
        bert = await home.runtime.database.write(
            HOUSE, sellers.add, slug="bert", name="Bert", new_id=lambda: 77, now=NOW
        )
        before = len(writes(meta))

        result = await home.runtime.bulk.apply(Scope.for_seller(bert.id), order([first, "999"]))

        assert [one.sentence for one in result.failed] == [result.failed[0].sentence] * 2
        assert len(writes(meta)) == before
        assert at_meta(meta, first) == "ACTIVE"
        with pytest.raises(NotFound):
            await home.runtime.bulk.undo(Scope.for_seller(bert.id), 1)


async def test_what_stands_as_wanted_succeeds_without_a_call_and_undo_leaves_it_alone(
    house, synced, meta
):
    async with house(synced) as home:
        paused = await ids_of(home, EntityStatus.PAUSED)
        (active, *_) = await ids_of(home, EntityStatus.ACTIVE)
        before = len(writes(meta))

        result = await home.runtime.bulk.apply(home.session.scope, order([active, *paused]))
        undone = await home.runtime.bulk.undo(home.session.scope)

        assert result.succeeded == (active, *paused)
        assert undone.succeeded == (active,)
        assert (undone.failed, undone.skipped) == ((), ())
        assert len(writes(meta)) == before + 2
        assert {at_meta(meta, one) for one in paused} == {"PAUSED"}
        assert at_meta(meta, active) == "ACTIVE"


async def test_somebody_paused_it_meanwhile_at_meta_so_nothing_is_sent(
    house, synced_on_sqlite, meta
):
    async with house(synced_on_sqlite) as home:
        (active, *_) = await ids_of(home, EntityStatus.ACTIVE)
        meta.world.set_status(meta.world.find(active), "PAUSED")
        before = len(writes(meta))

        result = await home.runtime.bulk.apply(home.session.scope, order([active]))

        assert result.succeeded == (active,)
        assert len(writes(meta)) == before
        assert (await shown(home))[active]["status"] is EntityStatus.PAUSED


async def test_undo_skips_what_was_changed_since_with_the_reason_and_can_do_it_anyway(
    house, synced, meta
):
    async with house(synced) as home:
        ids = (await ids_of(home, EntityStatus.ACTIVE))[:3]
        done = await home.runtime.bulk.apply(home.session.scope, order(ids))
        meta.world.set_status(meta.world.find(ids[0]), "ARCHIVED")
        meta.world.set_status(meta.world.find(ids[1]), "ACTIVE")

        undone = await home.runtime.bulk.undo(home.session.scope, done.batch)

        assert undone.succeeded == (ids[1], ids[2])
        assert [(one.id, one.sentence) for one in undone.skipped] == [
            (ids[0], "It is archived now: it was changed since.")
        ]
        assert at_meta(meta, ids[0]) == "ARCHIVED"
        again = await home.runtime.bulk.undo(home.session.scope, done.batch, anyway=(ids[0],))
        assert [one.id for one in again.failed] == [ids[0]]
        with pytest.raises(NotFound, match="no batch"):
            await home.runtime.bulk.undo(home.session.scope, done.batch + 1)


async def test_a_viewer_may_not_act_and_nothing_is_written_down(house, synced, meta):
    async with house(synced) as home:
        ids = await ids_of(home, EntityStatus.ACTIVE)
        viewer = replace(home.session.scope, role=Role.VIEWER)

        with pytest.raises(NotAllowed):
            await home.runtime.bulk.apply(viewer, order(ids))

        assert await home.runtime.bulk.recent(home.session.scope) == ()


async def test_what_spends_most_is_paused_first_and_its_figures_are_kept(
    house, synced_on_sqlite, meta
):
    async with house(synced_on_sqlite) as home:
        table = await home.table()
        ids = await ids_of(home, EntityStatus.ACTIVE)
        spent = dict(zip(table.text["external_id"], table.measures["spend"].tolist(), strict=True))
        account = dict(zip(table.text["external_id"], table.text["account"], strict=True))

        result = await home.runtime.bulk.apply(home.session.scope, order(sorted(ids)))

        items = await home.runtime.bulk.items(home.session.scope, result.batch)
        assert {one.id: one.figures["spend"] for one in items} == {one: spent[one] for one in ids}
        sent = [one.path.strip("/") for one in writes(meta)]
        for name in set(account.values()):
            own = [spent[one] for one in sent if account[one] == name]
            assert own == sorted(own, reverse=True)


def budgets(rows) -> list[str]:
    return [one for one, row in rows.items() if row["budget"] > 0]


async def test_budgets_are_raised_in_their_minor_unit_and_put_back(house, synced, meta):
    async with house(synced) as home:
        before = await shown(home)
        ids = budgets({k: v for k, v in before.items() if v["status"] is not EntityStatus.ARCHIVED})
        raise_ = SetBudget(step=BudgetStep.RAISE, hundredths=2_000)

        plan = await home.runtime.bulk.plan(home.session.scope, order(ids, raise_))
        result = await home.runtime.bulk.apply(home.session.scope, order(ids, raise_))

        assert result.failed == ()
        wanted = {row.subject.key: row.after.budget.micros for row in plan.rows}
        after = await shown(home)
        assert {one: after[one]["budget"] for one in ids} == wanted
        assert all(wanted[one] > before[one]["budget"] for one in ids)
        for row in plan.rows:
            node = meta.world.find(row.subject.key)
            offset = 1 if row.subject.currency in ("VND", "JPY") else 100
            minor = wanted[row.subject.key] * offset // 1_000_000
            assert minor in (node.daily_budget, node.lifetime_budget)
        undone = await home.runtime.bulk.undo(home.session.scope, result.batch)
        assert set(undone.succeeded) == set(ids)
        back = await shown(home)
        assert {one: back[one]["budget"] for one in ids} == {
            one: before[one]["budget"] for one in ids
        }


async def test_a_budget_of_another_level_or_currency_is_refused_in_words(
    house, synced_on_sqlite, meta
):
    async with house(synced_on_sqlite) as home:
        rows = await shown(home)
        elsewhere = next(
            one
            for one, row in rows.items()
            if row["budget"] < 0 and row["status"] is EntityStatus.ACTIVE
        )
        to_500 = SetBudget(step=BudgetStep.SET, micros=500_000_000, currency="XAU")
        own = next(one for one in budgets(rows) if rows[one]["status"] is EntityStatus.ACTIVE)
        before = len(writes(meta))

        result = await home.runtime.bulk.apply(home.session.scope, order([elsewhere, own], to_500))

        reasons = {one.id: one.sentence for one in result.failed}
        assert reasons[elsewhere] == "Its budget is set on its ad sets."
        assert "XAU" in reasons[own]
        assert len(writes(meta)) == before
        with pytest.raises(UserError, match="not for ads"):
            order([own], to_500, Level.AD)


async def test_a_budget_that_rises_far_is_asked_for_again_and_tenfold_is_refused(
    house, synced_on_sqlite, meta
):
    async with house(synced_on_sqlite) as home:
        rows = await shown(home)
        (own, *_) = [one for one in budgets(rows) if rows[one]["status"] is EntityStatus.ACTIVE]
        double = order([own], SetBudget(step=BudgetStep.RAISE, hundredths=10_000))
        tenfold = order([own], SetBudget(step=BudgetStep.RAISE, hundredths=100_000))

        with pytest.raises(ConfirmationNeeded, match="once more"):
            await home.runtime.bulk.apply(home.session.scope, double)
        plan = await home.runtime.bulk.plan(home.session.scope, double)
        done = await home.runtime.bulk.apply(
            home.session.scope, replace(double, confirmed=plan.confirm.micros)
        )
        refused = await home.runtime.bulk.apply(home.session.scope, tenfold)

        assert done.succeeded == (own,)
        assert plan.confirm.micros == 2 * rows[own]["budget"]
        assert "tenfold" in refused.failed[0].sentence


async def test_a_budget_that_somebody_changed_meanwhile_is_not_raised_blindly(
    house, synced_on_sqlite, meta
):
    async with house(synced_on_sqlite) as home:
        rows = await shown(home)
        (own, *_) = [one for one in budgets(rows) if rows[one]["status"] is EntityStatus.ACTIVE]
        node = meta.world.find(own)
        kind = "daily_budget" if node.daily_budget else "lifetime_budget"
        setattr(node, kind, getattr(node, kind) + 700)

        result = await home.runtime.bulk.apply(
            home.session.scope, order([own], SetBudget(step=BudgetStep.RAISE, hundredths=1_000))
        )

        assert "other than was shown here" in result.failed[0].sentence
        assert (await shown(home))[own]["budget"] > rows[own]["budget"], "what Meta says is kept"


async def test_names_are_found_replaced_and_given_back(house, synced, meta):
    async with house(synced) as home:
        before = await shown(home)
        ids = [one for one in before if before[one]["status"] is EntityStatus.ACTIVE][:4]
        word = before[ids[0]]["name"].split()[0]
        rename = Rename(find=word, replace_with="R\\1 <b>ü</b>")

        result = await home.runtime.bulk.apply(home.session.scope, order(ids, rename))

        assert result.succeeded == tuple(ids)
        after = await shown(home)
        assert after[ids[0]]["name"] == before[ids[0]]["name"].replace(word, "R\\1 <b>ü</b>")
        assert {one: meta.world.find(one).name for one in ids} == {
            one: after[one]["name"] for one in ids
        }
        await home.runtime.bulk.undo(home.session.scope)
        assert {one: (await shown(home))[one]["name"] for one in ids} == {
            one: before[one]["name"] for one in ids
        }


async def test_a_lost_answer_is_read_back_before_anything_is_repeated(
    house, synced_on_sqlite, meta
):
    async with house(synced_on_sqlite) as home:
        ids = (await ids_of(home, EntityStatus.ACTIVE))[:3]
        meta.faults.add(Fault(kind="drop", method="POST", times=1))
        before = len(writes(meta))

        result = await home.runtime.bulk.apply(home.session.scope, order(ids))

        assert result.succeeded == tuple(ids)
        assert len(writes(meta)) == before + len(ids), "each was sent once"


async def test_no_network_and_a_dead_token_are_each_rows_own_failure(house, synced, meta):
    async with house(synced) as home:
        table = await home.table()
        ids = await ids_of(home, EntityStatus.ACTIVE)
        account = dict(zip(table.text["external_id"], table.text["account"], strict=True))
        meta.faults.add(Fault(kind="token_expired", account=meta.accounts[0], times=None))

        result = await home.runtime.bulk.apply(home.session.scope, order(ids))

        dead = {one for one in ids if account[one] == meta.accounts[0]}
        assert {one.id for one in result.failed} == dead
        assert all("again" in one.sentence for one in result.failed)
        assert set(result.succeeded) == set(ids) - dead


async def test_it_stops_between_two_batches_and_what_is_left_is_skipped(
    house, synced_on_sqlite, meta
):
    async with house(synced_on_sqlite) as home:
        ids = await ids_of(home, EntityStatus.ACTIVE)
        stop = asyncio.Event()
        stop.set()
        before = len(writes(meta))

        result = await home.runtime.bulk.apply(home.session.scope, order(ids), stop=stop)

        assert result.succeeded == ()
        assert {one.id for one in result.skipped} == set(ids)
        assert len(writes(meta)) == before
        (action,) = await home.runtime.bulk.recent(home.session.scope)
        assert action.state is ActionState.SKIPPED
        assert action.left == 0


async def test_a_caller_who_goes_away_leaves_a_journal_that_is_right(house, synced_on_sqlite, meta):
    async with house(synced_on_sqlite) as home:
        ids = await ids_of(home, EntityStatus.ACTIVE)
        meta.faults.add(Fault(kind="slow", method="POST", seconds=0.3, times=1))
        task = asyncio.get_running_loop().create_task(
            home.runtime.bulk.apply(home.session.scope, order(ids))
        )
        while not await home.runtime.bulk.recent(home.session.scope):  # noqa: ASYNC110 - a journal
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

        (action,) = await home.runtime.bulk.recent(home.session.scope)
        assert action.finished_at is not None
        items = await home.runtime.bulk.items(home.session.scope, action.id)
        for one in items:
            paused = at_meta(meta, one.id) == "PAUSED"
            assert (one.state is ActionState.DONE) == paused


async def test_a_crash_leaves_the_intent_and_undo_puts_back_what_was_sent(
    house, synced_on_sqlite, meta
):
    from pixecom_desktop.storage.repos import journal

    async with house(synced_on_sqlite) as home:
        scope = home.session.scope
        ids = (await ids_of(home, EntityStatus.ACTIVE))[:2]
        batch, rows = await begun(home, ids)
        looked = [
            journal.Noted(
                entity_id=one.id,
                state=ActionState.INTENDED,
                before=one.standing,
                after=after,
                stands=one.standing,
            )
            for one, after in rows
        ]
        await home.runtime.database.write(
            scope, journal.note, batch, Level.CAMPAIGN, looked, now=NOW
        )
        meta.world.set_status(meta.world.find(ids[0]), "PAUSED")

        (action,) = await home.runtime.bulk.recent(scope)
        undone = await home.runtime.bulk.undo(scope, batch)

        assert (action.state, action.finished_at) == (ActionState.INTENDED, None)
        assert undone.succeeded == tuple(ids)
        assert {at_meta(meta, one) for one in ids} == {"ACTIVE"}


async def test_a_crash_before_a_row_was_looked_at_leaves_to_others_what_they_made_of_it(
    house, synced, meta
):

    async with house(synced) as home:
        bulk, scope = home.runtime.bulk, home.session.scope
        ids = (await ids_of(home, EntityStatus.ACTIVE))[:3]
        batch, _ = await begun(home, ids)
        # The program ends here. Somebody pauses one at Meta, and the next sync brings it.
        meta.world.set_status(meta.world.find(ids[0]), "PAUSED")
        home.later(timedelta(minutes=10))
        await home.sync()
        sent = len(writes(meta))

        (action,) = await bulk.recent(scope)
        told = {one.id: one for one in await bulk.items(scope, batch)}
        with pytest.raises(NotFound, match="nothing to take back"):
            await bulk.undo(scope, batch)
        with pytest.raises(NotFound, match="nothing to take back"):
            await bulk.plan_undo(scope, batch)

        assert (action.unsent, action.left, action.changed, action.open) == (3, 0, 0, 2)
        assert all(one.is_unsent for one in told.values())
        assert [told[one].is_open for one in ids] == [False, True, True]
        assert at_meta(meta, ids[0]) == "PAUSED", "it was not ours to put back"
        assert len(writes(meta)) == sent


async def test_drafts_change_in_the_database_alone(house, synced, meta):
    async with house(synced) as home:
        draft = await home.runtime.campaigns.create(
            home.session.scope, CampaignDraft(account=meta.accounts[0], name="Next spring")
        )
        before = len(meta.graph.log)

        result = await home.runtime.bulk.apply(home.session.scope, order([str(draft.id)], ACTIVATE))
        undone = await home.runtime.bulk.undo(home.session.scope)

        assert result.succeeded == undone.succeeded == (str(draft.id),)
        assert len(meta.graph.log) == before


async def test_a_throttled_account_ends_with_a_sentence_and_the_others_go_on(
    house, synced_on_sqlite, meta
):
    async with house(synced_on_sqlite) as home:
        table = await home.table()
        account = dict(zip(table.text["external_id"], table.text["account"], strict=True))
        ids = await ids_of(home, EntityStatus.ACTIVE)
        meta.faults.add(
            Fault(kind="throttle_ads", account=meta.accounts[0], times=None, wait_minutes=30)
        )

        result = await home.runtime.bulk.apply(home.session.scope, order(ids))

        held = {one for one in ids if account[one] == meta.accounts[0]}
        assert {one.id for one in result.failed} == held
        assert all("Try again in" in one.sentence for one in result.failed)
        assert set(result.succeeded) == set(ids) - held


async def test_a_pace_of_the_limited_tier_is_told_before_and_kept(house, synced_on_sqlite, meta):
    async with house(synced_on_sqlite) as home:
        adsets = await ids_of(home, EntityStatus.ACTIVE, Level.ADSET)
        pace = home.runtime.workshop._pace
        for one in meta.accounts:
            await pace._learn(one, "development_access")

        plan = await home.runtime.bulk.plan(home.session.scope, order(adsets, PAUSE, Level.ADSET))
        result = await home.runtime.bulk.apply(
            home.session.scope, order(adsets, PAUSE, Level.ADSET)
        )

        assert plan.seconds >= 0
        assert set(result.succeeded) == set(adsets)
