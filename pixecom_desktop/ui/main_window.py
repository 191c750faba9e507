"""The window: rail, header, the page on show, status bar.

It asks the backend only for the status; everything else is the pages' business. Closing it asks for
the way out (`leaving`) and does not leave by itself: jobs end first.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.access import Permission, may
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.errors import LinkError
from pixecom_desktop.domain.events import Notice, Progress, Topic
from pixecom_desktop.domain.links import PAGE, carried, to_link
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.status import SyncStatus
from pixecom_desktop.ui import acting
from pixecom_desktop.ui.acting import Acts
from pixecom_desktop.ui.actions import Actions
from pixecom_desktop.ui.backend import Backend
from pixecom_desktop.ui.bridge import Bridge
from pixecom_desktop.ui.dialogs.sheet import Sheet
from pixecom_desktop.ui.dressing import Choice, Dressing
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.guide.desk import Desk
from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.looking_up import LookingUp
from pixecom_desktop.ui.pages.base import Page, Surroundings
from pixecom_desktop.ui.pages.catalog import CONNECTIONS_PAGE, PAGES, SETTINGS_PAGE, PageSpec
from pixecom_desktop.ui.pages.shelf import Shelf
from pixecom_desktop.ui.regions import Regions
from pixecom_desktop.ui.settings import LiveSettings
from pixecom_desktop.ui.standing import Standing
from pixecom_desktop.ui.switching import Switching
from pixecom_desktop.ui.syncing import Syncing
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.theme.apply import tokens_of
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.banner import Banner
from pixecom_desktop.ui.widgets.header import Header
from pixecom_desktop.ui.widgets.popover import Popover
from pixecom_desktop.ui.widgets.sidebar import NavEntry, Sidebar
from pixecom_desktop.ui.widgets.status_bar import StatusBar
from pixecom_desktop.ui.widgets.style import sheet
from pixecom_desktop.ui.widgets.toast import Choices, Outcome, Toasts, ToastText

LEAST = (1100, 700)
FIRST = (1440, 900)
NARROW_BELOW = 1280
LONGEST_FIRST_MS = 1_500
"""The rest waits so long at most for the first page's rows."""
PAINTED_MS = 60
"""So soon after the first rows were told they are on the screen."""
BETWEEN_PAGES_MS = 20
TICK = timedelta(seconds=30)
_STATUS_TOPICS = frozenset({Topic.RUNS, Topic.STATS, Topic.CONNECTIONS})

log = logging.getLogger(__name__)


class MainWindow(QMainWindow):
    """The one window."""

    leaving = Signal()
    """The person wants to leave."""
    ready = Signal()
    """The first page has been painted with its rows, or takes long: the rest may begin."""

    def __init__(self, backend: Backend, keep: Keep) -> None:
        super().__init__()
        self._backend = backend
        self._keep = keep
        self._may_close = False
        self._link: str | None = None
        self.tasks = Tasks()
        self.registry = Actions(self)
        self.dressing = Dressing(keep, self)
        self.bridge = Bridge(backend.bus, self)
        self._specs = self._allowed()
        self.sidebar = Sidebar(_entries(self._specs))
        self.head = Header()
        self.stack = QStackedWidget()
        self.foot = StatusBar(backend.database_label)
        self.strip = Banner()
        self._lay_out()
        self.toasts = Toasts(self.stack)
        self.regions = Regions(self._regions, self)
        self.settings = LiveSettings(backend, self.tell, self)
        self.acts = Acts(self, backend, self.tell)
        self.acts.limits = lambda: self.settings.values.user
        self.switching = Switching(self, backend, self.tell, self.sidebar.seller)
        self._around = self._surroundings()
        self.pages = Shelf(self._specs, self._make_page)
        self.syncing = Syncing(backend, self.registry, self.head.chip, self.tell, self)
        self.syncing.note = self._quiet_note
        self.syncing.told.connect(self._show_status)
        self.desk = Desk(self, backend, self._page_key, self.tell)
        self.looking_up = LookingUp(self, backend, self.tasks, self._open_campaign)
        self._tick = QTimer(self)
        self._tick.setInterval(int(TICK.total_seconds() * 1000))
        self._tick.timeout.connect(self.syncing.ask)
        # The other pages are made one by one when the first one is painted.
        self._rest = QTimer(self)
        self._rest.setInterval(BETWEEN_PAGES_MS)
        self._rest.timeout.connect(self._make_rest)
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.timeout.connect(self._be_ready)
        self._connect()
        self._listen_to_settings()
        self._dress()
        self.standing = Standing(backend, self.registry, self.strip)
        self.bridge.reached.connect(self.standing.show_reach)

    # What the application asks.

    def begin(self, link: str | None) -> None:
        """Show the page of the link, else the one that was left the last time."""
        key = self._specs[0].key
        self.show_page(key)
        kept = link or self._keep.link(self._backend.seller.id)
        try:
            self.pages[key].enter(kept)
        except LinkError as error:
            self.pages[key].enter(None)
            if link is not None:
                self.tell(
                    ToastText(
                        outcome=Outcome.PARTLY,
                        title=tr("That link was not opened"),
                        reason=sentence(error),
                    )
                )
        self.settings.load()
        self.syncing.ask()
        self.page.look(frozenset(Topic))
        self._first.start(LONGEST_FIRST_MS)
        self.desk.tell_news(self._keep)
        self._tick.start()

    def begin_anew(self) -> None:
        """Show another seller, or the same to another role: nothing of before stays or comes.

        Page and date stay; what is on its way to Meta goes on.
        """
        key, link = self._page_key(), self._carried()
        self._keep.keep_seller(self._backend.seller.id)
        self._stop_timers()
        for popover in self.findChildren(Popover):
            popover.shut()
        for dialog in self.findChildren(Sheet):
            dialog.dismiss()
        self.looking_up.forget()
        left = tuple(self.pages.made.values())
        self._silence(left)
        self._around = self._surroundings()
        self._listen_to_settings()
        self._specs = self._allowed()
        self.sidebar.show_pages(_entries(self._specs))
        self._show_seller("")
        self.sidebar.show_user(tr(self._backend.scope.role.title()))
        self.pages = Shelf(self._specs, self._make_page)
        self.show_page(PAGE)
        self._remove(left)
        self.syncing.forget()
        self._allow()
        self.pages[PAGE].enter(link)
        if key != PAGE and key in self.pages:
            self.go_to(key)
        self.settings.load()
        self.syncing.ask()
        self.page.look(frozenset(Topic))
        self._first.start(LONGEST_FIRST_MS)
        self._tick.start()

    def _silence(self, pages: Sequence[Page]) -> None:
        """End what pages ask: nothing that comes back for them is shown, no key reaches them."""
        self.registry.forget_pages()
        self.acts.forget_pages()
        old, self.settings = self.settings, LiveSettings(self._backend, self.tell, self)
        old.blockSignals(True)
        self.tasks.spawn(old.close_down(), name="old settings", failed=lambda _error: None)
        for page in pages:
            page.blockSignals(True)
            page.rest()
            page.tasks.stop()

    def _remove(self, pages: Sequence[Page]) -> None:
        for page in pages:
            self.stack.removeWidget(page)
            page.hide()
            for widget in page.header():
                widget.deleteLater()
            page.deleteLater()

    def _carried(self) -> str | None:
        """Return the link to go on with: what means the same to every seller stays."""
        page = self.pages.made.get(PAGE)
        query = getattr(page, "query", None)
        return to_link(carried(query)) if isinstance(query, AdsQuery) else None

    def _surroundings(self) -> Surroundings:
        return Surroundings(
            backend=self._backend,
            actions=self.registry,
            tell=self.tell,
            acts=self.acts,
            settings=self.settings,
            keep=self._keep,
            in_one_seller=self._in_one_seller,
        )

    def _in_one_seller(self, permission: Permission, act: Callable[[Page], None]) -> None:
        self.switching.in_one(permission, lambda: act(self.page))

    def _allowed(self) -> list[PageSpec]:
        return [spec for spec in PAGES if may(self._backend.scope, spec.permission)]

    def _allow(self) -> None:
        """Let what the person may do be done."""
        may_connect = may(self._backend.scope, Permission.CONNECT)
        self.registry["connect"].setEnabled(may_connect)
        self.switching.allow(self.registry)
        shown = {spec.key for spec in self._specs}
        for spec in PAGES:
            if (key := f"go_{spec.key}") in self.registry:
                self.registry[key].setEnabled(spec.key in shown)

    def _listen_to_settings(self) -> None:
        self.switching.settings = self.settings
        self.dressing.follow(self.settings)

    def follow(self, link: str) -> None:
        """Go to a link while the window is open."""
        try:
            self.pages[PAGE].enter(link)
        except LinkError as error:
            self.tell(
                ToastText(
                    outcome=Outcome.PARTLY,
                    title=tr("That link was not opened"),
                    reason=sentence(error),
                )
            )

    def receive(self, link: str) -> None:
        """Go to a link that comes from outside of the window."""
        self.show_page(PAGE)
        self.follow(link)

    async def close_down(self) -> None:
        """End all that is under way in the window."""
        self._stop_timers()
        await self.acts.close_down()
        await self.settings.close_down()
        self.bridge.close()
        self._keep.keep_geometry(self.saveGeometry())
        self.syncing.come_to_rest()
        for page in self.pages.made.values():
            await page.close_down()
        await self.syncing.tasks.close()
        await self.desk.close_down()
        await self.switching.tasks.close()
        await self.tasks.close()

    def finish(self) -> None:
        """Close for good; from here on nothing is asked any more."""
        self._stop_timers()
        self.bridge.close()
        for page in self.pages.made.values():
            page.rest()
        self._may_close = True
        self.close()

    def show_finishing(self) -> None:
        """Say that what is under way is ended before the window closes."""
        from pixecom_desktop.ui.widgets.face import Face, FaceText

        face = Face(self)
        face.setAutoFillBackground(True)
        face.tell(
            FaceText(
                icon="clock",
                title=tr("Finishing ..."),
                text=tr("Work under way is brought to a safe end. This takes a moment."),
            )
        )
        face.setGeometry(self.rect())
        face.show()
        face.raise_()

    @property
    def page(self) -> Page:
        """Return the page on show."""
        return self.pages[self._page_key()]

    def _page_key(self) -> str:
        shown = self.stack.currentWidget()
        return next(key for key, page in self.pages.made.items() if page is shown)

    def _is_on_show(self, key: str) -> bool:
        return self.stack.currentWidget() is self.pages.made.get(key)

    def _make_page(self, spec: PageSpec) -> Page:
        here = partial(self._is_on_show, spec.key)
        page = spec.make(replace(self._around, actions=self.registry.of_page(here)))
        self.stack.addWidget(page)
        self.head.put_away(page.header())
        page.needs.connect(partial(self.sidebar.show_needs, spec.key))
        page.moved.connect(self._moved)
        page.led.connect(self.receive)
        page.counted.connect(partial(self._counted, page))
        page.show_status(self.syncing.status)
        return page

    def _be_ready(self) -> None:
        # `bench_frozen_start` reads from it how long a start took.
        log.info("the first page stands")
        self.ready.emit()
        self._rest.start()

    def _make_rest(self) -> None:
        before = set(self.pages.made)
        self.pages.make_next()
        for key in self.pages.made.keys() - before:
            self.pages[key].look(frozenset(Topic))
        if self.pages.is_whole:
            self._rest.stop()

    def _stop_timers(self) -> None:
        for timer in (self._tick, self._first, self._rest):
            timer.stop()

    def show_page(self, key: str) -> None:
        """Show a page."""
        page = self.pages[key]
        self.stack.setCurrentWidget(page)
        self.sidebar.choose(key)
        title = next(tr(spec.title) for spec in self._specs if spec.key == key)
        self.head.show_page(title, page.header())
        self.setWindowTitle(f"{title} · {tr(self._backend.seller.name)} · PixEcom")

    def _connect_accounts(self) -> None:
        from pixecom_desktop.ui.pages.connections.page import ConnectionsPage

        def connect() -> None:
            self.go_to(CONNECTIONS_PAGE)
            if isinstance(self.page, ConnectionsPage):
                self.page.connect_accounts()

        self.switching.in_one(Permission.CONNECT, connect)

    def go_to(self, key: str) -> None:
        """Show a page as it is by now."""
        if self.page is not self.pages[key]:
            self.show_page(key)
            self.page.take_focus()
            self.pages[key].refresh()

    def open_palette(self) -> None:
        """Open the command palette over what the window knows."""
        from pixecom_desktop.ui import finding

        self.looking_up.open(
            [
                *finding.actions(self.registry),
                *finding.pages(self._specs, self.go_to),
                *self.switching.entries(),
                *finding.settings(self._open_setting),
                *(entry for page in self.pages.values() for entry in page.finds()),
            ]
        )

    def _open_setting(self, key: str) -> None:
        from pixecom_desktop.ui.pages.settings.page import SettingsPage

        self.go_to(SETTINGS_PAGE)
        page = self.page
        if isinstance(page, SettingsPage):
            page.show_setting(key)

    def ask_for_password(self) -> None:
        """Lead to where a password is set: without one there is nothing to lock with."""
        self._open_setting("lock_after")
        self.tell(
            ToastText(
                outcome=Outcome.PARTLY,
                title=tr("There is no password yet"),
                reason=tr("Set one here, then the window can be locked."),
            )
        )

    def _open_campaign(self, external_id: str) -> None:
        self.receive(to_link(AdsQuery(level=Level.ADSET, parent_campaigns=(external_id,))))

    # What comes from behind.

    def _counted(self, page: Page, rows: str, milliseconds: int | None) -> None:
        if page is not self.page:
            # One that is not on show goes on reading what it will show.
            return
        self.foot.show_rows(rows, milliseconds)
        self.syncing.show_chip()
        if self._first.isActive():
            self._first.start(PAINTED_MS)

    def _quiet_note(self) -> str:
        return self.page.quiet_note()

    def _show_status(self, status: SyncStatus) -> None:
        self.foot.show_status(status)
        count = len(status.accounts)
        words = (
            plural(count, "{n} ad account", "{n} ad accounts") if count else tr("No ad accounts")
        )
        self._show_seller(words)
        for each in self.pages.made.values():
            each.show_status(status)

    def _show_seller(self, accounts: str) -> None:
        backend = self._backend
        self.sidebar.show_seller(backend.seller, backend.sellers.known, accounts)

    def _progressed(self, news: Progress) -> None:
        if news.work == acting.WORK:
            self.acts.progressed(news)
        else:
            self.syncing.progressed(news)

    def _changed(self, topics: frozenset[Topic]) -> None:
        if topics & _STATUS_TOPICS:
            self.syncing.ask()
        if Topic.PREFERENCES in topics:
            self.settings.load()
        if Topic.SELLERS in topics:
            self.switching.look()
        for page in self.pages.made.values():
            page.look(topics)
        if self.page.topics & topics:
            self.page.refresh()

    def _noticed(self, news: Notice) -> None:
        outcome = {"error": Outcome.FAILED, "warning": Outcome.PARTLY}.get(
            news.severity, Outcome.DONE
        )
        self.tell(ToastText(outcome=outcome, title=tr(news.text)))

    # The frame.

    def toggle_rail(self) -> None:
        """Collapse the rail, or expand it; the choice is kept."""
        collapsed = not self.sidebar.narrow
        self._keep.keep_rail(collapsed=collapsed)
        self._set_rail(narrow=collapsed)

    def open_menu(self, corner: QPoint) -> None:
        """Open the menu of all actions, its lower left corner here."""
        menu = self.registry.menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(corner - QPoint(0, menu.sizeHint().height()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was, now = event.oldSize().width(), event.size().width()
        # Crossing the line decides; between crossings the person does.
        if (was < NARROW_BELOW) != (now < NARROW_BELOW) or was < 0:
            self._set_rail(narrow=now < NARROW_BELOW or bool(self._keep.rail()))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.leaving.emit()

    def _set_rail(self, *, narrow: bool) -> None:
        self.sidebar.collapse(narrow=narrow)
        keys = self.registry["rail"].shortcut().toString()
        self.sidebar.fold.setToolTip(f"{self.sidebar.fold.accessibleName()} ({keys})")

    def tell(self, text: ToastText, choices: Choices = ()) -> None:
        """Show a toast, above what must stay in sight."""
        self.toasts.stay_above(self.page.foot())
        self.toasts.tell(text, choices)

    @property
    def place(self) -> tuple[str, str | None]:
        """Return the page on show and the link of the table: where one goes on after a lock."""
        return self._page_key(), self._link

    def _moved(self, link: str) -> None:
        self._link = link
        self._keep.keep_link(self._backend.seller.id, link)

    def _regions(self) -> tuple[QWidget, ...]:
        return (
            self.sidebar,
            self.strip,
            self.head,
            *self.page.regions(),
            *self.toasts.shown(),
            self.foot,
        )

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.strip)
        right.addWidget(self.head)
        right.addWidget(self.stack, 1)
        right.addWidget(self.foot)
        inside = QWidget()
        inside.setObjectName("window")
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        self.setCentralWidget(inside)
        # Large text leaves a small screen fewer pixels of its own than the window would like.
        self.setMinimumSize(QSize(*LEAST).boundedTo(self.screen().availableSize()))
        self.resize(*FIRST)
        geometry = self._keep.geometry()
        if geometry is not None:
            self.restoreGeometry(geometry)

    def _connect(self) -> None:
        self.bridge.changed.connect(self._changed)
        self.bridge.progressed.connect(self._progressed)
        self.bridge.noticed.connect(self._noticed)
        self.sidebar.chosen.connect(self.go_to)
        self.sidebar.menu_asked.connect(self.open_menu)
        self.sidebar.toggled.connect(self.registry["rail"].trigger)
        self.head.sync.follow(self.registry["sync"])
        self.registry["sync"].enabledChanged.connect(self.head.sync.setEnabled)
        self.registry.on("rail", self.toggle_rail)
        self.registry.on("region_next", partial(self.regions.step, 1))
        self.registry.on("region_back", partial(self.regions.step, -1))
        for choice in Choice:
            self.registry.on(f"theme_{choice}", partial(self.dressing.pick, choice))
        self.dressing.changed.connect(lambda: self.setStyleSheet(sheet(tokens_of())))
        self.dressing.changed.connect(self.desk.wear)
        self.desk.connect(self.registry)
        self.registry.on("undo", self.acts.undo)
        self.registry.on("palette", self.open_palette)
        self.registry.on("settings", partial(self.go_to, SETTINGS_PAGE))
        self.sidebar.jump_asked.connect(self.registry["palette"].trigger)
        keys = self.registry["palette"].shortcut()
        self.sidebar.jump.show_keys(keys.toString(QKeySequence.SequenceFormat.NativeText))
        self.sidebar.seller_asked.connect(self.registry["sellers"].trigger)
        self.switching.listen(self.registry)
        self.switching.changed.connect(self.begin_anew)
        self._allow()
        self.registry.on("connect", self._connect_accounts)
        self.registry.on("quit", self.close)
        for spec in PAGES:
            if (key := f"go_{spec.key}") in self.registry:
                self.registry.on(key, partial(self.go_to, spec.key))

    def _dress(self) -> None:
        self.setStyleSheet(sheet(tokens_of()))
        self._show_seller("")
        self.sidebar.show_user(tr(self._backend.scope.role.title()))
        self.syncing.come_to_rest()
        self.foot.show_status(self.syncing.status)


def _entries(specs: Sequence[PageSpec]) -> list[NavEntry]:
    return [
        NavEntry(key=spec.key, title=tr(spec.title), icon=spec.icon, at_foot=spec.at_foot)
        for spec in specs
    ]
