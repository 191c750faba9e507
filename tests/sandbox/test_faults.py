"""Trouble on demand: each kind, how often it strikes, and whom."""

import http.client
import json

import pytest

from pixecom_desktop.sandbox.faults import KINDS, Fault, from_json
from pixecom_desktop.sandbox.reports import FATES
from pixecom_desktop.sandbox.spoiling import NASTY_NAMES
from tests.sandbox.api import Api

ERRORS = {
    "token_expired": (400, 190, 463),
    "token_revoked": (400, 190, 458),
    "token_checkpoint": (400, 190, 459),
    "scope_missing": (403, 200, None),
    "permission": (403, 10, None),
    "throttle_app": (403, 4, None),
    "throttle_user": (400, 17, 2446079),
    "throttle_bare": (400, 17, 2446079),
    "throttle_insights": (400, 80000, 2446079),
    "throttle_ads": (400, 80004, 2446079),
    "throttle_custom": (400, 613, 1487742),
    "transient": (500, 2, None),
    "unknown": (500, 1, None),
}
TESTED = {
    *ERRORS,
    *("error", "reduce", "html", "html_503", "cut", "drop", "slow", "strange_fields"),
    *("strange_enums", "missing_keys", "unknown_currency", "nasty_names", "endless"),
    *(
        "repeated_rows",
        "reordered_rows",
        "empty_page",
        "not_executed",
        "unavailable",
        "unsuccessful",
        "echo",
        "redirect",
    ),
    *FATES,  # in test_reports
}


@pytest.fixture
def account(fresh):
    return fresh.accounts[0]


def test_every_kind_is_tried_here():
    assert set(KINDS) == TESTED


@pytest.mark.parametrize(("kind", "wanted"), ERRORS.items())
def test_an_error_is_answered_once_and_then_all_is_well(fresh, mine, account, kind, wanted):
    fresh.faults.add(Fault(kind=kind))

    refused, fine = mine.get(account), mine.get(account)

    status, code, subcode = wanted
    assert refused.status == status
    assert refused.error["code"] == code
    assert refused.error.get("error_subcode") == subcode
    assert refused.error["is_transient"] is (kind == "transient")
    assert fine.status == 200


@pytest.mark.parametrize("kind", [kind for kind in ERRORS if kind.startswith("throttle")])
def test_a_throttle_says_in_its_headers_how_long_unless_it_is_bare(fresh, mine, account, kind):
    fresh.faults.add(Fault(kind=kind, wait_minutes=7))

    headers = mine.get(account).headers

    uses = json.loads(headers.get("x-business-use-case-usage", "{}"))
    waits = {use["estimated_time_to_regain_access"] for one in uses.values() for use in one}
    assert waits == ({7} if kind != "throttle_bare" else set())


def test_any_other_error_can_be_made_up(fresh, mine, account):
    fresh.faults.add(
        Fault(kind="error", code=368, subcode=1, http=403, message="Blocked", is_transient=True)
    )

    answer = mine.get(account)

    assert answer.status == 403
    assert (
        answer.error.items()
        >= {
            "code": 368,
            "error_subcode": 1,
            "message": "Blocked",
            "is_transient": True,
        }.items()
    )


def test_a_page_that_is_too_large_is_refused_until_it_is_smaller(fresh, mine, account):
    fresh.faults.add(Fault(kind="reduce", path="/ads", limit=50, times=None))

    refused = mine.get(f"{account}/ads", limit=100)

    assert refused.status == 500
    assert refused.error == {
        "code": 1,
        "message": "Please reduce the amount of data you're asking for, then retry your request",
    }
    assert mine.get(f"{account}/ads", limit=50).status == 200
    assert mine.get(f"{account}/ads").status == 200


@pytest.mark.parametrize(("kind", "status"), [("html", 200), ("html_503", 503)])
def test_a_page_of_html_comes_instead_of_json(fresh, mine, account, kind, status):
    fresh.faults.add(Fault(kind=kind))

    answer = mine.get(account)

    assert answer.status == status
    assert answer.headers["content-type"].startswith("text/html")
    with pytest.raises(ValueError, match="Expecting value"):
        _ = answer.json


def test_success_may_be_denied_and_service_unavailable_come_with_200(fresh, mine, account):
    fresh.faults.add(Fault(kind="unsuccessful"))
    fresh.faults.add(Fault(kind="unavailable", after=1))

    denied, text = mine.get(account), mine.get(account)

    assert (denied.status, denied.json) == (200, {"success": False})
    assert (text.status, text.body) == (200, b"Service Unavailable")


def test_a_body_is_cut_in_half(fresh, mine, account):
    fresh.faults.add(Fault(kind="cut"))

    answer = mine.get(f"{account}/campaigns", fields="name")

    assert answer.status == 200
    assert answer.body.startswith(b'{"data":[')
    with pytest.raises(ValueError, match="line 1"):
        _ = answer.json


def test_a_connection_is_dropped_in_the_middle(fresh, mine, account):
    fresh.faults.add(Fault(kind="drop"))

    with pytest.raises(http.client.IncompleteRead):
        mine.get(f"{account}/campaigns", fields="name")
    mine.close()

    assert mine.get(account).status == 200


def test_a_slow_answer_is_whole(fresh, mine, account):
    fresh.faults.add(Fault(kind="slow", seconds=0.01))

    assert mine.get(account).json == {"id": account}


def test_unknown_fields_are_added(fresh, mine, account):
    fresh.faults.add(Fault(kind="strange_fields"))

    rows = mine.get(f"{account}/campaigns", fields="name").json["data"]

    assert all("brand_new_field" in row and row["another_one"] is None for row in rows)


def test_enums_take_values_nobody_knows(fresh, mine, account):
    fresh.faults.add(Fault(kind="strange_enums"))

    rows = mine.get(f"{account}/campaigns", fields="effective_status").json["data"]

    assert [row["effective_status"] for row in rows[:4]].count("SOMETHING_NEW") == 3


def test_keys_go_missing(fresh, mine, account):
    fresh.faults.add(Fault(kind="missing_keys", names=("name", "status")))

    rows = mine.get(f"{account}/campaigns", fields="name,status,objective").json["data"]

    assert rows[0].keys() == {"objective", "id"}
    assert rows[1].keys() == {"name", "status", "objective", "id"}


def test_a_currency_nobody_knows(fresh, mine, account):
    fresh.faults.add(Fault(kind="unknown_currency", times=2))

    assert mine.get(account, fields="currency").json["currency"] == "ZZQ"
    row = mine.get(f"{account}/insights", fields="account_currency").json["data"][0]
    assert row["account_currency"] == "ZZQ"


def test_names_that_hurt(fresh, mine, account):
    fresh.faults.add(Fault(kind="nasty_names"))

    rows = mine.get(f"{account}/campaigns", fields="name").json["data"]

    assert [row["name"] for row in rows[:8]] == list(NASTY_NAMES)[: len(rows[:8])]
    assert any(len(name) == 255 for name in NASTY_NAMES)
    for sign in ("🔥", "<b>", "%", '"', "'", "\t", "=", "\\"):
        assert any(sign in name for name in NASTY_NAMES), sign


def test_a_listing_that_never_ends_gives_the_same_page_again(fresh, mine, account):
    fresh.faults.add(Fault(kind="endless", path="/campaigns", times=None))

    pages = mine.pages(f"{account}/campaigns", limit=3)
    seen = [next(pages).ids for _ in range(20)]

    assert all(ids == seen[0] for ids in seen)


def test_an_empty_page_may_still_have_a_next(fresh, mine, account):
    whole = mine.rows(f"{account}/campaigns", limit=3)
    fresh.faults.add(Fault(kind="empty_page", path="/campaigns", after=1))

    pages = [page.json for page in mine.pages(f"{account}/campaigns", limit=3)]

    assert pages[1]["data"] == []
    assert "next" in pages[1]["paging"]
    assert sum(len(page["data"]) for page in pages) == len(whole) - 3


def test_rows_may_come_twice_or_in_another_order(fresh, mine, account):
    plain = mine.get(f"{account}/campaigns", limit=5).ids
    fresh.faults.add(Fault(kind="repeated_rows"))
    fresh.faults.add(Fault(kind="reordered_rows", after=1))

    repeated = mine.get(f"{account}/campaigns", limit=5).ids
    reordered = mine.get(f"{account}/campaigns", limit=5).ids

    assert repeated == [*plain[-3:], *plain]
    assert reordered == plain[::-1]


def test_a_call_that_is_not_executed_outside_a_batch_times_out(fresh, mine, account):
    fresh.faults.add(Fault(kind="not_executed"))

    answer = mine.get(account)

    assert answer.status == 503
    assert answer.error["code"] == 2


# --- whom and how often -----------------------------------------------------------------------


def test_a_fault_lets_the_first_calls_pass_and_strikes_as_often_as_it_says(fresh, mine, account):
    fresh.faults.add(Fault(kind="unknown", after=2, times=2))

    assert [mine.get(account).status for _ in range(6)] == [200, 200, 500, 500, 200, 200]


def test_a_fault_meets_one_account_alone(fresh, mine):
    hit, spared = fresh.accounts[:2]
    below = mine.get(f"{hit}/campaigns", limit=1).ids[0]
    fresh.faults.add(Fault(kind="token_expired", account=hit, times=None))

    assert mine.get(f"{hit}/ads").error["code"] == 190
    assert mine.get(below).error["code"] == 190
    assert mine.get(f"{spared}/ads").status == 200
    assert mine.get("me").status == 200


def test_a_fault_meets_one_path_and_method_alone(fresh, mine, account):
    campaign = mine.get(f"{account}/campaigns", limit=1).ids[0]
    fresh.faults.add(Fault(kind="unknown", path="/insights", times=None))
    fresh.faults.add(Fault(kind="transient", method="POST", times=None))

    assert mine.get(f"{account}/insights").error["code"] == 1
    assert mine.get(f"{account}/campaigns").status == 200
    assert mine.post(campaign, name="x").error["code"] == 2


def test_a_write_that_was_refused_by_a_fault_changed_nothing(fresh, mine, account):
    campaign = mine.get(f"{account}/campaigns", limit=1, effective_status=["ACTIVE"]).ids[0]
    fresh.faults.add(Fault(kind="transient", method="POST"))

    assert mine.post(campaign, status="PAUSED").status == 500
    assert mine.get(campaign, fields="status").json["status"] == "ACTIVE"


def test_a_write_whose_answer_was_lost_did_happen(fresh, mine, account):
    campaign = mine.get(f"{account}/campaigns", limit=1, effective_status=["ACTIVE"]).ids[0]
    fresh.faults.add(Fault(kind="drop", method="POST"))

    with pytest.raises(http.client.IncompleteRead):
        mine.post(campaign, status="PAUSED")
    mine.close()

    assert mine.get(campaign, fields="status").json["status"] == "PAUSED"


def test_a_page_of_somebody_between_shows_the_call_with_its_token(fresh, mine, account):
    fresh.faults.add(Fault(kind="echo"))

    answer = mine.get(account)

    assert answer.status == 502
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.body.decode().count(fresh.token) == 2


def test_a_sign_in_page_is_led_to_with_the_token_in_the_address(fresh, mine, account):
    fresh.faults.add(Fault(kind="redirect"))

    answer = mine.get(account)

    assert answer.status == 302
    assert fresh.token in answer.headers["location"]


def test_no_fault_but_those_that_mean_to_answers_with_the_token(fresh, account):
    for kind in sorted(set(KINDS) - {"endless", "drop", "slow", "echo"}):
        api = Api(fresh.base, fresh.token)
        fresh.faults.add(Fault(kind=kind))
        answer = api.get(account)
        api.close()
        assert fresh.token not in answer.body.decode("utf-8", "replace"), kind


@pytest.mark.parametrize(
    "raw",
    [None, [], {}, {"kind": "fire"}, {"kind": "cut", "colour": "red"}, {"kind": "cut", "seen": 3}],
)
def test_what_describes_no_fault_is_refused(raw):
    with pytest.raises(ValueError, match="fault"):
        from_json(raw)
