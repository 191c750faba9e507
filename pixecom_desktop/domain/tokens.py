"""What is known of an access token that a connection keeps: whose it is, until when, for what.

The token itself is never here.
"""

from datetime import datetime, timedelta

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import ConnectionHealth, ConnectionType
from pixecom_desktop.domain.status import AccountStatus
from pixecom_desktop.domain.values import dataclass

READ, WRITE = "ads_read", "ads_management"
BUSINESS, PAGES = "business_management", "pages_show_list"

ENDS_SOON = timedelta(days=7)
"""A token that ends within this time is told of (graph.md section 7)."""

OWN_APP_NEEDED = (
    "Signing in needs a Meta app of your own. Set META_APP_ID and META_APP_SECRET to its id and "
    "secret (App settings, Basic), and start the program again."
)
"""What is said where somebody would sign in by browser and no app is set."""

SYSTEM_USER = "SYSTEM_USER"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenFacts:
    """What Meta told of a token at `checked_at`; `kind` and the app are "" where it does not tell.

    `ends_at` None: it never ends (`is_endless`), or Meta does not tell. `is_browser`: it came by
    signing in with the browser.
    """

    person_id: str
    person: str
    app_id: str = ""
    app: str = ""
    kind: str = ""
    is_browser: bool = False
    scopes: frozenset[str] = frozenset()
    is_endless: bool = False
    ends_at: datetime | None = None
    checked_at: datetime

    @property
    def key(self) -> tuple[str, str]:
        """Return what connections have in common that came by one token, or its successor."""
        return self.person_id, self.app_id

    @property
    def can_read(self) -> bool:
        """Tell whether the token may read ads (ads_management implies it)."""
        return bool(self.scopes & {READ, WRITE})

    @property
    def can_write(self) -> bool:
        """Tell whether the token may pause, activate and edit."""
        return WRITE in self.scopes

    def has_ended(self, now: datetime) -> bool:
        """Tell whether the token's own end has come."""
        return self.ends_at is not None and self.ends_at <= now

    def ends_soon(self, now: datetime) -> bool:
        """Tell whether a new token is needed within a week."""
        return self.ends_at is not None and self.ends_at - now <= ENDS_SOON


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A page, a pixel or a custom conversion that a token sees; ids are Meta's.

    `of_account` is the ad account (`act_...`) on which it was found, "" for a page.
    """

    type: ConnectionType
    external_id: str
    name: str
    of_account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One thing that a seller has linked, active or not, with what is known of its token.

    `status` is how fresh an active ad account is.
    """

    connection: Connection
    facts: TokenFacts | None
    of_account: str = ""
    status: AccountStatus | None = None

    @property
    def is_ill(self) -> bool:
        """Tell whether jobs cannot use it."""
        return self.connection.is_active and self.connection.health is not ConnectionHealth.OK


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """How far the history of an ad account is: `read` of the newest `wanted` days are there.

    `waits_until`: Meta's limits let nobody call before. `is_running`: it is being read just now.
    `trouble` says why nothing comes, "" where something does.
    """

    account: str
    name: str
    wanted: int
    read: int
    is_running: bool = False
    waits_until: datetime | None = None
    trouble: str = ""

    @property
    def is_whole(self) -> bool:
        """Tell whether all days are there."""
        return self.read >= self.wanted
