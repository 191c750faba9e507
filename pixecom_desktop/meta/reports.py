"""Asynchronous reports: statistics that are too large for a direct answer.

A report is done only when it says Job Completed and 100 % (100 % and running happens), and even
then its rows may not be there yet (graph.md section 1.7). One that fails, is skipped or takes too
long is asked for once more; then whoever asked must ask for less.
"""

import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from msgspec import Struct

from pixecom_desktop.domain.errors import (
    BadRequest,
    GraphDetail,
    MetaError,
    RateLimited,
    RequestTooLarge,
    TemporarilyDown,
)
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta import errors
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.meta.decoding import Reader
from pixecom_desktop.meta.payloads import ReportRun

log = logging.getLogger(__name__)

R = TypeVar("R", bound=Struct)
V = TypeVar("V")

DEADLINE = timedelta(minutes=20)
"""So long a report may take; half of it is left to its second asking."""

LOOKS = (2.0, 4.0, 8.0, 16.0, 32.0)
LOOK_EVERY = 60.0
"""Seconds before each look at a report, and before all further ones: each look is a call."""

ASKED = 2
_NOT_YET_KNOWN = 5
"""So many looks right after the asking may find no such report."""

_COMPLETED, _FAILED, _SKIPPED = "Job Completed", "Job Failed", "Job Skipped"
_NOT_LOADABLE = 2601
_NO_SUCH_OBJECT = 33
_UNREADY = (
    "Meta did not get its report of these statistics ready ({why}). It is asked for less at a "
    "time; if it stays, try again in an hour."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report to be made: the account (`act_...`), the question, and when to give it up."""

    account: str
    params: Mapping[str, object]
    until: datetime


async def pages(
    client: GraphClient, report: Report, reader: Reader[R, V], limit: int
) -> AsyncIterator[tuple[V, ...]]:
    """Yield the rows of a report, page by page; asked for again they come from the beginning.

    Raises RequestTooLarge where Meta does not make it: ask for less.
    """
    why = "there was no time left"
    for askings_left in range(ASKED, 0, -1):
        now = client.now()
        if now >= report.until:
            break
        share = replace(report, until=now + (report.until - now) / askings_left)
        run = await _submitted(client, share)
        try:
            await _finished(client, share, run)
            async for rows in _result(client, share, run, reader, limit):
                yield rows
        except _Unready as error:
            why = str(error)
            log.info("report %s of %s: %s", run, report.account, why)
        else:
            return
    raise RequestTooLarge(_UNREADY.replace("{why}", why))


class _Unready(Exception):
    """The report will not come; asking for it again may help."""


async def _submitted(client: GraphClient, report: Report) -> str:
    """Ask for the report; returns its run's id."""
    done = await client.post(f"{report.account}/insights", report.params, account=report.account)
    run = done.report_run_id
    if not (run.isascii() and run.isdigit()):
        raise TemporarilyDown("Meta took a report on but gave it no number. Try again later.")
    return run


async def _finished(client: GraphClient, report: Report, run: str) -> None:
    """Look at a run until it is complete; raises _Unready, or the error that Meta names for it."""
    looks = 0
    unknown = 0
    while True:
        await _rest(client, report, LOOKS[looks] if looks < len(LOOKS) else LOOK_EVERY)
        looks += 1
        try:
            state = await client.get(run, {}, account=report.account, type=ReportRun)
        except TemporarilyDown:
            continue
        except BadRequest as error:
            unknown += 1
            if error.detail.subcode != _NO_SUCH_OBJECT or unknown > _NOT_YET_KNOWN:
                raise
            looks = 0
            continue
        if state.async_status == _COMPLETED and state.async_percent_completion >= 100:
            return
        if state.async_status == _SKIPPED:
            raise _Unready("it expired")
        if state.async_status == _FAILED:
            raise _failure(state)


def _failure(state: ReportRun) -> MetaError | _Unready:
    """Return what a failed run means: too large, refused, or to be tried again."""
    if state.error_code is None:
        return _Unready("it failed")
    error = errors.meaning_of(
        GraphDetail(
            code=state.error_code,
            subcode=state.error_subcode,
            message=errors.tidy(state.error_message),
            user_title=errors.tidy(state.error_user_title),
            user_message=errors.tidy(state.error_user_msg),
        )
    )
    passes = isinstance(error, (TemporarilyDown, RateLimited))
    return _Unready(f"it failed with code {error.detail.code}") if passes else error


async def _result(
    client: GraphClient, report: Report, run: str, reader: Reader[R, V], limit: int
) -> AsyncIterator[tuple[V, ...]]:
    """Yield a complete run's rows, waiting where they are not there yet."""
    while True:
        try:
            async for rows in client.pages(
                f"{run}/insights", {}, account=report.account, reader=reader, limit=limit
            ):
                yield rows
        except TemporarilyDown as error:
            if error.detail.code != _NOT_LOADABLE:
                raise
        except BadRequest as error:
            if error.detail.subcode != _NO_SUCH_OBJECT:
                raise
            raise _Unready("it is gone") from None
        else:
            return
        await _rest(client, report, LOOK_EVERY)


async def _rest(client: GraphClient, report: Report, seconds: float) -> None:
    """Wait before the next look; raises _Unready where no time is left for one."""
    if client.now() + timedelta(seconds=seconds) > report.until:
        raise _Unready("it took too long")
    await client.rest(seconds)
