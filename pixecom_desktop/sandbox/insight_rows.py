"""Rows of insights as JSON text, written column by column for one page at a time.

All scalars are strings; a key is absent where Meta leaves it out (graph.md 1.6); ratios
are exact quotients with at most six decimals. One event stands under several names, as
with Meta: a reader must pick one.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pixecom_desktop.sandbox.call import Call
from pixecom_desktop.sandbox.currencies import major_text, offset, ratio_text
from pixecom_desktop.sandbox.entities import Account, Ad, AdSet, Campaign
from pixecom_desktop.sandbox.errors import bad_parameter, nonexisting_field
from pixecom_desktop.sandbox.fieldspec import parse
from pixecom_desktop.sandbox.filters import LEVELS
from pixecom_desktop.sandbox.filters import parse as parse_filters
from pixecom_desktop.sandbox.periods import Span
from pixecom_desktop.sandbox.world import World

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of an answer: entity and span of each, and its figures [measure, row]."""

    entities: npt.NDArray[np.int64]
    spans: tuple[Span, ...]
    span_of: npt.NDArray[np.int64]
    figures: npt.NDArray[np.int64]

    @property
    def size(self) -> int:
        """How many rows there are."""
        return int(self.entities.size)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row's figures in minor units and counts, in the order of `Rows.figures`."""

    minor: int
    spend: int
    impressions: int
    clicks: int
    views: int
    carts: int
    checkouts: int
    purchases: int
    value: int
    all_clicks: int
    shop_purchases: int
    shop_value: int

    @property
    def reach(self) -> int:
        """People reached: not additive, so it is drawn from the row's own impressions."""
        return self.impressions - self.impressions * self.impressions // (
            4 * self.impressions + 20_000
        )


def _ratio(numerator: int, denominator: int) -> str | None:
    return f'"{ratio_text(numerator, denominator)}"' if denominator else None


def _counts(row: _Row) -> list[tuple[str, int]]:
    bought = row.purchases + row.shop_purchases
    return [
        ("link_click", row.clicks),
        ("landing_page_view", row.views),
        ("page_engagement", row.all_clicks),
        ("post_engagement", row.all_clicks),
        ("view_content", row.views),
        ("omni_view_content", row.views),
        ("offsite_conversion.fb_pixel_view_content", row.views),
        ("add_to_cart", row.carts),
        ("omni_add_to_cart", row.carts),
        ("offsite_conversion.fb_pixel_add_to_cart", row.carts),
        ("initiate_checkout", row.checkouts),
        ("omni_initiated_checkout", row.checkouts),
        ("offsite_conversion.fb_pixel_initiate_checkout", row.checkouts),
        ("purchase", bought),
        ("omni_purchase", bought),
        ("web_in_store_purchase", bought),
        ("offsite_conversion.fb_pixel_purchase", row.purchases),
        ("onsite_web_purchase", row.shop_purchases),
        ("onsite_web_app_purchase", row.shop_purchases),
    ]


def _values(row: _Row) -> list[tuple[str, int]]:
    bought = row.value + row.shop_value
    return [
        ("purchase", bought),
        ("omni_purchase", bought),
        ("web_in_store_purchase", bought),
        ("offsite_conversion.fb_pixel_purchase", row.value),
        ("onsite_web_purchase", row.shop_value),
        ("onsite_web_app_purchase", row.shop_value),
    ]


def _roas(row: _Row, name: str, value: int) -> str | None:
    if not value or not row.spend:
        return None
    return f'[{{"action_type":"{name}","value":"{ratio_text(value, row.spend)}"}}]'


_NUMBERS: dict[str, Callable[[_Row], str | None]] = {
    "spend": lambda row: f'"{major_text(row.spend, row.minor)}"',
    "impressions": lambda row: f'"{row.impressions}"',
    "clicks": lambda row: f'"{row.all_clicks}"',
    "inline_link_clicks": lambda row: f'"{row.clicks}"' if row.clicks else None,
    "reach": lambda row: f'"{row.reach}"',
    "frequency": lambda row: _ratio(row.impressions, row.reach),
    "cpm": lambda row: _ratio(row.spend * 1_000, row.impressions * row.minor),
    "cpp": lambda row: _ratio(row.spend * 1_000, row.reach * row.minor),
    "ctr": lambda row: _ratio(row.all_clicks * 100, row.impressions) or '"0"',
    "cpc": lambda row: _ratio(row.spend, row.all_clicks * row.minor),
    "inline_link_click_ctr": lambda row: (
        _ratio(row.clicks * 100, row.impressions) if row.clicks else None
    ),
    "cost_per_inline_link_click": lambda row: _ratio(row.spend, row.clicks * row.minor),
    "purchase_roas": lambda row: _roas(row, "omni_purchase", row.value + row.shop_value),
    "website_purchase_roas": lambda row: _roas(
        row, "offsite_conversion.fb_pixel_purchase", row.value
    ),
    "outbound_clicks": lambda row: (
        f'[{{"action_type":"outbound_click","value":"{row.clicks}"}}]' if row.clicks else None
    ),
}
_LISTS = ("actions", "action_values", "cost_per_action_type")
_ENTITY = (
    "account_id", "account_name", "account_currency", "campaign_id", "campaign_name", "adset_id",
    "adset_name", "ad_id", "ad_name", "objective", "optimization_goal", "buying_type",
    "attribution_setting", "created_time", "updated_time",
)  # fmt: skip


class RowWriter:
    """Writes the rows of one call."""

    def __init__(self, world: World, call: Call, account: Account, level: str) -> None:
        self._world = world
        self._account = account
        self._level = level
        self._fields = self._asked(call)
        windows = call.words("action_attribution_windows") or []
        unknown = [one for one in windows if one not in WINDOWS]
        if unknown:
            raise bad_parameter(
                f"action_attribution_windows cannot be {unknown[0]}.",
                blame="action_attribution_windows",
            )
        self._windows = [one for one in windows if one != "default"]
        self._kinds = [one for one in parse_filters(call) if one.field == "action_type"]

    def write(self, rows: Rows, start: int, stop: int) -> list[bytes]:
        """Return the JSON of rows `start` up to `stop`."""
        figures = rows.figures[:, start:stop].T.tolist()
        minor = offset(self._account.currency)
        dates = [
            f'"date_start":"{first}","date_stop":"{last}"'
            for first, last in (span.texts() for span in rows.spans)
        ]
        readers = [(f'"{name}":', read) for name, read in self._readers()]
        places = rows.entities[start:stop].tolist()
        moments = rows.span_of[start:stop].tolist()
        heads = {place: self._head(place) for place in set(places)}
        written = []
        for place, moment, values in zip(places, moments, figures, strict=True):
            row = _Row(minor, *values)
            parts = list(heads[place])
            for key, read in readers:
                text = read(row)
                if text is not None:
                    parts.append(key + text)
            parts.append(dates[moment])
            written.append(("{" + ",".join(parts) + "}").encode())
        return written

    def _asked(self, call: Call) -> list[str]:
        fields = parse(call.params.get("fields"))
        if fields is None:
            ids = [f"{level}_id" for level in LEVELS[: LEVELS.index(self._level) + 1]]
            return [*ids, "impressions", "spend"]
        names = [field.name for field in fields if field.name not in ("date_start", "date_stop")]
        for name in names:
            if name not in _NUMBERS and name not in _LISTS and name not in _ENTITY:
                if name in SILENT:
                    continue
                raise nonexisting_field(name, "AdsInsights")
        return names

    def _readers(self) -> list[tuple[str, Callable[[_Row], str | None]]]:
        """Return the asked figures with what reads each out of a row."""
        lists = {
            "actions": lambda row: self._listed(_counts(row), str),
            "action_values": self._valued,
            "cost_per_action_type": self._costs,
        }
        known = {**_NUMBERS, **lists}
        return [(name, known[name]) for name in self._fields if name in known]

    def _valued(self, row: _Row) -> str | None:
        if not row.value and not row.shop_value:
            return None
        return self._listed(_values(row), lambda value: major_text(value, row.minor))

    def _listed(self, pairs: list[tuple[str, int]], text: Callable[[int], str]) -> str | None:
        if not self._kinds and not self._windows:
            parts = [
                f'{{"action_type":"{kind}","value":"{text(amount)}"}}'
                for kind, amount in pairs
                if amount
            ]
        else:
            parts = [
                f'{{"action_type":"{kind}","value":"{text(amount)}"'
                f"{self._in_windows(amount, text)}}}"
                for kind, amount in pairs
                if amount and self._wants(kind)
            ]
        return f"[{','.join(parts)}]" if parts else None

    def _costs(self, row: _Row) -> str | None:
        if not row.spend:
            return None
        parts = [
            f'{{"action_type":"{kind}","value":"{ratio_text(row.spend, count * row.minor)}"}}'
            for kind, count in _counts(row)
            if count and self._wants(kind)
        ]
        return f"[{','.join(parts)}]" if parts else None

    def _wants(self, kind: str) -> bool:
        return all(one.holds(kind) for one in self._kinds)

    def _in_windows(self, amount: int, text: Callable[[int], str]) -> str:
        viewed = amount // 8
        clicked = amount - viewed
        shares = {
            "1d_click": clicked * 3 // 4,
            "7d_click": clicked,
            "28d_click": clicked,
            "1d_view": viewed,
        }
        parts = [f',"{one}":"{text(shares[one])}"' for one in self._windows if shares.get(one)]
        return "".join(parts)

    def _head(self, place: int) -> list[str]:
        """Return the parts of a row that tell whose it is, as far as they were asked for."""
        known = self._known(place)
        return [f'"{name}":{json.dumps(known[name])}' for name in self._fields if name in known]

    def _known(self, place: int) -> dict[str, str]:
        world, account = self._world, self._account
        known = {
            "account_id": account.id,
            "account_name": account.name,
            "account_currency": account.currency,
            "attribution_setting": account.attribution,
            "buying_type": "AUCTION",
        }
        node: Campaign | AdSet | Ad
        if self._level == "account":
            return known
        campaign: Campaign
        if self._level == "campaign":
            node = campaign = world.campaigns[place]
        else:
            adset: AdSet
            if self._level == "adset":
                node = adset = world.adsets[place]
            else:
                node = world.ads[place]
                adset = world.adsets[node.adset]
                known.update(ad_id=node.id, ad_name=node.name)
            campaign = world.campaigns[adset.campaign]
            known.update(
                adset_id=adset.id, adset_name=adset.name, optimization_goal=adset.optimization_goal
            )
        known.update(
            campaign_id=campaign.id,
            campaign_name=campaign.name,
            objective=campaign.objective,
        )
        for name, seconds in (("created_time", node.created), ("updated_time", node.updated)):
            if name in self._fields:
                known[name] = world.instant(seconds, account.index)[:10]
        return known
