"""The daily figures of each ad, from spend down to purchase value.

A day's figures are drawn for all ads of an account at once, from a generator seeded by
(seed, account, day) that always consumes the same number of draws. So a day can be made
on demand, in any order, and switching one ad on never changes another's figures.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

SPEND, IMPRESSIONS, CLICKS, VIEWS, CARTS, CHECKOUTS, PURCHASES, VALUE = range(8)
MEASURES = 8
FOREVER = 10_000_000
"""A day that never comes: the stop of an ad that still runs."""


@dataclass(slots=True, kw_only=True)
class Traits:
    """What makes an ad a winner or a loser; one array each, a place an ad.

    Days are ordinals (`date.toordinal`) in the account's calendar: an ad can deliver on
    `start` up to and including `stop`. Money is in minor units.
    """

    start: Ints
    stop: Ints
    born: Ints
    daily_spend: Floats
    cpm: Floats
    click_rate: Floats
    view_rate: Floats
    cart_rate: Floats
    checkout_rate: Floats
    purchase_rate: Floats
    basket: Floats
    fatigue: Floats
    stray_clicks: Ints
    shop_share: Ints


def draw_traits(rng: np.random.Generator, count: int, price: float) -> Traits:
    """Draw the characters of `count` ads; `price` is a dollar's worth in minor units."""
    quality = rng.normal(0.0, 0.38, count)
    halflife = rng.uniform(14.0, 160.0, count)
    return Traits(
        start=np.zeros(count, np.int64),
        stop=np.full(count, FOREVER, np.int64),
        born=np.zeros(count, np.int64),
        daily_spend=18.0 * price * np.exp(rng.normal(0.0, 0.9, count)),
        cpm=13.0 * price * np.exp(rng.normal(0.0, 0.28, count)),
        click_rate=np.clip(0.0135 * np.exp(rng.normal(0.0, 0.3, count) + 0.4 * quality), 0, 0.2),
        view_rate=rng.uniform(0.68, 0.92, count),
        cart_rate=np.clip(0.115 * np.exp(rng.normal(0.0, 0.22, count)), 0, 0.6),
        checkout_rate=rng.uniform(0.48, 0.72, count),
        purchase_rate=np.clip(0.62 * np.exp(rng.normal(0.0, 0.15, count) + quality), 0.02, 0.95),
        basket=84.0 * price * np.exp(rng.normal(0.0, 0.2, count)),
        fatigue=0.69 / halflife,
        stray_clicks=rng.integers(10, 60, count),
        shop_share=np.where(rng.random(count) < 0.2, rng.integers(1, 5, count), 0),
    )


def season(day: int, account: int) -> tuple[float, float]:
    """Return (spend factor, purchase factor) of a calendar day: the week, pay days, November."""
    on = date.fromordinal(day)
    week = (0.96, 0.94, 0.97, 1.0, 1.05, 1.12, 1.16)[(on.weekday() + account) % 7]
    buys = (1.02, 0.98, 0.97, 0.99, 1.03, 1.06, 1.1)[on.weekday()]
    if on.day in (1, 2, 15, 16, 28):
        buys *= 1.07
    spend = week
    if on.month == 11 and on.day >= 20:
        spend *= 1.35
        buys *= 1.3
    elif on.month == 11 and on.day in (10, 11, 12):
        spend *= 1.2
        buys *= 1.18
    elif on.month == 1 and on.day <= 15:
        spend *= 0.8
        buys *= 0.9
    return spend, buys


def draw_day(traits: Traits, *, seed: int, account: int, day: int) -> npt.NDArray[np.int32]:
    """Return the final figures of one day, as [measure, ad] of whole numbers.

    Final means once every late conversion has arrived. Each stage is at most the one
    before it; an ad that does not run, or has an empty day, has zeros.
    """
    count = traits.start.size
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence((seed, account, day))))
    chance = rng.random((6, count), dtype=np.float32)
    mood = rng.standard_normal((2, count), dtype=np.float32)

    spend_season, buy_season = season(day, account)
    age = np.maximum(day - traits.born, 0)
    fresh = np.exp(-traits.fatigue * age)
    ramp = np.minimum(1.0, 0.45 + 0.15 * (day - traits.start))
    runs = (traits.start <= day) & (day <= traits.stop) & (chance[5] > 0.03)

    spend = np.floor(runs * traits.daily_spend * spend_season * ramp * np.exp(0.22 * mood[0]))
    cpm = traits.cpm * (0.85 + 0.3 * spend_season / 1.1) * np.exp(0.08 * mood[1])
    impressions = np.floor(spend * 1000.0 / cpm + chance[0])
    spend[impressions == 0] = 0

    clicks = _part(impressions, traits.click_rate * (0.55 + 0.45 * fresh), chance[1])
    views = _part(clicks, traits.view_rate, chance[2])
    carts = _part(views, traits.cart_rate * (0.7 + 0.3 * fresh), chance[3])
    checkouts = _part(carts, traits.checkout_rate, chance[4])
    purchases = _part(checkouts, traits.purchase_rate * buy_season * (0.8 + 0.2 * fresh), chance[0])
    value = np.floor(purchases * traits.basket * np.exp(0.18 * mood[1]))

    figures = np.empty((MEASURES, count), np.int32)
    for place, row in enumerate(
        (spend, impressions, clicks, views, carts, checkouts, purchases, value)
    ):
        figures[place] = row
    return figures


def _part(of: Floats, rate: Floats, chance: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Return a whole number of those before: the expected one, rounded by chance."""
    return np.minimum(of, np.floor(of * rate + chance))
