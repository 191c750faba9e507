"""The steps of the connect wizard at its left: numbered, ticked off, the one on show in colour."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.ui.theme.apply import font, tokens_of
from pixecom_desktop.ui.theme.icons import pixmap
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.text import label, set_property

RAIL, ROUND, TICK = 180, 22, 12


class StepMark(QWidget):
    """A step's number in a circle, or a tick where it is done."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._here = 0
        self.setFixedSize(ROUND, ROUND)

    def show_step(self, here: int) -> None:
        """Show where the wizard is: at this step."""
        self._here = here
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = tokens_of(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_done, is_here = self._number < self._here, self._number == self._here
        ground = tokens.good_tint if is_done else tokens.fill if is_here else tokens.raised
        painter.setPen(QColor(ground if is_done or is_here else tokens.line2))
        painter.setBrush(QColor(ground))
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        if is_done:
            tick = pixmap("check", tokens.good, TICK, self.devicePixelRatioF())
            painter.drawPixmap((ROUND - TICK) // 2, (ROUND - TICK) // 2, tick)
        else:
            painter.setFont(font(11, QFont.Weight.DemiBold))
            painter.setPen(QColor(tokens.on_fill if is_here else tokens.text2))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, f"{self._number + 1}")
        painter.end()


class StepRail(QWidget):
    """All steps, one below the other; `names` are theirs."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.setFixedWidth(RAIL)
        self._marks = [StepMark(place) for place in range(len(names))]
        self._words = [label(one, "text2", "body") for one in names]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(10)
        for mark, words in zip(self._marks, self._words, strict=True):
            words.setWordWrap(True)
            line = QHBoxLayout()
            line.setSpacing(10)
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(words, 1)
            column.addLayout(line)
        column.addStretch()
        hint = label(tr("You can change all of this later in Connections."), "text3", "small")
        hint.setWordWrap(True)
        column.addWidget(hint)

    def show_step(self, step: int) -> None:
        """Mark the step on show."""
        for place, (mark, words) in enumerate(zip(self._marks, self._words, strict=True)):
            mark.show_step(step)
            set_property(words, "tone", "text" if place == step else "text2")
            set_property(words, "role", "strong" if place == step else "body")
