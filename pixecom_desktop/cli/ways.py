"""The ways into the program, over the configuration of this computer: fulfils `ui.ways.Ways`.

DATABASE_URL in the environment settles it; else the team's database that was joined here; else the
workspace of this computer. The three never share a file or a row.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import replace

from pixecom_desktop.cli.gates import OpenGate, TeamGate
from pixecom_desktop.config import Config
from pixecom_desktop.domain.errors import PixecomError, UserError
from pixecom_desktop.domain.events import Event, Progress
from pixecom_desktop.domain.passwords import new_form
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Workspace
from pixecom_desktop.runtime import Runtime, build
from pixecom_desktop.storage.address import TeamAddress
from pixecom_desktop.ui.ways import Known, Told

VARIABLE, HERE = "DATABASE_URL", "the address"
NOT_KEPT = (
    "This computer has not kept the address of {place}. Paste it again, or work in this computer's"
    " own workspace."
)


class WaysIn:
    """Opens what was set up, or sets it up. `demo_options` are the sandbox's, smaller in a test."""

    def __init__(
        self,
        config: Config,
        address: TeamAddress | None = None,
        *,
        demo_options: tuple[str, ...] = (),
    ) -> None:
        self._config = config
        self._address = address or TeamAddress(config.home)
        self._demo_options = demo_options

    async def known(self) -> Known:
        """Return what is set up on this computer."""
        return await asyncio.to_thread(self._known)

    def _known(self) -> Known:
        return Known(
            is_given=self._config.database_url is not None,
            has_own=self._has_own(),
            team=self._address.place(),
        )

    def _has_own(self) -> bool:
        """Tell whether there is a workspace here, or was one that its backups give back."""
        folder = self._config.backup_folder
        return self._config.sqlite_path.exists() or (folder.is_dir() and any(folder.iterdir()))

    async def keeps(self) -> bool:
        """Tell whether this computer has a keyring that would keep a team's address."""
        return await asyncio.to_thread(self._address.is_kept)

    async def enter(self) -> TeamGate | OpenGate:
        """Open what was set up; raises PixecomError where that does not open."""
        if self._config.database_url is not None:
            return TeamGate(await self._built(self._config))
        place = await asyncio.to_thread(self._address.place)
        if not place:
            return OpenGate(await self._built(self._config))
        url = await asyncio.to_thread(self._address.url)
        if url is None:
            raise UserError(NOT_KEPT.format(place=place))
        return TeamGate(await self._in_words(replace(self._config, database_url=url)))

    async def own(self, seller: str = "", password: Secret | None = None) -> OpenGate:
        """Open this computer's workspace from now on; a new one begins with connecting Meta."""
        if password is not None:
            new_form(password)
        is_new = not await asyncio.to_thread(self._has_own)
        runtime = await self._built(self._config)
        if is_new:
            await runtime.sessions.begin_own(seller)
            if password is not None:
                session = await runtime.sessions.open_owner()
                await runtime.locking.set_password(session, None, password)
        await asyncio.to_thread(self._address.forget)
        return OpenGate(runtime, first="connect" if is_new else "")

    async def join(self, url: Secret) -> TeamGate:
        """Open a team's database from now on; nothing is kept of one that does not open."""
        url = Secret(url.reveal().strip())
        runtime = await self._in_words(replace(self._config, database_url=url))
        await asyncio.to_thread(self._address.keep, url)
        return TeamGate(runtime)

    async def demo(self, told: Told) -> OpenGate:
        """Open a made-up business, read over HTTP from a sandbox of its own process."""
        from pixecom_desktop.cli import demo

        with contextlib.ExitStack() as stack:
            told("Starting a made-up Meta on this computer ...")
            opening = asyncio.get_running_loop().run_in_executor(
                None, stack.enter_context, demo.ground(*self._demo_options)
            )
            # What a thread has begun must be ended: who is cancelled waits for it first.
            try:
                config, pretend = await asyncio.shield(opening)
            except asyncio.CancelledError:
                await opening
                raise
            runtime = await self._built(config)
            stop = runtime.bus.listen(_heard(told, len(pretend.accounts)))
            try:
                await demo.filled(runtime, pretend)
            except BaseException:
                await runtime.close()
                raise
            finally:
                stop()
            return OpenGate(runtime, Workspace.DEMO, behind=stack.pop_all())

    async def _in_words(self, config: Config) -> Runtime:
        """Open a database whose address was typed into a form, not into a variable."""
        try:
            return await self._built(config)
        except PixecomError as error:
            words = str(error).replace(VARIABLE, HERE)
            raise type(error)(words[:1].upper() + words[1:]) from None

    async def _built(self, config: Config) -> Runtime:
        opening = asyncio.get_running_loop().run_in_executor(None, build, config)
        try:
            return await asyncio.shield(opening)
        except asyncio.CancelledError:
            # It cannot be stopped; what it opens after all is closed again.
            opening.add_done_callback(_close)
            raise


def _close(opening: "asyncio.Future[Runtime]") -> None:
    if not opening.cancelled() and opening.exception() is None:
        opening.result().database.close()


def _heard(told: Told, accounts: int) -> Callable[[Event], None]:
    done: set[tuple[int, str]] = set()
    rows: dict[tuple[int, str], int] = {}

    def listen(event: Event) -> None:
        if not isinstance(event, Progress) or event.account is None:
            return
        rows[event.place] = max(event.rows, rows.get(event.place, 0))
        if event.finished:
            done.add(event.place)
        told(f"{len(done)} of {accounts} ad accounts read, {sum(rows.values()):,} rows so far.")

    return listen
