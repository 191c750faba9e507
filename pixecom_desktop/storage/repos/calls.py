"""How often Meta is called for an ad account, counted over all processes and restarts.

One row a call. Whoever takes calls holds the account's row of `api_pauses` meanwhile (on SQLite
every writer waits for the last one anyway), so that counting and adding are one step and no two
processes can both take the last call of an hour. How many and how dear is the caller's to say.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage import upsert
from pixecom_desktop.storage.base import EPOCH, stored_instant
from pixecom_desktop.storage.schema.journal import ApiCallRow, ApiPauseRow

WINDOW = timedelta(minutes=60)
"""Any 60 minutes hold `limit` calls at most (spec.md, "Meta client")."""

DECAY = timedelta(seconds=300)
"""Points of an account's score count for so long (graph.md section 4, point 1)."""

LONGEST_PAUSE = timedelta(hours=24)
"""A pause that ends later is one from before the clock was set back, and holds nobody."""

LOW_SCORE = "its app has the Limited tier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be called: so many calls, each of so many points of the account's score.

    `score` is the most that DECAY may hold, these calls included (0: no bound); `keep` calls of the
    hour are left to others; `under` names wider pauses that hold these calls too. `owed` calls
    of one point each were made before and are only counted.
    """

    calls: int = 1
    points: int = 1
    score: int = 0
    keep: int = 0
    under: tuple[str, ...] = ()
    owed: int = 0


ONE = Wish()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """The answer to a wish to call: `wait` 0.0 means taken, else seconds until it is worth asking.

    `used` counts the calls of the last 60 minutes, these included where they were taken. `reason`
    says why it waits; `tier` is what was noted of the account's app.
    """

    wait: float
    used: int
    reason: str = ""
    tier: str = ""


def take(
    session: Session,
    account: str,
    wish: Wish = ONE,
    *,
    limit: int,
    now: datetime,
    new_id: Callable[[], int],
) -> Grant:
    """Take calls for an ad account (`act_...`), all or none, or say how long to wait.

    Limit 0 is none. More calls than the limit, or dearer ones than the score, are taken where
    nothing else is in it. For the house's own scope: two sellers may have linked the account, and
    Meta counts them as one.
    """
    tier = _hold(session, account).tier
    _forget(session, account, now)
    add(session, account, Wish(calls=wish.owed), now=now, new_id=new_id)
    used = _count(session, account, now - WINDOW)
    waits = [
        _paused(session, (account, *wish.under), now),
        (_hour(session, account, used, wish, limit=limit, now=now), ""),
        (_score(session, account, wish, now), LOW_SCORE),
    ]
    wait, reason = max(waits, key=lambda one: one[0])
    if wait > 0:
        return Grant(wait=wait, used=used, reason=reason, tier=tier)
    add(session, account, wish, now=now, new_id=new_id)
    return Grant(wait=0.0, used=used + wish.calls, tier=tier)


def add(
    session: Session, account: str, wish: Wish, *, now: datetime, new_id: Callable[[], int]
) -> None:
    """Count calls that are made whatever the limits say."""
    at = stored_instant(now)
    rows = [(new_id(), account, at, wish.points) for _ in range(wish.calls)]
    upsert.append(session, ApiCallRow, ("id", "account", "at", "points"), rows)


def pause(session: Session, account: str, until: datetime, reason: str, *, now: datetime) -> None:
    """Let nobody call for an account before this instant; a longer pause stays as it is."""
    row = _hold(session, account)
    if not until <= row.until <= now + LONGEST_PAUSE:
        row.until, row.reason = until, reason
        session.flush()


def note_tier(session: Session, account: str, tier: str) -> None:
    """Remember the access tier that Meta named for the account's app."""
    row = _hold(session, account)
    if row.tier != tier:
        row.tier = tier
        session.flush()


def used(session: Session, account: str, now: datetime) -> int:
    """Return how many calls of the last 60 minutes an account has."""
    return _count(session, account, now - WINDOW)


def _hold(session: Session, account: str) -> ApiPauseRow:
    """Hold the account's row until the transaction ends; made here where it is not there yet."""
    row = ApiPauseRow
    never = (account, stored_instant(EPOCH))
    upsert.upsert(session, row, ("account", "until"), [never], update=())
    held = select(row).where(row.account == account).with_for_update()
    return session.scalars(held.execution_options(populate_existing=True)).one()


def _forget(session: Session, account: str, now: datetime) -> None:
    """Forget calls that left the window; those far ahead are a clock's that was set back since."""
    row = ApiCallRow
    left = or_(row.at <= now - WINDOW, row.at > now + WINDOW)
    session.execute(
        delete(row).where(row.account == account, left).execution_options(synchronize_session=False)
    )


def _paused(session: Session, names: tuple[str, ...], now: datetime) -> tuple[float, str]:
    """Return how long the longest pause under these names still lasts, and why."""
    row = ApiPauseRow
    longest = (
        select(row.until, row.reason)
        .where(row.account.in_(names), row.until > now, row.until <= now + LONGEST_PAUSE)
        .order_by(row.until.desc(), row.account)
        .limit(1)
    )
    found = session.execute(longest).one_or_none()
    return (0.0, "") if found is None else ((found.until - now).total_seconds(), found.reason)


def _count(session: Session, account: str, since: datetime) -> int:
    counted = select(func.count()).where(ApiCallRow.account == account, ApiCallRow.at > since)
    return int(session.scalar(counted) or 0)


def _hour(
    session: Session, account: str, used: int, wish: Wish, *, limit: int, now: datetime
) -> float:
    """Return the seconds until the calls fit into the hour beside those to be kept."""
    wanted = min(wish.calls, limit)
    over = used + wanted - max(limit - wish.keep, wanted)
    if limit <= 0 or over <= 0:
        return 0.0
    row = ApiCallRow
    last_to_leave = (
        select(row.at)
        .where(row.account == account)
        .order_by(row.at, row.id)
        .offset(over - 1)
        .limit(1)
    )
    return (session.scalars(last_to_leave).one() + WINDOW - now).total_seconds()


def _score(session: Session, account: str, wish: Wish, now: datetime) -> float:
    """Return the seconds until the score has room for the calls' points."""
    cost = wish.calls * wish.points
    if wish.score <= 0:
        return 0.0
    row = ApiCallRow
    spent = (
        select(row.at, row.points)
        .where(row.account == account, row.at > now - DECAY, row.at <= now)
        .order_by(row.at, row.id)
    )
    recent = session.execute(spent).all()
    over = sum(points for _, points in recent) + cost - max(wish.score, cost)
    for at, points in recent:
        if over <= 0:
            break
        over -= points
        if over <= 0:
            return (at + DECAY - now).total_seconds()
    return 0.0
