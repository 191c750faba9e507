"""What every shot needs: a window with the backend behind it, and ways to get about in it."""

from collections.abc import Awaitable, Callable
from dataclasses import field

from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.main_window import MainWindow
from pixecom_desktop.ui.pages.ads_manager.page import AdsManagerPage
from pixecom_desktop.ui.staged import Staged

EXPIRED = "Its access token has expired. Connect the account again."


@dataclass(frozen=True, slots=True)
class Scene:
    """An open window and the backend behind it."""

    window: MainWindow
    staged: Staged


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture: how the backend is staged, where the window opens, what is done in it then."""

    name: str
    stage: Callable[[Staged], None] = lambda staged: None
    query: AdsQuery = field(default_factory=AdsQuery)
    act: Callable[[Scene], Awaitable[None]] | None = None
    waits: bool = False


def to_page(page: str) -> Callable[[Scene], Awaitable[None]]:
    """Return what shows a page."""

    async def act(scene: Scene) -> None:
        scene.window.go_to(page)
        await settled(scene.window)

    return act


def triggered(action: str) -> Callable[[Scene], Awaitable[None]]:
    """Return what triggers an action and waits for what comes of it."""

    async def act(scene: Scene) -> None:
        scene.window.registry[action].trigger()
        await settled(scene.window)
        await scene.window.desk.tasks.settled()

    return act


def ads_manager(window: MainWindow) -> AdsManagerPage:
    """Return the Ads Manager, which is on show."""
    page = window.page
    if not isinstance(page, AdsManagerPage):
        raise TypeError("the Ads Manager is not on show")
    return page


def staged_as(**values: object) -> Callable[[Staged], None]:
    """Return what puts the backend into a state: attributes of `Staged` by name."""

    def stage(staged: Staged) -> None:
        for name, value in values.items():
            setattr(staged, name, value)

    return stage
