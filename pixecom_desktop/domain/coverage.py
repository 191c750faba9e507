"""How well the days of an answer are known: which accounts miss which, and as of when it stands.

Words are the screens'; here is what they have to say.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from pixecom_desktop.domain.enums import CoverageState
from pixecom_desktop.domain.query import AccountPlace, Coverage
from pixecom_desktop.domain.values import dataclass

Days = tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Accounts that lack the same days, both in order: accounts by Meta's id, then by seller."""

    accounts: tuple[AccountPlace, ...]
    days: Days


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """When what is known was last looked at.

    At their newest day all accounts were looked at `newest` or later, and at every day that Meta
    may still restate `oldest` or later.
    """

    newest: datetime
    oldest: datetime


def gaps(known: Iterable[Coverage], *states: CoverageState) -> tuple[Gap, ...]:
    """Return who lacks which days in these states: those of the most accounts first."""
    days: dict[AccountPlace, set[date]] = defaultdict(set)
    for one in known:
        if one.state in states:
            days[one.place].add(one.day)
    accounts: dict[Days, list[AccountPlace]] = defaultdict(list)
    for place in sorted(days, key=_by_account):
        accounts[tuple(sorted(days[place]))].append(place)
    found = [Gap(accounts=tuple(places), days=lacking) for lacking, places in accounts.items()]
    return tuple(
        sorted(found, key=lambda gap: (-len(gap.accounts), *map(_by_account, gap.accounts)))
    )


def _by_account(place: AccountPlace) -> tuple[str, int]:
    seller_id, account = place
    return account, seller_id


def looked(known: Sequence[Coverage]) -> Looked | None:
    """Return as of when the days that are known stand; None where none is."""
    newest: dict[AccountPlace, tuple[date, datetime]] = {}
    mutable: list[datetime] = []
    for one in known:
        if one.seen_at is None:
            continue
        look, before = (one.day, one.seen_at), newest.get(one.place)
        if before is None or before < look:
            newest[one.place] = look
        if one.state is CoverageState.PROVISIONAL:
            mutable.append(one.seen_at)
    if not newest:
        return None
    last = min(seen_at for _, seen_at in newest.values())
    return Looked(newest=last, oldest=min([last, *mutable]))


def runs(days: Iterable[date]) -> tuple[tuple[date, date], ...]:
    """Return days as stretches without a hole: the first and the last of each."""
    found: list[list[date]] = []
    for day in sorted(set(days)):
        if found and (day - found[-1][1]).days == 1:
            found[-1][1] = day
        else:
            found.append([day, day])
    return tuple((first, last) for first, last in found)
