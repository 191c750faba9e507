"""A day of somebody who works in the window, by real keys and clicks from its start to the next."""

import csv
import io

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QMenu, QWidget

from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.sandbox.faults import Fault
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.server import RunningSandbox
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.dialogs.confirm import Confirm, Details
from pixecom_desktop.ui.main_window import MainWindow
from pixecom_desktop.ui.tables.grid import BodyGrid
from pixecom_desktop.ui.widgets.buttons import Button
from pixecom_desktop.ui.widgets.popover import Popover
from tests.journeys.conftest import NOW
from tests.journeys.test_acting_in_the_window import at_meta
from tests.journeys.test_the_window import opened, shown
from tests.ui.conftest import qapp, until  # noqa: F401 - fixtures

Key, Mod, Left = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton
CTRL, SHIFT = Mod.ControlModifier, Mod.ShiftModifier
MANY = WorldOptions(accounts=2, campaigns=80, adsets=100, ads=120, days=16, seed=5, now=NOW)


@pytest.fixture
def meta():
    with RunningSandbox(MANY) as running:
        yield running


class Strays(QObject):
    """Notes what becomes a window of its own and is none: it would flash, and take the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched, event) -> bool:
        if (
            event.type() is QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, MainWindow | Popover | QDialog | QMenu)
            and watched.windowType() not in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
        ):
            self.seen.append(repr(watched))
        return False


@pytest.fixture
def strays(qapp):  # noqa: F811 - the fixture
    made = Strays()
    qapp.installEventFilter(made)
    yield made.seen
    qapp.removeEventFilter(made)


class Person:
    """Hands on keyboard and mouse."""

    def __init__(self, qtbot, window) -> None:
        self.qtbot, self.window = qtbot, window

    async def press(self, key, modifiers=Mod.NoModifier, *, times: int = 1) -> None:
        for _ in range(times):
            self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifiers)
        await settled(self.window)

    async def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.window.focusWidget(), text)
        await settled(self.window)

    async def click(self, widget) -> None:
        self.qtbot.mouseClick(widget, Left)
        await settled(self.window)

    async def click_toast(self, name: str) -> None:
        toast = self.window.toasts.shown()[-1]
        await self.click(next(b for b in toast.findChildren(Button) if b.text().strip() == name))

    def sheet(self, kind):
        return next(one for one in self.window.findChildren(kind) if one.isVisible())

    def rows(self) -> list[str]:
        """Return the ids of the rows on show, from the top."""
        model = self.window.page.table.findChild(BodyGrid).model()
        return [model.key(row) for row in range(model.rowCount())]


async def sixty_on(home, meta) -> list[str]:
    """Let sixty campaigns run, and return them all with what they are called."""
    table = await home.table(AdsQuery())
    for key, status in zip(table.text["external_id"], table.text["status"], strict=True):
        if status is EntityStatus.PAUSED:
            meta.world.set_status(meta.world.find(key), "ACTIVE")
    await home.sync()
    table = await home.table(AdsQuery())
    pairs = zip(table.text["external_id"], table.text["status"], strict=True)
    return [key for key, status in pairs if status is EntityStatus.ACTIVE]


@pytest.mark.acceptance("1.5-5", "3.1-5", "3.1-6", "3.2-3", "3.2-4", "3.2-5", "3.3-3", "3.3-4")
async def test_filter_compare_drill_down_pause_sixty_undo_export_and_start_again(
    qtbot, house, on_sqlite, meta, tmp_path, strays
):
    async with house(on_sqlite) as home:
        await home.sync()
        on = await sixty_on(home, meta)
        assert len(on) >= 60
        window = await opened(qtbot, home, tmp_path)
        person, page = Person(qtbot, window), window.page
        names = dict(
            zip(shown(window).text["external_id"], shown(window).text["name"], strict=True)
        )

        # Two campaigns, found by typing.
        two = [key for key in person.rows() if names[key].isascii()][:2]
        await person.click(page.filtering.bar.chips["campaigns"])
        for key in two:
            await person.type(names[key])
            await person.press(Key.Key_Return)
            await person.press(Key.Key_A, CTRL)
        await person.press(Key.Key_Escape)
        if page.filtering.bar.popover is not None:
            await person.press(Key.Key_Escape)
        await until(lambda: set(person.rows()) == set(two))

        # Compared with the days before.
        await person.press(Key.Key_D, CTRL | SHIFT)
        assert shown(window).compared is not None

        # Down to an ad, and back up.
        page.table.setFocus()
        await person.press(Key.Key_Home)
        await person.press(Key.Key_Return)
        assert page.query.level is Level.ADSET
        page.table.setFocus()
        await person.press(Key.Key_Home)
        await person.press(Key.Key_Return)
        assert page.query.level is Level.AD
        assert len(shown(window)) > 0
        assert shown(window).compared is not None
        page.table.setFocus()
        await person.press(Key.Key_Backspace)
        await person.press(Key.Key_Backspace)
        assert page.query.level is Level.CAMPAIGN
        await person.press(Key.Key_F, CTRL | SHIFT)
        assert len(person.rows()) > 60

        # Pause sixty, of which Meta refuses three.
        page.table.setFocus()
        await person.press(Key.Key_Home)
        chosen: list[str] = []
        for key in person.rows():
            if key in on and len(chosen) < 60:
                qtbot.keyClick(window.focusWidget(), Key.Key_Space)
                chosen.append(key)
            qtbot.keyClick(window.focusWidget(), Key.Key_Down)
        await settled(window)
        assert page.acts.bar.count.text() == "60 selected"
        refused = [chosen[3], chosen[30], chosen[59]]
        for one in refused:
            meta.faults.add(
                Fault(kind="error", method="POST", path=f"/{one}", code=200, times=None)
            )
        await person.press(Key.Key_P)
        assert person.sheet(Confirm).title.text() == "Pause 60 campaigns?"
        await person.press(Key.Key_Return)

        assert window.toasts.shown()[-1].text.title == "57 paused, 3 failed"
        there = at_meta(meta, chosen)
        assert {key for key, status in there.items() if status == "ACTIVE"} == set(refused)
        await person.click_toast("Details")
        assert person.sheet(Details).title.text() == "57 paused, 3 failed"
        await person.press(Key.Key_Escape)

        # The rail calls for the three; the page names them, and takes back the others.
        rail = next(item for item in window.sidebar.items if item.key == "activity")
        await until(lambda: rail.needs == 3)
        await person.click(rail)
        activity = window.page
        assert activity.details.headline.text() == "Paused 60 campaigns"
        assert activity.details.trouble.text().startswith("3 failed: ")
        await until(lambda: rail.needs == 0)
        await person.press(Key.Key_Z, CTRL)
        assert person.sheet(Confirm).title.text() == "Put back 57 campaigns?"
        await person.press(Key.Key_Return)
        assert window.toasts.shown()[-1].text.title == "57 put back"
        assert set(at_meta(meta, chosen).values()) == {"ACTIVE"}

        # Take out what is on show, and leave.
        await person.click(next(item for item in window.sidebar.items if item.key == "ads-manager"))
        page.table.setFocus()
        await person.press(Key.Key_Escape)
        await person.press(Key.Key_D, CTRL | SHIFT)
        await person.press(Key.Key_E, CTRL)
        dialog = page.acts.export.dialog
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(tmp_path / "out.csv"))
        dialog.accept()
        await settled(window)
        text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert [row["external_id"] for row in rows] == person.rows()
        left = page.query

        # A setting of one's own.
        await person.click(next(item for item in window.sidebar.items if item.key == "settings"))
        switch = window.page.rows["full_numbers"].editor.switch
        await person.click(switch)
        await window.close_down()

    async with house(on_sqlite, link=False) as home:
        window = await opened(qtbot, home, tmp_path)
        assert window.page.query == left
        assert [row["external_id"] for row in rows] == Person(qtbot, window).rows()
        assert not any(item.needs for item in window.sidebar.items)
        assert window.settings.values.user.full_numbers
        assert not any("K" in cell.text[-1:] for cell in window.page.table._model.cells(0))
        await window.close_down()
    assert strays == []
