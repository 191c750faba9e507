"""Linking the pixels, pages and custom conversions that ad accounts' tokens see."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pixecom_desktop.domain.tokens import Asset
from pixecom_desktop.ui.dialogs.connect_pick import PickStep, asset_key, asset_option
from pixecom_desktop.ui.dialogs.sheet import Sheet
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.linking import LinkKeeper
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import PRIMARY
from pixecom_desktop.ui.widgets.text import label


class LinkAssetsSheet(Sheet):
    """Asks Meta once it is open; `accepted` where something was linked."""

    def __init__(
        self,
        window: QWidget,
        linking: LinkKeeper,
        accounts: Sequence[str],
        linked: frozenset[str],
    ) -> None:
        super().__init__(window, tr("Link pixels and pages"), width=640)
        self._linking = linking
        self._accounts = accounts
        self._linked = linked
        self._assets: tuple[Asset, ...] = ()
        self.tasks = Tasks()
        hint = label(
            tr("They tell where purchases are counted and who advertises."), "text2", "body"
        )
        hint.setWordWrap(True)
        self.pick = PickStep(tr("Pixels and pages"))
        self.pick.offer((), ())
        self.pick.say(tr("Looking for pixels and pages …"))
        self.body.addWidget(hint)
        self.body.addWidget(self.pick)
        self.add_button(tr("Cancel")).clicked.connect(self.dismiss)
        self.go = self.add_button(tr("Link"), kind=PRIMARY)
        self.go.clicked.disconnect()
        self.go.clicked.connect(self._link)
        self.pick.changed.connect(self._show_going)
        self.go.setEnabled(False)

    @override
    def open(self) -> None:
        super().open()
        self.tasks.spawn(self._ask(), name="look for pixels", failed=self._failed)

    @override
    def dismiss(self) -> None:
        self.tasks.stop()
        super().dismiss()

    async def _ask(self) -> None:
        found = await self._linking.assets(self._accounts)
        self._assets = tuple(one for one in found if asset_key(one) not in self._linked)
        words = "" if self._assets else tr("Meta shows nothing to this token that is not linked.")
        self.pick.say(words)
        options = [asset_option(one) for one in self._assets]
        self.pick.offer(options, [one.value for one in options])
        self.place()

    def _link(self) -> None:
        wanted = [one for one in self._assets if asset_key(one) in self.pick.picked]
        self.setFocus()
        self.go.setEnabled(False)
        self.tasks.spawn(self._linked_all(wanted), name="link pixels", failed=self._failed)

    async def _linked_all(self, wanted: Sequence[Asset]) -> None:
        await self._linking.link_assets(wanted)
        self._shut()
        self.accepted.emit()

    def _failed(self, error: Exception) -> None:
        self.pick.say(sentence(error))
        self._show_going()

    def _show_going(self) -> None:
        self.go.setEnabled(bool(self.pick.picked))
