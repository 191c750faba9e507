"""A step of the wizard in which some of many are ticked: ad accounts, then pixels and pages."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pixecom_desktop.domain.ads import Account
from pixecom_desktop.domain.enums import ConnectionType
from pixecom_desktop.domain.filters import Option
from pixecom_desktop.domain.text import fold
from pixecom_desktop.domain.tokens import Asset
from pixecom_desktop.ui.translate import to_translate, tr
from pixecom_desktop.ui.widgets.buttons import LINK, Button
from pixecom_desktop.ui.widgets.choices import ChoiceList
from pixecom_desktop.ui.widgets.text import label

FEW = 8
"""So many need no search field."""

KINDS = {
    ConnectionType.AD_ACCOUNT: to_translate("Ad account"),
    ConnectionType.PAGE: to_translate("Page"),
    ConnectionType.PIXEL: to_translate("Pixel"),
    ConnectionType.CONVERSION: to_translate("Custom conversion"),
}


class PickStep(QWidget):
    """A list with boxes, a search field where it is long, and how many are ticked."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.picked: frozenset[str] = frozenset()
        self.search = QLineEdit()
        self.search.setProperty("kind", "field")
        self.search.setAccessibleName(tr("Find by name or ID"))
        self.search.setPlaceholderText(tr("Find by name or ID"))
        self.count = label("", "text2", "small")
        self.all = Button(kind=LINK)
        self.note = label("", "text2", "body")
        self.note.setWordWrap(True)
        self.list = ChoiceList()
        self.list.leaves_enter = True
        self.list.setAccessibleName(name)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.search, 1)
        above.addWidget(self.count)
        above.addStretch()
        above.addWidget(self.all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addLayout(above)
        column.addWidget(self.list, 1)
        column.addStretch()
        self.search.textChanged.connect(self.list.narrow)
        self.list.picked.connect(self._pick)
        self.all.clicked.connect(self._all_or_none)
        self.say("")

    def offer(self, options: Sequence[Option], picked: Collection[str]) -> None:
        """Show these, some of them ticked."""
        self.list.show_options(options, frozenset(picked))
        self.search.setVisible(len(options) > FEW)
        for widget in (self.list, self.count, self.all):
            widget.setVisible(bool(options))
        self._pick(frozenset(picked))

    def say(self, words: str) -> None:
        """Say something above the list, "" for nothing."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _pick(self, picked: object) -> None:
        if isinstance(picked, frozenset):
            self.picked = picked
            total = len(self.list.choices.options)
            chosen = f"{len(picked):,}"
            self.count.setText(tr("{chosen} of {all} chosen", chosen=chosen, all=f"{total:,}"))
            self.all.setText(tr("Choose none") if len(picked) == total else tr("Choose all"))
            self.changed.emit()

    def _all_or_none(self) -> None:
        every = frozenset(one.value for one in self.list.choices.options)
        picked = frozenset[str]() if self.picked == every else every
        self.list.choices.tick(picked)
        self._pick(picked)


def account_option(account: Account, linked: Collection[str]) -> Option:
    """Return an ad account as a line of the list."""
    notes = [account.external_id, account.currency, account.timezone]
    if not account.can_deliver:
        notes.append(tr("delivers no ads"))
    if account.external_id in linked:
        notes.append(tr("connected already"))
    name = account.name if fold(account.name.strip()) else account.external_id
    return Option(value=account.external_id, title=name, note=" · ".join(notes))


def asset_option(asset: Asset) -> Option:
    """Return a page, pixel or custom conversion as a line of the list."""
    notes = [tr(KINDS[asset.type]), asset.external_id, asset.of_account]
    return Option(
        value=asset_key(asset), title=asset.name, note=" · ".join(one for one in notes if one)
    )


def asset_key(asset: Asset) -> str:
    """Return what tells one from all others: an id alone may mean a page and a pixel."""
    return f"{asset.type} {asset.external_id}"
