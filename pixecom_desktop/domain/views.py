"""Saved views: a name for a state of the Ads Manager, with the layout of its columns.

The built-in ones are a catalog; people's own are kept for a user, or shared with the seller's other
users. A view is applied whole: level, filters, sort, columns and comparison come from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus, Level
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import AdsQuery, SortKey
from pixecom_desktop.domain.rules import Op, Rule
from pixecom_desktop.domain.text import clean

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewLayout:
    """How a view's table is laid out: widths in pixels by column, the density of its rows."""

    widths: Mapping[str, int] = field(default_factory=dict)
    density: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """One view. `key` names it in settings: a built-in's word, or the number of a saved one."""

    key: str
    name: str
    query: AdsQuery
    layout: ViewLayout = field(default_factory=ViewLayout)
    is_built_in: bool = False
    is_shared: bool = False
    is_mine: bool = True


def named(text: str) -> str:
    """Return a view's name as it is kept; raises UserError for none or too long a one."""
    name = " ".join(clean(text).split())
    if not name or len(name) > LONGEST_NAME:
        raise UserError(f"A view needs a name of {LONGEST_NAME} signs at most.")
    return name


def _built_in(key: str, name: str, query: AdsQuery) -> SavedView:
    return SavedView(key=key, name=name, query=query, is_built_in=True)


_SPENT = Rule("spend", Op.GREATER, Decimal(0))

BUILT_IN: tuple[SavedView, ...] = (
    _built_in("spent", "Spent in range", AdsQuery(filters=FilterSet(rules=(_SPENT,)))),
    _built_in(
        "losing",
        "Losing money",
        AdsQuery(filters=FilterSet(rules=(_SPENT, Rule("roas", Op.LESS, Decimal(1))))),
    ),
    _built_in(
        "top_roas",
        "Top by ROAS",
        AdsQuery(
            filters=FilterSet(rules=(_SPENT,)), sort=SortKey("roas"), then=(SortKey("spend"),)
        ),
    ),
    _built_in(
        "not_delivering",
        "Not delivering",
        AdsQuery(
            filters=FilterSet(
                statuses=(EntityStatus.ACTIVE,),
                deliveries=(DeliveryStatus.NOT_DELIVERING, DeliveryStatus.ERROR),
            )
        ),
    ),
    _built_in(
        "learning",
        "Learning on ad sets",
        AdsQuery(
            level=Level.ADSET,
            filters=FilterSet(deliveries=(DeliveryStatus.LEARNING, DeliveryStatus.LIMITED)),
        ),
    ),
)
"""The catalog of views that everybody has, in the order of the menu."""
