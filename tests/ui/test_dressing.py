"""Themes on a real window: chosen, repainted at once, remembered, the system's own."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication

from pixecom_desktop.ui import dressing
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.dressing import Choice
from pixecom_desktop.ui.theme import icons
from pixecom_desktop.ui.theme.apply import apply, tokens_of
from pixecom_desktop.ui.theme.tokens import DARK, LIGHT, Theme


@pytest.fixture(autouse=True)
def dark_again(qapp):
    yield
    apply(qapp, Theme.DARK)


def colours_of(widget) -> set[str]:
    """Return the colours of every seventh pixel of a widget."""
    image = widget.grab().toImage()
    return {
        QColor(image.pixel(x, y)).name().upper()
        for x in range(0, image.width(), 7)
        for y in range(0, image.height(), 3)
    }


async def test_the_light_theme_repaints_every_part_of_the_window(open_window):
    window = await open_window("pixecom://ads-manager?status=ACTIVE")

    window.registry["theme_light"].trigger()

    assert tokens_of() is LIGHT
    page = window.page
    for part in (window.sidebar, window.head, window.foot, page.filtering.bar, page.bar):
        seen = colours_of(part)
        assert seen & {LIGHT.panel, LIGHT.win}, part.objectName()
        assert not seen & {DARK.panel, DARK.win, DARK.raised}, part.objectName()
    assert not colours_of(page.table) & {DARK.panel, DARK.raised}
    assert LIGHT.panel in colours_of(page.table)


async def test_a_chosen_theme_is_worn_at_the_next_start(open_window, keep):
    window = await open_window()
    window.registry["theme_light"].trigger()
    assert keep.theme() == "light"
    window.registry["theme_dark"].trigger()
    assert tokens_of() is DARK
    window.registry["theme_light"].trigger()
    await settled(window)

    again = await open_window()

    assert again.dressing.choice is Choice.LIGHT
    assert tokens_of() is LIGHT


async def test_the_systems_own_theme_is_followed(open_window, monkeypatch):
    window = await open_window()
    monkeypatch.setattr(dressing, "system_is_light", lambda: True)

    window.registry["theme_system"].trigger()
    assert tokens_of() is LIGHT

    monkeypatch.setattr(dressing, "system_is_light", lambda: False)
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert tokens_of() is DARK


async def test_icons_are_drawn_anew_for_a_screen_of_another_density(open_window, monkeypatch):
    window = await open_window()
    button = window.page.columns.button
    plain = button.icon().pixmap(16, 16).toImage()
    assert button.icon().pixmap(QSize(14, 14), 2.0).devicePixelRatio() == 1.0

    for module in (dressing, icons):
        monkeypatch.setattr(module, "densities", lambda: (1.0, 2.0))
    QGuiApplication.instance().screenAdded.emit(QGuiApplication.primaryScreen())

    assert button.icon().pixmap(QSize(14, 14), 2.0).devicePixelRatio() == 2.0
    assert button.icon().pixmap(16, 16).toImage() == plain


async def test_where_nobody_chose_the_program_stays_as_it_was_dressed(open_window, keep):
    await open_window()

    assert keep.theme() is None
    assert tokens_of() is DARK
