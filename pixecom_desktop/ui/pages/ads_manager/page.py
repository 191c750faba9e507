"""The Ads Manager: three levels of one table, and where one is among them.

The whole state is one `AdsQuery`. Whatever changes it goes through `go`, which asks anew and tells
the window the link; what comes back goes through `_answered`.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.dates import DateChoice, DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.events import Topic
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.links import from_link, to_link
from pixecom_desktop.domain.query import AdsQuery, AdsTable, SortKey
from pixecom_desktop.domain.status import SyncStatus
from pixecom_desktop.ui import when
from pixecom_desktop.ui.pages.ads_manager import coverage, faces, place
from pixecom_desktop.ui.pages.ads_manager.bar import LevelBar
from pixecom_desktop.ui.pages.ads_manager.bulk_bar import ROOM
from pixecom_desktop.ui.pages.ads_manager.columns import ColumnChoice
from pixecom_desktop.ui.pages.ads_manager.filtering import Filtering
from pixecom_desktop.ui.pages.ads_manager.loader import Answer, Hidden, Loader
from pixecom_desktop.ui.pages.ads_manager.notices import Known, notice
from pixecom_desktop.ui.pages.ads_manager.row_acts import RowActs
from pixecom_desktop.ui.pages.base import Page, Surroundings
from pixecom_desktop.ui.tables.ads_table import AdsTableView
from pixecom_desktop.ui.widgets.banner import Banner
from pixecom_desktop.ui.widgets.face import Choice, Face, FaceText
from pixecom_desktop.ui.widgets.range_picker import NOTE, RangeButton, RangePicker
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText


class AdsManagerPage(Page):
    """Level tabs, breadcrumb, table; banner and faces where they are needed."""

    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.STRUCTURE, Topic.STATS, Topic.CONNECTIONS, Topic.PREFERENCES}
    )

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self.query = AdsQuery()
        self._known = Known()
        self._names: dict[str, str] = {}
        self._counts: Mapping[Level, int] = {}
        self._selected: frozenset[str] = frozenset()
        self._asked_in = place.quarter_of(around.backend.clock.now())
        self._today = when.local_today(around.backend.clock.now())
        self.loader = Loader(around.backend, self.tasks, self)
        self.dates = RangeButton()
        self.picker: RangePicker | None = None
        self.banner = Banner()
        self.filtering = Filtering(around.backend, self.tasks, lambda: self.query, self)
        self.bar = LevelBar()
        self.table = AdsTableView(around.backend.preferences())
        self.acts = RowActs(around, self.table, self)
        seller = around.backend.seller.id
        self.columns = ColumnChoice(self.table, around.keep, seller, self)
        self.bar.tools.addWidget(self.columns.button)
        self.face = Face()
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()

    # What the window asks of a page.

    @override
    def header(self) -> tuple[QWidget, ...]:
        return (self.dates,)

    @override
    def enter(self, link: str | None) -> None:
        query = self.query if link is None else from_link(link)
        self.go(place.at_level(query, query.level))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def refresh(self) -> None:
        self.loader.refresh()

    def ask_again(self) -> None:
        """Ask anew for what is on show, at once."""
        self.loader.ask(self.query)

    @override
    def show_status(self, status: SyncStatus) -> None:
        self._known = replace(self._known, status=status)
        self._show_notice()
        # Days end at their accounts' midnights, whether or not a sync tells.
        if self._asked_in != place.quarter_of(self.around.backend.clock.now()):
            self.refresh()

    @override
    def foot(self) -> int:
        if self.stack.currentWidget() is not self.table:
            return 0
        over = ROOM if self.acts.bar.isVisible() else 0
        return self.table.height() - self.table.foot_top() + over

    @override
    def rest(self) -> None:
        self.loader.rest()

    @override
    def quiet_note(self) -> str:
        table = self._known.table
        return coverage.quietly(table, self.around.backend.clock.now()) if table else ""

    # Going somewhere.

    def go(self, query: AdsQuery) -> None:
        """Show this place."""
        moved = place.parts(query) != place.parts(self.query)
        self.query = query
        if moved:
            self._selected = frozenset()
        self._show_place()
        self.ask_again()
        self.moved.emit(to_link(query))

    def go_up(self) -> None:
        """Go one level up, where there is one."""
        above = place.above(self.query)
        if above is not None:
            self.go(above)

    def go_to_level(self, level: Level) -> None:
        """Show another level, inside the selected rows if there are any and it lies below."""
        if level is not self.query.level:
            self._remember(self._selected)
            self.go(place.inside(self.query, level, self._selected))

    def step_level(self, step: int) -> None:
        """Show the next level, or the one before."""
        after = place.LEVELS.index(self.query.level) + step
        if 0 <= after < len(place.LEVELS):
            self.go_to_level(place.LEVELS[after])

    def choose_dates(self, choice: DateChoice) -> None:
        """Show other days."""
        if choice != self.query.filters.dates:
            self.go(replace(self.query, filters=self.query.filters.changed("dates", choice)))

    def open_picker(self) -> None:
        """Open the date picker, or shut it where it is open."""
        picker = self._picker()
        if picker.isVisible():
            picker.shut()
            return
        self.dates.mark_open(is_open=True)
        picker.open_at(self.dates, self.query.filters.dates, self._today)

    def _open_row(self, external_id: str) -> None:
        below = place.opened(self.query, external_id)
        if below is not None:
            self._remember({external_id})
            self.go(below)

    def _sorted(self, sort: SortKey) -> None:
        self.query = replace(self.query, sort=sort)
        self.moved.emit(to_link(self.query))

    def choose_filters(self, filters: FilterSet) -> None:
        """Show what these filters leave."""
        if filters != self.query.filters:
            self.go(replace(self.query, filters=filters))

    def _clear_filters(self) -> None:
        self.choose_filters(self.query.filters.cleared())

    def _keep_search(self) -> None:
        own = self.query.filters
        self.choose_filters(FilterSet(dates=own.dates, search=own.search))

    # What comes back.

    def _answered(self, answer: Answer) -> None:
        table = answer.table
        self._known = replace(self._known, table=table, error=None)
        self._learn(table)
        self._show_place()
        if table.days is None:
            self._show_face(faces.NOT_CONNECTED, ())
        elif not len(table):
            self._show_face(faces.no_rows(self.query), self._ways_out())
        else:
            self.table.show_table(table, now=self.around.backend.clock.now())
            if table.query.sort != self.query.sort:
                self.table.show_sorted(self.query.sort)
            self.table.show_sending(self.around.acts.sending)
            self._show_table()
        self._show_notice()
        rows = f"{len(table):,} row" + ("s" if len(table) != 1 else "")
        self.counted.emit(rows, answer.milliseconds)

    def _counted(self, counts: Mapping[Level, int]) -> None:
        self._counts = counts if self._is_connected() else {}
        self._show_tabs()

    def _hid(self, hidden: Hidden) -> None:
        if self._is_connected() and hidden.rows:
            self._show_face(faces.no_rows(self.query, hidden), self._ways_out())

    def _is_connected(self) -> bool:
        return self._known.table is None or self._known.table.days is not None

    def _failed(self, error: Exception) -> None:
        self.table.stop_loading()
        shown = self._known.table
        again: tuple[Choice, ...] = (("Try again", self.ask_again),)
        if (
            shown is not None
            and len(shown)
            and replace(shown.query, sort=self.query.sort) == self.query
        ):
            self._known = replace(self._known, error=error)
        else:
            self._known = replace(self._known, table=None, error=error)
            self._show_face(faces.failed(error), again)
            self.counted.emit("", None)
        self._show_notice()

    def _asked(self) -> None:
        self._asked_in = place.quarter_of(self.around.backend.clock.now())
        self.table.show_loading()

    def _waiting(self) -> None:
        if self._known.table is None or not len(self._known.table):
            self.stack.setCurrentWidget(self.table)
        self.counted.emit("Loading rows", None)

    def _learn(self, table: AdsTable) -> None:
        """Keep the parents' names, for the breadcrumb, and what "today" is for the accounts."""
        if len(table):
            for level in ("campaign", "adset"):
                external_id = table.text[f"{level}_external_id"][0]
                if external_id is not None:
                    self._names[external_id] = table.text[f"{level}_name"][0] or external_id
        self._today = place.today_of(table) or self._today

    def _remember(self, ids: frozenset[str] | set[str]) -> None:
        shown = self._known.table
        if shown is not None:
            for external_id, name in zip(
                shown.text["external_id"], shown.text["name"], strict=True
            ):
                if external_id in ids:
                    self._names[external_id] = name

    # Showing.

    def _show_place(self) -> None:
        self._show_tabs()
        self.bar.breadcrumb.show_way(place.crumbs(self.query, self._names))
        self.filtering.bar.show_filters(self.query.filters)
        self.dates.show_choice(self.query.filters.dates, self._days())
        self.dates.setToolTip(f"{self.around.actions['dates'].toolTip()}\n{NOTE}")

    def _days(self) -> DateRange:
        shown, choice = self._known.table, self.query.filters.dates
        if shown is not None and shown.days is not None and shown.query.filters.dates == choice:
            return shown.days
        return choice.resolve(self._today)

    def _show_tabs(self) -> None:
        self.bar.tabs.show_place(self.query.level, self._counts, len(self._selected))

    def _select(self, ids: frozenset[str]) -> None:
        self._selected = ids
        self._show_tabs()

    def _show_face(self, text: FaceText, choices: tuple[Choice, ...]) -> None:
        self.face.tell(text, choices)
        self.stack.setCurrentWidget(self.face)

    def _show_table(self) -> None:
        if self.stack.currentWidget() is not self.table:
            focused = QApplication.focusWidget()
            self.stack.setCurrentWidget(self.table)
            # The button that led here is gone with its face.
            if focused is None or self.face.isAncestorOf(focused):
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ways_out(self) -> tuple[Choice, ...]:
        if self.query.filters.active_count:
            clear: Choice = ("Clear all filters", self._clear_filters)
            own = self.query.filters
            if own.search and own.active_count > 1:
                return (clear, ("Keep only the search", self._keep_search))
            return (clear,)
        if place.above(self.query) is not None and self.query.parent_campaigns:
            return (("Go back", self.go_up),)
        return (("Sync now", self._sync),)

    def _show_notice(self) -> None:
        text = notice(self._known, self.around.backend.clock.now())
        asks_again = text is not None and text.key == "error"
        self.banner.tell(text, self.ask_again if asks_again else self._sync)

    def _sync(self) -> None:
        self.around.actions["sync"].trigger()

    def _focus_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _copy_rows(self) -> None:
        text = self.table.tsv()
        if text:
            QGuiApplication.clipboard().setText(text)
            count = text.rstrip("\n").count("\n")
            title = f"{place.counted(count, self.query.level)} copied"
            self.around.tell(ToastText(outcome=Outcome.DONE, title=title))

    def _copy_link(self) -> None:
        QGuiApplication.clipboard().setText(to_link(self.query))
        self.around.tell(ToastText(outcome=Outcome.DONE, title="Link to this view copied"))

    # Making.

    def _picker(self) -> RangePicker:
        if self.picker is None:
            self.picker = RangePicker(self.window(), self._today)
            self.picker.chosen.connect(self.choose_dates)
            self.picker.closed.connect(lambda: self.dates.mark_open(is_open=False))
        return self.picker

    def _lay_out(self) -> None:
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.face)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.filtering.bar)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.loader.asked.connect(self._asked)
        self.around.acts.ended.connect(lambda _done: self.ask_again())
        self.loader.answered.connect(self._answered)
        self.loader.counted.connect(self._counted)
        self.loader.hid.connect(self._hid)
        self.loader.failed.connect(self._failed)
        self.loader.slow.connect(self._waiting)
        self.bar.tabs.chosen.connect(self.go_to_level)
        self.bar.breadcrumb.chosen.connect(self.go)
        self.table.opened.connect(self._open_row)
        self.table.sort_asked.connect(self._sorted)
        self.table.selection_changed.connect(self._select)
        self.table.go_up.connect(self.go_up)
        self.filtering.bar.changed.connect(self.choose_filters)
        self.filtering.bar.left.connect(self._focus_table)
        self.dates.clicked.connect(self.open_picker)
        actions = self.around.actions
        actions.on("dates", self.open_picker)
        actions.on("search", self.filtering.bar.focus_search)
        actions.on("clear_filters", self._clear_filters)
        actions.on("level_next", lambda: self.step_level(1))
        actions.on("level_back", lambda: self.step_level(-1))
        actions.on("up", self.go_up)
        actions.on("copy", self._copy_rows)
        actions.on("link", self._copy_link)
        actions.in_table(self)
