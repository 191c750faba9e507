"""Whether there is a screen to draw a window on."""

import os
import sys


def can_draw() -> bool:
    """Tell whether Qt would find something to draw on; without it, it ends the process."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
