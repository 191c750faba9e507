"""Which rows are added up over which days: accounts of one calendar are read together."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from pixecom_desktop.domain.calendars import AccountDays
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.storage.queries.ads_columns import Columns
from pixecom_desktop.storage.queries.ads_measures import Part

Calendar = tuple[int, DateRange]
"""A seller and days: what accounts are read together by."""


def owners(columns: Columns, shown: Sequence[AccountDays]) -> Ints:
    """Return each row's account, as its place among the accounts shown."""
    places = {(a.seller_id, a.connection_id): place for place, a in enumerate(shown)}
    rows = zip(columns["seller_id"], columns["connection_id"], strict=True)
    return np.array([places[owner] for owner in rows], np.int64)


def parts(
    ids: Ints,
    which: Ints,
    shown: Sequence[AccountDays],
    days: Sequence[DateRange | None] | None = None,
) -> list[Part]:
    """Return the rows grouped by seller and days; `which` is each row's account.

    `days` are other days for the accounts than their own; the rows of one that has None are left
    out.
    """
    meant = [account.days for account in shown] if days is None else days
    groups: dict[Calendar, list[int]] = {}
    for place, (account, own) in enumerate(zip(shown, meant, strict=True)):
        if own is not None:
            groups.setdefault((account.seller_id, own), []).append(place)
    calendars = Counter(seller_id for seller_id, _ in groups)
    found = []
    for (seller_id, of_group), members in groups.items():
        rows = np.flatnonzero(np.isin(which, members))
        own_accounts = tuple(shown[place].connection_id for place in members)
        if len(rows):
            found.append(
                Part(
                    seller_id=seller_id,
                    # With one calendar the few other rows of the seller cost less than a test.
                    accounts=None if calendars[seller_id] == 1 else own_accounts,
                    days=of_group,
                    places=rows,
                    ids=ids[rows],
                )
            )
    return found
