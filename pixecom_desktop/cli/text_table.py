"""The report for a terminal: fewer columns than the window, the same numbers.

Laid out here and not by rich's Table, which takes minutes for 50,000 ads; how wide a text is on a
terminal (an emoji takes two cells) is asked of rich all the same.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from rich.cells import cell_len, set_cell_size

from pixecom_desktop.domain import coverage
from pixecom_desktop.domain.coverage import Gap
from pixecom_desktop.domain.dates import MUTABLE_DAYS
from pixecom_desktop.domain.enums import CoverageState, Level
from pixecom_desktop.domain.metrics.catalog import MEASURE_BY_KEY, METRIC_BY_KEY
from pixecom_desktop.domain.metrics.contract import Kind
from pixecom_desktop.domain.money import digits
from pixecom_desktop.domain.query import AdsTable, Mark
from pixecom_desktop.domain.sellers import of_seller
from pixecom_desktop.services import export

SHOWN = (
    "spend",
    "roas",
    "results",
    "cost_per_result",
    "cpm",
    "ctr",
    "link_clicks",
    "content_views",
    "add_to_cart",
    "checkout_initiated",
    "purchases",
    "purchase_value",
)
NAMES = {
    Level.CAMPAIGN: ("Campaign", "campaign"),
    Level.ADSET: ("Ad set", "ad set"),
    Level.AD: ("Ad", "ad"),
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WIDEST_NAME = 44


NOT_LISTED = "not listed"
"""The line of what was spent by archived or deleted entities: no row, and in no sum."""

A_WHILE = timedelta(hours=1)


def written(table: AdsTable, now: datetime) -> str:
    """Return the table, its feet and how well its days are known, as lines of text."""
    title, noun = NAMES[table.query.level]
    labels = [(MEASURE_BY_KEY.get(key) or METRIC_BY_KEY[key]).label for key in SHOWN]
    whose = ["Seller"] if table.owners is not None else []
    blank = [""] * len(whose)
    lines = [[title, *whose, "Status", "Delivery", "", *labels]]
    for row in export.rows(table):
        cells = [_figure(key, row[key], row["currency"]) for key in SHOWN]
        name = _shortened(_printable(row["name"] or ""))
        seller = [_shortened(_printable(row["seller"] or "")) for _ in whose]
        states = (row["status"], row["delivery_status"], row["currency"])
        lines.append([name, *seller, *states, *cells])
    for one in table.summary:
        foot = export.summary_row(one)
        cells = [_figure(key, foot[key], one.currency) for key in SHOWN]
        plural = "" if one.rows == 1 else "s"
        lines.append([f"{one.rows:,} {noun}{plural}", *blank, "", "", one.currency, *cells])
        if foot["unlisted"] and any((one.unlisted or {}).values()):
            cells = [_figure(key, foot["unlisted"][key], one.currency) for key in SHOWN]
            lines.append([NOT_LISTED, *blank, "", "", one.currency, *cells])
    return "\n".join([*_aligned(lines), *_words(table, now)]) + "\n"


def _aligned(lines: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines with their texts to the left and their figures to the right."""
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    texts = len(lines[0]) - len(SHOWN)

    def laid(line: Sequence[str]) -> str:
        cells = [
            cell + " " * (width - cell_len(cell)) if place < texts else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        return "  ".join(cells).rstrip()

    return [laid(line) for line in lines]


def _shortened(name: str) -> str:
    if cell_len(name) <= WIDEST_NAME:
        return name
    return set_cell_size(name, WIDEST_NAME - 1) + "…"


def _figure(key: str, value: int | Decimal, currency: str) -> str:
    known = MEASURE_BY_KEY.get(key)
    kind = known.kind if known else METRIC_BY_KEY[key].kind
    match kind:
        case Kind.MONEY:
            places = digits(currency) if known else METRIC_BY_KEY[key].shown_digits
            return f"{Decimal(value):,.{places}f}"
        case Kind.COUNT:
            return f"{value:,}"
    text = f"{Decimal(value):.{METRIC_BY_KEY[key].shown_digits}f}"
    return f"{text}%" if kind is Kind.PERCENT else text


def _printable(name: str) -> str:
    """Return a name that cannot steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in name)


def _words(table: AdsTable, now: datetime) -> list[str]:
    if table.days is None:
        return ["No ad account is linked yet. Link one with connect act_1234567890."]
    lines = ["", f"{table.days.since} to {table.days.until}, each account's own days."]
    lines += (gaps := lacking(table))
    lines += _looked(table, now, is_whole=not gaps)
    if any(table.marks.get(Mark.OF_ADS, ())):
        lines.append("Where Meta withholds a row's conversions, they are the sum of its ads'.")
    return lines


def lacking(table: AdsTable) -> list[str]:
    """Return which accounts miss which days, or have only part of them: a sentence each."""
    missing = coverage.gaps(table.coverage, CoverageState.MISSING)
    partial = coverage.gaps(table.coverage, CoverageState.PARTIAL)
    return [
        *(_gap(gap, table, "misses", "miss") for gap in missing),
        *(_gap(gap, table, "has only part of", "have only part of") for gap in partial),
    ]


def _gap(gap: Gap, table: AdsTable, one: str, many: str) -> str:
    days = ", ".join(_span(first, last) for first, last in coverage.runs(gap.days))
    names = [
        _printable(of_seller(account, seller_id, table.sellers))
        for seller_id, account in gap.accounts
    ]
    if len(names) == 1:
        return f"{names[0]} {one} {days}."
    return f"{len(names)} accounts {many} {days}: {', '.join(names)}."


def _looked(table: AdsTable, now: datetime, *, is_whole: bool) -> list[str]:
    """Return the sentence that says as of when the figures stand."""
    looked = coverage.looked(table.coverage)
    if looked is None:
        return []
    words = f"{'Complete' if is_whole else 'The rest is'} as of {_moment(looked.newest, now)}"
    if looked.newest - looked.oldest > A_WHILE:
        words += f", older days as of {_moment(looked.oldest, now)}"
    if any(one.state is CoverageState.PROVISIONAL for one in table.coverage):
        words += f"; Meta may restate the last {MUTABLE_DAYS} days"
    return [f"{words}."]


def _moment(at: datetime, now: datetime) -> str:
    """Return an instant where this computer is: "14:05" of today, else "21 Nov 14:05"."""
    local = at.astimezone()
    is_today = local.date() == now.astimezone().date()
    return f"{local:%H:%M}" if is_today else f"{_day(local.date())} {local:%H:%M}"


def _span(first: date, last: date) -> str:
    if first == last:
        return _day(first)
    same = (first.year, first.month) == (last.year, last.month)
    return f"{first.day if same else _day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"
