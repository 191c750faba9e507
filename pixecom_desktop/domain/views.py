"""Saved views: a name for a state of the Ads Manager, with the layout of its columns.

The built-in ones are a catalog; people's own are kept for a user, or shared with the seller's other
users. A view is applied whole: level, filters, sort, columns and comparison come from it.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from decimal import Decimal

from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus, Level
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import AdsQuery, SortKey
from pixecom_desktop.domain.rules import Op, Rule
from pixecom_desktop.domain.text import clean
from pixecom_desktop.domain.values import dataclass

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


def applied(view: SavedView, present: AdsQuery) -> AdsQuery:
    """Return where a view leads from here: all of it its own; a built-in one keeps the days."""
    if not view.is_built_in:
        return view.query
    filters = view.query.filters.changed("dates", present.filters.dates)
    return replace(view.query, filters=filters)


def differs(view: SavedView, query: AdsQuery) -> bool:
    """Tell whether a query is no longer what a view says; inside of its rows it still is.

    Inside, the level is another one, with columns of its own, and a search for names of the level
    above is dropped. A view that names no columns leaves them to the user.
    """
    mine, other = applied(view, query), query
    is_inside = bool(query.parent_campaigns or query.parent_adsets) and query.level != mine.level
    if is_inside:
        mine = replace(mine, level=query.level, columns=query.columns)
        if not query.filters.search:
            mine = replace(mine, filters=mine.filters.changed("search", ""))
    if not view.query.columns:
        mine = replace(mine, columns=query.columns)
    if is_inside or not (mine.parent_campaigns or mine.parent_adsets):
        mine, other = _anywhere(mine), _anywhere(other)
    return mine != other


def _anywhere(query: AdsQuery) -> AdsQuery:
    return replace(query, parent_campaigns=(), parent_adsets=())


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
