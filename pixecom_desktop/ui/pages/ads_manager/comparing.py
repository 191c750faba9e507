"""Where the table shows how figures have changed: the button over it while days are compared."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.tables.ads_table import AdsTableView
from pixecom_desktop.ui.tables.changes import Shown
from pixecom_desktop.ui.translate import to_translate, tr
from pixecom_desktop.ui.widgets.buttons import QUIET, Button

_PLACES = {
    Shown.UNDER: to_translate("Changes under the figures"),
    Shown.NEXT: to_translate("Changes next to the figures"),
    Shown.OFF: to_translate("No changes in the table"),
}


class ChangeChoice(QObject):
    """Under, next to, off; the choice is kept for the next start."""

    def __init__(self, table: AdsTableView, keep: Keep, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        self._keep = keep
        self.button = Button(tr("Changes"), kind=QUIET, mark="arrow-up")
        self.button.setToolTip(tr("Where the table shows how figures have changed"))
        self.menu = QMenu(self.button)
        self._group = QActionGroup(self)
        shown = Shown.read(keep.changes() or "")
        self.offers = {place: self._offer(place, place is shown) for place in Shown}
        self.button.setMenu(self.menu)
        self.button.hide()
        table.show_changes(shown)

    def show_query(self, query: AdsQuery) -> None:
        """Show the button while days are compared."""
        self.button.setVisible(query.compare is not None)

    def choose(self, place: Shown) -> None:
        """Show changes there."""
        self._keep.keep_changes(place)
        self._table.show_changes(place)

    def _offer(self, place: Shown, is_shown: bool) -> QAction:
        action = self.menu.addAction(tr(_PLACES[place]))
        action.setCheckable(True)
        action.setChecked(is_shown)
        self._group.addAction(action)
        action.triggered.connect(lambda _on=False: self.choose(place))
        return action
