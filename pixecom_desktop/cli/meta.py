"""`meta check`: try the token and the permissions of every connection, in plain words.

Nothing is changed at Meta. A connection that passes is synced again from then on.
"""

import argparse
import shlex
from collections.abc import Mapping, Sequence

from pixecom_desktop.cli import workspace
from pixecom_desktop.cli.signing import sellers_to_name, signed_in_as_asked
from pixecom_desktop.cli.workspace import tell
from pixecom_desktop.config import Config
from pixecom_desktop.domain.enums import ExitCode
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.findings import Findings, Verdict
from pixecom_desktop.domain.sellers import ALL, of_seller
from pixecom_desktop.runtime import Runtime

SIGNS = {
    Verdict.WORKS: "ok",
    Verdict.WARNING: "warning",
    Verdict.FAILS: "FAILED",
    Verdict.UNKNOWN: "?",
}


def run(asked: argparse.Namespace, config: Config) -> int:
    """Check every connection; 1 where something would not work."""

    async def work(runtime: Runtime) -> int:
        scope = await signed_in_as_asked(runtime, asked.seller or ALL)
        sellers = await sellers_to_name(runtime, scope)
        found = []
        async for findings in runtime.health.check(scope):
            found.append(findings)
            print("\n".join(_lines(findings, sellers)), flush=True)
        if not found:
            raise UserError("No ad account is linked yet. Link one with connect act_1234567890.")
        works = all(one.can_write for one in found)
        if not works:
            tell("Something would not work. What to do stands beside it.")
            _tell_of_tokens([one for one in found if not one.is_token_good], sellers)
        return ExitCode.DONE if works else ExitCode.FAILED

    return workspace.run(config, work)


def _tell_of_tokens(found: Sequence[Findings], sellers: Mapping[int, str]) -> None:
    """Say where a token comes from and how it is given to these accounts, seller by seller."""
    accounts: dict[str, list[str]] = {}
    for one in found:
        accounts.setdefault(sellers.get(one.seller_id, ""), []).append(one.account)
    if not accounts:
        return
    ways = [
        f"pixecom-desktop connect {' '.join(own)}"
        + (f" --seller {shlex.quote(seller)}" if seller else "")
        for seller, own in accounts.items()
    ]
    tell(
        "Where it asks for a new token: make one at Meta (Business settings, System users, "
        "Generate token, with ads_read and ads_management), and give it on standard input to "
        + ", ".join(ways)
    )


def _lines(found: Findings, sellers: Mapping[int, str]) -> list[str]:
    widest = max(len(one.title) for one in found.lines)
    lines = [f"{of_seller(found.account, found.seller_id, sellers)}: {_summary(found)}"]
    lines += [
        f"  {one.title:<{widest}}  {SIGNS[one.verdict]:<7}  {one.sentence}" for one in found.lines
    ]
    return lines


def _summary(found: Findings) -> str:
    if found.can_write:
        return "syncing works, and so do changes."
    if found.can_read:
        return "syncing works, changes do not."
    return "syncing does not work."
