"""Screens under test: dressed as the program is, over the pretend business, closed at the end."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from pixecom_desktop.ui.app import application, settled
from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.main_window import MainWindow
from tests import loops
from tests.ui.pretend import FakeBackend

PARTS = (Qt.WindowType.Widget, Qt.WindowType.Window)


@pytest.fixture(scope="session")
def qapp() -> Iterator[QApplication]:
    app = application()
    yield app
    # Without a screen Qt keeps what was copied until Python is gone, and then asks Python of it.
    app.clipboard().clear()


@pytest.fixture(autouse=True)
def no_window_flashes(monkeypatch) -> None:
    """Refuse to make a part visible that has no place yet.

    Qt shows it as a window of its own for a moment, which takes the keyboard from the program's.
    """
    whole = QWidget.setVisible

    def guarded(widget: QWidget, visible: bool) -> None:
        is_part = type(widget).__module__.startswith("PySide6") or widget.windowType() in PARTS
        assert not (visible and widget.parent() is None and is_part), f"{widget} flashes"
        whole(widget, visible)

    monkeypatch.setattr(QWidget, "setVisible", guarded)


@pytest.fixture
def backend() -> FakeBackend:
    return FakeBackend()


@pytest.fixture
def keep(tmp_path) -> Keep:
    return Keep(tmp_path / "window.ini")


@pytest.fixture
def open_window(qtbot, backend, keep) -> Callable[..., Awaitable[MainWindow]]:
    """Return an opener: it shows the window and waits until it waits for nothing."""

    async def open_(link: str | None = None, *, wait: bool = True) -> MainWindow:
        window = MainWindow(backend, keep)
        qtbot.addWidget(window, before_close_func=lambda closing: closing.finish())
        # Its timers must not begin anything once the test's loop is gone.
        loops.at_end(window.finish)
        window.show()
        window.begin(link)
        if wait:
            await settled(window)
        return window

    return open_


async def until(claim: Callable[[], bool]) -> None:
    """Wait for a claim to come true; the test's own time-out ends it otherwise."""
    while not claim():  # noqa: ASYNC110 - the state of a screen sets no event
        await asyncio.sleep(0.01)
