"""The Ads Manager: three levels of one table, and where one is among them.

The whole state is one `AdsQuery`. Whatever changes it goes through `go`, which asks anew and tells
the window the link; what comes back goes through `board`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.compare import Comparison
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.events import Topic
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.links import from_link, to_link
from pixecom_desktop.domain.query import AdsQuery, Sorts
from pixecom_desktop.domain.status import SyncStatus
from pixecom_desktop.ui import when
from pixecom_desktop.ui.pages.ads_manager import coverage, faces, place
from pixecom_desktop.ui.pages.ads_manager.bar import LevelBar
from pixecom_desktop.ui.pages.ads_manager.board import Board
from pixecom_desktop.ui.pages.ads_manager.columns import ColumnChoice
from pixecom_desktop.ui.pages.ads_manager.comparing import ChangeChoice
from pixecom_desktop.ui.pages.ads_manager.dating import Dating
from pixecom_desktop.ui.pages.ads_manager.detailing import Detailing
from pixecom_desktop.ui.pages.ads_manager.filtering import Filtering
from pixecom_desktop.ui.pages.ads_manager.loader import Loader
from pixecom_desktop.ui.pages.ads_manager.memory import Memory
from pixecom_desktop.ui.pages.ads_manager.plotting import Plotting
from pixecom_desktop.ui.pages.ads_manager.row_acts import RowActs
from pixecom_desktop.ui.pages.ads_manager.saved_views import SavedViews
from pixecom_desktop.ui.pages.ads_manager.travels import Travels
from pixecom_desktop.ui.pages.base import Page, Surroundings
from pixecom_desktop.ui.widgets.face import Choice, Face
from pixecom_desktop.ui.widgets.palette_results import Entry
from pixecom_desktop.ui.widgets.tall import Tall

LEAST_TABLE = 260
"""Pixels of the table below which the page scrolls."""


class AdsManagerPage(Page):
    """Filters, level tabs and breadcrumb over the board; it knows the place and goes elsewhere."""

    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.STRUCTURE, Topic.STATS, Topic.CONNECTIONS, Topic.PREFERENCES}
    )

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        backend = around.backend
        self.query = AdsQuery()
        self._counts: Mapping[Level, int] = {}
        self._selected: frozenset[str] = frozenset()
        self.memory = Memory(when.local_today(backend.clock.now()))
        self.loader = Loader(backend, self.tasks, self)
        self._tall = Tall(self)
        inside = self._tall.inside
        # The bars are made where they stand, and in the order in which Tab goes through them.
        self.board = Board(around, self.loader, self.memory, inside)
        self.board.ways_out = self._ways_out
        self.table = self.board.table
        self.banner, self.stack = self.board.banner, self.board.stack
        self.dating = Dating(around.actions, self.memory, self)
        self.dates = self.dating.button
        self.plotting = Plotting(around, self.tasks, self, inside)
        self.filtering = Filtering(around, self.tasks, lambda: self.query, self.loader, inside)
        self.columns = ColumnChoice(self.table, around, self)
        self.views = SavedViews(around, self.columns, self.tasks, self.loader, self)
        self.views.words = lambda: self.filtering.bar.rules.words
        self.filtering.bar.right.addWidget(self.views.button)
        self.bar = LevelBar(inside)
        self.travels = Travels(around, self.table, self)
        self.acts = RowActs(around, self.table, self)
        self.changes = ChangeChoice(self.table, around.keep, self)
        for tool in (
            self.plotting.button,
            self.changes.button,
            self.columns.button,
            self.columns.density,
            self.acts.export_button,
            self.acts.draft_button,
        ):
            self.bar.tools.addWidget(tool)
        self.detailing = Detailing(around, self.table, self.plotting, self.tasks)
        self._lay_out()
        self.detailing.stand_in(self)
        self.detailing.covered.connect(self.acts.stand_beside)
        self._connect()

    @property
    def face(self) -> Face:
        """Return what stands where the table would, where there is nothing to show."""
        return self.board.face

    # What the window asks of a page.

    @override
    def header(self) -> tuple[QWidget, ...]:
        return (self.dating.switch, self.dates)

    @override
    def enter(self, link: str | None) -> None:
        query = self.query if link is None else from_link(link)
        self.go(place.at_level(query, query.level))
        self.travels.resume()
        self.views.find()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.views.begin(at_default=link is None)

    @override
    def take_focus(self) -> None:
        self._to_rows(Qt.FocusReason.OtherFocusReason)

    def _to_rows(self, reason: Qt.FocusReason = Qt.FocusReason.ShortcutFocusReason) -> None:
        if self.board.has_table:
            self.table.setFocus(reason)
        else:
            # Qt would hand it on to the rail, where the next key does something else.
            self.face.take_focus()

    @override
    def refresh(self) -> None:
        self.loader.refresh()

    @override
    def show_status(self, status: SyncStatus) -> None:
        self.board.show_status(status)
        self.loader.keep_up()

    @override
    def regions(self) -> tuple[QWidget, ...]:
        shown = self.table if self.board.has_table else self.face
        bars = (self.banner, self.plotting.strip, self.filtering.bar, self.bar)
        drawer = self.detailing.drawer
        aside = () if drawer is None else (drawer,)
        return (*bars, *self.plotting.regions(), shown, *self.acts.bars(), *aside)

    @override
    def foot(self) -> int:
        if not self.board.has_table:
            return 0
        return self.table.height() - self.table.foot_top() + self.acts.foot()

    @override
    def finds(self) -> Sequence[Entry]:
        return self.views.entries()

    @override
    def rest(self) -> None:
        self.loader.rest()

    @override
    async def close_down(self) -> None:
        self.travels.keep()
        await super().close_down()

    @override
    def quiet_note(self) -> str:
        table = self.board.shown
        return coverage.quietly(table, self.around.backend.clock.now()) if table else ""

    # Going somewhere.

    def go(self, query: AdsQuery) -> None:
        """Show this place."""
        query = self.columns.own(query, self.query)
        moved = place.parts(query) != place.parts(self.query)
        self.query = query
        if moved:
            self._selected = frozenset()
        self._show_place()
        self.travels.visit(query)
        self.board.ask(query)
        self.moved.emit(to_link(query))

    def go_up(self) -> None:
        """Go one level up, where there is one."""
        above = place.above(self.query)
        if above is not None:
            self.go(above)

    def go_to_level(self, level: Level) -> None:
        """Show another level, inside the selected rows if there are any and it lies below."""
        if level is not self.query.level:
            self.memory.keep(self.board.shown, self._selected)
            self.go(place.inside(self.query, level, self._selected))

    def step_level(self, step: int) -> None:
        """Show the next level, or the one before."""
        after = place.LEVELS.index(self.query.level) + step
        if 0 <= after < len(place.LEVELS):
            self.go_to_level(place.LEVELS[after])

    def compare_dates(self, choice: DateChoice, comparison: Comparison | None) -> None:
        """Show these days, compared with others or with none."""
        filters = self.query.filters.changed("dates", choice)
        query = replace(self.query, filters=filters, compare=comparison)
        if query != self.query:
            self.go(query)

    def choose_filters(self, filters: FilterSet) -> None:
        """Show what these filters leave."""
        if filters != self.query.filters:
            self.go(replace(self.query, filters=filters))

    def _open_row(self, external_id: str) -> None:
        below = place.opened(self.query, external_id)
        if below is not None:
            self.memory.keep(self.board.shown, {external_id})
            self.go(below)

    def _sorted(self, sorts: Sorts) -> None:
        self._shown_anew(self.query.sorted_by(sorts))

    def _arranged(self, columns: tuple[str, ...]) -> None:
        self._shown_anew(replace(self.query, columns=columns))

    def _shown_anew(self, query: AdsQuery) -> None:
        """Take note that the same rows stand there in another order, or with other columns."""
        self.query = query
        self.travels.visit(query)
        self.board.shown_anew(query)
        self.views.show_query(query)
        self.moved.emit(to_link(query))

    def _clear_filters(self) -> None:
        self.choose_filters(self.query.filters.cleared())

    def _preview(self, filters: FilterSet) -> None:
        self.loader.preview(replace(self.query, filters=filters))

    def _ways_out(self) -> tuple[Choice, ...]:
        return faces.ways_out(self.query, self.choose_filters, self.go_up, self.board.sync)

    # Showing.

    def _learned(self) -> None:
        if self.board.shown is not None:
            self.filtering.learn(self.board.shown, self.memory.today)
        self._show_place()

    def _show_place(self) -> None:
        self._show_tabs()
        self.bar.breadcrumb.show_way(place.crumbs(self.query, self.memory.names))
        self.filtering.bar.show_filters(self.query.filters)
        self.dating.show_query(self.query, self.board.shown)
        self.changes.show_query(self.query)
        self.views.show_query(self.query)

    def _show_tabs(self) -> None:
        self.bar.tabs.show_place(self.query.level, self._counts, len(self._selected))

    def _show_counts(self, counts: Mapping[Level, int]) -> None:
        self._counts = counts
        self._show_tabs()

    def _select(self, ids: frozenset[str]) -> None:
        self._selected = ids
        self._show_tabs()

    # Making.

    def _lay_out(self) -> None:
        self.stack.setMinimumHeight(LEAST_TABLE)
        tall = self._tall
        for part in (self.banner, self.plotting.strip, self.filtering.bar, self.bar):
            tall.column.addWidget(part)
        tall.column.addLayout(self.plotting.place)
        tall.column.addWidget(self.stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(tall)

    def _connect(self) -> None:
        self.board.answered.connect(self._learned)
        self.filtering.bar.typing.connect(self._preview)
        self.board.answered.connect(lambda: self.plotting.show_table(self.board.shown))
        for without_days in (self.loader.failed, self.loader.previewed):
            without_days.connect(
                lambda _news: self.plotting.show_table(self.board.shown, is_glimpse=True)
            )
        self.board.tabs_counted.connect(self._show_counts)
        self.board.counted.connect(self.counted)
        self.around.acts.ended.connect(lambda _done: self.board.ask_again())
        self.bar.tabs.chosen.connect(self.go_to_level)
        self.bar.breadcrumb.chosen.connect(self.go)
        self.table.opened.connect(self._open_row)
        self.table.sort_asked.connect(self._sorted)
        self.columns.arranged.connect(self._arranged)
        self.table.selection_changed.connect(self._select)
        self.table.selection_changed.connect(self.plotting.show_selected)
        self.table.go_up.connect(self.go_up)
        self.filtering.bar.changed.connect(self.choose_filters)
        self.filtering.bar.linked.connect(self.travels.follow)
        self.filtering.bar.left.connect(self._to_rows)
        self.dating.chosen.connect(self.compare_dates)
        self.views.chosen.connect(self.go)
        self.travels.went.connect(self.go)
        self.travels.went.connect(lambda _query: self.views.find())
        self.loader.answered.connect(self.travels.arrived)
        self.table.laid_out.connect(lambda _layout: self.views.show_query(self.query))
        actions = self.around.actions
        actions.on("search", self.filtering.bar.focus_search)
        actions.on("clear_filters", self._clear_filters)
        actions.on("level_next", lambda: self.step_level(1))
        actions.on("level_back", lambda: self.step_level(-1))
        actions.on("up", self.go_up)
        actions.on("sort", self.table.open_sort_menu)
        actions.in_table(self)
