"""How fresh the database is: what the header, the status bar and `sync` tell of each account."""

from datetime import datetime

from pixecom_desktop.domain.enums import ConnectionHealth, JobKind, RunState
from pixecom_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountStatus:
    """One ad account: when each job last succeeded (UTC), and what is wrong, "" where nothing.

    `calls_used` counts the calls of the last 60 minutes; `calls_limit` 0 means no limit. The first
    of them counts no more at `frees_at`. Nobody calls Meta before `paused_until`, as
    `pause_reason` says. `tier` is the access tier that Meta named, "" where it has not yet.
    An account that two sellers have linked has a status in each: `seller_id` tells whose it is.
    """

    account: str
    name: str
    health: ConnectionHealth
    stats_at: datetime | None = None
    delivery_at: datetime | None = None
    error: str = ""
    running: bool = False
    calls_used: int = 0
    calls_limit: int = 0
    frees_at: datetime | None = None
    paused_until: datetime | None = None
    pause_reason: str = ""
    tier: str = ""
    seller_id: int = 0

    @property
    def place(self) -> tuple[int, str]:
        """Return the seller and the account."""
        return self.seller_id, self.account


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncStatus:
    """All accounts of a scope, and when the next run is due (None: no scheduler runs).

    `offline`: the newest run of every account found no connection to Meta.
    """

    accounts: tuple[AccountStatus, ...] = ()
    next_at: datetime | None = None
    offline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRun:
    """How one run over one account ended; counts are rows that were read and written.

    `errors` are sentences for the user. `entities` counts entities that were created or changed,
    `stats_rows` daily rows that were new or differed. `offline`: Meta could not be reached at all.
    `seller_id`: for whom, 0 where that does not matter.
    """

    account: str
    kind: JobKind
    state: RunState
    entities: int = 0
    stats_read: int = 0
    stats_rows: int = 0
    calls: int = 0
    seconds: float = 0.0
    errors: tuple[str, ...] = ()
    offline: bool = False
    seller_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncRun:
    """One run as it was journalled; instants in UTC, `finished_at` None while it runs.

    `account` (`act_...`) is the one of the seller `seller_id`.
    """

    id: int
    account: str
    kind: JobKind
    state: RunState
    started_at: datetime
    seller_id: int = 0
    finished_at: datetime | None = None
    holder: str = ""
    entities: int = 0
    stats_read: int = 0
    stats_rows: int = 0
    calls: int = 0
    seconds: float = 0.0
    errors: tuple[str, ...] = ()
