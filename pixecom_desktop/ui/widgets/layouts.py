"""Layouts that are filled anew."""

from PySide6.QtWidgets import QLayout


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go; none flashes as a window of its own."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            # A layout shows its new widgets a turn later: hidden they stay.
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
