"""One person's time in the program: windows over one backend, locked and unlocked, to the way out.

The way out is ours: closing the window, SIGINT and SIGTERM all set `leave`; then the pages' tasks
are cancelled, the backend ends its runs, and only then does the session end.
"""

import asyncio
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from pixecom_desktop.domain.errors import PixecomError
from pixecom_desktop.domain.events import Event, SignedOut
from pixecom_desktop.domain.session import Workspace
from pixecom_desktop.ui.backend import Backend, Gate
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.front_door import Door
from pixecom_desktop.ui.garbage import STARTED_MS, Garbage
from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.locking import Idle
from pixecom_desktop.ui.main_window import MainWindow
from pixecom_desktop.ui.nets import last_net
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText

if TYPE_CHECKING:
    from pixecom_desktop.ui.lock_window import LockWindow

FINISHING_AFTER_MS = 300


class Session:
    """The windows over one backend, one at a time, from the first frame to the last job's end.

    Locking takes the window away with all that it holds; unlocking opens another one at its place.
    """

    def __init__(
        self,
        backend: Backend,
        keep: Path | None,
        gate: Gate | None = None,
        door: Door | None = None,
        *,
        ways: bool = False,
    ) -> None:
        self._backend = backend
        self._ways = ways
        self.elsewhere = False
        self._door = door
        self._gate = gate
        self._keep = Keep(keep)
        self._leave: asyncio.Event | None = None
        self._turn = asyncio.Event()
        self._tasks = Tasks()
        self._is_closed = False
        self._signs_out = False
        self._page: str | None = None
        self._link: str | None = None
        self.signed_out: str | None = None
        self.window: MainWindow | None = None
        self.screen: LockWindow | None = None

    def ask_to_leave(self) -> None:
        """Begin the way out; asking twice is asking once."""
        if self._leave is not None:
            self._leave.set()
            self._turn.set()

    def lock(self) -> None:
        """Lock the window, where there is a password to unlock it with."""
        self._tasks.spawn(self._lock(), name="lock", failed=self._not_locked)

    def _lock_idle(self) -> None:
        self._tasks.spawn(self._lock(is_idle=True), name="lock", failed=self._not_locked)

    async def live(self, link: str | None) -> None:
        """Show the window and stay until somebody leaves; then end everything in order."""
        self._leave = leave = asyncio.Event()
        self._link = link
        # For as long as there are windows, locked away ones too: what is left of one must not be
        # collected on the thread of a sync that goes on meanwhile.
        garbage = Garbage(after_ms=STARTED_MS)
        with self._listening():
            try:
                await self._live(leave)
            finally:
                garbage.stop()
                if self._signs_out:
                    await self._tasks.settled()
                await self._tasks.close()
                if self.screen is not None:
                    self.screen.end()
                await self._close_backend()

    async def _live(self, leave: asyncio.Event) -> None:
        await self._choose_seller()
        if await self._begins_locked():
            self._show_screen(None)
            self._backend.start()
        while not leave.is_set():
            if self.screen is None:
                if await self._one_window():
                    self._backend.lock.forget()
                    forget()
            elif await self.screen.ask(leave):
                self._keep.keep_locked(is_locked=False)
                self.screen = None

    async def _choose_seller(self) -> None:
        """Begin with the seller that was on show last, where that is still the person's."""
        last = self._keep.seller()
        if last is not None:
            with suppress(PixecomError):
                await self._backend.sellers.choose(last)

    @contextmanager
    def _listening(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()

        def heard(event: Event) -> None:
            if isinstance(event, SignedOut):
                loop.call_soon_threadsafe(self._heard, event)

        stop = self._backend.bus.listen(heard)
        if self._door is not None:
            self._door.knocked.connect(self._knocked)
        try:
            yield
        finally:
            stop()
            if self._door is not None:
                self._door.knocked.disconnect(self._knocked)

    async def _one_window(self) -> bool:
        """Live in one window, until one leaves or it is locked; returns whether it was locked."""
        self._turn.clear()
        window = self.open(self._link)
        if self._page is not None and self._page in window.pages:
            window.go_to(self._page)
        idle = Idle(self._backend.lock, self._backend.clock, window)
        idle.idle.connect(self._lock_idle)

        def of_settings() -> None:
            window.settings.changed.connect(idle.ask)

        of_settings()
        # Another seller's settings are others, and nobody is away who has just chosen one.
        window.switching.changed.connect(of_settings)
        window.ready.connect(self._backend.start)
        window.ready.connect(idle.ask)
        with last_net(window):
            try:
                await self._turn.wait()
            finally:
                self._page, self._link = window.place
                await idle.close()
                if self.screen is None:
                    await self.close(window)
                else:
                    await self._put_away(window)
                self.window = None
        return self.screen is not None

    async def _put_away(self, window: MainWindow) -> None:
        """Close a window that was locked; what it has begun to change is brought to its end."""
        await window.acts.tasks.settled()
        await window.close_down()
        window.finish()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        # Qt's part is gone. Whoever still knows a Python part of it finds nothing in there. (Asked
        # for its children, PySide makes Python parts of all of them, which then die out of turn.)
        gc.unfreeze()
        for one in gc.get_objects():
            own = type(one)
            if (
                issubclass(own, QObject)
                and own.__module__.startswith("pixecom_desktop.")
                and not isValid(one)
            ):
                vars(one).clear()

    async def _begins_locked(self) -> bool:
        """Tell whether a start asks for the password: always on one's own, else after a lock."""
        try:
            has_password = await self._backend.lock.has_password()
        except PixecomError:
            # A team's server that is down just now is no way around it either.
            return self._keep.is_locked()
        is_own = self._backend.workspace is Workspace.OWN
        return has_password and (is_own or self._keep.is_locked())

    async def _lock(self, *, is_idle: bool = False) -> None:
        has_password = await self._has_password(is_idle=is_idle)
        window = self.window
        # Asked twice at once, or closed meanwhile.
        if window is None or self.screen is not None:
            return
        if not has_password:
            if not is_idle:
                window.ask_for_password()
            return
        self._keep.keep_locked(is_locked=True)
        self._show_screen(window.geometry())
        window.hide()
        self._turn.set()

    async def _has_password(self, *, is_idle: bool) -> bool:
        try:
            return await self._backend.lock.has_password()
        except PixecomError:
            if not is_idle:
                raise
            # It locks itself, so there was one: a server that is away leaves no window open.
            return True

    def _show_screen(self, place: QRect | None) -> None:
        from pixecom_desktop.ui.lock_window import LockWindow

        self.screen = LockWindow(self._backend.lock, self._backend.workspace, place)
        self.screen.left.connect(self.ask_to_leave)
        if (gate := self._gate) is not None:
            self.screen.signing_out.connect(lambda: self._sign_out(gate))
        self.screen.show()

    def _not_locked(self, error: Exception) -> None:
        if self.window is not None:
            title = tr("The window was not locked")
            text = ToastText(outcome=Outcome.FAILED, title=title, reason=sentence(error))
            self.window.tell(text)

    def _sign_out(self, gate: Gate) -> None:
        self._keep.keep_locked(is_locked=False)
        self._signs_out = True
        self._tasks.spawn(gate.sign_out(), name="sign out", failed=lambda _error: None)

    def _go_elsewhere(self) -> None:
        self.elsewhere = True
        self.ask_to_leave()

    def _heard(self, event: SignedOut) -> None:
        # Who signs out is not told why they are out, even where the jobs notice it first.
        self.signed_out = "" if self._signs_out else event.text
        self._keep.keep_locked(is_locked=False)
        self.ask_to_leave()

    def _knocked(self, link: str) -> None:
        """Come forward for who wanted to open a second window, at their link."""
        if self.screen is not None:
            come_forward(self.screen)
            self._page, self._link = (None, link) if link else (self._page, self._link)
        elif self.window is not None:
            come_forward(self.window)
            if link:
                self.window.receive(link)
        if self._door is not None:
            self._door.link = None

    def open(self, link: str | None, size: tuple[int, int] | None = None) -> MainWindow:
        """Show the window; must be called in the running loop."""
        self.window = window = MainWindow(self._backend, self._keep)
        window.leaving.connect(self.ask_to_leave)
        signing_out = window.registry["sign_out"]
        gate = self._gate
        signing_out.setVisible(gate is not None and gate.asks)
        window.registry["elsewhere"].setVisible(self._ways)
        window.registry.on("elsewhere", self._go_elsewhere)
        window.standing.show()
        if gate is not None:
            signing_out.triggered.connect(lambda: self._sign_out(gate))
        window.registry.on("lock", self.lock)
        if size is not None:
            window.resize(*size)
        window.show()
        window.begin(link)
        if gate is not None and gate.first:
            window.registry[gate.first].trigger()
        return window

    async def _close_backend(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            await self._backend.close()

    async def close(self, window: MainWindow) -> None:
        """Cancel the pages' tasks, let the backend end its runs, close the window."""
        slow = QTimer(window)
        slow.setSingleShot(True)
        slow.timeout.connect(window.frame.show_finishing)
        slow.start(FINISHING_AFTER_MS)
        try:
            await window.close_down()
            await self._close_backend()
        finally:
            slow.stop()
            window.finish()
            window.deleteLater()


def forget() -> None:
    """Let go of every row that a closed window has shown, and of copies of rows in the clipboard.

    What was frozen as lasting (ui/garbage) is looked through again; caches of texts are emptied.
    """
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    gc.unfreeze()
    for name, module in tuple(sys.modules.items()):
        if name.startswith(f"{__name__.partition('.')[0]}."):
            for one in tuple(vars(module).values()):
                clear = getattr(one, "cache_clear", None)
                if callable(clear):
                    clear()
    gc.collect()


def come_forward(window: QWidget) -> None:
    """Bring a window before all others, as far as the desktop allows."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)
