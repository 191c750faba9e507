"""What is too large for a direct answer: smaller pages, smaller windows, a report, campaigns."""

import json
from datetime import date, timedelta
from urllib.parse import parse_qs

import pytest

from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.errors import (
    BadRequest,
    Offline,
    RequestTooLarge,
    TemporarilyDown,
    TokenInvalid,
)
from pixecom_desktop.meta import insights, reports
from tests.meta import bodies
from tests.meta.conftest import answer

DAY = date(2026, 11, 1)
WEEK = DateRange(DAY, DAY + timedelta(days=6))
COMPLETED = {"async_status": "Job Completed", "async_percent_completion": 100}
RUNNING = {"async_status": "Job Running", "async_percent_completion": 40}
FAILED = {"async_status": "Job Failed", "async_percent_completion": 0}
SKIPPED = {"async_status": "Job Skipped", "async_percent_completion": 0}
TOO_EARLY = bodies.error(2601, subcode=1815107, is_transient=True)


class Office:
    """Answers direct questions with "too large" and makes reports as its script says.

    `looks` holds, for each report in turn, what its looks show; the last one stays. `fits` says
    which direct questions are small enough.
    """

    def __init__(self, router, looks, *, fits=lambda days, campaigns: False, campaigns=()):
        self.looks = [list(one) for one in looks]
        self.fits = fits
        self.asked, self.direct, self.read = [], [], []
        self.early = 0
        self.after_reading = []
        router.get("/act_401/insights").mock(side_effect=self._direct)
        router.post("/act_401/insights").mock(side_effect=self._submit)
        router.get(path__regex=r".*/\d+/insights$").mock(side_effect=self._result)
        router.get(path__regex=r".*/7\d\d$").mock(side_effect=self._look)
        router.get("/act_401/campaigns").mock(
            return_value=answer(bodies.page([{"id": one} for one in campaigns]))
        )

    def _rows(self, since, until, campaigns):
        days = DateRange(date.fromisoformat(since), date.fromisoformat(until))
        named = campaigns or ["0"]
        return [
            {"ad_id": f"9{one}", "date_start": day.isoformat(), "spend": "1"}
            for day in days
            for one in named
        ]

    def _direct(self, request):
        params = dict(request.url.params)
        since, until, campaigns = question(params)
        self.direct.append((since, until, len(campaigns)))
        if not self.fits((since, until), campaigns):
            return answer(bodies.error(100, subcode=1487534), 400)
        return answer(bodies.page(self._rows(since, until, campaigns)))

    def _submit(self, request):
        params = {name: one[0] for name, one in parse_qs(request.content.decode()).items()}
        self.asked.append(question(params))
        return answer(json.dumps({"report_run_id": 700 + len(self.asked)}))

    def _look(self, request):
        script = self.looks[self._place(request.url.path.rsplit("/", 1)[1])]
        shown = script.pop(0) if len(script) > 1 else script[0]
        return shown if hasattr(shown, "status_code") else answer(json.dumps(shown))

    def _result(self, request):
        run = request.url.path.split("/")[-2]
        if self.early:
            self.early -= 1
            return answer(TOO_EARLY, 400)
        if self.after_reading:
            return self.after_reading.pop(0)
        self.read.append(run)
        return answer(bodies.page(self._rows(*self.asked[self._place(run)])))

    def _place(self, run):
        return int(run) - 701


def question(params):
    window = json.loads(params["time_range"])
    named = [
        one["value"] for one in json.loads(params["filtering"]) if one["field"] == "campaign.id"
    ]
    return window["since"], window["until"], named[0] if named else []


async def rows_of(client, account, days=WEEK):
    async with client:
        return [
            row async for page in insights.daily(client, account, Level.AD, days) for row in page
        ]


async def test_a_day_that_is_too_large_becomes_one_report_for_all_days_that_are_left(
    meta, make_client, account, waits
):
    office = Office(meta, [[RUNNING, RUNNING, COMPLETED]])

    rows = await rows_of(make_client(), account)

    assert [row.day for row in rows] == list(WEEK)
    assert office.asked == [("2026-11-01", "2026-11-07", [])]
    assert [one[:2] for one in office.direct] == [
        ("2026-11-01", "2026-11-07"), ("2026-11-01", "2026-11-03"), ("2026-11-01", "2026-11-01"),
    ]  # fmt: skip
    assert waits == [2, 4, 8]


async def test_only_the_days_that_are_too_large_go_into_the_report(meta, make_client, account):
    office = Office(meta, [[COMPLETED]], fits=lambda days, campaigns: days[1] <= "2026-11-03")

    rows = await rows_of(make_client(), account)

    assert [row.day for row in rows] == list(WEEK)
    assert office.asked == [("2026-11-04", "2026-11-07", [])]


@pytest.mark.parametrize(
    "shown",
    [
        {"async_status": "Job Running", "async_percent_completion": 100},
        {"async_status": "Job Completed", "async_percent_completion": 99},
        {"async_status": "Job Not Started", "async_percent_completion": 0},
        {"async_status": "Job Started"},
        {"async_status": "Job Something New", "async_percent_completion": 100},
        {},
    ],
)
async def test_nothing_but_completed_with_100_percent_is_done(meta, make_client, account, shown):
    office = Office(meta, [[shown, shown, COMPLETED]])

    rows = await rows_of(make_client(), account)

    assert len(rows) == 7
    assert office.read == ["701"]
    assert len(office.asked) == 1


@pytest.mark.parametrize("percent", ["100", 100, "100.0"])
async def test_percentages_come_as_numbers_and_as_text(meta, make_client, account, percent):
    Office(meta, [[{"async_status": "Job Completed", "async_percent_completion": percent}]])

    assert len(await rows_of(make_client(), account)) == 7


async def test_rows_that_are_not_there_yet_are_waited_for(meta, make_client, account, waits):
    office = Office(meta, [[COMPLETED]])
    office.early = 6

    rows = await rows_of(make_client(), account)

    assert len(rows) == 7
    assert office.read == ["701"]
    assert len(office.asked) == 1
    assert waits == [2, 1, 2, 4, 60, 1, 2]


async def test_a_run_that_is_not_visible_yet_is_looked_for_again(meta, make_client, account):
    hidden = answer(bodies.error(100, subcode=33), 400)
    office = Office(meta, [[hidden, hidden, hidden, COMPLETED]])

    assert len(await rows_of(make_client(), account)) == 7
    assert len(office.asked) == 1


async def test_a_run_that_never_becomes_visible_is_told(meta, make_client, account):
    Office(meta, [[answer(bodies.error(100, subcode=33), 400)]])

    with pytest.raises(BadRequest):
        await rows_of(make_client(), account)


@pytest.mark.parametrize(
    "end",
    [
        FAILED,
        SKIPPED,
        {**FAILED, "error_code": -2, "error_subcode": 2490547, "error_message": "Failed"},
        {**FAILED, "error_code": 1, "error_message": "unknown"},
        {**FAILED, "error_code": 17},
    ],
)
async def test_a_report_that_fails_or_is_skipped_is_asked_for_once_more(
    meta, make_client, account, end
):
    office = Office(meta, [[RUNNING, end], [COMPLETED]])

    rows = await rows_of(make_client(), account)

    assert len(rows) == 7
    assert len(office.asked) == 2
    assert office.read == ["702"]


async def test_a_report_that_fails_twice_is_split_by_campaigns(meta, make_client, account):
    campaigns = [str(one) for one in range(120)]
    office = Office(
        meta, [[FAILED], [FAILED]], campaigns=campaigns,
        fits=lambda days, campaigns: bool(campaigns),
    )  # fmt: skip

    rows = await rows_of(make_client(), account)

    assert len(office.asked) == 2
    assert len(rows) == 7 * 120
    assert [one[2] for one in office.direct][-3:] == [50, 50, 20] or [
        one[2] for one in office.direct
    ][-3:] == [20, 50, 50]


@pytest.mark.parametrize("code", [(-3, 1504045), (100, 1487534)])
async def test_a_report_that_is_too_large_itself_is_split_at_once(meta, make_client, account, code):
    end = {**FAILED, "error_code": code[0], "error_subcode": code[1]}
    office = Office(
        meta, [[end]], campaigns=["1", "2"], fits=lambda days, campaigns: bool(campaigns)
    )

    rows = await rows_of(make_client(), account)

    assert len(office.asked) == 1
    assert len(rows) == 14


async def test_a_campaign_that_is_too_large_alone_is_a_report_alone(meta, make_client, account):
    office = Office(
        meta, [[FAILED], [FAILED], [COMPLETED]], campaigns=["1", "2", "3"],
        fits=lambda days, campaigns: bool(campaigns) and "2" not in campaigns,
    )  # fmt: skip
    days = DateRange(DAY, DAY)

    rows = await rows_of(make_client(), account, days)

    assert sorted(row.external_id for row in rows) == ["91", "92", "93"]
    assert office.asked[2] == ("2026-11-01", "2026-11-01", ["2"])


async def test_where_nothing_is_small_enough_it_is_told(meta, make_client, account):
    office = Office(meta, [[FAILED]] * 9, campaigns=["1"])

    with pytest.raises(RequestTooLarge, match="report"):
        await rows_of(make_client(), account)

    assert len(office.asked) == 4


async def test_an_account_without_campaigns_cannot_be_split(meta, make_client, account):
    Office(meta, [[FAILED]] * 2)

    with pytest.raises(RequestTooLarge):
        await rows_of(make_client(), account)


async def test_a_report_has_a_deadline_and_all_of_them_together_too(
    meta, make_client, account, clock, waits
):
    office = Office(meta, [[RUNNING]] * 99, campaigns=[str(one) for one in range(10)])
    started = clock.now()

    client = make_client()
    with pytest.raises(RequestTooLarge):
        await rows_of(client, account)

    assert clock.now() - started <= insights.REPORTS_TAKE + timedelta(minutes=1)
    assert len(office.asked) <= 4
    assert client.calls < 150


async def test_looks_grow_rarer(meta, make_client, account, waits):
    Office(meta, [[*[RUNNING] * 8, COMPLETED]])

    await rows_of(make_client(), account)

    assert waits == [2, 4, 8, 16, 32, 60, 60, 60, 60]


async def test_a_passing_trouble_while_looking_costs_no_report(meta, make_client, account):
    down = answer("<html>", 503)
    office = Office(meta, [[RUNNING, *[down] * 5, COMPLETED]])

    assert len(await rows_of(make_client(), account)) == 7
    assert len(office.asked) == 1


async def test_a_token_that_ends_while_looking_ends_the_reading(meta, make_client, account):
    office = Office(meta, [[RUNNING, answer(bodies.error(190, subcode=463), 400)]])

    with pytest.raises(TokenInvalid):
        await rows_of(make_client(), account)

    assert len(office.asked) == 1


async def test_a_report_that_is_refused_says_why(meta, make_client, account):
    office = Office(meta, [[{**FAILED, "error_code": 3018, "error_message": "too old"}]])

    with pytest.raises(BadRequest, match="37 months"):
        await rows_of(make_client(), account)

    assert len(office.asked) == 1


async def test_a_report_that_expired_before_it_was_read_is_asked_for_again(
    meta, make_client, account
):
    office = Office(meta, [[COMPLETED], [COMPLETED]])
    office.after_reading = [answer(bodies.error(100, subcode=33), 400)]

    assert len(await rows_of(make_client(), account)) == 7
    assert len(office.asked) == 2


async def test_the_submission_is_never_repeated_by_itself(meta, make_client, account):
    Office(meta, [])
    route = meta.post("/act_401/insights").mock(return_value=answer("<html>", 503))

    with pytest.raises(TemporarilyDown):
        await rows_of(make_client(), account)

    assert route.call_count == 1


@pytest.mark.parametrize("body", ['{"report_run_id":""}', "{}", '{"report_run_id":"x/y"}'])
async def test_a_report_without_a_number_is_a_passing_trouble(meta, make_client, account, body):
    Office(meta, [])
    meta.post("/act_401/insights").mock(return_value=answer(body))

    with pytest.raises(TemporarilyDown, match="no number"):
        await rows_of(make_client(), account)


async def test_the_report_asks_what_the_direct_question_asked(meta, make_client, account):
    office = Office(meta, [[COMPLETED]])

    await rows_of(make_client(), account)

    assert office.asked[0][2] == []
    assert reports.DEADLINE <= insights.REPORTS_TAKE


async def test_an_answer_out_of_time_makes_the_pages_smaller(meta, make_client, account, waits):
    import httpx

    def respond(request):
        if int(request.url.params["limit"]) > 200:
            raise httpx.ReadTimeout("slow")
        window = json.loads(request.url.params["time_range"])
        return answer(bodies.page([{"ad_id": "7", "date_start": window["since"]}]))

    route = meta.get("/act_401/insights").mock(side_effect=respond)

    rows = await rows_of(make_client(), account)

    assert len(rows) == 1
    limits = [int(call.request.url.params["limit"]) for call in route.calls]
    assert limits == [500] * 4 + [250] * 4 + [125]


async def test_an_unknown_error_99_that_stays_makes_the_pages_smaller(meta, make_client, account):
    def respond(request):
        if int(request.url.params["limit"]) > 400:
            return answer(bodies.error(1, "An unknown error occurred", subcode=99), 500)
        return answer(bodies.page([{"ad_id": "7", "date_start": "2026-11-01"}]))

    meta.get("/act_401/insights").mock(side_effect=respond)

    assert len(await rows_of(make_client(), account)) == 1


async def test_no_connection_is_no_reason_to_ask_for_less(meta, make_client, account):
    import httpx

    route = meta.get("/act_401/insights").mock(side_effect=httpx.ConnectError("no"))

    with pytest.raises(Offline):
        await rows_of(make_client(), account)

    assert route.call_count == 4
