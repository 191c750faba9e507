"""What an installation does: databases, a sync from the built-in sandbox, files, a window, its end.

Each check says what it found, or raises what is wrong.
"""

import asyncio
import csv
import gzip
import io
import logging
import secrets
import threading
import time
import zipfile
from datetime import date
from pathlib import Path

from pixecom_desktop import log
from pixecom_desktop.config import Config
from pixecom_desktop.desktop import Desktop
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.errors import PixecomError
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import AdsQuery, AdsTable
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.resources import resource
from pixecom_desktop.runtime import build

OLDER = "smoke/pixecom-0006.db.gz"
"""A workspace as a program that ended with migration 0006 left it: four campaigns, four days."""
OLDER_DAYS = DateChoice.days(date(2026, 11, 25), date(2026, 11, 28))
OLDER_SPEND = {"USD": 408_350_000, "VND": 550_332_000_000}
"""What that program showed as spent in these days, in micros."""
MOST_SECONDS = 3.0

logger = logging.getLogger(__name__)


def empty_database(folder: Path) -> str:
    """A database made from nothing, by every migration."""
    log.set_up(_config(folder).log_folder, level=logging.DEBUG)
    runtime = build(_config(folder))
    asyncio.run(runtime.close())
    return "made and migrated"


def older_database(folder: Path) -> str:
    """An older program's database, migrated, and its figures still what they were."""
    home = folder / "older"
    home.mkdir()
    (home / "pixecom.db").write_bytes(gzip.decompress(resource(OLDER).read_bytes()))
    table = asyncio.run(_table(_config(folder, home=home), AdsQuery(filters=_of(OLDER_DAYS))))
    spent = {foot.currency: foot.measures["spend"] for foot in table.summary}
    if spent != OLDER_SPEND:
        raise PixecomError(f"after the migration {spent} is shown as spent, not {OLDER_SPEND}")
    (copy,) = (home / "backups").glob("pixecom-before-upgrade-from-0006.db")
    return f"migrated with {len(table)} campaigns; {copy.name} is the copy from before"


def sync(folder: Path) -> str:
    """Accounts linked and read over HTTP."""
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
        (folder / "token").write_text(pretend.token, encoding="utf-8")
        rows = asyncio.run(work(pretend))
    if rows == 0:
        raise PixecomError("the table is empty after a sync")
    return f"{rows} campaigns from the built-in sandbox"


def files(folder: Path) -> str:
    """The table as CSV and as XLSX."""
    from pixecom_desktop.services import export
    from pixecom_desktop.services.sheet import as_xlsx

    table = asyncio.run(_table(_config(folder), AdsQuery()))
    lines = list(csv.reader(io.StringIO(export.as_csv(table).lstrip("\ufeff"))))
    if len(lines) < 1 + len(table) or len(set(map(len, lines))) != 1:
        raise PixecomError(f"the CSV has {len(lines)} lines for {len(table)} campaigns")
    with zipfile.ZipFile(io.BytesIO(as_xlsx(table))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    if sheet.count(b"<row ") < 1 + len(table):
        raise PixecomError("the XLSX lacks rows")
    return f"CSV and XLSX of {len(table)} campaigns"


def window(folder: Path) -> str:
    """The window, drawn offscreen."""
    from pixecom_desktop.ui import app

    picture = folder / "window.png"
    app.picture(asyncio.run(_signed_in(folder)), picture)
    size = picture.stat().st_size
    if size < 10_000:
        raise PixecomError("the window is blank")
    return f"it opens, and its picture has {size:,} bytes"


def logs(folder: Path) -> str:
    """No secret in what was logged until now, nor where one is handed to the log."""
    token = (folder / "token").read_text("utf-8")
    hidden = [token, (folder / "key").read_text("ascii")]
    logger.info("asked https://graph.example/v1/me?access_token=%s&fields=id", token)
    logger.info("Authorization: Bearer %s", token)
    found = "".join(
        one.read_text("utf-8") for one in _config(folder).log_folder.glob("pixecom.log*")
    )
    if "graph.example" not in found:
        raise PixecomError("the log is not written")
    if any(secret in found for secret in hidden):
        raise PixecomError("there is a secret in the log")
    return f"{len(found.splitlines())} lines without a secret"


def quick_end(folder: Path) -> str:
    """A window that is told to close while its jobs run; nothing goes on after it."""
    from pixecom_desktop.ui import app
    from pixecom_desktop.ui.session import Session

    took: list[float] = []

    async def visit() -> None:
        session = Session(desktop, None)
        async with asyncio.TaskGroup() as group:
            living = group.create_task(session.live(None))
            while session.window is None:
                if living.done():
                    raise PixecomError("the window does not open")
                await asyncio.sleep(0.01)
            await app.settled(session.window)
            session.ask_to_leave()
            asked = time.monotonic()
            await living
            took.append(time.monotonic() - asked)

    app.application()
    desktop = asyncio.run(_signed_in(folder))
    app.run_loop(visit())
    if took[0] > MOST_SECONDS:
        raise PixecomError(f"the window took {took[0]:.1f} s to close")
    left = [one.name for one in threading.enumerate() if not one.daemon]
    if left != [threading.main_thread().name]:
        raise PixecomError(f"threads are left: {left}")
    return f"the window closed in {took[0]:.1f} s, nothing is left running"


async def _signed_in(folder: Path) -> Desktop:
    runtime = build(_config(folder))
    return Desktop(runtime, await runtime.sessions.open_owner())


async def _table(config: Config, query: AdsQuery) -> AdsTable:
    runtime = build(config)
    try:
        session = await runtime.sessions.open_owner()
        return await runtime.ads.table(session.scope, query)
    finally:
        await runtime.close()


def _of(days: DateChoice) -> FilterSet:
    return FilterSet(dates=days)


def _config(folder: Path, base: str = "http://127.0.0.1:9", *, home: Path | None = None) -> Config:
    key = folder / "key"
    if not key.exists():
        key.write_text(secrets.token_hex(32), encoding="ascii")
    return Config(
        home=home or folder / "home", meta_base=base, token_key=Secret(key.read_text("ascii"))
    )
