"""One of a few words, side by side: the chosen one is pressed; the arrows walk them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from pixecom_desktop.ui.widgets.buttons import REST, Button
from pixecom_desktop.ui.widgets.text import set_property


class WordChoice(QWidget):
    """`chosen` is the key of the word that is pressed."""

    def __init__(self, name: str, words: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__()
        self.buttons: dict[str, Button] = {}
        self.group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for key, word in words:
            button = Button(word, kind=REST)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAccessibleName(f"{name}: {word}")
            button.toggled.connect(lambda on, it=button: set_property(it, "on", on))
            self.group.addButton(button)
            self.buttons[key] = button
            line.addWidget(button)
        line.addStretch()
        self.buttons[chosen].setChecked(True)

    @property
    def chosen(self) -> str:
        """Return the key of the chosen word."""
        return next(key for key, button in self.buttons.items() if button.isChecked())
