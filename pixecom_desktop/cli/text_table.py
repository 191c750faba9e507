"""The report for a terminal: fewer columns than the window, the same numbers.

Laid out here and not by rich's Table, which takes minutes for 50,000 ads; how wide a text is on a
terminal (an emoji takes two cells) is asked of rich all the same.
"""

from collections.abc import Sequence
from decimal import Decimal

from rich.cells import cell_len, set_cell_size

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
    labels = [(MEASURE_BY_KEY.get(key) or METRIC_BY_KEY[key]).label for key in SHOWN]
    lines = [[title, "Status", "Delivery", "", *labels]]
    for row in export.rows(table):
        cells = [_figure(key, row[key], row["currency"]) for key in SHOWN]
        name = _shortened(_printable(row["name"] or ""))
        lines.append([name, row["status"], row["delivery_status"], row["currency"], *cells])
    for one in table.summary:
        foot = export.summary_row(one)
        cells = [_figure(key, foot[key], one.currency) for key in SHOWN]
        plural = "" if one.rows == 1 else "s"
        lines.append([f"{one.rows:,} {noun}{plural}", "", "", one.currency, *cells])
    return "\n".join([*_aligned(lines), *_words(table)]) + "\n"


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
