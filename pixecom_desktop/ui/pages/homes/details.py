"""The lower half of the page: one sellpage or strategy, its campaigns, and what is done to it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pixecom_desktop.domain.campaigns import CampaignCard
from pixecom_desktop.domain.homes import Home
from pixecom_desktop.ui.pages.homes import rows
from pixecom_desktop.ui.pages.homes.words import Words
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.button_row import ButtonRow
from pixecom_desktop.ui.widgets.buttons import LINK, Button
from pixecom_desktop.ui.widgets.listing import ListCell, Listing
from pixecom_desktop.ui.widgets.text import ElidedLabel, label


class HomeDetails(QWidget):
    """Shows one; what the person wants comes as signals."""

    unlink_asked = Signal(object)
    """int: the internal id of a campaign, larger than what Qt calls one."""
    campaign_asked = Signal(object)
    """CampaignCard: to be shown in the Ads Manager."""
    more_asked = Signal()

    def __init__(self, words: Words, *, may_edit: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[CampaignCard, ...] = ()
        self._may_edit = may_edit
        self.headline = ElidedLabel("", "text", "section")
        self.byline = ElidedLabel("", "text2", "small")
        self.doubt = label("", "warn", "small")
        self.doubt.setWordWrap(True)
        self.sums = label("", "text2", "small")
        self.sums.setWordWrap(True)
        self.open = Button(tr("Open in Ads Manager"))
        self.link = Button(tr("Link campaigns"))
        self.edit = Button(tr("Edit"))
        self.archive = Button(tr("Archive"))
        self.unlink = Button(tr("Take the link off"))
        self.campaigns = Listing(tr("Campaigns"), rows.CAMPAIGNS)
        self.more = Button(tr("Show more campaigns"), kind=LINK)
        self._words = words
        for hidden in (self.sums, self.doubt, self.more):
            hidden.hide()
        self._lay_out()
        self.unlink.clicked.connect(self._ask_unlink)
        self.more.clicked.connect(self.more_asked)
        self.campaigns.activated.connect(lambda at: self._ask_campaign(at.row()))

    def show_home(self, home: Home, sums: str, *, is_partial: bool) -> None:
        """Show whose campaigns these are, with a line a currency; they come once they are read."""
        self.headline.setText(home.name)
        self.byline.setText(home.about)
        self.byline.setVisible(bool(home.about))
        self.doubt.setText(tr("Not every day of these dates has been downloaded: there is more."))
        self.doubt.setVisible(is_partial)
        self.sums.setText(sums)
        self.sums.setVisible(bool(sums))
        self.open.setEnabled(home.campaigns > 0)
        self.archive.setText(tr("Archive") if home.is_active else tr("Bring back"))

    def show_campaigns(
        self, cards: Sequence[CampaignCard], today: date, *, more: bool = False
    ) -> None:
        """Show the campaigns that belong to it."""
        kept = self.campaigns.currentIndex().row()
        self._cards = tuple(cards)
        nothing = (ListCell(text=tr("No campaign is linked"), tone="text3"), *[ListCell()] * 3)
        self.campaigns.show_rows([rows.campaign(one, today) for one in cards] or [nothing])
        if cards:
            self.campaigns.selectRow(min(max(kept, 0), len(cards) - 1))
        self.unlink.setEnabled(bool(cards))
        self.more.setVisible(more)

    def spare(self, *, is_narrow: bool) -> None:
        """Leave the columns out that a narrow window has no room for."""
        for place in rows.SPARED_OF_CAMPAIGNS:
            self.campaigns.setColumnHidden(place, is_narrow)

    def _ask_unlink(self) -> None:
        place = self.campaigns.currentIndex().row()
        if 0 <= place < len(self._cards):
            self.unlink_asked.emit(self._cards[place].id)

    def _ask_campaign(self, place: int) -> None:
        if 0 <= place < len(self._cards):
            self.campaign_asked.emit(self._cards[place])

    def _lay_out(self) -> None:
        text = QVBoxLayout()
        text.setSpacing(4)
        for line in (self.headline, self.byline, self.sums, self.doubt):
            text.addWidget(line)
        buttons = (self.open, self.link, self.unlink, self.edit, self.archive)
        row = ButtonRow(buttons)
        for button in buttons[1:]:
            button.setVisible(self._may_edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addLayout(text)
        column.addWidget(row)
        column.addWidget(self.campaigns, 1)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
