"""The window over the real program: what a person sees is what the report says."""

import pytest
from PySide6.QtCore import Qt

from pixecom_desktop.desktop import Desktop
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.rules import parse_rules
from pixecom_desktop.services import export
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.main_window import MainWindow
from tests.ui.conftest import qapp, until  # noqa: F401 - fixtures


async def opened(qtbot, home, tmp_path) -> MainWindow:
    window = MainWindow(Desktop(home.runtime, home.session), Keep(tmp_path / "window.ini"))
    qtbot.addWidget(window, before_close_func=lambda closing: closing.finish())
    window.resize(1440, 900)
    window.show()
    window.begin(None)
    await settled(window)
    return window


def shown(window: MainWindow):
    return window.page.table.table()


@pytest.mark.acceptance("2.5-1", "2.5-3")
async def test_the_window_shows_the_reports_own_figures(qtbot, house, synced_on_sqlite, tmp_path):
    async with house(synced_on_sqlite) as home:
        window = await opened(qtbot, home, tmp_path)

        table = shown(window)

        report = await home.runtime.ads.table(home.session.scope, AdsQuery())
        assert len(table) == len(report) > 0
        assert export.rows(table) == export.rows(report)
        assert [one.measures for one in table.summary] == [one.measures for one in report.summary]
        await window.close_down()


@pytest.mark.acceptance("3.2-1", "3.2-3", "3.2-4", "3.2-5", "3.2-6")
async def test_opening_a_row_leads_down_with_the_same_sums_and_backspace_leads_up(
    qtbot, house, synced_on_sqlite, tmp_path
):
    async with house(synced_on_sqlite) as home:
        window = await opened(qtbot, home, tmp_path)
        page = window.page
        top = shown(window)
        first, spent = top.text["external_id"][0], int(top.measures["spend"][0])

        page.table.opened.emit(first)
        await settled(window)
        adsets = shown(window)
        page.table.opened.emit(adsets.text["external_id"][0])
        await settled(window)
        ads = shown(window)

        assert set(adsets.text["campaign_external_id"]) == {first}
        assert int(adsets.measures["spend"].sum()) == spent
        assert set(ads.text["adset_external_id"]) == {adsets.text["external_id"][0]}
        for measure in MEASURES:
            assert ads.summary[0].measures[measure.key] == int(adsets.measures[measure.key][0])
        for _ in range(2):
            page.table.setFocus()
            qtbot.keyClick(page.table.focusWidget() or page.table, Qt.Key.Key_Backspace)
            await settled(window)
        assert export.rows(shown(window)) == export.rows(top)
        await window.close_down()


async def test_a_sync_in_the_background_refreshes_the_table_by_itself(
    qtbot, house, on_sqlite, tmp_path
):
    async with house(on_sqlite) as home:
        window = await opened(qtbot, home, tmp_path)
        assert shown(window) is None or len(shown(window)) == 0

        await home.sync()
        await until(lambda: shown(window) is not None and len(shown(window)) > 0)
        await settled(window)

        report = await home.runtime.ads.table(home.session.scope, AdsQuery())
        await until(lambda: export.rows(shown(window)) == export.rows(report))
        await window.close_down()


async def test_a_saved_view_and_its_rules_stand_in_the_database_and_open_at_the_next_start(
    qtbot, house, synced_on_sqlite, tmp_path
):
    async with house(synced_on_sqlite) as home:
        window = await opened(qtbot, home, tmp_path)
        rules = parse_rules("Spent > 50 and ROAS < 2.5")
        window.page.filtering.bar.rules.changed.emit(rules)
        await settled(window)
        report = await home.table(AdsQuery(filters=FilterSet(rules=rules)))
        assert export.rows(shown(window)) == export.rows(report)
        assert 0 < len(report) < len(await home.table())

        views = window.page.views
        views.save_as()
        views.sheet.field.setText("Weak")
        qtbot.keyClick(views.sheet.field, Qt.Key.Key_Return)
        await settled(window)
        views.make_default(views.view)
        await settled(window)
        await window.close_down()

        # Another computer: nothing is kept there, the view comes from the database.
        again = await opened(qtbot, home, tmp_path / "elsewhere")
        await settled(again)
        assert again.page.views.button.text().strip() == "Weak"
        assert export.rows(shown(again)) == export.rows(report)
        await again.close_down()
