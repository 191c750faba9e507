"""What the command palette offers: the registry's actions, the pages, the campaigns by name."""

from collections.abc import Callable, Sequence
from functools import partial

from pixecom_desktop.domain.delivery import TITLES
from pixecom_desktop.domain.enums import DeliveryStatus
from pixecom_desktop.domain.metrics.catalog import METRIC_BY_KEY
from pixecom_desktop.domain.preferences import SETTINGS, SellerPreferences
from pixecom_desktop.domain.query import AdsTable
from pixecom_desktop.ui.actions import ACTIONS, Actions
from pixecom_desktop.ui.actions import Group as ActionGroup
from pixecom_desktop.ui.pages.catalog import PageSpec
from pixecom_desktop.ui.tables.cells import one_line, tier
from pixecom_desktop.ui.tables.tones import TONES
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.palette_results import Entry, Group

ICONS = {
    "sync": "refresh-cw",
    "dates": "calendar",
    "sort": "arrow-down",
    "compare": "history",
    "chart": "chart-column",
    "details": "panel-left-open",
    "rail": "panel-left-close",
    "pause": "pause",
    "activate": "play",
    "budget": "wallet",
    "rename": "pencil",
    "archive": "minus",
    "new_draft": "plus",
    "edit_draft": "pencil",
    "link_sellpage": "panel-top",
    "link_strategy": "target",
    "export": "download",
    "in_meta": "external-link",
    "copy": "copy",
    "copy_plain": "copy",
    "copy_id": "copy",
    "columns": "columns-3",
    "link": "link",
    "back": "chevron-left",
    "forward": "chevron-right",
    "views": "bookmark",
    "view_next": "bookmark",
    "undo": "undo-2",
    "connect": "plug",
    "guide": "circle-help",
    "news": "info",
    "diagnostics": "download",
    "about": "info",
    "elsewhere": "database",
    "sign_out": "log-out",
    "settings": "settings",
    "quit": "x",
    "search": "search",
    "clear_filters": "filter",
}
OTHER = "keyboard"
NOT_HERE = frozenset({"palette", *(f"seller_{place}" for place in range(1, 10))})
"""Itself, and the keys of sellers, which stand there by name."""


def actions(registry: Actions) -> list[Entry]:
    """Return every action that can be done now."""
    return [
        Entry(
            group=Group.ACTIONS,
            title=tr(spec.name),
            icon=ICONS.get(spec.key, OTHER),
            keys="  ".join(spec.shortcuts[:1]),
            act=registry[spec.key].trigger,
        )
        for spec in ACTIONS
        if spec.key not in NOT_HERE
        and spec.group is not ActionGroup.GO
        and registry.works(spec.key)
    ]


def pages(specs: Sequence[PageSpec], go: Callable[[str], None]) -> list[Entry]:
    """Return the pages."""
    return [
        Entry(
            group=Group.PAGES,
            title=tr(spec.title),
            icon=spec.icon,
            act=partial(go, spec.key),
        )
        for spec in specs
    ]


def settings(go: Callable[[str], None]) -> list[Entry]:
    """Return the settings of the form; choosing one leads to its line."""
    return [
        Entry(
            group=Group.PAGES,
            title=tr(setting.title),
            hint=tr("Settings"),
            icon="settings",
            act=partial(go, key),
        )
        for key, setting in SETTINGS.items()
        if setting.is_shown
    ]


def campaigns(
    table: AdsTable, go: Callable[[str], None], tiers: Callable[[int], SellerPreferences]
) -> list[Entry]:
    """Return the campaigns of a table with their delivery and ROAS; choosing one opens it.

    `tiers` gives a seller's ROAS tiers by their id, 0 for the one on show.
    """
    owners = [0] * len(table) if table.owners is None else table.owners.tolist()
    columns = (table.text[key].tolist() for key in ("external_id", "name", "delivery_status"))
    spend = table.measures["spend"].tolist()
    value = table.values("roas").tolist()
    made = []
    rows = zip(*columns, spend, value, owners, strict=True)
    for external, name, delivery, spent, roas, owner in rows:
        if external is None:
            continue
        bars, tone = tier(roas, tiers(owner))
        status = tr(TITLES[DeliveryStatus(delivery or DeliveryStatus.UNKNOWN)])
        made.append(
            Entry(
                group=Group.ROWS,
                title=one_line(name),
                icon="megaphone",
                aside=status,
                figure=_roas(roas) if spent else "",
                bars=bars,
                tone=TONES[tone],
                id=external,
                act=partial(go, external),
            )
        )
    return made


def _roas(units: int) -> str:
    return f"{units / 10 ** METRIC_BY_KEY['roas'].digits:.2f}"
