"""A draft's life in the Ads Manager: prepared, shown without figures, linked, edited, archived."""

import asyncio

import pytest
from PySide6.QtCore import Qt

from pixecom_desktop.desktop import Desktop
from pixecom_desktop.domain.campaigns import CampaignQuery
from pixecom_desktop.domain.enums import EntityStatus
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.homes import HomeKind, HomeQuery
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.dialogs.confirm import Confirm
from pixecom_desktop.ui.dialogs.draft import DraftSheet
from pixecom_desktop.ui.dialogs.pick_home import PickHome
from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.main_window import MainWindow
from pixecom_desktop.ui.widgets.buttons import Button
from tests.ui.conftest import qapp  # noqa: F401 - fixtures

SPRING = FilterSet(search="Spring")


def sheet_of(window, kind):
    (found,) = [one for one in window.findChildren(kind) if one.isVisible()]
    return found


def button_of(window, title, name):
    (toast,) = [one for one in window.toasts.shown() if title in one.text.title]
    found = [one for one in toast.findChildren(Button) if one.text() == name]
    return found[0] if found else None


@pytest.mark.acceptance("1.5-1", "1.5-5")
async def test_a_draft_is_prepared_linked_edited_and_archived_where_campaigns_are(
    qtbot, house, synced_on_sqlite, meta, tmp_path
):
    async with house(synced_on_sqlite) as home:
        scope, campaigns = home.session.scope, home.runtime.campaigns
        window = MainWindow(Desktop(home.runtime, home.session), Keep(tmp_path / "window.ini"))
        qtbot.addWidget(window, before_close_func=lambda closing: closing.finish())
        window.resize(1440, 900)
        window.show()
        window.begin(None)
        await settled(window)
        page = window.page
        before = len(meta.graph.log)

        window.registry["new_draft"].trigger()
        await window.acts.tasks.settled()
        sheet, kept = sheet_of(window, DraftSheet), asyncio.Event()
        sheet.accepted.connect(kept.set)
        qtbot.keyClicks(sheet.name, "Spring")
        qtbot.keyClick(sheet.name, Qt.Key.Key_Return)
        assert "ad account" in sheet.problem.text()
        sheet.account.pick(meta.accounts[0])
        qtbot.keyClicks(sheet.amount, "25")
        qtbot.keyClicks(sheet.since, "2026-12-01")
        qtbot.keyClicks(sheet.until, "2026-11-30")
        qtbot.keyClick(sheet.until, Qt.Key.Key_Return)
        assert "end before it begins" in sheet.problem.text()
        sheet.until.setText("2026-12-31")
        qtbot.keyClick(sheet.until, Qt.Key.Key_Return)
        await kept.wait()
        page.choose_filters(SPRING)
        await settled(window)
        table = page.table.table()
        (key,) = [str(one) for one in table.ids]
        model = page.table._model
        assert model.tag(0) == "Draft"
        keys = [column.key for column in model.columns]
        shown = dict(zip(keys, (cell.text for cell in model.cells(0)), strict=True))
        assert (shown["spend"], shown["results"], shown["roas"]) == ("—", "—", "—")
        assert shown["budget"] == "25"

        card = (await campaigns.page(scope, CampaignQuery(filters=SPRING))).rows[0]
        assert (card.external_id, str(card.id), card.budget.micros) == (None, key, 25_000_000)
        page.table.select(frozenset({key}))
        window.registry["link_sellpage"].trigger()
        pick = sheet_of(window, PickHome)
        await pick.tasks.settled()
        qtbot.keyClick(pick.finder, Qt.Key.Key_Down)
        qtbot.keyClick(pick.finder, Qt.Key.Key_Return)
        await settled(window)
        chosen = (await home.runtime.homes.page(scope, HomeKind.SELLPAGE, HomeQuery())).rows[1]
        assert (await campaigns.one(scope, card.id)).sellpage_slug == chosen.key
        button_of(window, "linked with", "Undo").click()
        await settled(window)
        assert (await campaigns.one(scope, card.id)).sellpage_slug is None

        window.registry["edit_draft"].trigger()
        await window.acts.tasks.settled()
        sheet, kept = sheet_of(window, DraftSheet), asyncio.Event()
        sheet.accepted.connect(kept.set)
        assert (sheet.since.text(), sheet.until.text()) == ("2026-12-01", "2026-12-31")
        assert (sheet.amount.text(), sheet.account.value) == ("25", meta.accounts[0])
        sheet.name.setText("Spring sale")
        qtbot.keyClick(sheet.name, Qt.Key.Key_Return)
        await kept.wait()
        edited = await campaigns.one(scope, card.id)
        assert edited.name == "Spring sale"
        assert (edited.starts_at, edited.ends_at) == (card.starts_at, card.ends_at)

        assert len(meta.graph.log) == before, "Meta learns nothing of a draft"
        await home.sync()
        assert (await campaigns.one(scope, card.id)).status is EntityStatus.PAUSED

        await settled(window)
        window.registry["archive"].trigger()
        await window.acts.tasks.settled()
        ask = sheet_of(window, Confirm)
        assert "here alone" in ask.text.text()
        qtbot.mouseClick(ask.primary, Qt.MouseButton.LeftButton)
        await settled(window)
        assert (await campaigns.one(scope, card.id)).status is EntityStatus.ARCHIVED
        assert button_of(window, "archived", "Undo") is None, "it cannot be taken back"
        await window.close_down()
