"""The texts of one row's cells, made once when the row is first seen.

A cell is what is painted; its tooltip, its words for a screen reader and its value for a copy are
made only when they are asked for (`words`). Values come rounded from the contract: what is shown
is what is sorted by and coloured by.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from pixecom_desktop.domain import money
from pixecom_desktop.domain.compare import Compared
from pixecom_desktop.domain.delivery import TITLES
from pixecom_desktop.domain.enums import (
    BudgetType,
    CoverageState,
    DeliveryStatus,
    EntityStatus,
    Level,
)
from pixecom_desktop.domain.glimpsed import peek
from pixecom_desktop.domain.metrics.catalog import CONVERSIONS
from pixecom_desktop.domain.metrics.contract import Kind
from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.query import NO_BUDGET, AccountPlace, AdsTable, Mark, Summary
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.format import DASH, Formatter
from pixecom_desktop.ui.tables.changes import Delta, delta
from pixecom_desktop.ui.tables.columns import FIGURES, Column, Face
from pixecom_desktop.ui.tables.doubts import Doubt, Doubts
from pixecom_desktop.ui.tables.lazily import Lazily
from pixecom_desktop.ui.tables.tones import Tone
from pixecom_desktop.ui.translate import to_translate, tr


class Cell(NamedTuple):
    """One cell as it is painted: a currency's sign, the text, its tone and a mark.

    `mark` is the DeliveryStatus, the EntityStatus, or the number of ROAS bars; -1 for none. `delta`
    is how a figure has changed, None where nothing is compared; `doubt` how sure it is.
    """

    text: str = ""
    tone: Tone = Tone.MINOR
    sign: str = ""
    mark: DeliveryStatus | EntityStatus | int = -1
    delta: Delta | None = None
    doubt: Doubt = Doubt.NONE

    @property
    def full(self) -> str:
        """Return the whole text with its sign."""
        return self.sign + self.text


STATUS_WORDS: dict[EntityStatus, str] = {
    EntityStatus.ACTIVE: to_translate("Active"),
    EntityStatus.PAUSED: to_translate("Paused"),
    EntityStatus.ARCHIVED: to_translate("Archived"),
    EntityStatus.DELETED: to_translate("Deleted"),
}
PLACES: dict[Level, str] = {
    Level.CAMPAIGN: to_translate("Campaign"),
    Level.ADSET: to_translate("Ad set"),
    Level.AD: to_translate("Ad"),
}

EMPTY = Cell()
NOTHING = Cell(DASH, Tone.QUIET)
NOT_HERE = Cell("", Tone.UNKNOWN)
"""Not downloaded yet: painted as a skeleton, never as 0."""

Cells = Lazily[Cell]
"""The cells of one row: a page shows a third of its columns, and writes no more."""

OF_ADS = "*"
"""Stands behind conversions that Meta withholds: they are the sum of the row's ads."""

Writer = Callable[[int], Cell]
Tiers = Mapping[int, SellerPreferences]
"""What sellers have set, by their ids."""
Measures = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What all cells of a table are written with."""

    formatter: Formatter
    preferences: SellerPreferences
    today: date
    tiers: Tiers = field(default_factory=dict)

    def of_seller(self, seller_id: int) -> "Style":
        """Return the style in which a row of that seller is written."""
        own = self.tiers.get(seller_id)
        return self if own is None else replace(self, preferences=own)


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
        self._converted = tuple(is_conversion(column) for column in columns)
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


def is_conversion(column: Column) -> bool:
    """Tell whether a column shows what happens on the shop's own site, as a sum or in a ratio."""
    metric = column.metric
    parts = {column.key} if metric is None else {metric.part, metric.whole}
    return not parts.isdisjoint(measure.key for measure in CONVERSIONS)


def measure_cell(style: Style, column: Column, value: int, currency: str) -> Cell:
    """Return the cell of an added-up measure; money in micros."""
    tone = _tone(column, value)
    match column.face:
        case Face.MONEY:
            sign, number = style.formatter.money(value, currency)
            return Cell(number, tone, sign)
        case Face.COMPACT:
            return Cell(style.formatter.compact(value), tone)
    return Cell(style.formatter.count(value), tone)


def ratio_cell(style: Style, column: Column, measures: Measures, currency: str) -> Cell:
    """Return the cell of a metric over these measures; a dash where there is nothing to divide by.

    Money has the currency's own digits, but no more than the contract's.
    """
    metric, formatter = column.metric, style.formatter
    if metric is None or metric.whole is None or not measures[metric.whole]:
        return NOTHING
    if metric.kind is Kind.MONEY:
        digits = min(metric.digits, money.digits(currency))
        units = metric.scaled(measures, digits)
        sign, number = formatter.amount(units, digits, currency)
        return Cell(number, _tone(column, units), sign)
    digits = metric.shown_digits
    units = metric.scaled(measures, digits)
    if column.face is Face.ROAS:
        bars, tone = tier(units, style.preferences)
        return Cell(formatter.fixed(units, digits), tone, mark=bars)
    return Cell(formatter.percent(units, digits), _tone(column, units))


def _tone(column: Column, value: int) -> Tone:
    if value == 0:
        return Tone.QUIET
    return Tone.STRONG if column.strong else Tone.MINOR


def tier(roas: int, preferences: SellerPreferences) -> tuple[int, Tone]:
    """Return the bars and the tone of a rounded ROAS in hundredths."""
    if roas >= preferences.roas_good:
        return 3, Tone.GOOD
    if roas >= preferences.roas_fair:
        return 2, Tone.FAIR
    if roas > 0:
        return 1, Tone.POOR
    return 0, Tone.QUIET


def summary_cells(
    summary: Summary,
    columns: Sequence[Column],
    style: Style,
    *,
    is_known: bool = True,
    compared: Compared | None = None,
) -> tuple[Cell, ...]:
    """Return the cells of one line of the summary; that of the name is left empty.

    Where nothing of the currency is known yet, its figures are no zeros.
    """

    def cell(column: Column) -> Cell:
        if column.face not in FIGURES:
            return _summed(summary, column, style)
        if not is_known:
            return NOT_HERE
        made = figure_cell(style, column, summary.measures, summary.currency)
        if compared is None:
            return made
        change = compared.summed_change(column.key, summary.currency)
        return made._replace(delta=delta(column.key, change, style.formatter))

    return tuple(cell(_strong(column)) for column in columns)


@lru_cache(maxsize=256)
def _strong(column: Column) -> Column:
    return replace(column, strong=True)


def unlisted_of(summary: Summary) -> Summary | None:
    """Return what the accounts had beyond their rows as a line of its own; None where nothing."""
    unlisted = summary.unlisted
    if unlisted is None or not any(unlisted.values()):
        return None
    return Summary(currency=summary.currency, rows=0, measures=unlisted, daily_budget=0)


def _summed(summary: Summary, column: Column, style: Style) -> Cell:
    if column.face is Face.BUDGET:
        sign, number = style.formatter.budget(summary.daily_budget, summary.currency)
        return Cell(number, Tone.STRONG, sign) if summary.daily_budget else NOTHING
    return EMPTY


def figure_cell(style: Style, column: Column, measures: Measures, currency: str) -> Cell:
    """Return the cell of a measure or a metric over one set of measures."""
    metric = column.metric
    if metric is not None and metric.whole is not None:
        return ratio_cell(style, column, measures, currency)
    return measure_cell(style, column, measures[metric.part if metric else column.key], currency)


def accounts_not_here(table: AdsTable) -> frozenset[AccountPlace]:
    """Return the accounts of which no day of the range has been downloaded yet."""
    missing = {one.place for one in table.coverage if one.state is CoverageState.MISSING}
    if not missing:
        return frozenset()
    known = (one.place for one in table.coverage if one.state is not CoverageState.MISSING)
    return frozenset(map(table.apart, missing.difference(known)))


def currencies_not_here(table: AdsTable) -> frozenset[str]:
    """Return the currencies of which no account has been downloaded yet."""
    unknown = accounts_not_here(table)
    if not unknown:
        return frozenset()
    currencies = table.currencies()
    known = {currency for account, currency in currencies.items() if account not in unknown}
    return frozenset(currencies.values()) - known


_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0x200E, 0x200F, 0x2028, 0x2029)
_OVERRIDES = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_TO_SPACES = dict.fromkeys((*_CONTROLS, *_OVERRIDES), " ")


def one_line(text: str) -> str:
    """Return a name from outside as one line that cannot turn its neighbours around.

    Line ends, control characters and overrides of direction become spaces.
    """
    return text if text.isprintable() else text.translate(_TO_SPACES)
