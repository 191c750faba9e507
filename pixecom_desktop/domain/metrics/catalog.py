"""Every measure and every metric the product knows. To add a metric, add a line.

Sources of the formulas: the metrics contract of the product (spec.md), in the words of Meta's
insights fields; click metrics are of link clicks, results are website purchases.
"""

from pixecom_desktop.domain.metrics.contract import Good, Kind, Measure, Metric, ratio, total

SPEND = Measure(key="spend", label="Spent", kind=Kind.MONEY, source="spend")
IMPRESSIONS = Measure(key="impressions", label="Impressions", kind=Kind.COUNT, source="impressions")
LINK_CLICKS = Measure(
    key="link_clicks", label="Clicks", kind=Kind.COUNT, source="link clicks", good=Good.HIGHER
)
CONTENT_VIEWS = Measure(
    key="content_views", label="Views", kind=Kind.COUNT, source="content views", good=Good.HIGHER
)
ADD_TO_CART = Measure(
    key="add_to_cart", label="ATC", kind=Kind.COUNT, source="adds to cart", good=Good.HIGHER
)
CHECKOUT_INITIATED = Measure(
    key="checkout_initiated",
    label="Checkouts",
    kind=Kind.COUNT,
    source="checkouts initiated",
    good=Good.HIGHER,
)
PURCHASES = Measure(
    key="purchases", label="Purchases", kind=Kind.COUNT, source="purchases", good=Good.HIGHER
)
PURCHASE_VALUE = Measure(
    key="purchase_value",
    label="Revenue",
    kind=Kind.MONEY,
    source="purchase value",
    good=Good.HIGHER,
)

MEASURES: tuple[Measure, ...] = (
    SPEND,
    IMPRESSIONS,
    LINK_CLICKS,
    CONTENT_VIEWS,
    ADD_TO_CART,
    CHECKOUT_INITIATED,
    PURCHASES,
    PURCHASE_VALUE,
)
CONVERSIONS: tuple[Measure, ...] = (
    CONTENT_VIEWS,
    ADD_TO_CART,
    CHECKOUT_INITIATED,
    PURCHASES,
    PURCHASE_VALUE,
)
"""What happens on the shop's own site: Meta withholds it from a row over ad sets that are
attributed differently (graph.md section 5)."""

_M, _P = Kind.MONEY, Kind.PERCENT
_LOW, _HIGH = Good.LOWER, Good.HIGHER
METRICS: tuple[Metric, ...] = (
    ratio("cpm", "CPM", _M, SPEND, IMPRESSIONS, times=1000, good=_LOW),
    ratio(
        "ctr", "CTR", _P, LINK_CLICKS, IMPRESSIONS, times=100, digits=4, good=_HIGH, shown_digits=2
    ),
    ratio("cpc", "CPC", _M, SPEND, LINK_CLICKS, good=_LOW),
    ratio("cpv", "CPV", _M, SPEND, CONTENT_VIEWS, good=_LOW),
    ratio("cost_per_atc", "Cost/ATC", _M, SPEND, ADD_TO_CART, good=_LOW),
    ratio("cost_per_checkout", "Cost/CO", _M, SPEND, CHECKOUT_INITIATED, good=_LOW),
    ratio("cost_per_purchase", "CPP", _M, SPEND, PURCHASES, good=_LOW),
    ratio("roas", "ROAS", Kind.DECIMAL, PURCHASE_VALUE, SPEND, good=_HIGH),
    total("results", "Results", PURCHASES, "website purchases"),
    ratio("cost_per_result", "CPR", _M, SPEND, PURCHASES, good=_LOW),
    ratio("cr", "CR", _P, PURCHASES, CONTENT_VIEWS, times=100, good=_HIGH),
    ratio("cr1", "CR1", _P, CHECKOUT_INITIATED, CONTENT_VIEWS, times=100, good=_HIGH),
    ratio("cr2", "CR2", _P, PURCHASES, CHECKOUT_INITIATED, times=100, good=_HIGH),
)

MEASURE_BY_KEY = {measure.key: measure for measure in MEASURES}
METRIC_BY_KEY = {metric.key: metric for metric in METRICS}
