"""More than one seller: the switcher, and all of them at once."""

import asyncio
from collections.abc import Awaitable, Callable

from pixecom_desktop.domain.sellers import ALL_SELLERS
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.shots.scene import Scene, Shot, triggered

OTHERS = ("Luma Home", "Mộc Lan", "Nord & Söhne")
PUBLISHED = 0.6


async def _have_several(scene: Scene) -> None:
    """Let there be further sellers; the one on show stays."""
    sellers = scene.staged.sellers
    shown, names = scene.staged.seller.id, {one.seller.name for one in sellers.known}
    for name in OTHERS:
        if name not in names:
            await sellers.add(name)
    await sellers.choose(shown)
    await _heard(scene)


async def _heard(scene: Scene) -> None:
    """Wait until the window has begun anew: what is published reaches it a moment later."""
    await asyncio.sleep(PUBLISHED)
    await settled(scene.window)


async def _sellers(scene: Scene) -> None:
    await _have_several(scene)
    await triggered("sellers")(scene)
    await scene.window.switching.tasks.settled()


def _all(page: str = "", action: str = "") -> Callable[[Scene], Awaitable[None]]:
    """Return what shows all sellers, a page of theirs, and triggers an action there."""

    async def act(scene: Scene) -> None:
        await _have_several(scene)
        await scene.staged.sellers.choose(ALL_SELLERS.id)
        await _heard(scene)
        if page:
            scene.window.go_to(page)
            await settled(scene.window)
        if action:
            await triggered(action)(scene)
            await scene.window.switching.tasks.settled()

    return act


SEVERAL: tuple[Shot, ...] = (
    Shot(name="sellers", act=_sellers),
    Shot(name="all-sellers", act=_all()),
    Shot(name="all-connections", act=_all("connections")),
    Shot(name="all-settings", act=_all("settings")),
    Shot(name="all-connect", act=_all(action="connect")),
    Shot(name="all-sellpages", act=_all("sellpages")),
)
