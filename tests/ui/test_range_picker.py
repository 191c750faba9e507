"""The date picker by mouse and keyboard, and its colours."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from pixecom_desktop.domain.dates import DateChoice, DateRange, Preset, resolve
from pixecom_desktop.ui.theme.parts import sheet
from pixecom_desktop.ui.theme.tokens import DARK
from pixecom_desktop.ui.widgets.range_button import RangeButton
from pixecom_desktop.ui.widgets.range_picker import RangePicker

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
TODAY = date(2026, 11, 23)


class Window(QWidget):
    """What the picker opens in."""

    def __init__(self):
        super().__init__(None, Qt.WindowType.Window)


@pytest.fixture
def window(qtbot):
    window = Window()
    window.resize(1100, 700)
    window.setStyleSheet(sheet(DARK))
    anchor = QPushButton("Dates", window)
    anchor.setObjectName("anchor")
    anchor.move(900, 10)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def picker(window):
    picker = RangePicker(window, TODAY)
    picker.open_at(window.findChild(QPushButton, "anchor"), DateChoice(), TODAY)
    return picker


@pytest.fixture
def chosen(picker):
    choices = []
    picker.chosen.connect(choices.append)
    return choices


def click_day(qtbot, picker, day):
    spot = picker.calendar.rect_of(day).center().toPoint()
    qtbot.mouseMove(picker.calendar, spot)
    qtbot.mouseClick(picker.calendar, Left, pos=spot)


def type_into(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


@pytest.mark.acceptance("2.4-4")
def test_it_opens_with_last_7_days_ticked_and_shown(picker):
    assert picker.presets.currentItem().text() == "Last 7 days"
    assert picker.since.text() == "17 Nov 2026"
    assert picker.until.text() == "23 Nov 2026"


def test_each_preset_shows_its_real_days(picker):
    shown = {
        picker.presets.item(row).text(): picker.presets.item(row).data(Qt.ItemDataRole.UserRole + 1)
        for row in range(picker.presets.count())
    }

    dash = "\N{EN DASH}"
    assert shown == {
        "Today": "23 Nov",
        "Yesterday": "22 Nov",
        "Last 3 days": f"21{dash}23 Nov",
        "Last 7 days": f"17{dash}23 Nov",
        "Last 14 days": f"10{dash}23 Nov",
        "Last 30 days": f"25 Oct {dash} 23 Nov",
        "This week": "23 Nov",
        "This month": f"1{dash}23 Nov",
        "Last month": f"1{dash}31 Oct",
        "Maximum": f"23 Oct 2023 {dash} 23 Nov 2026",
        "Custom": "",
    }


@pytest.mark.parametrize("preset", [one for one in Preset if one is not Preset.CUSTOM])
def test_a_preset_is_chosen_by_click_and_apply(qtbot, picker, chosen, preset):
    item = picker.presets.item(tuple(Preset).index(preset))

    qtbot.mouseClick(
        picker.presets.viewport(), Left, pos=picker.presets.visualItemRect(item).center()
    )
    assert picker.calendar._days == resolve(preset, TODAY)
    qtbot.mouseClick(picker.apply, Left)

    assert chosen == [DateChoice(preset)]
    assert picker.isHidden()


@pytest.mark.acceptance("2.4-2")
def test_a_range_is_picked_with_two_clicks(qtbot, picker, chosen):
    click_day(qtbot, picker, date(2026, 11, 18))
    click_day(qtbot, picker, date(2026, 10, 30))
    qtbot.mouseClick(picker.apply, Left)

    assert chosen == [DateChoice.days(date(2026, 10, 30), date(2026, 11, 18))]


@pytest.mark.acceptance("2.4-2")
def test_a_range_is_typed(qtbot, picker, chosen):
    type_into(qtbot, picker.since, "16/10")
    type_into(qtbot, picker.until, "yesterday")
    qtbot.keyClick(picker.until, Key.Key_Return)

    assert chosen == [DateChoice.days(date(2026, 10, 16), date(2026, 11, 22))]


@pytest.mark.acceptance("2.4-2")
def test_a_range_is_picked_by_keyboard_alone(qtbot, picker, chosen):
    picker.calendar.setFocus(Qt.FocusReason.TabFocusReason)

    for key in (Key.Key_Up, Key.Key_Return, Key.Key_Right, Key.Key_Right, Key.Key_Return):
        qtbot.keyClick(picker.calendar, key)
    picker.apply.click()

    assert chosen == [DateChoice.days(date(2026, 11, 16), date(2026, 11, 18))]


@pytest.mark.parametrize(
    ("since", "until", "problem"),
    [
        ("soon", "22/11", "16/11"),
        ("20/11", "2026-11-24", "still to come"),
        ("22/11", "20/11", "before it begins"),
    ],
)
def test_what_cannot_be_a_range_is_said_and_not_applied(
    qtbot, picker, chosen, since, until, problem
):
    type_into(qtbot, picker.since, since)
    type_into(qtbot, picker.until, until)
    qtbot.keyClick(picker.until, Key.Key_Return)

    assert problem in picker.problem.text()
    assert not picker.apply.isEnabled()
    assert chosen == []
    assert picker.isVisible()


def test_a_day_to_come_cannot_be_picked(qtbot, picker):
    before = picker.calendar._days

    click_day(qtbot, picker, date(2026, 11, 24))

    assert picker.calendar._days == before


def test_the_months_turn_by_mouse_and_stop_at_the_present_one(qtbot, picker):
    assert not picker._on.isEnabled()

    qtbot.mouseClick(picker._back, Left)

    assert not picker.calendar.rect_of(date(2026, 9, 1)).isEmpty()
    assert picker.calendar.rect_of(date(2026, 11, 1)).isEmpty()
    qtbot.mouseClick(picker._on, Left)
    assert not picker.calendar.rect_of(date(2026, 11, 1)).isEmpty()


def test_the_keyboard_walks_into_earlier_months(qtbot, picker):
    picker.calendar.setFocus(Qt.FocusReason.TabFocusReason)

    qtbot.keyClick(picker.calendar, Key.Key_PageUp)
    qtbot.keyClick(picker.calendar, Key.Key_PageUp)

    assert picker.calendar.accessibleDescription() == "23 Sep 2026"
    assert not picker.calendar.rect_of(date(2026, 9, 23)).isEmpty()


def test_esc_shuts_it_and_chooses_nothing(qtbot, picker, chosen, window):
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)

    assert picker.isHidden()
    assert chosen == []
    assert QApplication.focusWidget() is window.findChild(QPushButton, "anchor")


def test_cancel_and_a_click_elsewhere_shut_it(qtbot, picker, chosen, window):
    qtbot.mouseClick(picker.cancel, Left)
    assert picker.isHidden()

    picker.open_at(window.findChild(QPushButton, "anchor"), DateChoice(), TODAY)
    qtbot.mouseClick(window, Left, pos=QPoint(20, 600))

    assert picker.isHidden()
    assert chosen == []


def test_the_tab_key_stays_inside_and_reaches_everything(qtbot, picker):
    seen = []
    for _ in range(9):
        seen.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)

    assert {picker.since, picker.until, picker.calendar, picker.cancel, picker.apply} <= set(seen)
    assert all(picker.isAncestorOf(widget) for widget in seen)


def test_a_choice_of_custom_days_opens_with_them(window):
    picker = RangePicker(window, TODAY)
    choice = DateChoice.days(date(2026, 3, 2), date(2026, 3, 5))

    picker.open_at(window.findChild(QPushButton, "anchor"), choice, TODAY)

    assert picker.presets.currentItem().text() == "Custom"
    assert not picker.calendar.rect_of(date(2026, 3, 2)).isEmpty()


def test_it_says_whose_days_they_are(picker):
    texts = [label.text() for label in picker.findChildren(type(picker.problem))]

    assert "Days follow each ad account's time zone" in texts


@pytest.mark.acceptance("2.4-3")
def test_its_colours_are_those_of_the_dark_theme(picker):
    picker.calendar.show_range(DateRange(date(2026, 11, 17), date(2026, 11, 20)))
    picture = picker.grab().toImage()
    corner = picker.calendar.mapTo(picker, QPoint(0, 0))

    def colour_at(day, dx, dy):
        cell = picker.calendar.rect_of(day)
        return picture.pixelColor(corner + cell.topLeft().toPoint() + QPoint(dx, dy))

    assert colour_at(date(2026, 11, 17), 5, 15) == QColor(DARK.fill)
    assert colour_at(date(2026, 11, 18), 1, 15) == QColor(DARK.acc_tint)
    assert colour_at(date(2026, 11, 5), 2, 3) == QColor(DARK.pop)
    assert colour_at(date(2026, 11, 23), 15, 2).lightness() > QColor(DARK.pop).lightness()
    bright = [
        picture.pixelColor(x, y).lightness() > 150
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    ]
    assert sum(bright) / len(bright) < 0.1


def test_the_button_says_the_preset_and_its_days(qtbot):
    button = RangeButton()
    qtbot.addWidget(button)

    button.show_choice(DateChoice(Preset.LAST_MONTH), resolve(Preset.LAST_MONTH, TODAY))

    assert button.accessibleName() == "Date range: Last month, 1\N{EN DASH}31 Oct 2026"
