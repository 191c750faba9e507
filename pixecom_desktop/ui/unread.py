"""Lets the window's modules be imported without PySide standing between.

PySide puts itself before Python's `import`, and reads the source of every module that is imported
after it for its own name, to know which of them may switch its "features" (`from __feature__ import
snake_case`). No module here switches any, and the reading takes a tenth of the start. There is no
setting for it; a PySide that keeps the real `import` elsewhere goes on as it is. This module must
not import Qt when it is imported itself.
"""

import builtins
from importlib import import_module

_REAL = "__orig_import__"


def leave_sources_unread() -> None:
    """Let modules be imported from now on as without PySide; imports PySide."""
    import_module("PySide6.QtCore")
    if hasattr(builtins, _REAL):
        builtins.__import__ = getattr(builtins, _REAL)
