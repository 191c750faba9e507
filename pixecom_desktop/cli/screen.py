"""Whether there is a screen to draw a window on, and a terminal to write to."""

import os
import sys


def can_draw() -> bool:
    """Tell whether Qt would find something to draw on; without it, it ends the process."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def is_heard() -> bool:
    """Tell whether somebody reads what is written: not where a menu has started the program."""
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen" or not can_draw():
        return True
    return sys.stderr is not None and sys.stderr.isatty()
