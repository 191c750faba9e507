"""The connect wizard: a token, the ad accounts, their pixels and pages, and how far back to read.

It can be left once accounts are linked: what was begun goes on without it.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.tokens import Asset
from pixecom_desktop.ui.backend import Backend
from pixecom_desktop.ui.dialogs.connect_history import HistoryStep
from pixecom_desktop.ui.dialogs.connect_pick import (
    PickStep,
    account_option,
    asset_key,
    asset_option,
)
from pixecom_desktop.ui.dialogs.connect_rail import StepRail
from pixecom_desktop.ui.dialogs.connect_token import TokenStep
from pixecom_desktop.ui.dialogs.sheet import EDGE, Sheet
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import plural, to_translate, tr
from pixecom_desktop.ui.widgets.buttons import PRIMARY, QUIET, Button
from pixecom_desktop.ui.widgets.focus import ScrollArea
from pixecom_desktop.ui.widgets.text import label

if TYPE_CHECKING:
    from pixecom_desktop.domain.findings import Linked, TokenFound

WIDE, HIGH, NARROW = 920, 420, 700
AROUND = 230
"""Pixels of the window that the steps never get."""

TOKEN, ACCOUNTS, ASSETS, HISTORY = range(4)
STEPS = (
    (to_translate("Connect Meta"), to_translate("PixEcom asks Meta for your campaigns and "
     "statistics. It never posts to your pages.")),
    (to_translate("Choose ad accounts"), to_translate("Only ticked accounts are downloaded. More "
     "accounts mean a longer first sync.")),
    (to_translate("Link pixels and pages"), to_translate("They tell where purchases are counted "
     "and who advertises. Sellpages follow by themselves from the links of your ads.")),
    (to_translate("Download history"), to_translate("The newest days come first, so you can start "
     "now. It goes on in the background.")),
)  # fmt: skip


class ConnectSheet(Sheet):
    """Links ad accounts; `linked` is what became of each once it was accepted.

    With `only` it replaces the token of these accounts (`act_...`), which `title` names.
    """

    def __init__(
        self,
        window: QWidget,
        backend: Backend,
        *,
        only: Sequence[str] = (),
        title: str = "",
        with_browser: bool = False,
    ) -> None:
        name = tr("Replace the token of {account}", account=title) if only else tr("Connect Meta")
        super().__init__(window, name, width=640 if only else WIDE)
        self._linking = backend.linking
        self._only = frozenset(only)
        self._assets: tuple[Asset, ...] = ()
        self.tasks = Tasks()
        self.linked: Linked | None = None
        self.first = TokenStep(
            self._linking, self.tasks, backend.clock.now(), with_browser=with_browser
        )
        self.accounts = PickStep(tr("Ad accounts"))
        self.assets = PickStep(tr("Pixels and pages"))
        self.history = HistoryStep(self._linking, self.tasks, backend.clock)
        self._hint = label("", "text2", "body")
        self._hint.setWordWrap(True)
        self.steps = QStackedWidget()
        self._rail = StepRail([tr(one) for one, _ in STEPS])
        self.back = Button(tr("Back"), kind=QUIET)
        self._lay_out()
        self.stop = self.add_button(tr("Stop the download"))
        self.skip = self.add_button(tr("Cancel"))
        self.go = self.add_button(tr("Continue"), kind=PRIMARY)
        self.go.clicked.disconnect()
        self.go.clicked.connect(self._go)
        self.stop.clicked.connect(self.history.stop)
        self.skip.clicked.connect(self._skip)
        self.back.clicked.connect(lambda: self._enter(TOKEN))
        for step in (self.first, self.accounts, self.assets, self.history):
            step.changed.connect(self._show_going)
        self._enter(TOKEN)

    @property
    def token(self) -> QWidget:
        """Return the field of the token."""
        return self.first.token

    @override
    def first_stop(self) -> QWidget | None:
        return self.first.token

    @override
    def dismiss(self) -> None:
        """Leave; what is linked by then stays, and its download goes on."""
        if not self.isVisible():
            return
        self._end()
        if self.linked is not None and self.linked.connections:
            self._shut()
            self.accepted.emit()
        else:
            super().dismiss()

    @override
    def place(self) -> None:
        """Keep to the window: narrow without the rail, and low by scrolling."""
        width = min(640 if self._only else WIDE, self.width() - 2 * EDGE)
        self.frame.setFixedWidth(max(width, 1))
        self._rail.setVisible(not self._only and width >= NARROW)
        wanted = self.first.sizeHint().height() + EDGE if self._only else HIGH
        self._scroll.setFixedHeight(min(wanted, HIGH, max(80, self.height() - AROUND)))
        super().place()

    def _lay_out(self) -> None:
        for step in (self.first, self.accounts, self.assets, self.history):
            self.steps.addWidget(step)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 2, 8, 2)
        inside.addWidget(self.steps)
        scroll = ScrollArea(tr("Connect Meta"))
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        side = QVBoxLayout()
        side.setSpacing(12)
        side.addWidget(self._hint)
        side.addWidget(scroll, 1)
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addWidget(self._rail)
        both.addLayout(side, 1)
        self.body.addLayout(both, 1)
        self._scroll = scroll
        foot = label(tr("Tokens are sealed before they are kept."), "text3", "small")
        foot.setWordWrap(True)
        self.foot.insertWidget(0, self.back)
        self.foot.insertWidget(1, foot, 1)

    # Going from step to step.

    def _enter(self, step: int) -> None:
        title, hint = STEPS[step]
        if not self._only:
            self.title.setText(tr(title))
        self._hint.setText(tr(hint))
        self._hint.setVisible(not self._only)
        self.steps.setCurrentIndex(step)
        self._rail.show_step(step)
        self._show_going()
        first = (self.first.token, self.accounts.list, self.go, self.go)[step]
        if self.isVisible() and first.isVisible():
            first.setFocus()

    def _show_going(self) -> None:
        step = self.steps.currentIndex()
        found, is_busy = self.first.found, self.first.is_busy
        self.back.setVisible(step == ACCOUNTS)
        self.stop.setVisible(step == HISTORY and not self.history.is_whole)
        self.skip.setVisible(step in (TOKEN, ACCOUNTS, ASSETS))
        self.skip.setText(tr("Skip") if step == ASSETS else tr("Cancel"))
        count = len(self.accounts.picked)
        is_usable = found is not None and found.facts.can_read
        words = {
            TOKEN: tr("Replace token") if self._only else tr("Continue"),
            ACCOUNTS: plural(count, "Connect {n} account", "Connect {n} accounts"),
            ASSETS: tr("Link and continue") if self.assets.picked else tr("Continue"),
            HISTORY: tr("Done"),
        }
        ready = {
            TOKEN: is_usable and bool(found and found.accounts),
            ACCOUNTS: is_usable and bool(count),
            ASSETS: True,
            HISTORY: True,
        }
        self.go.setText(words[step])
        self.go.setEnabled(ready[step] and not is_busy)
        self.place()

    def go_to(self, step: int, found: "TokenFound", linked: "Linked | None") -> None:
        """Come on show at a step, with what the steps before it have found out."""
        self.first.show_found(found)
        self.linked = linked
        enter: dict[int, Callable[[], None]] = {
            TOKEN: lambda: self._enter(TOKEN),
            ACCOUNTS: self._to_accounts,
            ASSETS: self._to_assets,
            HISTORY: self._to_history,
        }
        enter[step]()

    def _go(self) -> None:
        acts: dict[int, Callable[[], None]] = {
            TOKEN: self._to_accounts,
            ACCOUNTS: lambda: self._link(sorted(self.accounts.picked)),
            ASSETS: self._link_assets,
            HISTORY: self.dismiss,
        }
        acts[self.steps.currentIndex()]()

    def _skip(self) -> None:
        if self.steps.currentIndex() == ASSETS:
            self._to_history()
        else:
            self.dismiss()

    def _to_accounts(self) -> None:
        found = self.first.found
        if found is None:
            return
        if not self._only:
            picked = [one.external_id for one in found.accounts if one.can_deliver]
            options = [account_option(one, found.linked) for one in found.accounts]
            self.accounts.offer(options, picked)
            self._enter(ACCOUNTS)
            return
        seen = sorted(self._only & {one.external_id for one in found.accounts})
        if not seen:
            name = ", ".join(sorted(self._only))
            self.first.tell(tr("This token does not see {account}.", account=name))
            return
        self._link(seen)

    # Linking.

    def _link(self, accounts: Sequence[str]) -> None:
        self._set_waiting(is_waiting=True)
        self.tasks.spawn(self._linked(accounts), name="connect accounts", failed=self._failed)

    async def _linked(self, accounts: Sequence[str]) -> None:
        found = self.first.found
        if found is None:
            return
        self.linked = await self._linking.link(self.first.secret, accounts, found.facts)
        self._set_waiting(is_waiting=False)
        if self._only:
            self._end()
            self._shut()
            self.accepted.emit()
            return
        if not self.linked.connections:
            account, why = self.linked.refused[0]
            self.accounts.say(f"{account}: {why}")
            return
        self._to_assets()

    def _to_assets(self) -> None:
        self._enter(ASSETS)
        self.assets.offer((), ())
        self.assets.say(tr("Looking for pixels and pages …"))
        self.tasks.spawn(self._found_assets(), name="look for pixels", failed=self._no_assets)

    async def _found_assets(self) -> None:
        self._assets = await self._linking.assets(self._own())
        options = [asset_option(one) for one in self._assets]
        self.assets.say(
            self._refused()
            if options
            else tr("Meta shows no pixel, page or custom conversion to this token.")
        )
        self.assets.offer(options, [one.value for one in options])

    def _no_assets(self, error: Exception) -> None:
        self.assets.say(
            tr("They could not be listed. {why} They can be linked later.", why=sentence(error))
        )

    def _link_assets(self) -> None:
        wanted = [one for one in self._assets if asset_key(one) in self.assets.picked]
        if not wanted:
            self._to_history()
            return
        self._set_waiting(is_waiting=True)
        self.tasks.spawn(self._assets_linked(wanted), name="link pixels", failed=self._failed)

    async def _assets_linked(self, wanted: Sequence[Asset]) -> None:
        await self._linking.link_assets(wanted)
        self._set_waiting(is_waiting=False)
        self._to_history()

    def _to_history(self) -> None:
        known = self.first.found.linked if self.first.found is not None else frozenset()
        own = self._own()
        self.history.begin(own, [one for one in own if one not in known])
        self._enter(HISTORY)

    def _own(self) -> tuple[str, ...]:
        linked = self.linked.connections if self.linked is not None else ()
        return tuple(one.external_id for one in linked)

    def _refused(self) -> str:
        refused = self.linked.refused if self.linked is not None else ()
        return "\n".join(f"{account}: {why}" for account, why in refused)

    def _failed(self, error: Exception) -> None:
        self._set_waiting(is_waiting=False)
        step = self.steps.currentIndex()
        tell = {TOKEN: self.first.tell, ACCOUNTS: self.accounts.say, ASSETS: self.assets.say}
        tell.get(step, self.first.tell)(sentence(error))

    def _set_waiting(self, *, is_waiting: bool) -> None:
        if is_waiting:
            # Else the focus would go on to the next button, and a second Return press it.
            self.setFocus()
        self.steps.setEnabled(not is_waiting)
        if is_waiting:
            self.go.setEnabled(False)
        else:
            self._show_going()

    def _end(self) -> None:
        self.history.end()
        self.tasks.stop()
        self.first.empty()
