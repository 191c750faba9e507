"""Acting on many campaigns over a Graph server: each outcome its own, and all of it taken back."""

from dataclasses import replace

import pytest

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.actions import BulkOrder, SetStatus
from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus, Level, Role
from pixecom_desktop.domain.errors import NotAllowed, NotFound
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


def at_meta(meta, external_id) -> str:
    return meta.world.find(external_id).status


def writes(meta) -> list:
    """Return what was sent to be changed, one by one."""
    return [one for one in meta.graph.log if one.method == "POST" and one.path != "/"]


@pytest.mark.acceptance("3.1-3")
async def test_pausing_changes_meta_and_then_the_database(house, config, meta):
    async with house(config) as home:
        await home.sync()
        ids = await ids_of(home, EntityStatus.ACTIVE)

        result = await home.runtime.bulk.apply(home.session.scope, order(ids))

        assert result.succeeded == tuple(ids)
        assert (result.failed, result.skipped) == ((), ())
        assert {at_meta(meta, one) for one in ids} == {"PAUSED"}
        rows = await shown(home)
        assert {rows[one]["status"] for one in ids} == {EntityStatus.PAUSED}
        assert {rows[one]["delivery_status"] for one in ids} == {DeliveryStatus.INACTIVE}


@pytest.mark.acceptance("3.1-4")
async def test_activating_changes_meta_and_then_the_database(house, config, meta):
    async with house(config) as home:
        await home.sync()
        ids = await ids_of(home, EntityStatus.PAUSED)
        assert ids

        result = await home.runtime.bulk.apply(home.session.scope, order(ids, ACTIVATE))

        assert result.succeeded == tuple(ids)
        assert {at_meta(meta, one) for one in ids} == {"ACTIVE"}
        rows = await shown(home)
        assert {rows[one]["status"] for one in ids} == {EntityStatus.ACTIVE}
        told = {one: meta.world.find(one).effective for one in ids}
        assert {one: rows[one]["delivery_status"] for one in ids} == {
            one: DeliveryStatus.ACTIVE if word == "ACTIVE" else DeliveryStatus.ERROR
            for one, word in told.items()
        }


async def test_what_is_below_a_paused_campaign_says_so_at_once_as_meta_does(house, on_sqlite, meta):
    async with house(on_sqlite) as home:
        await home.sync()
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
async def test_one_failure_leaves_the_others_alone_and_names_its_reason(house, config, meta):
    async with house(config) as home:
        await home.sync()
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


async def test_foreign_unknown_and_archived_ids_fail_alone_and_are_never_sent(house, config, meta):
    async with house(config) as home:
        await home.sync()
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


async def test_another_sellers_campaign_is_answered_like_one_that_is_not_there(house, config, meta):
    from pixecom_desktop.domain.access import HOUSE
    from pixecom_desktop.storage.repos import sellers

    async with house(config) as home:
        await home.sync()
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
    house, config, meta
):
    async with house(config) as home:
        await home.sync()
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


async def test_somebody_paused_it_meanwhile_at_meta_so_nothing_is_sent(house, on_sqlite, meta):
    async with house(on_sqlite) as home:
        await home.sync()
        (active, *_) = await ids_of(home, EntityStatus.ACTIVE)
        meta.world.set_status(meta.world.find(active), "PAUSED")
        before = len(writes(meta))

        result = await home.runtime.bulk.apply(home.session.scope, order([active]))

        assert result.succeeded == (active,)
        assert len(writes(meta)) == before
        assert (await shown(home))[active]["status"] is EntityStatus.PAUSED


async def test_undo_skips_what_was_changed_since_with_the_reason_and_can_do_it_anyway(
    house, config, meta
):
    async with house(config) as home:
        await home.sync()
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


async def test_a_viewer_may_not_act_and_nothing_is_written_down(house, config, meta):
    async with house(config) as home:
        await home.sync()
        ids = await ids_of(home, EntityStatus.ACTIVE)
        viewer = replace(home.session.scope, role=Role.VIEWER)

        with pytest.raises(NotAllowed):
            await home.runtime.bulk.apply(viewer, order(ids))

        assert await home.runtime.bulk.recent(home.session.scope) == ()
