"""The floating bar over the table: how much is selected, and what can be done with it.

It stands over the summary and takes no focus when it comes. While something is being sent it shows
how far that is, and a way to stop it.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from pixecom_desktop.ui.acting import Running
from pixecom_desktop.ui.actions import Actions
from pixecom_desktop.ui.tables.ads_table import AdsTableView
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.buttons import Button
from pixecom_desktop.ui.widgets.motion import SLIDE, slide_in
from pixecom_desktop.ui.widgets.popover import SHADOW, paint_shadow
from pixecom_desktop.ui.widgets.text import label
from pixecom_desktop.ui.widgets.underway import Underway

HEIGHT, LIFT = 44, 16
LEAST = 400
"""Beside a drawer that leaves less the bar stays where it is without one."""
ROOM = HEIGHT + LIFT
"""So many pixels at the table's bottom the bar needs: no row may hide under it for ever."""

MARKS = {
    "pause": "pause",
    "activate": "play",
    "budget": "wallet",
    "rename": "pencil",
    "export": "download",
}
"""The bar's actions in their order, with their icons."""


class BulkBar(QWidget):
    """Acts on the selection by the window's own actions."""

    cleared = Signal()
    stopped = Signal()

    def __init__(self, actions: Actions, table: AdsTableView) -> None:
        super().__init__(table)
        self._table = table
        self.setAccessibleName(tr("Selected rows"))
        self._frame = QFrame(self)
        self._frame.setObjectName("bulk")
        self._frame.setFixedHeight(HEIGHT)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(SHADOW, SHADOW, SHADOW, SHADOW)
        outer.addWidget(self._frame)
        self.count = label("", "text", "strong")
        self.money = label("", "text3", "small")
        self.buttons = {key: self._button(actions[key], mark) for key, mark in MARKS.items()}
        self.more = Button(tr("More"), kind="act", mark="chevron-up")
        self.more.setToolTip(tr("All that can be done with these rows"))
        self.clear = Button(tr("Clear"), kind="act", mark="x")
        self.clear.setToolTip(tr("Clear the selection (Esc)"))
        self.clear.clicked.connect(self.cleared)
        self._key = label(tr("Esc"), "text3", "meta")
        self._is_short, self._long, self._covered = False, 0, 0
        self._sending = Underway()
        self._sending.stopped.connect(self.stopped)
        self.progress, self.stop = self._sending.words, self._sending.stop
        self.faces = QStackedWidget()
        self._rest = self._rest_face()
        self.faces.addWidget(self._rest)
        self.faces.addWidget(self._sending)
        inner = QHBoxLayout(self._frame)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.faces)
        table.installEventFilter(self)
        self.hide()

    def show_selection(self, count: int, money: str) -> None:
        """Say how much is selected; the bar goes where nothing is and nothing is being sent."""
        self.count.setText(plural(count, "{n} selected", "{n} selected"))
        self.money.setText(money)
        self._wanted(count > 0 or self.faces.currentWidget() is self._sending)

    def stand_beside(self, covered: int) -> None:
        """Leave so many pixels at the right to what lies over the table there."""
        self._covered = covered
        if self.isVisible():
            self._place()

    @property
    def room(self) -> int:
        """Return how many pixels over the table's foot it takes just now."""
        return ROOM if self.isVisible() else 0

    @property
    def _width(self) -> int:
        """Return the width in which the bar is centred; all of it where the rest is too little."""
        beside = self._table.width() - self._covered
        return beside if beside >= LEAST else self._table.width()

    def show_running(self, running: Running | None, *, selected: int) -> None:
        """Show how far an action is, or the selection's actions where none is under way."""
        if running is None:
            self.faces.setCurrentWidget(self._rest)
            self._wanted(selected > 0)
            return
        self._sending.show_running(running)
        self.faces.setCurrentWidget(self._sending)
        self._wanted(True)

    def _wanted(self, on: bool) -> None:
        was = self.isVisible()
        self._table.keep_room(ROOM if on else 0)
        self.setVisible(on)
        self._place()
        if on and not was:
            slide_in(self, by=SLIDE, then=self._place)

    def _place(self) -> None:
        shown = self.faces.currentWidget()
        if shown is None:
            return
        shown.ensurePolished()
        self._shorten()
        width = min(shown.sizeHint().width() + 2, self._width - 2 * LIFT)
        left = (self._width - width) // 2
        top = self._table.foot_top() - LIFT - HEIGHT
        corner = QPoint(left - SHADOW, top - SHADOW)
        self.setGeometry(corner.x(), corner.y(), width + 2 * SHADOW, HEIGHT + 2 * SHADOW)
        self.raise_()

    def _shorten(self) -> None:
        """Show icons alone where the words have no room."""
        acts = (*self.buttons.values(), self.more, self.clear)
        if not self._is_short:
            self._long = self._rest.sizeHint().width()
        room = self._width - 2 * LIFT - 2
        self._is_short = self._long > room
        for one in acts:
            one.be_short(is_short=self._is_short)
        self._key.setVisible(not self._is_short)
        money = self.money.sizeHint().width() if self.money.isHidden() else 0
        fits = self._rest.sizeHint().width() + money <= room
        self.money.setVisible(bool(self.money.text()) and fits)

    def _button(self, action: QAction, mark: str) -> Button:
        button = Button(action.text(), kind="act", mark=mark)
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(button.setEnabled)
        return button

    def _rest_face(self) -> QWidget:
        face = QWidget()
        row = QHBoxLayout(face)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self.count)
        row.addSpacing(6)
        row.addWidget(self.money)
        row.addSpacing(6)
        row.addWidget(_divider())
        for button in self.buttons.values():
            row.addWidget(button)
        row.addWidget(self.more)
        row.addWidget(_divider())
        row.addWidget(self.clear)
        self._key.setObjectName("key")
        self._key.setFixedHeight(18)
        row.addWidget(self._key)
        row.addSpacing(6)
        return face

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and self.isVisible():
            self._place()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_shadow(painter, QRectF(self._frame.geometry()), 10)
        painter.end()


def _divider() -> QFrame:
    made = QFrame()
    made.setObjectName("divider")
    made.setFixedSize(1, 20)
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return made
