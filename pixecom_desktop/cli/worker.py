"""`worker`: the background jobs without a window, until SIGINT or SIGTERM.

Each run that ends is a line on standard output, what went wrong in it one on standard error.
"""

import argparse
import asyncio
from dataclasses import replace

from pixecom_desktop.cli import workspace
from pixecom_desktop.cli.sync import line
from pixecom_desktop.cli.workspace import tell
from pixecom_desktop.config import WORKER_CONNECTIONS, Config
from pixecom_desktop.domain.enums import ExitCode
from pixecom_desktop.domain.status import AccountRun
from pixecom_desktop.runtime import Runtime


def run(asked: argparse.Namespace, config: Config) -> int:
    """Work until a signal comes, and end what is under way cleanly: 0."""
    del asked
    return workspace.run(replace(config, pool_size=WORKER_CONNECTIONS), work)


async def work(runtime: Runtime) -> int:
    """Run the jobs of all the owner's sellers for as long as nobody stops it."""
    scope = await runtime.sessions.everywhere()
    accounts = await runtime.connections.accounts(scope)
    noun = "account" if len(accounts) == 1 else "accounts"
    tell(f"Working for {len(accounts)} ad {noun}. Stop with Ctrl+C.")
    runtime.scheduler.ended = _ended
    copies = asyncio.get_running_loop().create_task(runtime.keep_copies(), name="copies")
    try:
        await runtime.scheduler.run(runtime.sessions.everywhere)
    except asyncio.CancelledError:
        tell("Stopped. What was read so far is kept.")
    finally:
        copies.cancel()
        await asyncio.gather(copies, return_exceptions=True)
    return ExitCode.DONE


def _ended(run: AccountRun) -> None:
    print(line(run), flush=True)
    for error in run.errors:
        tell(f"{run.account}: {error}")
