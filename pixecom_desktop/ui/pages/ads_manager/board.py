"""Below the bars: the table or a face in its place, and the banner over them.

What comes back from the loader ends here; a table that could not be read anew keeps its old rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.query import AdsQuery, AdsTable
from pixecom_desktop.domain.status import SyncStatus
from pixecom_desktop.ui.pages.ads_manager import faces
from pixecom_desktop.ui.pages.ads_manager.loader import Answer, Hidden, Loader
from pixecom_desktop.ui.pages.ads_manager.memory import Memory
from pixecom_desktop.ui.pages.ads_manager.notices import Known, notice, stale
from pixecom_desktop.ui.pages.base import Surroundings
from pixecom_desktop.ui.pages.connections.face import not_connected
from pixecom_desktop.ui.tables.ads_table import AdsTableView
from pixecom_desktop.ui.tables.layout import Density
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.banner import Banner
from pixecom_desktop.ui.widgets.face import Choice, Face, FaceText

OF_TABLE = frozenset({"roas_good", "roas_fair", "full_numbers"})
"""Settings that a table's cells are written with."""

Ways = Callable[[], tuple[Choice, ...]]


class Board(QObject):
    """Shows what the loader answers; `query` is what is asked for, `ways_out` lead elsewhere.

    The banner is made in the parent, which lays it and the stack out.
    """

    answered = Signal()
    """A table came, and `memory` has learnt from it."""
    tabs_counted = Signal(object)
    """Mapping[Level, int]: what each level would show."""
    counted = Signal(str, object)
    """What the status bar says of the rows, and the question's milliseconds or None."""

    def __init__(
        self,
        around: Surroundings,
        loader: Loader,
        memory: Memory,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._loader = loader
        self._memory = memory
        self._query = AdsQuery()
        self._known = Known(sellers=around.backend.sellers.names)
        self.ways_out: Ways = tuple
        self.banner = Banner(parent)
        self.stack = QStackedWidget()
        self.table = AdsTableView(around.settings.values.seller, self.stack)
        around.settings.changed.connect(self._set)
        self._set(OF_TABLE)
        self.stack.addWidget(self.table)
        loader.asked.connect(self.table.show_loading)
        loader.answered.connect(self._answered)
        loader.previewed.connect(self._previewed)
        loader.counted.connect(self._counted)
        loader.hid.connect(self._hid)
        loader.failed.connect(self._failed)
        loader.slow.connect(self._waiting)

    def _set(self, keys: frozenset[str]) -> None:
        """Show the table as the settings say by now."""
        settings = self._around.settings.values
        if keys & OF_TABLE:
            self.table.restyle(
                settings.seller,
                in_full=settings.user.full_numbers,
                tiers=self._around.settings.tiers,
            )
        if "density" in keys:
            self.table.choose_density(Density.read(settings.user.density))

    @cached_property
    def face(self) -> Face:
        """Return what stands in the table's place, made when it does for the first time."""
        face = Face(self.stack)
        self.stack.addWidget(face)
        return face

    @property
    def shown(self) -> AdsTable | None:
        """Return the table on show, None where there is none."""
        return self._known.table

    @property
    def has_table(self) -> bool:
        """Tell whether the table stands there, and no face."""
        return self.stack.currentWidget() is self.table

    def ask(self, query: AdsQuery) -> None:
        """Ask for this."""
        self._query = query
        self._loader.ask(query)

    def shown_anew(self, query: AdsQuery) -> None:
        """Take note that the rows on show stand in this query's order and columns by now."""
        self._query = query

    def show_status(self, status: SyncStatus) -> None:
        """Take note of how fresh each account is."""
        self._known = replace(self._known, status=status)
        self.table.show_stale(stale(self._known, self._around.backend.clock.now()))
        self._show_notice()

    def ask_again(self) -> None:
        """Ask anew for what is on show, at once."""
        self._loader.ask(self._query)

    def sync(self) -> None:
        """Sync now."""
        self._around.actions["sync"].trigger()

    # What comes back.

    def _answered(self, answer: Answer) -> None:
        self._known = replace(self._known, table=answer.table, error=None)
        self._memory.learn(answer.table)
        self.answered.emit()
        self._show_rows(answer, self.ways_out())

    def _previewed(self, answer: Answer) -> None:
        self._known = replace(self._known, table=answer.table)
        self._show_rows(answer, ())

    def _show_rows(self, answer: Answer, ways_out: tuple[Choice, ...]) -> None:
        table, now = answer.table, self._around.backend.clock.now()
        if table.days is None:
            connect = self._around.actions["connect"]
            ways = ((tr("Connect Meta"), connect.trigger),) if connect.isEnabled() else ()
            self._show_face(not_connected(), ways)
        elif not len(table):
            self._show_face(faces.no_rows(table.query), ways_out)
        else:
            self.table.show_table(table, now=now)
            if table.query.sorts != self._query.sorts:
                self.table.show_sorted(self._query.sorts)
            self.table.show_columns(self._query.columns)
            self.table.show_sending(self._around.acts.sending)
            self._show_table()
        self._show_notice()
        rows = plural(len(table), "{n} row", "{n} rows")
        self.counted.emit(rows, answer.milliseconds)

    def _counted(self, counts: Mapping[Level, int]) -> None:
        self.tabs_counted.emit(counts if self._is_connected() else {})

    def _hid(self, hidden: Hidden) -> None:
        if self._is_connected() and hidden.rows:
            self._show_face(faces.no_rows(self._query, hidden), self.ways_out())

    def _is_connected(self) -> bool:
        return self.shown is None or self.shown.days is not None

    def _failed(self, error: Exception) -> None:
        self.table.stop_loading()
        shown, query = self.shown, self._query
        if shown is not None and len(shown) and shown.query.has_rows_of(query):
            self._known = replace(self._known, error=error)
        else:
            self._known = replace(self._known, table=None, error=error)
            failure = faces.failed(error, self._around.backend.clock.now())
            self.face.tell_failed(failure, self.ask_again)
            self._bring_face()
            self.counted.emit("", None)
        self._show_notice()

    def _waiting(self) -> None:
        if self.shown is None or not len(self.shown):
            self._show_table()
        self.counted.emit(tr("Loading rows"), None)

    # Showing.

    def _show_face(self, text: FaceText, choices: tuple[Choice, ...]) -> None:
        self.face.tell(text, choices)
        self._bring_face()

    def _bring_face(self) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.table.isAncestorOf(focused)
        self.stack.setCurrentWidget(self.face)
        if had_focus:
            # Qt would hand it to whatever comes next, as if the Tab key had been pressed.
            self.face.take_focus()

    def _show_table(self) -> None:
        if not self.has_table:
            focused = QApplication.focusWidget()
            self.stack.setCurrentWidget(self.table)
            # The button that led here is gone with its face.
            if focused is None or self.face.isAncestorOf(focused):
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_notice(self) -> None:
        text = notice(self._known, self._around.backend.clock.now())
        asks_again = text is not None and text.key == "error"
        self.banner.tell(text, self.ask_again if asks_again else self.sync)
