"""Column sets: which columns are shown together, in which order. To add a set, add a line."""

from pixecom_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSet:
    """A set under its name; `columns` are keys, () each level's own set."""

    key: str
    title: str
    columns: tuple[str, ...]


_HEAD = ("status", "delivery_status")

COLUMN_SETS: tuple[ColumnSet, ...] = (
    ColumnSet(key="all", title="All", columns=()),
    ColumnSet(
        key="money",
        title="Money",
        columns=(
            *(*_HEAD, "budget", "spend", "purchase_value", "roas", "results", "cost_per_result"),
            *("purchases", "cost_per_purchase"),
        ),
    ),
    ColumnSet(
        key="traffic",
        title="Traffic",
        columns=(
            *(*_HEAD, "spend", "impressions", "cpm", "link_clicks", "ctr", "cpc"),
            *("content_views", "cpv"),
        ),
    ),
    ColumnSet(
        key="funnel",
        title="Funnel",
        columns=(
            *(*_HEAD, "spend", "link_clicks", "content_views", "add_to_cart", "cost_per_atc"),
            *("checkout_initiated", "cost_per_checkout", "purchases", "cost_per_purchase"),
            *("purchase_value", "roas"),
        ),
    ),
    ColumnSet(
        key="rates",
        title="Rates",
        columns=(
            *(*_HEAD, "spend", "roas", "ctr", "cr", "cr1", "cr2", "cpm", "cpc", "cpv"),
            *("cost_per_atc", "cost_per_checkout", "cost_per_purchase"),
        ),
    ),
)
"""The catalog, in the order of the chooser."""
