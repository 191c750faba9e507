"""`demo`: a made-up business in a throw-away workspace, synced over real HTTP, in a window.

The sandbox runs in a process of its own and ends with ours. Nothing here touches the user's own
data folder, keyring or accounts.
"""

import argparse
import asyncio
import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from pixecom_desktop.cli.progress import shown
from pixecom_desktop.cli.screen import can_draw
from pixecom_desktop.cli.sync import line
from pixecom_desktop.cli.text_table import written
from pixecom_desktop.cli.workspace import tell
from pixecom_desktop.config import Config
from pixecom_desktop.desktop import Desktop
from pixecom_desktop.domain.dates import DateChoice, Preset
from pixecom_desktop.domain.enums import ExitCode
from pixecom_desktop.domain.errors import PixecomError
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Session, Workspace
from pixecom_desktop.domain.status import AccountRun
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.runtime import Runtime, build
from pixecom_desktop.sync.window import Asked

DAYS = 30
PICTURE = "pixecom-demo.png"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pretend:
    """A sandbox that runs: where, with which token and accounts."""

    base: str
    version: str
    token: Secret
    accounts: tuple[str, ...]


def run(asked: argparse.Namespace, config: Config) -> int:
    """Sync the made-up business and open the window on it; offscreen where there is no display."""
    del asked, config
    hidden = not can_draw() or os.environ.get("QT_QPA_PLATFORM") == "offscreen"
    if hidden:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        tell("There is no display: the window is drawn offscreen and saved as a picture.")
    with workspace() as (runtime, session):
        if hidden:
            return _hidden(runtime, session)
        from pixecom_desktop.ui import app

        return app.run(Desktop(runtime, session, workspace=Workspace.DEMO), link=None)


@contextmanager
def opened() -> Iterator[Desktop]:
    """Give the window's side of a filled workspace: what `pictures` draws."""
    with workspace() as (runtime, session):
        yield Desktop(runtime, session)


@contextmanager
def workspace() -> Iterator[tuple[Runtime, Session]]:
    """Open a throw-away workspace on a sandbox, filled with DAYS days; all gone at the end."""
    with ground() as (config, pretend):
        runtime = build(config)
        try:
            yield runtime, asyncio.run(_told(runtime, pretend))
        finally:
            asyncio.run(runtime.close())


@contextmanager
def ground(*options: str) -> Iterator[tuple[Config, Pretend]]:
    """Give a folder that is gone at the end and a sandbox for it, made with these options."""
    with (
        tempfile.TemporaryDirectory(prefix="pixecom-demo-", ignore_cleanup_errors=True) as folder,
        sandbox(*options) as pretend,
    ):
        yield (
            Config(
                home=Path(folder),
                meta_base=pretend.base,
                meta_version=pretend.version,
                token_key=Secret(secrets.token_hex(32)),
            ),
            pretend,
        )


def _hidden(runtime: Runtime, session: Session) -> int:
    from pixecom_desktop.ui import app

    query = AdsQuery(filters=FilterSet(dates=DateChoice(Preset.LAST_30)))
    table = asyncio.run(runtime.ads.table(session.scope, query))
    print(written(table, runtime.clock.now()), end="", flush=True)
    picture = Path(tempfile.gettempdir(), PICTURE)
    app.picture(Desktop(runtime, session), picture)
    print(f"A picture of the window is at {picture}")
    return ExitCode.DONE


async def _told(runtime: Runtime, pretend: Pretend) -> Session:
    tell(f"Reading {DAYS} days of a made-up business ...")
    with shown(runtime.bus):
        session, runs = await filled(runtime, pretend)
    for one in runs:
        tell(line(one))
    return session


async def filled(runtime: Runtime, pretend: Pretend) -> tuple[Session, tuple[AccountRun, ...]]:
    """Link the sandbox's accounts and read DAYS days of them; raises PixecomError where one fails.

    How far it is goes over the runtime's bus.
    """
    session = await runtime.sessions.open_owner()
    linked = await runtime.connections.link(session.scope, pretend.token, pretend.accounts)
    for _, reason in linked.refused:
        raise PixecomError(reason)
    today = runtime.clock.now().date()
    # One day more on the early side: west of Greenwich it may still be yesterday.
    asked = Asked(since=today - timedelta(days=DAYS))
    runs = await runtime.sync(session, asked)
    for one in runs:
        if one.errors:
            raise PixecomError(f"{one.account} was not read whole: {one.errors[0]}")
    return session, runs


@contextmanager
def sandbox(*options: str) -> Iterator[Pretend]:
    """Run the sandbox in a process of its own for as long as the block lasts."""
    with subprocess.Popen(  # noqa: S603 - ourselves, no shell
        [*_ourselves(), "sandbox", "--tied", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # On Windows a program of windows would open a console for it.
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        env=_plain(os.environ),
    ) as process:
        try:
            first = process.stdout.readline() if process.stdout else b""
            if not first:
                raise PixecomError("The sandbox did not start. Run the command sandbox to see why.")
            card = json.loads(first)
            yield Pretend(
                base=card["base"],
                version=card["version"],
                token=Secret(card["token"]),
                accounts=tuple(card["accounts"]),
            )
        finally:
            process.terminate()


def _ourselves() -> list[str]:
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "pixecom_desktop"]
    # On Windows a window's program may have no output to read from: its twin has.
    twin = Path(sys.executable).with_name("pixecom.exe")
    return [str(twin) if twin.is_file() else sys.executable]


def _plain(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without what the sandbox has no business with."""
    return {
        name: value
        for name, value in environment.items()
        if not name.startswith("META_") and name != "DATABASE_URL"
    }
