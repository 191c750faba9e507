"""The dialog for an error that nobody caught: what happened, what still holds, how to report it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from pixecom_desktop.ui.reporting import trace
from pixecom_desktop.ui.translate import tr


class LastResort:
    """Shows one dialog at a time; further errors while it is open are in the log only."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.box: QMessageBox | None = None

    def tell(self, error: Exception) -> None:
        """Open the dialog and return at once: nothing may block the loop."""
        if self.box is not None:
            return
        self.box = box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle("PixEcom Desktop")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("Something unexpected went wrong."))
        box.setInformativeText(
            tr(
                "Your data is safe in the database. You can go on; if the window behaves oddly, "
                "close it and open it again. The log holds the details."
            )
        )
        copy = box.addButton(tr("Copy details"), QMessageBox.ButtonRole.ActionRole)
        box.addButton(tr("Go on"), QMessageBox.ButtonRole.AcceptRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(trace(error)))
        box.finished.connect(self._closed)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _closed(self, _result: int) -> None:
        self.box = None
