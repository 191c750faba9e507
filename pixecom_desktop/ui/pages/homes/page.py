"""Sellpages, and strategies: a list with what their campaigns spent and earned, one of them below.

What is read, and in which order, is `reading`'s.
"""

from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pixecom_desktop.domain.access import Permission, may
from pixecom_desktop.domain.campaigns import CampaignCard
from pixecom_desktop.domain.events import Topic
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.homes import Home, HomeKind, HomeQuery
from pixecom_desktop.domain.links import to_link
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.ui import when
from pixecom_desktop.ui.pages.base import Page, Surroundings
from pixecom_desktop.ui.pages.homes import rows
from pixecom_desktop.ui.pages.homes.acts import HomeActs
from pixecom_desktop.ui.pages.homes.details import HomeDetails
from pixecom_desktop.ui.pages.homes.reading import HomeReader
from pixecom_desktop.ui.pages.homes.words import WORDS
from pixecom_desktop.ui.pages.unread import tell_unread
from pixecom_desktop.ui.tables.cells import Style
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.banner import Banner
from pixecom_desktop.ui.widgets.buttons import LINK, PRIMARY, Button
from pixecom_desktop.ui.widgets.face import Face, FaceText
from pixecom_desktop.ui.widgets.listing import Listing
from pixecom_desktop.ui.widgets.range_choice import RangeChoice
from pixecom_desktop.ui.widgets.search_field import SearchField
from pixecom_desktop.ui.widgets.tabs import Tab

SLOW_MS = 150
NARROW = 780
"""Below so many pixels the columns go that the lower half tells too."""
MOST_IN_LINK = 500
"""A link into the Ads Manager names so many campaigns at most."""


class HomesPage(Page):
    """One kind; those in use and those that are archived are two tabs."""

    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.STRUCTURE, Topic.STATS, Topic.CONNECTIONS, Topic.PREFERENCES}
    )
    kind: ClassVar[HomeKind]

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self.words = words = WORDS[self.kind]
        self.reader = HomeReader(
            around.backend,
            self.kind,
            self.tasks,
            wanted=self._wanted,
            dates=lambda: self.dates.choice,
            parent=self,
        )
        self.may_edit = may(around.backend.scope, Permission.EDIT)
        self.acts = HomeActs(
            around,
            self.kind,
            self,
            self.tasks,
            chosen=self.chosen,
            kept=self._go_to,
            changed=self.refresh,
        )
        self.add = Button(tr(words.new), kind=PRIMARY, mark="plus")
        self.dates = RangeChoice(self, when.local_today(around.backend.clock.now()))
        self.used, self.archived = Tab(tr("In use")), Tab(tr("Archived"))
        self.search = SearchField(tr(words.search), "/")
        self.banner = Banner()
        self.listing = Listing(tr(words.several), rows.columns(words.about), flush=True)
        self.more = Button(tr("Show more"), kind=LINK)
        self.details = HomeDetails(words, may_edit=self.may_edit)
        self.face = Face()
        self.stack = QStackedWidget()
        self._blank = QWidget()
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._tell_slow)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._lay_out()
        self._connect()

    # What the window asks of a page.

    @override
    def header(self) -> tuple[QWidget, ...]:
        return (self.add, self.dates.button) if self.may_edit else (self.dates.button,)

    @override
    def enter(self, link: str | None) -> None:
        self.refresh()

    @override
    def take_focus(self) -> None:
        if self.stack.currentWidget() is self.face:
            self.face.take_focus()
        else:
            self.listing.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def refresh(self) -> None:
        self._slow.start()
        self.reader.ask()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = event.size().width() < NARROW
        for place in rows.SPARED:
            self.listing.setColumnHidden(place, is_narrow)
        self.details.spare(is_narrow=is_narrow)
        words = tr("New") if is_narrow else tr(self.words.new)
        self.add.setText(f" {words}")
        self.add.setAccessibleName(tr(self.words.new))

    @override
    def rest(self) -> None:
        self._slow.stop()

    @override
    def regions(self) -> tuple[QWidget, ...]:
        shown = (self.listing, self.details) if self.reader.homes else (self.face,)
        return (self.banner, self._tabs, *shown)

    # What comes back.

    def _wanted(self) -> HomeQuery:
        return HomeQuery(search=self.search.text(), is_active=self.used.isChecked())

    def _listed(self) -> None:
        self._slow.stop()
        self.banner.tell(None, self.refresh)
        self.dates.show_day(when.local_today(self.around.backend.clock.now()))
        self._show()

    def _show_campaigns(self) -> None:
        reader, today = self.reader, when.local_today(self.around.backend.clock.now())
        self.details.show_campaigns(reader.cards, today, more=reader.more_cards is not None)

    # Showing.

    def _show(self) -> None:
        reader, homes = self.reader, self.reader.homes
        more = "+" if reader.next else ""
        for tab in (self.used, self.archived):
            shown = f"{len(homes)}{more}" if homes else ""
            tab.write(shown if tab.isChecked() else "")
        self.counted.emit(self.words.counted(len(homes)), None)
        if not homes:
            reader.shown = None
            self._tell_face()
            self.stack.setCurrentWidget(self.face)
            return
        kept, style = reader.shown, self._style()
        self.listing.show_rows([rows.row(one, reader.figures(one), style) for one in homes])
        self.more.setVisible(reader.next is not None)
        self.stack.setCurrentWidget(self._split)
        places = [place for place, one in enumerate(homes) if one.id == kept]
        self.listing.selectRow(places[0] if places else 0)
        self._show_chosen()

    def _style(self) -> Style:
        return Style(
            formatter=self.around.acts.formatter,
            preferences=self.around.settings.values.seller,
            today=when.local_today(self.around.backend.clock.now()),
        )

    def chosen(self) -> Home | None:
        """Return the one that is shown below."""
        place = self.listing.currentIndex().row()
        homes = self.reader.homes
        return homes[place] if 0 <= place < len(homes) else None

    def _show_chosen(self) -> None:
        home = self.chosen()
        if home is None:
            return
        figures = self.reader.figures(home)
        sums = rows.by_currency(figures, self._style())
        self.details.show_home(
            home, sums, is_partial=figures is not None and not figures.is_complete
        )
        if home.id != self.reader.shown:
            self.reader.cards = ()
            self.details.show_campaigns((), self._style().today)
        self.reader.ask_campaigns(home)

    def _tell_face(self) -> None:
        words = self.words
        if self.search.text().strip():
            text = tr("Nothing here matches “{text}”.", text=self.search.text().strip())
            face = FaceText(icon="search", title=tr("Nothing fits"), text=text)
            self.face.tell(face, ((tr("Clear the search"), self._clear_search),))
        elif self.archived.isChecked():
            self.face.tell(FaceText(icon=words.icon, title=tr(words.none_archived), text=""))
        else:
            face = FaceText(icon=words.icon, title=tr(words.none_title), text=tr(words.none_text))
            self.face.tell(face, ((tr(words.new), self.ask_for_one),) if self.may_edit else ())

    # What the person does.

    def ask_for_one(self) -> None:
        """Open the dialog for a new one, in the seller on show or in one that is chosen first."""
        self.around.in_one_seller(Permission.EDIT, _add_one)

    def open_in_ads_manager(self) -> None:
        """Show the chosen one's campaigns over the same days."""
        home = self.chosen()
        if home is None:
            return
        dates = self.dates.choice
        if self.kind is HomeKind.SELLPAGE:
            self._lead(FilterSet(dates=dates, sellpages=(home.key,)))
            return
        ids = tuple(one.external_id for one in self.reader.cards if one.external_id)[:MOST_IN_LINK]
        if ids:
            self._lead(FilterSet(dates=dates, campaigns=ids))

    def _open_campaign(self, card: CampaignCard) -> None:
        dates = self.dates.choice
        if card.external_id:
            self._lead(FilterSet(dates=dates, campaigns=(card.external_id,)))
        else:
            self._lead(FilterSet(dates=dates, search=card.name[:100]))

    def _lead(self, filters: FilterSet) -> None:
        self.led.emit(to_link(replace(AdsQuery(), filters=filters)))

    def _go_to(self, home: Home) -> None:
        self.reader.shown = home.id
        self._clear_search()

    def _clear_search(self) -> None:
        self.search.clear()
        self.search.show_text("")
        self.refresh()

    def _choose_tab(self) -> None:
        self.reader.forget()
        self.refresh()

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _tell_slow(self) -> None:
        """Say that it is being read, where that takes longer than a moment."""
        if not self.reader.homes and self.stack.currentWidget() is self._blank:
            self.face.tell(FaceText(icon="clock", title=tr("Loading …"), text=""))
            self.stack.setCurrentWidget(self.face)

    def _failed(self, error: Exception) -> None:
        over = self.banner if self.reader.homes else None
        failure = self.failure(tr(self.words.unread), error)
        tell_unread(failure, self.refresh, over=over, stack=self.stack, face=self.face)

    # Making.

    def _lay_out(self) -> None:
        self._tabs = tabs = QFrame()
        tabs.setObjectName("tabs")
        tabs.setFixedHeight(45)
        tabs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.search.setFixedWidth(260)
        self.used.setChecked(True)
        line = QHBoxLayout(tabs)
        line.setContentsMargins(8, 0, 16, 0)
        line.setSpacing(4)
        line.addWidget(self.used, 0, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(self.archived, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch()
        line.addWidget(self.search)
        upper = QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(0)
        above.addWidget(self.listing, 1)
        above.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        self.more.hide()
        self._split.addWidget(upper)
        self._split.addWidget(self.details)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.setSizes([420, 320])
        self.stack.addWidget(self._blank)
        self.stack.addWidget(self._split)
        self.stack.addWidget(self.face)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.banner, tabs):
            column.addWidget(part)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        details = self.details
        self.add.clicked.connect(self.ask_for_one)
        self.dates.chosen.connect(lambda _choice: self.refresh())
        self.used.clicked.connect(self._choose_tab)
        self.archived.clicked.connect(self._choose_tab)
        self.search.searched.connect(lambda _text: self.refresh())
        self.search.left.connect(self.take_focus)
        self.listing.selectionModel().currentRowChanged.connect(lambda *_: self._moved_on())
        self.listing.activated.connect(lambda _at: self.open_in_ads_manager())
        self.more.clicked.connect(self.reader.ask_older)
        self.reader.listed.connect(self._listed)
        self.reader.summed.connect(self._show)
        self.reader.found.connect(self._show_campaigns)
        self.reader.failed.connect(self._failed)
        details.open.clicked.connect(self.open_in_ads_manager)
        details.link.clicked.connect(self.acts.link_campaigns)
        details.edit.clicked.connect(self.acts.edit)
        details.archive.clicked.connect(self.acts.archive)
        details.unlink_asked.connect(self.acts.unlink)
        details.campaign_asked.connect(self._open_campaign)
        details.more_asked.connect(self.reader.ask_more_campaigns)
        self.around.actions.on("search", self._focus_search)
        self.around.actions.on("dates", self.dates.open)

    def _moved_on(self) -> None:
        home = self.chosen()
        if home is not None and home.id != self.reader.shown:
            self._show_chosen()


def _add_one(page: Page) -> None:
    if isinstance(page, HomesPage):
        page.acts.add_one()


class SellpagesPage(HomesPage):
    """The pages that ads lead to."""

    kind = HomeKind.SELLPAGE


class StrategiesPage(HomesPage):
    """The ways in which campaigns are run."""

    kind = HomeKind.STRATEGY
