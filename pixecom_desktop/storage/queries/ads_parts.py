"""Which rows are added up over which days: accounts of one calendar are read together."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from pixecom_desktop.domain.calendars import AccountDays
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.storage.queries.ads_columns import Columns
from pixecom_desktop.storage.queries.ads_measures import Calendar, Part


def owners(columns: Columns, shown: Sequence[AccountDays]) -> Ints:
    """Return each row's account, as its place among the accounts shown."""
    places = {(a.seller_id, a.connection_id): place for place, a in enumerate(shown)}
    rows = zip(columns["seller_id"], columns["connection_id"], strict=True)
    return np.array([places[owner] for owner in rows], np.int64)


Calendars = Mapping[Calendar, Sequence[int]]
"""Calendars, and the places of the accounts that each is of."""


def calendars(
    shown: Sequence[AccountDays], days: Sequence[DateRange | None] | None = None
) -> Calendars:
    """Return the calendars of these accounts, and the places of the accounts that each is of.

    `days` are other days for the accounts than their own; one that has None has no calendar.
    """
    meant = [account.days for account in shown] if days is None else days
    groups: dict[tuple[int, DateRange], list[int]] = {}
    for place, (account, own) in enumerate(zip(shown, meant, strict=True)):
        if own is not None:
            groups.setdefault((account.seller_id, own), []).append(place)
    of_seller = Counter(seller_id for seller_id, _ in groups)
    found: dict[Calendar, list[int]] = {}
    for (seller_id, of_group), members in groups.items():
        own_accounts = tuple(shown[place].connection_id for place in members)
        calendar = Calendar(
            seller_id=seller_id,
            days=of_group,
            # With one calendar the few other rows of the seller cost less than a test.
            accounts=None if of_seller[seller_id] == 1 else own_accounts,
        )
        found[calendar] = members
    return found


def parts(ids: Ints, which: Ints, of: Calendars) -> list[Part]:
    """Return the rows by calendar, as far as there are any; `which` is each row's account."""
    rows = {calendar: np.flatnonzero(np.isin(which, members)) for calendar, members in of.items()}
    return [
        Part(calendar=calendar, places=places, ids=ids[places])
        for calendar, places in rows.items()
        if len(places)
    ]
