"""The demo business: the same from the same seed, and one that looks like a shop's."""

import dataclasses
from collections import Counter
from datetime import UTC, datetime

import numpy as np
import pytest

from pixecom_desktop.sandbox import funnels
from pixecom_desktop.sandbox.currencies import OFFSET_ONE, major_text, offset, ratio_text
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.shops import SHOPS
from pixecom_desktop.sandbox.world import World
from tests.sandbox.api import Api
from tests.sandbox.conftest import NOW, SMALL
from tests.sandbox.tree import ALL

SPEND, IMPRESSIONS, CLICKS, VIEWS, CARTS, CHECKOUTS, PURCHASES, VALUE = range(8)


@pytest.fixture(scope="module")
def world():
    """Return the business as `demo` shows it."""
    return World(WorldOptions(now=NOW))


def figures(world: World, account: int, days: int) -> np.ndarray:
    """Return [day, measure, ad] of the last days before today."""
    one = world.accounts[account]
    today = world.today(one)
    return np.stack([world.figures(one, day) for day in range(today - days, today)]).astype(
        np.int64
    )


def campaigns(world: World, account: int, days: int) -> np.ndarray:
    """Return [measure, campaign], added up over the last days."""
    one = world.accounts[account]
    total = figures(world, account, days).sum(axis=0)
    first = one.ads.start
    spans = [world.campaigns[place].ads for place in one.campaigns]
    return np.stack(
        [total[:, span.start - first : span.stop - first].sum(axis=1) for span in spans], axis=1
    )


# --- the same seed --------------------------------------------------------------------------


def everything(api: Api, accounts: list[str]) -> list[bytes]:
    asked = {
        "campaigns": "name,status,effective_status,daily_budget,lifetime_budget,updated_time",
        "adsets": "name,effective_status,targeting,learning_stage_info,daily_budget",
        "ads": "name,effective_status,creative{id,thumbnail_url,object_story_spec}",
    }
    bodies = [api.get("me/adaccounts", fields="name,currency,timezone_name,amount_spent").body]
    for account in accounts:
        bodies += [
            api.get(f"{account}/{edge}", fields=fields, limit=500, effective_status=ALL).body
            for edge, fields in asked.items()
        ]
        bodies.append(
            api.get(
                f"{account}/insights",
                level="ad",
                time_increment="1",
                limit=5000,
                fields="ad_id,spend,impressions,actions,action_values",
            ).body
        )
    return bodies


def without_addresses(bodies: list[bytes], base: str) -> list[bytes]:
    return [body.replace(base.encode(), b"") for body in bodies]


def test_the_same_seed_and_instant_give_the_same_bytes(start):
    (one, first), (other, second) = start(), start()

    assert one.token == other.token
    assert without_addresses(everything(first, one.accounts), one.base) == without_addresses(
        everything(second, other.accounts), other.base
    )


def test_another_seed_is_another_business(start):
    one, _ = start()
    other, _ = start(dataclasses.replace(SMALL, seed=8))

    assert one.token != other.token
    assert not {ad.id for ad in one.world.ads} & {ad.id for ad in other.world.ads}
    assert set(one.accounts) != set(other.accounts)


def test_a_day_has_the_same_figures_whatever_was_asked_before_it(start):
    one, first = start()
    other, second = start()
    day = {"since": "2026-11-20", "until": "2026-11-20"}
    asked = {"fields": "spend,actions", "time_range": day, "level": "ad", "limit": 500}
    first.get(f"{one.accounts[0]}/insights", date_preset="maximum", time_increment="1")

    bodies = [
        api.get(f"{sandbox.accounts[0]}/insights", **asked).body.replace(sandbox.base.encode(), b"")
        for sandbox, api in ((one, first), (other, second))
    ]

    assert bodies[0] == bodies[1]


# --- how much of everything -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accounts", "campaigns", "adsets", "ads"),
    [(1, 1, 1, 1), (1, 0, 0, 0), (4, 2, 3, 5), (8, 40, 90, 200), (12, 24, 48, 96), (2, 7, 7, 7)],
)
def test_totals_are_as_asked(accounts, campaigns, adsets, ads):
    made = World(
        WorldOptions(
            accounts=accounts, campaigns=campaigns, adsets=adsets, ads=ads, days=3, now=NOW
        )
    )

    assert len(made.accounts) == len({one.id for one in made.accounts}) == accounts
    assert len({one.name for one in made.accounts}) == accounts
    assert len({one.id for one in made.campaigns}) == campaigns
    assert len({one.id for one in made.adsets}) == adsets
    assert len({one.id for one in made.ads}) == ads
    assert sum(len(one.ads) for one in made.accounts) == ads
    assert sum(len(one.adsets) for one in made.campaigns) == adsets


@pytest.mark.parametrize(
    "wrong",
    [
        {"accounts": 0},
        {"days": 0},
        {"ads": -1},
        {"campaigns": 0, "adsets": 5},
        {"adsets": 0, "ads": 5},
        {"now": datetime(2026, 11, 24)},  # noqa: DTZ001 - that is the point
    ],
)
def test_a_world_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"."):
        WorldOptions(**wrong)


def test_the_shops_cover_what_money_and_time_can_do():
    first = SHOPS[:4]

    assert {shop.currency for shop in first} & OFFSET_ONE
    assert "Asia/Kolkata" in {shop.timezone_name for shop in first}
    assert {"America/New_York", "Europe/Berlin"} <= {shop.timezone_name for shop in first}
    assert "KWD" in {shop.currency for shop in SHOPS}
    assert all(shop.domain.endswith(".example") for shop in SHOPS)


def test_names_are_such_as_agencies_write():
    names = [one.name for one in World(WorldOptions(now=NOW)).campaigns]

    assert any("🔥" in name for name in names)
    assert any("ễ" in name or "ụ" in name or "ắ" in name for name in names)
    assert any("&" in name or "%" in name for name in names)
    assert max(len(name) for name in names) > 200
    assert len(set(names)) > 150


# --- a shop's figures -------------------------------------------------------------------------


@pytest.mark.parametrize("account", range(4))
def test_the_funnel_narrows_at_every_step(world, account):
    days = figures(world, account, 30)

    assert (days >= 0).all()
    for wider, narrower in ((VIEWS, CARTS), (CARTS, CHECKOUTS), (CHECKOUTS, PURCHASES)):
        assert (days[:, wider] >= days[:, narrower]).all()
    assert (days[:, IMPRESSIONS] >= days[:, CLICKS]).all()
    assert (days[:, CLICKS] >= days[:, VIEWS]).all()
    assert ((days[:, VALUE] > 0) == (days[:, PURCHASES] > 0)).all()
    assert (days[:, SPEND][days[:, IMPRESSIONS] == 0] == 0).all()


@pytest.mark.parametrize("account", range(4))
def test_its_rates_are_such_as_shops_have(world, account):
    total = campaigns(world, account, 30).sum(axis=1)
    price = world.accounts[account].scale * offset(world.accounts[account].currency)

    assert 0.008 < total[CLICKS] / total[IMPRESSIONS] < 0.02
    assert 8 < total[SPEND] * 1000 / total[IMPRESSIONS] / price < 20
    assert 0.02 < total[PURCHASES] / total[VIEWS] < 0.06
    assert 1.5 < total[VALUE] / total[SPEND] < 3


def test_there_are_winners_and_losers_and_all_three_colours_of_roas(world):
    totals = np.concatenate([campaigns(world, place, 30) for place in range(4)], axis=1)
    spent = totals[:, totals[SPEND] > 0]
    roas = spent[VALUE] / spent[SPEND]

    assert 0.1 < (roas >= 3).mean() < 0.4
    assert 0.2 < ((roas >= 2) & (roas < 3)).mean() < 0.6
    assert 0.25 < (roas < 2).mean() < 0.65
    assert (roas < 1).any()
    assert roas.max() > 4
    assert (totals[SPEND] == 0).any()


def test_a_few_campaigns_spend_most_of_the_money(world):
    spent = np.sort(campaigns(world, 0, 30)[SPEND])[::-1]

    assert 0.3 < spent[:10].sum() / spent.sum() < 0.9


def test_the_end_of_the_week_spends_more_than_its_start(world):
    days = figures(world, 0, 84)[:56]  # eight weeks before November's sales
    weekly = days[:, SPEND].sum(axis=1).reshape(8, 7)
    profile = weekly.mean(axis=0)

    assert profile.max() > 1.1 * profile.min()
    peaks = Counter(int(week.argmax()) for week in weekly)
    assert peaks.most_common(1)[0][1] >= 4


def test_november_sales_stand_out():
    world = World(WorldOptions(now=datetime(2026, 12, 4, 12, tzinfo=UTC)))
    days = figures(world, 0, 30)  # 4 November to 3 December
    spend = days[:, SPEND].sum(axis=1)

    assert spend[16:26].mean() > 1.15 * spend[:6].mean()


def test_an_ad_tires():
    rng = np.random.default_rng(1)
    traits = funnels.draw_traits(rng, 3_000, 100.0)
    first = datetime(2026, 3, 2, tzinfo=UTC).date().toordinal()
    traits.start[:] = traits.born[:] = first

    def roas(week: int) -> float:
        days = [
            funnels.draw_day(traits, seed=1, account=0, day=first + 7 * week + place)
            for place in range(7)
        ]
        total = np.stack(days).astype(np.int64).sum(axis=(0, 2))
        return float(total[VALUE] / total[SPEND])

    assert roas(12) < 0.9 * roas(1)


def test_ads_are_launched_and_stopped_in_the_time_that_is_shown(world):
    one = world.accounts[0]
    spends = np.stack(
        [world.figures(one, day)[SPEND] for day in range(world.today(one) - 89, world.today(one))]
    )
    ran = spends > 0
    launched = ~ran[:30].any(axis=0) & ran[-30:].any(axis=0)
    stopped = ran[:30].any(axis=0) & ~ran[-30:].any(axis=0)

    assert launched.sum() > 20
    assert stopped.sum() > 20


# --- how amounts are written --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minor", "per_major", "text"),
    [
        (7653, 100, "76.53"),
        (11800, 100, "118"),
        (7650, 100, "76.5"),
        (5, 100, "0.05"),
        (0, 100, "0"),
        (150000, 1, "150000"),
        (0, 1, "0"),
    ],
)
def test_amounts_are_written_without_trailing_zeros(minor, per_major, text):
    assert major_text(minor, per_major) == text


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [
        (7653, 423300, "0.018079"),
        (1, 3, "0.333333"),
        (2, 3, "0.666667"),
        (10, 5, "2"),
        (1435, 1000, "1.435"),
        (0, 7, "0"),
        (1, 2_000_000, "0.000001"),
    ],
)
def test_ratios_carry_at_most_six_decimals(numerator, denominator, text):
    assert ratio_text(numerator, denominator) == text
