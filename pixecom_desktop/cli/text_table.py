"""The report for a terminal: fewer columns than the window, the same numbers."""

import io
from decimal import Decimal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pixecom_desktop.domain.enums import CoverageState, Level
from pixecom_desktop.domain.metrics.catalog import MEASURE_BY_KEY, METRIC_BY_KEY
from pixecom_desktop.domain.metrics.contract import Kind
from pixecom_desktop.domain.money import digits
from pixecom_desktop.domain.query import AdsTable
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
WIDEST_NAME = 44


def written(table: AdsTable) -> str:
    """Return the table, its feet and what of its days is missing, as lines of text."""
    title, noun = NAMES[table.query.level]
    grid = Table(box=None, pad_edge=False, header_style="", show_edge=False)
    grid.add_column(title, no_wrap=True, max_width=WIDEST_NAME)
    grid.add_column("Status", no_wrap=True)
    grid.add_column("Delivery", no_wrap=True)
    grid.add_column("", no_wrap=True)
    for key in SHOWN:
        known = MEASURE_BY_KEY.get(key) or METRIC_BY_KEY[key]
        grid.add_column(known.label, justify="right", no_wrap=True)
    for row in export.rows(table):
        cells = [_figure(key, row[key], row["currency"]) for key in SHOWN]
        named = Text(_printable(row["name"] or ""))
        named.truncate(WIDEST_NAME, overflow="ellipsis")
        grid.add_row(named, row["status"], row["delivery_status"], row["currency"], *cells)
    if table.summary:
        grid.add_section()
    for one in table.summary:
        foot = export.summary_row(one)
        cells = [_figure(key, foot[key], one.currency) for key in SHOWN]
        plural = "" if one.rows == 1 else "s"
        grid.add_row(f"{one.rows:,} {noun}{plural}", "", "", one.currency, *cells)
    out = io.StringIO()
    # Wide enough for every column: a terminal may fold it, a pipe gets whole lines.
    Console(file=out, width=240, color_system=None, emoji=False, highlight=False).print(grid)
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    return "\n".join([*lines, *_words(table)]) + "\n"


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


def _words(table: AdsTable) -> list[str]:
    if table.days is None:
        return ["No ad account is linked yet. Link one with connect act_1234567890."]
    lines = ["", f"{table.days.since} to {table.days.until}, each account's own days."]
    for state, words in (
        (CoverageState.MISSING, "were never read"),
        (CoverageState.PARTIAL, "were read in part"),
    ):
        days = {(one.account, one.day) for one in table.coverage if one.state is state}
        if days:
            accounts = ", ".join(sorted({account for account, _ in days}))
            lines.append(f"{len(days):,} account days {words}: {accounts}.")
    return lines
