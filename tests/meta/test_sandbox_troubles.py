"""The client against every trouble the sandbox can make: each error, each fate of a report."""

import logging
from datetime import timedelta

import pytest

from pixecom_desktop.domain import errors
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.meta import insights, structure
from pixecom_desktop.meta.client import GraphClient, GraphSettings
from pixecom_desktop.meta.limits import Pace
from pixecom_desktop.meta.payloads import Me
from pixecom_desktop.sandbox.error_table import ERROR_TABLE
from pixecom_desktop.sandbox.faults import Fault
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.server import RunningSandbox
from tests.meta.conftest import NOW
from tests.meta.test_errors import TABLE

SIZE = WorldOptions(accounts=2, campaigns=30, adsets=80, ads=200, days=20, now=NOW)
DAYS = DateRange(NOW.date() - timedelta(days=4), NOW.date())
BY_MESSAGE = {
    "100/missing_permissions": errors.PermissionMissing,
    "100/summary": errors.TemporarilyDown,
    "104/proof": errors.BadRequest,
}


@pytest.fixture(scope="module")
def running():
    with RunningSandbox(SIZE) as sandbox:
        yield sandbox


@pytest.fixture
def box(running):
    running.faults.clear()
    running.graph.forget_requests()
    yield running
    running.faults.clear()


@pytest.fixture
def client(box, clock, waits):
    return GraphClient(
        GraphSettings(base=box.base, version=box.version),
        Secret(box.token),
        pace=Pace(patience=60),
        clock=clock,
        sleep=waits.sleep,
        chance=lambda: 0.0,
    )


def meant(name):
    """Return the error that graph.md's table says a row is."""
    row = ERROR_TABLE[name]
    if name in BY_MESSAGE:
        return BY_MESSAGE[name]
    exact = [one[4] for one in TABLE if one[:2] == (row.code, row.subcode)]
    plain = [one[4] for one in TABLE if one[0] == row.code and one[1] is None]
    return (exact or plain or [errors.BadRequest])[0]


@pytest.mark.acceptance("1.2-3")
@pytest.mark.acceptance("1.6-3")
@pytest.mark.parametrize("name", ERROR_TABLE)
async def test_every_row_of_the_table_comes_out_as_its_error(box, client, caplog, name):
    box.faults.add(Fault(kind=name, times=None))

    async with client:
        with caplog.at_level(logging.DEBUG), pytest.raises(errors.MetaError) as caught:
            await client.get("me", {}, account=None, type=Me)

    assert type(caught.value) is meant(name)
    assert (caught.value.detail.code, caught.value.detail.subcode) == (
        ERROR_TABLE[name].code, ERROR_TABLE[name].subcode,
    )  # fmt: skip
    assert len(str(caught.value)) > 30
    assert box.token not in f"{caught.value} {caught.value.detail!r} {caplog.text}"
    is_tried_again = meant(name) is errors.TemporarilyDown
    assert len(box.graph.log) == (4 if is_tried_again else 1)


async def figures(client, account, level=Level.AD):
    return sorted(
        [row async for page in insights.daily(client, account, level, DAYS) for row in page]
    )


REPORT_FATES = [
    None, "report_unseen", "report_lingers", "report_too_early", "report_stuck", "report_skipped",
    "report_failed", "report_too_large",
]  # fmt: skip


@pytest.mark.parametrize("fate", REPORT_FATES)
async def test_whatever_becomes_of_a_report_the_figures_are_the_same(box, client, waits, fate):
    async with client:
        account = await structure.account(client, box.accounts[0])
        whole = await figures(client, account)
        path = f"{account.external_id}/insights"
        # Five days, then three, then one are too large; after that only groups of campaigns fit.
        box.faults.add(Fault(kind="100/1487534", path=path, method="GET", times=3))
        if fate is not None:
            box.faults.add(Fault(kind=fate, path=path, method="POST", times=1))
        box.graph.forget_requests()
        again = await figures(client, account)

    assert again == whole
    asked = [one for one in box.graph.log if one.method == "POST"]
    twice = fate in ("report_stuck", "report_skipped", "report_failed")
    assert len(asked) == (2 if twice else 1)


async def test_reports_that_never_come_are_split_by_campaigns(box, client):
    async with client:
        account = await structure.account(client, box.accounts[0])
        whole = await figures(client, account)
        path = f"{account.external_id}/insights"
        box.faults.add(Fault(kind="100/1487534", path=path, method="GET", times=3))
        box.faults.add(Fault(kind="report_failed", path=path, method="POST", times=2))
        again = await figures(client, account)

    assert again == whole


async def test_the_accounts_own_days_are_no_less_than_what_is_listed(box, client):
    async with client:
        for name in box.accounts:
            account = await structure.account(client, name)
            own = {row.day: row for row in await insights.account_days(client, account, DAYS)}
            for level in Level:
                listed = dict.fromkeys(DAYS, 0)
                for row in await figures(client, account, level):
                    listed[row.day] += row.spend
                for day, spent in listed.items():
                    assert (own[day].spend if day in own else 0) >= spent
    assert {row.external_id for row in own.values()} == {box.accounts[-1]}


async def test_the_accounts_own_days_are_asked_for_in_pieces_and_then_as_a_report(box, client):
    async with client:
        account = await structure.account(client, box.accounts[0])
        whole = await insights.account_days(client, account, DAYS)
        path = f"{account.external_id}/insights"
        for times in (1, 3, 9):
            fault = Fault(kind="100/1504018", path=path, method="GET", times=times)
            box.faults.add(fault)
            again = await insights.account_days(client, account, DAYS)
            assert sorted(again) == sorted(whole), times
            assert fault.struck > 0
            box.faults.clear()


async def test_every_row_tells_how_it_was_attributed(box, client):
    settings = {}
    async with client:
        account = await structure.account(client, box.accounts[0])
        pages = insights.daily(client, account, Level.AD, DAYS, settings=settings)
        rows = [row async for page in pages for row in page]

    assert rows
    assert set(settings) == {row[:2] for row in rows}


@pytest.mark.parametrize("kind", ["repeated_rows", "reordered_rows"])
async def test_rows_that_repeat_or_change_places_cost_no_figure(box, client, kind):
    async with client:
        account = await structure.account(client, box.accounts[0])
        whole = await figures(client, account)
        box.faults.add(Fault(kind=kind, times=None))
        again = await figures(client, account)

    assert again == whole


async def test_withheld_conversions_name_no_attribution(clock, waits):
    size = WorldOptions(
        accounts=1, campaigns=20, adsets=60, ads=150, days=10, now=NOW, mixed_attribution=True
    )
    told = {level: {} for level in Level}
    with RunningSandbox(size) as mixed:
        client = GraphClient(
            GraphSettings(base=mixed.base, version=mixed.version), Secret(mixed.token),
            pace=Pace(), clock=clock, sleep=waits.sleep,
        )  # fmt: skip
        async with client:
            account = await structure.account(client, mixed.accounts[0])
            bought = {}
            for level, settings in told.items():
                pages = insights.daily(client, account, level, DAYS, settings=settings)
                rows = [row async for page in pages for row in page]
                bought[level] = sum(row.purchases for row in rows)
                withheld = [row for row in rows if row[:2] not in settings]
                assert all(row.purchases == 0 for row in withheld)
                assert bool(withheld) is (level is Level.CAMPAIGN)

    assert bought[Level.CAMPAIGN] < bought[Level.AD]
    assert len(set(told[Level.ADSET].values())) > 1
