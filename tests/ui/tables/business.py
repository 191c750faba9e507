"""A made-up business as an AdsTable: what the tests and pictures of the table are shown."""

import random
from datetime import UTC, date, datetime, timedelta

import numpy as np

from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import (
    BudgetType,
    CoverageState,
    DeliveryStatus,
    EntityStatus,
    Level,
)
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.query import (
    NO_BUDGET,
    TEXT_COLUMNS,
    AdsQuery,
    AdsTable,
    Coverage,
    SortKey,
    Summary,
)

NOW = datetime(2026, 11, 23, 11, 4, tzinfo=UTC)
WEEK = DateRange(date(2026, 11, 17), date(2026, 11, 23))
ACCOUNTS = {
    "USD": ("act_101", "GlowSkin US"),
    "EUR": ("act_202", "GlowSkin EU"),
    "VND": ("act_303", "GlowSkin VN"),
}
SPENT = SortKey()

_MARKETS = ("US", "UK", "AU", "CA", "DE", "FR", "IE")
_KINDS = ("ASC", "Scale", "Test", "Retarget", "BFCM")
_PRODUCTS = (
    "Vitamin C Serum",
    "Retinol Night Cream",
    "Peptide Eye Gel",
    "Barrier Repair Kit",
    "Before/after carousel",
    "Founder story 45s",
)
_AUDIENCES = (
    "Broad 25-54",
    "LLA 3% purchasers",
    "Interest stack",
    "Advantage+",
    "ABO",
    "Large",
    "All visitors 7d",
)


def row(external_id="1", **values):
    """Return one row: text columns, `budget` and measures in micros or counts, all optional."""
    text = {
        "external_id": external_id,
        "name": "GS | US | ASC | Vitamin C Serum | Broad",
        "status": "ACTIVE",
        "delivery_status": "ACTIVE",
        "delivery_reason": "",
        "account": "act_101",
        "account_name": "GlowSkin US",
        "currency": "USD",
        "budget_type": None,
        "budget_place": None,
        "start_date": date(2026, 8, 17),
    }
    return {**text, "budget": NO_BUDGET, **values}


def table(rows, *, level=Level.CAMPAIGN, sort=SPENT, query=None, missing=()):
    """Return an AdsTable of rows; its summary is added up here, a line a currency."""
    keys = [measure.key for measure in MEASURES]
    text = {key: np.array([r.get(key) for r in rows] or [], dtype=object) for key in TEXT_COLUMNS}
    made = AdsTable(
        query=query or AdsQuery(level=level, sort=sort),
        days=WEEK,
        ids=np.arange(1, len(rows) + 1, dtype=np.int64),
        text=text,
        measures={k: np.array([r.get(k, 0) for r in rows], dtype=np.int64) for k in keys},
        budget=np.array([r["budget"] for r in rows], dtype=np.int64),
        summary=tuple(_summed(rows, c, keys) for c in dict.fromkeys(r["currency"] for r in rows)),
        coverage=tuple(
            Coverage(
                seller_id=1,
                account=account,
                level=level,
                day=day,
                state=CoverageState.MISSING if account in missing else CoverageState.COMPLETE,
                seen_at=None if account in missing else NOW,
            )
            for account in dict.fromkeys(r["account"] for r in rows)
            for day in WEEK
        ),
    )
    return made.sorted()


def _summed(rows, currency, keys):
    own = [r for r in rows if r["currency"] == currency]
    daily = [r["budget"] for r in own if r["status"] == "ACTIVE" and r["budget_type"] == "DAILY"]
    return Summary(
        currency=currency,
        rows=len(own),
        measures={key: sum(r.get(key, 0) for r in own) for key in keys},
        daily_budget=sum(daily),
    )


def business(count, *, level=Level.CAMPAIGN, currencies=("USD",), seed=7, **more):
    """Return a table of `count` rows as an agency has them, winners and losers."""
    dice = random.Random(seed)
    return table([_thrown(dice, n, level, currencies) for n in range(count)], level=level, **more)


def _thrown(dice, number, level, currencies):
    currency = dice.choices(currencies, [5 - i for i in range(len(currencies))])[0]
    account, account_name = ACCOUNTS[currency]
    rate = {"USD": 1, "EUR": 1, "VND": 25_000}[currency]
    name = [
        dice.choice(_MARKETS),
        dice.choice(_KINDS),
        dice.choice(_PRODUCTS),
        dice.choice(_AUDIENCES),
    ]
    delivery = dice.choices(list(DeliveryStatus), [9, 2, 3, 1, 2, 1, 1, 0.4])[0]
    values = row(
        f"1202{number:011d}",
        name=" | ".join(["GS", *name] if level is Level.CAMPAIGN else name[:1] + name[2:]),
        status=dice.choices(list(EntityStatus), [14, 4, 1, 0.3])[0].value,
        delivery_status=delivery.value,
        delivery_reason="3 of 8 ad sets learning" if dice.random() < 0.2 else "",
        account=account,
        account_name=account_name,
        currency=currency,
        start_date=date(2026, 11, 20) - timedelta(days=dice.randrange(420)),
        campaign_name=" | ".join(["GS", *name]),
        campaign_external_id="7",
        adset_name=" | ".join(name[2:]),
        adset_external_id="8",
        optimization_goal="Purchases",
        bid_strategy="Highest volume",
        audience="Women 25-54, United States, skincare or serum",
        landing_url="https://glowskin.example/products/vitamin-c-serum?utm_source=meta",
    )
    if level is Level.CAMPAIGN and dice.random() < 0.3:
        values["budget_place"] = Level.ADSET
    else:
        values["budget"] = dice.choice((50, 80, 160, 250, 360, 510)) * rate * 1_000_000
        values["budget_type"] = BudgetType.LIFETIME if dice.random() < 0.1 else BudgetType.DAILY
        values["budget_place"] = level
    return {**values, **_funnel(dice, rate)}


def _funnel(dice, rate):
    if dice.random() < 0.06:
        return {}
    spend = round(dice.paretovariate(0.8) * 40_000_000) % 6_000_000_000
    impressions = max(int(spend / 1e6 / dice.uniform(8, 24) * 1000), 1)
    clicks = int(impressions * dice.uniform(0.009, 0.026))
    views = int(clicks * dice.uniform(0.7, 0.95))
    carts = int(views * dice.uniform(0.04, 0.12))
    checkouts = int(carts * dice.uniform(0.4, 0.7))
    purchases = int(checkouts * dice.uniform(0.2, 0.9))
    value = round(purchases * dice.uniform(40, 90) * 1_000_000)
    return {
        "spend": spend * rate,
        "impressions": impressions,
        "link_clicks": clicks,
        "content_views": views,
        "add_to_cart": carts,
        "checkout_initiated": checkouts,
        "purchases": purchases,
        "purchase_value": value * rate,
    }
