"""Lets the window's modules be imported without PySide reading the source of each.

PySide looks in every module that is imported after it for its own name, to know which of them may
switch its "features" (`from __feature__ import snake_case`). No module here switches any, and the
looking takes a tenth of the start. There is no setting for it; where another PySide looks in
another way, it goes on looking. This module must not import Qt when it is imported itself.
"""

from importlib import import_module

_PLACE, _LOOKS = "shibokensupport.feature", "_mod_uses_pyside"


def leave_sources_unread() -> None:
    """Keep PySide from reading the modules that are imported from now on; imports PySide."""
    import_module("PySide6.QtCore")
    try:
        features = import_module(_PLACE)
    except ImportError:
        return
    if hasattr(features, _LOOKS):
        setattr(features, _LOOKS, _uses_none)


def _uses_none(_module: object) -> bool:
    return False
