"""What a chart draws, without saying how: figures with their words, one for each point."""

from collections.abc import Sequence
from dataclasses import replace

from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.metrics.catalog import METRIC_BY_KEY
from pixecom_desktop.domain.metrics.contract import Kind
from pixecom_desktop.domain.money import digits as money_digits
from pixecom_desktop.domain.series import Measures, Point, value
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui import when
from pixecom_desktop.ui.format import DASH
from pixecom_desktop.ui.tables.cells import Style, figure_cell
from pixecom_desktop.ui.tables.columns import Column
from pixecom_desktop.ui.translate import tr

_FINE = 4
_MICROS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measure or metric over the points, in major units; NaN-free: None is a gap.

    `texts` are the values in words, as the table's cells write them.
    """

    column: Column
    values: tuple[float | None, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Everything that one chart shows. `line` and `before` may be missing."""

    days: tuple[DateRange, ...]
    is_open: tuple[bool, ...]
    bars: Figure
    line: Figure | None
    before: Figure | None
    currency: str
    style: Style
    break_even: float | None = None

    @property
    def is_known(self) -> bool:
        """Tell whether there is anything to draw."""
        return any(one is not None for one in self.bars.values)

    def words(self, place: int) -> tuple[str, ...]:
        """Return what stands at a point, a line each."""
        day = when.span(self.days[place], year=False)
        lines = [tr("{days}, not over yet", days=day) if self.is_open[place] else day]
        lines.append(f"{self.bars.column.label} {self.bars.texts[place]}")
        if self.line is not None:
            lines.append(f"{self.line.column.label} {self.line.texts[place]}")
        if self.before is not None and self.before.values[place] is not None:
            label, text = self.before.column.label, self.before.texts[place]
            lines.append(tr("{label} before {text}", label=label, text=text))
        return tuple(lines)


def drawing(
    points: Sequence[Point],
    columns: Sequence[Column],
    currency: str,
    style: Style,
    *,
    break_even: int = 0,
) -> Drawing:
    """Return what a chart of one or two figures shows; the first one's are bars.

    `break_even` is a ROAS in hundredths, drawn where ROAS is; 0 draws none.
    """
    ordered = sorted(
        (replace(one, label=tr(one.label)) for one in columns),
        key=lambda one: one.metric is not None and one.metric.whole is not None,
    )
    first, *rest = ordered
    now = [point.measures for point in points]
    has_before = any(point.before is not None for point in points)
    on = rest[0] if rest else None
    return Drawing(
        days=tuple(DateRange(point.day, point.until) for point in points),
        is_open=tuple(point.is_open for point in points),
        bars=_figure(first, now, currency, style),
        line=None if on is None else _figure(on, now, currency, style),
        before=_figure(first, [p.before for p in points], currency, style) if has_before else None,
        currency=currency,
        style=style,
        break_even=break_even / 100 if break_even and on is not None and on.key == "roas" else None,
    )


def _figure(
    column: Column, measures: Sequence[Measures | None], currency: str, style: Style
) -> Figure:
    return Figure(
        column=column,
        values=tuple(_major(column, one) for one in measures),
        texts=tuple(
            tr("not downloaded") if one is None else _text(column, one, currency, style)
            for one in measures
        ),
    )


def _text(column: Column, measures: Measures, currency: str, style: Style) -> str:
    cell = figure_cell(style, column, measures, currency)
    return cell.full or DASH


def _major(column: Column, measures: Measures | None) -> float | None:
    """Return a figure in major units, to be drawn: floats are for pixels only."""
    metric = METRIC_BY_KEY.get(column.key)
    if metric is None or metric.whole is None:
        found = value(column.key, measures)
        is_money = column.key in ("spend", "purchase_value")
        return None if found is None else found / 10**_MICROS if is_money else float(found)
    found = value(column.key, measures, metric.digits + _FINE)
    return None if found is None else found / 10 ** (metric.digits + _FINE)


def axis_text(column: Column, number: float, currency: str, style: Style) -> str:
    """Return a value of an axis, as short as it can be read."""
    metric = column.metric
    kind = Kind.MONEY if column.key in ("spend", "purchase_value") else Kind.COUNT
    if metric is not None and metric.whole is not None:
        kind = metric.kind
    match kind:
        case Kind.MONEY:
            if abs(number) >= 1_000 or number == int(number):
                sign = style.formatter.amount(0, 0, currency).sign
                return f"{sign}{style.formatter.compact(round(number))}"
            digits = money_digits(currency)
            return str(style.formatter.amount(round(number * 10**digits), digits, currency))
        case Kind.PERCENT:
            return style.formatter.percent(round(number * 100), 2)
        case Kind.DECIMAL:
            return style.formatter.fixed(round(number * 10), 1)
    return style.formatter.compact(round(number))


def day_text(days: DateRange) -> str:
    """Return the label of a point: its day, or the first day of its week."""
    return when.short_day(days.since)
