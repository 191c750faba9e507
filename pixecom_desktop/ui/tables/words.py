"""What a cell says beyond what is painted: its tooltip, its spoken sentence, its copy.

All of it is made when it is asked for, never while painting.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from pixecom_desktop.domain.compare import Change, Compared, NoChange
from pixecom_desktop.domain.delivery import TITLES
from pixecom_desktop.domain.enums import BudgetType, DeliveryStatus, EntityStatus, Level
from pixecom_desktop.domain.metrics.catalog import MEASURE_BY_KEY, METRIC_BY_KEY
from pixecom_desktop.domain.money import major_from_micros
from pixecom_desktop.domain.query import NO_BUDGET, AdsTable, Mark
from pixecom_desktop.ui import when
from pixecom_desktop.ui.format import DASH
from pixecom_desktop.ui.tables.cells import (
    NOT_HERE,
    OF_ADS,
    PLACES,
    STATUS_WORDS,
    Cell,
    Style,
    figure_cell,
)
from pixecom_desktop.ui.tables.changes import spoken
from pixecom_desktop.ui.tables.columns import FIGURES, Column, Face
from pixecom_desktop.ui.tables.row_writer import RowWriter
from pixecom_desktop.ui.tables.tones import Tone
from pixecom_desktop.ui.translate import to_translate, tr

MARKED = {
    Mark.UNLISTED: to_translate("Meta no longer lists it: figures as they were last told"),
    Mark.OF_ADS: to_translate("* Meta withholds these conversions: they are the sum of its ads"),
}
_JUDGED = {
    Tone.GOOD: to_translate("good"),
    Tone.FAIR: to_translate("fair"),
    Tone.POOR: to_translate("poor"),
    Tone.QUIET: to_translate("zero"),
}
_SPOKEN: dict[Face, Callable[[Cell], str]] = {
    Face.THUMBNAIL: lambda cell: tr("Picture"),
    Face.NAME: lambda cell: cell.text,
    Face.ROAS: lambda cell: f"{tr('ROAS')} {cell.text}, {tr(_JUDGED[cell.tone])}",
    Face.STATUS: lambda cell: f"{tr('Status')} {cell.text.lower()}",
    Face.DELIVERY: lambda cell: f"{tr('Delivery')} {cell.text.lower()}",
}


class Words:
    """Speaks for the cells of one table; rows are the table's own."""

    def __init__(self, table: AdsTable, writer: RowWriter, style: Style) -> None:
        self._table = table
        self._writer = writer
        self._style = style

    def tip(self, row: int, column: Column, cell: Cell) -> str:
        """Return a cell's tooltip as plain text, "" where it would only say the cell again."""
        if cell is NOT_HERE:
            return tr("Not downloaded yet")
        match column.face:
            case Face.NAME:
                return self._name_tip(row)
            case Face.DELIVERY:
                reason = self._table.peek("delivery_reason")[row]
                return f"{cell.text}: {tr(reason)}" if reason else cell.text
            case Face.BUDGET:
                return self._budget_tip(row, cell)
            case Face.PARENT | Face.TEXT | Face.THUMBNAIL:
                return self._table.peek(column.key)[row] or ""
        if column.face not in FIGURES:
            return ""
        marked = tr(MARKED[Mark.OF_ADS]) if cell.text.endswith(OF_ADS) else ""
        why = self._writer.doubts.reason(self._writer.place_of(row))
        lines = (self._figure_tip(row, column, cell), *self._sides(row, column), marked, why)
        return "\n".join(line for line in lines if line)

    def spoken(self, row: int, column: Column, cell: Cell) -> str:
        """Return what a screen reader says: "ROAS 3.42, good", "Delivery learning limited"."""
        words = self._said(row, column, cell)
        if column.face in FIGURES and cell is not NOT_HERE and cell.text != DASH:
            doubt = self._writer.doubts.of(self._writer.place_of(row))
            words = f"{words}, {doubt.word}" if doubt else words
        compared = self._table.compared
        if cell.delta is None or compared is None:
            return words
        change = compared.change(column.key, row)
        return f"{words}, {spoken(column.key, change, self._style.formatter)}"

    def _said(self, row: int, column: Column, cell: Cell) -> str:
        if cell is NOT_HERE:
            return tr("{column} not downloaded yet", column=column.label)
        if cell.text == DASH:
            return tr("{column} none", column=column.label)
        if column.face is Face.MONEY:
            return f"{column.label} {cell.text} {self._table.peek('currency')[row]}"
        if column.face is Face.CHECK:
            return tr("Select {name}", name=self._table.peek("name")[row])
        special = _SPOKEN.get(column.face)
        return special(cell) if special else f"{column.label} {cell.full}"

    def copied(self, row: int, column: Column) -> str:
        """Return a cell as it is copied: full numbers with a dot, ISO days, plain words."""
        if column.key == "budget":
            micros = int(self._table.budget[row])
            return "" if micros == NO_BUDGET else f"{major_from_micros(micros):f}"
        if column.face in FIGURES:
            return self._copied_figure(row, column)
        value = self._table.text[column.key][row]
        match column.face:
            case Face.STATUS:
                return STATUS_WORDS[EntityStatus(value)]
            case Face.DELIVERY:
                return TITLES[DeliveryStatus(value or DeliveryStatus.UNKNOWN)]
        return "" if value is None else " ".join(str(value).split())

    def _copied_figure(self, row: int, column: Column) -> str:
        if not self._writer.is_known(row):
            return ""
        value = int(self._table.values(column.key)[row])
        metric = METRIC_BY_KEY.get(column.key)
        if metric is not None:
            return f"{Decimal(value).scaleb(-metric.digits):f}"
        money = column.face is Face.MONEY
        return f"{major_from_micros(value):f}" if money else str(value)

    def copied_change(self, row: int, column: Column) -> str:
        """Return a figure's change in percent as it is copied, "" where there is none."""
        compared = self._table.compared
        change = None if compared is None else compared.change(column.key, row)
        return f"{Decimal(change).scaleb(-1):f}" if isinstance(change, int) else ""

    def _sides(self, row: int, column: Column) -> tuple[str, ...]:
        compared = self._table.compared
        if compared is None:
            return ()
        two = Two(compared, compared.sides(row), compared.change(column.key, row))
        return sides(self._style, column, self._table.peek("currency")[row], two)

    def _name_tip(self, row: int) -> str:
        keys = ("name", "external_id", "account_name", "currency")
        name, external_id, account, currency = (self._table.peek(key)[row] for key in keys)
        lines = [name, f"{tr('ID')} {external_id or tr('none yet')}", f"{account}, {currency}"]
        lines += [tr(MARKED[mark]) for mark in self._table.marked(row)]
        return "\n".join(lines)

    def _budget_tip(self, row: int, cell: Cell) -> str:
        if cell.text == DASH:
            return tr("The budget is not known")
        place = self._table.peek("budget_place")[row]
        if self._table.budget[row] == NO_BUDGET and place is not None:
            return tr("The budget sits on the {place}", place=tr(PLACES[Level(place)]).lower())
        is_daily = self._table.peek("budget_type")[row] != BudgetType.LIFETIME
        return tr("{amount} a day", amount=cell.full) if is_daily else ""

    def _figure_tip(self, row: int, column: Column, cell: Cell) -> str:
        metric = METRIC_BY_KEY.get(column.key)
        if metric is not None and metric.whole is not None:
            if cell.text == DASH:
                return tr(
                    "Nothing to divide by: no {what}", what=tr(MEASURE_BY_KEY[metric.whole].source)
                )
            if column.face is Face.ROAS:
                own = {k: int(self._table.peek(k)[row]) for k in (metric.part, metric.whole)}
                return f"{tr('ROAS')} {self._style.formatter.fixed(metric.scaled(own, 4), 4)}"
            return ""
        full = self._style.formatter.count(int(self._table.peek(column.key)[row]))
        return full if column.face is Face.COMPACT and full != cell.text else ""


class Two(NamedTuple):
    """What is compared: both sets of measures, None where there are none, and the change."""

    compared: Compared
    measures: tuple[Mapping[str, int], Mapping[str, int]] | None
    change: Change


def sides(style: Style, column: Column, currency: str, two: Two) -> tuple[str, ...]:
    """Return a figure of both sides with their days, and what lies between them, a line each."""
    if two.measures is None:
        return ()
    if two.change is NoChange.UNKNOWN:
        return (tr("Not all days of both sides are downloaded: the change is not known"),)
    lines = [
        f"{when.span(days, year=False)}: {figure_cell(style, column, measures, currency).full}"
        for days, measures in zip(
            (two.compared.base_days, two.compared.days), two.measures, strict=True
        )
    ]
    if two.compared.left_out:
        lines[0] += tr(" (without the day that is not over)")
    words = spoken(column.key, two.change, style.formatter)
    return (*lines, words[:1].upper() + words[1:])


def tsv(rows: Sequence[Sequence[str]]) -> str:
    """Return lines of cells as a spreadsheet takes them from the clipboard."""
    return "".join("\t".join(row) + "\n" for row in rows)
