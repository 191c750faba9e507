"""Where Meta's own Ads Manager shows an entity. No Qt, and never a token.

One page of theirs is of one ad account, so a selection over several accounts is several pages.
"""

from collections.abc import Sequence
from urllib.parse import urlencode

from pixecom_desktop.domain.enums import Level

BASE = "https://adsmanager.facebook.com/adsmanager/manage"
MOST = 5
"""No more pages than this are opened at once."""

_PLACES = {
    Level.CAMPAIGN: ("campaigns", "selected_campaign_ids"),
    Level.ADSET: ("adsets", "selected_adset_ids"),
    Level.AD: ("ads", "selected_ad_ids"),
}
_IDS = 100
"""A longer address is cut off by browsers."""


def links(level: Level, rows: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return an address for each ad account of rows (account, external id), the first ones."""
    page, key = _PLACES[level]
    return tuple(
        f"{BASE}/{page}?{urlencode({'act': account, key: ','.join(ids)})}"
        for account, ids in _by_account(rows).items()
    )


def shown(rows: Sequence[tuple[str, str]]) -> int:
    """Return how many of the rows their addresses show."""
    return sum(map(len, _by_account(rows).values()))


def _by_account(rows: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for account, external_id in rows:
        found.setdefault(account.removeprefix("act_"), []).append(external_id)
    return {account: ids[:_IDS] for account, ids in list(found.items())[:MOST]}
