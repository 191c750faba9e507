"""`user add`: let somebody work for a seller of a team's database."""

import argparse

from pixecom_desktop.cli import workspace
from pixecom_desktop.cli.signing import asked as asked_for
from pixecom_desktop.cli.signing import email_of
from pixecom_desktop.config import Config
from pixecom_desktop.domain.enums import ExitCode
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.runtime import Runtime


def run(asked: argparse.Namespace, config: Config) -> int:
    """Add the user; the first one of an empty database without anybody signing in."""
    if config.database_url is None:
        raise UserError(
            "The database on your own computer has one user, you. Set DATABASE_URL to your team's."
        )
    return workspace.run(config, lambda runtime: _add(runtime, asked))


async def _add(runtime: Runtime, asked: argparse.Namespace) -> int:
    people, where = runtime.people, f"{asked.role.lower()} of {asked.seller}"
    if await people.is_empty():
        first = asked_for(f"New password for {asked.email}: ")
        await people.add_first(asked.email, first, asked.seller)
        print(f"{asked.email} is the first user: owner of {asked.seller}, and superadmin.")
        return ExitCode.DONE
    email = email_of(runtime)
    session = await runtime.sessions.sign_in_anywhere(email, asked_for(f"Password of {email}: "))
    password = None
    if await people.wants_password(session, asked.email, asked.seller):
        password = asked_for(f"New password for {asked.email}: ")
    is_new = await people.add(session, asked.email, password, asked.role, asked.seller)
    print(f"{asked.email} is {where} now." + ("" if is_new else " Their password stays."))
    return ExitCode.DONE
