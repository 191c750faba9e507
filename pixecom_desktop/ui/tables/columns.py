"""Every column of the Ads Manager's table: a line each.

Labels, kinds and formulas of figures come from the metrics catalog; here stand only their
widths, what is set apart and what is said beside the formula (DESIGN.md 5, spec.md "columns").
"""

from dataclasses import replace
from enum import Enum, auto

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.metrics.catalog import CONVERSIONS, MEASURE_BY_KEY, METRIC_BY_KEY
from pixecom_desktop.domain.metrics.contract import Kind, Metric
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.translate import tr


class Face(Enum):
    """How a column's cells look."""

    CHECK = auto()
    THUMBNAIL = auto()
    NAME = auto()
    PARENT = auto()
    STATUS = auto()
    DELIVERY = auto()
    DATE = auto()
    BUDGET = auto()
    MONEY = auto()
    COUNT = auto()
    COMPACT = auto()
    PERCENT = auto()
    ROAS = auto()
    TEXT = auto()


LEFT = frozenset(
    {
        Face.CHECK,
        Face.THUMBNAIL,
        Face.NAME,
        Face.PARENT,
        Face.STATUS,
        Face.DELIVERY,
        Face.DATE,
        Face.TEXT,
    }
)
FIGURES = frozenset({Face.MONEY, Face.COUNT, Face.COMPACT, Face.PERCENT, Face.ROAS})
MIN_WIDTH = 56


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `width` in pixels; `strong` text is primary; `divided` has a line before it."""

    key: str
    label: str
    face: Face
    width: int
    tip: str = ""
    strong: bool = False
    divided: bool = False
    frozen: bool = False
    hidden: bool = False

    @property
    def is_conversion(self) -> bool:
        """Tell whether it shows what happens on the shop's own site, as a sum or in a ratio."""
        metric = self.metric
        parts = {self.key} if metric is None else {metric.part, metric.whole}
        return not parts.isdisjoint(measure.key for measure in CONVERSIONS)

    @property
    def is_left(self) -> bool:
        """Tell whether cells and header stand at the left; numbers stand at the right."""
        return self.face in LEFT

    @property
    def is_sortable(self) -> bool:
        """Tell whether a click on the header sorts by it."""
        return self.face not in (Face.CHECK, Face.THUMBNAIL)

    @property
    def aside(self) -> int:
        """Return the pixels that a mark takes beside the text."""
        return {Face.ROAS: 24, Face.DELIVERY: 18, Face.STATUS: 12}.get(self.face, 0)

    @property
    def metric(self) -> Metric | None:
        """Return the metric that is shown, None for a measure and for what is no figure."""
        return METRIC_BY_KEY.get(self.key)


NOUNS: dict[Level, tuple[str, str]] = {
    Level.CAMPAIGN: ("campaign", "campaigns"),
    Level.ADSET: ("ad set", "ad sets"),
    Level.AD: ("ad", "ads"),
}

_LINKS = "CTR and CPC are of link clicks."
_BUYS = "Results are website purchases."
_NOTES: dict[str, tuple[str, ...]] = {
    "ctr": (_LINKS,),
    "cpc": (_LINKS,),
    "link_clicks": (_LINKS,),
    "results": (_BUYS,),
    "cost_per_result": (_BUYS,),
    "cost_per_atc": ("ATC: adds to cart.",),
    "cost_per_checkout": ("CO: checkouts initiated.",),
}
_PIXEL = "offsite_conversion.fb_pixel_"
_META_WORDS = {
    "spend": "spend",
    "impressions": "impressions",
    "link_clicks": "inline_link_clicks",
    "content_views": f"{_PIXEL}view_content",
    "add_to_cart": f"{_PIXEL}add_to_cart",
    "checkout_initiated": f"{_PIXEL}initiate_checkout",
    "purchases": f"{_PIXEL}purchase",
    "purchase_value": f"value of {_PIXEL}purchase",
}
"""Where Meta says each measure (spec.md, the metrics contract)."""
_FACES = {Kind.MONEY: Face.MONEY, Kind.PERCENT: Face.PERCENT, Kind.COUNT: Face.COMPACT}


def _figure(
    key: str, width: int, *, strong: bool = False, divided: bool = False, hidden: bool = False
) -> Column:
    known = METRIC_BY_KEY.get(key) or MEASURE_BY_KEY[key]
    face = {"roas": Face.ROAS, "results": Face.COUNT}.get(key) or _FACES[known.kind]
    return Column(
        key=key,
        label=known.label,
        face=face,
        width=width,
        tip=_explained(key),
        strong=strong,
        divided=divided,
        hidden=hidden,
    )


def _explained(key: str) -> str:
    metric = METRIC_BY_KEY.get(key)
    if metric is None:
        measure = MEASURE_BY_KEY[key]
        first, parts = f"{measure.label}: {measure.source}, added up over the days shown", [key]
    else:
        formula = metric.formula.replace(" x ", " \N{MULTIPLICATION SIGN} ")
        first = f"{metric.label} = {formula}"
        parts = [part for part in (metric.part, metric.whole) if part]
    source = ", ".join(dict.fromkeys(_META_WORDS[part] for part in parts))
    return "\n".join([first, *_NOTES.get(key, ()), f"Source: Meta's insights, {source}"])


CHECK = Column(key="check", label="", face=Face.CHECK, width=40, frozen=True)
SELLER = Column(
    key="seller",
    label="Seller",
    face=Face.TEXT,
    width=120,
    frozen=True,
    tip="Whose it is: what is done to it is done as that seller's",
)
THUMBNAIL = Column(key="thumbnail_url", label="", face=Face.THUMBNAIL, width=44, frozen=True)

_HEAD: tuple[Column, ...] = (
    Column(key="status", label="Status", face=Face.STATUS, width=84, tip="As it is set at Meta"),
    Column(
        key="delivery_status",
        label="Delivery",
        face=Face.DELIVERY,
        width=136,
        tip="What it really does, and why: the reason is in the cell's tooltip",
    ),
    Column(
        key="start_date",
        label="Start date",
        face=Face.DATE,
        width=104,
        tip="The day it starts, in the ad account's time zone",
    ),
    Column(
        key="budget",
        label="Budget/day",
        face=Face.BUDGET,
        width=104,
        strong=True,
        tip="Its own budget. The summary adds the daily budgets of active rows",
    ),
)
_TAIL: tuple[Column, ...] = (
    _figure("spend", 104, strong=True, divided=True),
    _figure("roas", 80, strong=True),
    _figure("results", 76, strong=True),
    _figure("cost_per_result", 84, strong=True),
    _figure("cpm", 72, divided=True),
    _figure("ctr", 70),
    _figure("impressions", 92, hidden=True),
    _figure("link_clicks", 76),
    _figure("cpc", 68),
    _figure("content_views", 76),
    _figure("cpv", 68),
    _figure("add_to_cart", 68, divided=True),
    _figure("cost_per_atc", 88),
    _figure("checkout_initiated", 92),
    _figure("cost_per_checkout", 88),
    _figure("purchases", 92, strong=True),
    _figure("cost_per_purchase", 84),
    _figure("purchase_value", 108, strong=True, divided=True),
    _figure("cr", 70),
    _figure("cr1", 70),
    _figure("cr2", 70),
)
CAMPAIGN_NAME = Column(
    key="campaign_name", label="Campaign", face=Face.PARENT, width=160, tip="The campaign it is in"
)
ADSET_NAME = Column(
    key="adset_name", label="Ad set", face=Face.PARENT, width=160, tip="The ad set it is in"
)
_EXTRAS: dict[Level, tuple[Column, ...]] = {
    Level.ADSET: (
        Column(
            key="optimization_goal",
            label="Optimization goal",
            face=Face.TEXT,
            width=160,
            divided=True,
            tip="What Meta optimizes delivery for",
        ),
        Column(
            key="bid_strategy", label="Bid strategy", face=Face.TEXT, width=150, tip="How it bids"
        ),
        Column(
            key="audience",
            label="Audience",
            face=Face.TEXT,
            width=280,
            tip="Its targeting, in one line",
        ),
    ),
    Level.AD: (
        Column(
            key="landing_url",
            label="Landing link",
            face=Face.TEXT,
            width=280,
            divided=True,
            tip="Where the ad leads",
        ),
    ),
}


def columns_for(query: AdsQuery, *, of_sellers: bool = False) -> tuple[Column, ...]:
    """Return the columns of a level, hidden ones included, in the order they stand.

    Where the query names columns, these are shown in its order; a hidden one stands behind the
    column that it usually stands behind. Else the parent's name stands next to the name, and last
    where the query is of one parent only: then the breadcrumb says it. The money must stay in
    sight, so a grandparent stands last too. `of_sellers`: rows are of several sellers, and say
    whose they are next to their name.
    """
    level = query.level
    name = Column(
        key="name",
        label={Level.CAMPAIGN: "Campaign", Level.ADSET: "Ad set", Level.AD: "Ad"}[level],
        face=Face.NAME,
        width=316,
        frozen=True,
        tip="A click on a name opens it",
    )
    frozen = (CHECK, THUMBNAIL, name) if level is Level.AD else (CHECK, name)
    if of_sellers:
        frozen = (*frozen, SELLER)
    near, far = _parents(query)
    usual = (*near, *_HEAD, *_TAIL, *_EXTRAS.get(level, ()), *far)
    shown = (*frozen, *(_arranged(usual, query.columns) if query.columns else usual))
    return tuple(replace(one, label=tr(one.label), tip=tr(one.tip)) for one in shown)


def _arranged(usual: tuple[Column, ...], keys: tuple[str, ...]) -> list[Column]:
    by_key = {one.key: one for one in usual}
    found = [replace(by_key[key], hidden=False) for key in keys if key in by_key]
    before = None
    for column in usual:
        if column.key not in keys:
            place = 0 if before is None else [one.key for one in found].index(before) + 1
            found.insert(place, replace(column, hidden=True))
        before = column.key
    return found


def _parents(query: AdsQuery) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    in_one_adset = len(query.parent_adsets) == 1
    in_one_campaign = in_one_adset or len(query.parent_campaigns) == 1
    match query.level:
        case Level.ADSET if in_one_campaign:
            return (), (CAMPAIGN_NAME,)
        case Level.ADSET:
            return (CAMPAIGN_NAME,), ()
        case Level.AD if in_one_adset:
            return (), (ADSET_NAME, CAMPAIGN_NAME)
        case Level.AD:
            return (ADSET_NAME,), (CAMPAIGN_NAME,)
    return (), ()


def figure_column(key: str) -> Column:
    """Return a measure or a metric as a column of lists beside the table."""
    return _figure(key, MIN_WIDTH, strong=True)
