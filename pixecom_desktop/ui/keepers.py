"""What the window asks of campaigns one by one, and of the sellpages and strategies they belong to.

Every method raises PixecomError with the user's sentence.
"""

from collections.abc import Collection
from typing import Protocol

from pixecom_desktop.domain.campaigns import (
    CampaignCard,
    CampaignDraft,
    CampaignPage,
    CampaignQuery,
    Mark,
)
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.homes import (
    Figures,
    Home,
    HomeKind,
    HomePage,
    HomeQuery,
    HomeText,
    Moved,
)


class CampaignKeeper(Protocol):
    """The campaigns, drafts among them."""

    async def page(self, query: CampaignQuery) -> CampaignPage:
        """Return one page, the newest first."""
        ...

    async def one(self, campaign_id: int) -> CampaignCard:
        """Return one campaign by its internal id."""
        ...

    async def create(self, draft: CampaignDraft) -> CampaignCard:
        """Keep a new draft."""
        ...

    async def rewrite(self, campaign_id: int, draft: CampaignDraft) -> CampaignCard:
        """Give a draft this content in place of what stands there."""
        ...


class HomeKeeper(Protocol):
    """The sellpages and strategies."""

    async def page(self, kind: HomeKind, query: HomeQuery) -> HomePage:
        """Return one page of a kind, the newest first."""
        ...

    async def figures(self, kind: HomeKind, ids: Collection[int], dates: DateChoice) -> Figures:
        """Return what the campaigns of each spent and earned over the days, by its id."""
        ...

    async def campaigns(
        self, kind: HomeKind, home_id: int, after: Mark | None = None
    ) -> CampaignPage:
        """Return a page of the campaigns that belong to one."""
        ...

    async def create(self, kind: HomeKind, text: HomeText) -> Home:
        """Keep a new one."""
        ...

    async def edit(self, kind: HomeKind, home_id: int, text: HomeText) -> Home:
        """Give it another name, URL or description."""
        ...

    async def put_away(self, kind: HomeKind, home_id: int, *, is_active: bool) -> Home:
        """Archive one, or bring it back."""
        ...

    async def link(self, kind: HomeKind, campaigns: Collection[int], home_id: int | None) -> Moved:
        """Link campaigns, by internal ids, with a home or with none."""
        ...

    async def put_back(self, moved: Moved) -> None:
        """Link campaigns again as they stood before."""
        ...
