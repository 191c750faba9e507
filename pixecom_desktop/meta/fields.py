"""Which fields each endpoint is asked for, and where each measure stands in an insights row.

This is the one place that says so: to add a measure, add its line to SOURCES (and to the catalog,
the schema and `insights`). Statuses are always named, or Meta leaves archived and deleted objects
out (graph.md section 1.4).
"""

import re
from collections.abc import Collection
from enum import Enum

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.values import dataclass

ACCOUNT = "id,name,currency,timezone_name,account_status"
_NODE = "id,name,status,configured_status,effective_status,created_time,updated_time,issues_info"
_BUDGET = "daily_budget,lifetime_budget,bid_strategy,start_time"
ENTITY: dict[Level, str] = {
    Level.CAMPAIGN: f"{_NODE},{_BUDGET},objective,stop_time",
    Level.ADSET: (
        f"{_NODE},{_BUDGET},campaign_id,optimization_goal,end_time,targeting,learning_stage_info"
    ),
    Level.AD: (
        f"{_NODE},adset_id,campaign_id,ad_review_feedback,"
        "creative{id,name,thumbnail_url,link_url,object_url,object_story_spec,asset_feed_spec}"
    ),
}
_STATE = "id,name,status,configured_status,effective_status,updated_time"
STATE: dict[Level, str] = {
    level: _STATE if level is Level.AD else f"{_STATE},daily_budget,lifetime_budget"
    for level in Level
}
"""What may be changed of an entity: light enough for pages of 500."""

_COMMON = ("ACTIVE", "PAUSED", "ARCHIVED", "DELETED", "IN_PROCESS", "WITH_ISSUES")
STATUSES: dict[Level, tuple[str, ...]] = {
    Level.CAMPAIGN: _COMMON,
    Level.ADSET: (*_COMMON, "CAMPAIGN_PAUSED"),
    Level.AD: (
        *_COMMON,
        "CAMPAIGN_PAUSED",
        "ADSET_PAUSED",
        "DISAPPROVED",
        "PENDING_REVIEW",
        "PREAPPROVED",
        "PENDING_BILLING_INFO",
    ),
}
"""Every effective status of a level (graph.md section 6)."""


class Place(Enum):
    """Which part of an insights row holds a measure."""

    FIELD = "field"
    ACTIONS = "actions"
    ACTION_VALUES = "action_values"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a measure stands: the place, and the field's or the action's name there."""

    place: Place
    name: str


PIXEL = "offsite_conversion.fb_pixel_"
SOURCES: dict[str, Source] = {
    "spend": Source(Place.FIELD, "spend"),
    "impressions": Source(Place.FIELD, "impressions"),
    "link_clicks": Source(Place.FIELD, "inline_link_clicks"),
    "content_views": Source(Place.ACTIONS, f"{PIXEL}view_content"),
    "add_to_cart": Source(Place.ACTIONS, f"{PIXEL}add_to_cart"),
    "checkout_initiated": Source(Place.ACTIONS, f"{PIXEL}initiate_checkout"),
    "purchases": Source(Place.ACTIONS, f"{PIXEL}purchase"),
    "purchase_value": Source(Place.ACTION_VALUES, f"{PIXEL}purchase"),
}
"""Source: the measure table of the product (spec.md). The same event stands under other names too:
one name is taken, never added up (graph.md section 5)."""


def _row(name: str) -> str:
    return ",".join(
        (
            f"{name}_id",
            *(one.name for one in SOURCES.values() if one.place is Place.FIELD),
            Place.ACTIONS.value,
            Place.ACTION_VALUES.value,
            "attribution_setting",
        )
    )


INSIGHTS: dict[Level, str] = {level: _row(level.value.lower()) for level in Level}
INSIGHTS_OF_ACCOUNT = _row("account")

OPTIONAL = frozenset(
    {
        "ad_review_feedback",
        "asset_feed_spec",
        "attribution_setting",
        "bid_strategy",
        "configured_status",
        "creative",
        "issues_info",
        "learning_stage_info",
        "link_url",
        "object_story_spec",
        "object_url",
        "objective",
        "optimization_goal",
        "targeting",
        "thumbnail_url",
    }
)
"""What the house can do without for a while, where a version of Meta's does not know it any more.

Everything else is never left out: a sum without its spend would look like a true one.
"""

_UNKNOWN = re.compile(r"nonexisting field \((\w+)\)|(\w+) is not valid for fields param")


def gone(message: str) -> str:
    """Return the optional field that Meta says it does not know, "" where it is none."""
    found = _UNKNOWN.search(message)
    name = (found[1] or found[2]) if found else ""
    return name if name in OPTIONAL else ""


def without(asked: str, names: Collection[str]) -> str:
    """Return a list of fields without some, and without what would be nested in them."""
    for name in names:
        asked = re.sub(rf"(?<!\w){name}(?!\w)(\{{[^}}]*\}})?", "", asked)
        asked = re.sub(r",+", ",", asked).replace("{,", "{").replace(",}", "}").strip(",")
    return asked
