"""What campaigns hang on: connections and the wizard, sellpages and strategies."""

import asyncio
from collections.abc import Awaitable, Callable

from pixecom_desktop.domain.ads import Account
from pixecom_desktop.domain.campaigns import CampaignQuery
from pixecom_desktop.domain.findings import Linked, TokenFound
from pixecom_desktop.domain.homes import HomeKind, HomeQuery, HomeText
from pixecom_desktop.ui.dialogs.connect import ACCOUNTS, ASSETS, HISTORY, TOKEN, ConnectSheet
from pixecom_desktop.ui.pages.homes.page import HomesPage
from pixecom_desktop.ui.shots.scene import EXPIRED, Scene, Shot, staged_as, to_page, triggered
from pixecom_desktop.ui.staged import UNREACHABLE


def _wizard(step: int) -> Callable[[Scene], Awaitable[None]]:
    """Return what opens the wizard at a step, as if the token of what is linked had been pasted."""

    async def act(scene: Scene) -> None:
        await triggered("connect")(scene)
        (sheet,) = scene.window.findChildren(ConnectSheet)
        links = [one for one in await scene.staged.linking.links() if one.status and one.facts]
        own = tuple(one.connection for one in links)
        accounts = tuple(
            Account(
                external_id=one.external_id,
                name=one.name,
                currency=one.currency,
                timezone=one.timezone,
                status=1,
            )
            for one in own
        )
        known = frozenset(one.external_id for one in own)
        facts = next(one.facts for one in links if one.facts)
        found = TokenFound(facts=facts, accounts=accounts, linked=known)
        sheet.go_to(step, found, Linked(connections=own, refused=()))
        await sheet.tasks.settled()

    return act


def _homes(kind: HomeKind, act: str = "") -> Callable[[Scene], Awaitable[None]]:
    """Return what shows sellpages or strategies, some of them made before, and does this there."""

    async def go(scene: Scene) -> None:
        homes = scene.staged.homes
        if kind is HomeKind.STRATEGY and not (await homes.page(kind, HomeQuery())).rows:
            campaigns = (await scene.staged.campaigns.page(CampaignQuery(limit=40))).rows
            for place, (name, about) in enumerate(STRATEGIES):
                made = await homes.create(kind, HomeText(name=name, about=about))
                part = [one.id for one in campaigns[place :: len(STRATEGIES)]]
                await homes.link(kind, part, made.id)
        await to_page("sellpages" if kind is HomeKind.SELLPAGE else "strategies")(scene)
        page = scene.window.page
        if act and isinstance(page, HomesPage):
            getattr(page.acts, act)()
            await asyncio.sleep(0.2)

    return go


STRATEGIES = (
    ("Test", "New creatives at a small budget, seven days"),
    ("Scale", "What earned three times its cost, raised by a fifth a day"),
    ("Retargeting", ""),
)

LINKING: tuple[Shot, ...] = (
    Shot(name="connections", act=to_page("connections")),
    Shot(name="connections-failed", stage=staged_as(failing=EXPIRED), act=to_page("connections")),
    Shot(name="not-connected", stage=staged_as(is_disconnected=True), act=to_page("connections")),
    Shot(name="connect", act=triggered("connect")),
    Shot(name="sellpages", act=_homes(HomeKind.SELLPAGE)),
    Shot(name="sellpage-edit", act=_homes(HomeKind.SELLPAGE, "edit")),
    Shot(name="sellpage-link", act=_homes(HomeKind.SELLPAGE, "link_campaigns")),
    Shot(name="sellpage-archive", act=_homes(HomeKind.SELLPAGE, "archive")),
    Shot(name="no-sellpages", stage=staged_as(is_empty=True), act=to_page("sellpages")),
    Shot(name="sellpages-error", stage=staged_as(error=UNREACHABLE), act=to_page("sellpages")),
    Shot(name="strategies", act=_homes(HomeKind.STRATEGY)),
    Shot(name="strategy-new", act=_homes(HomeKind.STRATEGY, "add_one")),
    Shot(name="connect-token", act=_wizard(TOKEN)),
    Shot(name="connect-accounts", act=_wizard(ACCOUNTS)),
    Shot(name="connect-pixels", act=_wizard(ASSETS)),
    Shot(name="connect-history", act=_wizard(HISTORY)),
)
