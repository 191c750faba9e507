"""Campaigns one by one: prepare, read, change, archive; the list in pages.

What Meta knows of a campaign is changed by the same road as in bulk, journalled and undoable; a
draft, and what is kept here alone, changes in the database only. Nothing is ever deleted.
"""

from collections.abc import Callable
from dataclasses import replace

from pixecom_desktop.domain.access import Permission, Scope, acting, require
from pixecom_desktop.domain.actions import AnyCommand, BulkOrder, Rename, SetStatus
from pixecom_desktop.domain.budgets import BudgetStep, SetBudget
from pixecom_desktop.domain.campaigns import (
    CampaignCard,
    CampaignChanges,
    CampaignDraft,
    CampaignPage,
    CampaignQuery,
)
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.errors import PixecomError, UserError
from pixecom_desktop.domain.events import Changed, Publish, Topic
from pixecom_desktop.domain.subjects import LONGEST_NAME
from pixecom_desktop.domain.text import clean
from pixecom_desktop.services.bulk import Bulk
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.queries import campaigns as listed
from pixecom_desktop.storage.repos import campaigns as kept


class Campaigns:
    """The campaigns of the seller that the scope acts in."""

    def __init__(
        self,
        database: Database,
        bulk: Bulk,
        publish: Publish,
        *,
        clock: Clock,
        new_id: Callable[[], int],
    ) -> None:
        self._database = database
        self._bulk = bulk
        self._publish = publish
        self._clock = clock
        self._new_id = new_id

    async def page(self, scope: Scope, query: CampaignQuery) -> CampaignPage:
        """Return one page of the scope's campaigns, the newest first."""
        require(scope, Permission.VIEW)
        return await self._database.read(scope, listed.page, query, self._clock.now())

    async def one(self, scope: Scope, campaign_id: int) -> CampaignCard:
        """Return one campaign; raises NotFound where it is not the scope's."""
        require(scope, Permission.VIEW)
        return await self._database.read(scope, listed.one, campaign_id)

    async def create(self, scope: Scope, draft: CampaignDraft) -> CampaignCard:
        """Keep a new draft and return it; raises NotFound for an account that is not linked."""
        require(scope, Permission.EDIT)
        own = acting(scope)
        campaign_id = await self._database.write(
            own,
            kept.create,
            replace(draft, name=_name(draft.name)),
            new_id=self._new_id,
            now=self._clock.now(),
        )
        self._tell()
        return await self.one(own, campaign_id)

    async def update(
        self, scope: Scope, campaign_id: int, changes: CampaignChanges
    ) -> CampaignCard:
        """Change a campaign and return it as it is then.

        Raises NotFound where it is not the scope's, and what Meta refused as a PixecomError; what
        comes before that in the order name, budget, sellpage and strategy has been done.
        """
        require(scope, Permission.EDIT)
        own = acting(scope)
        card = await self.one(own, campaign_id)
        if changes.name is not None:
            await self._act(own, card, Rename(find="", replace_with=_name(changes.name)))
        if changes.budget_micros is not None:
            command = SetBudget(
                step=BudgetStep.SET, micros=changes.budget_micros, currency=card.currency
            )
            await self._act(own, card, command, confirmed=changes.budget_micros)
        if changes.sellpage is not None or changes.strategy is not None:
            await self._database.write(
                own,
                kept.place,
                campaign_id,
                sellpage=changes.sellpage,
                strategy=changes.strategy,
            )
            self._tell()
        return await self.one(own, campaign_id)

    async def rewrite(self, scope: Scope, campaign_id: int, draft: CampaignDraft) -> CampaignCard:
        """Give a draft this content in place of what stands there, and return it as it is then.

        Raises NotFound where it is not the scope's, UserError for a campaign that Meta knows or
        that is archived.
        """
        require(scope, Permission.EDIT)
        own = acting(scope)
        named = replace(draft, name=_name(draft.name))
        await self._database.write(own, kept.rewrite, campaign_id, named)
        self._tell()
        return await self.one(own, campaign_id)

    async def archive(self, scope: Scope, campaign_id: int) -> CampaignCard:
        """Archive a campaign, at Meta first where Meta knows it; it cannot be brought back.

        Raises NotFound where it is not the scope's, PixecomError with Meta's reason.
        """
        own = acting(scope)
        card = await self.one(own, campaign_id)
        await self._act(own, card, SetStatus(status=EntityStatus.ARCHIVED))
        return await self.one(own, campaign_id)

    async def _act(
        self, scope: Scope, card: CampaignCard, command: AnyCommand, confirmed: int | None = None
    ) -> None:
        key = card.external_id or str(card.id)
        order = BulkOrder(command=command, level=Level.CAMPAIGN, ids=(key,), confirmed=confirmed)
        result = await self._bulk.apply(scope, order)
        for one in (*result.failed, *result.skipped):
            raise PixecomError(one.sentence)

    def _tell(self) -> None:
        self._publish(Changed(topics=frozenset({Topic.STRUCTURE})))


class UserCampaigns:
    """The campaigns as a window asks for them: of who is signed in."""

    def __init__(self, campaigns: Campaigns, scope: Callable[[], Scope]) -> None:
        self._campaigns = campaigns
        self._scope = scope

    async def page(self, query: CampaignQuery) -> CampaignPage:
        """Return one page of campaigns, the newest first."""
        return await self._campaigns.page(self._scope(), query)

    async def one(self, campaign_id: int) -> CampaignCard:
        """Return one campaign."""
        return await self._campaigns.one(self._scope(), campaign_id)

    async def create(self, draft: CampaignDraft) -> CampaignCard:
        """Keep a new draft."""
        return await self._campaigns.create(self._scope(), draft)

    async def rewrite(self, campaign_id: int, draft: CampaignDraft) -> CampaignCard:
        """Give a draft this content in place of what stands there."""
        return await self._campaigns.rewrite(self._scope(), campaign_id, draft)


def _name(text: str) -> str:
    name = clean(text).strip()
    if not name or len(name) > LONGEST_NAME:
        raise UserError(f"A campaign needs a name of {LONGEST_NAME} signs at most.")
    return name
