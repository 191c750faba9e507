"""The Activity page in a real window: what was changed, how it ended, and taking it back."""

import asyncio
from datetime import timedelta

from PySide6.QtCore import Qt

from pixecom_desktop.domain.actions import BulkOrder, SetStatus
from pixecom_desktop.domain.enums import EntityStatus, JobKind, Level, RunState
from pixecom_desktop.domain.errors import DatabaseUnreachable
from pixecom_desktop.domain.status import SyncRun
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.widgets.listing import ListCell, ListColumn, ListModel
from tests.ui.pretend import NOW

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
PAUSED, ACTIVE = EntityStatus.PAUSED, EntityStatus.ACTIVE


async def ids_on(backend, window) -> list[str]:
    table = window.page.table.table()
    pairs = zip(table.text["external_id"], table.text["status"], strict=True)
    return [key for key, status in pairs if status == ACTIVE]


async def pause(backend, ids) -> None:
    order = BulkOrder(command=SetStatus(status=PAUSED), level=Level.CAMPAIGN, ids=tuple(ids))
    await backend.act(order, stop=asyncio.Event())


async def to_activity(qtbot, window):
    item = next(item for item in window.sidebar.items if item.key == "activity")
    qtbot.mouseClick(item, Left)
    await settled(window)
    return window.page


def cells(listing) -> list[list[str]]:
    model = listing.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


async def test_without_a_change_it_says_what_belongs_here(qtbot, open_window):
    window = await open_window()

    page = await to_activity(qtbot, window)

    assert page.stack.currentWidget() is page.face
    assert page.face.title.text() == "Nothing was changed yet"


async def test_each_change_tells_how_its_rows_ended_failures_first(qtbot, open_window, backend):
    window = await open_window()
    ids = (await ids_on(backend, window))[:3]
    backend.refused = {ids[1]: "Your token can't edit ads."}
    await pause(backend, ids)

    page = await to_activity(qtbot, window)

    row = page.changes.rows[0]
    assert (row.line.title, row.line.result) == ("Paused 3 campaigns", "2 done, 1 failed")
    shown = cells(page.items)
    assert [one[1] for one in shown] == ["On → Off"] * 3
    assert [one[3] for one in shown] == ["Your token can't edit ads.", "Done", "Done"]
    assert all("ROAS" in one[2] for one in shown)
    assert page.trouble.text() == "1 failed: Your token can't edit ads."


async def test_undo_in_the_list_takes_it_back_and_says_when(qtbot, open_window, backend):
    window = await open_window()
    ids = (await ids_on(backend, window))[:2]
    await pause(backend, ids)
    page = await to_activity(qtbot, window)

    qtbot.mouseClick(page.changes.rows[0].undo, Left)
    await settled(window)

    assert {backend.stood[one].status for one in ids} == {ACTIVE}
    titles = [row.line.title for row in page.changes.rows]
    assert titles == ["Undid: paused 2 campaigns", "Paused 2 campaigns"]
    assert page.changes.rows[1].undo is None
    assert page.changes.rows[1].line.aside.startswith("Undone ")


async def test_arrows_walk_the_changes_and_show_each_ones_rows(qtbot, open_window, backend):
    window = await open_window()
    ids = await ids_on(backend, window)
    await pause(backend, ids[:1])
    await pause(backend, ids[1:4])
    page = await to_activity(qtbot, window)
    page.changes.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
    assert len(cells(page.items)) == 3

    qtbot.keyClick(window.focusWidget(), Key.Key_Down)
    await settled(window)

    assert len(cells(page.items)) == 1
    assert page.headline.text() == "Paused 1 campaign"


async def test_a_change_made_meanwhile_appears_by_itself(qtbot, open_window, backend):
    window = await open_window()
    ids = await ids_on(backend, window)
    page = await to_activity(qtbot, window)

    await pause(backend, ids[:1])
    for _ in range(100):
        await asyncio.sleep(0.01)
        if page.changes.rows:
            break

    assert [row.line.title for row in page.changes.rows] == ["Paused 1 campaign"]


async def test_sync_runs_tell_what_went_wrong(qtbot, open_window, backend):
    account = f"act_{backend.accounts[0].id}"
    backend.runs = tuple(
        SyncRun(
            id=number,
            account=account,
            kind=JobKind.STATS,
            state=state,
            started_at=NOW - timedelta(minutes=15 * number),
            finished_at=NOW,
            stats_read=12_408,
            seconds=48.0,
            errors=("Its token has expired.",) if state is RunState.FAILED else (),
        )
        for number, state in enumerate((RunState.DONE, RunState.FAILED), 1)
    )
    window = await open_window()
    page = await to_activity(qtbot, window)

    qtbot.mouseClick(page.runs_tab, Left)

    shown = cells(page.runs.listing)
    assert [one[7] for one in shown] == ["OK", "Its token has expired."]
    assert shown[0][2] == backend.accounts[0].name
    assert shown[0][3] == "12,408"
    assert page.runs.failed.text() == "1 failed"


async def test_a_journal_that_cannot_be_read_says_so_and_tries_again(qtbot, open_window, backend):
    window = await open_window()
    whole = backend.actions

    async def fails(**_):
        raise DatabaseUnreachable("The database file cannot be read.")

    backend.actions = fails
    page = await to_activity(qtbot, window)
    assert page.banner.isVisible()

    backend.actions = whole
    page.refresh()
    await settled(window)
    assert not page.banner.isVisible()


def test_the_model_of_a_list_keeps_qts_rules(qtmodeltester):
    model = ListModel([ListColumn(label="Name"), ListColumn(label="Result", width=80)])
    model.show([(ListCell(text="a"), ListCell(text="Done", tone="good", mark="check"))])

    qtmodeltester.check(model, force_py=True)
