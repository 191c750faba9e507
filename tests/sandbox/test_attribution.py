"""Mixed attribution settings hide what happened off Meta above the ad sets (graph.md section 5)."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.sandbox.conftest import SMALL
from tests.sandbox.figures import PIXEL, action, added_up, measures, named, rows
from tests.sandbox.tree import everything

MIXED = replace(SMALL, mixed_attribution=True)
OFF = ("purchase", "omni_purchase", f"{PIXEL}purchase", f"{PIXEL}view_content", "add_to_cart")


@pytest.fixture
def mixed(start):
    return start(MIXED)


def settings(api, account: str) -> dict[str, set[str]]:
    """Tell which attribution settings the ad sets of each campaign have."""
    found: dict[str, set[str]] = {}
    for row in everything(api, account, "adsets", "campaign_id,attribution_spec"):
        found.setdefault(row["campaign_id"], set()).add(json.dumps(row["attribution_spec"]))
    return found


def test_the_option_changes_no_figure_of_an_ad(mixed, fresh, mine):
    sandbox, api = mixed
    for account in sandbox.accounts:
        ours = [measures(row) for row in rows(api, account, "ad")]
        assert ours == [measures(row) for row in rows(mine, account, "ad")]


def test_neighbouring_ad_sets_have_different_settings_and_say_so(mixed):
    sandbox, api = mixed
    account = sandbox.accounts[0]
    found = rows(api, account, "adset", fields="adset_id,attribution_setting")

    assert len({row["attribution_setting"] for row in found}) == 3
    row = found[0]
    spec = api.get(row["adset_id"], fields="attribution_spec").json["attribution_spec"]
    views = any(one["event_type"] == "VIEW_THROUGH" for one in spec)
    assert views == ("1d_view" in row["attribution_setting"])


def test_a_campaign_of_one_setting_keeps_its_conversions_and_others_lose_them(mixed):
    sandbox, api = mixed
    withheld = kept = 0
    for account in sandbox.accounts:
        known = settings(api, account)
        ads = added_up(rows(api, account, "ad", filtering=named("ad")), "campaign_id")
        for row in rows(api, account, "campaign", time_increment="all_days"):
            below = ads[row["campaign_id"],]
            assert measures(row)["spend"] == below["spend"]
            assert measures(row)["link_clicks"] == below["link_clicks"]
            if len(known[row["campaign_id"]]) == 1:
                assert measures(row) == below
                kept += below["content_views"] > 0
            else:
                assert not [kind for kind in OFF if action(row, kind)]
                assert "attribution_setting" not in row
                assert not {"purchase_roas", "website_purchase_roas"} & row.keys()
                withheld += below["purchases"] > 0

    assert withheld
    assert kept


def test_an_account_loses_them_too_and_keeps_what_happened_on_meta(mixed):
    sandbox, api = mixed
    for account in sandbox.accounts:
        (row,) = rows(api, account, "account", time_increment="all_days")
        kinds = {one["action_type"] for key in row for one in row[key] if key == "actions"}

        assert {"link_click", "page_engagement", "post_engagement"} <= kinds
        assert not kinds & set(OFF)
        assert not [one for one in row["cost_per_action_type"] if one["action_type"] in OFF]
        assert Decimal(row["spend"]) > 0


def test_explicit_windows_bring_them_back_without_a_value(mixed):
    sandbox, api = mixed
    account = sandbox.accounts[0]
    asked = {"action_attribution_windows": ["7d_click", "1d_view"], "time_increment": "all_days"}
    (row,) = rows(api, account, "account", **asked)
    ads = added_up(rows(api, account, "ad", filtering=named("ad")))[()]

    for key, measure in (("actions", "purchases"), ("action_values", "purchase_value")):
        (bought,) = [one for one in row[key] if one["action_type"] == f"{PIXEL}purchase"]
        assert bought.keys() == {"action_type", "7d_click", "1d_view"}
        assert Decimal(bought["7d_click"]) + Decimal(bought["1d_view"]) == ads[measure]


def test_without_the_option_nothing_is_withheld(fresh, mine):
    for account in fresh.accounts:
        (row,) = rows(mine, account, "account", time_increment="all_days")
        assert action(row, f"{PIXEL}purchase") > 0
        assert row["attribution_setting"]


def test_rows_can_be_filled_up_with_kinds_that_no_measure_is_read_from(start, fresh, mine):
    sandbox, api = start(replace(SMALL, actions=20))
    account = sandbox.accounts[0]
    found = rows(api, account, "ad")

    assert all(len(row["actions"]) >= 20 for row in found)
    for row in found:
        kinds = [one["action_type"] for one in row["actions"]]
        assert len(set(kinds)) == len(kinds)
    assert [measures(row) for row in found] == [measures(row) for row in rows(mine, account, "ad")]
