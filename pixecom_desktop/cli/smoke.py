"""`smoke`: is this installation whole? A line a check; the exit code is the failed check's own.

Everything happens in a throw-away folder; nothing of the user's is read.
"""

import argparse
import asyncio
import os
import secrets
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from pixecom_desktop.config import Config
from pixecom_desktop.domain.dates import zone
from pixecom_desktop.domain.errors import PixecomError
from pixecom_desktop.domain.money import digits
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.resources import resource

FIRST_CODE = 10


def run(asked: argparse.Namespace, config: Config) -> int:
    """Run the checks in order; stops at the first that fails, with 10 and its place as code."""
    del asked, config
    with tempfile.TemporaryDirectory(prefix="pixecom-smoke-", ignore_cleanup_errors=True) as folder:
        for place, (name, check) in enumerate(CHECKS):
            try:
                told = check(Path(folder))
            except Exception as error:
                print(f"FAILED {name}: {type(error).__name__}: {error}", flush=True)
                return FIRST_CODE + place
            print(f"ok {name}: {told}", flush=True)
    return 0


def _resources(folder: Path) -> str:
    for name in ("icons/app.svg", "fonts/Inter-Regular.otf", "fonts/LICENSE-Inter"):
        resource(name).read_bytes()
    return "fonts, icons and licences are there"


def _zones_and_currencies(folder: Path) -> str:
    for name in ("America/New_York", "Asia/Kolkata", "Pacific/Apia"):
        zone(name)
    found = {code: digits(code) for code in ("USD", "VND", "KWD")}
    if found != {"USD": 2, "VND": 0, "KWD": 3}:
        raise PixecomError(f"the currencies' digits are wrong: {found}")
    return "time zones and currencies are known"


def _database(folder: Path) -> str:
    import sqlite3

    from pixecom_desktop.runtime import build

    runtime = build(_config(folder))
    asyncio.run(runtime.close())
    return f"SQLite {sqlite3.sqlite_version}, migrated"


def _sync(folder: Path) -> str:
    from pixecom_desktop.runtime import build
    from pixecom_desktop.sandbox.options import WorldOptions
    from pixecom_desktop.sandbox.server import RunningSandbox
    from pixecom_desktop.sync.window import Asked

    async def work(pretend: RunningSandbox) -> int:
        runtime = build(_config(folder, pretend.base))
        try:
            session = await runtime.sessions.open_owner()
            await runtime.connections.link(session.scope, Secret(pretend.token), pretend.accounts)
            runs = await runtime.sync(session, Asked())
            errors = [error for one in runs for error in one.errors]
            if errors:
                raise PixecomError(errors[0])
            return len(await runtime.ads.table(session.scope, AdsQuery()))
        finally:
            await runtime.close()

    small = WorldOptions(accounts=1, campaigns=3, adsets=6, ads=12, days=5)
    with RunningSandbox(small) as pretend:
        rows = asyncio.run(work(pretend))
    if rows == 0:
        raise PixecomError("the table is empty after a sync")
    return f"{rows} campaigns from the built-in sandbox"


def _window(folder: Path) -> str:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from pixecom_desktop.desktop import Desktop
    from pixecom_desktop.runtime import build
    from pixecom_desktop.ui import app

    async def signed_in() -> Desktop:
        runtime = build(_config(folder))
        return Desktop(runtime, await runtime.sessions.open_owner())

    picture = folder / "window.png"
    app.picture(asyncio.run(signed_in()), picture)
    if picture.stat().st_size < 1_000:
        raise PixecomError("the window is blank")
    return "the window opens and closes"


def _quiet_end(folder: Path) -> str:
    left = [one.name for one in threading.enumerate() if not one.daemon]
    if left != [threading.main_thread().name]:
        raise PixecomError(f"threads are left: {left}")
    return "nothing is left running"


def _config(folder: Path, base: str = "http://127.0.0.1:9") -> Config:
    key = folder / "key"
    if not key.exists():
        key.write_text(secrets.token_hex(32), encoding="ascii")
    return Config(home=folder / "home", meta_base=base, token_key=Secret(key.read_text("ascii")))


CHECKS: tuple[tuple[str, Callable[[Path], str]], ...] = (
    ("resources", _resources),
    ("zones and currencies", _zones_and_currencies),
    ("database", _database),
    ("sync", _sync),
    ("window", _window),
    ("end", _quiet_end),
)
