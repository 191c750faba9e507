"""How a status runs down the tree: effective status from one's own and the parents'.

graph.md sections 1.8 and 6: setting a parent never changes a child's `status`, only its
`effective_status`.
"""

from pixecom_desktop.sandbox.entities import Ad, AdSet, Campaign

STATUSES = ("ACTIVE", "PAUSED", "ARCHIVED", "DELETED")
GONE = frozenset(("ARCHIVED", "DELETED"))
EFFECTIVE: dict[str, tuple[str, ...]] = {
    "campaign": ("ACTIVE", "PAUSED", "DELETED", "ARCHIVED", "IN_PROCESS", "WITH_ISSUES"),
    "adset": (
        "ACTIVE", "PAUSED", "DELETED", "ARCHIVED", "IN_PROCESS", "WITH_ISSUES", "CAMPAIGN_PAUSED",
    ),
    "ad": (
        "ACTIVE", "PAUSED", "DELETED", "ARCHIVED", "IN_PROCESS", "WITH_ISSUES", "CAMPAIGN_PAUSED",
        "ADSET_PAUSED", "DISAPPROVED", "PENDING_REVIEW", "PREAPPROVED", "PENDING_BILLING_INFO",
    ),
}  # fmt: skip


def of_campaign(campaign: Campaign) -> str:
    """Return a campaign's effective status."""
    if campaign.status != "ACTIVE":
        return campaign.status
    return campaign.trouble or "ACTIVE"


def of_adset(adset: AdSet, campaign: Campaign) -> str:
    """Return an ad set's effective status."""
    gone = _gone(adset.status, campaign.status)
    if gone is not None:
        return gone
    if adset.status == "PAUSED":
        return "PAUSED"
    if campaign.status == "PAUSED":
        return "CAMPAIGN_PAUSED"
    return adset.trouble or "ACTIVE"


def of_ad(ad: Ad, adset: AdSet, campaign: Campaign) -> str:
    """Return an ad's effective status."""
    gone = _gone(ad.status, adset.status, campaign.status)
    if gone is not None:
        return gone
    if ad.status == "PAUSED":
        return "PAUSED"
    if campaign.status == "PAUSED":
        return "CAMPAIGN_PAUSED"
    if adset.status == "PAUSED":
        return "ADSET_PAUSED"
    return ad.trouble or "ACTIVE"


def delivers(ad: Ad, adset: AdSet, campaign: Campaign) -> bool:
    """Whether an ad runs: it and both parents are active without trouble."""
    return ad.effective == adset.effective == campaign.effective == "ACTIVE"


def _gone(*statuses: str) -> str | None:
    if "DELETED" in statuses:
        return "DELETED"
    if "ARCHIVED" in statuses:
        return "ARCHIVED"
    return None
