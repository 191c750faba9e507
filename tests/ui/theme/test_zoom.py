"""Larger text, as it was chosen and as the computer has it, in a program of its own."""

import os
import subprocess
import sys

import pytest

from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.theme import zoom

WINDOW = """
import asyncio, sys
from pathlib import Path
from pixecom_desktop.ui import app
from pixecom_desktop.ui.theme import zoom
from pixecom_desktop.ui.keep import Keep
from tests.ui.pretend import FakeBackend
zoom.prepare(Keep(Path(sys.argv[1])))
app.picture(FakeBackend(), Path(sys.argv[2]), size=(960, 540))
"""


def test_at_200_percent_the_window_is_drawn_twice_as_large(tmp_path):
    from PySide6.QtGui import QImage

    Keep(tmp_path / "window.ini").keep_text_size(200)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop(zoom.FACTOR, None)

    command = [sys.executable, "-c", WINDOW, str(tmp_path / "window.ini"), str(tmp_path / "w.png")]
    subprocess.run(command, check=True, env=environment)

    drawn = QImage(str(tmp_path / "w.png"))
    assert (drawn.width(), drawn.height()) == (1920, 1080)


@pytest.mark.parametrize(
    ("kept", "dpi", "factor"),
    [(None, None, 1), (150, None, 1.5), (None, "192", 2), (200, "999", 4)],
)
def test_the_chosen_size_and_the_computers_multiply(monkeypatch, kept, dpi, factor):
    monkeypatch.setenv(zoom.FACTOR, "1")
    monkeypatch.delenv(zoom.FONT_DPI, raising=False)
    if dpi is not None:
        monkeypatch.setenv(zoom.FONT_DPI, dpi)
    keep = Keep(None)
    monkeypatch.setattr(keep, "text_size", lambda: kept)

    assert zoom.prepare(keep) == factor
    assert float(os.environ[zoom.FACTOR]) == factor
