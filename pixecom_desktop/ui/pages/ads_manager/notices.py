"""Which one banner stands over the table: the worst that is true. No Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime

from pixecom_desktop.domain.query import AccountPlace, AdsTable
from pixecom_desktop.domain.sellers import of_seller
from pixecom_desktop.domain.status import AccountStatus, SyncStatus
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui import when
from pixecom_desktop.ui.pages.ads_manager.coverage import gaps
from pixecom_desktop.ui.pages.ads_manager.faces import failed_over_rows
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.banner import BannerText
from pixecom_desktop.ui.widgets.freshness import is_failing, trouble, waits_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the page knows: the table on show, the sync's status, the last question's error.

    `sellers` are the sellers' names by id where several are on show.
    """

    table: AdsTable | None = None
    status: SyncStatus = field(default_factory=SyncStatus)
    error: Exception | None = None
    sellers: Mapping[int, str] = field(default_factory=dict)

    @property
    def names(self) -> Mapping[AccountPlace, str]:
        """Return the accounts' names, each with its seller where several are on show."""
        return {one.place: _name(one, self.sellers) for one in self.status.accounts}


def notice(known: Known, now: datetime) -> BannerText | None:
    """Return what to say over the numbers; None where all is well."""
    if known.table is None:
        return None
    if known.error is not None:
        return failed_over_rows(known.error)
    if known.status.offline:
        return _offline(known.status, now)
    return _failing(known, now) or gaps(known.table, known.names)


def stale(known: Known, now: datetime) -> Mapping[AccountPlace, str]:
    """Return the accounts that do not sync, and as of when what is shown of each stands.

    They are told as `AdsTable.place_at` does: a single seller's id is 0.
    """
    return {
        (account.seller_id if known.sellers else 0, account.account): when.moment(
            account.stats_at, now
        )
        for account in known.status.accounts
        if account.stats_at is not None and is_failing(account)
    }


def _offline(status: SyncStatus, now: datetime) -> BannerText:
    newest = max((a.stats_at for a in status.accounts if a.stats_at), default=None)
    rest = (
        tr("Showing data from {age}.", age=when.moment(newest, now))
        if newest
        else tr("No data is stored yet.")
    )
    return BannerText(
        key="offline",
        tone="offline",
        lead=tr("You're offline."),
        rest=rest,
        button=tr("Check again"),
    )


def _failing(known: Known, now: datetime) -> BannerText | None:
    status = known.status
    failing = [account for account in status.accounts if is_failing(account)]
    if not failing:
        return None
    first = failing[0]
    waits = waits_until(failing)
    if waits and len(failing) == 1:
        lead = tr("{account} waits for Meta.", account=_name(first, known.sellers))
    elif waits:
        lead = tr(
            "{count} of {total} ad accounts wait for Meta.",
            count=len(failing),
            total=len(status.accounts),
        )
    elif len(failing) == 1:
        lead = tr("{account} didn't sync.", account=_name(first, known.sellers))
    else:
        lead = tr(
            "{count} of {total} ad accounts didn't sync.",
            count=len(failing),
            total=len(status.accounts),
        )
    reason = trouble(first) or tr("Meta refused its access token.")
    lines = [
        f"{_name(account, known.sellers)}: {trouble(account) or tr(account.health.value)}"
        for account in failing
    ]
    return BannerText(
        key="failing",
        tone="warn" if waits else "bad",
        lead=lead,
        rest=f"{reason}{_since(failing, now)}",
        button=tr("Try again"),
        detail="\n".join(lines),
    )


def _since(failing: Sequence[AccountStatus], now: datetime) -> str:
    """Return as of when the figures of these accounts stand: a time, which stays true."""
    oldest = min((one.stats_at for one in failing if one.stats_at), default=None)
    if oldest is None:
        return ""
    age = when.moment(oldest, now)
    if len(failing) == 1:
        return " " + tr("Its numbers are from {age}.", age=age)
    return " " + tr("Their numbers are from {age} or later.", age=age)


def _name(account: AccountStatus, sellers: Mapping[int, str]) -> str:
    return of_seller(account.name, account.seller_id, sellers)
