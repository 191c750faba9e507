"""From the first frame to the way out: the loop ends, and only after the backend did."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMessageBox
from shiboken6 import isValid

from pixecom_desktop.ui import app, pictures
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.main_window import MainWindow
from pixecom_desktop.ui.session import Session
from pixecom_desktop.ui.staged import Staged
from pixecom_desktop.ui.widgets.face import Face
from tests.ui.conftest import until
from tests.ui.pretend import FakeBackend

TOKEN = "EAABsbCS1iHgBOZBcanarycanarycanaryZD"


def window_of(session: Session) -> MainWindow:
    assert session.window is not None
    return session.window


async def test_closing_the_window_ends_the_session_after_the_backend(qapp, backend):
    session = Session(backend, None)
    life = asyncio.get_running_loop().create_task(session.live(None))
    await until(lambda: backend.started == 1)
    window = window_of(session)
    await settled(window)
    assert not qapp.quitOnLastWindowClosed()

    backend.close_gate.clear()
    window.close()
    await until(lambda: any(face.isVisible() for face in _finishing(window)))

    assert window.isVisible()
    assert backend.closed == 0
    backend.close_gate.set()
    await life
    assert backend.closed == 1
    assert backend.started == 1


async def test_leaving_cancels_what_the_pages_wait_for(backend):
    session = Session(backend, None)
    life = asyncio.get_running_loop().create_task(session.live(None))
    backend.hold()
    await until(lambda: bool(backend.asked))

    session.ask_to_leave()
    session.ask_to_leave()
    await life

    assert backend.closed == 1
    others = asyncio.all_tasks() - {asyncio.current_task()}
    assert not others


async def test_a_backend_that_cannot_close_still_lets_the_window_go(backend, monkeypatch):
    async def refuse() -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(backend, "close", refuse)
    session = Session(backend, None)
    life = asyncio.get_running_loop().create_task(session.live(None))
    await until(lambda: backend.started == 1)
    window = window_of(session)

    session.ask_to_leave()
    with pytest.raises(OSError, match="the disk is gone"):
        await life

    assert not isValid(window) or not window.isVisible()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_closes_the_program_cleanly(number, tmp_path):
    program = textwrap.dedent("""
        import sys
        from pathlib import Path
        from pixecom_desktop.ui import app
        from tests.ui.pretend import FakeBackend

        class Told(FakeBackend):
            def start(self):
                super().start()
                print("open", flush=True)

        backend = Told()
        code = app.run(backend, link=None, keep=Path(sys.argv[1]))
        print("closed", backend.closed, flush=True)
        sys.exit(code)
    """)
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "window.ini")],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "open\n"
        process.send_signal(number)
        out, err = process.communicate(timeout=60)

    assert out == "closed 1\n"
    assert process.returncode == 0
    assert "Traceback" not in err
    assert (tmp_path / "window.ini").exists()


async def test_an_error_that_nobody_caught_opens_one_dialog_and_the_window_lives(qapp, backend):
    session = Session(backend, None)
    life = asyncio.get_running_loop().create_task(session.live(None))
    await until(lambda: backend.started == 1)
    window = window_of(session)
    await settled(window)

    def fail() -> None:
        raise LookupError(f"lost at https://graph.facebook.com/me?access_token={TOKEN}")

    for _ in range(3):
        _call_uncaught(fail)
    await until(lambda: bool(window.findChildren(QMessageBox)))

    (box,) = window.findChildren(QMessageBox)
    assert "lost" not in box.text() + box.informativeText()
    copy = next(button for button in box.buttons() if button.text() == "Copy details")
    copy.click()
    copied = QApplication.clipboard().text()
    assert "LookupError: lost" in copied
    assert TOKEN not in copied
    assert "facebook.com/me" not in copied
    session.ask_to_leave()
    await life


def test_a_picture_is_of_the_size_that_was_asked_and_shows_rows(qapp, tmp_path):
    backend = FakeBackend()

    app.picture(backend, tmp_path / "window.png", size=(1280, 720))

    picture = QImage(str(tmp_path / "window.png"))
    assert (picture.width(), picture.height()) == (1280, 720)
    assert backend.closed == 1
    assert backend.started == 0
    names = [
        picture.pixelColor(x, y).lightness() for x in range(240, 480, 3) for y in range(320, 480, 3)
    ]
    assert max(names) > 150


def test_a_picture_that_cannot_be_written_is_an_error(qapp, tmp_path):
    with pytest.raises(OSError, match="could not be written"):
        app.picture(FakeBackend(), tmp_path / "nowhere" / "window.png")


async def test_a_shot_is_drawn_in_both_themes_and_all_sizes(backend, tmp_path):
    count = await pictures.take(backend, tmp_path, pictures.SIZES, only="rail-collapsed")

    drawn = sorted(path.name for path in tmp_path.glob("*.png"))
    assert len(drawn) == count == 4
    assert drawn[0] == "rail-collapsed-dark-1280x720.png"


async def test_a_staged_backend_changes_no_number(backend):
    from pixecom_desktop.domain.query import AdsQuery

    staged = Staged(backend)
    staged.gap_days = 2
    real, shown = await backend.table(AdsQuery()), await staged.table(AdsQuery())

    assert real.measures["spend"].tolist() == shown.measures["spend"].tolist()
    assert real.summary == shown.summary
    assert real.coverage != shown.coverage


def _finishing(window: MainWindow) -> list[Face]:
    return [face for face in window.findChildren(Face) if face.title.text() == "Finishing ..."]


def _call_uncaught(slot) -> None:
    """Let the hook have what a slot raised, as PySide does."""
    try:
        slot()
    except LookupError as error:
        sys.excepthook(type(error), error, error.__traceback__)
