"""Campaigns one by one: the list with its pages, a draft, what may be changed of one."""

from dataclasses import field
from datetime import UTC, datetime, timedelta

from typing_extensions import override

from pixecom_desktop.domain.ads import Budget
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.values import dataclass

PAGE, MOST = 20, 100
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DIGITS = 19


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignCard:
    """One campaign with the names that stand beside it; `external_id` None is a local draft."""

    id: int
    external_id: str | None
    name: str
    status: EntityStatus
    delivery_status: DeliveryStatus
    delivery_reason: str
    account: str
    account_name: str
    currency: str
    sellpage: str | None
    sellpage_slug: str | None
    strategy: str | None
    objective: str
    budget: Budget | None
    starts_at: datetime | None
    ends_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page ended: the last campaign's instant and id. Its text is what a script keeps."""

    created_at: datetime
    id: int

    @classmethod
    def parse(cls, text: str) -> "Mark":
        """Read a mark; raises UserError for a text that is none."""
        micros, _, id_ = text.partition("-")
        if not all(
            one.isascii() and one.isdigit() and len(one) <= _DIGITS for one in (micros, id_)
        ):
            raise UserError("That is no mark of a page.")
        try:
            return cls(_EPOCH + int(micros) * _MICROSECOND, min(int(id_), 2**63 - 1))
        except OverflowError as error:
            raise UserError("That is no mark of a page.") from error

    @override
    def __str__(self) -> str:
        return f"{(self.created_at - _EPOCH) // _MICROSECOND}-{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignQuery:
    """Which campaigns, and where the page begins.

    Of the filters the dates are not looked at: `running` asks for campaigns that could run on any
    of its days, each account's own. Raises UserError for a page that is too large, and for rules:
    the list has no figures.
    """

    filters: FilterSet = field(default_factory=FilterSet)
    running: DateChoice | None = None
    after: Mark | None = None
    limit: int = PAGE

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MOST:
            raise UserError(f"A page holds 1 to {MOST} campaigns.")
        if self.filters.rules:
            raise UserError("The list of campaigns has no figures to make rules about.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPage:
    """One page, the newest campaign first; `next` None on the last one."""

    rows: tuple[CampaignCard, ...]
    next: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignDraft:
    """A campaign that is being prepared: `account` is `act_...`, `sellpage` a slug."""

    account: str
    name: str
    objective: str = ""
    budget: Budget | None = None
    sellpage: str = ""
    strategy: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.budget is not None and self.budget.micros <= 0:
            raise UserError("A budget is more than nothing.")
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise UserError("It would end before it begins.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignChanges:
    """What is to be another; None leaves a thing as it is, "" takes a sellpage or strategy off.

    A name and a budget go to Meta where it knows the campaign; the rest is kept here alone.
    """

    name: str | None = None
    budget_micros: int | None = None
    sellpage: str | None = None
    strategy: str | None = None
