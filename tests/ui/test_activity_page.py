"""The Activity page in a real window: what was changed, how it ended, and taking it back."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from pixecom_desktop.domain.actions import BulkOrder, SetStatus
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import ActionState, EntityStatus, JobKind, Level, RunState
from pixecom_desktop.domain.errors import DatabaseUnreachable
from pixecom_desktop.domain.journal import Action
from pixecom_desktop.domain.preferences import UserPreferences
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.status import SyncRun
from pixecom_desktop.ui.act_words import question
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.dialogs.confirm import Confirm, Details
from pixecom_desktop.ui.pages.activity.changes import lines
from pixecom_desktop.ui.pages.activity.runs import slots, told
from pixecom_desktop.ui.widgets.listing import ListCell, ListColumn, ListModel
from tests.ui.conftest import until
from tests.ui.pretend import NOW, SELLER

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
PAUSED, ACTIVE = EntityStatus.PAUSED, EntityStatus.ACTIVE


async def ids_on(backend, window) -> list[str]:
    return active(window.page.table.table())


async def ids_of(backend) -> list[str]:
    return active(await backend.table(AdsQuery()))


def active(table) -> list[str]:
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
    shown = cells(page.details.items)
    assert [one[1] for one in shown] == ["On → Off"] * 3
    assert [one[3] for one in shown] == ["Your token can't edit ads.", "Done", "Done"]
    assert all("ROAS" in one[2] for one in shown)
    assert page.details.trouble.text() == "1 failed: Your token can't edit ads."


async def test_rows_that_needed_no_change_are_told_apart_and_not_offered_again(
    qtbot, open_window, backend
):
    window = await open_window()
    table = window.page.table.table()
    pairs = list(zip(table.text["external_id"], table.text["status"], strict=True))
    by_status = {state: [key for key, status in pairs if status == state] for state in EntityStatus}
    on, off, old = (
        by_status[ACTIVE][:3],
        by_status[PAUSED][:2],
        by_status[EntityStatus.ARCHIVED][:1],
    )
    backend.refused = {on[0]: "Your token can't edit ads."}
    await pause(backend, [*on, *off, *old])

    page = await to_activity(qtbot, window)

    line = page.changes.rows[0].line
    assert line.title == "Paused 3 campaigns"
    assert line.result == "2 done, 1 failed, 2 paused already, 1 stays as it is"
    assert page.details.retry.text() == " Retry 1 failed"
    assert page.details.undo.text() == " Undo 2"
    assert page.details.trouble.text() == "1 failed: Your token can't edit ads."
    assert sorted(one[1] for one in cells(page.details.items)) == sorted(
        ["On → Off"] * 3 + ["Off already"] * 2 + ["Archived"]
    )
    assert [one[3] for one in cells(page.details.items)] == [
        "Your token can't edit ads.",
        "This campaign is archived and cannot be changed.",
        *("Done", "Done"),
        *("No change", "No change"),
    ]
    await pause(backend, off)
    await until(lambda: len(page.changes.rows) == 2)
    line = page.changes.rows[0].line
    assert (line.title, line.result) == ("Paused 2 campaigns", "0 done, 2 paused already")


def lenient(window) -> None:
    """Let the window ask only for what is very large."""
    limits = UserPreferences(ask_above_rows=10_000, ask_above_spend=1_000_000_000)
    window.acts.limits = lambda: limits


async def test_a_large_undo_asks_first_shows_how_far_it_is_and_can_be_stopped(
    qtbot, open_window, backend
):
    window = await open_window()
    ids = await ids_on(backend, window)
    assert len(ids) > 30
    await pause(backend, ids)
    page = await to_activity(qtbot, window)
    assert not page.underway.isVisible()

    for _ in range(2):
        qtbot.mouseClick(page.details.undo, Left)
    await settled(window)

    (question,) = [one for one in window.findChildren(Confirm) if one.isVisible()]
    assert question.title.text() == f"Put back {len(ids)} campaigns?"
    sentences = question.text.text()
    assert sentences.startswith(f"{len(ids)} campaigns become active again and may spend.")
    assert "They stand for" in sentences
    qtbot.keyClick(window.focusWidget(), Key.Key_Escape)
    await settled(window)
    assert {backend.stood[one].status for one in ids} == {PAUSED}, "nothing was sent"

    backend.hold_at = 20
    qtbot.mouseClick(page.details.undo, Left)
    await settled(window)
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    strip = page.underway.line
    await until(lambda: strip.words.text() == f"Putting back 20 of {len(ids)}")
    page.refresh()
    await until(lambda: page.details.note.text().startswith("It is being put back"))
    assert page.underway.isVisible()
    assert not page.details.undo.isVisible()
    (row,) = page.changes.rows
    assert (row.line.aside, row.undo) == ("Putting back …", None)
    assert window.acts.sending == dict.fromkeys(ids, ACTIVE)
    qtbot.mouseClick(strip.stop, Left)
    assert strip.words.text() == "Stopping …"
    backend.act_gate.set()
    await settled(window)

    assert not page.underway.isVisible()
    left = len(ids) - 20
    assert [row.line.result for row in page.changes.rows] == [
        f"20 restored, {left} left alone",
        f"{len(ids)} done, 20 taken back",
    ]
    page.changes.rows[1].click()
    await settled(window)
    assert page.details.undo.text() == f" Undo {left}"
    assert "changed since" not in page.details.note.text()


async def test_undo_pressed_twice_takes_it_back_once(qtbot, open_window, backend):
    window = await open_window()
    lenient(window)
    await paused(backend, await ids_on(backend, window))
    page = await to_activity(qtbot, window)
    backend.act_gate.clear()

    for _ in range(2):
        qtbot.mouseClick(page.details.undo, Left)
    await until(lambda: window.acts.running is not None)
    backend.act_gate.set()
    await settled(window)

    assert len(page.changes.rows) == 2
    assert "Nothing to undo" not in [toast.text.title for toast in window.toasts.shown()]


async def test_undo_in_the_list_takes_it_back_and_says_when(qtbot, open_window, backend):
    window = await open_window()
    lenient(window)
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
    assert len(cells(page.details.items)) == 3

    qtbot.keyClick(window.focusWidget(), Key.Key_Down)
    await settled(window)

    assert len(cells(page.details.items)) == 1
    assert page.details.headline.text() == "Paused 1 campaign"


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
            seller_id=SELLER.id,
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
    for tab in (page.changes_tab, page.runs_tab):
        qtbot.mouseClick(tab, Left)
        assert page.stack.currentWidget() is page.face, "not as if nothing had been changed"
        assert page.face.title.text() == "The activity could not be read."

    backend.actions = whole
    qtbot.mouseClick(page.face.buttons()[0], Left)
    await settled(window)
    assert page.stack.currentWidget() is page.runs
    qtbot.mouseClick(page.changes_tab, Left)
    assert page.face.title.text() == "Nothing was changed yet"

    await pause(backend, (await ids_of(backend))[:1])
    await settled(window)
    backend.actions = fails
    page.refresh()
    await settled(window)
    assert page.banner.isVisible(), "what was read stays"
    assert page.changes.rows
    backend.actions = whole
    page.refresh()
    await settled(window)
    assert not page.banner.isVisible()


def test_the_model_of_a_list_keeps_qts_rules(qtmodeltester):
    model = ListModel([ListColumn(label="Name"), ListColumn(label="Result", width=80)])
    model.show([(ListCell(text="a"), ListCell(text="Done", tone="good", mark="check"))])

    qtmodeltester.check(model, force_py=True)


async def paused(backend, ids, refused=()) -> None:
    backend.refused = dict.fromkeys(refused, "Meta refuses this one.")
    await pause(backend, ids)
    backend.refused = {}


async def test_failures_call_at_the_rail_until_they_are_looked_at(
    qtbot, open_window, backend, keep
):
    backend.sellers.gain("Luma Home")
    window = await open_window()
    rail = next(item for item in window.sidebar.items if item.key == "activity")
    ids = await ids_on(backend, window)
    await paused(backend, ids[:5], refused=ids[:2])
    await paused(backend, ids[5:9], refused=ids[5:6])
    await until(lambda: rail.needs == 3)
    assert rail.accessibleName() == "Activity, 3 failed, not looked at"

    # The latest is on show as soon as the page is; the older one calls on.
    page = await to_activity(qtbot, window)
    await until(lambda: rail.needs == 2)
    assert [row.line.is_new for row in page.changes.rows] == [False, True]
    qtbot.mouseClick(page.changes.rows[1], Left)
    await until(lambda: rail.needs == 0)
    assert rail.accessibleName() == "Activity"

    again = await open_window()
    await settled(again)
    assert not any(item.needs for item in again.sidebar.items)

    # Nor do they call where all sellers are shown: it is the same change that was looked at.
    again.registry["all_sellers"].trigger()
    await until(lambda: backend.sellers.is_all)
    await settled(again)
    assert not any(item.needs for item in again.sidebar.items)


async def test_what_failed_is_sent_again_as_an_order_of_its_own(qtbot, open_window, backend):
    window = await open_window()
    ids = await ids_on(backend, window)
    await paused(backend, ids[:5], refused=ids[1:3])
    page = await to_activity(qtbot, window)
    assert page.details.retry.text() == " Retry 2 failed"

    qtbot.mouseClick(page.details.retry, Left)
    await settled(window)
    # Much money a day: the question is the same as for any order.
    sheet = next(one for one in window.findChildren(Confirm) if one.isVisible())
    assert sheet.title.text() == "Pause 2 campaigns?"
    order = BulkOrder(
        command=SetStatus(status=PAUSED), level=Level.CAMPAIGN, ids=(*ids[1:3],), dates=DateChoice()
    )
    plan, formatter = await backend.plan(order), window.acts.formatter
    asked = [question(plan, days, formatter)[1] for days in (1, 7)]
    assert sheet.text.text() == asked[1] != asked[0]
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    await settled(window)

    assert backend.orders[-1].ids == tuple(ids[1:3])
    assert [row.line.title for row in page.changes.rows] == [
        "Paused 2 campaigns",
        "Paused 5 campaigns",
    ]
    assert [one.status for one in (backend.stood[key] for key in ids[1:3])] == [PAUSED] * 2
    qtbot.mouseClick(page.changes.rows[1], Left)
    assert not page.details.retry.isVisible()


async def test_what_was_changed_since_says_so_and_is_put_back_only_on_demand(
    qtbot, open_window, backend
):
    window = await open_window()
    ids = await ids_on(backend, window)
    await pause(backend, ids[:2])
    for key in ids[:2]:
        backend.stood[key] = replace(backend.stood[key], status=EntityStatus.ARCHIVED)
    page = await to_activity(qtbot, window)

    assert page.changes.rows[0].line.aside == "Changed since"
    assert page.changes.rows[0].undo is None
    assert {row[3] for row in cells(page.details.items)} == {"Changed since"}
    assert page.details.undo.text() == " Undo anyway"

    qtbot.mouseClick(page.details.undo, Left)
    await settled(window)
    sheet = next(one for one in window.findChildren(Details) if one.isVisible())
    assert sheet.title.text() == "2 changed since. Put them back anyway?"
    assert backend.stood[ids[0]].status is EntityStatus.ARCHIVED
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    await settled(window)
    assert backend.stood[ids[0]].status is ACTIVE


async def test_what_a_program_left_behind_when_it_died_is_not_said_to_be_on_its_way(
    qtbot, open_window, backend
):
    window = await open_window()
    ids = await ids_on(backend, window)
    order = BulkOrder(command=SetStatus(status=PAUSED), level=Level.CAMPAIGN, ids=tuple(ids[:2]))

    def begun(ago) -> Action:
        return Action(
            id=9,
            user="",
            command=order.command,
            level=order.level,
            state=ActionState.INTENDED,
            created_at=NOW - ago,
            counts={ActionState.DONE: 1, ActionState.INTENDED: 1},
            open=1,
        )

    fresh, dead = (
        lines(
            [replace(begun(timedelta(minutes=m)), left=1)],
            window.acts.formatter,
            (),
            NOW - timedelta(minutes=15),
        )
        for m in (1, 60)
    )

    assert (fresh[0].result, fresh[0].is_running) == ("1 done, 1 on the way", True)
    assert (dead[0].result, dead[0].is_running) == ("1 done, 1 not known", False)
    page = window.pages["activity"]
    page.details.show_line(fresh[0])
    assert page.details.retry.isHidden()
    assert page.details.undo.isHidden(), "what is being sent is stopped, not taken back"
    assert not fresh[0].can_undo
    page.details.show_line(dead[0])
    assert not page.details.retry.isHidden()
    assert not page.details.undo.isHidden()

    # Of three more it is known that nothing was sent: it had not even looked at them.
    counts = {ActionState.DONE: 1, ActionState.INTENDED: 4}
    half = replace(begun(timedelta(minutes=60)), counts=counts, unsent=3, open=4)
    (line,) = lines([half], window.acts.formatter, (), NOW - timedelta(minutes=15))
    (running,) = lines([half], window.acts.formatter, (), NOW - timedelta(hours=2))
    assert line.result == "1 done, 1 not known, 3 not sent"
    assert running.result == "1 done, 4 on the way"
    await pause(backend, ids[:2])
    known, unsent = await backend.action_items(1)
    rows = (
        replace(known, state=ActionState.INTENDED),
        replace(unsent, state=ActionState.INTENDED, is_unsent=True),
    )
    page.details.show_line(line)
    page.details.show_items(rows, await page.details.written(rows))
    assert sorted(one[3] for one in cells(page.details.items)) == ["Not known", "Not sent"]
    note = page.details.note.text()
    assert "The program ended before it got to 3 rows: nothing was sent of them" in note
    assert "Of 1 row nobody knows whether Meta took it" in note
    page.details.show_line(running)
    page.details.show_items(rows, await page.details.written(rows))
    assert [one[3] for one in cells(page.details.items)] == ["On the way", "On the way"]
    assert "The program ended" not in page.details.note.text()


async def test_changes_are_found_by_name_and_by_how_they_ended(qtbot, open_window, backend):
    window = await open_window()
    table = window.page.table.table()
    named = dict(zip(table.text["external_id"], table.text["name"], strict=True))
    # QTest types nothing but ASCII.
    ids = [key for key in await ids_on(backend, window) if named[key].isascii()]
    await paused(backend, ids[:2], refused=ids[:1])
    await pause(backend, ids[2:4])
    page = await to_activity(qtbot, window)
    name = page.changes.rows[0].line.action.id
    first = backend.journal[name].items[0].before.name

    qtbot.keyClick(window, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.focusWidget(), first)
    await until(lambda: len(page.changes.rows) == 1 or page.stack.currentWidget() is page.face)
    assert [row.line.action.id for row in page.changes.rows] == [name]

    qtbot.mouseClick(page.filters.chips.chips["ended"], Left)
    popover = page.filters.chips.popover
    popover.list.step_to(1)
    qtbot.keyClick(popover.list, Key.Key_Space)
    await settled(window)
    assert page.stack.currentWidget() is page.face
    assert page.face.title.text() == "No change fits"
    qtbot.mouseClick(page.face.buttons()[0], Left)
    await settled(window)
    assert len(page.changes.rows) == 2


async def test_the_day_of_runs_is_a_bar_for_each_quarter_of_an_hour_and_older_runs_follow(
    qtbot, open_window, backend
):
    backend.runs = tuple(
        SyncRun(
            id=1_000 - number,
            account=f"act_{backend.accounts[0].id}",
            kind=JobKind.DELIVERY if number % 2 else JobKind.STATS,
            state=RunState.FAILED if number == 4 else RunState.DONE,
            started_at=NOW - timedelta(minutes=5 * number + 1),
            finished_at=NOW,
            seconds=3.0,
            errors=("Its token has expired.",) if number == 4 else (),
        )
        for number in range(450)
    )
    window = await open_window()
    page = await to_activity(qtbot, window)
    qtbot.mouseClick(page.runs_tab, Left)

    bars = slots(backend.runs, NOW)
    assert len(bars) == 96
    assert [one.state for one in bars].count(RunState.FAILED) == 1
    assert "Its token has expired." in told(bars[-2])
    assert page.runs_tab.note == "200+"
    assert window.foot.rows.text() == "200 sync runs"
    qtbot.mouseClick(page.changes_tab, Left)
    assert window.foot.rows.text() == "0 changes"
    qtbot.mouseClick(page.runs_tab, Left)
    qtbot.mouseClick(page.runs.more, Left)
    await settled(window)
    assert page.runs_tab.note == "400+"

    page.run_chips.pick("kind", frozenset({"STATS"}))
    await settled(window)
    assert page.runs_tab.note == "200+"
    assert {row[1] for row in cells(page.runs.listing)} == {"Stats"}


async def test_of_all_sellers_changes_and_runs_tell_whose_they_are(qtbot, open_window, backend):
    luma = backend.sellers.gain("Luma Home")
    own = tuple(replace(one, seller_id=SELLER.id) for one in backend.status_now.accounts)
    first = own[0]
    backend.status_now = replace(
        backend.status_now, accounts=(*own, replace(first, seller_id=luma.id))
    )
    backend.runs = tuple(
        SyncRun(
            id=seller_id,
            account=first.account,
            seller_id=seller_id,
            kind=JobKind.STATS,
            state=RunState.DONE,
            started_at=NOW,
            finished_at=NOW,
        )
        for seller_id in (SELLER.id, luma.id)
    )
    window = await open_window()
    page = await to_activity(qtbot, window)
    assert {one[2] for one in cells(page.runs.listing)} == {first.name}, "one seller needs no name"

    window.registry["all_sellers"].trigger()
    await until(lambda: backend.sellers.is_all)
    await settled(window)

    page = window.page
    told = [one[2] for one in cells(page.runs.listing)]
    assert sorted(told) == [f"{name} · {first.name}" for name in (SELLER.name, luma.name)]
    (choice,) = [one for one in page.run_chips._options["account"] if one.title == first.name]
    assert choice.value == first.account
    assert choice.note == f"{SELLER.name}, {luma.name}"
    window.syncing.open_details()
    texts = [one.text() for one in window.syncing.popover.findChildren(QLabel)]
    assert [one for one in texts if first.account in one] == [
        f"{name} · {first.account}" for name in (SELLER.name, luma.name)
    ]
