"""The command palette in a real window, by keys alone."""

from PySide6.QtCore import Qt

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.widgets.palette_results import Entry, Group, Results, found

Key, Mod = Qt.Key, Qt.KeyboardModifier


def entry(title: str, group: Group = Group.ACTIONS, **more) -> Entry:
    return Entry(group=group, title=title, icon="check", act=lambda: None, **more)


async def opened(qtbot, window, text: str = ""):
    qtbot.keyClick(window.focusWidget(), Key.Key_K, Mod.ControlModifier)
    await settled(window)
    qtbot.keyClicks(window.focusWidget(), text)
    return window.looking_up.palette


async def test_a_campaign_is_found_by_its_name_and_opened(qtbot, open_window):
    window = await open_window()
    columns = (window.page.table.table().text[k] for k in ("name", "external_id"))
    # Qt's test keyboard has ASCII alone.
    name, key = next((n, k) for n, k in zip(*columns, strict=True) if n.isascii())

    palette = await opened(qtbot, window, name)
    assert palette.results.entries[0].title == name
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    await settled(window)

    assert window.page.query.level is Level.ADSET
    assert window.page.query.parent_campaigns == (key,)
    assert not palette.isVisible()


async def test_a_campaign_is_found_by_its_id(qtbot, open_window):
    window = await open_window()
    key = window.page.table.table().text["external_id"][3]

    palette = await opened(qtbot, window, f"#{key}")

    assert [one.id for one in palette.results.entries] == [key]


async def test_an_action_runs_with_the_focus_back_in_the_table(qtbot, open_window):
    window = await open_window()
    focused = window.focusWidget()
    level = window.page.query.level

    await opened(qtbot, window, ">next level")
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    await settled(window)

    assert window.page.query.level is level.child
    assert window.focusWidget() is focused


async def test_arrows_choose_and_esc_leaves_everything_as_it_was(qtbot, open_window):
    window = await open_window()
    focused = window.focusWidget()
    palette = await opened(qtbot, window, "activity")

    qtbot.keyClick(window.focusWidget(), Key.Key_Down)
    assert palette.field.hasFocus()
    qtbot.keyClick(window.focusWidget(), Key.Key_Escape)

    assert not palette.isVisible()
    assert window.focusWidget() is focused


async def test_a_page_is_gone_to(qtbot, open_window):
    window = await open_window()

    await opened(qtbot, window, "Activity")
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    await settled(window)

    assert window.page is window.pages["activity"]


def test_what_begins_with_the_text_comes_before_what_holds_it():
    entries = [entry("Open in Meta"), entry("Copy rows"), entry("Pause")]

    hits = found(entries, "p", [])

    assert hits[0].title == "Pause"


def test_what_was_used_lately_comes_first():
    entries = [entry("Pause"), entry("Export"), entry("Rename")]

    assert found(entries, "", ["Rename"])[0].title == "Rename"


def test_an_arrow_bracket_leaves_actions_only():
    entries = [entry("Pause"), entry("Pause summer", Group.ROWS)]

    assert [one.title for one in found(entries, ">pause", [])] == ["Pause"]


def test_accents_do_not_hide_a_name():
    assert found([entry("Mặt nạ đất sét", Group.ROWS)], "mat na dat", [])


def test_the_model_of_the_results_keeps_qts_rules(qtmodeltester):
    model = Results()
    model.show([entry("Pause"), entry("Activity", Group.PAGES)], "a")

    qtmodeltester.check(model, force_py=True)


def test_words_are_found_wherever_they_stand_and_after_what_has_them_in_a_row():
    entries = [entry("Add a seller"), entry("Choose a seller"), entry("Ask to add seller by hand")]

    hits = [one.title for one in found(entries, "add seller", [])]

    assert hits == ["Ask to add seller by hand", "Add a seller"]
    assert not found(entries, "add sellers", [])
