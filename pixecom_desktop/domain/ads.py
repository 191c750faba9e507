"""What Meta tells about the ad tree, in the house's words; ids here are Meta's.

`meta` makes these values, `sync` carries them, `storage` gives them internal ids.
"""

from datetime import date, datetime
from typing import NamedTuple

from pixecom_desktop.domain.delivery import Delivery
from pixecom_desktop.domain.enums import BudgetType, ConnectionHealth, ConnectionType, EntityStatus
from pixecom_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An ad account; `external_id` is `act_...`, `status` Meta's number (1 and 9 deliver)."""

    external_id: str
    name: str
    currency: str
    timezone: str
    status: int

    @property
    def can_deliver(self) -> bool:
        """Tell whether Meta delivers ads of this account (graph.md section 1.2)."""
        return self.status in (1, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """One Meta object that a seller has linked, without its token.

    `history_days`: so many days are read of a new account, None for the usual number.
    """

    id: int
    seller_id: int
    type: ConnectionType
    external_id: str
    name: str
    currency: str
    timezone: str
    is_active: bool
    health: ConnectionHealth
    health_reason: str
    history_days: int | None = None

    @property
    def place(self) -> tuple[int, str]:
        """Return the seller and Meta's id: two sellers may have linked the same account."""
        return self.seller_id, self.external_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """An entity's own budget in micros of its account's currency."""

    micros: int
    type: BudgetType


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A campaign as Meta last told it. `budget` None: it sits on the ad sets, or is unknown."""

    external_id: str
    name: str
    status: EntityStatus
    delivery: Delivery
    budget: Budget | None
    objective: str = ""
    bid_strategy: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdSet:
    """An ad set as Meta last told it; `audience` is its targeting in one line."""

    external_id: str
    campaign_external_id: str
    name: str
    status: EntityStatus
    delivery: Delivery
    budget: Budget | None
    optimization_goal: str = ""
    bid_strategy: str = ""
    audience: str = ""
    learning_stage: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Creative:
    """What an ad shows and where it leads; `landing_url` "" where Meta names none."""

    external_id: str
    name: str = ""
    thumbnail_url: str = ""
    landing_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ad:
    """An ad as Meta last told it."""

    external_id: str
    adset_external_id: str
    campaign_external_id: str
    name: str
    status: EntityStatus
    delivery: Delivery
    creative: Creative | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None


Entity = Campaign | AdSet | Ad


class DailyStats(NamedTuple):
    """The eight measures of one entity on one day of its account; money in micros.

    A tuple and no data class: a sync makes hundreds of thousands, and the driver takes them so.
    The order of the measures is the catalog's.
    """

    external_id: str
    day: date
    spend: int
    impressions: int
    link_clicks: int
    content_views: int
    add_to_cart: int
    checkout_initiated: int
    purchases: int
    purchase_value: int
