"""What the operating system is told of the program, and tells it.

Windows groups the windows of one id under one button; macOS hands links and files over as events
of the application, not as arguments; a program from a menu has no terminal to say its last words
in.
"""

import sys

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QMessageBox
from typing_extensions import override

APP_ID = "PixEcom.Desktop"


class Application(QApplication):
    """The application, which hears what macOS wants opened."""

    linked = Signal(str)
    """A link that the system hands over."""

    @override
    def event(self, event: QEvent) -> bool:
        # Overridden, not filtered: a filter of the application sees each event of each object.
        if isinstance(event, QFileOpenEvent) and event.url().isValid():
            self.linked.emit(
                event.url().toString(event.url().ComponentFormattingOption.FullyEncoded)
            )
            return True
        return super().event(event)


def name_the_program() -> None:
    """Tell Windows which program the windows to come are of; called before the first one."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)


def last_words(title: str, sentence: str) -> QMessageBox:
    """Return the box, open, with what ended the program; whoever shows it waits for `finished`."""
    box = QMessageBox(QMessageBox.Icon.Critical, title, sentence)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.open()
    return box
