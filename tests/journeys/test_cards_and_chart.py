"""The cards over the table, over the real program: what they say is what the foot says."""

from PySide6.QtCore import Qt

from pixecom_desktop.domain.series import value
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.pages.ads_manager import kpis
from tests.journeys.test_comparing_in_the_window import COMPARE
from tests.journeys.test_the_window import opened, shown
from tests.ui.conftest import collect_on_this_thread, qapp, until  # noqa: F401 - fixtures

Left = Qt.MouseButton.LeftButton


async def test_the_cards_say_what_the_foot_says_and_draw_the_days_that_are_known(
    qtbot, house, on_sqlite, tmp_path
):
    async with house(on_sqlite) as home:
        await home.sync()
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
