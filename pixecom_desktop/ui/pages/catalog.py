"""Every page of the window, in the order of the rail. To add one, add a line.

A page's module is imported when the page is made, so that the first frame waits for one page only.
"""

from importlib import import_module

from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.access import Permission
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.pages.base import Page, Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpec:
    """One page: its place in links, its title, its icon, who may see it, where its class is."""

    key: str
    title: str
    icon: str
    place: str
    """Its class, as "module:Name" below `ui.pages`."""
    permission: Permission = Permission.VIEW
    at_foot: bool = False
    """True: it stands at the foot of the rail."""

    def make(self, around: Surroundings, parent: QWidget) -> Page:
        """Return the page, its module imported now."""
        module, _, name = self.place.partition(":")
        made = getattr(import_module(f"pixecom_desktop.ui.pages.{module}"), name)(around, parent)
        if not isinstance(made, Page):
            raise TypeError(f"{self.place} is no page")
        made.key = self.key
        return made


SETTINGS_PAGE, CONNECTIONS_PAGE = "settings", "connections"

PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        key="ads-manager",
        title="Ads Manager",
        icon="megaphone",
        place="ads_manager.page:AdsManagerPage",
    ),
    PageSpec(
        key="sellpages",
        title="Sellpages",
        icon="panel-top",
        place="homes.page:SellpagesPage",
    ),
    PageSpec(
        key="strategies",
        title="Strategies",
        icon="target",
        place="homes.page:StrategiesPage",
    ),
    PageSpec(
        key=CONNECTIONS_PAGE,
        title="Connections",
        icon="plug",
        place="connections.page:ConnectionsPage",
    ),
    PageSpec(
        key="activity",
        title="Activity",
        icon="history",
        place="activity.page:ActivityPage",
    ),
    PageSpec(
        key="people",
        title="People",
        icon="users",
        permission=Permission.MANAGE_PEOPLE,
        place="people.page:PeoplePage",
    ),
    PageSpec(
        key=SETTINGS_PAGE,
        title="Settings",
        icon="settings",
        place="settings.page:SettingsPage",
        at_foot=True,
    ),
)
