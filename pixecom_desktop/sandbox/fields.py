"""Which fields each kind of object has, and what stands in them.

A field that has nothing to say is ABSENT: its key is left out, never null (graph.md 1.3).
A field in no catalog is Meta's error 100. To add one, add a line here.
"""

from collections.abc import Callable
from enum import Enum
from typing import Final

from pixecom_desktop.sandbox import currencies, review
from pixecom_desktop.sandbox.entities import Account, Ad, AdSet, Campaign, Creative, Entity
from pixecom_desktop.sandbox.funnels import SPEND
from pixecom_desktop.sandbox.world import World


class _Absent(Enum):
    ABSENT = "absent"


ABSENT: Final = _Absent.ABSENT
DYNAMIC = frozenset(("budget_remaining", "amount_spent", "balance", "timezone_offset_hours_utc"))
"""Fields that change with the clock alone."""


def _money(amount: int | None) -> object:
    return ABSENT if amount is None else str(amount)


def _spent(world: World, node: Campaign | AdSet, *, ever: bool) -> int:
    """Return what a node spent today, or `ever` since the business was first written down."""
    account = world.accounts[node.account]
    first, today = account.ads.start, world.today(account)
    mine = slice(node.ads.start - first, node.ads.stop - first)
    since = world.ledgers[account.index].first_day if ever else today
    days = range(since, today + 1)
    return sum(int(world.figures(account, day)[SPEND, mine].sum()) for day in days)


def _remaining(world: World, node: Campaign | AdSet) -> str:
    if node.lifetime_budget is not None:
        return str(max(0, node.lifetime_budget - _spent(world, node, ever=True)))
    return str(max(0, (node.daily_budget or 0) - _spent(world, node, ever=False)))


def _adset_budget(world: World, node: AdSet, amount: int | None) -> object:
    if world.campaigns[node.campaign].has_budget:
        return ABSENT
    return str(amount or 0)


def _issues(world: World, node: Entity, level: str) -> object:
    return review.issues(level, node.index) if node.effective == "WITH_ISSUES" else ABSENT


def _window(attribution: str) -> list[dict[str, object]]:
    spec: list[dict[str, object]] = [{"event_type": "CLICK_THROUGH", "window_days": 7}]
    if "1d_view" in attribution:
        spec.append({"event_type": "VIEW_THROUGH", "window_days": 1})
    if "1d_ev" in attribution:
        spec.append({"event_type": "ENGAGED_VIDEO_VIEW", "window_days": 1})
    return spec


def _amount_spent(world: World, account: Account) -> str:
    ledger = world.ledgers[account.index]
    days = range(ledger.first_day, world.today(account) + 1)
    spent = sum(int(world.figures(account, day)[SPEND].sum()) for day in days)
    return str(account.spent_before + spent)


def _utc_offset(world: World, account: Account) -> float:
    offset = world.clock().astimezone(world.zones[account.index]).utcoffset()
    hours = offset.total_seconds() / 3_600 if offset is not None else 0.0
    return int(hours) if hours == int(hours) else hours


ACCOUNT: dict[str, Callable[[World, Account], object]] = {
    "id": lambda _, a: f"act_{a.id}",
    "account_id": lambda _, a: a.id,
    "name": lambda _, a: a.name,
    "currency": lambda _, a: a.currency,
    "timezone_name": lambda _, a: a.timezone_name,
    "timezone_id": lambda _, a: a.timezone_id,
    "timezone_offset_hours_utc": _utc_offset,
    "business_country_code": lambda _, a: a.country,
    "account_status": lambda _, a: a.status,
    "disable_reason": lambda *_: 0,
    "tax_id_status": lambda *_: 0,
    "is_personal": lambda *_: 0,
    "amount_spent": _amount_spent,
    "balance": lambda world, a: str(int(_amount_spent(world, a)) % 50_000),
    "spend_cap": lambda *_: "0",
    "min_daily_budget": lambda _, a: minimum_budget(a),
    "min_campaign_group_spend_cap": lambda _, a: str(100 * minimum_budget(a)),
    "created_time": lambda world, a: world.instant(a.created, a.index),
    "business": lambda _, a: (
        ABSENT if a.business is None else {"id": a.business[0], "name": a.business[1]}
    ),
    "user_tasks": lambda *_: ["DRAFT", "ANALYZE", "ADVERTISE", "MANAGE"],
    "owner": lambda _, a: a.business[0] if a.business else "10001",
    "age": lambda world, a: round((world.now() - a.created) / 86_400, 2),
}


def minimum_budget(account: Account) -> int:
    """Return the least daily budget of an account, in minor units: about a dollar."""
    return max(1, round(account.scale * currencies.offset(account.currency)))


CAMPAIGN: dict[str, Callable[[World, Campaign], object]] = {
    "id": lambda _, c: c.id,
    "account_id": lambda world, c: world.accounts[c.account].id,
    "name": lambda _, c: c.name,
    "objective": lambda _, c: c.objective,
    "buying_type": lambda *_: "AUCTION",
    "status": lambda _, c: c.status,
    "configured_status": lambda _, c: c.status,
    "effective_status": lambda _, c: c.effective,
    "daily_budget": lambda _, c: _money(c.daily_budget),
    "lifetime_budget": lambda _, c: (
        "0" if c.daily_budget is not None and c.index % 4 == 2 else _money(c.lifetime_budget)
    ),
    "budget_remaining": lambda world, c: _remaining(world, c) if c.has_budget else "0",
    "bid_strategy": lambda _, c: c.bid_strategy if c.has_budget else ABSENT,
    "spend_cap": lambda _, c: _money(c.spend_cap),
    "special_ad_categories": lambda *_: [],
    "special_ad_category": lambda *_: "NONE",
    "pacing_type": lambda _, c: ["standard"] if c.has_budget else ABSENT,
    "budget_rebalance_flag": lambda *_: False,
    "smart_promotion_type": lambda _, c: (
        "AUTOMATED_SHOPPING_ADS" if "ASC" in c.name else "GUIDED_CREATION"
    ),
    "source_campaign_id": lambda *_: "0",
    "start_time": lambda world, c: world.instant(c.start, c.account),
    "stop_time": lambda world, c: ABSENT if c.stop is None else world.instant(c.stop, c.account),
    "created_time": lambda world, c: world.instant(c.created, c.account),
    "updated_time": lambda world, c: world.instant(c.updated, c.account),
    "issues_info": lambda world, c: _issues(world, c, "CAMPAIGN"),
    "recommendations": lambda *_: ABSENT,
    "adlabels": lambda *_: ABSENT,
    "promoted_object": lambda *_: ABSENT,
    "is_skadnetwork_attribution": lambda *_: False,
}

ADSET: dict[str, Callable[[World, AdSet], object]] = {
    "id": lambda _, s: s.id,
    "account_id": lambda world, s: world.accounts[s.account].id,
    "campaign_id": lambda world, s: world.campaigns[s.campaign].id,
    "campaign": lambda world, s: {"id": world.campaigns[s.campaign].id},
    "name": lambda _, s: s.name,
    "status": lambda _, s: s.status,
    "configured_status": lambda _, s: s.status,
    "effective_status": lambda _, s: s.effective,
    "optimization_goal": lambda _, s: s.optimization_goal,
    "billing_event": lambda _, s: s.billing_event,
    "bid_strategy": lambda _, s: s.bid_strategy,
    "bid_amount": lambda _, s: ABSENT if s.bid_amount is None else s.bid_amount,
    "bid_info": lambda _, s: ABSENT if s.bid_amount is None else {"ACTIONS": s.bid_amount},
    "daily_budget": lambda world, s: _adset_budget(world, s, s.daily_budget),
    "lifetime_budget": lambda world, s: _adset_budget(world, s, s.lifetime_budget),
    "budget_remaining": lambda world, s: (
        ABSENT if world.campaigns[s.campaign].has_budget else _remaining(world, s)
    ),
    "lifetime_imps": lambda *_: 0,
    "destination_type": lambda *_: "WEBSITE",
    "pacing_type": lambda *_: ["standard"],
    "start_time": lambda world, s: world.instant(s.start, s.account),
    "end_time": lambda world, s: ABSENT if s.end is None else world.instant(s.end, s.account),
    "created_time": lambda world, s: world.instant(s.created, s.account),
    "updated_time": lambda world, s: world.instant(s.updated, s.account),
    "targeting": lambda _, s: s.targeting,
    "promoted_object": lambda _, s: {
        "pixel_id": str(610_000_000_000_100 + s.account),
        "custom_event_type": "PURCHASE",
    },
    "attribution_spec": lambda _, s: _window(s.attribution),
    "learning_stage_info": lambda _, s: (
        s.learning if s.learning is not None and s.effective == "ACTIVE" else ABSENT
    ),
    "is_dynamic_creative": lambda *_: False,
    "issues_info": lambda world, s: _issues(world, s, "AD_SET"),
    "source_adset_id": lambda *_: "0",
    "daily_min_spend_target": lambda *_: ABSENT,
    "daily_spend_cap": lambda *_: ABSENT,
    "lifetime_spend_cap": lambda *_: ABSENT,
    "recommendations": lambda *_: ABSENT,
    "adlabels": lambda *_: ABSENT,
    "bid_constraints": lambda *_: ABSENT,
}

AD: dict[str, Callable[[World, Ad], object]] = {
    "id": lambda _, ad: ad.id,
    "account_id": lambda world, ad: world.accounts[ad.account].id,
    "campaign_id": lambda world, ad: world.campaigns[ad.campaign].id,
    "adset_id": lambda world, ad: world.adsets[ad.adset].id,
    "campaign": lambda world, ad: {"id": world.campaigns[ad.campaign].id},
    "adset": lambda world, ad: {"id": world.adsets[ad.adset].id},
    "name": lambda _, ad: ad.name,
    "status": lambda _, ad: ad.status,
    "configured_status": lambda _, ad: ad.status,
    "effective_status": lambda _, ad: ad.effective,
    "creative": lambda world, ad: {"id": world.creatives[ad.creative].id},
    "source_ad_id": lambda *_: "0",
    "bid_type": lambda *_: "ABSOLUTE_OCPM",
    "bid_amount": lambda *_: ABSENT,
    "created_time": lambda world, ad: world.instant(ad.created, ad.account),
    "updated_time": lambda world, ad: world.instant(ad.updated, ad.account),
    "issues_info": lambda world, ad: _issues(world, ad, "AD"),
    "ad_review_feedback": lambda _, ad: ABSENT if ad.feedback is None else ad.feedback,
    "failed_delivery_checks": lambda *_: ABSENT,
    "preview_shareable_link": lambda _, ad: f"https://fb.me/{ad.id[-10:]}",
    "tracking_specs": lambda _, ad: [
        {"action.type": ["offsite_conversion"], "fb_pixel": [str(610_000_000_000_100 + ad.account)]}
    ],
    "conversion_domain": lambda world, ad: world.creatives[ad.creative].link.split("/")[2],
    "recommendations": lambda *_: ABSENT,
    "adlabels": lambda *_: ABSENT,
}


def _call_to_action(creative: Creative) -> dict[str, object]:
    return {"type": "SHOP_NOW", "value": {"link": creative.link}}


def _story(creative: Creative) -> object:
    if creative.form == "link_data":
        return {
            "page_id": creative.page_id,
            "link_data": {
                "link": creative.link,
                "message": creative.body,
                "name": creative.title,
                "image_hash": f"{int(creative.id) * 2_654_435_761 % 16**32:032x}",
                "call_to_action": _call_to_action(creative),
            },
        }
    if creative.form == "video_data":
        return {
            "page_id": creative.page_id,
            "video_data": {
                "video_id": creative.id[3:],
                "title": creative.title,
                "message": creative.body,
                "call_to_action": _call_to_action(creative),
            },
        }
    return ABSENT


def _feed(creative: Creative) -> object:
    if creative.form != "asset_feed":
        return ABSENT
    return {
        "bodies": [{"text": creative.body}],
        "titles": [{"text": creative.title}],
        "link_urls": [{"website_url": creative.link}],
        "call_to_action_types": ["SHOP_NOW"],
    }


def _picture(creative: Creative, size: int) -> str:
    return f"https://scontent.example/v/t45/{creative.id}_{size}.jpg?stp=p{size}&oe=6A5F3C80"


_CREATIVE_STATUS = {"DISAPPROVED": "WITH_ISSUES", "PENDING_REVIEW": "IN_PROCESS"}

CREATIVE: dict[str, Callable[[World, Creative], object]] = {
    "id": lambda _, c: c.id,
    "account_id": lambda world, c: world.accounts[c.account].id,
    "name": lambda _, c: c.name,
    "status": lambda world, c: _CREATIVE_STATUS.get(world.ads[c.index].trouble or "", "ACTIVE"),
    "title": lambda _, c: c.title,
    "body": lambda _, c: c.body,
    "object_type": lambda _, c: "VIDEO" if c.form == "video_data" else "SHARE",
    "object_story_spec": lambda _, c: _story(c),
    "asset_feed_spec": lambda _, c: _feed(c),
    "link_url": lambda _, c: c.link if c.form == "link_url" else ABSENT,
    "object_url": lambda *_: ABSENT,
    "object_story_id": lambda *_: ABSENT,
    "effective_object_story_id": lambda _, c: f"{c.page_id}_{c.id[4:]}",
    "call_to_action_type": lambda *_: "SHOP_NOW",
    "thumbnail_url": lambda _, c: _picture(c, 64),
    "image_url": lambda _, c: ABSENT if c.form == "video_data" else _picture(c, 1080),
    "image_hash": lambda *_: ABSENT,
    "video_id": lambda _, c: c.id[3:] if c.form == "video_data" else ABSENT,
    "url_tags": lambda *_: ABSENT,
    "template_url": lambda *_: ABSENT,
    "instagram_permalink_url": lambda *_: ABSENT,
    "degrees_of_freedom_spec": lambda *_: ABSENT,
    "actor_id": lambda _, c: c.page_id,
}
