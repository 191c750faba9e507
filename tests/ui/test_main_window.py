"""The frame: rail, header, sync, status bar, what is remembered."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu

from pixecom_desktop.domain.access import Permission
from pixecom_desktop.domain.dates import DateChoice, Preset
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.errors import BusyError, Offline
from pixecom_desktop.domain.events import Changed, Notice, Progress, Topic
from pixecom_desktop.domain.links import to_link
from pixecom_desktop.domain.query import AdsQuery, SortKey
from pixecom_desktop.ui.actions import ACTIONS
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.main_window import LEAST, MainWindow
from pixecom_desktop.ui.pages.catalog import PAGES
from pixecom_desktop.ui.widgets.initials import initials
from pixecom_desktop.ui.widgets.popover import SHADOW
from pixecom_desktop.ui.widgets.sidebar import NARROW, WIDE
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText
from tests.ui.conftest import until

Key, Mod, Left = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton


async def test_the_frame_says_whose_data_it_is_and_how_fresh(open_window):
    window = await open_window()

    assert window.sidebar.seller.text() == "GlowSkin"
    assert window.sidebar.seller.note == "4 ad accounts"
    assert window.sidebar.user.text() == "Owner"
    assert window.head.title.text() == "Ads Manager"
    assert window.head.chip.words.text() == "Synced 2 min ago · next in 13 min"
    assert window.foot.rows.text() == "60 rows"
    assert window.foot.speed.text().endswith(" ms")
    assert window.foot.times.text().startswith("Stats ")


async def test_time_makes_the_chip_older(open_window, backend):
    window = await open_window()

    backend.clock.advance(timedelta(minutes=4))
    window.syncing.ask()
    await settled(window)

    assert window.head.chip.words.text() == "Synced 6 min ago · next in 9 min"


@pytest.mark.parametrize("key", [Key.Key_F5, "Ctrl+R", "button"])
async def test_sync_now_runs_once_at_a_time(qtbot, open_window, backend, key):
    window = await open_window()
    backend.sync_gate.clear()

    for _ in range(2):
        if key == "button":
            qtbot.mouseClick(window.head.sync, Left)
        elif key == "Ctrl+R":
            qtbot.keyClick(window, Key.Key_R, Mod.ControlModifier)
        else:
            qtbot.keyClick(window, key)
    await until(lambda: backend.syncs == 1)

    assert not window.head.sync.isEnabled()
    backend.sync_gate.set()
    await settled(window)
    assert backend.syncs == 1
    assert window.head.sync.isEnabled()


async def test_a_sync_that_fails_is_told_and_can_be_tried_again(qtbot, open_window, backend):
    backend.sync_error = BusyError("Another program is syncing act_1 just now.")
    window = await open_window()

    qtbot.mouseClick(window.head.sync, Left)
    await settled(window)

    (toast,) = window.toasts.shown()
    assert toast.text.outcome is Outcome.FAILED
    assert toast.text.reason == "Another program is syncing act_1 just now."
    assert window.head.sync.isEnabled()


async def test_no_connection_turns_the_chip_and_the_banner_offline(qtbot, open_window, backend):
    backend.sync_error = Offline("There is no connection to Meta.")
    window = await open_window()

    qtbot.mouseClick(window.head.sync, Left)
    await settled(window)

    assert window.head.chip.tag.text() == "Offline"
    assert window.page.banner.shown.key == "offline"
    assert window.page.stack.currentWidget() is window.page.table
    backend.sync_error = None
    qtbot.mouseClick(window.page.banner.button, Left)
    await settled(window)
    assert window.page.banner.shown is None


async def test_progress_shows_in_the_chip_and_ends_there(open_window, backend):
    window = await open_window()
    account = backend.status_now.accounts[0].account

    backend.bus.publish(Progress(work="sync", account=account, done=30, total=60))
    await until(lambda: window.head.chip.words.text() == "Syncing 50%")
    backend.bus.publish(Progress(work="sync", account=account, finished=True))
    await until(lambda: window.head.chip.words.text().startswith("Synced"))


async def test_a_finished_run_asks_for_the_status_again(open_window, backend):
    window = await open_window()
    failed = replace(backend.status_now.accounts[1], error="Its token has expired.")
    others = [one for one in backend.status_now.accounts if one.account != failed.account]
    backend.status_now = replace(backend.status_now, accounts=(failed, *others))

    backend.bus.publish(Changed(topics=frozenset({Topic.RUNS})))
    await until(lambda: window.page.banner.shown is not None)

    assert window.head.chip.words.text() == "3 of 4 accounts synced 2 min ago"
    assert window.page.banner.shown.lead == f"{failed.name} didn't sync."
    assert window.foot.times.text() == f"{failed.name} failed"


async def test_a_banner_that_was_dismissed_stays_away_until_it_says_something_else(
    qtbot, open_window, backend
):
    first, *rest = backend.status_now.accounts
    failed = replace(first, error="Its token has expired.")
    backend.status_now = replace(backend.status_now, accounts=(failed, *rest))
    window = await open_window()
    banner = window.page.banner

    qtbot.mouseClick(banner.close_button, Left)
    window.syncing.ask()
    await settled(window)
    assert banner.shown is None

    worse = replace(failed, error="The account was disabled.")
    backend.status_now = replace(backend.status_now, accounts=(worse, *rest))
    window.syncing.ask()
    await settled(window)
    assert banner.shown is not None


async def test_a_notice_is_a_toast(open_window, backend):
    window = await open_window()

    backend.bus.publish(Notice(text="Syncing has stopped.", severity="error"))
    await until(lambda: bool(window.toasts.shown()))

    assert window.toasts.shown()[0].text.title == "Syncing has stopped."
    assert window.toasts.shown()[0].text.outcome is Outcome.FAILED


async def test_the_chip_opens_a_line_for_each_account(qtbot, open_window, backend):
    window = await open_window()

    qtbot.mouseClick(window.head.chip, Left)

    texts = {child.text() for child in window.syncing.popover.findChildren(type(window.head.title))}
    assert {one.account for one in backend.status_now.accounts} <= texts
    assert "78%" in texts
    height = window.syncing.popover.sizeHint().height()
    assert height > 200
    # A run begins: the lines stay, and what had the keyboard is no button to press any more.
    window.syncing.progressed(Progress(work="sync", account=backend.status_now.accounts[0].account))
    assert window.syncing.popover.sizeHint().height() == height
    qtbot.keyClick(window.focusWidget(), Key.Key_Escape)
    assert window.syncing.popover.isHidden()
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    assert window.syncing.popover.isVisible()
    qtbot.keyClick(window, Key.Key_D, Mod.ControlModifier)
    assert window.syncing.popover.isHidden()
    assert window.page.dating.picker.isVisible()
    qtbot.mouseClick(window.head.chip, Left)
    assert window.page.dating.picker.isHidden()
    qtbot.keyClick(window.focusWidget(), Key.Key_Escape)
    assert window.syncing.popover.isHidden()
    assert window.focusWidget() is window.head.chip


async def test_the_rail_collapses_by_key_and_by_a_narrow_window(qtbot, open_window, keep):
    window = await open_window()
    assert window.sidebar.width() == WIDE

    qtbot.keyClick(window, Key.Key_B, Mod.ControlModifier)
    assert window.sidebar.width() == NARROW
    assert keep.rail() is True
    qtbot.keyClick(window, Key.Key_B, Mod.ControlModifier)
    assert window.sidebar.width() == WIDE

    window.resize(1200, 800)
    await until(lambda: window.sidebar.width() == NARROW)
    window.resize(1500, 800)
    await until(lambda: window.sidebar.width() == WIDE)


async def test_the_window_has_a_least_size_that_fits_the_screen(open_window):
    window = await open_window()

    window.resize(300, 200)

    screen = window.screen().availableSize()
    assert window.size() == QSize(*LEAST).boundedTo(screen)
    assert window.minimumSizeHint().width() <= min(LEAST[0], screen.width())


@pytest.mark.acceptance("2.4-4")
async def test_the_first_start_shows_all_campaigns_of_the_last_7_days(open_window):
    assert (await open_window()).page.query == AdsQuery()


async def test_a_restart_opens_the_same_screen_in_the_same_size(
    qtbot, open_window, backend, tmp_path, keep
):
    window = await open_window()
    window.resize(1300, 777)
    page = window.page
    page.compare_dates(DateChoice(Preset.LAST_30), None)
    await settled(window)
    page.go_to_level(Level.ADSET)
    await settled(window)
    page.table.show_sorted((SortKey("roas", descending=False), SortKey("name")))
    page.table.sort_asked.emit(page.table.sorts())
    left = page.query
    await window.close_down()
    size = window.saveGeometry()
    del keep

    # The screen of a test is smaller than the window: what was kept is compared, not what fits.
    assert Keep(tmp_path / "window.ini").geometry() == size
    again = MainWindow(backend, Keep(tmp_path / "window.ini"))
    qtbot.addWidget(again, before_close_func=lambda closing: closing.finish())
    again.show()
    again.begin(None)
    await settled(again)

    assert again.page.query == left
    assert again.page.table.sorts() == (SortKey("roas", descending=False), SortKey("name"))


async def test_a_link_beats_what_was_remembered(open_window, backend, keep):
    keep.keep_link(backend.seller.id, to_link(AdsQuery(level=Level.AD)))

    window = await open_window(to_link(AdsQuery(level=Level.ADSET)))

    assert window.page.query.level is Level.ADSET


async def test_a_broken_link_opens_the_page_and_says_so(open_window):
    window = await open_window("pixecom://ads-manager?level=planet")

    assert window.page.query == AdsQuery()
    assert window.page.stack.currentWidget() is window.page.table
    (toast,) = window.toasts.shown()
    assert toast.text.title == "That link was not opened"
    assert "planet" in toast.text.reason


async def test_a_remembered_link_that_no_longer_means_anything_is_passed_over(
    open_window, backend, keep
):
    keep.keep_link(backend.seller.id, "pixecom://ads-manager?sort=moon")

    window = await open_window()

    assert window.page.query == AdsQuery()
    assert window.toasts.shown() == []


async def test_every_page_of_the_catalog_opens_and_has_a_place_on_the_rail(open_window):
    window = await open_window()

    assert [item.key for item in window.sidebar.items] == [spec.key for spec in PAGES]
    for item in window.sidebar.items:
        item.click()
        assert window.page is window.pages[item.key]
    assert all(spec.permission in Permission for spec in PAGES)


async def test_no_part_of_a_page_that_is_not_on_show_is_a_window_of_its_own(open_window):
    window = await open_window()
    for key in window.pages:
        window.go_to(key)
        await settled(window)

    tops = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert tops == [window]


async def test_every_button_has_a_name_for_a_screen_reader(open_window):
    window = await open_window()
    window.page.dating.open()

    nameless = [
        button
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and not (button.accessibleName() or button.text())
    ]

    assert nameless == []


async def test_the_focus_ring_is_for_the_keyboard_only(qtbot, open_window):
    window = await open_window()
    tab = window.page.bar.tabs.tabs[Level.CAMPAIGN]

    tab.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not tab.by_keyboard
    window.page.table.setFocus(Qt.FocusReason.OtherFocusReason)
    tab.setFocus(Qt.FocusReason.TabFocusReason)

    assert tab.by_keyboard


def test_no_two_actions_share_a_key():
    keys = [shortcut for spec in ACTIONS for shortcut in spec.shortcuts]

    assert len(keys) == len(set(keys))
    assert len({spec.key for spec in ACTIONS}) == len(ACTIONS)


async def test_tooltips_are_made_from_the_registry(open_window):
    window = await open_window()

    assert window.head.sync.toolTip() == "Sync now (F5, Ctrl+R)"
    assert window.page.dates.toolTip().startswith("Choose dates (Ctrl+D)\n")


@pytest.mark.parametrize(
    ("name", "letters"),
    [("GlowSkin", "GS"), ("Mộc Lan Cosmetics", "ML"), ("owner", "O"), ("\N{ROCKET}", "?")],
)
def test_a_name_has_initials(name, letters):
    assert initials(name) == letters


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
async def test_the_menu_holds_every_action_with_its_keys(qtbot, open_window):
    window = await open_window()

    qtbot.mouseClick(window.sidebar.more, Left)
    (menu,) = [menu for menu in window.findChildren(QMenu) if menu.isVisible()]

    names = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert sorted(names) == sorted(window.registry[spec.key].text() for spec in ACTIONS)
    menu.close()


async def test_a_toast_stands_above_the_summary(open_window):
    window = await open_window()

    toast = window.toasts.tell(ToastText(outcome=Outcome.DONE, title="Done"))
    assert toast is window.toasts.shown()[-1]
    window.tell(ToastText(outcome=Outcome.FAILED, title="Failed"))
    await asyncio.sleep(0.2)

    last = window.toasts.shown()[-1]
    assert last.geometry().bottom() - SHADOW < window.stack.height() - window.page.foot()
    last.leave()
    assert [one.text.title for one in window.toasts.shown()] == ["Done"]


async def test_at_most_three_toasts_are_on_show(open_window):
    window = await open_window()

    for number in range(5):
        window.tell(ToastText(outcome=Outcome.FAILED, title=f"Failed {number}"))

    titles = [one.text.title for one in window.toasts.shown()]
    assert titles == ["Failed 2", "Failed 3", "Failed 4"]


async def test_the_next_quarter_asks_again_because_a_day_may_have_ended(open_window, backend):
    window = await open_window()
    asked = len(backend.asked)

    window.syncing.ask()
    await settled(window)
    assert len(backend.asked) == asked

    backend.clock.advance(timedelta(minutes=15))
    window.syncing.ask()
    await until(lambda: len(backend.asked) == asked + 1)
