"""The seller switcher of a window: what opens under it, its keys, a new seller, another name."""

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.access import Permission, may, within
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.sellers import ALL_SELLERS
from pixecom_desktop.domain.session import Membership
from pixecom_desktop.ui.actions import Actions
from pixecom_desktop.ui.backend import Backend
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.palette_results import Entry, Group
from pixecom_desktop.ui.widgets.toast import Outcome, Tell, ToastText

if TYPE_CHECKING:
    from pixecom_desktop.ui.dialogs.name import NameSheet
    from pixecom_desktop.ui.settings import LiveSettings
    from pixecom_desktop.ui.widgets.seller_popover import SellerPopover

Named = Callable[[str], Coroutine[Any, Any, None]]
KEYS = 9


class Switching(QObject):
    """Chooses the seller; whoever shows rows begins anew when it `changed`."""

    changed = Signal()
    """Another seller is shown, or the same with another role or name."""

    def __init__(self, window: QWidget, backend: Backend, tell: Tell, anchor: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._backend = backend
        self._tell = tell
        self._anchor = anchor
        self._shown = self._now()
        self.tasks = Tasks()
        self.settings: LiveSettings | None = None
        self.popover: SellerPopover | None = None
        self._then: Callable[[], None] | None = None
        self.sheet: NameSheet | None = None

    def listen(self, actions: Actions) -> None:
        """Let the keys choose."""
        actions.on("sellers", self.open)
        actions.on("all_sellers", partial(self.choose, ALL_SELLERS.id))
        actions.on("add_seller", self.ask_name)
        actions.on("rename_seller", self.ask_other_name)
        for place in range(KEYS):
            actions.on(f"seller_{place + 1}", partial(self._choose_nth, place))

    def allow(self, actions: Actions) -> None:
        """Let only those be triggered that mean something to the person."""
        known = self._backend.sellers.known
        is_all = self._backend.sellers.is_all
        actions["all_sellers"].setEnabled(len(known) > 1 and not is_all)
        actions["add_seller"].setEnabled(self.may_add)
        manages = may(self._backend.scope, Permission.MANAGE_PEOPLE)
        actions["rename_seller"].setEnabled(manages and not is_all)
        for place in range(KEYS):
            action = actions[f"seller_{place + 1}"]
            action.setEnabled(place < len(known))
            action.setVisible(place < len(known))
            if place < len(known):
                action.setText(tr("Seller: {name}", name=known[place].seller.name))

    @property
    def may_add(self) -> bool:
        """Tell whether the person owns a seller: they may add another."""
        return any(one.role is Role.OWNER for one in self._backend.sellers.known)

    def entries(self) -> list[Entry]:
        """Return what the palette offers."""
        sellers = self._backend.sellers
        offered = [one.seller for one in sellers.known]
        if len(offered) > 1:
            offered.append(ALL_SELLERS)
        return [
            Entry(
                group=Group.SELLERS,
                title=tr(one.name) if one is ALL_SELLERS else one.name,
                icon="layout-dashboard" if one is ALL_SELLERS else "shopping-bag",
                aside=tr("On show") if one.id == self._backend.seller.id else "",
                act=partial(self.choose, one.id),
            )
            for one in offered
        ]

    def open(self) -> None:
        """Open the sellers, or shut them; yesterday's takings come in when they are read."""
        if self.popover is not None and self.popover.isVisible():
            self.popover.shut()
            return
        self._open(self._backend.sellers.known)

    def in_one(self, permission: Permission, then: Callable[[], None]) -> None:
        """Do what belongs to one seller: at once, or in the one that is chosen for it first."""
        sellers = self._backend.sellers
        if not sellers.is_all:
            then()
            return
        within_each = [(one, within(sellers.everywhere, one.seller.id)) for one in sellers.known]
        known = [one for one, scope in within_each if may(scope, permission)]
        if len(known) == 1:
            self._pick(known[0].seller.id, then)
        else:
            self._open(known, then)

    def _open(self, known: Sequence[Membership], then: Callable[[], None] | None = None) -> None:
        from pixecom_desktop.ui.widgets.seller_lines import lines_of
        from pixecom_desktop.ui.widgets.seller_popover import SellerPopover

        if self.popover is None:
            self.popover = SellerPopover(self._window)
            self.popover.picked.connect(lambda seller_id: self._pick(seller_id, self._then))
            self.popover.add_asked.connect(self.ask_name)
        self._then = then
        lines = lines_of(known, self._backend.seller.id, has_keys=then is None)
        question = tr("For which seller?") if then is not None else ""
        self.popover.show_lines(lines, may_add=self.may_add, question=question)
        self.popover.open_at(self._anchor)
        self.tasks.spawn(self._glance(), name="sellers", failed=self._not_read)

    def _pick(self, seller_id: int, then: Callable[[], None] | None) -> None:
        if then is None:
            self.choose(seller_id)
        else:
            work = self._choose(seller_id, then)
            self.tasks.spawn(work, name="seller", failed=self._not_chosen)

    def choose(self, seller_id: int) -> None:
        """Show another seller."""
        if seller_id != self._backend.seller.id:
            self.tasks.spawn(self._choose(seller_id), name="seller", failed=self._not_chosen)

    def look(self) -> None:
        """Somebody has changed sellers or roles: tell where that is seen here."""
        if self._now() != self._shown:
            self._tell_changed()

    def ask_name(self) -> None:
        """Ask what a new seller is called, and make it."""
        self._ask(tr("Add a seller"), tr("Add seller"), "", self._add)

    def ask_other_name(self) -> None:
        """Ask what the seller is to be called."""
        name = self._backend.seller.name
        self._ask(tr("Rename the seller"), tr("Rename"), name, self._rename)

    def _ask(self, title: str, act: str, name: str, then: Named) -> None:
        from pixecom_desktop.domain.sellers import seller_name
        from pixecom_desktop.ui.dialogs.name import NameSheet

        self.sheet = sheet = NameSheet(self._window, title, act, name, seller_name)
        sheet.accepted.connect(
            lambda: self.tasks.spawn(then(sheet.name), name="name", failed=self._not_named)
        )
        sheet.accepted.connect(sheet.deleteLater)
        sheet.dismissed.connect(sheet.deleteLater)
        sheet.open()

    def _choose_nth(self, place: int) -> None:
        known = self._backend.sellers.known
        if place < len(known):
            self.choose(known[place].seller.id)

    async def _choose(self, seller_id: int, then: Callable[[], None] | None = None) -> None:
        await self._settle()
        await self._backend.sellers.choose(seller_id)
        self._tell_changed()
        if then is not None:
            then()

    async def _add(self, name: str) -> None:
        await self._settle()
        await self._backend.sellers.add(name)
        self._tell_changed()

    async def _rename(self, name: str) -> None:
        await self._backend.sellers.rename(name)
        self._tell_changed()

    async def _settle(self) -> None:
        """What was set for the seller on show is stored before another one is."""
        if self.settings is not None:
            await self.settings.tasks.settled()

    async def _glance(self) -> None:
        found = await self._backend.sellers.glances()
        if self.popover is not None and self.popover.isVisible():
            self.popover.learn(found)

    def _tell_changed(self) -> None:
        self._shown = self._now()
        self.changed.emit()

    def _now(self) -> object:
        sellers = self._backend.sellers
        return self._backend.scope, self._backend.seller, tuple(sellers.known)

    def _not_read(self, error: Exception) -> None:
        if self.popover is not None:
            self.popover.say(sentence(error))

    def _not_chosen(self, error: Exception) -> None:
        title = tr("The seller was not changed")
        self._tell(ToastText(outcome=Outcome.FAILED, title=title, reason=sentence(error)), ())

    def _not_named(self, error: Exception) -> None:
        title = tr("The seller was not kept")
        self._tell(ToastText(outcome=Outcome.FAILED, title=title, reason=sentence(error)), ())
