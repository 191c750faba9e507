"""Back and forward over the page's places, by keys and the mouse's own buttons; and its link."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pixecom_desktop.domain.links import to_link
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.ui.pages.ads_manager.history import History
from pixecom_desktop.ui.pages.base import Surroundings
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText


class Travels(QObject):
    """Takes note of each place and leads back to it."""

    went = Signal(object)
    """AdsQuery: the place to show."""

    def __init__(self, around: Surroundings, page: QWidget) -> None:
        super().__init__(page)
        self._around = around
        self._history = History()
        self._query = AdsQuery()
        around.actions.on("back", self.back)
        around.actions.on("forward", self.forward)
        around.actions.on("link", self.copy_link)
        page.installEventFilter(self)
        self._enable()

    def visit(self, query: AdsQuery) -> None:
        """Take note of where one is."""
        self._query = query
        self._history.visit(query)
        self._enable()

    def back(self) -> None:
        """Go to where one was before."""
        self._go(self._history.back())

    def forward(self) -> None:
        """Go to where one came back from."""
        self._go(self._history.forward())

    def copy_link(self) -> None:
        """Copy the link of where one is."""
        QGuiApplication.clipboard().setText(to_link(self._query))
        self._around.tell(ToastText(outcome=Outcome.DONE, title=tr("Link to this view copied")))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            if event.button() is Qt.MouseButton.BackButton:
                self.back()
                return True
            if event.button() is Qt.MouseButton.ForwardButton:
                self.forward()
                return True
        return False

    def _go(self, query: AdsQuery | None) -> None:
        if query is not None:
            self.went.emit(query)
        self._enable()

    def _enable(self) -> None:
        self._around.actions["back"].setEnabled(self._history.may_go_back)
        self._around.actions["forward"].setEnabled(self._history.may_go_forward)
