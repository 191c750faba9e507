"""What the operating system hands over, and the last words of a program without a terminal."""

import asyncio

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from pixecom_desktop.cli import main, screen
from pixecom_desktop.ui import app

LINK = "pixecom://ads-manager?search=vitamin%20c&level=adset"


async def test_a_link_that_macos_hands_over_knocks_at_the_door(qapp, tmp_path):
    door = app.knock(tmp_path, tmp_path / "window.ini", None)
    assert door is not None
    heard: list[str] = []
    door.knocked.connect(heard.append)

    QCoreApplication.sendEvent(qapp, QFileOpenEvent(QUrl(LINK)))

    assert heard == [LINK]
    assert door.link == LINK
    door.close()


def test_a_window_that_cannot_open_says_why_where_nobody_reads_a_terminal(
    qapp, tmp_path, monkeypatch
):
    monkeypatch.setenv("META_CALLS_PER_HOUR", "many")
    monkeypatch.setattr(screen, "is_heard", lambda: False)
    shown: list[str] = []
    begin = app.run_loop

    def run_loop(work) -> None:
        async def closed_by_hand() -> None:
            async with asyncio.TaskGroup() as group:
                group.create_task(work)
                await asyncio.sleep(0.05)
                (box,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox))
                shown.append(box.text())
                box.accept()

        begin(closed_by_hand())

    monkeypatch.setattr(app, "run_loop", run_loop)

    assert main.main([]) == 2
    assert shown == ["META_CALLS_PER_HOUR must be a whole number, and is 'many'."]


def test_a_terminal_or_a_screenless_machine_reads_the_words_itself(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert screen.is_heard()
    monkeypatch.setenv("QT_QPA_PLATFORM", "cocoa")
    monkeypatch.setattr("sys.stderr", None)
    assert not screen.is_heard()
