"""What is changed: sheets over chosen rows, drafts, and what the journal tells of it."""

import asyncio
from collections.abc import Awaitable, Callable

from pixecom_desktop.domain.actions import BulkOrder, Rename, SetStatus
from pixecom_desktop.domain.ads import Budget
from pixecom_desktop.domain.budgets import BudgetStep, SetBudget
from pixecom_desktop.domain.campaigns import CampaignDraft, CampaignQuery
from pixecom_desktop.domain.enums import BudgetType, EntityStatus, Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import NO_BUDGET, AdsQuery
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.pages.activity.page import ActivityPage
from pixecom_desktop.ui.shots.scene import Scene, Shot, ads_manager, triggered
from pixecom_desktop.ui.shots.table import select


def _on_selection(action: str) -> Callable[[Scene], Awaitable[None]]:
    """Return what selects rows and triggers an action on them; nothing is sent."""

    async def act(scene: Scene) -> None:
        await select(scene)
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
    await _too_often(scene)


async def _too_often(scene: Scene) -> None:
    """Change one ad set's budget more often than Meta allows, the last time among others.

    What Meta refuses is a failure; what is archived stays as it is and is none.
    """
    table = await scene.staged.table(AdsQuery(level=Level.ADSET))
    has_own = (table.text["status"] == EntityStatus.ACTIVE) & (table.budget != NO_BUDGET)
    ids = [str(key) for key in table.text["external_id"][has_own][:6]]
    command = SetBudget(step=BudgetStep.RAISE, hundredths=500)
    for own in (ids[:1], ids[:1], ids[:1], ids[:1], ids):
        order = BulkOrder(command=command, level=Level.ADSET, ids=tuple(own))
        await scene.staged.act(order, stop=asyncio.Event())


async def _drafts(scene: Scene) -> None:
    """Let there be a draft, and show its row."""
    account = (await scene.staged.connections())[0].external_id
    search = CampaignQuery(filters=FilterSet(search=SPRING))
    if not (await scene.staged.campaigns.page(search)).rows:
        budget = Budget(micros=40_000_000, type=BudgetType.DAILY)
        draft = CampaignDraft(account=account, name=SPRING, budget=budget)
        await scene.staged.campaigns.create(draft)
    ads_manager(scene.window).choose_filters(FilterSet(search=SPRING))
    await settled(scene.window)


SPRING = "Spring | Prospecting | Broad"


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


CHANGES: tuple[Shot, ...] = (
    Shot(name="pause", act=_on_selection("pause")),
    Shot(name="budget", act=_on_selection("budget")),
    Shot(name="rename", act=_on_selection("rename")),
    Shot(name="archive", act=_on_selection("archive")),
    Shot(name="link-sellpage", act=_on_selection("link_sellpage")),
    Shot(name="new-draft", act=triggered("new_draft")),
    Shot(name="drafts", act=_drafts),
    Shot(name="activity", act=_activity),
    Shot(name="failed-change", act=_failed_change),
    Shot(name="no-change", act=_no_change),
    Shot(name="sync-runs", act=_runs),
)
