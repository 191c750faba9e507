"""Rows day by day: they add up to the foot; a day not downloaded is a gap, never a zero."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pixecom_desktop.domain.compare import Comparison
from pixecom_desktop.domain.dates import DateChoice, DateRange, Preset
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.rules import parse_rules
from pixecom_desktop.domain.series import LEAD, Point, value, weekly
from pixecom_desktop.storage.queries import ads_series
from tests.storage.repos.shop import NOW, TODAY, ago, campaign, last, open_shop, told

WEEK = FilterSet(dates=DateChoice(Preset.LAST_7))


async def drawn(shop, query, ids=None):
    return await shop.database.read(shop.scope, ads_series.series, query, NOW, ids)


def spent(points):
    return [value("spend", point.measures) for point in points]


@pytest.mark.parametrize("by_name", [500, 0])
async def test_the_days_add_up_to_the_foot_under_every_filter(database, monkeypatch, by_name):
    # Rows are named in the statement where they are few, else selected by the filters.
    monkeypatch.setattr(ads_series, "BY_NAME", by_name)
    shop = await open_shop(database)
    other = await shop.second_account("act_2", currency="EUR", timezone="Pacific/Auckland")
    gone = campaign("3", status=EntityStatus.DELETED)
    await shop.put([campaign("1"), campaign("2", name="Sale"), gone])
    await shop.fetch(
        Level.CAMPAIGN,
        last(30),
        *(told("1", ago(n), 10 + n, 3, 2, 1, 1, 1, 1, 40) for n in range(30)),
        *(told("2", ago(n), 5) for n in range(0, 30, 2)),
        told("3", ago(3), 70),
        # The row of a campaign that was deleted earlier is in no table, and in no day.
    )
    await other.put([campaign("9", name="Sale too")])
    rest = DateRange(ago(29), TODAY + timedelta(days=1))
    await other.fetch(Level.CAMPAIGN, rest, *(told("9", day, 7) for day in rest))
    wanted = [
        WEEK,
        replace(WEEK, search="sale"),
        replace(WEEK, accounts=("act_2",)),
        replace(WEEK, rules=parse_rules("spend > 40")),
        FilterSet(dates=DateChoice(Preset.LAST_30)),
        FilterSet(dates=DateChoice.days(ago(9), ago(5))),
    ]

    for filters in wanted:
        query = AdsQuery(filters=filters, compare=Comparison())
        table = await shop.table(query)
        found = await drawn(shop, query)

        assert [one.currency for one in found] == [one.currency for one in table.summary]
        for series, foot in zip(found, table.summary, strict=True):
            assert len(series.points) >= LEAD
            shown = series.shown()
            assert {
                m.key: sum(point.measures[m.key] for point in shown) for m in MEASURES
            } == foot.measures
            before = [one.before for one in shown if one.before is not None]
            compared = table.compared.sums[series.currency][1]
            if all(day in last(30) for day in table.compared.days):
                assert sum(one["spend"] for one in before) == compared["spend"]


async def test_days_that_are_missing_are_gaps_and_today_is_open(database):
    shop = await open_shop(database)
    await shop.put([campaign("1"), campaign("2")])
    await shop.fetch(Level.CAMPAIGN, last(5), *(told("1", ago(n), 10) for n in (0, 1, 4)))
    table = await shop.table(AdsQuery(filters=WEEK))
    first = dict(zip(table.text["external_id"].tolist(), table.ids.tolist(), strict=True))

    (found,) = await drawn(shop, AdsQuery(filters=WEEK))
    (of_one,) = await drawn(shop, AdsQuery(filters=WEEK), [first["2"]])

    assert spent(found.shown()) == [None, None, 10, 0, 0, 10, 10]
    assert [point.is_open for point in found.shown()] == [False] * 6 + [True]
    assert (found.points[0].day, found.points[-1].day, found.start) == (ago(13), TODAY, 7)
    assert spent(of_one.shown()) == [None, None, 0, 0, 0, 0, 0]


def test_a_week_is_known_where_all_its_days_are():
    days = DateRange(ago(9), TODAY)
    points = [
        Point(
            day=day,
            until=day,
            measures=None if day == ago(9) else {"spend": 1},
            is_open=day == TODAY,
        )
        for day in days
    ]

    weeks = weekly(points)

    assert sum((one.until - one.day).days + 1 for one in weeks) == 10
    assert all(one.day.weekday() == 0 for one in weeks[1:])
    assert weeks[0].measures is None
    assert weeks[-1].is_open
    assert not weeks[0].is_open
    assert value("roas", {"spend": 0, "purchase_value": 5}) is None
    assert value("roas", {"spend": 2, "purchase_value": 5}) == 250
