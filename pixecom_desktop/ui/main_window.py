"""The window: rail, header, the page on show, status bar.

It asks the backend only for the status; everything else is the pages' business. Closing it asks for
the way out (`leaving`) and does not leave by itself: jobs end first.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget
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
from pixecom_desktop.ui.first_rows import FirstRows
from pixecom_desktop.ui.frame import Frame
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
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.popover import Popover
from pixecom_desktop.ui.widgets.sidebar import NavEntry
from pixecom_desktop.ui.widgets.toast import Choices, Outcome, Toasts, ToastText

LEAST = (1100, 700)
FIRST = (1440, 900)
TICK = timedelta(seconds=30)
_STATUS_TOPICS = frozenset({Topic.RUNS, Topic.STATS, Topic.CONNECTIONS})


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
        self.frame = Frame(_entries(self._specs), backend.database_label, keep)
        self.sidebar, self.head, self.foot = self.frame.sidebar, self.frame.head, self.frame.foot
        self.stack, self.strip = self.frame.stack, self.frame.strip
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
        self.looking_up = LookingUp(
            self, backend, self.tasks, self._open_campaign, lambda: self.settings
        )
        self._tick = QTimer(self)
        self._tick.setInterval(int(TICK.total_seconds() * 1000))
        self._tick.timeout.connect(self.syncing.ask)
        self._rows = FirstRows(lambda: self.pages, self)
        # How fresh the rows are is read when they stand, and before the jobs begin.
        self._rows.painted.connect(self.syncing.ask)
        self._rows.painted.connect(self.ready)
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
                self._refuse(error)
        self._ask_all()
        self.desk.tell_news(self._keep)

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
        self._ask_all()

    def _ask_all(self) -> None:
        """Ask for what the window shows besides its page, and what waits for the page's rows."""
        self.settings.load()
        self.page.look(frozenset(Topic))
        self._rows.begin()
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
            self._refuse(error)

    def _refuse(self, error: LinkError) -> None:
        title = tr("That link was not opened")
        text = ToastText(outcome=Outcome.PARTLY, title=title, reason=sentence(error))
        self.tell(text)

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
        # A field of theirs may still wait for typing to rest.
        of_pages = (page.tasks for page in self.pages.made.values())
        for tasks in (self.tasks, self.syncing.tasks, self.switching.tasks, *of_pages):
            tasks.stop()
        self._may_close = True
        self.close()

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
        around = replace(self._around, actions=self.registry.of_page(here))
        page = spec.make(around, self.stack)
        self.stack.addWidget(page)
        self.head.put_away(page.header())
        page.needs.connect(partial(self.sidebar.show_needs, spec.key))
        page.moved.connect(self._moved)
        page.led.connect(self.receive)
        page.counted.connect(partial(self._counted, page))
        page.show_status(self.syncing.status)
        return page

    def _stop_timers(self) -> None:
        self._tick.stop()
        self._rows.stop()

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
        self._rows.come()

    def _quiet_note(self) -> str:
        return self.page.quiet_note()

    def _show_status(self, status: SyncStatus) -> None:
        self.foot.show_status(status, self._backend.sellers.names)
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

    def open_menu(self, corner: QPoint) -> None:
        """Open the menu of all actions, its lower left corner here."""
        menu = self.registry.menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(corner - QPoint(0, menu.sizeHint().height()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.frame.fit_rail(event.oldSize().width(), event.size().width())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.leaving.emit()

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
        self.frame.fold_keys = self.registry["rail"].shortcut().toString()
        self.setCentralWidget(self.frame)
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
        self.registry.on("rail", self.frame.toggle_rail)
        self.registry.on("region_next", partial(self.regions.step, 1))
        self.registry.on("region_back", partial(self.regions.step, -1))
        for choice in Choice:
            self.registry.on(f"theme_{choice}", partial(self.dressing.pick, choice))
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
        self._show_seller("")
        self.sidebar.show_user(tr(self._backend.scope.role.title()))
        self.syncing.come_to_rest()


def _entries(specs: Sequence[PageSpec]) -> list[NavEntry]:
    return [
        NavEntry(key=spec.key, title=tr(spec.title), icon=spec.icon, at_foot=spec.at_foot)
        for spec in specs
    ]
