"""What an entity really does, as one status with its reason.

The rules are a table: Meta's `effective_status` to the product's delivery status. Only an ad set
has a learning stage; a campaign keeps its own status and rolls its children up into the reason.
"""

from collections.abc import Sequence
from datetime import datetime

from pixecom_desktop.domain.enums import DeliveryStatus
from pixecom_desktop.domain.values import dataclass

MAP: dict[str, tuple[DeliveryStatus, str]] = {
    "ACTIVE": (DeliveryStatus.ACTIVE, ""),
    "PAUSED": (DeliveryStatus.INACTIVE, "Paused"),
    "ARCHIVED": (DeliveryStatus.INACTIVE, "Archived"),
    "CAMPAIGN_PAUSED": (DeliveryStatus.NOT_DELIVERING, "Its campaign is paused"),
    "ADSET_PAUSED": (DeliveryStatus.NOT_DELIVERING, "Its ad set is paused"),
    "IN_PROCESS": (DeliveryStatus.LEARNING, "Meta is still processing a change"),
    "WITH_ISSUES": (DeliveryStatus.ERROR, "Meta reports an issue"),
    "DISAPPROVED": (DeliveryStatus.ERROR, "Rejected in review"),
    "PENDING_REVIEW": (DeliveryStatus.PENDING_REVIEW, "In review at Meta"),
    "PREAPPROVED": (DeliveryStatus.UNKNOWN, "Approved, waiting to run"),
    "PENDING_BILLING_INFO": (DeliveryStatus.UNKNOWN, "The account has no payment method"),
    "DELETED": (DeliveryStatus.UNKNOWN, "Deleted at Meta"),
}
"""Source: the map of spec.md ("Sync"), with the finer reasons of graph.md section 6."""

TITLES: dict[DeliveryStatus, str] = {
    DeliveryStatus.ACTIVE: "Active",
    DeliveryStatus.INACTIVE: "Off",
    DeliveryStatus.LEARNING: "Learning",
    DeliveryStatus.ERROR: "Error",
    DeliveryStatus.LIMITED: "Learning limited",
    DeliveryStatus.NOT_DELIVERING: "Not delivering",
    DeliveryStatus.PENDING_REVIEW: "In review",
    DeliveryStatus.UNKNOWN: "Unknown",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One delivery status with its reason; `raw` is Meta's own word, kept as it came."""

    status: DeliveryStatus
    reason: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What Meta says about an entity's delivery; texts are "" where a key was absent."""

    effective_status: str
    learning_stage: str = ""
    issue: str = ""
    review_feedback: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    account_delivers: bool = True


def judge(signals: Signals, now: datetime) -> Delivery:
    """Return the delivery that the signals add up to at this instant."""
    raw = signals.effective_status
    status, reason = MAP.get(
        raw, (DeliveryStatus.UNKNOWN, f"Meta says {raw}" if raw else "Meta gives no status")
    )
    match raw:
        case "ACTIVE":
            status, reason = _active(signals, now)
        case "WITH_ISSUES":
            reason = signals.issue or reason
        case "DISAPPROVED":
            reason = signals.review_feedback or signals.issue or reason
    return Delivery(status=status, reason=reason, raw=raw)


def _active(signals: Signals, now: datetime) -> tuple[DeliveryStatus, str]:
    reason = _held_back(signals, now)
    match signals.learning_stage:
        case "LEARNING":
            return DeliveryStatus.LEARNING, reason or "In the learning phase"
        case "FAIL":
            return DeliveryStatus.LIMITED, reason or "Too few results to leave the learning phase"
    return DeliveryStatus.ACTIVE, reason


def _held_back(signals: Signals, now: datetime) -> str:
    if not signals.account_delivers:
        return "The ad account cannot deliver"
    if signals.ends_at is not None and signals.ends_at <= now:
        return f"Ended {signals.ends_at:%Y-%m-%d}"
    if signals.starts_at is not None and signals.starts_at > now:
        return f"Starts {signals.starts_at:%Y-%m-%d}"
    return ""


_CHILD_WORDS: tuple[tuple[DeliveryStatus, str], ...] = (
    (DeliveryStatus.LEARNING, "learning"),
    (DeliveryStatus.LIMITED, "learning limited"),
    (DeliveryStatus.ERROR, "with errors"),
    (DeliveryStatus.PENDING_REVIEW, "in review"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Children:
    """How many children of one kind a campaign has, and how many in each delivery status."""

    noun: str
    total: int
    counts: dict[DeliveryStatus, int]
    rejected: int = 0


def roll_up(own: str, children: Sequence[Children]) -> str:
    """Return a campaign's reason: its own, then its children ("3 of 8 ad sets learning")."""
    parts = [own] if own else []
    for kind in children:
        for status, words in _CHILD_WORDS:
            count = kind.counts.get(status, 0)
            if status is DeliveryStatus.ERROR:
                count -= kind.rejected
            if count > 0:
                parts.append(f"{count} of {kind.total} {_plural(kind.noun, kind.total)} {words}")
        if kind.rejected:
            parts.append(f"{kind.rejected} {_plural(kind.noun, kind.rejected)} rejected")
    return ", ".join(parts)


def of_learning_adset(own: str) -> str:
    """Return the reason of an active ad whose ad set is learning (graph.md section 6)."""
    return f"{own}, its ad set is learning" if own else "Its ad set is learning"


def _plural(noun: str, count: int) -> str:
    return noun if count == 1 else f"{noun}s"
