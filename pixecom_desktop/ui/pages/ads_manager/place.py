"""Where one is in the Ads Manager, and how one gets from there to elsewhere.

The place is an `AdsQuery`: its level and parents. Parents always lie above the level; going up
drops those that no longer do.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from pixecom_desktop.domain.dates import Preset
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.query import AdsQuery, AdsTable
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui import act_words
from pixecom_desktop.ui.translate import to_translate, tr

LEVELS: tuple[Level, ...] = tuple(Level)

NOUNS: dict[Level, tuple[str, str]] = {
    Level.CAMPAIGN: (to_translate("campaign"), to_translate("campaigns")),
    Level.ADSET: (to_translate("ad set"), to_translate("ad sets")),
    Level.AD: (to_translate("ad"), to_translate("ads")),
}


def parts(query: AdsQuery) -> tuple[object, ...]:
    """Return what makes two queries the same place: level and parents."""
    return query.level, query.parent_campaigns, query.parent_adsets


def today_of(table: AdsTable) -> date | None:
    """Return the accounts' latest today, as far as the days of a preset tell it."""
    preset = table.query.filters.dates.preset
    if table.days is None or preset in (Preset.CUSTOM, Preset.YESTERDAY, Preset.LAST_MONTH):
        return None
    return table.days.until


def quarter_of(now: datetime) -> datetime:
    """Return the quarter of an hour that an instant lies in: with one, somewhere, a day ends."""
    return now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)


def counted(count: int, level: Level) -> str:
    """Return "1 campaign", "12 ad sets"."""
    return act_words.counted(count, level)


def plural(level: Level) -> str:
    """Return "Campaigns", "Ad sets", "Ads"."""
    return tr(
        {
            Level.CAMPAIGN: to_translate("Campaigns"),
            Level.ADSET: to_translate("Ad sets"),
            Level.AD: to_translate("Ads"),
        }[level]
    )


def at_level(query: AdsQuery, level: Level) -> AdsQuery:
    """Return the query on a level, with only the parents that lie above it."""
    return replace(
        query,
        level=level,
        parent_campaigns=() if level is Level.CAMPAIGN else query.parent_campaigns,
        parent_adsets=query.parent_adsets if level is Level.AD else (),
    )


def inside(query: AdsQuery, level: Level, selected: Iterable[str]) -> AdsQuery:
    """Return the query on a lower level, inside the selected rows of the present one."""
    ids = tuple(sorted(selected))
    below = at_level(query, level)
    if not ids or LEVELS.index(level) <= LEVELS.index(query.level):
        return below
    if query.level is Level.CAMPAIGN:
        return replace(below, parent_campaigns=ids)
    return replace(below, parent_adsets=ids)


def opened(query: AdsQuery, external_id: str) -> AdsQuery | None:
    """Return what a row opens: its children. None for an ad, which has none.

    A search named rows of the level above and would hide the children; it is dropped.
    """
    child = query.level.child
    if child is None:
        return None
    below = inside(query, child, (external_id,))
    return replace(below, filters=replace(below.filters, search=""))


def above(query: AdsQuery) -> AdsQuery | None:
    """Return the place one level up; None at the top."""
    parent = query.level.parent
    return None if parent is None else at_level(query, parent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """One step of the breadcrumb; `target` None is where one is. `named` is whose name it shows."""

    text: str
    target: AdsQuery | None
    level: Level


def crumbs(query: AdsQuery, names: dict[str, str]) -> tuple[Crumb, ...]:
    """Return the way from all campaigns to here; names by Meta's id, where they are known."""
    steps = [(Level.CAMPAIGN, tr("All campaigns"), at_level(query, Level.CAMPAIGN))]
    if query.parent_campaigns:
        text = _named(query.parent_campaigns, Level.CAMPAIGN, names)
        steps.append((Level.ADSET, text, at_level(query, Level.ADSET)))
    if query.parent_adsets:
        text = _named(query.parent_adsets, Level.ADSET, names)
        steps.append((Level.AD, text, at_level(query, Level.AD)))
    if query.level is not steps[-1][0]:
        inner = (
            plural(query.level)
            if len(steps) > 1
            else tr("All {rows}", rows=tr(NOUNS[query.level][1]))
        )
        steps.append((query.level, inner, query))
        if len(steps) == 2:
            steps.pop(0)
    last = len(steps) - 1
    return tuple(
        Crumb(text=text, target=None if place == last else target, level=level)
        for place, (level, text, target) in enumerate(steps)
    )


def _named(ids: tuple[str, ...], level: Level, names: dict[str, str]) -> str:
    if len(ids) == 1:
        return names.get(ids[0], f"{tr(NOUNS[level][0]).capitalize()} {ids[0]}")
    return tr("{rows} selected", rows=counted(len(ids), level))
