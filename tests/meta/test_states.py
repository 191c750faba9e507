"""What stands at Meta now: cheaply by listings, exactly by the objects themselves."""

import json
from datetime import UTC, datetime

import pytest

from pixecom_desktop.domain.ads import Budget
from pixecom_desktop.domain.enums import BudgetType, EntityStatus, Level
from pixecom_desktop.meta import states, structure
from tests.meta import bodies
from tests.meta.conftest import NOW, answer, asked

NODE = {
    "id": "11", "name": "Spring", "status": "ACTIVE", "effective_status": "IN_PROCESS",
    "daily_budget": "5000", "lifetime_budget": "0", "updated_time": "2026-11-20T09:00:00-0800",
}  # fmt: skip


async def test_fifty_are_told_of_for_one_call(meta, make_client, account):
    def respond(request):
        filters = json.loads(request.url.params["filtering"])
        assert filters[0]["field"] == "campaign.id"
        rows = [{**NODE, "id": one} for one in filters[0]["value"] if one != "7"]
        return answer(bodies.page(rows))

    route = meta.get("/act_401/campaigns").mock(side_effect=respond)
    ids = [str(one) for one in range(1, 121)]
    client = make_client()

    async with client:
        found = await states.states(client, account, Level.CAMPAIGN, [*ids, "5", "act_9", ""])

    assert list(found) == [one for one in ids if one != "7"]
    assert client.calls == route.call_count == 3
    assert "DELETED" in asked(route.calls[0])["effective_status"]
    assert found["11"] == states.State(
        external_id="11", name="Spring", status=EntityStatus.ACTIVE, effective_status="IN_PROCESS",
        budget=Budget(micros=50_000_000, type=BudgetType.DAILY),
        updated_at=datetime(2026, 11, 20, 17, tzinfo=UTC),
    )  # fmt: skip


async def test_nothing_asked_is_no_call(make_client, account):
    client = make_client()

    async with client:
        assert await states.states(client, account, Level.AD, ["x"]) == {}
        assert await states.exactly(client, account, Level.AD, []) == {}
        assert [one async for one in structure.ads(client, account, now=NOW, ids=())] == []

    assert client.calls == 0


async def test_ads_are_not_asked_for_budgets(meta, make_client, account):
    route = meta.get("/act_401/ads").mock(return_value=answer(bodies.page([{"id": "1"}])))

    async with make_client() as client:
        found = await states.states(client, account, Level.AD, ["1"])

    assert "budget" not in asked(route.calls[0])["fields"]
    assert found["1"].budget is None


async def test_one_bad_id_costs_the_others_nothing_but_calls(meta, make_client, account):
    bad = {"3", "9"}

    def respond(request):
        ids = request.url.params["ids"].split(",")
        if bad & set(ids):
            return answer(bodies.error(100, subcode=33), 400)
        return answer(json.dumps({one: {**NODE, "id": one} for one in ids}))

    meta.get("/").mock(side_effect=respond)
    ids = [str(one) for one in range(1, 13)]

    async with make_client() as client:
        found = await states.exactly(client, account, Level.CAMPAIGN, ids)

    assert set(found) == set(ids) - bad


async def test_each_id_of_a_question_is_a_call(meta, make_client, account, clock):
    from pixecom_desktop.meta.ledger import MemoryLedger

    meta.get("/").mock(
        side_effect=lambda request: answer(
            json.dumps({one: {"id": one} for one in request.url.params["ids"].split(",")})
        )
    )
    ledger = MemoryLedger(clock, limit=200)
    client = make_client(ledger=ledger)

    async with client:
        await states.exactly(client, account, Level.AD, [str(one) for one in range(60)])

    assert client.calls == 60
    assert (await ledger.take("act_401")).used == 61


@pytest.mark.parametrize("body", ['{"1":{"id":"x"}}', '{"1":{"id":"1","name":null}}', "{}"])
async def test_an_object_that_makes_no_sense_is_left_out(meta, make_client, account, body):
    meta.get("/").mock(return_value=answer(body))

    async with make_client() as client:
        found = await states.exactly(client, account, Level.AD, ["1"])

    assert set(found) <= {"1"}


async def test_a_light_listing_names_everybody_in_large_pages(meta, make_client, account):
    route = meta.get("/act_401/adsets").mock(return_value=answer(bodies.page([NODE])))

    async with make_client() as client:
        pages = [page async for page in states.listed(client, account, Level.ADSET)]

    assert [one.external_id for page in pages for one in page] == ["11"]
    params = asked(route.calls[0])
    assert params["limit"] == "500"
    assert "targeting" not in params["fields"]
    assert "filtering" not in params


@pytest.mark.acceptance("1.4-1")
async def test_the_five_minute_look_names_statuses_and_ids(meta, make_client, account):
    route = meta.get("/act_401/adsets").mock(return_value=answer(bodies.ADSETS))

    async with make_client() as client:
        async for _ in structure.adsets(client, account, now=NOW, statuses=("IN_PROCESS",)):
            pass
        learning = [str(one) for one in range(70)]
        found = [page async for page in structure.adsets(client, account, now=NOW, ids=learning)]

    in_process, first, second = [asked(call) for call in route.calls]
    assert in_process["effective_status"] == ["IN_PROCESS"]
    assert [one["field"] for one in first["filtering"]] == ["adset.id"]
    assert [len(one["filtering"][0]["value"]) for one in (first, second)] == [50, 20]
    assert "ARCHIVED" in first["effective_status"]
    assert found[0][0].learning_stage == "LEARNING"


async def test_what_changed_and_which_ids_narrow_together(meta, make_client, account):
    route = meta.get("/act_401/ads").mock(return_value=answer(bodies.page([])))

    async with make_client() as client:
        async for _ in structure.ads(client, account, now=NOW, changed_since=NOW, ids=["5"]):
            pass

    names = [one["field"] for one in asked(route.calls[0])["filtering"]]
    assert names == ["ad.updated_time", "ad.id"]
