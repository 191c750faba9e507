"""What the cards over the table say: the foot's own figures, and how they went day by day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.metrics.contract import Kind
from pixecom_desktop.domain.query import AdsQuery, AdsTable, Summary
from pixecom_desktop.domain.series import Series, value
from pixecom_desktop.ui import when
from pixecom_desktop.ui.format import DASH, tooltip
from pixecom_desktop.ui.tables.cells import NOT_HERE, Cell, Style, figure_cell
from pixecom_desktop.ui.tables.changes import delta, spoken
from pixecom_desktop.ui.tables.columns import Column, Face, columns_for
from pixecom_desktop.ui.tables.doubts import currencies_not_here
from pixecom_desktop.ui.tables.words import Two, sides
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.kpi_card import Kpi

KEYS = ("spend", "purchase_value", "roas", "purchases", "cost_per_purchase", "ctr")
"""The cards, from the left."""

MATTERS = 10
"""From this many tenths of a percent on, a card's change has a colour."""

_FINE = 4

COLUMNS: Mapping[str, Column] = {
    one.key: replace(one, strong=True) for one in columns_for(AdsQuery()) if one.key in KEYS
}


def waiting() -> dict[str, Kpi]:
    """Return the cards while nothing is known yet."""
    return {
        key: Kpi(label=tr(COLUMNS[key].label), sign="", text="", spoken=tr(COLUMNS[key].label))
        for key in KEYS
    }


def nothing(note: str) -> dict[str, Kpi]:
    """Return the cards where there is no figure to show, each with the reason below its dash."""
    return {
        key: replace(one, text=DASH, note=note, spoken=f"{one.label}: {note}")
        for key, one in waiting().items()
    }


def kpis(table: AdsTable, currency: str, style: Style, series: Series | None) -> dict[str, Kpi]:
    """Return the cards of one currency; their figures are the ones that the foot shows."""
    line = next(one for one in table.summary if one.currency == currency)
    is_known = currency not in currencies_not_here(table)
    return {key: _kpi(table, line, key, style, series, is_known=is_known) for key in KEYS}


def _kpi(
    table: AdsTable,
    line: Summary,
    key: str,
    style: Style,
    series: Series | None,
    *,
    is_known: bool,
) -> Kpi:
    column, compared = replace(COLUMNS[key], label=tr(COLUMNS[key].label)), table.compared
    cell = figure_cell(style, column, line.measures, line.currency) if is_known else NOT_HERE
    sign, text = _short(cell, column, line, style)
    said, lines = f"{column.label} {cell.full or DASH}", [f"{column.label} {cell.full}"]
    change = None
    if compared is not None and is_known:
        found = compared.summed_change(key, line.currency)
        change = delta(key, found, style.formatter, matters=MATTERS)
        said = f"{said}, {spoken(key, found, style.formatter)}"
        two = Two(compared, compared.sums.get(line.currency), found)
        lines += sides(style, column, line.currency, two)
    if not is_known:
        lines = [tr("Not downloaded yet")]
    lead = series.lead() if series else ()
    if lead:
        days = _span(lead[0].day, lead[-1].until)
        lines.append(tr("The line shows {days}", days=days))
    return Kpi(
        label=column.label,
        sign=sign,
        text=text,
        tone=cell.tone,
        bars=cell.mark if column.face is Face.ROAS and isinstance(cell.mark, int) else -1,
        delta=change,
        trail=tuple(_height(key, point.measures) for point in lead),
        last_open=bool(lead) and lead[-1].is_open,
        spoken=said,
        tip=tooltip("\n".join(lines)),
    )


def _short(cell: Cell, column: Column, line: Summary, style: Style) -> tuple[str, str]:
    if cell is NOT_HERE:
        return "", DASH
    if column.face is Face.MONEY and column.metric is None:
        return style.formatter.compact_money(line.measures[column.key], line.currency)
    return cell.sign, cell.text


def _height(key: str, measures: Mapping[str, int] | None) -> float | None:
    metric = COLUMNS[key].metric
    digits = None if metric is None or metric.kind is Kind.COUNT else metric.digits + _FINE
    found = value(key, measures, digits)
    return None if found is None else float(found)


def _span(since: date, until: date) -> str:
    return when.span(DateRange(since, until), year=False)
