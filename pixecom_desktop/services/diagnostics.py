"""What somebody who helps needs to know of an installation, as text that its owner reads first.

Versions, settings without their secrets, the state of the database, how each account fares, and the
end of the log. No token, no password, no name of a person, account or campaign that the program
puts there by itself: accounts are told by the last digits of their ids, the home folder is "~". The
log is struck as it was when it was written, once more.
"""

import asyncio
import os
import platform
import shutil
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pixecom_desktop import __version__
from pixecom_desktop.config import META_BASE, Config
from pixecom_desktop.domain.access import Permission, Scope, require
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.errors import PixecomError
from pixecom_desktop.domain.preferences import DEFAULTS, Settings
from pixecom_desktop.domain.status import SyncStatus
from pixecom_desktop.log import LOG_FILE, strike, without_home
from pixecom_desktop.storage import migrate
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.queries import counts

LOG_LINES = 400
PACKAGES = ("sqlalchemy", "httpx", "psycopg", "cryptography", "keyring", "msgspec", "numpy")


class Diagnostics:
    """Gathers the report of one workspace."""

    def __init__(
        self,
        database: Database,
        config: Config,
        clock: Clock,
        *,
        status: Callable[[Scope], Awaitable[SyncStatus]],
        settings: Callable[[Scope], Awaitable[Settings]],
    ) -> None:
        self._database = database
        self._config = config
        self._clock = clock
        self._status = status
        self._settings = settings

    async def report(self, scope: Scope, drawn_by: Mapping[str, str]) -> str:
        """Return the report as Markdown.

        `drawn_by` are names and versions of what draws the window. A part that cannot be read says
        so; the others are there all the same.
        """
        require(scope, Permission.VIEW)
        parts = {
            "Program": self._program(drawn_by),
            "Settings": await self._told(self._own_settings(scope)),
            "Database": await self._told(self._of_database()),
            "Rows": await self._told(self._rows(scope)),
            "Accounts": await self._told(self._accounts(scope)),
            f"Log, its last {LOG_LINES} lines": await asyncio.to_thread(self._log),
        }
        head = f"# PixEcom Desktop diagnostics, {self._clock.now():%Y-%m-%d %H:%M} UTC\n"
        body = "\n".join(f"\n## {title}\n\n{text}" for title, text in parts.items())
        return without_home(strike(head + body)) + "\n"

    async def _told(self, part: Awaitable[Iterator[str]]) -> str:
        try:
            return "\n".join(await part)
        except PixecomError as error:
            return f"could not be read: {error}"

    def _program(self, drawn_by: Mapping[str, str]) -> str:
        packages = {name: _version(name) for name in PACKAGES}
        told = {
            "PixEcom Desktop": __version__ + (", frozen" if getattr(sys, "frozen", False) else ""),
            "Python": platform.python_version(),
            "System": f"{platform.system()} {platform.release()}, {platform.machine()}",
            "Processors": str(os.cpu_count()),
            **drawn_by,
            **packages,
        }
        return "\n".join(_lines(told))

    async def _own_settings(self, scope: Scope) -> Iterator[str]:
        config = self._config
        told = {
            "Data folder": str(config.home),
            "Database": "Postgres" if config.database_url else "SQLite",
            "Meta": config.meta_base if config.meta_base != META_BASE else "graph.facebook.com",
            "Meta's version": config.meta_version,
            "Calls an hour": str(config.calls_per_hour),
            "App secret": "given" if config.app_secret else "none",
            "Key of the tokens": "from the environment" if config.token_key else "in the keyring",
        }
        settings = await self._settings(scope)
        changed = {
            key: str(settings.value(key))
            for key, usual in DEFAULTS.items()
            if settings.value(key) != usual
        }
        return _lines({**told, **changed})

    async def _of_database(self) -> Iterator[str]:
        found = await asyncio.to_thread(migrate.status, self._database.engine)
        told = {
            "Driver": f"{self._database.engine.dialect.name} {self._database.engine.driver}",
            "Schema": f"{found.current} of {found.head}, {found.pending} pending",
        }
        if self._config.database_url is None:
            told |= await asyncio.to_thread(_sizes, self._config.sqlite_path)
        return _lines(told)

    async def _rows(self, scope: Scope) -> Iterator[str]:
        found = await self._database.read(scope, counts.rows)
        return _lines({table: f"{count:,}" for table, count in found.items()})

    async def _accounts(self, scope: Scope) -> Iterator[str]:
        status = await self._status(scope)
        lines = [f"- offline: {'yes' if status.offline else 'no'}"]
        for one in status.accounts:
            calls = f"{one.calls_used} of {one.calls_limit or 'any number of'} calls this hour"
            read = f"statistics {one.stats_at or 'never'}, delivery {one.delivery_at or 'never'}"
            line = f"- {_masked(one.account)}: {one.health}, {read}, {calls}"
            lines.append(f"{line}. {one.error}" if one.error else line)
        return iter(lines)

    def _log(self) -> str:
        try:
            text = (self._config.log_folder / LOG_FILE).read_text(
                encoding="utf-8", errors="replace"
            )
        except OSError as error:
            return f"could not be read: {error.strerror}"
        return "\n".join(("```", *text.splitlines()[-LOG_LINES:], "```"))


def _lines(told: Mapping[str, str]) -> Iterator[str]:
    return (f"- {name}: {value}" for name, value in told.items())


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def _masked(account: str) -> str:
    """Return an account's id with only its last four digits."""
    return f"act_…{account[-4:]}"


def _sizes(path: Path) -> dict[str, str]:
    """Return how large the embedded database is, and how much room is left."""
    sizes = {"File": path, "Write-ahead log": path.with_name(f"{path.name}-wal")}
    told = {name: f"{file.stat().st_size:,} bytes" for name, file in sizes.items() if file.exists()}
    return {**told, "Room on the disk": f"{shutil.disk_usage(path.parent).free:,} bytes"}
