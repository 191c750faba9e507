"""How well each day of the Ads Manager's rows is known, as it stands in the database."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.calendars import AccountDays
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import CoverageState, Level
from pixecom_desktop.domain.standing import Known, Looks, Owner
from pixecom_desktop.storage.base import day_stored, instant_stored
from pixecom_desktop.storage.queries import across
from pixecom_desktop.storage.queries.across import Columns
from pixecom_desktop.storage.repos.tree import stored
from pixecom_desktop.storage.schema.stats import CoverageRow, UnlistedDailyRow


def known(
    session: Session, level: Level, shown: Sequence[AccountDays], days: DateRange | None
) -> Known:
    """Return what is known of these days, or with None of all that were ever looked at."""
    return laid(ask(session, level, shown, days))


def ask(
    session: Session, level: Level, shown: Sequence[AccountDays], days: DateRange | None
) -> Columns:
    """Ask for `known`."""
    return across.ask(session, _looks(level, days is None), of_accounts(shown, days))


def laid(asked: Columns) -> Known:
    """Return `known` as it was asked."""
    found: dict[Owner, Looks] = {}
    for seller_id, connection_id, day, state, seen_at in zip(*asked.lists(), strict=True):
        looks = found.setdefault((seller_id, connection_id), {})
        looks[day_stored(day)] = (_STATES[state], instant_stored(seen_at))
    return found


def of_accounts(shown: Sequence[AccountDays], days: DateRange | None) -> dict[str, object]:
    """Return the values of `of_level`'s parameters; without days those of all days."""
    values: dict[str, object] = {
        "sellers": list({account.seller_id for account in shown}),
        "accounts": list({account.connection_id for account in shown}),
    }
    return values if days is None else {**values, "since": days.since, "until": days.until}


def of_level(
    row: type[CoverageRow] | type[UnlistedDailyRow], level: Level, *, all_days: bool
) -> Iterator[ColumnElement[bool]]:
    """Yield what rows of accounts and days must be, with parameters for both."""
    yield row.seller_id.in_(bindparam("sellers", expanding=True))
    yield row.connection_id.in_(bindparam("accounts", expanding=True))
    yield row.entity_type == level
    if not all_days:
        yield row.day.between(bindparam("since"), bindparam("until"))


@lru_cache(maxsize=2 * len(Level))
def _looks(level: Level, all_days: bool) -> Select[*tuple[Any, ...]]:
    row = CoverageRow
    columns = (row.seller_id, row.connection_id, row.day, row.state, row.seen_at)
    return select(*map(stored, columns)).where(*of_level(row, level, all_days=all_days))


_STATES = {state.value: state for state in CoverageState}
