"""The windows that stand before the program: the first start, the sign-in, the lock.

Behind them stands nothing: what they ask is answered by still ways, a still gate and a still lock,
which open no database.
"""

import asyncio
from collections.abc import Awaitable, Callable

from pixecom_desktop.domain.errors import PixecomError, SignInNeeded
from pixecom_desktop.domain.locking import LockState
from pixecom_desktop.domain.people import FirstUser, Unclaimed
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Seller, Workspace
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.backend import Backend
from pixecom_desktop.ui.lock_window import LockWindow
from pixecom_desktop.ui.signing_in import SignInWindow
from pixecom_desktop.ui.starting.first_user import FirstUserWindow
from pixecom_desktop.ui.starting.window import StartWindow
from pixecom_desktop.ui.ways import Known, Told

NOTHING = Known()
ADDRESS = "mai@db.example.com:5432/pixecom"
EMAIL = "mai@example.com"
COPIED = (Seller(id=1, slug="0901", name="0901"), Seller(id=2, slug="0902", name="0902"))
AWAY = "The database does not answer. Check that this computer is online, then try again."
WRONG = "Email and password do not fit together."

BeforeTheProgram = StartWindow | FirstUserWindow | SignInWindow | LockWindow


class StillWays:
    """Ways into the program of which none leads anywhere: each waits for ever, or is refused."""

    def __init__(self, *, keeps: bool = True, refuses: bool = False) -> None:
        self._keeps = keeps
        self._refuses = refuses

    async def known(self) -> Known:
        """Return that nothing is set up."""
        return NOTHING

    async def keeps(self) -> bool:
        """Tell whether there is a keyring."""
        return self._keeps

    async def enter(self) -> "StillGate":
        """Open what was set up."""
        return await self._open()

    async def own(self, seller: str = "", password: Secret | None = None) -> "StillGate":
        """Open this computer's workspace."""
        del seller, password
        return await self._open()

    async def join(self, url: Secret) -> "StillGate":
        """Open a team's database."""
        del url
        return await self._open()

    async def demo(self, told: Told) -> "StillGate":
        """Prepare the demo for ever."""
        del told
        return await self._open()

    async def _open(self) -> "StillGate":
        if self._refuses:
            raise PixecomError(AWAY)
        await asyncio.Event().wait()
        return StillGate()


class StillGate:
    """The gate of a team's database that lets nobody in."""

    asks = True
    first = ""
    place = ADDRESS

    def __init__(self, *, keeps: bool = True, email: str = "") -> None:
        self.keeps = keeps
        self.email = email

    async def unclaimed(self) -> Unclaimed | None:
        """Tell that somebody can sign in."""
        return None

    async def claim(self, first: FirstUser, *, stays: bool) -> Backend:
        """Take no first user."""
        del first, stays
        raise PixecomError(AWAY)

    async def resume(self) -> Backend:
        """Know of no session."""
        raise SignInNeeded(WRONG)

    async def sign_in(self, email: str, password: Secret, *, stays: bool) -> Backend:
        """Take no password."""
        del email, password, stays
        raise SignInNeeded(WRONG)

    async def sign_out(self) -> None:
        """End nothing."""

    async def close(self) -> None:
        """Close nothing."""


class StillLock:
    """A lock that no password opens."""

    def forget(self) -> None:
        """Hold nothing."""

    async def has_password(self) -> bool:
        """Return that there is one."""
        return True

    async def state(self) -> LockState:
        """Return that there is a password."""
        return LockState(has_password=True)

    async def unlock(self, password: Secret) -> None:
        """Take no password."""
        del password
        raise SignInNeeded("That password does not fit.")

    async def set_password(self, old: Secret | None, new: Secret | None) -> None:
        """Change nothing."""
        del old, new


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One picture of a window before the program: how it is made, what is done in it then."""

    name: str
    make: Callable[[], BeforeTheProgram]
    act: Callable[[BeforeTheProgram], Awaitable[None]] | None = None


def _start(known: Known = NOTHING, **ways: bool) -> Callable[[], BeforeTheProgram]:
    return lambda: StartWindow(StillWays(**ways), known)


def _sign_in(
    why: str = "", *, keeps: bool = True, email: str = ""
) -> Callable[[], BeforeTheProgram]:
    return lambda: SignInWindow(StillGate(keeps=keeps, email=email), why, ways=True)


def _first_user(*sellers: Seller) -> Callable[[], BeforeTheProgram]:
    there = Unclaimed(sellers=sellers)
    return lambda: FirstUserWindow(StillGate(), there, ways=True)


def _lock(workspace: Workspace) -> Callable[[], BeforeTheProgram]:
    return lambda: LockWindow(StillLock(), workspace)


def _way(key: str) -> Callable[[BeforeTheProgram], Awaitable[None]]:
    """Return what takes a way of the start page."""

    async def act(window: BeforeTheProgram) -> None:
        if isinstance(window, StartWindow):
            window.cards[key].click()
            await asyncio.sleep(0)

    return act


async def _refused_address(window: BeforeTheProgram) -> None:
    await _way("join")(window)
    if isinstance(window, StartWindow):
        window.join.address.setText("postgresql://")
        window.join.go.click()
        await window.tasks.settled()


async def _differing(window: BeforeTheProgram) -> None:
    await _way("own")(window)
    if isinstance(window, StartWindow):
        window.set_up.password.setText("*" * 8)
        window.set_up.go.click()


async def _refused_user(window: BeforeTheProgram) -> None:
    if isinstance(window, FirstUserWindow):
        for field in window.form.fields:
            field.setText("*" * 8)
        window.form.go.click()
        await window.tasks.settled()


async def _wrong(window: BeforeTheProgram) -> None:
    """Give a password that does not fit."""
    if isinstance(window, SignInWindow | LockWindow):
        window.password.setText("*" * 8)
        window.go.click()
        await window.tasks.settled()


DOORS: tuple[Door, ...] = (
    Door(name="start", make=_start()),
    Door(name="start-again", make=_start(Known(has_own=True, team=ADDRESS))),
    Door(name="start-given", make=_start(Known(is_given=True))),
    Door(name="start-own", make=_start(), act=_way("own")),
    Door(name="start-own-differs", make=_start(), act=_differing),
    Door(name="start-join", make=_start(), act=_way("join")),
    Door(name="start-join-refused", make=_start(refuses=True, keeps=False), act=_refused_address),
    Door(name="start-demo", make=_start(), act=_way("demo")),
    Door(name="first-user", make=_first_user()),
    Door(name="first-user-sellers", make=_first_user(*COPIED)),
    Door(name="first-user-refused", make=_first_user(), act=_refused_user),
    Door(name="sign-in", make=_sign_in()),
    Door(name="sign-in-wrong", make=_sign_in(email=EMAIL), act=_wrong),
    Door(name="sign-in-no-keyring", make=_sign_in(AWAY, keeps=False, email=EMAIL)),
    Door(name="lock", make=_lock(Workspace.OWN)),
    Door(name="lock-wrong", make=_lock(Workspace.TEAM), act=_wrong),
)
