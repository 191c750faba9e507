"""The application: Qt, its loop, the last net for errors, and the way out.

The loop is qasync's: the event loop of coroutines is Qt's own, so no dialog may ever be `exec`ed.
The way out is ours: closing the window, SIGINT and SIGTERM all set `leave`; then the pages' tasks
are cancelled, the backend ends its runs, and only then does the loop stop.
"""

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import qasync
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from pixecom_desktop import __version__
from pixecom_desktop.domain.errors import PixecomError
from pixecom_desktop.domain.events import Event, SignedOut
from pixecom_desktop.domain.session import Workspace
from pixecom_desktop.ui import translate
from pixecom_desktop.ui.backend import Backend, Gate
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.front_door import Door, enter
from pixecom_desktop.ui.garbage import Garbage
from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.main_window import MainWindow
from pixecom_desktop.ui.nets import last_net, signals
from pixecom_desktop.ui.signing_in import SignInWindow
from pixecom_desktop.ui.system import Application, last_words, name_the_program
from pixecom_desktop.ui.theme import zoom
from pixecom_desktop.ui.theme.apply import apply, locale, tokens_of
from pixecom_desktop.ui.theme.icons import icon
from pixecom_desktop.ui.threads import take_turns
from pixecom_desktop.ui.ways import Known, Ways

NAME = "PixEcom Desktop"
FINISHING_AFTER_MS = 300

log = logging.getLogger(__name__)


def knock(home: Path, keep: Path, link: str | None) -> Door | None:
    """Return the door of a workspace's one window; None where the link went to the open one."""
    _begin(keep)
    door = enter(home, link)
    made = QApplication.instance()
    if door is not None and isinstance(made, Application):
        made.linked.connect(door.receive)
    return door


def end_with(sentence: str) -> None:
    """Show what ended the program in a box, and return when it is closed."""
    application()

    async def closed() -> None:
        done = asyncio.Event()
        box = last_words(NAME, sentence)
        box.finished.connect(done.set)
        await done.wait()

    run_loop(closed())


def run(
    backend: Backend,
    *,
    link: str | None = None,
    keep: Path | None = None,
    door: Door | None = None,
) -> int:
    """Open the window at the link, and return the exit code when it was closed.

    `keep` is the file in which size and screen are remembered; None remembers nothing. What is
    handed in at the `door` is opened too.
    """
    _begin(keep)
    take_turns()
    session = Session(backend, keep, door=door)
    with signals(session.ask_to_leave):
        run_loop(session.live(link))
    return 0


def run_by(
    ways: Ways,
    *,
    link: str | None = None,
    keep: Path | None = None,
    door: Door | None = None,
) -> int:
    """Open the window on what was set up, else ask what to begin with; returns when it was closed.

    Whoever wants another database is asked again.
    """
    _begin(keep)
    take_turns()
    run_loop(_live_by(ways, link, keep, door))
    return 0


def _begin(keep: Path | None) -> None:
    if QApplication.instance() is None:
        zoom.prepare(Keep(keep))
    application()


async def _live_by(ways: Ways, link: str | None, keep: Path | None, door: Door | None) -> None:
    wants_another, why = False, ""
    while True:
        gate, known = None, await ways.known()
        if known.is_set_up and not wants_another and not why:
            try:
                gate = await ways.enter()
            except PixecomError as error:
                log.warning("what was set up did not open: %s", error)
                why = sentence(error)
        if gate is None:
            gate = await _chosen(ways, known, why, door)
        if gate is None:
            return
        wants_another = await _live_behind(gate, link, keep, door, ways=not known.is_given)
        link, why = None, ""
        if not wants_another:
            return


async def _chosen(ways: Ways, known: Known, why: str, door: Door | None) -> Gate | None:
    from pixecom_desktop.ui.starting.window import StartWindow

    window = StartWindow(ways, known, why)
    with _before_the_door(window, window.done.emit, door):
        return await window.ask()


async def _live_behind(
    gate: Gate, link: str | None, keep: Path | None, door: Door | None, *, ways: bool = False
) -> bool:
    """Live behind a gate; returns whether the person wants another database (where `ways`)."""
    why, backend, elsewhere = "", None, False
    try:
        backend = await gate.resume()
    except PixecomError as error:
        # Who was never here is asked without being told why.
        why = str(error) if gate.email else ""
    while True:
        if backend is None:
            asked = SignInWindow(gate, why, ways=ways)
            with _before_the_door(asked, asked.done.emit, door):
                backend = await asked.ask()
            elsewhere = asked.elsewhere
        if backend is None:
            break
        # The demo leaves nothing behind on this computer.
        own_keep = None if backend.workspace is Workspace.DEMO else keep
        session = Session(backend, own_keep, gate, door, ways=ways)
        if door is not None and door.link is not None:
            link, door.link = door.link, None
        with signals(session.ask_to_leave):
            await session.live(link)
        elsewhere = session.elsewhere
        if session.signed_out is None:
            break
        why, link, backend = session.signed_out, None, None
    await gate.close()
    return elsewhere


@contextmanager
def _before_the_door(
    window: QWidget, leave: Callable[[], None], door: Door | None
) -> Iterator[None]:
    """Let a window that stands before the program come forward, leave by a signal, and go."""

    def knocked(_link: str) -> None:
        come_forward(window)

    if door is not None:
        door.knocked.connect(knocked)
    with signals(leave):
        try:
            yield
        finally:
            if door is not None:
                door.knocked.disconnect(knocked)
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
        name_the_program()
        made = Application(sys.argv[:1])
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
        if self._door is not None:
            self._door.knocked.connect(self._knocked)
        with last_net(window):
            try:
                window.ready.connect(self._backend.start)
                await self._leave.wait()
            finally:
                stop()
                if self._door is not None:
                    self._door.knocked.disconnect(self._knocked)
                await self.close(window)
                garbage.stop()

    def _go_elsewhere(self) -> None:
        self.elsewhere = True
        self.ask_to_leave()

    def _heard(self, event: SignedOut) -> None:
        self.signed_out = event.text
        self.ask_to_leave()

    def _knocked(self, link: str) -> None:
        """Come forward for who wanted to open a second window, at their link."""
        if self.window is not None:
            come_forward(self.window)
            if link:
                self.window.receive(link)
        if self._door is not None:
            self._door.link = None

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
        gate = self._gate
        signing_out.setVisible(gate is not None and gate.asks)
        window.registry["elsewhere"].setVisible(self._ways)
        window.registry.on("elsewhere", self._go_elsewhere)
        window.standing.show()
        if gate is not None:
            signing_out.triggered.connect(
                lambda: window.tasks.spawn(
                    gate.sign_out(), name="sign out", failed=lambda _error: None
                )
            )
        if size is not None:
            window.resize(*size)
        window.show()
        window.begin(link)
        if gate is not None and gate.first:
            window.registry[gate.first].trigger()
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


def come_forward(window: QWidget) -> None:
    """Bring a window before all others, as far as the desktop allows."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)


async def settled(window: MainWindow) -> None:
    """Return when the window waits for nothing: the table, the counts, the status."""
    await asyncio.sleep(0)
    while not window.pages.is_whole:  # noqa: ASYNC110 - the making of pages sets no event
        await asyncio.sleep(0.01)
    await window.tasks.settled()
    await window.syncing.tasks.settled()
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
