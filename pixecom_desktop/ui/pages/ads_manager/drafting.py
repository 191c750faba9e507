"""Campaigns that are prepared here, and what campaigns belong to: the dialogs over picked rows."""

from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.access import Permission, may
from pixecom_desktop.domain.actions import SetStatus
from pixecom_desktop.domain.campaigns import MOST, CampaignCard
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.homes import Home, HomeKind, HomeQuery
from pixecom_desktop.domain.query import AdsTable
from pixecom_desktop.ui import act_words as words
from pixecom_desktop.ui import when
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.pages.base import Surroundings
from pixecom_desktop.ui.placing import Placing
from pixecom_desktop.ui.tables.model import row_keys
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText

NEEDS_EDIT = ("new_draft", "edit_draft", "link_sellpage", "link_strategy")
NEEDS_ACT = ("archive",)


class Drafting:
    """Drafts, links and the archive, for rows of the Ads Manager."""

    def __init__(self, around: Surroundings, parent: QWidget) -> None:
        self._around = around
        self._parent = parent
        self._tasks = around.acts.tasks
        self._placing = Placing(around, self._tasks)
        scope = around.backend.scope
        for keys, permission in ((NEEDS_EDIT, Permission.EDIT), (NEEDS_ACT, Permission.ACT)):
            for key in keys:
                around.actions[key].setEnabled(may(scope, permission))

    def ask_for_one(self) -> None:
        """Open the dialog for a new draft, in the seller on show or in one that is chosen first."""
        around = self._around
        if around.backend.sellers.is_all:
            around.in_one_seller(Permission.EDIT, lambda _: around.actions["new_draft"].trigger())
        else:
            self.create()

    def create(self) -> None:
        """Open the dialog for a new draft."""
        self._tasks.spawn(self._open(None), name="a new draft", failed=self._failed)

    def edit(self, picked: AdsTable) -> None:
        """Open the dialog over the first of these rows that is a draft."""
        drafts = [place for place, key in enumerate(picked.text["external_id"]) if key is None]
        if picked.query.level is not Level.CAMPAIGN or not drafts:
            self._say(tr("No draft is picked"), tr("Meta knows this one: rename it instead."))
            return
        draft = int(picked.ids[drafts[0]])
        self._tasks.spawn(self._edit(draft), name="edit a draft", failed=self._failed)

    def link(self, kind: HomeKind, picked: AdsTable) -> None:
        """Ask with which sellpage or strategy the picked campaigns are linked."""
        if picked.query.level is not Level.CAMPAIGN:
            self._say(tr("Links belong to campaigns"), tr("Pick campaigns on their own level."))
            return
        ids = [int(one) for one in picked.ids]
        self._placing.ask(self._parent.window(), kind, ids)

    def archive(self, picked: AdsTable) -> None:
        """Ask whether the picked rows are archived, then do it, at Meta for those that it knows."""
        command = SetStatus(status=EntityStatus.ARCHIVED)
        days = 1 if picked.days is None else len(picked.days)
        self._around.acts.offer(words.order_of(command, picked.query, row_keys(picked)), days=days)

    async def _edit(self, draft: int) -> None:
        await self._open(await self._around.backend.campaigns.one(draft))

    async def _open(self, card: CampaignCard | None) -> None:
        from pixecom_desktop.ui.dialogs.draft import DraftSheet

        backend = self._around.backend
        accounts = [one for one in await backend.connections() if one.is_active]
        if not accounts:
            self._say(tr("No ad account yet"), tr("Connect one first: a draft belongs to it."))
            return
        homes = (
            await self._homes(HomeKind.SELLPAGE),
            await self._homes(HomeKind.STRATEGY),
        )
        keeper = backend.campaigns
        today = when.local_today(backend.clock.now())
        sheet = DraftSheet(
            self._parent.window(),
            keeper.create if card is None else lambda draft: keeper.rewrite(card.id, draft),
            accounts,
            homes,
            card,
            today=today,
        )
        sheet.accepted.connect(lambda: self._kept(sheet.card))
        sheet.open()

    async def _homes(self, kind: HomeKind) -> list[Home]:
        """Return all that are in use."""
        keeper = self._around.backend.homes
        page = await keeper.page(kind, HomeQuery(limit=MOST))
        found = [*page.rows]
        while page.next is not None:
            page = await keeper.page(kind, HomeQuery(limit=MOST, after=page.next))
            found += page.rows
        return found

    def _kept(self, card: CampaignCard | None) -> None:
        if card is not None:
            self._say(tr("{name} is kept as a draft", name=card.name), "")

    def _say(self, title: str, reason: str) -> None:
        self._around.tell(ToastText(outcome=Outcome.DONE, title=title, reason=reason))

    def _failed(self, error: Exception) -> None:
        title = tr("Nothing was opened")
        text = ToastText(outcome=Outcome.FAILED, title=title, reason=sentence(error))
        self._around.tell(text)
