"""Many rows are taken back: planned before, never told as somebody's change, stopped in between."""

import asyncio
from dataclasses import replace

import pytest

from pixecom_desktop.domain.actions import Rename, SetStatus
from pixecom_desktop.domain.budgets import BudgetStep, SetBudget
from pixecom_desktop.domain.enums import ActionState, EntityStatus, Level
from pixecom_desktop.domain.events import Progress
from pixecom_desktop.meta.limits import MOST_AT_ONCE
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.server import RunningSandbox
from tests.journeys.conftest import NOW
from tests.journeys.test_bulk import at_meta, ids_of, order, writes

WIDE = WorldOptions(accounts=1, campaigns=8, adsets=40, ads=240, days=2, seed=3, now=NOW)
"""One account, whose ads take several batches."""

ACTIVE, PAUSED = EntityStatus.ACTIVE, EntityStatus.PAUSED


@pytest.fixture
def wide():
    with RunningSandbox(WIDE) as running:
        yield running


async def test_what_an_undo_would_do_is_planned_from_what_is_known_and_nothing_is_sent(
    house, synced, meta
):
    async with house(synced) as home:
        bulk, scope = home.runtime.bulk, home.session.scope
        active = await ids_of(home, ACTIVE)
        off = (await ids_of(home, PAUSED))[:1]
        done = await bulk.apply(scope, order([*active, *off]))
        await bulk.apply(scope, order(active[:1], Rename(find="", replace_with="Mine")))
        again = await bulk.apply(scope, order(active[1:2], SetStatus(status=EntityStatus.ARCHIVED)))
        asked = len(meta.graph.log)

        plan = await bulk.plan_undo(scope, done.batch)

        assert len(meta.graph.log) == asked
        assert (plan.undoes, plan.order.level) == (done.batch, Level.CAMPAIGN)
        by_id = {row.subject.key: row for row in plan.rows}
        assert set(by_id) == set(active), "what stood as wanted before is not among them"
        assert {row.after.status for row in plan.changed} == {ACTIVE}
        # A name is no part of what was changed; an archived one is another since.
        assert by_id[active[0]].is_changed
        assert by_id[active[1]].is_changed_since
        assert by_id[active[1]].refusal == "It is archived now: it was changed since."
        assert plan.seconds >= 0
        assert (await bulk.plan_undo(scope)).undoes == again.batch, "the latest one"


async def test_an_undo_that_raises_budgets_far_names_the_highest(house, synced, meta):
    async with house(synced) as home:
        bulk, scope = home.runtime.bulk, home.session.scope
        ids = await ids_of(home, ACTIVE, Level.ADSET)
        lower = SetBudget(step=BudgetStep.LOWER, hundredths=6_000)
        done = await bulk.apply(scope, order(ids, lower, Level.ADSET))

        plan = await bulk.plan_undo(scope, done.batch)

        highest = max(row.after.budget.micros for row in plan.changed)
        assert plan.confirm is not None
        assert plan.confirm.micros == highest
        assert all(one.micros > 0 for one in plan.daily_change)


async def test_while_rows_are_put_back_none_is_told_as_changed_since(house, synced, meta):
    async with house(synced) as home:
        bulk, scope = home.runtime.bulk, home.session.scope
        ids = await ids_of(home, ACTIVE)
        done = await bulk.apply(scope, order(ids))
        looks = []

        def look(event) -> None:
            if isinstance(event, Progress) and event.work == "bulk":
                looks.append(asyncio.ensure_future(bulk.recent(scope)))

        no_more = home.runtime.bus.listen(look)
        undone = await bulk.undo(scope, done.batch)
        no_more()

        met = [one for look in looks for one in await look if one.id == done.batch]
        assert len(undone.changed) == len(ids)
        assert {one.changed for one in met} == {0}
        backs = [one.counts.get(ActionState.UNDONE, 0) for one in met]
        assert all(back + one.left == len(ids) for back, one in zip(backs, met, strict=True))
        assert len(set(backs)) > 1, "it was looked at in between"


async def test_an_undo_that_is_stopped_leaves_the_rest_to_be_taken_back(house, on_sqlite, wide):
    meta = wide
    async with house(replace(on_sqlite, meta_base=meta.base), meta=meta) as home:
        await home.sync()
        bulk, scope = home.runtime.bulk, home.session.scope
        ids = await ids_of(home, ACTIVE, Level.AD)
        assert len(ids) > 2 * MOST_AT_ONCE
        done = await bulk.apply(scope, order(ids, level=Level.AD))
        stop = asyncio.Event()

        def after_some(event) -> None:
            if isinstance(event, Progress) and event.work == "bulk" and event.done:
                stop.set()

        no_more = home.runtime.bus.listen(after_some)
        undone = await bulk.undo(scope, done.batch, stop=stop)
        no_more()

        back = [one.id for one in undone.changed]
        assert 0 < len(back) < len(ids)
        assert all("Stopped" in one.sentence for one in undone.skipped)
        undo, action, *_ = await bulk.recent(scope)
        assert (action.left, action.changed) == (len(ids) - len(back), 0)
        assert action.counts[ActionState.UNDONE] == len(back)
        assert action.state is ActionState.DONE
        assert undo.undoes == done.batch
        assert {one for one in ids if at_meta(meta, one) == "ACTIVE"} == set(back)

        plan = await bulk.plan_undo(scope, done.batch)
        sent = len(writes(meta))
        rest = await bulk.undo(scope, done.batch)

        assert {row.subject.key for row in plan.changed} == set(ids) - set(back)
        assert {one.id for one in rest.changed} == set(ids) - set(back)
        assert len(writes(meta)) == sent + len(ids) - len(back)
        assert {at_meta(meta, one) for one in ids} == {"ACTIVE"}
        assert (await bulk.recent(scope))[-1].state is ActionState.UNDONE
