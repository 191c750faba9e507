"""The columns that a rule may be about, and how people call them."""

from collections.abc import Mapping

from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.metrics.catalog import MEASURE_BY_KEY, METRIC_BY_KEY
from pixecom_desktop.domain.metrics.contract import Kind

TEXTS: Mapping[str, str] = {
    "name": "Name",
    "status": "Status",
    "delivery_status": "Delivery",
    "delivery_reason": "Delivery reason",
    "account": "Ad account ID",
    "account_name": "Ad account",
    "currency": "Currency",
    "budget_type": "Budget type",
    "sellpage": "Sellpage",
    "strategy": "Strategy",
    "objective": "Objective",
    "optimization_goal": "Optimization goal",
    "bid_strategy": "Bid strategy",
    "audience": "Audience",
    "landing_url": "Landing link",
    "campaign_name": "Campaign",
    "adset_name": "Ad set",
}
DAYS: Mapping[str, str] = {
    "start_date": "Start date",
    "end_date": "End date",
    "created_at": "Created",
}
NUMBERS: Mapping[str, str] = {
    "budget": "Budget/day",
    **{key: measure.label for key, measure in MEASURE_BY_KEY.items()},
    **{key: metric.label for key, metric in METRIC_BY_KEY.items()},
}
COLUMNS: Mapping[str, str] = {**NUMBERS, **DAYS, **TEXTS}
"""Every column that a rule may be about: its title by its key."""

_KEYS = {title.casefold(): key for key, title in COLUMNS.items()} | {key: key for key in COLUMNS}


def key_of(words: str) -> str:
    """Return the key of a column that is called so, or has that key; raises UserError for none."""
    found = _KEYS.get(" ".join(words.casefold().split()))
    if found is None:
        raise no_column(words)
    return found


def no_column(words: str) -> UserError:
    """Return the error of a column that nobody knows."""
    known = ", ".join(COLUMNS)
    return UserError(f"{words[:40]!r} is no column to filter by. Use one of {known}.")


def kind_of(key: str) -> Kind | None:
    """Return what kind of number a column holds; None for days and texts."""
    if key == "budget":
        return Kind.MONEY
    known = MEASURE_BY_KEY.get(key) or METRIC_BY_KEY.get(key)
    return None if known is None else known.kind
