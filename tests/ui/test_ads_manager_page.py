"""The Ads Manager in a real window, by clicks and keys, over the pretend business."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from pixecom_desktop.domain.dates import DateChoice, Preset
from pixecom_desktop.domain.enums import Level, Role
from pixecom_desktop.domain.errors import DatabaseUnreachable
from pixecom_desktop.domain.events import Changed, Topic
from pixecom_desktop.domain.links import to_link
from pixecom_desktop.domain.query import AdsQuery, SortKey
from pixecom_desktop.ui.app import settled
from tests.ui.conftest import until
from tests.ui.pretend import FakeBackend
from tests.ui.rows import click_header, click_name, tick

Key, Mod, Left = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton


@pytest.mark.acceptance("2.5-1", "2.4-4")
async def test_the_window_shows_what_the_backend_holds_for_the_last_7_days(open_window, backend):
    window = await open_window()

    asked = backend.asked[0]
    answer = await backend.table(asked)
    shown = window.page.table.table()
    assert asked.filters.dates == DateChoice(Preset.LAST_7)
    assert shown.text["external_id"].tolist() == answer.text["external_id"].tolist()
    assert shown.measures["spend"].tolist() == answer.measures["spend"].tolist()
    assert window.page.stack.currentWidget() is window.page.table


async def test_the_tabs_count_each_level(open_window, backend):
    window = await open_window()

    tabs = window.page.bar.tabs.tabs
    assert [tabs[level].note for level in Level] == ["60", "180", "500"]


@pytest.mark.acceptance("3.2-3", "3.2-4", "3.2-5")
async def test_names_lead_down_and_the_breadcrumb_leads_back(qtbot, open_window, backend):
    window = await open_window()
    page = window.page
    name = page.table.table().text["name"][0]

    campaign = click_name(qtbot, page.table, 0)
    await settled(window)

    adsets = page.table.table()
    assert adsets.query.level is Level.ADSET
    assert set(adsets.text["campaign_external_id"].tolist()) == {campaign}
    assert page.bar.breadcrumb.steps() == ("All campaigns", name)

    adset = click_name(qtbot, page.table, 0)
    await settled(window)

    ads = page.table.table()
    assert ads.query.level is Level.AD
    assert set(ads.text["adset_external_id"].tolist()) == {adset}

    qtbot.mouseClick(page.bar.breadcrumb.links()[1], Left)
    await settled(window)
    assert page.table.table().query.parent_campaigns == (campaign,)
    assert page.table.table().query.level is Level.ADSET

    qtbot.mouseClick(page.bar.breadcrumb.links()[0], Left)
    await settled(window)
    assert page.query == AdsQuery()
    assert len(page.table.table()) == 60


async def test_an_ad_opens_nothing(qtbot, open_window, backend):
    window = await open_window(to_link(AdsQuery(level=Level.AD)))
    asked = len(backend.asked)

    click_name(qtbot, window.page.table, 0)
    await settled(window)

    assert len(backend.asked) == asked


async def test_backspace_goes_up_a_level(qtbot, open_window):
    window = await open_window()
    click_name(qtbot, window.page.table, 0)
    await settled(window)

    qtbot.keyClick(window.focusWidget(), Key.Key_Backspace)
    await settled(window)

    assert window.page.query == AdsQuery()


async def test_enter_opens_the_row_under_the_keyboard(qtbot, open_window):
    window = await open_window()

    qtbot.keyClick(window.focusWidget(), Key.Key_Down)
    current = window.page.table.current()
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    await settled(window)

    assert current is not None
    assert window.page.query.parent_campaigns == (current,)


async def test_a_selection_narrows_the_tabs_below(qtbot, open_window, backend):
    window = await open_window()
    page = window.page

    chosen = {tick(qtbot, page.table, 0), tick(qtbot, page.table, 2)}

    tabs = page.bar.tabs.tabs
    assert [tabs[level].note for level in Level] == ["60", "· of 2", "· of 2"]

    qtbot.mouseClick(tabs[Level.ADSET], Left)
    await settled(window)

    assert set(page.query.parent_campaigns) == chosen
    assert set(page.table.table().text["campaign_external_id"].tolist()) == chosen
    assert page.bar.breadcrumb.steps() == ("All campaigns", "2 campaigns selected")


async def test_arrows_walk_the_tabs(qtbot, open_window):
    window = await open_window()
    tabs = window.page.bar.tabs.tabs
    tabs[Level.CAMPAIGN].setFocus(Qt.FocusReason.TabFocusReason)

    qtbot.keyClick(tabs[Level.CAMPAIGN], Key.Key_Right)
    await settled(window)

    assert window.page.query.level is Level.ADSET
    assert tabs[Level.ADSET].hasFocus()


async def test_keys_walk_the_levels_from_anywhere(qtbot, open_window):
    window = await open_window()

    qtbot.keyClick(window, Key.Key_PageDown, Mod.ControlModifier)
    await settled(window)
    assert window.page.query.level is Level.ADSET

    qtbot.keyClick(window, Key.Key_PageUp, Mod.ControlModifier)
    await settled(window)
    assert window.page.query.level is Level.CAMPAIGN


async def test_sorting_asks_nothing_of_the_backend_and_is_kept(qtbot, open_window, backend, keep):
    window = await open_window()
    asked = len(backend.asked)

    click_header(qtbot, window.page.table, "roas")

    assert window.page.query.sort == SortKey("roas", descending=True)
    assert len(backend.asked) == asked
    assert keep.link(backend.seller.id) == to_link(window.page.query)


@pytest.mark.acceptance("2.5-7")
async def test_another_preset_reloads_the_table(qtbot, open_window, backend):
    window = await open_window()
    page = window.page
    before = page.table.table().measures["spend"].sum()

    qtbot.keyClick(window, Key.Key_D, Mod.ControlModifier)
    assert page.dating.picker.isVisible()
    qtbot.keyClick(page.dating.picker.presets, Key.Key_Down)
    qtbot.keyClick(page.dating.picker.presets, Key.Key_Return)
    await settled(window)

    assert backend.asked[-1].filters.dates == DateChoice(Preset.LAST_14)
    assert page.table.table().measures["spend"].sum() > before
    assert not page.dating.picker.isVisible()
    assert "Last 14 days" in page.dates.accessibleName()


@pytest.mark.acceptance("2.5-5")
async def test_waiting_is_shown_and_does_not_block_the_window(qtbot, open_window, backend):
    gate = backend.hold()

    window = await open_window(wait=False)
    await until(lambda: window.foot.rows.text() == "Loading rows")
    qtbot.keyClick(window, Key.Key_B, Mod.ControlModifier)

    assert window.page.stack.currentWidget() is window.page.table
    assert window.sidebar.narrow
    gate.set()
    await settled(window)
    assert window.foot.rows.text() == "60 rows"


async def test_old_rows_stay_while_new_ones_are_awaited(open_window, backend):
    window = await open_window()
    old = window.page.table.table()
    gate = backend.hold()

    window.page.compare_dates(DateChoice(Preset.LAST_30), None)
    await until(lambda: window.foot.rows.text() == "Loading rows")

    assert window.page.table.table() is old
    assert window.page.stack.currentWidget() is window.page.table
    gate.set()
    await settled(window)
    assert window.page.table.table() is not old


async def test_the_newest_question_wins(open_window, backend):
    window = await open_window()
    page = window.page
    slow = backend.hold()
    page.compare_dates(DateChoice(Preset.LAST_30), None)
    await asyncio.sleep(0)
    quick = backend.hold()
    page.compare_dates(DateChoice(Preset.TODAY), None)
    await asyncio.sleep(0)

    quick.set()
    await settled(window)
    slow.set()
    await settled(window)

    assert page.table.table().query.filters.dates == DateChoice(Preset.TODAY)


@pytest.mark.acceptance("2.5-6")
async def test_an_error_with_nothing_to_show_fills_the_page_and_offers_another_try(
    qtbot, open_window, backend
):
    backend.error = DatabaseUnreachable("The database file cannot be read.")

    window = await open_window()
    page = window.page

    assert page.stack.currentWidget() is page.face
    assert "The database file cannot be read." in page.face.text.text()
    assert page.banner.shown is None
    backend.error = None
    again, copy = page.face.buttons()
    assert (again.text(), copy.text()) == ("Try again", "Copy details")
    qtbot.mouseClick(again, Left)
    await settled(window)
    assert page.stack.currentWidget() is page.table
    assert page.table.isAncestorOf(window.focusWidget())


@pytest.mark.acceptance("2.5-6")
async def test_an_error_over_rows_is_a_banner_and_the_rows_stay(qtbot, open_window, backend):
    window = await open_window()
    page = window.page
    backend.error = DatabaseUnreachable("The database file cannot be read.")

    page.board.ask_again()
    await settled(window)

    assert page.stack.currentWidget() is page.table
    assert page.banner.shown.rest == "The database file cannot be read."
    backend.error = None
    assert page.banner.button.text() == "Try again"
    qtbot.mouseClick(page.banner.button, Left)
    await settled(window)
    assert page.banner.shown is None


async def test_rows_of_another_place_never_stand_under_a_failed_question(open_window, backend):
    window = await open_window()
    backend.error = DatabaseUnreachable("The database file cannot be read.")

    window.page.compare_dates(DateChoice(Preset.LAST_30), None)
    await settled(window)

    assert window.page.stack.currentWidget() is window.page.face


async def test_an_unforeseen_error_is_told_without_its_innards(open_window, backend):
    backend.error = ValueError("token EAAB secret")

    window = await open_window()

    assert "EAAB" not in window.page.face.text.text()
    assert "ValueError" in window.page.face.text.text()


async def test_without_an_account_the_page_says_how_to_connect_one(
    qtbot, keep, open_window, backend
):
    backend.accounts = []
    backend.status_now = replace(backend.status_now, accounts=(), next_at=None)

    window = await open_window()

    face = window.page.face
    assert window.page.stack.currentWidget() is face
    assert face.title.text() == "Connect Meta to see your campaigns"
    assert [one.text() for one in face.buttons()] == ["Connect Meta"]
    assert window.head.chip.words.text() == "Not connected to Meta"
    assert [tab.note for tab in window.page.bar.tabs.tabs.values()] == ["", "", ""]


async def test_who_may_not_connect_is_not_asked_to(open_window, backend):
    backend.accounts = []
    backend.status_now = replace(backend.status_now, accounts=(), next_at=None)
    backend.scope = replace(backend.scope, role=Role.VIEWER)

    window = await open_window()

    assert window.page.face.buttons() == ()
    assert not window.registry["connect"].isEnabled()
    window.go_to("connections")
    assert window.page.header() == ()


async def test_filters_that_hide_everything_can_be_cleared(qtbot, open_window):
    window = await open_window("pixecom://ads-manager?search=nothing+is+called+this")
    page = window.page
    assert page.face.title.text() == "No campaigns match"
    assert page.filtering.bar.count.text() == "1 filter active"
    assert page.face.text.text() == "Your filter hides all 60 campaigns."

    qtbot.mouseClick(page.face.buttons()[0], Left)
    await settled(window)

    assert page.query == AdsQuery()
    assert page.filtering.bar.count.isHidden()
    assert page.stack.currentWidget() is page.table


async def test_missing_days_are_said_with_their_accounts(open_window, backend):
    account = backend.status_now.accounts[0]
    backend.missing = frozenset({(account.account, date(2026, 11, day)) for day in (18, 19, 21)})

    window = await open_window()

    shown = window.page.banner.shown
    assert shown.lead == f"{account.name} has gaps."
    assert "18\N{EN DASH}19 Nov, 21 Nov" in shown.rest


async def test_provisional_days_are_said_quietly(open_window):
    window = await open_window()

    assert window.page.banner.shown is None
    assert "late purchases" in window.head.chip.toolTip()


async def test_a_refresh_keeps_selection_place_and_focus(qtbot, open_window, backend):
    window = await open_window()
    page = window.page
    for _ in range(3):
        qtbot.keyClick(window.focusWidget(), Key.Key_Down)
    chosen, current = tick(qtbot, page.table, 5), page.table.current()
    focused = window.focusWidget()
    old = page.table.table()

    backend.bus.publish(Changed(topics=frozenset({Topic.STATS})))
    await until(lambda: page.table.table() is not old)
    await settled(window)

    assert page.table.selected() == {chosen}
    assert page.table.current() == current
    assert window.focusWidget() is focused


async def test_a_burst_of_changes_is_one_refresh(open_window, backend):
    window = await open_window()
    asked, old = len(backend.asked), window.page.table.table()

    for _ in range(40):
        backend.bus.publish(Changed(topics=frozenset({Topic.STATS, Topic.STRUCTURE})))
    await until(lambda: window.page.table.table() is not old)
    await settled(window)

    assert len(backend.asked) == asked + 1


async def test_changes_during_a_question_are_asked_after_its_answer(open_window, backend):
    window = await open_window()
    asked = len(backend.asked)
    gate = backend.hold()
    window.page.board.ask_again()
    await asyncio.sleep(0)

    window.page.refresh()
    window.page.refresh()
    gate.set()
    await until(lambda: len(backend.asked) > asked + 1)
    await settled(window)

    assert len(backend.asked) == asked + 2


async def test_copied_rows_carry_headers(qtbot, open_window):
    window = await open_window()
    tick(qtbot, window.page.table, 0)

    qtbot.keyClick(window.focusWidget(), Key.Key_C, Mod.ControlModifier)

    lines = QGuiApplication.clipboard().text().rstrip("\n").split("\n")
    assert len(lines) == 2
    assert lines[0].split("\t")[0] == "Campaign"
    assert window.toasts.shown()[0].text.title == "1 campaign copied"


async def test_the_link_of_the_view_can_be_copied_and_opened(qtbot, open_window):
    window = await open_window()
    click_name(qtbot, window.page.table, 0)
    await settled(window)

    qtbot.keyClick(window, Key.Key_C, Mod.ControlModifier | Mod.ShiftModifier)
    link = QGuiApplication.clipboard().text()
    window.page.go(AdsQuery())
    window.follow(link)
    await settled(window)

    assert link == to_link(window.page.query)
    assert window.page.query.level is Level.ADSET


async def test_a_drilled_link_names_its_parents_from_the_rows(open_window, backend):
    ads = await backend.table(AdsQuery(level=Level.AD))
    campaign, adset = ads.text["campaign_external_id"][0], ads.text["adset_external_id"][0]
    query = AdsQuery(level=Level.AD, parent_campaigns=(campaign,), parent_adsets=(adset,))

    window = await open_window(to_link(query))

    steps = ("All campaigns", ads.text["campaign_name"][0], ads.text["adset_name"][0])
    assert window.page.bar.breadcrumb.steps() == steps


async def test_names_are_shown_letter_for_letter(open_window, backend):
    hostile = "<b>50%</b> & <img src=x>\N{PILE OF POO}"
    backend._world.campaigns[0].name = hostile
    campaign = backend._world.campaigns[0].id

    window = await open_window(to_link(AdsQuery(level=Level.ADSET, parent_campaigns=(campaign,))))

    assert window.page.bar.breadcrumb.steps()[-1] == hostile
    labels = window.page.bar.breadcrumb.findChildren(type(window.head.title))
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels if label.text())


def test_the_pretend_backend_is_a_backend():
    from pixecom_desktop.ui.backend import Backend

    wanted = {name for name in vars(Backend) if not name.startswith("_")}
    assert wanted <= {name for name in dir(FakeBackend()) if not name.startswith("_")}
