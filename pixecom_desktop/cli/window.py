"""The window: on what was set up here, else on the page that asks what to begin with."""

import argparse
import sys
from types import ModuleType

from pixecom_desktop.cli.screen import can_draw
from pixecom_desktop.cli.ways import WaysIn
from pixecom_desktop.config import Config
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.ui.unread import leave_sources_unread


def run(asked: argparse.Namespace, config: Config) -> int:
    """Open the window, at the link if one is given; returns when it is closed.

    Where one is open on this workspace, it is raised and takes the link.
    """
    if not can_draw():
        raise UserError(
            "There is no display to open a window on. The commands work without one: see --help."
        )
    app = imported()
    keep = config.home / "window.ini"
    door = app.knock(config.home, keep, asked.link)
    if door is None:
        # A program of a menu has no terminal: print knows, sys.stderr.write does not.
        print("PixEcom is open already: its window comes forward.", file=sys.stderr)
        return 0
    try:
        return int(app.run_by(WaysIn(config), link=asked.link, keep=keep, door=door))
    finally:
        door.close()


def imported() -> ModuleType:
    """Import the application, without PySide's reading the source of each module."""
    leave_sources_unread()
    from pixecom_desktop.ui import app

    return app
