"""Whatever bytes come back, only the house's own errors come out, and no token in them."""

import json
from datetime import timedelta

import httpx
import msgspec
import pytest
import respx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pixecom_desktop.domain.ads import Account
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.errors import PixecomError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.meta import (
    check,
    identity,
    insights,
    measures,
    mutations,
    reports,
    states,
    structure,
)
from pixecom_desktop.meta.client import GraphClient, GraphSettings
from pixecom_desktop.meta.decoding import Reader
from pixecom_desktop.meta.limits import Pace
from pixecom_desktop.meta.payloads import AccountNode, InsightsRow
from tests.meta import bodies
from tests.meta.conftest import NOW, Waits

ACCOUNT = Account(external_id="act_401", name="", currency="USD", timezone="UTC", status=1)
DAYS = DateRange(NOW.date().replace(day=1), NOW.date())
TARGET = mutations.Target(account=ACCOUNT, level=Level.CAMPAIGN)
REPORT = reports.Report(account="act_401", params={}, until=NOW + timedelta(minutes=20))
READER = Reader(
    row=InsightsRow,
    turn=measures.turner(Level.AD, DAYS),
    key=lambda stats: stats[:2],
    broken=lambda sentence: None,
)
DONE = {"code": 200, "headers": [{"name": "a", "value": "b"}], "body": '{"success":true}'}
TREES = [json.loads(text) for text in (bodies.CAMPAIGNS, bodies.ADSETS, bodies.INSIGHTS)]
TREES.append(json.loads(bodies.error(100, f"Malformed access token {bodies.TOKEN}", subcode=33)))
TREES.append({"data": [{"id": "1", "adset_id": "2", "campaign_id": "3", "creative": {
    "id": "4", "object_story_spec": {"link_data": {"link": "https://a.example"}}},
    "ad_review_feedback": {"global": {"A": "b"}}}]})  # fmt: skip
TREES += [
    [DONE, DONE],
    [DONE, None],
    [{**DONE, "code": 400, "body": bodies.error(17)}, DONE],
    {"report_run_id": "192025512975195", "async_status": "Job Completed",
     "async_percent_completion": 100, "success": True, "id": "1"},
    {"async_status": "Job Failed", "error_code": -2, "error_message": bodies.TOKEN},
    {"1": {"id": "1", "status": "ACTIVE", "daily_budget": "5"}, "2": {"id": "2"}},
    {"data": [{"permission": "ads_management", "status": "granted"}], "id": "1"},
    [{"code": 200, "body": '{"data":{"expires_at":1764016000,"is_valid":true}}'}],
]  # fmt: skip

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
    st.sampled_from(["0", "-1", "1e400", "NaN", "9" * 400, "2026-11-01", "ACTIVE", "\ud800", "\0"]),
)  # fmt: skip
odd = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Draw a documented answer with some of its values replaced, dropped or cut."""
    tree = json.loads(json.dumps(draw(st.sampled_from(TREES))))
    for _ in range(draw(st.integers(0, 3))):
        _spoil(draw, tree)
    text = json.dumps(tree).encode("utf-8", "surrogatepass")
    end = draw(st.one_of(st.just(len(text)), st.integers(0, len(text))))
    return text[:end]


def _spoil(draw: st.DrawFn, node: object) -> None:
    while True:
        if isinstance(node, dict) and node:
            key: object = draw(st.sampled_from(sorted(node)))
        elif isinstance(node, list) and node:
            key = draw(st.integers(0, len(node) - 1))
        else:
            return
        inner = node[key]  # type: ignore[index]
        if not isinstance(inner, (dict, list)) or not inner or draw(st.booleans()):
            if draw(st.booleans()):
                node[key] = draw(odd)  # type: ignore[index]
            else:
                del node[key]  # type: ignore[attr-defined]
            return
        node = inner


async def everything(client: GraphClient) -> str:
    """Ask for everything; return what the errors say."""
    told = []
    listings = [
        structure.campaigns(client, ACCOUNT, now=NOW, broken=told.append),
        structure.adsets(client, ACCOUNT, now=NOW, broken=told.append),
        structure.ads(client, ACCOUNT, now=NOW, broken=told.append),
        insights.daily(client, ACCOUNT, Level.AD, DAYS),
        insights.daily(client, ACCOUNT, Level.AD, DAYS, broken=told.append),
        identity.ad_accounts(client),
        states.listed(client, ACCOUNT, Level.ADSET, broken=told.append),
        mutations.set_status(client, TARGET, ["1", "2"], EntityStatus.PAUSED),
        reports.pages(client, REPORT, READER, 500),
    ]
    for listing in listings:
        try:
            async for page in listing:
                json.dumps([str(one) for one in page]).encode()
                repr(page).encode("utf-8")
        except PixecomError as error:
            told.append(f"{error} {error!r} {error.__dict__}")
    for single in (
        structure.account(client, "act_401"),
        identity.me(client),
        identity.permissions(client),
        identity.token_life(client),
        states.exactly(client, ACCOUNT, Level.AD, ["1", "23850000000010001"]),
        states.states(client, ACCOUNT, Level.AD, ["1"]),
        insights.account_days(client, ACCOUNT, DAYS),
        check.check(client, "act_401"),
    ):
        try:
            told.append(repr(await single))
        except PixecomError as error:
            told.append(f"{error} {error!r} {error.__dict__}")
    return "".join(told)


odd_answers = {
    "body": mutated() | st.binary(max_size=60) | odd.map(lambda one: json.dumps(one).encode()),
    "status": st.sampled_from([200, 200, 200, 204, 302, 400, 401, 403, 404, 429, 500, 503]),
}


async def only_own_errors(body, status):
    clock = FixedClock(NOW)
    with respx.mock(base_url=bodies.ROOT) as router:
        router.route().mock(return_value=httpx.Response(status, content=body))
        async with GraphClient(
            GraphSettings(base=bodies.BASE, version=bodies.VERSION),
            Secret(bodies.TOKEN),
            pace=Pace(patience=0),
            clock=clock,
            sleep=Waits(clock).sleep,
        ) as client:
            told = await everything(client)

    assert bodies.TOKEN not in told
    told.encode("utf-8")


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(**odd_answers)
async def test_only_the_houses_errors_come_out_of_any_answer(body, status):
    await only_own_errors(body, status)


@pytest.mark.long
@pytest.mark.timeout(3600)
@settings(max_examples=5_000, suppress_health_check=[HealthCheck.too_slow])
@given(**odd_answers)
async def test_only_the_houses_errors_come_out_of_five_thousand_answers(body, status):
    await only_own_errors(body, status)


def test_a_number_that_fits_no_column_is_no_answer():
    told = '{"id": "act_1", "account_status": %d}'
    msgspec.json.decode(told % 101, type=AccountNode)
    for odd_one in (10**30, 2**31, -(2**62)):
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(told % odd_one, type=AccountNode)


@settings(max_examples=100)
@given(body=mutated(), usage=odd)
async def test_no_usage_header_can_fail_a_call(body, usage):
    from pixecom_desktop.meta import usage as headers

    for name in (headers.APP, headers.ACCOUNT, headers.USE_CASE, headers.INSIGHTS):
        for text in (json.dumps(usage), json.dumps({"401": [usage]}), body.decode("latin-1")):
            reading = headers.read({name: text, "Retry-After": text}, "act_401")
            assert reading.percent >= 0
            assert 0 <= reading.wait <= 24 * 3600
