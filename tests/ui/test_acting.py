"""Acting on rows in a real window, by clicks and keys, over the pretend business."""

import asyncio

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from pixecom_desktop.domain.actions import SetStatus
from pixecom_desktop.domain.enums import ActionState, EntityStatus, Level, Role
from pixecom_desktop.domain.journal import BulkResult, RowOutcome
from pixecom_desktop.domain.summing import daily_budgets, groups
from pixecom_desktop.ui.act_words import result
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.dialogs.confirm import Confirm, Details
from pixecom_desktop.ui.tables.grid import BodyGrid
from pixecom_desktop.ui.tables.model import row_keys
from pixecom_desktop.ui.widgets.buttons import Button
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText
from tests.ui.conftest import until
from tests.ui.rows import tick

Key, Mod, Left = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton
PAUSED, ACTIVE = EntityStatus.PAUSED, EntityStatus.ACTIVE


def press(qtbot, window, key, modifier=Mod.NoModifier) -> None:
    qtbot.keyClick(window.focusWidget(), key, modifier)


def toast(window):
    return window.toasts.shown()[-1]


def click_toast(qtbot, window, name: str) -> None:
    button = next(b for b in toast(window).findChildren(Button) if b.text().strip() == name)
    qtbot.mouseClick(button, Left)


def sheet(window, kind=Confirm):
    return next((s for s in window.findChildren(kind) if s.isVisible()), None)


def running(table) -> list[str]:
    """Return the ids of rows that are on, cheap ones first, as they stand in the table."""
    shown = table.table()
    pairs = zip(shown.text["external_id"], shown.text["status"], strict=True)
    return [key for key, status in pairs if status == ACTIVE]


def status(table, key: str) -> str:
    shown = table.table()
    return shown.text["status"][shown.text["external_id"].tolist().index(key)]


async def selected(window, count: int, *, cheap: bool = True) -> list[str]:
    """Tick rows that are on and stand for little money."""
    table = window.page.table
    rows = running(table)
    keys = rows[-count:] if cheap else rows[:count]
    table.select(frozenset(keys))
    table.setFocus(Qt.FocusReason.OtherFocusReason)
    return keys


@pytest.fixture
def lenient(monkeypatch):
    """Let the window ask only for what is very large."""

    def apply(window) -> None:
        from pixecom_desktop.domain.preferences import UserPreferences

        window.acts.limits = lambda: UserPreferences(
            ask_above_rows=10_000, ask_above_spend=1_000_000_000
        )

    return apply


@pytest.mark.acceptance("3.1-2")
async def test_a_selection_brings_the_bar_and_esc_takes_it_away(qtbot, open_window):
    window = await open_window()
    bar = window.page.acts.bar
    assert not bar.isVisible()

    tick(qtbot, window.page.table, 0)
    tick(qtbot, window.page.table, 1)

    assert bar.isVisible()
    assert bar.count.text() == "2 selected"
    assert bar.geometry().bottom() < window.page.table.height()
    press(qtbot, window, Key.Key_Escape)
    assert not bar.isVisible()


@pytest.mark.acceptance("3.1-3", "3.1-5", "3.1-7")
async def test_p_pauses_the_selection_tells_how_many_and_refreshes(
    qtbot, open_window, backend, lenient
):
    window = await open_window()
    lenient(window)
    keys = await selected(window, 3)

    press(qtbot, window, Key.Key_P)
    await settled(window)

    assert set(backend.orders[0].ids) == set(keys)
    assert toast(window).text.title == "3 paused"
    assert [status(window.page.table, key) for key in keys] == [PAUSED] * 3
    assert window.page.table.selected() == frozenset(keys)


@pytest.mark.acceptance("3.1-4")
async def test_the_bars_button_activates(qtbot, open_window, backend, lenient):
    window = await open_window()
    lenient(window)
    keys = await selected(window, 2)
    press(qtbot, window, Key.Key_P)
    await settled(window)

    qtbot.mouseClick(window.page.acts.bar.buttons["activate"], Left)
    await settled(window)

    assert toast(window).text.title == "2 activated"
    assert [status(window.page.table, key) for key in keys] == [ACTIVE] * 2


@pytest.mark.acceptance("3.1-6")
async def test_a_refusal_blocks_no_other_and_the_details_name_each_reason(
    qtbot, open_window, backend, lenient
):
    window = await open_window()
    lenient(window)
    keys = await selected(window, 4)
    backend.refused = {keys[0]: "Your token can't edit ads.", keys[2]: "It is archived."}

    press(qtbot, window, Key.Key_P)
    await settled(window)
    assert toast(window).text.title == "2 paused, 2 failed"
    click_toast(qtbot, window, "Details")

    details = sheet(window, Details)
    model = details.listing.model()
    rows = [
        [model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())
    ]
    assert [row[1:] for row in rows[:2]] == [
        ["Failed", "Your token can't edit ads."],
        ["Failed", "It is archived."],
    ]
    assert [row[1] for row in rows[2:]] == ["Done", "Done"]
    qtbot.keyClick(window.focusWidget(), Key.Key_Escape)
    assert sheet(window, Details) is None


def in_state(table, state: EntityStatus) -> list[str]:
    shown = table.table()
    pairs = zip(shown.text["external_id"], shown.text["status"], strict=True)
    return [key for key, status in pairs if status == state]


async def test_what_needs_no_change_is_no_failure_and_undo_passes_it_over(
    qtbot, open_window, backend, lenient
):
    window = await open_window()
    lenient(window)
    table = window.page.table
    on = await selected(window, 3)
    off, old = in_state(table, PAUSED)[:2], in_state(table, EntityStatus.ARCHIVED)[:1]
    table.select(frozenset([*on, *off, *old]))

    press(qtbot, window, Key.Key_P)
    await settled(window)

    shown = toast(window)
    assert shown.text == ToastText(
        outcome=Outcome.DONE,
        title="3 paused",
        reason="2 were paused already. 1 stays as it is: "
        "This campaign is archived and cannot be changed.",
    )
    click_toast(qtbot, window, "Details")
    model = sheet(window, Details).listing.model()
    told = [[model.index(row, column).data() for column in (1, 2)] for row in range(6)]
    assert told == [
        ["No change", "This campaign is archived and cannot be changed."],
        *[["No change", "It was paused already."]] * 2,
        *[["Done", ""]] * 3,
    ]
    qtbot.keyClick(window.focusWidget(), Key.Key_Escape)

    table.setFocus(Qt.FocusReason.OtherFocusReason)
    press(qtbot, window, Key.Key_Z, Mod.ControlModifier)
    await settled(window)
    assert toast(window).text.title == "3 put back"
    assert [status(table, key) for key in (*on, *off)] == [ACTIVE] * 3 + [PAUSED] * 2


async def test_a_failure_is_told_before_what_needed_no_change(qtbot, open_window, backend, lenient):
    window = await open_window()
    lenient(window)
    on = await selected(window, 2)
    off = in_state(window.page.table, PAUSED)[:1]
    window.page.table.select(frozenset([*on, *off]))
    backend.refused = {on[0]: "Your token can't edit ads."}

    press(qtbot, window, Key.Key_P)
    await settled(window)

    assert (toast(window).text.outcome, toast(window).text.title) == (
        Outcome.PARTLY,
        "1 paused, 1 failed",
    )
    assert toast(window).text.reason.endswith(": Your token can't edit ads. 1 was paused already.")


async def test_where_nothing_needs_a_change_it_says_why_and_sends_nothing(
    qtbot, open_window, backend
):
    window = await open_window()
    table = window.page.table
    off, old = in_state(table, PAUSED)[:2], in_state(table, EntityStatus.ARCHIVED)[:1]
    table.select(frozenset([*off, *old]))
    table.setFocus(Qt.FocusReason.OtherFocusReason)

    press(qtbot, window, Key.Key_P)
    await settled(window)

    assert toast(window).text == ToastText(
        outcome=Outcome.DONE,
        title="Nothing was paused",
        reason="2 campaigns are paused already. 1 stays as it is: "
        "This campaign is archived and cannot be changed.",
    )
    assert backend.orders == []
    table.select(frozenset(old))
    press(qtbot, window, Key.Key_P)
    await settled(window)
    assert toast(window).text.outcome is Outcome.FAILED
    assert toast(window).text.reason == "This campaign is archived and cannot be changed."


def test_what_meta_had_as_wanted_already_is_no_failure_and_offers_no_undo():
    done = BulkResult(
        batch=1,
        command=SetStatus(status=PAUSED),
        level=Level.CAMPAIGN,
        outcomes=(RowOutcome(id="1", state=ActionState.DONE, stays=True),),
    )

    told = result(done, {"1": "Spring"})

    assert told == ToastText(
        outcome=Outcome.DONE, title="Nothing was paused", reason="1 was paused already."
    )
    assert result(done, {}, undid=True).reason == "1 was as wanted already."


async def test_the_toasts_undo_puts_back_what_was_paused(qtbot, open_window, backend, lenient):
    window = await open_window()
    lenient(window)
    keys = await selected(window, 3)
    press(qtbot, window, Key.Key_P)
    await settled(window)

    click_toast(qtbot, window, "Undo")
    await settled(window)

    assert toast(window).text.title == "3 put back"
    assert [status(window.page.table, key) for key in keys] == [ACTIVE] * 3


async def test_ctrl_z_undoes_and_asks_before_it_overwrites_somebodys_change(
    qtbot, open_window, backend, lenient
):
    from dataclasses import replace

    window = await open_window()
    lenient(window)
    keys = await selected(window, 2)
    press(qtbot, window, Key.Key_P)
    await settled(window)
    backend.stood[keys[0]] = replace(backend.stood[keys[0]], name="Renamed since")

    press(qtbot, window, Key.Key_Z, Mod.ControlModifier)
    await settled(window)

    assert toast(window).text.title == "1 put back, 1 left alone"
    asking = sheet(window, Details)
    assert asking is not None
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    await settled(window)
    assert status(window.page.table, keys[0]) == ACTIVE
    told = next(one for one in window.toasts.shown() if one.text.title.startswith("1 put back, 1"))
    button = next(b for b in told.findChildren(Button) if b.text().strip() == "Details")
    qtbot.mouseClick(button, Left)
    assert sheet(window, Details).title.text() == "1 put back, 1 left alone"


async def test_ctrl_z_with_nothing_to_undo_says_so(qtbot, open_window):
    window = await open_window()

    press(qtbot, window, Key.Key_Z, Mod.ControlModifier)
    await settled(window)

    assert toast(window).text.title == "Nothing to undo"


async def test_more_than_20_rows_are_asked_about_and_cancel_sends_nothing(
    qtbot, open_window, backend
):
    window = await open_window()
    await selected(window, 25)

    press(qtbot, window, Key.Key_P)
    await settled(window)
    asking = sheet(window)
    assert asking is not None
    assert asking.title.text() == "Pause 25 campaigns?"
    assert "a day" in asking.text.text()
    assert "They stand for" in asking.text.text()
    qtbot.keyClick(window.focusWidget(), Key.Key_Escape)
    await settled(window)
    assert backend.orders == []

    press(qtbot, window, Key.Key_P)
    await settled(window)
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    await settled(window)
    assert len(backend.orders[0].ids) == 25


async def test_much_money_a_day_is_asked_about(qtbot, open_window, backend):
    from pixecom_desktop.domain.preferences import UserPreferences

    window = await open_window()
    window.acts.limits = lambda: UserPreferences(ask_above_spend=1)
    await selected(window, 1, cheap=False)

    press(qtbot, window, Key.Key_P)
    await settled(window)

    assert sheet(window) is not None
    assert backend.orders == []


async def test_stop_ends_it_between_two_batches(qtbot, open_window, backend, lenient):
    window = await open_window()
    lenient(window)
    await selected(window, 25)
    backend.hold_at = 10
    bar = window.page.acts.bar

    press(qtbot, window, Key.Key_P)
    await until(lambda: window.acts.running is not None and window.acts.running.done == 10)
    assert bar.progress.text() == "Pausing 10 of 25"
    qtbot.mouseClick(bar.stop, Left)
    backend.act_gate.set()
    await settled(window)

    assert toast(window).text.title == "10 paused, 15 left alone"


async def test_letters_act_only_while_the_table_has_the_focus(qtbot, open_window, backend):
    window = await open_window()
    await selected(window, 2)
    window.head.sync.setFocus(Qt.FocusReason.TabFocusReason)

    press(qtbot, window, Key.Key_P)
    await settled(window)

    assert backend.orders == []


def switch_spot(table, key: str) -> tuple[QWidget, QPoint]:
    body = table.findChild(BodyGrid)
    place = next(i for i, c in enumerate(body.model().columns) if c.key == "status")
    row = body.model().row_of(key)
    cell = body.visualRect(body.model().index(row, place))
    return body.viewport(), QPoint(cell.left() + 20, cell.center().y())


async def test_the_switch_turns_one_row_and_shows_its_aim_while_it_is_sent(
    qtbot, open_window, backend, lenient
):
    window = await open_window()
    lenient(window)
    table = window.page.table
    key = running(table)[0]
    backend.act_gate.clear()

    spot, point = switch_spot(table, key)
    qtbot.mouseClick(spot, Left, pos=point)
    await until(lambda: key in window.acts.sending)
    assert window.acts.sending == {key: PAUSED}
    backend.act_gate.set()
    await settled(window)

    assert status(table, key) == PAUSED
    assert window.acts.sending == {}


async def test_a_switch_that_is_refused_falls_back_with_a_toast(
    qtbot, open_window, backend, lenient
):
    window = await open_window()
    lenient(window)
    table = window.page.table
    key = running(table)[0]
    backend.refused = {key: "Your token can't edit ads."}

    spot, point = switch_spot(table, key)
    qtbot.mouseClick(spot, Left, pos=point)
    await settled(window)

    assert status(table, key) == ACTIVE
    assert toast(window).text.title == "Nothing was paused"
    assert "can't edit ads" in toast(window).text.reason


async def test_space_ticks_and_never_turns_anything_on_or_off(qtbot, open_window, backend):
    window = await open_window()

    press(qtbot, window, Key.Key_Down)
    press(qtbot, window, Key.Key_Space)
    await settled(window)

    assert backend.orders == []
    assert len(window.page.table.selected()) == 1


async def test_a_lost_connection_leaves_everything_and_offers_to_try_again(
    qtbot, open_window, backend, lenient
):
    from pixecom_desktop.domain.errors import Offline

    window = await open_window()
    lenient(window)
    keys = await selected(window, 1)
    backend.act_error = Offline("There is no connection to Meta.")

    press(qtbot, window, Key.Key_P)
    await settled(window)
    assert toast(window).text.title == "Nothing was paused"
    backend.act_error = None
    click_toast(qtbot, window, "Try again")
    await settled(window)

    assert status(window.page.table, keys[0]) == PAUSED


async def test_a_viewer_sees_rows_and_cannot_act(qtbot, backend, open_window):
    from dataclasses import replace

    backend.scope = replace(backend.scope, role=Role.VIEWER)
    window = await open_window()
    await selected(window, 1)

    press(qtbot, window, Key.Key_P)
    await settled(window)

    assert backend.orders == []
    assert not window.page.acts.bar.buttons["pause"].isEnabled()


class Browser(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.asked.append(url.toString())


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
async def test_a_rows_menu_copies_its_id_and_opens_it_at_meta(qtbot, open_window):
    window = await open_window()
    table = window.page.table
    tick(qtbot, table, 3)
    key, account = table.table().text["external_id"][0], table.table().text["account"][0]
    spot, point = switch_spot(table, key)

    mouse = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(spot, QContextMenuEvent(mouse, point, spot.mapToGlobal(point)))
    menu = window.page.acts.menu
    entries = {action.objectName(): action for action in menu.actions()}
    entries["copy_id"].trigger()

    assert QGuiApplication.clipboard().text() == key
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "open")
    try:
        entries["in_meta"].trigger()
        await asyncio.sleep(0)
    finally:
        QDesktopServices.unsetUrlHandler("https")
    menu.close()
    own = f"act={account.removeprefix('act_')}&selected_campaign_ids={key}"
    assert browser.asked == [f"https://adsmanager.facebook.com/adsmanager/manage/campaigns?{own}"]


async def test_a_toast_is_as_high_as_its_words_need(open_window):
    window = await open_window()
    long = ToastText(
        outcome=Outcome.PARTLY,
        title="10 paused, 1 failed",
        reason="Miền Nam | LAL 1% Khách mua | 18-34: This ad set is archived, so it stays.",
    )

    window.tell(long, (("Details", list), ("Undo", list)))
    await settled(window)

    for part in toast(window).findChildren(QLabel):
        if part.text():
            assert part.height() >= part.heightForWidth(part.width()), part.text()


async def test_the_bar_and_the_foot_tell_the_same_budget(open_window):
    window = await open_window()
    page = window.page
    page.table.select(frozenset(row_keys(page.table.table())))

    ticked = page.table.ticked_table()
    assert set(ticked.text["status"].tolist()) > {EntityStatus.ACTIVE}
    sums = daily_budgets(groups(ticked), ticked)
    shown = [str(window.acts.formatter.compact_money(sums[one], one)) for one in sorted(sums)]
    assert page.acts.bar.money.text() == f"{' + '.join(shown)}/day budget"


async def test_the_bar_stands_beside_an_open_drawer(qtbot, open_window):
    window = await open_window()
    window.resize(1440, 900)
    page, bar = window.page, window.page.acts.bar
    await selected(window, 2)
    await settled(window)
    alone = bar.geometry()

    window.registry["details"].trigger()
    await settled(window)
    edge = page.detailing.drawer.mapTo(window, QPoint(0, 0)).x()
    assert bar._frame.mapTo(window, bar._frame.rect().topRight()).x() < edge
    assert bar.buttons["pause"].width() >= 24

    window.registry["details"].trigger()
    await settled(window)
    assert (bar.x(), bar.width()) == (alone.x(), alone.width())
