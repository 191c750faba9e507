"""How a bulk action ended, for people and for scripts: what `status` and `undo` print."""

import asyncio
import json
from collections.abc import Awaitable, Callable

from pixecom_desktop.cli.progress import shown
from pixecom_desktop.domain.enums import ExitCode
from pixecom_desktop.domain.journal import BulkResult
from pixecom_desktop.domain.subjects import NOUNS
from pixecom_desktop.runtime import Runtime

Act = Callable[[asyncio.Event], Awaitable[BulkResult]]


async def awaited(runtime: Runtime, act: Act) -> BulkResult:
    """Return the result; SIGINT and SIGTERM stop the action between two batches."""
    stop = asyncio.Event()
    task = asyncio.get_running_loop().create_task(_acted(act, stop))
    with shown(runtime.bus):
        while not task.done():
            try:
                await asyncio.shield(task)
            except asyncio.CancelledError:
                stop.set()
    return task.result()


async def _acted(act: Act, stop: asyncio.Event) -> BulkResult:
    return await act(stop)


def told(result: BulkResult, *, verb: str, already: str, as_json: bool) -> ExitCode:
    """Print the result; `verb` is what has been done to each, `already` what others were before.

    Returns 1 where any does not stand as wanted.
    """
    print(_json(result) if as_json else _words(result, verb, already), flush=True)
    return ExitCode.FAILED if result.failed or result.skipped else ExitCode.DONE


def _json(result: BulkResult) -> str:
    return json.dumps(
        {
            "batch": str(result.batch),
            "succeeded": list(result.succeeded),
            "failed": [{"id": one.id, "error": one.sentence} for one in result.failed],
            "skipped": [{"id": one.id, "reason": one.sentence} for one in result.skipped],
        },
        ensure_ascii=False,
        indent=2,
    )


def _words(result: BulkResult, verb: str, already: str) -> str:
    count = len(result.changed)
    noun = NOUNS[result.level] if count == 1 else f"{NOUNS[result.level]}s"
    head = [f"{count:,} {noun} {verb}"]
    if result.trouble:
        head.append(f"{len(result.trouble):,} failed")
    if result.skipped:
        head.append(f"{len(result.skipped):,} left alone")
    if result.already:
        head.append(f"{len(result.already):,} {already} already")
    if result.unfit:
        stay = "stays as it is" if len(result.unfit) == 1 else "stay as they are"
        head.append(f"{len(result.unfit):,} {stay}")
    lines = [f"{', '.join(head)}. Batch {result.batch}."]
    lines += [f"{one.id}: {verb}" for one in result.changed]
    lines += [f"{one.id}: {already} already" for one in result.already]
    lines += [f"{one.id}: failed. {one.sentence}" for one in result.trouble]
    lines += [f"{one.id}: left alone. {one.sentence}" for one in result.skipped]
    lines += [f"{one.id}: stays as it is. {one.sentence}" for one in result.unfit]
    return "\n".join(lines)
