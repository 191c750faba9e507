"""Every row of graph.md's error table comes on demand over the admin door.

The table is typed here once more, from graph.md section 3 and not from the program.
"""

import json

from pixecom_desktop.sandbox.error_table import ERROR_TABLE
from tests.sandbox.api import Api

TABLE = """
1 500 | 1/99 500 | 1/2853001 400
2 503 transient | 2/1504038 500 transient | 2/1504041 400 | 2/1504042 400
2/1504043 500 transient | 2/1504044 400 transient
3 403 | 4 403 | 4/1504022 403 | 4/1504039 400 | 10 403
17 400 | 17/2446079 400 | 17/1885172 400 | 32 400
100 400 | 100/33 400 | 100/1487534 400 | 100/1504018 400 | 100/2446289 400 | 100/3191001 400
100/1885272 400 | 100/1487056 400 | 100/1487007 400 | 100/1487033 400 | 100/1487390 400
100/1487694 400 | 100/1752129 400 | 100/1885183 400 | 2654/1713092 400
102 401 | 104 400 | 105 400
190 401 | 190/458 400 | 190/459 400 | 190/460 400 | 190/463 400 | 190/464 400 | 190/467 400
190/490 400 | 190/492 400
200 403 | 272 403 | 273 403 | 275 403 | 278 403 | 294 403
341 400 | 368 403 | 506 400 | 1609005 400
613 400 | 613/1487742 400 | 613/1487632 400 | 613/1487225 400 | 613/5044001 400 | 613/1996 400
960 400 transient | 2500 400 | 2601/1815107 400 transient
2635 400 | 2642 400 | 3001 400 | 3018 400
80000/2446079 400 | 80003/2446079 400 | 80004/2446079 400
80001 400 | 80002 400 | 80005 400 | 80006 400 | 80008 400 | 80009 400 | 80014 400
"""
ROWS = [row.split() for line in TABLE.strip().splitlines() for row in line.split(" | ")]
BUSINESS = {"80000/2446079": "80000", "80003/2446079": "80003", "80004/2446079": "80004"}
WORDED = {
    "100/missing_permissions": "(#100) Missing permissions",
    "100/summary": "Cannot include",
    "104/proof": "appsecret_proof",
}
THROTTLES = {
    "80000": "ads_insights",
    "80003": "custom_audience",
    "80004": "ads_management",
    "17/2446079": "ads_management",
    "613/1487742": "ads_management",
    "4/1504022": "ads_insights",
}


def ask(running, fault: dict[str, object]):
    """Install a fault over the door, ask once and tell the answer."""
    door = Api(running.base, None)
    text = json.dumps(fault).encode()
    made = door.send("POST", "/__admin/faults", {"Content-Type": "application/json"}, text)
    assert made.status == 200, made.body
    door.close()
    api = Api(running.base, running.token)
    answer = api.get(running.accounts[0])
    api.close()
    return answer


def test_no_row_is_missing_and_none_is_untested():
    assert set(ERROR_TABLE) == {BUSINESS.get(row[0], row[0]) for row in ROWS} | set(WORDED)


def test_every_row_is_answered_as_it_stands_in_the_table(start):
    running, _ = start()
    for name, status, *more in ROWS:
        code, _, subcode = name.partition("/")

        answer = ask(running, {"kind": BUSINESS.get(name, name)})

        error = answer.error
        assert (answer.status, error["code"]) == (int(status), int(code)), name
        assert error.get("error_subcode") == (int(subcode) if subcode else None), name
        assert error["is_transient"] is ("transient" in more), name
        assert error["message"], name
        assert error["fbtrace_id"], name


def test_rows_that_share_a_code_are_told_apart_by_their_words(start):
    running, _ = start()
    for name, words in WORDED.items():
        assert words in ask(running, {"kind": name}).error["message"]


def test_a_throttle_says_for_which_use_and_how_long(start):
    running, _ = start()
    for name, use in THROTTLES.items():
        answer = ask(running, {"kind": name, "wait_minutes": 11})

        (uses,) = json.loads(answer.headers["x-business-use-case-usage"]).values()
        assert [(one["type"], one["estimated_time_to_regain_access"]) for one in uses] == [
            (use, 11)
        ]


def test_a_row_may_come_with_another_status_and_message(start):
    running, _ = start()

    answer = ask(running, {"kind": "190/463", "http": 401, "message": "Session is over"})

    assert (answer.status, answer.error["message"]) == (401, "Session is over")
    assert answer.error["error_subcode"] == 463


def test_what_the_error_is_about_may_come_as_json_in_text(start):
    running, _ = start()

    data = ask(running, {"kind": "100/1885272"}).error["error_data"]

    assert json.loads(data) == {"blame_field_specs": [["daily_budget"]]}
