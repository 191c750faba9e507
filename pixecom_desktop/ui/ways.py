"""What the window knows of the ways into the program: the demo, this computer, a team's database.

`cli` fulfils it. Every method that may wait is a coroutine; the address of a team's database holds
a password, and travels as a Secret.
"""

from collections.abc import Callable
from typing import Protocol

from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.backend import Gate

Told = Callable[[str], None]
"""Hears how far a long work is, as a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is set up on this computer.

    `is_given` True: the environment names the database, and no other is opened. `has_own`: this
    computer has a workspace of its own. `team` is the database that was joined
    ("user@host:5432/name"), "" for none.
    """

    is_given: bool = False
    has_own: bool = False
    team: str = ""

    @property
    def is_set_up(self) -> bool:
        """Tell whether there is anything to open without asking."""
        return self.is_given or self.has_own or bool(self.team)


class Ways(Protocol):
    """The ways into the program. Methods raise PixecomError with the user's sentence."""

    async def known(self) -> Known:
        """Return what is set up on this computer."""
        ...

    async def keeps(self) -> bool:
        """Tell whether this computer has a keyring that would keep a team's address."""
        ...

    async def enter(self) -> Gate:
        """Open what was set up: what the environment names, the team's database, or one's own."""
        ...

    async def own(self, seller: str = "", password: Secret | None = None) -> Gate:
        """Open this computer's workspace from now on; a new one gets the seller and the lock."""
        ...

    async def join(self, url: Secret) -> Gate:
        """Open a team's database from now on; nothing is kept of one that does not open."""
        ...

    async def demo(self, told: Told) -> Gate:
        """Open a made-up business in a throw-away workspace, gone when its gate is closed."""
        ...
