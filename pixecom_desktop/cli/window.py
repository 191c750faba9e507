"""The window on the user's own workspace."""

import argparse
import asyncio
import gc
import os
import sys

from pixecom_desktop.config import Config
from pixecom_desktop.desktop import Desktop
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.events import SignedOut
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Session
from pixecom_desktop.opening import database_label
from pixecom_desktop.runtime import Runtime, build


def run(asked: argparse.Namespace, config: Config) -> int:
    """Open the window, at the link if one is given; returns when it is closed.

    Where one is open on this workspace, it is raised and takes the link.
    """
    if not can_draw():
        raise UserError(
            "There is no display to open a window on. The commands work without one: see --help."
        )
    # What the start makes stays: looking through it for rubbish costs a tenth of the start.
    gc.disable()
    from pixecom_desktop.ui import app

    keep = config.home / "window.ini"
    door = app.knock(config.home, keep, asked.link)
    if door is None:
        sys.stderr.write("PixEcom is open already: its window comes forward.\n")
        return 0
    try:
        runtime = build(config)
        if runtime.sessions.is_team:
            return app.run_behind(TeamGate(runtime), link=asked.link, keep=keep, door=door)
        desktop = asyncio.run(_signed_in(runtime))
        return app.run(desktop, link=asked.link, keep=keep, door=door)
    finally:
        door.close()


async def _signed_in(runtime: Runtime) -> Desktop:
    return Desktop(runtime, await runtime.sessions.open_owner())


class TeamGate:
    """The door of a team's database: a session of this computer's keyring, or a password."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._kept = runtime.kept_session("window")
        self.place = database_label(runtime.config)
        self.email = runtime.config.email

    async def resume(self) -> Desktop:
        """Come in with the kept session; raises SignInNeeded."""
        return self._in(await self._kept.resume())

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


def can_draw() -> bool:
    """Tell whether Qt would find something to draw on; without it, it ends the process."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
