"""What the pinned Qt must do, and what `resources/` must give it."""

import sys

import pytest
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QPushButton

from pixecom_desktop.resources import resource, resources

ICONS = sorted(
    icon.name for icon in resources().joinpath("icons").iterdir() if icon.name.endswith(".svg")
)
FONTS = {
    "Inter-Regular.otf": "Inter",
    "Inter-Medium.otf": "Inter",
    "Inter-SemiBold.otf": "Inter",
    "JetBrainsMono-Regular.ttf": "JetBrains Mono",
}


def test_a_call_that_returns_nothing_takes_no_reference_to_none(qtbot):
    # PySide6 6.12.0 drops one a call on Python 3.11 and aborts after some 5,000.
    button = QPushButton()
    qtbot.addWidget(button)
    before = sys.getrefcount(None)

    for turn in range(10_000):
        button.setEnabled(turn % 2 == 0)

    assert abs(sys.getrefcount(None) - before) < 1_000


@pytest.mark.parametrize("icon", ICONS)
def test_every_icon_is_drawn(qapp, icon):
    assert QSvgRenderer(resource(f"icons/{icon}").read_bytes()).isValid()


@pytest.mark.parametrize("icon", [icon for icon in ICONS if icon != "app.svg"])
def test_every_icon_takes_the_colour_of_its_text(icon):
    assert "currentColor" in resource(f"icons/{icon}").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "family"), FONTS.items())
def test_every_font_loads_under_its_family(qapp, name, family):
    assert QGuiApplication.instance() is qapp

    font = QFontDatabase.addApplicationFontFromData(resource(f"fonts/{name}").read_bytes())

    assert family in QFontDatabase.applicationFontFamilies(font)
    QFontDatabase.removeApplicationFont(font)


@pytest.mark.parametrize(
    "licence", ["fonts/LICENSE-Inter", "fonts/LICENSE-JetBrains-Mono", "icons/LICENSE"]
)
def test_the_licences_travel_along(licence):
    assert "Copyright" in resource(licence).read_text(encoding="utf-8")


def test_a_file_that_is_missing_is_named():
    with pytest.raises(FileNotFoundError, match=r"icons/nothing\.svg"):
        resource("icons/nothing.svg")
