"""The cards over the table: the foot's own figures of one currency, and how they went.

Where there are several currencies a button chooses one; figures of two are never added up. A narrow
window shows the first cards only: none is cut.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.buttons import Button
from pixecom_desktop.ui.widgets.kpi_card import LOW, TALL, Kpi, KpiCard
from pixecom_desktop.ui.widgets.text import label

AT_MOST = 2
"""So many cards are drawn in the chart at once."""


class CurrencyButton(Button):
    """Chooses one of the currencies on show; hidden where there is only one."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.menu_ = QMenu(self)
        self.setMenu(self.menu_)
        self._shown: tuple[str, ...] = ()
        self._actions: dict[str, QAction] = {}

    def show_currencies(self, currencies: Sequence[str], chosen: str) -> None:
        """Offer these, with the chosen one on the button."""
        if self._shown != tuple(currencies):
            self._shown = tuple(currencies)
            self.menu_.clear()
            self._actions = {one: self._offer(one) for one in currencies}
        for one, action in self._actions.items():
            action.setChecked(one == chosen)
        self.setText(chosen)
        self.setAccessibleName(tr("Currency of the cards and the chart: {name}", name=chosen))
        self.setToolTip(self.accessibleName())
        self.setVisible(len(currencies) > 1)

    def _offer(self, currency: str) -> QAction:
        action = self.menu_.addAction(currency)
        action.setCheckable(True)
        action.triggered.connect(lambda _on=False: self.picked.emit(currency))
        return action


class KpiStrip(QFrame):
    """A card for each figure, by its key; `plotted` gives the keys that are to be drawn."""

    plotted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kpis")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.cards: dict[str, KpiCard] = {}
        self._drawn: tuple[str, ...] = ()
        self.currency = CurrencyButton()
        self.rows = label("", "text3", "meta")
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(16, 6, 12, 6)
        side.setSpacing(2)
        side.addStretch()
        side.addWidget(self.currency)
        side.addWidget(self.rows)
        side.addStretch()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 1)
        self._row.setSpacing(0)
        self._row.addWidget(self._side)
        self.be_low(low=False)

    def show_kpis(self, kpis: Mapping[str, Kpi], drawn: Sequence[str]) -> None:
        """Show these figures, those of `drawn` as they stand in the chart."""
        self._drawn = tuple(drawn)
        for key, kpi in kpis.items():
            if key not in self.cards:
                self.cards[key] = self._card(key)
            self.cards[key].show_kpi(kpi)
            self.cards[key].setChecked(key in drawn)
        self._fit()

    def show_currencies(self, currencies: Sequence[str], chosen: str, rows: int) -> None:
        """Say whose money it is, where there are several currencies."""
        self._side.setVisible(len(currencies) > 1)
        self.currency.show_currencies(currencies, chosen)
        self.rows.setText(plural(rows, "{n} row", "{n} rows"))
        self.rows.setVisible(not self._low)
        self._fit()

    def be_low(self, *, low: bool) -> None:
        """Leave the change and the days out: there is little height."""
        self._low = low
        self.setFixedHeight((LOW if low else TALL) + 1)
        self.rows.setVisible(not low)
        for card in self.cards.values():
            card.is_low = low
            card.updateGeometry()
            card.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the cards that have room for their figures: the foot of the table has them all."""
        room = self.width() - (0 if self._side.isHidden() else self._side.sizeHint().width())
        for place, card in enumerate(self.cards.values()):
            room -= card.minimumSizeHint().width()
            fits = room >= 0 or not place
            if card.isHidden() is fits:
                card.setVisible(fits)

    def _card(self, key: str) -> KpiCard:
        card = KpiCard()
        card.is_low = self._low
        card.clicked.connect(lambda on: self._clicked(key, on=on))
        card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._row.addWidget(card, 1)
        return card

    def _clicked(self, key: str, *, on: bool) -> None:
        if on:
            drawn = (*self._drawn, key)[-AT_MOST:]
        else:
            drawn = tuple(one for one in self._drawn if one != key)
        self._drawn = drawn
        for one, card in self.cards.items():
            card.setChecked(one in drawn)
        self.plotted.emit(drawn)
