"""The table in a window of its own, and hands for it: real clicks on real cells."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.ui.tables.ads_table import AdsTableView
from pixecom_desktop.ui.tables.panes import Panes
from tests.ui.tables.business import NOW

PLAIN = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@dataclass
class Hands:
    """Shows tables in a view and touches it as a user would; heard signals are kept."""

    view: AdsTableView

    def __post_init__(self):
        self.opened, self.sorts, self.selections, self.ups = [], [], [], []
        self.view.opened.connect(self.opened.append)
        self.view.sort_asked.connect(self.sorts.append)
        self.view.selection_changed.connect(self.selections.append)
        self.view.go_up.connect(lambda: self.ups.append(True))
        self.panes = self.view.findChild(Panes)

    def show(self, table):
        self.view.show_table(table, now=NOW)

    def half(self, key):
        place = self.place(key)
        return self.panes.frozen if self.panes.model.columns[place].frozen else self.panes.body

    def place(self, key):
        return [column.key for column in self.panes.model.columns].index(key)

    def middle(self, row, key):
        half = self.half(key)
        rect = half.visualRect(half.model().index(row, self.place(key)))
        return rect.center()

    def click(self, row, key, modifiers=PLAIN):
        QTest.mouseClick(self.half(key).viewport(), LEFT, modifiers, self.middle(row, key))

    def click_name(self, row):
        half = self.panes.frozen
        rect = half.visualRect(half.model().index(row, self.place("name")))
        QTest.mouseClick(half.viewport(), LEFT, PLAIN, QPoint(rect.x() + 14, rect.center().y()))

    def click_header(self, key, modifiers=PLAIN):
        head = self.half(key).head
        x = head.sectionViewportPosition(self.place(key)) + head.sectionSize(self.place(key)) // 2
        QTest.mouseClick(head.viewport(), LEFT, modifiers, QPoint(x, 16))

    def press(self, key, modifiers=PLAIN):
        QTest.keyClick(self.panes.body, key, modifiers)

    def texts(self, key):
        model, place = self.panes.model, self.place(key)
        return [model.index(row, place).data() for row in range(model.rowCount())]

    def ids(self):
        return [self.panes.model.key(row) for row in range(self.panes.model.rowCount())]

    def cell(self, key, row=0, role=Qt.ItemDataRole.DisplayRole):
        return self.panes.model.index(row, self.place(key)).data(role)

    def foot(self, key, line=0):
        return self.panes.summary.lines[line][self.place(key)].full

    @property
    def scrolled(self):
        return self.panes.body.verticalScrollBar().value()


@pytest.fixture
def hands(qtbot):
    view = AdsTableView(SellerPreferences())
    qtbot.addWidget(view)
    view.resize(1264, 460)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.setFocus()
    return Hands(view)
