"""How often Meta is called for an ad account, counted over all processes and restarts.

One row a call. Whoever takes a call holds the account's row of `api_pauses` meanwhile (on SQLite
every writer waits for the last one anyway), so that counting and adding are one step and no two
processes can both take the last call of an hour.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from pixecom_desktop.storage import upsert
from pixecom_desktop.storage.base import EPOCH, stored_instant
from pixecom_desktop.storage.schema.journal import ApiCallRow, ApiPauseRow

WINDOW = timedelta(minutes=60)
"""Any 60 minutes hold `limit` calls at most (spec.md, "Meta client")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """The answer to a wish to call: `wait` 0.0 means taken, else seconds until it is worth asking.

    `used` counts the calls of the last 60 minutes, this one included where it was taken.
    """

    wait: float
    used: int


def take(
    session: Session,
    account: str,
    *,
    limit: int,
    now: datetime,
    new_id: Callable[[], int],
) -> Grant:
    """Take one call for an ad account (`act_...`), or say how long to wait. Limit 0: no limit.

    For the house's own scope: two sellers may have linked the account, and Meta counts them as one.
    """
    paused = _hold(session, account)
    since = now - WINDOW
    session.execute(
        delete(ApiCallRow)
        .where(ApiCallRow.account == account, ApiCallRow.at <= since)
        .execution_options(synchronize_session=False)
    )
    used = _count(session, account, since)
    if paused > now:
        return Grant(wait=(paused - now).total_seconds(), used=used)
    if limit and used >= limit:
        return Grant(wait=_until_free(session, account, used - limit, since), used=used)
    session.add(ApiCallRow(id=new_id(), account=account, at=now))
    session.flush()
    return Grant(wait=0.0, used=used + 1)


def pause(session: Session, account: str, until: datetime, reason: str) -> None:
    """Let nobody call for an account before this instant; a longer pause stays as it is."""
    if _hold(session, account) >= until:
        return
    row = session.scalars(select(ApiPauseRow).where(ApiPauseRow.account == account)).one()
    row.until, row.reason = until, reason
    session.flush()


def used(session: Session, account: str, now: datetime) -> int:
    """Return how many calls of the last 60 minutes an account has."""
    return _count(session, account, now - WINDOW)


def _hold(session: Session, account: str) -> datetime:
    """Hold the account's row until the transaction ends; return until when it is paused."""
    row = ApiPauseRow
    never = (account, stored_instant(EPOCH))
    upsert.upsert(session, row, ("account", "until"), [never], update=())
    held = select(row.until).where(row.account == account).with_for_update()
    return session.scalars(held).one()


def _count(session: Session, account: str, since: datetime) -> int:
    counted = select(func.count()).where(ApiCallRow.account == account, ApiCallRow.at > since)
    return int(session.scalar(counted) or 0)


def _until_free(session: Session, account: str, surplus: int, since: datetime) -> float:
    """Return the seconds until so many calls and one more have left the window."""
    oldest = (
        select(ApiCallRow.at)
        .where(ApiCallRow.account == account)
        .order_by(ApiCallRow.at, ApiCallRow.id)
        .offset(surplus)
        .limit(1)
    )
    return (session.scalars(oldest).one() - since).total_seconds()
