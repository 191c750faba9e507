"""What a cell says: a figure of a row, of the foot, or of whatever else shows figures.

A cell is what is painted; its tooltip, its words for a screen reader and its value for a copy are
made only when they are asked for (`words`). Values come rounded from the contract: what is shown
is what is sorted by and coloured by.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from pixecom_desktop.domain import money
from pixecom_desktop.domain.compare import Compared
from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus, Level
from pixecom_desktop.domain.metrics.contract import Kind
from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.query import Summary
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.format import DASH, Formatter
from pixecom_desktop.ui.tables.changes import Delta, delta
from pixecom_desktop.ui.tables.columns import FIGURES, Column, Face
from pixecom_desktop.ui.tables.doubts import Doubt
from pixecom_desktop.ui.tables.lazily import Lazily
from pixecom_desktop.ui.tables.tones import Tone
from pixecom_desktop.ui.translate import to_translate


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


_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0x200E, 0x200F, 0x2028, 0x2029)
_OVERRIDES = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_TO_SPACES = dict.fromkeys((*_CONTROLS, *_OVERRIDES), " ")


def one_line(text: str) -> str:
    """Return a name from outside as one line that cannot turn its neighbours around.

    Line ends, control characters and overrides of direction become spaces.
    """
    return text if text.isprintable() else text.translate(_TO_SPACES)
