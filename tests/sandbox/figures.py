"""Reading insights in tests: rows, their eight measures, and sums of them."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.sandbox.api import Api
from tests.sandbox.tree import ALL

PIXEL = "offsite_conversion.fb_pixel_"
EVENTS = {
    "view_content": ("view_content", "omni_view_content"),
    "add_to_cart": ("add_to_cart", "omni_add_to_cart"),
    "initiate_checkout": ("initiate_checkout", "omni_initiated_checkout"),
    "purchase": ("purchase", "omni_purchase"),
}
ASKED = (
    "account_id,account_currency,campaign_id,adset_id,ad_id,spend,impressions,clicks,"
    "inline_link_clicks,cpm,ctr,cpc,actions,action_values,cost_per_action_type,attribution_setting"
)
UNTIL = date(2026, 11, 24)
SINCE = UNTIL - timedelta(days=9)
RANGE = {"since": str(SINCE), "until": str(UNTIL)}


def named(level: str) -> list[dict[str, object]]:
    return [{"field": f"{level}.effective_status", "operator": "IN", "value": ALL}]


def rows(
    api: Api, node: str, level: str = "", *, fields: str = ASKED, **more: object
) -> list[dict[str, Any]]:
    params: dict[str, object] = {"time_range": RANGE, "time_increment": "1", "limit": 500}
    params |= {"level": level} if level else {}
    return api.rows(f"{node}/insights", **{**params, "fields": fields, **more})


def daily_ads(api: Api, account: str) -> list[dict[str, Any]]:
    return rows(api, account, "ad", filtering=named("ad"))


def action(row: dict[str, Any], kind: str, key: str = "actions") -> Decimal:
    return sum((Decimal(one["value"]) for one in row.get(key, []) if one["action_type"] == kind),
               Decimal(0))  # fmt: skip


def measures(row: dict[str, Any]) -> dict[str, Decimal]:
    """Return the eight measures of the contract."""
    return {
        "spend": Decimal(row["spend"]),
        "impressions": Decimal(row["impressions"]),
        "link_clicks": Decimal(row.get("inline_link_clicks", "0")),
        "content_views": action(row, f"{PIXEL}view_content"),
        "add_to_cart": action(row, f"{PIXEL}add_to_cart"),
        "checkout_initiated": action(row, f"{PIXEL}initiate_checkout"),
        "purchases": action(row, f"{PIXEL}purchase"),
        "purchase_value": action(row, f"{PIXEL}purchase", "action_values"),
    }


def added_up(found: list[dict[str, Any]], *keys: str) -> dict[tuple[str, ...], dict[str, Decimal]]:
    total: dict[tuple[str, ...], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in found:
        for name, amount in measures(row).items():
            total[tuple(row[key] for key in keys)][name] += amount
    return {place: dict(sums) for place, sums in total.items()}
