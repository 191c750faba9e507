"""Changes in batches: an outcome for each object, and nothing repeated blindly."""

import json
from collections import Counter
from datetime import timedelta
from urllib.parse import parse_qs

import httpx
import pytest

from pixecom_desktop.domain.ads import Budget
from pixecom_desktop.domain.enums import BudgetType, EntityStatus, Level
from pixecom_desktop.meta import mutations
from pixecom_desktop.meta.ledger import MemoryLedger
from pixecom_desktop.meta.mutations import Change, Result, Target
from tests.meta import bodies
from tests.meta.conftest import answer
from tests.meta.test_limits import FULL, LIMITED, account_usage

DONE = {"code": 200, "headers": [], "body": '{"success":true}'}
TRANSIENT = bodies.error(2, "Service temporarily unavailable", is_transient=True)


def refusal(code, status=400, **more):
    return {"code": status, "headers": [], "body": bodies.error(code, **more)}


class Meta:
    """A pretend Meta of campaigns: says to each part of a batch what the test wants it to."""

    def __init__(self, router):
        self.status = {}
        self.batches = []
        self.looks = []
        self.script = []
        self.headers = {}
        self.lost_looks = 0
        router.post("/").mock(side_effect=self._batch)
        router.get("/").mock(side_effect=self._look)

    def _batch(self, request):
        parts = json.loads(parse_qs(request.content.decode())["batch"][0])
        self.batches.append(parts)
        step = self.script.pop(0) if self.script else {}
        if callable(step):
            return step(self, parts)
        return answer(json.dumps([self._part(part, step) for part in parts]), headers=self.headers)

    def _part(self, part, step):
        said = step.get(part["relative_url"], DONE)
        if said is DONE:
            self.take(part)
        return said

    def take(self, part):
        fields = parse_qs(part["body"])
        if "execution_options" not in fields:
            self.status[part["relative_url"]] = fields.get("status", ["?"])[0]

    def _look(self, request):
        ids = request.url.params["ids"].split(",")
        self.looks.append(ids)
        if self.lost_looks:
            self.lost_looks -= 1
            return answer("<html>", 503)
        if any(one not in self.status for one in ids):
            return answer(bodies.error(100, subcode=33), 400)
        nodes = {
            one: {"id": one, "status": self.status[one], "effective_status": self.status[one]}
            for one in ids
        }
        return answer(json.dumps(nodes))

    def sizes(self):
        return [len(parts) for parts in self.batches]

    def times(self):
        return Counter(part["relative_url"] for parts in self.batches for part in parts)


@pytest.fixture
def graph(meta):
    return Meta(meta)


def numbers(count, start=1):
    return [str(one) for one in range(start, start + count)]


async def paused(client, account, ids, *, validate_only=False):
    target = Target(account=account, level=Level.CAMPAIGN, validate_only=validate_only)
    async with client:
        changes = mutations.set_status(client, target, ids, EntityStatus.PAUSED)
        return [batch async for batch in changes]


def results(batches):
    return {one.external_id: one.result for batch in batches for one in batch}


def sentence_of(batches, id_):
    return next(one.sentence for batch in batches for one in batch if one.external_id == id_)


@pytest.mark.acceptance("3.1-3")
async def test_a_hundred_and_twenty_go_in_three_batches_and_each_has_its_outcome(
    graph, make_client, account
):
    batches = await paused(make_client(), account, numbers(120))

    assert graph.sizes() == [50, 50, 20]
    assert [len(batch) for batch in batches] == [50, 50, 20]
    assert results(batches) == dict.fromkeys(numbers(120), Result.DONE)
    assert graph.batches[0][0] == {"method": "POST", "relative_url": "1", "body": "status=PAUSED"}


@pytest.mark.acceptance("3.1-6")
async def test_one_refusal_is_that_objects_alone_and_names_its_reason(graph, make_client, account):
    for id_ in numbers(3):
        graph.status[id_] = "ACTIVE"
    said = {"error_user_msg": "This ad set has been deleted."}
    graph.script = [{"2": refusal(100, subcode=1487056, **said)}]

    batches = await paused(make_client(), account, numbers(3))

    assert results(batches) == {"1": Result.DONE, "2": Result.FAILED, "3": Result.DONE}
    assert "has been deleted" in sentence_of(batches, "2")
    assert graph.times()["2"] == 1


async def test_what_meta_did_not_get_to_is_tried_again_alone(graph, make_client, account):
    graph.script = [{"2": None, "4": None}]

    batches = await paused(make_client(), account, numbers(5))

    assert results(batches) == dict.fromkeys(numbers(5), Result.DONE)
    assert [[one["relative_url"] for one in parts] for parts in graph.batches] == [
        numbers(5), ["2", "4"],
    ]  # fmt: skip
    assert not graph.looks


async def test_what_meta_never_gets_to_fails_after_three_more_tries(graph, make_client, account):
    graph.script = [{"2": None}] * 9

    batches = await paused(make_client(), account, numbers(2))

    assert results(batches) == {"1": Result.DONE, "2": Result.FAILED}
    assert graph.times()["2"] == 4
    assert "Try it again" in sentence_of(batches, "2")


def lost(graph, parts):
    for part in parts[: len(parts) // 2]:
        graph.take(part)
    raise httpx.ReadTimeout("gone")


def cut(graph, parts):
    for part in parts[: len(parts) // 2]:
        graph.take(part)
    return answer('[{"code":200,"bo')


def fewer(graph, parts):
    for part in parts[: len(parts) // 2]:
        graph.take(part)
    return answer(json.dumps([DONE] * (len(parts) - 1)))


def timed_out(graph, parts):
    for part in parts[: len(parts) // 2]:
        graph.take(part)
    return answer(bodies.error(960), 400)


@pytest.mark.parametrize("loss", [lost, cut, fewer, timed_out])
async def test_a_lost_answer_is_read_back_before_anything_is_repeated(
    graph, make_client, account, loss
):
    for id_ in numbers(6):
        graph.status[id_] = "ACTIVE"
    graph.script = [loss]

    batches = await paused(make_client(), account, numbers(6))

    assert results(batches) == dict.fromkeys(numbers(6), Result.DONE)
    assert graph.looks == [numbers(6)]
    assert graph.times() == {"1": 1, "2": 1, "3": 1, "4": 2, "5": 2, "6": 2}


async def test_a_batch_that_timed_out_is_made_smaller(graph, make_client, account):
    graph.status = dict.fromkeys(numbers(50), "ACTIVE")
    graph.script = [lambda graph, parts: answer(bodies.error(960), 400)]

    await paused(make_client(), account, numbers(50))

    assert graph.sizes() == [50, 25, 25]


async def test_where_looking_again_fails_too_nobody_claims_to_know(graph, make_client, account):
    graph.script = [lost]
    graph.lost_looks = 9

    batches = await paused(make_client(), account, numbers(4))

    assert results(batches) == dict.fromkeys(numbers(4), Result.UNKNOWN)
    assert graph.sizes() == [4]
    assert "Nobody knows" in sentence_of(batches, "1")


async def test_a_passing_trouble_of_one_object_is_looked_at_before_it_is_repeated(
    graph, make_client, account, waits
):
    graph.status = dict.fromkeys(numbers(3), "ACTIVE")
    down = {"code": 500, "headers": [], "body": TRANSIENT}
    graph.script = [{"2": down}]

    batches = await paused(make_client(), account, numbers(3))

    assert results(batches) == dict.fromkeys(numbers(3), Result.DONE)
    assert graph.looks == [["2"]]
    assert graph.times() == {"1": 1, "2": 2, "3": 1}
    assert waits == [1]


async def test_an_object_that_is_gone_when_it_is_looked_at_costs_only_itself(
    graph, make_client, account
):
    graph.status = dict.fromkeys(numbers(4), "ACTIVE")
    del graph.status["3"]
    graph.script = [lambda graph, parts: answer("<html>", 502), {"3": refusal(100, subcode=33)}]

    batches = await paused(make_client(), account, numbers(4))

    assert results(batches)["3"] is Result.FAILED
    assert list(results(batches).values()).count(Result.DONE) == 3


@pytest.mark.parametrize(
    ("code", "subcode", "match"),
    [(190, 463, "expired"), (200, None, "permission"), (2635, None, "Update")],
)
async def test_an_error_of_the_whole_ends_everything_that_is_left(
    graph, make_client, account, code, subcode, match
):
    graph.script = [
        {},
        lambda graph, parts: answer(bodies.error(code, subcode=subcode), 400),
    ]

    batches = await paused(make_client(), account, numbers(130))

    assert graph.sizes() == [50, 50]
    assert Counter(results(batches).values()) == {Result.DONE: 50, Result.FAILED: 80}
    assert match in sentence_of(batches, "130")


@pytest.mark.parametrize(("code", "subcode"), [(190, 463), (190, 459), (368, None)])
async def test_an_error_of_one_that_all_would_meet_ends_it_after_that_batch(
    graph, make_client, account, code, subcode
):
    graph.script = [{"3": refusal(code, subcode=subcode), "4": None}]

    batches = await paused(make_client(), account, numbers(60))

    assert graph.sizes() == [50]
    assert Counter(results(batches).values()) == {Result.DONE: 48, Result.FAILED: 12}


async def test_no_connection_fails_all_with_its_sentence_and_sends_nothing_twice(
    meta, make_client, account, waits
):
    route = meta.post("/").mock(side_effect=httpx.ConnectError("no"))

    batches = await paused(make_client(), account, numbers(3))

    assert results(batches) == dict.fromkeys(numbers(3), Result.FAILED)
    assert "no connection" in sentence_of(batches, "1")
    assert route.call_count == 4
    assert waits == [1, 2, 4]


async def test_a_throttled_object_waits_and_is_tried_again(graph, make_client, account, waits):
    held = refusal(17, subcode=2446079)
    graph.script = [{"2": held, "3": held}]

    batches = await paused(make_client(), account, numbers(3))

    assert results(batches) == dict.fromkeys(numbers(3), Result.DONE)
    assert graph.times() == {"1": 1, "2": 2, "3": 2}
    assert waits == [1]


async def test_an_account_that_stays_throttled_is_told_once_patience_ends(
    graph, make_client, account, waits
):
    held = refusal(80004, subcode=2446079)
    held["headers"] = [
        {"name": "X-Business-Use-Case-Usage",
         "value": '{"401":[{"type":"ads_management","estimated_time_to_regain_access":9}]}'},
    ]  # fmt: skip
    graph.script = [{"2": held}]

    batches = await paused(make_client(patience=60), account, numbers(60))

    assert graph.sizes() == [50]
    assert Counter(results(batches).values()) == {Result.DONE: 49, Result.FAILED: 11}
    assert "Try again in 9 min" in sentence_of(batches, "60")
    assert not waits


async def test_an_ad_set_whose_budget_changed_too_often_fails_alone(
    graph, make_client, account, waits
):
    graph.script = [{"2": refusal(613, subcode=1487632)}]
    target = Target(account=account, level=Level.ADSET)
    budget = Budget(micros=20_000_000, type=BudgetType.DAILY)

    async with make_client() as client:
        budgets = dict.fromkeys(numbers(3), budget)
        batches = [one async for one in mutations.set_budget(client, target, budgets)]

    assert results(batches) == {"1": Result.DONE, "2": Result.FAILED, "3": Result.DONE}
    assert "an hour" in sentence_of(batches, "2")
    assert not waits


@pytest.mark.parametrize(
    ("currency", "micros", "kind", "body"),
    [
        ("USD", 25_500_000, BudgetType.DAILY, "daily_budget=2550"),
        ("USD", 990_000_000, BudgetType.LIFETIME, "lifetime_budget=99000"),
        ("VND", 500_000_000_000, BudgetType.DAILY, "daily_budget=500000"),
        ("KWD", 2_500_000, BudgetType.DAILY, "daily_budget=250"),
    ],
)
async def test_a_budget_goes_out_in_metas_minor_units(
    graph, make_client, account, currency, micros, kind, body
):
    import dataclasses

    target = Target(account=dataclasses.replace(account, currency=currency), level=Level.CAMPAIGN)

    async with make_client() as client:
        budgets = {"1": Budget(micros=micros, type=kind)}
        batches = [one async for one in mutations.set_budget(client, target, budgets)]

    assert results(batches) == {"1": Result.DONE}
    assert graph.batches[0][0]["body"] == body


@pytest.mark.parametrize(
    ("currency", "micros", "match"),
    [("VND", 500_500_000, "whole minor unit"), ("USD", 0, "more than nothing"),
     ("USD", -1_000_000, "more than nothing"), ("ZZQ", 5_000_000, "not known")],
)  # fmt: skip
async def test_a_budget_that_cannot_be_is_not_sent(
    graph, make_client, account, currency, micros, match
):
    import dataclasses

    target = Target(account=dataclasses.replace(account, currency=currency), level=Level.CAMPAIGN)

    async with make_client() as client:
        budgets = {"1": Budget(micros=micros, type=BudgetType.DAILY)}
        batches = [one async for one in mutations.set_budget(client, target, budgets)]

    assert results(batches) == {"1": Result.FAILED}
    assert match in sentence_of(batches, "1")
    assert not graph.batches


async def test_names_are_sent_as_they_are_and_impossible_ones_not_at_all(
    graph, make_client, account
):
    names = {"1": " Mùa xuân & <b>50 %</b> ", "2": "  ", "3": "x" * 401}
    target = Target(account=account, level=Level.AD)

    async with make_client() as client:
        batches = [one async for one in mutations.rename(client, target, names)]

    assert parse_qs(graph.batches[0][0]["body"])["name"] == ["Mùa xuân & <b>50 %</b>"]
    assert graph.sizes() == [1]
    assert results(batches) == {"1": Result.DONE, "2": Result.FAILED, "3": Result.FAILED}


@pytest.mark.parametrize("bad", ["", "act_401", "12/insights", "1?x=2", "٣", "1" * 40])
async def test_what_is_no_id_is_never_sent(graph, make_client, account, bad):
    batches = await paused(make_client(), account, [bad, "7", "7"])

    assert results(batches) == {bad: Result.FAILED, "7": Result.DONE}
    assert graph.times() == {"7": 1}


async def test_a_trial_changes_nothing_and_is_repeated_without_looking(graph, make_client, account):
    graph.status = {"1": "ACTIVE"}
    graph.script = [lambda graph, parts: answer("<html>", 503)]

    batches = await paused(make_client(), account, ["1"], validate_only=True)

    assert results(batches) == {"1": Result.DONE}
    assert graph.status == {"1": "ACTIVE"}
    assert not graph.looks
    fields = parse_qs(graph.batches[-1][0]["body"])
    assert json.loads(fields["execution_options"][0]) == ["validate_only"]


async def test_whoever_stops_asking_stops_between_two_batches(graph, make_client, account):
    target = Target(account=account, level=Level.CAMPAIGN)
    async with make_client() as client:
        changes = mutations.set_status(client, target, numbers(150), EntityStatus.ACTIVE)
        await anext(changes)
        await changes.aclose()

    assert graph.sizes() == [50]


@pytest.mark.parametrize(
    "change",
    [Change(external_id="1", status=EntityStatus.DELETED), Change(external_id="1")],
)
async def test_nothing_is_deleted_from_here(graph, make_client, account, change):
    target = Target(account=account, level=Level.CAMPAIGN)

    async with make_client() as client:
        with pytest.raises(ValueError, match="deleted"):
            await anext(mutations.run(client, target, [change]))

    assert not graph.batches


async def test_changes_of_several_kinds_go_together_in_their_order(graph, make_client, account):
    target = Target(account=account, level=Level.CAMPAIGN)
    changes = [
        Change(external_id="1", status=EntityStatus.ACTIVE),
        Change(external_id="2", name="Autumn"),
        Change(external_id="3", budget=Budget(micros=20_000_000, type=BudgetType.DAILY)),
        Change(external_id="4", status=EntityStatus.PAUSED),
        Change(external_id="4", status=EntityStatus.ACTIVE),
    ]

    async with make_client() as client:
        batches = [one async for one in mutations.run(client, target, changes)]

    assert [part["body"] for part in graph.batches[0]] == [
        "status=ACTIVE", "name=Autumn", "daily_budget=2000", "status=PAUSED",
    ]  # fmt: skip
    assert results(batches) == dict.fromkeys(numbers(4), Result.DONE)


@pytest.mark.acceptance("1.2-2")
async def test_each_change_counts_as_a_call_of_its_own(graph, make_client, account, clock):
    ledger = MemoryLedger(clock, limit=200)

    client = make_client(ledger=ledger)
    await paused(client, account, numbers(70))

    assert (await ledger.take("act_401")).used == 71
    assert client.calls == 70


async def test_a_batch_takes_what_is_left_of_the_hour_first(
    graph, make_client, account, clock, waits
):
    ledger = MemoryLedger(clock, limit=40)
    await ledger.take("act_401", 30)
    client = make_client(ledger=ledger)
    client.pace._state("act_401").hour = mutations_usage(30, 40)

    batches = await paused(client, account, numbers(25))

    assert graph.sizes() == [10, 15]
    assert results(batches) == dict.fromkeys(numbers(25), Result.DONE)
    assert sum(waits) == 3600


def mutations_usage(used, limit):
    from pixecom_desktop.meta.limits import Usage

    return Usage(account="act_401", used=used, limit=limit)


async def test_the_limited_tier_gets_batches_its_score_can_carry(
    graph, make_client, account, clock, waits
):
    graph.headers = account_usage(5, tier=LIMITED)
    client = make_client()
    client.pace._state("act_401").tier = LIMITED
    started = clock.now()

    batches = await paused(client, account, numbers(40))

    assert graph.sizes() == [15, 5, 15, 5]
    assert clock.now() - started <= timedelta(seconds=600)
    assert results(batches) == dict.fromkeys(numbers(40), Result.DONE)


@pytest.mark.parametrize(
    ("tier", "writes", "seconds"),
    [("", 500, 0), (FULL, 500, 0), (LIMITED, 15, 0), (LIMITED, 20, 0), (LIMITED, 21, 300),
     (LIMITED, 60, 900)],
)  # fmt: skip
def test_how_long_changes_will_take_is_known_before(make_client, clock, tier, writes, seconds):
    client = make_client()
    client.pace._state("act_401").tier = tier

    assert client.pace.lasts("act_401", writes, clock.now()) == seconds


@pytest.mark.parametrize(("percent", "waited"), [(50, 0), (90, 120), (97, 600)])
async def test_the_usage_inside_of_a_batch_is_obeyed(
    graph, make_client, account, waits, percent, waited
):
    usage = account_usage(percent, tier=FULL)["X-Ad-Account-Usage"]
    told = {**DONE, "headers": [{"name": "X-Ad-Account-Usage", "value": usage}]}
    graph.script = [{"50": told}]
    client = make_client()

    await paused(client, account, numbers(60))

    assert sum(waits) == waited
    assert client.pace.tier("act_401") == FULL
