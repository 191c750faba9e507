"""Every page of the window, in the order of the rail. To add one, add a line."""

from collections.abc import Callable
from dataclasses import dataclass

from pixecom_desktop.domain.access import Permission
from pixecom_desktop.ui.pages.activity.page import ActivityPage
from pixecom_desktop.ui.pages.ads_manager.page import AdsManagerPage
from pixecom_desktop.ui.pages.base import Page, Surroundings
from pixecom_desktop.ui.pages.connections.page import ConnectionsPage
from pixecom_desktop.ui.pages.settings.page import SettingsPage


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpec:
    """One page: its place in links, its title, its icon, who may see it, how it is made."""

    key: str
    title: str
    icon: str
    permission: Permission
    make: Callable[[Surroundings], Page]
    at_foot: bool = False
    """True: it stands at the foot of the rail."""


SETTINGS_PAGE, CONNECTIONS_PAGE = "settings", "connections"

PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        key="ads-manager",
        title="Ads Manager",
        icon="megaphone",
        permission=Permission.VIEW,
        make=AdsManagerPage,
    ),
    PageSpec(
        key=CONNECTIONS_PAGE,
        title="Connections",
        icon="plug",
        permission=Permission.VIEW,
        make=ConnectionsPage,
    ),
    PageSpec(
        key="activity",
        title="Activity",
        icon="history",
        permission=Permission.VIEW,
        make=ActivityPage,
    ),
    PageSpec(
        key=SETTINGS_PAGE,
        title="Settings",
        icon="settings",
        permission=Permission.VIEW,
        make=SettingsPage,
        at_foot=True,
    ),
)
