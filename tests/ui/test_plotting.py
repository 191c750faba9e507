"""Cards and chart while there is nothing to show: they wait, say so, and never show old figures."""

import asyncio
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.errors import DatabaseUnreachable
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.charts.panel import ChartPanel
from pixecom_desktop.ui.format import DASH
from pixecom_desktop.ui.theme.apply import apply
from pixecom_desktop.ui.theme.tokens import LIGHT, Theme
from tests.ui.conftest import until


async def test_cards_and_chart_have_a_face_for_every_state(qapp, backend, open_window):
    window = await open_window()
    page, plotting = window.page, window.page.plotting
    plotting.toggle()
    await settled(window)
    panel, cards = plotting.chart, plotting.strip.cards
    assert panel.stack.currentWidget() is panel.chart
    was = cards["spend"].kpi.text

    gate, ask = asyncio.Event(), backend.series
    backend.series = lambda *asked: _held(gate, ask, *asked)
    page.choose_filters(FilterSet(search="Serum"))
    await until(lambda: panel.face.text() == "Loading days")
    assert cards["spend"].kpi.text != was, "figures do not wait for their days"
    assert cards["spend"].kpi.trail == ()
    gate.set()
    await settled(window)
    assert panel.stack.currentWidget() is panel.chart

    before = panel.chart.grab().toImage()
    apply(qapp, Theme.LIGHT)
    await settled(window)
    after = panel.chart.grab().toImage()
    assert after.pixelColor(2, 40).name().upper() == LIGHT.panel
    assert after != before
    apply(qapp)

    page.choose_filters(FilterSet(search="nobody is called this"))
    await until(lambda: cards["spend"].kpi.note == "No rows")
    assert cards["spend"].kpi.text == DASH
    assert plotting.strip.isVisible(), "the bars below it do not jump"
    assert panel.face.text() == "There are no rows to draw"
    assert (panel.title.text(), panel.of.text()) == ("", ""), "nothing of the rows before"
    assert not panel.legend.findChildren(QWidget)
    assert panel.grain.text() == "Daily"

    page.choose_filters(FilterSet())
    await settled(window)
    assert cards["spend"].kpi.text == was
    backend.error = DatabaseUnreachable("It is gone.")
    page.go(replace(page.query, filters=FilterSet(search="US")))
    await settled(window)
    assert (cards["spend"].kpi.text, cards["spend"].kpi.note) == (DASH, "Not available")
    assert panel.stack.currentWidget() is panel.face


async def _held(gate, ask, *asked):
    await gate.wait()
    return await ask(*asked)


def test_a_chart_says_its_grain_before_any_days_are_there(qtbot):
    panel = ChartPanel()
    qtbot.addWidget(panel)

    panel.say("Loading days")

    assert (panel.grain.text(), panel.grain.accessibleName()) == ("Daily", "Grain: Daily")


async def test_a_chart_that_is_opened_over_nothing_says_its_grain(backend, open_window):
    backend.accounts = []
    backend.status_now = replace(backend.status_now, accounts=(), next_at=None)
    window = await open_window()

    window.page.plotting.toggle()
    await settled(window)

    panel = window.page.plotting.chart
    assert panel.face.text() == "There are no rows to draw"
    assert (panel.grain.text(), panel.grain.accessibleName()) == ("Daily", "Grain: Daily")
