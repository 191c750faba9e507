"""`connect`: link ad accounts with a token from standard input."""

import argparse
import getpass
import sys

from pixecom_desktop.cli import workspace
from pixecom_desktop.cli.signing import signed_in
from pixecom_desktop.cli.workspace import tell
from pixecom_desktop.config import Config
from pixecom_desktop.domain.enums import ExitCode
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.runtime import Runtime
from pixecom_desktop.services.connections import account_id, checked_token


def run(asked: argparse.Namespace, config: Config) -> int:
    """Link the accounts; 1 where one of them could not be."""
    accounts = [account_id(text) for text in asked.accounts]

    async def link(runtime: Runtime) -> int:
        session = await signed_in(runtime, asked.seller)
        linked = await runtime.connections.link(session.scope, _token(), accounts)
        for connection in linked.connections:
            print(
                f"{connection.external_id} {connection.name} "
                f"({connection.currency}, {connection.timezone}) is linked to "
                f"{session.seller.slug}."
            )
        for account, reason in linked.refused:
            tell(f"{account} is not linked. {reason}")
        return ExitCode.FAILED if linked.refused else ExitCode.DONE

    return workspace.run(config, link)


def _token() -> Secret:
    if sys.stdin is not None and sys.stdin.isatty():
        text = getpass.getpass("Access token: ")
    else:
        text = sys.stdin.readline() if sys.stdin is not None else ""
    if not text.strip():
        raise UserError("No access token came. Give it on standard input, as one line.")
    return checked_token(Secret(text))
