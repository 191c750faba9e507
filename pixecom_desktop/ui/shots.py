"""The catalog of pictures: every screen and state, and how a window comes into it.

To add one, add a line to `SHOTS`. Tests walk the same states.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from pixecom_desktop.domain.actions import BulkOrder, Rename, SetStatus
from pixecom_desktop.domain.ads import Account, Budget
from pixecom_desktop.domain.campaigns import CampaignDraft, CampaignQuery
from pixecom_desktop.domain.compare import Comparison
from pixecom_desktop.domain.dates import DateChoice, Preset
from pixecom_desktop.domain.enums import BudgetType, EntityStatus, Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.findings import Linked, TokenFound
from pixecom_desktop.domain.homes import HomeKind, HomeQuery, HomeText
from pixecom_desktop.domain.query import AdsQuery, SortKey
from pixecom_desktop.domain.rules import parse_rules
from pixecom_desktop.domain.views import BUILT_IN
from pixecom_desktop.ui.act_words import counted
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.dialogs.connect import ACCOUNTS, ASSETS, HISTORY, TOKEN, ConnectSheet
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.main_window import MainWindow
from pixecom_desktop.ui.pages.activity.page import ActivityPage
from pixecom_desktop.ui.pages.ads_manager.page import AdsManagerPage
from pixecom_desktop.ui.pages.catalog import SETTINGS_PAGE
from pixecom_desktop.ui.pages.homes.page import HomesPage
from pixecom_desktop.ui.pages.settings.page import SettingsPage
from pixecom_desktop.ui.staged import UNREACHABLE, Staged
from pixecom_desktop.ui.tables.layout import Density
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText


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


async def _open_dates(scene: Scene) -> None:
    _page(scene.window).dating.open()


async def _sellers(scene: Scene) -> None:
    scene.window.registry["sellers"].trigger()
    await settled(scene.window)


async def _open_sync(scene: Scene) -> None:
    scene.window.syncing.open_details()


async def _sync(scene: Scene) -> None:
    await scene.staged.begin_syncing()


async def _drill(scene: Scene) -> None:
    page = _page(scene.window)
    for _ in range(2):
        table = page.table.table()
        if table is not None and len(table):
            page.table.opened.emit(table.text["external_id"][0])
            await settled(scene.window)


async def _open_first(scene: Scene) -> None:
    page = _page(scene.window)
    table = page.table.table()
    if table is not None and len(table):
        page.table.opened.emit(table.text["external_id"][0])
        await settled(scene.window)


async def _select(scene: Scene) -> None:
    page = _page(scene.window)
    table = page.table.table()
    if table is not None:
        page.table.select(frozenset(table.text["external_id"][1:6].tolist()))


def _on_selection(action: str) -> Callable[[Scene], Awaitable[None]]:
    """Return what selects rows and triggers an action on them; nothing is sent."""

    async def act(scene: Scene) -> None:
        await _select(scene)
        scene.window.registry[action].trigger()
        await settled(scene.window)

    return act


async def _act(scene: Scene) -> None:
    """Let there be something in the journal: what the pretend Meta takes, and what it refuses."""
    backend = scene.staged
    if await backend.actions(limit=1):
        return
    table = await backend.table(AdsQuery())
    pairs = list(zip(table.text["external_id"], table.text["status"], strict=True))
    on = [str(key) for key, status in pairs if status == EntityStatus.ACTIVE][:6]
    old = [str(key) for key, status in pairs if status == EntityStatus.ARCHIVED][:2]
    pause, activate = (
        BulkOrder(command=SetStatus(status=status), level=Level.CAMPAIGN, ids=tuple(ids))
        for status, ids in ((EntityStatus.PAUSED, on + old), (EntityStatus.ACTIVE, on[:2]))
    )
    rename = BulkOrder(
        command=Rename(find="", replace_with="Renamed"), level=Level.CAMPAIGN, ids=tuple(on[:1])
    )
    for order in (rename, pause):
        await backend.act(order, stop=asyncio.Event())
        if order is rename:
            await backend.undo(stop=asyncio.Event())
    await backend.act(activate, stop=asyncio.Event())


async def _connect(scene: Scene) -> None:
    scene.window.registry["connect"].trigger()
    await settled(scene.window)


def _wizard(step: int) -> Callable[[Scene], Awaitable[None]]:
    """Return what opens the wizard at a step, as if the token of what is linked had been pasted."""

    async def act(scene: Scene) -> None:
        await _connect(scene)
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


async def _connections(scene: Scene) -> None:
    scene.window.go_to("connections")
    await settled(scene.window)


def _go(page: str) -> Callable[[Scene], Awaitable[None]]:
    async def act(scene: Scene) -> None:
        scene.window.go_to(page)
        await settled(scene.window)

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
        await _go("sellpages" if kind is HomeKind.SELLPAGE else "strategies")(scene)
        page = scene.window.page
        if act and isinstance(page, HomesPage):
            getattr(page, act)()
            await asyncio.sleep(0.2)

    return go


STRATEGIES = (
    ("Test", "New creatives at a small budget, seven days"),
    ("Scale", "What earned three times its cost, raised by a fifth a day"),
    ("Retargeting", ""),
)


async def _activity(scene: Scene) -> None:
    await _act(scene)
    scene.window.go_to("activity")
    await settled(scene.window)


async def _failed_change(scene: Scene) -> None:
    await _activity(scene)
    page = scene.window.page
    if isinstance(page, ActivityPage):
        next(row for row in page.changes.rows if row.line.tone == "warn").click()
        await settled(scene.window)


async def _no_change(scene: Scene) -> None:
    await _activity(scene)
    page = scene.window.page
    if isinstance(page, ActivityPage):
        page.filters.search.setText("nothing is called this")
        page.filters.search.searched.emit("nothing is called this")
        await settled(scene.window)


async def _runs(scene: Scene) -> None:
    await _activity(scene)
    page = scene.window.page
    if isinstance(page, ActivityPage):
        page.show_runs()


async def _settings(scene: Scene) -> None:
    scene.window.go_to(SETTINGS_PAGE)
    await settled(scene.window)


async def _wrong_setting(scene: Scene) -> None:
    await _settings(scene)
    page = scene.window.page
    if isinstance(page, SettingsPage):
        page.rows["full_numbers"].editor.wanted.emit(True)
        page.show_setting("roas_good")
        field = page.rows["roas_good"].editor.stop()
        if isinstance(field, QLineEdit):
            field.setText("1.00")
            field.textEdited.emit("1.00")
            field.editingFinished.emit()
        await settled(scene.window)
        page.rows["full_numbers"].editor.wanted.emit(False)


def _page_of(key: str) -> Callable[[Scene], Awaitable[None]]:
    async def act(scene: Scene) -> None:
        scene.window.go_to(key)
        await settled(scene.window)

    return act


def _help(action: str) -> Callable[[Scene], Awaitable[None]]:
    async def act(scene: Scene) -> None:
        scene.window.registry[action].trigger()
        await settled(scene.window)
        await scene.window.desk.tasks.settled()

    return act


async def _palette(scene: Scene) -> None:
    scene.window.open_palette()
    await settled(scene.window)
    if scene.window.palette_ is not None:
        scene.window.palette_.field.setText("re")


async def _fail_again(scene: Scene) -> None:
    scene.staged.error = UNREACHABLE
    _page(scene.window).board.ask_again()
    await settled(scene.window)


async def _new_rule(scene: Scene) -> None:
    _page(scene.window).filtering.bar.rules.add()


async def _rule_form(scene: Scene) -> None:
    rules = _page(scene.window).filtering.bar.rules
    rules.chips[1].click()


async def _views(scene: Scene) -> None:
    page = _page(scene.window)
    page.views.choose(BUILT_IN[1])
    await settled(scene.window)
    page.choose_filters(page.query.filters.changed("statuses", (EntityStatus.ACTIVE,)))
    await settled(scene.window)
    page.views.open()
    await settled(scene.window)


async def _name_view(scene: Scene) -> None:
    _page(scene.window).views.save_as()


async def _toasts(scene: Scene) -> None:
    scene.window.tell(
        ToastText(outcome=Outcome.DONE, title=tr("{rows} copied", rows=counted(5, Level.CAMPAIGN)))
    )
    scene.window.tell(
        ToastText(
            outcome=Outcome.FAILED,
            title=tr("Not everything synced"),
            reason=sentence(UNREACHABLE),
        )
    )


async def _new_draft(scene: Scene) -> None:
    scene.window.registry["new_draft"].trigger()
    await settled(scene.window)


async def _drafts(scene: Scene) -> None:
    """Let there be a draft, and show its row."""
    account = (await scene.staged.connections())[0].external_id
    search = CampaignQuery(filters=FilterSet(search=SPRING))
    if not (await scene.staged.campaigns.page(search)).rows:
        budget = Budget(micros=40_000_000, type=BudgetType.DAILY)
        draft = CampaignDraft(account=account, name=SPRING, budget=budget)
        await scene.staged.campaigns.create(draft)
    _page(scene.window).choose_filters(FilterSet(search=SPRING))
    await settled(scene.window)


SPRING = "Spring | Prospecting | Broad"


async def _collapse(scene: Scene) -> None:
    scene.window.registry["rail"].trigger()


async def _tab(scene: Scene) -> None:
    _page(scene.window).bar.tabs.tabs[Level.CAMPAIGN].setFocus(Qt.FocusReason.TabFocusReason)


async def _columns(scene: Scene) -> None:
    await _open_first(scene)
    _page(scene.window).columns.open()


def _dense(density: Density) -> Callable[[Scene], Awaitable[None]]:
    async def act(scene: Scene) -> None:
        _page(scene.window).table.choose_density(density)
        await _select(scene)

    return act


async def _chart(scene: Scene) -> None:
    scene.window.registry["chart"].trigger()
    await settled(scene.window)


async def _chart_of_selected(scene: Scene) -> None:
    await _chart(scene)
    await _select(scene)
    await settled(scene.window)
    chart = _page(scene.window).plotting.chart
    if chart is not None:
        chart.chart.point_at(3)


async def _details(scene: Scene) -> None:
    _page(scene.window).table.step(2)
    scene.window.registry["details"].trigger()
    await settled(scene.window)


def _set(**values: object) -> Callable[[Staged], None]:
    def stage(staged: Staged) -> None:
        for name, value in values.items():
            setattr(staged, name, value)

    return stage


def _filtered() -> AdsQuery:
    return AdsQuery(filters=FilterSet(search="no campaign is called this"))


def _compared() -> AdsQuery:
    return AdsQuery(compare=Comparison())


def _by_several() -> AdsQuery:
    return AdsQuery().sorted_by((SortKey("delivery_status", False), SortKey("spend")))


def _ruled() -> AdsQuery:
    rules = 'Spent > 50 and ROAS < 1.5 and Delivery is ACTIVE and name lacks "Retarget"'
    return AdsQuery(filters=FilterSet(rules=parse_rules(rules)))


def _ruled_and_compared() -> AdsQuery:
    rules = FilterSet(rules=parse_rules("Spent > 50 and ROAS < 1.5"))
    return AdsQuery(filters=rules, compare=Comparison())


def _last_30() -> AdsQuery:
    return AdsQuery(filters=FilterSet(dates=DateChoice(Preset.LAST_30)))


EXPIRED = "Its access token has expired. Connect the account again."

SHOTS: tuple[Shot, ...] = (
    Shot(name="main"),
    Shot(name="adsets", act=_open_first),
    Shot(name="ads", act=_drill),
    Shot(name="all-ads", query=AdsQuery(level=Level.AD)),
    Shot(name="last-30", query=_last_30()),
    Shot(name="selected", act=_select),
    Shot(name="columns", act=_columns),
    Shot(name="sorted-by-two", query=_by_several()),
    Shot(name="compact", act=_dense(Density.COMPACT)),
    Shot(name="comfortable", act=_dense(Density.COMFORTABLE)),
    Shot(name="pause", act=_on_selection("pause")),
    Shot(name="budget", act=_on_selection("budget")),
    Shot(name="rename", act=_on_selection("rename")),
    Shot(name="archive", act=_on_selection("archive")),
    Shot(name="link-sellpage", act=_on_selection("link_sellpage")),
    Shot(name="new-draft", act=_new_draft),
    Shot(name="drafts", act=_drafts),
    Shot(name="connections", act=_connections),
    Shot(name="connections-failed", stage=_set(failing=EXPIRED), act=_connections),
    Shot(name="not-connected", stage=_set(is_disconnected=True), act=_connections),
    Shot(name="connect", act=_connect),
    Shot(name="sellpages", act=_homes(HomeKind.SELLPAGE)),
    Shot(name="sellpage-edit", act=_homes(HomeKind.SELLPAGE, "edit")),
    Shot(name="sellpage-link", act=_homes(HomeKind.SELLPAGE, "link_campaigns")),
    Shot(name="sellpage-archive", act=_homes(HomeKind.SELLPAGE, "archive")),
    Shot(name="no-sellpages", stage=_set(is_empty=True), act=_go("sellpages")),
    Shot(name="sellpages-error", stage=_set(error=UNREACHABLE), act=_go("sellpages")),
    Shot(name="strategies", act=_homes(HomeKind.STRATEGY)),
    Shot(name="strategy-new", act=_homes(HomeKind.STRATEGY, "add_one")),
    Shot(name="connect-token", act=_wizard(TOKEN)),
    Shot(name="connect-accounts", act=_wizard(ACCOUNTS)),
    Shot(name="connect-pixels", act=_wizard(ASSETS)),
    Shot(name="connect-history", act=_wizard(HISTORY)),
    Shot(name="activity", act=_activity),
    Shot(name="failed-change", act=_failed_change),
    Shot(name="no-change", act=_no_change),
    Shot(name="sync-runs", act=_runs),
    Shot(name="settings", act=_settings),
    Shot(name="settings-wrong", act=_wrong_setting),
    Shot(name="palette", act=_palette),
    Shot(name="sellers", act=_sellers),
    Shot(name="people", act=_page_of("people")),
    Shot(name="about", act=_help("about")),
    Shot(name="diagnostics", act=_help("diagnostics")),
    Shot(name="dates", act=_open_dates),
    Shot(name="compare", query=_compared()),
    Shot(name="chart", query=_compared(), act=_chart),
    Shot(name="chart-selected", query=_compared(), act=_chart_of_selected),
    Shot(name="chart-30", query=_last_30(), act=_chart),
    Shot(name="details", query=_compared(), act=_details),
    Shot(name="compare-selected", query=_compared(), act=_select),
    Shot(name="compare-dates", query=_compared(), act=_open_dates),
    Shot(name="sync-details", act=_open_sync),
    Shot(name="loading", stage=_set(waits=True), waits=True),
    Shot(name="error", stage=_set(error=UNREACHABLE)),
    Shot(name="error-over-rows", act=_fail_again),
    Shot(name="empty", stage=_set(is_disconnected=True)),
    Shot(name="no-rows", stage=_set(is_empty=True)),
    Shot(name="no-match", query=_filtered()),
    Shot(name="rules", query=_ruled()),
    Shot(name="rules-compared", query=_ruled_and_compared()),
    Shot(name="rule-columns", act=_new_rule),
    Shot(name="views", act=_views),
    Shot(name="view-name", act=_name_view),
    Shot(name="rule-form", query=_ruled(), act=_rule_form),
    Shot(name="gaps", stage=_set(gap_days=3)),
    Shot(name="syncing", act=_sync),
    Shot(name="offline", stage=_set(is_offline=True)),
    Shot(name="account-failed", stage=_set(failing=EXPIRED)),
    Shot(name="toasts", act=_toasts),
    Shot(name="rail-collapsed", act=_collapse),
    Shot(name="keyboard-focus", act=_tab),
)

KEPT: Mapping[str, str] = {
    "ads-manager": "chart",
    "connections": "connections",
    "compare": "rules-compared",
    "budget": "budget",
}
"""The pictures of the README and the guide by name, and the shot that each of them is."""


def _page(window: MainWindow) -> AdsManagerPage:
    page = window.page
    if not isinstance(page, AdsManagerPage):
        raise TypeError("the Ads Manager is not on show")
    return page
