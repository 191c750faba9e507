"""Which columns are shown and how wide: ticked in a list, dragged in the header, kept."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.filters import Option
from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.tables.ads_table import AdsTableView
from pixecom_desktop.ui.tables.layout import Layout
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import QUIET, Button
from pixecom_desktop.ui.widgets.choice_popover import ChoicePopover


class ColumnChoice(QObject):
    """The button over the table and the list that it opens; a tick shows or hides at once."""

    def __init__(self, table: AdsTableView, keep: Keep, seller_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        self._keep = keep
        self._seller_id = seller_id
        self._page = parent
        self.popover: ChoicePopover | None = None
        self.button = Button(tr("Columns"), kind=QUIET, mark="columns-3")
        self.button.clicked.connect(self.open)
        widths, shown = keep.columns(seller_id)
        table.lay_out(Layout(widths=widths, shown=shown))
        table.laid_out.connect(self._keep_layout)

    def open(self) -> None:
        """Open the list, or shut it where it is open."""
        if self.popover is None:
            self.popover = ChoicePopover(self._page.window())
            self.popover.clear.setText(tr("Reset"))
            self.popover.picked.connect(self._picked)
        if self.popover.isVisible():
            self.popover.shut()
            return
        self.popover.open_at(self.button, tr("Column"), has_find=True)
        self._offer()

    def _offer(self) -> None:
        if self.popover is not None:
            columns = [one for one in self._table.columns() if not one.frozen]
            options = tuple(Option(value=one.key, title=one.label) for one in columns)
            self.popover.offer(options, self._shown(), "")

    def _shown(self) -> frozenset[str]:
        layout = self._table.layout_now()
        shown = layout.visible(self._table.columns())
        return frozenset(column.key for column in shown if not column.frozen)

    def _picked(self, picked: frozenset[str]) -> None:
        if not picked:
            # No column at all is no table: it is the level's own set again.
            self._table.lay_out(Layout())
            self._keep_layout(Layout())
            self._offer()
            return
        for key in picked ^ self._shown():
            self._table.show_column(key, shown=key in picked)

    def _keep_layout(self, layout: Layout) -> None:
        self._keep.keep_columns(self._seller_id, layout.widths, layout.shown)
