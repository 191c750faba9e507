"""Rows that need no change, or that a command does not fit: nothing is sent, and that is told."""

import msgspec
import pytest
from sqlalchemy import select

from pixecom_desktop.domain.budgets import BudgetStep, SetBudget
from pixecom_desktop.domain.campaigns import CampaignDraft
from pixecom_desktop.domain.enums import ActionState, EntityStatus, Level
from pixecom_desktop.domain.errors import NotFound
from pixecom_desktop.domain.journal import ActionFilter, Ended
from pixecom_desktop.sandbox.faults import Fault
from pixecom_desktop.services.sending import GONE
from pixecom_desktop.storage.repos.journal import Before
from pixecom_desktop.storage.schema.journal import ActionItemRow
from tests.journeys.test_bulk import ACTIVATE, at_meta, ids_of, order, shown, writes


def keys(outcomes) -> list[str]:
    return [one.id for one in outcomes]


async def test_what_is_off_and_what_is_archived_stay_are_no_failures_and_undo_passes_them_over(
    house, synced, meta
):
    async with house(synced) as home:
        bulk, scope = home.runtime.bulk, home.session.scope
        on = (await ids_of(home, EntityStatus.ACTIVE))[:3]
        off = (await ids_of(home, EntityStatus.PAUSED))[:2]
        (old, *_) = await ids_of(home, EntityStatus.ARCHIVED)
        before = len(writes(meta))

        result = await bulk.apply(scope, order([on[0], *off, old, *on[1:]]))

        assert [one.path.strip("/") for one in writes(meta)[before:]] == keys(result.changed)
        assert sorted(keys(result.changed)) == sorted(on)
        assert keys(result.already) == off
        assert [(one.id, one.sentence) for one in result.unfit] == [
            (old, "This campaign is archived and cannot be changed.")
        ]
        assert (result.trouble, result.skipped) == ((), ())
        (action,) = await bulk.recent(scope)
        assert action.counts == {ActionState.DONE: 5, ActionState.SKIPPED: 1}
        assert (action.already, action.unfit, action.left, action.open) == (2, 1, 3, 0)
        items = {one.id: one for one in await bulk.items(scope, action.id)}
        assert [items[one].stays for one in (*on, *off, old)] == [False] * 3 + [True] * 3
        assert not any(one.is_open for one in items.values())
        failed = ActionFilter(ended=frozenset({Ended.FAILED}))
        assert await bulk.recent(scope, wanted=failed) == ()

        before = len(writes(meta))
        undone = await bulk.undo(scope)

        assert sorted(keys(undone.outcomes)) == sorted(keys(undone.changed)) == sorted(on)
        assert len(writes(meta)) == before + 3
        assert {at_meta(meta, one) for one in on} == {"ACTIVE"}
        assert {at_meta(meta, one) for one in off} == {"PAUSED"}


async def test_what_stands_at_meta_says_what_needs_no_change(house, synced_on_sqlite, meta):
    async with house(synced_on_sqlite) as home:
        bulk, scope = home.runtime.bulk, home.session.scope
        on = (await ids_of(home, EntityStatus.ACTIVE))[:3]
        (off, *_) = await ids_of(home, EntityStatus.PAUSED)
        meta.world.set_status(meta.world.find(on[1]), "PAUSED")
        meta.world.set_status(meta.world.find(on[2]), "ARCHIVED")
        meta.world.set_status(meta.world.find(off), "ACTIVE")

        result = await bulk.apply(scope, order([*on, off]))
        rows = await shown(home)
        (action,) = await bulk.recent(scope)
        items = {one.id: one for one in await bulk.items(scope, action.id)}
        undone = await bulk.undo(scope)

        assert sorted(keys(result.changed)) == sorted([on[0], off])
        assert (keys(result.already), keys(result.unfit)) == ([on[1]], [on[2]])
        assert rows[on[2]]["status"] is EntityStatus.ARCHIVED
        archived = items[on[2]]
        assert archived.before == archived.after
        assert sorted(keys(undone.changed)) == sorted([on[0], off])
        assert [at_meta(meta, one) for one in (*on, off)] == [
            *("ACTIVE", "PAUSED", "ARCHIVED"),
            "ACTIVE",
        ]


async def test_what_does_not_deliver_but_is_on_is_turned_off(house, synced_on_sqlite, meta):
    async with house(synced_on_sqlite) as home:
        bulk, scope = home.runtime.bulk, home.session.scope
        campaigns = await ids_of(home, EntityStatus.ACTIVE)
        await bulk.apply(scope, order(campaigns))
        below = [
            one
            for one, row in (await shown(home, Level.ADSET)).items()
            if row["status"] is EntityStatus.ACTIVE and row["campaign_external_id"] in campaigns
        ]
        assert below
        assert {meta.world.find(one).effective for one in below} == {"CAMPAIGN_PAUSED"}

        result = await bulk.apply(scope, order(below, level=Level.ADSET))

        assert sorted(keys(result.changed)) == sorted(below)
        assert {at_meta(meta, one) for one in below} == {"PAUSED"}


async def test_where_all_stands_as_wanted_there_is_nothing_to_take_back(
    house, synced_on_sqlite, meta
):
    async with house(synced_on_sqlite) as home:
        bulk, scope = home.runtime.bulk, home.session.scope
        on = (await ids_of(home, EntityStatus.ACTIVE))[:2]
        first = await bulk.apply(scope, order(on[:1]))
        for one in on:
            meta.world.set_status(meta.world.find(one), "PAUSED")

        second = await bulk.apply(scope, order(on))
        undone = await bulk.undo(scope)

        assert (keys(second.changed), keys(second.already)) == ([], on)
        assert keys(undone.changed) == on[:1], "the action before it, which changed something"
        assert at_meta(meta, on[1]) == "PAUSED"
        assert first.batch < second.batch
        told = await bulk.recent(scope)
        for asked in (first.batch, second.batch, None):
            with pytest.raises(NotFound, match="nothing to take back"):
                await bulk.undo(scope, asked)
        assert [one.id for one in await bulk.recent(scope)] == [one.id for one in told]


async def test_of_a_dead_account_the_archived_ones_stay_and_the_others_fail(
    house, synced_on_sqlite, meta
):
    async with house(synced_on_sqlite) as home:
        bulk, scope = home.runtime.bulk, home.session.scope
        table = await home.table()
        account = dict(zip(table.text["external_id"], table.text["account"], strict=True))
        (old, *_) = await ids_of(home, EntityStatus.ARCHIVED)
        dead = account[old]
        on = [one for one in await ids_of(home, EntityStatus.ACTIVE) if account[one] == dead]
        off = [one for one in await ids_of(home, EntityStatus.PAUSED) if account[one] == dead]
        meta.faults.add(Fault(kind="token_expired", account=dead, times=None))

        result = await bulk.apply(scope, order([*on, *off, old]))

        assert keys(result.unfit) == [old]
        assert sorted(keys(result.trouble)) == sorted([*on, *off]), "nobody knows how these stand"
        (action,) = await bulk.recent(scope)
        assert action.open == len(on), "what is off as far as is known is not sent again"


async def test_an_archived_one_that_meta_does_not_know_any_more_stays(
    house, synced_on_sqlite, meta
):
    async with house(synced_on_sqlite) as home:
        bulk, scope = home.runtime.bulk, home.session.scope
        (old, *_) = await ids_of(home, EntityStatus.ARCHIVED)
        (on, *_) = await ids_of(home, EntityStatus.ACTIVE)
        for one in (old, on):
            meta.world.find(one).id = f"9{one}"

        result = await bulk.apply(scope, order([old, on]))

        assert keys(result.unfit) == [old]
        assert [one.sentence for one in result.trouble] == [GONE]


async def test_a_budget_that_sits_elsewhere_stays_as_the_dialog_said(house, synced_on_sqlite, meta):
    async with house(synced_on_sqlite) as home:
        bulk, scope = home.runtime.bulk, home.session.scope
        rows = {
            one: row
            for one, row in (await shown(home)).items()
            if row["status"] is EntityStatus.ACTIVE
        }
        own = next(one for one, row in rows.items() if row["budget"] > 0)
        elsewhere = next(one for one, row in rows.items() if row["budget"] < 0)
        raise_ = SetBudget(step=BudgetStep.RAISE, hundredths=1_000)

        result = await bulk.apply(scope, order([own, elsewhere], raise_))

        assert keys(result.changed) == [own]
        assert [(one.id, one.sentence) for one in result.unfit] == [
            (elsewhere, "Its budget is set on its ad sets.")
        ]
        (action,) = await bulk.recent(scope)
        assert (action.unfit, action.open, action.left) == (1, 0, 1)


async def test_drafts_that_are_as_wanted_need_no_change_either(house, synced_on_sqlite, meta):
    async with house(synced_on_sqlite) as home:
        bulk, scope = home.runtime.bulk, home.session.scope
        ids = []
        for name in ("Next spring", "Next summer"):
            draft = CampaignDraft(account=meta.accounts[0], name=name)
            ids.append(str((await home.runtime.campaigns.create(scope, draft)).id))
        await bulk.apply(scope, order(ids[:1], ACTIVATE))

        result = await bulk.apply(scope, order(ids, ACTIVATE))
        undone = await bulk.undo(scope)

        assert (keys(result.already), keys(result.changed)) == (ids[:1], ids[1:])
        assert keys(undone.changed) == ids[1:]


async def test_a_journal_of_an_older_program_is_read_and_told_as_it_was_kept(
    house, synced_on_sqlite, meta
):
    async with house(synced_on_sqlite) as home:
        bulk, scope = home.runtime.bulk, home.session.scope
        (on, *_) = await ids_of(home, EntityStatus.ACTIVE)
        (off, *_) = await ids_of(home, EntityStatus.PAUSED)
        (old, *_) = await ids_of(home, EntityStatus.ARCHIVED)
        done = await bulk.apply(scope, order([on, off, old]))

        def as_it_was(session) -> None:
            """Keep the archived row as a failure, as older programs did, and no word beside it."""
            for row in session.scalars(select(ActionItemRow)):
                kept = msgspec.json.decode(row.before)
                if row.external_id == old:
                    assert kept.pop("is_unfit") is True
                    row.state = ActionState.FAILED
                assert set(kept) <= {"standing", "figures"}, "an older program knows no more"
                row.before = msgspec.json.encode(kept).decode()

        await home.runtime.database.write(scope, as_it_was)

        (action,) = await bulk.recent(scope)
        items = {one.id: one for one in await bulk.items(scope, done.batch)}
        undone = await bulk.undo(scope, done.batch)

        assert action.counts == {ActionState.DONE: 2, ActionState.FAILED: 1}
        assert (action.already, action.unfit, action.left, action.open) == (1, 0, 1, 0)
        assert (items[off].stays, items[old].stays) == (True, False)
        assert "archived" in items[old].error
        assert keys(undone.changed) == keys(undone.outcomes) == [on]


def test_what_a_newer_program_keeps_beside_a_row_is_passed_over():
    kept = msgspec.json.decode(
        b'{"standing":{"name":"a","status":"PAUSED","budget":null},"is_unfit":true,"later":1}',
        type=Before,
    )

    assert (kept.standing.name, kept.is_unfit) == ("a", True)
    plain = msgspec.structs.replace(kept, is_unfit=False)
    assert b"is_unfit" not in msgspec.json.encode(plain), "a usual row is kept as ever"
