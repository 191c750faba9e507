"""`report`: the Ads Manager's own query, as a table, JSON, CSV or XLSX."""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pixecom_desktop.cli import workspace
from pixecom_desktop.cli.signing import signed_in_as_asked
from pixecom_desktop.config import Config
from pixecom_desktop.domain.dates import DateChoice, Preset, parse_day
from pixecom_desktop.domain.enums import ExitCode, Level
from pixecom_desktop.domain.errors import PixecomError, UserError
from pixecom_desktop.domain.filters import FILTERS, FilterSet
from pixecom_desktop.domain.query import AdsQuery, AdsTable, parse_sorts
from pixecom_desktop.domain.rules import parse_rules
from pixecom_desktop.runtime import Runtime
from pixecom_desktop.services import export
from pixecom_desktop.services.connections import account_id

T = TypeVar("T")

WITHOUT_WORDS = ("csv", "xlsx")
"""Forms whose rows do not say which days are missing."""


def run(asked: argparse.Namespace, config: Config) -> int:
    """Answer the query; nothing is shown in part."""
    query = query_of(asked)

    async def work(runtime: Runtime) -> tuple[AdsTable, datetime]:
        scope = await signed_in_as_asked(runtime, asked.seller)
        return await runtime.ads.table(scope, query), runtime.clock.now()

    table, now = workspace.run(config, work)
    _give(_written(table, asked.format, now), asked.output)
    if asked.format in WITHOUT_WORDS:
        _warn(table)
    return ExitCode.DONE


def query_of(asked: argparse.Namespace) -> AdsQuery:
    """Return the query that the words mean; raises UserError for words that mean none."""
    parsers = {known.key: known.parse for known in FILTERS}
    filters = FilterSet(
        dates=_dates(asked),
        sellpages=_words(asked.sellpage, str),
        statuses=_words(asked.status, parsers["statuses"]),  # type: ignore[arg-type]
        deliveries=_words(asked.delivery, parsers["deliveries"]),  # type: ignore[arg-type]
        accounts=_words(asked.account, account_id),
        campaigns=_words(asked.campaign, _id),
        search=asked.search or "",
        rules=parse_rules(asked.where or ""),
    )
    asked_for = AdsQuery(
        level=Level(asked.level.upper()),
        filters=filters,
        parent_adsets=_words(asked.adset, _id),
    )
    return asked_for.sorted_by(parse_sorts(asked.sort or ""))


def _dates(asked: argparse.Namespace) -> DateChoice:
    if asked.since or asked.until:
        if asked.preset:
            raise UserError("Give a preset or days, not both.")
        if not (asked.since and asked.until):
            raise UserError("A range of days needs both --since and --until.")
        return DateChoice.days(parse_day(asked.since), parse_day(asked.until))
    return DateChoice(Preset(asked.preset)) if asked.preset else DateChoice()


def _words(text: str | None, parse: Callable[[str], T]) -> tuple[T, ...]:
    words = (word.strip() for word in (text or "").split(","))
    return tuple(parse(word) for word in words if word)


def _id(text: str) -> str:
    if not text.isascii() or not text.isdigit():
        raise UserError(f"{text!r} is none of Meta's ids.")
    return text


def _written(table: AdsTable, form: str, now: datetime) -> bytes:
    if form == "json":
        return export.as_json(table) + b"\n"
    if form == "csv":
        return export.as_csv(table).encode("utf-8")
    if form == "xlsx":
        from pixecom_desktop.services.sheet import as_xlsx

        return as_xlsx(table)
    from pixecom_desktop.cli.text_table import written

    return written(table, now).encode("utf-8")


def _warn(table: AdsTable) -> None:
    """Say on standard error what is missing: rows alone would look as complete as any others."""
    from pixecom_desktop.cli.text_table import lacking

    for sentence in lacking(table):
        print(sentence, file=sys.stderr)


def _give(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        export.put(output, content)
    except OSError as error:
        raise PixecomError(f"{output} cannot be written: {error.strerror}.") from error
