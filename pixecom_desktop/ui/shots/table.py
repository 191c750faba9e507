"""The Ads Manager: levels, ranges, filters, rules, cards, chart, and the states it can be in."""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import Qt

from pixecom_desktop.domain.compare import Comparison
from pixecom_desktop.domain.dates import DateChoice, Preset
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import AdsQuery, SortKey
from pixecom_desktop.domain.rules import parse_rules
from pixecom_desktop.domain.views import BUILT_IN
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.shots.scene import EXPIRED, Scene, Shot, ads_manager, staged_as, triggered
from pixecom_desktop.ui.staged import UNREACHABLE
from pixecom_desktop.ui.tables.layout import Density


async def _open_dates(scene: Scene) -> None:
    ads_manager(scene.window).dating.open()


async def _drill(scene: Scene) -> None:
    page = ads_manager(scene.window)
    for _ in range(2):
        table = page.table.table()
        if table is not None and len(table):
            page.table.opened.emit(table.text["external_id"][0])
            await settled(scene.window)


async def _open_first(scene: Scene) -> None:
    page = ads_manager(scene.window)
    table = page.table.table()
    if table is not None and len(table):
        page.table.opened.emit(table.text["external_id"][0])
        await settled(scene.window)


async def select(scene: Scene) -> None:
    """Tick five rows."""
    page = ads_manager(scene.window)
    table = page.table.table()
    if table is not None:
        page.table.select(frozenset(table.text["external_id"][1:6].tolist()))


async def _fail_again(scene: Scene) -> None:
    scene.staged.error = UNREACHABLE
    ads_manager(scene.window).board.ask_again()
    await settled(scene.window)


async def _new_rule(scene: Scene) -> None:
    ads_manager(scene.window).filtering.bar.rules.add()


async def _rule_form(scene: Scene) -> None:
    rules = ads_manager(scene.window).filtering.bar.rules
    rules.chips[1].click()


async def _views(scene: Scene) -> None:
    page = ads_manager(scene.window)
    page.views.choose(BUILT_IN[1])
    await settled(scene.window)
    page.choose_filters(page.query.filters.changed("statuses", (EntityStatus.ACTIVE,)))
    await settled(scene.window)
    page.views.open()
    await settled(scene.window)


async def _name_view(scene: Scene) -> None:
    ads_manager(scene.window).views.save_as()


async def _collapse(scene: Scene) -> None:
    scene.window.registry["rail"].trigger()


async def _tab(scene: Scene) -> None:
    ads_manager(scene.window).bar.tabs.tabs[Level.CAMPAIGN].setFocus(Qt.FocusReason.TabFocusReason)


async def _columns(scene: Scene) -> None:
    await _open_first(scene)
    ads_manager(scene.window).columns.open()


def _dense(density: Density) -> Callable[[Scene], Awaitable[None]]:
    async def act(scene: Scene) -> None:
        ads_manager(scene.window).table.choose_density(density)
        await select(scene)

    return act


async def _chart_of_selected(scene: Scene) -> None:
    await triggered("chart")(scene)
    await select(scene)
    await settled(scene.window)
    chart = ads_manager(scene.window).plotting.chart
    if chart is not None:
        chart.chart.point_at(3)


async def _details(scene: Scene) -> None:
    ads_manager(scene.window).table.step(2)
    scene.window.registry["details"].trigger()
    await settled(scene.window)


async def _open_sync(scene: Scene) -> None:
    scene.window.syncing.open_details()


async def _sync(scene: Scene) -> None:
    await scene.staged.begin_syncing()


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


TABLE: tuple[Shot, ...] = (
    Shot(name="main"),
    Shot(name="adsets", act=_open_first),
    Shot(name="ads", act=_drill),
    Shot(name="all-ads", query=AdsQuery(level=Level.AD)),
    Shot(name="last-30", query=_last_30()),
    Shot(name="selected", act=select),
    Shot(name="columns", act=_columns),
    Shot(name="sorted-by-two", query=_by_several()),
    Shot(name="compact", act=_dense(Density.COMPACT)),
    Shot(name="comfortable", act=_dense(Density.COMFORTABLE)),
    Shot(name="dates", act=_open_dates),
    Shot(name="compare", query=_compared()),
    Shot(name="chart", query=_compared(), act=triggered("chart")),
    Shot(name="chart-selected", query=_compared(), act=_chart_of_selected),
    Shot(name="chart-30", query=_last_30(), act=triggered("chart")),
    Shot(name="details", query=_compared(), act=_details),
    Shot(name="compare-selected", query=_compared(), act=select),
    Shot(name="compare-dates", query=_compared(), act=_open_dates),
    Shot(name="sync-details", act=_open_sync),
    Shot(name="loading", stage=staged_as(waits=True), waits=True),
    Shot(name="error", stage=staged_as(error=UNREACHABLE)),
    Shot(name="error-over-rows", act=_fail_again),
    Shot(name="empty", stage=staged_as(is_disconnected=True)),
    Shot(name="no-rows", stage=staged_as(is_empty=True)),
    Shot(name="no-match", query=_filtered()),
    Shot(name="rules", query=_ruled()),
    Shot(name="rules-compared", query=_ruled_and_compared()),
    Shot(name="rule-columns", act=_new_rule),
    Shot(name="views", act=_views),
    Shot(name="view-name", act=_name_view),
    Shot(name="rule-form", query=_ruled(), act=_rule_form),
    Shot(name="gaps", stage=staged_as(gap_days=3)),
    Shot(name="syncing", act=_sync),
    Shot(name="offline", stage=staged_as(is_offline=True)),
    Shot(name="account-failed", stage=staged_as(failing=EXPIRED)),
    Shot(name="rail-collapsed", act=_collapse),
    Shot(name="keyboard-focus", act=_tab),
)
