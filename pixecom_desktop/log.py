"""Logging: one call sets it up, and no record leaves with a secret in it.

Secrets are struck out of the finished line, the traceback included, so that a library that logs a
URL or an exception that repeats one cannot leak either.
"""

import logging
import re
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

from typing_extensions import override

MEGABYTE = 1_000_000
KEPT_FILES = 5
LOG_FILE = "pixecom.log"

_NAMES = (
    "access_token|input_token|appsecret_proof|client_secret|fb_exchange_token|refresh_token"
    "|password|passwd|pwd|token|code_verifier|authorization|META_TOKEN_ENCRYPTION_KEY"
)
_PATTERNS = (
    (
        re.compile(
            rf"(?i)(?:\b|(?<=%26)|(?<=%3F))({_NAMES})(\"?'?\s*(?:[=:]|%3[AD])\s*\"?'?)"
            r"(?:Bearer\s+)?[^\s&\"',;)}\]]+"
        ),
        r"\1\2•••",
    ),
    (re.compile(r"(?i)\bBearer\s+[^\s\"',;]+"), "Bearer •••"),
    # Meta's user and system tokens, wherever they stand: in an address inside of an address too.
    (re.compile(r"(?:\b|(?<=%3D)|(?<=%20)|(?<=%22))EAA[A-Za-z0-9]{8,}"), "•••"),
    # user:password@ of a database URL.
    (re.compile(r"(\w+://[^\s:/@]*):[^\s@/]+@"), r"\1:•••@"),
)
_TALKATIVE = (
    "httpx",
    "httpcore",
    "alembic",
    "sqlalchemy",
    "qasync",
    "keyring",
    "uvicorn",
    "asyncio",
)


_ADDRESS = re.compile(r"\b([A-Za-z][A-Za-z0-9+.-]*)://[^\s\"'<>()\[\]{}]+")


def for_others(text: str) -> str:
    """Return a text as it may be handed on: without secrets, addresses and the home folder."""
    return without_home(_ADDRESS.sub(r"\1://…", strike(text)))


def without_home(text: str) -> str:
    """Return a text in which the home folder, which names its owner, is "~"."""
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text


def strike(text: str) -> str:
    """Return the text with everything that looks like a secret replaced by dots."""
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return text


class StrikingFormatter(logging.Formatter):
    """Formats a record, traceback and all, and strikes the secrets out of the result."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        return strike(super().format(record))


def set_up(folder: Path | None, *, level: int = logging.INFO) -> None:
    """Log to a rotating file in `folder`; where it cannot be written, to nowhere.

    Called once at the front door; a second call replaces what the first set up.
    """
    root = logging.getLogger("pixecom_desktop")
    for handler in tuple(root.handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    root.addHandler(_file(folder) if folder is not None else logging.NullHandler())


def unforeseen(error: BaseException) -> str:
    """Return the sentence for an error that nobody foresaw: where its details are, or what it is.

    For whoever has logged it just now; without a log file the error itself must do.
    """
    root = logging.getLogger("pixecom_desktop")
    if any(isinstance(handler, RotatingFileHandler) for handler in root.handlers):
        return "Something unforeseen happened. The log in the data folder holds the details."
    words = strike("".join(traceback.format_exception_only(error))).strip()
    return f"Something unforeseen happened: {words}"


def _file(folder: Path) -> logging.Handler:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            folder / LOG_FILE,
            maxBytes=MEGABYTE,
            backupCount=KEPT_FILES,
            encoding="utf-8",
            delay=True,
        )
    except OSError:
        return logging.NullHandler()
    handler.setFormatter(StrikingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    return handler
