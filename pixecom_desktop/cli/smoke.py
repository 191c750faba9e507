"""`smoke`: is this installation whole? A line a check; the exit code is the failed check's own.

Everything happens in a throw-away folder; nothing of the user's is read. The checks themselves are
in `smoke_parts` (what the installation brings) and `smoke_work` (what it does with it).
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

from pixecom_desktop import log
from pixecom_desktop.cli import smoke_parts, smoke_work
from pixecom_desktop.cli.smoke_parts import Check
from pixecom_desktop.config import Config

FIRST_CODE = 10
CHECKS: tuple[tuple[str, Check], ...] = (
    ("resources", smoke_parts.resources),
    ("modules", smoke_parts.modules),
    ("sqlite and tls", smoke_parts.sqlite_and_tls),
    ("time zones", smoke_parts.time_zones),
    ("currencies", smoke_parts.currencies),
    ("keyring", smoke_parts.keyring),
    ("empty database", smoke_work.empty_database),
    ("older database", smoke_work.older_database),
    ("passwords and tokens", smoke_parts.passwords_and_tokens),
    ("sync", smoke_work.sync),
    ("files", smoke_work.files),
    ("window", smoke_work.window),
    ("logs", smoke_work.logs),
    ("end", smoke_work.quick_end),
)
"""In their order: one that stands on another's result comes after it."""


def run(asked: argparse.Namespace, config: Config) -> int:
    """Run the checks in order; stops at the first that fails, with 10 and its place as code."""
    del asked, config
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="pixecom-smoke-", ignore_cleanup_errors=True) as folder:
        try:
            return _checked(Path(folder))
        finally:
            # Windows removes no folder with an open file in it.
            log.set_up(None)


def _checked(folder: Path) -> int:
    for place, (name, check) in enumerate(CHECKS):
        began = time.monotonic()
        try:
            told = check(folder)
        except Exception as error:
            print(f"FAILED {name}: {type(error).__name__}: {error}", flush=True)
            return FIRST_CODE + place
        print(f"ok {name}: {told} ({time.monotonic() - began:.1f} s)", flush=True)
    return 0
