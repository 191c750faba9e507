"""All entities of a business in world order, tied together.

World order is account, campaign, ad set, ad: so a parent knows its children as a range of places.
"""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from pixecom_desktop.sandbox.entities import Account, Ad, AdSet, Campaign, Creative
from pixecom_desktop.sandbox.funnels import Traits

Ints = npt.NDArray[np.int64]


@dataclass(slots=True, kw_only=True)
class Business:
    """All entities in world order, with the traits of each account's ads."""

    accounts: list[Account]
    campaigns: list[Campaign]
    adsets: list[AdSet]
    ads: list[Ad]
    creatives: list[Creative]
    traits: list[Traits]


def tie(business: Business, per_account: Ints, per_campaign: Ints, per_adset: Ints) -> None:
    """Tell each parent its children's positions."""
    for account, span in zip(business.accounts, _ranges(per_account), strict=True):
        account.campaigns = span
    for campaign, span in zip(business.campaigns, _ranges(per_campaign), strict=True):
        campaign.adsets = span
    for adset, span in zip(business.adsets, _ranges(per_adset), strict=True):
        adset.ads = span
    for campaign in business.campaigns:
        campaign.ads = _across(business.adsets, campaign.adsets, len(business.ads))
    for account in business.accounts:
        mine = account.campaigns
        account.adsets = range(
            business.campaigns[mine.start].adsets.start if mine else 0,
            business.campaigns[mine.stop - 1].adsets.stop if mine else 0,
        )
        account.ads = _across(business.adsets, account.adsets, len(business.ads))
        account.creatives = account.ads


def _ranges(counts: Ints) -> list[range]:
    edges = [0, *np.cumsum(counts).tolist()]
    return [range(start, stop) for start, stop in pairwise(edges)]


def _across(adsets: list[AdSet], span: range, ads: int) -> range:
    if not span:
        edge = adsets[span.start].ads.start if span.start < len(adsets) else ads
        return range(edge, edge)
    return range(adsets[span.start].ads.start, adsets[span.stop - 1].ads.stop)


def end_flights(business: Business) -> None:
    """Stop each ad's figures on the last day of its ad set's or campaign's schedule."""
    for account, traits in zip(business.accounts, business.traits, strict=True):
        zone = ZoneInfo(account.timezone_name)
        for position, place in enumerate(account.ads):
            ad = business.ads[place]
            ends = [business.adsets[ad.adset].end, business.campaigns[ad.campaign].stop]
            known = [end for end in ends if end is not None]
            if known:
                last = datetime.fromtimestamp(min(known) - 1, zone).date()
                traits.stop[position] = min(int(traits.stop[position]), date.toordinal(last))
