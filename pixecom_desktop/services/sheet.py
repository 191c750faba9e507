"""The Ads Manager's table as an Excel sheet: what the other exports hold, with formats.

Ids and names are text whatever they look like, so nothing in a cell is ever run or rounded. Money
has its currency's digits, a percentage stays the number that it is everywhere else: 1.97 is 1.97 %.

A second sheet tells how well each day is known, and its name and colour that some are not.
"""

import io
from datetime import date

import xlsxwriter

from pixecom_desktop.domain.coverage import gaps
from pixecom_desktop.domain.enums import CoverageState
from pixecom_desktop.domain.metrics.catalog import MEASURE_BY_KEY, METRIC_BY_KEY
from pixecom_desktop.domain.metrics.contract import Kind
from pixecom_desktop.domain.money import digits
from pixecom_desktop.domain.query import AdsTable
from pixecom_desktop.services import export

SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
DAY = "yyyy-mm-dd"
NARROW, MIDDLE, WIDE = 12, 22, 44
DAYS, GAPS = "Coverage", "Coverage with gaps"
_DAYS = ("start_date", "end_date", "day")
_IDS = ("external_id", "account", "campaign_external_id", "adset_external_id", "seen_at")
_NAMES = ("name", "account_name", "delivery_reason", "campaign_name", "adset_name")


def as_xlsx(table: AdsTable) -> bytes:
    """Return a workbook: rows under a frozen header of keys, and in a second sheet their days."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, SAFE)
    sheet = book.add_worksheet(f"{table.query.level.capitalize()}s")
    keys = export.shown_columns(table)
    pen = _Pen(book, sheet)
    for place, key in enumerate(keys):
        pen.head(place, key)
    rows = export.rows(table, keys)
    currencies = table.text["currency"].tolist()
    for line, (row, currency) in enumerate(zip(rows, currencies, strict=True), start=1):
        for place, key in enumerate(keys):
            pen.cell(line, place, key, row[key], currency or "")
    sheet.freeze_panes(1, 0)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(keys) - 1)
    _tell_days(book, table)
    book.close()
    return out.getvalue()


def _tell_days(book: xlsxwriter.Workbook, table: AdsTable) -> None:
    known = export.coverage(table)
    if not known:
        return
    lacks = bool(gaps(table.coverage, CoverageState.MISSING, CoverageState.PARTIAL))
    sheet = book.add_worksheet(GAPS if lacks else DAYS)
    if lacks:
        sheet.set_tab_color("orange")
    pen = _Pen(book, sheet)
    for place, key in enumerate(known[0]):
        pen.head(place, key)
        for line, one in enumerate(known, start=1):
            pen.cell(line, place, key, one[key], "")
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(known), len(known[0]) - 1)


class _Pen:
    """Writes cells, each in the format of its column."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        self._book = book
        self._sheet = sheet
        self._head = book.add_format({"bold": True, "bottom": 1})
        self._formats: dict[str, object] = {}

    def head(self, place: int, key: str) -> None:
        """Write a column's key over it."""
        self._sheet.write_string(0, place, key, self._head)
        width = WIDE if key in _NAMES else MIDDLE if key in _IDS else max(NARROW, len(key) + 2)
        self._sheet.set_column(place, place, width)

    def cell(self, line: int, place: int, key: str, value: object, currency: str) -> None:
        """Write one value as `export.rows` gives it; None leaves the cell empty."""
        match value:
            case None:
                return
            case str() if key in _DAYS:
                self._sheet.write_datetime(line, place, date.fromisoformat(value), self._as(DAY))
            case str():
                self._sheet.write_string(line, place, value)
            case _:
                self._sheet.write_number(line, place, value, self._as(_number(key, currency)))

    def _as(self, words: str) -> object:
        if words not in self._formats:
            self._formats[words] = self._book.add_format({"num_format": words})
        return self._formats[words]


def _number(key: str, currency: str) -> str:
    """Return the number format of a column; money has its currency's digits."""
    if key.endswith(export.CHANGE):
        return '0.0"%"'
    known = MEASURE_BY_KEY.get(key)
    if key == "budget" or (known is not None and known.kind is Kind.MONEY):
        return _with_digits(digits(currency))
    if known is not None:
        return "#,##0"
    metric = METRIC_BY_KEY[key]
    text = _with_digits(metric.digits)
    return f'{text}"%"' if metric.kind is Kind.PERCENT else text


def _with_digits(count: int) -> str:
    return f"#,##0.{'0' * count}" if count else "#,##0"
