"""The application: Qt, its loop, and who stands before the window.

The loop is qasync's: the event loop of coroutines is Qt's own, so no dialog may ever be `exec`ed.
"""

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import qasync
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from pixecom_desktop import __version__, heap
from pixecom_desktop.domain.errors import PixecomError
from pixecom_desktop.domain.people import Unclaimed
from pixecom_desktop.domain.session import Workspace
from pixecom_desktop.ui import translate
from pixecom_desktop.ui.backend import Backend, Gate
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.front_door import Door, enter
from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.main_window import MainWindow
from pixecom_desktop.ui.nets import signals
from pixecom_desktop.ui.session import Session, come_forward
from pixecom_desktop.ui.system import Application, last_words, name_the_program
from pixecom_desktop.ui.theme import zoom
from pixecom_desktop.ui.theme.apply import apply, locale, styled, tokens_of, words_of_style
from pixecom_desktop.ui.theme.icons import icon
from pixecom_desktop.ui.threads import take_turns
from pixecom_desktop.ui.ways import Known, Ways

if TYPE_CHECKING:
    from pixecom_desktop.ui.signing_in import SignInWindow
    from pixecom_desktop.ui.starting.first_user import FirstUserWindow

NAME = "PixEcom Desktop"

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
    found = QApplication.instance()
    if found is None:
        zoom.prepare(Keep(keep))
    if not isinstance(found, Application):
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
            asked = await _asking(gate, why, ways=ways)
            with _before_the_door(asked, asked.done.emit, door):
                backend = await asked.ask()
            elsewhere = asked.elsewhere
            if backend is None and asked.taken:
                why = asked.taken
                continue
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


async def _asking(gate: Gate, why: str, *, ways: bool) -> "SignInWindow | FirstUserWindow":
    """Return the window that asks who one is, or the first one who somebody is to be."""
    from pixecom_desktop.ui.signing_in import SignInWindow

    there = await _unclaimed(gate)
    if there is None:
        return SignInWindow(gate, why, ways=ways)
    from pixecom_desktop.ui.starting.first_user import FirstUserWindow

    return FirstUserWindow(gate, there, ways=ways)


async def _unclaimed(gate: Gate) -> Unclaimed | None:
    try:
        return await gate.unclaimed()
    except PixecomError as error:
        # A server that is away is told by the sign-in.
        log.warning("whether anybody can sign in could not be read: %s", error)
        return None


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
    run_loop(_draw(Session(backend, None), path, size))


async def _draw(session: Session, path: Path, size: tuple[int, int]) -> None:
    window = session.open(None, size)
    try:
        await settled(window)
        if not window.grab().save(str(path)):
            raise OSError(f"The picture could not be written to {path}.")
    finally:
        await session.close(window)


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
        # Qt begins threads of its own with it.
        heap.share()
        made = Application([*sys.argv[:1], *words_of_style()])
        styled(made)
    QCoreApplication.setApplicationName(NAME)
    QCoreApplication.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("pixecom-desktop")
    made.setQuitOnLastWindowClosed(False)
    translate.install(made, locale())
    apply(made)
    made.setWindowIcon(icon("app", tokens_of().accent, 128))
    return made


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
