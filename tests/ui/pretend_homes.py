"""Sellpages, strategies and drafts in memory, with the services' own refusals."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from pixecom_desktop.domain.campaigns import (
    CampaignCard,
    CampaignDraft,
    CampaignPage,
    CampaignQuery,
    Mark,
)
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus
from pixecom_desktop.domain.errors import NotFound
from pixecom_desktop.domain.homes import (
    Home,
    HomeFigures,
    HomeKind,
    HomePage,
    HomeText,
    Moved,
    Placed,
)
from pixecom_desktop.domain.query import Summary, zero_measures
from pixecom_desktop.domain.text import fold

FIRST_ID = 457_408_970_453_082_152
"""Ids are as large here as the program makes them: they do not fit what Qt calls an int."""


class PretendCampaigns:
    """Fulfils `CampaignKeeper`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.cards: dict[int, CampaignCard] = {}

    def add(self, name: str, external_id: str | None = None) -> CampaignCard:
        card = CampaignCard(
            id=FIRST_ID + len(self.cards),
            external_id=external_id,
            name=name,
            status=EntityStatus.PAUSED,
            delivery_status=DeliveryStatus.INACTIVE,
            delivery_reason="",
            account="act_1",
            account_name="",
            currency="USD",
            sellpage=None,
            sellpage_slug=None,
            strategy=None,
            objective="",
            budget=None,
            starts_at=None,
            ends_at=None,
            created_at=self._clock.now(),
        )
        self.cards[card.id] = card
        return card

    async def page(self, query: CampaignQuery) -> CampaignPage:
        found = [one for one in self.cards.values() if query.filters.search in one.name]
        return CampaignPage(rows=tuple(found[: query.limit]))

    async def one(self, campaign_id: int) -> CampaignCard:
        if campaign_id not in self.cards:
            raise NotFound("There is no such campaign.")
        return self.cards[campaign_id]

    async def create(self, draft: CampaignDraft) -> CampaignCard:
        return self._write(self.add(draft.name), draft)

    async def rewrite(self, campaign_id: int, draft: CampaignDraft) -> CampaignCard:
        return self._write(await self.one(campaign_id), draft)

    def _write(self, card: CampaignCard, draft: CampaignDraft) -> CampaignCard:
        made = replace(
            card,
            name=draft.name,
            account=draft.account,
            budget=draft.budget,
            starts_at=draft.starts_at,
            ends_at=draft.ends_at,
        )
        self.cards[card.id] = made
        return made


class PretendHomes:
    """Fulfils `HomeKeeper`; `error` is raised by whatever is asked next."""

    def __init__(self, clock: Clock, campaigns: PretendCampaigns) -> None:
        self._clock = clock
        self._campaigns = campaigns
        self._next = 100
        self.error: Exception | None = None
        self.homes: dict[int, Home] = {}
        self.links: dict[tuple[HomeKind, int], int | None] = {}

    def add(self, kind: HomeKind, name: str, about: str = "") -> Home:
        self._next += 1
        home = Home(
            id=self._next,
            seller_id=FIRST_ID,
            kind=kind,
            key=fold(name).replace(" ", "-") if kind is HomeKind.SELLPAGE else name,
            name=name,
            about=about,
            is_active=True,
            campaigns=0,
            created_at=self._clock.now() + timedelta(seconds=self._next),
        )
        self.homes[home.id] = home
        return home

    async def page(self, kind, query):
        self._fail()
        rows = [self._counted(one) for one in self.homes.values() if one.kind is kind]
        wanted = fold(query.search)
        rows = [
            one
            for one in sorted(rows, key=lambda one: one.created_at, reverse=True)
            if one.is_active is query.is_active
            and (wanted in fold(one.name) or wanted in fold(one.about))
            and (query.after is None or one.created_at < query.after.created_at)
        ]
        shown = tuple(rows[: query.limit])
        end = shown[-1] if len(rows) > query.limit else None
        return HomePage(rows=shown, next=None if end is None else Mark(end.created_at, end.id))

    async def figures(self, kind, ids, dates):
        self._fail()
        spent = zero_measures() | {"spend": 30_000_000, "purchase_value": 90_000_000}
        sums = (Summary(currency="USD", rows=1, measures=spent, daily_budget=0),)
        return {one: HomeFigures(sums=sums) for one in ids}

    async def campaigns(self, kind, home_id, after=None):
        self._fail()
        ids = [id_ for (of, id_), home in self.links.items() if of is kind and home == home_id]
        return CampaignPage(rows=tuple(self._campaigns.cards[one] for one in ids))

    async def create(self, kind, text):
        self._fail()
        checked = text.checked(kind)
        return self.add(kind, checked.name, checked.about)

    async def edit(self, kind, home_id, text: HomeText):
        self._fail()
        checked = text.checked(kind)
        home = replace(self._home(home_id), name=checked.name, about=checked.about)
        self.homes[home_id] = home
        return self._counted(home)

    async def put_away(self, kind, home_id, *, is_active):
        self._fail()
        self.homes[home_id] = replace(self._home(home_id), is_active=is_active)
        return self.homes[home_id]

    async def link(self, kind, campaigns: Collection[int], home_id):
        self._fail()
        before = tuple(
            Placed(campaign_id=one, home=self.links.get((kind, one))) for one in campaigns
        )
        for one in campaigns:
            self.links[kind, one] = home_id
        return Moved(kind=kind, before=tuple(one for one in before if one.home != home_id))

    async def put_back(self, moved: Moved):
        self._fail()
        for one in moved.before:
            self.links[moved.kind, one.campaign_id] = one.home

    def _home(self, home_id: int) -> Home:
        if home_id not in self.homes:
            raise NotFound("There is no such sellpage.")
        return self.homes[home_id]

    def _counted(self, home: Home) -> Home:
        linked = [one for (kind, _), one in self.links.items() if kind is home.kind]
        return replace(home, campaigns=linked.count(home.id))

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error
