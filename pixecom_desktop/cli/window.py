"""The window on the user's own workspace."""

import argparse
import asyncio
import os
import sys

from pixecom_desktop.config import Config
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.runtime import Desktop, Runtime, build


def run(asked: argparse.Namespace, config: Config) -> int:
    """Open the window, at the link if one is given; returns when it is closed."""
    if not can_draw():
        raise UserError(
            "There is no display to open a window on. The commands work without one: see --help."
        )
    runtime = build(config)
    desktop = asyncio.run(_signed_in(runtime))
    from pixecom_desktop.ui import app

    return app.run(desktop, link=asked.link, keep=config.home / "window.ini")


async def _signed_in(runtime: Runtime) -> Desktop:
    return Desktop(runtime, await runtime.sessions.open_owner())


def can_draw() -> bool:
    """Tell whether Qt would find something to draw on; without it, it ends the process."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
