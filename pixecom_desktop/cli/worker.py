"""`worker`: the background jobs without a window, until SIGINT or SIGTERM.

Each run that ends is a line on standard output, what went wrong in it one on standard error.
"""

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from pixecom_desktop.cli import workspace
from pixecom_desktop.cli.signing import asked, email_of
from pixecom_desktop.cli.sync import line
from pixecom_desktop.cli.workspace import tell
from pixecom_desktop.config import WORKER_CONNECTIONS, Config
from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.enums import ExitCode
from pixecom_desktop.domain.errors import SignInNeeded
from pixecom_desktop.domain.status import AccountRun
from pixecom_desktop.runtime import Runtime


def run(_asked: argparse.Namespace, config: Config) -> int:
    """Work until a signal comes, and end what is under way cleanly: 0."""
    return workspace.run(replace(config, pool_size=WORKER_CONNECTIONS), work)


async def work(runtime: Runtime) -> int:
    """Run the jobs of all the owner's sellers for as long as nobody stops it."""
    scope = await _signed_in(runtime)
    accounts = await runtime.connections.accounts(await scope())
    noun = "account" if len(accounts) == 1 else "accounts"
    tell(f"Working for {len(accounts)} ad {noun}. Stop with Ctrl+C.")
    runtime.scheduler.ended = _ended
    copies = asyncio.get_running_loop().create_task(runtime.keep_copies(), name="copies")
    try:
        await runtime.scheduler.run(scope)
    except asyncio.CancelledError:
        tell("Stopped. What was read so far is kept.")
    finally:
        copies.cancel()
        await asyncio.gather(copies, return_exceptions=True)
    return ExitCode.DONE


async def _signed_in(runtime: Runtime) -> Callable[[], Awaitable[Scope]]:
    """Return what gives the scope over all sellers, for as long as who signed in may be here.

    On a team's database it asks once, and keeps a session where there is a keyring for it.
    """
    if not runtime.sessions.is_team:
        return runtime.sessions.everywhere
    kept = runtime.kept_session("worker")
    try:
        await kept.resume()
    except SignInNeeded:
        email = email_of(runtime)
        await kept.sign_in(email, asked(f"Password of {email}: "), device="worker")
    if not kept.is_kept:
        tell("There is no keyring to stay signed in with: the next start asks again.")
    return kept.everywhere


def _ended(run: AccountRun) -> None:
    print(line(run), flush=True)
    for error in run.errors:
        tell(f"{run.account}: {error}")
