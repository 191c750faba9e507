"""The application: Qt, its loop, the last net for errors, and the way out.

The loop is qasync's: the event loop of coroutines is Qt's own, so no dialog may ever be `exec`ed.
The way out is ours: closing the window, SIGINT and SIGTERM all set `leave`; then the pages' tasks
are cancelled, the backend ends its runs, and only then does the loop stop.
"""

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

import qasync
from PySide6.QtCore import QCoreApplication, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from pixecom_desktop import __version__
from pixecom_desktop.domain.errors import PixecomError
from pixecom_desktop.domain.events import Event, SignedOut
from pixecom_desktop.ui import translate
from pixecom_desktop.ui.backend import Backend, Gate
from pixecom_desktop.ui.garbage import Garbage
from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.main_window import MainWindow
from pixecom_desktop.ui.signing_in import SignInWindow
from pixecom_desktop.ui.theme import zoom
from pixecom_desktop.ui.theme.apply import apply, locale, tokens_of
from pixecom_desktop.ui.theme.icons import icon

NAME = "PixEcom Desktop"
FINISHING_AFTER_MS = 300

log = logging.getLogger(__name__)


def run(backend: Backend, *, link: str | None = None, keep: Path | None = None) -> int:
    """Open the window at the link, and return the exit code when it was closed.

    `keep` is the file in which size and screen are remembered; None remembers nothing.
    """
    zoom.prepare(Keep(keep))
    application()
    session = Session(backend, keep)
    with _signals(session.ask_to_leave):
        run_loop(session.live(link))
    return 0


def run_behind(gate: Gate, *, link: str | None = None, keep: Path | None = None) -> int:
    """Open the window for who signs in, and again for the next; returns when it was closed."""
    zoom.prepare(Keep(keep))
    application()
    run_loop(_live_behind(gate, link, keep))
    return 0


async def _live_behind(gate: Gate, link: str | None, keep: Path | None) -> None:
    why, backend = "", None
    try:
        backend = await gate.resume()
    except PixecomError as error:
        # Who was never here is asked without being told why.
        why = str(error) if gate.email else ""
    while True:
        if backend is None:
            backend = await _asked(gate, why)
        if backend is None:
            break
        session = Session(backend, keep, gate)
        with _signals(session.ask_to_leave):
            await session.live(link)
        if session.signed_out is None:
            break
        why, link, backend = session.signed_out, None, None
    await gate.close()


async def _asked(gate: Gate, why: str) -> Backend | None:
    window = SignInWindow(gate, why)
    with _signals(window.done.emit):
        try:
            return await window.ask()
        finally:
            window.hide()
            window.deleteLater()


def picture(backend: Backend, path: Path, *, size: tuple[int, int] = (1440, 900)) -> None:
    """Open the window offscreen, save it as a PNG as soon as its table is read, and close it."""
    application()
    run_loop(Session(backend, None).draw(path, size))


def application() -> QApplication:
    """Return the one QApplication, made and dressed where there is none."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        made = found
    else:
        QApplication.setHighDpiScaleFactorRoundingPolicy(
            Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
        )
        made = QApplication(sys.argv[:1])
    QCoreApplication.setApplicationName(NAME)
    QCoreApplication.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("pixecom-desktop")
    made.setQuitOnLastWindowClosed(False)
    translate.install(made, locale())
    apply(made)
    made.setWindowIcon(icon("app", tokens_of().accent, 64))
    return made


class Session:
    """One window over one backend, from its first frame to the last job's end."""

    def __init__(self, backend: Backend, keep: Path | None, gate: Gate | None = None) -> None:
        self._backend = backend
        self._gate = gate
        self._keep = keep
        self._leave: asyncio.Event | None = None
        self.signed_out: str | None = None
        self.window: MainWindow | None = None

    def ask_to_leave(self) -> None:
        """Begin the way out; asking twice is asking once."""
        if self._leave is not None:
            self._leave.set()

    async def live(self, link: str | None) -> None:
        """Show the window and stay until somebody leaves; then end everything in order."""
        self._leave = asyncio.Event()
        garbage = Garbage()
        window = self.open(link)
        loop = asyncio.get_running_loop()

        def heard(event: Event) -> None:
            if isinstance(event, SignedOut):
                loop.call_soon_threadsafe(self._heard, event)

        stop = self._backend.bus.listen(heard)
        with _last_net(window):
            try:
                self._backend.start()
                await self._leave.wait()
            finally:
                stop()
                await self.close(window)
                garbage.stop()

    def _heard(self, event: SignedOut) -> None:
        self.signed_out = event.text
        self.ask_to_leave()

    async def draw(self, path: Path, size: tuple[int, int]) -> None:
        """Save a picture of the window as soon as its table is read."""
        window = self.open(None, size)
        try:
            await settled(window)
            if not window.grab().save(str(path)):
                raise OSError(f"The picture could not be written to {path}.")
        finally:
            await self.close(window)

    def open(self, link: str | None, size: tuple[int, int] | None = None) -> MainWindow:
        """Show the window; must be called in the running loop."""
        self.window = window = MainWindow(self._backend, Keep(self._keep))
        window.leaving.connect(self.ask_to_leave)
        signing_out = window.registry["sign_out"]
        signing_out.setVisible(self._gate is not None)
        if (gate := self._gate) is not None:
            signing_out.triggered.connect(
                lambda: window.tasks.spawn(
                    gate.sign_out(), name="sign out", failed=lambda _error: None
                )
            )
        if size is not None:
            window.resize(*size)
        window.show()
        window.begin(link)
        return window

    async def close(self, window: MainWindow) -> None:
        """Cancel the pages' tasks, let the backend end its runs, close the window."""
        slow = QTimer(window)
        slow.setSingleShot(True)
        slow.timeout.connect(window.show_finishing)
        slow.start(FINISHING_AFTER_MS)
        try:
            await window.close_down()
            await self._backend.close()
        finally:
            slow.stop()
            window.finish()
            window.deleteLater()


async def settled(window: MainWindow) -> None:
    """Return when the window waits for nothing: the table, the counts, the status."""
    await asyncio.sleep(0)
    await window.tasks.settled()
    await window.acts.tasks.settled()
    await window.settings.tasks.settled()
    for page in window.pages.values():
        await page.tasks.settled()
    # Qt paints and lays out between two turns of the loop.
    await asyncio.sleep(0.05)


def run_loop(work: Coroutine[Any, Any, None]) -> None:
    """Run the work to its end on a fresh loop of Qt; what it left behind is cancelled."""
    loop = qasync.QEventLoop(QApplication.instance(), already_running=False)
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(work)
    finally:
        _leave_nothing(loop)
        asyncio.set_event_loop(None)
        loop.close()


def _leave_nothing(loop: asyncio.AbstractEventLoop) -> None:
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))


@contextmanager
def _signals(leave: Callable[[], None]) -> Iterator[None]:
    """Leave on SIGINT and SIGTERM. Qt's loop sleeps in C: a socket wakes it for the handler."""
    reader, writer = socket.socketpair()
    reader.setblocking(False)
    writer.setblocking(False)
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda *_: _drain(reader))
    before = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)

    def handle(number: int, _frame: FrameType | None) -> None:
        log.info("leaving because of signal %s", number)
        leave()

    handlers = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(before)
        notifier.setEnabled(False)
        reader.close()
        writer.close()


def _drain(reader: socket.socket) -> None:
    try:
        while reader.recv(64):
            pass
    except BlockingIOError:
        pass


@contextmanager
def _last_net(window: MainWindow) -> Iterator[None]:
    """Show an error that nobody caught, once, and go on."""
    from pixecom_desktop.ui.widgets.last_resort import LastResort

    dialog = LastResort(window)
    before = sys.excepthook
    loop = asyncio.get_running_loop()

    def uncaught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, Exception):
            before(kind, error, trace)
            return
        log.error("uncaught", exc_info=(kind, error, trace))
        dialog.tell(error)

    def reported(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        log.error("the loop reports: %s", context["message"], exc_info=error)
        if isinstance(error, Exception):
            dialog.tell(error)

    sys.excepthook = uncaught
    loop.set_exception_handler(reported)
    try:
        yield
    finally:
        loop.set_exception_handler(None)
        sys.excepthook = before
