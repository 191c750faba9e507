"""The cells of a table's rows: each is written once, when somebody looks at it."""

from collections.abc import Callable, Sequence
from functools import partial

from pixecom_desktop.domain.delivery import TITLES
from pixecom_desktop.domain.enums import BudgetType, DeliveryStatus, EntityStatus, Level
from pixecom_desktop.domain.glimpsed import peek
from pixecom_desktop.domain.query import NO_BUDGET, AccountPlace, AdsTable, Mark
from pixecom_desktop.ui.format import DASH
from pixecom_desktop.ui.tables.cells import (
    EMPTY,
    NOT_HERE,
    NOTHING,
    OF_ADS,
    PLACES,
    STATUS_WORDS,
    Cell,
    Cells,
    Style,
    measure_cell,
    one_line,
    ratio_cell,
)
from pixecom_desktop.ui.tables.changes import delta
from pixecom_desktop.ui.tables.columns import FIGURES, Column, Face
from pixecom_desktop.ui.tables.doubts import Doubt, Doubts, accounts_not_here
from pixecom_desktop.ui.tables.lazily import Lazily
from pixecom_desktop.ui.tables.tones import Tone
from pixecom_desktop.ui.translate import tr

Writer = Callable[[int], Cell]


class RowWriter:
    """Writes the cells of a table's rows, column by column."""

    def __init__(self, table: AdsTable, columns: Sequence[Column], style: Style) -> None:
        self._table = table
        self._style = style
        self._currency = table.peek("currency")
        self._account, self._owners = table.peek("account"), table.owners
        self._unknown = accounts_not_here(table)
        self._at_meta = table.peek("external_id")
        self._writers = tuple(self._with_change(column) for column in columns)
        self._figures = tuple(column.face in FIGURES for column in columns)
        self._of_ads = peek(table.marks, Mark.OF_ADS) if Mark.OF_ADS in table.marks else None
        self._converted = tuple(column.is_conversion for column in columns)
        self.doubts = Doubts(table)

    def row(self, row: int) -> Cells:
        """Return the cells of one row of the table, each written when somebody looks at it."""
        return Lazily(len(self._writers), partial(self.cell, row))

    def place_of(self, row: int) -> AccountPlace:
        """Return whose account a row is of, as `AdsTable.place_at` does."""
        return 0 if self._owners is None else int(self._owners[row]), self._account[row]

    def cell(self, row: int, place: int) -> Cell:
        """Return one cell of a row; a draft has no figures, nor zeros."""
        figure, account = self._figures[place], self.place_of(row)
        if self._at_meta[row] is None:
            return NOTHING if figure else self._writers[place](row)
        if account in self._unknown:
            return NOT_HERE if figure else self._writers[place](row)
        cell, converted = self._writers[place](row), self._converted[place]
        if cell.text == DASH:
            return cell
        doubt = self.doubts.of(account)
        if doubt is not Doubt.NONE and (figure if doubt is Doubt.GAPS else converted):
            cell = cell._replace(doubt=doubt)
        if converted and self._of_ads is not None and self._of_ads[row]:
            cell = cell._replace(text=f"{cell.text}{OF_ADS}")
        return cell

    def _with_change(self, column: Column) -> Writer:
        write, compared = self._writer(column), self._table.compared
        if compared is None or column.face not in FIGURES:
            return write
        key, formatter = column.key, self._style.formatter

        def with_change(row: int) -> Cell:
            change = delta(key, compared.change(key, row), formatter)
            return write(row)._replace(delta=change)

        return with_change

    def is_known(self, row: int) -> bool:
        """Tell whether the row's statistics are in the database at least in part."""
        return self.place_of(row) not in self._unknown and self._at_meta[row] is not None

    def _writer(self, column: Column) -> Writer:
        match column.face:
            case Face.CHECK | Face.THUMBNAIL:
                return lambda row: EMPTY
            case Face.STATUS:
                return self._status()
            case Face.DELIVERY:
                return self._delivery()
            case Face.DATE:
                return self._date(column)
            case Face.BUDGET:
                return self._budget()
            case Face.NAME | Face.PARENT | Face.TEXT:
                return self._text(column)
        return self._figure(column)

    def _text(self, column: Column) -> Writer:
        values = self._table.peek(column.key)
        tone = Tone.STRONG if column.face is Face.NAME else Tone.MINOR

        def write(row: int) -> Cell:
            text = values[row]
            return Cell(one_line(text), tone) if text else NOTHING

        return write

    def _status(self) -> Writer:
        values = self._table.peek("status")
        words = {status: tr(word) for status, word in STATUS_WORDS.items()}

        def write(row: int) -> Cell:
            status = EntityStatus(values[row])
            return Cell(words[status], mark=status)

        return write

    def _delivery(self) -> Writer:
        values = self._table.peek("delivery_status")
        words = {status: tr(word) for status, word in TITLES.items()}

        def write(row: int) -> Cell:
            status = DeliveryStatus(values[row] or DeliveryStatus.UNKNOWN)
            tone = Tone.MINOR if status is DeliveryStatus.INACTIVE else Tone.STRONG
            return Cell(words[status], tone, mark=status)

        return write

    def _date(self, column: Column) -> Writer:
        values, style = self._table.peek(column.key), self._style

        def write(row: int) -> Cell:
            day = values[row]
            return NOTHING if day is None else Cell(style.formatter.day(day, style.today))

        return write

    def _budget(self) -> Writer:
        table, formatter = self._table, self._style.formatter
        places, types = table.peek("budget_place"), table.peek("budget_type")
        # Known to a function of its own, a writer would live on until rubbish is collected.
        own, currency = table.query.level, self._currency
        words = {level: tr(word) for level, word in PLACES.items()}

        def write(row: int) -> Cell:
            micros = int(table.budget[row])
            if micros == NO_BUDGET:
                place = places[row]
                if place is None or Level(place) is own:
                    return NOTHING
                return Cell(words[Level(place)], Tone.QUIET)
            sign, number = formatter.budget(micros, currency[row])
            if types[row] == BudgetType.LIFETIME:
                number = tr("{amount} total", amount=number)
            return Cell(number, Tone.STRONG, sign)

        return write

    def _figure(self, column: Column) -> Writer:
        style, currency, table = self._style, self._currency, self._table
        metric = column.metric
        if metric is None or metric.whole is None:
            values = table.peek(metric.part if metric else column.key)
            return lambda row: measure_cell(style, column, int(values[row]), currency[row])
        part, whole = metric.part, metric.whole
        parts, wholes = table.peek(part), table.peek(whole)
        owners = table.owners if column.face is Face.ROAS else None

        def write(row: int) -> Cell:
            own = {part: int(parts[row]), whole: int(wholes[row])}
            dressed = style if owners is None else style.of_seller(int(owners[row]))
            return ratio_cell(dressed, column, own, currency[row])

        return write
