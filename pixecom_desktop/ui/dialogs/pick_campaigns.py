"""Ticks campaigns to be linked with a sellpage or strategy; what is ticked outlives a search."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pixecom_desktop.domain.campaigns import MOST, CampaignQuery
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.filters import FilterSet, Option
from pixecom_desktop.domain.homes import Home
from pixecom_desktop.ui.dialogs.sheet import SMALL, Sheet
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.keepers import CampaignKeeper
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.buttons import PRIMARY
from pixecom_desktop.ui.widgets.choices import ChoiceList
from pixecom_desktop.ui.widgets.search_field import SearchField
from pixecom_desktop.ui.widgets.text import label


class PickCampaigns(Sheet):
    """`ids` are the internal ids of those that are ticked."""

    def __init__(self, window: QWidget, home: Home, campaigns: CampaignKeeper) -> None:
        title = tr("Link campaigns with {name}", name=home.name)
        super().__init__(window, title, width=SMALL + 120)
        self._campaigns = campaigns
        self._ticked: frozenset[str] = frozenset()
        self.tasks = Tasks()
        self.finder = SearchField(tr("Search campaigns by name or ID"), "")
        self.list = ChoiceList()
        self.list.leaves_enter = True
        self.list.setAccessibleName(tr("Campaigns"))
        self.list.setFixedHeight(39 * 8)
        self.message = label(tr("Loading choices"), "text2", "small")
        for part in (self.finder, self.list, self.message):
            self.body.addWidget(part)
        self.add_button(tr("Cancel")).clicked.connect(self.dismiss)
        self.go = self.add_button(tr("Link"), kind=PRIMARY)
        self.finder.searched.connect(lambda _text: self._ask())
        self.finder.left.connect(self.list.setFocus)
        self.list.picked.connect(self._pick)
        self._pick(frozenset())
        self._ask()

    @property
    def ids(self) -> tuple[int, ...]:
        """Return what is ticked."""
        return tuple(int(one) for one in sorted(self._ticked))

    @override
    def _shut(self) -> None:
        self.tasks.stop()
        super()._shut()

    @override
    def first_stop(self) -> QWidget | None:
        return self.finder

    def _ask(self) -> None:
        try:
            query = CampaignQuery(filters=FilterSet(search=self.finder.text()), limit=MOST)
        except UserError as error:
            self._failed(error)
            return
        self.tasks.spawn(self._offer(query), name="campaigns to link", failed=self._failed)

    async def _offer(self, query: CampaignQuery) -> None:
        page = await self._campaigns.page(query)
        if query.filters.search != self.finder.text().strip():
            return
        options = [
            Option(
                value=str(one.id),
                title=one.name,
                note=" · ".join(part for part in (one.account_name, one.sellpage) if part) or " ",
            )
            for one in page.rows
        ]
        self.list.show_options(options, self._ticked & {one.value for one in options})
        shown = plural(len(options), "{n} shown", "{n} shown")
        more = tr("{shown}: type to find others.", shown=shown) if page.next else shown
        self.message.setText(more if options else tr("No campaign is called that."))

    def _pick(self, picked: frozenset[str]) -> None:
        shown = {one.value for one in self.list.choices.options}
        self._ticked = (self._ticked - shown) | picked
        self.list.choices.tick(picked)
        count = len(self._ticked)
        self.go.setEnabled(bool(count))
        self.go.setText(tr("Link {count}", count=f"{count:,}") if count else tr("Link"))

    def _failed(self, error: Exception) -> None:
        self.message.setText(sentence(error))
