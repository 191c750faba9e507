"""A person pauses rows in the window, some of which Meta refuses, and takes it back."""

import pytest
from PySide6.QtCore import Qt

from pixecom_desktop.domain.enums import EntityStatus
from pixecom_desktop.sandbox.faults import Fault
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.dialogs.confirm import Confirm
from pixecom_desktop.ui.widgets.buttons import Button
from tests.journeys.test_the_window import opened, shown
from tests.ui.conftest import qapp, until  # noqa: F401 - fixtures

MOVABLE = (EntityStatus.ACTIVE, EntityStatus.PAUSED)
"""What is archived can no longer be paused, and says so."""

Key, Mod, Left = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton


def at_meta(meta, ids) -> dict[str, str]:
    return {one: meta.world.find(one).status for one in ids}


def in_the_table(window) -> dict[str, str]:
    table = shown(window)
    pairs = zip(table.text["external_id"], table.text["status"], strict=True)
    return {key: str(status) for key, status in pairs}


async def agree(qtbot, window) -> None:
    """Press Enter in the question that large acts ask."""
    await settled(window)
    if any(sheet.isVisible() for sheet in window.findChildren(Confirm)):
        qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    await settled(window)


@pytest.mark.acceptance("3.1-1", "3.1-2", "3.1-3", "3.1-5", "3.1-6", "3.1-7")
async def test_pausing_all_rows_of_which_some_fail_and_undoing_it(
    qtbot, house, synced_on_sqlite, meta, tmp_path
):
    async with house(synced_on_sqlite) as home:
        window = await opened(qtbot, home, tmp_path)
        table = window.page.table
        before = in_the_table(window)
        on = [key for key, status in before.items() if status == EntityStatus.ACTIVE]
        refused = on[:3]
        able = [key for key in before if key not in refused and before[key] in MOVABLE]
        to_pause = [key for key in able if before[key] == EntityStatus.ACTIVE]
        fixed = [key for key in before if before[key] not in MOVABLE]
        for one in refused:
            meta.faults.add(
                Fault(kind="error", method="POST", path=f"/{one}", code=200, times=None)
            )

        table.setFocus()
        qtbot.keyClick(window.focusWidget(), Key.Key_A, Mod.ControlModifier)
        assert window.page.acts.bar.count.text() == f"{len(before)} selected"
        qtbot.keyClick(window.focusWidget(), Key.Key_P)
        await agree(qtbot, window)

        toast = window.toasts.shown()[-1]
        assert toast.text.title == f"{len(to_pause)} paused, {len(refused)} failed"
        assert f"{len(able) - len(to_pause)} were paused already." in toast.text.reason
        assert f"{len(fixed)} stays as it is" in toast.text.reason
        now = in_the_table(window)
        assert {now[one] for one in refused} == {EntityStatus.ACTIVE}
        assert {now[one] for one in able} == {EntityStatus.PAUSED}
        assert at_meta(meta, before) == now

        undo = next(b for b in toast.findChildren(Button) if b.text().strip() == "Undo")
        qtbot.mouseClick(undo, Left)
        await agree(qtbot, window)

        assert in_the_table(window) == before
        assert at_meta(meta, before) == before
        await window.close_down()


async def test_a_pause_is_undone_after_a_restart(qtbot, house, on_sqlite, meta, tmp_path):
    async with house(on_sqlite) as home:
        await home.sync()
        window = await opened(qtbot, home, tmp_path)
        before = in_the_table(window)
        window.page.table.setFocus()
        qtbot.keyClick(window.focusWidget(), Key.Key_A, Mod.ControlModifier)
        qtbot.keyClick(window.focusWidget(), Key.Key_P)
        await agree(qtbot, window)
        assert "ACTIVE" not in at_meta(meta, before).values()
        await window.close_down()

    async with house(on_sqlite, link=False) as home:
        window = await opened(qtbot, home, tmp_path)
        qtbot.keyClick(window.focusWidget(), Key.Key_Z, Mod.ControlModifier)
        await agree(qtbot, window)

        assert at_meta(meta, before) == before
        await until(lambda: in_the_table(window) == before)
        await window.close_down()
