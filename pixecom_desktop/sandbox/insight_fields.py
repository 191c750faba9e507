"""What a row of insights can hold: fields, kinds of actions, attribution windows.

One event stands under several names, as with Meta: a reader must pick one. To add a field,
add a line to NUMBERS (a figure), ENTITY (a word about whose row it is) or SILENT.
"""

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.sandbox.funnels import (
    CARTS,
    CHECKOUTS,
    CLICKS,
    IMPRESSIONS,
    MEASURES,
    PURCHASES,
    SPEND,
    VALUE,
    VIEWS,
)

ALL_CLICKS, SHOP_PURCHASES, SHOP_VALUE = range(MEASURES, MEASURES + 3)
WIDE = MEASURES + 3
"""The eight measures and three that follow from them ad by ad: these add up."""
BOUGHT, BOUGHT_VALUE, REACH = range(WIDE, WIDE + 3)
QUANTITIES = WIDE + 3
"""All that a row is written from; the last three are reckoned row by row."""

SILENT = frozenset(
    (
        "video_play_actions", "video_p25_watched_actions", "video_p50_watched_actions",
        "video_p75_watched_actions", "video_p95_watched_actions", "video_p100_watched_actions",
        "video_avg_time_watched_actions", "video_30_sec_watched_actions", "quality_ranking",
        "engagement_rate_ranking", "conversion_rate_ranking", "conversions", "conversion_values",
        "cost_per_conversion", "unique_actions", "cost_per_unique_action_type", "results",
        "cost_per_result", "full_view_impressions", "full_view_reach", "social_spend",
        "estimated_ad_recallers", "canvas_avg_view_time", "canvas_avg_view_percent",
        "catalog_segment_value", "mobile_app_purchase_roas", "wish_bid", "labels", "location",
    )
)  # fmt: skip
"""Fields that exist with Meta and never have anything to say here."""

WINDOWS = frozenset(
    ("default", "1d_click", "7d_click", "28d_click", "1d_view", "7d_view", "28d_view", "1d_ev",
     "dda", "incrementality", "skan_view", "skan_click"),
)  # fmt: skip

ENTITY = (
    "account_id", "account_name", "account_currency", "campaign_id", "campaign_name", "adset_id",
    "adset_name", "ad_id", "ad_name", "objective", "optimization_goal", "buying_type",
    "attribution_setting", "created_time", "updated_time",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A quotient of two quantities; `in_major` where money stands above a plain count."""

    top: int
    bottom: int
    times: int = 1
    in_major: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A field that is one figure: a count, an amount of money or a ratio.

    It has no key where a quantity of `needs` is zero, unless `otherwise` says what stands
    there; `kind` wraps it into a list of one action.
    """

    what: int | Ratio
    is_money: bool = False
    needs: tuple[int, ...] = ()
    otherwise: str = ""
    kind: str = ""
    off_meta: bool = False


def _cost(bottom: int, times: int = 1) -> Number:
    ratio = Ratio(top=SPEND, bottom=bottom, times=times, in_major=True)
    return Number(what=ratio, needs=(bottom,))


NUMBERS: dict[str, Number] = {
    "spend": Number(what=SPEND, is_money=True),
    "impressions": Number(what=IMPRESSIONS),
    "clicks": Number(what=ALL_CLICKS),
    "inline_link_clicks": Number(what=CLICKS, needs=(CLICKS,)),
    "reach": Number(what=REACH),
    "frequency": Number(what=Ratio(top=IMPRESSIONS, bottom=REACH), needs=(REACH,)),
    "cpm": _cost(IMPRESSIONS, 1_000),
    "cpp": _cost(REACH, 1_000),
    "ctr": Number(
        what=Ratio(top=ALL_CLICKS, bottom=IMPRESSIONS, times=100),
        needs=(IMPRESSIONS,),
        otherwise='"0"',
    ),
    "cpc": _cost(ALL_CLICKS),
    "inline_link_click_ctr": Number(
        what=Ratio(top=CLICKS, bottom=IMPRESSIONS, times=100), needs=(CLICKS, IMPRESSIONS)
    ),
    "cost_per_inline_link_click": _cost(CLICKS),
    "purchase_roas": Number(
        what=Ratio(top=BOUGHT_VALUE, bottom=SPEND),
        needs=(BOUGHT_VALUE, SPEND),
        kind="omni_purchase",
        off_meta=True,
    ),
    "website_purchase_roas": Number(
        what=Ratio(top=VALUE, bottom=SPEND),
        needs=(VALUE, SPEND),
        kind="offsite_conversion.fb_pixel_purchase",
        off_meta=True,
    ),
    "outbound_clicks": Number(what=CLICKS, needs=(CLICKS,), kind="outbound_click"),
}


@dataclass(frozen=True, slots=True)
class Action:
    """A kind of action: which quantity counts it and, where it has one, which its value.

    `off_meta` happens on the shop's own site: Meta withholds it from rows that mix
    attribution settings (graph.md section 5).
    """

    kind: str
    count: int
    value: int | None = None
    off_meta: bool = True


_PIXEL = "offsite_conversion.fb_pixel_"
ACTIONS: tuple[Action, ...] = (
    Action("link_click", CLICKS, off_meta=False),
    Action("landing_page_view", VIEWS),
    Action("page_engagement", ALL_CLICKS, off_meta=False),
    Action("post_engagement", ALL_CLICKS, off_meta=False),
    Action("view_content", VIEWS),
    Action("omni_view_content", VIEWS),
    Action(f"{_PIXEL}view_content", VIEWS),
    Action("add_to_cart", CARTS),
    Action("omni_add_to_cart", CARTS),
    Action(f"{_PIXEL}add_to_cart", CARTS),
    Action("initiate_checkout", CHECKOUTS),
    Action("omni_initiated_checkout", CHECKOUTS),
    Action(f"{_PIXEL}initiate_checkout", CHECKOUTS),
    Action("purchase", BOUGHT, BOUGHT_VALUE),
    Action("omni_purchase", BOUGHT, BOUGHT_VALUE),
    Action("web_in_store_purchase", BOUGHT, BOUGHT_VALUE),
    Action(f"{_PIXEL}purchase", PURCHASES, VALUE),
    Action("onsite_web_purchase", SHOP_PURCHASES, SHOP_VALUE, off_meta=False),
    Action("onsite_web_app_purchase", SHOP_PURCHASES, SHOP_VALUE, off_meta=False),
)
FILLERS: tuple[Action, ...] = tuple(
    Action(kind, IMPRESSIONS, off_meta=False)
    for kind in (
        "video_view", "post_reaction", "comment", "post", "like", "photo_view", "rsvp", "checkin",
        "onsite_conversion.post_save", "onsite_conversion.post_net_like",
        "onsite_conversion.post_net_comment", "onsite_conversion.post_net_save",
        "onsite_conversion.post_unlike", "post_interaction_gross", "post_interaction_net",
        "onsite_conversion.messaging_block", "onsite_conversion.messaging_first_reply",
        "onsite_conversion.messaging_conversation_started_7d",
        "onsite_conversion.messaging_user_depth_2_message_send",
        "onsite_conversion.messaging_user_depth_3_message_send",
    )
)  # fmt: skip
"""Kinds that no measure is read from: they fill rows up where a world asks for full ones."""
