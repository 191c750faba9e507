"""`sync`: one run over every account; one line an account tells how it ended."""

import argparse
from collections.abc import Mapping

from pixecom_desktop.cli import workspace
from pixecom_desktop.cli.progress import shown
from pixecom_desktop.cli.signing import sellers_to_name, signed_in_as_asked
from pixecom_desktop.cli.workspace import tell
from pixecom_desktop.config import Config
from pixecom_desktop.domain.dates import parse_day
from pixecom_desktop.domain.enums import ExitCode, RunState
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.sellers import NO_SELLERS, of_seller
from pixecom_desktop.domain.status import AccountRun
from pixecom_desktop.runtime import Runtime
from pixecom_desktop.services.connections import account_id
from pixecom_desktop.sync.window import Asked


def run(asked: argparse.Namespace, config: Config) -> int:
    """Sync; 1 where an account failed or was done in part."""
    days = Asked(
        since=parse_day(asked.since) if asked.since else None,
        until=parse_day(asked.until) if asked.until else None,
    )
    if days.since and days.until and days.until < days.since:
        raise UserError(f"The range ends ({days.until}) before it begins ({days.since}).")
    accounts = (account_id(asked.account),) if asked.account else ()

    async def work(runtime: Runtime) -> int:
        scope = await signed_in_as_asked(runtime, asked.seller)
        sellers = await sellers_to_name(runtime, scope)
        with shown(runtime.bus, sellers):
            runs = await runtime.sync(scope, days, accounts)
        for one in runs:
            print(line(one, sellers))
            for error in one.errors:
                tell(f"{of_seller(one.account, one.seller_id, sellers)}: {error}")
        whole = all(one.state is RunState.DONE for one in runs)
        return ExitCode.DONE if whole else ExitCode.FAILED

    return workspace.run(config, work)


WORDS = {
    RunState.DONE: "done",
    RunState.PARTIAL: "done in part",
    RunState.FAILED: "failed",
    RunState.STOPPED: "stopped",
    RunState.RUNNING: "running",
}


def line(run: AccountRun, sellers: Mapping[int, str] = NO_SELLERS) -> str:
    """Return the one line of an account's run, with its seller where these are several by id."""
    return (
        f"{of_seller(run.account, run.seller_id, sellers)}: {WORDS[run.state]}, "
        f"{run.entities:,} entities new or changed, "
        f"{run.stats_read:,} daily rows read, {run.stats_rows:,} new or changed, "
        f"{run.calls:,} calls, {run.seconds:.1f} s"
    )
