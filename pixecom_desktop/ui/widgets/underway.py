"""How far something is that is being sent to Meta, and a way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from pixecom_desktop.ui.acting import Running
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import Button
from pixecom_desktop.ui.widgets.text import label

HEIGHT = 36


class Underway(QWidget):
    """A line: "Pausing 20 of 60", a bar, Stop."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label("", "text", "strong")
        self._line = QProgressBar()
        self._line.setTextVisible(False)
        self._line.setFixedWidth(160)
        self.stop = Button(tr("Stop"), kind="act", mark="x")
        self.stop.setToolTip(tr("Send no more after the batch that is on its way"))
        self.stop.clicked.connect(self.stopped)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(12)
        row.addWidget(self.words)
        row.addWidget(self._line)
        row.addWidget(self.stop)

    def show_running(self, running: Running) -> None:
        """Show how far an action is."""
        stopping = running.stop.is_set()
        words = f"{running.verb} …"
        # What each row delivers after a change of its status, Meta alone knows.
        is_reading = bool(running.total) and running.done >= running.total
        if is_reading:
            words = tr("All sent, reading what they deliver now …")
        elif running.total:
            words = tr(
                "{doing} {done} of {total}",
                doing=running.verb,
                done=f"{running.done:,}",
                total=f"{running.total:,}",
            )
        self.words.setText(tr("Stopping …") if stopping else words)
        self._line.setRange(0, 0 if is_reading else running.total)
        self._line.setValue(running.done)
        self.stop.setEnabled(not stopping)


class Strip(QFrame):
    """The same as a strip over a page: it comes with an action and goes with it."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setProperty("tone", "info")
        self.setAccessibleName(tr("What is being sent to Meta"))
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.line = Underway()
        self.line.stopped.connect(self.stopped)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)
        row.addStretch(1)
        self.hide()

    def show_running(self, running: Running | None) -> None:
        """Show how far an action is; nothing where none is under way."""
        if running is not None:
            self.line.show_running(running)
        self.setVisible(running is not None)
