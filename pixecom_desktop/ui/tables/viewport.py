"""The viewport of a view, made here instead of by Qt."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QWidget


def make_viewport(view: QAbstractItemView, role: QPalette.ColorRole) -> None:
    """Give a view a viewport as Qt makes one; to be called before anything is set on either.

    `role` is the colour of its ground. Of a widget that Qt has made PySide makes every class that
    it could be before it answers which it is: all there are, a hundredth of a second of the start.
    """
    made = QWidget()
    view.setViewport(made)
    made.setObjectName("qt_scrollarea_viewport")
    made.setBackgroundRole(role)
    made.setAutoFillBackground(True)
