"""Back and forward over the page's places, by keys and the mouse's own buttons; and its link.

Whoever comes back finds the rows where they were left, at the next start too.
"""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.errors import LinkError
from pixecom_desktop.domain.links import from_link, to_link
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.pages.ads_manager import place
from pixecom_desktop.ui.pages.ads_manager.history import History
from pixecom_desktop.ui.pages.base import Surroundings
from pixecom_desktop.ui.tables.ads_table import AdsTableView
from pixecom_desktop.ui.tables.layout import Place
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText

Left = dict[str, Place]


class Travels(QObject):
    """Takes note of each place and leads back to it."""

    went = Signal(object)
    """AdsQuery: the place to show."""

    def __init__(self, around: Surroundings, table: AdsTableView, page: QWidget) -> None:
        super().__init__(page)
        self._around = around
        self._table = table
        self._left: Left = {}
        self._returns = False
        self._ticks: frozenset[str] = frozenset()
        self._history = History()
        self._query = AdsQuery()
        around.actions.on("back", self.back)
        around.actions.on("forward", self.forward)
        around.actions.on("link", self.copy_link)
        page.installEventFilter(self)
        self._enable()

    def visit(self, query: AdsQuery) -> None:
        """Take note of where one is, and of where one was in the rows that are left."""
        self._leave()
        if place.LEVELS.index(query.level) < place.LEVELS.index(self._query.level):
            self._returns = True
            above = {
                Level.CAMPAIGN: self._query.parent_campaigns,
                Level.ADSET: self._query.parent_adsets,
            }[query.level]
            # What was selected to look inside is selected still; a row that was opened never was.
            self._ticks = frozenset(above) if len(above) > 1 else frozenset()
        self._query = query
        self._history.visit(query)
        self._enable()

    def resume(self) -> None:
        """Find the rows where they were left at the last time, if it is the same place."""
        self._left |= self._around.keep.scroll(self._around.backend.seller.id)
        self._returns = True

    def arrived(self) -> None:
        """The rows of the place are there: go to where one was in them."""
        if self._returns:
            self._returns = False
            left = self._left.get(_key(self._query))
            if left is not None:
                self._table.return_to(left)
            if self._ticks:
                self._table.select(self._ticks)
        self._ticks = frozenset()

    def keep(self) -> None:
        """Remember for the next start where one is in the rows."""
        self._leave()
        key = _key(self._query)
        if key in self._left:
            self._around.keep.keep_scroll(self._around.backend.seller.id, {key: self._left[key]})

    def back(self) -> None:
        """Go to where one was before."""
        self._go(self._history.back())

    def forward(self) -> None:
        """Go to where one came back from."""
        self._go(self._history.forward())

    def follow(self, link: str) -> None:
        """Go to a link that was pasted; one that means nothing is said."""
        try:
            query = from_link(link.strip())
        except LinkError as error:
            title = tr("That link was not opened")
            self._around.tell(
                ToastText(outcome=Outcome.PARTLY, title=title, reason=sentence(error))
            )
            return
        self.went.emit(place.at_level(query, query.level))

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
            self._returns = True
        self._enable()

    def _enable(self) -> None:
        self._around.actions["back"].setEnabled(self._history.may_go_back)
        self._around.actions["forward"].setEnabled(self._history.may_go_forward)

    def _leave(self) -> None:
        table = self._table.table()
        if table is not None and _key(table.query) == _key(self._query):
            self._left[_key(self._query)] = self._table.where()


def _key(query: AdsQuery) -> str:
    return to_link(replace(query, columns=()))
