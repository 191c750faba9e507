"""The cards over the table, over the real program: what they say is what the foot says."""

import pytest
from PySide6.QtCore import Qt

from pixecom_desktop.domain.series import value
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.pages.ads_manager import kpis
from tests.journeys.test_comparing_in_the_window import COMPARE
from tests.journeys.test_the_window import opened, shown
from tests.ui.conftest import qapp, until  # noqa: F401 - fixtures

Left = Qt.MouseButton.LeftButton


async def test_the_cards_say_what_the_foot_says_and_draw_the_days_that_are_known(
    qtbot, house, synced_on_sqlite, tmp_path
):
    async with house(synced_on_sqlite) as home:
        window = await opened(qtbot, home, tmp_path)
        page, strip = window.page, window.page.plotting.strip
        qtbot.keyClick(window, *COMPARE)
        await settled(window)

        currencies = [one.currency for one in shown(window).summary]
        assert len(currencies) > 1
        assert not strip.currency.isHidden()
        for currency in currencies:
            page.plotting.choose_currency(currency)
            line = next(one for one in shown(window).summary if one.currency == currency)
            summary = page.table._panes.summary
            cells = summary.lines[currencies.index(currency)]
            said = {
                column.key: (cell.full, cell.delta and cell.delta.text)
                for column, cell in zip(summary.columns, cells, strict=True)
            }
            for key in ("roas", "purchases", "cost_per_purchase", "ctr"):
                kpi = strip.cards[key].kpi
                assert (kpi.sign + kpi.text, kpi.delta.text) == said[key]
            assert said["spend"][0] in strip.cards["spend"].toolTip()
            series = page.plotting.of_currency(page.plotting.series)
            # Four days are downloaded: today, which is not over, and the three before.
            spent = [value("spend", point.measures) for point in series.shown()]
            assert spent.count(None) == len(spent) - 4
            assert sum(filter(None, spent)) == line.measures["spend"]
            assert strip.cards["spend"].kpi.trail[:3] == (None, None, None)
            assert len(strip.cards["spend"].kpi.trail) == 14

        page.filtering.bar.focus_search()
        sought = shown(window).text["external_id"][0]
        qtbot.keyClicks(page.filtering.bar.search, sought)
        await until(lambda: len(shown(window)) == 1)
        (line,) = shown(window).summary
        # While it is typed, and once the database has answered.
        assert strip.cards["purchases"].kpi.text == f"{line.measures['purchases']:,}"
        await until(lambda: page.query.filters.search == sought)
        await settled(window)
        assert strip.cards["purchases"].kpi.text == f"{line.measures['purchases']:,}"
        assert strip.currency.isHidden()
        assert tuple(strip.cards) == kpis.KEYS
        for height, high in ((720, 49), (800, 77)):
            window.resize(1280, height)
            assert strip.height() == high
        await window.close_down()


async def test_the_chart_draws_the_rows_of_the_table_or_the_ticked_ones(
    qtbot, house, synced_on_sqlite, tmp_path
):
    async with house(synced_on_sqlite) as home:
        window = await opened(qtbot, home, tmp_path)
        page, plotting = window.page, window.page.plotting
        assert plotting.chart is None
        qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        await settled(window)

        panel = plotting.chart
        assert panel.isVisible()
        assert [key for key, card in plotting.strip.cards.items() if card.isChecked()] == [
            "spend",
            "roas",
        ]
        drawn, table = panel.chart.drawing, shown(window)
        line = next(one for one in table.summary if one.currency == plotting.currency)
        # Bars are pixels: floats are near enough there.
        assert sum(filter(None, drawn.bars.values)) == pytest.approx(line.measures["spend"] / 1e6)
        assert drawn.bars.values[:3] == (None, None, None)
        assert drawn.is_open == (False,) * 6 + (True,)
        assert "not downloaded" in drawn.words(0)[1]

        qtbot.mouseClick(plotting.strip.cards["purchases"], Left)
        assert plotting.drawn == ("roas", "purchases")
        assert panel.chart.drawing.bars.column.key == "purchases"
        panel.chart.setFocus()
        qtbot.keyClick(panel.chart, Qt.Key.Key_Left)
        assert panel.tip.text().splitlines()[0] == "24 Nov, not over yet"

        own = table.text["currency"].tolist().index(plotting.currency)
        page.table.select(frozenset({table.text["external_id"][own]}))
        await settled(window)
        bought = panel.chart.drawing.bars.values
        assert sum(filter(None, bought)) == table.measures["purchases"][own]
        assert "1 campaign selected" in panel.of.text()
        assert plotting.strip.cards["purchases"].kpi.text == f"{line.measures['purchases']:,}"

        page.table.select(frozenset())
        panel.grains[True].trigger()
        assert sum((one.until - one.since).days + 1 for one in panel.chart.drawing.days) == 7
        assert panel.grain.text() == "Weekly"
        panel.edge.setFocus()
        for _ in range(20):
            qtbot.keyClick(panel.edge, Qt.Key.Key_Down)
        assert panel.height() == 320
        await window.close_down()

        again = await opened(qtbot, home, tmp_path)
        assert again.page.plotting.chart.isVisible()
        assert again.page.plotting.chart.height() == 320
        again.page.plotting.chart.away.click()
        assert not again.page.plotting.is_open
        assert not again.page.plotting.button.isChecked()
        await again.close_down()
