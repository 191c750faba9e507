"""The pace of calls: the hour's count, the usage headers, throttles and patience."""

import json
from datetime import timedelta

import pytest

from pixecom_desktop.domain.errors import RateLimited
from pixecom_desktop.meta.ledger import MemoryLedger
from pixecom_desktop.meta.limits import Pace
from tests.meta import bodies
from tests.meta.conftest import answer

LIMITED, FULL = "development_access", "standard_access"


def account_usage(percent: float, *, reset: int = 0, tier: str = LIMITED) -> dict[str, str]:
    usage = {
        "acc_id_util_pct": percent, "reset_time_duration": reset, "ads_api_access_tier": tier,
    }  # fmt: skip
    return {"X-Ad-Account-Usage": json.dumps(usage)}


def use_case(percent: int, *, minutes: int = 0, account: str = "401") -> dict[str, str]:
    usage = {
        "type": "ads_management", "call_count": percent, "total_cputime": 20, "total_time": 20,
        "estimated_time_to_regain_access": minutes, "ads_api_access_tier": LIMITED,
    }  # fmt: skip
    return {"X-Business-Use-Case-Usage": json.dumps({account: [usage]})}


async def read(client, times=1):
    from pixecom_desktop.meta import structure

    async with client:
        for _ in range(times):
            await structure.account(client, "act_401")


@pytest.mark.acceptance("1.2-2")
async def test_the_hours_count_is_held_and_the_201st_call_waits(meta, make_client, clock, waits):
    meta.get("/act_401").mock(return_value=answer(bodies.ACCOUNT))
    ledger = MemoryLedger(clock, limit=200)
    client = make_client(ledger=ledger)
    started = clock.now()

    async with client:
        from pixecom_desktop.meta import structure

        for _ in range(200):
            await structure.account(client, "act_401")
            clock.advance(timedelta(seconds=1))
        assert not waits
        await structure.account(client, "act_401")

    assert clock.now() >= started + timedelta(minutes=60)
    assert sum(waits) == 3600 - 200
    assert client.calls == 201


@pytest.mark.acceptance("1.2-2")
async def test_every_attempt_counts_not_only_those_that_succeed(meta, make_client, clock):
    bad, good = answer("<html>", 503), answer(bodies.ACCOUNT)
    meta.get("/act_401").mock(side_effect=[bad, bad, good])
    ledger = MemoryLedger(clock, limit=200)

    await read(make_client(ledger=ledger))

    assert (await ledger.take("act_401")).used == 4


@pytest.mark.acceptance("1.2-2")
async def test_eighty_percent_is_warned_of_once(meta, make_client, clock):
    meta.get("/act_401").mock(return_value=answer(bodies.ACCOUNT))
    warnings = []
    pace = Pace(MemoryLedger(clock, limit=10), warn=warnings.append)

    await read(make_client(pace=pace), 7)
    assert not warnings
    await read(make_client(pace=pace.patient(60)), 3)

    assert [(one.account, one.used, one.limit) for one in warnings] == [("act_401", 8, 10)]


async def test_a_new_hour_may_warn_again(meta, make_client, clock):
    meta.get("/act_401").mock(return_value=answer(bodies.ACCOUNT))
    warnings = []
    pace = Pace(MemoryLedger(clock, limit=10), warn=warnings.append)

    await read(make_client(pace=pace), 9)
    clock.advance(timedelta(hours=2))
    await read(make_client(pace=pace), 9)

    assert [one.used for one in warnings] == [8, 8]


async def test_one_accounts_count_is_not_anothers(clock):
    ledger = MemoryLedger(clock, limit=1)

    assert (await ledger.take("act_1")).wait == 0
    assert (await ledger.take("act_2")).wait == 0
    assert (await ledger.take("act_1")).wait == 3600


async def test_a_limit_of_zero_is_none(clock):
    ledger = MemoryLedger(clock, limit=0)

    assert [(await ledger.take("act_1")).wait for _ in range(500)] == [0.0] * 500


async def test_calls_about_nobodys_account_are_not_counted(meta, make_client, clock):
    from pixecom_desktop.meta import identity

    meta.get("/me").mock(return_value=answer('{"id":"1"}'))
    async with make_client(ledger=MemoryLedger(clock, limit=1)) as client:
        for _ in range(5):
            await identity.me(client)

    assert client.calls == 5


async def test_a_wait_longer_than_the_patience_is_told_and_not_waited(
    meta, make_client, clock, waits
):
    meta.get("/act_401").mock(return_value=answer(bodies.ACCOUNT))
    ledger = MemoryLedger(clock, limit=1)

    with pytest.raises(RateLimited, match="Try again in 60 min") as caught:
        await read(make_client(ledger=ledger, patience=60), 2)

    assert caught.value.wait_seconds == 3600
    assert not waits


async def test_patience_is_one_purse_for_the_whole_run(meta, make_client, clock, waits):
    meta.get("/act_401").mock(return_value=answer(bodies.ACCOUNT))
    ledger = MemoryLedger(clock, limit=0)
    client = make_client(ledger=ledger, patience=60)

    async with client:
        from pixecom_desktop.meta import structure

        await ledger.pause("act_401", clock.now() + timedelta(seconds=40), "a test")
        await structure.account(client, "act_401")
        await ledger.pause("act_401", clock.now() + timedelta(seconds=40), "a test")
        with pytest.raises(RateLimited):
            await structure.account(client, "act_401")

    assert waits == [40]


@pytest.mark.parametrize(
    ("headers", "each"),
    [
        (use_case(74), []),
        (use_case(75), [1.0]),
        (account_usage(80.5), [1.0]),
        (use_case(85), [60, 60]),
        (account_usage(96), [60] * 10),
        (use_case(96, minutes=20), [60] * 20),
        (use_case(90, minutes=3), [60] * 3),
        (use_case(99, account="999"), []),
        ({"X-App-Usage": '{"call_count":28,"total_cputime":91,"total_time":25}'}, [60, 60]),
        ({"X-FB-Ads-Insights-Throttle": '{"app_id_util_pct":1.5,"acc_id_util_pct":88}'}, [60, 60]),
        ({"x-ad-account-usage": "not json", "x-app-usage": "[]"}, []),
        ({"x-business-use-case-usage": '{"401":[{"call_count":"99","b":null}]}'}, [60] * 10),
    ],
)  # fmt: skip
async def test_usage_headers_slow_an_account_down_or_pause_it(
    meta, make_client, waits, headers, each
):
    meta.get("/act_401").mock(return_value=answer(bodies.ACCOUNT, headers=headers))

    await read(make_client(), 3)

    assert waits == [*each, *each]


async def test_the_rate_is_halved_by_resting_as_long_as_a_call_took(
    meta, make_client, clock, waits
):
    def respond(request):
        clock.advance(timedelta(seconds=4))
        return answer(bodies.ACCOUNT, headers=use_case(80))

    meta.get("/act_401").mock(side_effect=respond)

    await read(make_client(), 3)

    assert waits == [4, 4]


async def test_a_pause_is_written_into_the_ledger_for_other_processes(meta, make_client, clock):
    meta.get("/act_401").mock(return_value=answer(bodies.ACCOUNT, headers=use_case(96)))
    ledger = MemoryLedger(clock, limit=200)

    await read(make_client(ledger=ledger))

    assert (await ledger.take("act_401")).wait == 600
    assert (await ledger.take("act_402")).wait == 0


async def test_a_throttle_waits_as_long_as_the_headers_say(meta, make_client, waits):
    throttled = answer(bodies.error(80004, subcode=2446079), 400, use_case(100, minutes=9))
    meta.get("/act_401").mock(side_effect=[throttled, answer(bodies.ACCOUNT)])

    await read(make_client())

    assert waits == [60] * 9


async def test_a_header_that_says_less_than_the_tiers_block_waits_the_block(
    meta, make_client, waits
):
    throttled = answer(bodies.error(17), 400, use_case(100, minutes=1))
    meta.get("/act_401").mock(side_effect=[throttled, answer(bodies.ACCOUNT)])

    await read(make_client())

    assert sum(waits) == 300


async def test_a_full_score_says_its_own_reset_time(meta, make_client, waits):
    throttled = answer(bodies.error(17), 400, account_usage(100, reset=430))
    meta.get("/act_401").mock(side_effect=[throttled, answer(bodies.ACCOUNT)])

    await read(make_client())

    assert sum(waits) == 430


@pytest.mark.parametrize(("tier", "block"), [(LIMITED, 300), (FULL, 60)])
async def test_without_a_word_in_the_headers_it_is_probed_and_then_waits_its_tiers_block(
    meta, make_client, waits, tier, block
):
    throttled = answer(bodies.error(17, subcode=2446079), 400, account_usage(40, tier=tier))
    meta.get("/act_401").mock(side_effect=[*[throttled] * 4, answer(bodies.ACCOUNT)])

    await read(make_client())

    assert waits[:3] == [1, 2, 4]
    assert sum(waits[3:]) == block


@pytest.mark.parametrize("code", [4, 17, 32, 341, 613, 80000, 80003, 80004, 80014])
async def test_a_person_who_waits_60_seconds_gets_the_limit_told(meta, make_client, waits, code):
    route = meta.get("/act_401").mock(return_value=answer(bodies.error(code), 400))

    with pytest.raises(RateLimited) as caught:
        await read(make_client(patience=60))

    assert waits == [1, 2, 4]
    assert route.call_count == 4
    assert caught.value.wait_seconds == 300
    assert caught.value.detail.code == code
    assert "Try again in 5 min" in str(caught.value)


async def test_http_429_is_a_throttle_and_retry_after_its_wait(meta, make_client, waits):
    throttled = answer("Slow down", 429, {"Retry-After": "360"})
    meta.get("/act_401").mock(side_effect=[throttled, answer(bodies.ACCOUNT)])

    await read(make_client())

    assert waits == [60] * 6


async def test_after_three_blocks_in_a_row_a_background_run_gives_up(meta, make_client, waits):
    route = meta.get("/act_401").mock(return_value=answer(bodies.error(17), 400))

    with pytest.raises(RateLimited):
        await read(make_client())

    assert route.call_count == 6
    assert sum(waits) == 7 + 300 + 300


async def test_a_good_answer_makes_the_next_throttle_a_first_one(meta, make_client, waits):
    throttled, good = answer(bodies.error(17), 400), answer(bodies.ACCOUNT)
    meta.get("/act_401").mock(side_effect=[throttled, throttled, good, throttled, good])

    await read(make_client(), 2)

    assert waits == [1, 2, 1]


async def test_a_limit_of_one_ad_set_never_pauses_its_account(meta, make_client, clock, waits):
    refused = answer(bodies.error(613, subcode=1487632), 400)
    meta.post("/11").mock(return_value=refused)
    ledger = MemoryLedger(clock, limit=200)

    async with make_client(ledger=ledger) as client:
        with pytest.raises(RateLimited, match="an hour"):
            await client.post("11", {"daily_budget": 1}, account="act_401", is_repeatable=True)

    assert (await ledger.take("act_401")).wait == 0
    assert not waits


async def test_a_throttled_create_is_not_repeated(meta, make_client, waits):
    route = meta.post("/act_401/ads").mock(return_value=answer(bodies.error(17), 400))

    async with make_client() as client:
        with pytest.raises(RateLimited):
            await client.post("act_401/ads", {"name": "x"}, account="act_401")

    assert route.call_count == 1
    assert not waits


async def test_the_limited_tiers_score_is_kept_before_meta_blocks(meta, make_client, clock, waits):
    meta.get("/act_401").mock(return_value=answer(bodies.ACCOUNT, headers=account_usage(1)))

    await read(make_client(), 49)
    assert sum(waits) == 300

    await read(make_client(), 47)
    assert sum(waits) == 300


async def test_a_fifth_of_the_score_is_left_to_writes(meta, make_client, clock, waits):
    meta.get("/act_401").mock(return_value=answer(bodies.ACCOUNT, headers=account_usage(1)))
    meta.post("/11").mock(return_value=answer('{"success":true}'))
    pace = Pace()

    await read(make_client(pace=pace), 48)
    async with make_client(pace=pace) as client:
        for _ in range(4):
            await client.post("11", {"status": "PAUSED"}, account="act_401")
        assert not waits
        await client.post("11", {"status": "PAUSED"}, account="act_401")

    assert sum(waits) == 300


async def test_the_full_tier_and_an_unknown_one_are_not_held_back(meta, make_client, clock, waits):
    full = account_usage(1, tier=FULL)
    meta.get("/act_401").mock(return_value=answer(bodies.ACCOUNT, headers=full))
    meta.get("/act_402").mock(return_value=answer(bodies.ACCOUNT))

    await read(make_client(), 100)

    assert not waits


async def test_an_apps_own_limit_holds_all_of_its_accounts(meta, make_client, clock):
    pace = Pace(patience=0)
    meta.get("/act_401").mock(return_value=answer(bodies.error(4), 403, use_case(100, minutes=10)))

    with pytest.raises(RateLimited):
        await read(make_client(pace=pace))

    with pytest.raises(RateLimited, match="whole app"):
        await pace.ask("act_402", clock.now())
    clock.advance(timedelta(minutes=10))
    assert await pace.ask("act_402", clock.now()) == 0


async def test_a_clock_that_was_set_back_holds_nobody_for_its_score(
    meta, make_client, clock, waits
):
    meta.get("/act_401").mock(return_value=answer(bodies.ACCOUNT, headers=account_usage(1)))
    pace = Pace()
    await read(make_client(pace=pace), 48)

    clock.advance(timedelta(hours=-1))
    await read(make_client(pace=pace), 1)

    assert not waits
