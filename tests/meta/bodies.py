"""Answers of Meta's, typed by hand from graph.md, so that client and sandbox share no mistake."""

import json

BASE = "https://graph.facebook.com"
VERSION = "v26.0"
ROOT = f"{BASE}/{VERSION}"
TOKEN = "EAABsecretTOKENvalue1234567890ZD"

ACCOUNT = (
    '{"id":"act_401","account_id":"401","name":"Glow","currency":"USD",'
    '"timezone_name":"America/Los_Angeles","account_status":1}'
)

CAMPAIGNS = (
    '{"data":[{"id":"23850000000010001","account_id":"401","name":"Spring sale",'
    '"objective":"OUTCOME_SALES","buying_type":"AUCTION","status":"ACTIVE",'
    '"configured_status":"ACTIVE","effective_status":"ACTIVE","daily_budget":"5000",'
    '"budget_remaining":"3120","bid_strategy":"LOWEST_COST_WITHOUT_CAP",'
    '"special_ad_categories":[],"start_time":"2026-10-01T00:00:00-0700",'
    '"created_time":"2026-09-28T11:02:03-0700","updated_time":"2026-11-20T09:00:00-0800"}],'
    '"paging":{"cursors":{"before":"QVFIa","after":"QVFIb"}},"summary":{"total_count":2}}'
)

ADSETS = (
    '{"data":[{"id":"23850000000020001","campaign_id":"23850000000010001","name":"US 25-54",'
    '"optimization_goal":"OFFSITE_CONVERSIONS","billing_event":"IMPRESSIONS",'
    '"daily_budget":"2000","lifetime_budget":"0","budget_remaining":"2000","status":"ACTIVE",'
    '"effective_status":"ACTIVE","bid_strategy":"COST_CAP","bid_amount":99,'
    '"attribution_spec":[{"event_type":"CLICK_THROUGH","window_days":7},'
    '{"event_type":"VIEW_THROUGH","window_days":1}],'
    '"learning_stage_info":{"status":"LEARNING","conversions":12,'
    '"last_sig_edit_ts":1763000000,"attribution_windows":["7d_click","1d_view"]},'
    '"targeting":{"age_min":25,"age_max":54,"genders":[2],"geo_locations":{"countries":'
    '["US","CA"],"location_types":["home"]},"flexible_spec":[{"interests":[{"id":"1"},'
    '{"id":"2"}]}]}}],"paging":{"cursors":{"before":"A","after":"B"}}}'
)

INSIGHTS = (
    '{"data":[{"account_id":"401","campaign_id":"23851","adset_id":"23852","ad_id":"23853",'
    '"impressions":"4233","clicks":"31","inline_link_clicks":"10","spend":"76.53",'
    '"cpm":"18.079376","ctr":"0.732341","cpc":"2.468710",'
    '"attribution_setting":"7d_click_1d_view_1d_ev",'
    '"actions":[{"action_type":"link_click","value":"10"},'
    '{"action_type":"omni_purchase","value":"2"},{"action_type":"purchase","value":"2"},'
    '{"action_type":"offsite_conversion.fb_pixel_purchase","value":"2"}],'
    '"action_values":[{"action_type":"omni_purchase","value":"118"},'
    '{"action_type":"purchase","value":"118"},'
    '{"action_type":"offsite_conversion.fb_pixel_purchase","value":"118"}],'
    '"cost_per_action_type":[{"action_type":"link_click","value":"7.653"}],'
    '"date_start":"2026-11-01","date_stop":"2026-11-01"}],'
    '"paging":{"cursors":{"before":"MAZDZD","after":"MAZDZD"}}}'
)


def error(
    code: int, message: str = "(#%d) No", *, subcode: int | None = None, **more: object
) -> str:
    """Return Meta's envelope."""
    said = {"message": message % code if "%d" in message else message, "type": "OAuthException"}
    held: dict[str, object] = {**said, "code": code, "fbtrace_id": "AbC123", **more}
    if subcode is not None:
        held["error_subcode"] = subcode
    return json.dumps({"error": held})


def page(rows: list[dict[str, object]], after: str = "", *, more: bool = False) -> str:
    """Return one page; `next` carries the token, as Meta's does."""
    paging: dict[str, object] = {"cursors": {"before": "x", "after": after}}
    if more:
        paging["next"] = f"{ROOT}/act_401/campaigns?access_token={TOKEN}&after={after}"
    return json.dumps({"data": rows, "paging": paging} if after else {"data": rows})
