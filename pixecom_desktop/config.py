"""Where things live and what the environment asks for: one frozen Config.

Read once at the front door; nothing else looks at the environment.
"""

from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_data_path

from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.values import dataclass

APP = "PixEcom Desktop"
META_BASE = "https://graph.facebook.com"
META_DIALOG = "https://www.facebook.com"
META_VERSION = "v26.0"
CALLS_PER_HOUR = 200
WINDOW_CONNECTIONS = 2
WORKER_CONNECTIONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that the environment settles.

    `database_url` None means the embedded SQLite file in `home`. `calls_per_hour` 0 lifts the
    limit (for the sandbox).
    """

    home: Path
    database_url: Secret | None = None
    pool_size: int = WINDOW_CONNECTIONS
    meta_base: str = META_BASE
    meta_version: str = META_VERSION
    calls_per_hour: int = CALLS_PER_HOUR
    token_key: Secret | None = None
    token_key_before: Secret | None = None
    app_id: str = ""
    app_secret: Secret | None = None
    email: str = ""

    @property
    def dialog_base(self) -> str:
        """Return where Meta's sign-in page is: another host than the API, but for a sandbox."""
        return META_DIALOG if self.meta_base == META_BASE else self.meta_base

    @property
    def sqlite_path(self) -> Path:
        """Return the embedded database's file."""
        return self.home / "pixecom.db"

    @property
    def log_folder(self) -> Path:
        """Return the folder of the log files."""
        return self.home / "logs"

    @property
    def backup_folder(self) -> Path:
        """Return the folder of the backups that are made before a migration."""
        return self.home / "backups"


def from_environment(
    environment: Mapping[str, str], *, pool_size: int = WINDOW_CONNECTIONS
) -> Config:
    """Return the Config of these variables; raises UserError for one that cannot be read."""
    home = environment.get("PIXECOM_HOME")
    url = environment.get("DATABASE_URL", "").strip()
    key = environment.get("META_TOKEN_ENCRYPTION_KEY", "").strip()
    key_before = environment.get("META_TOKEN_ENCRYPTION_KEY_BEFORE", "").strip()
    app_secret = environment.get("META_APP_SECRET", "").strip()
    return Config(
        home=Path(home).expanduser() if home else user_data_path(APP, appauthor=False),
        database_url=Secret(url) if url else None,
        pool_size=pool_size,
        meta_base=environment.get("META_API_BASE", "").rstrip("/") or META_BASE,
        meta_version=environment.get("META_API_VERSION", "") or META_VERSION,
        calls_per_hour=_whole(environment, "META_CALLS_PER_HOUR", CALLS_PER_HOUR),
        token_key=Secret(key) if key else None,
        token_key_before=Secret(key_before) if key_before else None,
        app_id=environment.get("META_APP_ID", "").strip(),
        app_secret=Secret(app_secret) if app_secret else None,
        email=environment.get("PIXECOM_EMAIL", "").strip(),
    )


def _whole(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit():
        raise UserError(f"{name} must be a whole number, and is {text!r}.")
    return int(text)
