"""Labels. All text is plain, so that no name from Meta can be read as markup."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from pixecom_desktop.ui.format import tooltip


def label(
    text: str = "", tone: str = "text", role: str = "body", parent: QWidget | None = None
) -> QLabel:
    """Return a plain label.

    Tones are colours of the theme; roles are sizes: body, strong, small, label, meta,
    section, title, mono.
    """
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setProperty("tone", tone)
    made.setProperty("role", role)
    return made


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and let it look again.

    To the sheet "" and False are as good as none.
    """
    if (widget.property(name) or None) != (value or None):
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class ShortLabel(QLabel):
    """Plain text in a few lines at most; a longer one ends in "…", and its tooltip tells all."""

    def __init__(self, lines: int, tone: str = "text", role: str = "body") -> None:
        super().__init__()
        self._lines = lines
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("tone", tone)
        self.setProperty("role", role)

    @override
    def heightForWidth(self, width: int) -> int:
        most = self._lines * self.fontMetrics().lineSpacing()
        return min(super().heightForWidth(width), most + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.fontMetrics().lineSpacing())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        lines = _broken(self.text(), self.font(), self.contentsRect().width())
        shown = lines[: self._lines]
        if len(lines) > self._lines:
            rest = "".join(lines[self._lines - 1 :])
            side, width = Qt.TextElideMode.ElideRight, self.contentsRect().width()
            shown[-1] = self.fontMetrics().elidedText(rest, side, width)
        height = self.fontMetrics().lineSpacing()
        for place, line in enumerate(shown):
            box = QRect(0, place * height, self.width(), height)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), line.rstrip())
        painter.end()
        self.setToolTip(tooltip(self.text()) if len(lines) > self._lines else "")


def _broken(text: str, face: QFont, width: int) -> list[str]:
    """Return the lines into which a text falls at this width."""
    layout = QTextLayout(text, face)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(text[line.textStart() : line.textStart() + line.textLength()])
    layout.endLayout()
    return lines


class ElidedLabel(QLabel):
    """A plain label that ends in "…" where it has no room, and then tells all in its tooltip.

    `detail` is added to the tooltip, whether there is room or not.
    """

    def __init__(
        self, text: str = "", tone: str = "text", role: str = "body", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.detail = ""
        self.setText(text)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.drawFrame(painter)
        text = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()), text)
        painter.end()
        whole = self.text() if text != self.text() else ""
        self.setToolTip(tooltip("\n".join(part for part in (whole, self.detail) if part)))
