"""When the window locks: asked twice, with a server away, and by the newest answer only."""

import asyncio
from datetime import timedelta

from PySide6.QtWidgets import QApplication

from pixecom_desktop.domain.errors import DatabaseUnreachable
from pixecom_desktop.domain.locking import LockState
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.ui import lock_window
from pixecom_desktop.ui.lock_window import LockWindow
from pixecom_desktop.ui.locking import Idle
from pixecom_desktop.ui.session import Session
from tests.ui.conftest import until
from tests.ui.pretend_lock import PretendLock

PASSWORD = Secret("a long enough one")


class SlowLock(PretendLock):
    """Answers each question when it is told to, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[asyncio.Future[LockState]] = []

    async def state(self) -> LockState:
        self.asked.append(asyncio.get_running_loop().create_future())
        return await self.asked[-1]


async def test_a_window_that_is_locked_twice_at_once_is_locked_once(
    qtbot, backend, tmp_path, monkeypatch
):
    made = []

    def screen(*arguments):
        made.append(LockWindow(*arguments))
        return made[-1]

    monkeypatch.setattr(lock_window, "LockWindow", screen)
    session = Session(backend, tmp_path / "window.ini")
    life = asyncio.get_running_loop().create_task(session.live(None))
    await until(lambda: session.window is not None)
    backend.lock = SlowLock()
    session.lock()
    session.lock()
    await until(lambda: len(backend.lock.asked) == 2)
    for one in backend.lock.asked:
        one.set_result(LockState(has_password=True))
    await until(lambda: session.screen is not None and session.window is None)
    assert made == [session.screen]
    made.clear()
    session.ask_to_leave()
    await asyncio.wait_for(life, 30)


async def test_an_idle_window_is_locked_though_nobody_answers_and_an_asked_one_says_so(
    qtbot, backend, tmp_path
):
    async def away():
        raise DatabaseUnreachable("The database does not answer.")

    session = Session(backend, tmp_path / "window.ini")
    life = asyncio.get_running_loop().create_task(session.live(None))
    await until(lambda: session.window is not None)
    told = []
    session.window.tell = told.append
    backend.lock.state = away
    session.lock()
    await until(lambda: bool(told))
    assert told[0].reason == "The database does not answer."
    assert session.screen is None

    session.window.findChild(Idle).idle.emit()
    await until(lambda: session.screen is not None and session.window is None)
    session.ask_to_leave()
    await asyncio.wait_for(life, 30)


async def test_of_two_answers_about_the_lock_the_newer_question_counts(qtbot, backend):
    lock = SlowLock()
    idle = Idle(lock, backend.clock, QApplication.instance())
    idle.ask()
    await until(lambda: len(lock.asked) == 1)
    idle.ask()
    await until(lambda: len(lock.asked) == 2)
    lock.asked[1].set_result(LockState(has_password=True, minutes=5))
    await until(lambda: idle.allowed == timedelta(minutes=5))
    if not lock.asked[0].done():
        lock.asked[0].set_result(LockState(has_password=True, minutes=0))
    await idle.tasks.settled()
    assert idle.allowed == timedelta(minutes=5)

    heard = []
    idle.idle.connect(lambda: heard.append(1))
    backend.clock.advance(timedelta(minutes=5))
    idle.look()
    idle.look()
    assert heard == [1]
    backend.clock.advance(timedelta(minutes=5))
    idle.look()
    assert heard == [1, 1], "a window that is still there is told of again"
    await idle.close()
    idle.deleteLater()
