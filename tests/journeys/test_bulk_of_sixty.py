"""Sixty campaigns paused of which three fail; taken back after a restart."""

from datetime import timedelta

import pytest

from pixecom_desktop.domain.enums import ActionState, EntityStatus
from pixecom_desktop.domain.events import Changed, Event, Progress, Topic
from pixecom_desktop.sandbox.faults import Fault
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.server import RunningSandbox
from tests.journeys.conftest import NOW
from tests.journeys.test_bulk import at_meta, ids_of, order, shown, writes

MANY = WorldOptions(accounts=2, campaigns=80, adsets=80, ads=80, days=4, seed=5, now=NOW)


@pytest.fixture
def meta():
    with RunningSandbox(MANY) as running:
        yield running


@pytest.mark.acceptance("3.1-3", "3.1-4", "3.1-6", "1.5-5")
async def test_sixty_are_paused_of_which_three_fail_and_undo_survives_a_restart(
    house, config, meta
):
    heard: list[Event] = []

    async with house(config) as home:
        await home.sync()
        home.runtime.bus.listen(heard.append)
        active = await ids_of(home, EntityStatus.ACTIVE)
        for one in await ids_of(home, EntityStatus.PAUSED):
            if len(active) < 60:
                meta.world.set_status(meta.world.find(one), "ACTIVE")
                active.append(one)
        await home.sync()
        ids = active[:60]
        assert len(ids) == 60
        refused = (ids[7], ids[30], ids[59])
        for one in refused:
            meta.faults.add(
                Fault(kind="error", path=f"/{one}", method="POST", code=100, message="Not this one")
            )

        table = await home.table()
        spent = dict(zip(table.text["external_id"], table.measures["spend"].tolist(), strict=True))
        owner = dict(zip(table.text["external_id"], table.text["account"], strict=True))

        result = await home.runtime.bulk.apply(home.session.scope, order(ids))

        # What costs most is paused first, whichever way the rows were given.
        for account in set(owner.values()):
            sent = [one.path.strip("/") for one in writes(meta)]
            spends = [spent[one] for one in sent if owner.get(one) == account]
            assert spends == sorted(spends, reverse=True)
            assert len(set(spends)) > 1
        assert len(result.succeeded) == 57
        assert [one.id for one in result.failed] == list(refused)
        steps = [one for one in heard if isinstance(one, Progress) and one.work == "bulk"]
        assert (steps[-1].done, steps[-1].total, steps[-1].finished) == (60, 60, True)
        assert [one.done for one in steps] == sorted(one.done for one in steps)
        assert any(isinstance(one, Changed) and Topic.ACTIONS in one.topics for one in heard)

    async with house(config) as home:
        home.later(timedelta(minutes=5))
        (action,) = await home.runtime.bulk.recent(home.session.scope)
        assert action.counts == {ActionState.DONE: 57, ActionState.FAILED: 3}
        assert (action.left, action.state) == (57, ActionState.DONE)
        items = await home.runtime.bulk.items(home.session.scope, action.id)
        assert {one.id for one in items if one.state is ActionState.FAILED} == set(refused)
        assert all("Not this one" in one.error for one in items if one.id in refused)
        assert all(one.before.status is EntityStatus.ACTIVE for one in items)

        undone = await home.runtime.bulk.undo(home.session.scope)

        assert set(undone.succeeded) == set(ids) - set(refused)
        assert {at_meta(meta, one) for one in ids} == {"ACTIVE"}
        rows = await shown(home)
        assert {rows[one]["status"] for one in ids} == {EntityStatus.ACTIVE}
        back, first = await home.runtime.bulk.recent(home.session.scope)
        assert (first.state, first.left, back.undoes) == (ActionState.UNDONE, 0, first.id)
