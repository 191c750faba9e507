"""Asynchronous reports: their life cycle, their races, their rows (graph.md section 1.7)."""

from datetime import timedelta

import pytest

from pixecom_desktop.sandbox.faults import Fault
from tests.sandbox.api import Answer, Api
from tests.sandbox.figures import ASKED, RANGE, added_up, named, rows

DAILY = {"level": "ad", "fields": ASKED, "time_range": RANGE, "time_increment": "1"}
STATES = ("Job Not Started", "Job Started", "Job Running", "Job Completed")


@pytest.fixture
def account(fresh):
    return fresh.accounts[0]


def begun(api: Api, node: str, **more: object) -> str:
    answer = api.post(f"{node}/insights", **{**DAILY, **more})
    assert answer.status == 200, answer.body
    return answer.json["report_run_id"]


def polled(api: Api, run: str, most: int = 30) -> list[dict[str, object]]:
    """Poll until a report has ended; a poll is worth a second while the clock stands still."""
    seen = []
    while len(seen) < most:
        seen.append(api.get(run).json)
        if seen[-1]["async_status"] in ("Job Completed", "Job Failed", "Job Skipped"):
            break
    return seen


def refused(answer: Answer) -> tuple[int, int, int | None]:
    return answer.status, answer.error["code"], answer.error.get("error_subcode")


# --- the life cycle ----------------------------------------------------------------------------


def test_a_report_goes_through_every_state_up_to_a_hundred_percent(mine, account):
    seen = polled(mine, begun(mine, account))

    states = [one["async_status"] for one in seen]
    assert states == sorted(states, key=STATES.index)
    assert set(states) == set(STATES)
    percents = [one["async_percent_completion"] for one in seen]
    assert percents == sorted(percents)
    assert percents[0] == 0
    assert any(0 < percent < 100 for percent in percents)
    assert percents[-1] == 100
    assert all(percent < 100 for percent in percents[:-1])


def test_what_a_poll_tells(fresh, mine, account):
    run = begun(mine, account)
    first, *_, last = polled(mine, run)

    now = int(fresh.clock().timestamp())
    assert first == {
        "id": run,
        "account_id": account.removeprefix("act_"),
        "time_ref": now,
        "async_status": "Job Not Started",
        "async_percent_completion": 0,
        "date_start": RANGE["since"],
        "date_stop": RANGE["until"],
    }
    assert last["time_completed"] == now
    assert isinstance(run, str)
    assert run.isdigit()


def test_the_clock_alone_moves_a_report_on(fresh, mine, account):
    run = begun(mine, account)
    states = [mine.get(run).json["async_status"]]
    for _ in range(4):
        fresh.clock.advance(timedelta(seconds=2))
        states.append(mine.get(run).json["async_status"])

    assert states == [STATES[0], STATES[2], STATES[2], STATES[3], STATES[3]]


def test_a_poll_may_ask_for_fields_and_for_none_that_do_not_exist(mine, account):
    run = begun(mine, account)

    assert mine.get(run, fields="async_status").json.keys() == {"async_status", "id"}
    assert mine.get(run, fields="async_status,error_code").status == 200
    assert mine.get(run, fields="colour").error["code"] == 100


def test_reports_are_polled_in_batches_too(mine, account):
    runs = [begun(mine, account), begun(mine, account, level="campaign")]

    items = mine.post("", batch=[{"method": "GET", "relative_url": one} for one in runs]).json

    assert [item["code"] for item in items] == [200, 200]
    by_ids = mine.get("", ids=",".join(runs)).json
    assert {one["id"] for one in by_ids.values()} == set(runs)


# --- its rows ----------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["ad", "adset", "campaign", "account"])
def test_a_reports_rows_are_those_of_the_synchronous_call(mine, account, level):
    filtering = [] if level == "account" else named(level)
    run = begun(mine, account, level=level, filtering=filtering)
    polled(mine, run)

    found = mine.rows(f"{run}/insights", limit=150)

    assert found == rows(mine, account, level, filtering=filtering)
    assert added_up(found)


def test_a_reports_pages_lead_on_under_its_own_address(mine, account):
    run = begun(mine, account)
    polled(mine, run)

    pages = list(mine.pages(f"{run}/insights", limit=40))

    assert len(pages) > 2
    assert f"/{run}/insights?" in pages[0].json["paging"]["next"]
    ids = [(row["ad_id"], row["date_start"]) for page in pages for row in page.json["data"]]
    assert len(set(ids)) == len(ids)


def test_a_reports_figures_stand_while_the_world_goes_on(fresh, mine, account):
    run = begun(mine, account, level="account")
    polled(mine, run)
    before = mine.rows(f"{run}/insights")

    fresh.clock.advance(timedelta(hours=5))

    assert mine.rows(f"{run}/insights") == before
    assert rows(mine, account, "account") != before


def test_a_campaign_may_be_reported_alone(mine, account):
    campaign = rows(mine, account, "campaign")[0]["campaign_id"]
    run = begun(mine, campaign, level="ad")
    polled(mine, run)

    assert {row["campaign_id"] for row in mine.rows(f"{run}/insights")} == {campaign}


def test_a_report_of_nothing_is_empty(mine, account):
    run = begun(mine, account, time_range={"since": "2027-01-01", "until": "2027-01-31"})
    polled(mine, run)

    assert mine.get(f"{run}/insights").json == {"data": []}


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"fields": "spend,colour"}, 100),
        ({"level": "planet"}, 100),
        ({"time_range": {"since": "2022-01-01", "until": "2026-11-01"}}, 3018),
    ],
)
def test_what_cannot_be_asked_begins_no_report(mine, account, params, code):
    assert mine.post(f"{account}/insights", **{**DAILY, **params}).error["code"] == code


# --- races and ends ----------------------------------------------------------------------------


def test_a_report_that_is_not_ready_cannot_be_read(mine, account):
    run = begun(mine, account)

    answer = mine.get(f"{run}/insights")

    assert refused(answer) == (400, 2601, 1815107)
    assert answer.error["is_transient"] is True


def test_a_report_may_not_be_visible_just_after_its_creation(fresh, mine, account):
    fresh.faults.add(Fault(kind="report_unseen"))
    run = begun(mine, account)

    assert refused(mine.get(run)) == refused(mine.get(run)) == (400, 100, 33)
    assert mine.get(run).json["id"] == run


def test_a_report_may_linger_at_a_hundred_percent(fresh, mine, account):
    fresh.faults.add(Fault(kind="report_lingers", polls=3))
    run = begun(mine, account)
    seen = polled(mine, run)

    full = [one["async_status"] for one in seen if one["async_percent_completion"] == 100]
    assert full == ["Job Running"] * 3 + ["Job Completed"]


def test_a_lingering_report_cannot_be_read(fresh, mine, account):
    fresh.faults.add(Fault(kind="report_lingers", polls=3))
    run = begun(mine, account)
    fresh.clock.advance(timedelta(minutes=5))

    assert mine.get(run).json["async_status"] == "Job Running"
    assert refused(mine.get(f"{run}/insights"))[1] == 2601


def test_a_completed_report_may_be_refused_once(fresh, mine, account):
    fresh.faults.add(Fault(kind="report_too_early", polls=1))
    run = begun(mine, account)
    assert polled(mine, run)[-1]["async_status"] == "Job Completed"

    assert refused(mine.get(f"{run}/insights")) == (400, 2601, 1815107)
    assert mine.get(f"{run}/insights").status == 200


@pytest.mark.parametrize(
    ("fault", "code", "subcode"),
    [
        (Fault(kind="report_failed"), -2, 2490547),
        (Fault(kind="report_too_large"), -3, 1504045),
        (Fault(kind="report_failed", code=-1, message="Boom"), -1, None),
    ],
)
def test_a_failed_report_says_why_since_version_25(fresh, mine, account, fault, code, subcode):
    fresh.faults.add(fault)
    run = begun(mine, account)
    last = polled(mine, run)[-1]

    assert last["async_status"] == "Job Failed"
    assert (last["error_code"], last.get("error_subcode")) == (code, subcode)
    assert last["error_message"]
    assert last["error_user_msg"]
    assert "time_completed" not in last
    assert refused(mine.get(f"{run}/insights"))[1] == 2601
    old = Api(fresh.base, fresh.token, "v24.0")
    assert not [key for key in old.get(run).json if key.startswith("error")]
    old.close()


def test_a_report_may_hang_for_ever(fresh, mine, account):
    fresh.faults.add(Fault(kind="report_stuck"))
    run = begun(mine, account)
    fresh.clock.advance(timedelta(hours=9))

    told = mine.get(run).json
    assert (told["async_status"], told["async_percent_completion"]) == ("Job Running", 37)


def test_a_report_may_be_skipped(fresh, mine, account):
    fresh.faults.add(Fault(kind="report_skipped"))

    assert polled(mine, begun(mine, account))[-1]["async_status"] == "Job Skipped"


def test_a_report_is_gone_after_thirty_days(fresh, mine, account):
    run = begun(mine, account)
    polled(mine, run)
    fresh.clock.advance(timedelta(days=30, seconds=1))

    assert mine.get(run).json["async_status"] == "Job Skipped"
    assert refused(mine.get(f"{run}/insights")) == (400, 2601, 1815107)


def test_a_fault_of_reports_meets_their_creation_alone(fresh, mine, account):
    fresh.faults.add(Fault(kind="report_stuck"))
    assert mine.get(f"{account}/insights").status == 200

    stuck, fine = begun(mine, account), begun(mine, account)
    fresh.clock.advance(timedelta(minutes=1))

    assert mine.get(stuck).json["async_status"] == "Job Running"
    assert mine.get(fine).json["async_status"] == "Job Completed"


def test_a_report_can_neither_be_changed_nor_have_other_edges(mine, account):
    run = begun(mine, account)

    for answer in (mine.post(run, status="PAUSED"), mine.delete(run), mine.get(f"{run}/ads")):
        assert answer.error["code"] == 100


# --- cost --------------------------------------------------------------------------------------


def test_a_question_costs_its_rows_times_its_fields_whatever_the_page(fresh, mine, account):
    count = len(rows(mine, account, "ad", fields="ad_id,spend"))
    fresh.graph.insights.costs.cells = 2 * count

    assert mine.get(f"{account}/insights", **{**DAILY, "fields": "ad_id,spend"}).status == 200
    more = {**DAILY, "fields": "ad_id,spend,impressions", "limit": 1}
    assert refused(mine.get(f"{account}/insights", **more)) == (400, 100, 1487534)
    assert refused(mine.post(f"{account}/insights", **more)) == (400, 100, 1487534)
    day = {**more, "time_range": {"since": RANGE["until"], "until": RANGE["until"]}}
    assert mine.get(f"{account}/insights", **day).status == 200


def test_what_takes_too_long_at_once_can_be_had_as_a_report(fresh, mine, account):
    fresh.graph.insights.costs.sync_cells = 100

    assert refused(mine.get(f"{account}/insights", **DAILY)) == (400, 100, 1504018)
    run = begun(mine, account)
    polled(mine, run)
    assert len(mine.rows(f"{run}/insights", limit=500)) > 100
