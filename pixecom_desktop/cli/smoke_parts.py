"""What an installation brings along: each check says what it found, or raises what is wrong."""

import asyncio
import importlib
import pkgutil
import secrets
import sys
import zoneinfo
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pixecom_desktop
from pixecom_desktop.domain.dates import zone
from pixecom_desktop.domain.errors import PixecomError, SealBroken
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.resources import changelog, resource

Check = Callable[[Path], str]
"""Gets the throw-away folder."""

FILES = ("icons/app.svg", "fonts/Inter-Regular.otf", "fonts/LICENSE-Inter", "help/first-steps.md")
MIGRATIONS = "pixecom_desktop.storage.migrations"
"""Read by Alembic as files; `empty_database` takes each step."""
LEAST_MODULES = 200
OLDEST_SQLITE = (3, 37)
"""Since 3.37 its tables may be STRICT; ON CONFLICT and window functions are older."""
HOURS_IN_MAY = {
    "America/New_York": -4.0,
    "Asia/Kolkata": 5.5,
    "Asia/Ho_Chi_Minh": 7.0,
    "Pacific/Apia": 13.0,
}
AMOUNTS = {"VND": "₫1,234,568", "JPY": "¥1,234,568", "KWD": "KWD 1,234,567.891"}
KEYRINGS = {
    "linux": "secretstorage",
    "win32": "win32ctypes.pywin32.win32cred",
    "darwin": "keyring.backends.macOS.api",
}
"""What the system's own keyring is asked through."""


def resources(_folder: Path) -> str:
    """Fonts, icons, the guide and the licences."""
    for name in FILES:
        resource(name).read_bytes()
    changelog().read_bytes()
    return "fonts, icons, guide and licences are there"


def modules(_folder: Path) -> str:
    """Every module of the program."""
    walked = pkgutil.walk_packages(pixecom_desktop.__path__, "pixecom_desktop.")
    names = [
        one.name
        for one in walked
        if not one.name.startswith(MIGRATIONS) and not one.name.endswith(".__main__")
    ]
    if len(names) < LEAST_MODULES:
        raise PixecomError(f"only {len(names)} modules are there")
    for name in names:
        importlib.import_module(name)
    return f"all {len(names)} can be imported"


def sqlite_and_tls(_folder: Path) -> str:
    """The database's library and the certificates."""
    import sqlite3
    import ssl

    from pixecom_desktop.meta.transport import certificates

    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise PixecomError(f"SQLite is {sqlite3.sqlite_version}, which is too old")
    known = certificates().cert_store_stats()["x509_ca"]
    if known == 0:
        raise PixecomError("no certificate authority is known, so no connection can be trusted")
    return f"SQLite {sqlite3.sqlite_version}, {ssl.OPENSSL_VERSION}, {known} authorities"


def time_zones(_folder: Path) -> str:
    """The time zones that the program brings itself, as where the system has none."""
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
    try:
        found = {
            name: datetime(2026, 5, 1, tzinfo=UTC).astimezone(zone(name)).utcoffset()
            for name in HOURS_IN_MAY
        }
        count = len(zoneinfo.available_timezones())
    finally:
        zoneinfo.reset_tzpath()
        zoneinfo.ZoneInfo.clear_cache()
    hours = {name: gone.total_seconds() / 3600 for name, gone in found.items() if gone is not None}
    if hours != HOURS_IN_MAY:
        raise PixecomError(f"the time zones are wrong: {hours}")
    return f"{count} are known without the system's"


def currencies(_folder: Path) -> str:
    """Amounts with their currency's own digits and sign."""
    from PySide6.QtCore import QLocale

    from pixecom_desktop.ui.format import Formatter

    english = Formatter(QLocale("en_US"))
    written = {code: str(english.money(1_234_567_891_000, code)) for code in AMOUNTS}
    if written != AMOUNTS:
        raise PixecomError(f"amounts are written wrongly: {written}")
    return ", ".join(written.values())


def keyring(_folder: Path) -> str:
    """The system's keyring, or the sentence that a user without one reads."""
    from importlib.metadata import entry_points

    from pixecom_desktop.storage import keyrings

    if not entry_points(group="keyring.backends"):
        raise PixecomError("the keyring library does not find its own parts")
    importlib.import_module(KEYRINGS[sys.platform])
    try:
        keyrings.system()
    except keyrings.NoKeyring as error:
        return str(error)
    return "the system keeps secrets"


def passwords_and_tokens(_folder: Path) -> str:
    """A password hashed and checked, a token sealed and opened; a wrong one is refused."""
    from pixecom_desktop.services.passwords import Passwords
    from pixecom_desktop.storage.vault import Place, Vault

    async def hashed_and_checked() -> tuple[bool, bool]:
        hasher = Passwords()
        kept = await hasher.hashed(right)
        return await hasher.fits(right, kept), await hasher.fits(wrong, kept)

    right, wrong = Secret(secrets.token_hex(12)), Secret(secrets.token_hex(12))
    if asyncio.run(hashed_and_checked()) != (True, False):
        raise PixecomError("a password does not fit its own hash, or another's does")
    vault = Vault(secrets.token_bytes(32))
    here = Place(seller_id=1, table="connections", row_id=2)
    sealed = vault.seal(right, here)
    if vault.open(sealed, here).reveal() != right.reveal():
        raise PixecomError("a sealed token opens as another one")
    try:
        vault.open(sealed[:-1] + bytes([sealed[-1] ^ 1]), here)
    except SealBroken:
        return "bcrypt and AES-256-GCM, there and back"
    raise PixecomError("a sealed token that was changed opens all the same")
