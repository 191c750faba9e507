"""What the drawer says of one row. No widgets; everything comes from the table and its days."""

from pixecom_desktop.domain.delivery import TITLES
from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus, Level
from pixecom_desktop.domain.query import AdsTable
from pixecom_desktop.domain.series import Point, Series
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui import when
from pixecom_desktop.ui.charts.figures import Drawing, drawing
from pixecom_desktop.ui.pages.ads_manager import kpis, place
from pixecom_desktop.ui.tables.cells import (
    NOT_HERE,
    STATUS_WORDS,
    Cell,
    Style,
    figure_cell,
    one_line,
)
from pixecom_desktop.ui.tables.changes import Delta
from pixecom_desktop.ui.tables.columns import Column, Face, columns_for
from pixecom_desktop.ui.tables.row_writer import RowWriter
from pixecom_desktop.ui.tables.tones import TONES
from pixecom_desktop.ui.tables.words import Words
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.listing import ListCell, Row

METRICS = ("spend", "roas", "purchases", "cost_per_purchase")
OF_DAY = ("spend", "purchase_value", "roas", "purchases", "cost_per_purchase")
ARROWS = {1: "\N{BLACK UP-POINTING TRIANGLE} ", -1: "\N{BLACK DOWN-POINTING TRIANGLE} ", 0: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One figure of the row: name, value, change, each as text with its tone.

    `bars`: so many of ROAS's three bars are filled, -1 for none at all.
    """

    label: str
    text: str
    tone: str
    change: str
    change_tone: str
    spoken: str
    bars: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """All that the drawer shows. `is_on` is None where there is no switch.

    `short_days` are the days with large money shortened: for where the whole has no room.
    """

    id: str
    name: str
    status: str
    is_on: bool | None
    delivery: DeliveryStatus
    delivery_words: str
    reason: str
    budget: str
    inside: str
    metrics: tuple[Fact, ...]
    drawing: Drawing | None
    days: tuple[Row, ...]
    short_days: tuple[Row, ...]


def detail(
    table: AdsTable, row: int, style: Style, series: Series | None, *, break_even: int = 0
) -> Detail:
    """Return what is known of a row of the table; its days where they were read."""
    text, level = table.text, table.query.level
    columns = {one.key: one for one in columns_for(table.query)}
    wanted = [columns["budget"], *(columns[key] for key in METRICS)]
    writer = RowWriter(table, wanted, style)
    budget, *cells = writer.row(row)
    words = Words(table, writer, style)
    status = EntityStatus(text["status"][row])
    delivery = DeliveryStatus(text["delivery_status"][row] or DeliveryStatus.UNKNOWN)
    noun = tr(place.NOUNS[level][0]).capitalize()
    id_ = text["external_id"][row] or tr("none yet")
    child = level.child
    points = series.shown() if series is not None else ()
    currency = text["currency"][row]
    drawn = None
    if points:
        both = [kpis.COLUMNS["spend"], kpis.COLUMNS["roas"]]
        drawn = drawing(points, both, currency, style, break_even=break_even)
    return Detail(
        id=f"{noun} · {one_line(text['account_name'][row] or '')} · {tr('ID')} {id_}",
        name=one_line(text["name"][row] or ""),
        status=tr(STATUS_WORDS[status]),
        is_on=_is_on(status),
        delivery=delivery,
        delivery_words=tr(TITLES[delivery]),
        reason=tr(text["delivery_reason"][row] or ""),
        budget=_budget(budget, level),
        inside="" if child is None else tr("View its {rows}", rows=tr(place.NOUNS[child][1])),
        metrics=tuple(
            _metric(column, cell, words.spoken(row, column, cell))
            for column, cell in zip(wanted[1:], cells, strict=True)
        ),
        drawing=drawn,
        days=tuple(_day(point, currency, style) for point in reversed(points)),
        short_days=tuple(_day(point, currency, style, short=True) for point in reversed(points)),
    )


def _is_on(status: EntityStatus) -> bool | None:
    if status in (EntityStatus.ACTIVE, EntityStatus.PAUSED):
        return status is EntityStatus.ACTIVE
    return None


def _budget(cell: Cell, level: Level) -> str:
    if not cell.sign and not any(letter.isdigit() for letter in cell.text):
        own = cell.text.lower()
        return tr("Budget on the {place}", place=own) if level is not Level.AD and own else ""
    return cell.full if cell.text.endswith("total") else tr("{money}/day", money=cell.full)


def _metric(column: Column, cell: Cell, spoken: str) -> Fact:
    change = cell.delta or Delta("")
    text = tr("not downloaded") if cell is NOT_HERE else cell.full
    return Fact(
        label=column.label,
        text=text,
        tone=TONES[cell.tone],
        change=ARROWS[change.arrow] + change.text,
        change_tone=TONES[change.tone],
        spoken=spoken,
        bars=_bars(column, cell),
    )


def _bars(column: Column, cell: Cell) -> int:
    return cell.mark if column.face is Face.ROAS and isinstance(cell.mark, int) else -1


def _day(point: Point, currency: str, style: Style, *, short: bool = False) -> Row:
    words = when.short_day(point.day)
    # The clock stands for "so far": there is no room for the words.
    first = ListCell(text=words, mark="clock" if point.is_open else "")
    if point.measures is None:
        empty = (ListCell(),) * (len(OF_DAY) - 1)
        return (first, ListCell(text=tr("not here yet"), tone="text3"), *empty)
    measures = point.measures

    def cell(key: str) -> ListCell:
        made = figure_cell(style, kpis.COLUMNS[key], measures, currency)
        if short and key in measures and kpis.COLUMNS[key].face is Face.MONEY:
            amount = style.formatter.compact_money(measures[key], currency)
            return ListCell(text=str(amount), tone=TONES[made.tone])
        return ListCell(text=made.full, tone=TONES[made.tone], bars=_bars(kpis.COLUMNS[key], made))

    return (first, *map(cell, OF_DAY))
