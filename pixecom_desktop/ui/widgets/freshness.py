"""How fresh the numbers are, in words: the one place that decides what the sync chip says.

Worst news first: not connected, syncing, offline, failed, partly failed, never synced, synced.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime

from pixecom_desktop.domain.enums import ConnectionHealth
from pixecom_desktop.domain.events import Progress
from pixecom_desktop.domain.status import AccountStatus, SyncStatus
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui import when
from pixecom_desktop.ui.translate import tr

Place = tuple[int, str]
"""A seller and an ad account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """Which accounts a sync is at: the last progress of each that has not finished."""

    steps: Mapping[Place, Progress] = field(default_factory=dict)
    finished: frozenset[Place] = frozenset()

    def after(self, news: Progress) -> "Under":
        """Return what is under way after one more progress; all done is nothing."""
        place = news.place
        steps = {key: step for key, step in self.steps.items() if key != place}
        if not news.finished:
            return Under(steps=steps | {place: news}, finished=self.finished - {place})
        return Under(steps=steps, finished=self.finished | {place}) if steps else Under()


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """What the chip shows. `tone` is a colour of the theme, `tag` a word set apart."""

    icon: str
    tone: str
    text: str
    tag: str = ""
    turning: bool = False


def is_failing(account: AccountStatus) -> bool:
    """Tell whether an account did not sync, so that its numbers are old."""
    return bool(account.error) or account.health is not ConnectionHealth.OK


def only_waits(account: AccountStatus) -> bool:
    """Tell whether an account did not sync for a pause that ends by itself: it needs nobody."""
    is_well = account.health is ConnectionHealth.OK
    return is_well and account.paused_until is not None and is_failing(account)


def waits_until(accounts: Sequence[AccountStatus]) -> str:
    """Return the time at which the last of these accounts goes on, where all of them only wait.

    "" where some account's trouble is another.
    """
    ends = [one.paused_until for one in accounts if only_waits(one) and one.paused_until]
    return when.clock_time(max(ends)) if ends and len(ends) == len(accounts) else ""


def trouble(account: AccountStatus) -> str:
    """Return why an account does not sync, "" where nothing is wrong.

    A pause is told from its end: what the run said of it is older every minute.
    """
    if account.health is ConnectionHealth.OK and account.paused_until is not None:
        time = when.clock_time(account.paused_until)
        return tr("Meta asks for a pause. Syncing goes on by itself at {time}.", time=time)
    return tr(account.error) if account.error else ""


def unknown() -> Freshness:
    """Return what the chip says until the first answer is there."""
    return Freshness(icon="clock", tone="text3", text=tr("Loading …"))


def freshness(status: SyncStatus, under: Under, now: datetime) -> Freshness:
    """Return what the chip says at this instant."""
    accounts = status.accounts
    if not accounts:
        return Freshness(icon="plug", tone="text3", text=tr("Not connected to Meta"))
    if under.steps:
        return Freshness(
            icon="refresh-cw", tone="accent", text=_syncing(under, status), turning=True
        )
    newest = max((a.stats_at for a in accounts if a.stats_at), default=None)
    if status.offline:
        since = (
            tr("Data from {age}", age=when.age(newest, now))
            if newest
            else tr("Nothing is stored yet")
        )
        return Freshness(icon="wifi-off", tone="warn", tag=tr("Offline"), text=since)
    failing = [account for account in accounts if is_failing(account)]
    if failing:
        return _failing(len(accounts), failing, newest, now)
    if newest is None:
        return Freshness(icon="clock", tone="text3", text=tr("Not synced yet") + _next(status, now))
    return Freshness(
        icon="circle-check",
        tone="good",
        text=tr("Synced {age}", age=when.age(_oldest(accounts) or newest, now))
        + _next(status, now),
    )


def stalled(status: SyncStatus) -> SyncStatus:
    """Return the status as it is while Meta cannot be reached."""
    return replace(status, offline=True)


def _syncing(under: Under, status: SyncStatus) -> str:
    known = [step for step in under.steps.values() if step.total]
    if known and len(known) == len(under.steps):
        done = sum(step.done for step in known)
        total = sum(step.total or 0 for step in known)
        return tr("Syncing {percent}%", percent=min(99, done * 100 // total))
    count = len(under.steps) + len(under.finished)
    first = tr("First sync" if all(a.stats_at is None for a in status.accounts) else "Syncing")
    if count <= 1:
        return first
    return tr(
        "{first} · {done} of {count} accounts done",
        first=first,
        done=len(under.finished),
        count=count,
    )


def _failing(
    total: int, bad: Sequence[AccountStatus], newest: datetime | None, now: datetime
) -> Freshness:
    age = " · " + tr("data from {age}", age=when.age(newest, now)) if newest else ""
    failing, time = len(bad), waits_until(bad)
    if failing == total and time:
        text = tr("Waits for Meta until {time}", time=time)
        return Freshness(icon="clock", tone="warn", text=f"{text}{age}")
    if failing == total:
        text = tr("Not synced" if newest is None else "The last sync failed")
        return Freshness(icon="circle-alert", tone="bad", text=f"{text}{age}")
    text = tr("{count} of {total} accounts synced", count=total - failing, total=total)
    return Freshness(
        icon="triangle-alert",
        tone="warn",
        text=f"{text} {when.age(newest, now)}" if newest else text,
    )


def _oldest(accounts: tuple[AccountStatus, ...]) -> datetime | None:
    return min((a.stats_at for a in accounts if a.stats_at), default=None)


def _next(status: SyncStatus, now: datetime) -> str:
    if status.next_at is None:
        return ""
    return " · " + tr("next {when}", when=when.until(status.next_at, now))
