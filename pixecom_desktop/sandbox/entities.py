"""What the pretend business consists of.

Entities stand in one order: by account, then campaign, then ad set. So each parent's
children are a `range` of positions, and the figures of any parent are a slice of its ads'.
Times are unix seconds, amounts minor units.
"""

from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class Account:
    """An ad account of one invented shop. `scale` is what a dollar's worth costs here."""

    index: int
    id: str
    name: str
    currency: str
    timezone_name: str
    timezone_id: int
    country: str
    scale: float
    status: int
    created: int
    business: tuple[str, str] | None
    attribution: str
    spent_before: int
    campaigns: range = range(0)
    adsets: range = range(0)
    ads: range = range(0)
    creatives: range = range(0)
    rev: int = 0


@dataclass(slots=True, kw_only=True)
class Entity:
    """What campaigns, ad sets and ads share.

    `status` is what a person chose, `effective` what comes of it and of the parents.
    `trouble` is an effective status that Meta imposes on an otherwise active entity.
    `rev` grows with each change, so that rendered text can be kept.
    """

    index: int
    id: str
    account: int
    name: str
    status: str
    effective: str = "ACTIVE"
    trouble: str | None = None
    created: int
    updated: int
    rev: int = 0


@dataclass(slots=True, kw_only=True)
class Campaign(Entity):
    """A campaign; with a budget of its own (CBO) or none (its ad sets have them)."""

    objective: str
    bid_strategy: str
    start: int
    stop: int | None
    daily_budget: int | None
    lifetime_budget: int | None
    spend_cap: int | None = None
    adsets: range = range(0)
    ads: range = range(0)

    @property
    def has_budget(self) -> bool:
        """Whether the budget lives here rather than on the ad sets."""
        return self.daily_budget is not None or self.lifetime_budget is not None


@dataclass(slots=True, kw_only=True)
class AdSet(Entity):
    """An ad set with its audience, goal and perhaps a budget."""

    campaign: int
    optimization_goal: str
    billing_event: str
    bid_strategy: str
    bid_amount: int | None
    start: int
    end: int | None
    daily_budget: int | None
    lifetime_budget: int | None
    targeting: dict[str, object]
    learning: dict[str, object] | None
    attribution: str = ""
    budget_changes: list[int] = field(default_factory=list)
    ads: range = range(0)


@dataclass(slots=True, kw_only=True)
class Ad(Entity):
    """An ad; `feedback` is the reviewer's word where it was rejected."""

    adset: int
    campaign: int
    creative: int
    feedback: dict[str, dict[str, str]] | None = None


@dataclass(slots=True, kw_only=True)
class Creative:
    """A creative with its landing link; `form` says where Meta keeps that link."""

    index: int
    id: str
    account: int
    name: str
    form: str
    link: str
    title: str
    body: str
    page_id: str
    rev: int = 0


Node = Account | Campaign | AdSet | Ad | Creative
