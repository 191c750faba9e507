"""Storms of throttles whose headers lie: one account falls silent, the others go on."""

import json
from datetime import timedelta
from itertools import pairwise

import pytest

from pixecom_desktop.domain.ads import Account
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.errors import RateLimited
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.meta import insights, mutations, structure
from pixecom_desktop.meta.client import GraphClient, GraphSettings
from pixecom_desktop.meta.ledger import MemoryLedger
from pixecom_desktop.meta.limits import Pace
from pixecom_desktop.meta.mutations import Result, Target
from tests.meta import bodies
from tests.meta.conftest import NOW, answer
from tests.meta.test_limits import FULL, LIMITED, account_usage, use_case

pytestmark = pytest.mark.acceptance("1.6-3")
DAYS = DateRange(NOW.date(), NOW.date())
HELD, FREE = "act_401", "act_402"

OF_AN_ACCOUNT = [
    (17, None), (17, 2446079), (32, None), (613, None), (613, 1487742), (613, 5044001),
    (613, 1996), (80000, 2446079), (80001, None), (80002, None), (80003, 2446079),
    (80004, 2446079), (80005, None), (80006, None), (80008, None), (80009, None), (80014, None),
]  # fmt: skip
OF_THE_APP = [(4, None), (341, None)]
OF_INSIGHTS = [(4, 1504022), (4, 1504039)]

LIES = {
    "nothing": {},
    "all is well": {**use_case(0, minutes=0), **account_usage(0, tier=FULL)},
    "half a minute": {"Retry-After": "30"},
    "no time at all": {"Retry-After": "0", **use_case(100, minutes=0)},
    "a minute": use_case(100, minutes=1),
    "somebody else": use_case(100, minutes=90, account="999"),
    "a second": account_usage(100, reset=1, tier=FULL),
    "rubbish": {
        "X-Business-Use-Case-Usage": '{"401":[{"estimated_time_to_regain_access":-5}]}',
        "X-App-Usage": "full",
        "X-Ad-Account-Usage": '{"acc_id_util_pct":"NaN","ads_api_access_tier":7}',
        "Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT",
    },
}


class Weather:
    """A Meta that throttles one account; notes when it was called, and by which path."""

    def __init__(self, router, clock):
        self.refusal = None
        self.overload = None
        self.calls = []
        self._clock = clock
        router.route().mock(side_effect=self._respond)

    def _respond(self, request):
        path = request.url.path.removeprefix(f"/{bodies.VERSION}")
        self.calls.append((path, self._clock.now()))
        if self.refusal is not None and path.startswith(self.refusal[0]):
            return self.refusal[1]
        if request.method == "POST":
            return answer(json.dumps([{"code": 200, "body": '{"success":true}'}] * 40))
        if path.endswith("/insights"):
            return self.overload or answer(bodies.page([]))
        return answer(bodies.ACCOUNT)

    def times(self, prefix):
        return [at for path, at in self.calls if path.startswith(prefix)]


@pytest.fixture
def weather(meta, clock):
    return Weather(meta, clock)


@pytest.fixture
def open_(clock, waits):
    def make(pace, sleep=waits.sleep):
        return GraphClient(
            GraphSettings(base=bodies.BASE, version=bodies.VERSION), Secret(bodies.TOKEN),
            pace=pace, clock=clock, sleep=sleep, chance=lambda: 0.0,
        )  # fmt: skip

    return make


async def rain(client, clock, hours, ask):
    """Ask again and again for so many hours, as an eager scheduler would."""
    end = clock.now() + timedelta(hours=hours)
    async with client:
        while clock.now() < end:
            try:
                await ask(client)
            except RateLimited:
                clock.advance(timedelta(seconds=3))


def gaps(times):
    return [(after - before).total_seconds() for before, after in pairwise(times)]


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("code", OF_AN_ACCOUNT)
async def test_a_throttled_account_falls_to_one_probe_a_minute_and_others_go_on(
    weather, open_, clock, code, lie
):
    patience = None if code[1] is None else 60
    weather.refusal = f"/{HELD}", answer(bodies.error(code[0], subcode=code[1]), 400, LIES[lie])
    pace = Pace(MemoryLedger(clock, limit=0))
    others = open_(pace.patient(0))
    free = 0

    async def sleep(seconds):
        nonlocal free
        clock.advance(timedelta(seconds=seconds))
        await structure.account(others, FREE)
        free += 1

    async with others:
        held = open_(pace.patient(patience), sleep)
        await rain(held, clock, 1, lambda client: structure.account(client, HELD))

    times = weather.times(f"/{HELD}")
    assert all(gap >= 60 for gap in gaps(times)[3:])
    assert 10 <= len(times) <= 65
    assert len(weather.times(f"/{FREE}")) == free > 0


@pytest.mark.parametrize("code", OF_THE_APP)
async def test_an_apps_throttle_silences_all_of_its_accounts(weather, open_, clock, code):
    weather.refusal = "/", answer(bodies.error(code[0], subcode=code[1]), 403)
    pace = Pace(MemoryLedger(clock, limit=0), patience=60)
    names = [f"act_{number}" for number in range(10)]

    async def ask(client):
        for name in names:
            await structure.account(client, name)

    await rain(open_(pace), clock, 2, ask)

    assert all(gap >= 60 for gap in gaps(weather.times("/"))[3:])


@pytest.mark.parametrize("code", OF_INSIGHTS)
async def test_overloaded_statistics_leave_the_entities_alone(weather, open_, clock, code):
    weather.overload = answer(bodies.error(code[0], subcode=code[1]), 400)
    pace = Pace(MemoryLedger(clock, limit=0), patience=60)
    entities = 0

    async def ask(client):
        nonlocal entities
        await structure.account(client, HELD)
        entities += 1
        account = Account(
            external_id=FREE if entities % 2 else HELD, name="", currency="USD", timezone="UTC",
            status=1,
        )  # fmt: skip
        async for _ in insights.daily(client, account, Level.AD, DAYS):
            pass

    await rain(open_(pace), clock, 0.25, ask)

    asked = [at for path, at in weather.calls if path.endswith("/insights")]
    assert all(gap >= 60 for gap in gaps(asked)[3:])
    assert entities > 100


async def test_when_the_storm_is_over_everything_is_as_before(weather, open_, clock, waits):
    weather.refusal = f"/{HELD}", answer(bodies.error(17), 400)
    pace = Pace(MemoryLedger(clock, limit=0))
    client = open_(pace.patient(60))
    await rain(client, clock, 1, lambda client: structure.account(client, HELD))

    weather.refusal = None
    clock.advance(timedelta(minutes=5))
    before = len(weather.calls)
    del waits[:]
    async with open_(pace.patient(60)) as calm:
        for _ in range(20):
            await structure.account(calm, HELD)
    weather.refusal = f"/{HELD}", answer(bodies.error(17), 400)
    with pytest.raises(RateLimited):
        async with open_(pace.patient(60)) as again:
            await structure.account(again, HELD)

    assert len(weather.calls) == before + 20 + 4
    assert waits == [1, 2, 4]


async def test_a_pause_holds_a_second_process_and_one_that_was_started_again(weather, open_, clock):
    weather.refusal = f"/{HELD}", answer(bodies.error(80004), 400, use_case(100, minutes=20))
    ledger = MemoryLedger(clock, limit=200)
    with pytest.raises(RateLimited):
        async with open_(Pace(ledger, patience=60)) as client:
            await structure.account(client, HELD)

    for _ in range(3):
        with pytest.raises(RateLimited, match="throttles this ad account"):
            async with open_(Pace(ledger, patience=60)) as other:
                await structure.account(other, HELD)
    async with open_(Pace(ledger, patience=60)) as other:
        await structure.account(other, FREE)

    assert len(weather.times(f"/{HELD}")) == 1
    clock.advance(timedelta(minutes=20))
    weather.refusal = None
    async with open_(Pace(ledger, patience=60)) as other:
        await structure.account(other, HELD)


@pytest.mark.parametrize("back", [timedelta(days=2), timedelta(days=400)])
async def test_a_clock_that_is_set_back_far_paralyses_nobody(weather, open_, clock, back):
    weather.refusal = f"/{HELD}", answer(bodies.error(17), 400, use_case(100, minutes=9999))
    ledger = MemoryLedger(clock, limit=200)
    pace = Pace(ledger, patience=60)
    with pytest.raises(RateLimited):
        async with open_(pace) as client:
            await structure.account(client, HELD)
    with pytest.raises(RateLimited):
        await pace.ask(HELD, clock.now())

    clock.advance(-back)

    assert await pace.ask(HELD, clock.now()) == 0
    assert (await ledger.take(HELD)).wait == 0
    await ledger.pause(HELD, clock.now() + timedelta(minutes=5), "again")
    assert (await ledger.take(HELD)).wait == 300


async def test_the_tier_and_the_score_are_shared_by_all_processes(weather, open_, clock, waits):
    ledger = MemoryLedger(clock, limit=200)
    weather.refusal = f"/{HELD}", answer(bodies.ACCOUNT, headers=account_usage(1, tier=LIMITED))

    for _ in range(6):
        async with open_(Pace(ledger)) as client:
            for _ in range(8):
                await structure.account(client, HELD)
    assert not waits
    async with open_(Pace(ledger, patience=60)) as another:
        # What it does not know of the tier it learns from the ledger's first answer.
        await structure.account(another, HELD)
        with pytest.raises(RateLimited, match="Limited tier"):
            await structure.account(another, HELD)


async def test_the_first_17_tells_the_tier_where_no_header_did(weather, open_, clock, waits):
    ledger = MemoryLedger(clock, limit=200)
    pace = Pace(ledger)
    throttled, good = answer(bodies.error(17, subcode=2446079), 400), answer(bodies.ACCOUNT)
    weather.refusal = f"/{HELD}", throttled
    with pytest.raises(RateLimited):
        async with open_(pace.patient(3)) as client:
            await structure.account(client, HELD)

    weather.refusal = f"/{HELD}", good
    assert pace.tier(HELD) == LIMITED
    assert (await ledger.take(HELD)).tier == LIMITED
    async with open_(pace) as client:
        for _ in range(60):
            await structure.account(client, HELD)

    assert sum(waits[2:]) >= 250


async def test_writes_go_before_reads_where_calls_are_short(weather, open_, clock):
    ledger = MemoryLedger(clock, limit=100)
    pace = Pace(ledger, patience=0)
    async with open_(pace) as client:
        client.keep = 40
        for _ in range(60):
            await structure.account(client, HELD)
        with pytest.raises(RateLimited):
            await structure.account(client, HELD)
        account = Account(external_id=HELD, name="", currency="USD", timezone="UTC", status=1)
        ids = [str(one) for one in range(40)]
        target = Target(account=account, level=Level.AD)
        changes = mutations.set_status(client, target, ids, EntityStatus.PAUSED)
        outcomes = [one async for batch in changes for one in batch]

    assert {one.result for one in outcomes} == {Result.DONE}
    assert (await ledger.take(HELD)).wait > 0


async def test_headers_at_the_brim_are_lies_too_and_still_obeyed(weather, open_, clock):
    weather.refusal = f"/{HELD}", answer(bodies.ACCOUNT, headers=use_case(97))

    async def ask(client):
        await structure.account(client, HELD)

    await rain(open_(Pace(MemoryLedger(clock, limit=0))), clock, 1, ask)

    assert all(gap >= 600 for gap in gaps(weather.times(f"/{HELD}")))


def test_no_code_of_the_table_is_left_out():
    from tests.meta.test_errors import TABLE

    throttles = {one[0] for one in TABLE if one[4] is RateLimited and one[2] != 429}
    stormed = {code for code, _ in (*OF_AN_ACCOUNT, *OF_THE_APP, *OF_INSIGHTS)}
    # The others of the family are numbers that Meta keeps for itself.
    assert throttles - stormed <= {*range(80000, 80015)}


def test_lies_are_headers_that_can_be_sent():
    assert all(json.dumps(lie) for lie in LIES.values())
