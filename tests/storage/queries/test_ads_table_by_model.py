"""A thrown business, asked many ways, against plain Python that adds up the same rows."""

from collections import defaultdict
from datetime import timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from pixecom_desktop.domain.dates import DateChoice, DateRange, Preset
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.storage.queries import ads_measures
from tests.storage.repos.shop import NOW, TODAY, ad, adset, ago, campaign, open_shop, told

ZONES = ("America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland")
CURRENCIES = ("USD", "VND", "USD")
TOMORROW = TODAY + timedelta(days=1)
ALL_DAYS = DateRange(ago(9), TOMORROW)


class Business:
    """Three accounts, thrown from a seed, and what was told of them."""

    def __init__(self, shops, dice):
        self.shops = shops
        self.dice = dice
        self.entities = []
        self.spend = defaultdict(dict)

    async def throw(self):
        for number, shop in enumerate(self.shops):
            tree = self._tree(number)
            await shop.put(*tree)
            for level, of_level in zip(Level, tree, strict=True):
                rows = []
                for one in of_level:
                    self.entities.append((number, level, one))
                    for day in ALL_DAYS:
                        if self.dice.random() < 0.5:
                            spend = self.dice.randrange(10**9)
                            rows.append(told(one.external_id, day, spend, 1))
                            self.spend[level, one.external_id][day] = spend
                await shop.fetch(level, ALL_DAYS, *rows)

    def _tree(self, number):
        campaigns = [campaign(f"{number}{i}", status=self._status()) for i in range(4)]
        adsets = [
            adset(f"{number}{i}", self.dice.choice(campaigns).external_id, status=self._status())
            for i in range(10, 19)
        ]
        ads = [
            ad(f"{number}{i}", self.dice.choice(adsets).external_id, status=self._status())
            for i in range(100, 130)
        ]
        return campaigns, adsets, ads

    def _status(self):
        return self.dice.choice([*EntityStatus, EntityStatus.ACTIVE])

    def rows(self, query):
        """Return spend by Meta's id, as the table should show it."""
        campaign_of = {
            one.external_id: one.campaign_external_id
            for _, level, one in self.entities
            if level is Level.ADSET
        }
        shown = {}
        for number, level, one in self.entities:
            if level is not query.level:
                continue
            adset_id = getattr(one, "adset_external_id", None)
            parent = campaign_of[adset_id] if adset_id else getattr(one, "campaign_external_id", "")
            if query.parent_campaigns and parent not in query.parent_campaigns:
                continue
            today = NOW.astimezone(ZoneInfo(ZONES[number])).date()
            days = query.filters.dates.resolve(today)
            told_of = self.spend[level, one.external_id]
            spent = [spend for day, spend in told_of.items() if day in days]
            if spent or one.status is not EntityStatus.DELETED:
                shown[one.external_id] = sum(spent)
        return shown


@pytest.mark.acceptance("2.3-2", "2.3-3", "2.3-4", "3.2-6")
@pytest.mark.parametrize("few_rows", [0, 500])
async def test_the_table_is_what_plain_python_reckons(database, monkeypatch, few_rows):
    """Both ways to add up, by whole days and by named keys, give the same."""
    monkeypatch.setattr(ads_measures, "FEW_ROWS", few_rows)
    first = await open_shop(database, timezone=ZONES[0], currency=CURRENCIES[0])
    shops = [first]
    for number in (1, 2):
        changes = {"timezone": ZONES[number], "currency": CURRENCIES[number]}
        shops.append(await first.second_account(f"act_{number + 1}", **changes))
    business = Business(shops, Random(7))
    await business.throw()

    for choice in (
        DateChoice(Preset.TODAY),
        DateChoice(Preset.YESTERDAY),
        DateChoice(Preset.LAST_7),
        DateChoice.days(ago(9), ago(9)),
        DateChoice.days(ago(5), ago(2)),
    ):
        for level in Level:
            for parents in ((), ("01",), ("11", "22")) if level is not Level.CAMPAIGN else ((),):
                query = AdsQuery(
                    level=level, filters=FilterSet(dates=choice), parent_campaigns=parents
                )
                expected = business.rows(query)
                table = await first.table(query)
                got = dict(
                    zip(table.text["external_id"], table.measures["spend"].tolist(), strict=True)
                )
                assert got == expected
                by_currency = defaultdict(int)
                for external, spend in expected.items():
                    by_currency[CURRENCIES[int(external[0])]] += spend
                assert {s.currency: s.measures["spend"] for s in table.summary} == by_currency
