"""`worker`: the background jobs without a window, until SIGINT or SIGTERM.

Each run that ends is a line on standard output, what went wrong in it one on standard error.
"""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from pixecom_desktop.cli import workspace
from pixecom_desktop.cli.signing import asked, email_of, sellers_to_name
from pixecom_desktop.cli.sync import line
from pixecom_desktop.cli.workspace import tell
from pixecom_desktop.config import WORKER_CONNECTIONS, Config
from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.enums import ExitCode
from pixecom_desktop.domain.errors import SignInNeeded
from pixecom_desktop.domain.sellers import of_seller
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
    names = Names(runtime, scope)
    runtime.scheduler.ended = names.ended
    copies = asyncio.get_running_loop().create_task(runtime.keep_copies(), name="copies")
    try:
        await runtime.scheduler.run(names.look)
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


class Names:
    """Tells of runs that ended, by the sellers' names where there are several."""

    def __init__(self, runtime: Runtime, scope: Callable[[], Awaitable[Scope]]) -> None:
        self._runtime = runtime
        self._scope = scope
        self._sellers: Mapping[int, str] = {}
        self._asked: frozenset[int] = frozenset()

    async def look(self) -> Scope:
        """Return the scope as it is now; names are read again where its sellers are others."""
        scope = await self._scope()
        if scope.seller_ids != self._asked:
            self._sellers = await sellers_to_name(self._runtime, scope)
            self._asked = scope.seller_ids
        return scope

    def ended(self, run: AccountRun) -> None:
        """Say how a run ended."""
        print(line(run, self._sellers), flush=True)
        for error in run.errors:
            tell(f"{of_seller(run.account, run.seller_id, self._sellers)}: {error}")
