"""Ad accounts with their own calendars: "today" differs by account, and so do a preset's days."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta, tzinfo

from pixecom_desktop.domain.dates import RETENTION_MONTHS, DateChoice, DateRange
from pixecom_desktop.domain.values import dataclass

RETENTION = timedelta(days=RETENTION_MONTHS * 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDays:
    """One ad account with its own calendar: its zone, its today and the days that are meant.

    `seller` is its seller's slug, `seller_name` the name, "" where the scope has one seller only.
    """

    seller_id: int
    seller: str
    seller_name: str
    connection_id: int
    external_id: str
    name: str
    currency: str
    zone: tzinfo
    today: date
    days: DateRange

    def passes(self, accounts: Collection[str], sellers: Collection[str]) -> bool:
        """Tell whether filters by account and by seller let it through; an empty one does."""
        return (not accounts or self.external_id in accounts) and (
            not sellers or self.seller in sellers
        )

    def on(self, now: datetime, dates: DateChoice) -> "AccountDays":
        """Return it with what is meant by `dates` at another (aware) instant."""
        today = now.astimezone(self.zone).date()
        # Ten of them at each key: `replace` takes several times as long.
        return AccountDays(
            seller_id=self.seller_id,
            seller=self.seller,
            seller_name=self.seller_name,
            connection_id=self.connection_id,
            external_id=self.external_id,
            name=self.name,
            currency=self.currency,
            zone=self.zone,
            today=today,
            days=dates.resolve(today),
        )


def answerable(account: AccountDays) -> tuple[date, ...]:
    """Return the days that are meant and that Meta can answer for: none to come, none too old."""
    since, until = answerable_within(account)
    return tuple(DateRange(since, until)) if since <= until else ()


def answerable_within(account: AccountDays) -> tuple[date, date]:
    """Return the first and the last of those days; where there is none, the last lies before."""
    since = max(account.days.since, account.today - RETENTION)
    return since, min(account.days.until, account.today)


def names_of_sellers(shown: Sequence[AccountDays]) -> dict[int, str]:
    """Return the sellers' names by id, none where the scope has one seller only."""
    return {one.seller_id: one.seller_name for one in shown if one.seller_name}


def widest(shown: Sequence[AccountDays]) -> DateRange | None:
    """Return the days from the earliest start to the latest end, None where there is no account."""
    if not shown:
        return None
    since = min(account.days.since for account in shown)
    return DateRange(since, max(account.days.until for account in shown))
