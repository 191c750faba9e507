"""The lock of a window: a password before the same session goes on.

It locks the window and nothing else: the session, its jobs and the database stay as they are. On a
team's database it is the user's own password; on this computer's own one may be set for it.
"""

from collections.abc import Callable

from pixecom_desktop.domain.access import HOUSE, acting
from pixecom_desktop.domain.errors import NotAllowed, SignInNeeded
from pixecom_desktop.domain.locking import LockState, idle_minutes
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Session
from pixecom_desktop.services.passwords import Passwords
from pixecom_desktop.services.sessions import OVER, Sessions, scope_of_all
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.repos import people, preferences


class Locking:
    """Tells when a window locks, and checks who unlocks it."""

    def __init__(
        self, database: Database, sessions: Sessions, *, passwords: Passwords | None = None
    ) -> None:
        self._database = database
        self._sessions = sessions
        self._passwords = passwords or Passwords()

    async def has_password(self, session: Session) -> bool:
        """Tell whether the session's user has a password: a start asks nothing more of the lock."""
        user = await self._database.read(HOUSE, people.by_id, _user_of(session))
        return user is not None and user.password_hash is not None

    async def state(self, session: Session) -> LockState:
        """Return whether the session's window can be locked, and after how many idle minutes.

        The user's own setting counts, and what any seller requires that they work for.
        """
        has_password = await self.has_password(session)
        required = await self._database.read(scope_of_all(session), preferences.required_locks)
        own = await self._database.read(acting(session.scope), preferences.of_user, session.user_id)
        return LockState(
            has_password=has_password,
            minutes=idle_minutes(own.lock_after, required),
            required=idle_minutes(0, required),
        )

    async def unlock(self, session: Session, password: Secret) -> None:
        """Return where it is the user's password; raises what `Sessions.prove` does."""
        await self._sessions.prove(_user_of(session), password)

    async def set_password(self, session: Session, old: Secret | None, new: Secret | None) -> None:
        """Let `new` unlock this computer's window from now on, None nothing any more.

        Raises SignInNeeded where `old` is not the password that holds, UserError for one that
        cannot be, and NotAllowed on a team's database, where one unlocks as one signs in.
        """
        if self._sessions.is_team:
            raise NotAllowed("On a team's database your own password unlocks the window.")
        user_id = _user_of(session)
        if await self.has_password(session):
            await self._sessions.prove(user_id, old or Secret(""))
        made = None if new is None else await self._passwords.hashed(new)
        await self._database.write(HOUSE, people.set_password, user_id, made)


class UserLock:
    """The lock of who is signed in, as a window asks for it.

    `forget` lets what is held of rows behind the window leave memory.
    """

    def __init__(
        self,
        locking: Callable[[], Locking],
        session: Callable[[], Session],
        forget: Callable[[], None],
    ) -> None:
        self._locking = locking
        self._session = session
        self.forget = forget

    async def has_password(self) -> bool:
        """Tell whether there is a password to unlock the window with."""
        return await self._locking().has_password(self._session())

    async def state(self) -> LockState:
        """Return whether the window can be locked, and when it locks itself."""
        return await self._locking().state(self._session())

    async def unlock(self, password: Secret) -> None:
        """Return where it is the user's password; raises SignInNeeded."""
        await self._locking().unlock(self._session(), password)

    async def set_password(self, old: Secret | None, new: Secret | None) -> None:
        """Change what unlocks this computer's own window; None takes the lock away."""
        await self._locking().set_password(self._session(), old, new)


def _user_of(session: Session) -> int:
    if session.user_id is None:
        raise SignInNeeded(OVER)
    return session.user_id
