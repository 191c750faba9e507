"""Rows of insights as Meta writes them: shape, types, absent keys, one event under many names.

The expectations are typed from graph.md sections 1.6 and 5, not from the program.
"""

import json
import re
from datetime import date
from decimal import Decimal

import pytest

from tests.sandbox.figures import (
    ASKED,
    EVENTS,
    PIXEL,
    RANGE,
    SINCE,
    UNTIL,
    action,
    daily_ads,
    rows,
)


@pytest.fixture(scope="module")
def account(sandbox):
    return sandbox.accounts[0]


# --- the shape of a row ----------------------------------------------------------------------


def test_every_scalar_is_a_text_and_dates_are_bare_days(api, account):
    found = daily_ads(api, account)

    assert len(found) > 100
    for row in found:
        for key, value in row.items():
            assert isinstance(value, list if key.startswith(("action", "cost_per")) else str), key
        assert row["date_start"] == row["date_stop"]
        assert SINCE <= date.fromisoformat(row["date_start"]) <= UNTIL
        assert re.fullmatch(r"\d+", row["impressions"])
        assert re.fullmatch(r"\d+", row["clicks"])
        assert re.fullmatch(r"\d+(\.\d{1,2})?", row["spend"])
        for key in ("cpm", "ctr", "cpc"):
            assert re.fullmatch(r"\d+(\.\d{0,5}[1-9])?", row.get(key, "0")), row[key]
        assert row["account_id"] == account.removeprefix("act_")
        assert row["account_currency"] == "USD"
        assert re.fullmatch(r"\d+d_click(_1d_view)?(_1d_ev)?", row["attribution_setting"])


def test_an_action_is_its_type_and_a_value_in_text(api, account):
    for row in daily_ads(api, account):
        for key in ("actions", "action_values", "cost_per_action_type"):
            for one in row.get(key, []):
                assert one.keys() == {"action_type", "value"}
                assert isinstance(one["value"], str)
                assert Decimal(one["value"]) > 0
            kinds = [one["action_type"] for one in row.get(key, [])]
            assert len(set(kinds)) == len(kinds)


def test_what_is_empty_or_zero_has_no_key_while_clicks_spend_and_ctr_stay(api, sandbox):
    found = [row for one in sandbox.accounts for row in daily_ads(api, one)]

    assert all({"spend", "impressions", "clicks", "ctr"} <= row.keys() for row in found)
    assert all(row.get("inline_link_clicks", "1") != "0" for row in found)
    assert all(row.get(key, "x") not in (None, []) for row in found for key in ASKED.split(","))
    for key in ("actions", "action_values", "cost_per_action_type", "inline_link_clicks", "cpc"):
        assert any(key in row for row in found), key
        assert any(key not in row for row in found), key
    quiet = next(row for row in found if row["clicks"] == "0")
    assert quiet["ctr"] == "0"
    assert not {"cpc", "inline_link_clicks"} & quiet.keys()


def test_ids_below_the_asked_level_are_missing(api, account):
    by_campaign = rows(api, account, "campaign")
    by_account = rows(api, account, "account")

    assert all("campaign_id" in row for row in by_campaign)
    assert not any({"adset_id", "ad_id"} & row.keys() for row in by_campaign)
    assert not any({"campaign_id", "adset_id", "ad_id"} & row.keys() for row in by_account)


def test_the_days_are_there_even_if_only_spend_was_asked(api, account):
    for row in rows(api, account, "campaign", fields="spend"):
        assert row.keys() == {"spend", "date_start", "date_stop"}


def test_names_come_with_ids(api, account):
    asked = "campaign_name,adset_name,ad_name,account_name,objective"
    row = rows(api, account, "ad", fields=asked)[0]

    assert row.keys() == {*asked.split(","), "date_start", "date_stop"}
    assert all(row.values())


def test_ratios_are_reckoned_from_all_clicks(api, account):
    for row in daily_ads(api, account):
        spend, shown, clicks = (Decimal(row[key]) for key in ("spend", "impressions", "clicks"))
        assert clicks >= Decimal(row.get("inline_link_clicks", "0"))
        assert abs(Decimal(row["cpm"]) - spend * 1000 / shown) <= Decimal("0.000001")
        assert abs(Decimal(row["ctr"]) - clicks * 100 / shown) <= Decimal("0.000001")
        if clicks:
            assert abs(Decimal(row["cpc"]) - spend / clicks) <= Decimal("0.000001")


# --- the same event under several names -------------------------------------------------------


@pytest.mark.parametrize("event", ["view_content", "add_to_cart", "initiate_checkout"])
def test_an_event_stands_under_several_names_with_equal_values(api, account, event):
    seen = 0
    for row in daily_ads(api, account):
        counts = {action(row, f"{PIXEL}{event}"), *(action(row, one) for one in EVENTS[event])}
        assert len(counts) == 1
        seen += counts != {Decimal(0)}

    assert seen > 10


def test_a_purchase_stands_under_several_names_and_value_beside_it(api, account):
    seen = 0
    for row in daily_ads(api, account):
        for key in ("actions", "action_values"):
            everywhere = {action(row, one, key) for one in EVENTS["purchase"]}
            assert len(everywhere) == 1
            by_pixel = action(row, f"{PIXEL}purchase", key)
            in_shop = action(row, "onsite_web_purchase", key)
            assert everywhere == {by_pixel + in_shop}
        assert bool(action(row, f"{PIXEL}purchase")) == bool(
            action(row, f"{PIXEL}purchase", "action_values")
        )
        seen += action(row, f"{PIXEL}purchase") > 0

    assert seen > 10


def test_adding_all_names_up_would_count_a_purchase_several_times(api, account):
    found = daily_ads(api, account)
    true = sum(action(row, f"{PIXEL}purchase") for row in found)
    naive = sum(
        Decimal(one["value"])
        for row in found
        for one in row.get("actions", [])
        if "purchase" in one["action_type"]
    )

    assert naive >= 3 * true > 0


def test_most_rows_have_all_names_of_a_purchase_equal(api, account):
    bought = [row for row in daily_ads(api, account) if action(row, f"{PIXEL}purchase")]
    equal = [row for row in bought if action(row, f"{PIXEL}purchase") == action(row, "purchase")]

    assert len(equal) > len(bought) / 2


def test_an_exact_answer_can_be_read_by_hand(api, account):
    """One row as text: keys in the order asked, no blanks, no numbers outside quotes."""
    answer = api.get(
        f"{account}/insights",
        level="campaign",
        fields="campaign_id,spend,impressions",
        time_range=RANGE,
        limit=1,
    )
    text = answer.body.decode()
    row = json.loads(text)["data"][0]

    assert text.startswith(
        f'{{"data":[{{"campaign_id":"{row["campaign_id"]}","spend":"{row["spend"]}",'
        f'"impressions":"{row["impressions"]}","date_start":"2026-11-15",'
        '"date_stop":"2026-11-24"}],"paging":{"cursors":{"before":"'
    )
