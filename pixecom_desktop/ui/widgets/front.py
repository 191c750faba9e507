"""What the windows before the program share: the name on top, a trouble, a column in the middle."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pixecom_desktop.ui.theme.apply import tokens_of
from pixecom_desktop.ui.theme.icons import icon
from pixecom_desktop.ui.widgets.style import sheet
from pixecom_desktop.ui.widgets.text import label

GUTTER, GAP = 24, 6


class Front(QWidget):
    """A window of its own with one column, `form`, which `lay_in` puts into its middle."""

    def __init__(self, title: str, width: int, least: tuple[int, int]) -> None:
        super().__init__()
        self._width = width
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(sheet(tokens_of()))
        self.setWindowTitle(title)
        self.setMinimumSize(*least)
        self.form = QVBoxLayout()
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setSpacing(GAP)
        self.form.addLayout(_name())
        self.form.addSpacing(16)
        self.trouble = label("", "bad", "body")
        self.trouble.setObjectName("trouble")
        self.trouble.setWordWrap(True)
        self.trouble.hide()

    def lay_in(self, foot: str, *, is_centred: bool = True) -> None:
        """Put the column into the middle, or under the window's top edge, and a line at its foot.

        Wrapped text has its height only where no part of the way down is aligned.
        """
        middle = QWidget()
        middle.setFixedWidth(self._width)
        middle.setLayout(self.form)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(middle)
        line.addStretch()
        own = QVBoxLayout(self)
        own.setContentsMargins(GUTTER, GUTTER if is_centred else 56, GUTTER, 16)
        if is_centred:
            own.addStretch(2)
            own.addLayout(line)
            own.addStretch(3)
        else:
            own.addLayout(line, 1)
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
