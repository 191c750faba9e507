"""What stands in front of each kind of workspace: `ui.backend.Gate`, three times.

One's own and the demo let in whoever is at the computer; a team's database asks who it is.
"""

import asyncio
import contextlib

from pixecom_desktop.desktop import Desktop
from pixecom_desktop.domain.errors import SignInNeeded
from pixecom_desktop.domain.events import SignedOut
from pixecom_desktop.domain.people import FirstUser, Unclaimed
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Session, Workspace
from pixecom_desktop.opening import database_label
from pixecom_desktop.runtime import Runtime


class OpenGate:
    """Lets the machine's owner in. `behind` is what ends with it: the demo's folder and sandbox."""

    asks = False
    keeps = True
    email = ""

    def __init__(
        self,
        runtime: Runtime,
        workspace: Workspace = Workspace.OWN,
        *,
        first: str = "",
        behind: contextlib.ExitStack | None = None,
    ) -> None:
        self._runtime = runtime
        self._workspace = workspace
        self._behind = behind
        self.first = first
        self.place = database_label(runtime.config)

    async def resume(self) -> Desktop:
        """Come in as the owner."""
        session = await self._runtime.sessions.open_owner_anywhere()
        return Desktop(self._runtime, session, workspace=self._workspace)

    async def unclaimed(self) -> Unclaimed | None:
        """Return None: it is its owner's."""
        return None

    async def claim(self, first: FirstUser, *, stays: bool) -> Desktop:
        """Raise SignInNeeded: nobody signs in here."""
        return await self.sign_in(first.email, first.password, stays=stays)

    async def sign_in(self, email: str, password: Secret, *, stays: bool) -> Desktop:
        """Raise SignInNeeded: nobody signs in here."""
        del email, password, stays
        raise SignInNeeded("On this computer's own workspace nobody signs in.")

    async def sign_out(self) -> None:
        """Do nothing: nobody signed in."""

    async def close(self) -> None:
        """Let go of the database and of what stands behind it."""
        await self._runtime.close()
        if self._behind is not None:
            await asyncio.to_thread(self._behind.close)


class TeamGate:
    """The door of a team's database: a session of this computer's keyring, or a password."""

    asks = True
    first = ""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._kept = runtime.kept_session("window")
        self.place = database_label(runtime.config)
        self.email = runtime.config.email

    @property
    def keeps(self) -> bool:
        """Tell whether there is a keyring, as far as it was asked for anything."""
        return self._kept.is_kept

    async def resume(self) -> Desktop:
        """Come in with the kept session; raises SignInNeeded."""
        return self._in(await self._kept.resume())

    async def unclaimed(self) -> Unclaimed | None:
        """Return what is there where nobody can sign in yet, None where somebody can."""
        return await self._runtime.people.unclaimed()

    async def claim(self, first: FirstUser, *, stays: bool) -> Desktop:
        """Come in as the first user; raises NotAllowed where somebody else came first."""
        await self._runtime.people.claim(first)
        return await self.sign_in(first.email, first.password, stays=stays)

    async def sign_in(self, email: str, password: Secret, *, stays: bool) -> Desktop:
        """Come in with a password; raises SignInNeeded where it does not fit."""
        session = await self._kept.sign_in(email, password, device="window", stays=stays)
        return self._in(session)

    async def sign_out(self) -> None:
        """End the session here and in the database."""
        await self._kept.sign_out()
        self._runtime.bus.publish(SignedOut(text=""))

    async def close(self) -> None:
        """Let go of the database."""
        await self._runtime.close()

    def _in(self, session: Session) -> Desktop:
        self.email = session.email
        return Desktop(self._runtime, session, self._kept)
