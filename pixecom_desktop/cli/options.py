"""The words of every command, all in one place, so that `--help` is answered without importing any.

No token and no password is ever an argument: other users of the machine can read those.
"""

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NoReturn, Protocol

from typing_extensions import override

from pixecom_desktop.domain.dates import Preset
from pixecom_desktop.domain.enums import Level, Role
from pixecom_desktop.domain.errors import UserError


class Parser(argparse.ArgumentParser):
    """An argument parser whose mistakes are sentences, too."""

    @override
    def error(self, message: str) -> NoReturn:
        raise UserError(f"{message[:1].upper()}{message[1:]}. See {self.prog} --help.")


class Parsers(Protocol):
    """What `add_subparsers` gives; its own class has no public name."""

    def add_parser(self, name: str, *, help: str, description: str = ...) -> Parser:  # noqa: A002 - argparse's
        """Return the parser of one command."""
        ...


LEVELS = [level.lower() for level in Level]
FORMATS = ["table", "json", "csv", "xlsx"]
PRESETS = [preset.value for preset in Preset if preset is not Preset.CUSTOM]


def whole(text: str) -> int:
    """Read a whole number of zero or more."""
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number of zero or more")
    return int(text)


def positive(text: str) -> int:
    """Read a whole number of one or more."""
    number = whole(text)
    if number == 0:
        raise argparse.ArgumentTypeError("it must be at least 1")
    return number


def instant(text: str) -> datetime:
    """Read an instant with its offset, such as 2026-11-24T12:00:00Z."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no instant") from error
    if found.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} does not say its offset, such as Z or +02:00")
    return found


ONE_SELLER = "its short name or its name"
OR_ALL = f"{ONE_SELLER}; all for all of yours at once"


def window(parsers: Parsers) -> None:
    """Add the words of the window."""
    command = parsers.add_parser("window", help="open the window (the same as no command)")
    command.add_argument("link", nargs="?", help="a pixecom:// link to open it at")


def _demo(parsers: Parsers) -> None:
    parsers.add_parser(
        "demo",
        help="a made-up business in a throw-away workspace",
        description="Starts the built-in sandbox, syncs it over HTTP into a throw-away workspace "
        "and opens the window on it. Without a display the same happens offscreen: the report is "
        "printed and a picture of the window is saved.",
    )


def _sandbox(parsers: Parsers) -> None:
    command = parsers.add_parser(
        "sandbox",
        help="a pretend Meta on this machine",
        description="Serves a made-up business in Graph's dialect. The first line on standard "
        "output is a JSON object with base, version, token and accounts.",
    )
    command.add_argument("--port", type=whole, default=0, help="a free one unless given")
    for name, default in (
        ("accounts", 4),
        ("campaigns", 200),
        ("adsets", 600),
        ("ads", 2_000),
        ("days", 90),
        ("seed", 7),
    ):
        kind = positive if name in ("accounts", "days") else whole
        command.add_argument(
            f"--{name}", type=kind, default=default, metavar="N", help=f"{default:,} unless given"
        )
    command.add_argument("--now", type=instant, metavar="INSTANT", help="freeze its clock there")
    command.add_argument("--admin", action="store_true", help="open the door for faults and clock")
    command.add_argument("--tied", action="store_true", help=argparse.SUPPRESS)


def _connect(parsers: Parsers) -> None:
    command = parsers.add_parser(
        "connect",
        help="link ad accounts",
        description="Links ad accounts to a seller. The access token is read from standard input, "
        "or asked for without showing it.",
    )
    command.add_argument("accounts", nargs="+", metavar="act_ID")
    command.add_argument("--seller", metavar="SELLER", help=ONE_SELLER)


def _sync(parsers: Parsers) -> None:
    command = parsers.add_parser(
        "sync",
        help="read structure, statistics and delivery once",
        description="Days are the account's own; without them: today and the three days before.",
    )
    command.add_argument("--since", metavar="DAY")
    command.add_argument("--until", metavar="DAY")
    command.add_argument("--account", metavar="act_ID")
    command.add_argument("--seller", metavar="SELLER", help=OR_ALL)


def _report(parsers: Parsers) -> None:
    command = parsers.add_parser("report", help="the Ads Manager's table")
    command.add_argument("--level", choices=LEVELS, default="campaign")
    command.add_argument("--preset", choices=PRESETS)
    command.add_argument("--since", metavar="DAY")
    command.add_argument("--until", metavar="DAY")
    command.add_argument("--status", metavar="S,S")
    command.add_argument("--delivery", metavar="D,D")
    command.add_argument("--account", metavar="act_ID,act_ID")
    command.add_argument("--sellpage", metavar="SLUG,SLUG")
    command.add_argument("--campaign", metavar="ID,ID", help="only these campaigns and below them")
    command.add_argument("--adset", metavar="ID", help="only this ad set and below it")
    command.add_argument("--search", metavar="TEXT", help="in the name, or ids")
    command.add_argument(
        "--sort",
        metavar="KEY,KEY",
        help="columns, the first one first; --sort=-KEY for the highest first (-spend,name)",
    )
    command.add_argument(
        "--where", metavar="RULES", help='on columns, such as "Spent > 50 and ROAS < 1.5"'
    )
    command.add_argument("--format", choices=FORMATS, default="table")
    command.add_argument("--output", type=Path, metavar="FILE")
    command.add_argument("--seller", metavar="SELLER", help=OR_ALL)


def _status(parsers: Parsers) -> None:
    command = parsers.add_parser(
        "status",
        help="pause or activate campaigns, ad sets or ads",
        description="Changes Meta, then the database. An id that fails does so alone; take the "
        "whole back with undo.",
    )
    command.add_argument("act", choices=["pause", "activate"])
    command.add_argument("ids", nargs="+", metavar="EXTERNAL_ID")
    command.add_argument("--level", choices=LEVELS, required=True)
    command.add_argument("--json", action="store_true", help="print the outcome as JSON")
    command.add_argument("--seller", metavar="SELLER", help=ONE_SELLER)


def _undo(parsers: Parsers) -> None:
    command = parsers.add_parser(
        "undo",
        help="take a bulk action back",
        description="Puts back what still is what the action made it. Without BATCH the latest "
        "action is taken back.",
    )
    command.add_argument("batch", nargs="?", type=whole, metavar="BATCH")
    command.add_argument("--json", action="store_true", help="print the outcome as JSON")
    command.add_argument("--seller", metavar="SELLER", help=ONE_SELLER)


def _worker(parsers: Parsers) -> None:
    parsers.add_parser(
        "worker",
        help="the background jobs without a window",
        description="Reads every linked account of all sellers as it falls due, until SIGINT or "
        "SIGTERM. Several programs may work on one database: an account is one's at a time.",
    )


def _meta(parsers: Parsers) -> None:
    command = parsers.add_parser("meta", help="try the token and permissions of every connection")
    command.add_argument("action", choices=["check"])
    command.add_argument(
        "--seller", metavar="SELLER", help=f"{ONE_SELLER}; all of yours unless given"
    )


def _user(parsers: Parsers) -> None:
    command = parsers.add_parser("user", help="who may sign in to a team's database")
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser(
        "add",
        help="let somebody work for a seller",
        description="The first user of an empty database is added without signing in. After that "
        "your own password is asked for first, then the new user's. Without a terminal each is a "
        "line of standard input.",
    )
    add.add_argument("email", metavar="EMAIL")
    roles = ", ".join(role.lower() for role in Role)
    add.add_argument("--role", required=True, type=_role, metavar="ROLE", help=roles)
    seller = "for which one: its short name, else a new one is made; default unless given"
    add.add_argument("--seller", default="default", metavar="SLUG", help=seller)


def _role(text: str) -> Role:
    try:
        return Role(text.upper())
    except ValueError:
        words = ", ".join(role.lower() for role in Role)
        raise argparse.ArgumentTypeError(f"{text!r} is no role: it is one of {words}") from None


def _db(parsers: Parsers) -> None:
    command = parsers.add_parser("db", help="the database: migrations, backups, a move to a team's")
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("status", help="where its migrations stand")
    actions.add_parser("upgrade", help="bring it up to date, a backup first")
    backup = actions.add_parser(
        "backup",
        help="a consistent copy of the embedded database, its checksum beside it",
    )
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = actions.add_parser(
        "restore",
        help="put a copy in the embedded database's place; what is there now is set aside",
    )
    restore.add_argument("file", type=Path, metavar="FILE")
    copy = actions.add_parser(
        "copy",
        help="copy the embedded workspace into an empty Postgres",
        description="Copies every row into an empty Postgres and compares both sides at the end. "
        "What was interrupted goes on where it stopped; the embedded database is left as it is. "
        "Leave the password out of the URL: PGPASSWORD or ~/.pgpass gives it.",
    )
    copy.add_argument("url", metavar="URL")
    actions.add_parser(
        "rotate-key",
        help="seal every access token anew under a new key; goes on where it was interrupted",
        description="With the key in the keyring a new one is made. With META_TOKEN_ENCRYPTION_KEY "
        "put the new one there and the old one into META_TOKEN_ENCRYPTION_KEY_BEFORE first.",
    )


def _smoke(parsers: Parsers) -> None:
    parsers.add_parser(
        "smoke",
        help="is this installation whole?",
        description="Try every part in a throw-away folder: a line a check. The exit code is 0, or"
        " 10 and the place of the check that failed, counted from 0.",
    )


COMMANDS: tuple[Callable[[Parsers], None], ...] = (
    window,
    _demo,
    _sandbox,
    _connect,
    _sync,
    _report,
    _status,
    _undo,
    _worker,
    _meta,
    _db,
    _user,
    _smoke,
)
