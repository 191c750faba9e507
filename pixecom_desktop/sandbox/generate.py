"""Makes the demo business from its options: accounts, then the three levels, then creatives.

Entities come out in world order (account, campaign, ad set, ad), each parent knowing its
children as a range; their ids have 18 digits, more than a binary float can hold.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.sandbox import currencies, names, review
from pixecom_desktop.sandbox.business import Business, end_flights, tie
from pixecom_desktop.sandbox.entities import Account, Ad, AdSet, Campaign, Creative
from pixecom_desktop.sandbox.funnels import FOREVER, draw_traits
from pixecom_desktop.sandbox.lifetimes import Level, draw_level, last_delivery, spread
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.shops import SHOPS, Shop

Ints = npt.NDArray[np.int64]

_ATTRIBUTIONS = ("7d_click_1d_view_1d_ev", "7d_click_1d_view", "7d_click")
_GOALS = ("OFFSITE_CONVERSIONS", "OFFSITE_CONVERSIONS", "VALUE", "LANDING_PAGE_VIEWS")
_STRATEGIES = (
    "LOWEST_COST_WITHOUT_CAP",
    "LOWEST_COST_WITHOUT_CAP",
    "COST_CAP",
    "LOWEST_COST_WITHOUT_CAP",
    "LOWEST_COST_WITH_BID_CAP",
)
_FORMS = ("link_data", "link_data", "video_data", "link_url", "link_data", "asset_feed")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where an entity's account stands in time and money."""

    shop: Shop
    today: int
    midnight: int
    now: int
    price: float


def generate(options: WorldOptions, now: datetime) -> Business:
    """Return the business of `options` as it stands at `now` (aware)."""
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence((options.seed, 0xAD5))))
    shops = list(_shops(options.accounts))
    places = [_place(shop, now) for shop in shops]
    per_account = spread(rng, options.campaigns, options.accounts, evenly=True)
    campaign_level = draw_level(rng, per_account, "campaign", options.days, None)
    per_campaign = spread(rng, options.adsets, campaign_level.size)
    adset_level = draw_level(rng, per_campaign, "adset", options.days, campaign_level)
    per_adset = spread(rng, options.ads, adset_level.size)
    ad_level = draw_level(rng, per_adset, "ad", options.days, adset_level)

    account_of_adset = campaign_level.parent[adset_level.parent]
    account_of_ad = account_of_adset[ad_level.parent]
    first, last = last_delivery(campaign_level, adset_level, ad_level)
    traits = []
    for index, place in enumerate(places):
        mine = np.flatnonzero(account_of_ad == index)
        one = draw_traits(rng, mine.size, place.price)
        one.start = place.today - first[mine]
        one.born = one.start.copy()
        one.stop = np.where(last[mine] < 0, FOREVER, place.today - last[mine])
        one.start[first[mine] < 0] = FOREVER
        traits.append(one)
    expected = np.concatenate([one.daily_spend for one in traits])

    ids = _ids(rng, campaign_level.size + adset_level.size + 2 * ad_level.size)
    business = Business(
        accounts=_accounts(rng, options, shops, places, now),
        campaigns=[],
        adsets=[],
        ads=[],
        creatives=[],
        traits=traits,
    )
    per_campaign_spend = _sums(expected, adset_level.parent[ad_level.parent], campaign_level.size)
    per_adset_spend = _sums(expected, ad_level.parent, adset_level.size)
    business.campaigns = list(_campaigns(campaign_level, places, ids, per_campaign_spend))
    business.adsets = list(
        _adsets(adset_level, campaign_level, business.campaigns, places, ids, per_adset_spend)
    )
    business.creatives = list(_creatives(ad_level, account_of_ad, places, ids))
    business.ads = list(_ads(ad_level, business.adsets, places, ids))
    attribute(business.adsets, mixed=options.mixed_attribution)
    tie(business, per_account, per_campaign, per_adset)
    end_flights(business)
    return business


def _shops(count: int) -> Iterator[Shop]:
    for index in range(count):
        yield SHOPS[index % len(SHOPS)]


def _place(shop: Shop, now: datetime) -> _Place:
    zone = ZoneInfo(shop.timezone_name)
    today = now.astimezone(zone).date()
    midnight = datetime.combine(today, time(), zone)
    return _Place(
        shop=shop,
        today=today.toordinal(),
        midnight=int(midnight.timestamp()),
        now=int(now.timestamp()),
        price=shop.scale * currencies.offset(shop.currency),
    )


def _ids(rng: np.random.Generator, count: int) -> Iterator[str]:
    steps = np.cumsum(rng.integers(11, 4_000, count + 1))
    base = 120_210_000_000_000_000 + int(rng.integers(1, 9)) * 1_000_000_000_000
    return (str(base + step * 1_000 + 37) for step in steps.tolist())


def _sums(values: npt.NDArray[np.float64], parent: Ints, parents: int) -> list[float]:
    return [float(one) for one in np.bincount(parent, weights=values, minlength=parents)]


def _accounts(
    rng: np.random.Generator,
    options: WorldOptions,
    shops: list[Shop],
    places: list[_Place],
    now: datetime,
) -> list[Account]:
    created = int((now.astimezone(UTC) - timedelta(days=options.days + 900)).timestamp())
    serials = np.cumsum(rng.integers(1_000_003, 90_000_000_000, len(shops))) + 401_000_000_000_000
    return [
        Account(
            index=index,
            id=str(int(serials[index])),
            name=shop.name if index < len(SHOPS) else f"{shop.name} {index // len(SHOPS) + 1}",
            currency=shop.currency,
            timezone_name=shop.timezone_name,
            timezone_id=shop.timezone_id,
            country=shop.country,
            scale=shop.scale,
            status=shop.status,
            created=created + index * 86_413,
            business=None if index % 4 == 3 else (str(7_300_000_000_001 + index), "Northlight"),
            attribution=_ATTRIBUTIONS[index % len(_ATTRIBUTIONS)],
            spent_before=int(places[index].price * 41_000),
        )
        for index, shop in enumerate(shops)
    ]


def _times(place: _Place, age: int, stopped: int, draw: int) -> tuple[int, int]:
    """Return (created, updated) as unix seconds, never later than now."""
    born = place.midnight - age * 86_400 + 25_000 + draw % 40_000
    touched = place.midnight - stopped * 86_400 + 86_300 if stopped >= 0 else born + draw % 900_000
    created = min(born, place.now - 3_600)
    return created, max(created, min(touched, place.now - 1_800 - draw % 3_000))


def _money(place: _Place, dollars_worth: float) -> int:
    """Round an amount of minor units to what a person would type."""
    step = 5 * place.price
    return max(1, round(dollars_worth / step)) * int(step) or int(step)


def _campaigns(
    level: Level, places: list[_Place], ids: Iterator[str], spend: list[float]
) -> Iterator[Campaign]:
    columns = zip(
        level.parent.tolist(), level.age.tolist(), level.stopped.tolist(), level.draw.tolist(),
        strict=True,
    )  # fmt: skip
    for index, (account, age, stopped, draw) in enumerate(columns):
        place = places[account]
        created, updated = _times(place, age, stopped, draw)
        daily = lifetime = None
        budget = _money(place, spend[index] * 1.15)
        ahead = 10 + index % 20
        if index % 14 == 6:
            lifetime = budget * (age + ahead)
        elif index % 2 == 0:
            daily = budget
        yield Campaign(
            index=index,
            id=next(ids),
            account=account,
            name=names.campaign_name(place.shop, index, draw, has_budget=index % 2 == 0),
            status=level.status[index],
            trouble=level.trouble[index],
            created=created,
            updated=updated,
            objective="OUTCOME_SALES" if draw % 9 else "OUTCOME_TRAFFIC",
            bid_strategy=names.pick(_STRATEGIES, draw >> 4),
            start=place.midnight - age * 86_400,
            stop=place.midnight + ahead * 86_400 if lifetime else None,
            daily_budget=daily,
            lifetime_budget=lifetime,
            spend_cap=_money(place, spend[index] * 200) if index % 25 == 24 else None,
        )


def _adsets(
    level: Level,
    above: Level,
    campaigns: list[Campaign],
    places: list[_Place],
    ids: Iterator[str],
    spend: list[float],
) -> Iterator[AdSet]:
    columns = zip(
        level.parent.tolist(), level.age.tolist(), level.stopped.tolist(), level.draw.tolist(),
        strict=True,
    )  # fmt: skip
    for index, (parent, age, stopped, draw) in enumerate(columns):
        campaign = campaigns[parent]
        place = places[campaign.account]
        created, updated = _times(place, age, stopped, draw)
        daily = lifetime = end = None
        if not campaign.has_budget:
            budget = _money(place, spend[index] * 1.2)
            if index % 12 != 5:
                daily = budget
            else:
                ahead = 3 + index % 25
                lifetime = budget * (age + ahead)
                end = place.midnight + ahead * 86_400
        strategy = campaign.bid_strategy
        goal = names.pick(_GOALS, draw >> 6)
        yield AdSet(
            index=index,
            id=next(ids),
            account=campaign.account,
            name=names.adset_name(place.shop, index, draw),
            status=level.status[index],
            trouble=level.trouble[index],
            created=created,
            updated=updated,
            campaign=parent,
            optimization_goal=goal,
            billing_event="IMPRESSIONS",
            bid_strategy=strategy,
            bid_amount=None if strategy.endswith("WITHOUT_CAP") else int(place.price * 24) or 1,
            start=place.midnight - age * 86_400,
            end=end,
            daily_budget=daily,
            lifetime_budget=lifetime,
            targeting=_targeting(place.shop, draw),
            learning=review.learning(index, age, created)
            if goal in ("OFFSITE_CONVERSIONS", "VALUE")
            else None,
        )


def attribute(adsets: list[AdSet], *, mixed: bool) -> None:
    """Give ad sets their account's attribution setting, or neighbours different ones."""
    for adset in adsets:
        place = adset.account + (adset.index if mixed else 0)
        adset.attribution = _ATTRIBUTIONS[place % len(_ATTRIBUTIONS)]


def _targeting(shop: Shop, draw: int) -> dict[str, object]:
    targeting: dict[str, object] = {
        "age_min": (18, 25, 25, 35)[draw % 4],
        "age_max": (34, 44, 54, 65)[draw % 4],
        "geo_locations": {"countries": [shop.country], "location_types": ["home", "recent"]},
        "targeting_automation": {"advantage_audience": draw % 2},
    }
    if draw % 3 == 0:
        targeting["genders"] = [2]
    if draw % 5 == 0:
        targeting["flexible_spec"] = [
            {"interests": [{"id": "6003346592981", "name": "Online shopping"}]}
        ]
    if draw % 4 == 1:
        targeting["custom_audiences"] = [
            {"id": str(23_850_000_000_000_000 + draw % 9_973), "name": "Purchasers 180D"}
        ]
    return targeting


def _creatives(
    level: Level, account_of_ad: Ints, places: list[_Place], ids: Iterator[str]
) -> Iterator[Creative]:
    links = {place.shop.code: names.landing_links(place.shop) for place in places}
    for index, (account, draw) in enumerate(
        zip(account_of_ad.tolist(), level.draw.tolist(), strict=True)
    ):
        shop = places[account].shop
        product = names.pick(shop.products, draw >> 7)
        yield Creative(
            index=index,
            id=next(ids),
            account=account,
            name=f"{product} {draw % 900 + 100}",
            form=names.pick(_FORMS, index),
            link=names.pick(links[shop.code], draw >> 5),
            title=product,
            body=f"{product} · {shop.domain}",
            page_id=str(104_000_000_000_101 + account),
        )


def _ads(
    level: Level, adsets: list[AdSet], places: list[_Place], ids: Iterator[str]
) -> Iterator[Ad]:
    columns = zip(
        level.parent.tolist(), level.age.tolist(), level.stopped.tolist(), level.draw.tolist(),
        strict=True,
    )  # fmt: skip
    for index, (parent, age, stopped, draw) in enumerate(columns):
        adset = adsets[parent]
        place = places[adset.account]
        created, updated = _times(place, age, stopped, draw)
        trouble = level.trouble[index]
        yield Ad(
            index=index,
            id=next(ids),
            account=adset.account,
            name=names.ad_name(place.shop, index, draw),
            status=level.status[index],
            trouble=trouble,
            created=created,
            updated=updated,
            adset=parent,
            campaign=adset.campaign,
            creative=index,
            feedback=review.FEEDBACK[index % len(review.FEEDBACK)]
            if trouble == "DISAPPROVED"
            else None,
        )
