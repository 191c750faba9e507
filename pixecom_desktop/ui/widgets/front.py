"""What the windows before the program share: the name on top, a trouble, a column in the middle."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pixecom_desktop.ui.theme.apply import tokens_of
from pixecom_desktop.ui.theme.icons import icon
from pixecom_desktop.ui.widgets.focus import ScrollArea
from pixecom_desktop.ui.widgets.text import label

GUTTER, GAP = 24, 6


class Front(QWidget):
    """A window of its own with one column, `column`, which `lay_in` puts into its middle."""

    def __init__(self, title: str, width: int, least: tuple[int, int]) -> None:
        super().__init__()
        self._width = width
        self.setObjectName("front")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(title)
        self.setMinimumSize(*least)
        self.column = QVBoxLayout()
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP)
        self.column.addLayout(_name())
        self.column.addSpacing(16)
        self.trouble = label("", "bad", "body")
        self.trouble.setObjectName("trouble")
        self.trouble.setWordWrap(True)
        self.trouble.hide()

    def lay_in(self, foot: str, *, is_centred: bool = True) -> None:
        """Put the column into the middle, or begin it at a height that stays; a line at its foot.

        What is higher than the window scrolls. Wrapped text has its height only where no part of
        the way down is aligned.
        """
        middle = QWidget()
        middle.setFixedWidth(self._width)
        middle.setLayout(self.column)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(middle)
        line.addStretch()
        inside = QWidget()
        down = QVBoxLayout(inside)
        down.setContentsMargins(GUTTER, GUTTER, GUTTER, 8)
        down.addStretch(2 if is_centred else 1)
        down.addLayout(line, 0 if is_centred else 6)
        down.addStretch(3 if is_centred else 0)
        scroll = ScrollArea(self.windowTitle())
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        for part in (scroll.viewport(), inside):
            part.setAutoFillBackground(False)
        own = QVBoxLayout(self)
        own.setContentsMargins(0, 0, 0, 16)
        own.addWidget(scroll, 1)
        own.addWidget(label(foot, "text3", "small"), 0, Qt.AlignmentFlag.AlignHCenter)

    def tell(self, words: str) -> None:
        """Say what did not work, "" for nothing."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))


def _name() -> QHBoxLayout:
    mark = label()
    mark.setPixmap(icon("app", tokens_of().accent, 28).pixmap(28, 28))
    name = QHBoxLayout()
    name.setSpacing(8)
    name.addWidget(mark)
    name.addWidget(label("PixEcom", "text", "section"))
    name.addStretch()
    return name
