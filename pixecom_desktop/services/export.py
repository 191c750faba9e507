"""The Ads Manager's table as it leaves the program: JSON and CSV, from the same answer.

Numbers are the contract's rounded ones, exact in decimals; nothing is shortened for the eye.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.metrics.catalog import MEASURE_BY_KEY, METRIC_BY_KEY
from pixecom_desktop.domain.metrics.contract import Kind
from pixecom_desktop.domain.money import major_from_micros
from pixecom_desktop.domain.query import NO_BUDGET, AdsTable, Coverage, Summary
from pixecom_desktop.domain.text import inert

IDENTITY = ("external_id", "name", "status", "delivery_status", "account", "currency")
PARENTS = {
    Level.CAMPAIGN: (),
    Level.ADSET: ("campaign_external_id",),
    Level.AD: ("campaign_external_id", "adset_external_id"),
}
DETAILS = (
    "budget",
    "budget_type",
    "start_date",
    "end_date",
    "account_name",
    "sellpage",
    "strategy",
    "created_at",
    "delivery_reason",
)
MEASURES = tuple(MEASURE_BY_KEY)
METRICS = tuple(key for key in METRIC_BY_KEY if key not in MEASURE_BY_KEY)
CHANGE = "_change"
"""Ends the key of a column that holds how a figure has changed, in percent."""

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def columns(level: Level) -> tuple[str, ...]:
    """Return the keys of a row, in their order."""
    return (*IDENTITY, *PARENTS[level], *DETAILS, *MEASURES, *METRICS)


def own_columns(table: AdsTable) -> tuple[str, ...]:
    """Return the keys of a row of this table: over several sellers its seller's name is one."""
    keys = columns(table.query.level)
    return keys if table.owners is None else (*keys[:2], "seller", *keys[2:])


def shown_columns(table: AdsTable) -> tuple[str, ...]:
    """Return what a sheet of the table holds: the columns that were chosen, or all of its level.

    Chosen ones come after the id, the name and the currency, without which they say little. Where
    the table is compared, each figure is followed by its change in percent.
    """
    chosen = table.query.columns
    keys = own_columns(table)
    if chosen:
        seller = () if table.owners is None else ("seller",)
        keys = tuple(dict.fromkeys(("external_id", "name", *seller, "currency", *chosen)))
    if table.compared is None:
        return keys
    return tuple(one for key in keys for one in (key, *_changes_of(key)))


def rows(table: AdsTable, keys: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return the rows as plain values: texts, None, ISO dates, ints and exact Decimals.

    `keys` are the columns to give, all of the level where there are none; over several sellers
    whose the row is, too.
    """
    keys = keys or own_columns(table)
    cells = [_column(table, key) for key in keys]
    return [dict(zip(keys, row, strict=True)) for row in zip(*cells, strict=True)]


def as_json(table: AdsTable) -> bytes:
    """Return `{"rows", "summary", "meta"}` as JSON text, one row a line."""
    days = table.days
    content = {
        "rows": rows(table),
        "summary": [summary_row(one) for one in table.summary],
        "meta": {
            "level": table.query.level.lower(),
            "date_from": str(days.since) if days else None,
            "date_to": str(days.until) if days else None,
            "total_rows": len(table),
            "coverage": coverage(table),
        },
    }
    return msgspec.json.format(_ENCODER.encode(content), indent=2)


def coverage(table: AdsTable) -> list[dict[str, str | None]]:
    """Return how well each day of each account is known, with the seller where there are several.

    `state` is complete, partial, provisional or missing; `seen_at` is null where it was never read.
    """
    return [
        {
            **_whose(table, one),
            "account": one.account,
            "level": one.level.lower(),
            "day": str(one.day),
            "state": str(one.state),
            "seen_at": _instant(one.seen_at),
        }
        for one in table.coverage
    ]


def as_csv(table: AdsTable) -> str:
    """Return a header and the rows; a text that a spreadsheet would run gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    keys = shown_columns(table)
    writer.writerow(keys)
    for row in rows(table, keys):
        writer.writerow([_cell(row[key]) for key in keys])
    return out.getvalue()


def summary_row(summary: Summary) -> dict[str, Any]:
    """Return one currency's foot with the keys of a row."""
    return {
        "currency": summary.currency,
        "rows": summary.rows,
        "budget": plain(major_from_micros(summary.daily_budget)),
        **figures(summary.measures),
        "unlisted": None if summary.unlisted is None else figures(summary.unlisted),
    }


def figures(measures: Mapping[str, int]) -> dict[str, int | Decimal]:
    """Return every measure and metric over one set of measures, in major units."""
    found = {key: _measure(key, int(measures[key])) for key in MEASURES}
    return found | {key: plain(METRIC_BY_KEY[key].value(measures)) for key in METRICS}


def plain(number: Decimal) -> int | Decimal:
    """Return the number without trailing zeros and without an exponent; whole ones as int."""
    if number == number.to_integral_value():
        return int(number)
    return number.normalize()


def _changes_of(key: str) -> tuple[str, ...]:
    return (f"{key}{CHANGE}",) if key in MEASURES or key in METRICS else ()


def _column(table: AdsTable, key: str) -> Sequence[Any]:
    if key.endswith(CHANGE):
        return _changes(table, key.removesuffix(CHANGE))
    column = table.values(key)
    if key == "budget":
        return [None if b == NO_BUDGET else plain(major_from_micros(b)) for b in column.tolist()]
    if key in table.text:
        return [_text(value) for value in column]
    whole = column.tolist()
    if key in MEASURE_BY_KEY:
        return [_measure(key, value) for value in whole]
    digits = METRIC_BY_KEY[key].digits
    return [plain(Decimal(value).scaleb(-digits)) for value in whole]


def _changes(table: AdsTable, key: str) -> list[int | Decimal | None]:
    """Return each row's change in percent, None where it is not known or there is none."""
    compared = table.compared
    if compared is None:
        return [None] * len(table)
    found = (compared.change(key, row) for row in range(len(table)))
    return [plain(Decimal(one).scaleb(-1)) if isinstance(one, int) else None for one in found]


def _measure(key: str, value: int) -> int | Decimal:
    if MEASURE_BY_KEY[key].kind is Kind.MONEY:
        return plain(major_from_micros(value))
    return value


def _text(value: object) -> str | None:
    match value:
        case None:
            return None
        case datetime():
            return _instant(value)
        case date():
            return value.isoformat()
    return str(value)


def _whose(table: AdsTable, known: Coverage) -> dict[str, str | None]:
    """Return the seller whose account is told of, where there are several."""
    return {} if table.owners is None else {"seller": table.sellers.get(known.seller_id)}


def _instant(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat(timespec="seconds").replace("+00:00", "Z")


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return inert(value)
        case Decimal():
            return format(value, "f")
    return str(value)


def put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside it first, so that a full disk leaves no half of one.

    What is no plain file (a pipe, a device) is written to as it is. Raises OSError.
    """
    real = path.resolve()
    if real.exists() and not real.is_file():
        real.write_bytes(content)
        return
    beside = real.with_name(f".{real.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(real)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
